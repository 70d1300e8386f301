/* Mysql expressions: the forms of operators and functions that MySQL and MariaDB share, and what no form
 * can say. Both keep conditions, computed values and defaults as text, and MySQL reads that text again
 * under the sql_mode of whoever opens the table: so no string in an expression holds what would be escaped there, a
 * backslash, a quote or a line end. */
#include "targets/mysql_family.h"

#include <string.h>

#include "compiler/diag/render.h"
#include "compiler/eval/eval.h"

/* ---- strings ---- */

static bool needs_no_escape(char c) {
    return c != '\\' && c != '\'' && (unsigned char)c >= ' ' && c != '\x7f';
}

static size_t plain_length(Text value) {
    size_t length = 0;
    while (length < value.size && needs_no_escape(value.at[length]))
        length++;
    return length;
}

bool mysql_is_plain(Text value) {
    return plain_length(value) == value.size;
}

void mysql_print_string(Sql *s, Text value) {
    size_t plain = plain_length(value);
    if (plain == value.size) {
        emit(s->e, "$", LIT(value));
        return;
    }
    emit_text(s->e, "concat(");
    for (bool any = false; value.size; any = true, plain = plain_length(value)) {
        emit_text(s->e, any ? ", " : "");
        if (plain)
            emit(s->e, "$", LIT(text_slice(value, 0, plain)));
        else
            emit(s->e, "convert(char($) USING utf8mb4)", NUM((unsigned char)value.at[0]));
        value = text_slice(value, plain ? plain : 1, value.size);
    }
    emit_text(s->e, ")");
}

/* ---- regular expressions ---- */

/* What a backslash before C means, said without one; NULL: nothing else means it. */
static const char *plain_escape(char c, bool in_class) {
    switch (c) {
    case 'd': return in_class ? "0-9" : "[0-9]";
    case 's': return in_class ? "[:space:]" : "[[:space:]]";
    case 'w': return in_class ? "A-Za-z0-9_" : "[A-Za-z0-9_]";
    default: return NULL;
    }
}

static bool stands_in_class(char c) {
    return strchr(".*+?(){}|$/-#&~@%,:;<>=!'\"` ", c) != NULL;
}

/* PATTERN with as few backslashes as it takes: `\.` is `[.]`. */
static Text without_backslashes(Arena *a, Text pattern) {
    Buffer out = {0};
    bool in_class = false;
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.at[i];
        char next = i + 1 < pattern.size ? pattern.at[i + 1] : '\0';
        if (c != '\\' || !next) {
            if (c == '[')
                in_class = true;
            else if (c == ']' && !(i && pattern.at[i - 1] == '['))
                in_class = false;
            buffer_add_char(&out, c);
            continue;
        }
        const char *plain = plain_escape(next, in_class);
        if (plain)
            buffer_add_c(&out, plain);
        else if (!in_class && stands_in_class(next))
            buffer_format(&out, "[%c]", next);
        else
            buffer_format(&out, "\\%c", next);
        i++;
    }
    Text made = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return made;
}

/* The dollar of the language is the very end; that of the engines stands before a line end there, too. */
static Text with_hard_end(Arena *a, Text pattern) {
    Buffer out = {0};
    bool in_class = false;
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.at[i];
        if (c == '\\' && i + 1 < pattern.size) {
            buffer_format(&out, "\\%c", pattern.at[++i]);
            continue;
        }
        in_class = c == '[' ? true : c == ']' ? false : in_class;
        if (c == '$' && !in_class)
            buffer_add_c(&out, "(?!.)");
        else
            buffer_add_char(&out, c);
    }
    Text made = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return made;
}

static void print_matches(Sql *s, const Expr *e, SqlLevel least) {
    const ExprList *argument = &e->call.argument;
    Arena *a = s->plan->arena;
    Expr pattern = *argument->at[1];
    if (pattern.kind == EXPR_STRING)
        pattern.text = text_join(a, text_from(mysql_family_of(s)->pattern_before),
                                 without_backslashes(a, with_hard_end(a, pattern.text)));
    Expr *side[2] = {argument->at[0], &pattern};
    sql_form(s, &s->dialect->function[FUNCTION_MATCHES], &(ExprList){side, 2}, least);
}

