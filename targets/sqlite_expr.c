/* Sqlite expressions: what SQLite can say of a typed expression, and how: for those nodes whose form in
 * the dialect's tables is not enough. Days and instants are text of one form. Decimal numbers are in
 * sqlite_decimal.c, regular expressions in sqlite_match.c. */
#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/eval/temporal.h"
#include "targets/sqlite.h"

/* ---- expressions: what can be said ---- */

static bool is_numeric(const Type *t) {
    TypeClass class = type_class(t);
    return class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT;
}

/* What a check may not ask, so that triggers ask it: rows of a table, and the clock. */
bool sqlite_needs_trigger(const Expr *e) {
    if (e->kind == EXPR_CALL &&
        (e->call.function == FUNCTION_HAS_ELEMENT || e->call.function == FUNCTION_NOW ||
         e->call.function == FUNCTION_TODAY))
        return true;
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++)
        if (sqlite_needs_trigger(child))
            return true;
    return false;
}

static Support judge_late(Cap place) {
    static const Support native = {LEVEL_NATIVE, NULL};
    switch ((int)place) {
    case CAP_CHECK: return (Support){LEVEL_EMULATED, "triggers that reject the row"};
    case CAP_DEFAULT_EXPRESSION:
    case CAP_POLICY: return native;
    default: return (Support){LEVEL_REFUSED, "neither the clock nor a query may stand there"};
    }
}

/* A member's name as a JSON path: there is no way to write a quote in one. */
static Support judge_member(const Expr *key, Version version) {
    if (!version_at_least(version, 3, 38))
        return (Support){LEVEL_REFUSED, "`->` is known since SQLite 3.38"};
    if (key->kind != EXPR_STRING || text_find(key->text, TEXT("\"")) != SIZE_MAX)
        return (Support){LEVEL_REFUSED, "the name of the member has to be a text without quotes"};
    return (Support){LEVEL_NATIVE, NULL};
}

static Support judge_rounding(const ExprList *argument) {
    if (argument->count == 2 && argument->at[1]->kind != EXPR_NUMBER)
        return (Support){LEVEL_REFUSED, "it rounds to a fixed number of places behind the point"};
    return (Support){LEVEL_NATIVE, NULL};
}

static bool can_match(const Expr *e) {
    Arena scratch = {0};
    bool can = sqlite_can_match(&scratch, e);
    arena_free(&scratch);
    return can;
}

static Support judge_pattern(Cap place, const Expr *e) {
    const Expr *pattern = e->call.argument.at[1];
    bool groups =
        pattern->kind == EXPR_STRING && (text_find(pattern->text, TEXT("(")) != SIZE_MAX ||
                                         text_find(pattern->text, TEXT("|")) != SIZE_MAX);
    if (can_match(e))
        return (Support){LEVEL_NATIVE, NULL};
    if (place != CAP_CHECK_MATCHES)
        return (Support){LEVEL_REFUSED, groups ? "GLOB has no groups and no alternatives"
                                               : "GLOB cannot say this regular expression"};
    return (Support){LEVEL_DEGRADED,
                     groups ? "GLOB has no groups and no alternatives, so nothing checks it; "
                              "several patterns joined by `or` may say the same"
                            : "GLOB cannot say this regular expression; nothing checks it"};
}

static Support judge_call(Cap place, const Expr *e, Version version) {
    const ExprList *argument = &e->call.argument;
    switch ((int)e->call.function) {
    case FUNCTION_LOWER:
    case FUNCTION_UPPER:
        return (Support){LEVEL_DEGRADED, "lower and upper know the letters of ASCII only"};
    case FUNCTION_ROUND: return judge_rounding(argument);
    case FUNCTION_JSON_GET:
    case FUNCTION_JSON_TEXT: return judge_member(argument->at[1], version);
    case FUNCTION_HAS_ELEMENT:
    case FUNCTION_NOW:
    case FUNCTION_TODAY: return judge_late(place);
    case FUNCTION_CURRENT_USER_ID: return (Support){LEVEL_REFUSED, "a file has no users"};
    case FUNCTION_SEARCH: return (Support){LEVEL_REFUSED, "only queries search a full-text index"};
    case FUNCTION_MATCHES: return judge_pattern(place, e);
    default: return (Support){LEVEL_NATIVE, NULL};
    }
}

