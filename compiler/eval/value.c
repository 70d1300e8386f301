/* Values: made from text, fitted to a column's type, compared, printed. Fitting is what an INSERT does,
 * where all engines agree; what only some of them let through is an error. */
#include "compiler/eval/value.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/eval/evaluate.h"
#include "compiler/read/literal.h"

/* ---- numbers that fit ---- */

static Value out_of_range(Arena *a, const Type *type) {
    Text name = type_name(a, type);
    return value_error(EVAL_OVERFLOW,
                       text_format(a, "it is out of the range of `%.*s`", TEXT_ARG(name)));
}

static const struct {
    TypeKind kind;
    int64_t least, most;
    uint64_t unsigned_most;
} integer_ranges[] = {
    {TYPE_SMALLINT, INT16_MIN, INT16_MAX, UINT16_MAX},
    {TYPE_INT, INT32_MIN, INT32_MAX, UINT32_MAX},
    {TYPE_BIGINT, INT64_MIN, INT64_MAX, UINT64_MAX},
};

/* D is whole, and past the range of int64_t. */
static bool is_unsigned_bigint(Arena *a, Decimal d) {
    Decimal most;
    return !d.negative && decimal_parse(a, TEXT("18446744073709551615"), &most) &&
           decimal_compare(a, d, most) <= 0;
}

static bool is_in_range(int64_t value, const Type *type) {
    for (size_t i = 0; i < sizeof integer_ranges / sizeof integer_ranges[0]; i++) {
        if (integer_ranges[i].kind == type->kind) {
            return type->is_unsigned
                       ? value >= 0 && (uint64_t)value <= integer_ranges[i].unsigned_most
                       : value >= integer_ranges[i].least && value <= integer_ranges[i].most;
        }
    }
    return true;
}

static bool integer_fits(Arena *a, Decimal d, const Type *type) {
    int64_t value;
    if (!decimal_to_int(d, &value)) {
        return type->kind == TYPE_BIGINT && type->is_unsigned && is_unsigned_bigint(a, d);
    }
    return is_in_range(value, type);
}

static Value store_integer(Arena *a, Decimal d, const Type *type) {
    d = decimal_round(a, d, 0, ROUND_HALF_AWAY);
    return integer_fits(a, d, type) ? value_number(d) : out_of_range(a, type);
}

static Value store_decimal(Arena *a, Decimal d, const Type *type) {
    if (type->length > 0) {
        d = decimal_round(a, d, type->scale, ROUND_HALF_AWAY);
        if (decimal_whole_digits(d) > type->length - type->scale) {
            return out_of_range(a, type);
        }
    }
    return decimal_is_too_large(d) ? out_of_range(a, type) : value_number(d);
}

static Value store_float(Arena *a, double real, const Type *type) {
    double most = type->kind == TYPE_FLOAT ? (double)FLT_MAX : DBL_MAX;
    if (!(fabs(real) <= most)) {
        return out_of_range(a, type);
    }
    return (Value){.kind = VALUE_FLOAT,
                   .real = type->kind == TYPE_FLOAT ? (double)(float)real : real};
}

static Value store_number(Arena *a, Value v, const Type *type) {
    if (type_class(type) == CLASS_FLOAT) {
        return store_float(a, v.kind == VALUE_FLOAT ? v.real : decimal_to_double(a, v.number),
                           type);
    }
    Decimal d = v.kind == VALUE_FLOAT ? decimal_from_double(a, v.real) : v.number;
    return type_class(type) == CLASS_INTEGER ? store_integer(a, d, type)
                                             : store_decimal(a, d, type);
}

/* ---- texts that fit ---- */

static Text without_blanks_at_end(Text t) {
    while (t.size > 0 && t.at[t.size - 1] == ' ') {
        t.size--;
    }
    return t;
}

static bool enum_has(const Enum *enumeration, Text word) {
    for (size_t i = 0; i < enumeration->value_count; i++) {
        if (text_equal(enumeration->value[i], word)) {
            return true;
        }
    }
    return false;
}

static Value store_string(Arena *a, Text text, const Type *type) {
    if (type->kind == TYPE_ENUM && !enum_has(type->enumeration, text)) {
        Text name = type_name(a, type);
        return value_error(EVAL_DOMAIN,
                           text_format(a, "it is not a value of `%.*s`", TEXT_ARG(name)));
    }
    text = type->kind == TYPE_CHAR ? without_blanks_at_end(text) : text;
    if ((type->kind == TYPE_CHAR || type->kind == TYPE_STRING) &&
        text_count_code_points(text) > type->length) {
        return value_error(EVAL_OVERFLOW,
                           text_format(a, "it is longer than %u characters", type->length));
    }
    return value_text(VALUE_STRING, text);
}

