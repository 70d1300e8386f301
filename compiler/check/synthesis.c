/* Synthesis: a part for each group of dependencies whose left sides decide each other. */
#include "compiler/check/closure.h"
#include "compiler/check/cover.h"
#include "compiler/check/decompose.h"

/* The dependencies of a canonical cover, in groups with the same closure of the left side. */
typedef struct Groups {
    const Theory *cover;
    size_t *of; /* per arrow: the number of its group, which is that of its first arrow */
} Groups;

static Groups group_arrows(Arena *a, const Theory *cover) {
    Groups g = {.cover = cover, .of = arena_array(a, size_t, cover->count)};
    Closer c = closer_make(a, cover);
    Bitset *closed = arena_array(a, Bitset, cover->count);
    for (size_t i = 0; i < cover->count; i++) {
        closed[i] = bitset_copy(a, cover->arrow[i].from);
        closer_close(&c, closed[i]);
        g.of[i] = 0;
        while (!bitset_equal(closed[g.of[i]], closed[i])) {
            g.of[i]++;
        }
    }
    return g;
}

static Bitset left_sides(Arena *a, const Groups *g, size_t group) {
    Bitset lefts = bitset_make(a, g->cover->width);
    for (size_t i = group; i < g->cover->count; i++) {
        if (g->of[i] == group) {
            bitset_unite(lefts, g->cover->arrow[i].from);
        }
    }
    return lefts;
}

/* The arrows of all groups, one attribute on each right side, without those within the left sides of a
 * group; and behind them those that say that its left sides decide each other. *OWN is the number of
 * the first kind. */
static Theory with_equivalences(Arena *a, const Groups *g, size_t *owner, size_t *own) {
    size_t width = g->cover->width, most = 0, count = 0;
    for (size_t i = 0; i < g->cover->count; i++) {
        most += bitset_count(g->cover->arrow[i].to) + 1;
    }
    Arrow *arrow = arena_array(a, Arrow, most);
    for (size_t i = 0; i < g->cover->count; i++) {
        Bitset lefts = left_sides(a, g, g->of[i]);
        Bitset to = g->cover->arrow[i].to;
        for (size_t k = bitset_next(to, 0); k != SIZE_MAX; k = bitset_next(to, k + 1)) {
            if (!bitset_has(lefts, k)) {
                owner[count] = g->of[i];
                arrow[count] = (Arrow){g->cover->arrow[i].from, bitset_make(a, width), false};
                bitset_add(arrow[count++].to, k);
            }
        }
    }
    *own = count;
    for (size_t i = 0; i < g->cover->count; i++) {
        arrow[count++] = (Arrow){g->cover->arrow[i].from, left_sides(a, g, g->of[i]), false};
    }
    return theory_make(width, arrow, count);
}

/* Bernstein's step 4: merging made some dependencies follow from others, and a part that held their right
 * sides would hold a transitive one. */
static void add_groups(Arena *a, const Theory *t, SetList *parts) {
    Theory cover = cover_canonical(a, t);
    Groups g = group_arrows(a, &cover);
    size_t *owner = arena_array(a, size_t, cover.count * t->width);
    size_t own;
    Theory all = with_equivalences(a, &g, owner, &own);
    Closer c = closer_make(a, &all);
    Bitset set = bitset_make(a, t->width);
    for (size_t i = own; i-- > 0;) {
        c.off[i] = true;
        bitset_assign(set, all.arrow[i].from);
        closer_close(&c, set);
        c.off[i] = bitset_subset(all.arrow[i].to, set);
    }
    for (size_t group = 0; group < cover.count; group++) {
        if (g.of[group] != group) {
            continue;
        }
        Bitset part = left_sides(a, &g, group);
        for (size_t i = 0; i < own; i++) {
            if (owner[i] == group && !c.off[i]) {
                bitset_unite(part, all.arrow[i].to);
            }
        }
        set_list_add(a, parts, part);
    }
}

/* Unless a part decides everything already. */
static void add_key_part(Arena *a, const Theory *functional, SetList *parts) {
    for (size_t i = 0; i < parts->count; i++) {
        if (theory_is_superkey(a, functional, parts->at[i])) {
            return;
        }
    }
    set_list_add(a, parts, candidate_key_within(a, functional, bitset_full(a, functional->width)));
}

SetList synthesise(Arena *a, const Theory *t) {
    SetList parts = {0};
    Theory functional = theory_functional(a, t);
    add_groups(a, &functional, &parts);
    add_key_part(a, &functional, &parts);
    set_list_drop_contained(&parts);
    return parts;
}
