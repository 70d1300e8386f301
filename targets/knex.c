/* Target knex: a migration of Knex, with `up` and `down`, and its knexfile. What the schema builder says with
 * exactly the same catalog stands in its words, all else as the engine's SQL through knex.raw. Which clients there
 * are and what their builders can say is below, as data. The page is docs/targets/knex.md.
 *
 * Knex looks into texts: a question mark is a place for a value, a dot in a name parts a schema from a table, and
 * what it puts between quotes it does not always escape. So only plain names and texts get to the builder.
 *
 * It is long, since a stack is to be one file: texts and statements, columns, constraints, tables, indexes, rows,
 * the files, and at last what the target says of itself. */
#include "targets/knex.h"

#include <string.h>

#include "compiler/base/panic.h"
#include "targets/js_layout.h"
#include "targets/js_text.h"

typedef struct Knex {
    Stack stack;
    Emitter *e;
    Arena *a;
    const Plan *plan;
    KnexFamily family;
    Bitset said; /* by item id: comments that the builder has said */
    bool begun;  /* something stands in the function */
    bool apart;  /* … and it takes several lines */
    PlanItemKind before;
} Knex;

/* ---- what stands in texts ---- */

bool knex_is_plain_name(Text name) {
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return name.size != 0;
}

/* A text that Knex writes between quotes without having to escape any of it. */
static bool is_plain_text(Text text) {
    for (size_t i = 0; i < text.size; i++) {
        if (strchr("'\"\\?", text.at[i]) || (unsigned char)text.at[i] < ' ')
            return false;
    }
    return true;
}

/* With ESCAPE before each question mark. */
static Text mark_questions(const Knex *k, Text sql, const char *escape) {
    if (!memchr(sql.at, '?', sql.size))
        return sql;
    Buffer out = {0};
    for (size_t i = 0; i < sql.size; i++) {
        buffer_add_c(&out, sql.at[i] == '?' ? escape : "");
        buffer_add_char(&out, sql.at[i]);
    }
    Text marked = text_copy(k->a, buffer_text(&out));
    buffer_free(&out);
    return marked;
}

/* Only the client of PostgreSQL looks for places in a statement without values. */
static Text statement_text(const Knex *k, Text sql) {
    return k->family == KNEX_PG ? mark_questions(k, sql, "\\") : sql;
}

/* A part of a statement is looked through once more. */
static Text part_text(const Knex *k, Text sql) {
    return mark_questions(k, sql, k->family == KNEX_PG ? "\\\\" : "\\");
}

/* On PostgreSQL a question mark behind a backslash gets lost, whatever is written. */
static bool loses_questions(const Knex *k, Text sql) {
    return k->family == KNEX_PG && text_find(sql, TEXT("\\?")) != SIZE_MAX;
}

/* ---- statements ---- */

/* APART: the statement of ITEM that comes now takes several lines. */
static void separate(Knex *k, const PlanItem *item, bool apart) {
    if (k->begun && (apart || k->apart || k->before != item->kind))
        emit_blank(k->e);
    k->begun = true;
    k->apart = apart;
    k->before = item->kind;
}

static Js *sql_value(const Knex *k, Text sql) {
    return memchr(sql.at, '\n', sql.size) ? js_lines(k->a, sql) : js_text(k->a, sql);
}

static void run(Knex *k, Text sql) {
    Js *raw = js_chain(k->a, "await knex");
    Js *call = js_call(raw, "raw");
    if (!loses_questions(k, sql)) {
        js_add(call, sql_value(k, statement_text(k, sql)));
        js_statement(k->e, raw);
        return;
    }
    js_add(call, js_text(k->a, TEXT("SELECT set_config('tenon.statement', ?, true)")));
    Js *values = js_array(k->a);
    js_add(values, sql_value(k, sql));
    js_add(call, values);
    js_statement(k->e, raw);
    emit_text(k->e, "await knex.raw(\n  \"DO $$ BEGIN EXECUTE current_setting('tenon.statement'); "
                    "END $$\",\n);\n");
}

static void run_all(Knex *k, const PlanItem *item, SqlTexts texts) {
    for (size_t i = 0; i < texts.count; i++) {
        separate(k, item, memchr(texts.at[i].at, '\n', texts.at[i].size) != NULL);
        run(k, texts.at[i]);
    }
}

static void run_words(Knex *k, const char *const *words) {
    for (; words && *words; words++) {
        run(k, text_from(*words));
        k->begun = k->apart = true;
    }
}

/* knex.schema, in the schema that the table stands in. */
static Js *schema_chain(const Knex *k, Text schema) {
    Js *chain = js_chain(k->a, "await knex.schema");
    if (schema.size)
        js_add(js_call(chain, "withSchema"), js_text(k->a, schema));
    return chain;
}

static Js *columns_array(const Knex *k, const PlanColumn *const *column, size_t count) {
    Js *array = js_array(k->a);
    for (size_t i = 0; i < count; i++)
        js_add(array, js_text(k->a, column[i]->name));
    return array;
}

/* One column stands alone. */
static Js *columns_value(const Knex *k, const PlanColumn *const *column, size_t count) {
    return count == 1 ? js_text(k->a, column[0]->name) : columns_array(k, column, count);
}

