/* Knex types: for each table an interface of its rows as they are read, and one of those that are written, which leaves
 * out what the database makes and lets stay away what has a default. See knex.h.
 *
 * The types are those of what the clients pg, mysql2 and better-sqlite3 return unless they are told otherwise:
 * numbers that JavaScript does not hold come as strings. */
#include "targets/knex.h"

#include <string.h>

#include "compiler/base/panic.h"
#include "targets/code_name.h"
#include "targets/js_layout.h"

/* A type as it is read, and as it is written; "" where that is the same. */
typedef struct Words {
    const char *read, *write;
} Words;

#define SAME(word) \
    { word, "" }
#define DIGITS \
    { "string", "number | string" }
#define MOMENT \
    { "Date", "Date | string" }

static const Words pg_words[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = SAME("boolean"), [TYPE_SMALLINT] = SAME("number"),
    [TYPE_INT] = SAME("number"),      [TYPE_BIGINT] = DIGITS,
    [TYPE_DECIMAL] = DIGITS,          [TYPE_FLOAT] = SAME("number"),
    [TYPE_DOUBLE] = SAME("number"),   [TYPE_CHAR] = SAME("string"),
    [TYPE_STRING] = SAME("string"),   [TYPE_TEXT] = SAME("string"),
    [TYPE_BYTES] = SAME("Buffer"),    [TYPE_DATE] = MOMENT,
    [TYPE_TIME] = SAME("string"),     [TYPE_TIMESTAMP] = MOMENT,
    [TYPE_DATETIME] = MOMENT,         [TYPE_INTERVAL] = SAME("unknown"),
    [TYPE_UUID] = SAME("string"),     [TYPE_JSON] = SAME("unknown"),
    [TYPE_INET] = SAME("string"),     [TYPE_ENUM] = SAME("string"),
    [TYPE_ARRAY] = SAME("unknown"),   [TYPE_NATIVE] = SAME("unknown"),
};

static const Words mysql_words[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = {"number", "boolean | number"},
    [TYPE_SMALLINT] = SAME("number"),
    [TYPE_INT] = SAME("number"),
    [TYPE_BIGINT] = {"number", "number | string"},
    [TYPE_DECIMAL] = DIGITS,
    [TYPE_FLOAT] = SAME("number"),
    [TYPE_DOUBLE] = SAME("number"),
    [TYPE_CHAR] = SAME("string"),
    [TYPE_STRING] = SAME("string"),
    [TYPE_TEXT] = SAME("string"),
    [TYPE_BYTES] = SAME("Buffer"),
    [TYPE_DATE] = MOMENT,
    [TYPE_TIME] = SAME("string"),
    [TYPE_TIMESTAMP] = MOMENT,
    [TYPE_DATETIME] = MOMENT,
    [TYPE_INTERVAL] = SAME("string"),
    [TYPE_UUID] = SAME("string"),
    [TYPE_JSON] = {"unknown", "string"},
    [TYPE_INET] = SAME("string"),
    [TYPE_ENUM] = SAME("string"),
    [TYPE_ARRAY] = {"unknown", "string"},
    [TYPE_NATIVE] = SAME("unknown"),
};

static const Words sqlite_words[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = {"number", "boolean | number"},
    [TYPE_SMALLINT] = SAME("number"),
    [TYPE_INT] = SAME("number"),
    [TYPE_BIGINT] = SAME("number"),
    [TYPE_DECIMAL] = SAME("number"),
    [TYPE_FLOAT] = SAME("number"),
    [TYPE_DOUBLE] = SAME("number"),
    [TYPE_CHAR] = SAME("string"),
    [TYPE_STRING] = SAME("string"),
    [TYPE_TEXT] = SAME("string"),
    [TYPE_BYTES] = SAME("Buffer"),
    [TYPE_DATE] = SAME("string"),
    [TYPE_TIME] = SAME("string"),
    [TYPE_TIMESTAMP] = SAME("string"),
    [TYPE_DATETIME] = SAME("string"),
    [TYPE_INTERVAL] = SAME("string"),
    [TYPE_UUID] = SAME("string"),
    [TYPE_JSON] = SAME("string"),
    [TYPE_INET] = SAME("string"),
    [TYPE_ENUM] = SAME("string"),
    [TYPE_ARRAY] = SAME("string"),
    [TYPE_NATIVE] = SAME("unknown"),
};

typedef struct Types {
    const Plan *plan;
    Emitter *e;
    const Words *words; /* by TypeKind */
    CodeScope scope;
} Types;

#define SYNTAX(syntax) ((Hole){.kind = HOLE_WORD, .text = (syntax)})

/* The parts of a type: Date | string | null */
typedef VEC(Hole) Union;

static void add_words(Types *t, Union *u, const char *words) {
    for (Text rest = text_from(words); rest.size;) {
        size_t bar = text_find(rest, TEXT(" | "));
        size_t end = bar == SIZE_MAX ? rest.size : bar;
        *vec_push(t->plan->arena, u) = SYNTAX(text_slice(rest, 0, end));
        rest = bar == SIZE_MAX ? TEXT("") : text_slice(rest, bar + 3, rest.size);
    }
}

