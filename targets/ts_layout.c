/* Ts layout: takes a tree of words, gives its lines. See ts_layout.h. How a chain of calls and the
 * arguments of a call break is told at print_chain and print_arguments; all else breaks when it does not
 * fit, one part on each line. */
#include "targets/ts_layout.h"

enum { COLUMNS = 80, INDENT = 2 };

static const size_t NEVER = SIZE_MAX;

/* ---- building ---- */

static TsNode *make(Arena *a, TsKind kind, Text text) {
    TsNode *node = arena_new(a, TsNode);
    node->kind = kind;
    node->text = text;
    return node;
}

TsNode *ts_word(Arena *a, Text text) {
    return make(a, TS_WORD, text);
}

TsNode *ts_template(Arena *a, Text text) {
    return make(a, TS_TEMPLATE, text);
}

TsNode *ts_list(Arena *a) {
    return make(a, TS_LIST, TEXT(""));
}

TsNode *ts_object(Arena *a, bool open) {
    TsNode *node = make(a, TS_OBJECT, TEXT(""));
    node->open = open;
    return node;
}

static TsNode *add_call(Arena *a, TsNode *chain, Text word) {
    *vec_push(a, &chain->call) = (TsCall){.word = word};
    return chain;
}

TsNode *ts_call(Arena *a, Text word) {
    return add_call(a, make(a, TS_CHAIN, TEXT("")), word);
}

TsNode *ts_chain(Arena *a, Text word) {
    TsNode *chain = ts_call(a, word);
    chain->call.at[0].bare = true;
    return chain;
}

TsNode *ts_then(Arena *a, TsNode *chain, const char *word) {
    return add_call(a, chain, text_from(word));
}

TsNode *ts_arrow(Arena *a, Text head, TsNode *body) {
    TsNode *node = make(a, TS_ARROW, head);
    node->body = body;
    return node;
}

TsNode *ts_add(Arena *a, TsNode *to, TsNode *node) {
    TsParts *parts = to->kind == TS_CHAIN ? &vec_last(&to->call)->argument : &to->part;
    *vec_push(a, parts) = (TsPart){.node = node};
    return node;
}

void ts_put(Arena *a, TsNode *object, Text key, TsNode *value) {
    *vec_push(a, &object->part) = (TsPart){.key = key, .node = value};
}

void ts_put_c(Arena *a, TsNode *object, const char *key, TsNode *value) {
    ts_put(a, object, text_from(key), value);
}

/* ---- measuring ---- */

/* Columns of TEXT: code points, those of East Asian scripts and pictures two. */
static size_t columns(Text text) {
    size_t wide = 0;
    for (size_t i = 0; i + 2 < text.size; i++) {
        unsigned char lead = (unsigned char)text.at[i], next = (unsigned char)text.at[i + 1];
        bool picture = lead == 0xF0 && next == 0x9F;
        wide += picture || (lead >= 0xE3 && lead <= 0xED && !(lead == 0xED && next >= 0x9F)) ||
                (lead == 0xE2 && next >= 0xBA && next <= 0xBF) ||
                (lead == 0xEF && next >= 0xBC && next <= 0xBD);
    }
    return text_count_code_points(text) + wide;
}

static size_t sum(size_t left, size_t right) {
    return left == NEVER || right == NEVER ? NEVER : left + right;
}

/* An object behind an arrow stands in parentheses. */
static size_t parentheses(const TsNode *arrow) {
    return arrow->body->kind == TS_OBJECT;
}

static size_t measure(TsNode *node);
static bool must_break(const TsNode *chain);

static size_t measure_part(const TsPart *part) {
    size_t key = part->key.size ? columns(part->key) + 2 : 0;
    return part->comment.size ? NEVER : sum(key, measure(part->node));
}

static size_t measure_parts(const TsParts *parts) {
    size_t width = parts->count ? 2 * (parts->count - 1) : 0;
    for (size_t i = 0; i < parts->count; i++) {
        width = sum(width, measure_part(&parts->at[i]));
    }
    return width;
}

static size_t measure_call(const TsCall *call) {
    size_t parentheses = call->bare ? 0 : 2;
    return sum(columns(call->word) + parentheses, measure_parts(&call->argument));
}

