/* Memory: little from malloc; more from chunks, which are one huge page each, if it can be; and mappings of
 * its own for what is larger than a chunk.
 *
 * A model of 10,000 entities touches tens of thousands of 4 KiB pages, and what the system does for each
 * of them, one by one, was a third of the whole run; a huge page is 2 MiB. What malloc gives would not
 * do: it lies across the huge pages, and calloc zeroes all of a large block, with what was never touched.
 *
 * A chunk is cut into 64 units, a bit for each. Units that are given back serve again before another
 * chunk is touched, and a mapping takes its memory from the chunks that are idle as a whole. Taking and
 * giving look through all chunks: there are few, and runs are large. */
#define _GNU_SOURCE /* MAP_ANONYMOUS, madvise, mremap: not in POSIX.1-2008 */

#include "compiler/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "compiler/base/panic.h"

#if defined MADV_HUGEPAGE && !defined TENON_DEBUG_ARENA /* Linux, and no one who watches malloc */

enum {
    UNIT = MEMORY_CHUNK / 64,
    CHUNKS_AT_ONCE = 16, /* of address space */
    ANY_PAGE = 64 * 1024 /* that pages of all sizes divide */
};

/* ---- mappings ---- */

static size_t round_up(size_t size, size_t unit) {
    return (size + unit - 1) & ~(unit - 1);
}

/* Begins where a huge page does, or the first two MiB would be small ones. */
static void *map_pages(size_t size) {
    size_t mapped = round_up(size, ANY_PAGE) + MEMORY_CHUNK;
    char *all = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if ((void *)all == MAP_FAILED) {
        out_of_memory(size);
    }
    size_t before = (size_t)(-(uintptr_t)all & (MEMORY_CHUNK - 1));
    char *at = all + before;
    if (before) {
        munmap(all, before);
    }
    munmap(at + round_up(size, ANY_PAGE), MEMORY_CHUNK - before);
    madvise(at, size, MADV_HUGEPAGE); /* a wish: when it is refused all works the same */
    return at;
}

/* The pages move, their bytes are not copied. They go where a huge page begins, so that they stay whole. */
static void *remap_pages(void *at, size_t old_size, size_t new_size) {
    void *moved = mremap(at, round_up(old_size, ANY_PAGE), round_up(new_size, ANY_PAGE),
                         MREMAP_MAYMOVE | MREMAP_FIXED, map_pages(new_size));
    if (moved == MAP_FAILED) {
        out_of_memory(new_size);
    }
    madvise(moved, new_size, MADV_HUGEPAGE);
    return moved;
}

/* ---- chunks ---- */

typedef struct Chunk {
    char *at;
    uint64_t taken, touched; /* its units; what was never taken is zero */
} Chunk;

static struct {
    Chunk *chunk;
    size_t count, capacity;
    char *unused; /* address space for chunks to come */
    size_t unused_count;
} pool;

static Chunk *add_chunk(void) {
    if (pool.count == pool.capacity) {
        pool.capacity = pool.capacity ? 2 * pool.capacity : CHUNKS_AT_ONCE;
        pool.chunk = realloc(pool.chunk, pool.capacity * sizeof *pool.chunk);
        if (!pool.chunk) {
            out_of_memory(pool.capacity * sizeof *pool.chunk);
        }
    }
    if (!pool.unused_count) {
        pool.unused_count = CHUNKS_AT_ONCE;
        pool.unused = map_pages((size_t)CHUNKS_AT_ONCE * MEMORY_CHUNK);
    }
    Chunk *chunk = &pool.chunk[pool.count++];
    *chunk = (Chunk){.at = pool.unused};
    pool.unused += MEMORY_CHUNK;
    pool.unused_count--;
    return chunk;
}

/* The bits of the units that SIZE bytes take, the first of them at 0. */
static uint64_t units_of(size_t size) {
    return UINT64_MAX >> (64 - round_up(size, UNIT) / UNIT);
}

