/* GitHub workflow commands: one line per finding, `::error file=…,line=…::message`. A command ends at
 * the end of its line, so nothing from a model may end one: `%`, CR and LF are written as the runner
 * decodes them, and in properties `:` and `,` too; all other invisible characters are made visible.
 * Accepted findings are left out: a reviewer has nothing to do there. */
#include "compiler/diag/render.h"

#include "compiler/diag/visible.h"

static void add_escaped(Buffer *out, Text text, bool in_property) {
    for (size_t at = 0; at < text.size;) {
        Glyph glyph = glyph_at(text, at);
        bool special =
            !glyph.is_byte && (glyph.code == '%' || glyph.code == '\r' || glyph.code == '\n' ||
                               (in_property && (glyph.code == ':' || glyph.code == ',')));
        if (special) {
            buffer_format(out, "%%%02X", (unsigned)glyph.code);
        } else {
            glyph_add(out, text, at, glyph);
        }
        at += glyph.size;
    }
}

static void add_data(Buffer *out, Text text) {
    add_escaped(out, text, false);
}

static void add_property(Buffer *out, Text text) {
    add_escaped(out, text, true);
}

static void add_place(Buffer *out, const Diags *ds, Span span) {
    Place start = source_place(ds->sources, span.start);
    Place end = source_place(ds->sources, span.end > span.start ? span.end : span.start);
    buffer_add_c(out, "file=");
    add_property(out, start.source->path);
    buffer_format(out, ",line=%lu,endLine=%lu", (unsigned long)start.line, (unsigned long)end.line);
    if (start.line == end.line) { /* columns are taken only within one line */
        buffer_format(out, ",col=%lu,endColumn=%lu", (unsigned long)start.column,
                      (unsigned long)end.column);
    }
    buffer_add_char(out, ',');
}

static void add_line(Buffer *out, const char *before, Text text) {
    if (text.size) {
        buffer_add_c(out, "%0A");
        buffer_add_c(out, before);
        add_data(out, text);
    }
}

static void add_finding(Buffer *out, const Diags *ds, const Diag *d) {
    const DiagInfo *info = diag_info(d->id);
    buffer_format(out, "::%s ",
                  d->severity == SEVERITY_NOTE ? "notice" : render_severity(d->severity));
    if (span_exists(d->span)) {
        add_place(out, ds, d->span);
    }
    buffer_format(out, "title=%s %s::", info->code, info->slug);
    add_data(out, diag_message(ds->arena, d));
    add_line(out, "", d->label);
    for (size_t i = 0; i < d->notes.count; i++) {
        add_line(out, "", d->notes.at[i].text);
    }
    add_line(out, "help: ", d->help);
    buffer_add_char(out, '\n');
}

void render_github(Buffer *out, const Diags *ds, const RenderOptions *options) {
    for (size_t i = 0; i < ds->all.count; i++) {
        const Diag *d = ds->all.at[i];
        if (render_shows(d, options) && !d->accepted.size) {
            add_finding(out, ds, d);
        }
    }
}
