/* Typed expressions that conventions put into a schema: what expr_check would give for the same words.
 * They have no span. */
#include "compiler/schema/resolve.h"

static Expr *make(Arena *a, ExprKind kind, const Type *type) {
    Expr *e = arena_new(a, Expr);
    e->kind = kind;
    e->type = type;
    return e;
}

static Expr *make_binary(Arena *a, Operator op, Expr *left, Expr *right) {
    Expr *e = make(a, EXPR_BINARY, type_basic(TYPE_BOOLEAN));
    e->binary.op = op;
    e->binary.left = left;
    e->binary.right = right;
    return e;
}

static Expr *make_call(Arena *a, Function function, const Type *type, ExprList arguments) {
    Expr *e = make(a, EXPR_CALL, type);
    e->call.function = function;
    e->call.argument = arguments;
    return e;
}

Expr *make_name(Arena *a, const Attribute *attribute) {
    Expr *e = make(a, EXPR_NAME, attribute->type);
    e->name.sym = attribute->name;
    e->name.attribute = attribute;
    return e;
}

Expr *make_string(Arena *a, Text text) {
    Expr *e = make(a, EXPR_STRING, type_basic(TYPE_TEXT));
    e->text = text;
    return e;
}

Expr *make_now(Arena *a) {
    return make_call(a, FUNCTION_NOW, type_basic(TYPE_TIMESTAMP), (ExprList){0});
}

static Expr *make_in(Arena *a, Expr *operand, Expr **value, size_t count) {
    Expr *e = make(a, EXPR_IN, type_basic(TYPE_BOOLEAN));
    e->in.operand = operand;
    e->in.list = (ExprList){value, (uint32_t)count};
    return e;
}

static Expr *make_null_test(Arena *a, const Attribute *attribute, bool negated) {
    Expr *e = make(a, EXPR_IS_NULL, type_basic(TYPE_BOOLEAN));
    e->negated = negated;
    e->operand = make_name(a, attribute);
    return e;
}

Expr *make_is_null(Arena *a, const Attribute *attribute) {
    return make_null_test(a, attribute, false);
}

Expr *make_is_not_null(Arena *a, const Attribute *attribute) {
    return make_null_test(a, attribute, true);
}

Expr *make_and(Arena *a, Expr *left, Expr *right) {
    if (!left || !right) {
        return left ? left : right;
    }
    return make_binary(a, OPERATOR_AND, left, right);
}

Expr *make_differs(Arena *a, const Attribute **left, const Attribute **right, size_t count) {
    Expr *any = NULL;
    for (size_t i = 0; i < count; i++) {
        Expr *one =
            make_binary(a, OPERATOR_NOT_EQUAL, make_name(a, left[i]), make_name(a, right[i]));
        any = any ? make_binary(a, OPERATOR_OR, any, one) : one;
    }
    return any;
}

Expr *make_one_of(Arena *a, const Attribute *attribute, Expr **value, size_t count) {
    return make_in(a, make_name(a, attribute), value, count);
}

static Expr *make_count(Arena *a, size_t count) {
    Expr *e = make(a, EXPR_NUMBER, type_basic(TYPE_INT));
    e->text = text_format(a, "%zu", count);
    return e;
}

static Expr *make_num_nonnulls(Arena *a, const Attribute *const *attribute, size_t count) {
    ExprList arguments = {arena_array(a, Expr *, count), (uint32_t)count};
    for (size_t i = 0; i < count; i++) {
        arguments.at[i] = make_name(a, attribute[i]);
    }
    return make_call(a, FUNCTION_NUM_NONNULLS, type_basic(TYPE_INT), arguments);
}

Expr *make_exactly_one(Arena *a, const Attribute *const *attribute, size_t count) {
    return make_binary(a, OPERATOR_EQUAL, make_num_nonnulls(a, attribute, count), make_count(a, 1));
}

Expr *make_all_or_none(Arena *a, const Attribute *const *attribute, size_t count) {
    Expr **value = arena_array(a, Expr *, 2);
    value[0] = make_count(a, 0);
    value[1] = make_count(a, count);
    return make_in(a, make_num_nonnulls(a, attribute, count), value, 2);
}

static bool replace_in_list(Arena *a, ExprList *list, const Attribute *attribute) {
    Expr **copy = NULL;
    for (uint32_t i = 0; i < list->count; i++) {
        Expr *made = make_with_value(a, list->at[i], attribute);
        if (made != list->at[i] && !copy) {
            copy = arena_array(a, Expr *, list->count);
            for (uint32_t k = 0; k < list->count; k++) {
                copy[k] = list->at[k];
            }
        }
        if (copy) {
            copy[i] = made;
        }
    }
    if (copy) {
        list->at = copy;
    }
    return copy != NULL;
}

static bool replace_one(Arena *a, Expr **part, const Attribute *attribute) {
    Expr *made = *part ? make_with_value(a, *part, attribute) : NULL;
    bool changed = made != *part;
    *part = made;
    return changed;
}

static bool replace_in_choice(Arena *a, Expr *copy, const Attribute *attribute) {
    Choice choice = *copy->choice;
    bool changed = replace_one(a, &choice.operand, attribute);
    changed |= replace_in_list(a, &choice.when, attribute);
    changed |= replace_in_list(a, &choice.then, attribute);
    changed |= replace_one(a, &choice.otherwise, attribute);
    if (changed) {
        copy->choice = arena_new(a, Choice);
        *copy->choice = choice;
    }
    return changed;
}

/* Replaces inside COPY, whose parts are still those of the original; gives whether anything changed. */
static bool replace_in_parts(Arena *a, Expr *copy, const Attribute *attribute) {
    bool changed = false;
    switch (copy->kind) {
    case EXPR_POISON:
    case EXPR_NULL:
    case EXPR_BOOLEAN:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TEMPORAL:
    case EXPR_NAME:
    case EXPR_VALUE:
    case EXPR_PARAMETER:
    case EXPR_NATIVE: break;
    case EXPR_NEGATE:
    case EXPR_NOT:
    case EXPR_IS_NULL: changed = replace_one(a, &copy->operand, attribute); break;
    case EXPR_BINARY:
        changed |= replace_one(a, &copy->binary.left, attribute);
        changed |= replace_one(a, &copy->binary.right, attribute);
        break;
    case EXPR_IN:
        changed |= replace_one(a, &copy->in.operand, attribute);
        changed |= replace_in_list(a, &copy->in.list, attribute);
        break;
    case EXPR_BETWEEN:
        changed |= replace_one(a, &copy->between.operand, attribute);
        changed |= replace_one(a, &copy->between.low, attribute);
        changed |= replace_one(a, &copy->between.high, attribute);
        break;
    case EXPR_CASE: changed = replace_in_choice(a, copy, attribute); break;
    case EXPR_CAST: changed = replace_one(a, &copy->cast.operand, attribute); break;
    case EXPR_CALL: changed = replace_in_list(a, &copy->call.argument, attribute); break;
    }
    return changed;
}

/* Recursion is as deep as the expression, which the parser and the depth of types bound. */
Expr *make_with_value(Arena *a, Expr *e, const Attribute *attribute) {
    if (e->kind == EXPR_VALUE) {
        Expr *name = make_name(a, attribute);
        name->span = e->span;
        return name;
    }
    Expr copy = *e;
    if (!replace_in_parts(a, &copy, attribute)) {
        return e;
    }
    Expr *made = arena_new(a, Expr);
    *made = copy;
    return made;
}
