/* The JSON form, for programs: one object, a finding on a line. Accepted findings are in it, with their
 * reason. Lines and columns count from 1, columns in code points; offsets count bytes from 0; an end is
 * the place behind the last character. `format_version` grows when a member changes or goes, not when
 * one comes. */
#include "compiler/diag/render.h"

static const char *const safety_word[] = {
    [FIX_APPLY] = "apply",
    [FIX_REVIEW] = "review",
    [FIX_PLACEHOLDER] = "placeholder",
};

/* `"NAME":"TEXT"`, or null where there is no text. */
static void add_text_member(Buffer *out, const char *name, Text text) {
    buffer_format(out, ",\"%s\":", name);
    if (text.size) {
        json_add_string(out, text);
    } else {
        buffer_add_c(out, "null");
    }
}

static void add_position(Buffer *out, Place place) {
    buffer_format(out, "{\"line\":%lu,\"column\":%lu,\"offset\":%lu}", (unsigned long)place.line,
                  (unsigned long)place.column, (unsigned long)place.offset);
}

/* The members "file", "start" and "end"; null for what has no place. */
static void add_span_members(Buffer *out, const Diags *ds, Span span) {
    if (!span_exists(span)) {
        buffer_add_c(out, "\"file\":null,\"start\":null,\"end\":null");
        return;
    }
    Place start = source_place(ds->sources, span.start);
    Place end = source_place(ds->sources, span.end > span.start ? span.end : span.start);
    buffer_add_c(out, "\"file\":");
    json_add_string(out, start.source->path);
    buffer_add_c(out, ",\"start\":");
    add_position(out, start);
    buffer_add_c(out, ",\"end\":");
    add_position(out, end);
}

static void add_notes(Buffer *out, const Diags *ds, const Diag *d) {
    buffer_add_c(out, ",\"notes\":[");
    for (size_t i = 0; i < d->notes.count; i++) {
        buffer_add_c(out, i > 0 ? ",{" : "{");
        add_span_members(out, ds, d->notes.at[i].span);
        add_text_member(out, "text", d->notes.at[i].text);
        buffer_add_char(out, '}');
    }
    buffer_add_char(out, ']');
}

static void add_fix(Buffer *out, const Diags *ds, const Fix *fix) {
    buffer_add_c(out, ",\"fix\":");
    if (fix->edit_count == 0) {
        buffer_add_c(out, "null");
        return;
    }
    buffer_format(out, "{\"safety\":\"%s\"", safety_word[fix->safety]);
    add_text_member(out, "title", fix->title);
    buffer_add_c(out, ",\"edits\":[");
    for (size_t i = 0; i < fix->edit_count; i++) {
        buffer_add_c(out, i > 0 ? ",{" : "{");
        add_span_members(out, ds, fix->edit[i].span);
        buffer_add_c(out, ",\"replacement\":");
        json_add_string(out, fix->edit[i].replacement);
        buffer_add_char(out, '}');
    }
    buffer_add_c(out, "]}");
}

/* "witness": the rows, as columns, rows of texts or null, and the change that nothing stops. */
static void add_witness(Buffer *out, const DiagExample *x) {
    buffer_add_c(out, ",\"witness\":");
    if (!x) {
        buffer_add_c(out, "null");
        return;
    }
    buffer_add_c(out, "{\"columns\":[");
    for (size_t k = 0; k < x->column_count; k++) {
        buffer_add_c(out, k ? "," : "");
        json_add_string(out, x->column[k]);
    }
    buffer_add_c(out, "],\"rows\":[");
    for (size_t i = 0; i < x->row_count * x->column_count; i++) {
        bool first = i % x->column_count == 0;
        buffer_add_c(out, !first ? "," : i ? "],[" : "[");
        if (x->cell[i].at) {
            json_add_string(out, x->cell[i]);
        } else {
            buffer_add_c(out, "null");
        }
    }
    buffer_add_c(out, x->row_count ? "]]" : "]");
    add_text_member(out, "says", x->says);
    buffer_add_c(out, ",\"change\":");
    if (x->changed_to.size) {
        buffer_format(out, "{\"row\":%zu", x->changed_row);
        add_text_member(out, "column", x->column[x->changed_column]);
        add_text_member(out, "to", x->changed_to);
        buffer_add_char(out, '}');
    } else {
        buffer_add_c(out, "null");
    }
    buffer_add_char(out, '}');
}

static void add_finding(Buffer *out, const Diags *ds, const Diag *d) {
    const DiagInfo *info = diag_info(d->id);
    buffer_format(out, "{\"code\":\"%s\",\"slug\":\"%s\",\"severity\":\"%s\",\"confidence\":%d",
                  info->code, info->slug, render_severity(d->severity), d->confidence);
    add_text_member(out, "message", diag_message(ds->arena, d));
    buffer_add_char(out, ',');
    add_span_members(out, ds, d->span);
    add_text_member(out, "label", d->label);
    add_notes(out, ds, d);
    add_text_member(out, "help", d->help);
    add_fix(out, ds, &d->fix);
    add_witness(out, d->example);
    add_text_member(out, "fingerprint", d->fingerprint);
    add_text_member(out, "entity", sym_text(d->entity));
    add_text_member(out, "accepted", d->accepted);
    buffer_add_char(out, '}');
}

static void add_summary(Buffer *out, const Diags *ds, const RenderOptions *options) {
    RenderCounts count = render_count(ds);
    buffer_format(out,
                  "{\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu,\"accepted\":%zu,\"hidden\":{",
                  count.errors, count.warnings, count.notes, count.accepted);
    const char *separator = "";
    for (int id = 0; id < DIAG_COUNT; id++) {
        if (ds->hidden[id] > 0 && !options->all) {
            buffer_format(out, "%s\"%s\":%zu", separator, diag_info((DiagId)id)->code,
                          ds->hidden[id]);
            separator = ",";
        }
    }
    buffer_add_c(out, "}}");
}

void render_json(Buffer *out, const Diags *ds, const RenderOptions *options) {
    buffer_add_c(out, "{\"format_version\":1,\"diagnostics\":[");
    const char *separator = "\n";
    for (size_t i = 0; i < ds->all.count; i++) {
        if (render_shows(ds->all.at[i], options)) {
            buffer_add_c(out, separator);
            add_finding(out, ds, ds->all.at[i]);
            separator = ",\n";
        }
    }
    buffer_add_c(out, "\n],\"summary\":");
    add_summary(out, ds, options);
    buffer_add_c(out, "}\n");
}
