/* Mysql family: types, capabilities, quoting and statements that MySQL and MariaDB share. Expressions are
 * in mysql_expr.c, what differs in mysql.c and mariadb.c.
 *
 * Two things hold all over. The files set sql_mode, so that a backslash in a string is itself while they
 * run; and instants are kept in UTC as DATETIME(6), since TIMESTAMP ends in 2038 and CURRENT_TIMESTAMP
 * follows the session's zone. */
#include "targets/mysql_family.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/eval/temporal.h"
#include "targets/collations.h"

typedef struct Dialect {
    SqlDialect sql;
    const MysqlFamily *family;
} Dialect;

const MysqlFamily *mysql_family_of(const Sql *s) {
    return ((const Dialect *)(const void *)s->dialect)->family;
}

/* ---- quoting ---- */

/* Keywords are words in any case, and looked for in lower case: so only such names stand bare. */
void mysql_family_identifier(Buffer *out, Text name, bool keyword) {
    sql_quote_name(out, name, keyword, '`');
}

/* ---- what both can carry ---- */

const Cap mysql_family_left_out[] = {CAP_CHECK, CAP_POLICY, CAP_COMMENT_OTHER, CAP_INDEX_METHOD,
                                     CAP_COUNT};

Support mysql_family_support(Cap cap) {
    static const Support native = {LEVEL_NATIVE, NULL};
    switch (cap) {
    case CAP_SCHEMA: return (Support){LEVEL_EMULATED, "the start of its tables' names"};
    case CAP_NAMED_TYPE: return (Support){LEVEL_EMULATED, "its built-in type and a check"};
    case CAP_ARRAY: return (Support){LEVEL_EMULATED, "a json document and a check of its elements"};
    case CAP_UNIQUE_PARTIAL:
        return (Support){LEVEL_EMULATED, "a unique index with a part that is null for other rows"};
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
        return (Support){LEVEL_EMULATED, "a second unique index for the rows that hold a null"};
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_FOREIGN_KEY_DEFERRABLE: return (Support){LEVEL_DEGRADED, "it is checked at once"};
    case CAP_UNIQUE_INCLUDE:
        return (Support){LEVEL_DEGRADED, "the index does not hold the other columns"};
    case CAP_FOREIGN_KEY_SET_DEFAULT: return (Support){LEVEL_REFUSED, "InnoDB has no such action"};
    case CAP_INDEX_PARTIAL: return (Support){LEVEL_EMULATED, "an index over all rows"};
    case CAP_INDEX_INCLUDE: return (Support){LEVEL_EMULATED, "further parts of the index"};
    case CAP_INDEX_NULLS:
        return (Support){LEVEL_DEGRADED,
                         "nulls stand before all values, and behind them where it descends"};
    case CAP_INDEX_METHOD:
        return (Support){LEVEL_DEGRADED, "there is no such index, so none is made"};
    case CAP_INDEX_OPERATORS: return (Support){LEVEL_DEGRADED, "values are ordered as ever"};
    case CAP_INDEX_FULLTEXT:
        return (Support){LEVEL_DEGRADED, "case counts, and short and common words are not found"};
    case CAP_COMMENT_OTHER:
        return (Support){LEVEL_DEGRADED, "only tables and columns have comments"};
    case CAP_UPDATED_AT:
    case CAP_AUDIT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_DEPENDENCY:
        return (Support){
            LEVEL_EMULATED,
            "triggers that reject the row; the rows of one value cannot be changed together"};
    case CAP_IMMUTABLE: return (Support){LEVEL_EMULATED, "a trigger that rejects the change"};
    case CAP_POLICY:
        return (Support){LEVEL_DEGRADED, "every row is open to whoever may use the table"};
    case CAP_EXTENSION: return (Support){LEVEL_REFUSED, "it has no extensions"};
    case CAP_INDEX_TRIGRAM:
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_ENUM:
    case CAP_UNSIGNED:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_COLLATION:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_INDEX:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_ROLE:
    case CAP_GRANT:
    case CAP_VIEW:
    case CAP_INDEX_PREFIX:
    case CAP_ROWS:
    case CAP_NATIVE: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

enum {
    LONGEST_CHAR = 255,
    LONGEST_VARCHAR = 16383, /* characters of four bytes in a row of 65,535 */
    MOST_DIGITS = 65,
    MOST_PLACES = 30,
};

static TypeRule decimal_rule(const Type *type) {
    if (!type->length)
        return (TypeRule){.level = LEVEL_DEGRADED,
                          .spelling = "decimal(65, 30)",
                          .how = "35 digits before the point and 30 behind it are kept"};
    if (type->length > MOST_DIGITS || type->scale > MOST_PLACES)
        return (TypeRule){.level = LEVEL_REFUSED,
                          .spelling = "",
                          .how = "a decimal has 65 digits at most, 30 of them behind the point"};
    return (TypeRule){.level = LEVEL_NATIVE, .spelling = "decimal(%p, %s)"};
}

static TypeRule string_rule(const Type *type) {
    if (type->kind == TYPE_CHAR && type->length <= LONGEST_CHAR)
        return (TypeRule){.level = LEVEL_NATIVE, .spelling = "char(%n)"};
    if (type->length <= LONGEST_VARCHAR)
        return (TypeRule){.level = LEVEL_NATIVE, .spelling = "varchar(%n)"};
    return (TypeRule){.level = LEVEL_EMULATED,
                      .spelling = "longtext",
                      .how = "longtext and a check of its length",
                      .checked = true};
}

/* The text '0' is kept as no word at all, by number 0: a check rejects it. */
static TypeRule enum_rule(const Enum *enumeration) {
    TypeRule rule = {.level = LEVEL_EMULATED, .spelling = "", .checked = true};
    rule.how =
        "an ENUM and a check: a number is taken for a word, blanks behind one are dropped, and "
        "left out it is the first";
    for (size_t i = 0; i < enumeration->value_count; i++)
        if (text_ends_with(enumeration->value[i], TEXT(" ")))
            return (TypeRule){.level = LEVEL_DEGRADED,
                              .spelling = "",
                              .how = "blanks at the end of a word are not kept",
                              .checked = true};
    return rule;
}

static TypeRule emulated(const char *spelling, const char *how) {
    return (TypeRule){.level = LEVEL_EMULATED, .spelling = spelling, .how = how, .checked = true};
}

static TypeRule native_rule(const char *spelling) {
    return (TypeRule){.level = LEVEL_NATIVE, .spelling = spelling};
}

#define DIGITS(word) \
    { word "(0)", word "(1)", word "(2)", word "(3)", word "(4)", word "(5)", word "(6)" }
static const char *const times[] = DIGITS("time"), *const instants[] = DIGITS("datetime");

TypeRule mysql_family_type(const Type *type) {
    switch (type->kind) {
    case TYPE_BOOLEAN: return emulated("boolean", "a tinyint and a check");
    case TYPE_SMALLINT: return native_rule(type->is_unsigned ? "smallint unsigned" : "smallint");
    case TYPE_INT: return native_rule(type->is_unsigned ? "int unsigned" : "int");
    case TYPE_BIGINT: return native_rule(type->is_unsigned ? "bigint unsigned" : "bigint");
    case TYPE_DECIMAL: return decimal_rule(type);
    case TYPE_FLOAT: return native_rule("float");
    case TYPE_DOUBLE: return native_rule("double");
    case TYPE_CHAR:
    case TYPE_STRING: return string_rule(type);
    case TYPE_TEXT: return native_rule("longtext");
    case TYPE_BYTES: return native_rule("longblob");
    case TYPE_DATE: return native_rule("date");
    case TYPE_TIME:
        return emulated(times[type_fraction(type)],
                        "a time and a check, as it holds spans of time too");
    case TYPE_TIMESTAMP:
        return (TypeRule){.level = LEVEL_EMULATED,
                          .spelling = instants[type_fraction(type)],
                          .how = "a datetime in UTC"};
    case TYPE_DATETIME: return native_rule(instants[type_fraction(type)]);
    case TYPE_INTERVAL:
        return (TypeRule){.level = LEVEL_DEGRADED,
                          .spelling = "varchar(64)",
                          .how = "spans of time are text, and nothing computes with them"};
    case TYPE_UUID:
        return emulated("char(36) CHARACTER SET ascii COLLATE ascii_general_ci",
                        "36 characters and a check");
    case TYPE_JSON: return native_rule("json");
    case TYPE_INET:
        return (TypeRule){.level = LEVEL_DEGRADED,
                          .spelling = "varchar(43)",
                          .how = "addresses are compared as text",
                          .checked = true};
    case TYPE_ARRAY: return (TypeRule){.level = LEVEL_NATIVE, .spelling = "json", .checked = true};
    case TYPE_ENUM: return enum_rule(type->enumeration); /* print_type has the words */
    case TYPE_NATIVE: return native_rule("");
    case TYPE_COUNT: break;
    }
    internal_error("type %d is unknown", (int)type->kind);
}

size_t mysql_family_bytes(const Type *type) {
    switch (type->kind) {
    case TYPE_CHAR:
    case TYPE_STRING: return type->length > LONGEST_VARCHAR ? 12 : 4 * (size_t)type->length;
    case TYPE_DECIMAL: return type->length ? type->length / 2 + 1 : MOST_DIGITS / 2;
    case TYPE_UUID: return 36;
    case TYPE_INET: return 4 * 43;
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_JSON:
    case TYPE_ARRAY: return 12;
    case TYPE_BOOLEAN: return 1;
    case TYPE_SMALLINT:
    case TYPE_ENUM: return 2;
    case TYPE_INT:
    case TYPE_FLOAT: return 4;
    case TYPE_DATE: return 3;
    case TYPE_TIME: return 6;
    case TYPE_BIGINT:
    case TYPE_DOUBLE:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME: return 8;
    case TYPE_INTERVAL:
    case TYPE_NATIVE:
    case TYPE_COUNT: break;
    }
    return 0;
}

Support mysql_family_partition(const Partition *partition) {
    for (size_t i = 0; i < partition->attribute_count; i++) {
        TypeClass class = type_class(partition->attribute[i]->type);
        bool enumerated = partition->attribute[i]->type->kind == TYPE_ENUM;
        bool divides = class == CLASS_INTEGER || class == CLASS_DATE || class == CLASS_TIMESTAMP ||
                       class == CLASS_DATETIME || (class == CLASS_STRING && !enumerated);
        if (!divides && partition->method != PARTITION_HASH)
            return (Support){LEVEL_DEGRADED, "values of this type divide no table"};
    }
    return (Support){LEVEL_NATIVE, NULL};
}

Text mysql_family_collation(Text name, const char *binary) {
    if (text_equal_c(name, "C"))
        return text_from(binary);
    return collation_is_mysql(name) ? name : TEXT("");
}

/* ---- types ---- */

static void print_enum(Sql *s, const Enum *enumeration) {
    emit_text(s->e, "enum(");
    for (size_t i = 0; i < enumeration->value_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", LIT(enumeration->value[i]));
    }
    emit_text(s->e, ")");
}

static bool print_type(Sql *s, const Type *t) {
    if (t->kind != TYPE_ENUM)
        return false;
    print_enum(s, t->enumeration);
    return true;
}

/* What the type of a column asks for beyond what its words in the engine say. */
static void print_type_check(Sql *s, const PlanColumn *column) {
    const Type *t = column->attribute->type;
    Hole name = ID(column->name);
    switch ((int)t->kind) {
    case TYPE_BOOLEAN: emit(s->e, "$ IN (0, 1)", name); break;
    case TYPE_TIME: emit(s->e, "$ BETWEEN '00:00:00' AND '23:59:59.999999'", name); break;
    case TYPE_CHAR:
    case TYPE_STRING: emit(s->e, "char_length($) <= $", name, NUM(t->length)); break;
    case TYPE_UUID:
        emit(s->e, "$ REGEXP '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$$'", name);
        break;
    case TYPE_ENUM: emit(s->e, "$ + 0 > 0", name); break;
    case TYPE_INET:
        emit(s->e, "is_ipv4(substring_index($, '/', 1)) OR is_ipv6(substring_index($, '/', 1))",
             name, name);
        break;
    default: mysql_family_of(s)->array_check(s, column); break;
    }
}

/* ---- columns ---- */

/* TEXT, BLOB and JSON take a default only in parentheses, and there a string is kept as text. So does one
 * with a carriage return, which the client would drop before a line end. */
static bool takes_plain_default(const Attribute *a) {
    Text kind = text_from(mysql_family_type(a->type).spelling);
    return !text_equal_c(kind, "longtext") && !text_equal_c(kind, "longblob") &&
           !text_equal_c(kind, "json");
}

static void print_default(Sql *s, const Attribute *a) {
    const Expr *e = a->fallback, *leaf = e->kind == EXPR_NEGATE ? e->operand : e;
    bool whole = e->kind != EXPR_STRING || text_find(e->text, TEXT("\r")) == SIZE_MAX;
    bool plain =
        whole && takes_plain_default(a) &&
        (leaf->kind == EXPR_STRING || leaf->kind == EXPR_NUMBER || leaf->kind == EXPR_BOOLEAN ||
         leaf->kind == EXPR_TEMPORAL || leaf->kind == EXPR_NULL);
    emit_text(s->e, plain ? " DEFAULT " : " DEFAULT (");
    if (plain && (e->kind == EXPR_STRING || e->kind == EXPR_TEMPORAL))
        emit(s->e, "$", LIT(e->kind == EXPR_STRING ? e->text : mysql_temporal_text(s, e)));
    else
        sql_expr(s, e, SQL_ANY);
    emit_text(s->e, plain ? "" : ")");
}

static void print_value(Sql *s, const Attribute *a) {
    if (a->generated) {
        emit_text(s->e, s->dialect->generated_before);
        sql_expr(s, a->generated, SQL_ANY);
        emit_text(s->e, s->dialect->generated_after);
        if (!a->nullable && mysql_family_of(s)->generated_not_null)
            emit_text(s->e, " NOT NULL");
        return;
    }
    if (!a->nullable)
        emit_text(s->e, " NOT NULL");
    if (a->identity)
        emit_text(s->e, s->dialect->identity);
    else if (a->fallback)
        print_default(s, a);
}

static void print_column_comment(Sql *s, const PlanColumn *column) {
    const PlanComment *comment = s->comment[column->item.id];
    const Attribute *a = column->attribute;
    if (comment)
        emit(s->e, " COMMENT $", LIT(comment->text));
    if (a->generated && !a->nullable && !mysql_family_of(s)->generated_not_null)
        emit(s->e, " CHECK ($ IS NOT NULL)", ID(column->name));
}

/* ---- tables ---- */

/* A bound of an instant is one in UTC, with or without its zone. */
static void print_bound(Sql *s, const Attribute *a, Text bound) {
    int64_t time;
    TypeClass class = type_class(a->type);
    if ((class == CLASS_TIMESTAMP || class == CLASS_DATETIME) &&
        temporal_parse_timestamp(bound, &time))
        bound = temporal_format_timestamp(s->plan->arena, time);
    if (type_class(a->type) == CLASS_INTEGER)
        emit(s->e, "$", CODE(bound));
    else
        emit(s->e, "$", LIT(bound));
}

static void print_partition(Sql *s, const PlanPartition *partition) {
    const Partition *whole = partition->table->partition;
    const PartitionPart *part = partition->part;
    emit(s->e, "PARTITION $", ID(partition->name));
    if (whole->method == PARTITION_RANGE && part->is_default) {
        emit_text(s->e, " VALUES LESS THAN (MAXVALUE)");
    } else if (whole->method == PARTITION_RANGE) {
        emit_text(s->e, " VALUES LESS THAN (");
        print_bound(s, whole->attribute[0], part->to);
        emit_text(s->e, ")");
    } else if (whole->method == PARTITION_LIST && part->is_default) {
        emit_text(s->e, " DEFAULT");
    } else if (whole->method == PARTITION_LIST) {
        emit_text(s->e, " VALUES IN (");
        for (size_t i = 0; i < part->value_count; i++) {
            if (i)
                emit_text(s->e, ", ");
            print_bound(s, whole->attribute[0], part->value[i]);
        }
        emit_text(s->e, ")");
    }
}

static void print_partitions(Sql *s, const PlanTable *table) {
    const Partition *whole = table->partition;
    static const char *const method[] = {
        [PARTITION_RANGE] = "RANGE COLUMNS",
        [PARTITION_LIST] = "LIST COLUMNS",
        [PARTITION_HASH] = "KEY",
    };
    bool remainder = whole->method == PARTITION_HASH && whole->attribute_count == 1 &&
                     type_class(whole->attribute[0]->type) == CLASS_INTEGER;
    emit(s->e, "\nPARTITION BY $ (", remainder ? WORD("HASH") : WORD(method[whole->method]));
    for (size_t i = 0; i < whole->attribute_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", ID(plan_column(s->plan, whole->attribute[i])->name));
    }
    emit_text(s->e, ") (");
    emit_indent(s->e);
    for (size_t i = 0; i < table->partitions.count; i++) {
        emit_sep(s->e, ",");
        print_partition(s, table->partitions.at[i]);
    }
    emit_close(s->e, ")");
}

static void print_table_tail(Sql *s, const PlanTable *table) {
    const PlanComment *comment = s->comment[table->item.id];
    emit(s->e, " ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = $",
         WORD(mysql_family_of(s)->collation(s->plan->version)));
    if (comment)
        emit(s->e, "\nCOMMENT = $", LIT(comment->text));
    if (table->partition)
        print_partitions(s, table);
}

static void drop_foreign_key(Sql *s, const PlanItem *item) {
    const PlanForeignKey *fk = (const PlanForeignKey *)item;
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, fk->table);
    emit(s->e, " DROP FOREIGN KEY $", ID(fk->name));
    sql_end(s);
}

/* ---- indexes ---- */

static Text column_of_part(const PlanIndex *index, size_t i) {
    return index->part_column ? index->part_column[i] : TEXT("");
}

static bool print_index_part(Sql *s, const PlanIndex *index, const IndexPart *part) {
    Text column = column_of_part(index, (size_t)(part - index->part));
    if (column.size) {
        emit(s->e, "$", ID(column));
        return true;
    }
    if (part->attribute)
        return false;
    emit_text(s->e, "(");
    sql_expr(s, part->expr, SQL_ANY);
    emit_text(s->e, ")");
    return true;
}

static bool is_fulltext(const PlanIndex *index) {
    return index->method == INDEX_FULLTEXT || index->method == INDEX_TRIGRAM;
}

/* `UNIQUE INDEX name` and what stands behind its parts. */
static void print_index_head(Sql *s, const PlanIndex *index) {
    emit(s->e, "$INDEX $",
         is_fulltext(index) ? WORD("FULLTEXT ")
         : index->unique    ? WORD("UNIQUE ")
                            : WORD(""),
         ID(index->name));
}

static void print_index_tail(Sql *s, const PlanIndex *index) {
    emit_text(s->e, " (");
    sql_index_parts(s, index);
    emit_text(s->e, ")");
    if (index->method == INDEX_TRIGRAM)
        emit_text(s->e, mysql_family_of(s)->trigram_parser);
    sql_end(s);
}

static void print_generated_part(Sql *s, const PlanIndex *index, size_t i) {
    const Expr *e = index->part[i].expr;
    uint32_t length = plan_text_length(e);
    emit(s->e, "\n    ADD COLUMN $ ", ID(index->part_column[i]));
    if (length)
        emit(s->e, "varchar($)", NUM(length));
    else
        sql_type(s, e->type);
    emit_text(s->e, " GENERATED ALWAYS AS (");
    sql_expr(s, e, SQL_ANY);
    emit_text(s->e, ") VIRTUAL INVISIBLE,");
}

/* Expressions are parts of it, or columns that come with it and are not seen by SELECT *. */
static void create_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    if (!index->part_column) {
        emit_text(s->e, "CREATE ");
        print_index_head(s, index);
        emit_text(s->e, " ON ");
        sql_table_name(s, index->table);
        print_index_tail(s, index);
        return;
    }
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, index->table);
    for (size_t i = 0; i < index->part_count; i++)
        if (index->part_column[i].size)
            print_generated_part(s, index, i);
    emit_text(s->e, "\n    ADD ");
    print_index_head(s, index);
    print_index_tail(s, index);
}

