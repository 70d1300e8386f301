/* Diagnostics: the catalogue, and the records that checks add.
 *
 * Takes findings in any order, with the bytes of their words copied nowhere: arguments, labels and
 * notes must live as long as the session. Settling and fixing stand in settle.c, spelling in
 * suggest.c, printing in render_*.c. */
#include "compiler/diag/diag.h"

#include "compiler/base/buffer.h"
#include "compiler/base/panic.h"

static const DiagInfo catalogue[] = {
#define DIAG(id, code, severity, confidence, slug, summary) \
    [DIAG_##id] = {#code, SEVERITY_##severity, confidence, slug, summary},
#include "compiler/diag/catalog.def"
#undef DIAG
};

const DiagInfo *diag_info(DiagId id) {
    if ((unsigned)id >= DIAG_COUNT) {
        internal_error("diagnostic %d is not in the catalogue", (int)id);
    }
    return &catalogue[id];
}

DiagId diag_find(Text code_or_slug) {
    for (int id = 0; id < DIAG_COUNT; id++) {
        if (text_equal_c(code_or_slug, catalogue[id].code) ||
            text_equal_c(code_or_slug, catalogue[id].slug)) {
            return (DiagId)id;
        }
    }
    return DIAG_COUNT;
}

bool diag_can_be_lowered(DiagId id) {
    enum { CERTAIN = 98 };
    const DiagInfo *info = diag_info(id);
    return info->severity != SEVERITY_ERROR || info->confidence < CERTAIN;
}

Diags diags_make(Arena *a, Sources *sources) {
    Diags ds = {.arena = a, .sources = sources, .limit_per_code = DIAG_SHOWN_PER_CODE};
    for (int id = 0; id < DIAG_COUNT; id++) {
        ds.level[id] = catalogue[id].severity;
    }
    return ds;
}

Diag *diag_add_plain(Diags *ds, DiagId id, Span span) {
    const DiagInfo *info = diag_info(id);
    Diag *d = arena_new(ds->arena, Diag);
    *d = (Diag){
        .id = id,
        .severity = info->severity,
        .confidence = info->confidence,
        .span = span,
        .sequence = (uint32_t)ds->all.count,
    };
    *vec_push(ds->arena, &ds->all) = d;
    return d;
}

Diag *diag_add_arguments(Diags *ds, DiagId id, Span span, const Text *argument, size_t count) {
    if (count > DIAG_ARGUMENTS) {
        internal_error("%s has %zu arguments", diag_info(id)->code, count);
    }
    Diag *d = diag_add_plain(ds, id, span);
    for (size_t i = 0; i < count; i++) {
        d->argument[i] = argument[i];
    }
    return d;
}

void diag_label(Diag *d, Text label) {
    d->label = label;
}

void diag_help(Diag *d, Text help) {
    d->help = help;
}

void diag_note(Diags *ds, Diag *d, Span span, Text text) {
    *vec_push(ds->arena, &d->notes) = (DiagNote){span, text};
}

void diag_fix(Diags *ds, Diag *d, FixSafety safety, Text title, Span span, Text replacement) {
    d->fix = (Fix){.title = title, .safety = safety};
    diag_fix_edit(ds, d, span, replacement);
}

void diag_fix_edit(Diags *ds, Diag *d, Span span, Text replacement) {
    size_t count = d->fix.edit_count;
    d->fix.edit = arena_grow(ds->arena, d->fix.edit, count * sizeof(Edit),
                             (count + 1) * sizeof(Edit), _Alignof(Edit));
    d->fix.edit[count] = (Edit){span, replacement};
    d->fix.edit_count = count + 1;
}

/* One pass, so that braces inside of an argument stay as they are. */
Text diag_message(Arena *a, const Diag *d) {
    Buffer out = {0};
    const char *summary = diag_info(d->id)->summary;
    for (const char *c = summary; *c; c++) {
        if (c[0] == '{' && c[1] >= '0' && c[1] < '0' + DIAG_ARGUMENTS && c[2] == '}') {
            buffer_add(&out, d->argument[c[1] - '0']);
            c += 2;
        } else {
            buffer_add_char(&out, *c);
        }
    }
    Text message = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return message;
}
