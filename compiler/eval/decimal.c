/* Decimals as limbs of nine digits, lowest first, with schoolbook arithmetic: the numbers of models have
 * tens of digits, and DECIMAL_DIGIT_LIMIT bounds all. Works on whole numbers; the scale is kept beside. */
#include "compiler/eval/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"

enum { BASE = 1000000000, BASE_DIGITS = 9 };

static const uint32_t power_of_ten[BASE_DIGITS + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, BASE,
};

/* ---- whole numbers ---- */

typedef struct Whole {
    uint32_t *limb;
    uint32_t count;
} Whole;

static Whole whole_make(Arena *a, uint32_t count) {
    return (Whole){arena_array(a, uint32_t, count), count};
}

static Whole whole_of(Decimal d) {
    return (Whole){(uint32_t *)(uintptr_t)d.limb, d.count}; /* never written to */
}

static Whole trim(Whole w) {
    while (w.count && w.limb[w.count - 1] == 0) {
        w.count--;
    }
    return w;
}

static int whole_compare(Whole left, Whole right) {
    if (left.count != right.count) {
        return left.count < right.count ? -1 : 1;
    }
    for (uint32_t i = left.count; i-- > 0;) {
        if (left.limb[i] != right.limb[i]) {
            return left.limb[i] < right.limb[i] ? -1 : 1;
        }
    }
    return 0;
}

static Whole whole_add(Arena *a, Whole left, Whole right) {
    Whole longer = left.count > right.count ? left : right;
    Whole sum = whole_make(a, longer.count + 1);
    uint32_t carry = 0;
    for (uint32_t i = 0; i < longer.count; i++) {
        uint32_t digit = carry;
        digit += i < left.count ? left.limb[i] : 0;
        digit += i < right.count ? right.limb[i] : 0;
        carry = digit >= BASE;
        sum.limb[i] = carry ? digit - BASE : digit;
    }
    sum.limb[longer.count] = carry;
    return trim(sum);
}

/* LEFT is at least RIGHT. */
static Whole whole_subtract(Arena *a, Whole left, Whole right) {
    Whole rest = whole_make(a, left.count);
    uint32_t borrow = 0;
    for (uint32_t i = 0; i < left.count; i++) {
        uint32_t less = borrow + (i < right.count ? right.limb[i] : 0);
        borrow = left.limb[i] < less;
        rest.limb[i] = left.limb[i] + (borrow ? BASE : 0) - less;
    }
    return trim(rest);
}

static Whole whole_multiply(Arena *a, Whole left, Whole right) {
    Whole product = whole_make(a, left.count + right.count);
    for (uint32_t i = 0; i < left.count; i++) {
        uint64_t carry = 0;
        for (uint32_t k = 0; k < right.count || carry; k++) {
            uint64_t digit = product.limb[i + k] + carry;
            digit += k < right.count ? (uint64_t)left.limb[i] * right.limb[k] : 0;
            product.limb[i + k] = (uint32_t)(digit % BASE);
            carry = digit / BASE;
        }
    }
    return trim(product);
}

/* W times 10 to the POWER. */
static Whole whole_shift(Arena *a, Whole w, uint32_t power) {
    if (power == 0 || w.count == 0) {
        return w;
    }
    uint32_t limbs = power / BASE_DIGITS, factor = power_of_ten[power % BASE_DIGITS];
    Whole shifted = whole_make(a, w.count + limbs + 1);
    uint64_t carry = 0;
    for (uint32_t i = 0; i < w.count; i++) {
        carry += (uint64_t)w.limb[i] * factor;
        shifted.limb[i + limbs] = (uint32_t)(carry % BASE);
        carry /= BASE;
    }
    shifted.limb[w.count + limbs] = (uint32_t)carry;
    return trim(shifted);
}

static Whole divide_by_limb(Arena *a, Whole left, uint32_t right, Whole *rest) {
    Whole quotient = whole_make(a, left.count);
    uint64_t carry = 0;
    for (uint32_t i = left.count; i-- > 0;) {
        carry = carry * BASE + left.limb[i];
        quotient.limb[i] = (uint32_t)(carry / right);
        carry %= right;
    }
    *rest = whole_make(a, 1);
    rest->limb[0] = (uint32_t)carry;
    *rest = trim(*rest);
    return trim(quotient);
}