static bool are_plain(const PlanColumn *const *column, size_t count) {
    bool plain = true;
    for (size_t i = 0; i < count; i++)
        plain = plain && knex_is_plain_name(column[i]->name);
    return plain;
}

static bool is_plain_table(const PlanTable *table) {
    return knex_is_plain_name(table->name) &&
           (!table->schema.size || knex_is_plain_name(table->schema));
}

/* ---- columns ---- */

/* How the builder calls a type: TYPE as the engine's SQL has it, with %n for a number of its own. */
typedef struct TypeWord {
    unsigned families;
    const char *type, *method;
    const char *option, *value; /* { option: value } behind the name; NULL: none */
    bool unsigned_after;        /* .unsigned() */
    bool no_default;            /* Knex drops a default, so that the type is written out */
} TypeWord;

static const TypeWord type_words[] = {
    {KNEX_PG | KNEX_MYSQL, "bigint", "bigInteger", NULL, NULL, false, false},
    {KNEX_PG, "integer", "integer", NULL, NULL, false, false},
    {KNEX_MYSQL, "int", "integer", NULL, NULL, false, false},
    {KNEX_PG | KNEX_MYSQL, "smallint", "smallint", NULL, NULL, false, false},
    {KNEX_MYSQL, "bigint unsigned", "bigInteger", NULL, NULL, true, false},
    {KNEX_MYSQL, "int unsigned", "integer", NULL, NULL, true, false},
    {KNEX_MYSQL, "smallint unsigned", "smallint", NULL, NULL, true, false},
    {KNEX_PG | KNEX_MYSQL, "boolean", "boolean", NULL, NULL, false, false},
    {KNEX_PG | KNEX_MYSQL, "varchar(%n)", "string", NULL, NULL, false, false},
    {KNEX_PG, "text", "text", NULL, NULL, false, false},
    {KNEX_PG, "numeric(%n, %n)", "decimal", NULL, NULL, false, false},
    {KNEX_MYSQL, "decimal(%n, %n)", "decimal", NULL, NULL, false, false},
    {KNEX_PG, "real", "float", NULL, NULL, false, false},
    {KNEX_PG, "double precision", "double", NULL, NULL, false, false},
    {KNEX_MYSQL, "double", "double", NULL, NULL, false, false},
    {KNEX_PG | KNEX_MYSQL, "date", "date", NULL, NULL, false, false},
    {KNEX_PG, "time", "time", NULL, NULL, false, false},
    {KNEX_PG, "timestamptz", "timestamp", NULL, NULL, false, false},
    {KNEX_PG, "timestamp", "timestamp", "useTz", "false", false, false},
    {KNEX_MYSQL, "datetime(6)", "datetime", "precision", "6", false, false},
    {KNEX_PG, "uuid", "uuid", NULL, NULL, false, false},
    {KNEX_PG, "jsonb", "jsonb", NULL, NULL, false, false},
    {KNEX_MYSQL, "json", "json", NULL, NULL, false, true},
    {KNEX_PG, "bytea", "binary", NULL, NULL, false, false},
};

/* The number that TEXT has at AT, of so many digits as JavaScript surely holds; AT is then behind it. */
static bool take_number(Text text, size_t *at, int64_t *number) {
    size_t start = *at;
    *number = 0;
    for (; *at < text.size && text.at[*at] >= '0' && text.at[*at] <= '9' && *at - start < 10; ++*at)
        *number = *number * 10 + (text.at[*at] - '0');
    return *at > start && *at - start < 10;
}

/* Whether TYPE is PATTERN, and the numbers in it. */
static bool matches(Text type, const char *pattern, int64_t *number) {
    size_t at = 0;
    for (; *pattern; pattern++) {
        if (*pattern == '%' && !take_number(type, &at, number++))
            return false;
        if (*pattern == '%')
            pattern++;
        else if (at == type.size || type.at[at++] != *pattern)
            return false;
    }
    return at == type.size;
}

/* What a column is besides its type, as the engine's SQL has it behind the type. */
typedef struct ColumnParts {
    Text type, whole; /* whole: all behind the name */
    Text fallback;    /* behind DEFAULT; empty: none */
    bool not_null;
    bool other; /* there is more: a collation, a number of its own, a computed value */
    const PlanComment *comment; /* that the builder says; NULL: none */
} ColumnParts;

static bool cut_start(Text *text, Text start) {
    if (!text_starts_with(*text, start))
        return false;
    *text = text_trim(text_slice(*text, start.size, text->size));
    return true;
}

static bool cut_end(Text *text, Text end) {
    if (!text_ends_with(*text, end))
        return false;
    *text = text_trim(text_slice(*text, 0, text->size - end.size));
    return true;
}

static bool has_comment(const Knex *k, const PlanItem *item) {
    return k->stack.sql.comment[item->id] != NULL;
}

/* A comment on ITEM that Knex writes as it is. */
static const PlanComment *plain_comment(const Knex *k, const PlanItem *item) {
    const PlanComment *comment = k->stack.sql.comment[item->id];
    return comment && is_plain_text(comment->text) ? comment : NULL;
}

static void say_comment(Knex *k, const PlanComment *comment) {
    emit_item(k->e, &comment->item);
    bitset_add(k->said, comment->item.id);
}

