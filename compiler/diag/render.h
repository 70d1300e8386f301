/* Renderers: settled diagnostics to text, JSON, SARIF 2.1.0 or GitHub annotations. All read the same
 * records; none adds a finding. */
#ifndef TENON_DIAG_RENDER_H
#define TENON_DIAG_RENDER_H

#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"

typedef struct RenderOptions {
    bool colour;
    bool all;     /* findings below confidence 40, and accepted ones, too */
    bool summary; /* the closing line of the text form */
} RenderOptions;

typedef void Renderer(Buffer *out, const Diags *ds, const RenderOptions *options);

Renderer render_text, render_json, render_sarif, render_github;

typedef struct RendererInfo {
    const char *name, *summary;
    Renderer *render;
} RendererInfo;

extern const RendererInfo renderers[]; /* ends with a NULL name */

/* JSON string with quotes; control characters and the two line separators of JavaScript escaped. */
void json_add_string(Buffer *out, Text t);

#endif
