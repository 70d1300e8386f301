/* Make: typed expressions that no one wrote: what the type checker would give for the same words. They have no
 * span, and live in A. */
#ifndef TENON_SCHEMA_MAKE_H
#define TENON_SCHEMA_MAKE_H

#include "compiler/schema/schema.h"

Expr *make_name(Arena *a, const Attribute *attribute);
Expr *make_string(Arena *a, Text text);
Expr *make_now(Arena *a);
Expr *make_is_null(Arena *a, const Attribute *attribute);
Expr *make_is_not_null(Arena *a, const Attribute *attribute);
Expr *make_and(Arena *a, Expr *left, Expr *right); /* either may be NULL */
/* At least one pair differs. */
Expr *make_differs(Arena *a, const Attribute **left, const Attribute **right, size_t count);
Expr *make_one_of(Arena *a, const Attribute *attribute, Expr **value, size_t count);
Expr *make_exactly_one(Arena *a, const Attribute *const *attribute, size_t count); /* is not null */
Expr *make_all_or_none(Arena *a, const Attribute *const *attribute, size_t count); /* are null */
/* E with ATTRIBUTE in place of each `value`; parts without one are shared with E. */
Expr *make_with_value(Arena *a, Expr *e, const Attribute *attribute);

#endif
