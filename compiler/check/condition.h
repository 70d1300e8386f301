/* Conditions: what can be read off a typed expression without knowing any row. Used by the facts and by
 * the rules; nothing here reports. */
#ifndef TENON_CHECK_CONDITION_H
#define TENON_CHECK_CONDITION_H

#include "compiler/base/bitset.h"
#include "compiler/schema/schema.h"

/* Whether both say the same, literally: same operators over same operands in the same order. NULL is
 * the missing condition. Poison is never the same as anything. */
bool expr_same(const Expr *left, const Expr *right);

/* Equal for what is the same; small differences (the values of literals) may be left out of it. */
uint32_t expr_hash(const Expr *e);

/* Adds the indexes of all attributes that E names. */
void expr_add_attributes(const Expr *e, Bitset into);

/* Calls VISIT for each part that must hold for E to hold: the operands of its outermost `and`s. */
typedef void ConditionVisit(void *context, const Expr *part);
void condition_visit_parts(const Expr *e, ConditionVisit *visit, void *context);

/* Whether E cannot hold while ATTRIBUTE is null: one of its parts is `ATTRIBUTE is not null`, or
 * compares it. */
bool condition_excludes_null(const Expr *e, const Attribute *attribute);

/* The attribute of `ATTRIBUTE = LITERAL`, either way round, with the literal; NULL: E is something else. */
const Attribute *condition_constant(const Expr *e, const Expr **literal);

#endif
