/* Random sets of access patterns over up to five columns, each solved twice: by the chain cover, and here by
 * trying every order and direction of columns. What is tried here knows no chains: an index is what it
 * serves, by the definition, and the cheapest ones that together serve everything come from going through
 * all sets of patterns.
 *
 *     properties COUNT SEED */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/access/chain_cover.h"

enum { COLUMNS = 5, PATTERNS = 6, SETS = 1 << PATTERNS, NEVER = 1000 };

typedef struct Pattern {
    uint32_t equal[COLUMNS];
    ChainPart suffix[COLUMNS];
    size_t equal_count, suffix_count;
} Pattern;

typedef struct Key {
    uint32_t column[COLUMNS];
    size_t count;
} Key;

static Pattern pattern[PATTERNS];
static Key key;
static size_t pattern_count, column_count;
static bool has_key;

/* ---- chance ---- */

static uint64_t state;

static uint32_t random_below(uint32_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % bound;
}

static void shuffle(uint32_t *column) {
    for (uint32_t i = 0; i < column_count; i++) {
        uint32_t k = random_below(i + 1);
        column[i] = column[k];
        column[k] = i;
    }
}

static void make_pattern(Pattern *p) {
    uint32_t column[COLUMNS];
    shuffle(column);
    uint32_t all = (uint32_t)column_count, most = all < 3 ? all : 3;
    p->equal_count = random_below(most + 1);
    uint32_t left = all - (uint32_t)p->equal_count;
    p->suffix_count = random_below((left < 3 ? left : 3) + 1);
    if (p->equal_count + p->suffix_count == 0) {
        p->equal_count = 1;
    }
    memcpy(p->equal, column, p->equal_count * sizeof *column);
    bool nulls = random_below(8) == 0;
    for (size_t i = 0; i < p->suffix_count; i++) {
        p->suffix[i] = (ChainPart){.column = column[p->equal_count + i],
                                   .descending = random_below(2),
                                   .turned_nulls = nulls && random_below(2)};
    }
    if (p->suffix_count && random_below(5) < 2) {
        p->suffix[p->suffix_count - 1].any_way = true;
        p->suffix[p->suffix_count - 1].turned_nulls = false;
    }
}

static void make_problem(void) {
    column_count = 2 + random_below(COLUMNS - 1);
    pattern_count = 1 + random_below(PATTERNS);
    for (size_t i = 0; i < pattern_count; i++) {
        make_pattern(&pattern[i]);
    }
    has_key = random_below(10) < 3;
    key.count = 1 + random_below((uint32_t)column_count);
    shuffle(key.column);
}

/* ---- the definition ---- */

static bool serves(const ChainPart *part, size_t count, const Pattern *p) {
    unsigned first = 0, wanted = 0;
    if (count < p->equal_count + p->suffix_count) {
        return false;
    }
    for (size_t i = 0; i < p->equal_count; i++) {
        first |= 1u << part[i].column;
        wanted |= 1u << p->equal[i];
    }
    if (first != wanted) {
        return false;
    }
    for (int turned = 0; turned < 2; turned++) {
        bool fits = true;
        for (size_t i = 0; i < p->suffix_count; i++) {
            const ChainPart *there = &part[p->equal_count + i], *s = &p->suffix[i];
            bool way = s->any_way || (there->turned_nulls == s->turned_nulls &&
                                      there->descending == (s->descending != (turned == 1)));
            fits = fits && there->column == s->column && way;
        }
        if (fits) {
            return true;
        }
    }
    return false;
}

static unsigned served_by(const ChainPart *part, size_t count) {
    unsigned set = 0;
    for (size_t i = 0; i < pattern_count; i++) {
        set |= serves(part, count, &pattern[i]) ? 1u << i : 0;
    }
    return set;
}

/* ---- every index ---- */

static size_t narrowest[SETS]; /* by set of patterns: columns of an index that serves it */
static bool of_key[SETS];      /* the key serves it, in some order */
static bool nulls_turn;

static bool is_key(const ChainPart *part, size_t count) {
    unsigned first = 0, wanted = 0;
    for (size_t i = 0; i < count; i++) {
        first |= 1u << part[i].column;
    }
    for (size_t i = 0; i < key.count; i++) {
        wanted |= 1u << key.column[i];
    }
    return first == wanted;
}

/* Of an index and the one that runs the other way throughout, one is enough: so the first part ascends. */
static void try_indexes(ChainPart *part, size_t count, unsigned used) {
    if (count) {
        unsigned set = served_by(part, count);
        narrowest[set] = count < narrowest[set] ? count : narrowest[set];
        of_key[set] = of_key[set] || (has_key && is_key(part, count));
    }
    for (uint32_t column = 0; column < column_count; column++) {
        for (int way = 0; !(used >> column & 1) && way < 4; way++) {
            bool descending = way & 1, turned = way & 2;
            if ((!descending || count) && (!turned || nulls_turn)) {
                part[count] = (ChainPart){column, descending, turned, false};
                try_indexes(part, count + 1, used | 1u << column);
            }
        }
    }
}

typedef struct Cheapest {
    size_t indexes, columns; /* each the smallest there is, not always of one solution */
} Cheapest;

