/* Foreign text in a diagram. Takes names and prose of the model; gives them escaped for the two
 * places where DOT holds text, and the room that they take.
 *
 * Every character is kept but those that XML cannot hold: those are shown by their picture. What
 * Graphviz would read as its own (\N, \G, \l, entities) stays plain text. */
#include "compiler/diag/visible.h"
#include "targets/er.h"

const char er_fonts[] = "Inter,Segoe UI,Helvetica Neue,Helvetica,Arial,sans-serif";

typedef struct Escape {
    char of;
    const char *as;
} Escape;

/* Graphviz reads escapes in a label once, behind the entities: the backslash is doubled. */
static const Escape label_escape[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\\', "\\\\"},
    {'\n', " "},    {'\t', " "},   {'\r', " "},   {0, NULL},
};

/* In a tooltip it reads them twice, and the entities only in the SVG. */
static const Escape tooltip_escape[] = {
    {'&', "&amp;"},  {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\\', "\\\\\\\\"},
    {'\n', "&#10;"}, {'\t', " "},   {'\r', " "},   {0, NULL},
};

/* A picture for what XML 1.0 forbids (section 2.2), and for the controls; else 0. */
static uint32_t picture_of(Glyph g) {
    if (g.is_byte || (g.code >= 0x80 && g.code < 0xA0) || g.code == 0xFFFE || g.code == 0xFFFF) {
        return 0xFFFD;
    }
    return g.code < 0x20 ? 0x2400 + g.code : g.code == 0x7F ? 0x2421 : 0;
}

/* CODE is in the basic plane, and above U+07FF. */
static void add_three_bytes(Buffer *out, uint32_t code) {
    buffer_add_char(out, (char)(0xE0 | code >> 12));
    buffer_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
    buffer_add_char(out, (char)(0x80 | (code & 0x3F)));
}

static void add_escaped(Buffer *out, Text t, const Escape *escape) {
    for (size_t i = 0; i < t.size;) {
        Glyph g = glyph_at(t, i);
        const Escape *e = escape;
        while (e->as && (unsigned char)e->of != g.code) {
            e++;
        }
        uint32_t picture = picture_of(g);
        if (e->as) {
            buffer_add_c(out, e->as);
        } else if (picture) {
            add_three_bytes(out, picture);
        } else {
            buffer_add(out, text_slice(t, i, i + g.size));
        }
        i += g.size;
    }
}

void er_add_label(Buffer *out, Text t) {
    add_escaped(out, t, label_escape);
}

void er_add_tooltip(Buffer *out, Text t) {
    add_escaped(out, t, tooltip_escape);
}

/* Widths of U+0020 to U+007E in hundredths of the size. */
static const unsigned char advance[] = {
    32, 41, 46, 84, 64, 95, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 99, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
};

/* The same for one character. Beyond ASCII by the cells of a grid: none, half an em and a bit,
 * one em. */
static unsigned advance_of(Glyph g) {
    static const unsigned by_cells[] = {0, 64, 104};
    if (g.code >= ' ' && g.code < 0x7F) {
        return advance[g.code - ' '];
    }
    if (picture_of(g)) {
        return by_cells[2];
    }
    return g.escaped ? 0 : by_cells[g.cells];
}

unsigned er_width(Text t, unsigned size) {
    unsigned width = 0;
    for (size_t i = 0; i < t.size;) {
        Glyph g = glyph_at(t, i);
        width += advance_of(g);
        i += g.size;
    }
    return (width * size + 99) / 100;
}
