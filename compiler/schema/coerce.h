/* Which types go together in an expression, and how a literal becomes what its other side is. The
 * checker (expression.c) asks here; nobody else needs it. */
#ifndef TENON_SCHEMA_COERCE_H
#define TENON_SCHEMA_COERCE_H

#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"

/* Reports TN013 in the words of MESSAGE at E, and turns E into poison. */
Diag *expr_poison(const ExprScope *scope, Expr *e, Span span, Text message);

/* The type of what nothing gives a type: null, a parameter, native text, poison. */
static inline const Type *type_unknown(void) {
    return type_basic(TYPE_NATIVE);
}
static inline bool type_is_unknown(const Type *t) {
    return type_class(t) == CLASS_UNKNOWN;
}
bool type_is_numeric(const Type *t);
bool type_is_plain_string(const Type *t); /* a string that is no enum */

/* Whether E takes its type from its other side: null, a parameter, a string literal, and what is
 * made of nothing else. */
bool expr_is_soft(const Expr *e);

/* Gives the soft expression E the type TO where it can have it; what it cannot be is reported.
 * Leaves alone what is not soft. */
void expr_adapt(const ExprScope *scope, Expr *e, const Type *to);

/* The type that holds values of both; NULL when there is none. */
const Type *type_common(const Type *left, const Type *right);
/* Gives all EXPRESSIONS one type and returns it; reports those that do not fit. WHO asks for it:
 * "coalesce". */
const Type *expr_unify(const ExprScope *scope, Expr **expressions, size_t count, const char *who);

/* Whether a value of FROM may be put where TO is wanted, without a cast. */
bool type_fits(const Type *from, const Type *to);
/* Whether DIGITS, as an EXPR_NUMBER has them, is at most MOST. */
bool number_is_at_most(Text digits, uint64_t most);
/* Whether `cast` knows the way. */
bool type_can_be_cast(const Type *from, const Type *to);
/* Whether the result is always the same, or follows settings of the session. */
Constancy type_cast_constancy(const Type *from, const Type *to);

/* Reports a literal that is of TO's class, but too long or too large for TO. */
void expr_check_range(const ExprScope *scope, Expr *e, const Type *to);

#endif
