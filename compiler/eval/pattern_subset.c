/* The common subset of PCRE2, PostgreSQL's ARE and ICU: a scan over a pattern that PCRE2 has accepted,
 * which stops at the first thing that one of them lacks or reads otherwise.
 *
 * Sources: PostgreSQL 16 manual, 9.7.3 "POSIX Regular Expressions"; ICU user guide, "Regular
 * Expressions" and "UnicodeSet"; pcre2syntax(3). */
#include "compiler/eval/pattern.h"

/* PCRE2 refuses groups nested deeper (parens_nest_limit, 250 by default). */
enum { NESTING_LIMIT = 256 };

typedef struct Scanner {
    Text regex;
    size_t at;
    PatternProblem *problem;
    bool can_repeat;                  /* something that a quantifier may follow stands before */
    bool is_lookahead[NESTING_LIMIT]; /* of each open group */
    size_t depth;
} Scanner;

/* The byte COUNT further on; NUL behind the end. */
static char peek(const Scanner *s, size_t count) {
    return s->at + count < s->regex.size ? s->regex.at[s->at + count] : '\0';
}

static bool looking_at(const Scanner *s, Text what) {
    return text_starts_with(text_slice(s->regex, s->at, s->regex.size), what);
}

static bool refuse(Scanner *s, size_t size, Text why) {
    size_t end = s->at + size < s->regex.size ? s->at + size : s->regex.size;
    *s->problem = (PatternProblem){s->at, end, why};
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Escapes by a letter or digit that mean the same everywhere, and where. Punctuation may always be
 * escaped. */
static const char everywhere[] = "dswntrfae";
static const char outside_classes[] = "DSWA";

static const struct {
    char letter;
    Text why;
} refused_escapes[] = {
    {'b', TEXT_INIT("`\\b` is a word boundary here and a backspace there")},
    {'B', TEXT_INIT("`\\B` is no word boundary in PostgreSQL")},
    {'v', TEXT_INIT("`\\v` is one character here and a class there")},
    {'z', TEXT_INIT("`\\z` is not known to PostgreSQL; use `$`")},
    {'Z', TEXT_INIT("`\\Z` differs before a last newline; use `$`")},
    {'x',
     TEXT_INIT("`\\x` takes another number of digits in each engine; write the character itself")},
    {'p', TEXT_INIT("Unicode properties are not known to PostgreSQL")},
    {'P', TEXT_INIT("Unicode properties are not known to PostgreSQL")},
    {'K', TEXT_INIT("`\\K` is known to PCRE2 only")},
    {'Q', TEXT_INIT("`\\Q` is not known to PostgreSQL; escape each character")},
    {'k', TEXT_INIT("named references are not known to PostgreSQL; use `\\1`")},
    {'g', TEXT_INIT("`\\g` is known to PCRE2 only; use `\\1`")},
};

static bool contains(const char *set, char c) {
    return c && text_find(text_from(set), (Text){&c, 1}) != SIZE_MAX;
}

static bool scan_escape(Scanner *s, bool in_class) {
    char c = peek(s, 1);
    if (is_digit(c)) {
        if (in_class || c == '0' || is_digit(peek(s, 2))) {
            return refuse(s, 2,
                          TEXT("only the references `\\1` to `\\9` mean the same everywhere"));
        }
    } else if (is_letter(c)) {
        for (size_t i = 0; i < sizeof refused_escapes / sizeof refused_escapes[0]; i++) {
            if (refused_escapes[i].letter == c) {
                return refuse(s, 2, refused_escapes[i].why);
            }
        }
        if (in_class && contains(outside_classes, c)) {
            return refuse(
                s, 2, TEXT("a negated class cannot stand inside brackets in PostgreSQL before 14"));
        }
        if (!contains(everywhere, c) && !contains(outside_classes, c)) {
            return refuse(s, 2, TEXT("this escape is not known to every engine"));
        }
        s->at += 2;
        s->can_repeat = c != 'A';
        return true;
    }
    s->at += 2;
    s->can_repeat = true;
    return true;
}

static bool scan_posix_class(Scanner *s) {
    size_t end = text_find(text_slice(s->regex, s->at, s->regex.size), TEXT(":]"));
    if (peek(s, 1) != ':' || end == SIZE_MAX) {
        return refuse(s, 1, TEXT("`[` inside brackets begins a set in ICU; escape it"));
    }
    s->at += end + 2;
    return true;
}

/* Of `[`…`]`. */
static bool scan_class(Scanner *s) {
    s->at++;
    if (peek(s, 0) == '^') {
        s->at++;
    }
    if (peek(s, 0) == ']') {
        return refuse(s, 1, TEXT("a first `]` inside brackets closes them in ICU; escape it"));
    }
    while (s->at < s->regex.size && peek(s, 0) != ']') {
        if (looking_at(s, TEXT("&&")) || looking_at(s, TEXT("--"))) {
            return refuse(s, 2,
                          TEXT("`&&` and `--` inside brackets are operators in ICU; escape one"));
        }
        if (peek(s, 0) == '[') {
            if (!scan_posix_class(s)) {
                return false;
            }
        } else if (peek(s, 0) == '\\') {
            if (!scan_escape(s, true)) {
                return false;
            }
        } else {
            s->at++;
        }
    }
    s->at++;
    s->can_repeat = true;
    return true;
}

static const struct {
    Text opening, why; /* no reason: it is fine */
} groups[] = {
    {TEXT_INIT("(?:"), TEXT_INIT("")},
    {TEXT_INIT("(?="), TEXT_INIT("")},
    {TEXT_INIT("(?!"), TEXT_INIT("")},
    {TEXT_INIT("(?<="), TEXT_INIT("lookbehind is not known to every engine")},
    {TEXT_INIT("(?<!"), TEXT_INIT("lookbehind is not known to every engine")},
    {TEXT_INIT("(?<"), TEXT_INIT("named groups are not known to PostgreSQL; use `(`")},
    {TEXT_INIT("(?P"), TEXT_INIT("named groups are not known to PostgreSQL; use `(`")},
    {TEXT_INIT("(?'"), TEXT_INIT("named groups are not known to PostgreSQL; use `(`")},
    {TEXT_INIT("(?>"), TEXT_INIT("atomic groups are not known to PostgreSQL")},
    {TEXT_INIT("(?|"), TEXT_INIT("branch resets are known to PCRE2 only")},
    {TEXT_INIT("(?("), TEXT_INIT("conditions are known to PCRE2 only")},
    {TEXT_INIT("(?#"), TEXT_INIT("comments belong into `doc:`")},
    {TEXT_INIT("(?"), TEXT_INIT("options and recursion are not known to every engine")},
    {TEXT_INIT("(*"), TEXT_INIT("verbs are known to PCRE2 only")},
    {TEXT_INIT("("), TEXT_INIT("")},
};

static bool scan_group(Scanner *s) {
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        if (looking_at(s, groups[i].opening)) {
            if (groups[i].why.size) {
                return refuse(s, groups[i].opening.size, groups[i].why);
            }
            char last = groups[i].opening.at[groups[i].opening.size - 1];
            s->at += groups[i].opening.size;
            s->can_repeat = false;
            s->is_lookahead[s->depth++ % NESTING_LIMIT] = last == '=' || last == '!';
            return true;
        }
    }
    return true;
}

