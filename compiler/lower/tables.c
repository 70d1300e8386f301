/* Tables: an entity becomes a table with its columns, partitions and indexes; constraints.c gives it its
 * rules. What is asked of the target here: the types, and what columns and indexes are made of. */
#include "compiler/lower/lowering.h"

#include <string.h>

/* --- Names ------------------------------------------------------------------------------------- */

/* A constraint's name has to differ from the table's other constraints, and, where it makes an index,
 * from all relations. */
Text lower_take_constraint(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                           const Request *r) {
    return l->target->limits.constraint_names_per_schema
               ? names_take(l, NAMES_SCHEMA_CONSTRAINTS, lower_schema_of(l, t), full, item, r)
               : names_take(l, NAMES_CONSTRAINTS, t->entity->number, full, item, r);
}

Text lower_take_index(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                      const Request *r) {
    if (!l->target->limits.index_names_per_schema) {
        return names_take(l, NAMES_INDEXES, t->entity->number, full, item, r);
    }
    Text name = lower_prefixed(l, t->entity, full);
    if (!names_is_own(l, t->name)) { /* else the table's name is what was reported */
        names_demand_other(l, name, r->origin);
    }
    return names_take(l, NAMES_RELATIONS, lower_schema_of(l, t), name, item, r);
}

/* --- Columns ----------------------------------------------------------------------------------- */

static bool is_literal(const Expr *e) {
    switch (e->kind) {
    case EXPR_NULL:
    case EXPR_BOOLEAN:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TEMPORAL: return true;
    case EXPR_NEGATE:
    case EXPR_CAST: return is_literal(expr_child(e, 0));
    default: return false;
    }
}

/* What the model says in the target's own words needs no mapping. */
static bool ask_for_native_type(Lowering *l, Request *r, const Type *type) {
    bool named = plan_native_text(l->plan, type).size != 0;
    if (named) {
        request_ask(l, r, CAP_NATIVE_TYPE);
    } else if (type->kind == TYPE_NATIVE && type->native_count) {
        request_answer(l, r, CAP_NATIVE_TYPE,
                       (Support){LEVEL_REFUSED, "the model names no type for this target"});
    }
    return named || type->kind == TYPE_NATIVE;
}

/* A check stands in for what a scalar type lacks; for the elements of an array, little does. */
static void ask_for_checked(Lowering *l, Request *r, Cap cap, bool is_element) {
    Support answer = l->answer[cap];
    if (is_element && answer.level == LEVEL_EMULATED && !l->target->checks_elements) {
        answer = (Support){LEVEL_DEGRADED, "the elements of an array are not checked"};
    }
    request_answer(l, r, cap, answer);
}

/* Some kinds are capabilities, since targets differ in whether they have them at all. */
static void ask_for_type(Lowering *l, Request *r, const Type *type) {
    request_carry_type(l, r, type);
    bool is_array = type->kind == TYPE_ARRAY;
    const Type *scalar = is_array ? type->element : type;
    if (ask_for_native_type(l, r, type)) {
        return;
    }
    if (is_array) {
        request_ask(l, r, CAP_ARRAY);
        if (ask_for_native_type(l, r, scalar)) {
            return;
        }
    }
    if (scalar->kind == TYPE_ENUM) {
        ask_for_checked(l, r, CAP_ENUM, is_array);
        TypeRule words = l->target->type(type, l->plan->version);
        if (words.level != LEVEL_NATIVE) {
            request_answer(l, r, CAP_TYPE, (Support){words.level, words.how});
        }
        return;
    }
    if (scalar->kind == TYPE_JSON) {
        request_ask(l, r, CAP_JSON);
    }
    if (scalar->is_unsigned) {
        ask_for_checked(l, r, CAP_UNSIGNED, is_array);
    }
    TypeRule rule = l->target->type(type, l->plan->version);
    request_answer(l, r, CAP_TYPE, (Support){rule.level, rule.how});
}

static bool leads_a_key(const Attribute *a) {
    for (size_t i = 0; i < a->entity->key_count; i++) {
        const Key *k = &a->entity->key[i];
        if (!k->where && k->attribute_count && k->attribute[0] == a) {
            return true;
        }
    }
    return false;
}

static bool is_numbered_alone(const Attribute *a) {
    for (size_t i = 0; i < a->entity->attribute_count; i++) {
        const Attribute *other = &a->entity->attribute[i];
        if (other != a && other->identity) {
            return false;
        }
    }
    return true;
}

