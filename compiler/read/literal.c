/* Checks the texts of dates, times, intervals, uuids, addresses and JSON, by hand-written scanners
 * over a slice that is eaten from the left. No clock, no zone tables: an offset is only looked at.
 */
#include "compiler/read/literal.h"

#include <string.h>

enum { JSON_DEPTH_LIMIT = 64 };

static const char no_such_day[] = "there is no such day in the calendar";
static const char no_such_time[] = "there is no such time of day";

/* ---- eating ---- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool eat(Text *t, char c) {
    if (t->size == 0 || t->at[0] != c) {
        return false;
    }
    *t = text_slice(*t, 1, t->size);
    return true;
}

static bool eat_blanks(Text *t) {
    bool any = false;
    while (eat(t, ' ')) {
        any = true;
    }
    return any;
}

/* LEAST to MOST digits; *VALUE is their number, which MOST <= 9 keeps small. */
static bool eat_digits(Text *t, size_t least, size_t most, unsigned *value) {
    size_t count = 0;
    *value = 0;
    while (count < t->size && count < most && is_digit(t->at[count])) {
        *value = *value * 10 + (unsigned)(t->at[count++] - '0');
    }
    *t = text_slice(*t, count, t->size);
    return count >= least;
}

/* ---- dates and times ---- */

static unsigned days_in_month(unsigned year, unsigned month) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static const char *eat_date(Text *t) {
    unsigned year, month, day;
    if (!eat_digits(t, 4, 4, &year) || !eat(t, '-') || !eat_digits(t, 2, 2, &month) ||
        !eat(t, '-') || !eat_digits(t, 2, 2, &day)) {
        return "a day is written as 2026-01-31";
    }
    bool real =
        year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
    return real ? NULL : no_such_day;
}

static const char *eat_time(Text *t) {
    unsigned hour, minute, second = 0, fraction;
    if (!eat_digits(t, 2, 2, &hour) || !eat(t, ':') || !eat_digits(t, 2, 2, &minute) ||
        (eat(t, ':') &&
         (!eat_digits(t, 2, 2, &second) || (eat(t, '.') && !eat_digits(t, 1, 6, &fraction))))) {
        return "a time is written as 23:59, 23:59:59 or 23:59:59.999999";
    }
    return hour < 24 && minute < 60 && second < 60 ? NULL : no_such_time;
}

static const char *eat_datetime(Text *t) {
    const char *flaw = eat_date(t);
    if (flaw) {
        return flaw;
    }
    if (!eat(t, 'T') && !eat(t, ' ')) {
        return "day and time are written as 2026-01-31 23:59:59";
    }
    return eat_time(t);
}

static const char *eat_zone(Text *t) {
    unsigned hours, minutes = 0;
    if (t->size == 0 || eat(t, 'Z')) {
        return NULL;
    }
    if ((!eat(t, '+') && !eat(t, '-')) || !eat_digits(t, 2, 2, &hours) ||
        (eat(t, ':') && !eat_digits(t, 2, 2, &minutes)) || hours > 15 || minutes > 59) {
        return "a zone is written as Z, +02 or +02:00";
    }
    return NULL;
}

/* ---- intervals ---- */

static bool eat_unit(Text *t) {
    static const char *const units[] = {"year", "month", "week", "day", "hour", "minute", "second"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        Text unit = text_from(units[i]);
        if (text_starts_with(*t, unit)) {
            *t = text_slice(*t, unit.size, t->size);
            eat(t, 's');
            return t->size == 0 || t->at[0] == ' ';
        }
    }
    return false;
}

static const char *eat_interval(Text *t) {
    static const char form[] = "an interval is written as 7 days, 1 year 2 months or 36 hours";
    do {
        unsigned value;
        Text rest = *t;
        if (!eat_time(&rest) && rest.size == 0) { /* a time of day ends it: 2 days 10:30:00 */
            *t = rest;
            return NULL;
        }
        if (!eat(t, '-')) {
            eat(t, '+');
        }
        if (!eat_digits(t, 1, 9, &value) || (eat(t, '.') && !eat_digits(t, 1, 6, &value)) ||
            !eat_blanks(t) || !eat_unit(t)) {
            return form;
        }
    } while (eat_blanks(t));
    return t->size == 0 ? NULL : form;
}

