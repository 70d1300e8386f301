/* Values: what an expression gives and what a row holds, at compile time.
 *
 * A value knows its kind, not its type: `Value` of an int and of a decimal are both VALUE_NUMBER, of a
 * string and an enum both VALUE_STRING. Three kinds are no values proper, and every function passes them
 * on: VALUE_NULL; VALUE_ERROR, where no engine has an answer either (or each another one); and
 * VALUE_UNKNOWN, which only a running engine can tell: now(), a parameter, native text, an attribute
 * whose row is not given. Texts and arrays live where the value was made. */
#ifndef TENON_EVAL_VALUE_H
#define TENON_EVAL_VALUE_H

#include "compiler/base/buffer.h"
#include "compiler/eval/decimal.h"
#include "compiler/eval/temporal.h"
#include "compiler/schema/schema.h"

typedef enum ValueKind {
    VALUE_NULL,
    VALUE_ERROR,
    VALUE_UNKNOWN,
    VALUE_BOOLEAN,
    VALUE_NUMBER,    /* of an integer type or decimal */
    VALUE_FLOAT,
    VALUE_STRING,    /* enum too; of char(n) without the blanks at its end */
    VALUE_BYTES,
    VALUE_DATE,
    VALUE_TIME,
    VALUE_TIMESTAMP,
    VALUE_DATETIME,
    VALUE_INTERVAL,
    VALUE_UUID,      /* text: 8-4-4-4-12 in lower case */
    VALUE_JSON,      /* text: the document */
    VALUE_INET,      /* text: as written */
    VALUE_ARRAY,
} ValueKind;

typedef enum EvalError {
    EVAL_OVERFLOW,         /* does not fit the type of the result */
    EVAL_DIVISION_BY_ZERO,
    EVAL_DOMAIN,           /* no such value: cast('x' as int) */
    EVAL_LIMIT,            /* too many steps, or too large */
} EvalError;

typedef struct Value Value;
struct Value {
    ValueKind kind;
    union {
        struct { EvalError error; Text why; }; /* ERROR; why: "the result is out of the range of `int`" */
        bool present;      /* UNKNOWN: is surely not null */
        bool boolean;
        Decimal number;
        double real;       /* FLOAT; finite */
        Text text;         /* STRING, BYTES, UUID, JSON, INET */
        int64_t time;      /* DATE, TIME, TIMESTAMP, DATETIME: temporal.h */
        Interval interval;
        struct { const Value *at; size_t count; } array;
    };
};

static inline Value value_null(void) {
    return (Value){.kind = VALUE_NULL};
}
static inline Value value_unknown(bool present) {
    return (Value){.kind = VALUE_UNKNOWN, .present = present};
}
static inline Value value_boolean(bool boolean) {
    return (Value){.kind = VALUE_BOOLEAN, .boolean = boolean};
}
static inline Value value_number(Decimal number) {
    return (Value){.kind = VALUE_NUMBER, .number = number};
}
static inline Value value_text(ValueKind kind, Text text) {
    return (Value){.kind = kind, .text = text};
}
static inline Value value_time(ValueKind kind, int64_t time) {
    return (Value){.kind = kind, .time = time};
}
static inline Value value_error(EvalError error, Text why) {
    return (Value){.kind = VALUE_ERROR, .error = error, .why = why};
}
/* Whether it is a value proper: not null, no error, known. */
static inline bool value_is_known(Value v) {
    return v.kind > VALUE_UNKNOWN;
}

/* The value that TEXT writes in TYPE: digits for a number, `true` or `false`, the forms of
 * literal_flaw for dates and their like, a word of the enum, hexadecimal digits for bytes.
 * VALUE_ERROR when it writes none, or one that does not fit; VALUE_UNKNOWN for a native type. An array
 * is made by its caller, of the values of its elements. */
Value value_parse(Arena *a, const Type *type, Text text);

/* V as a column of TYPE keeps it: numbers in range, decimals rounded half away from zero to their scale,
 * floats to their bits, blanks of char(n) taken off. VALUE_ERROR when it does not fit: a number too large,
 * a string too long, no word of the enum. For values of TYPE's own class, and numbers among themselves. */
Value value_store(Arena *a, Value v, const Type *type);

/* Whether both are known values and equal, as `=` of the language says; json and arrays by their parts. */
bool value_equal(Arena *scratch, Value left, Value right);
/* Negative, 0 or positive, for two known values of one kind that has an order (or a number and a float):
 * strings by code points, intervals with a month as 30 days. */
int value_compare(Arena *scratch, Value left, Value right);

/* V for messages: 1.50, 'it''s', 2026-01-31, null. */
void value_print(Buffer *out, Value v);
/* A text that is the same for equal values of one type, and only for those: for looking up a key. */
void value_print_key(Buffer *out, Arena *scratch, Value v);

#endif
