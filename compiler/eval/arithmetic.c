/* The operators over known values: numbers, dates and spans of time, strings, comparisons, like. Which
 * classes go together the type checker has seen to; whether the result fits, is seen to here. */
#include "compiler/eval/evaluate.h"

#include <math.h>
#include <string.h>

#include "compiler/base/panic.h"

static const char out_of_range[] = "the result is out of range";
static const char by_zero[] = "it divides by zero";

static Value fit(EvalContext *c, Value v, const Type *type) {
    Value fitted = value_store(c->arena, v, type);
    if (fitted.kind == VALUE_ERROR) {
        c->errors++;
    }
    return fitted;
}

/* ---- numbers ---- */

static Value real_arithmetic(EvalContext *c, Operator op, double left, double right) {
    double result = 0;
    switch ((int)op) {
    case OPERATOR_ADD: result = left + right; break;
    case OPERATOR_SUBTRACT: result = left - right; break;
    case OPERATOR_MULTIPLY: result = left * right; break;
    case OPERATOR_DIVIDE:
        if (right == 0) {
            return eval_fail(c, EVAL_DIVISION_BY_ZERO, by_zero);
        }
        result = left / right;
        break;
    default: internal_error("floats know no operator %d", (int)op);
    }
    return isfinite(result) ? (Value){.kind = VALUE_FLOAT, .real = result}
                            : eval_fail(c, EVAL_OVERFLOW, out_of_range);
}

static Value number_arithmetic(EvalContext *c, Operator op, Decimal left, Decimal right,
                               const Type *type) {
    Arena *a = c->arena;
    bool whole = type_class(type) == CLASS_INTEGER;
    Decimal result = {0};
    if (!eval_step(c, (size_t)left.count * right.count)) {
        return eval_limit(c);
    }
    if ((op == OPERATOR_DIVIDE || op == OPERATOR_MODULO) && decimal_is_zero(right)) {
        return eval_fail(c, EVAL_DIVISION_BY_ZERO, by_zero);
    }
    switch ((int)op) {
    case OPERATOR_ADD: result = decimal_add(a, left, right); break;
    case OPERATOR_SUBTRACT: result = decimal_subtract(a, left, right); break;
    case OPERATOR_MULTIPLY: result = decimal_multiply(a, left, right); break;
    case OPERATOR_DIVIDE:
        if (!whole) {
            return eval_divide(c, value_number(left), value_number(right), QUOTIENT_SCALE);
        }
        result = decimal_divide(a, left, right, 0, ROUND_TO_ZERO);
        break;
    case OPERATOR_MODULO: result = decimal_remainder(a, left, right); break;
    default: internal_error("numbers know no operator %d", (int)op);
    }
    return fit(c, value_number(result), type);
}

static double real_of(EvalContext *c, Value v) {
    return v.kind == VALUE_FLOAT ? v.real : decimal_to_double(c->arena, v.number);
}

Value eval_divide(EvalContext *c, Value left, Value right, uint32_t scale) {
    if (decimal_is_zero(right.number)) {
        return eval_fail(c, EVAL_DIVISION_BY_ZERO, by_zero);
    }
    Decimal quotient = decimal_divide(c->arena, left.number, right.number, scale, ROUND_HALF_AWAY);
    return fit(c, value_number(quotient), type_basic(TYPE_DECIMAL));
}

/* ---- dates and times ---- */

static bool whole_number(Value v, int64_t *out) {
    return v.kind == VALUE_NUMBER && decimal_to_int(v.number, out);
}

static Value shift_days(EvalContext *c, int64_t day, Value by, int sign) {
    int64_t days;
    const int64_t most = 10000000; /* past which no day is left */
    if (!whole_number(by, &days) || days > most || days < -most ||
        !day_is_in_range(day + sign * days)) {
        return eval_fail(c, EVAL_OVERFLOW, out_of_range);
    }
    return value_time(VALUE_DATE, day + sign * days);
}