/* ---- arithmetic ---- */

/* As the engine sees it: nullif has the type of its first argument. */
static bool is_unsigned(const Expr *e) {
    if (e->type && e->type->is_unsigned)
        return true;
    if (e->kind == EXPR_CALL && e->call.function == FUNCTION_NULLIF)
        return is_unsigned(e->call.argument.at[0]);
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++)
        if (e->kind == EXPR_BINARY && is_unsigned(child))
            return true;
    return false;
}

static bool is_span(const Expr *e) {
    return type_class(e->type) == CLASS_INTERVAL;
}

/* The literal that E moves a point in time by; NULL: E does nothing of the kind. */
static const Expr *span_of_shift(const Expr *e) {
    if (e->kind != EXPR_BINARY || is_span(e) || is_span(e->binary.left) == is_span(e->binary.right))
        return NULL;
    const Expr *span = is_span(e->binary.left) ? e->binary.left : e->binary.right;
    return span->kind == EXPR_TEMPORAL ? span : NULL;
}

/* date_add(date_add(x, INTERVAL 1 MONTH), INTERVAL -3 DAY): months first, as everywhere. Round the clock
 * only that part of SPAN counts which is no day. */
static bool print_shift(Sql *s, const Expr *e) {
    static const char *const before[] = {
        [CLASS_DATE] = "CAST(", [CLASS_TIME] = "timestamp(DATE '2000-01-01', "};
    static const char *const behind[] = {[CLASS_DATE] = " AS datetime(6))", [CLASS_TIME] = ")"};
    const Expr *literal = span_of_shift(e);
    Interval span;
    if (!literal || !temporal_parse_interval(literal->temporal.text, &span))
        return false;
    const Expr *moved = literal == e->binary.left ? e->binary.right : e->binary.left;
    int64_t sign = e->binary.op == OPERATOR_SUBTRACT ? -1 : 1;
    TypeClass class = type_class(moved->type);
    bool daily = class == CLASS_TIME, wrapped = daily || class == CLASS_DATE;
    const struct {
        int64_t count;
        const char *unit;
    } part[] = {{daily ? 0 : span.months, "MONTH"},
                {daily ? 0 : span.days, "DAY"},
                {span.microseconds / MICROSECONDS_PER_SECOND, "SECOND"},
                {span.microseconds % MICROSECONDS_PER_SECOND, "MICROSECOND"}};
    emit_text(s->e, daily ? "CAST(" : "");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        emit_text(s->e, part[i].count ? "date_add(" : "");
    emit_text(s->e, wrapped ? before[class] : "");
    sql_expr(s, moved, SQL_ANY);
    emit_text(s->e, wrapped ? behind[class] : "");
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i].count)
            emit(s->e, ", INTERVAL $ $)", NUM(sign * part[i].count), WORD(part[i].unit));
    emit_text(s->e, daily ? " AS time(6))" : "");
    return true;
}

/* Days are counted by words of their own: + and - would take a date for a number. */
static bool print_days(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm between = {"datediff($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm later = {"date_add($1, INTERVAL $2 DAY)", SQL_CALL, SQL_ANY, SQL_ADD,
                                  NULL};
    static const SqlForm earlier = {"date_sub($1, INTERVAL $2 DAY)", SQL_CALL, SQL_ANY, SQL_ADD,
                                    NULL};
    Expr *side[2] = {e->binary.left, e->binary.right};
    TypeClass left = type_class(side[0]->type), right = type_class(side[1]->type);
    if (left != CLASS_DATE && right != CLASS_DATE)
        return false;
    if (left != CLASS_DATE) {
        side[0] = e->binary.right;
        side[1] = e->binary.left;
    }
    bool less = e->binary.op == OPERATOR_SUBTRACT;
    const SqlForm *form = left == right ? &between : less ? &earlier : &later;
    sql_form(s, form, &(ExprList){side, 2}, least);
    return true;
}

/* What has an unsigned side is unsigned here: where it may be negative, it would be an error. */
static bool may_lose_sign(const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    bool unsigned_left = is_unsigned(left), unsigned_right = is_unsigned(right);
    if (e->binary.op == OPERATOR_SUBTRACT)
        return unsigned_left || unsigned_right;
    return unsigned_left != unsigned_right && (unsigned_left ? right : left)->kind != EXPR_NUMBER;
}

