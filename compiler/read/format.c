/* Format: prints a model file in its canonical form (format.h says which).
 *
 * Walks the tree of nodes as they are written and, in step with it, the bytes of the source: a
 * node is printed from its bytes, and what stands between two nodes (blanks, line ends,
 * comments, indicators) is read by read_gap and printed anew. So nothing can get lost that is
 * not one of these. The grammar tells which scalars are compact forms, whose blanks may change,
 * and which maps hold names of the user's, whose values are aligned. Block scalars and texts of
 * several lines are in format_text.c. */
#include "compiler/read/format.h"

#include "compiler/read/fill.h"
#include "compiler/read/printer.h"
#include "compiler/read/respace.h"

enum { STEP = 2 };

/* Wider keys stay out of the alignment of a map, so that one of them does not push all values
 * away. */
enum { WIDEST_ALIGNED_KEY = 32 };

/* --- What a node is --------------------------------------------------------------------------- */

/* What the grammar expects where a node stands. */
typedef struct Slot {
    SynForm form;
    SynMapping mapping;
} Slot;

static const Slot any_text = {FORM_TEXT, SYN_NONE};

static Slot slot_of_value(Slot map, const Node *key) {
    if (text_equal_c(key->text, "<<")) {
        return map;
    }
    if (map.form == FORM_MAP) {
        return (Slot){FORM_STRUCT, map.mapping};
    }
    const SynKeyInfo *info = map.form == FORM_STRUCT ? fill_find_key(map.mapping, key->text) : NULL;
    return info ? (Slot){info->form, info->element} : any_text;
}

static Slot slot_of_item(Slot list) {
    if (list.form == FORM_LIST || list.form == FORM_ITEMS) {
        return (Slot){FORM_STRUCT, list.mapping};
    }
    if (list.form != FORM_STRUCT) {
        return list;
    }
    const SynKeyInfo *first = &syn_mapping_info[list.mapping].key[0];
    const SynKeyInfo *whole = fill_list_key(list.mapping);
    if (first->form == FORM_ITEMS) {
        return (Slot){FORM_STRUCT, first->element};
    }
    return whole ? (Slot){whole->form, SYN_NONE} : any_text;
}

/* Whether a scalar there consists of tokens: prose and values keep their blanks. */
static bool holds_tokens(Slot slot) {
    switch (slot.form) {
    case FORM_REFERENCE:
    case FORM_NAMES:
    case FORM_ACTION:
    case FORM_TYPE:
    case FORM_EXPR:
    case FORM_INDEX_PARTS: return true;
    case FORM_STRUCT:
    case FORM_LIST:
        return syn_mapping_info[slot.mapping].compact && slot.mapping != SYN_ACCEPT &&
               slot.mapping != SYN_PARTITION_PART;
    case FORM_TEXT:
    case FORM_NAME:
    case FORM_TEXTS:
    case FORM_FLAG:
    case FORM_COUNT:
    case FORM_MAP:
    case FORM_ITEMS:
    case FORM_TEXT_MAP:
    case FORM_TEXT_REST:
    case FORM_ROWS: break;
    }
    return false;
}

static bool is_null(const Node *n) {
    return n->span.start == n->span.end;
}

static bool has_brackets(const Printer *p, const Node *n) {
    char first = n->kind == NODE_SCALAR ? 0 : printer_byte(p, printer_start(p, n));
    return first == '[' || first == '{';
}

static bool is_block(const Printer *p, const Node *n) {
    return n->kind != NODE_SCALAR && !has_brackets(p, n);
}

/* --- Keys and scalars ------------------------------------------------------------------------- */

static bool has_properties(const Printer *p, const Node *n) {
    return printer_has_property(p, printer_start(p, n));
}

/* Goes to N, whose anchor and tag, if it has them, are printed: `&a !t`. An empty value stands
 * where it is: what comes behind it is no part of it. */
static bool print_properties(Printer *p, const Node *n) {
    uint32_t start = printer_start(p, n);
    bool printed = false;
    if (is_null(n) && !has_properties(p, n)) {
        return false;
    }
    for (printer_read_gap(p); p->at < start; printer_read_gap(p)) {
        buffer_add_c(p->out, printed ? " " : "");
        printer_copy_word(p, start);
        printed = true;
    }
    return printed;
}

