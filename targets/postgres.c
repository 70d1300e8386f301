/* Target postgres: PostgreSQL 12 to 18, as up.sql and down.sql. What standard SQL has, sql.c prints; here
 * are PostgreSQL's types, forms, quoting and what it can carry, and its own statements: enum types,
 * domains, triggers, partitions, row security, roles, comments. The page is docs/targets/postgres.md.
 *
 * It is long because a target is one file. */
#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/eval/eval.h"
#include "targets/reserved.h"
#include "targets/sql.h"

/* ---- quoting ---- */

/* The reserved words, and those that are a column's or table's name as they are, but not a type's or
 * function's: as the server's quote_ident does, all of them are quoted everywhere. */
static const char *const keywords[] = {
#define RESERVED(word) word,
#include "grammar/reserved/postgres.def"
#include "grammar/reserved/postgres_half.def"
#undef RESERVED
    NULL,
};

static const char *const type_names[] = {
#define RESERVED(word) word,
#include "grammar/reserved/postgres_types.def"
#undef RESERVED
    NULL,
};

static void quote_identifier(Buffer *out, Text name, bool keyword) {
    sql_quote_name(out, name, keyword, '"');
}

/* A backslash in a string is itself: standard_conforming_strings is on since 9.1, and E'…' is never used. */
static const Quoting quoting = {quote_identifier, sql_quote_string, sql_quote_comment, keywords};

/* ---- what PostgreSQL can carry ---- */

