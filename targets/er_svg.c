/* The last hand on a drawing. Takes the SVG that Graphviz writes, one element a line; gives it without
 * what differs between its versions (comments, document type), without the `xlink` that its tooltips
 * use and browsers do not show, with the fonts named once, and with crow's feet as thin lines where
 * Graphviz fills them. What it does not know it passes on as it is. */
#include "targets/er.h"

#include <stdlib.h>
#include <string.h>

/* --- Lines and attributes ---------------------------------------------------------------------- */

/* Cuts the first line off REST, without its end. */
static Text next_line(Text *rest) {
    size_t end = text_find(*rest, TEXT("\n"));
    Text line = text_slice(*rest, 0, end == SIZE_MAX ? rest->size : end);
    *rest = text_slice(*rest, end == SIZE_MAX ? rest->size : end + 1, rest->size);
    return line;
}

/* The offsets of the value of ATTRIBUTE (`name="`) in LINE; false when it has none. */
static bool find_value(Text line, Text attribute, size_t *start, size_t *end) {
    size_t at = text_find(line, attribute);
    if (at == SIZE_MAX) {
        return false;
    }
    *start = at + attribute.size;
    size_t length = text_find(text_slice(line, *start, line.size), TEXT("\""));
    *end = *start + length;
    return length != SIZE_MAX;
}

static Text value_of(Text line, Text attribute) {
    size_t start, end;
    return find_value(line, attribute, &start, &end) ? text_slice(line, start, end) : TEXT("");
}

/* Adds LINE without ATTRIBUTE (` name="`), if that stands before the words of the model. */
static void add_without(Buffer *out, Text line, Text attribute) {
    size_t start, end;
    if (find_value(line, attribute, &start, &end)) {
        buffer_add(out, text_slice(line, 0, start - attribute.size));
        line = text_slice(line, end + 1, line.size);
    }
    buffer_add(out, line);
    buffer_add_char(out, '\n');
}

/* --- Ends of relations ------------------------------------------------------------------------- */

typedef struct Point { double x, y; } Point;

enum { TEE_POINTS = 5, CROW_POINTS = 10, MOST_POINTS = 16 };

/* The points of a polygon; 0 when there are more than MOST_POINTS, or it holds anything else. */
static size_t read_points(Text text, Point point[MOST_POINTS]) {
    char buffer[512];
    if (text.size >= sizeof buffer) {
        return 0;
    }
    memcpy(buffer, text.at, text.size);
    buffer[text.size] = '\0';
    size_t count = 0;
    for (char *at = buffer, *end; *at; at = end) {
        Point p = {.x = strtod(at, &end)};
        if (end == at || *end != ',' || count == MOST_POINTS) {
            return 0;
        }
        at = end + 1;
        p.y = strtod(at, &end);
        if (end == at) {
            return 0;
        }
        point[count++] = p;
        end += strspn(end, " ");
    }
    return count;
}

static bool same(Point a, Point b) {
    return a.x == b.x && a.y == b.y;
}

static Point middle(Point a, Point b) {
    return (Point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/* Graphviz' `crow`: from the apex to a toe, the middle of the foot (thrice), the other toe, and back. */
static bool is_crow(const Point *p, size_t count) {
    return count == CROW_POINTS && same(p[0], p[8]) && same(p[0], p[9]) && same(p[3], p[4]) &&
           same(p[4], p[5]);
}

/* Its `tee`: a thin rectangle across the line. */
static bool is_tee(const Point *p, size_t count) {
    return count == TEE_POINTS && same(p[0], p[4]);
}

static void begin_strokes(Buffer *out, Text line) {
    buffer_format(out, "<path fill=\"none\" stroke=\"%.*s\" stroke-width=\"%.*s\" stroke-linecap=\"round\" d=\"",
                  TEXT_ARG(value_of(line, TEXT(" stroke=\""))),
                  TEXT_ARG(value_of(line, TEXT(" stroke-width=\""))));
}

static void add_stroke(Buffer *out, Point from, Point to) {
    buffer_format(out, "M%.2f,%.2fL%.2f,%.2f", from.x, from.y, to.x, to.y);
}

/* A toe, spread a third further from the middle. */
static Point spread(Point toe, Point foot) {
    return (Point){foot.x + (toe.x - foot.x) * 4 / 3, foot.y + (toe.y - foot.y) * 4 / 3};
}

/* A polygon of an edge: the shapes that are known are drawn as lines. */
static bool add_end(Buffer *out, Text line) {
    Point p[MOST_POINTS];
    size_t count = read_points(value_of(line, TEXT(" points=\"")), p);
    if (is_crow(p, count)) {
        begin_strokes(out, line);
        add_stroke(out, p[0], spread(p[1], p[3]));
        add_stroke(out, p[0], p[3]);
        add_stroke(out, p[0], spread(p[7], p[3]));
    } else if (is_tee(p, count)) {
        begin_strokes(out, line);
        add_stroke(out, middle(p[0], p[3]), middle(p[1], p[2]));
    } else {
        return false;
    }
    buffer_add_c(out, "\"/>\n");
    return true;
}

/* --- The whole --------------------------------------------------------------------------------- */

/* `<g id="…"><a xlink:title="WORDS">` becomes a group with a title. */
static bool add_tooltip(Buffer *out, Text line) {
    size_t start, end;
    if (text_find(line, TEXT("<a ")) == SIZE_MAX ||
        !find_value(line, TEXT("xlink:title=\""), &start, &end)) {
        return false;
    }
    buffer_add_c(out, "<g><g><title>");
    buffer_add(out, text_slice(line, start, end));
    buffer_add_c(out, "</title>\n");
    return true;
}

/* The element `svg` takes two lines, of which the second ends it. */
static void add_root(Buffer *out, Text first, Text *rest) {
    buffer_add(out, first);
    buffer_add_char(out, '\n');
    Text second = next_line(rest);
    size_t start, end;
    if (find_value(second, TEXT(" xmlns:xlink=\""), &start, &end)) {
        second = text_slice(second, 0, start - strlen(" xmlns:xlink=\""));
    }
    buffer_add(out, second);
    buffer_format(out, " font-family=\"%s\">\n", er_fonts);
}

void er_finish_svg(Buffer *out, Text svg) {
    size_t root = text_find(svg, TEXT("<svg "));
    Text rest = text_slice(svg, root == SIZE_MAX ? svg.size : root, svg.size);
    bool in_edge = false;
    buffer_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    while (rest.size) {
        Text line = next_line(&rest);
        if (text_starts_with(line, TEXT("<svg "))) {
            add_root(out, line, &rest);
        } else if (text_starts_with(line, TEXT("<!--"))) {
            continue;
        } else if (text_equal_c(line, "</a>")) {
            buffer_add_c(out, "</g>\n");
        } else if (add_tooltip(out, line)) {
            continue;
        } else if (text_starts_with(line, TEXT("<text "))) {
            add_without(out, line, TEXT(" font-family=\""));
        } else if (in_edge && text_starts_with(line, TEXT("<polygon ")) && add_end(out, line)) {
            continue;
        } else {
            buffer_add(out, line);
            buffer_add_char(out, '\n');
        }
        if (text_starts_with(line, TEXT("<g id=\"")) && text_find(line, TEXT("class=\"")) != SIZE_MAX) {
            in_edge = text_ends_with(line, TEXT("class=\"edge\">"));
        }
    }
}
