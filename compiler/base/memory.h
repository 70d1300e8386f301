/* Memory: runs of bytes from the system, by size. Under arenas, buffers and the interner; nothing else
 * asks for memory. Running out ends the process. */
#ifndef TENON_BASE_MEMORY_H
#define TENON_BASE_MEMORY_H

#include <stddef.h>

/* From this size on, memory comes from the system as it is touched, page by page, and goes straight back. */
enum { MEMORY_LARGE = 2 * 1024 * 1024 };

/* SIZE zeroed bytes, aligned for every type. What is never touched of a large run costs nothing. */
void *memory_take(size_t size);

/* AT, of OLD_SIZE bytes (NULL with 0), made NEW_SIZE large; what is new holds anything. */
void *memory_resize(void *at, size_t old_size, size_t new_size);

/* Gives back AT, which has SIZE bytes, or is NULL. */
void memory_give(void *at, size_t size);

#endif