static Support support(Cap cap, Version version) {
    static const Support native = {LEVEL_NATIVE, NULL};
    switch (cap) {
    case CAP_UNSIGNED: return (Support){LEVEL_EMULATED, "a wider type and a check"};
    case CAP_UNIQUE_PARTIAL: return (Support){LEVEL_EMULATED, "a unique index"};
    case CAP_INDEX_PREFIX: return (Support){LEVEL_EMULATED, "the whole value is indexed"};
    case CAP_UPDATED_AT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_AUDIT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_IMMUTABLE: return (Support){LEVEL_EMULATED, "a trigger that rejects the change"};
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
        if (version_at_least(version, 15, 0))
            return native;
        return (Support){LEVEL_EMULATED, "a second unique index for the rows that hold a null"};
    case CAP_SCHEMA:
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_ENUM:
    case CAP_NAMED_TYPE:
    case CAP_ARRAY:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_COLLATION:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_UNIQUE_INCLUDE:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_NULLS:
    case CAP_INDEX_INCLUDE:
    case CAP_INDEX_METHOD:
    case CAP_INDEX_OPERATORS:
    case CAP_INDEX_FULLTEXT:
    case CAP_INDEX_TRIGRAM:
    case CAP_ROWS:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_COMMENT_OTHER:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_POLICY:
    case CAP_ROLE:
    case CAP_GRANT:
    case CAP_VIEW:
    case CAP_EXTENSION:
    case CAP_NATIVE: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

static TypeRule type_rule(const Type *type, Version version) {
    (void)version;
    const char *spelling = NULL;
    switch (type->kind) {
    case TYPE_BOOLEAN: spelling = "boolean"; break;
    case TYPE_SMALLINT: spelling = type->is_unsigned ? "integer" : "smallint"; break;
    case TYPE_INT: spelling = type->is_unsigned ? "bigint" : "integer"; break;
    case TYPE_BIGINT: spelling = type->is_unsigned ? "numeric(20)" : "bigint"; break;
    case TYPE_DECIMAL: spelling = "numeric(%p, %s)"; break;
    case TYPE_FLOAT: spelling = "real"; break;
    case TYPE_DOUBLE: spelling = "double precision"; break;
    case TYPE_CHAR: spelling = "char(%n)"; break;
    case TYPE_STRING: spelling = "varchar(%n)"; break;
    case TYPE_TEXT: spelling = "text"; break;
    case TYPE_BYTES: spelling = "bytea"; break;
    case TYPE_DATE: spelling = "date"; break;
    case TYPE_TIME: spelling = "time"; break;
    case TYPE_TIMESTAMP: spelling = "timestamptz"; break;
    case TYPE_DATETIME: spelling = "timestamp"; break;
    case TYPE_INTERVAL: spelling = "interval"; break;
    case TYPE_UUID: spelling = "uuid"; break;
    case TYPE_JSON: spelling = "jsonb"; break;
    case TYPE_INET: spelling = "inet"; break;
    case TYPE_ENUM: /* the three have no word of their own: print_type */
    case TYPE_ARRAY:
    case TYPE_NATIVE: spelling = ""; break;
    case TYPE_COUNT: internal_error("type %d is unknown", (int)type->kind);
    }
    return (TypeRule){.level = LEVEL_NATIVE, .spelling = spelling};
}

static const char *extension_of_cap(Cap cap, Version version) {
    (void)version;
    return cap == CAP_INDEX_TRIGRAM ? "pg_trgm" : NULL;
}

/* gen_random_uuid() is in the core since 13. */
static const char *extension_of_function(Function function, Version version) {
    return function == FUNCTION_UUID && !version_at_least(version, 13, 0) ? "pgcrypto" : NULL;
}

/* ---- types and expressions ---- */

static bool print_type(Sql *s, const Type *t) {
    if (t->kind == TYPE_ARRAY) {
        sql_type(s, t->element);
        emit_text(s->e, "[]");
    } else if (t->kind == TYPE_ENUM) {
        const PlanEnum *enumeration = s->plan->enum_of[t->enumeration->number];
        sql_qualified(s, enumeration->schema, enumeration->name);
    } else {
        return false;
    }
    return true;
}

/* A result of CASE is text when it is only a string, and text is no enum, uuid, inet, jsonb or array. */
static void print_typed(Sql *s, const Expr *e) {
    emit(s->e, "$", LIT(e->text));
    if (e->type->kind != TYPE_ENUM && e->type->kind != TYPE_UUID && e->type->kind != TYPE_INET &&
        e->type->kind != TYPE_JSON && e->type->kind != TYPE_ARRAY)
        return;
    emit_text(s->e, "::");
    sql_type(s, e->type);
}

static bool has_zone(Text timestamp) {
    for (size_t i = sizeof "2026-01-01" - 1; i < timestamp.size; i++)
        if (strchr("Zz+-", timestamp.at[i]))
            return true;
    return false;
}

/* An instant without a zone is UTC in the model, but the session's zone to the server. */
static bool print_instant(Sql *s, const Expr *e) {
    if (e->temporal.kind != TYPE_TIMESTAMP || has_zone(e->temporal.text))
        return false;
    Text utc = text_join(s->plan->arena, e->temporal.text, TEXT("+00"));
    emit(s->e, "timestamptz $", LIT(utc));
    return true;
}

/* Whether the server keeps whole numbers of type T in more than an integer. */
static bool is_wider_than_integer(const Type *t) {
    return type_class(t) == CLASS_INTEGER &&
           (t->kind == TYPE_BIGINT || (t->kind == TYPE_INT && t->is_unsigned));
}

static Expr *cast_to(Sql *s, Expr *e, const Type *type) {
    Expr *cast = arena_new(s->plan->arena, Expr);
    *cast = (Expr){.kind = EXPR_CAST, .span = e->span, .type = type};
    cast->cast.operand = e;
    return cast;
}

/* E as an integer: dates take no bigint, nor do functions that count. */
static Expr *as_integer(Sql *s, Expr *e) {
    return is_wider_than_integer(e->type) ? cast_to(s, e, type_basic(TYPE_INT)) : e;
}

/* substr and round, whose arguments behind the first are integers. */
static bool print_counting(Sql *s, const Expr *e, SqlLevel least) {
    ExprList narrow = e->call.argument;
    narrow.at = arena_array(s->plan->arena, Expr *, narrow.count);
    for (uint32_t i = 0; i < narrow.count; i++)
        narrow.at[i] = i ? as_integer(s, e->call.argument.at[i]) : e->call.argument.at[i];
    sql_form(s, &s->dialect->function[e->call.function], &narrow, least);
    return true;
}

/* round, floor and ceil give double precision for integers, and round halves of double precision to even. */
static bool print_rounding(Sql *s, const Expr *e, SqlLevel least) {
    const ExprList *argument = &e->call.argument;
    const Expr *quotient = eval_rounded_quotient(e);
    if (quotient) {
        static const SqlForm once = {"round(($1 + 0e-30) / $2, $3)", SQL_CALL, SQL_ADD, SQL_SIGN,
                                     NULL};
        static const SqlForm whole_once = {"round(($1 + 0e-30) / $2)", SQL_CALL, SQL_ADD, SQL_SIGN,
                                           NULL};
        Expr *part[3] = {quotient->binary.left, quotient->binary.right,
                         argument->at[argument->count - 1]};
        sql_form(s, argument->count == 1 ? &whole_once : &once, &(ExprList){part, 3}, least);
        return true;
    }
    TypeClass class = type_class(e->type);
    if (class == CLASS_INTEGER && argument->count == 1) {
        sql_expr(s, argument->at[0], least);
        return true;
    }
    if (e->call.function != FUNCTION_ROUND)
        return false;
    if (class == CLASS_DECIMAL || class == CLASS_UNKNOWN)
        return print_counting(s, e, least);
    static const SqlForm whole = {"round($1::numeric)", SQL_CALL, SQL_CAST, SQL_ANY, NULL};
    static const SqlForm places = {"round($1::numeric, $2)", SQL_CALL, SQL_CAST, SQL_ANY, NULL};
    sql_paren(s, SQL_CAST, least, "(");
    if (argument->count == 1) {
        sql_form(s, &whole, argument, SQL_CAST);
    } else {
        Expr *both[2] = {argument->at[0], as_integer(s, argument->at[1])};
        sql_form(s, &places, &(ExprList){both, 2}, SQL_CAST);
    }
    emit_text(s->e, "::");
    sql_type(s, e->type);
    sql_paren(s, SQL_CAST, least, ")");
    return true;
}

/* extract(year FROM x)::integer. A timestamp's fields are those of UTC; seconds lose their fraction. */
static void print_date_part(Sql *s, const Expr *e, SqlLevel least) {
    static const char *const fields[] = {"year", "month", "day", "hour", "minute", "dow"};
    const Expr *field = e->call.argument.at[0], *of = e->call.argument.at[1];
    const char *word = "second";
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (text_equal_c(field->text, fields[i]))
            word = fields[i];
    bool second = !strcmp(word, "second");
    sql_paren(s, SQL_CAST, least, "(");
    if (second)
        emit_text(s->e, "floor(");
    emit(s->e, "extract($ FROM ", WORD(word));
    if (type_class(of->type) == CLASS_TIMESTAMP) {
        sql_expr(s, of, SQL_CAST);
        emit_text(s->e, " AT TIME ZONE 'UTC'");
    } else {
        sql_expr(s, of, SQL_ANY);
    }
    emit_text(s->e, second ? "))::integer" : ")::integer");
    sql_paren(s, SQL_CAST, least, ")");
}

/* Set by the application, for each session or transaction. Unset, or reset, it is null. */
static void print_user_id(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_CAST, least, "(");
    emit_text(s->e, "nullif(current_setting('app.current_user_id', true), '')::");
    sql_type(s, type_class(e->type) == CLASS_UNKNOWN ? s->plan->schema->user_id_type : e->type);
    sql_paren(s, SQL_CAST, least, ")");
}

static bool is_numeric(const Type *t) {
    TypeClass class = type_class(t);
    return class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT;
}

static bool is_wide_integer(const Type *t) {
    return t && t->kind == TYPE_BIGINT && t->is_unsigned;
}

/* An unsigned bigint is a numeric, whose / keeps the fraction. How many places the quotient of two numerics
 * has, depends on their values here: with 30 more there are always enough to round to the language's ten. */
static bool print_division(Sql *s, const Expr *e) {
    static const SqlForm whole = {"div($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm exact = {"round(($1 + 0e-30) / $2, 10)", SQL_CALL, SQL_ADD, SQL_SIGN,
                                  NULL};
    TypeClass class = type_class(e->type);
    bool wide = class == CLASS_INTEGER &&
                (is_wide_integer(e->binary.left->type) || is_wide_integer(e->binary.right->type));
    if (class != CLASS_DECIMAL && !wide)
        return false;
    Expr *side[2] = {e->binary.left, e->binary.right};
    sql_form(s, wide ? &whole : &exact, &(ExprList){side, 2}, SQL_ANY);
    return true;
}

/* ---- strings ---- */

/* Whether E is ordered by code points: a string, no enum, and no attribute has a collation of its own. */
static bool goes_by_code_point(const Expr *e) {
    return type_class(e->type) == CLASS_STRING && e->type->kind != TYPE_ENUM &&
           !(e->kind == EXPR_NAME && e->name.attribute && e->name.attribute->collation);
}

/* FORM, which begins with its first argument, with the order of code points. */
static void print_by_code_point(Sql *s, const SqlForm *form, const ExprList *argument,
                                SqlLevel least) {
    Text text = text_format(s->plan->arena, "$1 COLLATE \"C\"%s", form->form + 2);
    SqlForm collated = *form;
    collated.form = text_c_string(s->plan->arena, text);
    collated.first = SQL_CAST;
    sql_form(s, &collated, argument, least);
}

static bool is_order(Operator op) {
    return op == OPERATOR_LESS || op == OPERATOR_LESS_EQUAL || op == OPERATOR_GREATER ||
           op == OPERATOR_GREATER_EQUAL;
}

/* The blanks at the end of a char(n) count for LIKE and ~ here, and are kept by what gives one of its
 * arguments; in the language they are none. */
static Expr *without_padding(Sql *s, Expr *e) {
    return e->type->kind == TYPE_CHAR ? cast_to(s, e, type_basic(TYPE_TEXT)) : e;
}

static bool ends_in_blank(const Expr *e) {
    return e->kind == EXPR_STRING && e->text.size > 0 && e->text.at[e->text.size - 1] == ' ';
}

/* Whether LIST, and E, hold a char(n) beside a literal whose blanks at the end it would not see. */
static bool hides_blanks(const ExprList *list, const Expr *e) {
    bool padded = e->type->kind == TYPE_CHAR, blank = ends_in_blank(e);
    for (uint32_t i = 0; i < list->count; i++) {
        padded = padded || list->at[i]->type->kind == TYPE_CHAR;
        blank = blank || ends_in_blank(list->at[i]);
    }
    return padded && blank;
}

static bool holds_padding(const ExprList *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->at[i]->type->kind == TYPE_CHAR)
            return true;
    return false;
}

