/* SARIF 2.1.0 (OASIS), for code scanning: one run, with the rules that occur and their help from the
 * explain pages. Paths are relative URI references; columns count code points; accepted findings carry
 * their reason as a suppression. */
#include "compiler/diag/explain.h"
#include "compiler/diag/render.h"

typedef struct Log {
    Buffer *out;
    const Diags *ds;
    const RenderOptions *options;
    size_t rule_index[DIAG_COUNT];
} Log;

static void add_c(const Log *log, const char *json) {
    buffer_add_c(log->out, json);
}

/* `{"text":"…"}`, the message object (3.11). */
static void add_message(const Log *log, Text text) {
    add_c(log, "{\"text\":");
    json_add_string(log->out, text);
    add_c(log, "}");
}

/* --- Places ------------------------------------------------------------------------------------ */

/* RFC 3986: every byte of a path that is not unreserved, nor "/", as %NN. A first part with a colon
 * would read as a scheme; the colon is among the escaped. */
static Text path_to_uri(Arena *a, Text path) {
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~/";
    Buffer uri = {0};
    if (path.size > 0 && path.at[0] == '/') {
        buffer_add_c(&uri, "file://");
    }
    for (size_t i = 0; i < path.size; i++) {
        char c = path.at[i];
        if (text_find((Text){unreserved, sizeof unreserved - 1}, (Text){&c, 1}) != SIZE_MAX) {
            buffer_add_char(&uri, c);
        } else {
            buffer_format(&uri, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
    Text result = text_copy(a, buffer_text(&uri));
    buffer_free(&uri);
    return result;
}

static void add_artifact(const Log *log, const Source *source) {
    add_c(log, "\"artifactLocation\":{\"uri\":");
    json_add_string(log->out, path_to_uri(log->ds->arena, source->path));
    add_c(log, "}");
}

/* A region (3.30). endColumn is the column behind the last character. */
static void add_region(const Log *log, Span span) {
    Place start = source_place(log->ds->sources, span.start);
    Place end = source_place(log->ds->sources, span.end > span.start ? span.end : span.start);
    buffer_format(log->out,
                  "{\"startLine\":%lu,\"startColumn\":%lu,\"endLine\":%lu,\"endColumn\":%lu,"
                  "\"byteOffset\":%lu,\"byteLength\":%lu}",
                  (unsigned long)start.line, (unsigned long)start.column, (unsigned long)end.line,
                  (unsigned long)end.column, (unsigned long)start.offset,
                  (unsigned long)(end.offset - start.offset));
}

static void add_physical_location(const Log *log, Span span) {
    add_c(log, "\"physicalLocation\":{");
    add_artifact(log, source_of(log->ds->sources, span.start));
    add_c(log, ",\"region\":");
    add_region(log, span);
    add_c(log, "}");
}

/* --- Rules ------------------------------------------------------------------------------------- */

static Text or_summary(Text section, const DiagInfo *info) {
    return section.size ? section : text_from(info->slug);
}

static void add_rule(const Log *log, DiagId id) {
    const DiagInfo *info = diag_info(id);
    Text page = explain_page(id);
    buffer_format(log->out, "{\"id\":\"%s\",\"name\":\"%s\",\"shortDescription\":", info->code,
                  info->slug);
    add_message(log, text_from(info->slug));
    add_c(log, ",\"fullDescription\":");
    add_message(log, or_summary(explain_section(page, TEXT("What it means")), info));
    add_c(log, ",\"help\":{\"text\":");
    json_add_string(log->out, or_summary(page, info));
    add_c(log, ",\"markdown\":");
    json_add_string(log->out, or_summary(page, info));
    buffer_format(log->out, "},\"defaultConfiguration\":{\"level\":\"%s\",\"rank\":%d}}",
                  render_severity(info->severity), info->confidence);
}

static void add_rules(Log *log) {
    bool occurs[DIAG_COUNT] = {false};
    for (size_t i = 0; i < log->ds->all.count; i++) {
        const Diag *d = log->ds->all.at[i];
        occurs[d->id] = occurs[d->id] || render_shows(d, log->options);
    }
    size_t count = 0;
    for (int id = 0; id < DIAG_COUNT; id++) {
        if (occurs[id]) {
            add_c(log, count > 0 ? ",\n" : "\n");
            add_rule(log, (DiagId)id);
            log->rule_index[id] = count++;
        }
    }
}

/* --- Results ----------------------------------------------------------------------------------- */

/* The message of a result: all that has no place of its own. */
static Text full_message(const Log *log, const Diag *d) {
    Arena *a = log->ds->arena;
    Text message = diag_message(a, d);
    if (d->label.size) {
        message = text_format(a, "%.*s\n%.*s", TEXT_ARG(message), TEXT_ARG(d->label));
    }
    for (size_t i = 0; i < d->notes.count; i++) {
        const DiagNote *note = &d->notes.at[i];
        if (!span_exists(note->span)) {
            message = text_format(a, "%.*s\n%.*s", TEXT_ARG(message), TEXT_ARG(note->text));
        }
    }
    if (d->help.size) {
        message = text_format(a, "%.*s\nhelp: %.*s", TEXT_ARG(message), TEXT_ARG(d->help));
    }
    return message;
}

static void add_related(const Log *log, const Diag *d) {
    const char *separator = ",\"relatedLocations\":[{";
    for (size_t i = 0; i < d->notes.count; i++) {
        const DiagNote *note = &d->notes.at[i];
        if (span_exists(note->span)) {
            add_c(log, separator);
            add_physical_location(log, note->span);
            add_c(log, ",\"message\":");
            add_message(log, note->text);
            separator = "},{";
        }
    }
    if (separator[0] == '}') {
        add_c(log, "}]");
    }
}

/* Edits of one file stand next to each other in a fix: a change of file begins a new artifactChange. */
static void add_fix(const Log *log, const Fix *fix) {
    if (fix->edit_count == 0) {
        return;
    }
    add_c(log, ",\"fixes\":[{\"description\":");
    add_message(log, fix->title);
    add_c(log, ",\"artifactChanges\":[");
    const Source *open = NULL;
    for (size_t i = 0; i < fix->edit_count; i++) {
        const Edit *edit = &fix->edit[i];
        const Source *source = source_of(log->ds->sources, edit->span.start);
        if (source != open) {
            add_c(log, open ? "]},{" : "{");
            add_artifact(log, source);
            add_c(log, ",\"replacements\":[");
            open = source;
        } else {
            add_c(log, ",");
        }
        add_c(log, "{\"deletedRegion\":");
        add_region(log, edit->span);
        add_c(log, ",\"insertedContent\":");
        add_message(log, edit->replacement);
        add_c(log, "}");
    }
    add_c(log, "]}]}]");
}

static void add_result(const Log *log, const Diag *d) {
    buffer_format(log->out, "{\"ruleId\":\"%s\",\"ruleIndex\":%zu,\"level\":\"%s\",\"rank\":%d",
                  diag_info(d->id)->code, log->rule_index[d->id], render_severity(d->severity),
                  d->confidence);
    add_c(log, ",\"message\":");
    add_message(log, full_message(log, d));
    add_c(log, ",\"locations\":[");
    if (span_exists(d->span)) {
        add_c(log, "{");
        add_physical_location(log, d->span);
        add_c(log, "}");
    }
    add_c(log, "]");
    add_related(log, d);
    add_fix(log, &d->fix);
    if (d->accepted.size) {
        add_c(
            log,
            ",\"suppressions\":[{\"kind\":\"inSource\",\"status\":\"accepted\",\"justification\":");
        json_add_string(log->out, d->accepted);
        add_c(log, "}]");
    }
    add_c(log, "}");
}

void render_sarif(Buffer *out, const Diags *ds, const RenderOptions *options) {
    Log log = {.out = out, .ds = ds, .options = options};
    add_c(&log,
          "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Tenon\",\"semanticVersion\":");
    json_add_string(out, TEXT(TENON_VERSION));
    add_c(&log, ",\"rules\":[");
    add_rules(&log);
    add_c(&log, "]}},\n\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    const char *separator = "\n";
    for (size_t i = 0; i < ds->all.count; i++) {
        if (render_shows(ds->all.at[i], options)) {
            add_c(&log, separator);
            add_result(&log, ds->all.at[i]);
            separator = ",\n";
        }
    }
    add_c(&log, "\n]}]}\n");
}
