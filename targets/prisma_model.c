/* Prisma models: takes a plan, gives the models, fields and enums of schema.prisma with their names. Each
 * foreign key is a relation that both of its models see: under the names that the model gives it, or
 * those of the relation whose junction the table is. What they are called in the database stays. */
#include "targets/code_name.h"
#include "targets/prisma.h"

/* What Prisma keeps for itself: its scalars, and what the client that it generates declares. Words of the
 * language that begin with a small letter are none of a model's. */
static const char *const reserved_models[] = {
    "BigInt",        "Boolean",   "Bytes",   "DateTime",    "Decimal", "Float",
    "Int",           "Json",      "String",  "Unsupported", "Prisma",  "PrismaClient",
    "PrismaPromise", "ModelName", "TypeMap", "Enums",       NULL,
};

/* ---- models and enums ---- */

static bool is_plain(Text word) {
    bool letter = false;
    for (size_t i = 0; i < word.size; i++) {
        char c = word.at[i];
        letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_')))
            return false;
    }
    return word.size;
}

Text *prisma_enum_words(const Prisma *p, const Enum *enumeration) {
    CodeScope scope = code_scope(p->a, NULL);
    Text *word = arena_array(p->a, Text, enumeration->value_count);
    for (size_t i = 0; i < enumeration->value_count; i++) {
        Text value = enumeration->value[i];
        word[i] = code_take(&scope, is_plain(value) ? value : code_word(p->a, value, CODE_SNAKE));
    }
    return word;
}

static Text enum_word(const Prisma *p, const Enum *enumeration) {
    Sym name = enumeration->named ? enumeration->named->name : enumeration->name;
    return code_word(p->a, sym_text(name), CODE_PASCAL);
}

static void name_types(Prisma *p) {
    const Schema *schema = p->plan->schema;
    CodeScope scope = code_scope(p->a, reserved_models);
    for (size_t i = 0; i < schema->entity_count; i++) {
        const Entity *e = schema->entity[i];
        if (!p->plan->table_of[e->number])
            continue;
        PrismaModel *model = vec_push(p->a, &p->models);
        model->table = p->plan->table_of[e->number];
        model->name = code_take(&scope, code_word(p->a, sym_text(e->name), CODE_PASCAL));
    }
    p->model_of = arena_array(p->a, PrismaModel *, schema->entity_count);
    for (size_t i = 0; i < p->models.count; i++)
        p->model_of[p->models.at[i].table->entity->number] = &p->models.at[i];
    p->enumeration = arena_array(p->a, PrismaEnum, schema->enumeration_count + 1);
    for (size_t i = 0; i < schema->enumeration_count; i++) {
        const Enum *one = schema->enumeration[i];
        if (p->provider->enum_types && !p->plan->enum_of[one->number])
            continue;
        p->enumeration[one->number] = (PrismaEnum){code_take(&scope, enum_word(p, one)), one};
    }
}

Text prisma_field_name(const Prisma *p, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    return p->model_of[a->entity->number]->scalar[a->index].name;
}

/* ---- relations ---- */

/* Two models that more than one relation joins, or one that refers to itself: there each relation needs a
 * name. The index holds such pairs, as text. */
static Text pair_of(const Prisma *p, const PlanForeignKey *key) {
    uint32_t one = key->table->entity->number, other = key->target->entity->number;
    return text_format(p->a, "%u %u", one < other ? one : other, one < other ? other : one);
}

typedef struct Pairs {
    Lookup once, more;
} Pairs;

static Pairs count_pairs(const Prisma *p) {
    Pairs pairs = {0};
    for (size_t i = 0; i < p->models.count; i++) {
        const PlanTable *table = p->models.at[i].table;
        for (size_t k = 0; k < table->foreign_keys.count; k++) {
            const PlanForeignKey *key = table->foreign_keys.at[k];
            Text pair = pair_of(p, key);
            if (key->table == key->target || lookup_put(p->a, &pairs.once, pair, key))
                lookup_put(p->a, &pairs.more, pair, key);
        }
    }
    return pairs;
}

/* Whether COLUMNs, in their order, are the primary key of TABLE or one of its unique sets. */
static bool is_key(const PlanTable *table, const PlanColumn *const *column, size_t count) {
    for (size_t i = 0; i <= table->uniques.count; i++) {
        const PlanKey *key = i ? table->uniques.at[i - 1] : table->primary;
        if (key && key->column_count == count && !key->include_count &&
            !memcmp(key->column, column, count * sizeof *column))
            return true;
    }
    return false;
}

static bool may_be_null(const Prisma *p, const PlanForeignKey *key) {
    for (size_t i = 0; i < key->column_count; i++)
        if (prisma_is_optional(p, key->column[i]))
            return true;
    return false;
}

