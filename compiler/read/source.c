/* Sources: files laid end to end on one line of positions.
 *
 * Takes paths and bytes; gives the file, line and column of a position. Each file takes one position
 * more than it has bytes, so that its end is a place of its own and not the next file's start. Lines
 * end at LF, CR LF or CR alone; a byte order mark takes no column. */
#include "compiler/read/source.h"

#include "compiler/base/panic.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { BYTE_ORDER_MARK_SIZE = 3 };

size_t source_add(Sources *s, Text path, Text bytes) {
    if (s->files.count >= SOURCE_LIMIT_FILES || bytes.size > SOURCE_LIMIT_BYTES) {
        return SIZE_MAX;
    }
    uint64_t base = 1;
    if (s->files.count > 0) {
        const Source *last = vec_last(&s->files);
        base = (uint64_t)last->base + last->bytes.size + 1;
    }
    if (base + bytes.size + 1 > UINT32_MAX) {
        return SIZE_MAX;
    }
    *vec_push(s->arena, &s->files) = (Source){.path = path, .bytes = bytes, .base = (uint32_t)base};
    return s->files.count - 1;
}

Source *source_of(const Sources *s, uint32_t position) {
    size_t low = 0, high = s->files.count;
    while (low < high) { /* the first file that begins after POSITION */
        size_t middle = low + (high - low) / 2;
        if (s->files.at[middle].base <= position) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? &s->files.at[low - 1] : NULL;
}

static uint32_t source_first_byte(const Source *source) {
    return text_starts_with(source->bytes, (Text){byte_order_mark, BYTE_ORDER_MARK_SIZE})
               ? BYTE_ORDER_MARK_SIZE
               : 0;
}

/* Offset of the line after the one that AT is in, or SIZE_MAX when that is the last. */
static size_t next_line(Text bytes, size_t at) {
    for (; at < bytes.size; at++) {
        if (bytes.at[at] == '\n') {
            return at + 1;
        }
        if (bytes.at[at] == '\r') {
            return at + 1 < bytes.size && bytes.at[at + 1] == '\n' ? at + 2 : at + 1;
        }
    }
    return SIZE_MAX;
}

static void find_lines(Arena *a, Source *source) {
    uint32_t count = 1;
    for (size_t at = next_line(source->bytes, 0); at != SIZE_MAX;
         at = next_line(source->bytes, at)) {
        count++;
    }
    source->line = arena_array(a, uint32_t, count);
    source->line[0] = source_first_byte(source);
    size_t at = 0;
    for (uint32_t i = 1; i < count; i++) {
        at = next_line(source->bytes, at);
        source->line[i] = (uint32_t)at;
    }
    source->line_count = count;
    source->lines_known = true;
}

/* Index of the last line that begins at or before OFFSET. */
static uint32_t line_index(const Source *source, uint32_t offset) {
    uint32_t low = 1, high = source->line_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line[middle] <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - 1;
}

Place source_place(const Sources *s, uint32_t position) {
    Source *source = source_of(s, position);
    if (!source) {
        return (Place){0};
    }
    if (!source->lines_known) {
        find_lines(s->arena, source);
    }
    uint32_t offset = position - source->base;
    if (offset > source->bytes.size) {
        internal_error("position %lu lies outside of every file", (unsigned long)position);
    }
    uint32_t index = line_index(source, offset);
    uint32_t column = 1;
    for (uint32_t i = source->line[index]; i < offset; i++) {
        column += ((unsigned char)source->bytes.at[i] & 0xC0) != 0x80; /* not a continuation byte */
    }
    return (Place){source, index + 1, column, offset};
}

Text source_text(const Sources *s, Span span) {
    const Source *source = source_of(s, span.start);
    if (!source) {
        return TEXT("");
    }
    uint32_t start = span.start - source->base;
    uint32_t end = span.end > span.start ? span.end - source->base : start;
    if (end > source->bytes.size) {
        internal_error("a span ends outside of its file, at %lu", (unsigned long)end);
    }
    return text_slice(source->bytes, start, end);
}

Text source_line(const Source *source, uint32_t line) {
    if (!source->lines_known || line == 0 || line > source->line_count) {
        internal_error("line %lu is asked for before its table", (unsigned long)line);
    }
    size_t start = source->line[line - 1];
    size_t end = line < source->line_count ? source->line[line] : source->bytes.size;
    while (end > start &&
           (source->bytes.at[end - 1] == '\n' || source->bytes.at[end - 1] == '\r')) {
        end--;
    }
    return text_slice(source->bytes, start, end);
}
