/* The type checker: walks an expression as written and makes its typed copy, bottom up. Names go
 * through the scope's resolver; the rules of which types go together are coerce.c. Depth is limited
 * by the parser, so the walk recurses. Checks nothing about values except literals beside a type
 * that knows which there are. */
#include "compiler/schema/expression.h"

#include <string.h>

#include "compiler/schema/coerce.h"
#include "compiler/schema/schema.h"

static Expr *check(const ExprScope *s, const Expr *written);

/* ---- messages ---- */

/* TN013 at E. A wrong type makes the node poison, so that nothing above it complains again. */
#define poison(s, e, ...) \
    expr_poison((s), (e), (e)->span, text_format((s)->diags->arena, __VA_ARGS__))

/* For the holes of poison(): "%.*s", SPELL(s, type). */
#define SPELL(s, type) TEXT_ARG(type_name((s)->diags->arena, (type)))

/* TN016: WHAT may not be used here. */
static Diag *forbid(const ExprScope *s, Expr *e, Text what) {
    Diag *d = diag_add(s->diags, DIAG_NOT_ALLOWED_HERE, e->span, what, text_from(s->place));
    d->entity = s->entity;
    e->kind = EXPR_POISON;
    e->type = type_unknown();
    return d;
}

static bool is_poison(const Expr *e) {
    return e->kind == EXPR_POISON;
}

static bool has_class(const Expr *e, TypeClass class) {
    TypeClass c = type_class(e->type);
    return c == class || c == CLASS_UNKNOWN;
}

/* Makes sure that E is a condition. WHO asks: "and". */
static void expect_condition(const ExprScope *s, Expr *e, const char *who) {
    expr_adapt(s, e, type_basic(TYPE_BOOLEAN));
    if (!has_class(e, CLASS_BOOLEAN)) {
        poison(s, e, "`%s` takes a condition, and this is `%.*s`", who, SPELL(s, e->type));
    }
}

/* Makes sure that E is a string, and no enum. */
static void expect_string(const ExprScope *s, Expr *e, const char *who) {
    expr_adapt(s, e, type_basic(TYPE_TEXT));
    if (is_poison(e) || type_is_unknown(e->type) || type_is_plain_string(e->type)) {
        return;
    }
    Diag *d = poison(s, e, "`%s` takes a string, and this is `%.*s`", who, SPELL(s, e->type));
    diag_help(d, TEXT("`cast(… as text)` makes it one"));
}

/* ---- leaves ---- */

static void check_number(Expr *e) {
    enum { INT_DIGITS = 9 }; /* that surely fit */
    static const Type widest = {.kind = TYPE_BIGINT, .is_unsigned = true};
    if (memchr(e->text.at, '.', e->text.size)) {
        e->type = type_basic(TYPE_DECIMAL);
    } else if (e->text.size <= INT_DIGITS || number_is_at_most(e->text, INT32_MAX)) {
        e->type = type_basic(TYPE_INT);
    } else if (number_is_at_most(e->text, INT64_MAX)) {
        e->type = type_basic(TYPE_BIGINT);
    } else {
        e->type = number_is_at_most(e->text, UINT64_MAX) ? &widest : type_basic(TYPE_DECIMAL);
    }
}

static void check_name(const ExprScope *s, Expr *e) {
    if (!s->resolve_name) {
        Arena *a = s->diags->arena;
        Text name = sym_text(e->name.sym);
        Diag *d = forbid(s, e, text_format(a, "the name `%.*s`", TEXT_ARG(name)));
        diag_help(d,
                  text_format(a, "where the word itself is meant, write '%.*s'", TEXT_ARG(name)));
        return;
    }
    ExprMeaning meaning = s->resolve_name(s->context, e->name.sym, e->span);
    if (!meaning.type) {
        e->kind = EXPR_POISON;
        e->type = type_unknown();
        return;
    }
    e->kind = EXPR_NAME;
    e->name.attribute = meaning.attribute;
    e->name.sym =
        meaning.attribute ? meaning.attribute->name : e->name.sym; /* of a relation: its column */
    e->type = meaning.type;
}