static Value shift_time(EvalContext *c, Value v, Interval by, int sign) {
    int64_t start = v.kind == VALUE_DATE ? v.time * MICROSECONDS_PER_DAY : v.time, shifted;
    if (v.kind == VALUE_TIME) { /* round the clock */
        shifted = (v.time + sign * by.microseconds) % MICROSECONDS_PER_DAY;
        return value_time(VALUE_TIME, shifted < 0 ? shifted + MICROSECONDS_PER_DAY : shifted);
    }
    if (!temporal_shift(start, by, sign, &shifted)) {
        return eval_fail(c, EVAL_OVERFLOW, out_of_range);
    }
    return value_time(v.kind == VALUE_DATE ? VALUE_DATETIME : v.kind, shifted);
}

/* Between two times of one kind. Days are counted for what has some. */
static Value difference(Value left, Value right) {
    int64_t between = left.time - right.time;
    Interval interval = {0, between / MICROSECONDS_PER_DAY, between % MICROSECONDS_PER_DAY};
    return (Value){.kind = VALUE_INTERVAL, .interval = interval};
}

static Value interval_arithmetic(EvalContext *c, Operator op, Value left, Value right) {
    Value result = {.kind = VALUE_INTERVAL};
    int64_t by;
    bool good = false;
    if (right.kind == VALUE_INTERVAL && left.kind == VALUE_INTERVAL) {
        int sign = op == OPERATOR_SUBTRACT ? -1 : 1;
        good = interval_add(left.interval, right.interval, sign, &result.interval);
    } else if (left.kind == VALUE_INTERVAL && op == OPERATOR_DIVIDE) {
        if (whole_number(right, &by) && by == 0) {
            return eval_fail(c, EVAL_DIVISION_BY_ZERO, by_zero);
        }
        good = whole_number(right, &by) && interval_divide(left.interval, by, &result.interval);
    } else {
        Value number = left.kind == VALUE_INTERVAL ? right : left;
        Value interval = left.kind == VALUE_INTERVAL ? left : right;
        good =
            whole_number(number, &by) && interval_multiply(interval.interval, by, &result.interval);
    }
    return good ? result : eval_fail(c, EVAL_OVERFLOW, out_of_range);
}

static bool is_time(Value v) {
    return v.kind == VALUE_DATE || v.kind == VALUE_TIME || v.kind == VALUE_TIMESTAMP ||
           v.kind == VALUE_DATETIME;
}

static Value time_arithmetic(EvalContext *c, Operator op, Value left, Value right) {
    int sign = op == OPERATOR_SUBTRACT ? -1 : 1;
    if (is_time(left) && is_time(right)) {
        return left.kind == VALUE_DATE
                   ? value_number(decimal_from_int(c->arena, left.time - right.time))
                   : difference(left, right);
    }
    Value time = is_time(left) ? left : right, by = is_time(left) ? right : left;
    return by.kind == VALUE_INTERVAL ? shift_time(c, time, by.interval, sign)
                                     : shift_days(c, time.time, by, sign);
}

/* ---- all arithmetic ---- */

static Value join(EvalContext *c, Text left, Text right) {
    if (left.size + right.size > EVAL_TEXT_LIMIT) {
        return eval_limit(c);
    }
    return value_text(VALUE_STRING, text_join(c->arena, left, right));
}

Value eval_arithmetic(EvalContext *c, Operator op, Value left, Value right, const Type *type) {
    if (op == OPERATOR_CONCAT) {
        return join(c, left.text, right.text);
    }
    if (is_time(left) || is_time(right)) {
        return time_arithmetic(c, op, left, right);
    }
    if (left.kind == VALUE_INTERVAL || right.kind == VALUE_INTERVAL) {
        return interval_arithmetic(c, op, left, right);
    }
    if (left.kind == VALUE_NUMBER && right.kind == VALUE_NUMBER) {
        return number_arithmetic(c, op, left.number, right.number, type);
    }
    return real_arithmetic(c, op, real_of(c, left), real_of(c, right));
}

