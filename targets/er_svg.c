/* The last hand on a drawing. Takes the SVG that Graphviz writes, one element a line, of edges
 * without ends; gives it with crow's feet, with tooltips that browsers show, with the fonts named
 * once, and without what differs between versions of Graphviz (comments, document type). What it
 * does not know it passes on as it is.
 *
 * Graphviz' own ends are filled shapes that turn with their line: where many lines meet at a key
 * they become a blot. These are thin, and at a row they stand upright, so that they cover one
 * another. */
#include "targets/er.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Lines and attributes
 * ---------------------------------------------------------------------- */

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
    *end = length == SIZE_MAX ? line.size : *start + length;
    return length != SIZE_MAX;
}

static Text value_of(Text line, Text attribute) {
    size_t start, end;
    return find_value(line, attribute, &start, &end) ? text_slice(line, start, end) : TEXT("");
}

/* --- Ends of relations
 * ------------------------------------------------------------------------- */

typedef struct Point {
    double x, y;
} Point;
typedef VEC(Point) Points;

/* An end, in points along its line from the entity on; 0: it has no such part. */
typedef struct Shape {
    const char *class;           /* in the class of its edge */
    double bar[2], foot, circle; /* `circle`: its centre */
    double length;
} Shape;

static const double bar_half = 4.5, foot_half = 5.5, radius = 3.2, shortest_handle = 10;

/* Where lines with different ends meet at one key, their parts stand beside each other. */
static const Shape shapes[] = {
    {"one", {5, 9}, 0, 0, 12},
    {"maybe", {5, 0}, 0, 13.2, 16.4},
    {"any", {0, 0}, 10, 13.2, 16.4},
};

/* The end that CLASS (`edge one any`) names as its word NUMBER; NULL: it is no edge of ours. */
static const Shape *find_shape(Text class, size_t number) {
    for (; number && class.size; number--) {
        size_t blank = text_find(class, TEXT(" "));
        class = text_slice(class, blank == SIZE_MAX ? class.size : blank + 1, class.size);
    }
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (text_starts_with(class, text_from(shapes[i].class))) {
            return &shapes[i];
        }
    }
    return NULL;
}

/* The points of `M0,0C1,1 2,2 3,3 …`; false when it is anything else. */
static bool read_path(Arena *a, Text d, Points *points) {
    char *at = text_c_string(a, d);
    while (*at) {
        at += strspn(at, "MC ");
        Point p;
        char *end;
        p.x = strtod(at, &end);
        if (end == at || *end != ',') {
            return false;
        }
        at = end + 1;
        p.y = strtod(at, &end);
        if (end == at) {
            return false;
        }
        at = end;
        *vec_push(a, points) = p;
    }
    return points->count >= 4 && points->count % 3 == 1;
}

static Point along(Point from, Point direction, double length) {
    return (Point){from.x + direction.x * length, from.y + direction.y * length};
}

/* Where a line leaves: to the side at a row, else the way it goes itself. */
static Point direction_of(Point end, Point handle, bool at_row, double *length) {
    double x = handle.x - end.x, y = handle.y - end.y;
    *length = sqrt(x * x + y * y);
    if (at_row || *length == 0) {
        return (Point){x < 0 ? -1 : 1, 0};
    }
    return (Point){x / *length, y / *length};
}

static void add_line(Buffer *out, Point from, Point to) {
    buffer_format(out, "M%.2f,%.2fL%.2f,%.2f", from.x, from.y, to.x, to.y);
}

/* A line across, HALF to each side. */
static void add_bar(Buffer *out, Point middle, Point direction, double half) {
    Point across = {-direction.y, direction.x};
    add_line(out, along(middle, across, -half), along(middle, across, half));
}

static void add_circle(Buffer *out, Point centre) {
    buffer_format(out, "M%.2f,%.2fa%.1f,%.1f 0 1 0 %.1f,0a%.1f,%.1f 0 1 0 %.1f,0",
                  centre.x - radius, centre.y, radius, radius, 2 * radius, radius, radius,
                  -2 * radius);
}

static void add_shape(Buffer *out, const Shape *shape, Point end, Point direction) {
    for (size_t i = 0; i < 2 && shape->bar[i] > 0; i++) {
        add_bar(out, along(end, direction, shape->bar[i]), direction, bar_half);
    }
    if (shape->foot > 0) {
        Point apex = along(end, direction, shape->foot), across = {-direction.y, direction.x};
        add_line(out, apex, along(end, across, foot_half));
        add_line(out, apex, along(end, across, -foot_half));
    }
    if (shape->circle > 0) {
        add_circle(out, along(end, direction, shape->circle));
    }
    add_line(out, end,
             along(end, direction, shape->circle > 0 ? shape->circle - radius : shape->length));
}

/* Draws the end at *POINT, and lets the line begin behind it, in its direction. */
static void end_line(Buffer *marks, const Shape *shape, Point *point, Point *handle, bool at_row) {
    double reach;
    Point direction = direction_of(*point, *handle, at_row, &reach);
    add_shape(marks, shape, *point, direction);
    *point = along(*point, direction, shape->length);
    *handle = along(*point, direction, fmax(reach - shape->length, shortest_handle));
}

/* A drawing on its way through. */
typedef struct Pass {
    Arena *arena;
    Buffer *out;
    bool at_rows;
    const char *halo; /* colour around words that lie on lines */
    Buffer words;     /* of relations: they go behind all lines */
    Text class;       /* of the element that is open */
    bool is_loop;     /* it is an edge that comes back to the same side of its entity, */
    Point loop_top;   /* … and this is the upper of its ends */
} Pass;

