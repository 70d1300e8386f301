/* `tenon explain`: finds a page and lays it out for a terminal. Takes the pages' Markdown in the few
 * forms that docs/diagnostics uses: headings, paragraphs, lists and fenced blocks. The
 * marks of `code` stay: without colour they are all that shows where a name begins. */
#include "compiler/diag/explain.h"

#include <string.h>

#include "compiler/diag/suggest.h"
#include "compiler/diag/visible.h"

enum { COLUMNS = 80 };

/* --- Finding pages and their parts ------------------------------------------------------------- */

Text explain_page(DiagId id) {
    const char *code = diag_info(id)->code;
    for (const ExplainPage *page = explain_pages; page->code; page++) {
        if (strcmp(page->code, code) == 0) {
            return (Text){page->text, page->size};
        }
    }
    return TEXT("");
}

/* Takes the first line off *REST. */
static Text next_line(Text *rest) {
    size_t end = text_find(*rest, TEXT("\n"));
    Text line = text_slice(*rest, 0, end == SIZE_MAX ? rest->size : end);
    *rest = text_slice(*rest, end == SIZE_MAX ? rest->size : end + 1, rest->size);
    return line;
}

static bool is_heading(Text line, Text heading) {
    return text_starts_with(line, TEXT("## ")) &&
           text_equal(text_trim(text_slice(line, 3, line.size)), heading);
}

Text explain_section(Text page, Text heading) {
    Text rest = page;
    bool fenced = false;
    const char *start = NULL;
    while (rest.size > 0) {
        Text line = next_line(&rest);
        fenced = fenced != text_starts_with(line, TEXT("```"));
        if (fenced) {
            continue;
        }
        if (start && text_starts_with(line, TEXT("## "))) {
            return text_trim((Text){start, (size_t)(line.at - start)});
        }
        if (!start && is_heading(line, heading)) {
            start = rest.at;
        }
    }
    return start ? text_trim((Text){start, (size_t)(page.at + page.size - start)}) : TEXT("");
}

/* --- Layout ------------------------------------------------------------------------------------ */

typedef struct Layout {
    Buffer *out;
    bool colour;
    size_t column; /* cells already in the line */
    size_t indent; /* of the lines that follow in a paragraph */
} Layout;

static void add_style(const Layout *layout, const char *sequence) {
    if (layout->colour) {
        buffer_add_c(layout->out, sequence);
    }
}

static void end_line(Layout *layout) {
    if (layout->column > 0) {
        buffer_add_char(layout->out, '\n');
        layout->column = 0;
    }
}

/* One word, on this line or the next. */
static void add_word(Layout *layout, Text word) {
    size_t cells = 0;
    for (size_t at = 0; at < word.size;) {
        Glyph glyph = glyph_at(word, at);
        cells += glyph.cells;
        at += glyph.size;
    }
    if (layout->column > layout->indent && layout->column + 1 + cells > COLUMNS) {
        end_line(layout);
    }
    if (layout->column == 0) {
        buffer_add_repeat(layout->out, ' ', layout->indent);
        layout->column = layout->indent;
    } else if (layout->column > layout->indent) {
        buffer_add_char(layout->out, ' ');
        layout->column++;
    }
    visible_add(layout->out, word);
    layout->column += cells;
}

static void add_words(Layout *layout, Text line) {
    for (Text rest = text_trim(line); rest.size > 0; rest = text_trim(rest)) {
        size_t end = text_find(rest, TEXT(" "));
        end = end == SIZE_MAX ? rest.size : end;
        add_word(layout, text_slice(rest, 0, end));
        rest = text_slice(rest, end, rest.size);
    }
}

static void add_title(Layout *layout, Text title) {
    end_line(layout);
    add_style(layout, "\033[1m");
    visible_add(layout->out, title);
    add_style(layout, "\033[0m");
    buffer_add_char(layout->out, '\n');
}

static void add_code_line(Layout *layout, Text line) {
    if (line.size > 0) {
        buffer_add_c(layout->out, "    ");
        add_style(layout, "\033[36m");
        visible_add(layout->out, line);
        add_style(layout, "\033[0m");
    }
    buffer_add_char(layout->out, '\n');
}

static void add_item(Layout *layout, Text line) {
    end_line(layout);
    buffer_add_c(layout->out, "- ");
    layout->column = layout->indent = 2;
    add_words(layout, text_slice(line, 2, line.size));
}

static void add_page(Layout *layout, Text page) {
    bool fenced = false;
    while (page.size > 0) {
        Text line = next_line(&page);
        if (text_starts_with(line, TEXT("```"))) {
            end_line(layout);
            fenced = !fenced;
        } else if (fenced) {
            add_code_line(layout, line);
        } else if (text_starts_with(line, TEXT("# "))) {
            add_title(layout, text_slice(line, 2, line.size));
        } else if (text_starts_with(line, TEXT("## "))) {
            add_title(layout, text_slice(line, 3, line.size));
        } else if (text_starts_with(line, TEXT("- "))) {
            add_item(layout, line);
        } else if (text_trim(line).size == 0) {
            end_line(layout);
            layout->indent = 0;
            buffer_add_char(layout->out, '\n');
        } else {
            add_words(layout, line);
        }
    }
    end_line(layout);
}

/* --- The command ------------------------------------------------------------------------------- */

static void add_near_names(Buffer *out, Arena *a, Text wanted) {
    Text names[2 * DIAG_COUNT], nearest[SUGGEST_MOST];
    for (int id = 0; id < DIAG_COUNT; id++) {
        names[id] = text_from(diag_info((DiagId)id)->code);
        names[DIAG_COUNT + id] = text_from(diag_info((DiagId)id)->slug);
    }
    buffer_add_c(out, "there is no finding `");
    visible_add(out, wanted);
    buffer_add_char(out, '`');
    size_t count = suggest_nearest(nearest, wanted, names, 2 * DIAG_COUNT);
    if (count > 0) {
        buffer_add_c(out, "; ");
        buffer_add(out, suggest_words(a, nearest, count));
    }
    buffer_add_c(out, "\n`tenon rules` lists all findings\n");
}

bool explain_print(Buffer *out, Text wanted, bool colour) {
    Arena a = {0};
    DiagId id = diag_find(text_upper_ascii(&a, wanted));
    if (id == DIAG_COUNT) {
        id = diag_find(text_lower_ascii(&a, wanted));
    }
    if (id == DIAG_COUNT) {
        add_near_names(out, &a, wanted);
    } else {
        Layout layout = {.out = out, .colour = colour};
        add_page(&layout, explain_page(id));
    }
    arena_free(&a);
    return id != DIAG_COUNT;
}
