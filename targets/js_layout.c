/* Js layout: see js_layout.h. What does not fit on its line is broken from the outside in: first a chain of several
 * calls, each onto a line of its own; then the arguments of a call, of which an array or object that comes last may stay
 * on the call's line; then arrays and objects. */
#include "targets/js_layout.h"

#include <inttypes.h>

#include "compiler/diag/visible.h"
#include "targets/js_text.h"

typedef enum JsKind { JS_ATOM, JS_LINES, JS_ARRAY, JS_OBJECT, JS_MEMBER, JS_CHAIN, JS_CALL } JsKind;

struct Js {
    JsKind kind;
    Hole hole;        /* ATOM, LINES */
    const char *name; /* of a member, of a call; what a chain begins with */
    VEC(Js *) part;   /* items, members, calls, arguments; of a member its value */
    Arena *a;
    size_t width; /* on one line; NEVER_FLAT: it takes several */
    bool measured;
};

#define NEVER_FLAT ((size_t)1 << 32)

static Js *make(Arena *a, JsKind kind) {
    Js *js = arena_new(a, Js);
    js->kind = kind;
    js->a = a;
    return js;
}

static Js *atom(Arena *a, Hole hole) {
    Js *js = make(a, JS_ATOM);
    js->hole = hole;
    return js;
}

Js *js_text(Arena *a, Text text) {
    return atom(a, LIT(text));
}

Js *js_word(Arena *a, const char *word) {
    return atom(a, (Hole){.kind = HOLE_WORD, .text = text_from(word)});
}

Js *js_number(Arena *a, int64_t number) {
    return atom(a, NUM(number));
}

Js *js_lines(Arena *a, Text text) {
    Js *js = make(a, JS_LINES);
    js->hole = LIT(text);
    return js;
}

Js *js_array(Arena *a) {
    return make(a, JS_ARRAY);
}

Js *js_object(Arena *a) {
    return make(a, JS_OBJECT);
}

Js *js_chain(Arena *a, const char *root) {
    Js *js = make(a, JS_CHAIN);
    js->name = root;
    return js;
}

void js_add(Js *list, Js *item) {
    *vec_push(list->a, &list->part) = item;
}

size_t js_count(const Js *list) {
    return list->part.count;
}

static Js *add_named(Js *to, JsKind kind, const char *name) {
    Js *js = make(to->a, kind);
    js->name = name;
    js_add(to, js);
    return js;
}

void js_member(Js *object, const char *name, Js *value) {
    js_add(add_named(object, JS_MEMBER, name), value);
}

Js *js_call(Js *chain, const char *name) {
    return add_named(chain, JS_CALL, name);
}

/* ---- on one line ---- */

static void print_lines(Emitter *e, const Js *js) {
    static const Quoting template = {NULL, js_quote_template, NULL, NULL};
    const Quoting *usual = e->quoting;
    e->quoting = &template;
    emit(e, "$", js->hole);
    e->quoting = usual;
}

/* As on a terminal: what is wide takes two columns. The open file takes what is measured, for as long. */
size_t js_width(const Emitter *e, const Hole *hole, size_t count) {
    size_t start = e->out->size, width = 0;
    for (size_t i = 0; i < count; i++) {
        switch (hole[i].kind) {
        case HOLE_STRING: e->quoting->string(e->out, hole[i].text); break;
        case HOLE_NUMBER: buffer_format(e->out, "%" PRId64, hole[i].number); break;
        default: buffer_add(e->out, hole[i].text); break;
        }
    }
    Text text = text_slice(buffer_text(e->out), start, e->out->size);
    for (size_t i = 0; i < text.size;) {
        Glyph glyph = glyph_at(text, i);
        width += glyph.cells;
        i += glyph.size;
    }
    e->out->size = start;
    return width;
}

static size_t around(const Js *js) {
    switch (js->kind) {
    case JS_ARRAY: return 2;
    case JS_OBJECT: return 4;
    case JS_MEMBER: return text_from(js->name).size + 2;
    case JS_CHAIN: return text_from(js->name).size;
    case JS_CALL: return text_from(js->name).size + 3;
    case JS_ATOM:
    case JS_LINES: break;
    }
    return 0;
}