/* The path of an edge: its line, cut at both ends, and the ends as a second path that is never
 * dashed. */
static bool add_edge(Pass *pass, Text line) {
    Buffer *out = pass->out;
    const Shape *tail = find_shape(pass->class, 1), *head = find_shape(pass->class, 2);
    size_t start, end;
    Points points = {0};
    if (!tail || !head || !find_value(line, TEXT(" d=\""), &start, &end) ||
        !read_path(pass->arena, text_slice(line, start, end), &points)) {
        return false;
    }
    Buffer marks = {0};
    Point *p = points.at, *last = vec_last(&points);
    pass->is_loop = pass->at_rows && text_ends_with(pass->class, TEXT(" loop"));
    pass->loop_top = p->y < last->y ? *p : *last;
    end_line(&marks, tail, p, p + 1, pass->at_rows);
    end_line(&marks, head, last, last - 1, pass->at_rows);
    buffer_add(out, text_slice(line, 0, start));
    for (size_t i = 0; i < points.count; i++) {
        buffer_format(out, "%s%.2f,%.2f", i == 0 ? "M" : i == 1 ? "C" : " ", p[i].x, p[i].y);
    }
    buffer_format(out,
                  "\"/>\n<path fill=\"none\" stroke=\"%.*s\" stroke-width=\"1.2\" d=\"%.*s\"/>\n",
                  TEXT_ARG(value_of(line, TEXT(" stroke=\""))), TEXT_ARG(buffer_text(&marks)));
    buffer_free(&marks);
    return true;
}

/* --- Text and tooltips
 * -------------------------------------------------------------------------- */

/* The offsets of the coordinates of a text, in the order in which they stand; false for another
 * form. */
static bool find_place(Text line, size_t *x, size_t *x_end, size_t *y, size_t *y_end) {
    return find_value(line, TEXT(" x=\""), x, x_end) && find_value(line, TEXT(" y=\""), y, y_end) &&
           *x < *y;
}

/* Moves the words of a relation off its line: Graphviz lets them touch it, and puts those of a
 * loop where there may be other entities. */
static Point place_words(const Pass *pass, Point given) {
    static const Point beside_loop = {20, -5};
    static const Point off_level = {0, -2}, off_upright = {3, 0};
    if (pass->is_loop) {
        return (Point){pass->loop_top.x + beside_loop.x, pass->loop_top.y + beside_loop.y};
    }
    Point off = pass->at_rows ? off_level : off_upright;
    return (Point){given.x + off.x, given.y + off.y};
}

/* Text without its font, which the root names. */
static void add_text(Pass *pass, Text line) {
    size_t font, font_end, x, x_end, y, y_end;
    if (find_value(line, TEXT(" font-family=\""), &font, &font_end)) {
        Text rest = text_slice(line, font_end + 1, line.size);
        line = text_join(pass->arena, text_slice(line, 0, font - strlen(" font-family=\"")), rest);
    }
    if (text_starts_with(pass->class, TEXT("edge")) && find_place(line, &x, &x_end, &y, &y_end)) {
        Point given = {strtod(text_c_string(pass->arena, text_slice(line, x, x_end)), NULL),
                       strtod(text_c_string(pass->arena, text_slice(line, y, y_end)), NULL)};
        Point place = place_words(pass, given);
        buffer_add(&pass->words, text_slice(line, 0, x));
        buffer_format(&pass->words,
                      "%.2f\" y=\"%.2f\" stroke=\"%s\" stroke-width=\"3\" paint-order=\"stroke",
                      place.x, place.y, pass->halo);
        buffer_add(&pass->words, text_slice(line, y_end, line.size));
        buffer_add_char(&pass->words, '\n');
        return;
    }
    buffer_add(pass->out, line);
    buffer_add_char(pass->out, '\n');
}

/* --- The whole
 * --------------------------------------------------------------------------------- */

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

/* A group without a class is one of Graphviz' own inside another. Nodes come behind all edges. */
static void open_group(Pass *pass, Text class) {
    if (class.size) {
        pass->class = class;
        pass->is_loop = false;
    }
    if (text_equal_c(class, "node")) {
        buffer_add(pass->out, buffer_text(&pass->words));
        buffer_clear(&pass->words);
    }
}

static void add_element(Pass *pass, Text line, Text *rest) {
    if (text_starts_with(line, TEXT("<svg "))) {
        add_root(pass->out, line, rest);
    } else if (text_starts_with(line, TEXT("<text "))) {
        add_text(pass, line);
    } else if (text_equal_c(line, "</a>")) {
        buffer_add_c(pass->out, "</g>\n");
    } else if (!(text_starts_with(line, TEXT("<path ")) && add_edge(pass, line)) &&
               !add_tooltip(pass->out, line)) {
        buffer_add(pass->out, line);
        buffer_add_char(pass->out, '\n');
    }
}

void er_finish_svg(Arena *a, Buffer *out, Text svg, ErLook look) {
    Pass pass = {.arena = a, .out = out, .at_rows = er_ends_at_rows(look)};
    pass.halo = look.theme->background;
    size_t root = text_find(svg, TEXT("<svg "));
    Text rest = text_slice(svg, root == SIZE_MAX ? svg.size : root, svg.size);
    buffer_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    while (rest.size) {
        Text line = next_line(&rest);
        if (text_starts_with(line, TEXT("<!--")) ||
            text_starts_with(line, TEXT("<title>cluster_"))) {
            continue;
        }
        if (text_starts_with(line, TEXT("<g id=\""))) {
            open_group(&pass, value_of(line, TEXT(" class=\"")));
        }
        add_element(&pass, line, &rest);
    }
    buffer_free(&pass.words);
}