/* `value` is the checked value where there is one; else it is a name like any other. */
static void check_value(const ExprScope *s, Expr *e) {
    if (!s->value_type) {
        check_name(s, e);
        return;
    }
    e->type = s->value_type;
    if (s->value_attribute) {
        e->kind = EXPR_NAME;
        e->name.sym = s->value_name;
        e->name.attribute = s->value_attribute;
    }
}

static void check_parameter(const ExprScope *s, Expr *e) {
    e->type = type_unknown();
    if (!s->parameters) {
        forbid(s, e,
               text_format(s->diags->arena, "the parameter `:%.*s`",
                           TEXT_ARG(sym_text(e->parameter))));
    }
}

/* ---- operators ---- */

static void check_negate(const ExprScope *s, Expr *e) {
    e->operand = check(s, e->operand);
    e->type = e->operand->type;
    if (e->operand->kind == EXPR_NUMBER && e->type->is_unsigned) {
        bool fits = number_is_at_most(e->operand->text, (uint64_t)INT64_MAX + 1);
        e->type = type_basic(fits ? TYPE_BIGINT : TYPE_DECIMAL);
    }
    if (!type_is_numeric(e->type) && !has_class(e->operand, CLASS_INTERVAL)) {
        poison(s, e, "`-` takes a number or an interval, and this is `%.*s`", SPELL(s, e->type));
    }
}

/* Two operands side by side: a soft one takes the type of the other. */
static void adapt_both(const ExprScope *s, Expr *left, Expr *right) {
    expr_adapt(s, left, right->type);
    expr_adapt(s, right, left->type);
}

/* Whether LEFT and RIGHT compare, if ORDERED by < or its like; else reports why not, at E. */
static bool check_comparable(const ExprScope *s, Expr *e, const Expr *left, const Expr *right,
                             bool ordered) {
    if (is_poison(left) || is_poison(right)) {
        return true; /* has been reported */
    }
    if (left->kind == EXPR_NULL || right->kind == EXPR_NULL) {
        Diag *d = poison(s, e, "a comparison with null never holds");
        diag_help(d, TEXT("write `is null` or `is not null`"));
        return false;
    }
    const Type *common = type_common(left->type, right->type);
    if (!common) {
        const Type *other = right->type; /* E may be RIGHT */
        bool lists = left->type->kind == TYPE_ARRAY && type_can_be_cast(left->type, other);
        Diag *d = poison(s, e, "`%.*s` and `%.*s` cannot be compared", SPELL(s, left->type),
                         SPELL(s, other));
        if (lists) {
            diag_help(d, text_format(s->diags->arena, "`cast(… as %.*s)` makes them alike",
                                     SPELL(s, other)));
        }
        return false;
    }
    TypeClass class = type_class(common);
    if (class == CLASS_JSON) {
        Diag *d = poison(s, e, "json values cannot be compared");
        diag_help(d, TEXT("compare a member: `json_text(data, 'name') = '…'`"));
        return false;
    }
    bool is_enum = common->kind == TYPE_ENUM;
    if (ordered &&
        (class == CLASS_BOOLEAN || class == CLASS_ARRAY || class == CLASS_BYTES || is_enum)) {
        Diag *d = poison(s, e, "values of `%.*s` have no order", SPELL(s, common));
        if (is_enum) {
            diag_help(d, TEXT("name those that are meant: `in ('…', '…')`"));
        }
        return false;
    }
    return true;
}

