/* Repeats: one pass parts the hashes, stable, so that in each part the things come in their order; one
 * pass searches the parts by open addressing, at most half of the slots taken on the average. */
#include "compiler/base/repeats.h"

#include <string.h>

#include "compiler/base/panic.h"

enum { PART_SIZE = 512, MOST_PARTS = 4096 };

typedef struct Entry {
    uint32_t hash, thing;
} Entry;

typedef struct Search {
    RepeatsSame *same;
    const void *context;
    Arena *arena;
    size_t count;
    uint32_t *first; /* NULL: no repeats so far */
    Entry *slot;     /* `thing` is one more than its number; 0: free */
    size_t slot_count;
} Search;

/* Number of the upper bits by which COUNT hashes are parted. */
static unsigned part_bits(size_t count) {
    unsigned bits = 0;
    while ((size_t)PART_SIZE << bits < count && 1 << bits < MOST_PARTS) {
        bits++;
    }
    return bits;
}

static size_t part_of(uint32_t hash, unsigned bits) {
    return (size_t)((uint64_t)hash << bits >> 32);
}

/* The entries, part by part; START[i] to START[i + 1] are those of part i. */
static Entry *part_entries(Arena *a, const uint32_t *hash, size_t count, unsigned bits,
                           size_t *start) {
    Entry *entry = arena_array(a, Entry, count);
    size_t *next = arena_array(a, size_t, (size_t)1 << bits);
    for (size_t i = 0; i < count; i++) {
        start[part_of(hash[i], bits) + 1]++;
    }
    for (size_t i = 0; i < (size_t)1 << bits; i++) {
        next[i] = start[i];
        start[i + 1] += start[i];
    }
    for (size_t i = 0; i < count; i++) {
        entry[next[part_of(hash[i], bits)]++] = (Entry){hash[i], (uint32_t)i};
    }
    return entry;
}

static void note_repeat(Search *s, size_t first, size_t later) {
    if (!s->first) {
        s->first = arena_array(s->arena, uint32_t, s->count);
    }
    s->first[later] = (uint32_t)first + 1;
}

static void search_part(Search *s, const Entry *entry, const Entry *end) {
    memset(s->slot, 0, s->slot_count * sizeof *s->slot);
    for (; entry < end; entry++) {
        size_t at = entry->hash & (s->slot_count - 1);
        while (s->slot[at].thing && !(s->slot[at].hash == entry->hash &&
                                      s->same(s->context, s->slot[at].thing - 1, entry->thing))) {
            at = (at + 1) & (s->slot_count - 1);
        }
        if (s->slot[at].thing) {
            note_repeat(s, s->slot[at].thing - 1, entry->thing);
        } else {
            s->slot[at] = (Entry){entry->hash, entry->thing + 1};
        }
    }
}

const uint32_t *repeats_find(Arena *a, const uint32_t *hash, size_t count, RepeatsSame *same,
                             const void *context) {
    if (count >= UINT32_MAX) {
        out_of_memory(count);
    }
    unsigned bits = part_bits(count);
    size_t parts = (size_t)1 << bits, largest = 0;
    size_t *start = arena_array(a, size_t, parts + 1);
    const Entry *entry = part_entries(a, hash, count, bits, start);
    for (size_t i = 0; i < parts; i++) {
        size_t size = start[i + 1] - start[i];
        largest = size > largest ? size : largest;
    }
    Search s = {.same = same, .context = context, .arena = a, .count = count, .slot_count = 2};
    while (s.slot_count < 2 * largest) {
        s.slot_count *= 2;
    }
    s.slot = arena_array(a, Entry, s.slot_count);
    for (size_t i = 0; i < parts; i++) {
        search_part(&s, entry + start[i], entry + start[i + 1]);
    }
    return s.first;
}