static void print_scalar(Printer *p, const Node *n, size_t indent, uint32_t parent_column,
                         Slot slot) {
    Text written = printer_text(p, n);
    if (n->style >= SCALAR_LITERAL) {
        printer_add_block_scalar(p, n, indent, parent_column);
        return;
    }
    if (printer_has_line_break(written)) {
        printer_add_lines(p, n, indent);
    } else if (holds_tokens(slot) && n->verbatim) {
        size_t quote = n->style == SCALAR_PLAIN ? 0 : 1;
        buffer_add(p->out, text_slice(written, 0, quote));
        respace(p->out, n->text, slot.mapping);
        buffer_add(p->out, text_slice(written, written.size - quote, written.size));
    } else {
        buffer_add(p->out, written);
    }
    printer_move_behind(p, n);
}

/* Goes over the `?` that KEY may have, which is not printed. */
static void skip_question(Printer *p, const Node *key) {
    if (p->at < printer_start(p, key) && printer_byte(p, p->at) == '?') {
        p->at++;
    }
}

/* A key, and its colon unless it has neither colon nor value. */
static void print_key(Printer *p, const Node *key) {
    skip_question(p, key);
    if (print_properties(p, key)) {
        buffer_add_char(p->out, ' ');
    }
    if (is_null(key) || key->style >= SCALAR_LITERAL ||
        printer_has_line_break(printer_text(p, key))) {
        printer_refuse(p, key);
    }
    buffer_add(p->out, printer_text(p, key));
    printer_move_behind(p, key);
    printer_read_gap(p);
    if (p->at < printer_start(p, key->value) && printer_byte(p, p->at) == ':') {
        p->at++;
    }
}

static void print_colon(Printer *p, const Node *key) {
    bool alias = key->style == SCALAR_PLAIN && text_starts_with(key->text, TEXT("*"));
    buffer_add_c(p->out, alias ? " :" : ":");
}

/* --- Flow collections ------------------------------------------------------------------------- */

static void print_flow(Printer *p, const Node *n, size_t indent, Slot slot);

static void print_inline(Printer *p, const Node *n, size_t indent, uint32_t parent_column,
                         Slot slot) {
    if (n->kind == NODE_SCALAR) {
        print_scalar(p, n, indent, parent_column, slot);
    } else {
        print_flow(p, n, indent, slot);
    }
}

/* Before an entry: a new line where there was one, else BLANK. */
static void print_flow_gap(Printer *p, size_t indent, const char *blank) {
    printer_read_gap(p);
    if (p->line_break || printer_has_comments(p)) {
        printer_end_line(p);
        printer_flush_comments(p, indent, 0);
        printer_start_line(p, indent, false);
    } else {
        buffer_add_c(p->out, blank);
    }
    p->line_break = p->blank = false;
}

static void print_flow_pair(Printer *p, const Node *key, size_t indent, Slot slot) {
    const Node *value = key->value;
    print_key(p, key);
    bool properties = has_properties(p, value);
    if (properties || !is_null(value)) {
        print_colon(p, key);
        buffer_add_c(p->out, properties ? " " : "");
        print_properties(p, value);
    }
    if (!is_null(value)) {
        print_flow_gap(p, indent + STEP, " ");
        print_inline(p, value, indent + STEP, 0, slot_of_value(slot, key));
    }
}

/* [a: b] */
static bool is_lone_pair(const Printer *p, const Node *item) {
    return item->kind == NODE_MAP && !has_brackets(p, item);
}

static void print_flow_item(Printer *p, const Node *n, size_t indent, Slot slot) {
    if (print_properties(p, n) && !is_null(n)) {
        buffer_add_char(p->out, ' ');
    }
    if (is_lone_pair(p, n)) {
        bool braces = is_null(n->first->value);
        buffer_add_c(p->out, braces ? "{" : "");
        print_flow_pair(p, n->first, indent, slot);
        buffer_add_c(p->out, braces ? "}" : "");
    } else if (!is_null(n)) {
        print_inline(p, n, indent, 0, slot);
    }
}

/* [] and {}: on one line, or on as many as before. Entries on lines of their own stand at INDENT
 * + 2. */
static void print_flow(Printer *p, const Node *n, size_t indent, Slot slot) {
    buffer_add_char(p->out, printer_byte(p, p->at));
    p->at++;
    p->line_break = p->blank = false;
    for (const Node *child = n->first; child; child = child->next) {
        printer_read_gap(p);
        if (n->kind == NODE_MAP ||
            is_lone_pair(p, child)) { /* a line may end behind its `?`, too */
            skip_question(p, n->kind == NODE_MAP ? child : child->first);
        }
        print_flow_gap(p, indent + STEP, child == n->first ? "" : " ");
        if (n->kind == NODE_MAP) {
            print_flow_pair(p, child, indent + STEP, slot);
        } else {
            print_flow_item(p, child, indent + STEP, slot_of_item(slot));
        }
        printer_read_gap(p);
        if (printer_byte(p, p->at) == ',') {
            p->at++;
        }
        buffer_add_c(p->out, child->next ? "," : "");
    }
    print_flow_gap(p, indent, "");
    buffer_add_char(p->out, n->kind == NODE_MAP ? '}' : ']');
    p->at++;
}

