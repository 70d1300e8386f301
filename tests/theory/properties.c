/* Random theories, each answered by the compiler's algorithms and by brute force:
 *
 *     properties FUNCTIONAL MIXED SEED
 *
 * FUNCTIONAL sets of functional dependencies over up to 7 attributes, and MIXED ones with multivalued
 * dependencies over up to 5. Ends with status 1 at the first difference, and shows the theory. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/check/chase.h"
#include "compiler/check/closure.h"
#include "compiler/check/cover.h"
#include "compiler/check/decompose.h"
#include "compiler/check/multivalued.h"
#include "compiler/check/normal_form.h"
#include "compiler/check/projection.h"
#include "compiler/check/witness.h"
#include "tests/theory/brute.h"

/* ---- chance: xorshift64*, Vigna 2016 ---- */

static uint64_t state;

static unsigned below(unsigned limit) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * UINT64_C(2685821657736338717)) >> 33) % limit;
}

/* Mostly small sets. */
static Set some_set(unsigned width) {
    Set s = 0;
    for (unsigned size = below(8) ? below(4) : below(width + 1); size > 0; size--) {
        s |= 1u << below(width);
    }
    return s;
}

static void make_problem(Problem *p, bool mixed) {
    p->width = 1 + below(mixed ? 5 : 7);
    p->count = below(8) ? below(7) : below(DEPENDENCIES);
    for (size_t i = 0; i < p->count; i++) {
        p->rule[i] = (Rule){some_set(p->width), some_set(p->width), mixed && below(2)};
    }
    brute_solve(p);
}

/* ---- what is asked ---- */

static Arena arena;
static Problem problem;
static Theory theory;
static Relation relation;

static void show_set(Set s) {
    fputs(s ? "" : "{}", stdout);
    for (unsigned k = 0; k < problem.width; k++) {
        if (s >> k & 1) {
            putchar((int)('A' + k));
        }
    }
}

static void fail(const char *what) {
    printf("%s: %u attributes;", what, problem.width);
    for (size_t i = 0; i < problem.count; i++) {
        putchar(' ');
        show_set(problem.rule[i].from);
        fputs(problem.rule[i].multivalued ? "->>" : "->", stdout);
        show_set(problem.rule[i].to);
    }
    putchar('\n');
    exit(1);
}

static void want(bool holds, const char *what) {
    if (!holds) {
        fail(what);
    }
}

static Bitset bits(Set s) {
    Bitset set = bitset_make(&arena, theory.width);
    set.word[0] = s;
    return set;
}

static Set number(Bitset set) {
    return (Set)set.word[0];
}

static void make_theory(void) {
    Arrow *arrow = arena_array(&arena, Arrow, problem.count);
    theory.width = problem.width;
    for (size_t i = 0; i < problem.count; i++) {
        arrow[i] = (Arrow){bits(problem.rule[i].from), bits(problem.rule[i].to),
                           problem.rule[i].multivalued};
    }
    theory = theory_make(problem.width, arrow, problem.count);
}

/* ---- closures ---- */

static void try_closures(void) {
    Closer c = closer_make(&arena, &theory);
    Bitset set = bits(0);
    for (Set x = 0; x <= problem.full; x++) {
        set.word[0] = x;
        closer_close(&c, set);
        want(number(set) == problem.closed[x], "a closure");
    }
    Rule rule = {some_set(problem.width), some_set(problem.width), below(2)};
    Arrow arrow = {bits(rule.from), bits(rule.to), rule.multivalued};
    want(theory_implies(&arena, &theory, &arrow) == brute_implies(&problem, &rule), "implication");
}

/* The basis: blocks that are disjoint, cover the rest, follow, and cannot be split. */
static void try_basis(void) {
    Closer c = closer_make(&arena, &theory);
    multivalued_prepare(&arena, &c);
    Set x = some_set(problem.width), covered = x;
    multivalued_basis(&c, bits(x));
    for (size_t b = 0; b < c.block_count; b++) {
        Set block = number(c.block[b]);
        want(block && !(block & covered), "blocks are disjoint");
        covered |= block;
        want(brute_implies(&problem, &(Rule){x, block, true}), "a block follows");
        for (Set piece = (block - 1) & block; piece; piece = (piece - 1) & block) {
            want(!brute_implies(&problem, &(Rule){x, piece, true}), "a block is whole");
        }
    }
    want(covered == problem.full, "blocks cover the rest");
}