/* The first place for UNITS in a chunk; 64 when there is none. */
static unsigned find_place(uint64_t taken, uint64_t units) {
    unsigned place = 0;
    while (place < 64 && (taken & units << place || units << place >> place != units)) {
        place++;
    }
    return place;
}

static void *take_units(size_t size, bool *zeroed) {
    uint64_t units = units_of(size);
    Chunk *chunk = pool.chunk, *end = chunk + pool.count;
    while (chunk < end && find_place(chunk->taken, units) == 64) {
        chunk++;
    }
    if (chunk == end) {
        chunk = add_chunk();
    }
    unsigned place = find_place(chunk->taken, units);
    *zeroed = !(chunk->touched & units << place);
    chunk->taken |= units << place;
    chunk->touched |= units << place;
    return chunk->at + (size_t)place * UNIT;
}

static void give_units(void *at, size_t size) {
    char *start = (char *)at - ((uintptr_t)at & (MEMORY_CHUNK - 1));
    Chunk *chunk = pool.chunk;
    while (chunk->at != start) {
        chunk++;
    }
    chunk->taken &= ~(units_of(size) << ((char *)at - start) / UNIT);
}

/* Gives the memory of idle chunks, SIZE bytes of it if there is so much, back to the system. */
static void release_idle(size_t size) {
    Chunk *end = pool.chunk + pool.count;
    for (Chunk *chunk = pool.chunk; chunk < end && size >= MEMORY_CHUNK; chunk++) {
        if (chunk->touched && !chunk->taken &&
            madvise(chunk->at, MEMORY_CHUNK, MADV_DONTNEED) == 0) {
            chunk->touched = 0;
            size -= MEMORY_CHUNK;
        }
    }
}

/* ---- by size ---- */

typedef enum Origin { FROM_MALLOC, FROM_CHUNK, FROM_MAPPING } Origin;

static Origin origin_of(size_t size) {
    return size < UNIT ? FROM_MALLOC : size <= MEMORY_CHUNK ? FROM_CHUNK : FROM_MAPPING;
}

/* What malloc or realloc gave. */
static void *checked(void *at, size_t size) {
    if (!at) {
        out_of_memory(size);
    }
    return at;
}

void *memory_take(size_t size, bool *zeroed) {
    *zeroed = false;
    switch (origin_of(size)) {
    case FROM_MALLOC: break;
    case FROM_CHUNK: return take_units(size, zeroed);
    case FROM_MAPPING:
        *zeroed = true;
        release_idle(size);
        return map_pages(size);
    }
    return checked(malloc(size), size);
}

void memory_give(void *at, size_t size) {
    switch (origin_of(size)) {
    case FROM_MALLOC: free(at); break;
    case FROM_CHUNK: give_units(at, size); break;
    case FROM_MAPPING: munmap(at, round_up(size, ANY_PAGE)); break;
    }
}

void *memory_resize(void *at, size_t old_size, size_t new_size) {
    Origin origin = origin_of(new_size);
    if (origin == FROM_MALLOC && origin_of(old_size) == FROM_MALLOC) {
        return checked(realloc(at, new_size), new_size);
    }
    if (origin == FROM_MAPPING && origin_of(old_size) == FROM_MAPPING) {
        release_idle(new_size > old_size ? new_size - old_size : 0);
        return remap_pages(at, old_size, new_size);
    }
    bool zeroed;
    void *moved = memory_take(new_size, &zeroed);
    if (old_size) {
        memcpy(moved, at, old_size < new_size ? old_size : new_size);
    }
    memory_give(at, old_size);
    return moved;
}

#else

void *memory_take(size_t size, bool *zeroed) {
    void *at = calloc(1, size);
    if (!at) {
        out_of_memory(size);
    }
    *zeroed = true;
    return at;
}

void *memory_resize(void *at, size_t old_size, size_t new_size) {
    (void)old_size;
    void *resized = realloc(at, new_size);
    if (!resized) {
        out_of_memory(new_size);
    }
    return resized;
}

void memory_give(void *at, size_t size) {
    (void)size;
    free(at);
}

#endif
