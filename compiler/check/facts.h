/* Facts: what follows from a schema. Candidate keys and dependencies of each entity, each with where it
 * comes from. Pure: const schema in, facts out; a fact never changes the schema. */
#ifndef TENON_CHECK_FACTS_H
#define TENON_CHECK_FACTS_H

#include "compiler/base/bitset.h"
#include "compiler/schema/schema.h"

typedef enum FactOrigin {
    FACT_PRIMARY_KEY,
    FACT_UNIQUE,
    FACT_DECLARED,
    FACT_GENERATED,
    FACT_CONSTANT_CHECK,
} FactOrigin;

/* from -> to over entity->attribute indexes; ->> when multivalued. A key decides all attributes; a
 * constant is decided by the empty set. */
typedef struct FactDependency {
    Bitset from, to;
    bool multivalued;
    FactOrigin origin;
    Span span; /* of the line that says so */
} FactDependency;

typedef struct EntityFacts {
    const Entity *entity;
    FactDependency *dependency; /* keys, generated, constants, declared; each as written */
    size_t dependency_count;
    const Key **candidate; /* declared keys that are candidate keys */
    size_t candidate_count;
} EntityFacts;

typedef struct Facts {
    const Schema *schema;
    EntityFacts *entity; /* by entity number */
} Facts;

Facts *facts_derive(Arena *a, const Schema *s);

/* X+ under the functional dependencies of F.
 * Source: Beeri and Bernstein 1979, linear in the total length of the dependencies. */
Bitset facts_closure(Arena *a, const EntityFacts *f, Bitset x);

/* The shortest part of that derivation that is useful to a reader: the dependencies by which X decides
 * ATTRIBUTE, in order, as "`zip` -> `city`; `city` -> `region`". Empty when X does not decide it, or
 * holds it. */
Text facts_proof(Arena *a, const EntityFacts *f, Bitset x, const Attribute *attribute);

/* The dependency that adds ATTRIBUTE to X+; NULL when X does not decide it, or holds it. */
const FactDependency *facts_decider(Arena *a, const EntityFacts *f, Bitset x,
                                    const Attribute *attribute);

/* The attributes as a set over F's entity. */
Bitset facts_set(Arena *a, const EntityFacts *f, const Attribute *const *attribute, size_t count);

struct Buffer;
void facts_dump(struct Buffer *out, const Facts *f);

#endif
