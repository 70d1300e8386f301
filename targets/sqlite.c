/* Target sqlite: SQLite 3.35 and later, as up.sql and down.sql. What standard SQL has, sql.c prints; here
 * are SQLite's types, which are checks over its five storage classes, its forms, and what takes more than
 * a statement: comments inside the text that the database keeps, full text in tables of its own, and
 * triggers for what a check may not ask. The page is docs/targets/sqlite.md.
 *
 * It is long because a target is one file. */
#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"
#include "targets/reserved.h"
#include "targets/sqlite.h"

/* ---- quoting ---- */

/* The second list is of those that the parser takes for a name where nothing else fits: quoted too. */
static const char *const keywords[] = {
#define RESERVED(word) word,
#include "grammar/reserved/sqlite.def"
#include "grammar/reserved/sqlite_half.def"
#undef RESERVED
    NULL,
};

static void quote_identifier(Buffer *out, Text name, bool keyword) {
    sql_quote_name(out, name, keyword, '"');
}

static const Quoting quoting = {quote_identifier, sql_quote_string, sql_quote_comment, keywords};

/* ---- what SQLite can carry ---- */

static Support support(Cap cap, Version version) {
    (void)version;
    static const Support native = {LEVEL_NATIVE, NULL};
    switch (cap) {
    case CAP_SCHEMA: return (Support){LEVEL_EMULATED, "the start of the names of its tables"};
    case CAP_NAMED_TYPE: return (Support){LEVEL_EMULATED, "its built-in type and a check"};
    case CAP_ENUM: return (Support){LEVEL_EMULATED, "text and a check"};
    case CAP_UNSIGNED: return (Support){LEVEL_EMULATED, "a check"};
    case CAP_ARRAY:
        return (Support){LEVEL_EMULATED, "a json array, with triggers for its elements"};
    case CAP_JSON: return (Support){LEVEL_EMULATED, "text and a check"};
    case CAP_UNIQUE_PARTIAL: return (Support){LEVEL_EMULATED, "a unique index"};
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
        return (Support){LEVEL_EMULATED, "a second unique index for the rows that hold a null"};
    case CAP_UNIQUE_DEFERRABLE:
        return (Support){LEVEL_DEGRADED, "it is checked at once, row by row"};
    case CAP_UNIQUE_INCLUDE:
        return (Support){LEVEL_DEGRADED, "its index holds the key alone, so reads go to the table"};
    case CAP_CHECK_MATCHES: return (Support){LEVEL_EMULATED, "GLOB and length"};
    case CAP_INDEX_INCLUDE:
        return (Support){LEVEL_EMULATED, "columns behind the others of the index"};
    case CAP_INDEX_NULLS:
        return (Support){LEVEL_DEGRADED,
                         "nulls stand before all values, and behind when descending"};
    case CAP_INDEX_METHOD:
        return (Support){LEVEL_DEGRADED,
                         "an ordinary index stands in, which compares whole values"};
    case CAP_INDEX_OPERATORS: return (Support){LEVEL_DEGRADED, "its columns are compared as usual"};
    case CAP_INDEX_FULLTEXT:
        return (Support){LEVEL_EMULATED, "an FTS5 table and triggers that fill it"};
    case CAP_INDEX_TRIGRAM:
        return (Support){LEVEL_EMULATED, "an FTS5 table of trigrams and triggers that fill it"};
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_COMMENT_OTHER:
        return (Support){LEVEL_EMULATED, "a comment in the statement, which the database keeps"};
    case CAP_INDEX_PREFIX: return (Support){LEVEL_EMULATED, "the whole value is indexed"};
    case CAP_UPDATED_AT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_AUDIT:
        return (Support){LEVEL_DEGRADED, "triggers fill it, but nothing knows who changed a row"};
    case CAP_IMMUTABLE: return (Support){LEVEL_EMULATED, "a trigger that rejects the change"};
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH: return (Support){LEVEL_DEGRADED, "it is one table"};
    case CAP_POLICY:
        return (Support){LEVEL_DEGRADED, "whoever opens the file sees and changes every row"};
    case CAP_ROLE: return (Support){LEVEL_DEGRADED, "a file has no users"};
    case CAP_GRANT: return (Support){LEVEL_DEGRADED, "whoever opens the file may do anything"};
    case CAP_EXTENSION: return (Support){LEVEL_REFUSED, "extensions are loaded by the program"};
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_NATIVE_TYPE:
    case CAP_COLLATION:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_CHECK:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_ROWS:
    case CAP_VIEW:
    case CAP_NATIVE: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

static const Cap left_out[] = {CAP_CHECK_MATCHES, CAP_POLICY, CAP_ROLE, CAP_GRANT, CAP_COUNT};

static TypeRule decimal_rule(const Type *type) {
    if (!type->length)
        return (TypeRule){LEVEL_DEGRADED, "NUMERIC", "it keeps 15 digits", true};
    if (type->length > SQLITE_DIGITS)
        return (TypeRule){LEVEL_DEGRADED, "NUMERIC", "it keeps 15 digits", true};
    return (TypeRule){LEVEL_EMULATED, "NUMERIC",
                      "a number of 15 digits that is checked to be rounded", true};
}

static TypeRule type_rule(const Type *type, Version version) {
    (void)version;
    switch (type->kind) {
    case TYPE_BOOLEAN: return (TypeRule){LEVEL_EMULATED, "INTEGER", "0 and 1", true};
    case TYPE_SMALLINT:
    case TYPE_INT:
        return (TypeRule){LEVEL_EMULATED, "INTEGER", "a wider integer and a check", true};
    case TYPE_BIGINT:
        if (type->is_unsigned)
            return (TypeRule){LEVEL_DEGRADED, "INTEGER", "it ends at 9223372036854775807", true};
        return (TypeRule){LEVEL_NATIVE, "INTEGER", NULL, true};
    case TYPE_DECIMAL: return decimal_rule(type);
    case TYPE_FLOAT: return (TypeRule){LEVEL_EMULATED, "REAL", "a number of 64 bits", true};
    case TYPE_DOUBLE: return (TypeRule){LEVEL_NATIVE, "REAL", NULL, true};
    case TYPE_CHAR:
        return (TypeRule){LEVEL_EMULATED, "TEXT", "text, compared without blanks at its end", true};
    case TYPE_STRING: return (TypeRule){LEVEL_EMULATED, "TEXT", "text and a check", true};
    case TYPE_TEXT: return (TypeRule){LEVEL_NATIVE, "TEXT", NULL, true};
    case TYPE_BYTES: return (TypeRule){LEVEL_NATIVE, "BLOB", NULL, true};
    case TYPE_DATE: return (TypeRule){LEVEL_EMULATED, "TEXT", "text of the form 2026-01-31", true};
    case TYPE_TIME:
        return (TypeRule){LEVEL_EMULATED, "TEXT", "text of the form 12:00:00.000", true};
    case TYPE_TIMESTAMP:
        return (TypeRule){LEVEL_EMULATED, "TEXT", "text in UTC, 2026-01-31 12:00:00.000", true};
    case TYPE_DATETIME:
        return (TypeRule){LEVEL_EMULATED, "TEXT", "text of the form 2026-01-31 12:00:00.000", true};
    case TYPE_INTERVAL:
        return (TypeRule){LEVEL_DEGRADED, "TEXT", "it is a text that nothing checks or adds", true};
    case TYPE_UUID:
        return (TypeRule){LEVEL_EMULATED, "TEXT", "text in lower case and a check", true};
    case TYPE_INET:
        return (TypeRule){LEVEL_DEGRADED, "TEXT", "it is a text that nothing checks", true};
    case TYPE_JSON: /* how well, the capabilities of the three say */
    case TYPE_ARRAY: return (TypeRule){LEVEL_NATIVE, "TEXT", NULL, true};
    case TYPE_ENUM: return (TypeRule){LEVEL_NATIVE, "TEXT", NULL, false};
    case TYPE_NATIVE: return (TypeRule){LEVEL_NATIVE, "", NULL, false};
    case TYPE_COUNT: break;
    }
    internal_error("type %d is unknown", (int)type->kind);
}

static Text collation(Text name, Version version) {
    (void)version;
    static const char *const known[][2] = {
        {"BINARY", "BINARY"}, {"NOCASE", "NOCASE"}, {"RTRIM", "RTRIM"},
        {"C", "BINARY"},      {"POSIX", "BINARY"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal_c(name, known[i][0]))
            return text_from(known[i][1]);
    return TEXT("");
}

static bool is_strict(const Plan *plan) {
    return text_equal_c(plan_option(plan, "strict"), "true");
}

/* ---- types as conditions ---- */

/* What a condition is about: a column, or the element of an array, which json_each calls `value`. */
typedef struct Subject {
    Text column;
    bool is_element;
    bool nullable;
} Subject;

static void print_subject(Sql *s, const Subject *of) {
    if (of->is_element)
        emit_text(s->e, "value");
    else
        emit(s->e, "$", ID(of->column));
}

/* typeof(x) = 'integer' */
static void print_storage(Sql *s, const Subject *of, const char *class) {
    emit_text(s->e, "typeof(");
    print_subject(s, of);
    emit(s->e, of->nullable ? ") IN ($, 'null')" : ") = $", LIT(text_from(class)));
}

/* CLASS, and behind it what CLASS leaves open. STRICT tables see to the class themselves. */
static void print_storage_and(Sql *s, const Subject *of, const char *class) {
    if (is_strict(s->plan) && !of->is_element)
        return;
    print_storage(s, of, class);
    emit_text(s->e, " AND ");
}

static void print_integer_range(Sql *s, const Type *t, const Subject *of) {
    static const char *const low[] = {[TYPE_SMALLINT] = "-32768",
                                      [TYPE_INT] = "-2147483648",
                                      [TYPE_BIGINT] = "-9223372036854775808"};
    static const char *const high[][2] = {
        [TYPE_SMALLINT] = {"32767", "65535"},
        [TYPE_INT] = {"2147483647", "4294967295"},
        [TYPE_BIGINT] = {"9223372036854775807", "9223372036854775807"}};
    print_storage_and(s, of, "integer");
    print_subject(s, of);
    emit(s->e, " BETWEEN $ AND $", t->is_unsigned ? WORD("0") : WORD(low[t->kind]),
         WORD(high[t->kind][t->is_unsigned]));
}

/* Whole numbers are kept as integers. What a double cannot hold exactly, nothing checks. */
static void print_decimal_condition(Sql *s, const Type *t, const Subject *of) {
    emit_text(s->e, "typeof(");
    print_subject(s, of);
    emit_text(s->e, of->nullable ? ") IN ('integer', 'real', 'null')" : ") IN ('integer', 'real')");
    if (!t->length || t->length > SQLITE_DIGITS)
        return;
    emit_text(s->e, " AND ");
    print_subject(s, of);
    emit_text(s->e, " = round(");
    print_subject(s, of);
    emit(s->e, ", $) AND abs(", NUM(t->scale));
    print_subject(s, of);
    emit(s->e, ") < 1e$", NUM((int64_t)t->length - (int64_t)t->scale));
}

/* The one text in which a value of the type is written. Only a value that something is added to is
 * computed, and February 30 becomes another day. */
static void print_canonical(Sql *s, const Type *t, const Subject *of) {
    print_subject(s, of);
    emit(s->e, " IS strftime($, ", WORD(sqlite_temporal_format(t->kind)));
    print_subject(s, of);
    emit_text(s->e, ", '+0 days')");
}

static void print_uuid_condition(Sql *s, const Subject *of) {
    print_storage_and(s, of, "text");
    print_subject(s, of);
    /* No two question marks stand bare: before some characters they are one. */
    emit_text(s->e,
              " GLOB '\?\?\?\?\?\?\?\?-\?\?\?\?-\?\?\?\?-\?\?\?\?-\?\?\?\?\?\?\?\?\?\?\?\?' AND ");
    print_subject(s, of);
    emit_text(s->e, " NOT GLOB '*[^-0-9a-f]*' AND length(replace(");
    print_subject(s, of);
    emit_text(s->e, ", '-', '')) = 32");
}

static void print_json_condition(Sql *s, const Type *t, const Subject *of) {
    if (of->nullable) {
        print_subject(s, of);
        emit_text(s->e, " IS NULL OR ");
    }
    if (t->kind == TYPE_JSON) {
        emit_text(s->e, "json_valid(");
        print_subject(s, of);
        emit_text(s->e, ")");
        return;
    }
    emit_text(s->e, "CASE WHEN json_valid(");
    print_subject(s, of);
    emit_text(s->e, ") THEN json_type(");
    print_subject(s, of);
    emit_text(s->e, ") = 'array' ELSE 0 END");
}

static void print_choice(Sql *s, const Enum *words) {
    emit_text(s->e, "value IN (");
    for (size_t i = 0; i < words->value_count; i++)
        emit(s->e, i ? ", $" : "$", LIT(words->value[i]));
    emit_text(s->e, ")");
}

/* What a value of T has to satisfy beyond its storage class. */
static void print_condition(Sql *s, const Type *t, const Subject *of) {
    switch (t->kind) {
    case TYPE_BOOLEAN:
        if (of->is_element) {
            emit_text(s->e, "type IN ('true', 'false')");
            break;
        }
        print_subject(s, of);
        emit_text(s->e, " IN (0, 1)");
        break;
    case TYPE_SMALLINT:
    case TYPE_INT: print_integer_range(s, t, of); break;
    case TYPE_BIGINT: print_storage(s, of, "integer"); break;
    case TYPE_DECIMAL: print_decimal_condition(s, t, of); break;
    case TYPE_FLOAT:
    case TYPE_DOUBLE:
        if (of->is_element)
            emit_text(s->e, "type IN ('integer', 'real')");
        else
            print_storage(s, of, "real");
        break;
    case TYPE_CHAR:
    case TYPE_STRING:
        print_storage_and(s, of, "text");
        emit_text(s->e, t->kind == TYPE_CHAR ? "length(rtrim(" : "length(");
        print_subject(s, of);
        emit(s->e, t->kind == TYPE_CHAR ? ")) <= $" : ") <= $", NUM(t->length));
        break;
    case TYPE_TEXT:
    case TYPE_INTERVAL:
    case TYPE_INET: print_storage(s, of, "text"); break;
    case TYPE_BYTES: print_storage(s, of, of->is_element ? "text" : "blob"); break;
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME: print_canonical(s, t, of); break;
    case TYPE_UUID: print_uuid_condition(s, of); break;
    case TYPE_JSON:
    case TYPE_ARRAY: print_json_condition(s, t, of); break;
    case TYPE_ENUM: print_choice(s, t->enumeration); break;
    case TYPE_NATIVE:
    case TYPE_COUNT: internal_error("type %d has no condition", (int)t->kind);
    }
}

static bool is_whole_key(const PlanTable *table, const PlanColumn *column) {
    const PlanKey *key = table->primary;
    return key && key->column_count == 1 && key->column[0] == column;
}

/* A number that a trigger gives is not there yet when the row comes. */
static bool is_numbered_by_trigger(Sql *s, const PlanColumn *column) {
    const PlanTable *table = plan_table(s->plan, column->attribute->entity);
    return column->attribute->identity && !is_whole_key(table, column);
}

static void print_type_check(Sql *s, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    Subject of = {.column = column->name,
                  .nullable = a->nullable || is_numbered_by_trigger(s, column)};
    print_condition(s, a->type, &of);
}

/* The key INTEGER is the row's number, which is given to a row that comes without one: only where the
 * model says so. INT is the same type, and no more. */
static bool print_column_type(Sql *s, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    if (type_class(a->type) != CLASS_INTEGER || plan_native_type(s->plan, a).size || a->identity ||
        !is_whole_key(plan_table(s->plan, a->entity), column))
        return false;
    emit_text(s->e, "INT");
    return true;
}

/* STRICT knows five types; a decimal number is one with a point. */
static bool print_type(Sql *s, const Type *t) {
    if (t->kind != TYPE_DECIMAL || !is_strict(s->plan))
        return false;
    emit_text(s->e, "REAL");
    return true;
}

/* ---- comments ---- */

/* A comment in a statement stays with it in sqlite_schema: line by line, before what it is about. */
static void print_lines(Sql *s, const char *before, Text text, const char *after) {
    while (text.size) {
        size_t end = text_find(text, TEXT("\n"));
        Text line = text_slice(text, 0, end == SIZE_MAX ? text.size : end);
        emit(s->e, "$-- $", WORD(before), REMARK(text_trim(line)));
        emit_text(s->e, after);
        text = text_slice(text, end == SIZE_MAX ? text.size : end + 1, text.size);
    }
}

static void print_comment(Sql *s, const PlanItem *item) {
    const PlanComment *comment = s->comment[item->id];
    if (!comment)
        return;
    if (item->kind == PLAN_INDEX) {
        print_lines(s, "\n    ", comment->text, "");
        emit_text(s->e, "\n   ");
    } else {
        print_lines(s, "", comment->text, "\n");
    }
}

/* That on the table stands first, an empty line apart from the columns'. */
static void print_table_comment(Sql *s, const PlanTable *table) {
    if (s->comment[table->item.id]) {
        print_comment(s, &table->item);
        emit_blank(s->e);
    }
}

/* ---- tables ---- */

static void print_column_value(Sql *s, const Attribute *a) {
    if (a->type->kind == TYPE_CHAR && !a->collation && !plan_native_type(s->plan, a).size)
        emit_text(s->e, " COLLATE RTRIM");
    if (!a->nullable && !is_numbered_by_trigger(s, plan_column(s->plan, a)))
        emit_text(s->e, " NOT NULL");
    if (a->generated) {
        emit_text(s->e, " GENERATED ALWAYS AS (");
        sqlite_print_as(s, a->generated, a->type);
        emit_text(s->e, ") STORED");
    } else if (a->fallback) {
        sql_default(s, a->fallback);
    }
}

/* Numbers of rows that are gone come again, unless the key is AUTOINCREMENT; where something may still
 * remember them, they must not. */
static bool remembers_numbers(const Entity *e) {
    if (e->audit)
        return true;
    for (size_t i = 0; i < e->inverse_count; i++)
        if (e->inverse[i].relation->kind == RELATION_TAGGED)
            return true;
    return false;
}

static void print_key_tail(Sql *s, const PlanKey *key) {
    const PlanColumn *first = key->column[0];
    if (key->key->kind == KEY_PRIMARY && first->attribute->identity &&
        !is_numbered_by_trigger(s, first) && remembers_numbers(key->table->entity))
        emit_text(s->e, " AUTOINCREMENT");
}

static void print_table_tail(Sql *s, const PlanTable *table) {
    (void)table;
    if (is_strict(s->plan))
        emit_text(s->e, " STRICT");
}

static bool is_kept_by_trigger(Sql *s, const PlanCheck *check) {
    (void)s;
    return check->condition && sqlite_needs_trigger(check->condition);
}

/* A name of the row's number that no column has. */
static const char *row_number(Sql *s, const PlanTable *table) {
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool taken = false;
        for (size_t k = 0; k < table->column_count; k++) {
            Text column = text_lower_ascii(s->plan->arena, table->column[k].name);
            taken = taken || text_equal_c(column, names[i]);
        }
        if (!taken)
            return names[i];
    }
    return names[0];
}

/* Opens CREATE TRIGGER NAME_SUFFIX … behind another statement. */
static void begin_trigger(Sql *s, Text name, const char *suffix, const char *event,
                          const PlanTable *table) {
    emit_blank(s->e);
    emit(s->e, "CREATE TRIGGER $\n    $ ON ",
         ID(text_join(s->plan->arena, name, text_from(suffix))), WORD(event));
    sql_table_name(s, table);
    emit_text(s->e, " FOR EACH ROW");
}

static void end_trigger(Sql *s) {
    emit_text(s->e, "\nEND;");
    emit_blank(s->e);
}

/* Names as a trigger sees them. */
static void print_in_new_row(Sql *s, const Expr *e, SqlLevel least) {
    s->row = "NEW.";
    sql_expr(s, e, least);
    s->row = NULL;
}

static void reject(Sql *s, Text constraint) {
    Text words = text_join(s->plan->arena, TEXT("CHECK constraint failed: "), constraint);
    emit(s->e, "\nBEGIN\n    SELECT RAISE(ABORT, $);", LIT(words));
    end_trigger(s);
}

static const struct {
    const char *suffix, *event;
} changes[] = {{"_insert", "AFTER INSERT"}, {"_update", "AFTER UPDATE"}};

static void print_guard_of_check(Sql *s, const PlanCheck *check) {
    emit_item(s->e, &check->item);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        begin_trigger(s, check->name, changes[i].suffix, changes[i].event, check->table);
        if (i == 0 && s->comment[check->item.id])
            print_lines(s, "\n    ", s->comment[check->item.id]->text, "");
        emit_text(s->e, "\n    WHEN NOT ");
        print_in_new_row(s, check->condition, SQL_CALL);
        reject(s, check->name);
    }
}

static void print_guard_of_elements(Sql *s, const PlanTable *table, const PlanColumn *column) {
    Text name = text_format(s->plan->arena, "%.*s_%.*s_elements", TEXT_ARG(table->name),
                            TEXT_ARG(column->name));
    Subject element = {.is_element = true};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        begin_trigger(s, name, changes[i].suffix, changes[i].event, table);
        emit(s->e,
             "\n    WHEN EXISTS (\n        SELECT 1 FROM json_each(NEW.$)\n        WHERE value IS "
             "NOT "
             "NULL AND NOT (",
             ID(column->name));
        print_condition(s, column->attribute->type->element, &element);
        emit_text(s->e, ")\n    )");
        reject(s, name);
    }
}

