/* What the renderers share: their table, the choice of records, the counts, and JSON strings. */
#include "compiler/diag/render.h"

#include "compiler/diag/visible.h"

const RendererInfo renderers[] = {
    {"text", "for people: source lines with carets", render_text},
    {"json", "one object, format_version 1", render_json},
    {"sarif", "SARIF 2.1.0, for code scanning", render_sarif},
    {"github", "workflow commands: annotations in a pull request", render_github},
    {NULL, NULL, NULL},
};

bool render_shows(const Diag *d, const RenderOptions *options) {
    return options->all || (!d->hidden && d->confidence >= DIAG_HINT);
}

RenderCounts render_count(const Diags *ds) {
    RenderCounts count = {0};
    for (size_t i = 0; i < ds->all.count; i++) {
        const Diag *d = ds->all.at[i];
        if (d->confidence < DIAG_HINT) {
            continue;
        }
        size_t *counter = d->accepted.size                  ? &count.accepted
                          : d->severity == SEVERITY_ERROR   ? &count.errors
                          : d->severity == SEVERITY_WARNING ? &count.warnings
                                                            : &count.notes;
        ++*counter;
    }
    return count;
}

const char *render_severity(Severity severity) {
    return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}

/* RFC 8259; a byte that is not UTF-8 becomes U+FFFD. What is not seen, or turns the direction of a
 * line, is escaped too: U+2028 and U+2029 end a line in JavaScript, and logs are read in terminals. */
void json_add_string(Buffer *out, Text t) {
    buffer_add_char(out, '"');
    for (size_t at = 0; at < t.size;) {
        Glyph glyph = glyph_at(t, at);
        if (glyph.is_byte) {
            buffer_add_c(out, "\\ufffd");
        } else if (glyph.code == '"' || glyph.code == '\\') {
            buffer_format(out, "\\%c", (char)glyph.code);
        } else if (glyph.code == '\n') {
            buffer_add_c(out, "\\n");
        } else if (glyph.code == '\t') {
            buffer_add_c(out, "\\t");
        } else if (glyph.escaped && glyph.code > 0xFFFF) {
            unsigned rest = (unsigned)glyph.code - 0x10000;
            buffer_format(out, "\\u%04x\\u%04x", 0xD800u + (rest >> 10), 0xDC00u + (rest & 0x3FFu));
        } else if (glyph.escaped) {
            buffer_format(out, "\\u%04x", (unsigned)glyph.code);
        } else {
            buffer_add(out, (Text){t.at + at, glyph.size});
        }
        at += glyph.size;
    }
    buffer_add_char(out, '"');
}
