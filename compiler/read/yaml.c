/* YAML: turns the bytes of a file into a tree of nodes with exact byte spans.
 *
 * Takes one Source; gives its root node, or NULL after a report. The only user of libyaml, whose
 * habits it hides: marks in code points, spans that begin at an anchor and end at the next
 * sibling, silence about duplicate keys and undefined aliases. Does not know the model language:
 * what a scalar means is decided by the place that it stands in. */
#include "compiler/read/node.h"

#include <string.h>
#include <yaml.h>

#include "compiler/base/buffer.h"
#include "compiler/base/panic.h"

typedef struct Anchor {
    Node *node;    /* NULL while the node is being read */
    uint32_t size; /* its nodes, aliases expanded */
} Anchor;

/* The keys of one map, for finding those that repeat. One table serves all maps in turn. */
typedef struct KeyTable {
    const Node **slot;
    size_t used; /* number of slots in use: a power of two */
    size_t capacity;
} KeyTable;

typedef struct Loader {
    Arena *scratch;
    Diags *ds;
    yaml_parser_t parser;
    Text bytes;          /* behind the byte order mark */
    uint32_t base;       /* position of their first */
    bool ascii;          /* code points are bytes */
    size_t mark, offset; /* the code point that was asked for last, and its byte */
    Interner names;
    Map anchors;
    KeyTable keys;
    uint32_t count; /* nodes, aliases expanded */
    uint32_t depth;
    uint32_t end; /* position behind what was read last: blanks and comments are not read */
    bool resolve; /* aliases and merge keys become what they stand for */
} Loader;

/* --- Places ----------------------------------------------------------------------------------- */

