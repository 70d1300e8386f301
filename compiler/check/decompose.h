/* Decompositions: making one that is free of a fault, and what one keeps of the dependencies. */
#ifndef TENON_CHECK_DECOMPOSE_H
#define TENON_CHECK_DECOMPOSE_H

#include "compiler/check/normal_form.h"

/* Parts in 3NF that keep every functional dependency and lose no row when joined. Source: Bernstein 1976,
 * with the merging of groups whose left sides decide each other and the elimination that this asks for; the
 * part that holds a key is Biskup, Dayal and Bernstein's, 1979. Polynomial. Multivalued dependencies play
 * no part in it. Parts are sorted by their members; those that lie inside of others are left out. */
SetList synthesise(Arena *a, const Theory *t);

typedef struct Decomposition {
    SetList parts;
    Bound bound; /* BOUND_EXACT: every part is shown to be in the form; BOUND_LOWER: some is not */
} Decomposition;

/* Parts in FORM (3NF, BCNF or 4NF) that lose no row when joined: those of `synthesise`, of which only
 * those that fail are split further, on a dependency that breaks the form. What gets lost,
 * preserves_each tells; a BCNF decomposition that loses nothing may not exist, and to ask whether one does is
 * NP-hard (Beeri and Bernstein 1979). Limits: those of analyse_part. */
Decomposition decompose(Arena *a, const Theory *t, Form form, const TheoryLimits *limits);

/* Whether the functional ARROW follows from what holds within PARTS, without projecting (Ullman's test):
 * as many closures as attributes times parts at most. Under both kinds of dependencies where T has both. */
bool preserves(Arena *a, const Theory *t, const SetList *parts, const Arrow *arrow);

#endif