/* What may be negative though a side is unsigned is computed of decimals. A quotient of decimals has four
 * places more than what is divided. A rest that is a negative zero gets its sign taken off. */
static bool print_arithmetic(Sql *s, const Expr *e, SqlLevel least) {
    Expr *side[2] = {e->binary.left, e->binary.right};
    ExprList both = {side, 2};
    TypeClass class = type_class(e->type);
    static const SqlForm whole = {"$1 DIV $2", SQL_MULTIPLY, SQL_MULTIPLY, SQL_SIGN, NULL};
    static const SqlForm exact = {"round(CAST($1 AS decimal(65, 26)) / $2, 10)", SQL_CALL, SQL_ANY,
                                  SQL_SIGN, NULL};
    const SqlForm *form = NULL;
    static const SqlForm with_sign[OPERATOR_COUNT] = {
        [OPERATOR_ADD] = {"CAST($1 AS decimal(65)) + $2", SQL_ADD, SQL_ANY, SQL_MULTIPLY, NULL},
        [OPERATOR_SUBTRACT] = {"CAST($1 AS decimal(65)) - $2", SQL_ADD, SQL_ANY, SQL_MULTIPLY,
                               NULL},
        [OPERATOR_MULTIPLY] = {"CAST($1 AS decimal(65)) * $2", SQL_MULTIPLY, SQL_ANY, SQL_SIGN,
                               NULL},
        [OPERATOR_DIVIDE] = {"CAST($1 AS decimal(65)) DIV CAST($2 AS decimal(65))", SQL_MULTIPLY,
                             SQL_ANY, SQL_ANY, NULL},
        [OPERATOR_MODULO] = {"CAST($1 AS decimal(65)) % $2 + 0", SQL_ADD, SQL_ANY, SQL_SIGN, NULL},
    };
    static const SqlForm rest = {"$1 % $2 + 0", SQL_ADD, SQL_MULTIPLY, SQL_SIGN, NULL};
    if (class == CLASS_INTEGER && may_lose_sign(e))
        form = &with_sign[e->binary.op];
    else if (e->binary.op == OPERATOR_MODULO && class == CLASS_DECIMAL)
        form = mysql_family_of(s)->signs_zero ? &rest : NULL;
    else if (e->binary.op == OPERATOR_DIVIDE)
        form = class == CLASS_INTEGER ? &whole : class == CLASS_DECIMAL ? &exact : NULL;
    if (form)
        sql_form(s, form, &both, least);
    return form != NULL;
}

static void print_operands(Sql *s, const Expr *e, Operator op) {
    if (e->kind == EXPR_BINARY && e->binary.op == op) {
        print_operands(s, e->binary.left, op);
        emit_text(s->e, ", ");
        sql_expr(s, e->binary.right, SQL_ANY);
    } else {
        sql_expr(s, e, SQL_ANY);
    }
}

static bool print_binary(Sql *s, const Expr *e, SqlLevel least) {
    switch ((int)e->binary.op) {
    case OPERATOR_CONCAT:
        emit_text(s->e, "concat(");
        print_operands(s, e, OPERATOR_CONCAT);
        emit_text(s->e, ")");
        return true;
    case OPERATOR_MULTIPLY:
    case OPERATOR_MODULO: return print_arithmetic(s, e, least);
    case OPERATOR_ADD:
    case OPERATOR_DIVIDE:
    case OPERATOR_SUBTRACT:
        return print_shift(s, e) || print_days(s, e, least) || print_arithmetic(s, e, least);
    default: return false;
    }
}

/* ---- dates and times ---- */

/* Instants are kept in UTC, so a literal with another zone is moved there. */
Text mysql_temporal_text(const Sql *s, const Expr *e) {
    int64_t time;
    bool is_instant = e->temporal.kind == TYPE_TIMESTAMP || e->temporal.kind == TYPE_DATETIME;
    if (is_instant && temporal_parse_timestamp(e->temporal.text, &time))
        return temporal_format_timestamp(s->plan->arena, time);
    return e->temporal.text;
}

