/* Days, times of day, instants and spans of time, in the proleptic Gregorian calendar of the years 1 to
 * 9999, without leap seconds. No clock and no zone tables: an instant is in UTC.
 *
 * A day is the number of days since 1970-01-01; a time of day, microseconds since midnight; an instant
 * and a wall clock's time, microseconds since 1970-01-01 00:00. */
#ifndef TENON_EVAL_TEMPORAL_H
#define TENON_EVAL_TEMPORAL_H

#include "compiler/base/text.h"

#define MICROSECONDS_PER_SECOND INT64_C(1000000)
#define MICROSECONDS_PER_DAY INT64_C(86400000000)

/* A span of time. The three parts are independent, as a month has no fixed number of days. */
typedef struct Interval {
    int64_t months, days, microseconds;
} Interval;

typedef struct CivilDay {
    int64_t year;
    unsigned month, day;
} CivilDay;

int64_t day_from_civil(CivilDay civil);
CivilDay civil_from_day(int64_t day);
/* Sunday is 0. */
unsigned day_of_week(int64_t day);
/* The day of a time since 1970, also before it. */
int64_t day_of_time(int64_t microseconds);
/* Whether it lies in the years 1 to 9999. */
bool day_is_in_range(int64_t day);
bool time_is_in_range(int64_t microseconds);

/* Reading, in the forms of literal_flaw (compiler/read/literal.h), which reports; false: it is none. A
 * zone behind the time is taken off, so that the result is UTC. */
bool temporal_parse_date(Text text, int64_t *day);
bool temporal_parse_time(Text text, int64_t *microseconds);
bool temporal_parse_timestamp(Text text, int64_t *microseconds);
bool temporal_parse_interval(Text text, Interval *out);

/* ISO 8601 with a blank between day and time; a fraction of seconds only where there is one, without
 * zeros at its end. */
Text temporal_format_date(Arena *a, int64_t day);
Text temporal_format_time(Arena *a, int64_t microseconds);
Text temporal_format_timestamp(Arena *a, int64_t microseconds);
/* "1 month -2 days 00:00:01.5" */
Text temporal_format_interval(Arena *a, Interval interval);

/* TIME plus SIGN (1 or -1) times the interval: months first, where a day that its month lacks becomes
 * the month's last, then days, then microseconds. False: out of range. */
bool temporal_shift(int64_t time, Interval by, int sign, int64_t *out);

/* False: out of range. Of a division fractions of months go to days of which a month has 30, fractions of
 * days to microseconds, and of these the fraction is cut off. */
bool interval_add(Interval left, Interval right, int sign, Interval *out);
bool interval_multiply(Interval interval, int64_t by, Interval *out);
bool interval_divide(Interval interval, int64_t by, Interval *out);
/* A month as 30 days, a day as 24 hours. */
int interval_compare(Interval left, Interval right);

#endif
