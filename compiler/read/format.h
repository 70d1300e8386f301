/* The canonical form of a model file, for `tenon fmt`. */
#ifndef TENON_READ_FORMAT_H
#define TENON_READ_FORMAT_H

#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"

/* Prints SOURCE in canonical form: indentation of two spaces, one space behind `:` and `-`,
 * compact forms spaced as the reference spaces them, their values aligned within a mapping, at
 * most one blank line between entries, no blanks at the end of a line. Words, quotes, comments,
 * order, anchors, aliases and merge keys stay as they are; so does the meaning. Formatting twice
 * changes nothing more. False, with OUT untouched, when the file is not readable YAML, which is
 * then reported. */
bool format_source(Arena *a, Diags *ds, const Source *source, Buffer *out);

#endif