/* ---- identifiers and addresses ---- */

static bool eat_hex(Text *t, size_t least, size_t most) {
    size_t count = 0;
    while (count < t->size && count < most) {
        char c = t->at[count];
        if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
            break;
        }
        count++;
    }
    *t = text_slice(*t, count, t->size);
    return count >= least;
}

static const char *eat_uuid(Text *t) {
    static const size_t groups[] = {8, 4, 4, 4, 12};
    for (size_t i = 0; i < 5; i++) {
        if ((i > 0 && !eat(t, '-')) || !eat_hex(t, groups[i], groups[i])) {
            return "a uuid is written as 123e4567-e89b-12d3-a456-426614174000";
        }
    }
    return NULL;
}

static bool eat_ipv4(Text *t) {
    for (int i = 0; i < 4; i++) {
        unsigned part;
        if ((i > 0 && !eat(t, '.')) || !eat_digits(t, 1, 3, &part) || part > 255) {
            return false;
        }
    }
    return true;
}

/* RFC 4291, section 2.2: eight groups, or fewer with one `::`, the last two perhaps as IPv4. */
static bool eat_ipv6(Text *t) {
    int groups = 0;
    bool gap = false;
    if (t->size >= 2 && t->at[0] == ':') {
        if (t->at[1] != ':') {
            return false;
        }
        eat(t, ':');
    }
    while (t->size > 0 && t->at[0] != '/' && groups < 8) {
        if (eat(t, ':')) {
            if (gap) {
                return false;
            }
            gap = true;
            continue;
        }
        Text rest = *t;
        if (groups <= 6 && eat_ipv4(&rest) && (rest.size == 0 || rest.at[0] == '/')) {
            *t = rest;
            groups += 2;
            break;
        }
        if (!eat_hex(t, 1, 4)) {
            return false;
        }
        groups++;
        if (t->size > 0 && t->at[0] != '/' && (!eat(t, ':') || t->size == 0 || t->at[0] == '/')) {
            return false;
        }
    }
    return gap ? groups < 8 : groups == 8;
}

static const char *eat_inet(Text *t) {
    bool is_ipv6 = text_find(*t, TEXT(":")) != SIZE_MAX;
    unsigned bits = 0;
    if (!(is_ipv6 ? eat_ipv6(t) : eat_ipv4(t)) || (eat(t, '/') && !eat_digits(t, 1, 3, &bits)) ||
        bits > (is_ipv6 ? 128u : 32u)) {
        return "an address is written as 192.0.2.1, 192.0.2.0/24 or 2001:db8::1";
    }
    return NULL;
}

/* ---- JSON, RFC 8259 ---- */

static void eat_json_blanks(Text *t) {
    while (eat(t, ' ') || eat(t, '\t') || eat(t, '\n') || eat(t, '\r')) {
    }
}

/* What stands behind a backslash. */
static bool eat_json_escape(Text *t) {
    if (eat(t, 'u')) {
        return eat_hex(t, 4, 4);
    }
    for (const char *c = "\"\\/bfnrt"; *c; c++) {
        if (eat(t, *c)) {
            return true;
        }
    }
    return false;
}

static bool eat_json_string(Text *t) {
    if (!eat(t, '"')) {
        return false;
    }
    while (!eat(t, '"')) {
        if (t->size == 0 || (unsigned char)t->at[0] < 0x20) {
            return false;
        }
        if (!eat(t, '\\')) {
            *t = text_slice(*t, 1, t->size);
        } else if (!eat_json_escape(t)) {
            return false;
        }
    }
    return true;
}

static bool eat_all_digits(Text *t) {
    size_t count = 0;
    while (count < t->size && is_digit(t->at[count])) {
        count++;
    }
    *t = text_slice(*t, count, t->size);
    return count > 0;
}

static bool eat_json_number(Text *t) {
    eat(t, '-');
    if (!eat(t, '0') && !eat_all_digits(t)) {
        return false;
    }
    if (eat(t, '.') && !eat_all_digits(t)) {
        return false;
    }
    if (eat(t, 'e') || eat(t, 'E')) {
        if (!eat(t, '+')) {
            eat(t, '-');
        }
        return eat_all_digits(t);
    }
    return true;
}

