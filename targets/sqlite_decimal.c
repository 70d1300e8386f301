/* Sqlite decimals: takes arithmetic of decimal numbers, says it with the doubles that SQLite has, and judges
 * what cannot be said so. Does not see what a column keeps: its own check does.
 *
 * A double gives back 15 digits. What can have no more (`is_exact`) is rounded to the places that the exact
 * result has, and is then the double next to it. What can have more keeps a relative error of some 1e-15,
 * as the target's page tells: it may be added to, multiplied and divided. Whatever would make a difference
 * of that error is degraded: a rest, a sum that may cancel out, comparing with the like; and rounding, but
 * for sums and products that fit 18 digits: they are rounded among integers. */
#include <math.h>

#include "compiler/eval/eval.h"
#include "targets/sqlite.h"

enum { NO_SCALE = -1 };

/* The largest whole numbers that are told apart: as a double, after some operations; as an integer. */
static const double exact_units = 1e15, integer_units = 9e18;

/* ---- how large a number can be ---- */

/* Of the exact value: its largest size, and digits behind its point. */
typedef struct Extent {
    double most;
    int scale; /* NO_SCALE: nobody knows; `most` then is infinite */
} Extent;

static const Extent unknown_extent = {INFINITY, NO_SCALE};

static double ten_to(int power) {
    double value = 1;
    for (int i = 0; i < power; i++)
        value *= 10;
    return value;
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

static bool is_decimal(const Expr *e) {
    return type_class(e->type) == CLASS_DECIMAL;
}

static bool is_integer(const Expr *e) {
    return type_class(e->type) == CLASS_INTEGER;
}

int sqlite_places(const Expr *number) {
    int value = 0;
    for (size_t i = 0; i < number->text.size && value < 100; i++)
        value = value * 10 + (number->text.at[i] - '0');
    return value;
}

static Extent extent_of_digits(Text digits) {
    Extent x = {0, 0};
    bool behind = false;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.at[i] == '.') {
            behind = true;
            continue;
        }
        x.most = x.most * 10 + (digits.at[i] - '0');
        x.scale += behind;
    }
    x.most /= ten_to(x.scale);
    return x;
}

static Extent extent_of_type(const Type *t) {
    switch ((int)t->kind) {
    case TYPE_SMALLINT: return (Extent){0x1p16, 0};
    case TYPE_INT: return (Extent){t->is_unsigned ? 0x1p32 : 0x1p31, 0};
    case TYPE_BIGINT: return (Extent){t->is_unsigned ? 0x1p64 : 0x1p63, 0};
    case TYPE_DECIMAL:
        return t->length ? (Extent){ten_to((int)(t->length - t->scale)), (int)t->scale}
                         : unknown_extent;
    default: return unknown_extent;
    }
}

static Extent extent_of(const Expr *e);

/* Of a value that is one of both. */
static Extent extent_of_either(Extent a, Extent b) {
    if (a.scale == NO_SCALE || b.scale == NO_SCALE)
        return unknown_extent;
    return (Extent){fmax(a.most, b.most), larger(a.scale, b.scale)};
}

static Extent extent_of_list(const ExprList *list) {
    Extent x = {0, 0};
    for (uint32_t i = 0; i < list->count; i++)
        x = extent_of_either(x, extent_of(list->at[i]));
    return x;
}

static Extent extent_of_rounded(Extent x, int places) {
    if (x.scale == NO_SCALE)
        return (Extent){INFINITY, places};
    return x.scale <= places ? x : (Extent){x.most + 1, places};
}

static Extent extent_of_call(const Expr *e) {
    const ExprList *argument = &e->call.argument;
    switch ((int)e->call.function) {
    case FUNCTION_ROUND:
        return extent_of_rounded(extent_of(argument->at[0]),
                                 argument->count == 2 ? sqlite_places(argument->at[1]) : 0);
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return extent_of_rounded(extent_of(argument->at[0]), 0);
    case FUNCTION_ABS:
    case FUNCTION_NULLIF: return extent_of(argument->at[0]);
    case FUNCTION_COALESCE:
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST: return extent_of_list(argument);
    default: return extent_of_type(e->type);
    }
}

