/* Printer: places, gaps, lines and comments, and texts of several lines (see printer.h).
 *
 * Knows how YAML 1.1 breaks lines, folds texts and indents block scalars, as far as that is
 * needed to move them; does not know the model language. */
#include "compiler/read/printer.h"

#include <string.h>

Printer printer_make(Arena *a, Diags *ds, const Source *source, Buffer *out) {
    Printer p = {
        .arena = a,
        .diags = ds,
        .out = out,
        .bytes = source->bytes,
        .base = source->base,
        .fresh = true,
    };
    while (text_starts_with(p.bytes, TEXT("\xEF\xBB\xBF"))) { /* byte order marks */
        p.bytes = text_slice(p.bytes, 3, p.bytes.size);
        p.base += 3;
    }
    return p;
}

/* --- The source ------------------------------------------------------------------------------- */

uint32_t printer_start(const Printer *p, const Node *n) {
    return n->span.start - p->base;
}

static uint32_t end_of(const Printer *p, const Node *n) {
    return n->span.end - p->base;
}

Text printer_text(const Printer *p, const Node *n) {
    return text_slice(p->bytes, printer_start(p, n), end_of(p, n));
}

char printer_byte(const Printer *p, uint32_t offset) {
    return offset < p->bytes.size ? p->bytes.at[offset] : 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Size of the line end at AT, 0 when there is none: LF, CR, CR LF or, in YAML 1.1, NEL. (Files
 * with its two others are refused: they are characters of a text as well.) */
static size_t line_break_size(Text t, size_t at) {
    char next = at + 1 < t.size ? t.at[at + 1] : 0;
    switch (t.at[at]) {
    case '\n': return 1;
    case '\r': return next == '\n' ? 2 : 1;
    case '\xC2': return next == '\x85' ? 2 : 0;
    default: return 0;
    }
}

/* Offset of the end of the line that AT is in. */
static size_t line_end(Text t, size_t at) {
    while (at < t.size && line_break_size(t, at) == 0) {
        at++;
    }
    return at;
}

bool printer_has_line_break(Text t) {
    return line_end(t, 0) < t.size;
}

uint32_t printer_column(const Printer *p, uint32_t offset) {
    uint32_t start = offset;
    while (start > 0 && p->bytes.at[start - 1] != '\n' && p->bytes.at[start - 1] != '\r') {
        start--;
    }
    return (uint32_t)text_count_code_points(text_slice(p->bytes, start, offset));
}

bool printer_has_comment(const Printer *p, uint32_t start, uint32_t end) {
    return start < end && memchr(p->bytes.at + (start - p->base), '#', end - start);
}

bool printer_has_blank_line(const Printer *p, uint32_t start, uint32_t end) {
    size_t breaks = 0;
    for (size_t at = start - p->base; at < end - p->base && breaks < 2;) {
        size_t size = line_break_size(p->bytes, at);
        breaks = size > 0 ? breaks + 1 : is_blank(p->bytes.at[at]) ? breaks : 0;
        at += size > 0 ? size : 1;
    }
    return breaks == 2;
}

static void read_comment(Printer *p, bool blank_before) {
    size_t end = line_end(p->bytes, p->at), next = end;
    while (is_blank(p->bytes.at[end - 1])) {
        end--;
    }
    *vec_push(p->arena, &p->comments) = (Comment){
        .text = text_slice(p->bytes, p->at, end),
        .column = printer_column(p, p->at),
        .own_line = p->line_break,
        .blank_before = blank_before,
    };
    p->at = (uint32_t)next;
}

void printer_read_gap(Printer *p) {
    size_t breaks = 0;
    while (p->at < p->bytes.size) {
        size_t size = line_break_size(p->bytes, p->at);
        if (size > 0) {
            p->at += (uint32_t)size;
            p->line_break = true;
            breaks++;
        } else if (is_blank(p->bytes.at[p->at])) {
            p->at++;
        } else if (p->bytes.at[p->at] == '#') {
            read_comment(p, breaks > 1);
            breaks = 0;
        } else {
            break;
        }
    }
    p->blank = p->blank || breaks > 1;
}

bool printer_has_property(const Printer *p, uint32_t end) {
    for (size_t at = p->at; at < end;) {
        size_t size = line_break_size(p->bytes, at);
        char c = p->bytes.at[at];
        if (c == '&' || c == '!') {
            return true;
        }
        at = c == '#' ? line_end(p->bytes, at) : at + (size ? size : 1);
    }
    return false;
}

void printer_move_behind(Printer *p, const Node *n) {
    p->at = end_of(p, n);
    p->line_break = p->blank = false;
}

/* --- Lines and comments ----------------------------------------------------------------------- */

bool printer_has_comments(const Printer *p) {
    return p->printed < p->comments.count;
}

static Comment *next_comment(Printer *p) {
    return printer_has_comments(p) ? &p->comments.at[p->printed] : NULL;
}

static void comment_is_printed(Printer *p) {
    p->printed++;
    if (p->printed == p->comments.count) {
        p->printed = p->comments.count = 0;
    }
}

static void break_line(Printer *p) {
    buffer_add_char(p->out, '\n');
    p->line = p->out->size;
}

void printer_start_line(Printer *p, size_t indent, bool blank_before) {
    buffer_add_c(p->out, blank_before && !p->fresh ? "\n" : "");
    p->fresh = false;
    p->line = p->out->size;
    buffer_add_repeat(p->out, ' ', indent);
}

void printer_end_line(Printer *p) {
    enum { LEAST_GAP = 2 };
    Comment *comment = next_comment(p);
    if (comment && !comment->own_line) {
        size_t width = text_count_code_points((Text){p->out->at + p->line, p->out->size - p->line});
        size_t gap = comment->column >= width + LEAST_GAP ? comment->column - width : LEAST_GAP;
        buffer_add_repeat(p->out, ' ', gap);
        buffer_add(p->out, comment->text);
        comment_is_printed(p);
    }
    break_line(p);
}

void printer_flush_comments(Printer *p, size_t indent, uint32_t column) {
    for (Comment *c; (c = next_comment(p)) && c->column >= column;) {
        printer_start_line(p, indent, c->blank_before);
        buffer_add(p->out, c->text);
        break_line(p);
        comment_is_printed(p);
    }
}

void printer_copy_word(Printer *p, uint32_t end) {
    size_t start = p->at, at = start;
    while (at < end && !is_blank(p->bytes.at[at]) && line_break_size(p->bytes, at) == 0) {
        at++;
    }
    buffer_add(p->out, text_slice(p->bytes, start, at));
    p->at = (uint32_t)at;
    p->line_break = p->blank = false;
}

void printer_copy_line(Printer *p) {
    size_t end = line_end(p->bytes, p->at);
    buffer_add(p->out, text_trim(text_slice(p->bytes, p->at, end)));
    p->at = (uint32_t)end;
    p->line_break = p->blank = false;
}

void printer_refuse(Printer *p, const Node *key) {
    bool empty = key->span.start == key->span.end;
    diag_add(p->diags, DIAG_EXPECTED, key->span, TEXT("a key on one line"),
             empty ? TEXT("nothing") : TEXT("several lines"));
}

/* --- Texts of several lines ------------------------------------------------------------------- */

/* Folding drops the blanks at a line's end, but not one that is escaped. */
static size_t without_trailing_blanks(Text t, size_t start, size_t end, bool escapes) {
    size_t last = end;
    while (last > start && is_blank(t.at[last - 1])) {
        last--;
    }
    size_t backslashes = 0;
    while (escapes && last - backslashes > start && t.at[last - backslashes - 1] == '\\') {
        backslashes++;
    }
    return last + (last < end && backslashes % 2 == 1);
}

void printer_add_lines(Printer *p, const Node *n, size_t indent) {
    Text t = printer_text(p, n);
    for (size_t at = 0; at < t.size;) {
        size_t end = line_end(t, at), start = at;
        while (at > 0 && start < end && is_blank(t.at[start])) {
            start++;
        }
        size_t last = without_trailing_blanks(t, start, end, n->style == SCALAR_DOUBLE);
        buffer_add_repeat(p->out, ' ', at > 0 && last > start ? indent : 0);
        buffer_add(p->out, text_slice(t, start, last));
        if (end < t.size) {
            break_line(p);
        }
        at = end < t.size ? end + line_break_size(t, end) : end;
    }
}

/* --- Block scalars ---------------------------------------------------------------------------- */

typedef struct BlockScalar {
    char style;  /* | or > */
    char ending; /* + keeps all line ends, - drops all, 0 keeps one */
    bool explicit_indent;
    size_t indent; /* of its lines in the source */
    Text comment;  /* behind the header */
    size_t start;  /* offset of its first line */
    size_t end;    /* offset of the first line behind it that is not empty */
} BlockScalar;

static size_t count_spaces(Text t, size_t at) {
    size_t start = at;
    while (at < t.size && t.at[at] == ' ') {
        at++;
    }
    return at - start;
}

/* Indentation that follows from the first line with text, or from a longer empty one before it. */
static size_t detect_indent(Text t, size_t at, size_t end, size_t least) {
    size_t indent = least;
    while (at < end) {
        size_t spaces = count_spaces(t, at), size = 0;
        if (spaces > indent) {
            indent = spaces;
        }
        if (at + spaces >= end || (size = line_break_size(t, at + spaces)) == 0) {
            break;
        }
        at += spaces + size;
    }
    return indent;
}

static BlockScalar read_block_scalar(const Printer *p, const Node *n, uint32_t column) {
    Text t = p->bytes;
    size_t at = printer_start(p, n), end = line_end(t, at);
    BlockScalar b = {.style = t.at[at]};
    size_t digit = 0;
    for (at++; at < end && !is_blank(t.at[at]) && t.at[at] != '#'; at++) {
        if (t.at[at] == '+' || t.at[at] == '-') {
            b.ending = t.at[at];
        } else {
            digit = (size_t)(t.at[at] - '0');
        }
    }
    b.comment = text_trim(text_slice(t, at, end));
    b.start = end < t.size ? end + line_break_size(t, end) : end;
    b.end = end_of(p, n) > b.start ? end_of(p, n) : b.start;
    for (size_t next = b.end; next < t.size;) { /* the rest of the last line, and empty ones */
        while (next < t.size && is_blank(t.at[next])) {
            next++;
        }
        size_t size = next < t.size ? line_break_size(t, next) : 0;
        if (next < t.size && size == 0) {
            break;
        }
        next += size;
        b.end = next;
    }
    b.explicit_indent = digit > 0;
    b.indent = digit > 0 ? column + digit : detect_indent(t, b.start, b.end, column + 1);
    return b;
}

static void add_header(Printer *p, const Node *n, const BlockScalar *b) {
    buffer_add_char(p->out, b->style);
    buffer_add_c(p->out, b->explicit_indent ? "2" : "");
    /* The file ends within the last line; now it will end behind it. */
    bool open = n->text.size > 0 && !text_ends_with(n->text, TEXT("\n"));
    char ending = open ? '-' : b->ending;
    if (ending) {
        buffer_add_char(p->out, ending);
    }
    if (b->comment.size > 0) {
        buffer_add_c(p->out, "  ");
        buffer_add(p->out, b->comment);
    }
}

void printer_add_block_scalar(Printer *p, const Node *n, size_t indent, uint32_t column) {
    Text t = p->bytes;
    BlockScalar b = read_block_scalar(p, n, column);
    add_header(p, n, &b);
    size_t kept = p->out->size, kept_line = p->line; /* up to the last line that means something */
    p->at = (uint32_t)line_end(t, printer_start(p, n));
    for (size_t at = b.start; at < b.end;) {
        size_t end = line_end(t, at);
        size_t spaces = count_spaces(t, at);
        size_t start = at + (spaces < b.indent ? spaces : b.indent);
        bool empty = start >= end;
        if (empty && end == t.size) {
            break; /* blanks at the end of the file are no line */
        }
        break_line(p);
        buffer_add_repeat(p->out, ' ', empty ? 0 : indent);
        buffer_add(p->out, text_slice(t, empty ? end : start, end));
        if (!empty || b.ending == '+') {
            kept = p->out->size;
            kept_line = p->line;
            p->at = (uint32_t)end;
        }
        at = end < b.end ? end + line_break_size(t, end) : b.end;
    }
    p->out->size = kept;
    p->line = kept_line;
    p->line_break = p->blank = false;
}