/* What an arithmetic operator gives for two classes that are no numbers. */
static const struct {
    TypeClass left;
    Operator op;
    TypeClass right;
    TypeKind result;
} arithmetic[] = {
    {CLASS_DATE, OPERATOR_SUBTRACT, CLASS_DATE, TYPE_INT}, /* days */
    {CLASS_DATE, OPERATOR_ADD, CLASS_INTEGER, TYPE_DATE},
    {CLASS_DATE, OPERATOR_SUBTRACT, CLASS_INTEGER, TYPE_DATE},
    {CLASS_INTEGER, OPERATOR_ADD, CLASS_DATE, TYPE_DATE},
    {CLASS_DATE, OPERATOR_ADD, CLASS_INTERVAL, TYPE_DATETIME},
    {CLASS_DATE, OPERATOR_SUBTRACT, CLASS_INTERVAL, TYPE_DATETIME},
    {CLASS_TIMESTAMP, OPERATOR_SUBTRACT, CLASS_TIMESTAMP, TYPE_INTERVAL},
    {CLASS_TIMESTAMP, OPERATOR_ADD, CLASS_INTERVAL, TYPE_TIMESTAMP},
    {CLASS_TIMESTAMP, OPERATOR_SUBTRACT, CLASS_INTERVAL, TYPE_TIMESTAMP},
    {CLASS_INTERVAL, OPERATOR_ADD, CLASS_TIMESTAMP, TYPE_TIMESTAMP},
    {CLASS_DATETIME, OPERATOR_SUBTRACT, CLASS_DATETIME, TYPE_INTERVAL},
    {CLASS_DATETIME, OPERATOR_ADD, CLASS_INTERVAL, TYPE_DATETIME},
    {CLASS_DATETIME, OPERATOR_SUBTRACT, CLASS_INTERVAL, TYPE_DATETIME},
    {CLASS_INTERVAL, OPERATOR_ADD, CLASS_DATETIME, TYPE_DATETIME},
    {CLASS_TIME, OPERATOR_SUBTRACT, CLASS_TIME, TYPE_INTERVAL},
    {CLASS_TIME, OPERATOR_ADD, CLASS_INTERVAL, TYPE_TIME},
    {CLASS_TIME, OPERATOR_SUBTRACT, CLASS_INTERVAL, TYPE_TIME},
    {CLASS_INTERVAL, OPERATOR_ADD, CLASS_INTERVAL, TYPE_INTERVAL},
    {CLASS_INTERVAL, OPERATOR_SUBTRACT, CLASS_INTERVAL, TYPE_INTERVAL},
    {CLASS_INTERVAL, OPERATOR_MULTIPLY, CLASS_INTEGER, TYPE_INTERVAL},
    {CLASS_INTEGER, OPERATOR_MULTIPLY, CLASS_INTERVAL, TYPE_INTERVAL},
    {CLASS_INTERVAL, OPERATOR_DIVIDE, CLASS_INTEGER, TYPE_INTERVAL},
};

static const Type *arithmetic_result(const Expr *left, Operator op, const Expr *right) {
    if (type_is_numeric(left->type) && type_is_numeric(right->type)) {
        bool whole = has_class(left, CLASS_INTEGER) && has_class(right, CLASS_INTEGER);
        const Type *common = type_common(left->type, right->type);
        if (op == OPERATOR_MODULO && type_class(common) == CLASS_FLOAT) {
            return NULL;
        }
        /* the precision of a result is not that of its operands */
        return whole ? common : type_basic(common->kind);
    }
    TypeClass l = type_class(left->type), r = type_class(right->type);
    for (size_t i = 0; i < sizeof arithmetic / sizeof arithmetic[0]; i++) {
        if (arithmetic[i].left == l && arithmetic[i].op == op && arithmetic[i].right == r) {
            return type_basic(arithmetic[i].result);
        }
    }
    return NULL;
}

/* A literal number of DAYS that leads out of the calendar, wherever it starts. */
static void check_days(const ExprScope *s, Expr *days) {
    enum { CALENDAR_DAYS = 3652059 }; /* of the years 1 to 9999 */
    const Expr *number = days->kind == EXPR_NEGATE ? days->operand : days;
    if (number->kind == EXPR_NUMBER && !number_is_at_most(number->text, CALENDAR_DAYS)) {
        poison(s, days, "the calendar of the years 1 to 9999 has %d days, and this is %.*s",
               (int)CALENDAR_DAYS, TEXT_ARG(number->text));
    }
}

