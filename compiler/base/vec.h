/* Growing arrays in an arena, typed by a macro:
 *
 *     VEC(Diag) found = {0};
 *     *vec_push(a, &found) = diag;      for (size_t i = 0; i < found.count; i++) use(&found.at[i]);
 *
 * Growing may move the elements: keep indexes, not pointers, while an array still grows. */
#ifndef TENON_BASE_VEC_H
#define TENON_BASE_VEC_H

#include "compiler/base/arena.h"

#define VEC(T) \
    struct { \
        T *at; \
        size_t count, capacity; \
    }

/* Room for one more zeroed element; the pointer to it. */
#define vec_push(a, v) \
    ((v)->count < (v)->capacity \
         ? (void)0 \
         : vec_reserve_one((a), (void **)&(v)->at, &(v)->count, &(v)->capacity, sizeof(*(v)->at)), \
     &(v)->at[(v)->count++])

#define vec_last(v) (&(v)->at[(v)->count - 1])

void vec_reserve_one(Arena *a, void **at, size_t *count, size_t *capacity, size_t element_size);

#endif
