/* NameIndex: open addressing, at most three quarters of the slots taken. */
#include "compiler/base/name_index.h"

#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 4 };

static Sym name_at(const void *array, size_t element_size, size_t position) {
    return *(const Sym *)(const void *)((const char *)array + position * element_size);
}

/* The slot of the element called NAME, or the empty one where it belongs. */
static uint32_t *find_slot(NameIndex index, const void *array, size_t element_size, Sym name) {
    uint32_t at = name->hash & (index.capacity - 1);
    while (index.slot[at] && name_at(array, element_size, index.slot[at] - 1) != name) {
        at = (at + 1) & (index.capacity - 1);
    }
    return index.slot + at;
}

NameIndex name_index_make(Arena *a, size_t count) {
    size_t capacity = FIRST_CAPACITY;
    while (capacity / 4 * 3 < count) {
        capacity = checked_multiply(capacity, 2);
    }
    if (capacity > UINT32_MAX) {
        out_of_memory(capacity);
    }
    return (NameIndex){arena_array(a, uint32_t, capacity), (uint32_t)capacity};
}

void name_index_add(NameIndex index, const void *array, size_t element_size, size_t position) {
    Sym name = name_at(array, element_size, position);
    *find_slot(index, array, element_size, name) = (uint32_t)position + 1;
}

size_t name_index_find(NameIndex index, const void *array, size_t element_size, Sym name) {
    if (!name || !index.capacity) {
        return SIZE_MAX;
    }
    uint32_t found = *find_slot(index, array, element_size, name);
    return found ? found - 1 : SIZE_MAX;
}
