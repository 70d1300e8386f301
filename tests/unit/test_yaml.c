/* YAML: nodes with exact places, anchors and merge keys, what is refused, and the limits. */
#include "tests/unit/unit.h"

#include "compiler/base/buffer.h"
#include "compiler/read/node.h"

typedef struct Run {
    Arena session, scratch;
    Sources sources;
    Diags diags;
    Node *root;
} Run;

static void run(Run *t, Text bytes) {
    *t = (Run){0};
    t->sources.arena = &t->session;
    t->diags = diags_make(&t->session, &t->sources);
    source_add(&t->sources, TEXT("earlier.yaml"), TEXT("positions: begin behind this\n"));
    size_t index = source_add(&t->sources, TEXT("model.yaml"), text_copy(&t->session, bytes));
    t->root = yaml_read(&t->scratch, &t->diags, &t->sources.files.at[index]);
}

static void end(Run *t) {
    arena_free(&t->scratch);
    arena_free(&t->session);
}

/* --- The tree, with the source bytes of every span -------------------------------------------- */

static void show(Buffer *out, const Run *t, const Node *n) {
    if (n->kind == NODE_SCALAR) {
        buffer_format(out, "%.*s", TEXT_ARG(n->text));
        if (!text_equal(source_text(&t->sources, n->span), n->text)) {
            buffer_format(out, "<%.*s>", TEXT_ARG(source_text(&t->sources, n->span)));
        }
        return;
    }
    buffer_add_c(out, n->kind == NODE_LIST ? "[" : "{");
    for (const Node *child = n->first; child; child = child->next) {
        show(out, t, child);
        if (n->kind == NODE_MAP) {
            buffer_add_c(out, ": ");
            show(out, t, child->value);
        }
        buffer_add_c(out, child->next ? ", " : "");
    }
    buffer_add_c(out, n->kind == NODE_LIST ? "]" : "}");
}

static const struct {
    const char *yaml, *tree; /* text<span> where the two differ */
} trees[] = {
    {"a", "a"},
    {"a: b", "{a: b}"},
    {"a: b c  # comment\n", "{a: b c}"},
    {"a:\nb: ~\n", "{a: , b: ~}"},
    {"a: [b, 'c', \"d\"]", "{a: [b, c<'c'>, d<\"d\">]}"},
    {"- a\n- - b\n  - c\n", "[a, [b, c]]"},
    {"{a: {b: c}}", "{a: {b: c}}"},
    {"a: 'it''s'", "{a: it's<'it''s'>}"},
    {"a: \"x\\ty\"", "{a: x\ty<\"x\\ty\">}"},
    {"a: two\n  lines\n", "{a: two lines<two\n  lines>}"},
    {"a: |\n  text\n  more\nb: c\n", "{a: text\nmore\n<|\n  text\n  more>, b: c}"},
    {"a: |-\n  text\n", "{a: text<|-\n  text>}"},
    {"a: >\n  text\n  more\n\n\n", "{a: text more\n<>\n  text\n  more>}"},
    {"? a\n: b\n", "{a: b}"},
    {"a : b", "{a: b}"},
    {"\xC3\xA9: \xE2\x82\xAC\n\xF0\x9F\x98\x80: \xC3\xBC",
     "{\xC3\xA9: \xE2\x82\xAC, \xF0\x9F\x98\x80: \xC3\xBC}"},
    {"\xEF\xBB\xBF"
     "a: b",
     "{a: b}"},
    {"\xEF\xBB\xBF"
     "\xC3\xA9: b",
     "{\xC3\xA9: b}"},
    {"a: b\r\nc: 'd'\r\n", "{a: b, c: d<'d'>}"},
    {"%YAML 1.1\n---\na: b\n...\n", "{a: b}"},
    {"a: !!str b", "{a: b}"},
    {"a: &x b\nc: *x\n", "{a: b, c: b}"},
    {"a: &x # comment\n  b\nc: *x\n", "{a: b, c: b}"},
    {"a: &x\nb: *x\n", "{a: , b: }"},
    {"&x a: b\n*x : c\n", "{a: b}"}, /* the same key twice */
    {"a: &x [b]\nc: [*x, *x]", "{a: [b], c: [[b], [b]]}"},
    {"a: &x b\nc: &x d\ne: *x\n", "{a: b, c: d, e: d}"},
    {"a: &x {k: 1, l: 2}\nb: {l: 3, <<: *x, m: 4}", "{a: {k: 1, l: 2}, b: {l: 3, k: 1, m: 4}}"},
    {"a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc: {<<: [*x, *y]}",
     "{a: {k: 1}, b: {k: 2, l: 2}, c: {k: 1, l: 2}}"},
    {"a: {<<: {k: 1}, k: 2}", "{a: {k: 2}}"},
    {"a: {'<<': b}", "{a: {<<<'<<'>: b}}"},
};

