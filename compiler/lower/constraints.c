/* Constraints: what a table's rows have to satisfy. Checks, keys and foreign keys, and what lowering puts
 * in for a target that lacks something: a check for the range of an unsigned integer or for the words of
 * an enum, a unique index for a partial unique set and for nulls that are equal. */
#include "compiler/lower/lowering.h"

#include <string.h>

/* --- Expressions that emulations need ---------------------------------------------------------- */

static Expr *make_expr(Lowering *l, ExprKind kind, const Type *type) {
    Expr *e = arena_new(l->a, Expr);
    e->kind = kind;
    e->type = type;
    return e;
}

Expr *lower_name(Lowering *l, const Attribute *a) {
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
    e->between.operand = lower_name(l, a);
    e->between.low = make_literal(l, EXPR_NUMBER, a->type, TEXT("0"));
    e->between.high = make_literal(l, EXPR_NUMBER, a->type, text_from(high));
    return e;
}

/* `a in ('open', 'paid')` */
static Expr *make_choice(Lowering *l, const Attribute *a) {
    const Enum *words = a->type->enumeration;
    Expr *e = make_expr(l, EXPR_IN, type_basic(TYPE_BOOLEAN));
    e->in.operand = lower_name(l, a);
    e->in.list.at = arena_array(l->a, Expr *, words->value_count);
    e->in.list.count = (uint32_t)words->value_count;
    for (size_t i = 0; i < words->value_count; i++) {
        e->in.list.at[i] = make_literal(l, EXPR_STRING, a->type, words->value[i]);
    }
    return e;
}

static Expr *make_is_null(Lowering *l, const Attribute *a) {
    Expr *e = make_expr(l, EXPR_IS_NULL, type_basic(TYPE_BOOLEAN));
    e->operand = lower_name(l, a);
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

/* The name of a thing that an emulation adds to a column. */
static Text emulation_name(Lowering *l, const PlanTable *t, const Attribute *a, const char *what) {
    return text_format(l->a, "%.*s_%.*s_%s", TEXT_ARG(sym_text(t->entity->table)),
                       TEXT_ARG(sym_text(a->column)), what);
}

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

void lower_check(Lowering *l, PlanTable *t, const Check *check) {
    if (check->named && check->attribute && t->column[check->attribute->index].domain) {
        return; /* the domain checks it */
    }
    Sym name = check->name ? check->name : check->physical;
    Request r = request_make(l, lower_part(t->entity, "check", name), CAP_CHECK, check->span);
    if (calls(check->condition, FUNCTION_MATCHES)) {
        request_ask(l, &r, CAP_CHECK_MATCHES);
    }
    lower_expression(l, &r, CAP_CHECK, check->condition);
    PlanCheck *made = plan_add_check(l, &r);
    if (!made) {
        return;
    }
    names_demand_of(l, t->entity, check->physical, NO_SPAN);
    made->name = lower_take_constraint(l, t, sym_text(check->physical), &made->item, &r);
    made->table = t;
    made->condition = check->condition;
    made->check = check;
    *vec_push(l->a, &t->checks) = made;
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, check->doc);
}

static PlanCheck *add_emulating_check(Lowering *l, PlanTable *t, const Attribute *a,
                                      const char *what, Expr *condition) {
    Request r = request_make(l, lower_part(a->entity, what, a->name), CAP_CHECK, a->span);
    PlanCheck *made = plan_add_check(l, &r);
    if (made) {
        made->name = lower_take_constraint(l, t, emulation_name(l, t, a, what), &made->item, &r);
        made->table = t;
        made->condition = condition;
        *vec_push(l->a, &t->checks) = made;
    }
    return made;
}