/* MySQL has the comment in the statement: what the builder says of it is cut out there. */
static void take_comment_out(Knex *k, const PlanColumn *column, ColumnParts *parts) {
    if (k->family != KNEX_MYSQL || !has_comment(k, &column->item))
        return;
    if (parts->comment) {
        emit(k->stack.sql.e, "COMMENT $", LIT(parts->comment->text));
        parts->other = !cut_end(&parts->whole, stack_take(&k->stack));
    } else {
        parts->other = true;
    }
    if (parts->other)
        parts->comment = NULL;
}

static ColumnParts take_apart(Knex *k, const PlanColumn *column) {
    Sql *s = &k->stack.sql;
    ColumnParts parts = {.comment = plain_comment(k, &column->item)};
    sql_column_type(s, column);
    parts.type = stack_take(&k->stack);
    emit(s->e, "$", ID(column->name));
    Text name = stack_take(&k->stack);
    sql_column(s, column);
    parts.whole = stack_take(&k->stack);
    cut_start(&parts.whole, name);
    take_comment_out(k, column, &parts);
    Text rest = parts.whole;
    cut_start(&rest, parts.type);
    parts.not_null = cut_start(&rest, TEXT("NOT NULL"));
    if (!parts.other && cut_start(&rest, TEXT("DEFAULT ")))
        parts.fallback = rest;
    parts.other = parts.other || (rest.size && !parts.fallback.size);
    return parts;
}

static const TypeWord *find_type(const Knex *k, const ColumnParts *parts, int64_t *number) {
    for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++) {
        const TypeWord *word = &type_words[i];
        if (word->families & k->family && matches(parts->type, word->type, number))
            return word->no_default && parts->fallback.size ? NULL : word;
    }
    return NULL;
}

static void add_type(Knex *k, Js *chain, const TypeWord *word, Text name, const int64_t *number) {
    Js *call = js_call(chain, word->method);
    js_add(call, js_text(k->a, name));
    for (const char *c = word->type; (c = strchr(c, '%')); c++)
        js_add(call, js_number(k->a, *number++));
    if (word->option) {
        Js *object = js_object(k->a);
        js_member(object, word->option, js_word(k->a, word->value));
        js_add(call, object);
    }
    if (word->unsigned_after)
        js_call(chain, "unsigned");
}

static void add_specific_type(Knex *k, Js *chain, Text name, Text sql) {
    Js *call = js_call(chain, "specificType");
    js_add(call, js_text(k->a, name));
    js_add(call, js_text(k->a, statement_text(k, sql)));
}

static bool builds_enum(const PlanEnum *type) {
    return type && knex_is_plain_name(type->name) &&
           (!type->schema.size || knex_is_plain_name(type->schema));
}

/* An enum type of the database, which is there already. */
static void add_enum(Knex *k, Js *chain, Text name, const PlanEnum *type) {
    Js *call = js_call(chain, "enu"), *options = js_object(k->a);
    js_add(call, js_text(k->a, name));
    js_add(call, js_word(k->a, "null"));
    js_member(options, "useNative", js_word(k->a, "true"));
    js_member(options, "existingType", js_word(k->a, "true"));
    if (type->schema.size)
        js_member(options, "schemaName", js_text(k->a, type->schema));
    js_member(options, "enumName", js_text(k->a, type->name));
    js_add(call, options);
}

static bool builds_words(const Enum *words) {
    bool plain = true;
    for (size_t i = 0; i < words->value_count; i++)
        plain = plain && is_plain_text(words->value[i]);
    return plain;
}

/* The words of an enum that MySQL keeps in the column. */
static void add_words(Knex *k, Js *chain, Text name, const Enum *words) {
    Js *call = js_call(chain, "enu"), *array = js_array(k->a);
    for (size_t i = 0; i < words->value_count; i++)
        js_add(array, js_text(k->a, words->value[i]));
    js_add(call, js_text(k->a, name));
    js_add(call, array);
}

/* What JavaScript writes in the same digits; NULL: it does not. */
static Js *js_whole_number(const Knex *k, Text digits) {
    int64_t number[1];
    bool same = matches(digits, "%n", number) && (digits.size == 1 || digits.at[0] != '0');
    return same ? js_number(k->a, number[0]) : NULL;
}

/* Literals that come out the same when Knex writes them as a string. SQL is the engine's word for it. */
static Js *plain_default(const Knex *k, const PlanColumn *column, Text sql, const TypeWord *word) {
    const Expr *e = column->attribute->fallback;
    if (e->kind == EXPR_STRING && sql.at[0] == '\'' && is_plain_text(e->text))
        return js_text(k->a, e->text);
    if (e->kind == EXPR_BOOLEAN && word && !strcmp(word->method, "boolean"))
        return js_word(k->a, e->boolean ? "true" : "false");
    if (e->kind == EXPR_NUMBER && word && !strcmp(word->method, "integer"))
        return js_whole_number(k, e->text);
    return NULL;
}

static Js *default_value(const Knex *k, const PlanColumn *column, Text sql, const TypeWord *word) {
    Js *value = plain_default(k, column, sql, word);
    if (!value) {
        value = js_chain(k->a, "knex");
        js_add(js_call(value, "raw"), js_text(k->a, part_text(k, sql)));
    }
    return value;
}