/* U, at limb AT, minus Q times V; gives whether it went below zero. */
static bool subtract_multiple(Whole u, uint32_t at, Whole v, uint64_t q) {
    uint64_t carry = 0;
    uint32_t borrow = 0;
    for (uint32_t i = 0; i <= v.count; i++) {
        carry += i < v.count ? q * v.limb[i] : 0;
        uint32_t less = (uint32_t)(carry % BASE) + borrow;
        carry /= BASE;
        borrow = u.limb[at + i] < less;
        u.limb[at + i] = u.limb[at + i] + (borrow ? BASE : 0) - less;
    }
    return borrow;
}

static void add_back(Whole u, uint32_t at, Whole v) {
    uint32_t carry = 0;
    for (uint32_t i = 0; i <= v.count; i++) {
        uint32_t digit = u.limb[at + i] + carry + (i < v.count ? v.limb[i] : 0);
        carry = digit >= BASE;
        u.limb[at + i] = carry ? digit - BASE : digit;
    }
}

static Whole scale_by(Arena *a, Whole w, uint32_t factor) {
    Whole scaled = whole_make(a, w.count + 1);
    uint64_t carry = 0;
    for (uint32_t i = 0; i < w.count; i++) {
        carry += (uint64_t)w.limb[i] * factor;
        scaled.limb[i] = (uint32_t)(carry % BASE);
        carry /= BASE;
    }
    scaled.limb[w.count] = (uint32_t)carry;
    return scaled; /* one limb longer, even where it is 0 */
}

/* Long division (Knuth, volume 2, 4.3.1, algorithm D): both sides are scaled until the first limb of
 * RIGHT is at least half the base, so that two limbs guess the next one of the quotient well. */
static Whole whole_divide(Arena *a, Whole left, Whole right, Whole *rest) {
    if (whole_compare(left, right) < 0) {
        *rest = left;
        return (Whole){NULL, 0};
    }
    if (right.count == 1) {
        return divide_by_limb(a, left, right.limb[0], rest);
    }
    uint32_t factor = BASE / (right.limb[right.count - 1] + 1);
    Whole u = scale_by(a, left, factor), v = trim(scale_by(a, right, factor));
    Whole quotient = whole_make(a, left.count - right.count + 1);
    uint64_t first = v.limb[v.count - 1], second = v.limb[v.count - 2];
    for (uint32_t i = quotient.count; i-- > 0;) {
        uint64_t head = (uint64_t)u.limb[i + v.count] * BASE + u.limb[i + v.count - 1];
        uint64_t guess = head / first, over = head % first;
        while (guess >= BASE || guess * second > over * BASE + u.limb[i + v.count - 2]) {
            guess--;
            over += first;
            if (over >= BASE) {
                break;
            }
        }
        if (subtract_multiple(u, i, v, guess)) {
            add_back(u, i, v);
            guess--;
        }
        quotient.limb[i] = (uint32_t)guess;
    }
    Whole none;
    *rest = divide_by_limb(a, trim(u), factor, &none);
    return trim(quotient);
}

static uint32_t whole_digits(Whole w) {
    if (w.count == 0) {
        return 0;
    }
    uint32_t digits = (w.count - 1) * BASE_DIGITS;
    for (uint32_t last = w.limb[w.count - 1]; last; last /= 10) {
        digits++;
    }
    return digits;
}

/* ---- signs and scales ---- */

static Decimal make(bool negative, Whole w, uint32_t scale) {
    return (Decimal){
        .negative = negative && w.count > 0, .scale = scale, .count = w.count, .limb = w.limb};
}

/* The digits of D as if it had SCALE places, which are not less than it has. */
static Whole at_scale(Arena *a, Decimal d, uint32_t scale) {
    return whole_shift(a, whole_of(d), scale - d.scale);
}

static uint32_t larger(uint32_t left, uint32_t right) {
    return left > right ? left : right;
}

int decimal_compare(Arena *scratch, Decimal left, Decimal right) {
    if (left.negative != right.negative) {
        return left.negative ? -1 : 1;
    }
    uint32_t scale = larger(left.scale, right.scale);
    int order = whole_compare(at_scale(scratch, left, scale), at_scale(scratch, right, scale));
    return left.negative ? -order : order;
}

Decimal decimal_negate(Decimal d) {
    d.negative = !d.negative && d.count > 0;
    return d;
}