/* Expressions nest only a few levels deep: those that the target puts together. */
static size_t width_of(const Emitter *e, Js *js) {
    if (js->measured)
        return js->width;
    js->measured = true;
    if (js->kind == JS_LINES)
        return js->width = NEVER_FLAT;
    if (js->kind == JS_ATOM)
        return js->width = js_width(e, &js->hole, 1);
    js->width = around(js);
    for (size_t i = 0; i < js->part.count; i++)
        js->width += width_of(e, js->part.at[i]) + (i && js->kind != JS_CHAIN ? 2 : 0);
    return js->width;
}

static void print_flat(Emitter *e, const Js *js);

static void print_parts(Emitter *e, const Js *js, size_t count) {
    for (size_t i = 0; i < count; i++) {
        emit_text(e, i && js->kind != JS_CHAIN ? ", " : "");
        print_flat(e, js->part.at[i]);
    }
}

static void print_name(Emitter *e, const Js *js) {
    emit(e, "$", ((Hole){.kind = HOLE_WORD, .text = text_from(js->name)}));
}

static void print_flat(Emitter *e, const Js *js) {
    static const struct {
        const char *before, *behind_name, *behind;
    } marks[] = {
        [JS_ARRAY] = {"[", "", "]"}, [JS_OBJECT] = {"{ ", "", " }"}, [JS_MEMBER] = {"", ": ", ""},
        [JS_CHAIN] = {"", "", ""},   [JS_CALL] = {".", "(", ")"},
    };
    if (js->kind == JS_ATOM) {
        emit(e, "$", js->hole);
        return;
    }
    emit_text(e, marks[js->kind].before);
    if (js->name)
        print_name(e, js);
    emit_text(e, marks[js->kind].behind_name);
    print_parts(e, js, js->part.count);
    emit_text(e, marks[js->kind].behind);
}

/* ---- on several ---- */

/* A pen in a line: the column that it stands at, and the columns that what follows the expression takes. */
static void print(Emitter *e, Js *js, size_t column, size_t behind);

static size_t margin(const Emitter *e) {
    return 2 * e->depth;
}

static bool fits(const Emitter *e, Js *js, size_t column, size_t behind) {
    return column + width_of(e, js) + behind <= JS_COLUMNS;
}

/* Each part on a line, and a comma behind it. */
static void print_apart(Emitter *e, const Js *js, const char *open, const char *close) {
    emit_text(e, open);
    emit_indent(e);
    for (size_t i = 0; i < js->part.count; i++) {
        print(e, js->part.at[i], margin(e), 1);
        emit_text(e, ",\n");
    }
    emit_close(e, close);
}

static bool is_list(const Js *js) {
    return (js->kind == JS_ARRAY || js->kind == JS_OBJECT) && js->part.count;
}

/* The columns up to the last argument, with what opens that. */
static size_t width_before_last(const Emitter *e, const Js *call) {
    size_t width = around(call) - 1;
    for (size_t i = 0; i + 1 < call->part.count; i++)
        width += width_of(e, call->part.at[i]) + 2;
    return width + 1;
}

/* An array or object that comes last, and is no longer than the line up to it. */
static bool hugs_last(const Emitter *e, const Js *call, size_t column) {
    const Js *last = call->part.at[call->part.count - 1];
    bool other = call->part.count < 2 || call->part.at[call->part.count - 2]->kind != last->kind;
    return is_list(last) && other && column + width_before_last(e, call) <= JS_COLUMNS;
}

static void print_call(Emitter *e, Js *call, size_t column, size_t behind) {
    size_t count = call->part.count;
    if (!count || fits(e, call, column, behind)) {
        print_flat(e, call);
        return;
    }
    Js *last = call->part.at[count - 1];
    emit_text(e, ".");
    print_name(e, call);
    if (count == 1 && last->kind == JS_LINES) {
        emit_text(e, "(");
        print_lines(e, last);
        emit_text(e, ")");
    } else if (hugs_last(e, call, column)) {
        emit_text(e, "(");
        print_parts(e, call, count - 1);
        emit_text(e, count > 1 ? ", " : "");
        print_apart(e, last, last->kind == JS_ARRAY ? "[" : "{",
                    last->kind == JS_ARRAY ? "])" : "})");
    } else {
        print_apart(e, call, "(", ")");
    }
}

