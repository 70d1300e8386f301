/* Theory: making, ordering, the limits. Knows no algorithm. */
#include "compiler/check/theory.h"

#include <stdlib.h>

#include "compiler/base/vec.h"

const TheoryLimits theory_limits = {
    .keys = 4096,
    .subset_tests = 200000000,
    .part = 18,
    .mixed_part = 14,
    .projected = 500,
    .chase_rows = 100000,
};

Theory theory_make(size_t width, const Arrow *arrow, size_t count) {
    Theory t = {.width = width, .arrow = arrow, .count = count};
    for (size_t i = 0; i < count; i++) {
        t.mixed |= arrow[i].multivalued;
    }
    return t;
}

Theory theory_functional(Arena *a, const Theory *t) {
    Arrow *arrow = arena_array(a, Arrow, t->count);
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (!t->arrow[i].multivalued) {
            arrow[count++] = t->arrow[i];
        }
    }
    return theory_make(t->width, arrow, count);
}

int arrow_compare(const void *left, const void *right) {
    const Arrow *l = left, *r = right;
    int order = bitset_compare(l->from, r->from);
    return order ? order : bitset_compare(l->to, r->to);
}

void set_list_add(Arena *a, SetList *list, Bitset set) {
    vec_reserve_one(a, (void **)&list->at, &list->count, &list->capacity, sizeof *list->at);
    list->at[list->count++] = set;
}

static int compare_sets(const void *left, const void *right) {
    const Bitset *l = left, *r = right;
    size_t l_count = bitset_count(*l), r_count = bitset_count(*r);
    return l_count != r_count ? (l_count < r_count ? -1 : 1) : bitset_compare(*l, *r);
}

void set_list_sort(SetList *list) {
    if (list->count > 1) {
        qsort(list->at, list->count, sizeof *list->at, compare_sets);
    }
}

static int compare_members(const void *left, const void *right) {
    return bitset_compare(*(const Bitset *)left, *(const Bitset *)right);
}

void set_list_drop_contained(SetList *list) {
    set_list_sort(list); /* so that a set stands behind those that lie inside of it */
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        bool contained = false;
        for (size_t k = i + 1; k < list->count && !contained; k++) {
            contained = bitset_subset(list->at[i], list->at[k]);
        }
        if (!contained) {
            list->at[kept++] = list->at[i];
        }
    }
    list->count = kept;
    if (kept > 1) {
        qsort(list->at, kept, sizeof *list->at, compare_members);
    }
}
