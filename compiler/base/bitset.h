/* Bitset: a set of small numbers without a limit of 64. Attribute sets are bitsets. */
#ifndef TENON_BASE_BITSET_H
#define TENON_BASE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler/base/arena.h"

typedef struct Bitset {
    uint64_t *word;
    size_t nword;
} Bitset;

Bitset bitset_make(Arena *a, size_t nbit); /* empty, room for 0 .. nbit-1 */
Bitset bitset_copy(Arena *a, Bitset s);

static inline void bitset_add(Bitset s, size_t bit) {
    s.word[bit / 64] |= UINT64_C(1) << bit % 64;
}
static inline void bitset_remove(Bitset s, size_t bit) {
    s.word[bit / 64] &= ~(UINT64_C(1) << bit % 64);
}
static inline bool bitset_has(Bitset s, size_t bit) {
    return s.word[bit / 64] >> bit % 64 & 1;
}

/* Both sets were made for the same number of bits. */
bool bitset_subset(Bitset inner, Bitset outer);
bool bitset_equal(Bitset a, Bitset b);
void bitset_unite(Bitset into, Bitset from);
size_t bitset_count(Bitset s);
/* The smallest member at or above FROM, or SIZE_MAX. */
size_t bitset_next(Bitset s, size_t from);

#endif
