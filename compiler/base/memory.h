/* Memory: runs of bytes from the system, by size. Under arenas, buffers and the interner; nothing else
 * asks for memory. Running out ends the process. For one thread: what was given back is kept for all. */
#ifndef TENON_BASE_MEMORY_H
#define TENON_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Runs of this size waste nothing, and are never larger than what holds them: the best size for many. */
enum { MEMORY_CHUNK = 2 * 1024 * 1024 };

/* SIZE bytes, aligned for every type; *ZEROED tells whether it is known that all are zero. What is never
 * touched of a large run costs nothing. */
void *memory_take(size_t size, bool *zeroed);

/* AT, of OLD_SIZE bytes (NULL with 0), made NEW_SIZE large; what is new holds anything. */
void *memory_resize(void *at, size_t old_size, size_t new_size);

/* Gives back AT, which has SIZE bytes, or is NULL. */
void memory_give(void *at, size_t size);

#endif
