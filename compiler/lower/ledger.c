/* Ledger: rows from a plan, and their three forms. Proves that a target printed all that its plan holds:
 * what the target's author forgot is an internal error, not a gap in the output. */
#include "compiler/lower/ledger.h"

#include "compiler/base/panic.h"
#include "compiler/diag/render.h"
#include "compiler/diag/visible.h"
#include "targets/target.h"

/* --- Rows -------------------------------------------------------------------------------------- */

void ledger_prove(const Plan *plan, Bitset printed) {
    for (size_t i = 0; i < plan->items.count; i++) {
        const PlanItem *item = plan->items.at[i];
        if (!bitset_has(printed, item->id)) {
            Text element = plan_element_text(plan->arena, plan_element(item));
            internal_error("target %s did not print the %s of `%.*s`", plan_printer(plan)->name,
                           plan_kind_word(item->kind), TEXT_ARG(element));
        }
    }
}

static const char *keep(Arena *a, const char *words) {
    return words ? text_c_string(a, text_from(words)) : NULL;
}

void ledger_add(Arena *a, Ledger *ledger, const Plan *plan) {
    for (size_t i = 0; i < plan->items.count; i++) {
        const PlanItem *item = plan->items.at[i];
        if (item->level != LEVEL_NATIVE) {
            continue; /* one of the answers below says more */
        }
        LedgerRow *row = vec_push(a, &ledger->rows);
        *row = (LedgerRow){
            .target = plan_printer(plan)->name, .element = plan_element(item), .cap = item->cap};
        row->element.name = text_copy(a, row->element.name);
        row->origin = item->origin;
    }
    for (size_t i = 0; i < plan->answers.count; i++) {
        const PlanAnswer *answer = &plan->answers.at[i];
        LedgerRow *row = vec_push(a, &ledger->rows);
        *row = (LedgerRow){
            .target = plan_printer(plan)->name, .element = answer->element, .cap = answer->cap};
        row->element.name = text_copy(a, row->element.name);
        row->level = answer->level;
        row->how = keep(a, answer->how);
        row->reason = answer->reason;
        row->origin = answer->origin;
    }
}

/* --- Forms ------------------------------------------------------------------------------------- */

typedef struct Cells {
    const char *target, *cap, *level;
    Text element, how, reason;
} Cells;

static Cells cells_of(Arena *a, const LedgerRow *row) {
    return (Cells){.target = row->target,
                   .cap = plan_cap_word(row->cap),
                   .level = plan_level_word(row->level),
                   .element = plan_element_text(a, row->element),
                   .how = text_from(row->how),
                   .reason = row->reason};
}

static void print_text(Buffer *out, const Cells *c) {
    buffer_format(out, "%-10s %-9s %-24s ", c->target, c->level, c->cap);
    visible_add(out, c->element);
    if (c->how.size) {
        buffer_add_c(out, ": ");
        visible_add(out, c->how);
    }
    if (c->reason.size) {
        buffer_add_c(out, " (accepted: ");
        visible_add(out, c->reason);
        buffer_add_char(out, ')');
    }
    buffer_add_char(out, '\n');
}

/* A cell of a Markdown table: no line end, no bar, nothing that starts a tag or code. */
static void print_cell(Buffer *out, Text text) {
    buffer_add_c(out, " ");
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (c == '\n' || c == '\r') {
            buffer_add_char(out, ' ');
        } else if (c == '<') {
            buffer_add_c(out, "&lt;");
        } else if (c == '&') {
            buffer_add_c(out, "&amp;");
        } else {
            if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '[') {
                buffer_add_char(out, '\\');
            }
            buffer_add_char(out, c);
        }
    }
    buffer_add_c(out, " |");
}

static void print_markdown(Buffer *out, const Cells *c) {
    buffer_add_char(out, '|');
    print_cell(out, c->element);
    print_cell(out, text_from(c->target));
    print_cell(out, text_from(c->cap));
    print_cell(out, text_from(c->level));
    print_cell(out, c->how);
    print_cell(out, c->reason);
    buffer_add_char(out, '\n');
}

