/* Js text: strings, templates and comments of JavaScript and TypeScript. See js_text.h. */
#include "targets/js_text.h"

/* The code point at AT and its bytes. The text is UTF-8: nothing else gets past the reader. */
static uint32_t decode(Text t, size_t at, size_t *bytes) {
    unsigned char lead = (unsigned char)t.at[at];
    *bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t point = *bytes == 1 ? lead : lead & (0x7Fu >> *bytes);
    for (size_t i = 1; i < *bytes; i++) {
        point = point << 6 | ((unsigned char)t.at[at + i] & 0x3F);
    }
    return point;
}

/* Ends a line for some reader, or is not seen, or turns the direction of what follows; and the blanks besides the
 * usual one, in which linters see a slip of the hand. */
static bool is_unseen(uint32_t point) {
    return point < ' ' || (point >= 0x7F && point <= 0xA0) || point == 0x1680 || point == 0x180E ||
           (point >= 0x2000 && point <= 0x200F) || (point >= 0x2028 && point <= 0x202F) ||
           (point >= 0x205F && point <= 0x2069) || point == 0x3000 || point == 0xFEFF;
}

static void add_escape(Buffer *out, uint32_t point) {
    switch (point) {
    case '\n': buffer_add_c(out, "\\n"); break;
    case '\r': buffer_add_c(out, "\\r"); break;
    case '\t': buffer_add_c(out, "\\t"); break;
    default: buffer_format(out, "\\u%04x", (unsigned)point); break;
    }
}

static size_t count(Text value, char c) {
    size_t found = 0;
    for (size_t i = 0; i < value.size; i++) {
        found += value.at[i] == c;
    }
    return found;
}

static void add_string(Buffer *out, Text value, char quote) {
    buffer_add_char(out, quote);
    for (size_t i = 0, bytes; i < value.size; i += bytes) {
        uint32_t point = decode(value, i, &bytes);
        if (is_unseen(point)) {
            add_escape(out, point);
            continue;
        }
        if (point == (uint32_t)quote || point == '\\') {
            buffer_add_char(out, '\\');
        }
        buffer_add(out, text_slice(value, i, i + bytes));
    }
    buffer_add_char(out, quote);
}

void js_quote_string(Buffer *out, Text value) {
    add_string(out, value, count(value, '\'') > count(value, '"') ? '"' : '\'');
}

void js_quote_string_double(Buffer *out, Text value) {
    add_string(out, value, count(value, '"') > count(value, '\'') ? '\'' : '"');
}

void js_quote_json(Buffer *out, Text value) {
    add_string(out, value, '"');
}

static void add_template(Buffer *out, Text value, bool keeps_lines) {
    buffer_add_char(out, '`');
    for (size_t i = 0, bytes; i < value.size; i += bytes) {
        uint32_t point = decode(value, i, &bytes);
        bool opens = point == '$' && i + 1 < value.size && value.at[i + 1] == '{';
        if (is_unseen(point) && !(point == '\n' && keeps_lines)) {
            add_escape(out, point);
            continue;
        }
        if (point == '`' || point == '\\' || opens) {
            buffer_add_char(out, '\\');
        }
        buffer_add(out, text_slice(value, i, i + bytes));
    }
    buffer_add_char(out, '`');
}

void js_quote_template(Buffer *out, Text value) {
    add_template(out, value, true);
}

void js_quote_template_line(Buffer *out, Text value) {
    add_template(out, value, false);
}

void js_quote_comment(Buffer *out, Text text) {
    for (size_t i = 0, bytes; i < text.size; i += bytes) {
        uint32_t point = decode(text, i, &bytes);
        bool closes = point == '*' && i + 1 < text.size && text.at[i + 1] == '/';
        if (is_unseen(point)) {
            buffer_add_char(out, ' ');
        } else {
            buffer_add(out, text_slice(text, i, i + bytes));
        }
        buffer_add_c(out, closes ? " " : "");
    }
}