/* Adds the type to CHAIN by the builder's own word, if it has one; what that is, if it is in the table. */
static const TypeWord *add_builder_type(Knex *k, Js *chain, const PlanColumn *column,
                                        const ColumnParts *parts) {
    int64_t number[2];
    const TypeWord *word = parts->other ? NULL : find_type(k, parts, number);
    const Type *type = column->attribute->type;
    if (word)
        add_type(k, chain, word, column->name, number);
    else if (parts->other)
        add_specific_type(k, chain, column->name, parts->whole);
    else if (type->kind == TYPE_ENUM && builds_enum(column->enumeration))
        add_enum(k, chain, column->name, column->enumeration);
    else if (type->kind == TYPE_ENUM && k->family == KNEX_MYSQL && builds_words(type->enumeration))
        add_words(k, chain, column->name, type->enumeration);
    else
        add_specific_type(k, chain, column->name, parts->type);
    return word;
}

static void print_column(Knex *k, const PlanColumn *column) {
    ColumnParts parts = take_apart(k, column);
    Js *chain = js_chain(k->a, "table");
    const TypeWord *word = add_builder_type(k, chain, column, &parts);
    if (parts.not_null && !parts.other)
        js_call(chain, "notNullable");
    if (parts.fallback.size)
        js_add(js_call(chain, "defaultTo"), default_value(k, column, parts.fallback, word));
    if (parts.comment) {
        js_add(js_call(chain, "comment"), js_text(k->a, parts.comment->text));
        say_comment(k, parts.comment);
    }
    js_statement(k->e, chain);
}

/* ---- keys, checks, foreign keys ---- */

static bool builds_key(const PlanKey *key) {
    return knex_is_plain_name(key->name) && are_plain(key->column, key->column_count) &&
           !key->include_count && !key->key->nulls_not_distinct &&
           key->key->deferral == DEFERRAL_NONE;
}

static void print_key(Knex *k, const PlanKey *key) {
    Js *chain = js_chain(k->a, "table");
    Js *call = js_call(chain, key->key->kind == KEY_PRIMARY ? "primary" : "unique");
    js_add(call, columns_array(k, key->column, key->column_count));
    js_add(call, js_text(k->a, key->name));
    js_statement(k->e, chain);
    emit_item(k->e, &key->item);
}

static Text condition_text(Knex *k, const PlanCheck *check) {
    Sql *s = &k->stack.sql;
    if (check->condition)
        sql_expr(s, check->condition, SQL_ANY);
    else
        s->dialect->type_check(s, check->typed);
    return stack_take(&k->stack);
}

/* Knex does not quote the name of a check. */
static void print_check(Knex *k, const PlanCheck *check) {
    Js *chain = js_chain(k->a, "table");
    Js *call = js_call(chain, "check");
    js_add(call, js_text(k->a, part_text(k, condition_text(k, check))));
    js_add(call, js_array(k->a));
    emit(k->stack.sql.e, "$", ID(check->name));
    js_add(call, js_text(k->a, stack_take(&k->stack)));
    js_statement(k->e, chain);
    emit_item(k->e, &check->item);
}

static bool builds_foreign_key(const PlanForeignKey *fk) {
    return knex_is_plain_name(fk->name) && is_plain_table(fk->target) &&
           are_plain(fk->column, fk->column_count) &&
           are_plain(fk->target_column, fk->column_count) &&
           fk->relation->deferral == DEFERRAL_NONE;
}

static void add_action(Knex *k, Js *chain, const char *method, Action action) {
    static const char *const words[] = {
        [ACTION_RESTRICT] = "RESTRICT",
        [ACTION_CASCADE] = "CASCADE",
        [ACTION_SET_NULL] = "SET NULL",
        [ACTION_SET_DEFAULT] = "SET DEFAULT",
    };
    if (action != ACTION_NO_ACTION && action != ACTION_UNSET)
        js_add(js_call(chain, method), js_text(k->a, text_from(words[action])));
}

static void print_foreign_key(Knex *k, const PlanForeignKey *fk) {
    Js *chain = js_chain(k->a, "table");
    Js *call = js_call(chain, "foreign");
    js_add(call, columns_value(k, fk->column, fk->column_count));
    js_add(call, js_text(k->a, fk->name));
    js_add(js_call(chain, "references"), columns_value(k, fk->target_column, fk->column_count));
    Text target = fk->target->name;
    if (fk->target->schema.size)
        target = text_format(k->a, "%.*s.%.*s", TEXT_ARG(fk->target->schema), TEXT_ARG(target));
    js_add(js_call(chain, "inTable"), js_text(k->a, target));
    add_action(k, chain, "onDelete", fk->relation->on_delete);
    add_action(k, chain, "onUpdate", fk->relation->on_update);
    js_statement(k->e, chain);
    emit_item(k->e, &fk->item);
}

/* ---- tables ---- */

static bool has_plain_columns(const PlanTable *table) {
    bool plain = true;
    for (size_t i = 0; i < table->column_count; i++)
        plain = plain && knex_is_plain_name(table->column[i].name);
    return plain;
}

