/* The type checker of expressions: takes an Expr as written, gives a typed copy in which every node
 * has a type and every name its attribute, or reports what is wrong.
 *
 * A sub-expression that is wrong becomes EXPR_POISON, which fits anything: one mistake, one
 * message. Plain strings become what their other side is: an EXPR_TEMPORAL beside a date, a string
 * of the enum's type beside an enum, of the uuid, inet or json type beside those; null and
 * parameters take the type of their other side. What nothing gives a type has
 * type_basic(TYPE_NATIVE), whose class is unknown. */
#ifndef TENON_SCHEMA_EXPRESSION_H
#define TENON_SCHEMA_EXPRESSION_H

#include "compiler/diag/diag.h"
#include "compiler/read/expr.h"

/* What a name stands for: an attribute, or the one column of a relation. */
typedef struct ExprMeaning {
    const struct Attribute *attribute;
    const struct Type *type; /* NULL: reported as wrong already; the name becomes poison */
} ExprMeaning;

/* What NAME, written at SPAN, stands for. It knows the candidates, so it reports what it does not
 * find, and then gives a meaning without type. */
typedef ExprMeaning ExprResolveName(void *context, Sym name, Span span);

/* The type that `cast(… as TYPE)` names; NULL when it has been reported. */
typedef const struct Type *ExprResolveType(void *context, const struct SynType *written);

/* Where an expression stands, and so what it may use. */
typedef struct ExprScope {
    Arena *arena;      /* the typed copy lives here */
    Diags *diags;
    Sym entity;        /* whose `accept` answers findings; NULL: the model's */
    Sym default_of;    /* whose default it is: what is wrong is then TN208, not TN013; NULL: none */
    const char *place; /* "a check", "a default", … : `now()` may not be used in … */
    Constancy most;    /* the least constant function that may stand here */
    bool parameters;   /* :name may stand here */

    ExprResolveName *resolve_name; /* NULL: no names may stand here */
    ExprResolveType *resolve_type;
    void *context;                 /* handed to both */

    const struct Type *value_type; /* the type of `value`; NULL: it may not stand here */
    Sym value_name;                /* in an attribute's check `value` becomes this name … */
    const struct Attribute *value_attribute; /* … of this attribute; NULL: it stays EXPR_VALUE */
} ExprScope;

/* The typed copy of WRITTEN. WANTED is the type that its place asks for: type_basic(TYPE_BOOLEAN)
 * for a condition, the attribute's type for a default or a generated attribute, NULL for anything.
 * Never NULL; EXPR_POISON when the whole is wrong. */
Expr *expr_check(const ExprScope *scope, const Expr *written, const struct Type *wanted);

#endif