static void check_arithmetic(const ExprScope *s, Expr *e) {
    Expr *left = e->binary.left, *right = e->binary.right;
    if (is_poison(left) || is_poison(right)) {
        e->type = type_unknown();
        return;
    }
    if (left->kind != EXPR_STRING &&
        right->kind != EXPR_STRING) { /* a string is no number beside one */
        adapt_both(s, left, right);
    }
    if (type_is_unknown(left->type) || type_is_unknown(right->type)) {
        e->type = type_common(left->type, right->type);
        return;
    }
    e->type = arithmetic_result(left, e->binary.op, right);
    if (!e->type) {
        const char *word = operator_info[e->binary.op].word;
        Diag *d = poison(s, e, "`%s` does not take `%.*s` and `%.*s`", word, SPELL(s, left->type),
                         SPELL(s, right->type));
        if (left->kind == EXPR_STRING || right->kind == EXPR_STRING) {
            diag_help(d, TEXT("write `interval '…'` for a span of time, `||` to join strings"));
        }
    } else if (type_class(e->type) == CLASS_DATE) {
        check_days(s, left);
        check_days(s, right);
    }
}

static void check_binary(const ExprScope *s, Expr *e) {
    e->binary.left = check(s, e->binary.left);
    e->binary.right = check(s, e->binary.right);
    Expr *left = e->binary.left, *right = e->binary.right;
    e->type = type_basic(TYPE_BOOLEAN);
    switch (e->binary.op) {
    case OPERATOR_OR:
        expect_condition(s, left, "or");
        expect_condition(s, right, "or");
        break;
    case OPERATOR_AND:
        expect_condition(s, left, "and");
        expect_condition(s, right, "and");
        break;
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL:
        adapt_both(s, left, right);
        check_comparable(s, e, left, right, false);
        break;
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL:
        adapt_both(s, left, right);
        check_comparable(s, e, left, right, true);
        break;
    case OPERATOR_LIKE:
        expect_string(s, left, "like");
        expect_string(s, right, "like");
        break;
    case OPERATOR_CONCAT:
        expect_string(s, left, "||");
        expect_string(s, right, "||");
        e->type = type_basic(TYPE_TEXT);
        break;
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_DIVIDE:
    case OPERATOR_MODULO: check_arithmetic(s, e); break;
    case OPERATOR_COUNT: break;
    }
}

static ExprList check_list(const ExprScope *s, ExprList written) {
    ExprList list = {arena_array(s->arena, Expr *, written.count), written.count};
    for (uint32_t i = 0; i < list.count; i++) {
        list.at[i] = check(s, written.at[i]);
    }
    return list;
}

static void check_in(const ExprScope *s, Expr *e) {
    Expr *operand = e->in.operand = check(s, e->in.operand);
    ExprList list = e->in.list = check_list(s, e->in.list);
    e->type = type_basic(TYPE_BOOLEAN);
    for (uint32_t i = 0; i < list.count; i++) {
        adapt_both(s, operand, list.at[i]);
    }
    for (uint32_t i = 0; i < list.count; i++) { /* the operand may have its type from a later one */
        expr_adapt(s, list.at[i], operand->type);
        if (!check_comparable(s, list.at[i], operand, list.at[i], false)) {
            break; /* most likely it is the operand that is not what it was taken for */
        }
    }
}

static void check_between(const ExprScope *s, Expr *e) {
    Expr *operand = e->between.operand = check(s, e->between.operand);
    Expr *low = e->between.low = check(s, e->between.low);
    Expr *high = e->between.high = check(s, e->between.high);
    e->type = type_basic(TYPE_BOOLEAN);
    adapt_both(s, operand, low);
    adapt_both(s, operand, high);
    expr_adapt(s, low, operand->type);
    if (check_comparable(s, low, operand, low, true)) {
        check_comparable(s, high, operand, high, true);
    }
}