static ExprList all_without_padding(Sql *s, const ExprList *list) {
    ExprList plain = {arena_array(s->plan->arena, Expr *, list->count), list->count};
    for (uint32_t i = 0; i < list->count; i++)
        plain.at[i] = without_padding(s, list->at[i]);
    return plain;
}

/* Days and months are those of UTC, not of the session's zone. */
static void shift_instant(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm forms[] = {
        {"($1 AT TIME ZONE 'UTC' + $2) AT TIME ZONE 'UTC'", SQL_RANGE, SQL_CAST, SQL_MULTIPLY,
         NULL},
        {"($1 AT TIME ZONE 'UTC' - $2) AT TIME ZONE 'UTC'", SQL_RANGE, SQL_CAST, SQL_MULTIPLY,
         NULL},
    };
    Expr *side[2] = {e->binary.left, e->binary.right};
    if (type_class(side[0]->type) == CLASS_INTERVAL) {
        side[0] = e->binary.right;
        side[1] = e->binary.left;
    }
    sql_form(s, &forms[e->binary.op == OPERATOR_SUBTRACT], &(ExprList){side, 2}, least);
}

static bool print_binary(Sql *s, const Expr *e, SqlLevel least) {
    Operator op = e->binary.op;
    Expr *side[2] = {e->binary.left, e->binary.right};
    ExprList both = {side, 2};
    if (type_class(e->type) == CLASS_DATE) {
        side[0] = as_integer(s, side[0]);
        side[1] = as_integer(s, side[1]);
        sql_form(s, &s->dialect->operators[op], &both, least);
        return true;
    }
    if (op == OPERATOR_DIVIDE)
        return print_division(s, e);
    if ((op == OPERATOR_ADD || op == OPERATOR_SUBTRACT) && type_class(e->type) == CLASS_TIMESTAMP) {
        shift_instant(s, e, least);
        return true;
    }
    if (is_order(op) && goes_by_code_point(side[0]) && goes_by_code_point(side[1])) {
        if (hides_blanks(&both, side[0]))
            both = all_without_padding(s, &both);
        print_by_code_point(s, &s->dialect->operators[op], &both, least);
        return true;
    }
    if (op == OPERATOR_LIKE ? !holds_padding(&both) : !hides_blanks(&both, side[0]))
        return false;
    both = all_without_padding(s, &both);
    sql_form(s, e->negated ? &s->dialect->not_like : &s->dialect->operators[op], &both, least);
    return true;
}

static bool print_in(Sql *s, const Expr *e, SqlLevel least) {
    if (!hides_blanks(&e->in.list, e->in.operand))
        return false;
    Expr plain = *e;
    plain.in.operand = without_padding(s, e->in.operand);
    plain.in.list = all_without_padding(s, &e->in.list);
    sql_expr(s, &plain, least);
    return true;
}

static bool print_case(Sql *s, const Expr *e, SqlLevel least) {
    Expr *operand = e->choice->operand, *otherwise = e->choice->otherwise;
    bool compares = operand && hides_blanks(&e->choice->when, operand);
    if (!compares && !holds_padding(&e->choice->then) &&
        !(otherwise && otherwise->type->kind == TYPE_CHAR))
        return false;
    Choice choice = *e->choice;
    if (compares) {
        choice.operand = without_padding(s, operand);
        choice.when = all_without_padding(s, &e->choice->when);
    }
    choice.then = all_without_padding(s, &e->choice->then);
    choice.otherwise = otherwise ? without_padding(s, otherwise) : NULL;
    Expr plain = *e;
    plain.choice = &choice;
    sql_expr(s, &plain, least);
    return true;
}