/* ---- covers ---- */

/* The closure by the textbook, of arrows other than LEFT_OUT. */
static Set close(const Theory *t, Set x, size_t left_out) {
    for (Set before = ~x; before != x;) {
        before = x;
        for (size_t i = 0; i < t->count; i++) {
            if (i != left_out && within(number(t->arrow[i].from), x)) {
                x |= number(t->arrow[i].to);
            }
        }
    }
    return x;
}

static void try_cover(const Theory *cover, const char *what) {
    for (Set x = 0; x <= problem.full; x++) {
        want(close(cover, x, SIZE_MAX) == problem.closed[x], what);
    }
    for (size_t i = 0; i < cover->count; i++) {
        Set from = number(cover->arrow[i].from), to = number(cover->arrow[i].to);
        want(!within(to, close(cover, from, i)), "no dependency of a cover is redundant");
    }
}

static void try_covers(void) {
    Theory minimal = cover_minimal(&arena, &theory), canonical = cover_canonical(&arena, &theory);
    Theory minimum = cover_minimum(&arena, &theory);
    try_cover(&minimal, "the minimal cover says the same");
    try_cover(&canonical, "the canonical cover says the same");
    try_cover(&minimum, "the minimum cover says the same");
    for (size_t i = 0; i < minimal.count; i++) {
        Set from = number(minimal.arrow[i].from), to = number(minimal.arrow[i].to);
        want(set_size(to) == 1, "a right side is one attribute");
        for (unsigned k = 0; k < problem.width; k++) {
            want(!(from >> k & 1) || !within(to, problem.closed[from & ~(1u << k)]),
                 "no left side is too long");
        }
        want(i == 0 || arrow_compare(&minimal.arrow[i - 1], &minimal.arrow[i]) < 0,
             "a cover is sorted");
    }
    for (size_t i = 1; i < canonical.count; i++) {
        want(number(canonical.arrow[i - 1].from) != number(canonical.arrow[i].from),
             "left sides of the canonical cover differ");
    }
    want(minimum.count == brute_minimum(&problem), "the minimum cover has the fewest lines");
}

/* ---- keys and forms ---- */

static void same_keys(const SetList *found, const Set *key, size_t count, const char *what) {
    want(found->count == count, what);
    for (size_t i = 0; i < count; i++) {
        bool there = false;
        for (size_t k = 0; k < count; k++) {
            there |= number(found->at[k]) == key[i];
        }
        want(there, what);
    }
}

static void try_keys(void) {
    CandidateKeys keys = candidate_keys(&arena, &theory, &theory_limits);
    same_keys(&keys.list, problem.key, problem.key_count, "the candidate keys");
    want(keys.bound == BOUND_EXACT, "the keys are exact");
    Primes primes = primes_of(&arena, &theory, &keys);
    want(number(primes.prime) == problem.prime, "the prime attributes");
    want(number(primes.nonprime) == (problem.full & ~problem.prime), "the other attributes");
}

static void try_form(void) {
    Analysis found = analyse(&arena, &theory, &theory_limits);
    int form = brute_form(&problem, problem.full);
    want(found.form.least == found.form.most, "the form is decided");
    want((int)found.form.least + 1 == form, "the form");
    for (size_t i = 0; i < problem.count; i++) {
        want(strcmp(arrow_status_word(found.status[i]), brute_status(&problem, &problem.rule[i])) ==
                 0,
             "the status of a dependency");
    }
}

/* What is said behind a limit holds, and the limit is told of. */
static void try_limits(void) {
    TheoryLimits limits = theory_limits;
    limits.keys = 1;
    limits.mixed_part = below(4);
    Analysis found = analyse(&arena, &theory, &limits);
    for (size_t i = 0; i < found.keys.list.count; i++) {
        bool there = false;
        for (size_t k = 0; k < problem.key_count; k++) {
            there |= problem.key[k] == number(found.keys.list.at[i]);
        }
        want(there, "a key behind the limit is one");
    }
    want((found.keys.bound == BOUND_EXACT) <= (problem.key_count == 1), "a limit is told of");
    want(theory.mixed || (problem.key_count == 1) == (found.keys.bound == BOUND_EXACT),
         "a limit is told of only when it was reached");
    want(within(number(found.primes.prime), problem.prime), "a prime behind the limit is one");
    want(!(number(found.primes.nonprime) & problem.prime), "a nonprime behind the limit is one");
    int form = brute_form(&problem, problem.full) - 1;
    want((int)found.form.least <= form && form <= (int)found.form.most,
         "the form lies in the range");
    if (!theory.mixed) {
        limits = theory_limits;
        limits.subset_tests = below(3);
        CandidateKeys keys = candidate_keys(&arena, &theory, &limits);
        want(keys.bound == BOUND_EXACT ? keys.list.count == problem.key_count
                                       : keys.list.count <= problem.key_count,
             "the limit of tests is told of");
    }
}

