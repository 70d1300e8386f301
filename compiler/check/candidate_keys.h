/* Candidate keys: the smallest sets of attributes that decide all others, and who stands in one. */
#ifndef TENON_CHECK_CANDIDATE_KEYS_H
#define TENON_CHECK_CANDIDATE_KEYS_H

#include "compiler/check/theory.h"

/* By size, then by members. There may be exponentially many: BOUND_LOWER when a limit was reached. */
typedef struct CandidateKeys {
    SetList list;
    Bound bound;
    uint64_t subset_tests; /* that it took */
} CandidateKeys;

/* Functional dependencies: Lucchesi and Osborn 1978, polynomial in the number of keys; the tests whether
 * a known key is a part of a set dominate. Limits: keys, subset_tests.
 * With multivalued ones: all subsets of the attributes that a functional dependency may decide; the
 * others are in every key. Limit: mixed_part such attributes; above it one key is found. */
CandidateKeys candidate_keys(Arena *a, const Theory *t, const TheoryLimits *limits);

/* A smallest set inside of SUPERKEY that still decides everything, trying to leave out its attributes
 * from the last to the first. One closure for each attribute. */
Bitset candidate_key_within(Arena *a, const Theory *t, Bitset superkey);

/* Whether an attribute is prime, that is, stands in a key, is NP-complete (Lucchesi and Osborn): so there
 * is a third answer, in neither set. */
typedef struct Primes {
    Bitset prime, nonprime;
} Primes;

/* Exact when KEYS are. Else: those of the keys found are prime, those that are decided and decide nothing
 * in the minimal cover are not. */
Primes primes_of(Arena *a, const Theory *t, const CandidateKeys *keys);

#endif
