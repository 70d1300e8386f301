/* How the arrays of vec.h grow: from a few elements twofold, so that N pushes cost O(N). Most arrays stay
 * short, and there are many: the first room is for eight small elements, or two large ones. */
#include "compiler/base/vec.h"

/* The element's type is unknown here: its size gives an alignment that suits it, since the size of a
 * type is a multiple of its alignment. */
static size_t alignment_for(size_t element_size) {
    size_t lowest_bit = element_size & (~element_size + 1);
    return lowest_bit < _Alignof(max_align_t) ? lowest_bit : _Alignof(max_align_t);
}

void vec_reserve_one(Arena *a, void **at, size_t *count, size_t *capacity, size_t element_size) {
    if (*count < *capacity) {
        return;
    }
    size_t wanted = *capacity ? checked_multiply(*capacity, 2) : element_size <= 16 ? 8 : 2;
    *at = arena_grow(a, *at, *capacity * element_size, checked_multiply(wanted, element_size),
                     alignment_for(element_size));
    *capacity = wanted;
}