/* ---- triggers ---- */

static void open_trigger(Sql *s, const PlanTrigger *trigger, const char *event) {
    emit(s->e, "CREATE TRIGGER $ $ ON ", ID(trigger->name), WORD(event));
    sql_table_name(s, trigger->table);
    emit_text(s->e, "\n    FOR EACH ROW\n");
}

static void create_updated_at_trigger(Sql *s, const PlanTrigger *trigger) {
    open_trigger(s, trigger, "BEFORE UPDATE");
    emit(s->e, "    SET NEW.$ = utc_timestamp(6)", ID(trigger->column[0]->name));
    sql_end(s);
}

static void create_immutable_trigger(Sql *s, const PlanTrigger *trigger) {
    sql_open_body(s);
    open_trigger(s, trigger, "BEFORE UPDATE");
    emit_text(s->e, "BEGIN\n    IF ");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$NOT (OLD.$ <=> NEW.$)", i ? WORD(" OR ") : WORD(""), ID(column), ID(column));
    }
    emit_text(s->e, " THEN\n        SIGNAL SQLSTATE '23000'\n"
                    "            SET MESSAGE_TEXT = 'a value that never changes was changed';\n"
                    "    END IF;\nEND");
    sql_close_body(s);
}

/* A reading lock: what another transaction is about to write is waited for. */
static void create_dependency_trigger(Sql *s, const PlanTrigger *trigger) {
    sql_open_body(s);
    open_trigger(s, trigger, trigger->events == COMMAND_INSERT ? "AFTER INSERT" : "AFTER UPDATE");
    emit_text(s->e, "BEGIN\n    IF EXISTS (\n        SELECT 1 FROM ");
    sql_table_name(s, trigger->table);
    emit_text(s->e, " AS other\n        WHERE ");
    for (size_t i = 0; i < trigger->from_count; i++) {
        Text column = trigger->from[i]->name;
        emit(s->e, "$other.$ <=> NEW.$", i ? WORD(" AND ") : WORD(""), ID(column), ID(column));
    }
    emit_text(s->e, "\n            AND NOT (");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$other.$ <=> NEW.$", i ? WORD(" AND ") : WORD(""), ID(column), ID(column));
    }
    emit_text(s->e, ")\n        LOCK IN SHARE MODE\n    ) THEN\n"
                    "        SIGNAL SQLSTATE '23000'\n"
                    "            SET MESSAGE_TEXT = 'another row says otherwise';\n"
                    "    END IF;\nEND");
    sql_close_body(s);
}

