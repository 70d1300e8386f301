/* The type checker: types of results, what becomes of literals, one message for each mistake with
 * its place, and what may stand where. */
#include "tests/unit/unit.h"

#include "compiler/schema/expression.h"
#include "compiler/schema/schema.h"
#include "tests/unit/notation_case.h"

/* ---- an entity with an attribute of each kind ---- */

static const Text statuses[] = {TEXT_INIT("pending"), TEXT_INIT("paid"), TEXT_INIT("sent")};
static const Enum status_enum = {.value = statuses, .value_count = COUNT_OF(statuses)};
static const Enum other_enum = {.value = statuses, .value_count = 2};
static const Type types[] = {
    {.kind = TYPE_BOOLEAN},
    {.kind = TYPE_SMALLINT},
    {.kind = TYPE_INT},
    {.kind = TYPE_BIGINT},
    {.kind = TYPE_DECIMAL, .length = 12, .scale = 2},
    {.kind = TYPE_DOUBLE},
    {.kind = TYPE_STRING, .length = 5},
    {.kind = TYPE_TEXT},
    {.kind = TYPE_ENUM, .enumeration = &status_enum},
    {.kind = TYPE_ENUM, .enumeration = &other_enum},
    {.kind = TYPE_DATE},
    {.kind = TYPE_TIME},
    {.kind = TYPE_TIMESTAMP},
    {.kind = TYPE_DATETIME},
    {.kind = TYPE_INTERVAL},
    {.kind = TYPE_UUID},
    {.kind = TYPE_JSON},
    {.kind = TYPE_INET},
    {.kind = TYPE_BYTES},
    {.kind = TYPE_ARRAY, .element = &types[6]},
    {.kind = TYPE_INT, .is_unsigned = true},
};
static const char *const attributes[COUNT_OF(types)] = {
    "bool", "small", "int",   "big",  "dec",  "dbl",  "str",  "text",  "status", "other", "day",
    "time", "at",    "local", "span", "uuid", "json", "inet", "bytes", "tags",   "uint",
};

static const Type *type_of_attribute(Text name) {
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (text_equal_c(name, attributes[i])) {
            return &types[i];
        }
    }
    return NULL;
}

