/* Theory: a set of dependencies over the attributes of one relation, as the algorithms of this folder
 * take it: closure.h, multivalued.h, cover.h, candidate_keys.h, normal_form.h, decompose.h, chase.h,
 * witness.h. Attributes are numbers; what they are called, and which line said what, facts.h knows.
 *
 * Some of the questions are exponential in the worst case. Their searches are bounded by steps, never by
 * time, so that they answer the same on every machine; an answer tells how far it can be trusted. */
#ifndef TENON_CHECK_THEORY_H
#define TENON_CHECK_THEORY_H

#include "compiler/base/bitset.h"

/* from -> to, or from ->> to. An empty left side: the right side is constant. */
typedef struct Arrow {
    Bitset from, to;
    bool multivalued;
} Arrow;

typedef struct Theory {
    size_t width; /* attributes are 0 .. width-1; all sets are made for as many bits */
    const Arrow *arrow;
    size_t count;
    bool mixed; /* some are multivalued */
} Theory;

/* How far an answer can be trusted. */
typedef enum Bound {
    BOUND_EXACT,
    BOUND_LOWER,   /* all that is in it is right; there may be more */
    BOUND_UNKNOWN, /* nothing is known */
} Bound;

/* Where the searches stop. */
typedef struct TheoryLimits {
    size_t keys;           /* candidate keys of a relation */
    uint64_t subset_tests; /* of a search for them: is a known key in this set? */
    size_t part;           /* attributes over whose subsets a part may be searched */
    size_t mixed_part;     /* the same where there are multivalued dependencies */
    size_t projected;      /* dependencies of a projection under way */
    size_t chase_rows;
} TheoryLimits;

/* 4,096 keys; 2*10^8 subset tests; 18 and 14 attributes; 500 dependencies; 10^5 rows. */
extern const TheoryLimits theory_limits;

Theory theory_make(size_t width, const Arrow *arrow, size_t count);
/* Its functional dependencies alone. */
Theory theory_functional(Arena *a, const Theory *t);

/* By left side, then by right side. Arrows are sorted so before every greedy step: the order in which
 * they were written must not choose among the answers. */
int arrow_compare(const void *left, const void *right);

static inline bool arrow_is_trivial(const Arrow *arrow) {
    return bitset_subset(arrow->to, arrow->from);
}

/* A set of sets of attributes: keys, or the parts of a decomposition. */
typedef struct SetList {
    Bitset *at;
    size_t count, capacity;
} SetList;

void set_list_add(Arena *a, SetList *list, Bitset set);
/* By size, then by members. */
void set_list_sort(SetList *list);
/* Leaves out sets inside of others, and repeated ones; sorts the rest by members. */
void set_list_drop_contained(SetList *list);

#endif
