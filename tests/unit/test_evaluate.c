/* The evaluator: a table of expressions over a row with nulls and unknowns, and its limits. The engines
 * agree with it by tests/suites/expressions.sh; here are the corners that they have no word for. */
#include "tests/unit/unit.h"

#include "compiler/eval/eval.h"
#include "compiler/schema/expression.h"
#include "tests/unit/notation_case.h"

static const Text states[] = {TEXT_INIT("open"), TEXT_INIT("closed")};
static const Enum state_enum = {.value = states, .value_count = COUNT_OF(states)};
static const Type int_type = {.kind = TYPE_INT};
static const Type decimal_type = {.kind = TYPE_DECIMAL, .length = 12, .scale = 2};
static const Type text_type = {.kind = TYPE_TEXT};
static const Type state_type = {.kind = TYPE_ENUM, .enumeration = &state_enum};
static const Type json_type = {.kind = TYPE_JSON};
static const Type list_type = {.kind = TYPE_ARRAY, .element = &text_type};

/* `nothing` is null; `unsure` and `sure` are unknown, and only the latter is not null. */
static Attribute attributes[] = {
    {.type = &int_type, .index = 0, .nullable = true},
    {.type = &int_type, .index = 1},
    {.type = &decimal_type, .index = 2},
    {.type = &text_type, .index = 3},
    {.type = &state_type, .index = 4},
    {.type = &int_type, .index = 5, .nullable = true},
    {.type = &int_type, .index = 6},
    {.type = &json_type, .index = 7},
    {.type = &list_type, .index = 8},
};
static const char *const names[] = {"nothing", "seven", "price", "word", "state",
                                    "unsure",  "sure",  "doc",   "tags"};

static ExprMeaning resolve_name(void *context, Sym name, Span span) {
    (void)context;
    (void)span;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (text_equal_c(sym_text(name), names[i])) {
            attributes[i].name = name;
            return (ExprMeaning){.attribute = &attributes[i], .type = attributes[i].type};
        }
    }
    return (ExprMeaning){0};
}

static const Type *resolve_type(void *context, const SynType *written) {
    (void)context;
    for (int kind = 0; kind < TYPE_COUNT; kind++) {
        if (text_equal_c(sym_text(written->name.sym), type_word((TypeKind)kind))) {
            return type_basic((TypeKind)kind);
        }
    }
    return NULL;
}

static void fill_row(Arena *a, Value *row, Value *tags) {
    tags[0] = value_text(VALUE_STRING, TEXT("red"));
    tags[1] = value_null();
    row[0] = value_null();
    row[1] = value_parse(a, &int_type, TEXT("7"));
    row[2] = value_parse(a, &decimal_type, TEXT("-1.50"));
    row[3] = value_text(VALUE_STRING, TEXT("h\xc3\xa9llo"));
    row[4] = value_text(VALUE_STRING, TEXT("open"));
    row[5] = value_unknown(false);
    row[6] = value_unknown(true);
    row[7] = value_text(VALUE_JSON,
                        TEXT("{\"a\": \"x\", \"b\": null, \"a\": {\"n\": 1}, \"s\": \"\\u00e9\"}"));
    row[8] = (Value){.kind = VALUE_ARRAY, .array = {tags, 2}};
}

static const char *const table[][2] = {
    /* logic */
    {"nothing = 1 and false", "false"},
    {"nothing = 1 and true", "null"},
    {"nothing = 1 or true", "true"},
    {"sure > 0 and false", "false"},
    {"unsure > 0 or true", "true"},
    {"unsure > 0 or false", "unknown"},
    {"not (nothing = 1)", "null"},
    {"seven in (1, nothing)", "null"},
    {"seven in (7, nothing)", "true"},
    {"seven not in (1, 2)", "true"},
    {"nothing is null", "true"},
    {"sure is not null", "true"},
    {"unsure is null", "unknown"},
    {"seven between 1 and nothing", "null"},
    {"seven between 8 and nothing", "false"},
    {"case when nothing = 1 then 1 when seven = 7 then 2 else 3 end", "2"},
    {"case seven when 6 then 'a' end", "null"},
    {"coalesce(nothing, unsure, seven)", "unknown"},
    {"coalesce(seven, unsure)", "7"},
    {"coalesce(unsure, 1) is null", "false"},
    {"nullif(seven, 7)", "null"},
    {"greatest(seven, nothing)", "null"},
    {"least(seven, 3, 5)", "3"},
    {"num_nonnulls(seven, nothing, sure)", "2"},
    /* numbers */
    {"-7 / 2", "-3"},
    {"-7 % 2", "-1"},
    {"seven / 0", "error"},
    {"1 = 1 or seven / 0 = 1", "true"},
    {"2147483647 + 1", "error"},
    {"2147483648 + 1", "2147483649"},
    {"price * price", "2.2500"},
    {"price / 7", "-0.2142857143"},
    {"round(price / 7, 2)", "-0.21"},
    {"round(2.5)", "3"},
    {"round(price)", "-2"},
    {"floor(price)", "-2"},
    {"ceil(price)", "-1"},
    {"abs(price)", "1.50"},
    {"round(1250, -2)", "1300"},
    {"cast(2.5 as int)", "3"},
    {"cast('12' as int) + 1", "13"},
    {"cast(word as int)", "error"},
    {"cast(3000000000 + 0 as int)", "error"},
    {"cast(seven as boolean)", "true"},
    {"cast(price as text)", "'-1.50'"},
    {"cast(price * 2 as text)", "unknown"},
    /* texts */
    {"length(word)", "5"},
    {"substr(word, 2, 1)", "'\xc3\xa9'"},
    {"substr('abc', 0, 2)", "'a'"},
    {"substr('abc', -5)", "'abc'"},
    {"substr('abc', 2, -1)", "error"},
    {"upper('abc')", "'ABC'"},
    {"upper(word)", "unknown"},
    {"word like 'h_llo'", "true"},
    {"word like '%l%o'", "true"},
    {"word like 'H%'", "false"},
    {"'50%' like '%\\%'", "true"},
    {"'50x' like '%\\%'", "false"},
    {"'' like '%'", "true"},
    {"'a' like '\\'", "error"},
    {"word not like null", "null"},
    {"matches(word, '^h.l+o$')", "true"},
    {"replace('aXbX', 'X', '')", "'ab'"},
    {"'a' || word", "'ah\xc3\xa9llo'"},
    {"concat('a', null)", "null"},
    {"contains(word, '')", "true"},
    {"'Z' < 'a'", "true"},
    {"state = 'open'", "true"},
    {"trim('  a ')", "'a'"},
    /* days */
    {"date '2024-03-01' - date '2024-02-28'", "2"},
    {"date '2024-02-28' + 2", "2024-03-01"},
    {"date '9999-12-31' + 1", "error"},
    {"timestamp '2024-01-31 00:00' + interval '1 month'", "2024-02-29 00:00:00"},
    {"time '23:00' + interval '2 hours'", "01:00:00"},
    {"cast(timestamp '2024-06-30 23:30-01' as date)", "2024-07-01"},
    {"date_part('dow', date '2026-11-20')", "5"},
    {"date_part('second', timestamp '2024-06-30 23:30:59.9')", "59"},
    {"now() > timestamp '2020-01-01 00:00'", "unknown"},
    {"now() is null", "false"},
    /* documents and lists */
    {"json_text(doc, 'b')", "null"},
    {"json_text(doc, 'none')", "null"},
    {"json_text(doc, 's')", "'\xc3\xa9'"},
    {"json_text(json_get(doc, 'a'), 'n')", "'1'"},
    {"array_length(tags)", "2"},
    {"has_element(tags, 'red')", "true"},
    {"has_element(tags, 'blue')", "null"},
};