/* MySQL numbers a column only where a key that CREATE TABLE makes begins with it. */
static bool numbers_by_key(const PlanTable *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->column[i].attribute->identity &&
            (!table->primary || table->primary->column[0] != &table->column[i]))
            return false;
    }
    return true;
}

/* MySQL has the comment in the statement, too. */
static bool builds_for_mysql(const Knex *k, const PlanTable *table) {
    return numbers_by_key(table) &&
           (!has_comment(k, &table->item) || plain_comment(k, &table->item));
}

/* SQLite keeps the text of the statement, with names and comments for which the builder has no words. */
static bool builds_table(const Knex *k, const PlanTable *table) {
    return k->family != KNEX_SQLITE && !table->partition && is_plain_table(table) &&
           has_plain_columns(table) && (!table->primary || builds_key(table->primary)) &&
           (k->family != KNEX_MYSQL || builds_for_mysql(k, table));
}

static void say(Knex *k, const char *method, Text text) {
    Js *chain = js_chain(k->a, "table");
    js_add(js_call(chain, method), js_text(k->a, text));
    js_statement(k->e, chain);
}

static void print_table_options(Knex *k, const PlanTable *table) {
    const PlanComment *comment = plain_comment(k, &table->item);
    if (k->family == KNEX_MYSQL) {
        say(k, "engine", TEXT("InnoDB"));
        say(k, "charset", TEXT("utf8mb4"));
        say(k, "collate", k->plan->target->collation(TEXT("C"), k->plan->version));
    }
    if (comment) {
        say(k, "comment", comment->text);
        say_comment(k, comment);
    }
}

/* What of TABLE the builder can not say, each a statement of its own behind it. */
static void print_constraints_apart(Knex *k, const PlanTable *table) {
    for (size_t i = 0; i < table->uniques.count; i++) {
        const PlanKey *key = table->uniques.at[i];
        if (!builds_key(key))
            run_all(k, &key->item, stack_print(&k->stack, &key->item, sql_add_constraint));
    }
    for (size_t i = 0; i < table->checks.count; i++) {
        const PlanCheck *check = table->checks.at[i];
        if (loses_questions(k, condition_text(k, check)))
            run_all(k, &check->item, stack_print(&k->stack, &check->item, sql_add_constraint));
    }
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        const PlanForeignKey *fk = table->foreign_keys.at[i];
        if (!fk->separate && !builds_foreign_key(fk))
            run_all(k, &fk->item, stack_print(&k->stack, &fk->item, sql_add_constraint));
    }
}

static void print_table(Knex *k, const PlanTable *table) {
    Js *chain = schema_chain(k, table->schema);
    js_add(js_call(chain, "createTable"), js_text(k->a, table->name));
    separate(k, &table->item, true);
    JsShape shape = js_begin_function(k->e, chain, "(table) =>");
    print_table_options(k, table);
    for (size_t i = 0; i < table->column_count; i++)
        print_column(k, &table->column[i]);
    if (table->primary)
        print_key(k, table->primary);
    for (size_t i = 0; i < table->uniques.count; i++) {
        if (builds_key(table->uniques.at[i]))
            print_key(k, table->uniques.at[i]);
    }
    for (size_t i = 0; i < table->checks.count; i++) {
        if (!loses_questions(k, condition_text(k, table->checks.at[i])))
            print_check(k, table->checks.at[i]);
    }
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        const PlanForeignKey *fk = table->foreign_keys.at[i];
        if (!fk->separate && builds_foreign_key(fk))
            print_foreign_key(k, fk);
    }
    js_end_function(k->e, shape);
    print_constraints_apart(k, table);
    emit_item(k->e, &table->item);
}

/* ---- indexes and separate foreign keys ---- */

/* Nothing but columns, in the order and by the method of every engine. */
static bool builds_index(const Knex *k, const PlanIndex *index) {
    bool plain = (k->family != KNEX_SQLITE || !has_comment(k, &index->item)) &&
                 knex_is_plain_name(index->name) && is_plain_table(index->table) &&
                 !index->unique && index->method == INDEX_BTREE && !index->where &&
                 !index->include_count && !index->part_column;
    for (size_t i = 0; i < index->part_count; i++) {
        const IndexPart *part = &index->part[i];
        plain = plain && part->attribute && !part->descending && part->nulls == NULLS_UNSET &&
                !part->collation && !part->operators && !part->prefix &&
                knex_is_plain_name(plan_column(k->plan, part->attribute)->name);
    }
    return plain;
}

static void print_index(Knex *k, const PlanIndex *index) {
    Js *chain = js_chain(k->a, "table");
    Js *call = js_call(chain, "index"), *array = js_array(k->a);
    for (size_t i = 0; i < index->part_count; i++)
        js_add(array, js_text(k->a, plan_column(k->plan, index->part[i].attribute)->name));
    js_add(call, array);
    js_add(call, js_text(k->a, index->name));
    js_statement(k->e, chain);
    emit_item(k->e, &index->item);
}

static JsShape begin_alter(Knex *k, const PlanItem *item, const PlanTable *table) {
    Js *chain = schema_chain(k, table->schema);
    js_add(js_call(chain, "alterTable"), js_text(k->a, table->name));
    separate(k, item, true);
    return js_begin_function(k->e, chain, "(table) =>");
}

