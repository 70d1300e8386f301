/* Tables: an entity becomes a table with its columns, keys, checks, foreign keys, indexes and
 * partitions. What the target lacks and lowering can give otherwise is put in here: a check for the
 * range of an unsigned integer or for the words of an enum, a unique index for a partial unique set. */
#include "compiler/lower/lowering.h"

/* --- Elements and names ------------------------------------------------------------------------ */

static PlanElement part_of(const Entity *e, const char *words, Sym name) {
    return (PlanElement){e, words, sym_text(name)};
}

static uint32_t owner_schema(const Lowering *l, const PlanTable *t) {
    return lower_schema_number(l, t->entity->schema);
}

/* A constraint's name has to differ from the table's other constraints, and, where it makes an index,
 * from all relations. */
static Text take_constraint(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                            const Request *r) {
    return l->target->limits.constraint_names_per_schema
               ? names_take(l, NAMES_SCHEMA_CONSTRAINTS, owner_schema(l, t), full, item, r)
               : names_take(l, NAMES_CONSTRAINTS, t->entity->number, full, item, r);
}

static Text take_index(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                       const Request *r) {
    return l->target->limits.index_names_per_schema
               ? names_take(l, NAMES_RELATIONS, owner_schema(l, t), full, item, r)
               : names_take(l, NAMES_INDEXES, t->entity->number, full, item, r);
}

