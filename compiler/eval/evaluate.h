/* What the evaluator's files share: operators, conversions and calls, over values that have been
 * evaluated. Nulls, errors and what is unknown have been dealt with by evaluate.c (eval_decided),
 * except where a function says otherwise. */
#ifndef TENON_EVAL_EVALUATE_H
#define TENON_EVAL_EVALUATE_H

#include "compiler/eval/eval.h"

/* Counts COST steps; false: the limit is passed, and the result is eval_limit(). */
bool eval_step(EvalContext *c, size_t cost);
Value eval_fail(EvalContext *c, EvalError error, const char *why);
Value eval_limit(EvalContext *c);

/* What becomes of a function that is null when an argument is: an error, null, or unknown. False, with
 * *OUT as it was, when all arguments are known. */
bool eval_decided(const Value *argument, size_t count, Value *out);

/* Three-valued logic, where unknown is a fourth: what may be null, true or false. */
Value eval_and(Value left, Value right);
Value eval_or(Value left, Value right);
Value eval_not(Value v);

/* LEFT OP RIGHT for the arithmetic operators and ||, of a result of TYPE. */
Value eval_arithmetic(EvalContext *c, Operator op, Value left, Value right, const Type *type);
/* Of two decimals, or a decimal and an integer. */
Value eval_divide(EvalContext *c, Value left, Value right, uint32_t scale);
Value eval_negate(EvalContext *c, Value v, const Type *type);
/* For =, <>, <, <=, >, >=. */
Value eval_compare(EvalContext *c, Operator op, Value left, Value right);
/* Bytes of the first COUNT characters of T. */
size_t eval_size_of_characters(Text t, int64_t count);
/* LIKE: % is any run, _ any one character, \ takes the next character as it is. */
Value eval_like(EvalContext *c, Text text, Text pattern);

/* cast(V as TO); V was of type FROM. */
Value eval_cast(EvalContext *c, Value v, const Type *from, const Type *to);
/* V as a value of TYPE's class where it is a number of another: among unified operands. */
Value eval_adapt(EvalContext *c, Value v, const Type *type);

/* A call, of arguments that may be anything. */
Value eval_call(EvalContext *c, const Expr *e, const Value *argument, size_t count);

/* json.c. The member NAME of the object DOCUMENT, the last of that name; false: there is none. */
bool json_find_member(Arena *a, Text document, Text name, Text *member);
/* The element of the list DOCUMENT behind *AT, which starts with 0; false behind the last, or when it is no
 * list. */
bool json_next_element(Text document, size_t *at, Text *element);
/* A string of JSON without its quotes and escapes. */
Text json_unquote(Arena *a, Text quoted);
/* What json_text gives for MEMBER. */
Value json_member_text(Arena *a, Text member);

#endif