/* The span of time as modifiers of strftime. Its months run over into the next where a day is missing. */
static Support judge_span(const Expr *e) {
    Interval span;
    if (e->kind != EXPR_TEMPORAL || !temporal_parse_interval(e->temporal.text, &span) ||
        span.months || span.microseconds % 1000)
        return (Support){LEVEL_REFUSED, "it adds days, hours, minutes and seconds alone"};
    return (Support){LEVEL_NATIVE, NULL};
}

static bool is_span(const Expr *e) {
    return type_class(e->type) == CLASS_INTERVAL;
}

static Support judge_binary(const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    if (e->binary.op == OPERATOR_LIKE && right->kind != EXPR_STRING)
        return (Support){LEVEL_DEGRADED, "a pattern that is computed ignores the case of letters"};
    if (is_span(e) || (is_span(left) && is_span(right)))
        return (Support){LEVEL_REFUSED, "it has no type for a span of time"};
    if (is_span(right))
        return judge_span(right);
    if (is_span(left))
        return judge_span(left);
    return (Support){LEVEL_NATIVE, NULL};
}

static Support judge_cast(const Expr *e) {
    TypeClass from = type_class(e->cast.operand->type), to = type_class(e->type);
    if (from == CLASS_INTERVAL || to == CLASS_INTERVAL)
        return (Support){LEVEL_REFUSED, "it has no type for a span of time"};
    if (to == CLASS_BYTES && e->cast.operand->kind == EXPR_STRING)
        return (Support){LEVEL_NATIVE, NULL};
    if (from == CLASS_STRING && to == CLASS_BYTES)
        return (Support){LEVEL_REFUSED, "it reads no hexadecimal digits but in a literal"};
    if (from == CLASS_STRING && to == CLASS_BOOLEAN)
        return (Support){LEVEL_REFUSED, "it has no words for booleans"};
    if (from == CLASS_STRING && to != CLASS_STRING)
        return (Support){LEVEL_DEGRADED, "a text that is no such value is no error"};
    if (from == CLASS_FLOAT && to == CLASS_STRING)
        return (Support){LEVEL_DEGRADED, "it writes 15 digits of a number"};
    return (Support){LEVEL_NATIVE, NULL};
}

static Support judge_temporal(const Expr *e) {
    int64_t microseconds = 0;
    if (e->temporal.kind == TYPE_TIME)
        temporal_parse_time(e->temporal.text, &microseconds);
    else if (e->temporal.kind == TYPE_TIMESTAMP || e->temporal.kind == TYPE_DATETIME)
        temporal_parse_timestamp(e->temporal.text, &microseconds);
    if (microseconds % 1000)
        return (Support){LEVEL_REFUSED, "its instants have three digits behind the second"};
    return (Support){LEVEL_NATIVE, NULL};
}

static Support judge_node(Cap place, const Expr *e, Version version) {
    switch (e->kind) {
    case EXPR_CALL: return judge_call(place, e, version);
    case EXPR_BINARY: return judge_binary(e);
    case EXPR_CAST: return judge_cast(e);
    case EXPR_TEMPORAL: return judge_temporal(e);
    default: return (Support){LEVEL_NATIVE, NULL};
    }
}

Support sqlite_judge(Cap place, const Expr *e, Version version) {
    if (place == CAP_POLICY)
        return (Support){LEVEL_NATIVE, NULL}; /* it is lost anyway */
    Support as_node = judge_node(place, e, version), as_decimal = sqlite_judge_decimal(e);
    return as_decimal.level > as_node.level ? as_decimal : as_node;
}

/* ---- expressions: how it is said ---- */

/* The form in which values of T are kept: text that sorts as they do. Whole seconds have the same form. */
const char *sqlite_temporal_format(const Type *t) {
    bool whole = type_has_fraction(t) && type_fraction(t) == 0;
    if (t->kind == TYPE_DATE)
        return SQLITE_DAY;
    if (t->kind == TYPE_TIME)
        return whole ? SQLITE_WHOLE_TIME : SQLITE_TIME;
    return whole ? SQLITE_WHOLE_INSTANT : SQLITE_INSTANT;
}