static bool print_between(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm forms[] = {
        {"$1 BETWEEN $2 AND $3", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
        {"$1 NOT BETWEEN $2 AND $3", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
    };
    Expr *part[3] = {e->between.operand, e->between.low, e->between.high};
    for (int i = 0; i < 3; i++)
        if (!goes_by_code_point(part[i]))
            return false;
    ExprList all = {part, 3};
    if (hides_blanks(&all, part[0]))
        all = all_without_padding(s, &all);
    print_by_code_point(s, &forms[e->negated], &all, least);
    return true;
}

/* Null alone is text here, where nothing beside it tells its type. */
static bool print_null(Sql *s, const Expr *e, SqlLevel least) {
    TypeClass class = type_class(e->type);
    if (class == CLASS_UNKNOWN || class == CLASS_STRING)
        return false;
    sql_paren(s, SQL_CAST, least, "(");
    emit_text(s->e, "NULL::");
    sql_type(s, e->type);
    sql_paren(s, SQL_CAST, least, ")");
    return true;
}

/* greatest and least ignore nulls here; the language's give null. */
static void print_extreme(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm none_null = {"num_nulls($*) = 0", SQL_COMPARE, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm collated[] = {{"$1 COLLATE \"C\"", SQL_ANY, SQL_CAST, SQL_ANY, NULL}};
    ExprList argument = all_without_padding(s, &e->call.argument);
    bool may_be_null = false, by_code_point = true;
    for (uint32_t i = 0; i < argument.count; i++) {
        may_be_null = may_be_null || sql_may_be_null(argument.at[i]);
        by_code_point = by_code_point && goes_by_code_point(argument.at[i]);
    }
    if (may_be_null) {
        sql_paren(s, SQL_PRIMARY, least, "(");
        emit_text(s->e, "CASE WHEN ");
        sql_form(s, &none_null, &argument, SQL_ANY);
        emit_text(s->e, " THEN ");
    }
    if (by_code_point) {
        emit_text(s->e, e->call.function == FUNCTION_GREATEST ? "greatest(" : "least(");
        sql_form(s, collated, &argument, SQL_ANY);
        for (uint32_t i = 1; i < argument.count; i++) {
            emit_text(s->e, ", ");
            sql_expr(s, argument.at[i], SQL_ANY);
        }
        emit_text(s->e, ")");
    } else {
        sql_form(s, &s->dialect->function[e->call.function], &argument, SQL_ANY);
    }
    if (may_be_null) {
        emit_text(s->e, " END");
        sql_paren(s, SQL_PRIMARY, least, ")");
    }
}

/* The result has the type of the first argument here; in the language that of both. */
static bool print_nullif(Sql *s, const Expr *e, SqlLevel least) {
    ExprList argument = all_without_padding(s, &e->call.argument);
    Expr *first = argument.at[0];
    if (is_numeric(e->type) && first->type->kind != e->type->kind)
        argument.at[0] = cast_to(s, first, e->type);
    sql_form(s, &s->dialect->function[FUNCTION_NULLIF], &argument, least);
    return true;
}

static bool print_call(Sql *s, const Expr *e, SqlLevel least) {
    switch ((int)e->call.function) {
    case FUNCTION_ROUND:
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return print_rounding(s, e, least);
    case FUNCTION_DATE_PART: print_date_part(s, e, least); return true;
    case FUNCTION_CURRENT_USER_ID: print_user_id(s, e, least); return true;
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST: print_extreme(s, e, least); return true;
    case FUNCTION_NULLIF: return print_nullif(s, e, least);
    case FUNCTION_SUBSTR: return print_counting(s, e, least);
    case FUNCTION_COALESCE:
    case FUNCTION_MATCHES: {
        if (!holds_padding(&e->call.argument))
            return false;
        ExprList argument = all_without_padding(s, &e->call.argument);
        sql_form(s, &s->dialect->function[e->call.function], &argument, least);
        return true;
    }
    default: return false;
    }
}

/* Between an instant and a day or a wall clock the language goes by UTC, the server by the session. */
static bool print_cast(Sql *s, const Expr *e, SqlLevel least) {
    TypeClass from = type_class(e->cast.operand->type), to = type_class(e->type);
    ExprList operand = {(Expr **)&e->cast.operand, 1};
    if (from == CLASS_INTEGER && to == CLASS_BOOLEAN) { /* only integer has that cast */
        static const SqlForm not_zero = {"$1 <> 0", SQL_COMPARE, SQL_IS, SQL_ANY, NULL};
        sql_form(s, &not_zero, &operand, least);
        return true;
    }
    if ((from == CLASS_BOOLEAN && to == CLASS_INTEGER) ||
        (from == CLASS_FLOAT && to == CLASS_INTEGER)) {
        /* to integer alone; halves of a float would go to the even side */
        static const SqlForm as_integer = {"$1::integer", SQL_CAST, SQL_CAST, SQL_ANY, NULL};
        static const SqlForm rounded = {"round($1::numeric)", SQL_CALL, SQL_CAST, SQL_ANY, NULL};
        emit_text(s->e, "CAST(");
        sql_form(s, from == CLASS_BOOLEAN ? &as_integer : &rounded, &operand, SQL_ANY);
        emit_text(s->e, " AS ");
        sql_type(s, e->type);
        emit_text(s->e, ")");
        return true;
    }
    if (from == CLASS_TIMESTAMP && (to == CLASS_DATE || to == CLASS_TIME || to == CLASS_DATETIME)) {
        emit_text(s->e, "CAST(");
        sql_expr(s, e->cast.operand, SQL_CAST);
        emit_text(s->e, " AT TIME ZONE 'UTC' AS ");
        sql_type(s, e->type);
        emit_text(s->e, ")");
        return true;
    }
    if (to == CLASS_TIMESTAMP && (from == CLASS_DATE || from == CLASS_DATETIME)) {
        emit_text(s->e, "(CAST(");
        sql_expr(s, e->cast.operand, SQL_ANY);
        emit_text(s->e, " AS timestamp) AT TIME ZONE 'UTC')");
        return true;
    }
    return false;
}

static bool print_expr(Sql *s, const Expr *e, SqlLevel least) {
    switch ((int)e->kind) {
    case EXPR_NULL: return print_null(s, e, least);
    case EXPR_TEMPORAL: return print_instant(s, e);
    case EXPR_BINARY: return print_binary(s, e, least);
    case EXPR_IN: return print_in(s, e, least);
    case EXPR_CASE: return print_case(s, e, least);
    case EXPR_BETWEEN: return print_between(s, e, least);
    case EXPR_CAST: return print_cast(s, e, least);
    case EXPR_CALL: return print_call(s, e, least);
    default: return false;
    }
}

/* ---- schemas, extensions, types ---- */

static bool is_public(const PlanItem *item) {
    return text_equal_c(((const PlanSchema *)item)->name, "public");
}

/* `public` is there from the start, and stays. */
static void create_schema(Sql *s, const PlanItem *item) {
    if (!is_public(item))
        sql_create_schema(s, item);
}

static void drop_schema(Sql *s, const PlanItem *item) {
    if (!is_public(item))
        sql_drop_schema(s, item);
}

/* The tag around a body: no name in it may hold the tag. */
static Text dollar_tag(Sql *s, const Text *name, size_t count) {
    Text tag = TEXT("$$");
    for (unsigned next = 1;; next++) {
        bool found = false;
        for (size_t i = 0; i < count; i++)
            found = found || text_find(name[i], tag) != SIZE_MAX;
        /* A name that ends in a dollar could lend it to the tag; quotes stand between the two. */
        if (!found)
            return tag;
        tag = text_format(s->plan->arena, "$body%u$", next);
    }
}

static void open_block(Sql *s, Text tag) {
    emit(s->e, "DO $\nBEGIN\n", CODE(tag));
}

static void close_block(Sql *s, Text tag) {
    emit(s->e, "\nEND\n$;", CODE(tag));
}

/* An extension that Tenon made bears this comment, and only such a one is dropped again. */
#define EXTENSION_MARK "'made by tenon'"

static void create_extension(Sql *s, const PlanItem *item) {
    Text name = ((const PlanExtension *)item)->name;
    Text tag = dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = $) THEN\n", LIT(name));
    emit(s->e, "        CREATE EXTENSION $;\n", ID(name));
    emit(s->e, "        COMMENT ON EXTENSION $ IS " EXTENSION_MARK ";\n    END IF;", ID(name));
    close_block(s, tag);
}

static void drop_extension(Sql *s, const PlanItem *item) {
    Text name = ((const PlanExtension *)item)->name;
    Text tag = dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    IF EXISTS (\n        SELECT FROM pg_extension\n        WHERE extname = $",
         LIT(name));
    emit_text(s->e, " AND obj_description(oid, 'pg_extension') = " EXTENSION_MARK "\n    ) THEN\n");
    emit(s->e, "        DROP EXTENSION $;\n    END IF;\n", ID(name));
    emit_text(s->e, "EXCEPTION\n    WHEN dependent_objects_still_exist THEN\n");
    emit(s->e, "        RAISE NOTICE 'extension % stays: something else uses it', $;", LIT(name));
    close_block(s, tag);
}

static void create_enum(Sql *s, const PlanItem *item) {
    const PlanEnum *enumeration = (const PlanEnum *)item;
    emit_text(s->e, "CREATE TYPE ");
    sql_qualified(s, enumeration->schema, enumeration->name);
    emit_text(s->e, " AS ENUM (");
    for (size_t i = 0; i < enumeration->enumeration->value_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", LIT(enumeration->enumeration->value[i]));
    }
    emit_text(s->e, ");");
}

static void drop_enum(Sql *s, const PlanItem *item) {
    const PlanEnum *enumeration = (const PlanEnum *)item;
    emit_text(s->e, "DROP TYPE ");
    sql_qualified(s, enumeration->schema, enumeration->name);
    emit_text(s->e, ";");
}

static void create_domain(Sql *s, const PlanItem *item) {
    const PlanDomain *domain = (const PlanDomain *)item;
    emit_text(s->e, "CREATE DOMAIN ");
    sql_qualified(s, domain->schema, domain->name);
    emit_text(s->e, " AS ");
    sql_type(s, &domain->type->type);
    if (domain->type->collation)
        emit(s->e, " COLLATE $", ID(sym_text(domain->type->collation)));
    if (domain->type->check) {
        emit_text(s->e, "\n    CHECK (");
        sql_expr(s, domain->type->check, SQL_ANY);
        emit_text(s->e, ")");
    }
    emit_text(s->e, ";");
}

static void drop_domain(Sql *s, const PlanItem *item) {
    const PlanDomain *domain = (const PlanDomain *)item;
    emit_text(s->e, "DROP DOMAIN ");
    sql_qualified(s, domain->schema, domain->name);
    emit_text(s->e, ";");
}

/* ---- tables and indexes ---- */

static void print_partition_by(Sql *s, const PlanTable *table) {
    static const char *const method[] = {
        [PARTITION_RANGE] = "RANGE",
        [PARTITION_LIST] = "LIST",
        [PARTITION_HASH] = "HASH",
    };
    const Partition *partition = table->partition;
    if (!partition)
        return;
    emit(s->e, " PARTITION BY $ (", WORD(method[partition->method]));
    for (size_t i = 0; i < partition->attribute_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", ID(plan_column(s->plan, partition->attribute[i])->name));
    }
    emit_text(s->e, ")");
}

/* A bound of an instant is a day in UTC, but the server would read it in the session's zone. */
static void print_bound(Sql *s, const Attribute *a, Text bound) {
    if (type_class(a->type) == CLASS_TIMESTAMP && !has_zone(bound))
        bound =
            text_join(s->plan->arena, bound, bound.size > 10 ? TEXT("+00") : TEXT(" 00:00:00+00"));
    emit(s->e, "$", LIT(bound));
}

static void create_partition(Sql *s, const PlanItem *item) {
    const PlanPartition *partition = (const PlanPartition *)item;
    const Partition *whole = partition->table->partition;
    const PartitionPart *part = partition->part;
    emit_text(s->e, "CREATE TABLE ");
    sql_qualified(s, partition->table->schema, partition->name);
    emit_text(s->e, " PARTITION OF ");
    sql_table_name(s, partition->table);
    if (part->is_default) {
        emit_text(s->e, " DEFAULT;");
    } else if (whole->method == PARTITION_RANGE) {
        emit_text(s->e, " FOR VALUES FROM (");
        print_bound(s, whole->attribute[0], part->from);
        emit_text(s->e, ") TO (");
        print_bound(s, whole->attribute[0], part->to);
        emit_text(s->e, ");");
    } else if (whole->method == PARTITION_LIST) {
        emit_text(s->e, " FOR VALUES IN (");
        for (size_t i = 0; i < part->value_count; i++) {
            if (i)
                emit_text(s->e, ", ");
            emit(s->e, "$", LIT(part->value[i]));
        }
        emit_text(s->e, ");");
    } else {
        emit(s->e, " FOR VALUES WITH (MODULUS $, REMAINDER $);", NUM((int64_t)whole->part_count),
             NUM(part - whole->part));
    }
}

static void drop_partition(Sql *s, const PlanItem *item) {
    const PlanPartition *partition = (const PlanPartition *)item;
    emit_text(s->e, "DROP TABLE ");
    sql_qualified(s, partition->table->schema, partition->name);
    emit_text(s->e, ";");
}

static void print_index_method(Sql *s, const PlanIndex *index) {
    static const char *const method[] = {
        [INDEX_BTREE] = "",
        [INDEX_HASH] = " USING hash",
        [INDEX_GIN] = " USING gin",
        [INDEX_GIST] = " USING gist",
        [INDEX_BRIN] = " USING brin",
        [INDEX_SPGIST] = " USING spgist",
        [INDEX_FULLTEXT] = " USING gin",
        [INDEX_TRIGRAM] = " USING gin",
    };
    emit_text(s->e, method[index->method]);
}

/* Full text is indexed as `search` looks for it. */
static bool print_index_part(Sql *s, const PlanIndex *index, const IndexPart *part) {
    if (index->method == INDEX_FULLTEXT) {
        emit_text(s->e, "to_tsvector('simple', ");
        sql_expr(s, part->expr, SQL_ANY);
        emit_text(s->e, ")");
    } else if (index->method == INDEX_TRIGRAM && !part->operators) {
        sql_expr(s, part->expr, part->attribute ? SQL_PRIMARY : SQL_CALL);
        emit_text(s->e, " gin_trgm_ops");
    } else {
        return false;
    }
    return true;
}

/* ---- rows ---- */

static void print_array(Sql *s, const PlanColumn *column, const PlanValue *value) {
    emit_text(s->e, "ARRAY[");
    for (size_t i = 0; i < value->element_count; i++) {
        emit_text(s->e, i ? ", " : "");
        sql_expr(s, value->element[i], SQL_ANY);
    }
    emit_text(s->e, "]::");
    sql_column_type(s, column);
}

static bool may_be_deferred(const PlanTable *table) {
    for (size_t i = 0; i < table->foreign_keys.count; i++)
        if (table->foreign_keys.at[i]->relation->deferral != DEFERRAL_NONE)
            return true;
    return false;
}

/* A table whose rows wait for a deferred check can not be altered, and gets indexes no more. */
static void settle_constraints(Sql *s, const PlanRows *rows) {
    bool any = false;
    for (size_t i = 0; rows->first && i < s->plan->tables.count; i++)
        any = any || may_be_deferred(s->plan->tables.at[i]);
    if (any)
        emit_text(s->e, "SET CONSTRAINTS ALL IMMEDIATE;\n");
}

/* The name of the table, as the server reads it from a string. */
static Text quoted_table(Sql *s, const PlanTable *table) {
    Buffer out = {0};
    if (table->schema.size) {
        quote_identifier(&out, table->schema, lookup_get(&s->e->keywords, table->schema) != NULL);
        buffer_add_char(&out, '.');
    }
    quote_identifier(&out, table->name, lookup_get(&s->e->keywords, table->name) != NULL);
    Text name = text_copy(s->plan->arena, buffer_text(&out));
    buffer_free(&out);
    return name;
}

/* Numbers that were given do not move the sequence. */
static void go_on_numbering(Sql *s, const PlanRows *rows) {
    if (!rows->numbered)
        return;
    emit(s->e, "\nSELECT setval(pg_get_serial_sequence($, $), greatest(max($), 1)) FROM ",
         LIT(quoted_table(s, rows->table)), LIT(rows->numbered->name), ID(rows->numbered->name));
    sql_table_name(s, rows->table);
    emit_text(s->e, ";");
}

/* ---- functions and triggers ---- */

static void open_function(Sql *s, const PlanFunction *function, Text tag, const char *settings) {
    emit_text(s->e, "CREATE FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit(s->e, "() RETURNS trigger\n    LANGUAGE plpgsql$\nAS $\nBEGIN\n", WORD(settings),
         CODE(tag));
}

static void close_function(Sql *s, Text tag) {
    emit(s->e, "\nEND\n$;", CODE(tag));
}

static void create_updated_at_function(Sql *s, const PlanFunction *function) {
    Text tag = dollar_tag(s, &function->column, 1);
    open_function(s, function, tag, "");
    emit(s->e, "    NEW.$ := now();\n    RETURN NEW;", ID(function->column));
    close_function(s, tag);
}

/* The trigger's condition has seen the change; its argument names the columns. */
static void create_immutable_function(Sql *s, const PlanFunction *function) {
    open_function(s, function, TEXT("$$"), "");
    emit_text(s->e, "    RAISE EXCEPTION 'the value of % in %.% never changes',\n"
                    "        TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME\n"
                    "        USING ERRCODE = 'integrity_constraint_violation';");
    close_function(s, TEXT("$$"));
}

/* The row as JSON, without the columns that are kept out. */
static void print_audit_row(Sql *s, const PlanTrigger *trigger, const char *variable,
                            const char *unless, const char *row) {
    emit(s->e, "    $ jsonb := CASE WHEN TG_OP <> '$' THEN to_jsonb($)", WORD(variable),
         WORD(unless), WORD(row));
    for (size_t i = 0; i < trigger->column_count; i++) {
        emit_text(s->e, i ? ", " : " - ARRAY[");
        emit(s->e, "$", LIT(trigger->column[i]->name));
    }
    emit_text(s->e, trigger->column_count ? "] END;\n" : " END;\n");
}

static void print_audit_key(Sql *s, const PlanTable *table) {
    emit_text(s->e, "jsonb_build_object(");
    for (size_t i = 0; table->primary && i < table->primary->column_count; i++) {
        Text column = table->primary->column[i]->name;
        emit_text(s->e, i ? ", " : "");
        emit(s->e, "$, kept_row -> $", LIT(column), LIT(column));
    }
    emit_text(s->e, ")");
}

/* It runs with the rights of its owner, so that who may write the table need not be able to write its
 * trail; so it trusts no search path. The trail lies in the schema of its table. */
static void create_audit_function(Sql *s, const PlanFunction *function) {
    const PlanTrigger *trigger = function->trigger;
    const PlanTable *table = trigger->table;
    size_t key_count = table->primary ? table->primary->column_count : 0, count = 0;
    Text *name = arena_array(s->plan->arena, Text, 1 + trigger->column_count + key_count);
    name[count++] = trigger->audit->name;
    for (size_t i = 0; i < trigger->column_count; i++)
        name[count++] = trigger->column[i]->name;
    for (size_t i = 0; i < key_count; i++)
        name[count++] = table->primary->column[i]->name;
    Text tag = dollar_tag(s, name, count);

    emit_text(s->e, "CREATE FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit(s->e,
         "() RETURNS trigger\n    LANGUAGE plpgsql\n    SECURITY DEFINER\n"
         "    SET search_path = pg_catalog, pg_temp\nAS $\nDECLARE\n",
         CODE(tag));
    print_audit_row(s, trigger, "old_row", "INSERT", "OLD");
    print_audit_row(s, trigger, "new_row", "DELETE", "NEW");
    emit_text(s->e, "    kept_row jsonb := coalesce(new_row, old_row);\nBEGIN\n"
                    "    EXECUTE format(\n"
                    "        'INSERT INTO %I.%I (action, changed_by, row_key, old_row, new_row)'\n"
                    "        ' VALUES ($1, $2, $3, $4, $5)',\n");
    emit(s->e, "        TG_TABLE_SCHEMA, $\n    )\n    USING\n", LIT(trigger->audit->name));
    emit_text(s->e, "        lower(TG_OP),\n"
                    "        coalesce(nullif(current_setting('app.current_user_id', true), ''), "
                    "session_user),\n        ");
    print_audit_key(s, table);
    emit_text(s->e, ",\n        old_row,\n        new_row;\n    RETURN NULL;");
    close_function(s, tag);
}

static void create_function(Sql *s, const PlanItem *item) {
    const PlanFunction *function = (const PlanFunction *)item;
    switch (function->kind) {
    case TRIGGER_UPDATED_AT: create_updated_at_function(s, function); break;
    case TRIGGER_AUDIT: create_audit_function(s, function); break;
    case TRIGGER_IMMUTABLE: create_immutable_function(s, function); break;
    }
}

static void drop_function(Sql *s, const PlanItem *item) {
    const PlanFunction *function = (const PlanFunction *)item;
    emit_text(s->e, "DROP FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit_text(s->e, "();");
}

static void print_change_of(Sql *s, const PlanTrigger *trigger) {
    emit_text(s->e, "\n    WHEN (");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$OLD.$ IS DISTINCT FROM NEW.$", i ? WORD(" OR ") : WORD(""), ID(column),
             ID(column));
    }
    emit_text(s->e, ")");
}

static Text column_list(Sql *s, const PlanTrigger *trigger) {
    Text list = trigger->column[0]->name;
    for (size_t i = 1; i < trigger->column_count; i++)
        list = text_format(s->plan->arena, "%.*s, %.*s", TEXT_ARG(list),
                           TEXT_ARG(trigger->column[i]->name));
    return list;
}

static void create_trigger_on(Sql *s, const PlanTrigger *trigger, Text table) {
    emit(s->e, "CREATE TRIGGER $\n    $ ON ", ID(trigger->name),
         trigger->kind == TRIGGER_AUDIT ? WORD("AFTER INSERT OR UPDATE OR DELETE")
                                        : WORD("BEFORE UPDATE"));
    sql_qualified(s, trigger->table->schema, table);
    emit_text(s->e, "\n    FOR EACH ROW");
    if (trigger->kind == TRIGGER_IMMUTABLE)
        print_change_of(s, trigger);
    emit_text(s->e, "\n    EXECUTE FUNCTION ");
    sql_qualified(s, trigger->function->schema, trigger->function->name);
    if (trigger->kind == TRIGGER_IMMUTABLE)
        emit(s->e, "($);", LIT(column_list(s, trigger)));
    else
        emit_text(s->e, "();");
}

/* PG 13, CREATE TRIGGER: a row trigger that runs before may stand at a partitioned table; in 12 it has to
 * stand at each partition. */
static void create_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    bool whole = !trigger->table->partition || trigger->kind == TRIGGER_AUDIT ||
                 version_at_least(s->plan->version, 13, 0);
    if (whole) {
        create_trigger_on(s, trigger, trigger->table->name);
        return;
    }
    for (size_t i = 0; i < s->plan->steps.count; i++) {
        const PlanPartition *partition = (const PlanPartition *)s->plan->steps.at[i].item;
        if (partition->item.kind != PLAN_PARTITION || partition->table != trigger->table)
            continue;
        emit_blank(s->e);
        create_trigger_on(s, trigger, partition->name);
    }
}

