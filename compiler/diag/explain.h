/* The explain pages: docs/diagnostics/TN*.md as they are, embedded when Tenon is built (embed.c writes
 * the table). Sorted by code. They are constant for the whole run. */
#ifndef TENON_DIAG_EXPLAIN_H
#define TENON_DIAG_EXPLAIN_H

#include <stddef.h>

typedef struct ExplainPage {
    const char *code; /* "TN404" */
    const char *text; /* Markdown, UTF-8; a NUL follows, which SIZE does not count */
    size_t size;      /* bytes */
} ExplainPage;

extern const ExplainPage explain_pages[];
extern const size_t explain_page_count;

#endif
