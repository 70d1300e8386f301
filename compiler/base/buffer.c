/* Buffer: text that is being made, in one block that doubles. */
#include "compiler/base/buffer.h"

#include <stdio.h>
#include <string.h>

#include "compiler/base/memory.h"
#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 256 };

/* Room for MORE bytes behind the size; where they start. */
static char *reserve(Buffer *b, size_t more) {
    if (more > b->capacity - b->size) {
        if (more > SIZE_MAX / 2 - b->size) {
            out_of_memory(more);
        }
        size_t capacity = b->capacity ? b->capacity : FIRST_CAPACITY;
        while (capacity - b->size < more) {
            capacity *= 2;
        }
        b->at = memory_resize(b->at, b->capacity, capacity);
        b->capacity = capacity;
    }
    return b->at + b->size;
}

void buffer_add(Buffer *b, Text t) {
    if (t.size) {
        memcpy(reserve(b, t.size), t.at, t.size);
        b->size += t.size;
    }
}

void buffer_add_c(Buffer *b, const char *c_string) {
    buffer_add(b, text_from(c_string));
}

void buffer_add_char(Buffer *b, char c) {
    *reserve(b, 1) = c;
    b->size++;
}

void buffer_add_repeat(Buffer *b, char c, size_t count) {
    if (count) {
        memset(reserve(b, count), c, count);
        b->size += count;
    }
}

void buffer_format(Buffer *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buffer_format_args(b, format, args);
    va_end(args);
}

void buffer_format_args(Buffer *b, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    size_t room = b->capacity - b->size;
    int length = vsnprintf(room ? b->at + b->size : NULL, room, format, args);
    if (length < 0) {
        internal_error("a text could not be formatted with \"%s\"", format);
    }
    size_t size = (size_t)length;
    if (size >= room) { /* vsnprintf also wants a byte for its NUL */
        vsnprintf(reserve(b, size + 1), size + 1, format, again);
    }
    va_end(again);
    b->size += size;
}

void buffer_clear(Buffer *b) {
    b->size = 0;
}

void buffer_free(Buffer *b) {
    memory_give(b->at, b->capacity);
    *b = (Buffer){0};
}