static size_t measure_anew(TsNode *node) {
    size_t width = 0;
    switch (node->kind) {
    case TS_WORD:
    case TS_TEMPLATE: return columns(node->text);
    case TS_LIST: return sum(2, measure_parts(&node->part));
    case TS_OBJECT:
        if (!node->part.count) {
            return 2;
        }
        return node->open ? NEVER : sum(4, measure_parts(&node->part));
    case TS_ARROW: return sum(columns(node->text) + 4 + 2 * parentheses(node), measure(node->body));
    case TS_CHAIN:
        if (must_break(node)) {
            return NEVER;
        }
        for (size_t i = 0; i < node->call.count; i++) {
            width = sum(width, sum(i ? 1 : 0, measure_call(&node->call.at[i])));
        }
        return width;
    }
    return NEVER;
}

/* The width of NODE on one line. The depth is that of what targets build, not of the model. */
static size_t measure(TsNode *node) {
    if (!node->width) {
        node->width = measure_anew(node);
    }
    return node->width;
}

/* ---- printing ---- */

typedef struct Layout {
    Emitter *e;
    size_t depth;  /* of the lines that are begun */
    size_t column; /* where the next word goes */
    bool json;     /* no comma behind the last, and no value on a line of its own */
} Layout;

static void put(Layout *l, Text text) {
    emit(l->e, "$", CODE(text));
    l->column += columns(text);
}

static void put_c(Layout *l, const char *syntax) {
    emit_text(l->e, syntax);
    l->column += strlen(syntax);
}

static void new_line(Layout *l) {
    emit_line(l->e);
    l->column = l->depth * INDENT;
}

static void shift(Layout *l, bool deeper) {
    l->depth = deeper ? l->depth + 1 : l->depth - 1;
    l->e->depth = l->depth;
}

/* Whether WIDTH, and what stands behind it on the line, fits. */
static bool fits(const Layout *l, size_t width, size_t behind) {
    return width != NEVER && l->column + width + behind <= COLUMNS;
}

static void print_node(Layout *l, TsNode *node, size_t behind);

static void print_part(Layout *l, const TsPart *part, size_t behind) {
    if (part->comment.size) {
        put_c(l, "/** ");
        put(l, part->comment);
        put_c(l, " */");
        new_line(l);
    }
    if (!part->key.size) {
        print_node(l, part->node, behind);
        return;
    }
    put(l, part->key);
    put_c(l, ":");
    /* Behind a key of few letters nothing would be won. */
    bool apart = part->node->kind == TS_WORD && !l->json && columns(part->key) >= INDENT + 3 &&
                 !fits(l, 1 + measure(part->node), behind);
    if (apart) {
        shift(l, true);
        new_line(l);
    } else {
        put_c(l, " ");
    }
    print_node(l, part->node, behind);
    if (apart) {
        shift(l, false);
    }
}

static void print_flat_parts(Layout *l, const TsParts *parts) {
    for (size_t i = 0; i < parts->count; i++) {
        put_c(l, i ? ", " : "");
        print_part(l, &parts->at[i], 0);
    }
}

static void print_lines(Layout *l, const TsParts *parts) {
    shift(l, true);
    for (size_t i = 0; i < parts->count; i++) {
        new_line(l);
        bool comma = !l->json || i + 1 < parts->count;
        print_part(l, &parts->at[i], comma);
        put_c(l, comma ? "," : "");
    }
    shift(l, false);
    new_line(l);
}

/* A list or an object, which begins here. */
static void print_group(Layout *l, TsNode *node, bool broken) {
    bool list = node->kind == TS_LIST;
    put_c(l, list ? "[" : "{");
    if (broken && node->part.count) {
        print_lines(l, &node->part);
    } else {
        put_c(l, list || !node->part.count ? "" : " ");
        print_flat_parts(l, &node->part);
        put_c(l, list || !node->part.count ? "" : " ");
    }
    put_c(l, list ? "]" : "}");
}

static bool is_group(const TsNode *node) {
    return node->kind == TS_LIST || node->kind == TS_OBJECT;
}

/* Whether an argument may begin on the line of its call and break inside. */
static bool may_hug(const TsNode *node) {
    return (is_group(node) && node->part.count) || node->kind == TS_ARROW;
}

/* Columns from the beginning of a hugged argument to the end of its first line. */
static size_t first_line(const TsNode *node) {
    return node->kind == TS_ARROW ? columns(node->text) + 4 + parentheses(node) + 1 : 1;
}

/* On one line; or with the last argument alone broken, when it is a group or a function, the others fit
 * before it and the one before it is of another kind; or each on a line of its own. */
