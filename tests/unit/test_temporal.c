/* The calendar: days and their numbers, reading and writing, intervals. */
#include "tests/unit/unit.h"

#include "compiler/eval/temporal.h"

static Arena arena;

static int64_t instant(const char *text) {
    int64_t time;
    assert_true(temporal_parse_timestamp(text_from(text), &time));
    return time;
}

static Interval span(const char *text) {
    Interval interval;
    assert_true(temporal_parse_interval(text_from(text), &interval));
    return interval;
}

static void days_have_numbers(void **state) {
    (void)state;
    static const struct {
        CivilDay civil;
        int64_t day;
        unsigned of_week;
    } cases[] = {
        {{1970, 1, 1}, 0, 4},    {{1969, 12, 31}, -1, 3},      {{2000, 2, 29}, 11016, 2},
        {{1, 1, 1}, -719162, 1}, {{9999, 12, 31}, 2932896, 5}, {{2026, 11, 20}, 20777, 5},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(day_from_civil(cases[i].civil), cases[i].day);
        CivilDay civil = civil_from_day(cases[i].day);
        assert_int_equal(civil.year, cases[i].civil.year);
        assert_int_equal(civil.month, cases[i].civil.month);
        assert_int_equal(civil.day, cases[i].civil.day);
        assert_int_equal(day_of_week(cases[i].day), cases[i].of_week);
    }
    for (int64_t day = -719162; day <= 2932896; day += 97) {
        assert_int_equal(day_from_civil(civil_from_day(day)), day);
    }
}

static void instants_are_utc(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"2026-06-30 06:30:00+02", "2026-06-30 04:30:00"},
        {"2026-06-30T23:30-01:30", "2026-07-01 01:00:00"},
        {"1969-12-31 23:59:59.5Z", "1969-12-31 23:59:59.5"},
        {"2024-02-29 00:00:00.000001", "2024-02-29 00:00:00.000001"},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        assert_text(temporal_format_timestamp(&arena, instant(pairs[i][0])), pairs[i][1]);
    }
    int64_t time;
    assert_false(temporal_parse_timestamp(TEXT("0001-01-01 00:00+02"), &time));
    assert_false(temporal_parse_timestamp(TEXT("2023-02-29 00:00"), &time));
    assert_false(temporal_parse_time(TEXT("24:00"), &time));
}

static void shifting(void **state) {
    (void)state;
    static const struct {
        const char *start, *by;
        int sign;
        const char *result;
    } cases[] = {
        {"2024-01-31 10:00", "1 month", 1, "2024-02-29 10:00:00"},
        {"2024-03-31 10:00", "1 month", -1, "2024-02-29 10:00:00"},
        {"2023-12-31 23:00", "2 hours", 1, "2024-01-01 01:00:00"},
        {"2024-02-29 00:00", "1 year", 1, "2025-02-28 00:00:00"},
        {"2024-02-29 00:00", "1 year 2 months -3 days 01:30", 1, "2025-04-26 01:30:00"},
        {"1970-01-01 00:00", "0.5 seconds", -1, "1969-12-31 23:59:59.5"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t time;
        assert_true(
            temporal_shift(instant(cases[i].start), span(cases[i].by), cases[i].sign, &time));
        assert_text(temporal_format_timestamp(&arena, time), cases[i].result);
    }
    int64_t time;
    assert_false(temporal_shift(instant("9999-12-31 00:00"), span("1 day"), 1, &time));
    assert_false(temporal_shift(instant("0001-01-15 00:00"), span("1 month"), -1, &time));
}

static void intervals_compute(void **state) {
    (void)state;
    Interval i;
    assert_text(temporal_format_interval(&arena, span("1 year 1 week 90 seconds")),
                "12 months 7 days 00:01:30");
    assert_true(interval_divide(span("1 month"), 2, &i));
    assert_text(temporal_format_interval(&arena, i), "15 days");
    assert_true(interval_divide(span("1 day"), -7, &i));
    assert_text(temporal_format_interval(&arena, i), "-03:25:42.857142");
    assert_true(interval_multiply(span("1 day -1 hours"), 3, &i));
    assert_text(temporal_format_interval(&arena, i), "3 days -03:00:00");
    assert_false(interval_multiply(span("1 day"), INT64_MAX, &i));
    assert_false(interval_multiply(span("1 second"), INT64_MIN, &i));
    assert_int_equal(interval_compare(span("1 month"), span("30 days")), 0);
    assert_true(interval_compare(span("1 month"), span("721 hours")) < 0);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(days_have_numbers),
        cmocka_unit_test(instants_are_utc),
        cmocka_unit_test(shifting),
        cmocka_unit_test(intervals_compute),
    };
    int failed = RUN_CASES(cases);
    arena_free(&arena);
    return failed;
}