static Extent extent_of_choice(const Choice *choice) {
    Extent x = extent_of_list(&choice->then);
    return choice->otherwise ? extent_of_either(x, extent_of(choice->otherwise)) : x;
}

/* The least that a divisor other than zero can be is one in its last place, or what is written. */
static Extent extent_of_quotient(const Expr *e, Extent left, Extent right) {
    if (is_integer(e))
        return left;
    const Expr *divisor = e->binary.right;
    if (divisor->kind == EXPR_NEGATE)
        divisor = divisor->operand;
    double least =
        divisor->kind == EXPR_NUMBER && right.most > 0 ? right.most : 1 / ten_to(right.scale);
    return (Extent){left.most / least, QUOTIENT_SCALE};
}

static Extent extent_of_operation(const Expr *e) {
    Extent left = extent_of(e->binary.left), right = extent_of(e->binary.right);
    if (left.scale == NO_SCALE || right.scale == NO_SCALE)
        return e->binary.op == OPERATOR_DIVIDE ? (Extent){INFINITY, QUOTIENT_SCALE}
                                               : unknown_extent;
    int scale = larger(left.scale, right.scale);
    switch ((int)e->binary.op) {
    case OPERATOR_MULTIPLY: return (Extent){left.most * right.most, left.scale + right.scale};
    case OPERATOR_DIVIDE: return extent_of_quotient(e, left, right);
    case OPERATOR_MODULO: return (Extent){fmin(left.most, right.most), scale};
    default: return (Extent){left.most + right.most, scale};
    }
}

static Extent extent_of_cast(const Expr *e) {
    Extent x = extent_of(e->cast.operand), kept = extent_of_type(e->type);
    if (x.scale == NO_SCALE)
        return kept;
    x = kept.scale == NO_SCALE ? x : extent_of_rounded(x, kept.scale);
    return (Extent){fmin(x.most, kept.most), x.scale};
}

static Extent extent_of_number(const Expr *e) {
    switch ((int)e->kind) {
    case EXPR_CAST: return extent_of_cast(e);
    case EXPR_NUMBER: return extent_of_digits(e->text);
    case EXPR_NEGATE: return extent_of(e->operand);
    case EXPR_CALL: return extent_of_call(e);
    case EXPR_CASE: return extent_of_choice(e->choice);
    case EXPR_BINARY: return extent_of_operation(e);
    default: return extent_of_type(e->type);
    }
}

/* An integer is in the range of its type, whatever it was computed from. */
static Extent extent_of(const Expr *e) {
    if (e->kind == EXPR_NULL)
        return (Extent){0, 0};
    if (is_integer(e)) {
        Extent x = extent_of_number(e), range = extent_of_type(e->type);
        return x.scale == 0 && x.most < range.most ? x : range;
    }
    return is_decimal(e) ? extent_of_number(e) : unknown_extent;
}

/* Whether each value is told from the next when SCALE digits stand behind the point. */
static bool is_exact_to(Extent x, int scale) {
    return x.most * ten_to(scale) <= exact_units;
}

static bool is_exact(Extent x) {
    return x.scale != NO_SCALE && is_exact_to(x, x.scale);
}

/* ---- what can be said ---- */

static const Support native = {LEVEL_NATIVE, NULL};

static Support native_if(bool can) {
    return can ? native
               : (Support){LEVEL_DEGRADED, "among decimals it computes with 15 digits, and here "
                                           "there may be more"};
}

/* Values that are near each other are no larger than the smaller of both can be: they have to be exact. */
static bool can_compare(const Expr *a, const Expr *b) {
    bool exact = is_decimal(a) || is_decimal(b);
    if (!exact || type_class(a->type) == CLASS_FLOAT || type_class(b->type) == CLASS_FLOAT ||
        a->kind == EXPR_NULL || b->kind == EXPR_NULL)
        return true;
    Extent x = extent_of(a), y = extent_of(b);
    Extent smaller = {fmin(x.most, y.most), larger(x.scale, y.scale)};
    return x.scale != NO_SCALE && y.scale != NO_SCALE && is_exact(smaller);
}