static void print_member(Buffer *out, const char *name, Text value) {
    json_add_string(out, text_from(name));
    buffer_add_c(out, ": ");
    json_add_string(out, value);
}

static void print_place(Buffer *out, const Sources *sources, Span origin) {
    Place place = source_place(sources, origin.start);
    buffer_add_c(out, ", ");
    print_member(out, "file", place.source->path);
    buffer_format(out, ", \"line\": %u, \"column\": %u", (unsigned)place.line,
                  (unsigned)place.column);
}

static void print_json(Buffer *out, const Cells *c, const Sources *sources, Span origin) {
    buffer_add_c(out, "    {");
    print_member(out, "target", text_from(c->target));
    buffer_add_c(out, ", ");
    print_member(out, "element", c->element);
    buffer_add_c(out, ", ");
    print_member(out, "capability", text_from(c->cap));
    buffer_add_c(out, ", ");
    print_member(out, "level", text_from(c->level));
    if (c->how.size) {
        buffer_add_c(out, ", ");
        print_member(out, "how", c->how);
    }
    if (c->reason.size) {
        buffer_add_c(out, ", ");
        print_member(out, "accepted", c->reason);
    }
    if (span_exists(origin)) {
        print_place(out, sources, origin);
    }
    buffer_add_char(out, '}');
}

static bool same_target(const LedgerRow *row, const char *target) {
    return text_equal_c(text_from(row->target), target);
}

/* `sqlite: 40 native, 12 emulated`, of the rows that begin at START; gives where the next target's do. */
static size_t print_counts(Buffer *out, const Ledger *ledger, size_t start) {
    size_t count[LEVEL_REFUSED + 1] = {0}, end = start;
    const char *target = ledger->rows.at[start].target, *separator = ": ";
    for (; end < ledger->rows.count && same_target(&ledger->rows.at[end], target); end++) {
        count[ledger->rows.at[end].level]++;
    }
    buffer_add_c(out, target);
    for (Level level = LEVEL_NATIVE; level <= LEVEL_REFUSED; level++) {
        if (count[level]) {
            buffer_format(out, "%s%zu %s", separator, count[level], plan_level_word(level));
            separator = ", ";
        }
    }
    buffer_add_char(out, '\n');
    return end;
}

static void print_rows(Buffer *out, const Ledger *ledger, const Sources *sources, LedgerForm form) {
    Arena cells = {0};
    for (size_t i = 0; i < ledger->rows.count; i++) {
        const LedgerRow *row = &ledger->rows.at[i];
        if (form == LEDGER_TEXT && row->level == LEVEL_NATIVE) {
            continue;
        }
        Cells c = cells_of(&cells, row);
        switch (form) {
        case LEDGER_TEXT:
        case LEDGER_TEXT_ALL: print_text(out, &c); break;
        case LEDGER_MARKDOWN: print_markdown(out, &c); break;
        case LEDGER_JSON:
            buffer_add_c(out, i == 0 ? "\n" : ",\n");
            print_json(out, &c, sources, row->origin);
            break;
        }
        arena_reset(&cells);
    }
    arena_free(&cells);
}

void ledger_print(Buffer *out, const Ledger *ledger, const Sources *sources, LedgerForm form) {
    switch (form) {
    case LEDGER_TEXT:
    case LEDGER_TEXT_ALL:
        print_rows(out, ledger, sources, form);
        for (size_t i = 0; i < ledger->rows.count;) {
            i = print_counts(out, ledger, i);
        }
        return;
    case LEDGER_MARKDOWN:
        buffer_add_c(out, "| element | target | capability | level | how | accepted because |\n"
                          "|---|---|---|---|---|---|\n");
        print_rows(out, ledger, sources, form);
        return;
    case LEDGER_JSON:
        buffer_add_c(out, "{\n  \"format_version\": 1,\n  \"rows\": [");
        print_rows(out, ledger, sources, form);
        buffer_add_c(out, ledger->rows.count ? "\n  ]\n}\n" : "]\n}\n");
        return;
    }
}