Decimal decimal_absolute(Decimal d) {
    d.negative = false;
    return d;
}

Decimal decimal_add(Arena *a, Decimal left, Decimal right) {
    uint32_t scale = larger(left.scale, right.scale);
    Whole l = at_scale(a, left, scale), r = at_scale(a, right, scale);
    if (left.negative == right.negative) {
        return make(left.negative, whole_add(a, l, r), scale);
    }
    if (whole_compare(l, r) >= 0) {
        return make(left.negative, whole_subtract(a, l, r), scale);
    }
    return make(right.negative, whole_subtract(a, r, l), scale);
}

Decimal decimal_subtract(Arena *a, Decimal left, Decimal right) {
    return decimal_add(a, left, decimal_negate(right));
}

Decimal decimal_multiply(Arena *a, Decimal left, Decimal right) {
    return make(left.negative != right.negative, whole_multiply(a, whole_of(left), whole_of(right)),
                left.scale + right.scale);
}

/* ---- rounding and division ---- */

/* LEFT / RIGHT, both without sign, of a result that has one. */
static Whole divide_rounded(Arena *a, Whole left, Whole right, bool negative, Rounding rounding) {
    Whole rest;
    Whole quotient = whole_divide(a, left, right, &rest);
    bool away = false; /* from zero */
    switch (rounding) {
    case ROUND_HALF_AWAY: away = whole_compare(whole_add(a, rest, rest), right) >= 0; break;
    case ROUND_TO_ZERO: break;
    case ROUND_DOWN: away = negative && rest.count > 0; break;
    case ROUND_UP: away = !negative && rest.count > 0; break;
    }
    uint32_t one = 1;
    return away ? whole_add(a, quotient, (Whole){&one, 1}) : quotient;
}

Decimal decimal_divide(Arena *a, Decimal left, Decimal right, uint32_t scale, Rounding rounding) {
    if (right.count == 0) {
        internal_error("a decimal is divided by zero");
    }
    /* (l / 10^ls) / (r / 10^rs) * 10^scale = l * 10^(rs + scale) / (r * 10^ls) */
    bool negative = left.negative != right.negative;
    Whole l = whole_shift(a, whole_of(left), right.scale + scale);
    Whole r = whole_shift(a, whole_of(right), left.scale);
    return make(negative, divide_rounded(a, l, r, negative, rounding), scale);
}

Decimal decimal_remainder(Arena *a, Decimal left, Decimal right) {
    Decimal whole = decimal_divide(a, left, right, 0, ROUND_TO_ZERO);
    return decimal_subtract(a, left, decimal_multiply(a, whole, right));
}

Decimal decimal_round(Arena *a, Decimal d, int64_t places, Rounding rounding) {
    enum { FARTHEST = 2 * DECIMAL_DIGIT_LIMIT };
    places = places > FARTHEST ? FARTHEST : places < -FARTHEST ? -FARTHEST : places;
    if (places >= (int64_t)d.scale) {
        return make(d.negative, at_scale(a, d, (uint32_t)places), (uint32_t)places);
    }
    uint32_t one = 1;
    Whole unit = whole_shift(a, (Whole){&one, 1}, (uint32_t)((int64_t)d.scale - places));
    Whole rounded = divide_rounded(a, whole_of(d), unit, d.negative, rounding);
    if (places >= 0) {
        return make(d.negative, rounded, (uint32_t)places);
    }
    return make(d.negative, whole_shift(a, rounded, (uint32_t)-places), 0);
}

/* ---- asking ---- */

bool decimal_is_zero(Decimal d) {
    return d.count == 0;
}

bool decimal_is_too_large(Decimal d) {
    return d.scale > DECIMAL_DIGIT_LIMIT || whole_digits(whole_of(d)) > DECIMAL_DIGIT_LIMIT;
}

uint32_t decimal_whole_digits(Decimal d) {
    uint32_t digits = whole_digits(whole_of(d));
    return digits > d.scale ? digits - d.scale : 0;
}

/* The digit of worth 10^PLACE. */
static unsigned digit_at(Decimal d, uint32_t place) {
    uint32_t limb = place / BASE_DIGITS;
    return limb < d.count ? d.limb[limb] / power_of_ten[place % BASE_DIGITS] % 10 : 0;
}

