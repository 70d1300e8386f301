/* Arena: small objects share blocks, large ones get a block of their own.
 *
 * Blocks grow eightfold from 32 KiB to a chunk (memory.h). A block that served before is zeroed as it
 * fills, a little at a time: the bytes are in the processor's cache when the object comes to them.
 *
 * Whether an object has its own block follows from its size alone. That is what lets arena_grow give
 * back the old block of a large array, and what TENON_DEBUG_ARENA uses: there every object is "large". */
#include "compiler/base/arena.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "compiler/base/memory.h"
#include "compiler/base/panic.h"

enum { FIRST_BLOCK = 32 * 1024, BLOCK_GROWTH = 8, LAST_BLOCK = MEMORY_CHUNK };
enum { ZEROED_AT_ONCE = 1024 };

struct ArenaBlock {
    ArenaBlock *older, *newer;
    size_t size;        /* with this head */
    max_align_t data[]; /* aligned for every type */
};

static ArenaBlock *block_make(size_t data_size, bool *zeroed) {
    if (data_size > SIZE_MAX - sizeof(ArenaBlock)) {
        out_of_memory(data_size);
    }
    size_t size = sizeof(ArenaBlock) + data_size;
    ArenaBlock *block = memory_take(size, zeroed);
    *block = (ArenaBlock){.size = size};
    return block;
}

static void block_free(ArenaBlock *block) {
    memory_give(block, block->size);
}

static ArenaBlock *block_of_large_object(void *object) {
    return (ArenaBlock *)((char *)object - offsetof(ArenaBlock, data));
}

/* The block that small objects are cut from. It is the newest, once there is one. */
static ArenaBlock *shared_block(const Arena *a) {
    return a->at ? a->block : NULL;
}

static void link_newest(Arena *a, ArenaBlock *block) {
    block->older = a->block;
    if (a->block) {
        a->block->newer = block;
    }
    a->block = block;
}

static void link_behind(ArenaBlock *newer, ArenaBlock *block) {
    block->newer = newer;
    block->older = newer->older;
    if (block->older) {
        block->older->newer = block;
    }
    newer->older = block;
}

static void unlink_block(Arena *a, ArenaBlock *block) {
    if (block->newer) {
        block->newer->older = block->older;
    } else {
        a->block = block->older;
    }
    if (block->older) {
        block->older->newer = block->newer;
    }
}

static void *allocate_large(Arena *a, size_t size) {
    bool zeroed;
    ArenaBlock *block = block_make(size, &zeroed);
    if (!zeroed) {
        memset(block->data, 0, size);
    }
    if (shared_block(a)) {
        link_behind(a->block, block);
    } else {
        link_newest(a, block);
    }
    return block->data;
}

static void start_shared_block(Arena *a, size_t least) {
    size_t size = a->block_size ? a->block_size : FIRST_BLOCK;
    while (size - sizeof(ArenaBlock) < least) {
        size *= 2;
    }
    bool zeroed;
    ArenaBlock *block = block_make(size - sizeof(ArenaBlock), &zeroed);
    link_newest(a, block);
    a->at = (char *)block->data;
    a->end = (char *)block + size;
    a->zeroed = zeroed ? a->end : a->at;
    a->block_size = size < LAST_BLOCK ? size * BLOCK_GROWTH : LAST_BLOCK;
}

/* Makes zeroes of the block's bytes up to END, and of some behind it. */
static void zero_until(Arena *a, char *end) {
    if (end > a->zeroed) {
        size_t size = (size_t)(end - a->zeroed), left = (size_t)(a->end - a->zeroed);
        size = size < ZEROED_AT_ONCE ? ZEROED_AT_ONCE : size;
        size = size < left ? size : left;
        memset(a->zeroed, 0, size);
        a->zeroed += size;
    }
}

void *arena_alloc_slowly(Arena *a, size_t size, size_t align) {
    if (size == 0) {
        size = 1;
    }
    if (size > ARENA_SMALL) {
        return allocate_large(a, size);
    }
    size_t gap = (size_t)(-(uintptr_t)a->at & (align - 1));
    if (gap + size > (size_t)(a->end - a->at)) {
        start_shared_block(a, size);
        gap = 0;
    }
    char *object = a->at + gap;
    a->at = object + size;
    zero_until(a, a->at);
    return object;
}

void *arena_alloc_array(Arena *a, size_t count, size_t size, size_t align) {
    return arena_alloc(a, checked_multiply(count, size), align);
}

/* Makes the newest small object longer or shorter where it lies; false when it has to move. Bytes that
 * it gives back are zeroed, since free bytes of a block always are. */
static bool resize_in_place(Arena *a, char *old, size_t old_size, size_t new_size) {
    if (old_size == 0 || new_size == 0 || new_size > ARENA_SMALL || old + old_size != a->at ||
        new_size > (size_t)(a->end - old)) {
        return false;
    }
    if (new_size < old_size) {
        memset(old + new_size, 0, old_size - new_size);
    }
    a->at = old + new_size;
    zero_until(a, a->at);
    return true;
}

void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size, size_t align) {
    bool old_is_large = old && old_size > ARENA_SMALL;
    if (old && !old_is_large && resize_in_place(a, old, old_size, new_size)) {
        return old;
    }
    void *moved = arena_alloc(a, new_size, align);
    if (old_size) {
        memcpy(moved, old, old_size < new_size ? old_size : new_size);
    }
    if (old_is_large) {
        ArenaBlock *block = block_of_large_object(old);
        unlink_block(a, block);
        block_free(block);
    }
    return moved;
}

static void free_blocks(ArenaBlock *block) {
    while (block) {
        ArenaBlock *older = block->older;
        block_free(block);
        block = older;
    }
}

/* Keeps the newest block. */
void arena_reset(Arena *a) {
    ArenaBlock *kept = shared_block(a);
    if (!kept) {
        arena_free(a);
        return;
    }
    free_blocks(kept->older);
    kept->older = NULL;
    a->at = a->zeroed = (char *)kept->data;
}

void arena_free(Arena *a) {
    free_blocks(a->block);
    *a = (Arena){0};
}

size_t checked_multiply(size_t a, size_t b) {
    if (b != 0 && a > SIZE_MAX / b) {
        out_of_memory(ULONG_MAX);
    }
    return a * b;
}
