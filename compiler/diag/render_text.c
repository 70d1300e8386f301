/* The text form, for people: a headline, the lines of the source with carets, notes, what to do.
 *
 * Takes settled diagnostics. Everything that comes from a model or a path is shown through visible.h,
 * so it can neither colour, move nor break a line. A span of several lines shows its first; a long line
 * shows the part around its span. Looking at a line costs no more than what is shown of it. */
#include "compiler/diag/render.h"

#include "compiler/diag/visible.h"

enum { EXCERPT_CELLS = 100, CELLS_BEFORE_SPAN = 30 };

typedef enum Style { STYLE_ERROR, STYLE_WARNING, STYLE_NOTE, STYLE_STRONG, STYLE_FRAME } Style;

typedef struct Page {
    Buffer *out;
    const Diags *ds;
    bool colour;
    size_t gutter; /* digits of the largest line number of the finding */
} Page;

static void begin_style(const Page *page, Style style) {
    static const char *const code[] = {
        [STYLE_ERROR] = "\033[1;31m", [STYLE_WARNING] = "\033[1;33m", [STYLE_NOTE] = "\033[1;36m",
        [STYLE_STRONG] = "\033[1m",   [STYLE_FRAME] = "\033[1;34m",
    };
    if (page->colour) {
        buffer_add_c(page->out, code[style]);
    }
}

static void end_style(const Page *page) {
    if (page->colour) {
        buffer_add_c(page->out, "\033[0m");
    }
}

static Style severity_style(Severity severity) {
    return severity == SEVERITY_ERROR     ? STYLE_ERROR
           : severity == SEVERITY_WARNING ? STYLE_WARNING
                                          : STYLE_NOTE;
}

/* --- The gutter -------------------------------------------------------------------------------- */

static size_t count_digits(uint32_t number) {
    size_t digits = 1;
    while (number /= 10) {
        digits++;
    }
    return digits;
}

static size_t gutter_of(const Diags *ds, const Diag *d) {
    uint32_t last = source_place(ds->sources, d->span.start).line;
    for (size_t i = 0; i < d->notes.count; i++) {
        uint32_t line = source_place(ds->sources, d->notes.at[i].span.start).line;
        last = line > last ? line : last;
    }
    return count_digits(last);
}

static void add_gutter(const Page *page, const char *mark) {
    buffer_add_repeat(page->out, ' ', page->gutter + 1);
    begin_style(page, STYLE_FRAME);
    buffer_add_c(page->out, mark);
    end_style(page);
}

/* --- The excerpt ------------------------------------------------------------------------------- */

/* A part of one source line, from byte START to END, as it will be shown; the carets stand below the
 * bytes from SPAN_START to SPAN_END. All are offsets in the line. */
typedef struct Window {
    Text line;
    size_t start, end;
    size_t span_start, span_end;
} Window;

static size_t previous_glyph(Text line, size_t at) {
    size_t back = at - 1;
    while (back > 0 && at - back < 4 && ((unsigned char)line.at[back] & 0xC0) == 0x80) {
        back--;
    }
    return back + glyph_at(line, back).size == at ? back : at - 1;
}

static bool is_tab(Glyph glyph) {
    return glyph.code == '\t' && !glyph.is_byte;
}

/* What a glyph takes of a window. A combining mark counts too, or a line of them would have no end. */
static size_t glyph_weight(Glyph glyph) {
    return is_tab(glyph) ? TAB_WIDTH : glyph.cells > 0 ? glyph.cells : 1;
}

/* The whole line where it fits; else some cells before the span, and as many behind as there is room. */
static Window window_of(Text line, size_t span_start, size_t span_end) {
    Window w = {line, span_start, span_start, span_start, span_end};
    size_t before = 0, behind = 0;
    while (w.start > 0 && before < EXCERPT_CELLS) {
        size_t previous = previous_glyph(line, w.start);
        before += glyph_weight(glyph_at(line, previous));
        w.start = previous;
    }
    while (w.end < line.size && behind < EXCERPT_CELLS) {
        Glyph glyph = glyph_at(line, w.end);
        behind += glyph_weight(glyph);
        w.end += glyph.size;
    }
    if (w.start == 0 && w.end == line.size && before + behind <= EXCERPT_CELLS) {
        return w;
    }
    while (before > CELLS_BEFORE_SPAN) {
        Glyph glyph = glyph_at(line, w.start);
        before -= glyph_weight(glyph);
        w.start += glyph.size;
    }
    while (before + behind > EXCERPT_CELLS && w.end > span_start) {
        w.end = previous_glyph(line, w.end);
        behind -= glyph_weight(glyph_at(line, w.end));
    }
    return w;
}