static const PlanIndex *index_at(const Plan *plan, size_t i) {
    const PlanItem *item = i < plan->steps.count ? plan->steps.at[i].item : NULL;
    return item && item->kind == PLAN_INDEX ? (const PlanIndex *)item : NULL;
}

/* The indexes from step I on that stand on one table; returns the last. */
static size_t print_indexes(Knex *k, size_t i) {
    const PlanTable *table = index_at(k->plan, i)->table;
    JsShape shape = begin_alter(k, k->plan->steps.at[i].item, table);
    print_index(k, index_at(k->plan, i));
    for (const PlanIndex *next;
         (next = index_at(k->plan, i + 1)) && next->table == table && builds_index(k, next); i++)
        print_index(k, next);
    js_end_function(k->e, shape);
    return i;
}

/* ---- reference rows ---- */

/* The client of MySQL escapes a value by the server's usual mode, which is not that of the migration. */
static bool binds(const Knex *k, const PlanValue *value) {
    const Expr *e = value->literal;
    return e && e->kind == EXPR_STRING && !value->element && e->type->kind != TYPE_BYTES &&
           (k->family != KNEX_MYSQL || is_plain_text(e->text));
}

/* INSERT INTO … VALUES with a place for each text, which goes into VALUES. */
static Text bound_insert(Knex *k, const PlanRows *rows, Js *values) {
    Sql *s = &k->stack.sql;
    emit_text(s->e, "INSERT INTO ");
    sql_table_name(s, rows->table);
    emit_text(s->e, " (");
    sql_columns(s, rows->column, rows->column_count);
    emit_text(s->e, ") VALUES");
    for (size_t i = 0; i < rows->row_count * rows->column_count; i++) {
        size_t at = i % rows->column_count;
        emit_text(s->e, at ? ", " : i ? "),\n    (" : "\n    (");
        if (binds(k, &rows->value[i])) {
            emit_text(s->e, "?");
            js_add(values, js_text(k->a, rows->value[i].literal->text));
        } else {
            sql_row_value(s, rows->column[at], &rows->value[i]);
        }
    }
    emit_text(s->e, ")");
    s->dialect->rows_tail(s, rows);
    return stack_take(&k->stack);
}

static size_t count_places(Text sql) {
    size_t found = 0;
    for (size_t i = 0; i < sql.size; i++)
        found += sql.at[i] == '?';
    return found;
}

/* The statement that inserts them is the one of those that the engine has for them that begins so. */
static void print_rows(Knex *k, const PlanRows *rows) {
    SqlTexts texts = stack_do(&k->stack, &rows->item);
    Js *values = js_array(k->a);
    Text sql = bound_insert(k, rows, values);
    size_t places = count_places(sql);
    for (size_t i = 0; i < texts.count; i++) {
        bool bound = text_starts_with(texts.at[i], TEXT("INSERT INTO ")) && places &&
                     places == js_count(values);
        separate(k, &rows->item, true);
        if (!bound) {
            run(k, texts.at[i]);
            continue;
        }
        Js *raw = js_chain(k->a, "await knex"), *call = js_call(raw, "raw");
        js_add(call, js_lines(k->a, sql));
        js_add(call, values);
        js_statement(k->e, raw);
    }
}

/* ---- schemas ---- */

/* TEXTS: what the engine does; nothing for a schema that is always there. */
static void print_schema(Knex *k, const PlanItem *item, const char *method, SqlTexts texts) {
    Text name = ((const PlanSchema *)item)->name;
    if (!texts.count || !knex_is_plain_name(name)) {
        run_all(k, item, texts);
        return;
    }
    Js *chain = js_chain(k->a, "await knex.schema");
    js_add(js_call(chain, method), js_text(k->a, name));
    separate(k, item, false);
    js_statement(k->e, chain);
}

/* ---- the functions ---- */

static bool builds_separate_key(const PlanForeignKey *fk) {
    return is_plain_table(fk->table) && builds_foreign_key(fk);
}

static void add_foreign_key(Knex *k, const PlanForeignKey *fk) {
    JsShape shape = begin_alter(k, &fk->item, fk->table);
    print_foreign_key(k, fk);
    js_end_function(k->e, shape);
}

static void drop_foreign_key(Knex *k, const PlanForeignKey *fk) {
    JsShape shape = begin_alter(k, &fk->item, fk->table);
    Js *chain = js_chain(k->a, "table"), *call = js_call(chain, "dropForeign");
    js_add(call, columns_array(k, fk->column, fk->column_count));
    js_add(call, js_text(k->a, fk->name));
    js_statement(k->e, chain);
    js_end_function(k->e, shape);
}

static void do_steps(Knex *k) {
    for (size_t i = 0; i < k->plan->steps.count; i++) {
        const PlanItem *item = k->plan->steps.at[i].item;
        const PlanForeignKey *fk = (const PlanForeignKey *)item;
        if (item->kind == PLAN_TABLE && builds_table(k, (const PlanTable *)item))
            print_table(k, (const PlanTable *)item);
        else if (item->kind == PLAN_INDEX && builds_index(k, (const PlanIndex *)item))
            i = print_indexes(k, i);
        else if (item->kind == PLAN_FOREIGN_KEY && builds_separate_key(fk))
            add_foreign_key(k, fk);
        else if (item->kind == PLAN_ROWS)
            print_rows(k, (const PlanRows *)item);
        else if (item->kind == PLAN_SCHEMA)
            print_schema(k, item, "createSchema", stack_do(&k->stack, item));
        else if (!bitset_has(k->said, item->id))
            run_all(k, item, stack_do(&k->stack, item));
    }
}