static bool is_kept_out(const PlanTrigger *trigger, const PlanColumn *column) {
    for (size_t i = 0; i < trigger->column_count; i++)
        if (trigger->column[i] == column)
            return true;
    return false;
}

/* Bytes are kept as hexadecimal digits: JSON has no other way. */
static void print_json_value(Sql *s, const char *row, const PlanColumn *column) {
    bool bytes = column->attribute->type->kind == TYPE_BYTES;
    emit(s->e, bytes ? "hex($.$)" : "$.$", WORD(row), ID(column->name));
}

static void print_audit_row(Sql *s, const PlanTrigger *trigger, const char *row) {
    emit_text(s->e, "json_object(");
    bool any = false;
    for (size_t i = 0; i < trigger->table->column_count; i++) {
        const PlanColumn *column = &trigger->table->column[i];
        if (is_kept_out(trigger, column))
            continue;
        emit_text(s->e, any ? ", " : "");
        emit(s->e, "$, ", LIT(column->name));
        print_json_value(s, row, column);
        any = true;
    }
    emit_text(s->e, ")");
}

static void print_audit_key(Sql *s, const PlanTable *table, const char *row) {
    emit_text(s->e, "json_object(");
    for (size_t i = 0; table->primary && i < table->primary->column_count; i++) {
        emit_text(s->e, i ? ", " : "");
        emit(s->e, "$, ", LIT(table->primary->column[i]->name));
        print_json_value(s, row, table->primary->column[i]);
    }
    emit_text(s->e, ")");
}

