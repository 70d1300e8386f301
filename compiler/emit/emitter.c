/* Emitter: formats with typed holes, laid out in lines.
 *
 * Takes what a target says (syntax as C literals, foreign text in holes) and gives the bytes of the open
 * file. Syntax is indented and cut of trailing blanks; what came through a hole is kept byte for byte,
 * since a newline inside a string of the output is part of the string. */
#include "compiler/emit/emitter.h"

#include <string.h>

#include "compiler/base/panic.h"
#include "targets/target.h"

/* --- Lines ------------------------------------------------------------------------------------- */

static Buffer *open_file(Emitter *e) {
    if (!e->out) {
        internal_error("target %s writes before it starts a file", plan_printer(e->plan)->name);
    }
    return e->out;
}

static void start_line(Emitter *e) {
    Buffer *out = open_file(e);
    if (e->blank_wanted && out->size) {
        buffer_add_char(out, '\n');
    }
    e->blank_wanted = false;
    e->line_started = true;
    e->solid = out->size;
    for (size_t i = 0; i < e->depth; i++) {
        buffer_add_c(out, e->indent_unit);
    }
}

static inline void begin_line(Emitter *e) {
    if (!e->line_started) {
        start_line(e);
    }
}

void emit_line(Emitter *e) {
    if (!e->line_started) {
        return;
    }
    Buffer *out = open_file(e);
    while (out->size > e->solid && out->at[out->size - 1] == ' ') {
        out->size--;
    }
    buffer_add_char(out, '\n');
    e->line_started = false;
}

void emit_blank(Emitter *e) {
    emit_line(e);
    e->blank_wanted = true;
}

/* --- Syntax: a newline in it ends the line, a second one leaves an empty line -------------------- */

static void put_newline(Emitter *e) {
    if (e->line_started) {
        emit_line(e);
    } else {
        emit_blank(e);
    }
}

/* Without a newline. */
static void put_piece(Emitter *e, const char *at, const char *end) {
    if (at < end) {
        begin_line(e);
        buffer_add(e->out, (Text){at, (size_t)(end - at)});
    }
}

void emit_syntax(Emitter *e, Text syntax) {
    const char *at = syntax.at, *end = at + syntax.size;
    for (const char *c = at; c < end; c++) {
        if (*c == '\n') {
            put_piece(e, at, c);
            put_newline(e);
            at = c + 1;
        }
    }
    put_piece(e, at, end);
}

/* FORMAT up to the next HOLE, or to its end; gives that place. */
static const char *put_format(Emitter *e, const char *format, char hole) {
    const char *c = format;
    for (; *c && *c != hole; c++) {
        if (*c == '\n') {
            put_piece(e, format, c);
            put_newline(e);
            format = c + 1;
        }
    }
    put_piece(e, format, c);
    return c;
}

void emit_text(Emitter *e, const char *syntax) {
    put_format(e, syntax, '\0');
}

/* --- Holes ------------------------------------------------------------------------------------- */

/* The one kind of foreign text that a line end would let out of its context. */
static void put_comment(Emitter *e, Text text) {
    size_t start = e->out->size;
    e->quoting->comment(e->out, text);
    for (size_t i = start; i < e->out->size; i++) {
        if (e->out->at[i] == '\n' || e->out->at[i] == '\r') {
            internal_error("target %s lets a comment end its line", plan_printer(e->plan)->name);
        }
    }
}

static void put_identifier(Emitter *e, Text name) {
    e->quoting->identifier(e->out, name, lookup_get(&e->keywords, name) != NULL);
}

static void put_hole(Emitter *e, const Hole *hole) {
    if (hole->kind == HOLE_WORD) {
        emit_syntax(e, hole->text);
        return;
    }
    begin_line(e);
    switch (hole->kind) {
    case HOLE_IDENTIFIER: put_identifier(e, hole->text); break;
    case HOLE_STRING: e->quoting->string(e->out, hole->text); break;
    case HOLE_COMMENT: put_comment(e, hole->text); break;
    case HOLE_NUMBER: buffer_add_number(e->out, hole->number); break;
    case HOLE_EXPR: e->print_expr(e, hole->expr); break;
    case HOLE_CODE: buffer_add(e->out, text_trim(hole->text)); break;
    case HOLE_WORD: break;
    }
    e->solid = e->out->size;
}

void emit_holes(Emitter *e, const char *format, const Hole *hole, size_t count) {
    size_t next = 0;
    for (const char *at = put_format(e, format, '$'); *at; at = put_format(e, at + 1, '$')) {
        if (at[1] == '$') {
            put_piece(e, at, at + 1);
            at++;
        } else if (next < count) {
            put_hole(e, &hole[next++]);
        } else {
            internal_error("\"%s\" has more holes than the %zu given", format, count);
        }
    }
    if (next != count) {
        internal_error("\"%s\" has %zu holes, not %zu", format, next, count);
    }
}

/* --- Lists ------------------------------------------------------------------------------------- */

void emit_indent(Emitter *e) {
    emit_line(e);
    e->depth++;
    e->separate = false;
}

void emit_sep(Emitter *e, const char *separator) {
    if (e->separate) {
        emit_text(e, separator);
    }
    emit_line(e);
    e->separate = true;
}

void emit_close(Emitter *e, const char *syntax) {
    if (e->depth == 0) {
        internal_error("\"%s\" closes a list that is not open", syntax);
    }
    emit_line(e);
    e->depth--;
    e->separate = true; /* the list that was closed is an element of the outer one */
    emit_text(e, syntax);
}

/* --- Files and the ledger ---------------------------------------------------------------------- */

static Lookup gather_keywords(Arena *a, const Quoting *quoting) {
    Lookup keywords = {0};
    for (const char *const *word = quoting ? quoting->keywords : NULL; word && *word; word++) {
        lookup_put(a, &keywords, text_from(*word), *word);
    }
    return keywords;
}

Emitter emitter_make(const Plan *plan, OutputSet *outputs) {
    const Quoting *quoting = plan_printer(plan)->quoting;
    return (Emitter){
        .outputs = outputs,
        .plan = plan,
        .quoting = quoting,
        .keywords = gather_keywords(plan->arena, quoting),
        .indent_unit = "    ",
        .printed = bitset_make(plan->arena, plan->items.count),
    };
}

Emitter emitter_aside(const Emitter *e, Buffer *out, const Quoting *quoting) {
    return (Emitter){
        .out = out,
        .plan = e->plan,
        .quoting = quoting,
        .keywords = gather_keywords(e->plan->arena, quoting),
        .indent_unit = "    ",
        .printed = e->printed,
    };
}

Text emitter_take(Emitter *aside) {
    Text text = text_copy(aside->plan->arena, text_trim(buffer_text(aside->out)));
    buffer_clear(aside->out);
    aside->line_started = aside->blank_wanted = aside->separate = false;
    aside->solid = 0;
    return text;
}

void emitter_finish(Emitter *e) {
    if (!e->out) {
        return;
    }
    emit_line(e);
    if (e->depth != 0) {
        internal_error("target %s leaves %zu lists open", plan_printer(e->plan)->name, e->depth);
    }
    e->out = NULL;
}

void emit_file(Emitter *e, const char *path) {
    emitter_finish(e);
    Text whole = text_format(e->plan->arena, "%s/%s", plan_printer(e->plan)->name, path);
    e->out = &output_add(e->outputs, whole)->content;
    e->solid = 0;
    e->blank_wanted = false;
    e->separate = false;
}

void emit_item(Emitter *e, const PlanItem *item) {
    bitset_add(e->printed, item->id);
}
