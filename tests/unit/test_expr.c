/* Expressions as they are read and printed: trees, places of errors, canonical text, literals,
 * limits. */
#include "tests/unit/unit.h"

#include "compiler/read/literal.h"
#include "tests/unit/notation_case.h"

static const struct {
    const char *text, *tree, *printed; /* printed NULL: as TEXT */
} trees[] = {
    {"a", "(name a)", NULL},
    {"\"or\"", "(name or)", NULL},
    {"\"a\"", "(name a)", "a"},
    {"\"value\"", "(name value)", NULL},
    {"value", "(value)", NULL},
    {"12.50", "(number 12.50)", NULL},
    {"'it''s'", "(string it's)", NULL},
    {":p", "(parameter p)", NULL},
    {"null", "(null)", NULL},
    {"date '2024-02-29'", "(temporal date 2024-02-29)", NULL},
    {"date", "(name date)", NULL},
    {"a + b * c", "(binary + (name a) (binary * (name b) (name c)))", NULL},
    {"(a + b) * c", "(binary * (binary + (name a) (name b)) (name c))", NULL},
    {"a - b - c", "(binary - (binary - (name a) (name b)) (name c))", NULL},
    {"a - (b - c)", "(binary - (name a) (binary - (name b) (name c)))", NULL},
    {"-a * b", "(binary * (negate (name a)) (name b))", NULL},
    {"- -a", "(negate (negate (name a)))", NULL},
    {"-(a * b)", "(negate (binary * (name a) (name b)))", NULL},
    {"not a = b", "(not (binary = (name a) (name b)))", NULL},
    {"(not a) = b", "(binary = (not (name a)) (name b))", NULL},
    {"a or b and not c", "(binary or (name a) (binary and (name b) (not (name c))))", NULL},
    {"(a or b) and c", "(binary and (binary or (name a) (name b)) (name c))", NULL},
    {"a != b", "(binary <> (name a) (name b))", "a <> b"},
    {"a || 'x' like b", "(binary like (binary || (name a) (string x)) (name b))", NULL},
    {"a not like 'x'", "(not-binary like (name a) (string x))", NULL},
    {"a is not null", "(not-is-null (name a))", NULL},
    {"a in (1, 2)", "(in (name a) (number 1) (number 2))", NULL},
    {"a not in (1)", "(not-in (name a) (number 1))", NULL},
    {"a between 1 and 2 and b", "(binary and (between (name a) (number 1) (number 2)) (name b))",
     NULL},
    {"a not between b and (c = d)", "(not-between (name a) (name b) (binary = (name c) (name d)))",
     NULL},
    {"case when a then 1 else 2 end", "(case else (name a) (number 1) (number 2))", NULL},
    {"case a when 1 then b end", "(case of (name a) (number 1) (name b))", NULL},
    {"cast(a as decimal(3,2)[])", "(cast decimal(3, 2)[] (name a))", "cast(a as decimal(3, 2)[])"},
    {"lower(a)", "(call lower (name a))", NULL},
    {"now()", "(call now)", NULL},
    {"native('x')", "(native :x)", NULL},
    {"native(postgres: 'x', mysql: 'y')", "(native postgres:x mysql:y)", NULL},
    {"key = order", "(binary = (name key) (name order))", NULL},
    {"  ( ( a ) )  ", "(name a)", "a"},
};

static void reading_and_printing(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(trees); i++) {
        NotationCase c;
        notation_case_start(&c, text_from(trees[i].text));
        Expr *e = notation_expr(&c.reader, &c.node);
        assert_text(notation_case_error(&c), "");
        Buffer tree = {0}, printed = {0};
        dump_expr(&tree, e);
        assert_text(buffer_text(&tree), trees[i].tree);
        expr_print(&printed, e);
        assert_text(buffer_text(&printed), trees[i].printed ? trees[i].printed : trees[i].text);
        assert_text(notation_round_trip(&c, e), "");
        buffer_free(&tree);
        buffer_free(&printed);
        notation_case_end(&c);
    }
}