Value eval_negate(EvalContext *c, Value v, const Type *type) {
    switch ((int)v.kind) {
    case VALUE_NUMBER: return fit(c, value_number(decimal_negate(v.number)), type);
    case VALUE_FLOAT: v.real = -v.real; return v;
    default: {
        Interval none = {0};
        interval_add(none, v.interval, -1, &v.interval);
        return v;
    }
    }
}

/* ---- comparing ---- */

Value eval_compare(EvalContext *c, Operator op, Value left, Value right) {
    Value side[2] = {left, right}, decided;
    if (eval_decided(side, 2, &decided)) {
        return decided;
    }
    if (left.kind == VALUE_ARRAY || left.kind == VALUE_JSON || left.kind == VALUE_INET) {
        if (left.kind != VALUE_ARRAY) {
            return value_unknown(true); /* each engine has its own idea of equal addresses */
        }
        return value_boolean(value_equal(c->arena, left, right) == (op == OPERATOR_EQUAL));
    }
    int order = value_compare(c->arena, left, right);
    switch ((int)op) {
    case OPERATOR_EQUAL: return value_boolean(order == 0);
    case OPERATOR_NOT_EQUAL: return value_boolean(order != 0);
    case OPERATOR_LESS: return value_boolean(order < 0);
    case OPERATOR_LESS_EQUAL: return value_boolean(order <= 0);
    case OPERATOR_GREATER: return value_boolean(order > 0);
    case OPERATOR_GREATER_EQUAL: return value_boolean(order >= 0);
    default: internal_error("operator %d compares nothing", (int)op);
    }
}

/* ---- like ---- */

size_t eval_size_of_characters(Text t, int64_t count) {
    size_t size = 0;
    while (size < t.size && (((unsigned char)t.at[size] & 0xC0) == 0x80 || count-- > 0)) {
        size++;
    }
    return size;
}

static Text behind(Text t, size_t size) {
    return text_slice(t, size, t.size);
}

/* Takes one character of TEXT, and what stands for it in the PATTERN. */
static bool match_one(Text *text, Text *pattern) {
    size_t size = eval_size_of_characters(*text, 1);
    if (pattern->at[0] == '_') {
        *pattern = behind(*pattern, 1);
    } else {
        Text literal = pattern->at[0] == '\\' ? behind(*pattern, 1) : *pattern;
        if (!text_starts_with(literal, text_slice(*text, 0, size))) {
            return false;
        }
        *pattern = behind(literal, size);
    }
    *text = behind(*text, size);
    return true;
}

static bool ends_in_escape(Text pattern) {
    size_t slashes = 0;
    while (slashes < pattern.size && pattern.at[pattern.size - 1 - slashes] == '\\') {
        slashes++;
    }
    return slashes % 2 == 1;
}

/* When the rest does not match, the last % takes one character more; earlier ones need not. */
Value eval_like(EvalContext *c, Text text, Text pattern) {
    Text retry_text = {0}, retry_pattern = {0};
    bool may_retry = false;
    if (ends_in_escape(pattern)) {
        return eval_fail(c, EVAL_DOMAIN, "the pattern of `like` ends with its escape character");
    }
    while (text.size > 0 || pattern.size > 0) {
        if (!eval_step(c, 1)) {
            return eval_limit(c);
        }
        if (pattern.size > 0 && pattern.at[0] == '%') {
            pattern = behind(pattern, 1);
            retry_text = text;
            retry_pattern = pattern;
            may_retry = true;
        } else if (pattern.size == 0 || text.size == 0 || !match_one(&text, &pattern)) {
            if (!may_retry || retry_text.size == 0) {
                return value_boolean(false);
            }
            retry_text = text = behind(retry_text, eval_size_of_characters(retry_text, 1));
            pattern = retry_pattern;
        }
    }
    return value_boolean(true);
}
