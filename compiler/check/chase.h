/* The chase: whether the join of parts gives back the relation. */
#ifndef TENON_CHECK_CHASE_H
#define TENON_CHECK_CHASE_H

#include "compiler/check/theory.h"

/* Rows of numbers, width in each; equal numbers of a column are equal values. */
typedef struct Tableau {
    size_t width, count;
    uint32_t *cell; /* row by row */
} Tableau;

typedef enum Lossless { LOSSLESS_NO, LOSSLESS_YES, LOSSLESS_UNKNOWN } Lossless;

/* Whether every relation that obeys T is the join of its projections on PARTS. When the answer is no,
 * *TABLEAU is such a relation that is not: its projections join to a row more, all zeroes (when the parts
 * leave an attribute out, the join is no relation over all of them at all, and the tableau is empty).
 * Source: Aho, Beeri and Ullman 1979. Polynomial under functional dependencies; multivalued ones may
 * double the rows again and again. Limit: chase_rows; above it, unknown. */
Lossless chase_lossless(Arena *a, const Theory *t, const SetList *parts,
                       const TheoryLimits *limits, Tableau *tableau);

#endif