static Value store_array(Arena *a, Value v, const Type *type) {
    Value *at = arena_array(a, Value, v.array.count);
    for (size_t i = 0; i < v.array.count; i++) {
        at[i] = value_store(a, v.array.at[i], type->element);
        if (at[i].kind == VALUE_ERROR) {
            return at[i];
        }
    }
    v.array.at = at;
    return v;
}

/* Rounds half away from zero to the digits of the second that TYPE keeps. */
static Value store_time(Value v, const Type *type) {
    int64_t unit = 1;
    for (uint32_t digits = type_has_fraction(type) ? type_fraction(type) : TYPE_FRACTION_DIGITS;
         digits < TYPE_FRACTION_DIGITS; digits++) {
        unit *= 10;
    }
    int64_t rest = v.time % unit, half = unit / 2;
    v.time -= rest;
    if (unit > 1 && (rest >= half || rest < -half)) {
        v.time += rest > 0 ? unit : -unit;
    }
    return v;
}

Value value_store(Arena *a, Value v, const Type *type) {
    switch (v.kind) {
    case VALUE_NUMBER:
    case VALUE_FLOAT: return store_number(a, v, type);
    case VALUE_STRING: return store_string(a, v.text, type);
    case VALUE_ARRAY: return store_array(a, v, type);
    case VALUE_NULL:
    case VALUE_ERROR:
    case VALUE_UNKNOWN:
    case VALUE_BOOLEAN:
    case VALUE_BYTES:
    case VALUE_DATE:
    case VALUE_INTERVAL:
    case VALUE_UUID:
    case VALUE_JSON:
    case VALUE_INET: return v;
    case VALUE_TIME:
    case VALUE_TIMESTAMP:
    case VALUE_DATETIME: return store_time(v, type);
    }
    return v;
}

/* ---- reading ---- */

static Value no_value(Arena *a, Text text, const char *why) {
    return value_error(EVAL_DOMAIN, text_format(a, "`%.*s` is %s", TEXT_ARG(text), why));
}

/* TEXT has 18 characters at most, as most whole numbers have. */
static bool parse_short_integer(Text text, int64_t *out) {
    bool negative = text.size > 0 && text.at[0] == '-';
    *out = 0;
    for (size_t i = negative; i < text.size; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return false;
        }
        *out = *out * 10 + (text.at[i] - '0');
    }
    *out = negative ? -*out : *out;
    return text.size > negative;
}

static Value parse_number(Arena *a, const Type *type, Text text) {
    Decimal d;
    int64_t value;
    if (text.size <= 18 && type_class(type) == CLASS_INTEGER && parse_short_integer(text, &value)) {
        return is_in_range(value, type) ? value_number(decimal_from_int(a, value))
                                        : out_of_range(a, type);
    }
    if (!decimal_parse(a, text, &d)) {
        return no_value(a, text, "not a number");
    }
    if (type_class(type) == CLASS_INTEGER && !decimal_is_whole(d)) {
        return no_value(a, text, "not a whole number");
    }
    return store_number(a, value_number(d), type);
}

/* Also 1.5e300. */
static Value parse_float(Arena *a, const Type *type, Text text) {
    Decimal d;
    size_t e = 0;
    while (e < text.size && text.at[e] != 'e' && text.at[e] != 'E') {
        e++;
    }
    size_t digits = e + 1;
    digits += digits < text.size && (text.at[digits] == '-' || text.at[digits] == '+');
    bool good =
        decimal_parse(a, text_slice(text, 0, e), &d) && (e == text.size || digits < text.size);
    for (size_t i = digits; i < text.size; i++) {
        good = good && text.at[i] >= '0' && text.at[i] <= '9';
    }
    return good ? store_float(a, strtod(text_c_string(a, text), NULL), type)
                : no_value(a, text, "not a number");
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789abcdef";
    char lower = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    const char *found = lower ? strchr(digits, lower) : NULL;
    return found ? (int)(found - digits) : -1;
}

static Value parse_bytes(Arena *a, Text text) {
    char *bytes = arena_array(a, char, text.size / 2 + 1);
    for (size_t i = 0; i < text.size; i++) {
        int digit = hex_digit(text.at[i]);
        if (digit < 0 || text.size % 2) {
            return no_value(a, text, "not pairs of hexadecimal digits");
        }
        bytes[i / 2] = (char)((unsigned char)bytes[i / 2] << 4 | (unsigned)digit);
    }
    return value_text(VALUE_BYTES, (Text){bytes, text.size / 2});
}