/* The name of a thing that an emulation adds to a column. */
static Text emulation_name(Lowering *l, const PlanTable *t, const Attribute *a, const char *what) {
    return text_format(l->a, "%.*s_%.*s_%s", TEXT_ARG(sym_text(t->entity->table)),
                       TEXT_ARG(sym_text(a->column)), what);
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

/* Some kinds are capabilities, since targets differ in whether they have them at all. */
static void ask_for_type(Lowering *l, Request *r, const Type *type) {
    if (ask_for_native_type(l, r, type)) {
        return;
    }
    const Type *scalar = type;
    if (type->kind == TYPE_ARRAY) {
        request_ask(l, r, CAP_ARRAY);
        scalar = type->element;
        if (ask_for_native_type(l, r, scalar)) {
            return;
        }
    }
    if (scalar->kind == TYPE_ENUM) {
        request_ask(l, r, CAP_ENUM);
        return;
    }
    if (scalar->kind == TYPE_JSON) {
        request_ask(l, r, CAP_JSON);
    }
    if (scalar->is_unsigned) {
        request_ask(l, r, CAP_UNSIGNED);
    }
    TypeRule rule = l->target->type(type, l->plan->version);
    request_answer(l, r, CAP_TYPE, (Support){rule.level, rule.how});
}

/* CLASH: the target may change names of the table's columns, so that they have to be compared. */
static void lower_column(Lowering *l, PlanTable *t, const Attribute *a, bool clash) {
    PlanColumn *c = &t->column[a->index];
    Request r = request_make(l, part_of(a->entity, NULL, a->name), CAP_COLUMN, a->span);
    ask_for_type(l, &r, a->type);
    if (a->collation) {
        request_ask(l, &r, CAP_COLLATION);
    }
    if (a->identity) {
        request_ask(l, &r, CAP_IDENTITY);
    }
    if (a->fallback) {
        request_ask(l, &r, is_literal(a->fallback) ? CAP_DEFAULT : CAP_DEFAULT_EXPRESSION);
        lower_functions(l, a->fallback);
    }
    if (a->generated) {
        request_ask(l, &r, CAP_GENERATED);
        lower_functions(l, a->generated);
    }
    plan_add_column(l, &r, c);
    c->attribute = a;
    if (a->written) {
        names_demand(l, sym_text(a->column), a->written->column.span);
    }
    c->name =
        clash ? names_take(l, NAMES_COLUMNS, a->entity->number, sym_text(a->column), &c->item, &r)
              : sym_text(a->column);
    const Type *scalar = a->type->kind == TYPE_ARRAY ? a->type->element : a->type;
    if (scalar->kind == TYPE_ENUM) {
        c->enumeration = map_get(&l->enums, scalar->enumeration->name);
    } else if (scalar->named) {
        c->domain = map_get(&l->domains, scalar->named->name);
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

static const PlanColumn **columns_of(Lowering *l, const PlanTable *t, const Attribute **attribute,
                                     size_t count) {
    const PlanColumn **column = arena_array(l->a, const PlanColumn *, count);
    for (size_t i = 0; i < count; i++) {
        column[i] = &t->column[attribute[i]->index];
    }
    return column;
}

/* --- Expressions that emulations need ---------------------------------------------------------- */

static Expr *make_expr(Lowering *l, ExprKind kind, const Type *type) {
    Expr *e = arena_new(l->a, Expr);
    e->kind = kind;
    e->type = type;
    return e;
}

static Expr *make_name(Lowering *l, const Attribute *a) {
    Expr *e = make_expr(l, EXPR_NAME, a->type);
    e->name.sym = a->name;
    e->name.attribute = a;
    return e;
}

static Expr *make_literal(Lowering *l, ExprKind kind, const Type *type, Text text) {
    Expr *e = make_expr(l, kind, type);
    e->text = text;
    return e;
}

/* `a between 0 and HIGH` */
static Expr *make_range(Lowering *l, const Attribute *a) {
    const char *high = a->type->kind == TYPE_SMALLINT ? "65535"
                       : a->type->kind == TYPE_INT    ? "4294967295"
                                                      : "18446744073709551615";
    Expr *e = make_expr(l, EXPR_BETWEEN, type_basic(TYPE_BOOLEAN));
    e->between.operand = make_name(l, a);
    e->between.low = make_literal(l, EXPR_NUMBER, a->type, TEXT("0"));
    e->between.high = make_literal(l, EXPR_NUMBER, a->type, text_from(high));
    return e;
}

/* `a in ('open', 'paid')` */
static Expr *make_choice(Lowering *l, const Attribute *a) {
    const Enum *words = a->type->enumeration;
    Expr *e = make_expr(l, EXPR_IN, type_basic(TYPE_BOOLEAN));
    e->in.operand = make_name(l, a);
    e->in.list.at = arena_array(l->a, Expr *, words->value_count);
    e->in.list.count = (uint32_t)words->value_count;
    for (size_t i = 0; i < words->value_count; i++) {
        e->in.list.at[i] = make_literal(l, EXPR_STRING, a->type, words->value[i]);
    }
    return e;
}

static Expr *make_is_null(Lowering *l, const Attribute *a) {
    Expr *e = make_expr(l, EXPR_IS_NULL, type_basic(TYPE_BOOLEAN));
    e->operand = make_name(l, a);
    return e;
}

/* LEFT and RIGHT, of which LEFT may be missing. */
static Expr *make_and(Lowering *l, Expr *left, Expr *right) {
    if (!left) {
        return right;
    }
    Expr *e = make_expr(l, EXPR_BINARY, type_basic(TYPE_BOOLEAN));
    e->binary.op = OPERATOR_AND;
    e->binary.left = left;
    e->binary.right = right;
    return e;
}

/* --- Checks ------------------------------------------------------------------------------------ */

static bool calls(const Expr *e, Function function) {
    if (e->kind == EXPR_CALL && e->call.function == function) {
        return true;
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        if (calls(child, function)) {
            return true;
        }
    }
    return false;
}

static Span written_check_name(const Entity *e, const Check *c) {
    for (size_t i = 0; e->written && c->name && i < e->written->checks.count; i++) {
        const SynCheck *written = &e->written->checks.at[i];
        if (written->head.name.sym == c->name && written->physical.sym == c->physical) {
            return written->physical.span;
        }
    }
    return NO_SPAN;
}

static void lower_check(Lowering *l, PlanTable *t, const Check *check) {
    if (check->named && check->attribute && t->column[check->attribute->index].domain) {
        return; /* the domain checks it */
    }
    Sym name = check->name ? check->name : check->physical;
    Request r = request_make(l, part_of(t->entity, "check", name), CAP_CHECK, check->span);
    if (calls(check->condition, FUNCTION_MATCHES)) {
        request_ask(l, &r, CAP_CHECK_MATCHES);
    }
    lower_functions(l, check->condition);
    PlanCheck *made = plan_add_check(l, &r);
    if (!made) {
        return;
    }
    names_demand(l, sym_text(check->physical), written_check_name(t->entity, check));
    made->name = take_constraint(l, t, sym_text(check->physical), &made->item, &r);
    made->table = t;
    made->condition = check->condition;
    made->check = check;
    *vec_push(l->a, &t->checks) = made;
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, check->doc);
}

static void add_emulating_check(Lowering *l, PlanTable *t, const Attribute *a, const char *what,
                                Expr *condition) {
    Request r = request_make(l, part_of(a->entity, what, a->name), CAP_CHECK, a->span);
    PlanCheck *made = plan_add_check(l, &r);
    if (made) {
        made->name = take_constraint(l, t, emulation_name(l, t, a, what), &made->item, &r);
        made->table = t;
        made->condition = condition;
        *vec_push(l->a, &t->checks) = made;
    }
}

static void emulate_type(Lowering *l, PlanTable *t, const Attribute *a) {
    if (a->type->is_unsigned && l->answer[CAP_UNSIGNED].level == LEVEL_EMULATED) {
        add_emulating_check(l, t, a, "range", make_range(l, a));
    }
    if (a->type->kind == TYPE_ENUM && l->answer[CAP_ENUM].level == LEVEL_EMULATED) {
        add_emulating_check(l, t, a, "choice", make_choice(l, a));
    }
}

/* --- Keys -------------------------------------------------------------------------------------- */

static Span written_unique_name(const Entity *e, const Key *k) {
    for (size_t i = 0; e->written && k->name && i < e->written->uniques.count; i++) {
        const SynUnique *written = &e->written->uniques.at[i];
        if (written->head.name.sym == k->name && written->physical.sym == k->physical) {
            return written->physical.span;
        }
    }
    return NO_SPAN;
}

static PlanIndex *add_unique_index(Lowering *l, PlanTable *t, const Key *k, Request *r, Text name) {
    PlanIndex *made = plan_add_index(l, r);
    if (!made) {
        return NULL;
    }
    made->name = take_index(l, t, name, &made->item, r);
    made->table = t;
    made->key = k;
    made->unique = true;
    made->method = INDEX_BTREE;
    made->where = k->where;
    made->include = columns_of(l, t, k->include, k->include_count);
    made->include_count = k->include_count;
    plan_step_inner(l, STEPS_INDEXES, &made->item);
    return made;
}

static void set_parts(Lowering *l, PlanIndex *made, const Key *k, const Attribute *left_out) {
    IndexPart *part = arena_array(l->a, IndexPart, k->attribute_count);
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i] != left_out) {
            part[made->part_count].expr = make_name(l, k->attribute[i]);
            part[made->part_count++].attribute = k->attribute[i];
        }
    }
    made->part = part;
}

