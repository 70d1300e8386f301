/* Types side by side: promotion of numbers, what compares with what, what fits where, and literals
 * that become dates, uuids or enum values beside one. Takes typed expressions, changes only soft
 * ones. */
#include "compiler/schema/coerce.h"

#include "compiler/read/literal.h"

Diag *expr_poison(const ExprScope *scope, Expr *e, Span span, Text message) {
    Diag *d = scope->default_of ? diag_add(scope->diags, DIAG_INVALID_DEFAULT, span,
                                           sym_text(scope->default_of), message)
                                : diag_add(scope->diags, DIAG_EXPRESSION_TYPE, span, message);
    d->entity = scope->entity;
    e->kind = EXPR_POISON;
    e->type = type_unknown();
    return d;
}

bool type_is_numeric(const Type *t) {
    TypeClass class = type_class(t);
    return class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT;
}

bool type_is_plain_string(const Type *t) {
    return type_class(t) == CLASS_STRING && t->kind != TYPE_ENUM;
}

/* ---- types side by side ---- */

/* The integer type that holds the values of both. Nothing signed is wider than an unsigned bigint,
 * which is left then. */
static const Type *promote_integers(const Type *left, const Type *right) {
    if (left->is_unsigned == right->is_unsigned) {
        return left->kind > right->kind ? left : right;
    }
    const Type *bare = left->is_unsigned ? left : right, *sign = left->is_unsigned ? right : left;
    if (bare->kind == TYPE_BIGINT) {
        return bare;
    }
    return type_basic(bare->kind < sign->kind       ? sign->kind
                      : bare->kind == TYPE_SMALLINT ? TYPE_INT
                                                    : TYPE_BIGINT);
}

/* Integer, decimal, float: the wider class; among integers the wider type. */
static const Type *promote(const Type *left, const Type *right) {
    TypeClass l = type_class(left), r = type_class(right), widest = l > r ? l : r;
    switch ((int)widest) {
    case CLASS_INTEGER: return promote_integers(left, right);
    case CLASS_DECIMAL: return type_basic(TYPE_DECIMAL);
    default: return type_basic(TYPE_DOUBLE);
    }
}

/* Engines widen values, but not the elements of a list. */
static bool elements_are_alike(const Type *left, const Type *right) {
    if (type_is_unknown(left) || type_is_unknown(right)) {
        return true;
    }
    return left->kind == right->kind && left->is_unsigned == right->is_unsigned &&
           (left->kind != TYPE_ENUM || left->enumeration == right->enumeration);
}

const Type *type_common(const Type *left, const Type *right) {
    if (left == right || type_is_unknown(right)) {
        return left;
    }
    if (type_is_unknown(left)) {
        return right;
    }
    if (type_is_numeric(left) && type_is_numeric(right)) {
        return promote(left, right);
    }
    if (type_class(left) != type_class(right)) {
        return NULL;
    }
    if (left->kind == TYPE_ENUM || right->kind == TYPE_ENUM) {
        return left->enumeration == right->enumeration ? left : NULL;
    }
    if (left->kind == TYPE_ARRAY) {
        return elements_are_alike(left->element, right->element) ? left : NULL;
    }
    return type_class(left) == CLASS_STRING ? type_basic(TYPE_TEXT) : left;
}

bool type_fits(const Type *from, const Type *to) {
    if (type_is_unknown(from) || type_is_unknown(to)) {
        return true;
    }
    if (type_is_numeric(from) && type_is_numeric(to)) {
        return type_class(from) <= type_class(to);
    }
    return type_common(from, to) != NULL;
}

/* The classes that each class can be cast to, other than itself and strings, which all go both
 * ways. */
static const struct {
    TypeClass from, to;
} casts[] = {
    {CLASS_INTEGER, CLASS_DECIMAL},    {CLASS_INTEGER, CLASS_FLOAT},
    {CLASS_DECIMAL, CLASS_INTEGER},    {CLASS_DECIMAL, CLASS_FLOAT},
    {CLASS_FLOAT, CLASS_INTEGER},      {CLASS_FLOAT, CLASS_DECIMAL},
    {CLASS_BOOLEAN, CLASS_INTEGER},    {CLASS_INTEGER, CLASS_BOOLEAN},
    {CLASS_DATE, CLASS_DATETIME},      {CLASS_DATE, CLASS_TIMESTAMP},
    {CLASS_DATETIME, CLASS_DATE},      {CLASS_DATETIME, CLASS_TIMESTAMP},
    {CLASS_DATETIME, CLASS_TIME},      {CLASS_TIMESTAMP, CLASS_DATE},
    {CLASS_TIMESTAMP, CLASS_DATETIME}, {CLASS_TIMESTAMP, CLASS_TIME},
    {CLASS_TIME, CLASS_INTERVAL},      {CLASS_INTERVAL, CLASS_TIME},
};

