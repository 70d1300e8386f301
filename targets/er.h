/* What the files of the target `er` share: how a diagram is to look, and its three steps. The
 * model is written as DOT (er_dot.c, with its relations in er_edge.c), Graphviz lays that out
 * (graphviz.c), and the drawing is finished (er_svg.c). */
#ifndef TENON_TARGETS_ER_H
#define TENON_TARGETS_ER_H

#include "compiler/base/buffer.h"
#include "compiler/schema/schema.h"

typedef enum ErRows { ER_ROWS_ALL, ER_ROWS_KEYS, ER_ROWS_NONE } ErRows;

/* One hue, in its four uses; every one is a colour that SVG knows, written "#rrggbb". */
typedef struct ErHue {
    const char *area, *border, *title, *ink, *line; /* cluster, outline, header, words, edges */
} ErHue;

enum { ER_HUES = 8 };

typedef struct ErTheme {
    const char *background, *card, *ink, *quiet; /* `quiet`: types, and what a convention added */
    ErHue plain;                                 /* entities outside all areas */
    ErHue hue[ER_HUES];                          /* of the areas in turn */
} ErTheme;

extern const ErTheme er_light, er_dark;

typedef struct ErLook {
    const ErTheme *theme;
    ErRows rows;
    bool top_down; /* else from left to right */
    bool audit;    /* shows audit entities */
    bool no_ends;  /* er_finish_svg draws them */
} ErLook;

/* Whether relations end at rows, or somewhere at the outline. */
static inline bool er_ends_at_rows(ErLook look) {
    return look.rows != ER_ROWS_NONE && !look.top_down;
}

/* A diagram in the making. */
typedef struct ErDiagram {
    Arena *arena;
    const Schema *schema;
    ErLook look;
    Text *node;         /* by entity number: its name in DOT, without the quotes */
    const ErHue **hue;  /* by entity number */
} ErDiagram;

/* The whole diagram as DOT text. */
void er_write_dot(Arena *a, Buffer *out, const Schema *schema, ErLook look);

/* Whether E has a box of its own. The others are told by a mark, or by a line. */
bool er_is_shown(ErLook look, const Entity *e);
/* The name of AT's row, where edges can end; its quotes are the caller's. The header's is "#". */
Text er_port(Arena *a, const Attribute *at);

/* The edges of all relations of E. */
void er_write_edges(Buffer *out, const ErDiagram *d, const Entity *e);

/* The two contexts of foreign text in DOT: inside <…> of an HTML-like label, and inside the
 * quotes of a tooltip. A label has one line; a tooltip may have many. */
void er_add_label(Buffer *out, Text t);
void er_add_tooltip(Buffer *out, Text t);

/* Points that T takes in a wide sans serif of SIZE points: what any of the fonts that may show the
 * diagram fits into. */
unsigned er_width(Text t, unsigned size);

extern const char er_fonts[]; /* families, by preference */

/* Adds Graphviz' SVG of a diagram without ends to OUT: with its ends, with tooltips that
 * browsers show, and without what depends on the version of Graphviz. */
void er_finish_svg(Arena *a, Buffer *out, Text svg, ErLook look);

#endif