static Value parse_literal(Arena *a, const Type *type, Text text) {
    const char *flaw = literal_flaw(type->kind, text);
    Value v = {0};
    bool good = !flaw;
    switch ((int)type->kind) {
    case TYPE_DATE:
        v.kind = VALUE_DATE;
        good = good && temporal_parse_date(text, &v.time);
        break;
    case TYPE_TIME:
        v.kind = VALUE_TIME;
        good = good && temporal_parse_time(text, &v.time);
        break;
    case TYPE_TIMESTAMP:
        v.kind = VALUE_TIMESTAMP;
        good = good && temporal_parse_timestamp(text, &v.time);
        break;
    case TYPE_DATETIME:
        v.kind = VALUE_DATETIME;
        good = good && temporal_parse_timestamp(text, &v.time);
        break;
    case TYPE_INTERVAL:
        v.kind = VALUE_INTERVAL;
        good = good && temporal_parse_interval(text, &v.interval);
        break;
    case TYPE_UUID: v = value_text(VALUE_UUID, text_lower_ascii(a, text)); break;
    case TYPE_JSON: v = value_text(VALUE_JSON, text_trim(text)); break;
    case TYPE_INET: v = value_text(VALUE_INET, text); break;
    default: internal_error("type %d has no literals", (int)type->kind);
    }
    if (good) {
        return v;
    }
    return value_error(EVAL_DOMAIN,
                       text_format(a, "`%.*s` is not a valid %s: %s", TEXT_ARG(text),
                                   type_word(type->kind), flaw ? flaw : "it is out of range"));
}

/* Arrays hold no arrays, so this nests no deeper. */
static Value parse_list(Arena *a, const Type *type, Text text) {
    VEC(Value) list = {0};
    Text element;
    if (literal_flaw(TYPE_JSON, text) || !text_starts_with(text_trim(text), TEXT("["))) {
        return no_value(a, text, "no list");
    }
    for (size_t at = 0; json_next_element(text, &at, &element);) {
        Text value = element.at[0] == '"' ? json_unquote(a, element) : element;
        bool is_null = text_equal_c(element, "null");
        Value v = is_null ? value_null() : value_parse(a, type->element, value);
        if (v.kind == VALUE_ERROR || v.kind == VALUE_UNKNOWN) {
            return v;
        }
        *vec_push(a, &list) = v;
    }
    return (Value){.kind = VALUE_ARRAY, .array = {list.at, list.count}};
}

Value value_parse(Arena *a, const Type *type, Text text) {
    switch (type->kind) {
    case TYPE_BOOLEAN:
        if (text_equal_c(text, "true") || text_equal_c(text, "false")) {
            return value_boolean(text.at[0] == 't');
        }
        return no_value(a, text, "neither true nor false");
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_DECIMAL: return parse_number(a, type, text);
    case TYPE_FLOAT:
    case TYPE_DOUBLE: return parse_float(a, type, text);
    case TYPE_CHAR:
    case TYPE_STRING:
    case TYPE_TEXT:
    case TYPE_ENUM: return store_string(a, text, type);
    case TYPE_BYTES: return parse_bytes(a, text);
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME:
    case TYPE_INTERVAL:
    case TYPE_UUID:
    case TYPE_JSON:
    case TYPE_INET: return parse_literal(a, type, text);
    case TYPE_ARRAY: return parse_list(a, type, text);
    case TYPE_NATIVE:
    case TYPE_COUNT: break;
    }
    return value_unknown(true);
}

/* ---- comparing ---- */

static int compare_reals(double left, double right) {
    return left < right ? -1 : left > right;
}

static int compare_times(int64_t left, int64_t right) {
    return left < right ? -1 : left > right;
}

static int compare_numbers(Arena *scratch, Value left, Value right) {
    if (left.kind == VALUE_NUMBER && right.kind == VALUE_NUMBER) {
        return decimal_compare(scratch, left.number, right.number);
    }
    double l = left.kind == VALUE_FLOAT ? left.real : decimal_to_double(scratch, left.number);
    double r = right.kind == VALUE_FLOAT ? right.real : decimal_to_double(scratch, right.number);
    return compare_reals(l, r);
}