/* KEY and its type, on one line where that has the room, else each part on its own. */
static void print_member(Types *t, Hole key, const char *behind, const Union *u) {
    size_t width = js_width(t->e, &key, 1) + text_from(behind).size + 1 +
                   js_width(t->e, u->at, u->count) + 3 * (u->count - 1) + 1;
    bool apart = u->count > 1 && 2 * t->e->depth + width > JS_COLUMNS;
    emit(t->e, "$", key);
    emit_text(t->e, behind);
    if (apart)
        emit_indent(t->e);
    for (size_t i = 0; i < u->count; i++)
        emit(t->e, apart ? i ? "\n| $" : "| $" : i ? " | $" : " $", u->at[i]);
    emit_text(t->e, ";\n");
    if (apart)
        t->e->depth--;
}

static void print_doc(Types *t, Text doc) {
    if (doc.size)
        emit(t->e, "/** $ */\n", REMARK(text_trim(doc)));
}

/* ---- columns ---- */

/* What holds the values of an unsigned type in an engine that has none. */
static TypeKind kind_of(const Types *t, const Type *type) {
    if (type->is_unsigned && t->words == pg_words && type->kind != TYPE_SMALLINT)
        return TYPE_DECIMAL;
    return type->kind;
}

static const char *words_of(const Types *t, const PlanColumn *column, bool written) {
    const Attribute *a = column->attribute;
    const Words *words = &t->words[kind_of(t, a->type)];
    if (plan_native_type(t->plan, a).size)
        words = &t->words[TYPE_NATIVE];
    return written && *words->write ? words->write : words->read;
}

/* Whether the database has a value for it when none is given. */
static bool has_value(const Attribute *a) {
    return a->nullable || a->fallback || a->identity;
}

static void print_column(Types *t, const PlanColumn *column, bool written) {
    const Attribute *a = column->attribute;
    Union u = {0};
    if (a->type->kind == TYPE_ENUM) {
        for (size_t i = 0; i < a->type->enumeration->value_count; i++)
            *vec_push(t->plan->arena, &u) = LIT(a->type->enumeration->value[i]);
    } else {
        add_words(t, &u, words_of(t, column, written));
    }
    bool open = text_equal_c(u.at[0].text, "unknown") && u.at[0].kind == HOLE_WORD;
    if (a->nullable && !open)
        *vec_push(t->plan->arena, &u) = SYNTAX(TEXT("null"));
    Hole key = knex_is_plain_name(column->name) ? SYNTAX(column->name) : LIT(column->name);
    print_member(t, key, written && has_value(a) ? "?:" : ":", &u);
}

/* ---- tables ---- */

/* The rows of TABLE; WRITTEN: without what is computed. */
static void print_interface(Types *t, const PlanTable *table, Text name, bool written) {
    if (!written)
        print_doc(t, table->entity->doc);
    emit_open(t->e, "export interface $ {", SYNTAX(name));
    for (size_t i = 0; i < table->column_count; i++) {
        const Attribute *a = table->column[i].attribute;
        if (written && a->generated)
            continue;
        if (!written)
            print_doc(t, a->doc);
        print_column(t, &table->column[i], written);
    }
    emit_close(t->e, "}\n\n");
}

static void print_table(Types *t, const PlanTable *table, Text name, Text given) {
    Text path = table->name;
    if (table->schema.size)
        path = text_format(t->plan->arena, "%.*s.%.*s", TEXT_ARG(table->schema), TEXT_ARG(path));
    Hole key = knex_is_plain_name(path) ? SYNTAX(path) : LIT(path);
    size_t width = js_width(t->e, &key, 1) + name.size + given.size +
                   sizeof ": Knex.CompositeTableType<, >;" - 1;
    if (2 * t->e->depth + width <= JS_COLUMNS)
        emit(t->e, "$: Knex.CompositeTableType<$, $>;\n", key, SYNTAX(name), SYNTAX(given));
    else
        emit(t->e, "$: Knex.CompositeTableType<\n  $,\n  $\n>;\n", key, SYNTAX(name),
             SYNTAX(given));
}

/* What the file and the language have themselves. */
static const char *const reserved[] = {"Buffer", "Date", "Knex", "Tables", NULL};

static const Words *words_for(const Target *engine) {
    switch (knex_family(engine)) {
    case KNEX_PG: return pg_words;
    case KNEX_MYSQL: return mysql_words;
    case KNEX_SQLITE: return sqlite_words;
    }
    internal_error("no client is known for %s", engine->name);
}

void knex_emit_types(const Plan *plan, Emitter *e) {
    Arena *a = plan->arena;
    Types t = {.plan = plan, .e = e, .words = words_for(plan->target)};
    Text *name = arena_array(a, Text, 2 * plan->tables.count);
    t.scope = code_scope(a, reserved);
    for (size_t i = 0; i < plan->tables.count; i++)
        name[2 * i] = code_take(
            &t.scope, code_word(a, sym_text(plan->tables.at[i]->entity->name), CODE_PASCAL));
    for (size_t i = 0; i < plan->tables.count; i++)
        name[2 * i + 1] = code_take(&t.scope, text_join(a, TEXT("New"), name[2 * i]));
    emit_text(e, "import type { Knex } from 'knex';\n\n");
    for (size_t i = 0; i < plan->tables.count; i++) {
        print_interface(&t, plan->tables.at[i], name[2 * i], false);
        print_interface(&t, plan->tables.at[i], name[2 * i + 1], true);
    }
    emit_text(e, "declare module 'knex/types/tables.js' {");
    emit_indent(e);
    emit_text(e, "interface Tables {");
    emit_indent(e);
    for (size_t i = 0; i < plan->tables.count; i++)
        print_table(&t, plan->tables.at[i], name[2 * i], name[2 * i + 1]);
    emit_close(e, "}");
    emit_close(e, "}");
}
