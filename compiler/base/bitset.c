/* Bitset: whole-set operations, a word of 64 members at a time. */
#include "compiler/base/bitset.h"

#include <string.h>

Bitset bitset_make(Arena *a, size_t nbit) {
    size_t nword = nbit / 64 + (nbit % 64 != 0);
    return (Bitset){arena_array(a, uint64_t, nword), nword};
}

Bitset bitset_full(Arena *a, size_t nbit) {
    Bitset s = bitset_make(a, nbit);
    for (size_t i = 0; i < nbit; i++) {
        bitset_add(s, i);
    }
    return s;
}

Bitset bitset_copy(Arena *a, Bitset s) {
    Bitset copy = {arena_array(a, uint64_t, s.nword), s.nword};
    if (s.nword) {
        memcpy(copy.word, s.word, s.nword * sizeof *s.word);
    }
    return copy;
}

bool bitset_equal(Bitset a, Bitset b) {
    return a.nword == 0 || memcmp(a.word, b.word, a.nword * sizeof *a.word) == 0;
}

int bitset_compare(Bitset a, Bitset b) {
    for (size_t i = 0; i < a.nword; i++) {
        uint64_t differing = a.word[i] ^ b.word[i];
        if (differing) {
            return a.word[i] & (differing & -differing) ? -1 : 1;
        }
    }
    return 0;
}

/* Each step of the inner loop removes the lowest member, so it costs one step per member. */
size_t bitset_count(Bitset s) {
    size_t count = 0;
    for (size_t i = 0; i < s.nword; i++) {
        for (uint64_t word = s.word[i]; word; word &= word - 1) {
            count++;
        }
    }
    return count;
}

size_t bitset_next(Bitset s, size_t from) {
    size_t i = from / 64;
    if (i >= s.nword) {
        return SIZE_MAX;
    }
    uint64_t word = s.word[i] & UINT64_MAX << from % 64;
    while (!word) {
        if (++i == s.nword) {
            return SIZE_MAX;
        }
        word = s.word[i];
    }
    size_t bit = i * 64;
    while (!(word & 1)) {
        word >>= 1;
        bit++;
    }
    return bit;
}
