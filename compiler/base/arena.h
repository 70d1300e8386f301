/* Arena: memory with one lifetime. Objects are never freed alone; arena_reset empties the whole.
 *
 * Four arenas serve a run: session (source, symbols, schema, diagnostics), tree (the syntax tree, until
 * all has been checked), scratch (emptied after every pass) and target (emptied after every target).
 * `Arena *a` as a first parameter means "the result lives there". With TENON_DEBUG_ARENA each object is
 * its own malloc, so that AddressSanitizer sees an overrun. Running out of memory ends the process. */
#ifndef TENON_BASE_ARENA_H
#define TENON_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *block; /* newest first */
    char *at, *end;    /* free bytes of the newest block */
    char *zeroed;      /* they are zero up to here */
    size_t block_size; /* size of the next block; grows to a limit */
} Arena;

/* An empty arena is all zeroes: `Arena a = {0};`. */

/* Objects of at most this size share blocks. */
#ifdef TENON_DEBUG_ARENA
enum { ARENA_SMALL = 0 };
#else
enum { ARENA_SMALL = 64 * 1024 - 1 };
#endif

/* SIZE zeroed bytes aligned to ALIGN (a power of two, at most that of max_align_t). Size 0 gives a
 * valid, distinct pointer. */
static inline void *arena_alloc(Arena *a, size_t size, size_t align);

/* COUNT * SIZE zeroed bytes; the multiplication is checked. */
void *arena_alloc_array(Arena *a, size_t count, size_t size, size_t align);

/* The block OLD of OLD_SIZE bytes, made NEW_SIZE large (new bytes zeroed): in place where it was the
 * last allocation, else a copy. OLD is not to be used afterwards; it may be NULL with size 0. */
void *arena_grow(Arena *a, void *old, size_t old_size, size_t new_size, size_t align);

/* Empties the arena; it can be used again. arena_free gives all memory back to the system. */
void arena_reset(Arena *a);
void arena_free(Arena *a);

/* When no zeroed bytes are left, or the object is large, or its size is 0. */
void *arena_alloc_slowly(Arena *a, size_t size, size_t align);

static inline void *arena_alloc(Arena *a, size_t size, size_t align) {
    size_t gap = (size_t)(-(uintptr_t)a->at & (align - 1));
    if (size == 0 || size > ARENA_SMALL || size + gap > (size_t)(a->zeroed - a->at)) {
        return arena_alloc_slowly(a, size, align);
    }
    char *object = a->at + gap;
    a->at = object + size;
    return object;
}

#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T), _Alignof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), (n), sizeof(T), _Alignof(T)))

/* a * b, or out_of_memory when it overflows. */
size_t checked_multiply(size_t a, size_t b);

#endif
