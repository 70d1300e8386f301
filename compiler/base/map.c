/* Map: open addressing, at most three quarters of the slots taken. The hash is the one that the Sym
 * carries, so finding a name reads no bytes of it. */
#include "compiler/base/map.h"

#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 8 };

/* The slot that holds KEY, or the empty one where it belongs. */
static MapSlot *find_slot(MapSlot *slot, size_t capacity, Sym key) {
    size_t at = key->hash & (capacity - 1);
    while (slot[at].key && slot[at].key != key) {
        at = (at + 1) & (capacity - 1);
    }
    return &slot[at];
}

static void grow(Arena *a, Map *map) {
    size_t capacity = map->capacity ? checked_multiply(map->capacity, 2) : FIRST_CAPACITY;
    MapSlot *slot = arena_array(a, MapSlot, capacity);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slot[i].key) {
            *find_slot(slot, capacity, map->slot[i].key) = map->slot[i];
        }
    }
    map->slot = slot;
    map->capacity = capacity;
}

Map map_make(Arena *a, size_t count) {
    size_t capacity = FIRST_CAPACITY;
    while (capacity / 4 * 3 < count) {
        capacity = checked_multiply(capacity, 2);
    }
    return (Map){.slot = arena_array(a, MapSlot, capacity), .capacity = capacity};
}

void *map_get(const Map *map, Sym key) {
    return map->capacity && key ? find_slot(map->slot, map->capacity, key)->value : NULL;
}

void *map_put(Arena *a, Map *map, Sym key, void *value) {
    if (!key) {
        internal_error("a map has no place for a missing name");
    }
    if (map->count >= map->capacity / 4 * 3) {
        grow(a, map);
    }
    MapSlot *slot = find_slot(map->slot, map->capacity, key);
    if (slot->key) {
        return slot->value;
    }
    *slot = (MapSlot){key, value};
    map->count++;
    return NULL;
}
