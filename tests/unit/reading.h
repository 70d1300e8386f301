/* Reading a model from memory, for the tests of what stands behind the node tree. */
#ifndef TENON_TESTS_READING_H
#define TENON_TESTS_READING_H

#include <errno.h>

#include "tests/unit/unit.h"

#include "compiler/base/buffer.h"
#include "compiler/read/dump.h"
#include "compiler/read/syntax.h"

typedef struct MemoryFile {
    const char *path;
    Text bytes;
} MemoryFile;

typedef struct Reading {
    Arena session, scratch;
    Interner names;
    Sources sources;
    Diags diags;
    Reader reader;
    const MemoryFile *file;
    size_t file_count;
    SynModel *model;
} Reading;

static inline int reading_load(void *context, Arena *a, Text path, Text *bytes) {
    const Reading *t = context;
    for (size_t i = 0; i < t->file_count; i++) {
        if (text_equal_c(path, t->file[i].path)) {
            *bytes = text_copy(a, t->file[i].bytes);
            return 0;
        }
    }
    return ENOENT;
}

/* Reads the first of FILE as the root. */
static inline void reading_start(Reading *t, const MemoryFile *file, size_t count) {
    *t = (Reading){.file = file, .file_count = count};
    t->sources.arena = &t->session;
    t->names = interner_make(&t->session);
    t->diags = diags_make(&t->session, &t->sources);
    t->reader = (Reader){&t->session, &t->session, &t->scratch,    &t->names, &t->sources,
                         &t->diags,   reading_load, t};
    t->model = syntax_read(&t->reader, text_from(file[0].path));
}

static inline void reading_end(Reading *t) {
    interner_free(&t->names);
    arena_free(&t->scratch);
    arena_free(&t->session);
}

/* Every finding as "line:column code message", a line each; in other files "file:line:column". */
static inline void reading_findings(Buffer *out, Reading *t) {
    for (size_t i = 0; i < t->diags.all.count; i++) {
        const Diag *d = t->diags.all.at[i];
        if (span_exists(d->span)) {
            Place place = source_place(&t->sources, d->span.start);
            if (place.source != t->sources.files.at) {
                buffer_format(out, "%.*s:", TEXT_ARG(place.source->path));
            }
            buffer_format(out, "%u:%u ", (unsigned)place.line, (unsigned)place.column);
        }
        Text message = diag_message(&t->session, d);
        buffer_format(out, "%s %.*s\n", diag_info(d->id)->code, TEXT_ARG(message));
    }
}

#endif
