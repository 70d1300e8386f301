/* Members of JSON documents that literal_flaw has accepted: found by walking the text, without a tree.
 * Depth was limited there, so nothing here has to look for mistakes. */
#include "compiler/eval/evaluate.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(Text t, size_t at) {
    while (at < t.size && is_blank(t.at[at])) {
        at++;
    }
    return at;
}

/* Behind the string that starts at AT. */
static size_t skip_string(Text t, size_t at) {
    for (at++; at < t.size && t.at[at] != '"'; at++) {
        at += t.at[at] == '\\';
    }
    return at + 1;
}

/* Behind the value that starts at AT: brackets are counted, strings jumped over. */
static size_t skip_value(Text t, size_t at) {
    int depth = 0;
    while (at < t.size) {
        char c = t.at[at];
        if (c == '"') {
            at = skip_string(t, at);
        } else if (depth == 0 && (c == ',' || c == '}' || c == ']' || is_blank(c))) {
            return at;
        } else {
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            at++;
        }
        if (depth == 0 && (c == '"' || c == '}' || c == ']')) {
            return at;
        }
    }
    return at;
}

static unsigned hex4(const char *at) {
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        value = value * 16 + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

static void add_code_point(Buffer *out, unsigned code) {
    if (code < 0x80) {
        buffer_add_char(out, (char)code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    buffer_add_char(out, (char)(lead[more] | code >> (6 * more)));
    while (more-- > 0) {
        buffer_add_char(out, (char)(0x80 | (code >> (6 * more) & 0x3F)));
    }
}

/* The escape at AT, behind its backslash; gives what stands behind it. A lone half of a pair is U+FFFD. */
static size_t add_escape(Buffer *out, Text t, size_t at) {
    static const char names[] = "bfnrt", meant[] = "\b\f\n\r\t";
    if (t.at[at] != 'u') {
        char c = t.at[at];
        for (size_t i = 0; names[i]; i++) {
            c = t.at[at] == names[i] ? meant[i] : c;
        }
        buffer_add_char(out, c);
        return at + 1;
    }
    unsigned code = hex4(t.at + at + 1);
    at += 5;
    if (code >= 0xD800 && code < 0xDC00 && at + 6 <= t.size && t.at[at] == '\\' &&
        t.at[at + 1] == 'u') {
        unsigned low = hex4(t.at + at + 2);
        if (low >= 0xDC00 && low < 0xE000) {
            add_code_point(out, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
            return at + 6;
        }
    }
    add_code_point(out, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    return at;
}

Text json_unquote(Arena *a, Text quoted) {
    Buffer out = {0};
    for (size_t i = 1; i + 1 < quoted.size;) {
        if (quoted.at[i] == '\\') {
            i = add_escape(&out, quoted, i + 1);
        } else {
            buffer_add_char(&out, quoted.at[i++]);
        }
    }
    Text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

bool json_find_member(Arena *a, Text document, Text name, Text *member) {
    bool found = false;
    size_t at = skip_blanks(document, 0);
    if (at >= document.size || document.at[at] != '{') {
        return false;
    }
    at = skip_blanks(document, at + 1);
    while (at < document.size && document.at[at] == '"') {
        size_t end = skip_string(document, at);
        Text key = json_unquote(a, text_slice(document, at, end));
        size_t start = skip_blanks(document, skip_blanks(document, end) + 1);
        at = skip_value(document, start);
        if (text_equal(key, name)) {
            *member = text_slice(document, start, at);
            found = true;
        }
        at = skip_blanks(document, at);
        at = skip_blanks(document, at + (at < document.size && document.at[at] == ','));
    }
    return found;
}

bool json_next_element(Text document, size_t *at, Text *element) {
    size_t start = skip_blanks(document, *at);
    if (start >= document.size || document.at[start] != (*at ? ',' : '[')) {
        return false;
    }
    start = skip_blanks(document, start + 1); /* behind the bracket, or the comma */
    if (start >= document.size || document.at[start] == ']') {
        return false;
    }
    size_t end = skip_value(document, start);
    *element = text_slice(document, start, end);
    *at = skip_blanks(document, end);
    return true;
}

/* A string without quotes, a number, true or false; null for null. How engines write numbers with an
 * exponent, lists and objects, differs. */
Value json_member_text(Arena *a, Text member) {
    if (text_equal_c(member, "null")) {
        return value_null();
    }
    if (member.at[0] == '"') {
        return value_text(VALUE_STRING, json_unquote(a, member));
    }
    bool plain = member.at[0] != '{' && member.at[0] != '[';
    for (size_t i = 0; i < member.size; i++) {
        plain = plain && member.at[i] != '.' && member.at[i] != 'E' &&
                (member.at[i] != 'e' || member.at[0] == 't' || member.at[0] == 'f');
    }
    return plain ? value_text(VALUE_STRING, member) : value_unknown(true);
}