static const struct {
    const char *text, *error;
} errors[] = {
    {"", "TN010 0-0 expected an expression, found nothing in an expression"},
    {"a +", "TN010 3-3 expected an expression, found the end in an expression"},
    {"a = b = c", "TN010 6-7 expected `and`, `or` or the end, found `=` in an expression"},
    {"a AND b", "TN010 2-5 expected an operator, found `AND` in an expression"},
    {"a = 'x", "TN010 4-6 expected an expression, found the unclosed string `'x` in an expression"},
    {"a = \"x", "TN010 4-6 expected an expression, found the unclosed name `\"x` in an expression"},
    {"(a", "TN010 2-2 expected `)`, found the end in an expression"},
    {"a)", "TN010 1-2 expected an operator, found `)` in an expression"},
    {"a in ()", "TN010 6-7 expected an expression, found `)` in an expression"},
    {"a is 1", "TN010 5-6 expected `null`, found `1` in an expression"},
    {"case when a end", "TN010 12-15 expected `then`, found `end` in an expression"},
    {"not", "TN010 3-3 expected an expression, found the end in an expression"},
    {"a = not b", "TN010 4-7 expected an expression, found `not` in an expression"},
    {"then", "TN010 0-4 expected an expression, found `then` in an expression"},
    {"a ^ b", "TN010 2-3 expected an operator, found `^` in an expression"},
    {"lenght(a)", "TN004 0-6 function `lenght` is not defined"},
    {"length()", "TN013 0-8 `length` takes 1 argument, but has 0"},
    {"substr(a)", "TN013 0-9 `substr` takes 2 or 3 arguments, but has 1"},
    {"concat()", "TN013 0-8 `concat` takes at least 1 argument, but has 0"},
    {"date '2023-02-29'",
     "TN012 5-17 `2023-02-29` is not a valid date: there is no such day in the calendar"},
    {"cast(a as string(99999999999))",
     "TN012 17-28 `99999999999` is not a valid length: it is too large"},
};

static void errors_have_places(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        NotationCase c;
        notation_case_start(&c, text_from(errors[i].text));
        notation_expr(&c.reader, &c.node);
        assert_text(notation_case_error(&c), errors[i].error);
        assert_int_equal(c.diags.all.count, 1);
        notation_case_end(&c);
    }
}

/* ---- limits ---- */

/* BEFORE times N, then MIDDLE, then AFTER times N. */
static Text repeated(Arena *a, const char *before, const char *middle, const char *after,
                     size_t n) {
    Buffer out = {0};
    for (size_t i = 0; i < n; i++) {
        buffer_add_c(&out, before);
    }
    buffer_add_c(&out, middle);
    for (size_t i = 0; i < n; i++) {
        buffer_add_c(&out, after);
    }
    Text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

/* MOST: the largest number of repetitions that is read. */
static const struct {
    const char *before, *middle, *after;
    size_t most;
} nested[] = {
    {"(", "a", ")", EXPR_DEPTH_LIMIT},
    {"- ", "a", "", EXPR_DEPTH_LIMIT - 1}, /* the name is a level of the tree */
    {"not ", "a", "", EXPR_DEPTH_LIMIT - 1},
    {"a + ", "a", "", EXPR_DEPTH_LIMIT - 1},
    {"a and ", "a", "", EXPR_DEPTH_LIMIT - 1},
    {"abs(", "a", ")", EXPR_DEPTH_LIMIT - 1},
    {"case when a then ", "a", " end", EXPR_DEPTH_LIMIT - 1},
    {"a in (", "a", ")", EXPR_DEPTH_LIMIT - 1},
};

static void depth_is_limited(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(nested); i++) {
        for (size_t n = nested[i].most; n <= 100000; n = n == nested[i].most ? n + 1 : n * 30) {
            NotationCase c;
            Arena a = {0};
            notation_case_start(
                &c, repeated(&a, nested[i].before, nested[i].middle, nested[i].after, n));
            Expr *e = notation_expr(&c.reader, &c.node);
            if (n == nested[i].most) {
                assert_non_null(e);
                assert_text(notation_round_trip(&c, e), "");
            } else {
                assert_null(e);
                assert_int_equal(c.diags.all.count, 1);
                assert_int_equal(c.diags.all.at[0]->id, DIAG_LIMIT);
            }
            notation_case_end(&c);
            arena_free(&a);
        }
    }
}

static void name_length_is_limited(void **state) {
    (void)state;
    for (size_t n = 255; n <= 256; n++) {
        NotationCase c;
        Arena a = {0};
        notation_case_start(&c, repeated(&a, "x", "", "", n));
        assert_int_equal(notation_expr(&c.reader, &c.node) != NULL, n == 255);
        assert_int_equal(notation_is_identifier(c.node.text), n == 255);
        assert_int_equal(c.diags.all.count, n - 255);
        notation_case_end(&c);
        arena_free(&a);
    }
}

/* ---- literals ---- */