static void drop_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    emit(s->e, "DROP TRIGGER $ ON ", ID(trigger->name));
    sql_table_name(s, trigger->table);
    emit_text(s->e, ";");
}

/* ---- policies, roles, grants ---- */

static void enable_row_security(Sql *s, const PlanItem *item) {
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, ((const PlanRowSecurity *)item)->table);
    emit_text(s->e, " ENABLE ROW LEVEL SECURITY;");
}

static void disable_row_security(Sql *s, const PlanItem *item) {
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, ((const PlanRowSecurity *)item)->table);
    emit_text(s->e, " DISABLE ROW LEVEL SECURITY;");
}

static void create_policy(Sql *s, const PlanItem *item) {
    const PlanPolicy *policy = (const PlanPolicy *)item;
    emit(s->e, "CREATE POLICY $ ON ", ID(policy->name));
    sql_table_name(s, policy->table);
    if (policy->command != COMMAND_ALL) {
        emit_text(s->e, " FOR ");
        sql_commands(s, policy->command);
    }
    for (size_t i = 0; i < policy->role_count; i++) {
        emit_text(s->e, i ? ", " : " TO ");
        emit(s->e, "$", ID(policy->role[i]));
    }
    if (policy->using) {
        emit_text(s->e, "\n    USING (");
        sql_expr(s, policy->using, SQL_ANY);
        emit_text(s->e, ")");
    }
    if (policy->check) {
        emit_text(s->e, "\n    WITH CHECK (");
        sql_expr(s, policy->check, SQL_ANY);
        emit_text(s->e, ")");
    }
    emit_text(s->e, ";");
}

