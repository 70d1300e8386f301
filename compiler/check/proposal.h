/* Proposal: what becomes of an entity when it is split: which part keeps its name, which are new entities,
 * and which attributes belong to an entity that there is already; which rules survive. */
#ifndef TENON_CHECK_PROPOSAL_H
#define TENON_CHECK_PROPOSAL_H

#include "compiler/check/chase.h"
#include "compiler/check/decompose.h"
#include "compiler/check/subject.h"

typedef struct ProposedPart {
    Bitset set;   /* attributes, by the subject's numbers */
    SetList keys; /* the first is to be its primary key */
    FormRange form;
    Text name;          /* of its entity; the old one's for what has its key, or a key of the whole */
    const Entity *into; /* what its key refers to: the attributes move there. NULL: an entity of its own */
} ProposedPart;

typedef struct Proposal {
    Subject subject;
    Analysis analysis; /* of the whole */
    ProposedPart *part;
    size_t count;
    size_t main; /* the part with the primary key, which keeps the name; SIZE_MAX: none has it */
    bool *lost;  /* by arrow of the subject's theory: no part keeps it */
    Bound bound; /* BOUND_LOWER: a part is not shown to be in the form */
    Lossless lossless;
    Tableau tableau; /* where it is not */
} Proposal;

/* Splits the entity of F into FORM (decompose.h); or, with PARTS, judges these. */
Proposal proposal_make(Arena *a, const Schema *s, const EntityFacts *f, Form form,
                       const SetList *parts);

/* The attributes that are PART's key, or SET's. */
const Attribute **proposal_key(Arena *a, const Proposal *p, size_t part, size_t *count);

/* The model file with the entity of P split, as text: the entity's block is replaced, new entities stand before
 * it, and entities that take attributes over are written anew. False, with *WHY, where the file cannot be
 * changed so: written in flow style, or referred to in a way that does not survive. */
struct Buffer;
bool proposal_print(struct Buffer *out, Arena *a, const Sources *sources, const Proposal *p,
                    Text *why);

#endif
