/* Renderers: settled diagnostics to text, JSON, SARIF 2.1.0 or GitHub annotations. All read the same
 * records; none adds a finding. */
#ifndef TENON_DIAG_RENDER_H
#define TENON_DIAG_RENDER_H

#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"

typedef struct RenderOptions {
    bool colour;
    bool all;     /* hints, accepted ones and those above the limit of their code, too */
    bool summary; /* the closing line of the text form */
} RenderOptions;

typedef void Renderer(Buffer *out, const Diags *ds, const RenderOptions *options);

Renderer render_text, render_json, render_sarif, render_github;

typedef struct RendererInfo {
    const char *name, *summary;
    Renderer *render;
} RendererInfo;

extern const RendererInfo renderers[]; /* ends with a NULL name */

/* What the summaries say. Hidden findings count; hints do not. */
typedef struct RenderCounts {
    size_t errors, warnings, notes, accepted;
} RenderCounts;

RenderCounts render_count(const Diags *ds);

/* Whether a record is within what was asked for: neither hidden nor a hint, unless all are wanted. */
bool render_shows(const Diag *d, const RenderOptions *options);

/* "error", "warning" or "note". */
const char *render_severity(Severity severity);

/* JSON string with quotes; control characters and the two line separators of JavaScript escaped. */
void json_add_string(Buffer *out, Text t);

#endif