static const struct {
    TypeKind kind;
    const char *text;
    bool good;
} literals[] = {
    {TYPE_DATE, "2024-02-29", true},
    {TYPE_DATE, "2023-02-29", false},
    {TYPE_DATE, "1900-02-29", false},
    {TYPE_DATE, "2000-02-29", true},
    {TYPE_DATE, "2024-13-01", false},
    {TYPE_DATE, "0000-01-01", false},
    {TYPE_DATE, "2024-1-1", false},
    {TYPE_DATE, "2024-01-01x", false},
    {TYPE_TIME, "23:59", true},
    {TYPE_TIME, "24:00", false},
    {TYPE_TIME, "23:59:59.123456", true},
    {TYPE_TIME, "23:59:60", false},
    {TYPE_TIME, "23:59:59.", false},
    {TYPE_TIME, "9:00", false},
    {TYPE_DATETIME, "2024-01-01 10:00", true},
    {TYPE_DATETIME, "2024-01-01T10:00:00", true},
    {TYPE_DATETIME, "2024-01-01", false},
    {TYPE_DATETIME, "2024-01-01 10:00Z", false},
    {TYPE_TIMESTAMP, "2024-01-01 10:00Z", true},
    {TYPE_TIMESTAMP, "2024-01-01T10:00:00+02:00", true},
    {TYPE_TIMESTAMP, "2024-01-01 10:00-05", true},
    {TYPE_TIMESTAMP, "2024-01-01 10:00+99", false},
    {TYPE_INTERVAL, "7 days", true},
    {TYPE_INTERVAL, "1 year 2 months", true},
    {TYPE_INTERVAL, "-3 hours", true},
    {TYPE_INTERVAL, "1.5 hours", true},
    {TYPE_INTERVAL, "2 days 10:30:00", true},
    {TYPE_INTERVAL, "7", false},
    {TYPE_INTERVAL, "7 dayz", false},
    {TYPE_INTERVAL, "", false},
    {TYPE_INTERVAL, "7 days ", false},
    {TYPE_UUID, "123e4567-e89b-12d3-a456-426614174000", true},
    {TYPE_UUID, "123E4567-E89B-12D3-A456-426614174000", true},
    {TYPE_UUID, "123e4567e89b12d3a456426614174000", false},
    {TYPE_UUID, "123e4567-e89b-12d3-a456-42661417400g", false},
    {TYPE_INET, "192.0.2.1", true},
    {TYPE_INET, "192.0.2.0/24", true},
    {TYPE_INET, "192.0.2.256", false},
    {TYPE_INET, "192.0.2.0/33", false},
    {TYPE_INET, "192.0.2", false},
    {TYPE_INET, "::", true},
    {TYPE_INET, "::1", true},
    {TYPE_INET, "2001:db8::/32", true},
    {TYPE_INET, "1:2:3:4:5:6:7:8", true},
    {TYPE_INET, "1:2:3:4:5:6:7", false},
    {TYPE_INET, "1:2:3:4:5:6:7:8:9", false},
    {TYPE_INET, "::ffff:192.0.2.1", true},
    {TYPE_INET, "1::2::3", false},
    {TYPE_INET, ":::", false},
    {TYPE_INET, "1:", false},
    {TYPE_INET, "12345::", false},
    {TYPE_JSON, "{}", true},
    {TYPE_JSON, "[]", true},
    {TYPE_JSON, " {\"a\": [1, -2.5e+3, \"x\\u00e9\\n\", true, null]} ", true},
    {TYPE_JSON, "{a: 1}", false},
    {TYPE_JSON, "[1,]", false},
    {TYPE_JSON, "01", false},
    {TYPE_JSON, "\"", false},
    {TYPE_JSON, "\"\\x\"", false},
    {TYPE_JSON, "", false},
    {TYPE_JSON, "nul", false},
    {TYPE_JSON, "{\"a\" 1}", false},
    {TYPE_BOOLEAN, "true", true},
    {TYPE_BOOLEAN, "yes", false},
    {TYPE_INT, "-42", true},
    {TYPE_INT, "", false},
    {TYPE_INT, "4.2", false},
    {TYPE_DECIMAL, "4.20", true},
    {TYPE_DECIMAL, "4.", false},
    {TYPE_DECIMAL, "4e2", false},
    {TYPE_DOUBLE, "-4.2e-2", true},
    {TYPE_DOUBLE, "4e", false},
    {TYPE_TEXT, "anything", true},
};

static void literals_are_real(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(literals); i++) {
        const char *flaw = literal_flaw(literals[i].kind, text_from(literals[i].text));
        if ((flaw == NULL) != literals[i].good) {
            print_error("%s '%s': %s\n", type_word(literals[i].kind), literals[i].text,
                        flaw ? flaw : "taken");
            fail();
        }
    }
}

static void json_depth_is_limited(void **state) {
    (void)state;
    Arena a = {0};
    assert_null(literal_flaw(TYPE_JSON, repeated(&a, "[", "", "]", 64)));
    assert_non_null(literal_flaw(TYPE_JSON, repeated(&a, "[", "", "]", 65)));
    assert_non_null(literal_flaw(TYPE_JSON, repeated(&a, "[", "", "]", 100000)));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_and_printing), cmocka_unit_test(errors_have_places),
        cmocka_unit_test(depth_is_limited),     cmocka_unit_test(name_length_is_limited),
        cmocka_unit_test(literals_are_real),    cmocka_unit_test(json_depth_is_limited),
    };
    return RUN_CASES(tests);
}
