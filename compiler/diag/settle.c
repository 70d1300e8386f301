/* Settling: from what the checks found to what is shown. Takes the records of a run, its levels and
 * its accepts; gives them sorted, without repeats, each with its final severity. Also counts them, and
 * applies their safe fixes. Prints nothing. */
#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"

#include <stdlib.h>

/* --- Levels ------------------------------------------------------------------------------------ */

/* The user's level where there is one; else what the check, or the catalogue, gave. */
static Severity effective_severity(const Diags *ds, const Diag *d) {
    bool changed = ds->level[d->id] != diag_info(d->id)->severity;
    return changed && diag_can_be_lowered(d->id) ? ds->level[d->id] : d->severity;
}

size_t diag_count(const Diags *ds, Severity severity) {
    size_t count = 0;
    for (size_t i = 0; i < ds->all.count; i++) {
        const Diag *d = ds->all.at[i];
        count += effective_severity(ds, d) >= severity && d->confidence >= DIAG_HINT &&
                 !d->accepted.size;
    }
    return count;
}

/* --- Accepts ----------------------------------------------------------------------------------- */

/* By finding and entity. The order of two entities is that of their addresses: good for a search,
 * shown nowhere. */
static int compare_keys(DiagId left_id, Sym left, DiagId right_id, Sym right) {
    if (left_id != right_id) {
        return left_id < right_id ? -1 : 1;
    }
    uintptr_t l = (uintptr_t)left, r = (uintptr_t)right;
    return l < r ? -1 : l > r;
}

static int compare_accepts(const void *left, const void *right) {
    const Accept *l = *(Accept *const *)left, *r = *(Accept *const *)right;
    int order = compare_keys(l->id, l->entity, r->id, r->entity);
    return order ? order : l->span.start < r->span.start ? -1 : l->span.start > r->span.start;
}

static Accept *find_accept(Accept *const *sorted, size_t count, DiagId id, Sym entity) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(sorted[middle]->id, sorted[middle]->entity, id, entity) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < count && sorted[low]->id == id && sorted[low]->entity == entity;
    return found ? sorted[low] : NULL;
}

/* Without one it answers nothing; that it is missing was reported when it was read. */
static bool has_reason(const Accept *accept) {
    return text_trim(accept->because).size > 0;
}

/* An accept that was given for other dependencies says so, and answers nothing. */
static void answer(Diags *ds, const Accept *accept, Diag *d) {
    if (!accept->as_of.size || text_equal(accept->as_of, d->fingerprint)) {
        d->accepted = text_trim(accept->because);
    } else if (d->fingerprint.size && !d->outdated) {
        d->outdated = true;
        diag_note(ds, d, accept->span,
                  text_format(ds->arena, "accepted as of %.*s; the dependencies are %.*s now",
                              TEXT_ARG(accept->as_of), TEXT_ARG(d->fingerprint)));
    }
}

void diag_apply_accepts(Diags *ds) {
    size_t count = 0;
    Accept **sorted = arena_array(ds->arena, Accept *, ds->accepts.count);
    for (size_t i = 0; i < ds->accepts.count; i++) {
        if (has_reason(&ds->accepts.at[i])) {
            sorted[count++] = &ds->accepts.at[i];
        }
    }
    if (count == 0) {
        return;
    }
    qsort(sorted, count, sizeof *sorted, compare_accepts);
    for (size_t i = 0; i < ds->all.count; i++) {
        Diag *d = ds->all.at[i];
        if (d->severity == SEVERITY_ERROR && !diag_can_be_lowered(d->id)) {
            continue;
        }
        Accept *accept = d->entity ? find_accept(sorted, count, d->id, d->entity) : NULL;
        if (!accept) {
            accept = find_accept(sorted, count, d->id, NULL);
        }
        if (accept) {
            accept->used = true;
            answer(ds, accept, d);
        }
    }
}

/* Whether a run that did not ask for every target may miss the finding. */
static bool depends_on_targets(DiagId id) {
    return diag_info(id)->code[2] == '7';
}

/* Only of a run without errors: after one, the check that an accept answers may not have run. */
static void report_accepts(Diags *ds) {
    bool complete = !diag_has_errors(ds);
    for (size_t i = 0; i < ds->accepts.count; i++) {
        const Accept *accept = &ds->accepts.at[i];
        const char *code = diag_info(accept->id)->code;
        Text why;
        if (accept->used || !has_reason(accept) || depends_on_targets(accept->id)) {
            continue;
        }
        if (!diag_can_be_lowered(accept->id)) {
            why = text_format(ds->arena, "%s is always an error, and cannot be accepted", code);
        } else if (!complete) {
            continue;
        } else if (accept->entity) {
            why = text_format(ds->arena, "`accept` of %s answers no finding of `%.*s`", code,
                              TEXT_ARG(sym_text(accept->entity)));
        } else {
            why = text_format(ds->arena, "`accept` of %s answers no finding", code);
        }
        Diag *d = diag_add(ds, DIAG_BAD_SUPPRESSION, accept->span, why);
        d->entity = accept->entity;
        d->severity = effective_severity(ds, d);
    }
}

/* --- Order ------------------------------------------------------------------------------------- */

