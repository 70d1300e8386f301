/* Graphviz, loaded when a diagram is drawn and never before: DOT text in, a drawing out. */
#ifndef TENON_TARGETS_GRAPHVIZ_H
#define TENON_TARGETS_GRAPHVIZ_H

#include "compiler/base/buffer.h"

typedef enum GraphvizState {
    GRAPHVIZ_DREW,
    GRAPHVIZ_MISSING, /* its libraries cannot be loaded */
    GRAPHVIZ_REFUSED, /* it could not lay the graph out */
} GraphvizState;

typedef struct GraphvizResult {
    GraphvizState state;
    Text reason; /* in one line; of REFUSED: Graphviz' own words */
} GraphvizResult;

/* Lays DOT out with the engine `dot` and adds it to OUT as SVG. Text is measured by Graphviz's
 * own tables, not by the fonts of the machine, so the same DOT gives the same bytes wherever the
 * version of Graphviz is the same. */
GraphvizResult graphviz_draw_svg(Arena *a, Buffer *out, Text dot);

#endif