/* --- Block collections ------------------------------------------------------------------------ */

static void print_block(Printer *p, const Node *n, size_t indent, Slot slot,
                        uint32_t parent_column);

/* Behind `key:` or `-`: the value, on the same line where it can be, and the end of its line.
 * BLANKS stand before it; COLUMN is that of the collection around it, in the source. */
static void print_value(Printer *p, const Node *n, size_t indent, uint32_t column, Slot slot,
                        size_t blanks) {
    if (has_properties(p, n)) {
        buffer_add_repeat(p->out, ' ', blanks);
        blanks = 1;
    }
    print_properties(p, n);
    if (is_null(n)) {
        printer_read_gap(p);
        printer_end_line(p);
        return;
    }
    if (is_block(p, n)) {
        printer_end_line(p);
        p->fresh = true;
        print_block(p, n, indent + STEP, slot, column);
        return;
    }
    bool text_of_lines = n->style < SCALAR_LITERAL && n->kind == NODE_SCALAR && p->line_break &&
                         printer_has_line_break(printer_text(p, n));
    if (printer_has_comments(p) || text_of_lines) {
        printer_end_line(p);
        printer_flush_comments(p, indent + STEP, 0);
        printer_start_line(p, indent + STEP, false);
    } else {
        buffer_add_repeat(p->out, ' ', blanks);
    }
    p->line_break = p->blank = false;
    print_inline(p, n, indent + STEP, column, slot);
    printer_read_gap(p);
    printer_end_line(p);
}

static void start_entry(Printer *p, size_t indent) {
    if (p->behind_dash) {
        buffer_add_char(p->out, ' ');
    } else {
        printer_flush_comments(p, indent, 0);
        printer_start_line(p, indent, p->blank);
    }
    p->behind_dash = p->line_break = p->blank = false;
}

static void print_items(Printer *p, const Node *list, size_t indent, uint32_t column, Slot slot) {
    for (const Node *n = list->first; n; n = n->next) {
        start_entry(p, indent);
        buffer_add_char(p->out, '-');
        p->at++;
        if (!is_block(p, n)) {
            print_value(p, n, indent, column, slot, 1);
            continue;
        }
        buffer_add_c(p->out, has_properties(p, n) ? " " : "");
        if (print_properties(p, n) || printer_has_comments(p)) {
            printer_end_line(p);
            p->fresh = true;
        } else {
            p->behind_dash = true;
        }
        print_block(p, n, indent + STEP, slot, column);
    }
}

/* The entries of a map whose values stand below each other. */
typedef struct Column {
    const Node *end; /* the first entry behind them */
    size_t width;    /* of the widest key, with its colon */
} Column;

/* Whether an entry is printed on one line. */
static bool is_one_line(const Printer *p, const Node *key) {
    const Node *n = key->value;
    bool text = n->kind == NODE_SCALAR && n->style < SCALAR_LITERAL && !is_null(n);
    return (text || has_brackets(p, n)) && !printer_has_line_break(printer_text(p, n)) &&
           !printer_has_comment(p, key->span.end, n->span.start);
}

static size_t key_width(const Printer *p, const Node *key) {
    return text_count_code_points(printer_text(p, key)) + 1;
}

static Column measure_column(const Printer *p, const Node *key) {
    Column column = {.end = key};
    for (const Node *previous = NULL; key && is_one_line(p, key); previous = key, key = key->next) {
        if (previous && printer_has_blank_line(p, previous->value->span.end, key->span.start)) {
            break;
        }
        size_t width = key_width(p, key);
        if (width <= WIDEST_ALIGNED_KEY && width > column.width) {
            column.width = width;
        }
        column.end = key->next;
    }
    return column;
}