static int compare_arguments(const Diag *left, const Diag *right) {
    for (int i = 0; i < DIAG_ARGUMENTS; i++) {
        int order = text_compare(left->argument[i], right->argument[i]);
        if (order) {
            return order;
        }
    }
    return 0;
}

/* Equal: the same finding about the same place. */
static int compare_findings(const Diag *left, const Diag *right) {
    if (left->span.start != right->span.start) {
        return left->span.start < right->span.start ? -1 : 1;
    }
    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    if (left->span.end != right->span.end) {
        return left->span.end < right->span.end ? -1 : 1;
    }
    return compare_arguments(left, right);
}

static int compare_diags(const void *left, const void *right) {
    const Diag *l = *(Diag *const *)left, *r = *(Diag *const *)right;
    int order = compare_findings(l, r);
    return order ? order : l->sequence < r->sequence ? -1 : l->sequence > r->sequence;
}

static void drop_silenced_and_repeated(Diags *ds) {
    size_t kept = 0;
    for (size_t i = 0; i < ds->all.count; i++) {
        Diag *d = ds->all.at[i];
        bool repeated = kept > 0 && compare_findings(ds->all.at[kept - 1], d) == 0;
        if (d->severity != SEVERITY_OFF && !repeated) {
            ds->all.at[kept++] = d;
        }
    }
    ds->all.count = kept;
}

static void hide_above_limit(Diags *ds) {
    size_t shown[DIAG_COUNT] = {0};
    for (size_t i = 0; i < ds->all.count; i++) {
        Diag *d = ds->all.at[i];
        if (d->accepted.size || d->confidence < DIAG_HINT) {
            continue;
        }
        if (shown[d->id] == ds->limit_per_code) {
            d->hidden = true;
            ds->hidden[d->id]++;
        } else {
            shown[d->id]++;
        }
    }
}

void diag_settle(Diags *ds) {
    for (size_t i = 0; i < ds->all.count; i++) {
        ds->all.at[i]->severity = effective_severity(ds, ds->all.at[i]);
    }
    diag_apply_accepts(ds);
    report_accepts(ds);
    if (ds->all.count > 0) {
        qsort(ds->all.at, ds->all.count, sizeof *ds->all.at, compare_diags);
    }
    drop_silenced_and_repeated(ds);
    hide_above_limit(ds);
}

/* --- Fixes ------------------------------------------------------------------------------------- */

typedef struct PlacedEdit {
    const Edit *edit;
    size_t fix; /* index into the run's diagnostics */
    size_t order;
} PlacedEdit;

static int compare_edits(const void *left, const void *right) {
    const PlacedEdit *l = left, *r = right;
    if (l->edit->span.start != r->edit->span.start) {
        return l->edit->span.start < r->edit->span.start ? -1 : 1;
    }
    return l->order < r->order ? -1 : l->order > r->order;
}

static bool fix_lies_in(const Diags *ds, const Diag *d, const Source *source) {
    for (size_t i = 0; i < d->fix.edit_count; i++) {
        if (source_of(ds->sources, d->fix.edit[i].span.start) != source) {
            return false;
        }
    }
    return d->fix.edit_count > 0 && d->fix.safety == FIX_APPLY && !d->accepted.size;
}

/* The edits in the order of their places, with those left out whose fix touches an earlier one. A fix
 * is applied whole or not at all. */
static size_t choose_edits(PlacedEdit *placed, size_t count, bool *refused) {
    const Edit *last = NULL;
    for (size_t i = 0; i < count; i++) {
        Span span = placed[i].edit->span;
        if (last && (span.start < last->span.end || span.start == last->span.start)) {
            refused[placed[i].fix] = true;
        } else if (!refused[placed[i].fix]) {
            last = placed[i].edit;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!refused[placed[i].fix]) {
            placed[kept++] = placed[i];
        }
    }
    return kept;
}

Text diag_apply_fixes(Arena *a, const Diags *ds, const Source *source, size_t *applied) {
    VEC(PlacedEdit) edits = {0};
    bool *refused = arena_array(a, bool, ds->all.count);
    for (size_t i = 0; i < ds->all.count; i++) {
        const Diag *d = ds->all.at[i];
        refused[i] = !fix_lies_in(ds, d, source);
        for (size_t k = 0; k < d->fix.edit_count && !refused[i]; k++) {
            *vec_push(a, &edits) = (PlacedEdit){&d->fix.edit[k], i, edits.count};
        }
    }
    *applied = 0;
    if (edits.count == 0) {
        return source->bytes;
    }
    qsort(edits.at, edits.count, sizeof *edits.at, compare_edits);
    size_t count = choose_edits(edits.at, edits.count, refused);
    for (size_t i = 0; i < ds->all.count; i++) {
        *applied += !refused[i];
    }

    Buffer out = {0};
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const Edit *edit = edits.at[i].edit;
        buffer_add(&out, text_slice(source->bytes, at, edit->span.start - source->base));
        buffer_add(&out, edit->replacement);
        at = edit->span.end - source->base;
    }
    buffer_add(&out, text_slice(source->bytes, at, source->bytes.size));
    Text bytes = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return bytes;
}
