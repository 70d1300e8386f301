/* The definitions, by brute force: what the algorithms of compiler/check/ are compared with. A set of
 * attributes is the bits of a number. Shares no code with the compiler; exponential in everything, so for
 * up to ATTRIBUTES attributes only. */
#ifndef TENON_TESTS_THEORY_BRUTE_H
#define TENON_TESTS_THEORY_BRUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ATTRIBUTES = 7, SETS = 1 << ATTRIBUTES, DEPENDENCIES = 16, ROWS = 4096 };

typedef uint32_t Set;

typedef struct Rule {
    Set from, to;
    bool multivalued;
} Rule;

/* A set of dependencies with what follows from it. Two rows agree on some set of attributes; dependencies
 * allow some of these agree sets and forbid others. They imply another dependency iff every agree set
 * that they allow obeys it (Sagiv, Delobel, Parker and Fagin 1981). */
typedef struct Problem {
    unsigned width;
    Set full;
    Rule rule[DEPENDENCIES];
    size_t count;
    bool mixed;
    bool allowed[SETS];
    Set closed[SETS];
    Set key[SETS];
    size_t key_count;
    Set prime;
} Problem;

unsigned set_size(Set s);
static inline bool within(Set inner, Set outer) {
    return (inner & ~outer) == 0;
}

/* Fills all but width, rule and count. */
void brute_solve(Problem *p);
bool brute_implies(const Problem *p, const Rule *rule);
/* 1 to 5: 1NF, 2NF, 3NF, BCNF, 4NF, of PART within the whole; 4NF only where there are multivalued ones. */
int brute_form(const Problem *p, Set part);
/* The keys of PART; gives their number. */
size_t brute_keys(const Problem *p, Set part, Set *key);
/* "trivial", "ok", "breaks BCNF", "breaks 3NF", "breaks 2NF"; of a multivalued one "breaks 4NF". */
const char *brute_status(const Problem *p, const Rule *rule);
/* The size of the Guigues-Duquenne basis: the fewest functional dependencies of any cover. */
size_t brute_minimum(const Problem *p);
/* Whether the projections of P on the parts, all written out, imply the functional RULE. */
bool brute_preserves(const Problem *p, const Set *part, size_t count, const Rule *rule);

/* A relation. */
typedef struct Relation {
    size_t count;
    uint8_t cell[ROWS][ATTRIBUTES];
} Relation;

/* Whether the rows obey every dependency of P: the independent evaluator of witnesses. */
bool brute_obeys(const Problem *p, const Relation *r);
/* Whether the projections on the parts join to just the rows. */
bool brute_joins_back(const Problem *p, const Relation *r, const Set *part, size_t count);
/* By a chase without any index. */
bool brute_lossless(const Problem *p, const Set *part, size_t count);

#endif
