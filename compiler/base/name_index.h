/* NameIndex: where in an array a name stands, in four bytes a slot: for arrays of which there are many,
 * each with its own names. A Map takes four times as much, but holds any pointer.
 *
 * The elements begin with their Sym, and no two have the same. The index does not hold the array, which
 * may move: every call is given it. */
#ifndef TENON_BASE_NAME_INDEX_H
#define TENON_BASE_NAME_INDEX_H

#include "compiler/base/intern.h"

typedef struct NameIndex {
    uint32_t *slot;    /* position in the array + 1; 0: empty */
    uint32_t capacity; /* a power of two; 0 for an index that is all zeroes: empty, for good */
} NameIndex;

/* An empty index with room for COUNT names. */
NameIndex name_index_make(Arena *a, size_t count);

/* Adds the element at POSITION, whose name is not in the index. */
void name_index_add(NameIndex index, const void *array, size_t element_size, size_t position);

/* Position of the element called NAME, or SIZE_MAX. NAME may be NULL: nothing has that name. */
size_t name_index_find(NameIndex index, const void *array, size_t element_size, Sym name);

#endif
