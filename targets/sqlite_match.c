/* Sqlite matches: those regular expressions that GLOB and length can say exactly. That is a row of single
 * characters and classes without groups, in which
 * each but the last has a fixed number, or a few that are tried one by one. All others, the caller is
 * told, cannot be said. Takes the portable patterns of compiler/eval/pattern.h;
 * `$` is the very end, and `.` any character. */
#include "compiler/base/panic.h"
#include "targets/sqlite.h"

enum { PARTS = 32, WAYS = 12, REPEATED = 40, ANY_NUMBER = 1000000 };

/* One character of the pattern: what GLOB writes for it. */
typedef struct Part {
    Text class; /* inside brackets, without them; empty: any character */
    bool negated;
    unsigned least, most;
} Part;

typedef struct Match {
    Arena *a;
    Part part[PARTS];
    size_t count;
    bool from_start, to_end;
} Match;

/* ---- reading ---- */

static bool starts_utf8(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* A character with its further bytes. */
static Text take_character(Text *rest) {
    size_t size = 1;
    while (size < rest->size && !starts_utf8(rest->at[size]))
        size++;
    Text taken = text_slice(*rest, 0, size);
    *rest = text_slice(*rest, size, rest->size);
    return taken;
}

static bool take(Text *rest, char c) {
    if (!rest->size || rest->at[0] != c)
        return false;
    *rest = text_slice(*rest, 1, rest->size);
    return true;
}

static bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Behind a backslash: a class of ASCII, or the mark itself; empty: neither. */
static Text take_escape(Text *rest) {
    if (!rest->size)
        return TEXT("");
    Text taken = take_character(rest);
    char c = taken.at[0];
    if (c == 'd')
        return TEXT("0-9");
    if (c == 's')
        return TEXT("\t\n\v\f\r ");
    if (c == 'n')
        return TEXT("\n");
    if (c == 't')
        return TEXT("\t");
    return is_word_character(c) || c == '\\' ? TEXT("") : taken;
}

/* In GLOB's brackets `]` stands first, `-` and `^` not: those three are left to others. */
static bool is_troublesome(Text character) {
    return character.size == 1 && (character.at[0] == ']' || character.at[0] == '^');
}

/* `[a-z0-9]` as far as the bracket is open already. */
static bool read_class(Match *m, Text *rest, Part *part) {
    Buffer class = {0};
    bool good = true, hyphen = false;
    part->negated = take(rest, '^');
    while (good && rest->size && rest->at[0] != ']') {
        if (rest->at[0] == '[' || rest->at[0] == '&' || rest->at[0] == '~') {
            good = false; /* of POSIX, or of ICU */
        } else if (take(rest, '\\')) {
            Text one = take_escape(rest);
            hyphen = hyphen || text_equal(one, TEXT("-"));
            good = one.size && !is_troublesome(one);
            if (!text_equal(one, TEXT("-")))
                buffer_add(&class, one);
        } else {
            Text one = take_character(rest);
            bool alone =
                text_equal(one, TEXT("-")) && (!class.size || !rest->size || rest->at[0] == ']');
            hyphen = hyphen || alone;
            good = !is_troublesome(one);
            if (!alone)
                buffer_add(&class, one);
        }
    }
    part->class = text_join(m->a, hyphen ? TEXT("-") : TEXT(""), buffer_text(&class));
    buffer_free(&class);
    return good && take(rest, ']') && part->class.size;
}

static bool read_part(Match *m, Text *rest, Part *part) {
    static const char marks[] = "(){}|*+?^$]";
    if (take(rest, '['))
        return read_class(m, rest, part);
    if (take(rest, '.'))
        return true;
    if (take(rest, '\\')) {
        part->class = take_escape(rest);
        return part->class.size && !is_troublesome(part->class);
    }
    for (const char *mark = marks; *mark; mark++)
        if (rest->at[0] == *mark)
            return false;
    part->class = take_character(rest);
    return true;
}

static bool read_number(Text *rest, unsigned *number) {
    bool any = false;
    for (*number = 0; rest->size && rest->at[0] >= '0' && rest->at[0] <= '9'; any = true) {
        *number = *number * 10 + (unsigned)(rest->at[0] - '0');
        *rest = text_slice(*rest, 1, rest->size);
        if (*number >= ANY_NUMBER)
            return false;
    }
    return any;
}

static bool read_times(Text *rest, Part *part) {
    part->least = part->most = 1;
    if (take(rest, '?')) {
        part->least = 0;
    } else if (take(rest, '*')) {
        part->least = 0, part->most = ANY_NUMBER;
    } else if (take(rest, '+')) {
        part->most = ANY_NUMBER;
    } else if (take(rest, '{')) {
        if (!read_number(rest, &part->least))
            return false;
        part->most = part->least;
        if (take(rest, ',') && !read_number(rest, &part->most))
            part->most = ANY_NUMBER;
        if (!take(rest, '}'))
            return false;
    }
    return !rest->size || (rest->at[0] != '?' && rest->at[0] != '+'); /* lazy, possessive */
}

static bool read_match(Match *m, Text pattern) {
    m->from_start = take(&pattern, '^');
    while (pattern.size && !(pattern.size == 1 && pattern.at[0] == '$')) {
        if (m->count == PARTS)
            return false;
        Part *part = &m->part[m->count++];
        *part = (Part){0};
        if (!read_part(m, &pattern, part) || !read_times(&pattern, part))
            return false;
    }
    m->to_end = take(&pattern, '$');
    return true;
}

/* ---- writing ---- */

static bool is_plain(Text class) {
    Text rest = class;
    return take_character(&rest).size == class.size && class.at[0] != '*' && class.at[0] != '?' &&
           class.at[0] != '[';
}

static Text glob_of(const Match *m, const Part *part, bool complement) {
    if (!part->class.size)
        return TEXT("?");
    if (part->negated == complement && is_plain(part->class))
        return part->class;
    return text_format(m->a, "[%s%.*s]", part->negated != complement ? "^" : "",
                       TEXT_ARG(part->class));
}

/* The number of ways in which the parts before the last can be repeated; 0: too many. */
static size_t ways_of(const Match *m) {
    size_t ways = 1;
    for (size_t i = 0; i + 1 < m->count; i++) {
        if (m->part[i].most == ANY_NUMBER || m->part[i].most > REPEATED)
            return 0;
        ways *= m->part[i].most - m->part[i].least + 1;
        if (!ways || ways > WAYS)
            return 0;
    }
    return ways;
}

static bool can_say(const Match *m) {
    if (!m->count || !ways_of(m))
        return false;
    const Part *last = &m->part[m->count - 1];
    bool fixed = last->least == last->most;
    if (!m->to_end || fixed)
        return last->least <= REPEATED;
    return m->from_start && last->class.size; /* `a+$` after something open would take a search */
}

static void add_times(Buffer *glob, Text one, unsigned times) {
    for (unsigned i = 0; i < times; i++)
        buffer_add(glob, one);
}

/* One WAY: each part but the last so many times, and what the last asks for. */
static void print_way(Sql *s, const Match *m, const Expr *of, size_t way) {
    const Part *last = &m->part[m->count - 1];
    bool open = m->to_end && last->least != last->most;
    size_t length = 0;
    Buffer glob = {0};
    buffer_add_c(&glob, m->from_start ? "" : "*");
    for (size_t i = 0; i + 1 < m->count; i++) {
        size_t choices = m->part[i].most - m->part[i].least + 1;
        unsigned times = m->part[i].least + (unsigned)(way % choices);
        way /= choices;
        add_times(&glob, glob_of(m, &m->part[i], false), times);
        length += times;
    }
    add_times(&glob, open ? TEXT("") : glob_of(m, last, false), last->least);
    buffer_add_c(&glob, open || !m->to_end ? "*" : "");
    sql_expr(s, of, SQL_OTHER);
    emit(s->e, " GLOB $", LIT(text_copy(m->a, buffer_text(&glob))));
    buffer_free(&glob);
    if (!open)
        return;
    emit_text(s->e, " AND length(");
    sql_expr(s, of, SQL_ANY);
    if (last->most == ANY_NUMBER)
        emit(s->e, ") >= $", NUM((int64_t)(length + last->least)));
    else
        emit(s->e, ") BETWEEN $ AND $", NUM((int64_t)(length + last->least)),
             NUM((int64_t)(length + last->most)));
    emit_text(s->e, " AND substr(");
    sql_expr(s, of, SQL_ANY);
    emit(s->e, ", $) NOT GLOB $", NUM((int64_t)length + 1),
         LIT(text_format(m->a, "*%.*s*", TEXT_ARG(glob_of(m, last, true)))));
}

bool sqlite_can_match(Arena *a, const Expr *call) {
    const Expr *pattern = call->call.argument.at[1];
    Match m = {.a = a};
    return pattern->kind == EXPR_STRING && read_match(&m, pattern->text) && can_say(&m);
}

void sqlite_print_match(Sql *s, const Expr *call, SqlLevel least) {
    Match m = {.a = s->plan->arena};
    if (!read_match(&m, call->call.argument.at[1]->text) || !can_say(&m))
        internal_error("a pattern that GLOB cannot say is in a plan");
    size_t ways = ways_of(&m);
    SqlLevel level = ways > 1 ? SQL_OR : SQL_AND;
    sql_paren(s, level, least, "(");
    for (size_t way = 0; way < ways; way++) {
        emit_text(s->e, way ? " OR " : "");
        print_way(s, &m, call->call.argument.at[0], way);
    }
    sql_paren(s, level, least, ")");
}
