/* Conditions: comparing and taking apart typed expressions. Recursion is as deep as the expression,
 * which the reader has held to EXPR_DEPTH_LIMIT. */
#include "compiler/check/condition.h"

static bool same_native(const Expr *left, const Expr *right) {
    if (left->native.count != right->native.count) {
        return false;
    }
    for (uint32_t i = 0; i < left->native.count; i++) {
        const NativeText *l = &left->native.at[i], *r = &right->native.at[i];
        if (l->target != r->target || !text_equal(l->text, r->text)) {
            return false;
        }
    }
    return true;
}

/* Whether the nodes agree, children aside. */
static bool same_node(const Expr *left, const Expr *right) {
    if (left->kind != right->kind || left->negated != right->negated) {
        return false;
    }
    switch (left->kind) {
    case EXPR_POISON: return false;
    case EXPR_BOOLEAN: return left->boolean == right->boolean;
    case EXPR_NUMBER:
    case EXPR_STRING: return text_equal(left->text, right->text);
    case EXPR_TEMPORAL:
        return left->temporal.kind == right->temporal.kind &&
               text_equal(left->temporal.text, right->temporal.text);
    case EXPR_NAME:
        return left->name.attribute == right->name.attribute && left->name.sym == right->name.sym;
    case EXPR_PARAMETER: return left->parameter == right->parameter;
    case EXPR_BINARY: return left->binary.op == right->binary.op;
    case EXPR_CASE:
        return !left->choice->operand == !right->choice->operand &&
               !left->choice->otherwise == !right->choice->otherwise;
    case EXPR_CAST:
        return left->type && right->type && left->type->kind == right->type->kind &&
               left->type->length == right->type->length &&
               left->type->scale == right->type->scale && left->type->named == right->type->named;
    case EXPR_CALL: return left->call.function == right->call.function;
    case EXPR_NATIVE: return same_native(left, right);
    case EXPR_NULL:
    case EXPR_VALUE:
    case EXPR_NEGATE:
    case EXPR_NOT:
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN: return true;
    }
    return false;
}

bool expr_same(const Expr *left, const Expr *right) {
    if (!left || !right) {
        return !left && !right;
    }
    if (!same_node(left, right)) {
        return false;
    }
    for (size_t i = 0;; i++) {
        const Expr *l = expr_child(left, i), *r = expr_child(right, i);
        if (!l || !r) {
            return !l && !r;
        }
        if (!expr_same(l, r)) {
            return false;
        }
    }
}

static uint32_t mix(uint32_t hash, uint32_t value) {
    return (hash ^ value) * UINT32_C(16777619);
}

uint32_t expr_hash(const Expr *e) {
    uint32_t hash = mix(UINT32_C(2166136261), (uint32_t)e->kind);
    switch (e->kind) {
    case EXPR_NUMBER:
    case EXPR_STRING: hash = mix(hash, text_hash(e->text)); break;
    case EXPR_NAME: hash = mix(hash, e->name.sym ? e->name.sym->hash : 0); break;
    case EXPR_BINARY: hash = mix(hash, (uint32_t)e->binary.op); break;
    case EXPR_CALL: hash = mix(hash, (uint32_t)e->call.function); break;
    default: break;
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        hash = mix(hash, expr_hash(child));
    }
    return hash;
}

void expr_add_attributes(const Expr *e, Bitset into) {
    if (e->kind == EXPR_NAME && e->name.attribute) {
        bitset_add(into, e->name.attribute->index);
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        expr_add_attributes(child, into);
    }
}

void condition_visit_parts(const Expr *e, ConditionVisit *visit, void *context) {
    while (e && e->kind == EXPR_BINARY && e->binary.op == OPERATOR_AND) {
        condition_visit_parts(e->binary.right, visit, context);
        e = e->binary.left;
    }
    if (e) {
        visit(context, e);
    }
}

static bool names(const Expr *e, const Attribute *attribute) {
    return e->kind == EXPR_NAME && e->name.attribute == attribute;
}

typedef struct NullSearch {
    const Attribute *attribute;
    bool excluded;
} NullSearch;

static void look_for_null_test(void *context, const Expr *part) {
    NullSearch *search = context;
    switch (part->kind) {
    case EXPR_IS_NULL:
        search->excluded |= part->negated && names(part->operand, search->attribute);
        break;
    case EXPR_BINARY:
        search->excluded |=
            part->binary.op != OPERATOR_OR && (names(part->binary.left, search->attribute) ||
                                               names(part->binary.right, search->attribute));
        break;
    case EXPR_IN: search->excluded |= names(part->in.operand, search->attribute); break;
    case EXPR_BETWEEN: search->excluded |= names(part->between.operand, search->attribute); break;
    default: search->excluded |= names(part, search->attribute); break;
    }
}

bool condition_excludes_null(const Expr *e, const Attribute *attribute) {
    NullSearch search = {.attribute = attribute};
    condition_visit_parts(e, look_for_null_test, &search);
    return search.excluded;
}

static bool is_literal(const Expr *e) {
    return e->kind == EXPR_BOOLEAN || e->kind == EXPR_NUMBER || e->kind == EXPR_STRING ||
           e->kind == EXPR_TEMPORAL;
}

const Attribute *condition_constant(const Expr *e, const Expr **literal) {
    if (e->kind != EXPR_BINARY || e->binary.op != OPERATOR_EQUAL) {
        return NULL;
    }
    bool named_first = e->binary.left->kind == EXPR_NAME;
    const Expr *name = named_first ? e->binary.left : e->binary.right;
    *literal = named_first ? e->binary.right : e->binary.left;
    return name->kind == EXPR_NAME && is_literal(*literal) ? name->name.attribute : NULL;
}