/* It writes with the rights of who made it, so that who may write the table need not be able to write its
 * trail. */
static void create_audit_trigger(Sql *s, const PlanTrigger *trigger) {
    bool deletes = trigger->events == COMMAND_DELETE, inserts = trigger->events == COMMAND_INSERT;
    open_trigger(s, trigger, deletes ? "AFTER DELETE" : inserts ? "AFTER INSERT" : "AFTER UPDATE");
    emit_text(s->e, "    INSERT INTO ");
    sql_table_name(s, trigger->audit);
    emit(s->e,
         " (action, changed_by, row_key, old_row, new_row) VALUES (\n        '$',\n"
         "        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),\n   "
         "     ",
         deletes   ? WORD("delete")
         : inserts ? WORD("insert")
                   : WORD("update"));
    print_audit_key(s, trigger->table, deletes ? "OLD" : "NEW");
    emit_text(s->e, ",\n        ");
    if (inserts)
        emit_text(s->e, "NULL");
    else
        print_audit_row(s, trigger, "OLD");
    emit_text(s->e, ",\n        ");
    if (deletes)
        emit_text(s->e, "NULL");
    else
        print_audit_row(s, trigger, "NEW");
    emit_text(s->e, "\n    )");
    sql_end(s);
}

static void create_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    switch (trigger->kind) {
    case TRIGGER_UPDATED_AT: create_updated_at_trigger(s, trigger); break;
    case TRIGGER_IMMUTABLE: create_immutable_trigger(s, trigger); break;
    case TRIGGER_AUDIT: create_audit_trigger(s, trigger); break;
    case TRIGGER_DEPENDENCY: create_dependency_trigger(s, trigger); break;
    }
}

