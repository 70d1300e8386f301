/* Buffer: a growing run of bytes, for text that is being made. Owns its memory; buffer_free ends it. */
#ifndef TENON_BASE_BUFFER_H
#define TENON_BASE_BUFFER_H

#include <stdarg.h>

#include "compiler/base/text.h"

typedef struct Buffer {
    char *at;
    size_t size, capacity;
} Buffer; /* empty: all zeroes */

void buffer_add(Buffer *b, Text t);
void buffer_add_c(Buffer *b, const char *c_string);
void buffer_add_char(Buffer *b, char c);
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
