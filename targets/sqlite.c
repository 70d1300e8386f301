/* Target sqlite: SQLite 3.35 and later, as up.sql and down.sql. What standard SQL has, sql.c prints; here
 * is what SQLite can carry, and its forms. What takes more stands apart: types, which are checks over its five
 * storage classes, in sqlite_types.c; expressions in sqlite_expr.c and sqlite_match.c; triggers in
 * sqlite_triggers.c; full text in sqlite_words.c. The page is docs/targets/sqlite.md. */
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
    case CAP_DEPENDENCY:
        return (Support){LEVEL_EMULATED, "triggers that reject the row; the rows of one value cannot be changed together"};
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

/* ---- comments ---- */

/* A comment in a statement stays with it in sqlite_schema: line by line, before what it is about. */
void sqlite_print_comment_lines(Sql *s, const char *before, Text text, const char *after) {
    while (text.size) {
        size_t end = text_find(text, TEXT("\n"));
        Text line = text_slice(text, 0, end == SIZE_MAX ? text.size : end);
        emit(s->e, "$-- $", WORD(before), REMARK(text_trim(line)));
        emit_text(s->e, after);
        text = text_slice(text, end == SIZE_MAX ? text.size : end + 1, text.size);
    }
}

void sqlite_print_comment(Sql *s, const PlanItem *item) {
    const PlanComment *comment = s->comment[item->id];
    if (!comment)
        return;
    if (item->kind == PLAN_INDEX) {
        sqlite_print_comment_lines(s, "\n    ", comment->text, "");
        emit_text(s->e, "\n   ");
    } else {
        sqlite_print_comment_lines(s, "", comment->text, "\n");
    }
}

/* That on the table stands first, an empty line apart from the columns'. */
static void print_table_comment(Sql *s, const PlanTable *table) {
    if (s->comment[table->item.id]) {
        sqlite_print_comment(s, &table->item);
        emit_blank(s->e);
    }
}

/* ---- tables ---- */

/* The key INTEGER is the row's number, which is given to a row that comes without one: only where the
 * model says so. INT is the same type, and no more. */
static bool print_column_type(Sql *s, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    if (type_class(a->type) != CLASS_INTEGER || plan_native_type(s->plan, a).size || a->identity ||
        !sqlite_is_whole_key(plan_table(s->plan, a->entity), column))
        return false;
    emit_text(s->e, "INT");
    return true;
}

/* STRICT knows five types; a decimal number is one with a point. */
static bool print_type(Sql *s, const Type *t) {
    if (t->kind != TYPE_DECIMAL || !sqlite_is_strict(s->plan))
        return false;
    emit_text(s->e, "REAL");
    return true;
}

static void print_column_value(Sql *s, const Attribute *a) {
    bool collated = a->collation && collation(sym_text(a->collation), s->plan->version).size;
    if (a->type->kind == TYPE_CHAR && !collated && !plan_native_type(s->plan, a).size)
        emit_text(s->e, " COLLATE RTRIM");
    if (!a->nullable && !sqlite_is_numbered_by_trigger(s, plan_column(s->plan, a)))
        emit_text(s->e, " NOT NULL");
    if (a->generated) {
        emit_text(s->e, " GENERATED ALWAYS AS (");
        sqlite_print_as(s, a->generated, a->type);
        emit_text(s->e, ") STORED");
    } else if (a->fallback && type_has_fraction(a->type) && a->fallback->kind == EXPR_CALL) {
        emit_text(s->e, " DEFAULT (");
        sqlite_print_as(s, a->fallback, a->type);
        emit_text(s->e, ")");
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
        !sqlite_is_numbered_by_trigger(s, first) && remembers_numbers(key->table->entity))
        emit_text(s->e, " AUTOINCREMENT");
}

static void print_table_tail(Sql *s, const PlanTable *table) {
    (void)table;
    if (sqlite_is_strict(s->plan))
        emit_text(s->e, " STRICT");
}

static void create_table(Sql *s, const PlanItem *item) {
    sql_create_table(s, item);
    sqlite_guard_table(s, (const PlanTable *)item);
}

/* ---- indexes ---- */

static void create_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    if (sqlite_is_word_index(index))
        sqlite_create_word_index(s, index);
    else
        sql_create_index(s, item);
}

static void drop_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    if (!sqlite_is_word_index(index)) {
        sql_drop_index(s, item);
        return;
    }
    emit(s->e, "DROP TABLE $", ID(index->name));
    sql_end(s);
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

#define DEFER_FOREIGN_KEYS "PRAGMA defer_foreign_keys = ON"

static const SqlDialect dialect = {
    .begin = "PRAGMA foreign_keys = ON;\n\nBEGIN;\n" DEFER_FOREIGN_KEYS ";",
    .commit = "COMMIT;",
    .session = (const char *const[]){DEFER_FOREIGN_KEYS, NULL},
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
            [PLAN_TRIGGER] = sqlite_create_trigger,
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
            [PLAN_TRIGGER] = sqlite_drop_trigger,
            [PLAN_VIEW] = sql_drop_view,
            [PLAN_NATIVE] = sql_undo_native,
        },
    .expr = sqlite_print_expr,
    .type = print_type,
    .column_type = print_column_type,
    .column_value = print_column_value,
    .type_check = sqlite_print_type_check,
    .key_tail = print_key_tail,
    .check_apart = sqlite_is_kept_by_trigger,
    .rows_tail = sql_skip_known_rows,
    .element = sqlite_print_comment,
    .table_head = print_table_comment,
    .table_tail = print_table_tail,
};

/* CREATE TABLE … STRICT came with 3.37. */
static void check_strict(const Plan *plan) {
    if (!sqlite_is_strict(plan) || version_at_least(plan->version, 3, 37))
        return;
    diag_add(plan->diags, DIAG_TARGET_OPTION, plan->config->span,
             TEXT("`strict` needs a `version` of 3.37 at least"));
}

static const SqlDialect *dialect_of(const Plan *plan) {
    (void)plan;
    return &dialect;
}

static void emit_sqlite(const Plan *plan, Emitter *e) {
    check_strict(plan);
    sql_emit(plan, e);
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
    .limits = {.folds_case = true,
               .index_names_per_schema = true,
               .own_names = "sqlite_",
               .signed_integers = true},
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
    .dialect = dialect_of,
};