static void try_part(Set part, const TheoryLimits *limits, bool exact) {
    Set key[SETS];
    size_t count = brute_keys(&problem, part, key);
    Analysis found = analyse_part(&arena, &theory, bits(part), limits);
    int form = brute_form(&problem, part) - 1;
    want((int)found.form.least <= form && form <= (int)found.form.most, "the form of a part");
    if (exact) {
        want(found.form.least == found.form.most, "the form of a part is decided");
        same_keys(&found.keys.list, key, count, "the keys of a part");
        want(found.keys.bound == BOUND_EXACT, "the keys of a part are exact");
        return;
    }
    for (size_t i = 0; i < found.keys.list.count; i++) {
        bool there = false;
        for (size_t k = 0; k < count; k++) {
            there |= number(found.keys.list.at[i]) == key[k];
        }
        want(there, "a key of a part behind the limit is one");
    }
    want(!found.keys.list.count || found.keys.bound != BOUND_EXACT ||
             found.keys.list.count == count,
         "a limit at a part is told of");
}

static void try_parts(void) {
    Set part = below(problem.full + 1);
    TheoryLimits limits = theory_limits;
    try_part(part, &limits, true);
    limits.projected = 0;
    try_part(part, &limits, true);
    limits.part = limits.mixed_part = 0;
    try_part(part, &limits, part == 0);
}

static void try_projection(void) {
    Set part = below(problem.full + 1);
    Projection p = project(&arena, &theory, bits(part), &theory_limits);
    for (Set x = 0; x <= part; x++) {
        if (within(x, part)) {
            Set lowered = number(projection_lower(&arena, &p, bits(x)));
            Bitset closed = bitset_make(&arena, p.theory.width);
            if (p.theory.width) {
                closed.word[0] = close(&p.theory, lowered, SIZE_MAX);
            }
            Set lifted = number(projection_lift(&arena, &p, problem.width, closed));
            want(lifted == (problem.closed[x] & part), "a closure in a projection");
        }
    }
}

/* ---- decompositions ---- */

static size_t to_sets(const SetList *parts, Set *part) {
    for (size_t i = 0; i < parts->count; i++) {
        part[i] = number(parts->at[i]);
    }
    return parts->count;
}

static void to_relation(const Tableau *t) {
    relation.count = t->count;
    for (size_t i = 0; i < t->count; i++) {
        for (size_t k = 0; k < t->width; k++) {
            relation.cell[i][k] = (uint8_t)t->cell[i * t->width + k];
        }
    }
}

static void try_random_decomposition(void) {
    SetList parts = {0};
    Set part[4], covered = 0;
    for (size_t count = 1 + below(4); count > 0; count--) {
        part[parts.count] = some_set(problem.width) | (below(2) ? some_set(problem.width) : 0);
        covered |= part[parts.count];
        set_list_add(&arena, &parts, bits(part[parts.count]));
    }
    if (below(8)) {
        part[0] |= problem.full & ~covered;
        parts.at[0].word[0] = part[0];
        covered = problem.full;
    }
    Tableau tableau;
    Lossless verdict = chase_lossless(&arena, &theory, &parts, &theory_limits, &tableau);
    want(verdict != LOSSLESS_UNKNOWN, "the chase ends");
    want((verdict == LOSSLESS_YES) == brute_lossless(&problem, part, parts.count), "the chase");
    if (verdict == LOSSLESS_NO && covered == problem.full) {
        to_relation(&tableau);
        want(brute_obeys(&problem, &relation), "the tableau obeys the dependencies");
        want(!brute_joins_back(&problem, &relation, part, parts.count),
             "the tableau does not join back");
    }
    for (size_t i = 0; i < problem.count; i++) {
        if (!problem.rule[i].multivalued) {
            want(preserves(&arena, &theory, &parts, &theory.arrow[i]) ==
                     brute_preserves(&problem, part, parts.count, &problem.rule[i]),
                 "preservation");
        }
    }
}