static void print_numbering(Sql *s, const PlanTable *table, const PlanColumn *column) {
    Text name =
        text_format(s->plan->arena, "%.*s_%.*s", TEXT_ARG(table->name), TEXT_ARG(column->name));
    const char *row = row_number(s, table);
    begin_trigger(s, name, "_number", "AFTER INSERT", table);
    emit(s->e, "\n    WHEN NEW.$ IS NULL\nBEGIN\n    UPDATE $", ID(column->name), ID(table->name));
    emit(s->e, "\n    SET $ = (SELECT coalesce(max($), 0) + 1 FROM $)", ID(column->name),
         ID(column->name), ID(table->name));
    emit(s->e, "\n    WHERE $ = NEW.$;", WORD(row), WORD(row));
    end_trigger(s);
    begin_trigger(s, name, "_stays", "BEFORE UPDATE", table);
    emit(s->e, "\n    WHEN NEW.$ IS NULL\nBEGIN\n    SELECT RAISE(ABORT, $);", ID(column->name),
         LIT(text_format(s->plan->arena, "NOT NULL constraint failed: %.*s.%.*s",
                         TEXT_ARG(table->name), TEXT_ARG(column->name))));
    end_trigger(s);
}

static bool has_elements_to_check(Sql *s, const PlanColumn *column) {
    const Type *t = column->attribute->type;
    return t->kind == TYPE_ARRAY && !plan_native_text(s->plan, t).size &&
           t->element->kind != TYPE_NATIVE && !plan_native_text(s->plan, t->element).size;
}