static ExprMeaning resolve_name(void *context, Sym name, Span span) {
    NotationCase *c = context;
    const Type *type = type_of_attribute(sym_text(name));
    if (!type) {
        diag_add(&c->diags, DIAG_UNDEFINED, span, TEXT("attribute"), sym_text(name), TEXT(""));
    }
    return (ExprMeaning){.type = type};
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

static ExprScope scope_of(NotationCase *c) {
    return (ExprScope){.arena = &c->session,
                       .diags = &c->diags,
                       .place = "a check",
                       .most = CONSTANCY_VOLATILE,
                       .parameters = true,
                       .resolve_name = resolve_name,
                       .resolve_type = resolve_type,
                       .context = c};
}

/* The message of what TEXT is wrong with, or the type of what it is right with. */
static void check_case(const char *text, const ExprScope *with, const Type *wanted,
                       const char *said) {
    NotationCase c;
    notation_case_start(&c, text_from(text));
    const Expr *written = notation_expr(&c.reader, &c.node);
    assert_text(notation_case_error(&c), "");
    ExprScope scope = scope_of(&c);
    if (with) {
        scope.place = with->place;
        scope.most = with->most;
        scope.parameters = with->parameters;
        scope.resolve_name = with->resolve_name;
        scope.value_type = with->value_type;
    }
    const Expr *e = expr_check(&scope, written, wanted);
    if (c.diags.all.count > 0) {
        assert_text(notation_case_error(&c), said);
        if (c.diags.all.count > 1) {
            print_error("`%s` is reported more than once\n", text);
            fail();
        }
    } else {
        assert_text(type_name(&c.session, e->type), said);
        assert_text(notation_round_trip(&c, e), "");
    }
    notation_case_end(&c);
}

/* ---- results and mistakes ---- */

static const struct {
    const char *text, *said;
} cases[] = {
    {"1", "int"},
    {"12345678901", "bigint"},
    {"9223372036854775807", "bigint"},
    {"12345678901234567890", "unsigned bigint"},
    {"123456789012345678901", "decimal"},
    {"1.5", "decimal"},
    {"'x'", "text"},
    {"true", "boolean"},
    {"date '2026-01-01'", "date"},
    {"small + small", "smallint"},
    {"small + int", "int"},
    {"int * 2 + big", "bigint"},
    {"int * dec", "decimal"},
    {"dec / dbl", "double"},
    {"int % 2", "int"},
    {"-dec", "decimal(12, 2)"},
    {"-span", "interval"},
    {"-str", "TN013 0-4 `-` takes a number or an interval, and this is `string(5)`"},
    {"dbl % 2", "TN013 0-7 `%` does not take `double` and `int`"},
    {"day - day", "int"},
    {"day + 7", "date"},
    {"day + interval '7 days'", "datetime"},
    {"at - at", "interval"},
    {"now() - interval '1 hour'", "timestamp"},
    {"span * 2", "interval"},
    {"time + span", "time"},
    {"day + day", "TN013 0-9 `+` does not take `date` and `date`"},
    {"at + 1", "TN013 0-6 `+` does not take `timestamp` and `int`"},
    {"int + '1'", "TN013 0-9 `+` does not take `int` and `text`"},
    {"int + true", "TN013 0-10 `+` does not take `int` and `boolean`"},
    {"str || text", "text"},
    {"str || int", "TN013 7-10 `||` takes a string, and this is `int`"},
    {"status || 'x'", "TN013 0-6 `||` takes a string, and this is `enum(pending, paid, sent)`"},
    {"int = big", "boolean"},
    {"int = '1'", "TN013 0-9 `int` and `text` cannot be compared"},
    {"int < dec and str >= 'a'", "boolean"},
    {"bool = true", "boolean"},
    {"bool < true", "TN013 0-11 values of `boolean` have no order"},
    {"json = '{}'", "TN013 0-11 json values cannot be compared"},
    {"json is null", "boolean"},
    {"tags = tags", "boolean"},
    {"bytes = bytes", "boolean"},
    {"day = at", "TN013 0-8 `date` and `timestamp` cannot be compared"},
    {"day > '2026-02-28'", "boolean"},
    {"day > '2026-02-29'",
     "TN013 6-18 `2026-02-29` is not a valid date: there is no such day in the calendar"},
    {"'10:00' < time", "boolean"},
    {"uuid = '123e4567-e89b-12d3-a456-426614174000'", "boolean"},
    {"uuid = 'x'", "TN013 7-10 `x` is not a valid uuid: a uuid is written as "
                   "123e4567-e89b-12d3-a456-426614174000"},
    {"inet = '192.0.2.1'", "boolean"},
    {"status = 'paid'", "boolean"},
    {"status = 'payd'", "TN013 9-15 `payd` is not a value of `enum(pending, paid, sent)`"},
    {"status <> other", "TN013 0-15 `enum(pending, paid, sent)` and `enum(pending, paid)` "
                        "cannot be compared"},
    {"status = str", "TN013 0-12 `enum(pending, paid, sent)` and `string(5)` cannot be compared"},
    {"status in ('paid', 'nope')",
     "TN013 19-25 `nope` is not a value of `enum(pending, paid, sent)`"},
    {"int in (1, 'x')", "TN013 11-14 `x` is not a valid int: a whole number is written as 42"},
    {"'paid' in (status, other)", "TN013 19-24 `enum(pending, paid, sent)` and "
                                  "`enum(pending, paid)` cannot be compared"},
    {"int between 1 and 2.5", "boolean"},
    {"day between '2026-01-01' and '2026-13-01'",
     "TN013 29-41 `2026-13-01` is not a valid date: there is no such day in the calendar"},
    {"status < 'paid'", "TN013 0-15 values of `enum(pending, paid, sent)` have no order"},
    {"greatest(status, 'paid')", "TN013 17-23 values of `enum(pending, paid, sent)` have no order"},
    {"date_part('hour', day)", "TN013 10-16 a value of `date` has no field `hour`"},
    {"date_part('year', time)", "TN013 10-16 a value of `time` has no field `year`"},
    {"date_part('day', span)", "TN013 10-15 a value of `interval` has no field `day`"},
    {"'pending' in ('paid', status)", "boolean"},
    {"2147483648", "bigint"},
    {"bool between true and false", "TN013 13-17 values of `boolean` have no order"},
    {"str like 'a%'", "boolean"},
    {"int like 'a'", "TN013 0-3 `like` takes a string, and this is `int`"},
    {"status like 'a'", "TN013 0-6 `like` takes a string, and this is `enum(pending, paid, sent)`"},
    {"bool and int", "TN013 9-12 `and` takes a condition, and this is `int`"},
    {"not str", "TN013 4-7 `not` takes a condition, and this is `string(5)`"},
    {"bool or null", "boolean"},
    {"nope > 1", "TN004 0-4 attribute `nope` is not defined"},
    {"nope + 1 > 'x' and bool", "TN004 0-4 attribute `nope` is not defined"},
    {":p = int", "boolean"},
    {"native('x') > 3", "boolean"},
    /* case */
    {"case when bool then 1 else 2.5 end", "decimal"},
    {"case when int then 1 end", "TN013 10-13 `when` takes a condition, and this is `int`"},
    {"case status when 'paid' then 'x' when 'nope' then 'y' end",
     "TN013 38-44 `nope` is not a value of `enum(pending, paid, sent)`"},
    {"case when bool then 1 else 'x' end",
     "TN013 27-30 `x` is not a valid int: a whole number is written as 42"},
    {"case when bool then null else day end", "date"},
    {"case when bool then 'paid' else 'pending' end = status", "boolean"},
    {"case when bool then 'paid' else 'x' end = status",
     "TN013 32-35 `x` is not a value of `enum(pending, paid, sent)`"},
    /* casts */
    {"cast(int as text)", "text"},
    {"cast('2026-01-01' as date)", "date"},
    {"cast('x' as date)", "TN013 5-8 `x` is not a valid date: a day is written as 2026-01-31"},
    {"cast('ab' as boolean)",
     "TN013 5-9 `ab` is not a valid boolean: it is neither `true` nor `false`"},
    {"cast('true' as boolean)", "boolean"},
    {"cast('4.5' as int)", "TN013 5-10 `4.5` is not a valid int: something stands behind it"},
    {"cast('4.5' as decimal)", "decimal"},
    {"cast(5000000000 as int)", "TN013 5-15 `5000000000` is out of the range of `int`"},
    {"cast('abcdef' as text)", "text"},
    {"day + 3652059", "date"},
    {"date '2026-01-01' + 5000000000000", "TN013 20-33 the calendar of the years 1 to 9999 has "
                                          "3652059 days, and this is 5000000000000"},
    {"int = 'x'", "TN013 6-9 `x` is not a valid int: a whole number is written as 42"},
    {"int = '5'", "TN013 0-9 `int` and `text` cannot be compared"},
    {"cast(bool as date)", "TN013 0-18 `boolean` cannot be cast to `date`"},
    /* calls */
    {"length(str)", "int"},
    {"length(int)", "TN013 7-10 `length` takes a string, and this is `int`"},
    {"substr(str, 'x')", "TN013 12-15 `substr` takes a whole number, and this is `text`"},
    {"concat(str, int)", "TN013 12-15 `concat` takes a string, and this is `int`"},
    {"abs(dec)", "decimal(12, 2)"},
    {"round(str)", "TN013 6-9 `round` takes a number, and this is `string(5)`"},
    {"coalesce(int, big, 1)", "bigint"},
    {"coalesce(status, 'paid')", "enum(pending, paid, sent)"},
    {"coalesce(status, 'x')", "TN013 17-20 `x` is not a value of `enum(pending, paid, sent)`"},
    {"coalesce(int, 'x')", "TN013 14-17 `x` is not a valid int: a whole number is written as 42"},
    {"coalesce(int, '5')",
     "TN013 14-17 `coalesce` takes values of one type: `text` does not go with `int`"},
    {"greatest(day, '2026-01-01')", "date"},
    {"num_nonnulls(int, str, json)", "int"},
    {"matches(str, '^a')", "boolean"},
    {"matches(str, text)", "TN013 13-17 `matches` takes its pattern as a literal"},
    {"date_part('year', day)", "int"},
    {"date_part('yaer', day)", "TN013 10-16 `date_part` knows no field `yaer`"},
    {"date_part(str, day)", "TN013 10-13 `date_part` takes its field as a literal, as in 'year'"},
    {"date_part('year', int)", "TN013 18-21 `date_part` takes a date or time, and this is `int`"},
    {"json_text(json, 'a') = 'x'", "boolean"},
    {"json_get(str, 'a')", "TN013 9-12 `json_get` takes json, and this is `string(5)`"},
    {"has_element(tags, 'x')", "boolean"},
    {"has_element(tags, 1)", "TN013 18-19 `int` and `string(5)` cannot be compared"},
    {"array_length(int)", "TN013 13-16 `array_length` takes an array, and this is `int`"},
    {"current_user_id() = int", "boolean"},
    {"uuid()", "uuid"},
};

static void types_and_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].text, NULL, NULL, cases[i].said);
    }
}