static bool can_compare_all(const Expr *e, const ExprList *list) {
    for (uint32_t i = 0; i < list->count; i++)
        if (!can_compare(e, list->at[i]))
            return false;
    return true;
}

/* Where a sum may cancel out, both sides have to be exact; a digit is kept for the error of the larger. */
static bool can_add(Extent a, Extent b) {
    if (a.scale == NO_SCALE || b.scale == NO_SCALE)
        return false;
    int scale = larger(a.scale, b.scale);
    return is_exact_to((Extent){fmax(a.most, b.most), scale}, scale) ||
           is_exact_to((Extent){fmin(a.most, b.most), scale}, scale + 1);
}

static bool is_kept_whole(const Expr *e) {
    return is_integer(e->kind == EXPR_CAST ? e->cast.operand : e);
}

/* The rest is one of integers. */
static bool can_divide_whole(const Expr *e, Extent x, int scale) {
    return x.scale != NO_SCALE &&
           x.most * ten_to(scale) <= (is_kept_whole(e) ? integer_units : exact_units);
}

/* How far a quotient is from the half of a place depends on what is divided: it has to be further than the
 * two last bits by which it is lifted. */
static bool can_round_quotient(const Expr *quotient, int places) {
    Extent left = extent_of(quotient->binary.left), right = extent_of(quotient->binary.right);
    return left.scale != NO_SCALE && right.scale != NO_SCALE &&
           is_exact_to((Extent){left.most * 2, 0}, larger(left.scale, right.scale) + places);
}

static bool is_sum(const Expr *e) {
    return e->kind == EXPR_BINARY && is_decimal(e) &&
           (e->binary.op == OPERATOR_ADD || e->binary.op == OPERATOR_SUBTRACT ||
            e->binary.op == OPERATOR_MULTIPLY);
}

/* Whether integers can compute E in units of its last place. */
static bool has_units(const Expr *e) {
    Extent x = extent_of(e);
    if (!is_sum(e))
        return is_exact(x);
    return x.scale != NO_SCALE && x.most * ten_to(x.scale) <= integer_units / 2 &&
           has_units(e->binary.left) && has_units(e->binary.right);
}

static bool can_round(const Expr *e, int places) {
    Extent x = extent_of(e);
    return (x.scale != NO_SCALE && x.scale <= places) || is_exact(x) || has_units(e);
}

static bool can_round_whole(const Expr *e) {
    Extent x = extent_of(e);
    return x.scale == 0 || is_exact(x);
}

static Support judge_operation(const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    Extent x = extent_of(left), y = extent_of(right);
    switch ((int)e->binary.op) {
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL:
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL: return native_if(can_compare(left, right));
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT: return native_if(!is_decimal(e) || can_add(x, y));
    case OPERATOR_MODULO: {
        int scale = larger(x.scale, y.scale);
        return native_if(!is_decimal(e) ||
                         (can_divide_whole(left, x, scale) && can_divide_whole(right, y, scale)));
    }
    case OPERATOR_DIVIDE:
        return is_decimal(e) ? (Support){LEVEL_EMULATED, "a quotient of decimals has 15 digits"}
                             : native;
    default: return native;
    }
}

static Support judge_call(const Expr *e) {
    const ExprList *argument = &e->call.argument;
    const Expr *quotient = eval_rounded_quotient(e);
    switch ((int)e->call.function) {
    case FUNCTION_NULLIF: return native_if(can_compare(argument->at[0], argument->at[1]));
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return native_if(!is_decimal(e) || can_round_whole(argument->at[0]));
    case FUNCTION_ROUND: {
        int places = argument->count == 2 ? sqlite_places(argument->at[1]) : 0;
        return native_if(!is_decimal(e) || (quotient ? can_round_quotient(quotient, places)
                                                     : can_round(argument->at[0], places)));
    }
    default: return native;
    }
}