/* The one part that may be null; NULL when there is none, or more than one. */
static const Attribute *only_nullable(const Key *k) {
    const Attribute *found = NULL;
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i]->nullable) {
            if (found) {
                return NULL;
            }
            found = k->attribute[i];
        }
    }
    return found;
}

static bool has_nullable(const Key *k) {
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i]->nullable) {
            return true;
        }
    }
    return false;
}

/* Nulls as equals, where the engine has no word for it: the set itself, and a second unique index over
 * the rest of it for the rows that hold a null. With two parts that may be null it would take one for
 * each combination, and the set is refused. */
static void ask_for_equal_nulls(Lowering *l, Request *r, const Key *k) {
    Support answer = l->answer[CAP_UNIQUE_NULLS_NOT_DISTINCT];
    if (answer.level == LEVEL_EMULATED && has_nullable(k) && !only_nullable(k)) {
        answer = (Support){LEVEL_REFUSED, "several of its parts may be null"};
    }
    request_answer(l, r, CAP_UNIQUE_NULLS_NOT_DISTINCT, answer);
}

static void emulate_equal_nulls(Lowering *l, PlanTable *t, const Key *k) {
    const Attribute *nullable = only_nullable(k);
    if (!k->nulls_not_distinct ||
        l->answer[CAP_UNIQUE_NULLS_NOT_DISTINCT].level != LEVEL_EMULATED || !nullable) {
        return;
    }
    Request r = request_make(l, part_of(t->entity, "unique", k->name), CAP_UNIQUE_PARTIAL, k->span);
    Text name = text_join(l->a, sym_text(k->physical), TEXT("_null"));
    PlanIndex *made = add_unique_index(l, t, k, &r, name);
    if (!made) {
        return;
    }
    set_parts(l, made, k, nullable);
    if (made->part_count == 0) { /* the only part: one row in all may hold null */
        IndexPart *part = arena_new(l->a, IndexPart);
        part->expr = make_is_null(l, nullable);
        made->part = part;
        made->part_count = 1;
    }
    made->where = make_and(l, k->where, make_is_null(l, nullable));
}

