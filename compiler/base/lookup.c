/* Lookup: open addressing, at most half of the slots taken. */
#include "compiler/base/lookup.h"

enum { FIRST_CAPACITY = 16 };

static LookupSlot *find_slot(LookupSlot *slot, size_t capacity, Text key, uint32_t hash) {
    size_t at = hash & (capacity - 1);
    while (slot[at].value && !(slot[at].hash == hash && text_equal(slot[at].key, key))) {
        at = (at + 1) & (capacity - 1);
    }
    return &slot[at];
}

/* Number of the bit of KEY in the sketch. */
static size_t glance(Text key) {
    size_t ends =
        key.size ? (unsigned char)key.at[0] * 5u + (unsigned char)key.at[key.size - 1] : 0;
    return (ends * 7 + key.size) % (sizeof((Lookup *)0)->sketch * 8);
}

static void grow(Arena *a, Lookup *l) {
    size_t capacity = l->capacity ? l->capacity * 2 : FIRST_CAPACITY;
    LookupSlot *slot = arena_array(a, LookupSlot, capacity);
    for (size_t i = 0; i < l->capacity; i++) {
        if (l->slot[i].value) {
            *find_slot(slot, capacity, l->slot[i].key, l->slot[i].hash) = l->slot[i];
        }
    }
    l->slot = slot;
    l->capacity = capacity;
}

const void *lookup_get(const Lookup *l, Text key) {
    size_t bit = glance(key);
    return l->sketch[bit / 64] >> bit % 64 & 1
               ? find_slot(l->slot, l->capacity, key, text_slot_hash(key))->value
               : NULL;
}

const void *lookup_put(Arena *a, Lookup *l, Text key, const void *value) {
    if (l->count >= l->capacity / 2) {
        grow(a, l);
    }
    uint32_t hash = text_slot_hash(key);
    LookupSlot *slot = find_slot(l->slot, l->capacity, key, hash);
    if (!slot->value) {
        size_t bit = glance(key);
        l->sketch[bit / 64] |= UINT64_C(1) << bit % 64;
        *slot = (LookupSlot){key, hash, value};
        l->count++;
        return NULL;
    }
    return slot->value;
}
