/* Multivalued dependencies: the dependency basis, and what follows from functional and multivalued
 * dependencies together. Where there are multivalued ones, the closure under the functional ones alone
 * is too small: `A ->> B C` and `D -> B` give `A -> B`. */
#ifndef TENON_CHECK_MULTIVALUED_H
#define TENON_CHECK_MULTIVALUED_H

#include "compiler/check/closure.h"

/* Gives C the room for a basis; closer_make has done so for a mixed theory. */
void multivalued_prepare(Arena *a, Closer *c);

/* The dependency basis of X into c->block: the finest parts of the other attributes such that X ->> each.
 * Source: Beeri 1980. Polynomial: at most width splits, each found in width * arrows set operations. */
void multivalued_basis(Closer *c, Bitset x);

/* SET becomes its closure under both kinds: an attribute is decided iff it is a block by itself and
 * stands on the right of a functional dependency (Beeri 1980). */
void multivalued_close(Closer *c, Bitset set);

/* X ->> Y: what Y has outside of X is a union of blocks. */
bool multivalued_holds(Closer *c, Bitset x, Bitset y);

#endif
