/* Witnesses: rows read off a closure or a dependency basis. */
#include "compiler/check/witness.h"

#include "compiler/check/multivalued.h"

static Tableau make(Arena *a, size_t width, size_t count) {
    return (Tableau){width, count, arena_array(a, uint32_t, width * count)};
}

static void set_ones(const Tableau *t, size_t row, Bitset where) {
    for (size_t k = bitset_next(where, 0); k != SIZE_MAX; k = bitset_next(where, k + 1)) {
        t->cell[row * t->width + k] = 1;
    }
}

/* The first block outside of CLOSED that lies inside of RIGHT, or outside of it; SIZE_MAX: none. */
static size_t find_block(const Closer *c, Bitset closed, Bitset right, bool inside) {
    for (size_t b = 0; b < c->block_count; b++) {
        if (!bitset_meets(c->block[b], closed) && bitset_subset(c->block[b], right) == inside) {
            return b;
        }
    }
    return SIZE_MAX;
}

Tableau witness_of_repetition(Arena *a, const Theory *t, Bitset from) {
    Closer c = closer_make(a, t);
    Bitset closed = bitset_copy(a, from);
    closer_close(&c, closed);
    if (bitset_count(closed) == t->width) {
        return (Tableau){.width = t->width};
    }
    Bitset differing = bitset_full(a, t->width);
    bitset_subtract(differing, closed);
    if (t->mixed) {
        differing = c.block[find_block(&c, closed, bitset_make(a, t->width), false)];
    }
    Tableau rows = make(a, t->width, 2);
    set_ones(&rows, 1, differing);
    return rows;
}

Tableau witness_of_independence(Arena *a, const Theory *t, Bitset from, Bitset right) {
    Closer c = closer_make(a, t);
    multivalued_prepare(a, &c);
    Bitset closed = bitset_copy(a, from);
    closer_close(&c, closed);
    multivalued_basis(&c, from);
    size_t one = find_block(&c, closed, right, true), other = find_block(&c, closed, right, false);
    if (one == SIZE_MAX || other == SIZE_MAX) {
        return (Tableau){.width = t->width};
    }
    Tableau rows = make(a, t->width, 4);
    set_ones(&rows, 1, c.block[other]);
    set_ones(&rows, 2, c.block[one]);
    set_ones(&rows, 3, c.block[one]);
    set_ones(&rows, 3, c.block[other]);
    return rows;
}