bool type_can_be_cast(const Type *from, const Type *to) {
    if (from->kind == TYPE_ARRAY && to->kind == TYPE_ARRAY) {
        return type_can_be_cast(from->element, to->element);
    }
    if (from->kind == TYPE_ENUM && to->kind == TYPE_ENUM) {
        return from->enumeration == to->enumeration;
    }
    TypeClass f = type_class(from), t = type_class(to);
    if (f == t || f == CLASS_UNKNOWN || t == CLASS_UNKNOWN || f == CLASS_STRING ||
        t == CLASS_STRING) {
        return true;
    }
    for (size_t i = 0; i < sizeof casts / sizeof casts[0]; i++) {
        if (casts[i].from == f && casts[i].to == t) {
            return true;
        }
    }
    return false;
}

/* Dates and their like are written as the session's settings say, and read so. */
static bool follows_settings(TypeClass class) {
    return class == CLASS_DATE || class == CLASS_TIMESTAMP || class == CLASS_DATETIME ||
           class == CLASS_INTERVAL;
}

/* The words of an enum can change, and with them what a text of one says. */
Constancy type_cast_constancy(const Type *from, const Type *to) {
    if (from->kind == TYPE_ARRAY && to->kind == TYPE_ARRAY) {
        return type_cast_constancy(from->element, to->element);
    }
    TypeClass f = type_class(from), t = type_class(to);
    bool stays = from == to || f == CLASS_UNKNOWN || t == CLASS_UNKNOWN ||
                 (from->kind == TYPE_ENUM) == (to->kind == TYPE_ENUM);
    bool written = t == CLASS_STRING && (follows_settings(f) || f == CLASS_ARRAY);
    bool is_read =
        f == CLASS_STRING && (follows_settings(t) || t == CLASS_TIME || t == CLASS_ARRAY);
    return stays && !written && !is_read ? CONSTANCY_IMMUTABLE : CONSTANCY_STABLE;
}

/* ---- soft expressions ---- */

/* The functions whose arguments are all alike and whose result is one of them. */
static bool passes_through(const Expr *e) {
    return e->kind == EXPR_CALL && function_info[e->call.function].same &&
           function_info[e->call.function].arguments[0] == '*';
}

static bool list_is_soft(ExprList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        if (!expr_is_soft(list.at[i])) {
            return false;
        }
    }
    return true;
}

bool expr_is_soft(const Expr *e) {
    if (passes_through(e)) {
        return list_is_soft(e->call.argument);
    }
    switch ((int)e->kind) {
    case EXPR_STRING: /* unless it has become an enum value, a uuid, … */
        return type_is_plain_string(e->type);
    case EXPR_CASE:
        return list_is_soft(e->choice->then) &&
               (!e->choice->otherwise || expr_is_soft(e->choice->otherwise));
    case EXPR_NULL:
    case EXPR_PARAMETER:
    case EXPR_NATIVE: return type_is_unknown(e->type);
    case EXPR_CALL: return e->call.function == FUNCTION_CURRENT_USER_ID && type_is_unknown(e->type);
    default: return false; /* also an attribute of a native type, which keeps it */
    }
}

static void adapt_to_enum(const ExprScope *scope, Expr *e, const Type *to) {
    const Enum *enumeration = to->enumeration;
    for (size_t i = 0; i < enumeration->value_count; i++) {
        if (text_equal(enumeration->value[i], e->text)) {
            e->type = to;
            return;
        }
    }
    Text wrong = e->text;
    Arena *a = scope->diags->arena;
    Diag *d = expr_poison(scope, e, e->span,
                          text_format(a, "`%.*s` is not a value of `%.*s`", TEXT_ARG(wrong),
                                      TEXT_ARG(type_name(a, to))));
    diag_suggest(scope->diags, d, e->span, wrong, enumeration->value, enumeration->value_count);
}

static void adapt_string(const ExprScope *scope, Expr *e, const Type *to) {
    if (to->kind == TYPE_ENUM) {
        adapt_to_enum(scope, e, to);
        return;
    }
    const char *flaw = literal_flaw(to->kind, e->text);
    if (flaw) {
        expr_poison(scope, e, e->span,
                    text_format(scope->diags->arena, "`%.*s` is not a valid %s: %s",
                                TEXT_ARG(e->text), type_word(to->kind), flaw));
        return;
    }
    switch ((int)to->kind) {
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME:
    case TYPE_INTERVAL: {
        Text text = e->text;
        e->kind = EXPR_TEMPORAL;
        e->temporal.kind = to->kind;
        e->temporal.text = text;
        e->type = to;
        break;
    }
    case TYPE_UUID:
        e->text = text_lower_ascii(scope->arena, e->text);
        e->type = to;
        break;
    case TYPE_JSON:
    case TYPE_INET: e->type = to; break;
    case TYPE_ARRAY: /* of lists there is one literal, the empty one */
        e->type = text_equal_c(e->text, "{}") ? to : e->type;
        break;
    default: break; /* a string stays one */
    }
}