static void drop_policy(Sql *s, const PlanItem *item) {
    const PlanPolicy *policy = (const PlanPolicy *)item;
    emit(s->e, "DROP POLICY $ ON ", ID(policy->name));
    sql_table_name(s, policy->table);
    emit_text(s->e, ";");
}

/* Roles belong to the whole cluster: one that is there already is used as it is. */
static void create_role(Sql *s, const PlanItem *item) {
    Text name = ((const PlanRole *)item)->name;
    Text tag = dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    CREATE ROLE $;\nEXCEPTION\n    WHEN duplicate_object THEN NULL;", ID(name));
    close_block(s, tag);
}

/* It goes when it still is what up.sql made: a role that nobody can log in as, without members other
 * than who made it (since 16 the server adds that one), and nothing in any database depends on it. */
static void drop_role(Sql *s, const PlanItem *item) {
    Text name = ((const PlanRole *)item)->name;
    Text tag = dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e,
         "    IF EXISTS (\n        SELECT FROM pg_roles r\n        WHERE r.rolname = $ AND NOT "
         "r.rolcanlogin",
         LIT(name));
    emit_text(s->e, " AND NOT EXISTS (\n            SELECT FROM pg_auth_members m\n"
                    "            WHERE m.member = r.oid\n"
                    "                OR (m.roleid = r.oid AND m.member <> current_user::regrole)\n"
                    "        )\n    ) THEN\n");
    emit(s->e,
         "        DROP ROLE $;\n    END IF;\nEXCEPTION\n    WHEN dependent_objects_still_exist "
         "THEN\n",
         ID(name));
    emit(s->e, "        RAISE NOTICE 'role % stays: something else uses it', $;", LIT(name));
    close_block(s, tag);
}