/* Where an unsigned bigint is spelt as something wider, it is no integer that the engine numbers. */
static void ask_for_identity(Lowering *l, Request *r, const Attribute *a) {
    const Type *type = a->type;
    Support answer = l->answer[CAP_IDENTITY];
    if (l->target->limits.identity_leads_key && !leads_a_key(a)) {
        answer = (Support){LEVEL_REFUSED, "it numbers only what a key begins with"};
    } else if (l->target->limits.identity_leads_key && !is_numbered_alone(a)) {
        answer = (Support){LEVEL_REFUSED, "it numbers one column of a table"};
    }
    if (type->is_unsigned && type->kind == TYPE_BIGINT &&
        l->answer[CAP_UNSIGNED].level == LEVEL_EMULATED) {
        answer = (Support){LEVEL_REFUSED, "it numbers no integer as wide as an unsigned bigint"};
    }
    request_answer(l, r, CAP_IDENTITY, answer);
}

void lower_ask_for_width(Lowering *l, Request *r, Cap cap, const Type *type, const Expr *value) {
    static const char most[] = "9223372036854775807";
    if (!l->target->limits.signed_integers || !type->is_unsigned || type->kind != TYPE_BIGINT ||
        value->kind != EXPR_NUMBER) {
        return;
    }
    Text digits = value->text;
    while (digits.size > 1 && digits.at[0] == '0') {
        digits = text_slice(digits, 1, digits.size);
    }
    if (digits.size > sizeof most - 1 ||
        (digits.size == sizeof most - 1 && memcmp(digits.at, most, digits.size) > 0)) {
        const char *how = text_c_string(
            l->ds->arena, text_format(l->scratch, "%.*s is above its largest integer, %s",
                                      TEXT_ARG(digits), most));
        request_answer(l, r, cap, (Support){LEVEL_REFUSED, how});
    }
}

static Text collation_of(const Lowering *l, Sym name) {
    return l->target->collation(name ? sym_text(name) : TEXT("C"), l->plan->version);
}

static void ask_for_collation(Lowering *l, Request *r, Sym name) {
    request_ask(l, r, CAP_COLLATION);
    if (l->target->collation && !collation_of(l, name).size) {
        request_answer(l, r, CAP_COLLATION,
                       (Support){LEVEL_DEGRADED, "it has no collation of that name"});
    }
}

/* CLASH: the target may change names of the table's columns, so that they have to be compared. */
static void lower_column(Lowering *l, PlanTable *t, const Attribute *a, bool clash) {
    PlanColumn *c = &t->column[a->index];
    Request r = request_make(l, lower_part(a->entity, NULL, a->name), CAP_COLUMN, a->span);
    ask_for_type(l, &r, a->type);
    if (a->collation) {
        ask_for_collation(l, &r, a->collation);
    }
    if (a->identity) {
        ask_for_identity(l, &r, a);
    }
    if (a->fallback) {
        request_ask(l, &r, is_literal(a->fallback) ? CAP_DEFAULT : CAP_DEFAULT_EXPRESSION);
        lower_expression(l, &r, CAP_DEFAULT_EXPRESSION, a->fallback);
        lower_ask_for_width(l, &r, CAP_DEFAULT, a->type, a->fallback);
    }
    if (a->generated) {
        request_ask(l, &r, CAP_GENERATED);
        lower_expression(l, &r, CAP_GENERATED, a->generated);
    }
    plan_add_column(l, &r, c);
    c->attribute = a;
    names_demand_of(l, a->entity, a->column, a->span);
    c->name =
        clash ? names_take(l, NAMES_COLUMNS, a->entity->number, sym_text(a->column), &c->item, &r)
              : sym_text(a->column);
    const Type *scalar = a->type->kind == TYPE_ARRAY ? a->type->element : a->type;
    if (scalar->kind == TYPE_ENUM) {
        c->enumeration = l->plan->enum_of[scalar->enumeration->number];
    } else {
        const NamedType *named = a->type->named ? a->type->named : scalar->named;
        c->domain = named ? map_get(&l->domains, named->name) : NULL;
    }
}

/* Names as the model has them differ already. */
static bool columns_may_clash(const Lowering *l, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        Text name = sym_text(e->attribute[i].column);
        if (names_fit(l, name).at != name.at) {
            return true;
        }
    }
    return l->target->limits.folds_case;
}

