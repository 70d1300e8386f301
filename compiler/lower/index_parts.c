/* Index parts: what keys and indexes consist of, as far as the target can hold it. Where its indexes have
 * no condition, a unique one gets a part that is null for the rows that it leaves out (nulls are never
 * equal), and any other holds all rows; where its indexes hold columns alone, each expression gets the
 * name of a generated column. Parts that are too long, or have no length, are refused. */
#include "compiler/lower/lowering.h"

/* --- Length ------------------------------------------------------------------------------------ */

static bool has_no_length(const Type *type) {
    return type->kind == TYPE_TEXT || type->kind == TYPE_BYTES || type->kind == TYPE_JSON ||
           type->kind == TYPE_ARRAY;
}

bool lower_may_be_part(const Lowering *l, const Attribute *a) {
    return !l->target->limits.key_text_needs_length || plan_native_text(l->plan, a->type).size ||
           !has_no_length(a->type);
}

void lower_ask_for_length(Lowering *l, Request *r, Cap cap, const Attribute *const *attribute,
                          size_t count, size_t bytes) {
    for (size_t i = 0; i < count; i++) {
        if (!lower_may_be_part(l, attribute[i])) {
            const char *how = text_c_string(
                l->ds->arena, text_format(l->scratch, "`%.*s` is of a type without a length",
                                          TEXT_ARG(sym_text(attribute[i]->name))));
            request_answer(l, r, cap, (Support){LEVEL_REFUSED, how});
            return;
        }
        bytes += l->target->bytes ? l->target->bytes(attribute[i]->type) : 0;
    }
    size_t most = l->target->limits.key_bytes;
    if (most && bytes > most) {
        const char *how = text_c_string(
            l->ds->arena,
            text_format(l->scratch, "its values take %zu bytes, and %zu is most", bytes, most));
        request_answer(l, r, cap, (Support){LEVEL_REFUSED, how});
    }
}

void lower_ask_for_row_length(Lowering *l, Request *r, const Entity *e) {
    size_t bytes = 0, most = l->target->limits.row_bytes;
    for (size_t i = 0; most && i < e->attribute_count; i++) {
        bytes += l->target->bytes(e->attribute[i].type);
    }
    if (bytes > most) {
        const char *how = text_c_string(
            l->ds->arena,
            text_format(l->scratch, "its rows take %zu bytes, and %zu is most", bytes, most));
        request_answer(l, r, CAP_TABLE, (Support){LEVEL_REFUSED, how});
    }
}

static uint32_t length_of_both(const Expr *left, const Expr *right) {
    uint32_t one = plan_text_length(left), other = plan_text_length(right);
    return one && other ? one + other : 0;
}

static uint32_t length_of_call(const Expr *e) {
    const ExprList *argument = &e->call.argument;
    uint32_t length = argument->count ? plan_text_length(argument->at[0]) : 0;
    switch ((int)e->call.function) {
    case FUNCTION_LOWER:
    case FUNCTION_UPPER:
    case FUNCTION_TRIM:
    case FUNCTION_SUBSTR:
    case FUNCTION_NULLIF: return length;
    case FUNCTION_CONCAT:
    case FUNCTION_COALESCE:
        for (uint32_t i = 1; length && i < argument->count; i++) {
            uint32_t next = plan_text_length(argument->at[i]);
            bool joined = e->call.function == FUNCTION_CONCAT;
            length = !next ? 0 : joined ? length + next : next > length ? next : length;
        }
        return length;
    default: return 0;
    }
}

uint32_t plan_text_length(const Expr *e) {
    if (type_class(e->type) != CLASS_STRING) {
        return 0;
    }
    switch ((int)e->kind) {
    case EXPR_NAME: return e->name.attribute->type->length;
    case EXPR_STRING: return (uint32_t)text_count_code_points(e->text);
    case EXPR_CAST: return e->type->length;
    case EXPR_BINARY: return length_of_both(e->binary.left, e->binary.right);
    case EXPR_CALL: return length_of_call(e);
    default: return 0;
    }
}

/* --- Conditions and expressions ---------------------------------------------------------------- */

/* `case when CONDITION then 1 end` */
static Expr *make_marker(Lowering *l, Expr *condition) {
    Expr *one = arena_new(l->a, Expr), *e = arena_new(l->a, Expr);
    one->kind = EXPR_NUMBER;
    one->type = type_basic(TYPE_SMALLINT);
    one->text = TEXT("1");
    e->kind = EXPR_CASE;
    e->type = one->type;
    e->choice = arena_new(l->a, Choice);
    e->choice->when = (ExprList){arena_new(l->a, Expr *), 1};
    e->choice->then = (ExprList){arena_new(l->a, Expr *), 1};
    e->choice->when.at[0] = condition;
    e->choice->then.at[0] = one;
    return e;
}

static bool leads_foreign_key(const Attribute *first, Relation *const *relation, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Relation *r = relation[i];
        if ((r->kind == RELATION_ONE && r->attribute_count && r->attribute[0] == first) ||
            (r->kind == RELATION_ONE_OF && leads_foreign_key(first, r->arm, r->arm_count))) {
            return true;
        }
    }
    return false;
}

/* The part comes last, so that rows are found by the others. In front of a foreign key's column it comes first:
 * InnoDB looks for an index of the key by its first columns, and checks no row that is null in a computed part. */
static void move_condition(Lowering *l, PlanIndex *made) {
    if (made->unique) {
        const Entity *e = made->table->entity;
        const Attribute *first = made->part_count ? made->part[0].attribute : NULL;
        bool ahead = first && leads_foreign_key(first, e->relation, e->relation_count);
        IndexPart *part = arena_array(l->a, IndexPart, made->part_count + 1);
        for (size_t i = 0; i < made->part_count; i++) {
            part[i + ahead] = made->part[i];
        }
        part[ahead ? 0 : made->part_count].expr = make_marker(l, made->where);
        made->part_count++;
        made->part = part;
    }
    made->where = NULL;
}

static void name_expressions(Lowering *l, PlanIndex *made, const Request *r) {
    uint32_t owner = made->table->entity->number;
    Text *column = NULL;
    for (size_t i = 0; i < made->part_count; i++) {
        if (made->part[i].attribute) {
            continue;
        }
        column = column ? column : arena_array(l->a, Text, made->part_count);
        Text full = text_format(l->a, "%.*s_%zu", TEXT_ARG(made->name), i + 1);
        column[i] = names_take(l, NAMES_COLUMNS, owner, full, &made->item, r);
    }
    made->part_column = column;
}

void lower_index_parts(Lowering *l, PlanIndex *made, const Request *r) {
    if (made->where && !l->target->partial_indexes) {
        move_condition(l, made);
    }
    if (!l->target->index_expressions) {
        name_expressions(l, made, r);
    }
}
