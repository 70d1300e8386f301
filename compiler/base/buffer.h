/* Buffer: a growing run of bytes, for text that is being made. Owns its memory; buffer_free ends it. */
#ifndef TENON_BASE_BUFFER_H
#define TENON_BASE_BUFFER_H

#include <stdarg.h>
#include <string.h>

#include "compiler/base/text.h"

typedef struct Buffer {
    char *at;
    size_t size, capacity;
} Buffer; /* empty: all zeroes */

/* Makes room for MORE bytes behind the size. */
void buffer_reserve(Buffer *b, size_t more);

/* Most of an output is added by these three, in pieces of a few bytes: so they are inline. */
static inline void buffer_add(Buffer *b, Text t) {
    if (t.size > b->capacity - b->size) {
        buffer_reserve(b, t.size);
    }
    if (t.size) {
        memcpy(b->at + b->size, t.at, t.size);
        b->size += t.size;
    }
}
static inline void buffer_add_c(Buffer *b, const char *c_string) {
    buffer_add(b, text_from(c_string));
}
static inline void buffer_add_char(Buffer *b, char c) {
    if (b->size == b->capacity) {
        buffer_reserve(b, 1);
    }
    b->at[b->size++] = c;
}
void buffer_add_number(Buffer *b, int64_t number); /* in decimal */
void buffer_add_repeat(Buffer *b, char c, size_t count);
void buffer_format(Buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_format_args(Buffer *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void buffer_clear(Buffer *b); /* size 0, memory kept */
void buffer_free(Buffer *b);

static inline Text buffer_text(const Buffer *b) {
    return (Text){b->size ? b->at : "", b->size};
}

#endif