static void print_temporal(Sql *s, const Expr *e) {
    const char *word = s->dialect->temporal[e->temporal.kind];
    if (word)
        emit(s->e, "$ ", WORD(word));
    emit(s->e, "$", LIT(mysql_temporal_text(s, e)));
}

static void print_date_part(Sql *s, const Expr *e, SqlLevel least) {
    static const char *const fields[] = {"year", "month", "day", "hour", "minute", "second"};
    const Expr *field = e->call.argument.at[0], *of = e->call.argument.at[1];
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (text_equal_c(field->text, fields[i])) {
            emit(s->e, "extract($ FROM ", WORD(fields[i]));
            sql_expr(s, of, SQL_ANY);
            emit_text(s->e, ")");
            return;
        }
    }
    sql_paren(s, SQL_ADD, least, "(");
    emit_text(s->e, "dayofweek(");
    sql_expr(s, of, SQL_ANY);
    emit_text(s->e, ") - 1");
    sql_paren(s, SQL_ADD, least, ")");
}

/* ---- casts ---- */

static void print_boolean_word(Sql *s, const Expr *operand) {
    emit_text(s->e, "CASE WHEN ");
    sql_expr(s, operand, SQL_ANY);
    emit_text(s->e, " THEN 'true' WHEN NOT (");
    sql_expr(s, operand, SQL_ANY);
    emit_text(s->e, ") THEN 'false' END");
}

