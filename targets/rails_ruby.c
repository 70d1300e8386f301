/* Ruby: takes foreign text, gives tokens of Ruby source in which it stays text. See rails_ruby.h. */
#include "targets/rails_ruby.h"

enum { SHORT_STATEMENT = 90 };

static bool is_word(Text name) {
    if (!name.size || (name.at[0] >= '0' && name.at[0] <= '9')) {
        return false;
    }
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_') {
            return false;
        }
    }
    return true;
}

/* `#{`, `#$` and `#@` would be code. */
static bool begins_code(Text text, size_t i) {
    return text.at[i] == '#' && i + 1 < text.size &&
           (text.at[i + 1] == '{' || text.at[i + 1] == '$' || text.at[i + 1] == '@');
}

static void quote_string(Buffer *out, Text value) {
    buffer_add_char(out, '"');
    for (size_t i = 0; i < value.size; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if (c == '\n') {
            buffer_add_c(out, "\\n");
        } else if (c == '\t') {
            buffer_add_c(out, "\\t");
        } else if (c < ' ' || c == 0x7f) {
            buffer_format(out, "\\x%02X", c);
        } else {
            if (c == '"' || c == '\\' || begins_code(value, i)) {
                buffer_add_char(out, '\\');
            }
            buffer_add_char(out, (char)c);
        }
    }
    buffer_add_char(out, '"');
}

static void quote_symbol(Buffer *out, Text name, bool keyword) {
    (void)keyword;
    buffer_add_char(out, ':');
    if (is_word(name)) {
        buffer_add(out, name);
    } else {
        quote_string(out, name);
    }
}

/* `frozen_string_literal: false` and `-*- … -*-` change how the file is read. */
static bool is_directive(Text text) {
    size_t word = 0;
    while (word < text.size && text.at[word] != ' ' && text.at[word] != ':') {
        word++;
    }
    return (word < text.size && text.at[word] == ':') || text_find(text, TEXT("-*-")) != SIZE_MAX ||
           text_starts_with(text, TEXT("rubocop"));
}

