/* Buffer: text that is being made, in one block that doubles. */
#include "compiler/base/buffer.h"

#include <stdio.h>
#include <string.h>

#include "compiler/base/memory.h"
#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 256 };

void buffer_reserve(Buffer *b, size_t more) {
    if (more <= b->capacity - b->size) {
        return;
    }
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

void buffer_add_number(Buffer *b, int64_t number) {
    char digits[20]; /* of 2^63, and a sign */
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0) {
        digits[--at] = '-';
    }
    buffer_add(b, (Text){digits + at, sizeof digits - at});
}

void buffer_add_repeat(Buffer *b, char c, size_t count) {
    if (count) {
        buffer_reserve(b, count);
        memset(b->at + b->size, c, count);
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
        buffer_reserve(b, size + 1);
        vsnprintf(b->at + b->size, size + 1, format, again);
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