static bool scan_group_end(Scanner *s) {
    s->at++;
    s->can_repeat = !s->is_lookahead[--s->depth % NESTING_LIMIT];
    return true;
}

/* The number at *AT, which moves behind it. */
static unsigned scan_number(const Scanner *s, size_t *at) {
    unsigned number = 0;
    for (; is_digit(peek(s, *at)); (*at)++) {
        number = number < 10000 ? number * 10 + (unsigned)(peek(s, *at) - '0') : number;
    }
    return number;
}

/* The size of `{n}`, `{n,}` or `{n,m}` here; 0 when it is something else. */
static size_t bound_size(const Scanner *s, unsigned *largest) {
    size_t at = 1;
    if (!is_digit(peek(s, at))) {
        return 0;
    }
    *largest = scan_number(s, &at);
    if (peek(s, at) == ',') {
        at++;
        unsigned most = scan_number(s, &at);
        *largest = most > *largest ? most : *largest;
    }
    return peek(s, at) == '}' ? at + 1 : 0;
}

static bool scan_quantifier(Scanner *s) {
    size_t size = 1;
    if (peek(s, 0) == '{') {
        enum { LARGEST_BOUND = 255 }; /* DUPMAX of PostgreSQL */
        unsigned largest = 0;
        size = bound_size(s, &largest);
        if (size == 0) {
            return refuse(s, 1, TEXT("a `{` that repeats nothing has to be escaped"));
        }
        if (largest > LARGEST_BOUND) {
            return refuse(s, size, TEXT("PostgreSQL repeats at most 255 times"));
        }
    }
    if (!s->can_repeat) {
        return refuse(s, size, TEXT("there is nothing to repeat before it"));
    }
    s->at += size;
    if (peek(s, 0) == '+') {
        return refuse(s, 1, TEXT("possessive repetition is not known to PostgreSQL"));
    }
    if (peek(s, 0) == '?') {
        s->at++;
    }
    s->can_repeat = false;
    return true;
}

static bool scan_one(Scanner *s) {
    switch (peek(s, 0)) {
    case '\\': return scan_escape(s, false);
    case '[': return scan_class(s);
    case '(': return scan_group(s);
    case ')': return scan_group_end(s);
    case '*':
    case '+':
    case '?':
    case '{': return scan_quantifier(s);
    case '}': return refuse(s, 1, TEXT("a `}` that closes nothing has to be escaped"));
    case '^':
    case '$':
    case '|': s->can_repeat = false; break;
    default: s->can_repeat = true; break;
    }
    s->at++;
    return true;
}

bool pattern_is_portable(Text regex, PatternProblem *problem) {
    Scanner s = {.regex = regex, .problem = problem};
    while (s.at < regex.size) {
        if (!scan_one(&s)) {
            return false;
        }
    }
    return true;
}
