/* A survey of the model: what several rules ask of it as a whole, found once before they run. */
#ifndef TENON_CHECK_SURVEY_H
#define TENON_CHECK_SURVEY_H

#include "compiler/base/bitset.h"
#include "compiler/base/lookup.h"
#include "compiler/schema/schema.h"
#include "targets/target.h"

/* The reserved words of an engine. */
typedef struct ReservedWords {
    const char *engine; /* as messages call it */
    const char *const *list;
    Lookup words;
} ReservedWords;

/* Every relation that holds columns, arms of `one of` included, in order of declaration. */
typedef struct ForeignKeys {
    const Relation **at;
    size_t count;
} ForeignKeys;

typedef struct Survey {
    Arena *arena;
    const Target *const
        *targets; /* that the model is compiled for: those it names, else all; then NULL */
    ReservedWords *reserved; /* one for each engine among them */
    size_t reserved_count;
    Lookup entities; /* by their names in snake_case: `order_line` */
    ForeignKeys foreign;
    size_t *first_key; /* number of an entity's first key, by entity number */
    Bitset referred;   /* by key number: a foreign key refers to it */
    Lookup verdicts;   /* patterns judged so far (pattern_rules.c) */
} Survey;

Survey *survey_make(Arena *a, const Schema *s);

/* Whether a foreign key refers to KEY of E: then it must stay, even if it is redundant. */
bool survey_key_is_referred_to(const Survey *survey, const Entity *e, const Key *key);

#endif