/* One call stays behind what it is called on; several stand below each other. */
static void print_chain(Emitter *e, const Js *chain, size_t column, size_t behind) {
    print_name(e, chain);
    if (chain->part.count == 1) {
        print_call(e, chain->part.at[0], column + text_from(chain->name).size, behind);
        return;
    }
    emit_indent(e);
    for (size_t i = 0; i < chain->part.count; i++) {
        emit_line(e);
        print_call(e, chain->part.at[i], margin(e), i + 1 == chain->part.count ? behind : 0);
    }
    e->depth--;
}

static void print(Emitter *e, Js *js, size_t column, size_t behind) {
    if (js->kind == JS_LINES) {
        print_lines(e, js);
    } else if (js->kind == JS_ATOM || fits(e, js, column, behind)) {
        print_flat(e, js);
    } else if (js->kind == JS_CHAIN) {
        print_chain(e, js, column, behind);
    } else if (js->kind == JS_MEMBER) {
        print_name(e, js);
        emit_text(e, ": ");
        print(e, js->part.at[0], column + around(js), behind);
    } else {
        print_apart(e, js, js->kind == JS_ARRAY ? "[" : "{", js->kind == JS_ARRAY ? "]" : "}");
    }
}

void js_statement(Emitter *e, Js *expression) {
    emit_line(e);
    print(e, expression, margin(e), 1);
    emit_text(e, ";\n");
}

/* ---- functions ---- */

static void open_body(Emitter *e, const char *parameters) {
    emit(e, "$ {", ((Hole){.kind = HOLE_WORD, .text = text_from(parameters)}));
    emit_indent(e);
}

/* The last call, its arguments and then the function: on the call's line where that has the room. */
static JsShape begin_call(Emitter *e, const Js *call, size_t column, const char *parameters) {
    size_t width = around(call) - 1 + text_from(parameters).size + 2;
    for (size_t i = 0; i < call->part.count; i++)
        width += width_of(e, call->part.at[i]) + 2;
    emit_text(e, ".");
    print_name(e, call);
    bool hugged = column + width <= JS_COLUMNS;
    if (hugged) {
        emit_text(e, "(");
        print_parts(e, call, call->part.count);
        emit_text(e, call->part.count ? ", " : "");
    } else {
        emit_text(e, "(");
        emit_indent(e);
        for (size_t i = 0; i < call->part.count; i++) {
            print(e, call->part.at[i], margin(e), 1);
            emit_text(e, ",\n");
        }
    }
    open_body(e, parameters);
    return hugged ? JS_HUGGED : JS_APART;
}

JsShape js_begin_function(Emitter *e, Js *chain, const char *parameters) {
    size_t before = text_from(chain->name).size, last = chain->part.count - 1;
    emit_line(e);
    print_name(e, chain);
    size_t line = width_of(e, chain) + text_from(parameters).size + 2 + 1;
    if (last == 0)
        return begin_call(e, chain->part.at[0], margin(e) + before, parameters);
    if (margin(e) + line <= JS_COLUMNS) {
        for (size_t i = 0; i < last; i++) {
            print_flat(e, chain->part.at[i]);
            before += width_of(e, chain->part.at[i]);
        }
        return begin_call(e, chain->part.at[last], margin(e) + before, parameters);
    }
    emit_indent(e);
    for (size_t i = 0; i < last; i++) {
        print_call(e, chain->part.at[i], margin(e), 0);
        emit_line(e);
    }
    JsShape shape = begin_call(e, chain->part.at[last], margin(e), parameters);
    return shape == JS_HUGGED ? JS_CHAINED : JS_CHAINED_APART;
}

void js_end_function(Emitter *e, JsShape shape) {
    if (shape == JS_APART || shape == JS_CHAINED_APART) {
        emit_close(e, "},\n");
        emit_close(e, ");\n");
    } else {
        emit_close(e, "});\n");
    }
    if (shape == JS_CHAINED || shape == JS_CHAINED_APART)
        e->depth--;
}
