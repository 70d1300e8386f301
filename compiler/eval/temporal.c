/* Days, times and spans: counting in the Gregorian calendar, reading and writing. Reads what
 * literal_flaw has accepted, and is as strict. */
#include "compiler/eval/temporal.h"

#include <string.h>

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400, DAYS_TO_1970 = 719468, DAYS_PER_MONTH = 30 };

#define FIRST_DAY INT64_C(-719162) /* 0001-01-01 */
#define LAST_DAY INT64_C(2932896)  /* 9999-12-31 */
/* Of each part of an interval: ten thousand years, with room for sums and products below 2^63. */
#define MOST_MONTHS INT64_C(120000)
#define MOST_DAYS INT64_C(3660000)
#define MOST_MICROSECONDS (MOST_DAYS * MICROSECONDS_PER_DAY)

/* ---- the calendar ---- */

static int64_t floor_divide(int64_t value, int64_t by) {
    return value / by - (value % by < 0);
}

/* Years that begin with March, so that the day of leap years is the last; 400 of them are an era. */
int64_t day_from_civil(CivilDay civil) {
    int64_t year = civil.year - (civil.month <= 2);
    int64_t era = floor_divide(year, YEARS_PER_ERA), of_era = year - era * YEARS_PER_ERA;
    unsigned month = (civil.month + 9) % 12;
    int64_t of_year = (153 * (int64_t)month + 2) / 5 + civil.day - 1;
    return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

CivilDay civil_from_day(int64_t day) {
    int64_t shifted = day + DAYS_TO_1970, era = floor_divide(shifted, DAYS_PER_ERA);
    int64_t of_era = shifted - era * DAYS_PER_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    CivilDay civil = {
        .year = year + era * YEARS_PER_ERA,
        .month = (unsigned)(month < 10 ? month + 3 : month - 9),
        .day = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
    };
    civil.year += civil.month <= 2;
    return civil;
}

unsigned day_of_week(int64_t day) {
    return (unsigned)(day + 4 - floor_divide(day + 4, 7) * 7); /* 1970-01-01 was a Thursday */
}

int64_t day_of_time(int64_t microseconds) {
    return floor_divide(microseconds, MICROSECONDS_PER_DAY);
}

bool day_is_in_range(int64_t day) {
    return day >= FIRST_DAY && day <= LAST_DAY;
}

bool time_is_in_range(int64_t microseconds) {
    return day_is_in_range(day_of_time(microseconds));
}

static unsigned days_in_month(int64_t year, unsigned month) {
    CivilDay first = {year, month, 1};
    CivilDay next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
    return (unsigned)(day_from_civil(next) - day_from_civil(first));
}

/* ---- reading ---- */

static bool eat(Text *t, char c) {
    if (t->size == 0 || t->at[0] != c) {
        return false;
    }
    *t = text_slice(*t, 1, t->size);
    return true;
}

/* LEAST to MOST digits, MOST at most 9; gives how many, 0 for too few. */
static size_t eat_digits(Text *t, size_t least, size_t most, int64_t *value) {
    size_t count = 0;
    *value = 0;
    while (count < t->size && count < most && t->at[count] >= '0' && t->at[count] <= '9') {
        *value = *value * 10 + (t->at[count++] - '0');
    }
    *t = text_slice(*t, count, t->size);
    return count >= least ? count : 0;
}

/* Digits behind a point, as millionths. */
static bool eat_fraction(Text *t, int64_t *microseconds) {
    size_t digits = eat_digits(t, 1, 6, microseconds);
    for (size_t i = digits; i < 6; i++) {
        *microseconds *= 10;
    }
    return digits > 0;
}

static bool eat_date(Text *t, int64_t *day) {
    int64_t y, m, d;
    if (!eat_digits(t, 4, 4, &y) || !eat(t, '-') || !eat_digits(t, 2, 2, &m) || !eat(t, '-') ||
        !eat_digits(t, 2, 2, &d) || y < 1 || m < 1 || m > 12 || d < 1 ||
        d > days_in_month(y, (unsigned)m)) {
        return false;
    }
    *day = day_from_civil((CivilDay){y, (unsigned)m, (unsigned)d});
    return true;
}

static bool eat_time(Text *t, int64_t *microseconds) {
    int64_t hour, minute, second = 0, fraction = 0;
    if (!eat_digits(t, 2, 2, &hour) || !eat(t, ':') || !eat_digits(t, 2, 2, &minute) ||
        (eat(t, ':') &&
         (!eat_digits(t, 2, 2, &second) || (eat(t, '.') && !eat_fraction(t, &fraction)))) ||
        hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    *microseconds = ((hour * 60 + minute) * 60 + second) * MICROSECONDS_PER_SECOND + fraction;
    return true;
}

static bool eat_zone(Text *t, int64_t *microseconds) {
    int64_t hours, minutes = 0;
    *microseconds = 0;
    if (t->size == 0 || eat(t, 'Z')) {
        return true;
    }
    bool west = eat(t, '-');
    if ((!west && !eat(t, '+')) || !eat_digits(t, 2, 2, &hours) ||
        (eat(t, ':') && !eat_digits(t, 2, 2, &minutes)) || hours > 15 || minutes > 59) {
        return false;
    }
    *microseconds = (hours * 60 + minutes) * 60 * MICROSECONDS_PER_SECOND * (west ? -1 : 1);
    return true;
}

bool temporal_parse_date(Text text, int64_t *day) {
    return eat_date(&text, day) && text.size == 0;
}

bool temporal_parse_time(Text text, int64_t *microseconds) {
    return eat_time(&text, microseconds) && text.size == 0;
}

bool temporal_parse_timestamp(Text text, int64_t *microseconds) {
    int64_t day, time, zone;
    if (!eat_date(&text, &day) || (!eat(&text, 'T') && !eat(&text, ' ')) ||
        !eat_time(&text, &time) || !eat_zone(&text, &zone) || text.size > 0) {
        return false;
    }
    *microseconds = day * MICROSECONDS_PER_DAY + time - zone;
    return time_is_in_range(*microseconds);
}

/* What one of a unit adds. */
static const struct {
    const char *word;
    Interval one;
} units[] = {
    {"year", {12, 0, 0}},
    {"month", {1, 0, 0}},
    {"week", {0, 7, 0}},
    {"day", {0, 1, 0}},
    {"hour", {0, 0, 3600 * MICROSECONDS_PER_SECOND}},
    {"minute", {0, 0, 60 * MICROSECONDS_PER_SECOND}},
    {"second", {0, 0, MICROSECONDS_PER_SECOND}},
};

static bool eat_unit(Text *t, Interval *one) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        Text word = text_from(units[i].word);
        if (text_starts_with(*t, word)) {
            *t = text_slice(*t, word.size, t->size);
            eat(t, 's');
            *one = units[i].one;
            return t->size == 0 || t->at[0] == ' ';
        }
    }
    return false;
}