static bool starts_code_point(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* libyaml counts code points. Its marks hardly ever go back, so walking from the last one costs one
 * pass over the file in all. */
static size_t offset_of(Loader *l, size_t mark) {
    if (l->ascii) {
        return mark < l->bytes.size ? mark : l->bytes.size;
    }
    while (l->mark < mark && l->offset < l->bytes.size) {
        do {
            l->offset++;
        } while (l->offset < l->bytes.size && !starts_code_point(l->bytes.at[l->offset]));
        l->mark++;
    }
    while (l->mark > mark && l->offset > 0) {
        do {
            l->offset--;
        } while (!starts_code_point(l->bytes.at[l->offset]));
        l->mark--;
    }
    return l->offset;
}

static Span span_of_offsets(const Loader *l, size_t start, size_t end) {
    return span_make(l->base + (uint32_t)start, l->base + (uint32_t)end);
}

static Span span_of_marks(Loader *l, yaml_mark_t start, yaml_mark_t end) {
    size_t first = offset_of(l, start.index);
    return span_of_offsets(l, first, offset_of(l, end.index));
}

/* The character at OFFSET; nothing at the end of a line. */
static Span span_of_character(const Loader *l, size_t offset) {
    size_t end = offset;
    if (end < l->bytes.size && l->bytes.at[end] != '\n' && l->bytes.at[end] != '\r') {
        do {
            end++;
        } while (end < l->bytes.size && !starts_code_point(l->bytes.at[end]));
    }
    return span_of_offsets(l, offset, end);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_of_anchor(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* The mark of a node with an anchor or a tag is that of the anchor or tag: where the node itself
 * begins, behind them and any comment between. A value may follow an anchor at once: `&a:b`. */
static size_t skip_properties(const Loader *l, size_t at, size_t end) {
    while (at < end) {
        if (is_blank(l->bytes.at[at])) {
            at++;
        } else if (l->bytes.at[at] == '&') {
            do {
                at++;
            } while (at < end && is_of_anchor(l->bytes.at[at]));
        } else if (l->bytes.at[at] == '!') {
            while (at < end && !is_blank(l->bytes.at[at])) {
                at++;
            }
        } else if (l->bytes.at[at] == '#') {
            while (at < end && l->bytes.at[at] != '\n' && l->bytes.at[at] != '\r') {
                at++;
            }
        } else {
            break;
        }
    }
    return at;
}

/* --- What libyaml refuses --------------------------------------------------------------------- */

/* libyaml's words where better ones can be said, and what to do about it. */
static const struct {
    const char *problem;
    Text words, help;
} yaml_problems[] = {
    {"mapping values are not allowed in this context", TEXT_INIT("a second `: ` in one value"),
     TEXT_INIT("put quotes around the value, or its parts on lines of their own")},
    {"could not find expected ':'", TEXT_INIT("a line without `:`"),
     TEXT_INIT("an entry of a mapping is written `key: value`")},
    {"did not find expected key", TEXT_INIT("expected a key here"),
     TEXT_INIT("entries of one mapping begin in the same column")},
    {"did not find expected '-' indicator", TEXT_INIT("expected `-` here"),
     TEXT_INIT("items of one list begin in the same column")},
    {"did not find expected ',' or ']'", TEXT_INIT("expected `,` or `]`"),
     TEXT_INIT("inside `[ ]` a value that holds a bracket stands in quotes")},
    {"did not find expected ',' or '}'", TEXT_INIT("expected `,` or `}`"),
     TEXT_INIT("inside `{ }` a value that holds a comma or a bracket stands in quotes")},
    {"found unexpected end of stream", TEXT_INIT("the quote is not closed"), TEXT_INIT("")},
    {"found character that cannot start any token",
     TEXT_INIT("a value cannot begin with this character"),
     TEXT_INIT("put quotes around the value")},
};

static void report_problem(Loader *l, size_t offset) {
    const char *problem = l->parser.problem ? l->parser.problem : "not readable";
    Text words = text_copy(l->ds->arena, text_from(problem)), help = TEXT("");
    if (offset < l->bytes.size && l->bytes.at[offset] == '\t') {
        words = TEXT("a tab where indentation is expected");
        help = TEXT("indent with spaces");
    } else {
        for (size_t i = 0; i < sizeof yaml_problems / sizeof *yaml_problems; i++) {
            if (strcmp(problem, yaml_problems[i].problem) == 0) {
                words = yaml_problems[i].words;
                help = yaml_problems[i].help;
            }
        }
    }
    Diag *d = diag_add(l->ds, DIAG_YAML, span_of_character(l, offset), words);
    diag_help(d, help);
    if (l->parser.context && l->parser.context_mark.index < l->parser.problem_mark.index) {
        diag_note(l->ds, d, span_of_character(l, offset_of(l, l->parser.context_mark.index)),
                  text_copy(l->ds->arena, text_from(l->parser.context)));
    }
}

static void report_parser_error(Loader *l) {
    switch (l->parser.error) {
    case YAML_MEMORY_ERROR: out_of_memory((unsigned long)l->bytes.size);
    case YAML_READER_ERROR: /* its mark is useless; the encoding has been checked before */
        diag_add(l->ds, DIAG_YAML, span_of_character(l, l->parser.problem_offset),
                 text_format(l->ds->arena, "the control character U+%04X is not allowed",
                             (unsigned)l->parser.problem_value));
        return;
    default: report_problem(l, offset_of(l, l->parser.problem_mark.index));
    }
}

static bool next_event(Loader *l, yaml_event_t *event) {
    if (!yaml_parser_parse(&l->parser, event)) {
        report_parser_error(l);
        return false;
    }
    return true;
}

/* --- Nodes ------------------------------------------------------------------------------------ */

/* Counts SIZE more nodes; false, with a report at SPAN, when they are too many. */
static bool count_nodes(Loader *l, uint32_t size, Span span) {
    if (size > NODE_COUNT_LIMIT - l->count) {
        diag_add(l->ds, DIAG_LIMIT, span, TEXT("the number of values, aliases expanded,"),
                 text_format(l->ds->arena, "%d", NODE_COUNT_LIMIT));
        return false;
    }
    l->count += size;
    return true;
}

static Node *new_node(Loader *l, NodeKind kind, Span span) {
    if (!count_nodes(l, 1, span)) {
        return NULL;
    }
    Node *n = arena_new(l->scratch, Node);
    n->kind = kind;
    n->span = span;
    return n;
}

static Node *copy_node(Loader *l, const Node *from) {
    Node *n = arena_new(l->scratch, Node);
    *n = *from;
    n->next = NULL;
    return n;
}

/* The anchor that EVENT names, now the newest of its name; NULL when it names none. */
static Anchor *open_anchor(Loader *l, const yaml_char_t *name) {
    if (!name) {
        return NULL;
    }
    Sym sym = intern_c(&l->names, (const char *)name);
    Anchor *anchor = map_get(&l->anchors, sym);
    if (!anchor) {
        anchor = arena_new(l->scratch, Anchor);
        map_put(l->scratch, &l->anchors, sym, anchor);
    }
    *anchor = (Anchor){NULL, l->count};
    return anchor;
}

static Node *close_anchor(Loader *l, Anchor *anchor, Node *n) {
    if (anchor && n) {
        *anchor = (Anchor){n, l->count - anchor->size};
    }
    return n;
}

static void check_tag(Loader *l, const yaml_char_t *tag, Span span) {
    static const char standard[] = "tag:yaml.org,2002:";
    if (tag && strcmp((const char *)tag, "!") != 0 &&
        strncmp((const char *)tag, standard, sizeof standard - 1) != 0) {
        diag_add(l->ds, DIAG_YAML, span,
                 text_format(l->ds->arena, "the tag `%.100s` has no meaning in a model",
                             (const char *)tag));
    }
}

/* An alias as it stands there: `*name`. */
static Node *read_written_alias(Loader *l, Span span) {
    Node *n = new_node(l, NODE_SCALAR, span);
    if (n) {
        n->verbatim = true;
        n->content = span.start;
        n->text = text_slice(l->bytes, span.start - l->base, span.end - l->base);
    }
    return n;
}

static Node *read_alias(Loader *l, const yaml_event_t *event) {
    Span span = span_of_marks(l, event->start_mark, event->end_mark);
    Text name = text_from((const char *)event->data.alias.anchor);
    l->end = span.end;
    if (!l->resolve) {
        return read_written_alias(l, span);
    }
    const Anchor *anchor = map_get(&l->anchors, intern(&l->names, name));
    if (!anchor || !anchor->node) {
        diag_add(l->ds, DIAG_UNDEFINED, span, TEXT("anchor"), text_copy(l->ds->arena, name),
                 anchor ? TEXT(" yet: the alias stands inside of it") : TEXT(""));
        return new_node(l, NODE_SCALAR, span);
    }
    return count_nodes(l, anchor->size, span) ? copy_node(l, anchor->node) : NULL;
}

/* Offset of the first byte of a block scalar's text; START is at its | or >. */
static size_t block_content(const Loader *l, size_t start, size_t end) {
    while (start < end && l->bytes.at[start] != '\n' && l->bytes.at[start] != '\r') {
        start++;
    }
    while (start < end && is_blank(l->bytes.at[start])) {
        start++;
    }
    return start;
}

static ScalarStyle style_of(yaml_scalar_style_t style) {
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return SCALAR_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return SCALAR_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return SCALAR_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return SCALAR_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE: break;
    }
    return SCALAR_PLAIN;
}

/* A NUL has no place in any output: the text is cut there. */
static void report_nul(Loader *l, Node *n, size_t at) {
    diag_add(l->ds, DIAG_YAML, node_span_at(l->ds->sources, n, at, at + 1),
             TEXT("a NUL character is not allowed"));
    n->text.size = at;
}

static Node *read_scalar(Loader *l, const yaml_event_t *event) {
    Text text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    ScalarStyle style = style_of(event->data.scalar.style);
    size_t start = offset_of(l, event->start_mark.index), end = offset_of(l, event->end_mark.index);
    if (event->data.scalar.anchor || event->data.scalar.tag) {
        check_tag(l, event->data.scalar.tag, span_of_offsets(l, start, end));
        start = skip_properties(l, start, end);
    }
    size_t content = start;
    if (style == SCALAR_SINGLE || style == SCALAR_DOUBLE) {
        content++;
    } else if (style != SCALAR_PLAIN) {
        content = block_content(l, start, end);
    }
    bool verbatim = text.size <= end - start && content + text.size <= end &&
                    (text.size == 0 || memcmp(l->bytes.at + content, text.at, text.size) == 0);
    while (style >= SCALAR_LITERAL && end > start && is_blank(l->bytes.at[end - 1])) {
        end--; /* a block scalar ends at the start of the next line */
    }
    Node *n = new_node(l, NODE_SCALAR, span_of_offsets(l, start, end));
    if (!n) {
        return NULL;
    }
    l->end = n->span.end;
    n->style = style;
    n->verbatim = verbatim;
    n->content = l->base + (uint32_t)content;
    n->text = verbatim ? text_slice(l->bytes, content, content + text.size)
                       : text_copy(l->ds->arena, text);
    const char *nul = verbatim ? NULL : memchr(text.at, 0, text.size); /* else libyaml complains */
    if (nul) {
        report_nul(l, n, (size_t)(nul - text.at));
    }
    return n;
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* Empties the table and makes room for COUNT keys. */
static void key_table_begin(Loader *l, size_t count) {
    KeyTable *t = &l->keys;
    size_t slots = 8;
    while (slots < 2 * count) {
        slots *= 2;
    }
    if (slots > t->capacity) {
        t->slot = arena_array(l->scratch, const Node *, slots);
        t->capacity = slots;
    }
    memset(t->slot, 0, slots * sizeof *t->slot);
    t->used = slots;
}

/* The key of the same text that is there already; NULL, after adding KEY, when there is none. */
static const Node *key_table_add(Loader *l, const Node *key) {
    KeyTable *t = &l->keys;
    size_t at = text_slot_hash(key->text) & (t->used - 1);
    while (t->slot[at]) {
        if (text_equal(t->slot[at]->text, key->text)) {
            return t->slot[at];
        }
        at = (at + 1) & (t->used - 1);
    }
    t->slot[at] = key;
    return NULL;
}

static void drop_duplicate_keys(Loader *l, Node *map) {
    key_table_begin(l, map->count);
    for (Node **link = &map->first; *link;) {
        Node *key = *link;
        const Node *first = key_table_add(l, key);
        if (!first) {
            link = &key->next;
            continue;
        }
        Diag *d = diag_add(l->ds, DIAG_DUPLICATE, key->span, TEXT("key"), key->text);
        diag_note(l->ds, d, first->span, TEXT("first defined here"));
        *link = key->next;
        map->count--;
    }
}

static bool is_merge_key(const Node *key) {
    return key->style == SCALAR_PLAIN && text_equal_c(key->text, "<<");
}

/* The maps behind a merge key, in order: its value, or the items of its value. */
static const Node *first_merged(const Node *key) {
    return key->value->kind == NODE_LIST ? key->value->first : key->value;
}
static const Node *next_merged(const Node *key, const Node *merged) {
    return key->value->kind == NODE_LIST ? merged->next : NULL;
}

/* Copies the keys of MERGED that the table does not have yet behind TAIL; false at the limit. */
static bool merge_map(Loader *l, Node *map, Node ***tail, const Node *merged) {
    for (const Node *from = merged->first; from; from = from->next) {
        if (key_table_add(l, from)) {
            continue; /* what is written, or merged earlier, wins */
        }
        if (!count_nodes(l, 1, map->span)) {
            return false;
        }
        Node *key = copy_node(l, from);
        **tail = key;
        *tail = &key->next;
        map->count++;
    }
    return true;
}

/* Puts the keys of merged maps where the merge key stands. */
static bool resolve_merge_keys(Loader *l, Node *map) {
    size_t most = map->count;
    for (Node *key = map->first; key; key = key->next) {
        for (const Node *m = is_merge_key(key) ? first_merged(key) : NULL; m;
             m = next_merged(key, m)) {
            most += m->kind == NODE_MAP ? m->count : 0;
        }
    }
    key_table_begin(l, most);
    for (Node *key = map->first; key; key = key->next) {
        key_table_add(l, key);
    }
    Node **tail = &map->first;
    for (Node *key = map->first, *next; key; key = next) {
        next = key->next;
        if (!is_merge_key(key)) {
            *tail = key;
            tail = &key->next;
            continue;
        }
        map->count--;
        for (const Node *m = first_merged(key); m; m = next_merged(key, m)) {
            if (m->kind != NODE_MAP) {
                diag_add(l->ds, DIAG_EXPECTED, m->span, TEXT("a mapping to merge"),
                         m->kind == NODE_LIST ? TEXT("a list") : TEXT("text"));
            } else if (!merge_map(l, map, &tail, m)) {
                return false;
            }
        }
    }
    *tail = NULL;
    return true;
}

/* --- Values that a comma cut ------------------------------------------------------------------ */

/* Of the text so far, parentheses in quotes apart. */
typedef struct Nesting {
    int open;
    bool quoted;
} Nesting;

static void nest(Nesting *nesting, Text text) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        nesting->quoted ^= c == '\'';
        nesting->open += nesting->quoted ? 0 : (c == '(') - (c == ')');
    }
}

static Text text_of_span(const Loader *l, uint32_t start, uint32_t end) {
    return text_slice(l->bytes, start - l->base, end - l->base);
}

/* Whether N, in `{a: f(1, n)}` or `[f(1, n)]`, may be what a comma cut off. */
static bool is_piece(const Node *n) {
    const Node *value = n->value;
    return n->kind == NODE_SCALAR &&
           (!value || (value->kind == NODE_SCALAR && value->style == SCALAR_PLAIN &&
                       value->span.start == value->span.end));
}

static void report_cut_value(Loader *l, const Node *value, bool in_map) {
    Buffer quoted = {0};
    for (size_t i = 0; i < value->text.size; i++) {
        char c = value->text.at[i];
        buffer_add_c(&quoted, c == '\'' ? "'" : "");
        buffer_add_char(&quoted, c);
    }
    Diag *d = diag_add(l->ds, DIAG_SYNTAX, value->span, TEXT("`)`"), TEXT("a comma"),
                       in_map ? TEXT("a value inside `{ }`") : TEXT("a value inside `[ ]`"));
    diag_help(d, in_map ? TEXT("inside `{ }` a comma ends a value: put it in quotes")
                        : TEXT("inside `[ ]` a comma ends a value: put it in quotes"));
    diag_fix(l->ds, d, FIX_APPLY, TEXT("put it in quotes"), value->span,
             text_format(l->ds->arena, "'%.*s'", TEXT_ARG(buffer_text(&quoted))));
    buffer_free(&quoted);
}

/* Puts VALUE, whose parentheses stay open, together with the siblings behind ITEM that close them on the
 * same line; on others, comments may stand between. */
static void join_pieces(Loader *l, Node *collection, Node *item, Node *value) {
    enum { MOST_PIECES = 256 };
    Nesting nesting = {0};
    nest(&nesting, value->text);
    uint32_t end = value->span.end, count = 0;
    Node *piece = item->next;
    bool cut = nesting.open > 0;
    while (cut && piece && is_piece(piece) && piece->span.start >= end && ++count < MOST_PIECES) {
        Text more = text_of_span(l, end, piece->span.end);
        if (text_find(more, TEXT("\n")) != SIZE_MAX) {
            return;
        }
        nest(&nesting, more);
        end = piece->span.end;
        piece = piece->next;
        if (nesting.open <= 0 && !nesting.quoted) {
            value->text = text_of_span(l, value->span.start, end);
            value->span.end = end;
            item->next = piece;
            collection->count -= count;
            report_cut_value(l, value, collection->kind == NODE_MAP);
            return;
        }
    }
}

/* Of N with brackets around it: `{a: decimal(5, 2)}` are two keys to YAML, and never meant so. */
static void join_cut_values(Loader *l, Node *n) {
    for (Node *item = n->first; item; item = item->next) {
        Node *value = n->kind == NODE_MAP ? item->value : item;
        if (value->kind == NODE_SCALAR && value->style == SCALAR_PLAIN && value->verbatim &&
            value->span.start >= item->span.start && item->span.start >= n->span.start) {
            join_pieces(l, n, item, value);
        }
    }
}

/* --- Collections ------------------------------------------------------------------------------ */

static Node *read_node(Loader *l, yaml_event_t *event);

static bool enter(Loader *l, Span span) {
    if (l->depth == NODE_DEPTH_LIMIT) {
        diag_add(l->ds, DIAG_LIMIT, span, TEXT("the depth of lists and mappings"),
                 text_format(l->ds->arena, "%d", NODE_DEPTH_LIMIT));
        return false;
    }
    l->depth++;
    return true;
}

/* An empty node of KIND that begins where EVENT does. */
static Node *start_collection(Loader *l, NodeKind kind, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag) {
    Span span = span_of_marks(l, event->start_mark, event->end_mark);
    if (anchor || tag) {
        check_tag(l, tag, span);
        span.start =
            l->base + (uint32_t)skip_properties(l, span.start - l->base, span.end - l->base);
    }
    Node *n = new_node(l, kind, span);
    return n && enter(l, span) ? n : NULL;
}

/* The end mark of a block collection is no use: it lies at whatever comes next. */
static void end_collection(Loader *l, Node *n, const yaml_event_t *end) {
    l->depth--;
    bool bracket = end->end_mark.index > end->start_mark.index;
    if (bracket) {
        l->end = l->base + (uint32_t)offset_of(l, end->end_mark.index);
    }
    n->span.end = l->end;
    if (bracket && l->resolve) {
        join_cut_values(l, n);
    }
}

static Node *read_list(Loader *l, yaml_event_t *event) {
    Anchor *anchor = open_anchor(l, event->data.sequence_start.anchor);
    Node *list = start_collection(l, NODE_LIST, event, event->data.sequence_start.anchor,
                                  event->data.sequence_start.tag);
    Node *last = NULL;
    yaml_event_t item;
    while (list && next_event(l, &item)) {
        if (item.type == YAML_SEQUENCE_END_EVENT) {
            end_collection(l, list, &item);
            yaml_event_delete(&item);
            return close_anchor(l, anchor, list);
        }
        Node *n = read_node(l, &item);
        if (!n) {
            break;
        }
        *(last ? &last->next : &list->first) = n;
        last = n;
        list->count++;
    }
    return NULL;
}

/* A key and its value; false when reading has to stop. *KEY is NULL for a key that was refused. */
static bool read_entry(Loader *l, yaml_event_t *event, Node **key) {
    Node *k = read_node(l, event);
    yaml_event_t value;
    if (!k || !next_event(l, &value)) {
        return false;
    }
    k->value = read_node(l, &value);
    if (!k->value) {
        return false;
    }
    *key = k;
    if (k->kind != NODE_SCALAR) {
        diag_add(l->ds, DIAG_EXPECTED, k->span, TEXT("text as a key"),
                 k->kind == NODE_LIST ? TEXT("a list") : TEXT("a mapping"));
        *key = NULL;
    }
    return true;
}

static Node *read_map(Loader *l, yaml_event_t *event) {
    Anchor *anchor = open_anchor(l, event->data.mapping_start.anchor);
    Node *map = start_collection(l, NODE_MAP, event, event->data.mapping_start.anchor,
                                 event->data.mapping_start.tag);
    Node *last = NULL;
    bool merges = false;
    yaml_event_t item;
    while (map && next_event(l, &item)) {
        if (item.type == YAML_MAPPING_END_EVENT) {
            end_collection(l, map, &item);
            yaml_event_delete(&item);
            if (l->resolve) {
                drop_duplicate_keys(l, map);
            }
            return !merges || resolve_merge_keys(l, map) ? close_anchor(l, anchor, map) : NULL;
        }
        Node *key;
        if (!read_entry(l, &item, &key)) {
            break;
        }
        if (key) {
            *(last ? &last->next : &map->first) = key;
            last = key;
            map->count++;
            merges |= l->resolve && is_merge_key(key);
        }
    }
    return NULL;
}

/* The node that starts with EVENT, which is deleted; NULL when reading has to stop. */
static Node *read_node(Loader *l, yaml_event_t *event) {
    Node *n = NULL;
    Anchor *anchor;
    switch (event->type) {
    case YAML_ALIAS_EVENT: n = read_alias(l, event); break;
    case YAML_SCALAR_EVENT:
        anchor = open_anchor(l, event->data.scalar.anchor);
        n = close_anchor(l, anchor, read_scalar(l, event));
        break;
    case YAML_SEQUENCE_START_EVENT: n = read_list(l, event); break;
    case YAML_MAPPING_START_EVENT: n = read_map(l, event); break;
    default: internal_error("libyaml gave event %d in place of a node", (int)event->type);
    }
    yaml_event_delete(event);
    return n;
}

/* --- Files ------------------------------------------------------------------------------------ */

static bool is_ascii(Text t) {
    uint64_t eight, seen = 0;
    size_t i = 0;
    for (; t.size - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, t.at + i, sizeof eight);
        seen |= eight;
    }
    for (; i < t.size; i++) {
        seen |= (unsigned char)t.at[i];
    }
    return (seen & UINT64_C(0x8080808080808080)) == 0;
}

