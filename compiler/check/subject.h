/* Subject: what of an entity its normal form is about. Left out are attributes that are computed, which
 * the database keeps true itself; and where the entity declares a multivalued dependency, the attributes that
 * conventions add (a conventional key, timestamps): `course ->> teacher` speaks of courses, teachers
 * and books, and a number for each row would turn it into `course -> teacher`. */
#ifndef TENON_CHECK_SUBJECT_H
#define TENON_CHECK_SUBJECT_H

#include "compiler/check/facts.h"

typedef struct Subject {
    const EntityFacts *facts;
    Theory theory; /* over its own numbers of attributes; of keys and declared dependencies */
    const Attribute **attribute; /* by its number */
    size_t *number;              /* by Attribute.index; SIZE_MAX: left out */
    size_t *source;              /* by arrow: its number in the facts */
} Subject;

/* Linear in the facts. */
Subject subject_make(Arena *a, const EntityFacts *f);

/* SET, of attributes by index, by the subject's numbers; false when it has one that is left out. */
bool subject_lower(Arena *a, const Subject *s, Bitset set, Bitset *lowered);

/* The attributes of SET. */
const Attribute **subject_attributes(Arena *a, const Subject *s, Bitset set, size_t *count);

/* Eight letters that tell the dependencies of a subject from others: they change when what follows from
 * them does, not when lines move. For `as of` of an accepted finding. */
Text subject_fingerprint(Arena *a, const Subject *s);

#endif