static void test_trees(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(trees); i++) {
        Run t;
        Buffer out = {0};
        run(&t, text_from(trees[i].yaml));
        assert_non_null(t.root);
        show(&out, &t, t.root);
        assert_text(buffer_text(&out), trees[i].tree);
        buffer_free(&out);
        end(&t);
    }
}

static const struct {
    const char *yaml, *span;
} collections[] = {
    {"a: {b: c}  # d\n", "{b: c}"},      {"a: &x {b: c}\n", "{b: c}"},
    {"a:\n  b: c\n\n# d\ne: f", "b: c"}, {"a: &x\n  b: c\n  d: e\n\n", "b: c\n  d: e"},
    {"a:\n- b\n- c\nd: e", "- b\n- c"},  {"a: !!seq\n  - b  # c\n", "- b"},
    {"a:\n  b: [c]\n", "b: [c]"},        {"a:\n  b:\n", "b:"},
    {"x: &x y\na:\n  b: *x\n", "y"},
};

static void test_collection_spans(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(collections); i++) {
        Run t;
        run(&t, text_from(collections[i].yaml));
        assert_non_null(t.root);
        Node *key = t.root->first;
        if (i + 1 == COUNT_OF(collections)) { /* an alias has the span of its anchor's node */
            key = key->next->value->first;
        }
        assert_text(source_text(&t.sources, key->value->span), collections[i].span);
        end(&t);
    }
}

/* --- Places inside of a scalar ---------------------------------------------------------------- */

static const struct {
    const char *yaml;
    const char *part; /* a part of the text of key a's value */
    const char *span; /* what its place holds */
} parts[] = {
    {"a: one two", "two", "two"},
    {"a: 'one two'", "two", "two"},
    {"a: 'it''s two'", "two", "two"},
    {"a: 'it''s two'", "'", "''"},
    {"a: \"\\x41\\u00e9\\U0001F600\\N\\_\\L\\P\\t\\\"two\"", "two", "two"},
    {"a: \"one\\ntwo\"", "\n", "\\n"},
    {"a: \"one \xC3\xA9 two\"", "two", "two"},
    {"a: \"one\\\n  two\"", "two", "\"one\\\n  two\""},
    {"a: 'one\n  two'", "two", "'one\n  two'"},
    {"a: one\n  two", "two", "one\n  two"},
    {"a: |\n  one two\n", "two", "two"},
    {"a: |\n  one\n  two\n", "two", "|\n  one\n  two"},
};

static void test_places_in_scalars(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Run t;
        run(&t, text_from(parts[i].yaml));
        assert_non_null(t.root);
        const Node *n = t.root->first->value;
        size_t at = text_find(n->text, text_from(parts[i].part));
        assert_int_not_equal(at, SIZE_MAX);
        Span span = node_span_at(&t.sources, n, at, at + text_from(parts[i].part).size);
        assert_text(source_text(&t.sources, span), parts[i].span);
        end(&t);
    }
}

/* --- What is refused -------------------------------------------------------------------------- */

typedef struct Refusal {
    Text yaml;
    const char *message;
    uint32_t line, column;
    const char *span;
    bool readable; /* a tree comes out all the same */
} Refusal;