static void print_entries(Printer *p, const Node *map, size_t indent, uint32_t column, Slot slot) {
    Column aligned = {.end = map->first};
    bool align = slot.form == FORM_MAP || slot.form == FORM_TEXT_MAP;
    for (const Node *key = map->first; key; key = key->next) {
        size_t width = key_width(p, key);
        if (align && key == aligned.end) {
            aligned = measure_column(p, key);
            if (aligned.end == key) { /* a value of several lines stands alone */
                aligned = (Column){.end = key->next};
            }
        }
        start_entry(p, indent);
        print_key(p, key);
        print_colon(p, key);
        print_value(p, key->value, indent, column, slot_of_value(slot, key),
                    aligned.width > width ? aligned.width - width + 1 : 1);
    }
}

/* A collection in lines; its last comments are those that are indented as far as it is. */
static void print_block(Printer *p, const Node *n, size_t indent, Slot slot,
                        uint32_t parent_column) {
    uint32_t column = printer_column(p, printer_start(p, n));
    if (n->kind == NODE_MAP) {
        print_entries(p, n, indent, column, slot);
    } else {
        print_items(p, n, indent, column, slot_of_item(slot));
    }
    printer_flush_comments(p, indent, column == parent_column ? column + 1 : column);
}

/* --- Documents -------------------------------------------------------------------------------- */

/* Directives, the marker of the document's start, and properties of the root. */
static void print_head(Printer *p, const Node *root) {
    uint32_t start = printer_start(p, root);
    for (printer_read_gap(p); p->at < start; printer_read_gap(p)) {
        printer_flush_comments(p, 0, 0);
        printer_start_line(p, 0, p->blank);
        p->blank = p->line_break = false;
        if (printer_byte(p, p->at) == '%') {
            printer_copy_line(p);
        } else if (printer_byte(p, p->at) == '-') {
            printer_copy_word(p, start);
        } else {
            print_properties(p, root);
        }
        printer_read_gap(p);
        printer_end_line(p);
    }
}

static void print_tail(Printer *p) {
    printer_flush_comments(p, 0, 0);
    if (printer_byte(p, p->at) == '.') {
        printer_start_line(p, 0, p->blank);
        printer_copy_word(p, (uint32_t)p->bytes.size);
        p->line_break = p->blank = false;
        printer_read_gap(p);
        printer_end_line(p);
        printer_flush_comments(p, 0, 0);
    }
}

static void print_document(Printer *p, const Node *root) {
    Slot model = {FORM_STRUCT, SYN_MODEL};
    print_head(p, root);
    if (is_block(p, root)) {
        print_block(p, root, 0, model, 0);
    } else {
        printer_flush_comments(p, 0, 0);
        printer_start_line(p, 0, p->blank);
        print_flow(p, root, 0, model);
        printer_read_gap(p);
        printer_end_line(p);
    }
    print_tail(p);
}

/* Characters that mean one thing in a text and another between texts, in YAML 1.1: the
 * separators of lines and paragraphs end a line; a byte order mark is skipped where a line
 * begins with it. */
static bool has_odd_characters(Diags *ds, const Printer *p) {
    static const struct {
        Text bytes, words;
    } odd[] = {
        {TEXT_INIT("\xE2\x80\xA8"), TEXT_INIT("the line separator U+2028")},
        {TEXT_INIT("\xE2\x80\xA9"), TEXT_INIT("the paragraph separator U+2029")},
        {TEXT_INIT("\xEF\xBB\xBF"), TEXT_INIT("the byte order mark U+FEFF")},
    };
    size_t findings = ds->all.count;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        size_t at = text_find(p->bytes, odd[i].bytes);
        if (at != SIZE_MAX) {
            uint32_t start = p->base + (uint32_t)at;
            Diag *d =
                diag_add(ds, DIAG_EXPECTED, span_make(start, start + (uint32_t)odd[i].bytes.size),
                         TEXT("a character with one meaning"), odd[i].words);
            diag_help(d, TEXT("take it out, or write it as an escape in a quoted text"));
        }
    }
    return ds->all.count > findings;
}

bool format_source(Arena *a, Diags *ds, const Source *source, Buffer *out) {
    size_t findings = ds->all.count;
    const Node *root = yaml_read(a, ds, source);
    if (!root || ds->all.count > findings) {
        return false;
    }
    root = yaml_read_as_written(a, ds, source);
    if (root->kind != NODE_MAP) {
        diag_add(ds, DIAG_EXPECTED, root->span, TEXT("the keys of a model"),
                 TEXT("something else"));
        return false;
    }
    Buffer text = {0};
    Printer p = printer_make(a, ds, source, &text);
    if (!has_odd_characters(ds, &p)) {
        print_document(&p, root);
    }
    bool formatted = ds->all.count == findings;
    if (formatted) {
        buffer_add(out, buffer_text(&text));
    }
    buffer_free(&text);
    return formatted;
}