/* How the target of KEY calls the rows that refer to it. The rows of a junction are called what the
 * relation that it is made for is called: `tags PostTag[]`, `followers UserFollowing[]`. */
static Text inverse_word(const PlanForeignKey *key) {
    const Relation *r = key->relation, *many = key->table->entity->junction_of;
    Sym name = r->inverse ? r->inverse : r->parent ? r->parent->inverse : NULL;
    if (many && r == many->junction_from)
        name = many->name;
    else if (many && r == many->junction_to && many->inverse)
        name = many->inverse;
    return sym_text(name ? name : key->table->entity->table);
}

static PrismaField *add_relation(Prisma *p, PrismaModel *model, CodeScope *scope,
                                 const PlanForeignKey *key, Text word) {
    PrismaField *field = vec_push(p->a, &model->relations);
    field->key = key;
    field->name = code_take(scope, code_word(p->a, word, CODE_CAMEL));
    return field;
}

static void add_relations(Prisma *p, CodeScope *scope) {
    Pairs pairs = count_pairs(p);
    for (size_t i = 0; i < p->models.count; i++) {
        PrismaModel *model = &p->models.at[i];
        for (size_t k = 0; k < model->table->foreign_keys.count; k++) {
            const PlanForeignKey *key = model->table->foreign_keys.at[k];
            PrismaField *field =
                add_relation(p, model, &scope[i], key, sym_text(key->relation->name));
            field->holds_key = true;
            field->optional = may_be_null(p, key);
            field->other = p->model_of[key->target->entity->number];
            if (lookup_get(&pairs.more, pair_of(p, key)))
                field->relation =
                    text_format(p->a, "%.*s_%.*s", TEXT_ARG(model->name), TEXT_ARG(field->name));
        }
    }
}

static void add_inverses(Prisma *p, CodeScope *scope) {
    for (size_t i = 0; i < p->models.count; i++) {
        PrismaModel *model = &p->models.at[i];
        for (size_t k = 0; k < model->table->foreign_keys.count; k++) {
            const PlanForeignKey *key = model->table->foreign_keys.at[k];
            Text relation = model->relations.at[k].relation;
            PrismaModel *target = p->model_of[key->target->entity->number];
            PrismaField *field =
                add_relation(p, target, &scope[target - p->models.at], key, inverse_word(key));
            field->many = !is_key(key->table, key->column, key->column_count);
            field->optional = !field->many;
            field->other = model;
            field->relation = relation;
        }
    }
}

/* ---- fields ---- */

static void name_scalars(Prisma *p, PrismaModel *model, CodeScope *scope) {
    const PlanTable *table = model->table;
    model->scalar = arena_array(p->a, PrismaField, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const Attribute *a = table->column[i].attribute;
        model->scalar[i].column = &table->column[i];
        if (a->generated && !p->provider->generated_columns)
            continue;
        model->scalar[i].name = code_take(scope, code_word(p->a, sym_text(a->name), CODE_CAMEL));
    }
}

static bool identifies(Prisma *p, const PlanKey *key) {
    for (size_t i = 0; i < key->column_count; i++)
        if (prisma_is_optional(p, key->column[i]) || prisma_is_unsupported(p, key->column[i]) ||
            !prisma_field_name(p, key->column[i]).size)
            return false;
    return true;
}

static bool has_identity(Prisma *p, const PlanTable *table) {
    bool found = table->primary && identifies(p, table->primary);
    for (size_t i = 0; i < table->uniques.count && !found; i++)
        found = identifies(p, table->uniques.at[i]);
    return found;
}

/* Either all partial indexes say which rows they hold, or none: Prisma then compares none. */
static void gather_indexes(Prisma *p) {
    bool can = p->provider->partial_indexes && version_at_least(p->plan->stack_version, 7, 4);
    bool any = false;
    for (size_t i = 0; i < p->plan->steps.count; i++) {
        const PlanIndex *index = (const PlanIndex *)p->plan->steps.at[i].item;
        if (index->item.kind != PLAN_INDEX || !prisma_says_index(p, index))
            continue;
        *vec_push(p->a, &p->model_of[index->table->entity->number]->indexes) = index;
        any = any || index->where;
        can = can && (!index->where || prisma_says_rows(p, index->where));
    }
    p->partial = any && can;
}

void prisma_make_models(Prisma *p) {
    name_types(p);
    CodeScope *scope = arena_array(p->a, CodeScope, p->models.count);
    for (size_t i = 0; i < p->models.count; i++) {
        scope[i] = code_scope(p->a, NULL);
        name_scalars(p, &p->models.at[i], &scope[i]);
        p->qualified = p->qualified || p->models.at[i].table->schema.size;
    }
    for (size_t i = 0; i < p->models.count; i++)
        p->models.at[i].ignored = !has_identity(p, p->models.at[i].table);
    add_relations(p, scope);
    add_inverses(p, scope);
    gather_indexes(p);
}
