/* The explain pages: docs/diagnostics/TN*.md as they are, embedded when Tenon is built (embed.c writes
 * the table). Sorted by code. They are constant for the whole run. `tenon explain` prints one; SARIF
 * takes its help texts from the same pages. */
#ifndef TENON_DIAG_EXPLAIN_H
#define TENON_DIAG_EXPLAIN_H

#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"

typedef struct ExplainPage {
    const char *code; /* "TN404" */
    const char *text; /* Markdown, UTF-8; a NUL follows, which SIZE does not count */
    size_t size;      /* bytes */
} ExplainPage;

extern const ExplainPage explain_pages[]; /* ends with a NULL code */

/* The Markdown of a finding's page; empty when the page is missing. */
Text explain_page(DiagId id);

/* The body below "## HEADING", without blank lines at its ends; empty when there is no such heading. */
Text explain_section(Text page, Text heading);

/* Prints the page of WANTED (a code or slug, in any case), wrapped for a terminal of 80 columns. Where
 * there is no such finding it prints so, with the nearest names, and gives false. */
bool explain_print(Buffer *out, Text wanted, bool colour);

#endif