void lower_emulated_type(Lowering *l, PlanTable *t, const Attribute *a) {
    if (a->type->is_unsigned && l->answer[CAP_UNSIGNED].level == LEVEL_EMULATED) {
        add_emulating_check(l, t, a, "range", make_range(l, a));
    }
    if (a->type->kind == TYPE_ENUM && l->answer[CAP_ENUM].level == LEVEL_EMULATED) {
        add_emulating_check(l, t, a, "choice", make_choice(l, a));
    }
    if (!plan_native_text(l->plan, a->type).size &&
        l->target->type(a->type, l->plan->version).checked) {
        PlanCheck *made = add_emulating_check(l, t, a, "type", NULL);
        if (made) {
            made->typed = &t->column[a->index];
        }
    }
}

/* `a >= FROM` */
static Expr *make_floor(Lowering *l, const Attribute *a, Text from) {
    Expr *e = make_expr(l, EXPR_BINARY, type_basic(TYPE_BOOLEAN));
    e->binary.op = OPERATOR_GREATER_EQUAL;
    e->binary.left = lower_name(l, a);
    if (type_class(a->type) == CLASS_INTEGER) {
        e->binary.right = make_literal(l, EXPR_NUMBER, a->type, from);
    } else {
        e->binary.right = make_expr(l, EXPR_TEMPORAL, a->type);
        e->binary.right->temporal.kind = a->type->kind;
        e->binary.right->temporal.text = from;
    }
    return e;
}

static bool has_default_part(const Partition *p) {
    for (size_t i = 0; i < p->part_count; i++) {
        if (p->part[i].is_default) {
            return true;
        }
    }
    return false;
}

void lower_partition_floor(Lowering *l, PlanTable *t) {
    const Partition *p = t->partition;
    if (!p || p->method != PARTITION_RANGE || l->target->partition_lower_bounds ||
        has_default_part(p)) {
        return;
    }
    const Attribute *a = p->attribute[0];
    add_emulating_check(l, t, a, "floor", make_floor(l, a, p->part[0].from));
}

/* --- Keys -------------------------------------------------------------------------------------- */

static PlanIndex *add_unique_index(Lowering *l, PlanTable *t, const Key *k, Request *r, Text name) {
    PlanIndex *made = plan_add_index(l, r);
    if (!made) {
        return NULL;
    }
    made->name = lower_take_index(l, t, name, &made->item, r);
    made->table = t;
    made->key = k;
    made->unique = true;
    made->method = INDEX_BTREE;
    made->where = k->where;
    made->include = lower_columns(l, t, k->include, k->include_count);
    made->include_count = k->include_count;
    plan_step_inner(l, STEPS_INDEXES, &made->item);
    return made;
}

/* In the order that serves most access patterns. */
static const Attribute *const *key_order(const Lowering *l, const Entity *e, const Key *k) {
    const Attribute **order =
        l->plan->access ? l->plan->access->entity[e->number].key_order[k - e->key] : NULL;
    return order ? order : k->attribute;
}

static void set_parts(Lowering *l, PlanIndex *made, const Key *k, const Attribute *left_out) {
    const Attribute *const *attribute = key_order(l, made->table->entity, k);
    IndexPart *part = arena_array(l->a, IndexPart, k->attribute_count);
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (attribute[i] != left_out) {
            part[made->part_count].expr = lower_name(l, attribute[i]);
            part[made->part_count++].attribute = attribute[i];
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
        request_answer(l, r, CAP_UNIQUE_NULLS_NOT_DISTINCT,
                       (Support){LEVEL_REFUSED, "several of its parts may be null"});
        return;
    }
    request_ask(l, r, CAP_UNIQUE_NULLS_NOT_DISTINCT);
}

static void emulate_equal_nulls(Lowering *l, PlanTable *t, const Key *k) {
    const Attribute *nullable = only_nullable(k);
    if (!k->nulls_not_distinct ||
        l->answer[CAP_UNIQUE_NULLS_NOT_DISTINCT].level != LEVEL_EMULATED || !nullable) {
        return;
    }
    Request r =
        request_make(l, lower_part(t->entity, "unique", k->name), CAP_UNIQUE_PARTIAL, k->span);
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
    lower_index_parts(l, made, &r);
}