static Request request_key(Lowering *l, const PlanTable *t, const Key *k) {
    bool primary = k->kind == KEY_PRIMARY;
    Request r = request_make(l, part_of(t->entity, primary ? "primary key" : "unique", k->name),
                             primary    ? CAP_PRIMARY_KEY
                             : k->where ? CAP_UNIQUE_PARTIAL
                                        : CAP_UNIQUE,
                             k->span);
    if (k->nulls_not_distinct) {
        ask_for_equal_nulls(l, &r, k);
    }
    if (k->include_count) {
        request_ask(l, &r, CAP_UNIQUE_INCLUDE);
    }
    if (k->deferral != DEFERRAL_NONE && k->where) {
        request_answer(l, &r, CAP_UNIQUE_DEFERRABLE,
                       (Support){LEVEL_REFUSED,
                                 "a partial unique set is kept by an index, which is "
                                 "checked at once"});
    } else if (k->deferral != DEFERRAL_NONE) {
        request_ask(l, &r, CAP_UNIQUE_DEFERRABLE);
    }
    if (k->where) {
        lower_functions(l, k->where);
    }
    return r;
}

static void lower_partial_key(Lowering *l, PlanTable *t, const Key *k, Request *r) {
    PlanIndex *made = add_unique_index(l, t, k, r, sym_text(k->physical));
    if (made) {
        set_parts(l, made, k, NULL);
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, k->doc);
    }
}

static void lower_key(Lowering *l, PlanTable *t, const Key *k) {
    Request r = request_key(l, t, k);
    names_demand(l, sym_text(k->physical), written_unique_name(t->entity, k));
    if (k->where) {
        lower_partial_key(l, t, k, &r);
        emulate_equal_nulls(l, t, k);
        return;
    }
    PlanKey *made = plan_add_key(l, &r);
    if (!made) {
        return;
    }
    made->name = take_constraint(l, t, sym_text(k->physical), &made->item, &r);
    if (l->target->limits.index_names_per_schema) {
        names_take_again(l, NAMES_RELATIONS, owner_schema(l, t), sym_text(k->physical), &made->item,
                         &r);
    }
    made->table = t;
    made->key = k;
    made->column = columns_of(l, t, k->attribute, k->attribute_count);
    made->column_count = k->attribute_count;
    made->include = columns_of(l, t, k->include, k->include_count);
    made->include_count = k->include_count;
    if (k->kind == KEY_PRIMARY) {
        t->primary = made;
    } else {
        *vec_push(l->a, &t->uniques) = made;
    }
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, k->doc);
    emulate_equal_nulls(l, t, k);
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
    Request whole = request_make(l, part_of(t->entity, NULL, NULL), cap, p->span);
    l->plan->refused += whole.level == LEVEL_REFUSED;
    if (whole.level >= LEVEL_DEGRADED) {
        return;
    }
    t->partition = p;
    for (size_t i = 0; i < p->part_count; i++) {
        Request r = {.element = part_of(t->entity, "partition", p->part[i].physical), .cap = cap};
        r.origin = p->span;
        PlanPartition *made = plan_add_partition(l, &r);
        made->name = names_take(l, NAMES_RELATIONS, owner_schema(l, t),
                                sym_text(p->part[i].physical), &made->item, &r);
        made->table = t;
        made->part = &p->part[i];
        plan_step_inner(l, STEPS_TABLES, &made->item);
    }
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
    Request r = request_make(l, part_of(e, NULL, NULL), CAP_TABLE, e->span);
    PlanTable *t = plan_add_table(l, &r);
    if (!t) {
        return;
    }
    if (e->written) {
        names_demand(l, sym_text(e->table), e->written->table.span);
    }
    t->name = names_take(l, NAMES_RELATIONS, lower_schema_number(l, e->schema), sym_text(e->table),
                         &t->item, &r);
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
        emulate_type(l, t, &e->attribute[i]);
    }
    lower_partitions(l, t);
}

/* --- Foreign keys ------------------------------------------------------------------------------ */