static void create_table(Sql *s, const PlanItem *item) {
    const PlanTable *table = (const PlanTable *)item;
    sql_create_table(s, item);
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_numbered_by_trigger(s, &table->column[i]))
            print_numbering(s, table, &table->column[i]);
        if (has_elements_to_check(s, &table->column[i]))
            print_guard_of_elements(s, table, &table->column[i]);
    }
    for (size_t i = 0; i < table->checks.count; i++)
        if (is_kept_by_trigger(s, table->checks.at[i]))
            print_guard_of_check(s, table->checks.at[i]);
}

/* NEW.a; ROW may be NULL. */
static void print_of_row(Sql *s, const char *row, const PlanColumn *column) {
    emit_text(s->e, row ? row : "");
    emit(s->e, "$", ID(column->name));
}

/* ---- full text ---- */

static bool is_word_index(const PlanIndex *index) {
    return index->method == INDEX_FULLTEXT || index->method == INDEX_TRIGRAM;
}

/* The column that is the row's number, which then never changes by itself; NULL: there is none. */
static const PlanColumn *row_number_column(const PlanTable *table) {
    const PlanKey *key = table->primary;
    if (!key || key->column_count != 1)
        return NULL;
    return key->column[0]->attribute->identity ? key->column[0] : NULL;
}

