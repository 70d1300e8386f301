/* The evaluator: takes a checked expression and the values of a row, gives the value that every engine
 * has to give. What each operator and function means is docs/expressions.md.
 *
 * Three-valued logic throughout. What cannot be known here is VALUE_UNKNOWN, and goes no further than it
 * must: `x > 0 or true` is true though x is unknown. Errors are values, and go up as nulls do, but
 * neither `and`, `or`, `case` nor `coalesce` looks behind what decides it. */
#ifndef TENON_EVAL_EVAL_H
#define TENON_EVAL_EVAL_H

#include "compiler/eval/pattern.h"
#include "compiler/eval/value.h"

typedef struct EvalParameter {
    Sym name;
    Value value;
} EvalParameter;

/* Everything may be left out: what an expression then asks for is unknown. */
typedef struct EvalContext {
    Arena *arena;                   /* results live here; also scratch. Required */
    const Value *row;               /* by Attribute.index; NULL: no row is known */
    const Value *value;             /* of EXPR_VALUE, in a type's check */
    const EvalParameter *parameter;
    size_t parameter_count;
    uint32_t steps;                 /* taken; past EVAL_STEP_LIMIT everything is an error. Starts at 0 */
    uint32_t errors;                /* that came up, also where something else decided. Starts at 0 */
    Text regex;                     /* private: the last pattern, compiled once */
    const Pattern *pattern;
} EvalContext;

/* Steps of one context: nodes evaluated, and texts walked by the thousand. Texts grow to
 * EVAL_TEXT_LIMIT bytes. */
enum { EVAL_STEP_LIMIT = 10000000, EVAL_TEXT_LIMIT = 1 << 24 };

/* Places of the quotient of two decimals, which is rounded half away from zero. */
enum { QUOTIENT_SCALE = 10 };

/* `a / b` of decimals when CALL is `round(a / b)` or `round(a / b, n)` with a literal n of at most
 * QUOTIENT_SCALE: it rounds the quotient itself, once. Else NULL. */
const Expr *eval_rounded_quotient(const Expr *call);

/* The value of E, which expr_check has passed and whose depth the reader has limited. Poison is unknown. */
Value eval(EvalContext *c, const Expr *e);

/* What a check says to a row: SQL lets pass what is null. */
typedef enum EvalVerdict { VERDICT_PASSES, VERDICT_FAILS, VERDICT_UNKNOWN, VERDICT_ERROR } EvalVerdict;
EvalVerdict eval_check(EvalContext *c, const Expr *condition);

#endif