/* ---- what a place wants ---- */

static const struct {
    const char *text, *wanted, *said; /* WANTED: an attribute whose type it is */
} wants[] = {
    {"int > 1", "bool", "boolean"},
    {"int", "bool", "TN013 0-3 a check must be `boolean`, and this is `int`"},
    {"null", "day", "date"},
    {"'2026-01-01'", "day", "date"},
    {"today()", "day", "date"},
    {"now()", "day", "TN013 0-5 a check must be `date`, and this is `timestamp`"},
    {"1", "dec", "int"},
    {"1.5", "int", "TN013 0-3 a check must be `int`, and this is `decimal`"},
    {"'x'", "int", "TN013 0-3 `x` is not a valid int: a whole number is written as 42"},
    {"'5'", "int", "TN013 0-3 a check must be `int`, and this is `text`"},
    {"32767", "small", "int"},
    {"32768", "small", "TN013 0-5 `32768` is out of the range of `smallint`"},
    {"-32768", "small", "int"},
    {"-32769", "small", "TN013 0-6 `-32769` is out of the range of `smallint`"},
    {"2147483648", "int", "TN013 0-10 `2147483648` is out of the range of `int`"},
    {"4294967295", "uint", "bigint"},
    {"-1", "uint", "TN013 0-2 `-1` is out of the range of `unsigned int`"},
    {"'gr\xC3\xB6\xC3\x9F"
     "e'",
     "str", "text"},
    {"'longer'", "str", "TN013 0-8 this string has 6 characters, and `string(5)` holds 5"},
    {"'paid'", "status", "enum(pending, paid, sent)"},
    {"case when true then 'paid' else 'pending' end", "status", "enum(pending, paid, sent)"},
    {"'{\"a\": 1}'", "json", "json"},
    {"'{'", "json", "TN013 0-3 `{` is not a valid json: it is not well-formed JSON"},
    {"native('x')", "tags", "string(5)[]"},
};

