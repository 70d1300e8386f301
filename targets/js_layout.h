/* Js layout: calls of JavaScript and TypeScript in lines of 80 columns, broken where prettier breaks them, so that
 * it finds nothing to change. An expression is put together first, since how it is laid out depends on what
 * all of it takes.
 *
 *     Js *call = js_chain(a, "table");
 *     js_add(js_call(call, "string"), js_text(a, column->name));
 *     js_call(call, "notNullable");
 *     js_statement(e, call);               table.string('email').notNullable();
 */
#ifndef TENON_TARGETS_JS_LAYOUT_H
#define TENON_TARGETS_JS_LAYOUT_H

#include "compiler/emit/emitter.h"

enum { JS_COLUMNS = 80 };

/* An expression. It lives in the arena that it was made in. */
typedef struct Js Js;

Js *js_text(Arena *a, Text text);       /* 'text' */
Js *js_word(Arena *a, const char *word); /* syntax of the target: null, 12, true */
Js *js_number(Arena *a, int64_t number);
/* Lines between backticks: as a sole argument it stays on the line of the call. */
Js *js_lines(Arena *a, Text text);
Js *js_array(Arena *a);
Js *js_object(Arena *a);
/* ROOT and the calls behind it: knex.raw('…') */
Js *js_chain(Arena *a, const char *root);

/* Adds an item to an array, or an argument to a call. */
void js_add(Js *list, Js *item);
size_t js_count(const Js *list);
void js_member(Js *object, const char *name, Js *value);
/* A further call of CHAIN: .name(); its arguments are then added. */
Js *js_call(Js *chain, const char *name);

/* The columns that HOLEs take one behind the other. */
size_t js_width(const Emitter *e, const Hole *hole, size_t count);

/* EXPRESSION and a semicolon, on lines of their own. The emitter's indent_unit is two blanks. */
void js_statement(Emitter *e, Js *expression);

/* The same where the last call of CHAIN has a function for its last argument: PARAMETERS are `(table) =>`. What is printed
 * until js_end_function is its body. */
typedef enum JsShape { JS_HUGGED, JS_APART, JS_CHAINED, JS_CHAINED_APART } JsShape;
JsShape js_begin_function(Emitter *e, Js *chain, const char *parameters);
void js_end_function(Emitter *e, JsShape shape);

#endif