/* Whether the FTS table can look its texts up in the table itself: each a column, and a number that
 * stays. Else it keeps a copy of them, beside the key. */
static bool has_external_content(const PlanIndex *index) {
    for (size_t i = 0; i < index->part_count; i++)
        if (!index->part[i].attribute)
            return false;
    return row_number_column(index->table) != NULL;
}

static Text part_name(Sql *s, const PlanIndex *index, size_t i) {
    const Attribute *a = index->part[i].attribute;
    return a ? plan_column(s->plan, a)->name : text_format(s->plan->arena, "part_%zu", i + 1);
}

static bool is_part(Sql *s, const PlanIndex *index, const PlanColumn *column) {
    for (size_t i = 0; i < index->part_count; i++) {
        const Attribute *a = index->part[i].attribute;
        if (a && plan_column(s->plan, a) == column)
            return true;
    }
    return false;
}

typedef enum WordColumns {
    WORDS_DECLARED,
    WORDS_NAMED,
    WORDS_THERE,
    WORDS_NEW,
    WORDS_OLD,
} WordColumns;

/* The columns of the FTS table, or the values that they get. */
static void print_words(Sql *s, const PlanIndex *index, WordColumns form) {
    const PlanKey *key = has_external_content(index) ? NULL : index->table->primary;
    s->row = form == WORDS_NEW ? "NEW." : form == WORDS_OLD ? "OLD." : NULL;
    for (size_t i = 0; i < index->part_count; i++) {
        emit_text(s->e, i ? ", " : "");
        if (form >= WORDS_THERE)
            sql_expr(s, index->part[i].expr, SQL_ANY);
        else
            emit(s->e, "$", ID(part_name(s, index, i)));
    }
    for (size_t i = 0; key && i < key->column_count; i++)
        if (!is_part(s, index, key->column[i])) {
            emit_text(s->e, ", ");
            print_of_row(s, s->row, key->column[i]);
            emit_text(s->e, form == WORDS_DECLARED ? " UNINDEXED" : "");
        }
    s->row = NULL;
}

