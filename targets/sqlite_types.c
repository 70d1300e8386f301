/* Sqlite types: SQLite keeps any value in any column, so each type is a condition that a check asks of its
 * column, and a trigger of the elements of an array. */
#include "compiler/base/panic.h"
#include "targets/sqlite.h"

bool sqlite_is_strict(const Plan *plan) {
    return text_equal_c(plan_option(plan, "strict"), "true");
}

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
    if (sqlite_is_strict(s->plan) && !of->is_element)
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
    emit(s->e, " IS strftime($, ", WORD(sqlite_temporal_format(t)));
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

bool sqlite_is_whole_key(const PlanTable *table, const PlanColumn *column) {
    const PlanKey *key = table->primary;
    return key && key->column_count == 1 && key->column[0] == column;
}

bool sqlite_is_numbered_by_trigger(Sql *s, const PlanColumn *column) {
    const PlanTable *table = plan_table(s->plan, column->attribute->entity);
    return column->attribute->identity && !sqlite_is_whole_key(table, column);
}

void sqlite_print_type_check(Sql *s, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    Subject of = {.column = column->name,
                  .nullable = a->nullable || sqlite_is_numbered_by_trigger(s, column)};
    print_condition(s, a->type, &of);
}

void sqlite_print_element_check(Sql *s, const Type *element) {
    Subject of = {.is_element = true};
    print_condition(s, element, &of);
}
