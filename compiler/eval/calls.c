/* The functions of the language (grammar/functions.def), over evaluated arguments. All but a few are null
 * when an argument is. */
#include "compiler/eval/evaluate.h"

#include <math.h>

#include "compiler/base/panic.h"

static Value number_of_size(EvalContext *c, size_t size) {
    return value_number(decimal_from_int(c->arena, (int64_t)size));
}

/* ---- strings ---- */

static bool is_ascii(Text t) {
    for (size_t i = 0; i < t.size; i++) {
        if ((unsigned char)t.at[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Which letters beyond ASCII have another case, engines tell each in its own way. */
static Value change_case(EvalContext *c, Function function, Text t) {
    if (!is_ascii(t)) {
        return value_unknown(true);
    }
    Text changed =
        function == FUNCTION_LOWER ? text_lower_ascii(c->arena, t) : text_upper_ascii(c->arena, t);
    return value_text(VALUE_STRING, changed);
}

static Value trim_blanks(Text t) {
    while (t.size && t.at[0] == ' ') {
        t = text_slice(t, 1, t.size);
    }
    while (t.size && t.at[t.size - 1] == ' ') {
        t = text_slice(t, 0, t.size - 1);
    }
    return value_text(VALUE_STRING, t);
}

/* Places before the first count, and hold nothing. */
static Value substr(EvalContext *c, const Value *argument, size_t count) {
    const int64_t farthest = INT32_MAX;
    Text t = argument[0].text;
    int64_t from, length = farthest;
    if (!decimal_to_int(argument[1].number, &from) ||
        (count > 2 && !decimal_to_int(argument[2].number, &length)) || length < 0) {
        return eval_fail(c, EVAL_DOMAIN, "`substr` takes no negative number of characters");
    }
    if (from > farthest || from < -farthest || length > farthest) {
        return eval_fail(c, EVAL_DOMAIN, "`substr` takes places of 31 bits");
    }
    int64_t end = count > 2 ? from + length : farthest;
    from = from < 1 ? 1 : from;
    if (end <= from) {
        return value_text(VALUE_STRING, TEXT(""));
    }
    t = text_slice(t, eval_size_of_characters(t, from - 1), t.size);
    return value_text(VALUE_STRING, text_slice(t, 0, eval_size_of_characters(t, end - from)));
}

static Value concat(EvalContext *c, const Value *argument, size_t count) {
    Value joined = argument[0];
    for (size_t i = 1; i < count && joined.kind == VALUE_STRING; i++) {
        joined = eval_arithmetic(c, OPERATOR_CONCAT, joined, argument[i], NULL);
    }
    return joined;
}

static Value replace(EvalContext *c, Text t, Text what, Text by) {
    if (what.size == 0) {
        return value_text(VALUE_STRING, t);
    }
    Buffer out = {0};
    for (size_t at; out.size <= EVAL_TEXT_LIMIT && (at = text_find(t, what)) != SIZE_MAX;) {
        buffer_add(&out, text_slice(t, 0, at));
        buffer_add(&out, by);
        t = text_slice(t, at + what.size, t.size);
    }
    buffer_add(&out, t);
    bool fits = out.size <= EVAL_TEXT_LIMIT && eval_step(c, out.size / 1000);
    Value replaced =
        fits ? value_text(VALUE_STRING, text_copy(c->arena, buffer_text(&out))) : eval_limit(c);
    buffer_free(&out);
    return replaced;
}

static Value matches(EvalContext *c, Text t, Text regex) {
    if (!c->pattern || !text_equal(c->regex, regex)) {
        PatternProblem problem;
        c->regex = regex;
        c->pattern = pattern_compile(c->arena, regex, &problem);
    }
    if (!c->pattern) {
        return eval_fail(c, EVAL_DOMAIN, "its pattern is none");
    }
    switch (pattern_match(c->arena, c->pattern, t)) {
    case PATTERN_MATCH: return value_boolean(true);
    case PATTERN_NO_MATCH: return value_boolean(false);
    case PATTERN_GAVE_UP: break;
    }
    return eval_fail(c, EVAL_LIMIT, "the pattern takes too many steps over it");
}

/* ---- numbers ---- */

static Value round_real(EvalContext *c, Function function, double real, int64_t places) {
    switch ((int)function) {
    case FUNCTION_FLOOR: return (Value){.kind = VALUE_FLOAT, .real = floor(real)};
    case FUNCTION_CEIL: return (Value){.kind = VALUE_FLOAT, .real = ceil(real)};
    default: break;
    }
    Decimal d =
        decimal_round(c->arena, decimal_from_double(c->arena, real), places, ROUND_HALF_AWAY);
    return (Value){.kind = VALUE_FLOAT, .real = decimal_to_double(c->arena, d)};
}

static Value round_number(EvalContext *c, const Expr *e, const Value *argument, size_t count) {
    static const Rounding rounding[FUNCTION_COUNT] = {
        [FUNCTION_ROUND] = ROUND_HALF_AWAY,
        [FUNCTION_FLOOR] = ROUND_DOWN,
        [FUNCTION_CEIL] = ROUND_UP,
    };
    int64_t places = 0;
    if (count > 1 && !decimal_to_int(argument[1].number, &places)) {
        return eval_fail(c, EVAL_DOMAIN, "`round` takes no such number of places");
    }
    if (argument[0].kind == VALUE_FLOAT) {
        return round_real(c, e->call.function, argument[0].real, places);
    }
    Decimal d = argument[0].number;
    if (places < (int64_t)d.scale) {
        d = decimal_round(c->arena, d, places, rounding[e->call.function]);
    }
    Value rounded = type_class(e->type) == CLASS_INTEGER
                        ? value_store(c->arena, value_number(d), e->type)
                        : value_number(d);
    c->errors += rounded.kind == VALUE_ERROR;
    return rounded;
}

static Value absolute(EvalContext *c, const Expr *e, Value v) {
    if (v.kind == VALUE_FLOAT) {
        v.real = fabs(v.real);
        return v;
    }
    return decimal_is_zero(v.number) || !v.number.negative ? v : eval_negate(c, v, e->type);
}

/* ---- dates ---- */

static int64_t field_of(Text field, int64_t day, int64_t time) {
    CivilDay civil = civil_from_day(day);
    int64_t second = time / MICROSECONDS_PER_SECOND;
    const struct {
        const char *word;
        int64_t value;
    } fields[] = {
        {"year", civil.year},      {"month", civil.month},       {"day", civil.day},
        {"hour", second / 3600},   {"minute", second / 60 % 60}, {"second", second % 60},
        {"dow", day_of_week(day)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (text_equal_c(field, fields[i].word)) {
            return fields[i].value;
        }
    }
    internal_error("date_part knows no field %.*s", TEXT_ARG(field));
}

static Value date_part(EvalContext *c, Text field, Value of) {
    int64_t day = 0, time = 0;
    switch ((int)of.kind) {
    case VALUE_DATE: day = of.time; break;
    case VALUE_TIME: time = of.time; break;
    case VALUE_INTERVAL: return value_unknown(true);
    default:
        day = day_of_time(of.time);
        time = of.time - day * MICROSECONDS_PER_DAY;
        break;
    }
    return value_number(decimal_from_int(c->arena, field_of(field, day, time)));
}

/* ---- what is one of its arguments ---- */

static Value extreme(EvalContext *c, const Expr *e, const Value *argument, size_t count) {
    Operator op = e->call.function == FUNCTION_GREATEST ? OPERATOR_GREATER : OPERATOR_LESS;
    Value found = argument[0];
    for (size_t i = 1; i < count; i++) {
        Value better = eval_compare(c, op, argument[i], found);
        if (better.kind != VALUE_BOOLEAN) {
            return better;
        }
        found = better.boolean ? argument[i] : found;
    }
    return eval_adapt(c, found, e->type);
}

static Value nullif(EvalContext *c, const Expr *e, Value first, Value second) {
    Value equal = eval_compare(c, OPERATOR_EQUAL, first, second);
    if (equal.kind == VALUE_ERROR) {
        return equal;
    }
    if (equal.kind == VALUE_UNKNOWN) {
        return value_unknown(false);
    }
    return equal.kind == VALUE_BOOLEAN && equal.boolean ? value_null()
                                                        : eval_adapt(c, first, e->type);
}

static Value num_nonnulls(EvalContext *c, const Value *argument, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (argument[i].kind == VALUE_ERROR) {
            return argument[i];
        }
        if (argument[i].kind == VALUE_UNKNOWN && !argument[i].present) {
            return value_unknown(true);
        }
        found += argument[i].kind != VALUE_NULL;
    }
    return number_of_size(c, found);
}

/* ---- json and arrays ---- */

static Value json_member(EvalContext *c, Function function, Text document, Text name) {
    Text member;
    if (!json_find_member(c->arena, document, name, &member)) {
        return value_null();
    }
    return function == FUNCTION_JSON_GET ? value_text(VALUE_JSON, member)
                                         : json_member_text(c->arena, member);
}

static Value has_element(EvalContext *c, Value array, Value element) {
    Value found = value_boolean(false);
    for (size_t i = 0; i < array.array.count; i++) {
        found = eval_or(found, eval_compare(c, OPERATOR_EQUAL, array.array.at[i], element));
    }
    return found;
}

/* ---- all ---- */

/* Of known arguments. */
static Value call(EvalContext *c, const Expr *e, const Value *argument, size_t count) {
    Function function = e->call.function;
    switch (function) {
    case FUNCTION_LENGTH: return number_of_size(c, text_count_code_points(argument[0].text));
    case FUNCTION_LOWER:
    case FUNCTION_UPPER: return change_case(c, function, argument[0].text);
    case FUNCTION_TRIM: return trim_blanks(argument[0].text);
    case FUNCTION_SUBSTR: return substr(c, argument, count);
    case FUNCTION_CONCAT: return concat(c, argument, count);
    case FUNCTION_REPLACE: return replace(c, argument[0].text, argument[1].text, argument[2].text);
    case FUNCTION_STARTS_WITH:
        return value_boolean(text_starts_with(argument[0].text, argument[1].text));
    case FUNCTION_CONTAINS:
        return value_boolean(text_find(argument[0].text, argument[1].text) != SIZE_MAX);
    case FUNCTION_MATCHES: return matches(c, argument[0].text, argument[1].text);
    case FUNCTION_ABS: return absolute(c, e, argument[0]);
    case FUNCTION_ROUND:
    case FUNCTION_FLOOR:
    case FUNCTION_CEIL: return round_number(c, e, argument, count);
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST: return extreme(c, e, argument, count);
    case FUNCTION_DATE_PART: return date_part(c, argument[0].text, argument[1]);
    case FUNCTION_JSON_GET:
    case FUNCTION_JSON_TEXT: return json_member(c, function, argument[0].text, argument[1].text);
    case FUNCTION_ARRAY_LENGTH: return number_of_size(c, argument[0].array.count);
    case FUNCTION_HAS_ELEMENT: return has_element(c, argument[0], argument[1]);
    case FUNCTION_SEARCH:
    case FUNCTION_NOW:
    case FUNCTION_TODAY:
    case FUNCTION_UUID: return value_unknown(true);
    case FUNCTION_CURRENT_USER_ID:
    case FUNCTION_COALESCE:
    case FUNCTION_NULLIF:
    case FUNCTION_NUM_NONNULLS:
    case FUNCTION_COUNT: break;
    }
    return value_unknown(false);
}

Value eval_call(EvalContext *c, const Expr *e, const Value *argument, size_t count) {
    Value decided;
    switch ((int)e->call.function) {
    case FUNCTION_NULLIF: return nullif(c, e, argument[0], argument[1]);
    case FUNCTION_NUM_NONNULLS: return num_nonnulls(c, argument, count);
    default: break;
    }
    if (eval_decided(argument, count, &decided)) {
        bool may_lack =
            e->call.function == FUNCTION_JSON_GET || e->call.function == FUNCTION_JSON_TEXT;
        return decided.kind == VALUE_UNKNOWN && may_lack ? value_unknown(false) : decided;
    }
    return call(c, e, argument, count);
}
