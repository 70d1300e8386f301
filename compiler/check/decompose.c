/* Decomposition: takes the parts of the synthesis, splits those that fail. */
#include "compiler/check/decompose.h"

#include "compiler/check/cover.h"
#include "compiler/check/multivalued.h"
#include "compiler/check/projection.h"

typedef struct Splitter {
    Arena *arena;
    const Theory *theory;
    Closer closer;
    Bitset closed;
} Splitter;

/* Splits PART on X, which decides some of it: into what X decides, and X with the rest. */
static bool split_on_decided(Splitter *s, Bitset part, Bitset x, Bitset *one, Bitset *other) {
    bitset_assign(s->closed, x);
    closer_close(&s->closer, s->closed);
    bitset_intersect(s->closed, part);
    if (bitset_equal(s->closed, x) || bitset_equal(s->closed, part)) {
        return false;
    }
    *one = bitset_copy(s->arena, s->closed);
    *other = bitset_copy(s->arena, part);
    bitset_subtract(*other, s->closed);
    bitset_unite(*other, x);
    return true;
}

/* Splits PART on a block of the basis of X: into X with the block, and the rest. */
static bool split_on_block(Splitter *s, Bitset part, Bitset x, Bitset *one, Bitset *other) {
    multivalued_basis(&s->closer, x);
    size_t first = SIZE_MAX, traces = 0;
    for (size_t b = 0; b < s->closer.block_count; b++) {
        if (bitset_meets(s->closer.block[b], part)) {
            first = first == SIZE_MAX ? b : first;
            traces++;
        }
    }
    bitset_assign(s->closed, x);
    closer_close(&s->closer, s->closed); /* which leaves the same blocks */
    if (traces < 2 || bitset_subset(part, s->closed)) {
        return false;
    }
    *one = bitset_copy(s->arena, s->closer.block[first]);
    bitset_intersect(*one, part);
    *other = bitset_copy(s->arena, part);
    bitset_subtract(*other, *one);
    bitset_unite(*one, x);
    return true;
}

typedef bool SplitOn(Splitter *s, Bitset part, Bitset x, Bitset *one, Bitset *other);

/* Tries X as each left side that lies in PART. */
static bool split_on_given(Splitter *s, Bitset part, SplitOn *split_on, Bitset *one,
                           Bitset *other) {
    for (size_t i = 0; i < s->theory->count; i++) {
        Bitset x = s->theory->arrow[i].from;
        if (bitset_subset(x, part) && split_on(s, part, x, one, other)) {
            return true;
        }
    }
    return false;
}

/* Tries X as each subset of PART, by the numbers whose bits stand for its attributes. */
static bool split_on_subsets(Splitter *s, Bitset part, SplitOn *split_on, Bitset *one,
                             Bitset *other) {
    size_t width = bitset_count(part);
    Bitset x = bitset_make(s->arena, s->theory->width);
    for (uint64_t choice = 0; choice >> width == 0; choice++) {
        bitset_assign(x, part);
        uint64_t bits = choice;
        for (size_t k = bitset_next(part, 0); k != SIZE_MAX; k = bitset_next(part, k + 1)) {
            if (!(bits & 1)) {
                bitset_remove(x, k);
            }
            bits >>= 1;
        }
        if (split_on(s, part, x, one, other)) {
            return true;
        }
    }
    return false;
}

static bool split_on_projected(Splitter *s, Bitset part, const TheoryLimits *limits, Bitset *one,
                               Bitset *other) {
    Projection p = project(s->arena, s->theory, part, limits);
    for (size_t i = 0; i < p.theory.count; i++) {
        Bitset x = projection_lift(s->arena, &p, s->theory->width, p.theory.arrow[i].from);
        if (split_on_decided(s, part, x, one, other)) {
            return true;
        }
    }
    return false;
}

/* Splits PART, which is not in FORM or not shown to be; false when no way was found. */
static bool split_part(Splitter *s, Bitset part, Form form, const TheoryLimits *limits, Bitset *one,
                       Bitset *other) {
    bool mixed = s->theory->mixed;
    if (split_on_given(s, part, split_on_decided, one, other) ||
        (!mixed && split_on_projected(s, part, limits, one, other))) {
        return true;
    }
    if (form == FORM_4NF && mixed && split_on_given(s, part, split_on_block, one, other)) {
        return true;
    }
    if (bitset_count(part) > (mixed ? limits->mixed_part : limits->part)) {
        return false;
    }
    return split_on_subsets(s, part, split_on_decided, one, other) ||
           (form == FORM_4NF && mixed && split_on_subsets(s, part, split_on_block, one, other));
}

Decomposition decompose(Arena *a, const Theory *t, Form form, const TheoryLimits *limits) {
    Decomposition made = {.bound = BOUND_EXACT};
    SetList open = synthesise(a, t);
    Splitter s = {
        .arena = a, .theory = t, .closer = closer_make(a, t), .closed = bitset_make(a, t->width)};
    if (form == FORM_4NF && !t->mixed) {
        form = FORM_BCNF; /* the same, and the form that is told */
    }
    while (open.count > 0) {
        Bitset part = open.at[--open.count], one, other;
        FormRange range = {form, form};
        if (form > FORM_3NF || t->mixed) {
            range = analyse_part(a, t, part, limits).form;
        }
        if (range.least < form && split_part(&s, part, form, limits, &one, &other)) {
            set_list_add(a, &open, one);
            set_list_add(a, &open, other);
            continue;
        }
        set_list_add(a, &made.parts, part);
        if (range.least < form) {
            made.bound = BOUND_LOWER;
        }
    }
    set_list_drop_contained(&made.parts);
    return made;
}