static bool eat_json(Text *t, int depth);

/* What stands between brackets: nothing, or members (`"name": value`) or values with commas. */
static bool eat_json_items(Text *t, char close, int depth) {
    eat_json_blanks(t);
    if (eat(t, close)) {
        return true;
    }
    do {
        eat_json_blanks(t);
        if (close == '}') {
            if (!eat_json_string(t)) {
                return false;
            }
            eat_json_blanks(t);
            if (!eat(t, ':')) {
                return false;
            }
        }
        if (!eat_json(t, depth + 1)) {
            return false;
        }
    } while (eat(t, ','));
    return eat(t, close);
}

static bool eat_json(Text *t, int depth) {
    static const char *const words[] = {"true", "false", "null"};
    if (depth > JSON_DEPTH_LIMIT) {
        return false;
    }
    eat_json_blanks(t);
    bool good = false;
    if (eat(t, '{')) {
        good = eat_json_items(t, '}', depth);
    } else if (eat(t, '[')) {
        good = eat_json_items(t, ']', depth);
    } else if (t->size > 0 && t->at[0] == '"') {
        good = eat_json_string(t);
    } else if (t->size > 0 && (is_digit(t->at[0]) || t->at[0] == '-')) {
        good = eat_json_number(t);
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !good; i++) {
        if (text_starts_with(*t, text_from(words[i]))) {
            *t = text_slice(*t, strlen(words[i]), t->size);
            good = true;
        }
    }
    eat_json_blanks(t);
    return good;
}

/* ---- numbers and conditions ---- */

static const char *eat_whole(Text *t) {
    if (!eat(t, '-')) {
        eat(t, '+');
    }
    return eat_all_digits(t) ? NULL : "a whole number is written as 42";
}

static const char *eat_decimal(Text *t) {
    bool good = !eat_whole(t) && (!eat(t, '.') || eat_all_digits(t));
    return good ? NULL : "a number is written as 1.50";
}

static const char *eat_float(Text *t) {
    const char *flaw = eat_decimal(t);
    if (!flaw && (eat(t, 'e') || eat(t, 'E'))) {
        flaw = eat_whole(t);
    }
    return flaw;
}

static const char *eat_boolean(Text *t) {
    bool known = text_equal(*t, TEXT("true")) || text_equal(*t, TEXT("false"));
    *t = (Text){0};
    return known ? NULL : "it is neither `true` nor `false`";
}

/* ---- all ---- */

static const char *eat_literal(TypeKind kind, Text *t) {
    const char *flaw = NULL;
    switch ((int)kind) {
    case TYPE_DATE: return eat_date(t);
    case TYPE_TIME: return eat_time(t);
    case TYPE_DATETIME: return eat_datetime(t);
    case TYPE_TIMESTAMP: flaw = eat_datetime(t); return flaw ? flaw : eat_zone(t);
    case TYPE_INTERVAL: return eat_interval(t);
    case TYPE_UUID: return eat_uuid(t);
    case TYPE_INET: return eat_inet(t);
    case TYPE_JSON: return eat_json(t, 1) ? NULL : "it is not well-formed JSON";
    case TYPE_BOOLEAN: return eat_boolean(t);
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT: return eat_whole(t);
    case TYPE_DECIMAL: return eat_decimal(t);
    case TYPE_FLOAT:
    case TYPE_DOUBLE: return eat_float(t);
    default: *t = (Text){0}; return NULL;
    }
}

const char *literal_flaw(TypeKind kind, Text text) {
    const char *flaw = eat_literal(kind, &text);
    return flaw ? flaw : text.size > 0 ? "something stands behind it" : NULL;
}

bool literal_is_written_as_string(TypeKind kind) {
    switch ((int)kind) {
    case TYPE_CHAR:
    case TYPE_STRING:
    case TYPE_TEXT:
    case TYPE_ENUM:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME:
    case TYPE_INTERVAL:
    case TYPE_UUID:
    case TYPE_JSON:
    case TYPE_INET: return true;
    default: return false;
    }
}