/* CAST has words of its own for types. Text gets the order of all other text. */
static void print_cast(Sql *s, const Expr *e, SqlLevel least) {
    const Expr *operand = e->cast.operand;
    const Type *to = e->type;
    TypeClass class = type_class(to);
    if (class == CLASS_BOOLEAN) {
        sql_paren(s, SQL_COMPARE, least, "(");
        sql_expr(s, operand, SQL_OTHER);
        emit_text(s->e, " <> 0");
        sql_paren(s, SQL_COMPARE, least, ")");
        return;
    }
    if (class == CLASS_STRING && type_class(operand->type) == CLASS_BOOLEAN) {
        print_boolean_word(s, operand);
        return;
    }
    if (class == CLASS_INTEGER && type_class(operand->type) == CLASS_FLOAT) {
        static const SqlForm rounded = {"CAST(round(CAST($1 AS decimal(65, 20))) AS signed)",
                                        SQL_CALL, SQL_ANY, SQL_ANY, NULL};
        sql_form(s, &rounded, &(ExprList){(Expr **)&e->cast.operand, 1}, least);
        return;
    }
    bool text = class == CLASS_STRING;
    if (text)
        sql_paren(s, SQL_SIGN, least, "(");
    if (class == CLASS_BYTES && type_class(operand->type) == CLASS_STRING) {
        static const SqlForm digits = {"unhex($1)", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
        sql_form(s, &digits, &(ExprList){(Expr **)&e->cast.operand, 1}, least);
        return;
    }
    emit_text(s->e, to->kind == TYPE_CHAR ? "rtrim(CAST(" : "CAST(");
    sql_expr(s, operand, SQL_ANY);
    emit_text(s->e, " AS ");
    switch ((int)class) {
    case CLASS_INTEGER: emit_text(s->e, to->is_unsigned ? "unsigned" : "signed"); break;
    case CLASS_DECIMAL:
        if (to->length)
            emit(s->e, "decimal($, $)", NUM(to->length), NUM(to->scale));
        else
            emit_text(s->e, "decimal(65, 30)");
        break;
    case CLASS_FLOAT: emit_text(s->e, "double"); break;
    case CLASS_DATE: emit_text(s->e, "date"); break;
    case CLASS_TIME:
    case CLASS_TIMESTAMP:
    case CLASS_DATETIME: emit_text(s->e, mysql_family_type(to).spelling); break;
    case CLASS_JSON:
    case CLASS_ARRAY: emit_text(s->e, mysql_family_of(s)->json_type); break;
    case CLASS_BYTES: emit_text(s->e, "binary"); break;
    default:
        if (to->length)
            emit(s->e, "char($) CHARACTER SET utf8mb4", NUM(to->length));
        else
            emit_text(s->e, "char CHARACTER SET utf8mb4");
        break;
    }
    emit_text(s->e, to->kind == TYPE_CHAR ? "))" : ")");
    if (text) {
        emit(s->e, " COLLATE $", WORD(mysql_family_of(s)->collation(s->plan->version)));
        sql_paren(s, SQL_SIGN, least, ")");
    }
}

/* ---- calls ---- */

static void print_count_of_values(Sql *s, const ExprList *argument, SqlLevel least) {
    sql_paren(s, SQL_ADD, least, "(");
    for (uint32_t i = 0; i < argument->count; i++) {
        emit_text(s->e, i ? " + (" : "(");
        sql_expr(s, argument->at[i], SQL_OTHER);
        emit_text(s->e, " IS NOT NULL)");
    }
    sql_paren(s, SQL_ADD, least, ")");
}

static Text member_path(Arena *a, Text name) {
    Buffer out = {0};
    buffer_add_c(&out, "$.");
    json_add_string(&out, name);
    Text made = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return made;
}

/* The place of a member, whatever its name holds. */
static void print_member(Sql *s, const ExprList *argument) {
    const Expr *name = argument->at[1];
    emit_text(s->e, "json_extract(");
    sql_expr(s, argument->at[0], SQL_ANY);
    emit_text(s->e, ", ");
    if (name->kind == EXPR_STRING) {
        mysql_print_string(s, member_path(s->plan->arena, name->text));
    } else {
        emit_text(s->e, "concat('$.' COLLATE utf8mb4_bin, json_quote(");
        sql_expr(s, name, SQL_ANY);
        emit_text(s->e, "))");
    }
    emit_text(s->e, ")");
}

/* A member that is null in the document is null here, and not the word. */
static void print_member_text(Sql *s, const ExprList *argument) {
    emit_text(s->e, "CASE WHEN json_type(");
    print_member(s, argument);
    emit_text(s->e, ") <> 'NULL' COLLATE utf8mb4_bin THEN json_unquote(");
    print_member(s, argument);
    emit(s->e, ") COLLATE $ END", WORD(mysql_family_of(s)->collation(s->plan->version)));
}

static void print_has_element(Sql *s, const ExprList *argument) {
    const Expr *value = argument->at[1];
    TypeClass class = type_class(value->type);
    bool number = class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT;
    emit_text(s->e, "json_contains(");
    sql_expr(s, argument->at[0], SQL_ANY);
    emit_text(s->e, number ? ", CAST(" : class == CLASS_BOOLEAN ? ", CASE WHEN " : ", json_quote(");
    sql_expr(s, value, SQL_ANY);
    emit_text(s->e, number                   ? " AS char))"
                    : class == CLASS_BOOLEAN ? " THEN 'true' ELSE 'false' END)"
                                             : "))");
}

static bool rounds_float(const Expr *e) {
    if (e->kind == EXPR_CALL && e->call.function == FUNCTION_ROUND &&
        type_class(e->type) == CLASS_FLOAT)
        return true;
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++)
        if (rounds_float(child))
            return true;
    return false;
}

/* Whether E rounds behind the point alone: then a float of 2^52 or more stays as it is, being whole. */
static bool keeps_wholes(const Expr *e) {
    return e->call.argument.count == 1 || e->call.argument.at[1]->kind == EXPR_NUMBER;
}

/* Of a binary fraction the decimal form is rounded, half away from zero; a decimal does not hold every float, but
 * large ones are whole. What rounds another float is that small, and is not written twice. floor and ceil of a decimal would
 * give a bigint, and what is computed with it overflow. */
