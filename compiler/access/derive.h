/* Derive: the indexes that the access patterns and foreign keys of a model need beyond its keys and those that
 * were written by hand. Pure: const schema and facts in; the indexes live beside the schema.
 *
 * Patterns with the same constant conditions form a class, which is solved by a minimum chain cover
 * (chain_cover.h): fewest indexes, and among those the narrowest. Classes with fewer conditions come first,
 * and what they leave serves the others. Where the engine has no partial indexes, a condition on a value
 * becomes a further column. */
#ifndef TENON_ACCESS_DERIVE_H
#define TENON_ACCESS_DERIVE_H

#include "compiler/access/pattern.h"

/* By what a pattern is served. Neither key nor index: by none, and `why` says why. */
typedef struct AccessService {
    const Key *key;
    const Index *index;
    const char *why;
} AccessService;

typedef struct EntityAccess {
    const Entity *entity;
    AccessPatterns patterns;
    AccessService *service;       /* by pattern */
    size_t written_count;         /* of its indexes, which stand in AccessPlan.index */
    const Attribute ***key_order; /* by key: the order that serves most; NULL: as written */
    bool exact;                   /* every class was solved within the bounds of chain_cover.h */
} EntityAccess;

typedef struct AccessPlan {
    const Schema *schema;
    EntityAccess *entity; /* by entity number, as is: */
    IndexList
        *index; /* those written by hand, as written; then derived ones, by their first pattern */
} AccessPlan;

/* The names of the patterns that X serves, each between QUOTEs: `history, customer (foreign key)`. SORTED: of
 * those that want an order. */
Text access_served_by_index(Arena *a, const EntityAccess *access, const Index *x, const char *quote,
                            bool sorted);

/* The index written by hand in which P searches; NULL: none, or P searches nothing. */
const Index *access_search_index(const Entity *e, const AccessPattern *p);

/* PARTIAL: the engine has partial indexes. */
AccessPlan *access_derive(Arena *a, Arena *scratch, const Facts *facts, bool partial);

#endif
