/* The canonical form: what it looks like, that it is a fixed point, and that it means the same. */
#include "tests/unit/reading.h"

#include "compiler/read/format.h"
#include "compiler/read/respace.h"

/* --- Compact forms ---------------------------------------------------------------------------- */

static const struct {
    SynMapping mapping;
    const char *from, *to;
} spacings[] = {
    {SYN_ATTRIBUTE, "string( 50 )  unique", "string(50) unique"},
    {SYN_ATTRIBUTE, "text ?", "text?"},
    {SYN_ATTRIBUTE, "string(30) [ ]", "string(30) [ ]"}, /* `[ ]` is no token */
    {SYN_ATTRIBUTE, "string(30) []?", "string(30)[]?"},
    {SYN_ATTRIBUTE, "decimal(12,2)=0", "decimal(12, 2) = 0"},
    {SYN_ATTRIBUTE, "Money:=a*b", "Money := a * b"},
    {SYN_ATTRIBUTE, "int=-1 check value>- 1", "int = -1 check value > -1"},
    {SYN_ATTRIBUTE, "int check (a-b)-c<d", "int check (a - b) - c < d"},
    {SYN_ATTRIBUTE, "int check a in(1,2)and not(b)", "int check a in (1, 2) and not (b)"},
    {SYN_ATTRIBUTE, "enum ( a,b )", "enum(a, b)"},
    {SYN_ATTRIBUTE, "int check length (a)<native ('x  y')", "int check length(a) < native('x  y')"},
    {SYN_ATTRIBUTE, "int check cast (a as  text)='it''s'||\"b  c\"",
     "int check cast(a as text) = 'it''s' || \"b  c\""},
    {SYN_ATTRIBUTE, "int check key -1 > 0",
     "int check key -1 > 0"}, /* a name, or a word of the form */
    {SYN_ATTRIBUTE, "int check a between-1 and- 2", "int check a between -1 and -2"},
    {SYN_RELATION, "User  ?  on   delete cascade", "User? on delete cascade"},
    {SYN_INDEX, "a   desc,b include(c)", "a desc, b include (c)"},
    {SYN_ACCESS, "many by a at 200/s", "many by a at 200/s"},
    {SYN_ACCESS, "many by a limit 5k where b=:b", "many by a limit 5k where b = :b"},
    {SYN_DEPENDENCY, "a,b->c", "a, b -> c"},
    {SYN_DEPENDENCY, "a->>b", "a ->> b"},
    {SYN_PARTITION, "list kind in north('a')", "list kind in north ('a')"},
    {SYN_PARTITION, "range  a by month from 2026-01-31  to 2026-12-31",
     "range a by month from 2026-01-31 to 2026-12-31"},
    {SYN_POLICY, "for  select using(a=b)", "for select using (a = b)"},
    {SYN_NONE, "a  # b", "a  # b"}, /* not of tokens */
    {SYN_NONE, "'open  string", "'open  string"},
    {SYN_NONE, "", ""},
};

static void test_spacing(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spacings); i++) {
        Buffer out = {0}, again = {0};
        respace(&out, text_from(spacings[i].from), spacings[i].mapping);
        assert_text(buffer_text(&out), spacings[i].to);
        respace(&again, buffer_text(&out), spacings[i].mapping);
        assert_text(buffer_text(&again), spacings[i].to);
        buffer_free(&out);
        buffer_free(&again);
    }
}

/* --- Files ------------------------------------------------------------------------------------ */

static bool format(Buffer *out, Text yaml, size_t *findings) {
    Arena a = {0};
    Sources sources = {.arena = &a};
    Diags diags = diags_make(&a, &sources);
    source_add(&sources, TEXT("m.yaml"), yaml);
    Source source = sources.files.at[0];
    bool formatted = format_source(&a, &diags, &source, out);
    *findings = diags.all.count;
    arena_free(&a);
    return formatted;
}

/* The syntax tree, and what there is to say about it, without places. */
static void describe(Buffer *out, Text yaml) {
    Reading t;
    MemoryFile file = {"m.yaml", yaml};
    reading_start(&t, &file, 1);
    syntax_dump(out, NULL, t.model);
    for (size_t i = 0; i < t.diags.all.count; i++) {
        buffer_format(out, "%s\n", diag_info(t.diags.all.at[i]->id)->code);
    }
    reading_end(&t);
}