/* An FTS table over another one forgets a row by being told what it said. */
static void print_word_row_gone(Sql *s, const PlanIndex *index) {
    const PlanKey *key = index->table->primary;
    if (has_external_content(index)) {
        Text number = row_number_column(index->table)->name;
        emit(s->e, "\n    INSERT INTO $ ($, rowid, ", ID(index->name), ID(index->name));
        print_words(s, index, WORDS_NAMED);
        emit(s->e, ")\n    VALUES ('delete', OLD.$, ", ID(number));
        print_words(s, index, WORDS_OLD);
        emit_text(s->e, ");");
        return;
    }
    emit(s->e, "\n    DELETE FROM $ WHERE ", ID(index->name));
    if (!key)
        emit(s->e, "rowid = OLD.$", WORD(row_number(s, index->table)));
    for (size_t i = 0; key && i < key->column_count; i++)
        emit(s->e, i ? " AND $ = OLD.$" : "$ = OLD.$", ID(key->column[i]->name),
             ID(key->column[i]->name));
    emit_text(s->e, ";");
}

static void print_word_row(Sql *s, const PlanIndex *index) {
    const PlanColumn *number = row_number_column(index->table);
    emit(s->e, "\n    INSERT INTO $ (rowid, ", ID(index->name));
    print_words(s, index, WORDS_NAMED);
    emit_text(s->e, ")\n    VALUES (NEW.");
    if (number)
        emit(s->e, "$, ", ID(number->name));
    else
        emit(s->e, "$, ", WORD(row_number(s, index->table)));
    print_words(s, index, WORDS_NEW);
    emit_text(s->e, ");");
}

/* An update inside another trigger must not come in between: only the columns that are looked at count. */
static void print_word_update(Sql *s, const PlanIndex *index) {
    const PlanKey *key = index->table->primary;
    begin_trigger(s, index->name, "_update", "AFTER UPDATE", index->table);
    emit_text(s->e, "\n    WHEN ");
    for (size_t i = 0; key && i < key->column_count; i++)
        emit(s->e, "NEW.$ IS NOT OLD.$ OR ", ID(key->column[i]->name), ID(key->column[i]->name));
    for (size_t i = 0; i < index->part_count; i++) {
        emit_text(s->e, i ? " OR " : "");
        s->row = "NEW.";
        sql_expr(s, index->part[i].expr, SQL_OTHER);
        emit_text(s->e, " IS NOT ");
        s->row = "OLD.";
        sql_expr(s, index->part[i].expr, SQL_OTHER);
    }
    s->row = NULL;
    emit_text(s->e, "\nBEGIN");
    print_word_row_gone(s, index);
    print_word_row(s, index);
    end_trigger(s);
}

