/* What is known of each operator and function, from the tables of the grammar, and the one walk
 * over an expression's operands. Parsing is expr_parse.c, printing expr_print.c, types
 * schema/expression.c. */
#include "compiler/read/expr.h"

enum { CHAINS_LEFT = true, CHAINS_NONE = false };

const OperatorInfo operator_info[OPERATOR_COUNT] = {
#define OPERATOR(id, word, precedence, associativity) \
    [OPERATOR_##id] = {word, precedence, CHAINS_##associativity},
#include "grammar/operators.def"
#undef OPERATOR
};

/* SAME, the type of the first argument, stands where the others name a class. */
enum { CLASS_SAME = -1 };

const FunctionInfo function_info[FUNCTION_COUNT] = {
#define FUNCTION(id, word, least, most, arguments, result, constancy, doc) \
    [FUNCTION_## \
        id] = {word, \
               least, \
               most, \
               arguments, \
               (int)CLASS_##result == (int)CLASS_SAME, \
               (int)CLASS_##result == (int)CLASS_SAME ? CLASS_UNKNOWN : (TypeClass)CLASS_##result, \
               CONSTANCY_##constancy, \
               doc},
#include "grammar/functions.def"
#undef FUNCTION
};

const char *type_word(TypeKind kind) {
    static const char *const words[TYPE_COUNT] = {
#define TYPE(id, word, class, parameters, doc) [TYPE_##id] = word,
#include "grammar/types.def"
#undef TYPE
    };
    return words[kind];
}

static Expr *list_item(ExprList list, size_t i) {
    return i < list.count ? list.at[i] : NULL;
}

/* CASE: its operand if it has one, then condition and result of each branch, then `else` if it has
 * one. */
static Expr *choice_child(const Expr *e, size_t i) {
    if (e->choice->operand) {
        if (i == 0) {
            return e->choice->operand;
        }
        i--;
    }
    size_t branches = (size_t)2 * e->choice->when.count;
    if (i < branches) {
        return i % 2 == 0 ? e->choice->when.at[i / 2] : e->choice->then.at[i / 2];
    }
    return i == branches ? e->choice->otherwise : NULL;
}

Expr *expr_child(const Expr *e, size_t i) {
    switch (e->kind) {
    case EXPR_POISON:
    case EXPR_NULL:
    case EXPR_BOOLEAN:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TEMPORAL:
    case EXPR_NAME:
    case EXPR_VALUE:
    case EXPR_PARAMETER:
    case EXPR_NATIVE: return NULL;
    case EXPR_NEGATE:
    case EXPR_NOT:
    case EXPR_IS_NULL: return i == 0 ? e->operand : NULL;
    case EXPR_BINARY: return i == 0 ? e->binary.left : i == 1 ? e->binary.right : NULL;
    case EXPR_IN: return i == 0 ? e->in.operand : list_item(e->in.list, i - 1);
    case EXPR_BETWEEN:
        return i == 0   ? e->between.operand
               : i == 1 ? e->between.low
               : i == 2 ? e->between.high
                        : NULL;
    case EXPR_CASE: return choice_child(e, i);
    case EXPR_CAST: return i == 0 ? e->cast.operand : NULL;
    case EXPR_CALL: return list_item(e->call.argument, i);
    }
    return NULL;
}
