/* Multivalued dependencies: one block of all other attributes, split by whatever dependency keeps clear
 * of it, until none splits any more. Allocates nothing. */
#include "compiler/check/multivalued.h"

void multivalued_prepare(Arena *a, Closer *c) {
    const Theory *t = c->theory;
    if (c->block) {
        return;
    }
    c->block = arena_array(a, Bitset, t->width + 1);
    for (size_t i = 0; i <= t->width; i++) {
        c->block[i] = bitset_make(a, t->width);
    }
    c->free = bitset_make(a, t->width);
    c->decided = bitset_make(a, t->width);
    for (size_t i = 0; i < t->count; i++) {
        if (!t->arrow[i].multivalued) {
            bitset_assign(c->free, t->arrow[i].to);
            bitset_subtract(c->free, t->arrow[i].from);
            bitset_unite(c->decided, c->free);
        }
    }
}

/* Puts what block B shares with PIECE into a block of its own; false when that is all or nothing. */
static bool split(Closer *c, size_t b, Bitset piece) {
    if (!bitset_meets(c->block[b], piece) || bitset_subset(c->block[b], piece)) {
        return false;
    }
    Bitset made = c->block[c->block_count++];
    bitset_assign(made, c->block[b]);
    bitset_intersect(made, piece);
    bitset_subtract(c->block[b], piece);
    return true;
}

/* A functional dependency splits off each attribute that it decides. */
static bool split_by_arrow(Closer *c, size_t b, const Arrow *arrow) {
    if (arrow->multivalued) {
        return split(c, b, arrow->to);
    }
    bool changed = false;
    for (size_t k = bitset_next(arrow->to, 0); k != SIZE_MAX; k = bitset_next(arrow->to, k + 1)) {
        if (bitset_has(c->block[b], k)) {
            for (size_t i = 0; i < c->free.nword; i++) {
                c->free.word[i] = 0;
            }
            bitset_add(c->free, k);
            changed |= split(c, b, c->free);
        }
    }
    return changed;
}

void multivalued_basis(Closer *c, Bitset x) {
    const Theory *t = c->theory;
    for (size_t i = 0; i < x.nword; i++) {
        c->block[0].word[i] = 0;
    }
    for (size_t i = 0; i < t->width; i++) {
        if (!bitset_has(x, i)) {
            bitset_add(c->block[0], i);
        }
    }
    c->block_count = bitset_is_empty(c->block[0]) ? 0 : 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < t->count; i++) {
            for (size_t b = 0; b < c->block_count; b++) {
                if (!bitset_meets(t->arrow[i].from, c->block[b])) {
                    changed |= split_by_arrow(c, b, &t->arrow[i]);
                }
            }
        }
    }
}

void multivalued_close(Closer *c, Bitset set) {
    multivalued_basis(c, set);
    for (size_t b = 0; b < c->block_count; b++) {
        size_t only = bitset_next(c->block[b], 0);
        if (bitset_next(c->block[b], only + 1) == SIZE_MAX && bitset_has(c->decided, only)) {
            bitset_add(set, only);
        }
    }
}

bool multivalued_holds(Closer *c, Bitset x, Bitset y) {
    multivalued_basis(c, x);
    for (size_t b = 0; b < c->block_count; b++) {
        if (bitset_meets(c->block[b], y) && !bitset_subset(c->block[b], y)) {
            return false;
        }
    }
    return true;
}