static Value evaluate(NotationCase *n, const char *text, uint32_t steps) {
    notation_case_start(n, text_from(text));
    const Expr *written = notation_expr(&n->reader, &n->node);
    assert_text(notation_case_error(n), "");
    ExprScope scope = {.arena = &n->session,
                       .diags = &n->diags,
                       .place = "a check",
                       .most = CONSTANCY_VOLATILE,
                       .parameters = true,
                       .resolve_name = resolve_name,
                       .resolve_type = resolve_type};
    const Expr *e = expr_check(&scope, written, NULL);
    assert_text(notation_case_error(n), "");
    Value row[COUNT_OF(names)], tags[2];
    fill_row(&n->session, row, tags);
    EvalContext c = {.arena = &n->session, .row = row, .steps = steps};
    return eval(&c, e);
}

static void values_of_expressions(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        NotationCase n;
        Buffer out = {0};
        value_print(&out, evaluate(&n, table[i][0], 0));
        if (!text_equal_c(buffer_text(&out), table[i][1])) {
            print_error("%s\n", table[i][0]);
        }
        assert_text(buffer_text(&out), table[i][1]);
        buffer_free(&out);
        notation_case_end(&n);
    }
}

static void steps_are_limited(void **state) {
    (void)state;
    NotationCase n;
    Value v = evaluate(&n, "1 + 1", EVAL_STEP_LIMIT - 4);
    assert_int_equal(v.kind, VALUE_NUMBER);
    notation_case_end(&n);
    v = evaluate(&n, "1 + 1", EVAL_STEP_LIMIT - 3);
    assert_int_equal(v.kind, VALUE_ERROR);
    assert_int_equal(v.error, EVAL_LIMIT);
    notation_case_end(&n);
}

static void values_fit_their_types(void **state) {
    (void)state;
    Arena a = {0};
    static const Type small = {.kind = TYPE_SMALLINT, .is_unsigned = true};
    static const Type big = {.kind = TYPE_BIGINT, .is_unsigned = true};
    static const Type code = {.kind = TYPE_CHAR, .length = 3};
    assert_int_equal(value_parse(&a, &small, TEXT("65535")).kind, VALUE_NUMBER);
    assert_int_equal(value_parse(&a, &small, TEXT("65536")).kind, VALUE_ERROR);
    assert_int_equal(value_parse(&a, &small, TEXT("-1")).kind, VALUE_ERROR);
    assert_int_equal(value_parse(&a, &big, TEXT("18446744073709551615")).kind, VALUE_NUMBER);
    assert_int_equal(value_parse(&a, &big, TEXT("18446744073709551616")).kind, VALUE_ERROR);
    assert_text(value_parse(&a, &code, TEXT("ab ")).text, "ab");
    assert_int_equal(value_parse(&a, &code, TEXT("abcd")).kind, VALUE_ERROR);
    assert_int_equal(value_parse(&a, &state_type, TEXT("lost")).kind, VALUE_ERROR);
    assert_text(decimal_format(&a, value_parse(&a, &decimal_type, TEXT("1.005")).number), "1.01");
    assert_int_equal(value_parse(&a, &decimal_type, TEXT("10000000000")).kind, VALUE_ERROR);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(values_of_expressions),
        cmocka_unit_test(steps_are_limited),
        cmocka_unit_test(values_fit_their_types),
    };
    return RUN_CASES(cases);
}
