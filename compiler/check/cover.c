/* Covers: splitting right sides, thinning left sides, dropping what the others imply. */
#include "compiler/check/cover.h"

#include <stdlib.h>

#include "compiler/base/vec.h"
#include "compiler/check/closure.h"

typedef VEC(Arrow) Arrows;

static Theory sorted_theory(size_t width, Arrow *arrow, size_t count) {
    if (count > 1) {
        qsort(arrow, count, sizeof *arrow, arrow_compare);
    }
    return theory_make(width, arrow, count);
}

/* One arrow for each attribute that a functional dependency adds to its left side. */
static Theory split_right_sides(Arena *a, const Theory *t) {
    Arrows split = {0};
    for (size_t i = 0; i < t->count; i++) {
        const Arrow *arrow = &t->arrow[i];
        for (size_t k = bitset_next(arrow->to, 0); k != SIZE_MAX && !arrow->multivalued;
             k = bitset_next(arrow->to, k + 1)) {
            if (!bitset_has(arrow->from, k)) {
                Arrow *made = vec_push(a, &split);
                *made = (Arrow){.from = bitset_copy(a, arrow->from)};
                made->to = bitset_make(a, t->width);
                bitset_add(made->to, k);
            }
        }
    }
    return sorted_theory(t->width, split.at, split.count);
}

/* From the last attribute to the first: what stands first in the entity stays on the left. SET is
 * scratch. */
static void thin_left_side(Closer *c, const Arrow *arrow, Bitset set) {
    for (size_t k = c->theory->width; k-- > 0;) {
        if (bitset_has(arrow->from, k)) {
            bitset_assign(set, arrow->from);
            bitset_remove(set, k);
            closer_close(c, set);
            if (bitset_subset(arrow->to, set)) {
                bitset_remove(arrow->from, k);
            }
        }
    }
}

/* From the last to the first. */
static Theory drop_redundant(Arena *a, const Theory *t) {
    Closer c = closer_make(a, t);
    Bitset set = bitset_make(a, t->width);
    Arrow *kept = arena_array(a, Arrow, t->count);
    size_t count = 0;
    for (size_t i = t->count; i-- > 0;) {
        c.off[i] = true;
        bitset_assign(set, t->arrow[i].from);
        closer_close(&c, set);
        c.off[i] = bitset_subset(t->arrow[i].to, set);
    }
    for (size_t i = 0; i < t->count; i++) {
        if (!c.off[i]) {
            kept[count++] = t->arrow[i];
        }
    }
    return theory_make(t->width, kept, count);
}

Theory cover_minimal(Arena *a, const Theory *t) {
    Theory split = split_right_sides(a, t);
    Closer c = closer_make(a, &split);
    Bitset set = bitset_make(a, t->width);
    Arrow *thinned = arena_array(a, Arrow, split.count);
    for (size_t i = 0; i < split.count; i++) {
        /* the closer goes on asking the arrows as they were, which say the same */
        thinned[i] = (Arrow){.from = bitset_copy(a, split.arrow[i].from), .to = split.arrow[i].to};
        thin_left_side(&c, &thinned[i], set);
    }
    Theory reduced = sorted_theory(t->width, thinned, split.count);
    return drop_redundant(a, &reduced);
}

Theory cover_canonical(Arena *a, const Theory *t) {
    Theory minimal = cover_minimal(a, t);
    Arrow *merged = arena_array(a, Arrow, minimal.count);
    size_t count = 0;
    for (size_t i = 0; i < minimal.count; i++) {
        const Arrow *arrow = &minimal.arrow[i];
        if (count && bitset_equal(merged[count - 1].from, arrow->from)) {
            bitset_unite(merged[count - 1].to, arrow->to);
        } else {
            merged[count++] = (Arrow){.from = arrow->from, .to = bitset_copy(a, arrow->to)};
        }
    }
    return theory_make(t->width, merged, count);
}

/* Each left side decides all that it can, itself included: so two arrows of one left side are twins,
 * of which one is redundant. */
Theory cover_minimum(Arena *a, const Theory *t) {
    Theory functional = theory_functional(a, t);
    Closer c = closer_make(a, &functional);
    Arrow *grown = arena_array(a, Arrow, functional.count);
    size_t count = 0;
    for (size_t i = 0; i < functional.count; i++) {
        if (!arrow_is_trivial(&functional.arrow[i])) {
            Arrow *arrow = &grown[count++];
            *arrow = (Arrow){.from = functional.arrow[i].from};
            arrow->to = bitset_copy(a, arrow->from);
            closer_close(&c, arrow->to);
        }
    }
    Theory closed = sorted_theory(t->width, grown, count);
    return drop_redundant(a, &closed);
}