/* Takes byte order marks off, and refuses what is not UTF-8 (libyaml would read UTF-16, and give
 * places that are not in the file). */
static bool check_encoding(Loader *l) {
    if (text_starts_with(l->bytes, TEXT("\xFF\xFE")) ||
        text_starts_with(l->bytes, TEXT("\xFE\xFF"))) {
        diag_add(l->ds, DIAG_YAML, span_of_offsets(l, 0, 2), TEXT("the file is UTF-16, not UTF-8"));
        return false;
    }
    while (text_starts_with(l->bytes, TEXT("\xEF\xBB\xBF"))) {
        l->bytes = text_slice(l->bytes, 3, l->bytes.size);
        l->base += 3;
    }
    size_t bad = 0;
    l->ascii = is_ascii(l->bytes);
    if (!l->ascii && !text_is_utf8(l->bytes, &bad)) {
        diag_add(l->ds, DIAG_YAML, span_of_offsets(l, bad, bad + 1),
                 text_format(l->ds->arena, "the byte 0x%02X is not UTF-8",
                             (unsigned)(unsigned char)l->bytes.at[bad]));
        return false;
    }
    return true;
}

/* Reads on to the next event of TYPE, or to the end of the file: then it is not found. */
static bool skip_to(Loader *l, yaml_event_type_t type, yaml_event_t *event, bool *found) {
    do {
        if (!next_event(l, event)) {
            return false;
        }
        *found = event->type == type;
        if (event->type == YAML_STREAM_END_EVENT || *found) {
            return true;
        }
        yaml_event_delete(event);
    } while (true);
}