/* Shows a window's bytes up to END; gives the cells they take. A tab reaches to the next stop. */
static size_t add_glyphs(Buffer *out, const Window *w, size_t start, size_t end, size_t cell) {
    size_t first = cell;
    for (size_t at = start; at < end;) {
        Glyph glyph = glyph_at(w->line, at);
        if (is_tab(glyph)) {
            size_t cells = TAB_WIDTH - cell % TAB_WIDTH;
            buffer_add_repeat(out, ' ', cells);
            cell += cells;
        } else {
            glyph_add(out, w->line, at, glyph);
            cell += glyph.cells;
        }
        at += glyph.size;
    }
    return cell - first;
}

static Window window_of_span(const Diags *ds, Span span) {
    Place place = source_place(ds->sources, span.start);
    Text line = source_line(place.source, place.line);
    size_t line_offset = (size_t)(line.at - place.source->bytes.at);
    size_t start = place.offset > line_offset ? place.offset - line_offset : 0;
    start = start < line.size ? start : line.size; /* it may begin in the line end */
    size_t length = span.end > span.start ? span.end - span.start : 0;
    return window_of(line, start, length < line.size - start ? start + length : line.size);
}

/* Where the carets stand, in cells of the shown line. */
typedef struct Carets {
    size_t blank, count;
} Carets;

static Carets add_source_line(const Page *page, const Window *w) {
    static const char cut[] = "...";
    Carets carets = {0, 0};
    if (w->line.size > 0) {
        buffer_add_char(page->out, ' ');
    }
    if (w->start > 0) {
        buffer_add_c(page->out, cut);
        carets.blank = sizeof cut - 1;
    }
    size_t end = w->span_end < w->end ? w->span_end : w->end;
    carets.blank += add_glyphs(page->out, w, w->start, w->span_start, carets.blank);
    carets.count = add_glyphs(page->out, w, w->span_start, end, carets.blank);
    add_glyphs(page->out, w, end, w->end, carets.blank + carets.count);
    buffer_add_c(page->out, w->end < w->line.size ? cut : "");
    buffer_add_char(page->out, '\n');
    return carets;
}

static void add_excerpt(const Page *page, Span span, Text label, Style style, char caret) {
    uint32_t number = source_place(page->ds->sources, span.start).line;
    Window window = window_of_span(page->ds, span);
    add_gutter(page, "|\n");
    begin_style(page, STYLE_FRAME);
    buffer_add_repeat(page->out, ' ', page->gutter - count_digits(number));
    buffer_format(page->out, "%lu |", (unsigned long)number);
    end_style(page);
    Carets carets = add_source_line(page, &window);

    add_gutter(page, "| ");
    buffer_add_repeat(page->out, ' ', carets.blank);
    begin_style(page, style);
    buffer_add_repeat(page->out, caret, carets.count > 0 ? carets.count : 1);
    if (label.size) {
        buffer_add_char(page->out, ' ');
        visible_add(page->out, label);
    }
    end_style(page);
    buffer_add_char(page->out, '\n');
}

/* --- One finding ------------------------------------------------------------------------------- */

static void add_headline(const Page *page, const Diag *d) {
    begin_style(page, severity_style(d->severity));
    buffer_format(page->out, "%s[%s]", render_severity(d->severity), diag_info(d->id)->code);
    end_style(page);
    begin_style(page, STYLE_STRONG);
    buffer_add_c(page->out, ": ");
    visible_add(page->out, diag_message(page->ds->arena, d));
    end_style(page);
    buffer_add_char(page->out, '\n');
}

static void add_place(const Page *page, Span span, const char *arrow) {
    Place place = source_place(page->ds->sources, span.start);
    buffer_add_repeat(page->out, ' ', page->gutter);
    begin_style(page, STYLE_FRAME);
    buffer_add_c(page->out, arrow);
    end_style(page);
    buffer_add_char(page->out, ' ');
    visible_add(page->out, place.source->path);
    buffer_format(page->out, ":%lu:%lu\n", (unsigned long)place.line, (unsigned long)place.column);
}

static void add_inline_note(const Page *page, Text text) {
    add_gutter(page, "= ");
    visible_add(page->out, text);
    buffer_add_char(page->out, '\n');
}

static Text example_cell(const DiagExample *x, size_t row, size_t column) {
    Text cell = x->cell[row * x->column_count + column];
    return cell.at ? cell : TEXT("null");
}

static void add_notes(const Page *page, const Diag *d) {
    for (size_t i = 0; i < d->notes.count; i++) {
        const DiagNote *note = &d->notes.at[i];
        if (span_exists(note->span)) {
            add_place(page, note->span, ":::");
            add_excerpt(page, note->span, note->text, STYLE_FRAME, '-');
        } else {
            add_inline_note(page, note->text);
        }
    }
}

