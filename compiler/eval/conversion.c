/* Conversions: cast, and the silent one between numbers that stand side by side. What engines write each
 * in its own form (a float, a time of day, a document as text) is unknown here. */
#include "compiler/eval/evaluate.h"

#include <math.h>

static Value counted(EvalContext *c, Value v) {
    if (v.kind == VALUE_ERROR) {
        c->errors++;
    }
    return v;
}

Value eval_adapt(EvalContext *c, Value v, const Type *type) {
    if (v.kind == VALUE_NUMBER && type_class(type) == CLASS_FLOAT) {
        return (Value){.kind = VALUE_FLOAT, .real = decimal_to_double(c->arena, v.number)};
    }
    return v;
}

/* ---- to strings ---- */

static Value to_string(EvalContext *c, Value v, const Type *from, const Type *to) {
    Text text;
    switch ((int)v.kind) {
    case VALUE_STRING:
    case VALUE_UUID: text = v.text; break;
    case VALUE_BOOLEAN: text = v.boolean ? TEXT("true") : TEXT("false"); break;
    case VALUE_DATE: text = temporal_format_date(c->arena, v.time); break;
    case VALUE_NUMBER: /* the places of a decimal result are each engine's own */
        if (type_class(from) == CLASS_DECIMAL && from->length == 0) {
            return value_unknown(true);
        }
        text = decimal_format(c->arena, v.number);
        break;
    default: return value_unknown(true);
    }
    if (to->kind == TYPE_CHAR || to->kind == TYPE_STRING) {
        text = text_slice(text, 0, eval_size_of_characters(text, to->length));
    }
    return counted(c, value_store(c->arena, value_text(VALUE_STRING, text), to));
}

/* ---- from strings ---- */

static Value from_string(EvalContext *c, Value v, const Type *to) {
    if (to->kind == TYPE_ARRAY) {
        return value_unknown(true);
    }
    return counted(c, value_parse(c->arena, to, text_trim(v.text)));
}

/* ---- among dates and times ---- */

static Value to_day(Value v) {
    return v.kind == VALUE_DATE ? v : value_time(VALUE_DATE, day_of_time(v.time));
}

static Value to_time_of_day(Value v) {
    if (v.kind == VALUE_TIME) {
        return v;
    }
    int64_t time = v.kind == VALUE_INTERVAL ? v.interval.microseconds : v.time;
    int64_t of_day = time % MICROSECONDS_PER_DAY;
    return value_time(VALUE_TIME, of_day < 0 ? of_day + MICROSECONDS_PER_DAY : of_day);
}

static Value to_instant(Value v, ValueKind kind) {
    return value_time(kind, v.kind == VALUE_DATE ? v.time * MICROSECONDS_PER_DAY : v.time);
}

static Value to_interval(Value v) {
    if (v.kind == VALUE_INTERVAL) {
        return v;
    }
    return (Value){.kind = VALUE_INTERVAL, .interval = {0, 0, v.time}};
}

/* ---- all ---- */

static Value to_boolean(Value v) {
    return v.kind == VALUE_NUMBER ? value_boolean(!decimal_is_zero(v.number)) : v;
}

/* The fifteenth digit of a float is the last that all engines carry over. */
static const double exact_limit = 1e15;

static Value to_number(EvalContext *c, Value v, const Type *to) {
    if (v.kind == VALUE_FLOAT && type_class(to) != CLASS_FLOAT && fabs(v.real) >= exact_limit) {
        return value_unknown(true);
    }
    if (v.kind == VALUE_BOOLEAN) {
        v = value_number(decimal_from_int(c->arena, v.boolean));
    }
    return counted(c, value_store(c->arena, v, to));
}

Value eval_cast(EvalContext *c, Value v, const Type *from, const Type *to) {
    TypeClass class = type_class(to);
    if (class == CLASS_STRING) {
        return to_string(c, v, from, to);
    }
    if (v.kind == VALUE_STRING && class != CLASS_UNKNOWN) {
        return from_string(c, v, to);
    }
    switch (class) {
    case CLASS_BOOLEAN: return to_boolean(v);
    case CLASS_INTEGER:
    case CLASS_DECIMAL:
    case CLASS_FLOAT: return to_number(c, v, to);
    case CLASS_DATE: return to_day(v);
    case CLASS_TIME: return to_time_of_day(v);
    case CLASS_TIMESTAMP: return to_instant(v, VALUE_TIMESTAMP);
    case CLASS_DATETIME: return to_instant(v, VALUE_DATETIME);
    case CLASS_INTERVAL: return to_interval(v);
    case CLASS_ARRAY: return counted(c, value_store(c->arena, v, to));
    case CLASS_UUID:
    case CLASS_JSON:
    case CLASS_INET:
    case CLASS_BYTES: return v;
    case CLASS_STRING:
    case CLASS_UNKNOWN: break;
    }
    return value_unknown(true);
}