#define BYTES(literal) TEXT_INIT(literal)

static const Refusal refusals[] = {
    {BYTES(""), "expected a model, found an empty file", 1, 1, "", false},
    {BYTES("# only this\n"), "expected a model, found an empty file", 1, 1, "", false},
    {BYTES("a: b: c"), "malformed YAML: a second `: ` in one value", 1, 5, ":", false},
    {BYTES("a: b\n\tc: d\n"), "malformed YAML: a tab where indentation is expected", 2, 1, "\t",
     false},
    {BYTES("a: b\n c: d\n"), "malformed YAML: a second `: ` in one value", 2, 3, ":", false},
    {BYTES("a: [b, c\n"), "malformed YAML: expected `,` or `]`", 2, 1, "", false},
    {BYTES("\xC3\xA9: \"b\n"), "malformed YAML: the quote is not closed", 2, 1, "", false},
    {BYTES("\xC3\xA9: @b\n"), "malformed YAML: a value cannot begin with this character", 1, 4, "@",
     false},
    {BYTES("a: b\n---\nc: d\n"), "malformed YAML: a second document: a file holds one", 2, 1, "---",
     true},
    {BYTES("a: b\nc: d\na: e\n"), "key `a` is defined twice", 3, 1, "a", true},
    {BYTES("a: b\n'a': e\n"), "key `a` is defined twice", 2, 1, "'a'", true},
    {BYTES("[a]: b\n"), "expected text as a key, found a list", 1, 1, "[a]", true},
    {BYTES("a: *b\n"), "anchor `b` is not defined", 1, 4, "*b", true},
    {BYTES("a: &b [*b]\n"), "anchor `b` is not defined yet: the alias stands inside of it", 1, 8,
     "*b", true},
    {BYTES("a: {<<: b}\n"), "expected a mapping to merge, found text", 1, 9, "b", true},
    {BYTES("a: !Ref b\n"), "malformed YAML: the tag `!Ref` has no meaning in a model", 1, 4,
     "!Ref b", true},
    {BYTES("a: \"x\\0y\"\n"), "malformed YAML: a NUL character is not allowed", 1, 6, "\\0", true},
    {BYTES("\xC3\xA9: x\0y\n"), "malformed YAML: the control character U+0000 is not allowed", 1, 5,
     NULL, false},
    {BYTES("a: \x07\n"), "malformed YAML: the control character U+0007 is not allowed", 1, 4,
     "\x07", false},
    {BYTES("\xC3\xA9: \xC3(\n"), "malformed YAML: the byte 0xC3 is not UTF-8", 1, 4, "\xC3", false},
    {BYTES("\xEF\xBB\xBF"
           "a: \xFF\n"),
     "malformed YAML: the byte 0xFF is not UTF-8", 1, 4, "\xFF", false},
    {BYTES("\xFF\xFE"
           "a\0"),
     "malformed YAML: the file is UTF-16, not UTF-8", 1, 1, "\xFF\xFE", false},
    {BYTES("\xFE\xFF\0a"), "malformed YAML: the file is UTF-16, not UTF-8", 1, 1, "\xFE\xFF",
     false},
};

static void test_refusals(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const Refusal *wanted = &refusals[i];
        Run t;
        run(&t, wanted->yaml);
        assert_int_equal(t.diags.all.count, 1);
        const Diag *d = t.diags.all.at[0];
        assert_text(diag_message(&t.session, d), wanted->message);
        Place place = source_place(&t.sources, d->span.start);
        assert_int_equal(place.line, wanted->line);
        assert_int_equal(place.column, wanted->column);
        if (wanted->span) {
            assert_text(source_text(&t.sources, d->span), wanted->span);
        }
        assert_int_equal(t.root != NULL, wanted->readable);
        end(&t);
    }
}