/* The reference rows came before their words were looked at. */
static void print_words_so_far(Sql *s, const PlanIndex *index) {
    if (!index->table->entity->row_count)
        return;
    if (has_external_content(index)) {
        emit(s->e, "INSERT INTO $ ($) VALUES ('rebuild');", ID(index->name), ID(index->name));
    } else {
        emit(s->e, "INSERT INTO $ (rowid, ", ID(index->name));
        print_words(s, index, WORDS_NAMED);
        emit(s->e, ")\nSELECT $, ", WORD(row_number(s, index->table)));
        print_words(s, index, WORDS_THERE);
        emit(s->e, " FROM $;", ID(index->table->name));
    }
    emit_blank(s->e);
}

static void create_word_index(Sql *s, const PlanIndex *index) {
    emit_blank(s->e);
    emit(s->e, "CREATE VIRTUAL TABLE $ USING fts5 (", ID(index->name));
    emit_indent(s->e);
    emit_sep(s->e, ",");
    print_words(s, index, WORDS_DECLARED);
    if (has_external_content(index)) {
        emit_sep(s->e, ",");
        emit(s->e, "content = $", LIT(index->table->name));
        emit_sep(s->e, ",");
        emit(s->e, "content_rowid = $", LIT(row_number_column(index->table)->name));
    }
    if (index->method == INDEX_TRIGRAM) {
        emit_sep(s->e, ",");
        emit_text(s->e, "tokenize = 'trigram'");
    }
    emit_close(s->e, ");");
    emit_blank(s->e);
    print_words_so_far(s, index);
    begin_trigger(s, index->name, "_insert", "AFTER INSERT", index->table);
    emit_line(s->e);
    print_comment(s, &index->item);
    emit_text(s->e, "BEGIN");
    print_word_row(s, index);
    end_trigger(s);
    begin_trigger(s, index->name, "_delete", "AFTER DELETE", index->table);
    emit_text(s->e, "\nBEGIN");
    print_word_row_gone(s, index);
    end_trigger(s);
    print_word_update(s, index);
}

static void create_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    if (is_word_index(index))
        create_word_index(s, index);
    else
        sql_create_index(s, item);
}

static void drop_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    if (is_word_index(index))
        emit(s->e, "DROP TABLE $;", ID(index->name));
    else
        sql_drop_index(s, item);
}

/* ---- triggers ---- */

static void print_now(Sql *s) {
    emit_text(s->e, "strftime(" SQLITE_INSTANT ", 'now')");
}

static const PlanColumn *updated_at(const PlanTable *table) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->column[i].attribute->origin == ATTRIBUTE_UPDATED_AT)
            return &table->column[i];
    return NULL;
}

/* In one statement the present instant stays the same, so that the trigger calls itself once at most. */
static void print_updated_at(Sql *s, const PlanTrigger *trigger) {
    Text column = trigger->column[0]->name;
    const char *row = row_number(s, trigger->table);
    emit(s->e, "\n    WHEN NEW.$ IS NOT ", ID(column));
    print_now(s);
    emit(s->e, "\nBEGIN\n    UPDATE $ SET $ = ", ID(trigger->table->name), ID(column));
    print_now(s);
    emit(s->e, "\n    WHERE $ = NEW.$;", WORD(row), WORD(row));
}

static void print_immutable(Sql *s, const PlanTrigger *trigger) {
    Text names = trigger->column[0]->name;
    emit_text(s->e, "\n    WHEN ");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$OLD.$ IS NOT NEW.$", i ? WORD(" OR ") : WORD(""), ID(column), ID(column));
        if (i)
            names = text_format(s->plan->arena, "%.*s, %.*s", TEXT_ARG(names), TEXT_ARG(column));
    }
    Text words = text_format(s->plan->arena, "the value of %.*s in %.*s never changes",
                             TEXT_ARG(names), TEXT_ARG(trigger->table->name));
    emit(s->e, "\nBEGIN\n    SELECT RAISE(ABORT, $);", LIT(words));
}

/* A value as JSON has it. */
static void print_json_value(Sql *s, const PlanColumn *column, const char *row) {
    const Type *t = column->attribute->type;
    bool native = plan_native_text(s->plan, t).size != 0;
    const char *before = "", *after = "";
    if (!native && t->kind == TYPE_BOOLEAN) {
        before = "json(CASE ", after = " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)";
    } else if (!native && (t->kind == TYPE_JSON || t->kind == TYPE_ARRAY)) {
        before = "json(", after = ")";
    } else if (native || t->kind == TYPE_BYTES) {
        emit_text(s->e, "CASE typeof(");
        print_of_row(s, row, column);
        emit_text(s->e, ") WHEN 'blob' THEN hex(");
        print_of_row(s, row, column);
        before = ") ELSE ", after = " END";
    }
    emit_text(s->e, before);
    print_of_row(s, row, column);
    emit_text(s->e, after);
}

/* Whether COLUMN is one of those that are kept out. */
static bool is_kept_out(const PlanTrigger *trigger, const PlanColumn *column) {
    for (size_t i = 0; i < trigger->column_count; i++)
        if (trigger->column[i] == column)
            return true;
    return false;
}

enum { OBJECT_MEMBERS = 50 }; /* SQLite takes 127 arguments */

/* The row as one object; more members than a call takes are joined by json_patch, and those that are
 * null would get lost there, so each call but the last is wrapped by json_insert. */