static void try_synthesis(void) {
    SetList parts = synthesise(&arena, &theory);
    Set part[SETS];
    size_t count = to_sets(&parts, part);
    want(brute_lossless(&problem, part, count), "the synthesis is lossless");
    for (size_t i = 0; i < problem.count; i++) {
        want(problem.mixed || brute_preserves(&problem, part, count, &problem.rule[i]),
             "the synthesis preserves");
    }
    for (size_t i = 0; i < count; i++) {
        want(problem.mixed || brute_form(&problem, part[i]) >= 3, "the synthesis is in 3NF");
        for (size_t k = 0; k < count; k++) {
            want(i == k || !within(part[i], part[k]), "no part lies in another");
            want(i == k || problem.mixed || problem.closed[part[i]] != problem.closed[part[k]],
                 "parts with the same key are one");
        }
    }
}

static void try_decomposition(Form form) {
    Decomposition made = decompose(&arena, &theory, form, &theory_limits);
    Set part[SETS];
    size_t count = to_sets(&made.parts, part);
    want(made.bound == BOUND_EXACT, "the decomposition is shown to be in its form");
    want(brute_lossless(&problem, part, count), "the decomposition is lossless");
    for (size_t i = 0; i < count; i++) {
        int wanted = form == FORM_4NF && !problem.mixed ? 4 : (int)form + 1;
        want(brute_form(&problem, part[i]) >= wanted, "a part is in its form");
    }
}

/* ---- witnesses ---- */

/* The attributes on which two rows of the relation agree. */
static Set agreement(size_t x, size_t y) {
    Set agree = 0;
    for (unsigned k = 0; k < problem.width; k++) {
        agree |= (Set)(relation.cell[x][k] == relation.cell[y][k]) << k;
    }
    return agree;
}

static void try_witnesses(void) {
    Set x = some_set(problem.width);
    Tableau rows = witness_of_repetition(&arena, &theory, bits(x));
    to_relation(&rows);
    want((rows.count == 0) == (problem.closed[x] == problem.full), "a repetition has a witness");
    if (rows.count) {
        want(brute_obeys(&problem, &relation), "the repetition obeys the dependencies");
        want(within(problem.closed[x], agreement(0, 1)) && agreement(0, 1) != problem.full,
             "the repetition repeats");
    }
    for (size_t i = 0; i < problem.count; i++) {
        const Rule *rule = &problem.rule[i];
        if (!rule->multivalued || strcmp(brute_status(&problem, rule), "breaks 4NF") != 0) {
            continue;
        }
        rows = witness_of_independence(&arena, &theory, bits(rule->from), bits(rule->to));
        to_relation(&rows);
        Set decided = problem.closed[rule->from];
        Set gained = rule->to & ~decided, rest = problem.full & ~decided & ~rule->to;
        want((rows.count == 4) == (gained && rest), "an independence has a witness");
        if (rows.count) {
            Set one = ~agreement(0, 2) & problem.full, other = ~agreement(0, 1) & problem.full;
            want(brute_obeys(&problem, &relation), "the independence obeys the dependencies");
            want(one && other && within(one, rule->to) && !(other & rule->to),
                 "the independence lies on both sides");
            want(agreement(0, 3) == (problem.full & ~one & ~other), "each pairing is a row");
        }
    }
}

static void try_everything(bool mixed) {
    make_problem(&problem, mixed);
    make_theory();
    try_closures();
    try_basis();
    if (!theory.mixed) {
        try_covers();
        try_projection();
    }
    try_keys();
    try_form();
    try_limits();
    try_parts();
    try_random_decomposition();
    try_synthesis();
    try_decomposition(FORM_3NF);
    try_decomposition(FORM_BCNF);
    try_decomposition(FORM_4NF);
    try_witnesses();
    arena_reset(&arena);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: properties FUNCTIONAL MIXED SEED\n", stderr);
        return 64;
    }
    unsigned long functional = strtoul(argv[1], NULL, 10), mixed = strtoul(argv[2], NULL, 10);
    state = UINT64_C(0x9e3779b97f4a7c15) * (strtoul(argv[3], NULL, 10) + 1);
    for (unsigned long i = 0; i < functional; i++) {
        try_everything(false);
    }
    for (unsigned long i = 0; i < mixed; i++) {
        try_everything(true);
    }
    printf("%lu functional and %lu mixed theories\n", functional, mixed);
    arena_free(&arena);
    return 0;
}