/* One `-1.5 days`. A fraction goes to the next smaller parts. */
static bool eat_span(Text *t, Interval *sum) {
    int64_t value, millionths = 0;
    Interval one, whole, part;
    int sign = eat(t, '-') ? -1 : 1;
    if (sign > 0) {
        eat(t, '+');
    }
    if (!eat_digits(t, 1, 9, &value) || (eat(t, '.') && !eat_fraction(t, &millionths)) ||
        !eat(t, ' ')) {
        return false;
    }
    while (eat(t, ' ')) {
    }
    return eat_unit(t, &one) && interval_multiply(one, value, &whole) &&
           interval_multiply(one, millionths, &part) &&
           interval_divide(part, MICROSECONDS_PER_SECOND, &part) &&
           interval_add(whole, part, 1, &whole) && interval_add(*sum, whole, sign, sum);
}

bool temporal_parse_interval(Text text, Interval *out) {
    *out = (Interval){0};
    do {
        Text rest = text;
        int64_t time;
        if (eat_time(&rest, &time) && rest.size == 0) { /* a time of day ends it */
            return interval_add(*out, (Interval){0, 0, time}, 1, out);
        }
        if (!eat_span(&text, out)) {
            return false;
        }
        while (eat(&text, ' ')) {
        }
    } while (text.size > 0);
    return true;
}

/* ---- writing ---- */

Text temporal_format_date(Arena *a, int64_t day) {
    CivilDay civil = civil_from_day(day);
    return text_format(a, "%04d-%02u-%02u", (int)civil.year, civil.month, civil.day);
}

/* Of hours any number. */
Text temporal_format_time(Arena *a, int64_t microseconds) {
    int64_t seconds = microseconds / MICROSECONDS_PER_SECOND;
    unsigned fraction = (unsigned)(microseconds % MICROSECONDS_PER_SECOND);
    Text text = text_format(a, "%02d:%02d:%02d.%06u", (int)(seconds / 3600),
                            (int)(seconds / 60 % 60), (int)(seconds % 60), fraction);
    if (fraction == 0) {
        return text_slice(text, 0, text.size - sizeof ".000000" + 1);
    }
    while (text.at[text.size - 1] == '0') {
        text.size--;
    }
    return text;
}