static void print_arguments(Layout *l, const TsParts *arguments, size_t behind) {
    put_c(l, "(");
    if (!arguments->count || fits(l, measure_parts(arguments), behind + 1)) {
        print_flat_parts(l, arguments);
        put_c(l, ")");
        return;
    }
    TsNode *last = vec_last(arguments)->node;
    TsNode *before = arguments->count > 1 ? vec_last(arguments)[-1].node : NULL;
    TsParts others = *arguments;
    others.count--;
    size_t width = sum(measure_parts(&others), others.count ? 2 : 0);
    if (may_hug(last) && !(before && before->kind == last->kind) &&
        fits(l, width, first_line(last))) {
        print_flat_parts(l, &others);
        put_c(l, others.count ? ", " : "");
        if (is_group(last)) {
            print_group(l, last, true);
        } else {
            print_node(l, last, behind + 1);
        }
    } else {
        print_lines(l, arguments);
    }
    put_c(l, ")");
}

static void print_call(Layout *l, const TsCall *call, size_t behind) {
    put(l, call->word);
    if (!call->bare) {
        print_arguments(l, &call->argument, behind);
    }
}

/* An argument that makes no chain break by itself: a word, a group of words, a chain with such arguments. */
static bool is_simple(const TsNode *node) {
    const TsParts *part = &node->part;
    for (size_t i = 0; i < part->count; i++) {
        if (part->at[i].node->kind != TS_WORD) {
            return false;
        }
    }
    for (size_t i = 0; i < node->call.count; i++) {
        part = &node->call.at[i].argument;
        for (size_t k = 0; k < part->count; k++) {
            if (!is_simple(part->at[k].node)) {
                return false;
            }
        }
    }
    return node->kind != TS_TEMPLATE && node->kind != TS_ARROW;
}

/* Three calls or more break before each dot when an argument is not simple, or one before the last breaks
 * anyway. */
static bool must_break(const TsNode *chain) {
    if (chain->call.count < 3) {
        return false;
    }
    for (size_t i = 0; i < chain->call.count; i++) {
        const TsParts *argument = &chain->call.at[i].argument;
        for (size_t k = 0; k < argument->count; k++) {
            TsNode *node = argument->at[k].node;
            if (!is_simple(node) || (i + 1 < chain->call.count && measure(node) == NEVER)) {
                return true;
            }
        }
    }
    return false;
}

/* Columns of the calls from FROM on, and of BEHIND, as far as no line can end inside them. */
static size_t width_behind(const TsNode *chain, size_t from, size_t behind) {
    size_t width = 0;
    for (size_t i = from; i < chain->call.count; i++) {
        width += columns(chain->call.at[i].word) + 2; /* the dot and `(` */
        if (chain->call.at[i].argument.count) {
            return width;
        }
        width++;
    }
    return width + behind;
}

/* On one line; or, of three calls or more, each but the first on a line of its own; or, of two, with the
 * arguments broken. */
static void print_chain(Layout *l, TsNode *chain, size_t behind) {
    bool short_chain = chain->call.count < 3;
    bool flat = fits(l, measure(chain), behind);
    if (flat || short_chain) {
        for (size_t i = 0; i < chain->call.count; i++) {
            put_c(l, i ? "." : "");
            print_call(l, &chain->call.at[i], width_behind(chain, i + 1, behind));
        }
        return;
    }
    print_call(l, &chain->call.at[0], 0);
    shift(l, true);
    for (size_t i = 1; i < chain->call.count; i++) {
        new_line(l);
        put_c(l, ".");
        print_call(l, &chain->call.at[i], i + 1 < chain->call.count ? 0 : behind);
    }
    shift(l, false);
}

static void print_node(Layout *l, TsNode *node, size_t behind) {
    switch (node->kind) {
    case TS_WORD:
    case TS_TEMPLATE: put(l, node->text); break;
    case TS_LIST:
    case TS_OBJECT: print_group(l, node, !fits(l, measure(node), behind)); break;
    case TS_CHAIN: print_chain(l, node, behind); break;
    case TS_ARROW:
        put(l, node->text);
        put_c(l, parentheses(node) ? " => (" : " => ");
        print_node(l, node->body, behind + parentheses(node));
        put_c(l, parentheses(node) ? ")" : "");
        break;
    }
}

void ts_print(Emitter *e, Text before, TsNode *node, const char *after) {
    Layout l = {.e = e, .depth = e->depth};
    put(&l, before);
    put_c(&l, " ");
    print_node(&l, node, strlen(after));
    put_c(&l, after);
    emit_line(e);
}

void ts_print_json(Emitter *e, TsNode *node) {
    Layout l = {.e = e, .json = true};
    print_node(&l, node, 0);
    emit_line(e);
}
