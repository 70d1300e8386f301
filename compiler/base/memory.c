/* Memory: from malloc where it is little, mapped where it is much, then in huge pages if it can be.
 *
 * A model of 10,000 entities touches tens of thousands of 4 KiB pages, and what the system does for each
 * of them, one by one, was a third of the whole run; a huge page is 2 MiB. What malloc gives would not
 * do: it keeps large blocks, and calloc then zeroes all of one, with what was never touched. */
#define _GNU_SOURCE /* MAP_ANONYMOUS, madvise, mremap: not in POSIX.1-2008 */

#include "compiler/base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "compiler/base/panic.h"

#ifdef MADV_HUGEPAGE /* Linux */

enum { HUGE_PAGE = 2 * 1024 * 1024, ANY_PAGE = 64 * 1024 }; /* that pages of all sizes divide */

static size_t round_up(size_t size) {
    return (size + ANY_PAGE - 1) & ~(size_t)(ANY_PAGE - 1);
}

/* Begins where a huge page does, or the first two MiB would be small ones. */
static void *map_pages(size_t size) {
    size_t mapped = round_up(size) + HUGE_PAGE;
    char *all = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if ((void *)all == MAP_FAILED) {
        return NULL;
    }
    size_t before = (size_t)(-(uintptr_t)all & (HUGE_PAGE - 1));
    char *at = all + before;
    if (before) {
        munmap(all, before);
    }
    munmap(at + round_up(size), HUGE_PAGE - before);
    madvise(at, size, MADV_HUGEPAGE); /* a wish: when it is refused all works the same */
    return at;
}

/* The pages move, their bytes are not copied. They go where a huge page begins, so that they stay whole. */
static void *remap_pages(void *at, size_t old_size, size_t new_size) {
    void *place = map_pages(new_size);
    if (!place) {
        return NULL;
    }
    void *moved =
        mremap(at, round_up(old_size), round_up(new_size), MREMAP_MAYMOVE | MREMAP_FIXED, place);
    if (moved == MAP_FAILED) {
        return NULL;
    }
    madvise(moved, new_size, MADV_HUGEPAGE);
    return moved;
}

static void unmap_pages(void *at, size_t size) {
    munmap(at, round_up(size));
}

#else

static void *map_pages(size_t size) {
    return calloc(1, size);
}

static void *remap_pages(void *at, size_t old_size, size_t new_size) {
    (void)old_size;
    return realloc(at, new_size);
}

static void unmap_pages(void *at, size_t size) {
    (void)size;
    free(at);
}

#endif

void *memory_take(size_t size) {
    void *at = size < MEMORY_LARGE ? calloc(1, size) : map_pages(size);
    if (!at) {
        out_of_memory(size);
    }
    return at;
}

void *memory_resize(void *at, size_t old_size, size_t new_size) {
    bool was_large = old_size >= MEMORY_LARGE, is_large = new_size >= MEMORY_LARGE;
    if (was_large == is_large) {
        void *resized = is_large ? remap_pages(at, old_size, new_size) : realloc(at, new_size);
        if (!resized) {
            out_of_memory(new_size);
        }
        return resized;
    }
    void *moved = memory_take(new_size);
    if (old_size) {
        memcpy(moved, at, old_size < new_size ? old_size : new_size);
    }
    memory_give(at, old_size);
    return moved;
}

void memory_give(void *at, size_t size) {
    if (size < MEMORY_LARGE) {
        free(at);
    } else {
        unmap_pages(at, size);
    }
}