/* ---- roles ---- */

/* Roles belong to the whole server: one that is there already is used as it is. */
static void create_role(Sql *s, const PlanItem *item) {
    emit(s->e, "CREATE ROLE IF NOT EXISTS $", ID(((const PlanRole *)item)->name));
    sql_end(s);
}

static Text quoted(Sql *s, Text text, void (*quote)(Buffer *out, Text text)) {
    Buffer out = {0};
    quote(&out, text);
    Text made = text_copy(s->plan->arena, buffer_text(&out));
    buffer_free(&out);
    return made;
}

static void quote_role(Buffer *out, Text name) {
    sql_quote(out, name, '`');
}

/* It goes when it still is what up.sql made: a role that nobody can log in as, without members, and without a
 * right in any database. Only a statement made of text can depend on that. */
static void drop_role(Sql *s, const PlanItem *item) {
    static const char *const rights[] = {"db", "tables_priv", "columns_priv", "procs_priv"};
    const MysqlFamily *family = mysql_family_of(s);
    Text name = ((const PlanRole *)item)->name;
    Text words =
        text_format(s->plan->arena, "role %.*s stays: something else uses it", TEXT_ARG(name));
    Text stays = text_format(s->plan->arena, "SELECT %.*s AS notice",
                             TEXT_ARG(quoted(s, words, sql_quote_string)));
    Text drop =
        text_join(s->plan->arena, text_from(family->drop_role), quoted(s, name, quote_role));
    emit_text(s->e, "SET @tenon_role = if(\n    ");
    emit(s->e, family->is_bare_role, LIT(name), LIT(name));
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        emit(s->e, "\n    AND NOT EXISTS (SELECT 1 FROM mysql.$ WHERE User = $)", WORD(rights[i]),
             LIT(name));
    emit(s->e, ",\n    $,\n    $\n)", LIT(drop), LIT(stays));
    sql_end(s);
    static const char *const further[] = {"PREPARE tenon_role FROM @tenon_role",
                                          "EXECUTE tenon_role", "DEALLOCATE PREPARE tenon_role"};
    for (size_t i = 0; i < sizeof further / sizeof *further; i++) {
        emit_line(s->e);
        emit_text(s->e, further[i]);
        sql_end(s);
    }
}