static void adapt_list(const ExprScope *scope, ExprList list, const Type *to) {
    for (uint32_t i = 0; i < list.count; i++) {
        expr_adapt(scope, list.at[i], to);
    }
}

void expr_adapt(const ExprScope *scope, Expr *e, const Type *to) {
    if (type_is_unknown(to) || !expr_is_soft(e)) {
        return;
    }
    if (e->kind == EXPR_STRING) {
        adapt_string(scope, e, to);
        return;
    }
    if (e->kind == EXPR_CASE) {
        adapt_list(scope, e->choice->then, to);
        if (e->choice->otherwise) {
            expr_adapt(scope, e->choice->otherwise, to);
        }
    } else if (passes_through(e)) {
        adapt_list(scope, e->call.argument, to);
    }
    bool made_of_strings = type_is_plain_string(e->type); /* which are of no other class by now */
    bool takes_it = made_of_strings ? literal_is_written_as_string(to->kind) : true;
    e->type = takes_it ? to : e->type;
}

const Type *expr_unify(const ExprScope *scope, Expr **expressions, size_t count, const char *who) {
    const Type *common = type_unknown();
    for (int soft = 0; soft < 2 && type_is_unknown(common);
         soft++) { /* soft ones only count alone */
        for (size_t i = 0; i < count; i++) {
            const Type *both = expr_is_soft(expressions[i]) && !soft
                                   ? common
                                   : type_common(common, expressions[i]->type);
            common = both ? both : common;
        }
    }
    for (size_t i = 0; i < count; i++) {
        Expr *e = expressions[i];
        expr_adapt(scope, e, common);
        if (!type_common(common, e->type)) {
            Arena *a = scope->diags->arena;
            expr_poison(
                scope, e, e->span,
                text_format(a, "`%s` takes values of one type: `%.*s` does not go with `%.*s`", who,
                            TEXT_ARG(type_name(a, e->type)), TEXT_ARG(type_name(a, common))));
        }
    }
    return common;
}

/* ---- literals too long or too large ---- */

static uint64_t largest_integer(const Type *t, bool negative) {
    uint64_t largest = t->kind == TYPE_SMALLINT ? INT16_MAX
                       : t->kind == TYPE_INT    ? INT32_MAX
                                                : INT64_MAX;
    if (t->is_unsigned) {
        return negative ? 0 : 2 * largest + 1;
    }
    return negative ? largest + 1 : largest;
}

bool number_is_at_most(Text digits, uint64_t most) {
    uint64_t value = 0;
    for (size_t i = 0; i < digits.size && digits.at[i] != '.'; i++) {
        uint64_t digit = (uint64_t)(digits.at[i] - '0');
        if (digit > most || value > (most - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    return true;
}

/* How many digits TEXT has behind its point. */
static uint32_t digits_behind_point(Text text) {
    size_t point = text_find(text, TEXT("."));
    uint32_t digits = 0;
    for (size_t i = point + 1; point != SIZE_MAX && i < text.size; i++, digits++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            break;
        }
    }
    return digits;
}

void expr_check_range(const ExprScope *scope, Expr *e, const Type *to) {
    Arena *a = scope->diags->arena;
    bool negative = e->kind == EXPR_NEGATE && e->operand->kind == EXPR_NUMBER;
    const Expr *number = negative ? e->operand : e;
    if (number->kind == EXPR_NUMBER && type_class(to) == CLASS_INTEGER &&
        !number_is_at_most(number->text, largest_integer(to, negative))) {
        expr_poison(scope, e, e->span,
                    text_format(a, "`%s%.*s` is out of the range of `%.*s`", negative ? "-" : "",
                                TEXT_ARG(number->text), TEXT_ARG(type_name(a, to))));
    } else if (e->kind == EXPR_STRING && (to->kind == TYPE_STRING || to->kind == TYPE_CHAR) &&
               text_count_code_points(e->text) > to->length) {
        expr_poison(scope, e, e->span,
                    text_format(a, "this string has %zu characters, and `%.*s` holds %u",
                                text_count_code_points(e->text), TEXT_ARG(type_name(a, to)),
                                (unsigned)to->length));
    } else if (e->kind == EXPR_TEMPORAL && type_has_fraction(to) &&
               digits_behind_point(e->temporal.text) > type_fraction(to)) {
        expr_poison(scope, e, e->span,
                    text_format(a, "`%.*s` keeps %u digits of a second", TEXT_ARG(type_name(a, to)),
                                (unsigned)type_fraction(to)));
    }
}