static void print_row_object(Sql *s, const PlanTrigger *trigger, const char *row) {
    const PlanTable *table = trigger->table;
    const PlanColumn *touched = updated_at(table);
    bool after_update = !strcmp(row, "NEW.") && trigger->events == COMMAND_UPDATE;
    size_t count = 0, calls = 0;
    for (size_t i = 0; i < table->column_count; i++)
        count += !is_kept_out(trigger, &table->column[i]);
    for (size_t left = count; left > OBJECT_MEMBERS; left -= OBJECT_MEMBERS, calls++)
        emit_text(s->e, "json_insert(");
    emit_text(s->e, "json_object(");
    size_t at = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const PlanColumn *column = &table->column[i];
        if (is_kept_out(trigger, column))
            continue;
        bool path = at >= OBJECT_MEMBERS;
        if (path && at % OBJECT_MEMBERS == 0)
            emit_text(s->e, "), ");
        else
            emit_text(s->e, at ? ", " : "");
        Text name =
            path ? text_format(s->plan->arena, "$.\"%.*s\"", TEXT_ARG(column->name)) : column->name;
        emit(s->e, "$, ", LIT(name));
        if (after_update && column == touched)
            print_now(s);
        else
            print_json_value(s, column, row);
        at++;
    }
    emit_text(s->e, ")");
}

static void print_key_object(Sql *s, const PlanTrigger *trigger, const char *row) {
    const PlanKey *key = trigger->table->primary;
    emit_text(s->e, "json_object(");
    for (size_t i = 0; key && i < key->column_count; i++) {
        emit(s->e, i ? ", $, " : "$, ", LIT(key->column[i]->name));
        print_json_value(s, key->column[i], row);
    }
    emit_text(s->e, ")");
}

/* The update that only moves updated_at on is a part of the one that the trail has already. */
static void print_audited_change(Sql *s, const PlanTrigger *trigger) {
    const PlanTable *table = trigger->table;
    const PlanColumn *touched = updated_at(table);
    if (trigger->events != COMMAND_UPDATE || !touched)
        return;
    emit(s->e, "\n    WHEN NEW.$ IS NOT ", ID(touched->name));
    print_now(s);
    for (size_t i = 0; i < table->column_count; i++) {
        Text column = table->column[i].name;
        if (&table->column[i] != touched)
            emit(s->e, "\n        OR NEW.$ IS NOT OLD.$", ID(column), ID(column));
    }
}

static void print_audit(Sql *s, const PlanTrigger *trigger) {
    static const char *const action[] = {
        [COMMAND_INSERT] = "insert", [COMMAND_UPDATE] = "update", [COMMAND_DELETE] = "delete"};
    print_audited_change(s, trigger);
    emit(s->e,
         "\nBEGIN\n    INSERT INTO $ (action, row_key, old_row, new_row) VALUES (\n        $,\n"
         "        ",
         ID(trigger->audit->name), LIT(text_from(action[trigger->events])));
    print_key_object(s, trigger, trigger->events == COMMAND_DELETE ? "OLD." : "NEW.");
    emit_text(s->e, ",\n        ");
    if (trigger->events == COMMAND_INSERT)
        emit_text(s->e, "NULL");
    else
        print_row_object(s, trigger, "OLD.");
    emit_text(s->e, ",\n        ");
    if (trigger->events == COMMAND_DELETE)
        emit_text(s->e, "NULL");
    else
        print_row_object(s, trigger, "NEW.");
    emit_text(s->e, "\n    );");
}

static void create_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    const char *event = trigger->kind == TRIGGER_IMMUTABLE  ? "BEFORE UPDATE"
                        : trigger->events == COMMAND_INSERT ? "AFTER INSERT"
                        : trigger->events == COMMAND_DELETE ? "AFTER DELETE"
                                                            : "AFTER UPDATE";
    begin_trigger(s, trigger->name, "", event, trigger->table);
    switch (trigger->kind) {
    case TRIGGER_UPDATED_AT: print_updated_at(s, trigger); break;
    case TRIGGER_IMMUTABLE: print_immutable(s, trigger); break;
    case TRIGGER_AUDIT: print_audit(s, trigger); break;
    }
    end_trigger(s);
}

static void drop_trigger(Sql *s, const PlanItem *item) {
    emit(s->e, "DROP TRIGGER $;", ID(((const PlanTrigger *)item)->name));
}

/* ---- the dialect ---- */

#define COMPARISON(word) \
    { "$1 " word " $2", SQL_COMPARE, SQL_OTHER, SQL_OTHER, NULL }
#define INFIX(word, level) \
    { "$1 " word " $2", level, level, level + 1, NULL }