static void print_grant(Sql *s, const PlanGrant *grant, const char *verb, const char *to) {
    emit_text(s->e, verb);
    sql_commands(s, grant->commands);
    emit_text(s->e, " ON ");
    sql_table_name(s, grant->table);
    emit_text(s->e, to);
    emit(s->e, "$", ID(grant->role->name));
    sql_end(s);
}

static void create_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "GRANT ", " TO ");
}

static void drop_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "REVOKE ", " FROM ");
}

/* ---- reference rows ---- */

/* A row with the same key stays as it is; one that only shares another unique set gets a null for its key
 * here, and with it the error. */
static void skip_known_rows(Sql *s, const PlanRows *rows) {
    const PlanKey *primary = rows->table->primary;
    Text first = primary->column[0]->name;
    emit(s->e, "\nON DUPLICATE KEY UPDATE $ = if(", ID(first));
    for (size_t i = 0; i < primary->column_count; i++) {
        Text column = primary->column[i]->name;
        emit_text(s->e, i ? " AND " : "");
        emit(s->e, "$ = VALUES($)", ID(column), ID(column));
    }
    emit(s->e, ", $, NULL)", ID(first));
}

/* ---- the dialect ---- */

/* What the statements rely on: above all that a backslash in a string is itself. */
#define KEEP_MODE "SET @tenon_sql_mode = @@sql_mode"
#define STRICT_MODE \
    "SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE," \
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'"
#define RESTORE_MODE "SET sql_mode = @tenon_sql_mode"