static void print_grant(Sql *s, const PlanGrant *grant, const char *verb, const char *to) {
    emit_text(s->e, verb);
    if (grant->table) {
        sql_commands(s, grant->commands);
        emit_text(s->e, " ON ");
        sql_table_name(s, grant->table);
    } else {
        emit(s->e, "USAGE ON SCHEMA $", ID(grant->schema->name));
    }
    emit_text(s->e, to);
    emit(s->e, "$;", ID(grant->role->name));
}

static void create_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "GRANT ", " TO ");
}

static void drop_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "REVOKE ", " FROM ");
}

/* ---- comments ---- */

static void print_commented(Sql *s, const PlanComment *comment) {
    Emitter *e = s->e;
    const PlanItem *on = comment->on;
    const char *place = NULL; /* what stands before `name ON table` */
    Text name = {0}, schema = {0};
    switch (on->kind) {
    case PLAN_TABLE:
        emit_text(e, "TABLE ");
        sql_table_name(s, (const PlanTable *)on);
        return;
    case PLAN_COLUMN:
        emit_text(e, "COLUMN ");
        sql_table_name(s, comment->table);
        emit(e, ".$", ID(((const PlanColumn *)on)->name));
        return;
    case PLAN_KEY: place = "CONSTRAINT", name = ((const PlanKey *)on)->name; break;
    case PLAN_CHECK: place = "CONSTRAINT", name = ((const PlanCheck *)on)->name; break;
    case PLAN_FOREIGN_KEY: place = "CONSTRAINT", name = ((const PlanForeignKey *)on)->name; break;
    case PLAN_TRIGGER: place = "TRIGGER", name = ((const PlanTrigger *)on)->name; break;
    case PLAN_POLICY: place = "POLICY", name = ((const PlanPolicy *)on)->name; break;
    case PLAN_INDEX:
        emit_text(e, "INDEX ");
        sql_qualified(s, comment->table->schema, ((const PlanIndex *)on)->name);
        return;
    case PLAN_ENUM:
        emit_text(e, "TYPE ");
        schema = ((const PlanEnum *)on)->schema, name = ((const PlanEnum *)on)->name;
        break;
    case PLAN_DOMAIN:
        emit_text(e, "DOMAIN ");
        schema = ((const PlanDomain *)on)->schema, name = ((const PlanDomain *)on)->name;
        break;
    case PLAN_VIEW: emit_text(e, "VIEW "), name = ((const PlanView *)on)->name; break;
    case PLAN_ROLE: emit_text(e, "ROLE "), name = ((const PlanRole *)on)->name; break;
    case PLAN_SCHEMA: emit_text(e, "SCHEMA "), name = ((const PlanSchema *)on)->name; break;
    case PLAN_EXTENSION:
    case PLAN_FUNCTION:
    case PLAN_PARTITION:
    case PLAN_ROWS:
    case PLAN_ROW_LINK:
    case PLAN_ROW_SECURITY:
    case PLAN_GRANT:
    case PLAN_COMMENT:
    case PLAN_NATIVE: internal_error("an item of kind %d has a comment", (int)on->kind);
    }
    if (!place) {
        sql_qualified(s, schema, name);
        return;
    }
    emit(e, "$ $ ON ", WORD(place), ID(name));
    sql_table_name(s, comment->table);
}

static void create_comment(Sql *s, const PlanItem *item) {
    const PlanComment *comment = (const PlanComment *)item;
    emit_text(s->e, "COMMENT ON ");
    print_commented(s, comment);
    emit(s->e, " IS $;", LIT(comment->text));
}

static void drop_comment(Sql *s, const PlanItem *item) {
    emit_text(s->e, "COMMENT ON ");
    print_commented(s, (const PlanComment *)item);
    emit_text(s->e, " IS NULL;");
}

/* ---- the dialect ---- */

#define COMPARISON(word) \
    { "$1 " word " $2", SQL_COMPARE, SQL_RANGE, SQL_RANGE, NULL }
#define INFIX(word, level) \
    { "$1 " word " $2", level, level, level + 1, NULL }
