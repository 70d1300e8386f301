/* Closure: what a set of attributes decides. */
#ifndef TENON_CHECK_CLOSURE_H
#define TENON_CHECK_CLOSURE_H

#include "compiler/check/theory.h"

/* A theory made ready for many closures: no call below allocates.
 *
 * Once closer_trace was called, closer_close over functional dependencies leaves in `fired` those that added
 * something, in order, and in `by`, for each attribute that was added, which one did; GIVEN for others. */
typedef struct Closer {
    const Theory *theory;
    bool *off;           /* per arrow: leave it out; of a functional theory only */
    uint32_t *by;        /* per attribute; NULL: nobody asks */
    uint32_t *fired;
    size_t fired_count;
    Bitset *block;       /* of the dependency basis; see multivalued.h */
    size_t block_count;
    Bitset decided;      /* attributes on the right of a nontrivial functional dependency */
    Bitset free;         /* scratch of the basis */
    uint32_t *length, *missing;     /* per arrow: left attributes; those not reached yet */
    uint32_t *first, *wait, *queue; /* attribute i is awaited by wait[first[i]] .. wait[first[i+1]] */
} Closer;

static const uint32_t GIVEN = UINT32_MAX;

Closer closer_make(Arena *a, const Theory *t);

void closer_trace(Arena *a, Closer *c);

/* SET becomes its closure under the arrows that are not off. Functional ones alone: Beeri and Bernstein
 * 1979, linear in their total length; few of them are swept over instead. With multivalued ones: by the
 * dependency basis, in polynomial time (Beeri 1980). No limits. */
void closer_close(Closer *c, Bitset set);

/* The same, once. */
Bitset theory_closure(Arena *a, const Theory *t, Bitset x);
bool theory_is_superkey(Arena *a, const Theory *t, Bitset x);
/* Whether T says ARROW already, be it functional or multivalued. */
bool theory_implies(Arena *a, const Theory *t, const Arrow *arrow);

#endif