/* Three digits behind the second, always. */
static Text with_milliseconds(Arena *a, Text text, int64_t microseconds) {
    int64_t fraction = microseconds % MICROSECONDS_PER_SECOND;
    if (fraction < 0)
        fraction += MICROSECONDS_PER_SECOND;
    size_t point = text_find(text, TEXT("."));
    return text_format(a, "%.*s.%03d",
                       TEXT_ARG(text_slice(text, 0, point == SIZE_MAX ? text.size : point)),
                       (int)(fraction / 1000));
}

static void print_temporal(Sql *s, const Expr *e) {
    Arena *a = s->plan->arena;
    Text text = e->temporal.text;
    int64_t microseconds;
    if (e->temporal.kind == TYPE_TIME && temporal_parse_time(text, &microseconds))
        text = with_milliseconds(a, temporal_format_time(a, microseconds), microseconds);
    else if ((e->temporal.kind == TYPE_TIMESTAMP || e->temporal.kind == TYPE_DATETIME) &&
             temporal_parse_timestamp(text, &microseconds))
        text = with_milliseconds(a, temporal_format_timestamp(a, microseconds), microseconds);
    emit(s->e, "$", LIT(text));
}

/* , '+7 days', '-1.500 seconds' */
static void print_span(Sql *s, const Expr *e, int sign) {
    Interval span = {0};
    temporal_parse_interval(e->temporal.text, &span);
    Arena *a = s->plan->arena;
    int64_t days = span.days * sign, ms = span.microseconds / 1000 * sign;
    if (days || !ms)
        emit(s->e, ", $", LIT(text_format(a, "%+lld days", (long long)days)));
    if (ms)
        emit(s->e, ", $",
             LIT(text_format(a, "%c%lld.%03lld seconds", ms < 0 ? '-' : '+',
                             (long long)(ms < 0 ? -ms : ms) / 1000,
                             (long long)(ms < 0 ? -ms : ms) % 1000)));
}

static void print_shifted(Sql *s, const Expr *e, const Expr *time, const Expr *span) {
    emit(s->e, "strftime($, ", WORD(sqlite_temporal_format(e->type)));
    sql_expr(s, time, SQL_ANY);
    if (is_span(span)) {
        print_span(s, span, e->binary.op == OPERATOR_SUBTRACT ? -1 : 1);
    } else {
        emit_text(s->e, e->binary.op == OPERATOR_SUBTRACT ? ", -" : ", ");
        sql_expr(s, span, SQL_CAST);
        emit_text(s->e, " || ' days'");
    }
    emit_text(s->e, ")");
}

/* Days and instants are text, so their arithmetic is a call. */
static bool print_day_arithmetic(Sql *s, const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    if (e->binary.op != OPERATOR_ADD && e->binary.op != OPERATOR_SUBTRACT)
        return false;
    if (type_class(left->type) == CLASS_DATE && type_class(right->type) == CLASS_DATE) {
        static const SqlForm days = {"CAST(julianday($1) - julianday($2) AS INTEGER)", SQL_CALL,
                                     SQL_ANY, SQL_ANY, NULL};
        Expr *side[2] = {e->binary.left, e->binary.right};
        sql_form(s, &days, &(ExprList){side, 2}, SQL_ANY);
        return true;
    }
    if (is_numeric(e->type) || is_span(e))
        return false;
    bool swapped = is_span(left) || is_numeric(left->type);
    print_shifted(s, e, swapped ? right : left, swapped ? left : right);
    return true;
}

static void print_whole_seconds(Sql *s, const Expr *e, const Type *t) {
    emit(s->e, "strftime($, ", WORD(sqlite_temporal_format(t)));
    sql_expr(s, e, SQL_ANY);
    emit_text(s->e, ")");
}

void sqlite_print_as(Sql *s, const Expr *e, const Type *t) {
    if (type_class(t) == CLASS_DECIMAL && t->length)
        sqlite_print_rounded(s, e, t->scale);
    else if (type_has_fraction(t) && type_fraction(t) == 0 && e->kind != EXPR_TEMPORAL)
        print_whole_seconds(s, e, t);
    else
        sql_expr(s, e, SQL_ANY);
}

