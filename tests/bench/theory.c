/* How long the questions of normal forms take, in processor time, the least of the rounds:
 *
 *     bench_theory [ROUNDS]
 *
 * An entity of 40 attributes and 60 dependencies, all of it: keys, prime attributes, form, covers, and a 3NF
 * synthesis. And the families with many keys, up to the limit and behind it, where the answer has to say so. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "compiler/check/cover.h"
#include "compiler/check/decompose.h"

static uint32_t state = 2463534242u;

static size_t random_below(size_t limit) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static Bitset set_of(Arena *a, size_t width, size_t first, size_t count) {
    Bitset set = bitset_make(a, width);
    for (size_t i = 0; i < count; i++) {
        bitset_add(set, first + i);
    }
    return set;
}

/* Key 0 decides all; the others decide attributes behind themselves, so that there are few keys. */
static Theory wide_entity(Arena *a) {
    enum { WIDTH = 40, COUNT = 60 };
    Arrow *arrow = arena_array(a, Arrow, COUNT);
    arrow[0] = (Arrow){set_of(a, WIDTH, 0, 1), bitset_full(a, WIDTH), false};
    for (size_t i = 1; i < COUNT; i++) {
        size_t first = 1 + random_below(WIDTH - 6);
        arrow[i] = (Arrow){set_of(a, WIDTH, first, 1 + random_below(3)),
                           set_of(a, WIDTH, first + 3, 1 + random_below(3)), false};
    }
    return theory_make(WIDTH, arrow, COUNT);
}

/* A1 <-> B1, A2 <-> B2, …: 2^PAIRS keys. */
static Theory pairs(Arena *a, size_t count) {
    Arrow *arrow = arena_array(a, Arrow, 2 * count);
    for (size_t i = 0; i < count; i++) {
        Bitset one = set_of(a, 2 * count, 2 * i, 1), other = set_of(a, 2 * count, 2 * i + 1, 1);
        arrow[2 * i] = (Arrow){one, other, false};
        arrow[2 * i + 1] = (Arrow){other, one, false};
    }
    return theory_make(2 * count, arrow, 2 * count);
}

static void measure(const char *name, const Theory *t, int rounds, bool all) {
    double least = 1e9;
    Analysis found = {0};
    Arena arena = {0};
    size_t keys = 0;
    for (int i = 0; i < rounds; i++) {
        arena_reset(&arena);
        double start = now();
        found = analyse(&arena, t, &theory_limits);
        if (all) {
            cover_minimal(&arena, t);
            cover_minimum(&arena, t);
            synthesise(&arena, t);
        }
        double taken = now() - start;
        least = taken < least ? taken : least;
        keys = found.keys.list.count;
    }
    printf("| %s | %zu | %s | %s to %s | %.3f ms |\n", name, keys,
           found.keys.bound == BOUND_EXACT ? "exact" : "at least", form_word(found.form.least),
           form_word(found.form.most), least * 1000);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 10;
    Arena arena = {0};
    Theory wide = wide_entity(&arena), limit = pairs(&arena, 12), beyond = pairs(&arena, 13);
    printf("| relation | keys | | normal form | time |\n|---|--:|---|---|--:|\n");
    measure("40 attributes, 60 dependencies", &wide, rounds * 10, true);
    measure("12 pairs: 4,096 keys", &limit, rounds, false);
    measure("13 pairs: behind the limit", &beyond, rounds, false);
    arena_free(&arena);
    return 0;
}
