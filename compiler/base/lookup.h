/* Lookup: an index from bytes to a pointer, for texts that are not interned: names in another case,
 * reserved words, patterns. Like Map it gives no order. */
#ifndef TENON_BASE_LOOKUP_H
#define TENON_BASE_LOOKUP_H

#include "compiler/base/text.h"

typedef struct LookupSlot {
    Text key;
    uint32_t hash;
    const void *value; /* NULL: the slot is empty */
} LookupSlot;

typedef struct Lookup {
    LookupSlot *slot;
    size_t count, capacity; /* capacity is a power of two, or 0 */
    uint64_t sketch[16];    /* a bit for what keys are at a glance: most texts are not, and need no search */
} Lookup;                   /* empty: all zeroes */

const void *lookup_get(const Lookup *l, Text key); /* NULL when absent */
/* Puts VALUE (not NULL) where KEY is absent; the bytes of KEY must outlive the index. Gives the value
 * that was there already, or NULL. */
const void *lookup_put(Arena *a, Lookup *l, Text key, const void *value);

#endif