static bool print_rounding(Sql *s, const Expr *e) {
    static const SqlForm once = {"round(CAST($1 AS decimal(65, 26)) / $2, $3)", SQL_CALL, SQL_ANY,
                                 SQL_SIGN, NULL};
    static const SqlForm once_whole = {"round(CAST($1 AS decimal(65, 26)) / $2)", SQL_CALL, SQL_ANY,
                                       SQL_SIGN, NULL};
    static const SqlForm down = {"CAST(floor($1) AS decimal(65))", SQL_CALL, SQL_ANY, SQL_ANY,
                                 NULL};
    static const SqlForm up = {"CAST(ceil($1) AS decimal(65))", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm whole = {"round(CAST($1 AS decimal(65, 20)))", SQL_CALL, SQL_ANY, SQL_ANY,
                                  NULL};
    static const SqlForm places = {"round(CAST($1 AS decimal(65, 20)), $2)", SQL_CALL, SQL_ANY,
                                   SQL_ANY, NULL};
    const ExprList *argument = &e->call.argument;
    const Expr *quotient = eval_rounded_quotient(e);
    TypeClass class = type_class(e->type);
    if (quotient) {
        Expr *part[3] = {quotient->binary.left, quotient->binary.right,
                         argument->at[argument->count - 1]};
        sql_form(s, argument->count == 1 ? &once_whole : &once, &(ExprList){part, 3}, SQL_ANY);
        return true;
    }
    if (e->call.function != FUNCTION_ROUND && class == CLASS_DECIMAL) {
        sql_form(s, e->call.function == FUNCTION_FLOOR ? &down : &up, argument, SQL_ANY);
        return true;
    }
    if (class != CLASS_FLOAT || e->call.function != FUNCTION_ROUND)
        return false;
    if (rounds_float(argument->at[0]) || !keeps_wholes(e)) {
        sql_form(s, argument->count == 1 ? &whole : &places, argument, SQL_ANY);
        return true;
    }
    emit_text(s->e, "CASE WHEN abs(");
    sql_expr(s, argument->at[0], SQL_ANY);
    emit_text(s->e, ") < 4503599627370496 THEN ");
    sql_form(s, argument->count == 1 ? &whole : &places, argument, SQL_ANY);
    emit_text(s->e, " ELSE ");
    sql_expr(s, argument->at[0], SQL_ANY);
    emit_text(s->e, " END");
    return true;
}

static bool starts_inside(const Expr *from) {
    return from->kind == EXPR_NUMBER && !text_equal_c(from->text, "0");
}

/* Places before the first count, and hold nothing; here they would be the end of the text. */
static bool print_substr(Sql *s, const Expr *e) {
    static const SqlForm rest = {"substr($1, greatest($2, 1))", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
    static const SqlForm part = {"substr($1, greatest($2, 1), $3 + least($2, 1) - 1)", SQL_CALL,
                                 SQL_ANY, SQL_ADD, NULL};
    const ExprList *argument = &e->call.argument;
    if (starts_inside(argument->at[1]))
        return false;
    sql_form(s, argument->count == 2 ? &rest : &part, argument, SQL_ANY);
    return true;
}

/* 122 random bits, in the form of RFC 9562's version 4: the engines' own uuid() goes by the time. So does
 * this one where there are no random bytes; Target.expression says so. */
static void print_uuid(Sql *s) {
    if (!mysql_family_of(s)->has_random_bytes(s->plan->version)) {
        emit_text(s->e, "uuid()");
        return;
    }
    emit_text(s->e, "lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', "
                    "substr(hex(random_bytes(2)), 2), '-', "
                    "substr('89ab', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2), "
                    "'-', hex(random_bytes(6))))");
}

/* MariaDB gives the text as it is where nothing is replaced, by null too. */
static bool print_replace(Sql *s, const Expr *e) {
    static const SqlForm guarded = {"CASE WHEN $3 IS NOT NULL THEN replace($*) END", SQL_CALL,
                                    SQL_ANY, SQL_RANGE, NULL};
    if (!sql_may_be_null(e->call.argument.at[2]))
        return false;
    sql_form(s, &guarded, &e->call.argument, SQL_ANY);
    return true;
}

static bool print_call(Sql *s, const Expr *e, SqlLevel least) {
    const ExprList *argument = &e->call.argument;
    switch ((int)e->call.function) {
    case FUNCTION_MATCHES: print_matches(s, e, least); return true;
    case FUNCTION_ROUND:
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return print_rounding(s, e);
    case FUNCTION_SUBSTR: return print_substr(s, e);
    case FUNCTION_REPLACE: return print_replace(s, e);
    case FUNCTION_DATE_PART: print_date_part(s, e, least); return true;
    case FUNCTION_NUM_NONNULLS: print_count_of_values(s, argument, least); return true;
    case FUNCTION_JSON_GET: print_member(s, argument); return true;
    case FUNCTION_JSON_TEXT: print_member_text(s, argument); return true;
    case FUNCTION_HAS_ELEMENT: print_has_element(s, argument); return true;
    case FUNCTION_UUID: print_uuid(s); return true;
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST:
        if (argument->count > 1)
            return false;
        sql_expr(s, argument->at[0], least); /* the engines want two at least */
        return true;
    default: return false;
    }
}

/* A pattern's backslash quotes what follows it only where the server's mode lets it: so it is named. */
static bool print_like(Sql *s, const Expr *e, SqlLevel least) {
    const Expr *pattern = e->binary.right;
    if (pattern->kind == EXPR_STRING && text_find(pattern->text, TEXT("\\")) == SIZE_MAX)
        return false;
    static const SqlForm escaped = {"$1 LIKE $2 ESCAPE x'5C'", SQL_RANGE, SQL_OTHER, SQL_OTHER,
                                    NULL};
    static const SqlForm negated = {"$1 NOT LIKE $2 ESCAPE x'5C'", SQL_RANGE, SQL_OTHER, SQL_OTHER,
                                    NULL};
    Expr *side[2] = {e->binary.left, e->binary.right};
    sql_form(s, e->negated ? &negated : &escaped, &(ExprList){side, 2}, least);
    return true;
}

bool mysql_print_expr(Sql *s, const Expr *e, SqlLevel least) {
    if (mysql_print_ordered(s, e, least))
        return true;
    switch ((int)e->kind) {
    case EXPR_STRING: mysql_print_string(s, e->text); return true;
    case EXPR_TEMPORAL: print_temporal(s, e); return true;
    case EXPR_BINARY:
        return e->binary.op == OPERATOR_LIKE ? print_like(s, e, least) : print_binary(s, e, least);
    case EXPR_CAST: print_cast(s, e, least); return true;
    case EXPR_CALL: return print_call(s, e, least);
    default: return false;
    }
}

/* ---- what cannot be said ---- */

static bool acts_on(const Relation *r, const Attribute *a, bool deleted) {
    Action action = deleted ? r->on_delete : r->on_update;
    if (r->kind != RELATION_ONE || (action != ACTION_SET_NULL && action != ACTION_CASCADE))
        return false;
    if (deleted && action == ACTION_CASCADE)
        return false; /* the row goes, and with it the value */
    for (size_t i = 0; i < r->attribute_count; i++)
        if (r->attribute[i] == a)
            return true;
    return false;
}

static bool is_changed_by_a_key(const Attribute *a) {
    for (size_t i = 0; i < a->entity->relation_count; i++) {
        const Relation *r = a->entity->relation[i];
        if (acts_on(r, a, true) || acts_on(r, a, false))
            return true;
        for (size_t arm = 0; r->kind == RELATION_ONE_OF && arm < r->arm_count; arm++)
            if (acts_on(r->arm[arm], a, true) || acts_on(r->arm[arm], a, false))
                return true;
    }
    return false;
}

static Support refused(const char *how) {
    return (Support){LEVEL_REFUSED, how};
}

static bool is_kept(Cap place) {
    return place == CAP_CHECK || place == CAP_GENERATED || place == CAP_INDEX_EXPRESSION ||
           place == CAP_UNIQUE_PARTIAL;
}

/* A literal that is added is no value; anything else with a span would be. */
static bool is_about_spans(const Expr *e) {
    if (span_of_shift(e) || e->kind == EXPR_TEMPORAL)
        return false;
    bool about = is_span(e);
    const Expr *child;
    for (size_t i = 0; !about && (child = expr_child(e, i)) != NULL; i++)
        about = is_span(child);
    return about;
}

Support mysql_family_expression(Cap place, const Expr *node) {
    if (is_about_spans(node))
        return refused("it has no spans of time, and adds only those that are written");
    if (node->kind == EXPR_NAME && is_kept(place)) {
        const Attribute *a = node->name.attribute;
        if (a->identity)
            return refused("it may not look at a number that the server gives");
        if (is_changed_by_a_key(a) && (place == CAP_CHECK || place == CAP_GENERATED))
            return refused("it may not look at a column that a foreign key's action changes");
    }
    if (node->kind != EXPR_CALL)
        return (Support){LEVEL_NATIVE, NULL};
    Function f = node->call.function;
    if (f == FUNCTION_CURRENT_USER_ID && place != CAP_POLICY)
        return refused("it may not read a variable of the session");
    if (f == FUNCTION_SEARCH && is_kept(place))
        return refused("full text is found in queries alone");
    if (is_kept(place) && function_info[f].constancy != CONSTANCY_IMMUTABLE)
        return refused("it may only use what never changes");
    return (Support){LEVEL_NATIVE, NULL};
}

/* ---- forms ---- */

#define COMPARISON(word) \
    { "$1 " word " $2", SQL_COMPARE, SQL_OTHER, SQL_OTHER, NULL }
#define INFIX(word, level) \
    { "$1 " word " $2", level, level, level + 1, NULL }
#define CALL(name) \
    { name "($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL }

const SqlForm mysql_operators[OPERATOR_COUNT] = {
    [OPERATOR_OR] = INFIX("OR", SQL_OR),
    [OPERATOR_AND] = INFIX("AND", SQL_AND),
    [OPERATOR_EQUAL] = COMPARISON("="),
    [OPERATOR_NOT_EQUAL] = COMPARISON("<>"),
    [OPERATOR_LESS] = COMPARISON("<"),
    [OPERATOR_LESS_EQUAL] = COMPARISON("<="),
    [OPERATOR_GREATER] = COMPARISON(">"),
    [OPERATOR_GREATER_EQUAL] = COMPARISON(">="),
    [OPERATOR_LIKE] = {"$1 LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
    [OPERATOR_ADD] = INFIX("+", SQL_ADD),
    [OPERATOR_SUBTRACT] = INFIX("-", SQL_ADD),
    [OPERATOR_MULTIPLY] = INFIX("*", SQL_MULTIPLY),
    [OPERATOR_DIVIDE] = INFIX("/", SQL_MULTIPLY),
    [OPERATOR_MODULO] = INFIX("%", SQL_MULTIPLY),
};

const SqlForm mysql_not_like = {"$1 NOT LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL};

const SqlForm mysql_functions[FUNCTION_COUNT] = {
    [FUNCTION_LENGTH] = CALL("char_length"),
    [FUNCTION_LOWER] = CALL("lower"),
    [FUNCTION_UPPER] = CALL("upper"),
    [FUNCTION_TRIM] = CALL("trim"),
    [FUNCTION_SUBSTR] = CALL("substr"),
    [FUNCTION_CONCAT] = CALL("concat"),
    [FUNCTION_REPLACE] = CALL("replace"),
    [FUNCTION_STARTS_WITH] = {"left($1, char_length($2)) = $2", SQL_COMPARE, SQL_ANY, SQL_ANY,
                              NULL},
    [FUNCTION_CONTAINS] = {"locate($2, $1) > 0", SQL_COMPARE, SQL_ANY, SQL_ANY, NULL},
    [FUNCTION_SEARCH] = {"MATCH ($1) AGAINST ($2)", SQL_CALL, SQL_ANY, SQL_ANY, NULL},
    [FUNCTION_ABS] = CALL("abs"),
    [FUNCTION_ROUND] = CALL("round"),
    [FUNCTION_FLOOR] = CALL("floor"),
    [FUNCTION_CEIL] = CALL("ceil"),
    [FUNCTION_COALESCE] = CALL("coalesce"),
    [FUNCTION_NULLIF] = CALL("nullif"),
    [FUNCTION_GREATEST] = CALL("greatest"),
    [FUNCTION_LEAST] = CALL("least"),
    [FUNCTION_NOW] = {"utc_timestamp(6)", SQL_CALL, SQL_ANY, SQL_ANY, NULL},
    [FUNCTION_TODAY] = {"utc_date()", SQL_CALL, SQL_ANY, SQL_ANY, NULL},
    [FUNCTION_CURRENT_USER_ID] = {"nullif(@app_current_user_id, '')", SQL_CALL, SQL_ANY, SQL_ANY,
                                  NULL},
    [FUNCTION_ARRAY_LENGTH] = CALL("json_length"),
};
