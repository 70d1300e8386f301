/* Output: a set of files in memory, by relative path. They are written only when no error was
 * reported, each by renaming, and only where the content differs. */
#ifndef TENON_EMIT_OUTPUT_H
#define TENON_EMIT_OUTPUT_H

#include "compiler/base/buffer.h"
#include "compiler/base/intern.h"
#include "compiler/base/vec.h"

typedef struct OutputFile {
    Text path; /* target/relative path; no "..", no absolute path */
    Buffer content;
} OutputFile;

typedef struct OutputSet {
    Arena *arena;
    VEC(OutputFile *) files; /* in the order of making */
    Interner paths;
} OutputSet; /* empty: all zeroes but the arena */

typedef enum OutputState {
    OUTPUT_NEW,
    OUTPUT_CHANGED,
    OUTPUT_SAME,
    OUTPUT_FAILED, /* could not be read or written: `error` is its errno */
    OUTPUT_HELD,   /* differs, but was not written: another one failed */
} OutputState;
typedef struct OutputReport { Text path; OutputState state; int error; } OutputReport;

/* An empty file PATH. Two files of one path are an internal error. */
OutputFile *output_add(OutputSet *set, Text path);

/* Compares with FOLDER; writes nothing. One report for each file, in order. */
OutputReport *output_compare(Arena *a, const OutputSet *set, const char *folder);
/* Writes what differs. All are compared first: when one cannot be read, none is written. When writing one
 * fails, those not yet written stay as they are. */
OutputReport *output_write(Arena *a, const OutputSet *set, const char *folder);

void output_free(OutputSet *set);

#endif