static void drop_table(Knex *k, const PlanTable *table) {
    Js *chain = schema_chain(k, table->schema);
    js_add(js_call(chain, "dropTable"), js_text(k->a, table->name));
    separate(k, &table->item, false);
    js_statement(k->e, chain);
}

static void undo_steps(Knex *k) {
    for (size_t i = k->plan->steps.count; i-- > 0;) {
        const PlanItem *item = k->plan->steps.at[i].item;
        const PlanForeignKey *fk = (const PlanForeignKey *)item;
        if (k->plan->steps.at[i].undone_with_table)
            continue;
        if (item->kind == PLAN_TABLE && is_plain_table((const PlanTable *)item))
            drop_table(k, (const PlanTable *)item);
        else if (item->kind == PLAN_FOREIGN_KEY && builds_separate_key(fk))
            drop_foreign_key(k, fk);
        else if (item->kind == PLAN_SCHEMA)
            print_schema(k, item, "dropSchema", stack_undo(&k->stack, item));
        else
            run_all(k, item, stack_undo(&k->stack, item));
    }
}

/* ---- files ---- */

/* A kind of module: how its files end, and what stands around. */
typedef struct Module {
    const char *word, *ending;
    const char *import;          /* of types, before the functions */
    const char *type_of_knex;    /* a comment before each function */
    const char *up, *down, *end; /* around the functions */
    const char *process;         /* gets hold of the environment */
    const char *config, *config_end;
    const char *pool_parameters; /* of what sets a connection up */
    bool has_types;              /* the rows of tables have types */
} Module;

#define KNEX_PARAMETER "/** @param {import('knex').Knex} knex */\n"
#define KNEX_CONFIG "/** @type {import('knex').Knex.Config} */\nconst config = {"

static const Module modules[] = {
    {"esm", "mjs", "", KNEX_PARAMETER, "export async function up(knex) {",
     "export async function down(knex) {", "}", "import process from 'node:process';\n\n",
     KNEX_CONFIG, "export default config;\n", "connection, done", false},
    {"cjs", "cjs", "", KNEX_PARAMETER, "exports.up = async function up(knex) {",
     "exports.down = async function down(knex) {", "};",
     "const process = require('node:process');\n\n", KNEX_CONFIG, "module.exports = config;\n",
     "connection, done", false},
    {"ts", "ts", "import type { Knex } from 'knex';\n\n", "",
     "export async function up(knex: Knex): Promise<void> {",
     "export async function down(knex: Knex): Promise<void> {", "}",
     "import process from 'node:process';\n\nimport type { Knex } from 'knex';\n\n",
     "const config: Knex.Config = {", "export default config;\n",
     "\n  connection: { pragma(source: string): unknown },\n  done: () => void,\n", true},
};

static const Module *module_of(const Plan *plan) {
    Text word = plan_stack_option(plan, "module");
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (text_equal_c(word, modules[i].word))
            return &modules[i];
    }
    internal_error("there is no module %.*s", TEXT_ARG(word));
}

#define SYNTAX(c_string) ((Hole){.kind = HOLE_WORD, .text = text_from(c_string)})

/* As a knexfile calls them: MariaDB speaks as MySQL does. */
static const char *const client_words[] = {
    [KNEX_PG] = "pg", [KNEX_MYSQL] = "mysql2", [KNEX_SQLITE] = "better-sqlite3"};

static void begin_file(Knex *k, Text path, const char *what) {
    emit_file(k->e, text_c_string(k->a, path));
    emit(k->e, "// $ $,\n", SYNTAX(what), REMARK(sym_text(k->plan->schema->name)));
    emit(k->e, "// $.\n\n", REMARK(stack_banner(&k->stack)));
}

static void emit_function(Knex *k, const Module *module, const char *head, void (*steps)(Knex *)) {
    emit_text(k->e, module->type_of_knex);
    emit_open(k->e, "$", SYNTAX(head));
    k->begun = k->apart = false;
    run_words(k, stack_session(&k->stack));
    steps(k);
    if (stack_session_end(&k->stack))
        emit_blank(k->e);
    run_words(k, stack_session_end(&k->stack));
    emit_close(k->e, module->end);
}

static void emit_migration(Knex *k, const Module *module) {
    Text name = stack_migration_name(&k->stack);
    begin_file(k, text_format(k->a, "migrations/%.*s.%s", TEXT_ARG(name), module->ending),
               "The schema of");
    emit_text(k->e, module->import);
    emit_function(k, module, module->up, do_steps);
    emit_text(k->e, "\n\n");
    emit_function(k, module, module->down, undo_steps);
}