static void add_glob_character(Buffer *out, char c) {
    if (c == '*' || c == '?' || c == '[')
        buffer_format(out, "[%c]", c);
    else
        buffer_add_char(out, c);
}

/* LIKE ignores the case of letters here; GLOB does not. A backslash escapes in the language. */
static Text glob_of_like(Arena *a, Text pattern) {
    Buffer glob = {0};
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.at[i];
        if (c == '\\' && i + 1 < pattern.size)
            add_glob_character(&glob, pattern.at[++i]);
        else if (c == '%')
            buffer_add_char(&glob, '*');
        else if (c == '_')
            buffer_add_char(&glob, '?');
        else
            add_glob_character(&glob, c);
    }
    Text made = text_copy(a, buffer_text(&glob));
    buffer_free(&glob);
    return made;
}

static void print_like(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm like = {"$1 LIKE $2 ESCAPE '\\'", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL};
    static const SqlForm not_like = {"$1 NOT LIKE $2 ESCAPE '\\'", SQL_RANGE, SQL_OTHER, SQL_OTHER,
                                     NULL};
    Expr *side[2] = {e->binary.left, e->binary.right};
    if (e->binary.right->kind != EXPR_STRING) {
        sql_form(s, e->negated ? &not_like : &like, &(ExprList){side, 2}, least);
        return;
    }
    sql_paren(s, SQL_RANGE, least, "(");
    sql_expr(s, e->binary.left, SQL_OTHER);
    emit(s->e, e->negated ? " NOT GLOB $" : " GLOB $",
         LIT(glob_of_like(s->plan->arena, e->binary.right->text)));
    sql_paren(s, SQL_RANGE, least, ")");
}

static bool print_binary(Sql *s, const Expr *e, SqlLevel least) {
    if (e->binary.op == OPERATOR_LIKE) {
        print_like(s, e, least);
        return true;
    }
    return print_day_arithmetic(s, e) || sqlite_print_arithmetic(s, e, least);
}

/* '$."name"' */
static Text member_path(Sql *s, const Expr *key) {
    return text_format(s->plan->arena, "$.\"%.*s\"", TEXT_ARG(key->text));
}

static void print_member(Sql *s, const Expr *e, SqlLevel least) {
    const Expr *document = e->call.argument.at[0];
    Text path = member_path(s, e->call.argument.at[1]);
    if (e->call.function == FUNCTION_JSON_GET) {
        sql_paren(s, SQL_SIGN, least, "(");
        sql_expr(s, document, SQL_SIGN);
        emit(s->e, " -> $", LIT(path));
        sql_paren(s, SQL_SIGN, least, ")");
        return;
    }
    emit_text(s->e, "CASE json_type(");
    sql_expr(s, document, SQL_ANY);
    emit(s->e, ", $) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(", LIT(path));
    sql_expr(s, document, SQL_SIGN);
    emit(s->e, " ->> $ AS TEXT) END", LIT(path));
}

/* floor and ceil are there only where the program was built with them. A double from 1e15 on has little
 * behind its point, and from 2^63 on is no integer of SQLite. */
static bool print_rounding(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm floor_form = {"CAST($1 AS INTEGER) - ($1 < CAST($1 AS INTEGER))", SQL_ADD,
                                       SQL_OTHER, SQL_OTHER, NULL};
    static const SqlForm ceil_form = {"CAST($1 AS INTEGER) + ($1 > CAST($1 AS INTEGER))", SQL_ADD,
                                      SQL_OTHER, SQL_OTHER, NULL};
    if (type_class(e->type) == CLASS_INTEGER) {
        sql_expr(s, e->call.argument.at[0], least);
        return true;
    }
    if (e->call.function == FUNCTION_ROUND) {
        if (type_class(e->type) != CLASS_DECIMAL)
            return false;
        sqlite_print_round(s, e);
        return true;
    }
    bool is_float = type_class(e->type) == CLASS_FLOAT;
    const ExprList *argument = &e->call.argument;
    if (is_float) {
        static const SqlForm small = {"CASE WHEN abs($1) < 1e15 THEN CAST(", SQL_PRIMARY, SQL_ANY,
                                      SQL_ANY, NULL};
        sql_form(s, &small, argument, SQL_ANY);
    }
    sql_form(s, e->call.function == FUNCTION_FLOOR ? &floor_form : &ceil_form, argument,
             is_float ? SQL_ANY : least);
    if (is_float) {
        static const SqlForm large = {" AS REAL) ELSE $1 END", SQL_PRIMARY, SQL_ANY, SQL_ANY, NULL};
        sql_form(s, &large, argument, SQL_ANY);
    }
    return true;
}