static Node *read_document(Loader *l) {
    yaml_event_t event;
    bool found;
    if (!skip_to(l, YAML_DOCUMENT_START_EVENT, &event, &found)) {
        return NULL;
    }
    yaml_event_delete(&event);
    if (!found) {
        diag_add(l->ds, DIAG_EXPECTED, span_of_offsets(l, 0, 0), TEXT("a model"),
                 TEXT("an empty file"));
        return NULL;
    }
    Node *root = next_event(l, &event) ? read_node(l, &event) : NULL;
    if (!root || !skip_to(l, YAML_DOCUMENT_START_EVENT, &event, &found)) {
        return NULL;
    }
    if (found) {
        diag_add(l->ds, DIAG_YAML, span_of_marks(l, event.start_mark, event.end_mark),
                 TEXT("a second document: a file holds one"));
    }
    yaml_event_delete(&event);
    return root;
}

static Node *read_source(Arena *scratch, Diags *ds, const Source *source, bool resolve) {
    Loader l = {.scratch = scratch,
                .ds = ds,
                .bytes = source->bytes,
                .base = source->base,
                .resolve = resolve};
    if (!check_encoding(&l)) {
        return NULL;
    }
    if (!yaml_parser_initialize(&l.parser)) {
        out_of_memory(sizeof l.parser);
    }
    yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l.parser, (const unsigned char *)l.bytes.at, l.bytes.size);
    l.names = interner_make(scratch);
    Node *root = read_document(&l);
    interner_free(&l.names);
    yaml_parser_delete(&l.parser);
    return root;
}

Node *yaml_read(Arena *scratch, Diags *ds, const Source *source) {
    return read_source(scratch, ds, source, true);
}

Node *yaml_read_as_written(Arena *scratch, Diags *ds, const Source *source) {
    return read_source(scratch, ds, source, false);
}
