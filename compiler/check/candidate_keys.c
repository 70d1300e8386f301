/* Candidate keys: Lucchesi and Osborn's search, and its exhaustive stand-in for mixed theories. The
 * words of all keys lie in one array, since the search does little but run over it. */
#include "compiler/check/candidate_keys.h"

#include "compiler/base/vec.h"
#include "compiler/check/closure.h"
#include "compiler/check/cover.h"

typedef struct Search {
    Arena *arena;
    Closer closer;
    const TheoryLimits *limits;
    size_t width, nword;
    VEC(uint64_t) words; /* of the keys, nword each */
    Bitset set;          /* scratch */
    CandidateKeys found;
} Search;

static bool is_superkey(Search *s, Bitset x) {
    bitset_assign(s->set, x);
    closer_close(&s->closer, s->set);
    return bitset_count(s->set) == s->width;
}

static void shrink(Search *s, Bitset superkey) {
    for (size_t k = s->width; k-- > 0;) {
        if (bitset_has(superkey, k)) {
            bitset_remove(superkey, k);
            if (!is_superkey(s, superkey)) {
                bitset_add(superkey, k);
            }
        }
    }
}

static void add_key(Search *s, Bitset key) {
    for (size_t i = 0; i < s->nword; i++) {
        *vec_push(s->arena, &s->words) = key.word[i];
    }
    s->found.list.count++;
}

/* A view into the array, which may move when a key is added. */
static Bitset key_at(const Search *s, size_t i) {
    return (Bitset){&s->words.at[i * s->nword], s->nword};
}

/* Whether a key lies inside of SET. One word is the common case. */
static bool holds_a_key(Search *s, Bitset set) {
    size_t count = s->found.list.count, i = 0;
    if (s->nword == 1) {
        uint64_t outside = ~set.word[0];
        while (i < count && s->words.at[i] & outside) {
            i++;
        }
    } else {
        while (i < count && !bitset_subset(key_at(s, i), set)) {
            i++;
        }
    }
    s->found.subset_tests += i;
    return i < count;
}

/* Adds KEY, unless that would be one too many. */
static bool add_within_limit(Search *s, Bitset key) {
    if (s->found.list.count == s->limits->keys) {
        s->found.bound = BOUND_LOWER;
        return false;
    }
    add_key(s, key);
    return true;
}

/* What no dependency decides is in every key. When it decides all else, it is the only one: so it is for
 * almost every table. */
static bool find_by_core(Search *s, const Theory *t) {
    Bitset core = bitset_full(s->arena, s->width), gained = bitset_make(s->arena, s->width);
    for (size_t i = 0; i < t->count; i++) {
        bitset_assign(gained, t->arrow[i].to);
        bitset_subtract(gained, t->arrow[i].from);
        bitset_subtract(core, gained);
    }
    if (!is_superkey(s, core)) {
        return false;
    }
    add_key(s, core);
    return true;
}

/* A left side that decides all, as a declared key does; else everything. */
static Bitset some_superkey(Search *s, const Theory *t) {
    for (size_t i = 0; i < t->count; i++) {
        if (is_superkey(s, t->arrow[i].from)) {
            return bitset_copy(s->arena, t->arrow[i].from);
        }
    }
    return bitset_full(s->arena, s->width);
}

/* From each key K and each X -> Y that decides a part of it: X and what is left of K hold another key. */
static void search_by_exchange(Search *s, const Theory *t) {
    if (find_by_core(s, t)) {
        return;
    }
    Bitset first = some_superkey(s, t);
    shrink(s, first);
    add_key(s, first);
    Bitset next = bitset_make(s->arena, s->width);
    for (size_t i = 0; i < s->found.list.count; i++) {
        for (size_t k = 0; k < t->count; k++) {
            const Arrow *arrow = &t->arrow[k];
            if (!bitset_meets(arrow->to, key_at(s, i))) {
                continue;
            }
            bitset_assign(next, key_at(s, i));
            bitset_subtract(next, arrow->to);
            bitset_unite(next, arrow->from);
            if (s->found.subset_tests >= s->limits->subset_tests) {
                s->found.bound = BOUND_LOWER;
                return;
            }
            if (holds_a_key(s, next)) {
                continue;
            }
            shrink(s, next);
            if (!add_within_limit(s, next)) {
                return;
            }
        }
    }
}

/* The attributes of CHOICE, a number whose bits stand for those of FROM, in SET. */
static void choose(Bitset set, Bitset from, uint64_t choice) {
    for (size_t k = bitset_next(from, 0); k != SIZE_MAX; k = bitset_next(from, k + 1)) {
        if (choice & 1) {
            bitset_add(set, k);
        }
        choice >>= 1;
    }
}

static bool is_smallest(Search *s, Bitset key) {
    for (size_t k = bitset_next(key, 0); k != SIZE_MAX; k = bitset_next(key, k + 1)) {
        bitset_remove(key, k);
        bool superkey = is_superkey(s, key);
        bitset_add(key, k);
        if (superkey) {
            return false;
        }
    }
    return true;
}

static void search_all_subsets(Search *s) {
    Bitset core = bitset_full(s->arena, s->width);
    bitset_subtract(core, s->closer.decided);
    size_t free = bitset_count(s->closer.decided);
    Bitset set = bitset_make(s->arena, s->width);
    if (free > s->limits->mixed_part) {
        bitset_assign(set, bitset_full(s->arena, s->width));
        shrink(s, set);
        add_key(s, set);
        s->found.bound = BOUND_LOWER;
        return;
    }
    for (uint64_t choice = 0; choice >> free == 0; choice++) {
        bitset_assign(set, core);
        choose(set, s->closer.decided, choice);
        if (is_superkey(s, set) && is_smallest(s, set) && !add_within_limit(s, set)) {
            return;
        }
    }
}

CandidateKeys candidate_keys(Arena *a, const Theory *t, const TheoryLimits *limits) {
    Search s = {
        .arena = a,
        .closer = closer_make(a, t),
        .limits = limits,
        .width = t->width,
        .set = bitset_make(a, t->width),
    };
    s.nword = s.set.nword;
    if (t->mixed) {
        search_all_subsets(&s);
    } else {
        search_by_exchange(&s, t);
    }
    s.found.list.at = arena_array(a, Bitset, s.found.list.count);
    for (size_t i = 0; i < s.found.list.count; i++) {
        s.found.list.at[i] = key_at(&s, i);
    }
    set_list_sort(&s.found.list);
    return s.found;
}

Bitset candidate_key_within(Arena *a, const Theory *t, Bitset superkey) {
    Search s = {.closer = closer_make(a, t), .width = t->width, .set = bitset_make(a, t->width)};
    Bitset key = bitset_copy(a, superkey);
    shrink(&s, key);
    return key;
}

Primes primes_of(Arena *a, const Theory *t, const CandidateKeys *keys) {
    Primes p = {.prime = bitset_make(a, t->width)};
    for (size_t i = 0; i < keys->list.count; i++) {
        bitset_unite(p.prime, keys->list.at[i]);
    }
    if (keys->bound == BOUND_EXACT) {
        p.nonprime = bitset_full(a, t->width);
        bitset_subtract(p.nonprime, p.prime);
        return p;
    }
    p.nonprime = bitset_make(a, t->width);
    if (t->mixed) {
        return p;
    }
    Theory cover = cover_minimal(a, t);
    for (size_t i = 0; i < cover.count; i++) {
        bitset_unite(p.nonprime, cover.arrow[i].to);
    }
    for (size_t i = 0; i < cover.count; i++) {
        bitset_subtract(p.nonprime, cover.arrow[i].from);
    }
    return p;
}