#define CALL(name) \
    { name "($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL }

#define HEX(bytes) "lower(hex(randomblob(" #bytes ")))"

/* Of version 4: one digit is a 4, and one of 8 to b. */
#define RANDOM_UUID \
    HEX(4) \
    " || '-' || " HEX(2) " || '-4' || substr(" HEX( \
        2) ", 2) || '-' || " \
           "substr('89ab', 1 + (random() & 3), 1) || substr(" HEX(2) ", 2) || '-' || " HEX(6)

static const SqlDialect dialect = {
    .begin = "PRAGMA foreign_keys = ON;\n\nBEGIN;\nPRAGMA defer_foreign_keys = ON;",
    .commit = "COMMIT;",
    .empty_array = "'[]'",
    .true_word = "1",
    .false_word = "0",
    .parenthesizes_defaults = true,
    .operators =
        {
            [OPERATOR_OR] = INFIX("OR", SQL_OR),
            [OPERATOR_AND] = INFIX("AND", SQL_AND),
            [OPERATOR_EQUAL] = COMPARISON("="),
            [OPERATOR_NOT_EQUAL] = COMPARISON("<>"),
            [OPERATOR_LESS] = COMPARISON("<"),
            [OPERATOR_LESS_EQUAL] = COMPARISON("<="),
            [OPERATOR_GREATER] = COMPARISON(">"),
            [OPERATOR_GREATER_EQUAL] = COMPARISON(">="),
            [OPERATOR_CONCAT] = {"$1 || $2", SQL_SIGN, SQL_SIGN, SQL_CAST, NULL},
            [OPERATOR_ADD] = INFIX("+", SQL_ADD),
            [OPERATOR_SUBTRACT] = INFIX("-", SQL_ADD),
            [OPERATOR_MULTIPLY] = INFIX("*", SQL_MULTIPLY),
            [OPERATOR_DIVIDE] = INFIX("/", SQL_MULTIPLY),
            [OPERATOR_MODULO] = INFIX("%", SQL_MULTIPLY),
        },
    .function =
        {
            [FUNCTION_LENGTH] = CALL("length"),
            [FUNCTION_LOWER] = CALL("lower"),
            [FUNCTION_UPPER] = CALL("upper"),
            [FUNCTION_TRIM] = CALL("trim"),
            [FUNCTION_SUBSTR] = CALL("substr"),
            [FUNCTION_CONCAT] = {"$*", SQL_SIGN, SQL_SIGN, SQL_CAST, " || "},
            [FUNCTION_REPLACE] = CALL("replace"),
            [FUNCTION_STARTS_WITH] = {"substr($1, 1, length($2)) = $2", SQL_COMPARE, SQL_ANY,
                                      SQL_OTHER, NULL},
            [FUNCTION_CONTAINS] = {"instr($*) > 0", SQL_COMPARE, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_ABS] = CALL("abs"),
            [FUNCTION_ROUND] = CALL("round"),
            [FUNCTION_COALESCE] = CALL("coalesce"),
            [FUNCTION_NULLIF] = CALL("nullif"),
            [FUNCTION_GREATEST] = CALL("max"),
            [FUNCTION_LEAST] = CALL("min"),
            [FUNCTION_NOW] = {"strftime(" SQLITE_INSTANT ", 'now')", SQL_CALL, SQL_ANY, SQL_ANY,
                              NULL},
            [FUNCTION_TODAY] = {"strftime(" SQLITE_DAY ", 'now')", SQL_CALL, SQL_ANY, SQL_ANY,
                                NULL},
            [FUNCTION_UUID] = {RANDOM_UUID, SQL_SIGN, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_ARRAY_LENGTH] = CALL("json_array_length"),
            [FUNCTION_HAS_ELEMENT] = {"CASE WHEN $1 IS NOT NULL THEN $2 IN (SELECT value FROM "
                                      "json_each($1)) END",
                                      SQL_PRIMARY, SQL_OTHER, SQL_OTHER, NULL},
        },
    .create =
        {
            [PLAN_TABLE] = create_table,
            [PLAN_INDEX] = create_index,
            [PLAN_TRIGGER] = create_trigger,
            [PLAN_COMMENT] = sql_print_elsewhere,
            [PLAN_ROWS] = sql_insert_rows,
            [PLAN_ROW_LINK] = sql_link_row,
            [PLAN_VIEW] = sql_create_view,
            [PLAN_NATIVE] = sql_do_native,
        },
    .drop =
        {
            [PLAN_TABLE] = sql_drop_table,
            [PLAN_INDEX] = drop_index,
            [PLAN_TRIGGER] = drop_trigger,
            [PLAN_VIEW] = sql_drop_view,
            [PLAN_NATIVE] = sql_undo_native,
        },
    .expr = sqlite_print_expr,
    .type = print_type,
    .column_type = print_column_type,
    .column_value = print_column_value,
    .type_check = print_type_check,
    .key_tail = print_key_tail,
    .check_apart = is_kept_by_trigger,
    .rows_tail = sql_skip_known_rows,
    .element = print_comment,
    .table_head = print_table_comment,
    .table_tail = print_table_tail,
};

/* CREATE TABLE … STRICT came with 3.37. */
static void check_strict(const Plan *plan) {
    if (!is_strict(plan) || version_at_least(plan->version, 3, 37))
        return;
    diag_add(plan->diags, DIAG_TARGET_OPTION, plan->config->span,
             TEXT("`strict` needs a `version` of 3.37 at least"));
}

static void emit_sqlite(const Plan *plan, Emitter *e) {
    check_strict(plan);
    sql_emit(&dialect, plan, e);
}

static void print_sqlite(const Plan *plan, Emitter *e, const Expr *expr) {
    sql_print(&dialect, plan, e, expr);
}

static const TargetOption options[] = {
    {"version", "3.40", "the oldest SQLite that has to take the SQL: 3.35 and later", NULL},
    {"strict", "false", "`true`: tables are STRICT, and keep each column to its storage class",
     "true|false"},
    {NULL, NULL, NULL, NULL},
};

const Target target_sqlite = {
    .name = "sqlite",
    .summary = "SQLite schema as SQL: up.sql and down.sql",
    .engine = "SQLite",
    .kind = TARGET_DATABASE,
    .oldest = {3, 35, 0},
    .newest = {3, 99, 0},
    .fallback = {3, 40, 0},
    .limits = {.folds_case = true, .index_names_per_schema = true},
    .quoting = &quoting,
    .reserved = reserved_sqlite,
    .options = options,
    .support = support,
    .type = type_rule,
    .expression = sqlite_judge,
    .collation = collation,
    .left_out = left_out,
    .index_nulls = NULLS_FIRST,
    .partial_indexes = true,
    .index_expressions = true,
    .part_collations = true,
    .partitioned_foreign_keys = true,
    .partition_lower_bounds = true,
    .single_event_triggers = true,
    .checks_elements = true,
    .forward_foreign_keys = true,
    .emit = emit_sqlite,
    .print = print_sqlite,
};