static void check_case(const ExprScope *s, Expr *e) {
    Choice *choice = arena_new(s->arena, Choice);
    *choice = *e->choice;
    e->choice = choice;
    uint32_t branches = choice->when.count;
    Expr **compared = arena_array(s->arena, Expr *, (size_t)branches + 1);
    Expr **results = arena_array(s->arena, Expr *, (size_t)branches + 1);
    for (uint32_t i = 0; i < branches; i++) {
        compared[i] = check(s, choice->when.at[i]);
        results[i] = check(s, choice->then.at[i]);
    }
    choice->when.at = compared;
    choice->then.at = results;
    if (choice->operand) {
        choice->operand = compared[branches] = check(s, choice->operand);
        expr_unify(s, compared, (size_t)branches + 1, "case");
    } else {
        for (uint32_t i = 0; i < branches; i++) {
            expect_condition(s, compared[i], "when");
        }
    }
    if (choice->otherwise) {
        choice->otherwise = results[branches] = check(s, choice->otherwise);
    }
    e->type = expr_unify(s, results, branches + (choice->otherwise != NULL), "case");
}

static void forbid_cast(const ExprScope *s, Expr *e, const Type *from, const Type *to) {
    Arena *a = s->diags->arena;
    Diag *d = forbid(
        s, e, text_format(a, "the cast from `%.*s` to `%.*s`", SPELL(s, from), SPELL(s, to)));
    diag_help(d, from->kind == TYPE_ENUM || to->kind == TYPE_ENUM
                     ? TEXT("the words of an enum may change; `case a when 'b' then …` names each")
                     : TEXT("its result follows settings of the session"));
}

/* The type that a cast is written with, apart from the syntax tree, which ends before the schema does. */
static const SynType *keep_type(const ExprScope *s, const SynType *written) {
    SynType *kept = arena_new(s->arena, SynType);
    *kept = *written;
    if (written->form == SYN_TYPE_ENUM) {
        kept->values.at = arena_array(s->arena, SynName, written->values.count);
        memcpy(kept->values.at, written->values.at, written->values.count * sizeof(SynName));
    } else if (written->form == SYN_TYPE_NATIVE) {
        kept->native.at = arena_array(s->arena, SynPair, written->native.count);
        memcpy(kept->native.at, written->native.at, written->native.count * sizeof(SynPair));
    }
    return kept;
}

static void check_cast(const ExprScope *s, Expr *e) {
    e->cast.operand = check(s, e->cast.operand);
    const Type *to = s->resolve_type(s->context, e->cast.to);
    e->cast.to = keep_type(s, e->cast.to);
    if (!to) {
        e->kind = EXPR_POISON;
        e->type = type_unknown();
        return;
    }
    e->type = to;
    const Type *from = e->cast.operand->type;
    expr_adapt(s, e->cast.operand, to);
    if (e->cast.operand->kind != EXPR_STRING) { /* a string may be cut */
        expr_check_range(s, e->cast.operand, to);
    }
    if (is_poison(e->cast.operand)) {
        return;
    }
    if (!type_can_be_cast(from, to)) {
        poison(s, e, "`%.*s` cannot be cast to `%.*s`", SPELL(s, from), SPELL(s, to));
    } else if (type_cast_constancy(e->cast.operand->type, to) > s->most) {
        forbid_cast(s, e, from, to);
    }
}

/* ---- calls ---- */

static bool is_temporal(const Type *t) {
    TypeClass class = type_class(t);
    return class == CLASS_DATE || class == CLASS_TIME || class == CLASS_TIMESTAMP ||
           class == CLASS_DATETIME || class == CLASS_INTERVAL;
}

/* What the letters of functions.def ask for; NULL: anything. */
static const char *wanted_words(char letter) {
    switch (letter) {
    case 'n': return "a number";
    case 'i': return "a whole number";
    case 'b': return "a condition";
    case 'd': return "a date or time";
    case 'j': return "json";
    case 'a': return "an array";
    case 'u': return "a uuid";
    default: return NULL;
    }
}