/* The text is cut at the NUL, and what comes behind it in the file is read. */
static void test_nul_is_cut(void **state) {
    (void)state;
    Run t;
    run(&t, TEXT("a: \"x\\0y\"\nb: c\n"));
    assert_text(t.root->first->value->text, "x");
    assert_text(t.root->first->next->value->text, "c");
    end(&t);
}

/* --- Limits ----------------------------------------------------------------------------------- */

static size_t findings(Text bytes, const char *message) {
    Run t;
    run(&t, bytes);
    size_t count = t.diags.all.count;
    if (count > 0) {
        assert_text(diag_message(&t.session, t.diags.all.at[0]), message);
        assert_null(t.root);
    }
    end(&t);
    return count;
}

static size_t findings_at_depth(size_t depth) {
    Buffer yaml = {0};
    buffer_add_repeat(&yaml, '[', depth);
    buffer_add_repeat(&yaml, ']', depth);
    size_t count =
        findings(buffer_text(&yaml), "the depth of lists and mappings exceeds the limit of 64");
    buffer_free(&yaml);
    return count;
}

static void test_depth_limit(void **state) {
    (void)state;
    assert_int_equal(findings_at_depth(NODE_DEPTH_LIMIT), 0);
    assert_int_equal(findings_at_depth(NODE_DEPTH_LIMIT + 1), 1);
    assert_int_equal(findings_at_depth(9999), 1);
}

/* COUNT nodes: the root, a list of 999 scalars, aliases of it, and scalars for the rest. */
static size_t findings_with_nodes(size_t count) {
    enum { LIST = 1000 };
    Buffer yaml = {0};
    buffer_add_c(&yaml, "- &a [x");
    for (size_t i = 2; i < LIST; i++) {
        buffer_add_c(&yaml, ",x");
    }
    buffer_add_c(&yaml, "]\n");
    count -= 1 + LIST;
    for (; count >= LIST; count -= LIST) {
        buffer_add_c(&yaml, "- *a\n");
    }
    for (; count > 0; count--) {
        buffer_add_c(&yaml, "- x\n");
    }
    size_t found = findings(buffer_text(&yaml),
                            "the number of values, aliases expanded, exceeds the limit of 4000000");
    buffer_free(&yaml);
    return found;
}

static void test_count_limit(void **state) {
    (void)state;
    assert_int_equal(findings_with_nodes(NODE_COUNT_LIMIT), 0);
    assert_int_equal(findings_with_nodes(NODE_COUNT_LIMIT + 1), 1);
}

static void test_alias_bomb(void **state) {
    (void)state;
    Buffer yaml = {0};
    buffer_add_c(&yaml, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
        buffer_format(&yaml, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++) {
            buffer_format(&yaml, "%s*a%d", k ? ", " : "", i - 1);
        }
        buffer_add_c(&yaml, "]\n");
    }
    assert_int_equal(
        findings(buffer_text(&yaml),
                 "the number of values, aliases expanded, exceeds the limit of 4000000"),
        1);
    buffer_free(&yaml);
}

/* Many keys in one map, and maps merged into each other, take time in proportion. */
static void test_many_keys(void **state) {
    (void)state;
    Buffer yaml = {0};
    buffer_add_c(&yaml, "base: &base\n");
    for (int i = 0; i < 50000; i++) {
        buffer_format(&yaml, "  k%d: %d\n", i, i);
    }
    buffer_add_c(&yaml, "other:\n  <<: *base\n  k7: changed\n");
    Run t;
    run(&t, buffer_text(&yaml));
    assert_int_equal(t.diags.all.count, 0);
    const Node *other = t.root->first->next->value;
    assert_int_equal(other->count, 50000);
    assert_text(other->first->text, "k0");
    end(&t);
    buffer_free(&yaml);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_collection_spans),
        cmocka_unit_test(test_places_in_scalars),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_nul_is_cut),
        cmocka_unit_test(test_depth_limit),
        cmocka_unit_test(test_count_limit),
        cmocka_unit_test(test_alias_bomb),
        cmocka_unit_test(test_many_keys),
    };
    return RUN_CASES(cases);
}
