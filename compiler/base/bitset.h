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

/* Two sets were made for the same number of bits. Inline, since searches do little else. */
static inline bool bitset_subset(Bitset inner, Bitset outer) {
    for (size_t i = 0; i < inner.nword; i++) {
        if (inner.word[i] & ~outer.word[i]) {
            return false;
        }
    }
    return true;
}
static inline bool bitset_meets(Bitset a, Bitset b) {
    for (size_t i = 0; i < a.nword; i++) {
        if (a.word[i] & b.word[i]) {
            return true;
        }
    }
    return false;
}
static inline bool bitset_is_empty(Bitset s) {
    for (size_t i = 0; i < s.nword; i++) {
        if (s.word[i]) {
            return false;
        }
    }
    return true;
}
static inline void bitset_unite(Bitset into, Bitset from) {
    for (size_t i = 0; i < from.nword; i++) {
        into.word[i] |= from.word[i];
    }
}
static inline void bitset_subtract(Bitset into, Bitset what) {
    for (size_t i = 0; i < what.nword; i++) {
        into.word[i] &= ~what.word[i];
    }
}
static inline void bitset_intersect(Bitset into, Bitset with) {
    for (size_t i = 0; i < with.nword; i++) {
        into.word[i] &= with.word[i];
    }
}
static inline void bitset_assign(Bitset into, Bitset from) {
    for (size_t i = 0; i < from.nword; i++) {
        into.word[i] = from.word[i];
    }
}
bool bitset_equal(Bitset a, Bitset b);
size_t bitset_count(Bitset s);
/* Below 0 when A comes first: the one that holds the smallest member in which they differ. A total
 * order, the same on every machine. */
int bitset_compare(Bitset a, Bitset b);
Bitset bitset_full(Arena *a, size_t nbit); /* holds 0 .. nbit-1 */
/* The smallest member at or above FROM, or SIZE_MAX. */
size_t bitset_next(Bitset s, size_t from);

#endif