static void check_format(Text yaml, const char *wanted) {
    Buffer once = {0}, twice = {0}, before = {0}, after = {0};
    size_t findings;
    if (!format(&once, yaml, &findings)) {
        print_error("not formatted: %.*s\n", TEXT_ARG(yaml));
        fail();
    }
    assert_text(buffer_text(&once), wanted);
    assert_true(format(&twice, buffer_text(&once), &findings));
    buffer_add_char(&once, 0);
    assert_text(buffer_text(&twice), once.at);
    describe(&before, yaml);
    describe(&after, buffer_text(&twice));
    buffer_add_char(&after, 0);
    assert_text(buffer_text(&before), after.at);
    buffer_free(&once);
    buffer_free(&twice);
    buffer_free(&before);
    buffer_free(&after);
}

static const struct {
    const char *from, *to;
} files[] = {
    /* indentation, blanks, line ends */
    {"tenon:   1\nmodel :  m", "tenon: 1\nmodel: m\n"},
    {"\n\n  tenon: 1  \n  model: m\t\n\n\n", "tenon: 1\nmodel: m\n"},
    {"\xEF\xBB\xBFtenon: 1\r\ndoc: d\r\n", "tenon: 1\ndoc: d\n"},
    {"entities:\n    A:\n        key: [ a,b ]\n", "entities:\n  A:\n    key: [a, b]\n"},
    {"entities:\n\n\n  A:\n\n    rows: 5\n\n\n\n  B:\n    rows: 6\n",
     "entities:\n  A:\n    rows: 5\n\n  B:\n    rows: 6\n"},
    {"doc:\n  A text\n", "doc: A text\n"},
    /* values of one map stand below each other */
    {"types:\n  A: int\n  Longer: text\n", "types:\n  A:      int\n  Longer: text\n"},
    {"types:\n  A: int\n\n  Longer: text\n", "types:\n  A: int\n\n  Longer: text\n"},
    {"types:\n  A: int\n  B:\n    type: int\n    doc: d\n  Cc: int\n  D: int\n",
     "types:\n  A: int\n  B:\n    type: int\n    doc: d\n  Cc: int\n  D:  int\n"},
    {"types:\n  A: int\n  # c\n  \xC3\xA9\xC3\xA9: int\n",
     "types:\n  A:  int\n  # c\n  \xC3\xA9\xC3\xA9: int\n"},
    {"types:\n  A: int\n  A_name_that_is_wider_than_all_that_are_aligned: int\n",
     "types:\n  A: int\n  A_name_that_is_wider_than_all_that_are_aligned: int\n"},
    {"tenon:    1\nmodel: m\n", "tenon: 1\nmodel: m\n"},
    {"targets:\n  er: {a: b}\n  mysql: {c: d}\n", "targets:\n  er:    {a: b}\n  mysql: {c: d}\n"},
    /* compact forms, but no prose */
    {"types: {A: 'enum ( a,b )'}\n", "types: {A: 'enum(a, b)'}\n"},
    {"types:\n  A:\n    doc: is  so , or\n    check: value>1\n",
     "types:\n  A:\n    doc: is  so , or\n    check: value > 1\n"},
    {"accept:\n  TN105: is  so\n", "accept:\n  TN105: is  so\n"},
    {"entities:\n  A:\n    checks:\n      a: a<b\n        and c<d\n",
     "entities:\n  A:\n    checks:\n      a: a<b\n        and c<d\n"},
    /* lists */
    {"include:\n- a\n-   b\n", "include:\n  - a\n  - b\n"},
    {"include: [\na,\n  b ,\n]\n", "include: [\n    a,\n    b\n  ]\n"},
    {"entities:\n  A:\n    dependencies:\n    -   from: a\n        to:   b\n    - a->b\n",
     "entities:\n  A:\n    dependencies:\n      - from: a\n        to: b\n      - a -> b\n"},
    {"x:\n-\n  a: b\n-   - c\n    - d\n-\n", "x:\n  - a: b\n  - - c\n    - d\n  -\n"},
    {"x: { a : b,'c':d , e, f: }\n", "x: {a: b, 'c': d, e, f}\n"},
    {"x: [a: b, c: ]\n", "x: [a: b, {c}]\n"},
    /* comments */
    {"# a\n\n\n# b\ntenon: 1 # c\n", "# a\n\n# b\ntenon: 1  # c\n"},
    {"tenon: 1     # c\nmodel: m     # d\n", "tenon: 1     # c\nmodel: m     # d\n"},
    {"entities:  # c\n    A:\n        rows: 5\n        # of A\n    # of all\n# of the file\n",
     "entities:  # c\n  A:\n    rows: 5\n    # of A\n  # of all\n# of the file\n"},
    {"include:\n- a\n# c\n- b\n# d\ndoc: e\n", "include:\n  - a\n  # c\n  - b\n# d\ndoc: e\n"},
    {"doc: # why\n  text\n", "doc:  # why\n  text\n"},
    {"x:\n- # c\n  a: b\n", "x:\n  -  # c\n    a: b\n"},
    {"include: [a, # c\n  # d\n  b # e\n  ]\n", "include: [a,  # c\n    # d\n    b  # e\n  ]\n"},
    {"tenon: 1\n# last", "tenon: 1\n# last\n"},
    /* texts of several lines */
    {"doc: |\n     a\n       b  \n\n     c\n\nx: y\n", "doc: |\n  a\n    b  \n\n  c\n\nx: y\n"},
    {"doc: >-  # c\n a\n b\n", "doc: >-  # c\n  a\n  b\n"},
    {"doc: |4\n      a\n    b\n", "doc: |2\n    a\n  b\n"},
    {"doc: |+\n    a\n\n\nx: y\n", "doc: |+\n  a\n\n\nx: y\n"},
    {"doc: |\n a", "doc: |-\n  a\n"},
    {"doc: |\n\nx: y\n", "doc: |\n\nx: y\n"},
    {"doc: \"a\\  \n   b \\\n  \\ c\"\n", "doc: \"a\\ \n  b \\\n  \\ c\"\n"},
    {"doc:\n      a\n\n      b\n", "doc:\n  a\n\n  b\n"},
    /* anchors, aliases, merge keys, tags, documents */
    {"x: &a\n    k: v\ny:   *a\nz:\n    <<: *a\n", "x: &a\n  k: v\ny: *a\nz:\n  <<: *a\n"},
    {"x: &a   v\n&b y : !!str  w\n*a : z\n", "x: &a v\n&b y: !!str w\n*a : z\n"},
    {"x:\n- &a\n  k: v\n- *a\n", "x:\n  - &a\n    k: v\n  - *a\n"},
    {"x: &a:b  c\n", "x: &a :b  c\n"},
    {"? a\n: b\n? c\n", "a: b\nc:\n"},
    {"types: {?\n a: b, ? c: d}\nx: [?\n a: b]\n", "types: {\n    a: b, c: d}\nx: [\n    a: b]\n"},
    {"%YAML 1.1\n--- # c\na: b\n...\n# d\n", "%YAML 1.1\n---  # c\na: b\n...\n# d\n"},
    {"{tenon: 1,model: m}", "{tenon: 1, model: m}\n"},
};

static void test_files(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        check_format(text_from(files[i].from), files[i].to);
    }
}

static const char *const refused[] = {
    "",
    "a: b: c",
    "a: 1\na: 2\n",
    "text",
    "- a\n",
    "? a\n  b\n: c\n",
    "? |\n  a\n: b\n",
    "x: {: y}\n",
    "x: *a\n",
    "x: a\xE2\x80\xA8"
    "b: c\n",
    "# a\xE2\x80\xA9"
    "b: c\n",
    "a: b\n\xEF\xBB\xBF\n",
    "  \xEF\xBB\xBF! a: b\n",
};

static void test_what_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        Buffer out = {0};
        size_t findings;
        assert_false(format(&out, text_from(refused[i]), &findings));
        assert_int_equal(findings, 1);
        assert_int_equal(out.size, 0);
        buffer_free(&out);
    }
}

/* Lines may end as in YAML 1.1. */
static void test_line_ends(void **state) {
    (void)state;
    check_format(TEXT("doc: |\n   a\xC2\x85   b\n"), "doc: |\n  a\n  b\n");
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(test_spacing),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_line_ends),
    };
    return RUN_CASES(cases);
}