static void quote_comment(Buffer *out, Text text) {
    bool directive = is_directive(text);
    buffer_add_c(out, directive ? "(" : "");
    for (size_t i = 0; i < text.size; i++) {
        bool star = i + 2 < text.size && !memcmp(text.at + i, "-*-", 3);
        buffer_add_char(out, star || (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
    }
    buffer_add_c(out, directive ? ")" : "");
}

const Quoting ruby_quoting = {
    .identifier = quote_symbol, .string = quote_string, .comment = quote_comment};

void ruby_key(Emitter *e, Text name) {
    emit(e, "$: ", is_word(name) ? NAME(name) : LIT(name));
}

void ruby_symbols(Emitter *e, const Text *name, size_t count) {
    emit_text(e, count == 1 ? "" : "[");
    for (size_t i = 0; i < count; i++) {
        emit(e, i ? ", $" : "$", ID(name[i]));
    }
    emit_text(e, count == 1 ? "" : "]");
}

void ruby_strings(Emitter *e, const Text *text, size_t count) {
    emit_text(e, "[");
    for (size_t i = 0; i < count; i++) {
        emit(e, i ? ", $" : "$", LIT(text[i]));
    }
    emit_text(e, "]");
}

static size_t line_end(Text text, size_t start) {
    const char *end = memchr(text.at + start, '\n', text.size - start);
    return end ? (size_t)(end - text.at) : text.size;
}

void ruby_comment(Emitter *e, Text text) {
    for (size_t start = 0, end; start < text.size; start = end + 1) {
        end = line_end(text, start);
        Text line = text_trim(text_slice(text, start, end));
        emit_line(e);
        if (line.size) {
            emit(e, "# $", REMARK(line));
        } else {
            emit_text(e, "#");
        }
    }
    emit_line(e);
}

/* Whether a heredoc <<~'SQL' gives SQL back: it takes away what all lines begin with, ends at its own word,
 * and Ruby drops a carriage return. */
static bool fits_heredoc(Text sql) {
    for (size_t i = 0; i < sql.size; i++) {
        unsigned char c = (unsigned char)sql.at[i];
        if ((c < ' ' && c != '\n') || c == 0x7f) {
            return false;
        }
    }
    for (size_t start = 0, end; start < sql.size; start = end + 1) {
        end = line_end(sql, start);
        Text line = text_slice(sql, start, end), bare = text_trim(line);
        if ((line.size && !bare.size) || text_equal_c(bare, "SQL")) {
            return false;
        }
    }
    return true;
}

/* The lines of SQL behind the present indentation; the first one has it already. */
static Text indented(Emitter *e, Text sql) {
    Buffer lines = {0};
    for (size_t start = 0, end; start < sql.size; start = end + 1) {
        end = line_end(sql, start);
        if (start) {
            buffer_add_char(&lines, '\n');
            for (size_t i = 0; end > start && i < e->depth; i++) {
                buffer_add_c(&lines, e->indent_unit);
            }
        }
        buffer_add(&lines, text_slice(sql, start, end));
    }
    Text text = text_copy(e->plan->arena, buffer_text(&lines));
    buffer_free(&lines);
    return text;
}

static bool is_plain(Text sql) {
    for (size_t i = 0; i < sql.size; i++) {
        if (sql.at[i] == '\n' || sql.at[i] == '"' || sql.at[i] == '\\' || sql.at[i] == '#') {
            return false;
        }
    }
    return true;
}

void ruby_execute(Emitter *e, Text sql) {
    emit_line(e);
    if ((sql.size <= SHORT_STATEMENT && is_plain(sql)) || !fits_heredoc(sql)) {
        emit(e, "execute $", LIT(sql));
        emit_line(e);
        return;
    }
    emit_text(e, "execute <<~'SQL'");
    emit_indent(e);
    emit(e, "$", CODE(indented(e, sql)));
    emit_close(e, "SQL");
    emit_line(e);
}

/* ---- patterns ---- */

typedef struct Regexp {
    Text from;
    size_t at;
    Buffer to;
    bool any_character; /* a dot stands somewhere: it means a line end, too */
} Regexp;

static void put_character(Regexp *x) {
    unsigned char c = (unsigned char)x->from.at[x->at];
    if (c < ' ' || c == 0x7f) {
        buffer_format(&x->to, "\\x%02X", c);
    } else {
        if (c == '/' || begins_code(x->from, x->at)) {
            buffer_add_char(&x->to, '\\');
        }
        buffer_add_char(&x->to, (char)c);
    }
    x->at++;
}

static void put_escape(Regexp *x) {
    x->at++;
    bool control = x->at < x->from.size && (unsigned char)x->from.at[x->at] < ' ';
    buffer_add_c(&x->to, control ? "" : "\\");
    if (control) {
        put_character(x);
    } else if (x->at < x->from.size) {
        buffer_add_char(&x->to, x->from.at[x->at++]);
    }
}

static void put_posix_class(Regexp *x) {
    while (x->at < x->from.size && x->from.at[x->at] != ']') {
        buffer_add_char(&x->to, x->from.at[x->at++]);
    }
    if (x->at < x->from.size) {
        buffer_add_char(&x->to, x->from.at[x->at++]);
    }
}

/* [a-z_-]: a minus that makes no range is escaped, since Ruby warns of it. */
static void put_class(Regexp *x) {
    buffer_add_char(&x->to, x->from.at[x->at++]);
    if (x->at < x->from.size && x->from.at[x->at] == '^') {
        buffer_add_char(&x->to, x->from.at[x->at++]);
    }
    bool may_begin = false; /* a character that a range may begin with stands before */
    while (x->at < x->from.size && x->from.at[x->at] != ']') {
        char c = x->from.at[x->at];
        bool last = x->at + 1 < x->from.size && x->from.at[x->at + 1] == ']';
        if (c == '-' && may_begin && !last) {
            buffer_add_char(&x->to, x->from.at[x->at++]);
            may_begin = false;
            if (x->from.at[x->at] == '\\') {
                put_escape(x);
            } else {
                put_character(x);
            }
            continue;
        }
        if (c == '\\') {
            put_escape(x);
        } else if (c == '[') {
            put_posix_class(x);
        } else {
            buffer_add_c(&x->to, c == '-' ? "\\" : "");
            put_character(x);
        }
        may_begin = c != '[' && c != '-';
    }
    if (x->at < x->from.size) {
        buffer_add_char(&x->to, x->from.at[x->at++]);
    }
}

/* In Ruby ^ and $ are the ends of a line, and a dot is none. */
void ruby_regexp(Emitter *e, Text pattern) {
    Regexp x = {.from = pattern};
    while (x.at < pattern.size) {
        switch (pattern.at[x.at]) {
        case '\\': put_escape(&x); break;
        case '[': put_class(&x); break;
        case '^': buffer_add_c(&x.to, "\\A"), x.at++; break;
        case '$': buffer_add_c(&x.to, "\\z"), x.at++; break;
        case '.':
            x.any_character = true;
            put_character(&x);
            break;
        default: put_character(&x); break;
        }
    }
    Text text = text_copy(e->plan->arena, buffer_text(&x.to));
    buffer_free(&x.to);
    emit_text(e, "/");
    emit(e, "$", NAME(text));
    emit_text(e, x.any_character ? "/m" : "/");
}