static void places_want_types(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wants); i++) {
        check_case(wants[i].text, NULL, type_of_attribute(text_from(wants[i].wanted)),
                   wants[i].said);
    }
}

/* ---- what may stand where ---- */

static void places_allow_little(void **state) {
    (void)state;
    ExprScope generated = {.place = "a generated attribute",
                           .most = CONSTANCY_IMMUTABLE,
                           .resolve_name = resolve_name};
    check_case("now()", &generated, NULL,
               "TN016 0-5 `now()` may not be used in a generated attribute");
    check_case("lower(cast(uuid() as text))", &generated, NULL,
               "TN016 11-17 `uuid()` may not be used in a generated attribute");
    check_case(":p = int", &generated, NULL,
               "TN016 0-2 the parameter `:p` may not be used in a generated attribute");
    check_case("value > 1", &generated, NULL, "TN004 0-5 attribute `value` is not defined");
    ExprScope fallback = {.place = "a default", .most = CONSTANCY_VOLATILE};
    check_case("uuid()", &fallback, NULL, "uuid");
    check_case("paid", &fallback, NULL, "TN016 0-4 the name `paid` may not be used in a default");
    check_case("value", &fallback, NULL, "TN016 0-5 the name `value` may not be used in a default");
    ExprScope of_type = {
        .place = "the check of a type", .most = CONSTANCY_IMMUTABLE, .value_type = &types[6]};
    check_case("length(value) > 3", &of_type, &types[0], "boolean");
    check_case("value > 3", &of_type, &types[0],
               "TN013 0-9 `string(5)` and `int` cannot be compared");
}

/* `value` in an attribute's check is that attribute; a string beside a date a temporal literal. */
static void copies_are_typed(void **state) {
    (void)state;
    NotationCase c;
    notation_case_start(&c, TEXT("value > '2026-01-01'"));
    const Expr *written = notation_expr(&c.reader, &c.node);
    ExprScope scope = scope_of(&c);
    Attribute attribute = {.name = intern_c(&c.names, "day"), .type = &types[10]};
    scope.value_type = attribute.type;
    scope.value_name = attribute.name;
    scope.value_attribute = &attribute;
    const Expr *e = expr_check(&scope, written, type_basic(TYPE_BOOLEAN));
    Buffer out = {0};
    dump_expr(&out, e);
    assert_text(buffer_text(&out), "(binary > (name day) (temporal date 2026-01-01))");
    assert_ptr_equal(e->binary.left->name.attribute, &attribute);
    assert_int_equal(written->binary.left->kind, EXPR_VALUE); /* what was written is left alone */
    assert_null(written->type);
    buffer_free(&out);
    notation_case_end(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_and_mistakes),
        cmocka_unit_test(places_want_types),
        cmocka_unit_test(places_allow_little),
        cmocka_unit_test(copies_are_typed),
    };
    return RUN_CASES(tests);
}
