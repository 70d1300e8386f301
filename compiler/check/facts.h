/* Facts: what follows from a schema. The dependencies of each entity, each with the line that implies it,
 * and its candidate keys. Pure: const schema in, facts out; a fact never changes the schema. */
#ifndef TENON_CHECK_FACTS_H
#define TENON_CHECK_FACTS_H

#include "compiler/check/theory.h"
#include "compiler/schema/schema.h"

/* Where a dependency comes from: nothing is ever inferred from a name. A key with a condition, or with a
 * part that may be null, tells only some rows apart, and implies nothing. */
typedef enum FactOrigin {
    FACT_PRIMARY_KEY,
    FACT_UNIQUE,
    FACT_ONE_TO_ONE, /* the columns of a relation that is unique */
    FACT_DECLARED,
    FACT_GENERATED,
    FACT_CONSTANT_CHECK, /* the empty left side */
    FACT_REFERENCE, /* a composite reference: its target tells by a part of it what the rest is */
} FactOrigin;

typedef struct FactSource {
    FactOrigin origin;
    Span span; /* of the line that says so */
} FactSource;

/* A dependency whose finding is accepted with `guard: true`. */
typedef struct Guard {
    const Attribute **from, **to;
    size_t from_count, to_count;
    Span span; /* of the dependency */
} Guard;

/* Attributes are numbered as in entity->attribute. A key decides all of them. */
typedef struct EntityFacts {
    const Entity *entity;
    Theory theory;      /* each as written: keys, generated, constants, references, declared */
    FactSource *source; /* of each of its arrows */
    /* A multivalued dependency speaks of what the entity declares, not of what conventions add: where there
     * is both, it is one of a part, and nothing follows from it for the whole (see subject.h). */
    bool embedded;
    Guard *guard;          /* dependencies that databases are to keep true */
    size_t guard_count;
    const Key **candidate; /* declared keys that are candidate keys */
    size_t candidate_count;
} EntityFacts;

typedef struct Facts {
    const Schema *schema;
    EntityFacts *entity; /* by entity number */
} Facts;

/* Linear in the declarations. */
Facts *facts_derive(Arena *a, const Schema *s);

/* Fills in the guards of the entities that ask for some (guards.c). What was written is still there. */
void facts_find_guards(Arena *a, Facts *f);

/* Whether a convention added A: the conventional key, timestamps. */
bool attribute_is_conventional(const Attribute *a);

/* X+ under the dependencies of F (closure.h), without embedded ones. */
Bitset facts_closure(Arena *a, const EntityFacts *f, Bitset x);

/* The dependencies by which X decides ATTRIBUTE, in order, no more than that takes; count 0 when X does
 * not decide it, or holds it. Functional ones where they are enough: walked back from the closure, in linear
 * time. Else by leaving out one dependency after the other, a closure each. */
typedef struct Derivation {
    size_t attribute;
    const size_t *arrow; /* numbers in F's theory */
    size_t count;
} Derivation;
Derivation facts_prove(Arena *a, const EntityFacts *f, Bitset x, const Attribute *attribute);

/* "`zip` -> `city`; `city` -> `region`" */
Text facts_proof_text(Arena *a, const EntityFacts *f, const Derivation *proof);
/* "by this dependency": for a note at the line of a dependency. */
Text facts_source_text(FactOrigin origin);

/* The attributes as a set over F's entity. */
Bitset facts_set(Arena *a, const EntityFacts *f, const Attribute *const *attribute, size_t count);

struct Buffer;
void facts_dump(struct Buffer *out, const Facts *f);

#endif
