/* Covers: the same functional dependencies in fewer words. The multivalued ones of a theory are left
 * aside. What comes out is sorted, and does not depend on the order of what went in. */
#ifndef TENON_CHECK_COVER_H
#define TENON_CHECK_COVER_H

#include "compiler/check/theory.h"

/* One attribute on each right side, none too many on a left side, none of them redundant. Its size is
 * not unique. Source: Maier 1980, the textbook's three steps. One closure for each left attribute and
 * for each dependency. */
Theory cover_minimal(Arena *a, const Theory *t);

/* A minimal cover with one line for each left side. */
Theory cover_canonical(Arena *a, const Theory *t);

/* The fewest lines that any cover has. Source: Shock 1986: right sides grow to closures, then what is
 * redundant is dropped. Two closures for each dependency. */
Theory cover_minimum(Arena *a, const Theory *t);

#endif
