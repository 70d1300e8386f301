/* Projection: what is known of the attributes of a part alone. */
#ifndef TENON_CHECK_PROJECTION_H
#define TENON_CHECK_PROJECTION_H

#include "compiler/check/theory.h"

/* A theory over the attributes of a part, which are numbered anew: its attribute i is attribute[i]. */
typedef struct Projection {
    Theory theory;
    size_t *attribute;
    Bound bound; /* BOUND_UNKNOWN: a limit was reached, and the theory is empty */
} Projection;

/* The functional dependencies of T, which has no others, that hold in PART: a minimal cover of them.
 * Source: Gottlob 1987, reduction by resolution: the other attributes are eliminated one by one. The
 * result may be exponential (Fischer, Jou, Tsou 1983). Limit: projected dependencies at any time. */
Projection project(Arena *a, const Theory *t, Bitset part, const TheoryLimits *limits);

/* A set over the attributes of P as one over those of the whole, and what is in P of one of the whole. */
Bitset projection_lift(Arena *a, const Projection *p, size_t width, Bitset set);
Bitset projection_lower(Arena *a, const Projection *p, Bitset set);

#endif
