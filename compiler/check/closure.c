/* Closure: takes a set, adds what the dependencies decide. Functional ones here; where there are
 * multivalued ones, multivalued.c finds the dependency basis, and the closure is read off it. */
#include "compiler/check/closure.h"

#include "compiler/check/multivalued.h"

/* Up to this number of dependencies, sweeping over them is faster than counting. */
enum { SWEEP_LIMIT = 8 };

/* `first` is filled one place ahead, so that filling `wait` brings it into place. */
static void make_waiting_lists(Arena *a, Closer *c) {
    const Theory *t = c->theory;
    c->length = arena_array(a, uint32_t, t->count);
    c->missing = arena_array(a, uint32_t, t->count);
    c->first = arena_array(a, uint32_t, t->width + 2);
    c->queue = arena_array(a, uint32_t, t->width);
    for (size_t i = 0; i < t->count; i++) {
        Bitset from = t->arrow[i].from;
        for (size_t k = bitset_next(from, 0); k != SIZE_MAX; k = bitset_next(from, k + 1)) {
            c->length[i]++;
            c->first[k + 2]++;
        }
    }
    for (size_t i = 2; i <= t->width + 1; i++) {
        c->first[i] += c->first[i - 1];
    }
    c->wait = arena_array(a, uint32_t, c->first[t->width + 1]);
    for (size_t i = 0; i < t->count; i++) {
        Bitset from = t->arrow[i].from;
        for (size_t k = bitset_next(from, 0); k != SIZE_MAX; k = bitset_next(from, k + 1)) {
            c->wait[c->first[k + 1]++] = (uint32_t)i;
        }
    }
}

Closer closer_make(Arena *a, const Theory *t) {
    Closer c = {
        .theory = t,
        .off = arena_array(a, bool, t->count),
    };
    if (t->mixed) {
        multivalued_prepare(a, &c);
    } else if (t->count > SWEEP_LIMIT) {
        make_waiting_lists(a, &c);
    }
    return c;
}

void closer_trace(Arena *a, Closer *c) {
    c->by = arena_array(a, uint32_t, c->theory->width);
    c->fired = arena_array(a, uint32_t, c->theory->count);
}

/* Adds what arrow I decides; gives the number of QUEUED attributes with those that are new. */
static size_t fire(Closer *c, Bitset set, size_t i, size_t queued) {
    Bitset to = c->theory->arrow[i].to;
    if (c->off[i] || bitset_subset(to, set)) {
        return queued;
    }
    if (!c->queue && !c->by) {
        bitset_unite(set, to);
        return queued + 1; /* not how many, but some */
    }
    for (size_t k = bitset_next(to, 0); k != SIZE_MAX; k = bitset_next(to, k + 1)) {
        if (!bitset_has(set, k)) {
            bitset_add(set, k);
            if (c->by) {
                c->by[k] = (uint32_t)i;
            }
            if (c->queue) {
                c->queue[queued] = (uint32_t)k;
            }
            queued++;
        }
    }
    if (c->by) {
        c->fired[c->fired_count++] = (uint32_t)i;
    }
    return queued;
}

static void close_by_sweeping(Closer *c, Bitset set) {
    size_t added = 0, before;
    do {
        before = added;
        for (size_t i = 0; i < c->theory->count; i++) {
            if (bitset_subset(c->theory->arrow[i].from, set)) {
                added = fire(c, set, i, added);
            }
        }
    } while (added > before);
}

static void close_by_counting(Closer *c, Bitset set) {
    size_t queued = 0;
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        c->queue[queued++] = (uint32_t)i;
    }
    for (size_t i = 0; i < c->theory->count; i++) {
        c->missing[i] = c->length[i];
        if (c->length[i] == 0) {
            queued = fire(c, set, i, queued);
        }
    }
    for (size_t done = 0; done < queued; done++) {
        uint32_t attribute = c->queue[done];
        for (uint32_t k = c->first[attribute]; k < c->first[attribute + 1]; k++) {
            if (--c->missing[c->wait[k]] == 0) {
                queued = fire(c, set, c->wait[k], queued);
            }
        }
    }
}

void closer_close(Closer *c, Bitset set) {
    c->fired_count = 0;
    for (size_t i = 0; i < c->theory->width && c->by; i++) {
        c->by[i] = GIVEN;
    }
    if (c->theory->mixed) {
        multivalued_close(c, set);
    } else if (c->first) {
        close_by_counting(c, set);
    } else {
        close_by_sweeping(c, set);
    }
}

Bitset theory_closure(Arena *a, const Theory *t, Bitset x) {
    Closer c = closer_make(a, t);
    Bitset set = bitset_copy(a, x);
    closer_close(&c, set);
    return set;
}

bool theory_is_superkey(Arena *a, const Theory *t, Bitset x) {
    return bitset_count(theory_closure(a, t, x)) == t->width;
}

bool theory_implies(Arena *a, const Theory *t, const Arrow *arrow) {
    Closer c = closer_make(a, t);
    if (!arrow->multivalued) {
        Bitset set = bitset_copy(a, arrow->from);
        closer_close(&c, set);
        return bitset_subset(arrow->to, set);
    }
    multivalued_prepare(a, &c);
    return multivalued_holds(&c, arrow->from, arrow->to);
}