/* What to do, and where to read more: always the last line of a finding. */
static void add_help(const Page *page, const Diag *d) {
    static const char *const safety[] = {
        [FIX_APPLY] = "apply",
        [FIX_REVIEW] = "review",
        [FIX_PLACEHOLDER] = "placeholder",
    };
    Text help = d->help.size ? d->help : d->fix.title;
    const char *code = diag_info(d->id)->code;
    if (!help.size) {
        add_gutter(page, "= ");
        buffer_format(page->out, "explain: tenon explain %s\n", code);
        return;
    }
    begin_style(page, STYLE_NOTE);
    buffer_add_c(page->out, "help");
    end_style(page);
    buffer_add_c(page->out, ": ");
    visible_add(page->out, help);
    if (d->fix.edit_count > 0) {
        buffer_format(page->out, "   [fix: %s]", safety[d->fix.safety]);
    }
    buffer_format(page->out, "   explain: tenon explain %s\n", code);
}

/* The rows as a table, below the sentence that they show. */
static void add_example(const Page *page, const DiagExample *x) {
    add_inline_note(page, x->says);
    size_t *cells = arena_array(page->ds->arena, size_t, x->column_count);
    Buffer measured = {0};
    for (size_t k = 0; k < x->column_count; k++) {
        cells[k] = visible_add(&measured, x->column[k]);
        for (size_t i = 0; i < x->row_count; i++) {
            size_t width = visible_add(&measured, example_cell(x, i, k));
            cells[k] = width > cells[k] ? width : cells[k];
        }
    }
    buffer_free(&measured);
    for (size_t line = 0; line <= x->row_count; line++) {
        add_gutter(page, "   ");
        const char *bar = "";
        for (size_t k = 0; k < x->column_count; k++) {
            if (!x->told[k]) {
                continue;
            }
            buffer_add_c(page->out, bar);
            size_t used =
                visible_add(page->out, line ? example_cell(x, line - 1, k) : x->column[k]);
            buffer_add_repeat(page->out, ' ', cells[k] - used);
            bar = " | ";
        }
        while (page->out->at[page->out->size - 1] == ' ') {
            page->out->size--;
        }
        buffer_add_char(page->out, '\n');
    }
}

static void add_finding(Page *page, const Diag *d) {
    page->gutter = gutter_of(page->ds, d);
    add_headline(page, d);
    if (span_exists(d->span)) {
        add_place(page, d->span, "-->");
        add_excerpt(page, d->span, d->label, severity_style(d->severity), '^');
    } else if (d->label.size) {
        add_inline_note(page, d->label);
    }
    add_notes(page, d);
    if (d->example) {
        add_example(page, d->example);
    }
    if (d->accepted.size) {
        add_gutter(page, "= ");
        buffer_add_c(page->out, "accepted: ");
        visible_add(page->out, d->accepted);
        if (d->fingerprint.size) {
            buffer_add_c(page->out, "   [as of: ");
            visible_add(page->out, d->fingerprint);
            buffer_add_char(page->out, ']');
        }
        buffer_add_char(page->out, '\n');
    }
    add_help(page, d);
    buffer_add_char(page->out, '\n');
}

/* --- The end ----------------------------------------------------------------------------------- */

static void add_hidden(const Page *page) {
    for (int id = 0; id < DIAG_COUNT; id++) {
        if (page->ds->hidden[id] > 0) {
            const DiagInfo *info = diag_info((DiagId)id);
            buffer_format(page->out, "and %zu more %s (%s); --all shows them\n",
                          page->ds->hidden[id], info->code, info->slug);
        }
    }
}

static void add_number(Buffer *out, bool *first, size_t count, const char *one, const char *many) {
    if (count > 0) {
        buffer_format(out, "%s%zu %s", *first ? "" : ", ", count, count == 1 ? one : many);
        *first = false;
    }
}

static void add_summary(const Page *page) {
    RenderCounts count = render_count(page->ds);
    bool first = true;
    add_number(page->out, &first, count.errors, "error", "errors");
    add_number(page->out, &first, count.warnings, "warning", "warnings");
    add_number(page->out, &first, count.notes, "note", "notes");
    add_number(page->out, &first, count.accepted, "accepted", "accepted");
    buffer_add_c(page->out, first ? "no findings\n" : "\n");
}

void render_text(Buffer *out, const Diags *ds, const RenderOptions *options) {
    Page page = {.out = out, .ds = ds, .colour = options->colour};
    for (size_t i = 0; i < ds->all.count; i++) {
        const Diag *d = ds->all.at[i];
        if (render_shows(d, options) && (options->all || !d->accepted.size)) {
            add_finding(&page, d);
        }
    }
    if (!options->all) {
        add_hidden(&page);
    }
    if (options->summary) {
        add_summary(&page);
    }
}