static const SqlDialect base = {
    .begin = "SET NAMES utf8mb4;\n" KEEP_MODE ";\n" STRICT_MODE ";",
    .commit = RESTORE_MODE ";",
    .session = (const char *const[]){KEEP_MODE, STRICT_MODE, NULL},
    .session_end = (const char *const[]){RESTORE_MODE, NULL},
    .empty_array = "json_array()",
    .true_word = "TRUE",
    .false_word = "FALSE",
    .identity = " AUTO_INCREMENT",
    .generated_before = " GENERATED ALWAYS AS (",
    .generated_after = ") STORED",
    .temporal =
        {
            [TYPE_DATE] = "DATE",
            [TYPE_TIME] = "TIME",
            [TYPE_TIMESTAMP] = "TIMESTAMP",
            [TYPE_DATETIME] = "TIMESTAMP",
        },
    .create =
        {
            [PLAN_TABLE] = sql_create_table,
            [PLAN_FOREIGN_KEY] = sql_add_constraint,
            [PLAN_INDEX] = create_index,
            [PLAN_ROWS] = sql_insert_rows,
            [PLAN_ROW_LINK] = sql_link_row,
            [PLAN_TRIGGER] = create_trigger,
            [PLAN_PARTITION] = sql_print_elsewhere,
            [PLAN_ROLE] = create_role,
            [PLAN_GRANT] = create_grant,
            [PLAN_COMMENT] = sql_print_elsewhere,
            [PLAN_VIEW] = sql_create_view,
            [PLAN_NATIVE] = sql_do_native,
        },
    .drop =
        {
            [PLAN_TABLE] = sql_drop_table,
            [PLAN_FOREIGN_KEY] = drop_foreign_key,
            [PLAN_ROLE] = drop_role,
            [PLAN_GRANT] = drop_grant,
            [PLAN_VIEW] = sql_drop_view,
            [PLAN_NATIVE] = sql_undo_native,
        },
    .expr = mysql_print_expr,
    .type = print_type,
    .column_value = print_value,
    .column_tail = print_column_comment,
    .type_check = print_type_check,
    .table_tail = print_table_tail,
    .rows_tail = skip_known_rows,
    .index_part = print_index_part,
};

const SqlDialect *mysql_family_dialect(const MysqlFamily *family, const Plan *plan) {
    Dialect *dialect = arena_new(plan->arena, Dialect);
    *dialect = (Dialect){base, family};
    memcpy(dialect->sql.operators, mysql_operators, sizeof mysql_operators);
    memcpy(dialect->sql.function, mysql_functions, sizeof mysql_functions);
    dialect->sql.not_like = mysql_not_like;
    dialect->sql.function[FUNCTION_MATCHES] = family->matches;
    return &dialect->sql;
}
