/* Chain cover: the fewest and narrowest indexes that serve a set of access patterns, over plain column
 * numbers. It knows no model and no engine.
 *
 * A pattern is a set of columns compared for equality, in any order, and columns that have to follow in
 * their order. An index serves it when its first columns are that set, the next ones are the suffix, and
 * the suffix runs in the index's directions or in all of them turned round. The sets of an index's first
 * columns form a chain, so indexes are chains of patterns: a pattern lies below another one when one
 * index can serve both and ends with the other. Without the patterns that are served wherever another one
 * is, that is a partial order, and a minimum chain cover is what a maximum matching leaves over
 * (Dilworth; Fulkerson). Each pattern weighs what an index on its columns costs; the patterns that end no
 * chain form a matroid, so that augmenting the heaviest first gives fewest indexes and least weight at
 * once.
 *
 * Sources: Subotic, Jordan, Chang, Fekete, Scholz, Automatic Index Selection for Large-Scale Datalog
 * Computation, VLDB 12(2) 2018, for sets alone. Time: O(p^2) for comparing p patterns and O(p * e) for
 * matching along e comparable pairs; CHAIN_STEPS bounds both. */
#ifndef TENON_ACCESS_CHAIN_COVER_H
#define TENON_ACCESS_CHAIN_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/base/arena.h"

enum { CHAIN_STEPS = 2000000 }; /* pairs compared or walked, in all */

typedef struct ChainPart {
    uint32_t column;
    bool descending;
    bool
        turned_nulls; /* nulls are where an index of the same direction does not have them by itself */
    bool any_way;     /* a range whose direction does not matter; only in the last place */
} ChainPart;

typedef struct ChainPattern {
    const uint32_t *equal; /* distinct columns */
    size_t equal_count;
    const ChainPart *suffix; /* columns that are neither in `equal` nor twice here */
    size_t suffix_count;
    uint64_t weight; /* of an index on exactly its columns */
} ChainPattern;

/* Columns of a key: an index on them is there anyway, and their order is free. */
typedef struct ChainKey {
    const uint32_t *column;
    size_t column_count;
} ChainKey;

typedef struct ChainProblem {
    size_t column_count;  /* columns are numbered below it */
    const uint32_t *rank; /* by column: which goes first where the order is free; each once */
    const ChainPattern *pattern;
    size_t pattern_count;
    const ChainKey *key;
    size_t key_count;
} ChainProblem;

typedef struct ChainIndex {
    ChainPart *part; /* any_way never set */
    size_t part_count;
    const ChainKey *key; /* that is to have this order; NULL: an index of its own */
} ChainIndex;

typedef struct ChainCover {
    ChainIndex *
        index; /* keys first, in their order; then new ones, by the first pattern that each serves */
    size_t index_count;
    size_t *served_by; /* by pattern: the narrowest index that serves it */
    bool
        exact; /* false: the bound was reached; every pattern is served, by more indexes than need be */
} ChainCover;

/* What lives in A is the cover alone. */
ChainCover chain_cover(Arena *a, Arena *scratch, const ChainProblem *problem);

/* The definition: whether an index of PARTs serves PATTERN. */
bool chain_serves(const ChainPart *part, size_t part_count, const ChainPattern *pattern);

#endif
