/* Witnesses: the smallest relations that obey a theory and show what it allows. Values are numbers; a
 * column holds 0 and, where rows differ, 1. */
#ifndef TENON_CHECK_WITNESS_H
#define TENON_CHECK_WITNESS_H

#include "compiler/check/chase.h"

/* Two rows that agree on all that FROM decides, and differ elsewhere: that fact is stored twice. With
 * multivalued dependencies, they differ in one block of the basis of FROM, so that no further row is
 * asked for. Empty when FROM decides everything. Sound by Sagiv, Delobel, Parker and Fagin 1981. */
Tableau witness_of_repetition(Arena *a, const Theory *t, Bitset from);

/* Four rows that agree on all but two blocks of the basis of FROM, with each combination of those: what the
 * one holds says nothing about the other, and still each pairing is a row. One of the blocks meets
 * RIGHT, the other lies outside of it. Empty when there are no such two. */
Tableau witness_of_independence(Arena *a, const Theory *t, Bitset from, Bitset right);

#endif
