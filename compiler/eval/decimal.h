/* Decimals: exact numbers of any size within a limit, with digits behind the point as SQL's decimals
 * keep them. A value is immutable; what a function makes lives in its arena.
 *
 * The scale is kept (1.50 has two places), but does not tell values apart: 1.50 equals 1.5. */
#ifndef TENON_EVAL_DECIMAL_H
#define TENON_EVAL_DECIMAL_H

#include "compiler/base/text.h"

/* Most digits of a decimal, places behind the point included. Who makes larger ones asks
 * decimal_is_too_large, and gives an error. */
enum { DECIMAL_DIGIT_LIMIT = 1000 };

typedef struct Decimal {
    bool negative;        /* never for zero */
    uint32_t scale;       /* digits behind the point */
    uint32_t count;       /* of limbs; 0: zero */
    const uint32_t *limb; /* the digits without point, base 10^9, lowest first; the last is not 0 */
} Decimal;

/* TEXT is [+-]digits[.digits] or [+-].digits, without blanks. False: it is no such number, or has more
 * than DECIMAL_DIGIT_LIMIT digits. */
bool decimal_parse(Arena *a, Text text, Decimal *out);
Decimal decimal_from_int(Arena *a, int64_t value);
/* The shortest decimal that is read back as VALUE, which is finite. */
Decimal decimal_from_double(Arena *a, double value);

/* Digits, with as many places as the scale says: "-0.50". */
Text decimal_format(Arena *a, Decimal d);
/* The same without zeros at the end: equal values give equal texts. */
Text decimal_format_shortest(Arena *a, Decimal d);
/* Whether D is whole and fits. */
bool decimal_to_int(Decimal d, int64_t *out);
double decimal_to_double(Arena *scratch, Decimal d);

bool decimal_is_zero(Decimal d);
bool decimal_is_whole(Decimal d);
bool decimal_is_too_large(Decimal d);
/* Digits before the point; 0 for what is less than 1. */
uint32_t decimal_whole_digits(Decimal d);

/* Negative, 0 or positive, as LEFT is to RIGHT. */
int decimal_compare(Arena *scratch, Decimal left, Decimal right);

Decimal decimal_negate(Decimal d);
Decimal decimal_absolute(Decimal d);
/* Exact. The scale is the larger one; of a product the sum. */
Decimal decimal_add(Arena *a, Decimal left, Decimal right);
Decimal decimal_subtract(Arena *a, Decimal left, Decimal right);
Decimal decimal_multiply(Arena *a, Decimal left, Decimal right);

/* How the digits that go are dealt with. */
typedef enum Rounding {
    ROUND_HALF_AWAY, /* from zero */
    ROUND_TO_ZERO,
    ROUND_DOWN,
    ROUND_UP,
} Rounding;

/* LEFT / RIGHT with SCALE places. RIGHT is not zero. */
Decimal decimal_divide(Arena *a, Decimal left, Decimal right, uint32_t scale, Rounding rounding);
/* What truncating division leaves: it has LEFT's sign. RIGHT is not zero. */
Decimal decimal_remainder(Arena *a, Decimal left, Decimal right);
/* D with PLACES places; negative PLACES round before the point (-2: to hundreds, scale 0). */
Decimal decimal_round(Arena *a, Decimal d, int64_t places, Rounding rounding);

#endif
