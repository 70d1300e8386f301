/* Map: an index from a name to a pointer. It never gives an order: whatever is printed comes from an
 * array in declaration order; a map only finds its place. */
#ifndef TENON_BASE_MAP_H
#define TENON_BASE_MAP_H

#include "compiler/base/intern.h"

typedef struct MapSlot {
    Sym key;
    void *value;
} MapSlot;

/* An empty map is all zeroes. */
typedef struct Map {
    MapSlot *slot;
    size_t count, capacity; /* capacity is a power of two, or 0 */
} Map;

/* An empty map with room for COUNT names. */
Map map_make(Arena *a, size_t count);
void *map_get(const Map *map, Sym key); /* NULL when absent */
/* Puts VALUE where KEY is absent. Gives the value that was there already, or NULL. */
void *map_put(Arena *a, Map *map, Sym key, void *value);

#endif