static void print_date_part(Sql *s, const Expr *e) {
    static const char *const fields[][2] = {
        {"year", "'%Y'"},   {"month", "'%m'"},  {"day", "'%d'"}, {"hour", "'%H'"},
        {"minute", "'%M'"}, {"second", "'%S'"}, {"dow", "'%w'"},
    };
    const char *format = NULL;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (text_equal_c(e->call.argument.at[0]->text, fields[i][0]))
            format = fields[i][1];
    if (!format)
        internal_error("a field of a date is unknown");
    emit(s->e, "CAST(strftime($, ", WORD(format));
    sql_expr(s, e->call.argument.at[1], SQL_ANY);
    emit_text(s->e, ") AS INTEGER)");
}

static void print_num_nonnulls(Sql *s, const ExprList *argument, SqlLevel least) {
    SqlLevel level = argument->count > 1 ? SQL_ADD : SQL_PRIMARY;
    sql_paren(s, level, least, "(");
    for (uint32_t i = 0; i < argument->count; i++) {
        emit_text(s->e, i ? " + (" : "(");
        sql_expr(s, argument->at[i], SQL_OTHER);
        emit_text(s->e, " IS NOT NULL)");
    }
    sql_paren(s, level, least, ")");
}

/* A count of characters from 1 on: before it, there are none. A negative place would count from the end. */
static bool print_substr(Sql *s, const ExprList *argument) {
    static const SqlForm open = {"substr($1, max($2, 1))", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm closed = {"substr($1, max($2, 1), max($2 + $3 - max($2, 1), 0))", SQL_CALL,
                                   SQL_ADD, SQL_ADD, NULL};
    bool plain = argument->at[1]->kind == EXPR_NUMBER && !text_equal_c(argument->at[1]->text, "0");
    if (plain && (argument->count == 2 || argument->at[2]->kind == EXPR_NUMBER))
        return false;
    sql_form(s, argument->count == 2 ? &open : &closed, argument, SQL_ANY);
    return true;
}

/* Without anything to look for, SQLite does not look at the third argument. */
static bool print_replace(Sql *s, const ExprList *argument) {
    static const SqlForm form = {"CASE WHEN $3 IS NOT NULL THEN replace($*) END", SQL_PRIMARY,
                                 SQL_OTHER, SQL_OTHER, NULL};
    if (!sql_may_be_null(argument->at[2]))
        return false;
    sql_form(s, &form, argument, SQL_ANY);
    return true;
}

/* With one argument, max and min are aggregates, and coalesce an error. */
static bool print_single(Sql *s, const ExprList *argument, SqlLevel least) {
    if (argument->count > 1)
        return false;
    sql_expr(s, argument->at[0], least);
    return true;
}

static bool print_call(Sql *s, const Expr *e, SqlLevel least) {
    const ExprList *argument = &e->call.argument;
    switch ((int)e->call.function) {
    case FUNCTION_ROUND:
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return print_rounding(s, e, least);
    case FUNCTION_SUBSTR: return print_substr(s, argument);
    case FUNCTION_REPLACE: return print_replace(s, argument);
    case FUNCTION_COALESCE:
    case FUNCTION_CONCAT:
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST: return print_single(s, argument, least);
    case FUNCTION_NUM_NONNULLS: print_num_nonnulls(s, argument, least); return true;
    case FUNCTION_DATE_PART: print_date_part(s, e); return true;
    case FUNCTION_MATCHES: sqlite_print_match(s, e, least); return true;
    case FUNCTION_JSON_GET:
    case FUNCTION_JSON_TEXT: print_member(s, e, least); return true;
    default: return false;
    }
}

typedef enum Conversion {
    CONVERT_NOTHING, /* both are kept alike */
    CONVERT_ROUNDED, /* CAST(round(x) AS INTEGER) */
    CONVERT_CAST,    /* CAST(x AS …) */
    CONVERT_PLACES,  /* round(x, s) */
    CONVERT_PRINTED, /* printf('%.2f', x) */
    CONVERT_WORD,    /* true, false */
    CONVERT_TRUTH,   /* x <> 0 */
    CONVERT_TIME,    /* strftime(…, x) */
} Conversion;

static Conversion conversion_of(const Type *from, const Type *to) {
    TypeClass f = type_class(from), t = type_class(to);
    switch ((int)t) {
    case CLASS_INTEGER:
        return f == CLASS_DECIMAL || f == CLASS_FLOAT ? CONVERT_ROUNDED
               : f == CLASS_STRING                    ? CONVERT_CAST
                                                      : CONVERT_NOTHING;
    case CLASS_DECIMAL: return to->length ? CONVERT_PLACES : CONVERT_CAST;
    case CLASS_FLOAT: return CONVERT_CAST;
    case CLASS_BOOLEAN: return f == CLASS_INTEGER ? CONVERT_TRUTH : CONVERT_NOTHING;
    case CLASS_STRING:
        return f == CLASS_BOOLEAN                   ? CONVERT_WORD
               : f == CLASS_DECIMAL && from->length ? CONVERT_PRINTED
               : is_numeric(from)                   ? CONVERT_CAST
                                                    : CONVERT_NOTHING;
    case CLASS_DATE:
    case CLASS_TIME:
    case CLASS_TIMESTAMP:
    case CLASS_DATETIME: return f == t ? CONVERT_NOTHING : CONVERT_TIME;
    default: return CONVERT_NOTHING;
    }
}

static void print_converted(Sql *s, const Expr *e) {
    const Expr *operand = e->cast.operand;
    switch (conversion_of(operand->type, e->type)) {
    case CONVERT_NOTHING: sql_expr(s, operand, SQL_ADD); break;
    case CONVERT_ROUNDED:
        emit_text(s->e, "CAST(round(");
        sql_expr(s, operand, SQL_ANY);
        emit_text(s->e, ") AS INTEGER)");
        break;
    case CONVERT_CAST: {
        TypeClass to = type_class(e->type);
        emit_text(s->e, "CAST(");
        sql_expr(s, operand, SQL_ANY);
        emit_text(s->e, to == CLASS_INTEGER  ? " AS INTEGER)"
                        : to == CLASS_STRING ? " AS TEXT)"
                                             : " AS REAL)");
        break;
    }
    case CONVERT_PLACES: sqlite_print_rounded(s, operand, e->type->scale); break;
    case CONVERT_PRINTED:
        emit_text(s->e, "CASE WHEN ");
        sql_expr(s, operand, SQL_OTHER);
        emit(s->e, " IS NOT NULL THEN printf('%.$f', ", NUM(operand->type->scale));
        sql_expr(s, operand, SQL_ANY);
        emit_text(s->e, ") END");
        break;
    case CONVERT_WORD:
        emit_text(s->e, "CASE ");
        sql_expr(s, operand, SQL_OTHER);
        emit_text(s->e, " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
        break;
    case CONVERT_TRUTH:
        emit_text(s->e, "(");
        sql_expr(s, operand, SQL_OTHER);
        emit_text(s->e, " <> 0)");
        break;
    case CONVERT_TIME:
        emit(s->e, "strftime($, ", WORD(sqlite_temporal_format(e->type)));
        sql_expr(s, operand, SQL_ANY);
        emit_text(s->e, ")");
        break;
    }
}

/* To a text of a length, the rest is cut; blanks at the end of a char count for nothing. */
static void print_cast(Sql *s, const Expr *e, SqlLevel least) {
    bool cut = type_class(e->type) == CLASS_STRING && e->type->length;
    bool bare = !cut && conversion_of(e->cast.operand->type, e->type) == CONVERT_NOTHING;
    if (bare) {
        sql_expr(s, e->cast.operand, least);
        return;
    }
    bool padded = e->type->kind == TYPE_CHAR;
    if (cut)
        emit_text(s->e, padded ? "rtrim(substr(" : "substr(");
    print_converted(s, e);
    if (cut)
        emit(s->e, padded ? ", 1, $))" : ", 1, $)", NUM(e->type->length));
}

/* A uuid is kept in lower case. */
static bool print_uuid(Sql *s, const Expr *e) {
    if (type_class(e->type) != CLASS_UUID)
        return false;
    emit(s->e, "$", LIT(text_lower_ascii(s->plan->arena, e->text)));
    return true;
}

/* ---- char(n) ---- */

/* A char(n) column, whose collation RTRIM ignores blanks at the end: they are no part of its value. */
static bool is_padded(const Expr *e) {
    return (e->kind == EXPR_NAME || e->kind == EXPR_VALUE) && e->type->kind == TYPE_CHAR;
}

/* Such a column as it is kept. */
static Expr *as_kept(Sql *s, const Expr *e) {
    Expr *kept = arena_new(s->plan->arena, Expr);
    *kept = *e;
    if (is_padded(e))
        kept->type = type_basic(TYPE_TEXT);
    return kept;
}

static bool has_own_collation(const Expr *e) {
    return e->kind == EXPR_NAME && e->name.attribute->collation;
}

static void print_without_padding(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm trimmed = {"rtrim($1)", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    Expr *kept = as_kept(s, e);
    SqlLevel level = has_own_collation(e) ? SQL_SIGN : SQL_CALL;
    sql_paren(s, level, least, "(");
    sql_form(s, &trimmed, &(ExprList){&kept, 1}, SQL_ANY);
    if (has_own_collation(e))
        sql_collation(s, e->name.attribute->collation);
    sql_paren(s, level, least, ")");
}

static bool is_comparison(const Expr *e) {
    return e->kind == EXPR_IN || e->kind == EXPR_BETWEEN || e->kind == EXPR_IS_NULL ||
           (e->kind == EXPR_BINARY && e->binary.op >= OPERATOR_EQUAL &&
            e->binary.op <= OPERATOR_GREATER_EQUAL);
}

/* Whether RTRIM decides as the language does, where the comparison E has a char(n): of what is none, blanks
 * at the end count. */
static bool can_ignore_blanks(const Expr *e) {
    bool any = false;
    const Expr *side;
    for (size_t i = 0; (side = expr_child(e, i)) != NULL; i++) {
        bool padded = is_padded(side) && !has_own_collation(side);
        if (!padded && (side->kind != EXPR_STRING || text_ends_with(side->text, TEXT(" "))))
            return false;
        any = any || padded;
    }
    return any;
}

/* Compares columns as they are kept, so that an index can serve it. */
static void print_kept_comparison(Sql *s, const Expr *e, SqlLevel least) {
    Expr kept = *e;
    switch ((int)e->kind) {
    case EXPR_BINARY:
        kept.binary.left = as_kept(s, e->binary.left);
        kept.binary.right = as_kept(s, e->binary.right);
        break;
    case EXPR_BETWEEN:
        kept.between.operand = as_kept(s, e->between.operand);
        kept.between.low = as_kept(s, e->between.low);
        kept.between.high = as_kept(s, e->between.high);
        break;
    case EXPR_IS_NULL: kept.operand = as_kept(s, e->operand); break;
    default:
        kept.in.operand = as_kept(s, e->in.operand);
        kept.in.list.at = arena_array(s->plan->arena, Expr *, e->in.list.count);
        for (uint32_t i = 0; i < e->in.list.count; i++)
            kept.in.list.at[i] = as_kept(s, e->in.list.at[i]);
        break;
    }
    sql_expr(s, &kept, least);
}

bool sqlite_print_expr(Sql *s, const Expr *e, SqlLevel least) {
    if (is_comparison(e) && can_ignore_blanks(e)) {
        print_kept_comparison(s, e, least);
        return true;
    }
    if (is_padded(e)) {
        print_without_padding(s, e, least);
        return true;
    }
    switch (e->kind) {
    case EXPR_STRING: return print_uuid(s, e);
    case EXPR_TEMPORAL: print_temporal(s, e); return true;
    case EXPR_BINARY: return print_binary(s, e, least);
    case EXPR_CALL: return print_call(s, e, least);
    case EXPR_CAST: print_cast(s, e, least); return true;
    default: return false;
    }
}