static void lower_foreign_key(Lowering *l, PlanTable *t, const Relation *relation) {
    const PlanTable *target = relation->target ? plan_table(l->plan, relation->target) : NULL;
    if (!target || !relation->target_key) {
        return; /* reported already */
    }
    Sym name = relation->parent ? relation->parent->name : relation->name;
    Request r =
        request_make(l, part_of(t->entity, "relation", name), CAP_FOREIGN_KEY, relation->span);
    if (relation->deferral != DEFERRAL_NONE) {
        request_ask(l, &r, CAP_FOREIGN_KEY_DEFERRABLE);
    }
    if (relation->on_delete == ACTION_SET_DEFAULT || relation->on_update == ACTION_SET_DEFAULT) {
        request_ask(l, &r, CAP_FOREIGN_KEY_SET_DEFAULT);
    }
    PlanForeignKey *made = plan_add_foreign_key(l, &r);
    if (!made) {
        return;
    }
    if (relation->written) {
        names_demand(l, sym_text(relation->physical), relation->written->physical.span);
    }
    made->name = take_constraint(l, t, sym_text(relation->physical), &made->item, &r);
    made->table = t;
    made->target = target;
    made->relation = relation;
    made->column = columns_of(l, t, relation->attribute, relation->attribute_count);
    made->target_column =
        columns_of(l, target, relation->target_key->attribute, relation->attribute_count);
    made->column_count = relation->attribute_count;
    made->separate = !l->target->forward_foreign_keys &&
                     l->position[target->entity->number] > l->position[t->entity->number];
    *vec_push(l->a, &t->foreign_keys) = made;
    if (made->separate) {
        plan_step(l, STEPS_FOREIGN_KEYS, &made->item);
    }
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, relation->doc);
}

static void lower_foreign_keys(Lowering *l, PlanTable *t) {
    for (size_t i = 0; i < t->entity->relation_count; i++) {
        const Relation *r = t->entity->relation[i];
        if (r->kind == RELATION_ONE) {
            lower_foreign_key(l, t, r);
        } else if (r->kind == RELATION_ONE_OF) {
            for (size_t arm = 0; arm < r->arm_count; arm++) {
                lower_foreign_key(l, t, r->arm[arm]);
            }
        }
    }
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

static void ask_for_part(Lowering *l, Request *r, const IndexPart *part) {
    if (!part->attribute) {
        request_ask(l, r, CAP_INDEX_EXPRESSION);
        lower_functions(l, part->expr);
    }
    if (part->descending) {
        request_ask(l, r, CAP_INDEX_DESCENDING);
    }
    if (part->nulls != NULLS_UNSET) {
        request_ask(l, r, CAP_INDEX_NULLS);
    }
    if (part->collation) {
        request_ask(l, r, CAP_COLLATION);
    }
    if (part->operators) {
        request_ask(l, r, CAP_INDEX_OPERATORS);
    }
}

static Span written_index_name(const Entity *e, const Index *index) {
    for (size_t i = 0; e->written && index->name && i < e->written->indexes.count; i++) {
        const SynIndex *written = &e->written->indexes.at[i];
        if (written->head.name.sym == index->name && written->physical.sym == index->physical) {
            return written->physical.span;
        }
    }
    return NO_SPAN;
}

static void lower_index(Lowering *l, PlanTable *t, const Index *index) {
    Sym name = index->name ? index->name : index->physical;
    Request r =
        request_make(l, part_of(t->entity, "index", name), index_cap(index->method), index->span);
    if (index->where) {
        request_ask(l, &r, CAP_INDEX_PARTIAL);
        lower_functions(l, index->where);
    }
    if (index->include_count) {
        request_ask(l, &r, CAP_INDEX_INCLUDE);
    }
    for (size_t i = 0; i < index->part_count; i++) {
        ask_for_part(l, &r, &index->part[i]);
    }
    PlanIndex *made = plan_add_index(l, &r);
    if (!made) {
        return;
    }
    names_demand(l, sym_text(index->physical), written_index_name(t->entity, index));
    made->name = take_index(l, t, sym_text(index->physical), &made->item, &r);
    made->table = t;
    made->index = index;
    made->unique = index->unique;
    made->method = index->method;
    made->part = index->part;
    made->part_count = index->part_count;
    made->where = index->where;
    made->include = columns_of(l, t, index->include, index->include_count);
    made->include_count = index->include_count;
    plan_step_inner(l, STEPS_INDEXES, &made->item);
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, index->doc);
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
        for (size_t k = 0; k < t->entity->index_count; k++) {
            lower_index(l, t, &t->entity->index[k]);
        }
        lower_guards(l, t);
    }
}