/* How many places D has without the zeros at its end. */
static uint32_t places_needed(Decimal d) {
    uint32_t zeros = 0;
    while (zeros < d.scale && digit_at(d, zeros) == 0) {
        zeros++;
    }
    return d.scale - zeros;
}

bool decimal_is_whole(Decimal d) {
    return places_needed(d) == 0;
}

bool decimal_to_int(Decimal d, int64_t *out) {
    if (!decimal_is_whole(d)) {
        return false;
    }
    uint64_t value = 0, most = (uint64_t)INT64_MAX + d.negative;
    for (uint32_t place = d.scale + decimal_whole_digits(d); place-- > d.scale;) {
        unsigned digit = digit_at(d, place);
        if (value > (most - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = !d.negative ? (int64_t)value : value > INT64_MAX ? INT64_MIN : -(int64_t)value;
    return true;
}

/* ---- from and to texts ---- */

bool decimal_parse(Arena *a, Text text, Decimal *out) {
    bool negative = text.size > 0 && text.at[0] == '-';
    size_t start = negative || (text.size > 0 && text.at[0] == '+');
    size_t point = text.size, digits = 0;
    for (size_t i = start; i < text.size; i++) {
        if (text.at[i] == '.' && point == text.size) {
            point = i;
        } else if (text.at[i] >= '0' && text.at[i] <= '9') {
            digits++;
        } else {
            return false;
        }
    }
    if (digits == 0 || digits > DECIMAL_DIGIT_LIMIT || point + 1 == text.size) {
        return false;
    }
    Whole w = whole_make(a, (uint32_t)(digits + BASE_DIGITS - 1) / BASE_DIGITS);
    uint32_t place = 0;
    for (size_t i = text.size; i-- > start;) {
        if (i != point) {
            w.limb[place / BASE_DIGITS] +=
                (uint32_t)(text.at[i] - '0') * power_of_ten[place % BASE_DIGITS];
            place++;
        }
    }
    *out = make(negative, trim(w), point == text.size ? 0 : (uint32_t)(text.size - point - 1));
    return true;
}

Decimal decimal_from_int(Arena *a, int64_t value) {
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    Whole w = whole_make(a, 3);
    for (uint32_t i = 0; i < w.count; i++) {
        w.limb[i] = (uint32_t)(rest % BASE);
        rest /= BASE;
    }
    return make(value < 0, trim(w), 0);
}

/* DIGITS of D, of which the lowest stand behind the point. */
static Text format_digits(Arena *a, Decimal d, uint32_t places) {
    uint32_t skipped = d.scale - places, whole = larger(decimal_whole_digits(d), 1);
    char *out = arena_array(a, char, (size_t)whole + places + 2);
    size_t size = 0;
    if (d.negative) {
        out[size++] = '-';
    }
    for (uint32_t place = d.scale + whole; place-- > skipped;) {
        if (place + 1 == d.scale) {
            out[size++] = '.';
        }
        out[size++] = (char)('0' + digit_at(d, place));
    }
    return (Text){out, size};
}

Text decimal_format(Arena *a, Decimal d) {
    return format_digits(a, d, d.scale);
}

Text decimal_format_shortest(Arena *a, Decimal d) {
    return format_digits(a, d, places_needed(d));
}

double decimal_to_double(Arena *scratch, Decimal d) {
    return strtod(text_c_string(scratch, decimal_format(scratch, d)), NULL);
}

/* The digits of "%.*e" between its first and its `e`, and the exponent. */
Decimal decimal_from_double(Arena *a, double value) {
    enum { FEWEST = 15, MOST = 17, ROOM = 32 };
    char text[ROOM];
    for (int digits = FEWEST; digits <= MOST; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    char *e = strchr(text, 'e');
    long exponent = strtol(e + 1, NULL, 10);
    Decimal d;
    if (!decimal_parse(a, (Text){text, (size_t)(e - text)}, &d)) {
        internal_error("%s is no number", text);
    }
    if (exponent >= 0) {
        uint32_t up = (uint32_t)exponent, of_scale = up < d.scale ? up : d.scale;
        d.scale -= of_scale;
        Whole w = whole_shift(a, whole_of(d), up - of_scale);
        return make(d.negative, w, d.scale);
    }
    d.scale += (uint32_t)-exponent;
    return d;
}