/* To text, each digit counts. */
static Support judge_cast(const Expr *e) {
    const Expr *from = e->cast.operand;
    if (!is_decimal(from))
        return native;
    switch ((int)type_class(e->type)) {
    case CLASS_INTEGER: return native_if(can_round_whole(from));
    case CLASS_DECIMAL: return native_if(!e->type->length || can_round(from, (int)e->type->scale));
    case CLASS_STRING: return native_if(is_exact(extent_of(from)));
    default: return native;
    }
}

Support sqlite_judge_decimal(const Expr *e) {
    switch (e->kind) {
    case EXPR_BINARY: return judge_operation(e);
    case EXPR_CALL: return judge_call(e);
    case EXPR_CAST: return judge_cast(e);
    case EXPR_IN: return native_if(can_compare_all(e->in.operand, &e->in.list));
    case EXPR_BETWEEN:
        return native_if(can_compare(e->between.operand, e->between.low) &&
                         can_compare(e->between.operand, e->between.high));
    case EXPR_CASE:
        return native_if(!e->choice->operand ||
                         can_compare_all(e->choice->operand, &e->choice->when));
    default: return native;
    }
}

/* ---- how it is said ---- */

/* The operation as doubles do it; where the whole is EXACT, all operations inside it as well. */
static void print_bare_sum(Sql *s, const Expr *e, bool exact, SqlLevel least) {
    const SqlForm *form = &s->dialect->operators[e->binary.op];
    const Expr *side[2] = {e->binary.left, e->binary.right};
    sql_paren(s, form->level, least, "(");
    for (int i = 0; i < 2; i++) {
        SqlLevel level = i ? form->rest : form->first;
        if (i)
            emit(s->e, " $ ", WORD(operator_info[e->binary.op].word));
        if (exact && is_sum(side[i]))
            print_bare_sum(s, side[i], exact, level);
        else
            sql_expr(s, side[i], level);
    }
    sql_paren(s, form->level, least, ")");
}

/* Doubles are off by their last bit; rounded to the digits that the exact result has, they are the double
 * next to it, which is how the number is kept. */
static bool print_sum(Sql *s, const Expr *e) {
    if (!is_sum(e))
        return false;
    Extent x = extent_of(e);
    if (x.scale == NO_SCALE || x.scale > SQLITE_DIGITS)
        return false;
    emit_text(s->e, "round(");
    print_bare_sum(s, e, is_exact(x), SQL_ANY);
    emit(s->e, ", $)", NUM(x.scale));
    return true;
}

static void print_power(Sql *s, int power) {
    if (power)
        emit(s->e, " * $", NUM((int64_t)ten_to(power)));
}

/* E as an integer, in units of SCALE places. */
static void print_scaled(Sql *s, const Expr *e, int scale) {
    if (e->kind == EXPR_NUMBER) {
        emit(s->e, "$", NUM((int64_t)round(extent_of(e).most * ten_to(scale))));
        return;
    }
    if (!is_kept_whole(e)) {
        emit_text(s->e, "CAST(round(");
        sql_expr(s, e, SQL_MULTIPLY);
        emit(s->e, " * 1e$) AS INTEGER)", NUM(scale));
        return;
    }
    if (!scale) {
        sql_expr(s, e, SQL_SIGN);
        return;
    }
    emit_text(s->e, "(");
    sql_expr(s, e, SQL_SIGN);
    print_power(s, scale);
    emit_text(s->e, ")");
}

/* The same, of a sum or product part by part: nothing is rounded. */
static void print_units(Sql *s, const Expr *e, int scale) {
    int own = extent_of(e).scale;
    if (!is_sum(e)) {
        print_scaled(s, e, own);
        print_power(s, scale - own);
        return;
    }
    const Expr *left = e->binary.left, *right = e->binary.right;
    bool product = e->binary.op == OPERATOR_MULTIPLY;
    emit_text(s->e, "(");
    print_units(s, left, product ? extent_of(left).scale : scale);
    emit(s->e, " $ ", WORD(operator_info[e->binary.op].word));
    print_units(s, right, product ? extent_of(right).scale : scale);
    emit_text(s->e, ")");
    print_power(s, product ? scale - own : 0);
}