static Request request_key(Lowering *l, const PlanTable *t, const Key *k) {
    bool primary = k->kind == KEY_PRIMARY;
    Request r = request_make(l, lower_part(t->entity, primary ? "primary key" : "unique", k->name),
                             primary    ? CAP_PRIMARY_KEY
                             : k->where ? CAP_UNIQUE_PARTIAL
                                        : CAP_UNIQUE,
                             k->span);
    lower_ask_for_length(l, &r, r.cap, k->attribute, k->attribute_count, 0);
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
        lower_expression(l, &r, CAP_UNIQUE_PARTIAL, k->where);
    }
    return r;
}

static void lower_partial_key(Lowering *l, PlanTable *t, const Key *k, Request *r) {
    PlanIndex *made = add_unique_index(l, t, k, r, sym_text(k->physical));
    if (made) {
        set_parts(l, made, k, NULL);
        lower_index_parts(l, made, r);
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, k->doc);
    }
}

void lower_key(Lowering *l, PlanTable *t, const Key *k) {
    Request r = request_key(l, t, k);
    names_demand_of(l, t->entity, k->physical, NO_SPAN);
    if (k->where) {
        lower_partial_key(l, t, k, &r);
        emulate_equal_nulls(l, t, k);
        return;
    }
    const Attribute **part = arena_array(l->scratch, const Attribute *, k->attribute_count);
    memcpy(part, key_order(l, t->entity, k), k->attribute_count * sizeof *part);
    lower_order_key(l, t->entity, part, k->attribute_count, &r);
    PlanKey *made = plan_add_key(l, &r);
    if (!made) {
        return;
    }
    made->name = lower_take_constraint(l, t, sym_text(k->physical), &made->item, &r);
    if (l->target->limits.index_names_per_schema) {
        names_take_again(l, NAMES_RELATIONS, lower_schema_of(l, t),
                         lower_prefixed(l, t->entity, sym_text(k->physical)), &made->item);
    }
    made->table = t;
    made->key = k;
    made->column = lower_columns(l, t, part, k->attribute_count);
    made->column_count = k->attribute_count;
    made->include = lower_columns(l, t, k->include, k->include_count);
    made->include_count = k->include_count;
    if (k->kind == KEY_PRIMARY) {
        t->primary = made;
    } else {
        *vec_push(l->a, &t->uniques) = made;
    }
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, k->doc);
    emulate_equal_nulls(l, t, k);
}

/* --- Foreign keys ------------------------------------------------------------------------------ */

static void lower_foreign_key(Lowering *l, PlanTable *t, const Relation *relation) {
    const PlanTable *target = relation->target ? plan_table(l->plan, relation->target) : NULL;
    if (!target || !relation->target_key) {
        return; /* reported already */
    }
    Sym name = relation->parent ? relation->parent->name : relation->name;
    Request r =
        request_make(l, lower_part(t->entity, "relation", name), CAP_FOREIGN_KEY, relation->span);
    if (!l->target->partitioned_foreign_keys && (t->partition || target->partition)) {
        request_answer(l, &r, CAP_FOREIGN_KEY,
                       (Support){LEVEL_REFUSED, t->partition
                                                    ? "a partitioned table has no foreign keys"
                                                    : "its target is partitioned"});
    }
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
    names_demand_of(l, t->entity, relation->physical, NO_SPAN);
    made->name = lower_take_constraint(l, t, sym_text(relation->physical), &made->item, &r);
    made->table = t;
    made->target = target;
    made->relation = relation;
    made->column = lower_columns(l, t, relation->attribute, relation->attribute_count);
    made->target_column =
        lower_columns(l, target, relation->target_key->attribute, relation->attribute_count);
    made->column_count = relation->attribute_count;
    made->separate = !l->target->forward_foreign_keys &&
                     l->position[target->entity->number] > l->position[t->entity->number];
    *vec_push(l->a, &t->foreign_keys) = made;
    if (made->separate) {
        plan_step(l, STEPS_FOREIGN_KEYS, &made->item);
    }
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, relation->doc);
}

void lower_foreign_keys(Lowering *l, PlanTable *t) {
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