const PlanColumn **lower_columns(Lowering *l, const PlanTable *t, const Attribute **attribute,
                                 size_t count) {
    const PlanColumn **column = arena_array(l->a, const PlanColumn *, count);
    for (size_t i = 0; i < count; i++) {
        column[i] = &t->column[attribute[i]->index];
    }
    return column;
}

/* --- Tables and their partitions --------------------------------------------------------------- */

static Cap partition_cap(PartitionMethod method) {
    switch (method) {
    case PARTITION_LIST: return CAP_PARTITION_LIST;
    case PARTITION_HASH: return CAP_PARTITION_HASH;
    case PARTITION_RANGE:
    case PARTITION_NONE: break;
    }
    return CAP_PARTITION_RANGE;
}

static void lower_partitions(Lowering *l, PlanTable *t) {
    const Partition *p = &t->entity->partition;
    if (p->method == PARTITION_NONE) {
        return;
    }
    Cap cap = partition_cap(p->method);
    Request whole = request_make(l, lower_part(t->entity, NULL, NULL), cap, p->span);
    if (l->target->partition) {
        request_answer(l, &whole, cap, l->target->partition(p, l->plan->version));
    }
    l->plan->refused += whole.level == LEVEL_REFUSED;
    if (whole.level >= LEVEL_DEGRADED) {
        return;
    }
    t->partition = p;
    for (size_t i = 0; i < p->part_count; i++) {
        Request r = {.element = lower_part(t->entity, "partition", p->part[i].physical),
                     .cap = cap};
        r.origin = p->span;
        PlanPartition *made = plan_add_partition(l, &r);
        made->name = names_take(l, NAMES_RELATIONS, lower_schema_of(l, t),
                                sym_text(p->part[i].physical), &made->item, &r);
        made->table = t;
        made->part = &p->part[i];
        *vec_push(l->a, &t->partitions) = made;
        plan_step_inner(l, STEPS_TABLES, &made->item);
    }
    lower_partition_floor(l, t);
}

/* A column that a relation made is explained by the relation. */
static Text doc_of_column(const Attribute *a) {
    if (a->doc.size || !a->relation) {
        return a->doc;
    }
    const Relation *r = a->relation;
    return r->doc.size || !r->parent ? r->doc : r->parent->doc;
}

static void lower_table_comments(Lowering *l, const PlanTable *t) {
    lower_comment(l, CAP_COMMENT_TABLE, &t->item, t, t->entity->doc);
    for (size_t i = 0; i < t->column_count; i++) {
        lower_comment(l, CAP_COMMENT_COLUMN, &t->column[i].item, t,
                      doc_of_column(t->column[i].attribute));
    }
}

static void lower_table(Lowering *l, const Entity *e) {
    Request r = request_make(l, lower_part(e, NULL, NULL), CAP_TABLE, e->span);
    lower_ask_for_row_length(l, &r, e);
    PlanTable *t = plan_add_table(l, &r);
    if (!t) {
        return;
    }
    names_demand_table(l, e);
    t->name = names_take(l, NAMES_RELATIONS, lower_schema_number(l, e->schema),
                         lower_prefixed(l, e, sym_text(e->table)), &t->item, &r);
    const PlanSchema *schema = map_get(&l->schemas, e->schema);
    t->schema = schema ? schema->name : TEXT("");
    t->entity = e;
    t->column = arena_array(l->a, PlanColumn, e->attribute_count);
    t->column_count = e->attribute_count;
    l->plan->table_of[e->number] = t;
    *vec_push(l->a, &l->plan->tables) = t;
    plan_step(l, STEPS_TABLES, &t->item);
    bool clash = columns_may_clash(l, e);
    for (size_t i = 0; i < e->attribute_count; i++) {
        lower_column(l, t, &e->attribute[i], clash);
    }
    lower_table_comments(l, t);
    for (size_t i = 0; i < e->key_count; i++) {
        lower_key(l, t, &e->key[i]);
    }
    for (size_t i = 0; i < e->check_count; i++) {
        lower_check(l, t, &e->check[i]);
    }
    for (size_t i = 0; i < e->attribute_count; i++) {
        lower_emulated_type(l, t, &e->attribute[i]);
    }
    lower_partitions(l, t);
}

/* --- Indexes ----------------------------------------------------------------------------------- */

