/* For tests/expressions/decimals.py: reads lines `OPERATION LEFT RIGHT PLACES` and prints each result. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/eval/decimal.h"

static Decimal parse(Arena *a, const char *digits) {
    Decimal d;
    if (!decimal_parse(a, text_from(digits), &d)) {
        internal_error("%s is no number", digits);
    }
    return d;
}

static Text compute(Arena *a, const char *op, Decimal left, Decimal right, int places) {
    switch (op[0]) {
    case '+': return decimal_format(a, decimal_add(a, left, right));
    case '-': return decimal_format(a, decimal_subtract(a, left, right));
    case '*': return decimal_format(a, decimal_multiply(a, left, right));
    case '/':
        return decimal_format(a, decimal_divide(a, left, right, (uint32_t)places, ROUND_HALF_AWAY));
    case '%': return decimal_format(a, decimal_remainder(a, left, right));
    case 'r': return decimal_format(a, decimal_round(a, left, places, ROUND_HALF_AWAY));
    case 'f': return decimal_format(a, decimal_round(a, left, places, ROUND_DOWN));
    case 'c': return decimal_format(a, decimal_round(a, left, places, ROUND_UP));
    default: return text_format(a, "%d", decimal_compare(a, left, right));
    }
}

int main(void) {
    char op[2], left[1100], right[1100];
    int places;
    Arena a = {0};
    while (scanf("%1s %1099s %1099s %d", op, left, right, &places) == 4) {
        Text result = compute(&a, op, parse(&a, left), parse(&a, right), places);
        printf("%.*s\n", TEXT_ARG(result));
        arena_reset(&a);
    }
    arena_free(&a);
    return 0;
}
