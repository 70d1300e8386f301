/* Nodes: what a scalar says about itself, and where a part of its text stands in the source.
 * Knows how quotes and escapes are written; does not know libyaml. */
#include "compiler/read/node.h"

bool node_is_empty(const Node *n) {
    return n->kind == NODE_SCALAR && n->style == SCALAR_PLAIN &&
           (n->text.size == 0 || text_equal_c(n->text, "~") || text_equal_c(n->text, "null"));
}

/* How many hexadecimal digits follow \x, \u and \U. */
static size_t hex_digits(char escape) {
    return escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
}

static size_t utf8_size(uint32_t code_point) {
    return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

/* The escape at AT of a double-quoted scalar: its bytes in the source, and those it stands for. */
static void measure_escape(Text raw, size_t at, size_t *source_size, size_t *text_size) {
    char escape = at + 1 < raw.size ? raw.at[at + 1] : 0;
    size_t digits = hex_digits(escape);
    uint32_t code_point = escape == 'N' ? 0x85 : escape == '_' ? 0xA0 : 0;
    if (escape == 'L' || escape == 'P') {
        code_point = 0x2028;
    }
    for (size_t i = 0; i < digits && at + 2 + i < raw.size; i++) {
        char c = raw.at[at + 2 + i];
        code_point = code_point * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    *source_size = 2 + digits;
    *text_size = utf8_size(code_point);
}

/* Whether a line ends at AT, folded or escaped. */
static bool ends_line(Text raw, size_t at) {
    at += raw.at[at] == '\\' && at + 1 < raw.size;
    return raw.at[at] == '\n' || raw.at[at] == '\r';
}

/* Offset in RAW, the inside of a quoted scalar, of byte WANTED of its text; SIZE_MAX when a line
 * ends before it. */
static size_t offset_in_quotes(Text raw, ScalarStyle style, size_t wanted) {
    size_t at = 0, text_at = 0;
    while (text_at < wanted) {
        size_t source_size = 1, text_size = 1;
        if (at >= raw.size || ends_line(raw, at)) {
            return SIZE_MAX;
        }
        if (style == SCALAR_SINGLE && raw.at[at] == '\'') {
            source_size = 2;
        } else if (style == SCALAR_DOUBLE && raw.at[at] == '\\') {
            measure_escape(raw, at, &source_size, &text_size);
        }
        at += source_size;
        text_at += text_size;
    }
    return at <= raw.size ? at : SIZE_MAX;
}

Span node_span_at(const Sources *sources, const Node *n, size_t start, size_t end) {
    if (n->verbatim) {
        return span_make(n->content + (uint32_t)start, n->content + (uint32_t)end);
    }
    if (n->style != SCALAR_SINGLE && n->style != SCALAR_DOUBLE) {
        return n->span;
    }
    Text raw = source_text(sources, span_make(n->content, n->span.end - 1));
    size_t first = offset_in_quotes(raw, n->style, start);
    size_t last = first == SIZE_MAX ? SIZE_MAX : offset_in_quotes(raw, n->style, end);
    if (last == SIZE_MAX) {
        return n->span;
    }
    return span_make(n->content + (uint32_t)first, n->content + (uint32_t)last);
}