static Cap index_cap(IndexMethod method) {
    switch (method) {
    case INDEX_BTREE: return CAP_INDEX;
    case INDEX_FULLTEXT: return CAP_INDEX_FULLTEXT;
    case INDEX_TRIGRAM: return CAP_INDEX_TRIGRAM;
    case INDEX_HASH:
    case INDEX_GIN:
    case INDEX_GIST:
    case INDEX_BRIN:
    case INDEX_SPGIST: break;
    }
    return CAP_INDEX_METHOD;
}

/* Whether nulls stand where the target has them anyway. */
static bool has_usual_nulls(const Lowering *l, const IndexPart *part) {
    NullsOrder ascending = l->target->index_nulls;
    return ascending != NULLS_UNSET && (part->nulls == ascending) != part->descending;
}

/* A text that says nothing of it is sorted as `C` is, where parts have no collation of their own. */
static void ask_for_other_collation(Lowering *l, Request *r, const IndexPart *part) {
    if (l->target->part_collations || !l->target->collation) {
        return;
    }
    Text own = collation_of(l, part->attribute ? part->attribute->collation : NULL);
    if (!text_equal(own, collation_of(l, part->collation))) {
        request_answer(l, r, CAP_COLLATION,
                       (Support){LEVEL_REFUSED, "a part of an index is sorted as its column is"});
    }
}

/* Where the whole value is indexed instead, it has to fit. */
static void ask_for_prefix(Lowering *l, Request *r, const IndexPart *part) {
    Support answer = l->answer[CAP_INDEX_PREFIX];
    size_t most = l->target->limits.index_value_bytes, characters = part->attribute->type->length;
    if (answer.level == LEVEL_EMULATED && most && (!characters || 4 * characters > most)) {
        const char *how = text_c_string(
            l->a,
            text_format(l->scratch, "the whole value is indexed, which refuses more than %zu bytes",
                        most));
        answer = (Support){LEVEL_DEGRADED, how};
    }
    request_answer(l, r, CAP_INDEX_PREFIX, answer);
}

static void ask_for_part(Lowering *l, Request *r, const IndexPart *part) {
    if (part->prefix) {
        ask_for_prefix(l, r, part);
    }
    if (!part->attribute) {
        request_ask(l, r, CAP_INDEX_EXPRESSION);
        lower_expression(l, r, CAP_INDEX_EXPRESSION, part->expr);
        if (l->target->limits.key_text_needs_length &&
            type_class(part->expr->type) == CLASS_STRING && !plan_text_length(part->expr)) {
            request_answer(l, r, CAP_INDEX_EXPRESSION,
                           (Support){LEVEL_REFUSED, "its text has no length that is known"});
        }
    }
    if (part->descending) {
        request_ask(l, r, CAP_INDEX_DESCENDING);
    }
    if (part->nulls != NULLS_UNSET && !has_usual_nulls(l, part)) {
        request_ask(l, r, CAP_INDEX_NULLS);
    }
    if (part->collation) {
        ask_for_collation(l, r, part->collation);
        ask_for_other_collation(l, r, part);
    }
    if (part->operators) {
        request_ask(l, r, CAP_INDEX_OPERATORS);
    }
}

/* Where columns can only be added as parts of an index, those of a unique one would change what it holds
 * apart. */
static void ask_for_include(Lowering *l, Request *r, const Index *index) {
    Support answer = l->answer[CAP_INDEX_INCLUDE];
    if (answer.level == LEVEL_EMULATED && index->unique) {
        answer = (Support){LEVEL_DEGRADED, "all columns of its unique index are compared"};
    }
    for (size_t i = 0; answer.level == LEVEL_EMULATED && i < index->include_count; i++) {
        if (!lower_may_be_part(l, index->include[i])) {
            answer = (Support){LEVEL_DEGRADED, "a type without a length can be no part of it"};
        }
    }
    request_answer(l, r, CAP_INDEX_INCLUDE, answer);
}

static void ask_for_length(Lowering *l, Request *r, const Index *index) {
    const Attribute **attribute =
        arena_array(l->scratch, const Attribute *, index->part_count + index->include_count);
    size_t count = 0, prefixes = 0;
    bool has_prefixes = l->answer[CAP_INDEX_PREFIX].level == LEVEL_NATIVE;
    for (size_t i = 0; i < index->part_count; i++) {
        const IndexPart *part = &index->part[i];
        if (part->prefix && has_prefixes) {
            prefixes += part->attribute->type->kind == TYPE_BYTES ? part->prefix : 4 * part->prefix;
        } else if (part->attribute) {
            attribute[count++] = part->attribute;
        }
    }
    lower_ask_for_length(l, r, CAP_INDEX, attribute, count, prefixes);
}

