/* Repeats: which of many things were there before, found for all of them at once.
 *
 * A table that grows with every thing is larger than the processor's cache, and each look into it waits
 * for memory. So hashes are gathered first; here they are parted by their upper bits, and each part is
 * searched by itself, in a table that fits. Linear in the number of things. */
#ifndef TENON_BASE_REPEATS_H
#define TENON_BASE_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler/base/arena.h"

/* Whether the things at LEFT and RIGHT, whose hashes are equal, are the same. */
typedef bool RepeatsSame(const void *context, size_t left, size_t right);

/* For each of COUNT things the first that is the same, plus one; 0 for the first itself. NULL when no two
 * are the same, as is mostly so. */
const uint32_t *repeats_find(Arena *a, const uint32_t *hash, size_t count, RepeatsSame *same,
                             const void *context);

#endif