static Cheapest cheapest_from(unsigned start) {
    size_t indexes[SETS], columns[SETS], all = (size_t)1 << pattern_count;
    for (size_t i = 0; i < all; i++) {
        indexes[i] = columns[i] = NEVER;
    }
    indexes[start] = columns[start] = 0;
    for (size_t set = 0; set < all; set++) { /* sets only grow */
        for (size_t more = 1; more < all && indexes[set] < NEVER; more++) {
            if (narrowest[more] == NEVER || (set | more) == set) {
                continue;
            }
            size_t *i = &indexes[set | more], *c = &columns[set | more];
            *i = indexes[set] + 1 < *i ? indexes[set] + 1 : *i;
            *c = columns[set] + narrowest[more] < *c ? columns[set] + narrowest[more] : *c;
        }
    }
    return (Cheapest){indexes[all - 1], columns[all - 1]};
}

static Cheapest find_cheapest(void) {
    nulls_turn = false;
    for (size_t i = 0; i < pattern_count; i++) {
        for (size_t k = 0; k < pattern[i].suffix_count; k++) {
            nulls_turn = nulls_turn || pattern[i].suffix[k].turned_nulls;
        }
    }
    for (size_t i = 0; i < SETS; i++) {
        narrowest[i] = NEVER;
        of_key[i] = i == 0;
    }
    ChainPart part[COLUMNS];
    try_indexes(part, 0, 0);
    Cheapest best = {NEVER, NEVER};
    for (unsigned set = 0; set < 1u << pattern_count; set++) {
        if (of_key[set]) {
            Cheapest found = cheapest_from(set);
            best.indexes = found.indexes < best.indexes ? found.indexes : best.indexes;
            best.columns = found.columns < best.columns ? found.columns : best.columns;
        }
    }
    return best;
}

/* ---- comparing ---- */

static void print_columns(const char *title, const ChainPart *part, size_t count) {
    fputs(title, stdout);
    for (size_t i = 0; i < count; i++) {
        printf(" %u%s%s", part[i].column,
               part[i].any_way      ? " any"
               : part[i].descending ? " desc"
                                    : " asc",
               part[i].turned_nulls ? " turned" : "");
    }
    putchar('\n');
}

static void complain(const char *what, const ChainCover *cover, Cheapest wanted) {
    printf("%s; %zu indexes and %zu columns are enough\n", what, wanted.indexes, wanted.columns);
    for (size_t i = 0; i < pattern_count; i++) {
        fputs("pattern", stdout);
        for (size_t k = 0; k < pattern[i].equal_count; k++) {
            printf(" %u", pattern[i].equal[k]);
        }
        print_columns(" >", pattern[i].suffix, pattern[i].suffix_count);
    }
    for (size_t i = 0; i < cover->index_count; i++) {
        const ChainIndex *index = &cover->index[i];
        print_columns(index->key ? "key" : "index", index->part, index->part_count);
    }
    exit(1);
}

static ChainCover solve(Arena *arena) {
    static ChainPattern given[PATTERNS];
    static ChainKey given_key;
    static const uint32_t rank[COLUMNS] = {3, 0, 4, 1, 2};
    for (size_t i = 0; i < pattern_count; i++) {
        const Pattern *p = &pattern[i];
        given[i] = (ChainPattern){p->equal, p->equal_count, p->suffix, p->suffix_count,
                                  p->equal_count + p->suffix_count};
    }
    given_key = (ChainKey){key.column, key.count};
    ChainProblem problem = {.column_count = column_count,
                            .rank = rank,
                            .pattern = given,
                            .pattern_count = pattern_count,
                            .key = &given_key,
                            .key_count = has_key};
    return chain_cover(arena, arena, &problem);
}

static void try_problem(Arena *arena) {
    make_problem();
    ChainCover cover = solve(arena);
    Cheapest wanted = find_cheapest();
    size_t indexes = 0, columns = 0;
    for (size_t i = 0; i < cover.index_count; i++) {
        const ChainIndex *index = &cover.index[i];
        indexes += !index->key;
        columns += index->key ? 0 : index->part_count;
        if (index->key && !is_key(index->part, index->part_count)) {
            complain("a key has other columns", &cover, wanted);
        }
    }
    for (size_t i = 0; i < pattern_count; i++) {
        const ChainIndex *index = &cover.index[cover.served_by[i]];
        if (!serves(index->part, index->part_count, &pattern[i])) {
            complain("a pattern is not served", &cover, wanted);
        }
    }
    if (!cover.exact || indexes != wanted.indexes || columns != wanted.columns) {
        complain("there are better indexes", &cover, wanted);
    }
    arena_reset(arena);
}

int main(int count, char **argument) {
    if (count != 3) {
        fputs("usage: properties COUNT SEED\n", stderr);
        return 64;
    }
    unsigned long problems = strtoul(argument[1], NULL, 10);
    state = UINT64_C(0x9e3779b97f4a7c15) * (strtoul(argument[2], NULL, 10) + 1);
    Arena arena = {0};
    for (unsigned long i = 0; i < problems; i++) {
        try_problem(&arena);
    }
    printf("%lu sets of patterns\n", problems);
    arena_free(&arena);
    return 0;
}
