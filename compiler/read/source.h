/* Sources: the bytes of every file of a run, and the places in them.
 *
 * Takes paths or bytes; gives Spans that any stage can carry in 8 bytes. Does not know what the bytes
 * mean. All files of a run share one line of positions: file 1 starts at position 1, the next after
 * the end of the first; so a position alone tells its file. Line and column are computed only when a
 * span is printed. */
#ifndef TENON_READ_SOURCE_H
#define TENON_READ_SOURCE_H

#include "compiler/base/text.h"
#include "compiler/base/vec.h"

/* Bytes [start, end) on the line of positions. start == 0: no place (something that Tenon added). */
typedef struct Span {
    uint32_t start, end;
} Span;

#define NO_SPAN ((Span){0, 0})

static inline bool span_exists(Span s) {
    return s.start != 0;
}
static inline Span span_make(uint32_t start, uint32_t end) {
    return (Span){start, end};
}
/* From the start of FIRST to the end of LAST. */
static inline Span span_join(Span first, Span last) {
    return (Span){first.start, last.end};
}

typedef struct Source {
    Text path;          /* as it is shown: relative to the root model's folder where it can be */
    Text bytes;         /* the whole file, a byte order mark included */
    uint32_t base;      /* position of the first byte */
    uint32_t *line;     /* offset of each line's first byte; filled when first asked for */
    uint32_t line_count;
    bool lines_known;
} Source;

typedef struct Sources {
    Arena *arena;
    VEC(Source) files;
} Sources;

typedef struct Place {
    const Source *source;
    uint32_t line, column; /* from 1; the column counts code points */
    uint32_t offset;       /* byte offset in the file */
} Place;

/* Limits of a run: past them a file is refused (TN0xx), so a position always fits 32 bits. */
enum { SOURCE_LIMIT_BYTES = 256 * 1024 * 1024, SOURCE_LIMIT_FILES = 4096 };

/* Adds BYTES under PATH; the bytes must live as long as the arena. Gives its index, or SIZE_MAX when
 * the file, the number of files or the line of positions would pass its limit. Adding may move the
 * Sources: keep indexes or positions. */
size_t source_add(Sources *s, Text path, Text bytes);

/* The file that POSITION is in; NULL for position 0. */
Source *source_of(const Sources *s, uint32_t position);
Place source_place(const Sources *s, uint32_t position);
Text source_text(const Sources *s, Span span); /* the bytes of SPAN */
/* Line LINE (from 1) without its line end. SOURCE comes from a Place: its line table is filled. */
Text source_line(const Source *source, uint32_t line);

#endif
