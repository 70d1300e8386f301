/* Exact decimals: reading, writing, arithmetic, rounding, limits. tests/expressions/decimals.py holds them
 * to another implementation. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/eval/decimal.h"

static Arena arena;

static Decimal number(const char *digits) {
    Decimal d;
    assert_true(decimal_parse(&arena, text_from(digits), &d));
    return d;
}

static void reads_and_writes(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"-0.00", "0.00"},
        {"+7", "7"},
        {".5", "0.5"},
        {"-.05", "-0.05"},
        {"007.10", "7.10"},
        {"1000000000", "1000000000"},
        {"0.000000001", "0.000000001"},
        {"-999999999999999999.999999999", "-999999999999999999.999999999"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        assert_text(decimal_format(&arena, number(pairs[i][0])), pairs[i][1]);
    }
    static const char *const wrong[] = {"", "-", ".", "1.", "1.2.3", "1e5", " 1", "0x1", "--1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Decimal d;
        assert_false(decimal_parse(&arena, text_from(wrong[i]), &d));
    }
    assert_text(decimal_format_shortest(&arena, number("-1.500")), "-1.5");
    assert_text(decimal_format_shortest(&arena, number("10.00")), "10");
}

static void computes(void **state) {
    (void)state;
    static const struct {
        char op;
        const char *left, *right, *result;
    } cases[] = {
        {'+', "0.1", "0.2", "0.3"},
        {'+', "999999999", "1", "1000000000"},
        {'-', "1.00", "1", "0.00"},
        {'-', "1000000000000000000", "0.001", "999999999999999999.999"},
        {'*', "-1.5", "0.20", "-0.300"},
        {'*', "999999999999999999", "999999999999999999", "999999999999999998000000000000000001"},
        {'/', "1", "3", "0.3333333333"},
        {'/', "-2", "3", "-0.6666666667"},
        {'/', "1000000000000000000000", "1000000000.5", "999999999500.0000002500"},
        {'%', "-7", "2", "-1"},
        {'%', "7.5", "-2", "1.5"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Decimal l = number(cases[i].left), r = number(cases[i].right);
        Decimal d = cases[i].op == '+'   ? decimal_add(&arena, l, r)
                    : cases[i].op == '-' ? decimal_subtract(&arena, l, r)
                    : cases[i].op == '*' ? decimal_multiply(&arena, l, r)
                    : cases[i].op == '/' ? decimal_divide(&arena, l, r, 10, ROUND_HALF_AWAY)
                                         : decimal_remainder(&arena, l, r);
        assert_text(decimal_format(&arena, d), cases[i].result);
    }
}

static void rounds(void **state) {
    (void)state;
    static const struct {
        const char *value;
        int places;
        Rounding rounding;
        const char *result;
    } cases[] = {
        {"2.5", 0, ROUND_HALF_AWAY, "3"},      {"-2.5", 0, ROUND_HALF_AWAY, "-3"},
        {"2.4999", 0, ROUND_HALF_AWAY, "2"},   {"-2.1", 0, ROUND_DOWN, "-3"},
        {"-2.9", 0, ROUND_UP, "-2"},           {"2.9", 0, ROUND_TO_ZERO, "2"},
        {"150", -2, ROUND_HALF_AWAY, "200"},   {"149", -2, ROUND_HALF_AWAY, "100"},
        {"1.005", 2, ROUND_HALF_AWAY, "1.01"}, {"1.5", 3, ROUND_HALF_AWAY, "1.500"},
        {"0.04", 1, ROUND_HALF_AWAY, "0.0"},   {"9.99", 1, ROUND_HALF_AWAY, "10.0"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Decimal d =
            decimal_round(&arena, number(cases[i].value), cases[i].places, cases[i].rounding);
        assert_text(decimal_format(&arena, d), cases[i].result);
    }
}

static void compares_and_converts(void **state) {
    (void)state;
    assert_int_equal(decimal_compare(&arena, number("1.50"), number("1.5")), 0);
    assert_true(decimal_compare(&arena, number("-1"), number("0.1")) < 0);
    assert_true(decimal_compare(&arena, number("-2"), number("-10")) > 0);
    int64_t value;
    assert_true(decimal_to_int(number("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(decimal_to_int(number("9223372036854775808"), &value));
    assert_true(decimal_to_int(number("12.00"), &value));
    assert_int_equal(value, 12);
    assert_false(decimal_to_int(number("12.01"), &value));
    assert_text(decimal_format(&arena, decimal_from_int(&arena, INT64_MIN)),
                "-9223372036854775808");
    assert_text(decimal_format_shortest(&arena, decimal_from_double(&arena, 0.1)), "0.1");
    assert_text(decimal_format_shortest(&arena, decimal_from_double(&arena, -1234567.25)),
                "-1234567.25");
    assert_text(decimal_format_shortest(&arena, decimal_from_double(&arena, 1e22)),
                "10000000000000000000000");
}

static void limits_hold(void **state) {
    (void)state;
    char digits[DECIMAL_DIGIT_LIMIT + 2];
    memset(digits, '9', sizeof digits);
    Decimal d;
    assert_true(decimal_parse(&arena, (Text){digits, DECIMAL_DIGIT_LIMIT}, &d));
    assert_false(decimal_is_too_large(d));
    assert_false(decimal_parse(&arena, (Text){digits, DECIMAL_DIGIT_LIMIT + 1}, &d));
    Decimal more = decimal_add(&arena, d, number("1"));
    assert_true(decimal_is_too_large(more));
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(reads_and_writes), cmocka_unit_test(computes),
        cmocka_unit_test(rounds),           cmocka_unit_test(compares_and_converts),
        cmocka_unit_test(limits_hold),
    };
    int failed = RUN_CASES(cases);
    arena_free(&arena);
    return failed;
}