/* Foreign keys of SQLite count only where a connection asks for them. */
static void emit_sqlite_settings(Knex *k, const Module *module) {
    emit_text(k->e, "connection: { filename: process.env.DATABASE_FILE ?? './database.sqlite3' },\n"
                    "useNullAsDefault: true,\npool: {");
    emit_indent(k->e);
    emit_open(k->e, "afterCreate($) {", SYNTAX(module->pool_parameters));
    emit_text(k->e, "connection.pragma('foreign_keys = ON');\ndone();");
    emit_close(k->e, "},");
    emit_close(k->e, "},\n");
}

static void emit_knexfile(Knex *k, const Module *module) {
    begin_file(k, text_format(k->a, "knexfile.%s", module->ending), "How Knex reaches");
    emit_text(k->e, module->process);
    emit_text(k->e, module->config);
    emit_indent(k->e);
    emit(k->e, "client: '$',\n", SYNTAX(client_words[k->family]));
    if (k->family == KNEX_SQLITE)
        emit_sqlite_settings(k, module);
    else if (k->family == KNEX_MYSQL) /* what stands there in UTC is to be read as such */
        emit_text(k->e, "connection: { uri: process.env.DATABASE_URL, timezone: 'Z' },\n");
    else
        emit_text(k->e, "connection: process.env.DATABASE_URL,\n");
    emit(k->e, "migrations: { directory: './migrations', loadExtensions: ['.$'] },",
         SYNTAX(module->ending));
    emit_close(k->e, "};\n\n");
    emit_text(k->e, module->config_end);
}

KnexFamily knex_family(const Target *engine) {
    if (!strcmp(engine->name, "postgres"))
        return KNEX_PG;
    return strcmp(engine->name, "sqlite") ? KNEX_MYSQL : KNEX_SQLITE;
}

static void emit_knex(const Plan *plan, Emitter *e) {
    Knex k = {.e = e, .a = plan->arena, .plan = plan, .family = knex_family(plan->target)};
    const Module *module = module_of(plan);
    e->indent_unit = "  ";
    k.said = bitset_make(plan->arena, plan->items.count);
    stack_open(&k.stack, plan, e);
    emit_knexfile(&k, module);
    emit_migration(&k, module);
    if (module->has_types) {
        begin_file(&k, TEXT("types/tables.d.ts"), "The rows of");
        knex_emit_types(plan, e);
    }
    stack_close(&k.stack);
}

/* ---- the target ---- */

/* What the builder has no words for. */
static Support carries(Cap cap, const Target *engine, Version version) {
    static const Support native = {LEVEL_NATIVE, NULL};
    static const Support raw = {LEVEL_EMULATED,
                                "SQL in the migration, as the schema builder has no word for it"};
    (void)version;
    switch (cap) {
    case CAP_TABLE:
        if (knex_family(engine) == KNEX_SQLITE)
            return (Support){LEVEL_EMULATED,
                             "SQL in the migration, as the schema builder names and notes less"};
        return native;
    case CAP_SCHEMA:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_UNSIGNED:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_NAMED_TYPE:
    case CAP_ARRAY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_COLLATION:
    case CAP_IDENTITY:
    case CAP_GENERATED:
    case CAP_ROWS: return native;
    case CAP_EXTENSION:
    case CAP_ENUM:
    case CAP_UNIQUE_PARTIAL:
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_UNIQUE_INCLUDE:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_NULLS:
    case CAP_INDEX_INCLUDE:
    case CAP_INDEX_PREFIX:
    case CAP_INDEX_METHOD:
    case CAP_INDEX_OPERATORS:
    case CAP_INDEX_FULLTEXT:
    case CAP_INDEX_TRIGRAM:
    case CAP_COMMENT_OTHER:
    case CAP_UPDATED_AT:
    case CAP_AUDIT:
    case CAP_IMMUTABLE:
    case CAP_DEPENDENCY:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_POLICY:
    case CAP_ROLE:
    case CAP_GRANT:
    case CAP_VIEW:
    case CAP_NATIVE: return raw;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

/* Names are written as strings: there is no other identifier of the model in these files. */
static void quote_identifier(Buffer *out, Text name, bool keyword) {
    (void)keyword;
    js_quote_string(out, name);
}

static const Quoting quoting = {quote_identifier, js_quote_string, js_quote_comment, NULL};

static const StackEngine engines[] = {
    {"pg", "postgres"},           {"mysql2", "mysql"}, {"mariadb", "mariadb"},
    {"better-sqlite3", "sqlite"}, {NULL, NULL},
};

static const TargetOption options[] = {
    {"client", "pg", "the engine: `mariadb` is MariaDB by the client mysql2",
     "pg|mysql2|mariadb|better-sqlite3"},
    {"module", "esm", "what the files are: `.mjs`, `.cjs` or `.ts`", "esm|cjs|ts"},
    STACK_OPTION_STAMP,
    {NULL, NULL, NULL, NULL},
};

const Target target_knex = {
    .name = "knex",
    .summary = "Knex migration, by the schema builder and by SQL",
    .engine = "Knex",
    .kind = TARGET_STACK,
    .oldest = {3, 0, 0},
    .newest = {3, 0, 0},
    .fallback = {3, 0, 0},
    .quoting = &quoting,
    .options = options,
    .emit = emit_knex,
    .engine_option = "client",
    .engines = engines,
    .carries = carries,
};