Text temporal_format_timestamp(Arena *a, int64_t microseconds) {
    int64_t day = day_of_time(microseconds);
    Text date = temporal_format_date(a, day);
    Text time = temporal_format_time(a, microseconds - day * MICROSECONDS_PER_DAY);
    return text_format(a, "%.*s %.*s", TEXT_ARG(date), TEXT_ARG(time));
}

Text temporal_format_interval(Arena *a, Interval interval) {
    Text text = {"", 0};
    const struct {
        const char *word;
        int64_t value;
    } parts[] = {{"month", interval.months}, {"day", interval.days}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int64_t value = parts[i].value;
        if (value) {
            text = text_format(a, "%.*s%s%lld %s%s", TEXT_ARG(text), text.size ? " " : "",
                               (long long)value, parts[i].word, value == 1 ? "" : "s");
        }
    }
    int64_t rest = interval.microseconds;
    if (rest || !text.size) {
        Text time = temporal_format_time(a, rest < 0 ? -rest : rest);
        text = text_format(a, "%.*s%s%s%.*s", TEXT_ARG(text), text.size ? " " : "",
                           rest < 0 ? "-" : "", TEXT_ARG(time));
    }
    return text;
}

/* ---- arithmetic ---- */

static bool is_in_range(Interval i) {
    return i.months <= MOST_MONTHS && i.months >= -MOST_MONTHS && i.days <= MOST_DAYS &&
           i.days >= -MOST_DAYS && i.microseconds <= MOST_MICROSECONDS &&
           i.microseconds >= -MOST_MICROSECONDS;
}

bool interval_add(Interval left, Interval right, int sign, Interval *out) {
    *out = (Interval){left.months + sign * right.months, left.days + sign * right.days,
                      left.microseconds + sign * right.microseconds};
    return is_in_range(*out);
}

static bool multiply(int64_t left, int64_t right, int64_t *product) {
    int64_t most = MOST_MICROSECONDS;
    if (left != 0 &&
        (right > most / (left < 0 ? -left : left) || right < -(most / (left < 0 ? -left : left)))) {
        return false;
    }
    *product = left * right;
    return true;
}

bool interval_multiply(Interval interval, int64_t by, Interval *out) {
    return multiply(interval.months, by, &out->months) && multiply(interval.days, by, &out->days) &&
           multiply(interval.microseconds, by, &out->microseconds) && is_in_range(*out);
}

/* The months' remainder goes to the days, that of both to the time, in milliseconds first: 7 million days
 * of them are far from 2^63. */
bool interval_divide(Interval interval, int64_t by, Interval *out) {
    if (by == 0) {
        return false;
    }
    int64_t from_months = interval.months % by * DAYS_PER_MONTH;
    int64_t rest_of_days = interval.days % by + from_months % by;
    int64_t part = rest_of_days * (MICROSECONDS_PER_DAY / 1000) % by;
    int64_t time = rest_of_days * (MICROSECONDS_PER_DAY / 1000) / by * 1000 + part * 1000 / by;
    *out = (Interval){interval.months / by, interval.days / by + from_months / by,
                      interval.microseconds / by + time};
    return is_in_range(*out);
}

static bool shift_months(int64_t *day, int64_t months) {
    CivilDay civil = civil_from_day(*day);
    int64_t month = civil.year * 12 + (int64_t)civil.month - 1 + months;
    civil.year = floor_divide(month, 12);
    civil.month = (unsigned)(month - civil.year * 12) + 1;
    if (civil.year < 1 || civil.year > 9999) {
        return false;
    }
    unsigned last = days_in_month(civil.year, civil.month);
    civil.day = civil.day < last ? civil.day : last;
    *day = day_from_civil(civil);
    return true;
}

bool temporal_shift(int64_t time, Interval by, int sign, int64_t *out) {
    int64_t day = day_of_time(time), of_day = time - day * MICROSECONDS_PER_DAY;
    if (!shift_months(&day, sign * by.months)) {
        return false;
    }
    day += sign * by.days;
    *out = day * MICROSECONDS_PER_DAY + of_day + sign * by.microseconds;
    return time_is_in_range(*out);
}

int interval_compare(Interval left, Interval right) {
    int64_t l = (left.months * DAYS_PER_MONTH + left.days) * MICROSECONDS_PER_DAY,
            r = (right.months * DAYS_PER_MONTH + right.days) * MICROSECONDS_PER_DAY;
    l += left.microseconds;
    r += right.microseconds;
    return l < r ? -1 : l > r;
}