static void add_included_parts(Lowering *l, PlanIndex *made) {
    if (l->answer[CAP_INDEX_INCLUDE].level != LEVEL_EMULATED || made->unique) {
        return;
    }
    IndexPart *part = arena_array(l->a, IndexPart, made->part_count + made->include_count);
    for (size_t i = 0; i < made->part_count; i++) {
        part[i] = made->part[i];
    }
    for (size_t i = 0; i < made->include_count; i++) {
        const Attribute *a = made->include[i]->attribute;
        if (!lower_may_be_part(l, a)) {
            continue;
        }
        IndexPart *added = &part[made->part_count++];
        added->attribute = a;
        added->expr = lower_name(l, a);
    }
    made->part = part;
}

/* Full text that is emulated lives beside its table; else dropping the table is enough. */
static void do_index(Lowering *l, const PlanIndex *made, Cap cap) {
    if ((cap == CAP_INDEX_FULLTEXT || cap == CAP_INDEX_TRIGRAM) &&
        l->answer[cap].level == LEVEL_EMULATED) {
        plan_step(l, STEPS_INDEXES, &made->item);
    } else {
        plan_step_inner(l, STEPS_INDEXES, &made->item);
    }
}

size_t lower_index_count(const Lowering *l, const Entity *e) {
    const AccessPlan *access = l->plan->access;
    return access ? access->index[e->number].count : e->index_count;
}

const Index *lower_index_at(const Lowering *l, const Entity *e, size_t i) {
    const AccessPlan *access = l->plan->access;
    return access ? access->index[e->number].at[i] : &e->index[i];
}

void lower_index(Lowering *l, PlanTable *t, const Index *index) {
    Cap cap = index_cap(index->method);
    Request r = {.element = plan_element_of_index(t->entity, index),
                 .cap = cap,
                 .origin = index->span,
                 .derived = index->derived ? index : NULL};
    request_ask(l, &r, cap);
    if (index->where) {
        request_ask(l, &r, CAP_INDEX_PARTIAL);
        lower_expression(l, &r, CAP_INDEX_PARTIAL, index->where);
    }
    if (index->include_count) {
        ask_for_include(l, &r, index);
    }
    for (size_t i = 0; i < index->part_count; i++) {
        ask_for_part(l, &r, &index->part[i]);
    }
    if (index->method == INDEX_BTREE) {
        ask_for_length(l, &r, index);
    }
    PlanIndex *made = plan_add_index(l, &r);
    if (!made) {
        return;
    }
    names_demand_of(l, t->entity, index->physical, index->span);
    made->name = lower_take_index(l, t, sym_text(index->physical), &made->item, &r);
    made->table = t;
    made->index = index;
    made->unique = index->unique;
    made->method = index->method;
    made->part = index->part;
    made->part_count = index->part_count;
    made->where = index->where;
    made->include = lower_columns(l, t, index->include, index->include_count);
    made->include_count = index->include_count;
    add_included_parts(l, made);
    lower_order_index(l, index, made, &r);
    lower_index_parts(l, made, &r);
    do_index(l, made, cap);
    Support comments = l->answer[CAP_COMMENT_OTHER];
    if (!index->derived || comments.level == LEVEL_NATIVE) {
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, index->doc);
    } else if (index->doc.size && comments.level >= LEVEL_DEGRADED) {
        request_note(l, &r, CAP_COMMENT_OTHER, comments); /* Tenon's own words are no loss to report */
    }
}

/* --- All of them ------------------------------------------------------------------------------- */

void lower_tables(Lowering *l) {
    const Entity **entity = order_entities(l);
    for (size_t i = 0; i < l->schema->entity_count; i++) {
        lower_table(l, entity[i]);
    }
    for (size_t i = 0; i < l->plan->tables.count; i++) {
        PlanTable *t = l->plan->tables.at[i];
        lower_foreign_keys(l, t);
        lower_foreign_key_indexes(l, t);
        for (size_t k = 0; k < lower_index_count(l, t->entity); k++) {
            lower_index(l, t, lower_index_at(l, t->entity, k));
        }
        lower_guards(l, t);
    }
}