#define CALL(name) \
    { name "($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL }

static const SqlDialect dialect = {
    .begin = "BEGIN;",
    .commit = "COMMIT;",
    .true_word = "true",
    .false_word = "false",
    .identity = " GENERATED BY DEFAULT AS IDENTITY",
    .bytes_before = "'\\x",
    .bytes_after = "'",
    .generated_before = " GENERATED ALWAYS AS (",
    .generated_after = ") STORED",
    .merges_like_keys = true,
    .temporal =
        {
            [TYPE_DATE] = "date",
            [TYPE_TIME] = "time",
            [TYPE_TIMESTAMP] = "timestamptz",
            [TYPE_DATETIME] = "timestamp",
            [TYPE_INTERVAL] = "interval",
        },
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
            [OPERATOR_LIKE] = {"$1 LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
            [OPERATOR_CONCAT] = INFIX("||", SQL_OTHER),
            [OPERATOR_ADD] = INFIX("+", SQL_ADD),
            [OPERATOR_SUBTRACT] = INFIX("-", SQL_ADD),
            [OPERATOR_MULTIPLY] = INFIX("*", SQL_MULTIPLY),
            [OPERATOR_DIVIDE] = INFIX("/", SQL_MULTIPLY),
            [OPERATOR_MODULO] = INFIX("%", SQL_MULTIPLY),
        },
    .not_like = {"$1 NOT LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
    .function =
        {
            [FUNCTION_LENGTH] = CALL("length"),
            [FUNCTION_LOWER] = CALL("lower"),
            [FUNCTION_UPPER] = CALL("upper"),
            [FUNCTION_TRIM] = CALL("trim"),
            [FUNCTION_SUBSTR] = CALL("substr"),
            [FUNCTION_CONCAT] = {"$*", SQL_OTHER, SQL_OTHER, SQL_ADD, " || "},
            [FUNCTION_REPLACE] = CALL("replace"),
            [FUNCTION_STARTS_WITH] = CALL("starts_with"),
            [FUNCTION_CONTAINS] = {"strpos($*) > 0", SQL_COMPARE, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_MATCHES] = INFIX("~", SQL_OTHER),
            [FUNCTION_SEARCH] = {"to_tsvector('simple', $1) @@ plainto_tsquery('simple', $2)",
                                 SQL_OTHER, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_ABS] = CALL("abs"),
            [FUNCTION_ROUND] = CALL("round"),
            [FUNCTION_FLOOR] = CALL("floor"),
            [FUNCTION_CEIL] = CALL("ceil"),
            [FUNCTION_COALESCE] = CALL("coalesce"),
            [FUNCTION_NULLIF] = CALL("nullif"),
            [FUNCTION_GREATEST] = CALL("greatest"),
            [FUNCTION_LEAST] = CALL("least"),
            [FUNCTION_NUM_NONNULLS] = CALL("num_nonnulls"),
            [FUNCTION_NOW] = CALL("now"),
            [FUNCTION_TODAY] = {"(now() AT TIME ZONE 'UTC')::date", SQL_CAST, SQL_ANY, SQL_ANY,
                                NULL},
            [FUNCTION_UUID] = CALL("gen_random_uuid"),
            [FUNCTION_JSON_GET] = INFIX("->", SQL_OTHER),
            [FUNCTION_JSON_TEXT] = INFIX("->>", SQL_OTHER),
            [FUNCTION_ARRAY_LENGTH] = CALL("cardinality"),
            [FUNCTION_HAS_ELEMENT] = {"$2 = ANY ($1)", SQL_COMPARE, SQL_ANY, SQL_RANGE, NULL},
        },
    .create =
        {
            [PLAN_SCHEMA] = create_schema,
            [PLAN_EXTENSION] = create_extension,
            [PLAN_ENUM] = create_enum,
            [PLAN_DOMAIN] = create_domain,
            [PLAN_FUNCTION] = create_function,
            [PLAN_TABLE] = sql_create_table,
            [PLAN_FOREIGN_KEY] = sql_add_foreign_key,
            [PLAN_INDEX] = sql_create_index,
            [PLAN_TRIGGER] = create_trigger,
            [PLAN_PARTITION] = create_partition,
            [PLAN_ROWS] = sql_insert_rows,
            [PLAN_ROW_LINK] = sql_link_row,
            [PLAN_ROW_SECURITY] = enable_row_security,
            [PLAN_POLICY] = create_policy,
            [PLAN_ROLE] = create_role,
            [PLAN_GRANT] = create_grant,
            [PLAN_COMMENT] = create_comment,
            [PLAN_VIEW] = sql_create_view,
            [PLAN_NATIVE] = sql_do_native,
        },
    .drop =
        {
            [PLAN_SCHEMA] = drop_schema,
            [PLAN_EXTENSION] = drop_extension,
            [PLAN_ENUM] = drop_enum,
            [PLAN_DOMAIN] = drop_domain,
            [PLAN_FUNCTION] = drop_function,
            [PLAN_TABLE] = sql_drop_table,
            [PLAN_FOREIGN_KEY] = sql_drop_foreign_key,
            [PLAN_INDEX] = sql_drop_index,
            [PLAN_TRIGGER] = drop_trigger,
            [PLAN_PARTITION] = drop_partition,
            [PLAN_ROW_SECURITY] = disable_row_security,
            [PLAN_POLICY] = drop_policy,
            [PLAN_ROLE] = drop_role,
            [PLAN_GRANT] = drop_grant,
            [PLAN_COMMENT] = drop_comment,
            [PLAN_VIEW] = sql_drop_view,
            [PLAN_NATIVE] = sql_undo_native,
        },
    .expr = print_expr,
    .type = print_type,
    .typed = print_typed,
    .table_tail = print_partition_by,
    .array = print_array,
    .rows_head = settle_constraints,
    .rows_tail = sql_skip_known_rows,
    .rows_done = go_on_numbering,
    .index_method = print_index_method,
    .index_part = print_index_part,
};

static void emit_postgres(const Plan *plan, Emitter *e) {
    sql_emit(&dialect, plan, e);
}

static void print_postgres(const Plan *plan, Emitter *e, const Expr *expr) {
    sql_print(&dialect, plan, e, expr);
}

static const TargetOption options[] = {
    {"version", "15", "the oldest server that has to take the SQL: 12 to 18", NULL},
    {"named_types", "check",
     "`check`: a named type is its built-in type and a check; `domain`: a domain", "check|domain"},
    {NULL, NULL, NULL, NULL},
};

const Target target_postgres = {
    .name = "postgres",
    .summary = "PostgreSQL schema as SQL: up.sql and down.sql",
    .engine = "PostgreSQL",
    .kind = TARGET_DATABASE,
    .oldest = {12, 0, 0},
    .newest = {18, 0, 0},
    .fallback = {15, 0, 0},
    .limits = {.identifier_bytes = 63, .index_names_per_schema = true, .index_value_bytes = 2700},
    .quoting = &quoting,
    .reserved = reserved_postgres,
    .type_names = type_names,
    .options = options,
    .support = support,
    .type = type_rule,
    .extension_of_cap = extension_of_cap,
    .extension_of_function = extension_of_function,
    .partial_indexes = true,
    .index_expressions = true,
    .part_collations = true,
    .partitioned_foreign_keys = true,
    .partition_lower_bounds = true,
    .enum_types = true,
    .named_types_as_domains = true,
    .trigger_functions = true,
    .forward_foreign_keys = false,
    .emit = emit_postgres,
    .print = print_postgres,
};