static bool argument_fits(const Type *t, char letter) {
    switch (letter) {
    case 'n': return type_is_numeric(t);
    case 'i': return type_class(t) == CLASS_INTEGER;
    case 'b': return type_class(t) == CLASS_BOOLEAN;
    case 'd': return is_temporal(t);
    case 'j': return type_class(t) == CLASS_JSON;
    case 'a': return type_class(t) == CLASS_ARRAY;
    case 'u': return type_class(t) == CLASS_UUID;
    default: return true;
    }
}

static void check_argument(const ExprScope *s, Expr *argument, char letter, const char *who) {
    if (letter == 's') {
        expect_string(s, argument, who);
        return;
    }
    if (!type_is_unknown(argument->type) && !argument_fits(argument->type, letter)) {
        poison(s, argument, "`%s` takes %s, and this is `%.*s`", who, wanted_words(letter),
               SPELL(s, argument->type));
    }
}

/* date_part's field is one of a few words. */
static void check_date_field(const ExprScope *s, Expr *field) {
    static const Text fields[] = {TEXT_INIT("year"), TEXT_INIT("month"),  TEXT_INIT("day"),
                                  TEXT_INIT("hour"), TEXT_INIT("minute"), TEXT_INIT("second"),
                                  TEXT_INIT("dow")};
    size_t count = sizeof fields / sizeof fields[0];
    if (field->kind != EXPR_STRING) {
        if (!is_poison(field)) {
            poison(s, field, "`date_part` takes its field as a literal, as in 'year'");
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (text_equal(field->text, fields[i])) {
            return;
        }
    }
    Text wrong = field->text;
    Diag *d = poison(s, field, "`date_part` knows no field `%.*s`", TEXT_ARG(wrong));
    diag_help(d, TEXT("the fields are year, month, day, hour, minute, second and dow"));
    diag_suggest(s->diags, d, field->span, wrong, fields, count);
}

/* What has a day has no hour, and the other way round; of a span no field is the same on all engines. */
static void check_date_part(const ExprScope *s, Expr *e) {
    static const char *const of_day = "year month day dow", *const of_time = "hour minute second";
    Expr *field = e->call.argument.at[0], *of = e->call.argument.at[1];
    TypeClass class = type_class(of->type);
    if (is_poison(field) || is_poison(of)) {
        return;
    }
    if (class == CLASS_INTERVAL ||
        (class == CLASS_DATE && !strstr(of_day, text_c_string(s->arena, field->text))) ||
        (class == CLASS_TIME && !strstr(of_time, text_c_string(s->arena, field->text)))) {
        Text wrong = field->text;
        poison(s, field, "a value of `%.*s` has no field `%.*s`", SPELL(s, of->type),
               TEXT_ARG(wrong));
    }
}

static void check_has_element(const ExprScope *s, Expr *array, Expr *element) {
    if (is_poison(array) || array->type->kind != TYPE_ARRAY) {
        return;
    }
    expr_adapt(s, element, array->type->element);
    check_comparable(s, element, element, &(Expr){.kind = EXPR_VALUE, .type = array->type->element},
                     false);
}

/* What the letters cannot say. */
static void check_special_call(const ExprScope *s, Expr *e) {
    Expr **argument = e->call.argument.at;
    switch ((int)e->call.function) {
    case FUNCTION_MATCHES:
        if (argument[1]->kind != EXPR_STRING && !is_poison(argument[1])) {
            poison(s, argument[1], "`matches` takes its pattern as a literal");
        }
        break;
    case FUNCTION_DATE_PART:
        check_date_field(s, argument[0]);
        check_date_part(s, e);
        break;
    case FUNCTION_HAS_ELEMENT: check_has_element(s, argument[0], argument[1]); break;
    case FUNCTION_GREATEST:
    case FUNCTION_LEAST:
        for (uint32_t i = 1; i < e->call.argument.count; i++) {
            if (!check_comparable(s, argument[i], argument[0], argument[i], true)) {
                break;
            }
        }
        break;
    default: break;
    }
}

static void check_call(const ExprScope *s, Expr *e) {
    const FunctionInfo *f = &function_info[e->call.function];
    ExprList arguments = e->call.argument = check_list(s, e->call.argument);
    if (f->constancy > s->most) {
        forbid(s, e, text_format(s->diags->arena, "`%s()`", f->word));
        return;
    }
    const Type *common = NULL;
    if (f->arguments[0] == '*') {
        common = expr_unify(s, arguments.at, arguments.count, f->word);
    } else {
        size_t letters = strlen(f->arguments);
        for (uint32_t i = 0; i < arguments.count; i++) {
            check_argument(s, arguments.at[i], f->arguments[i < letters ? i : letters - 1],
                           f->word);
        }
    }
    check_special_call(s, e);
    static const TypeKind kind_of_class[] = {
        [CLASS_UNKNOWN] = TYPE_NATIVE, [CLASS_BOOLEAN] = TYPE_BOOLEAN,
        [CLASS_INTEGER] = TYPE_INT,    [CLASS_STRING] = TYPE_TEXT,
        [CLASS_DATE] = TYPE_DATE,      [CLASS_TIMESTAMP] = TYPE_TIMESTAMP,
        [CLASS_UUID] = TYPE_UUID,      [CLASS_JSON] = TYPE_JSON,
    };
    e->type = common && f->same ? common
              : f->same         ? arguments.at[0]->type
                                : type_basic(kind_of_class[f->result]);
}

/* ---- all ---- */

static Expr *check(const ExprScope *s, const Expr *written) {
    Expr *e = arena_new(s->arena, Expr);
    *e = *written;
    e->type = type_unknown();
    switch (e->kind) {
    case EXPR_POISON:
    case EXPR_NULL:
    case EXPR_NATIVE: break;
    case EXPR_BOOLEAN: e->type = type_basic(TYPE_BOOLEAN); break;
    case EXPR_NUMBER: check_number(e); break;
    case EXPR_STRING: e->type = type_basic(TYPE_TEXT); break;
    case EXPR_TEMPORAL: e->type = type_basic(e->temporal.kind); break;
    case EXPR_NAME: check_name(s, e); break;
    case EXPR_VALUE: check_value(s, e); break;
    case EXPR_PARAMETER: check_parameter(s, e); break;
    case EXPR_NEGATE: check_negate(s, e); break;
    case EXPR_NOT:
        e->operand = check(s, e->operand);
        e->type = type_basic(TYPE_BOOLEAN);
        expect_condition(s, e->operand, "not");
        break;
    case EXPR_IS_NULL:
        e->operand = check(s, e->operand);
        e->type = type_basic(TYPE_BOOLEAN);
        break;
    case EXPR_BINARY: check_binary(s, e); break;
    case EXPR_IN: check_in(s, e); break;
    case EXPR_BETWEEN: check_between(s, e); break;
    case EXPR_CASE: check_case(s, e); break;
    case EXPR_CAST: check_cast(s, e); break;
    case EXPR_CALL: check_call(s, e); break;
    }
    return e;
}

Expr *expr_check(const ExprScope *scope, const Expr *written, const Type *wanted) {
    Expr *e = check(scope, written);
    if (!wanted || is_poison(e)) {
        return e;
    }
    expr_adapt(scope, e, wanted);
    if (is_poison(e)) {
        return e;
    }
    if (!type_fits(e->type, wanted)) {
        bool is_string = e->kind == EXPR_STRING, castable = type_can_be_cast(e->type, wanted);
        Diag *d = poison(scope, e, "%s must be `%.*s`, and this is `%.*s`", scope->place,
                         SPELL(scope, wanted), SPELL(scope, e->type));
        if (type_is_numeric(wanted) && is_string) {
            diag_help(d, TEXT("a number is written without quotes"));
        } else if (type_is_numeric(wanted) && castable) {
            diag_help(d, text_format(scope->diags->arena, "`cast(… as %.*s)` makes it one",
                                     SPELL(scope, wanted)));
        }
        return e;
    }
    expr_check_range(scope, e, wanted);
    return e;
}