/* Half a place away from zero, and the rest cut off. */
static void print_rounded_units(Sql *s, const Expr *e, int scale, int places) {
    int64_t place = (int64_t)ten_to(scale - places);
    emit_text(s->e, "(");
    print_units(s, e, scale);
    emit_text(s->e, " + CASE WHEN ");
    print_units(s, e, scale);
    emit(s->e, " < 0 THEN -$ ELSE $ END) / $ / 1e$", NUM(place / 2), NUM(place / 2), NUM(place),
         NUM(places));
}

void sqlite_print_rounded(Sql *s, const Expr *e, uint32_t places) {
    Extent x = extent_of(e);
    if (x.scale != NO_SCALE && x.scale <= (int)places) {
        sql_expr(s, e, SQL_CALL);
        return;
    }
    if (is_sum(e) && !is_exact(x) && has_units(e)) {
        emit_text(s->e, "(");
        print_rounded_units(s, e, x.scale, (int)places);
        emit_text(s->e, ")");
        return;
    }
    emit_text(s->e, "round(");
    sql_expr(s, e, SQL_MULTIPLY);
    emit(s->e, " * 1.0000000000000004, $)", NUM(places));
}

/* The quotient itself is rounded, once. */
void sqlite_print_round(Sql *s, const Expr *call) {
    const ExprList *argument = &call->call.argument;
    uint32_t places = argument->count == 2 ? (uint32_t)sqlite_places(argument->at[1]) : 0;
    const Expr *quotient = eval_rounded_quotient(call);
    if (!quotient) {
        sqlite_print_rounded(s, argument->at[0], places);
        return;
    }
    static const SqlForm lifted = {"round(CAST($1 AS REAL) / $2 * 1.0000000000000004, ", SQL_CALL,
                                   SQL_ANY, SQL_SIGN, NULL};
    Expr *side[2] = {quotient->binary.left, quotient->binary.right};
    sql_form(s, &lifted, &(ExprList){side, 2}, SQL_ANY);
    emit(s->e, "$)", NUM(places));
}

/* The rest of a division, among whole numbers of the last digit that either side has. */
static bool print_rest(Sql *s, const Expr *e, SqlLevel least) {
    int left = extent_of(e->binary.left).scale, right = extent_of(e->binary.right).scale;
    if (e->binary.op != OPERATOR_MODULO || !is_decimal(e) || left == NO_SCALE || right == NO_SCALE)
        return false;
    int scale = larger(left, right);
    sql_paren(s, SQL_MULTIPLY, least, "(");
    print_scaled(s, e->binary.left, scale);
    emit_text(s->e, " % ");
    print_scaled(s, e->binary.right, scale);
    emit(s->e, " / 1e$", NUM(scale));
    sql_paren(s, SQL_MULTIPLY, least, ")");
    return true;
}

/* A decimal number without a fraction is kept as an integer, whose / would cut. A quotient of decimals has
 * ten digits behind the point. */
static bool print_division(Sql *s, const Expr *e, SqlLevel least) {
    static const SqlForm exact = {"round(CAST($1 AS REAL) / $2, 10)", SQL_CALL, SQL_ANY, SQL_SIGN,
                                  NULL};
    static const SqlForm division = {"CAST($1 AS REAL) / $2", SQL_MULTIPLY, SQL_ANY, SQL_SIGN,
                                     NULL};
    static const SqlForm rest = {"$1 - $2 * CAST($1 / CAST($2 AS REAL) AS INTEGER)", SQL_ADD,
                                 SQL_SIGN, SQL_SIGN, NULL};
    if (print_rest(s, e, least))
        return true;
    if ((!is_decimal(e) && type_class(e->type) != CLASS_FLOAT) ||
        (e->binary.op != OPERATOR_DIVIDE && e->binary.op != OPERATOR_MODULO))
        return false;
    Expr *side[2] = {e->binary.left, e->binary.right};
    const SqlForm *quotient = is_decimal(e) ? &exact : &division;
    sql_form(s, e->binary.op == OPERATOR_DIVIDE ? quotient : &rest, &(ExprList){side, 2}, least);
    return true;
}

bool sqlite_print_arithmetic(Sql *s, const Expr *e, SqlLevel least) {
    return print_sum(s, e) || print_division(s, e, least);
}