/* In UTF-8 the order of bytes is that of code points. */
int value_compare(Arena *scratch, Value left, Value right) {
    switch (left.kind) {
    case VALUE_BOOLEAN: return left.boolean - right.boolean;
    case VALUE_NUMBER:
    case VALUE_FLOAT: return compare_numbers(scratch, left, right);
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_UUID:
    case VALUE_JSON:
    case VALUE_INET: return text_compare(left.text, right.text);
    case VALUE_DATE:
    case VALUE_TIME:
    case VALUE_TIMESTAMP:
    case VALUE_DATETIME: return compare_times(left.time, right.time);
    case VALUE_INTERVAL: return interval_compare(left.interval, right.interval);
    case VALUE_ARRAY:
    case VALUE_NULL:
    case VALUE_ERROR:
    case VALUE_UNKNOWN: break;
    }
    internal_error("values of kind %d have no order", (int)left.kind);
}

static bool equal_elements(Arena *scratch, Value left, Value right) {
    if (left.array.count != right.array.count) {
        return false;
    }
    for (size_t i = 0; i < left.array.count; i++) {
        Value l = left.array.at[i], r = right.array.at[i];
        if (l.kind == VALUE_NULL ? r.kind != VALUE_NULL : !value_equal(scratch, l, r)) {
            return false;
        }
    }
    return true;
}

bool value_equal(Arena *scratch, Value left, Value right) {
    if (!value_is_known(left) || !value_is_known(right)) {
        return false;
    }
    if (left.kind == VALUE_ARRAY) {
        return equal_elements(scratch, left, right);
    }
    return value_compare(scratch, left, right) == 0;
}

/* ---- printing ---- */

static void print_quoted(Buffer *out, Text text) {
    buffer_add_char(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.at[i] == '\'') {
            buffer_add_char(out, '\'');
        }
        buffer_add_char(out, text.at[i]);
    }
    buffer_add_char(out, '\'');
}

static void print_hex(Buffer *out, Text bytes) {
    for (size_t i = 0; i < bytes.size; i++) {
        buffer_format(out, "%02x", (unsigned char)bytes.at[i]);
    }
}

/* An array as [a, b]; the elements of a key are quoted, so that no text can be two. */
static void print_value(Buffer *out, Arena *scratch, Value v) {
    switch (v.kind) {
    case VALUE_NULL: buffer_add_c(out, "null"); break;
    case VALUE_ERROR: buffer_add_c(out, "error"); break;
    case VALUE_UNKNOWN: buffer_add_c(out, "unknown"); break;
    case VALUE_BOOLEAN: buffer_add_c(out, v.boolean ? "true" : "false"); break;
    case VALUE_NUMBER: buffer_add(out, decimal_format(scratch, v.number)); break;
    case VALUE_FLOAT:
        buffer_add(out, decimal_format_shortest(scratch, decimal_from_double(scratch, v.real)));
        break;
    case VALUE_STRING:
    case VALUE_JSON:
    case VALUE_UUID:
    case VALUE_INET: print_quoted(out, v.text); break;
    case VALUE_BYTES: print_hex(out, v.text); break;
    case VALUE_DATE: buffer_add(out, temporal_format_date(scratch, v.time)); break;
    case VALUE_TIME: buffer_add(out, temporal_format_time(scratch, v.time)); break;
    case VALUE_TIMESTAMP:
    case VALUE_DATETIME: buffer_add(out, temporal_format_timestamp(scratch, v.time)); break;
    case VALUE_INTERVAL: buffer_add(out, temporal_format_interval(scratch, v.interval)); break;
    case VALUE_ARRAY:
        buffer_add_char(out, '[');
        for (size_t i = 0; i < v.array.count; i++) {
            buffer_add_c(out, i ? ", " : "");
            print_value(out, scratch, v.array.at[i]);
        }
        buffer_add_char(out, ']');
        break;
    }
}

void value_print(Buffer *out, Value v) {
    Arena scratch = {0};
    print_value(out, &scratch, v);
    arena_free(&scratch);
}

void value_print_key(Buffer *out, Arena *scratch, Value v) {
    if (v.kind == VALUE_NUMBER) {
        buffer_add(out, decimal_format_shortest(scratch, v.number));
    } else if (v.kind == VALUE_INTERVAL) {
        Interval i = v.interval;
        Interval whole = {0, i.months * 30 + i.days, i.microseconds};
        buffer_format(out, "%lld",
                      (long long)(whole.days * MICROSECONDS_PER_DAY + whole.microseconds));
    } else {
        print_value(out, scratch, v);
    }
}
