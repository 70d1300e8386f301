/* Projection: elimination of attributes by resolution, with a minimal cover after each, which keeps the
 * dependencies few. */
#include "compiler/check/projection.h"

#include "compiler/base/vec.h"
#include "compiler/check/cover.h"

typedef VEC(Arrow) Arrows;

static size_t count_uses(const Theory *t, size_t attribute) {
    size_t in = 0, out = 0;
    for (size_t i = 0; i < t->count; i++) {
        in += bitset_has(t->arrow[i].to, attribute);
        out += bitset_has(t->arrow[i].from, attribute);
    }
    return in * out;
}

/* The one of GONE whose elimination makes the fewest dependencies; SIZE_MAX when none is left. */
static size_t cheapest(const Theory *t, Bitset gone) {
    size_t best = SIZE_MAX, fewest = SIZE_MAX;
    for (size_t k = bitset_next(gone, 0); k != SIZE_MAX; k = bitset_next(gone, k + 1)) {
        size_t uses = count_uses(t, k);
        if (uses < fewest) {
            fewest = uses;
            best = k;
        }
    }
    return best;
}

/* X -> A and A Z -> B become X Z -> B. */
static Theory eliminate(Arena *a, const Theory *t, size_t attribute) {
    Arrows made = {0};
    for (size_t i = 0; i < t->count; i++) {
        const Arrow *user = &t->arrow[i];
        bool decides = bitset_has(user->to, attribute), uses = bitset_has(user->from, attribute);
        if (!decides && !uses) {
            *vec_push(a, &made) = *user;
        }
        for (size_t k = 0; k < t->count && uses; k++) {
            const Arrow *decider = &t->arrow[k];
            if (bitset_has(decider->to, attribute) && !bitset_subset(user->to, decider->from)) {
                Bitset from = bitset_copy(a, user->from);
                bitset_remove(from, attribute);
                bitset_unite(from, decider->from);
                *vec_push(a, &made) = (Arrow){.from = from, .to = user->to};
            }
        }
    }
    Theory grown = theory_make(t->width, made.at, made.count);
    return cover_minimal(a, &grown);
}

Bitset projection_lower(Arena *a, const Projection *p, Bitset set) {
    Bitset lowered = bitset_make(a, p->theory.width);
    for (size_t i = 0; i < p->theory.width; i++) {
        if (bitset_has(set, p->attribute[i])) {
            bitset_add(lowered, i);
        }
    }
    return lowered;
}

Bitset projection_lift(Arena *a, const Projection *p, size_t width, Bitset set) {
    Bitset lifted = bitset_make(a, width);
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        bitset_add(lifted, p->attribute[i]);
    }
    return lifted;
}

Projection project(Arena *a, const Theory *t, Bitset part, const TheoryLimits *limits) {
    Projection p = {.attribute = arena_array(a, size_t, t->width)};
    for (size_t k = bitset_next(part, 0); k != SIZE_MAX; k = bitset_next(part, k + 1)) {
        p.attribute[p.theory.width++] = k;
    }
    Bitset gone = bitset_full(a, t->width);
    bitset_subtract(gone, part);
    Theory left = cover_minimal(a, t);
    for (size_t k = cheapest(&left, gone); k != SIZE_MAX; k = cheapest(&left, gone)) {
        if (left.count + count_uses(&left, k) > limits->projected) {
            p.bound = BOUND_UNKNOWN;
            return p;
        }
        left = eliminate(a, &left, k);
        bitset_remove(gone, k);
    }
    Arrow *arrow = arena_array(a, Arrow, left.count);
    for (size_t i = 0; i < left.count; i++) {
        arrow[i] = (Arrow){.from = projection_lower(a, &p, left.arrow[i].from),
                           .to = projection_lower(a, &p, left.arrow[i].to)};
    }
    p.theory = theory_make(p.theory.width, arrow, left.count);
    return p;
}
