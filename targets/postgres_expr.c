/* Postgres expressions: those nodes of a typed expression whose form in the dialect's tables is not enough.
 * Texts are ordered by code points, instants go by UTC whatever the session's zone is, and numbers are
 * rounded as the language rounds them. */
#include <string.h>

#include "compiler/eval/eval.h"
#include "targets/postgres.h"

/* A result of CASE is text when it is only a string, and text is no enum, uuid, inet, jsonb or array. */
void postgres_print_typed(Sql *s, const Expr *e) {
    emit(s->e, "$", LIT(e->text));
    if (e->type->kind != TYPE_ENUM && e->type->kind != TYPE_UUID && e->type->kind != TYPE_INET &&
        e->type->kind != TYPE_JSON && e->type->kind != TYPE_ARRAY)
        return;
    emit_text(s->e, "::");
    sql_type(s, e->type);
}

bool postgres_has_zone(Text timestamp) {
    for (size_t i = sizeof "2026-01-01" - 1; i < timestamp.size; i++)
        if (strchr("Zz+-", timestamp.at[i]))
            return true;
    return false;
}

/* An instant without a zone is UTC in the model, but the session's zone to the server. */
static bool print_instant(Sql *s, const Expr *e) {
    if (e->temporal.kind != TYPE_TIMESTAMP || postgres_has_zone(e->temporal.text))
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
    if (from == CLASS_STRING && to == CLASS_BYTES) {
        static const SqlForm digits = {"decode($1, 'hex')", SQL_CALL, SQL_ANY, SQL_ANY, NULL};
        sql_form(s, &digits, &operand, least);
        return true;
    }
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

bool postgres_print_expr(Sql *s, const Expr *e, SqlLevel least) {
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
