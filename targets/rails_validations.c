/* Rails validations: takes the constraints of an entity, gives validations that mirror those that
 * ActiveRecord has words for: presence, length, numericality, comparison, inclusion, exclusion, format and
 * uniqueness. What checks say about several columns is left to the database. */
#include "targets/rails.h"

#include "compiler/eval/pattern.h"

/* ---- what is known of one attribute ---- */

/* A comparison with a literal: OPTION is ActiveRecord's word for it. */
typedef struct Limit {
    const char *option;
    const Expr *literal;
} Limit;

typedef struct Rules {
    const Attribute *attribute;
    VEC(Limit) bounds;              /* of the value */
    const Expr *shortest, *longest; /* of its length */
    VEC(const Expr *) choices;      /* IN, also negated */
    VEC(Text) patterns;
} Rules;

static const char *const bound_words[OPERATOR_COUNT] = {
    [OPERATOR_EQUAL] = "equal_to",       [OPERATOR_NOT_EQUAL] = "other_than",
    [OPERATOR_LESS] = "less_than",       [OPERATOR_LESS_EQUAL] = "less_than_or_equal_to",
    [OPERATOR_GREATER] = "greater_than", [OPERATOR_GREATER_EQUAL] = "greater_than_or_equal_to",
};

static bool is_of(const Expr *e, const Attribute *a) {
    return e->kind == EXPR_NAME && e->name.attribute == a;
}

static bool is_length_of(const Expr *e, const Attribute *a) {
    return e->kind == EXPR_CALL && e->call.function == FUNCTION_LENGTH &&
           is_of(e->call.argument.at[0], a);
}

static bool is_number(const Expr *e) {
    const Expr *leaf = e->kind == EXPR_NEGATE ? e->operand : e;
    return leaf->kind == EXPR_NUMBER;
}

static bool is_integer(const Expr *e) {
    return e->kind == EXPR_NUMBER && text_find(e->text, TEXT(".")) == SIZE_MAX;
}

static bool is_day(const Expr *e) {
    return e->kind == EXPR_TEMPORAL && e->temporal.kind == TYPE_DATE;
}

static void add_bound(const Rails *r, Rules *rules, const char *option, const Expr *literal) {
    if (option && (is_number(literal) || is_day(literal))) {
        *vec_push(r->a, &rules->bounds) = (Limit){option, literal};
    }
}

static void add_between(const Rails *r, Rules *rules, const Expr *e) {
    const Expr *low = e->between.low, *high = e->between.high;
    if (e->negated) {
        return;
    }
    if (is_of(e->between.operand, rules->attribute)) {
        add_bound(r, rules, "greater_than_or_equal_to", low);
        add_bound(r, rules, "less_than_or_equal_to", high);
    } else if (is_length_of(e->between.operand, rules->attribute) && is_integer(low) &&
               is_integer(high)) {
        rules->shortest = low;
        rules->longest = high;
    }
}

static void add_comparison(const Rails *r, Rules *rules, const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    if (is_of(left, rules->attribute)) {
        add_bound(r, rules, bound_words[e->binary.op], right);
    } else if (is_length_of(left, rules->attribute) && is_integer(right)) {
        if (e->binary.op == OPERATOR_GREATER_EQUAL) {
            rules->shortest = right;
        } else if (e->binary.op == OPERATOR_LESS_EQUAL) {
            rules->longest = right;
        }
    }
}

static bool are_literals(const ExprList *list) {
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i]->kind != EXPR_STRING && !is_number(list->at[i])) {
            return false;
        }
    }
    return true;
}

static void add_call(const Rails *r, Rules *rules, const Expr *e) {
    const ExprList *argument = &e->call.argument;
    PatternProblem problem;
    if (e->call.function == FUNCTION_MATCHES && is_of(argument->at[0], rules->attribute) &&
        argument->at[1]->kind == EXPR_STRING &&
        pattern_is_portable(argument->at[1]->text, &problem)) {
        *vec_push(r->a, &rules->patterns) = argument->at[1]->text;
    }
}

static void add_condition(const Rails *r, Rules *rules, const Expr *e) {
    switch ((int)e->kind) {
    case EXPR_BINARY:
        if (e->binary.op == OPERATOR_AND) {
            add_condition(r, rules, e->binary.left);
            add_condition(r, rules, e->binary.right);
        } else {
            add_comparison(r, rules, e);
        }
        break;
    case EXPR_BETWEEN: add_between(r, rules, e); break;
    case EXPR_IN:
        if (is_of(e->in.operand, rules->attribute) && are_literals(&e->in.list)) {
            *vec_push(r->a, &rules->choices) = e;
        }
        break;
    case EXPR_CALL: add_call(r, rules, e); break;
    default: break;
    }
}

static Rules rules_of(const Rails *r, const Entity *e, const Attribute *a) {
    Rules rules = {.attribute = a};
    for (size_t i = 0; i < e->check_count; i++) {
        add_condition(r, &rules, e->check[i].condition);
    }
    return rules;
}

/* ---- printing one attribute's ---- */

/* One `validates` for each attribute: its name when the first rule comes. */
typedef struct Line {
    Rails *r;
    const Attribute *attribute;
    bool begun;
} Line;

static Emitter *add_rule(Line *line) {
    Emitter *e = line->r->e;
    if (!line->begun) {
        emit_line(e);
        emit(e, "validates $", ID(rails_reader(line->r, line->attribute)));
        line->begun = true;
    }
    emit_text(e, ", ");
    return e;
}

static void print_allow_nil(Line *line) {
    emit_text(line->r->e, line->attribute->nullable ? ", allow_nil: true" : "");
}

static bool is_numeric(const Attribute *a) {
    TypeClass class = type_class(a->type);
    return class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT;
}

/* What the database gives when the program gives nothing. */
static bool has_computed_default(const Attribute *a) {
    const Expr *e = a->fallback;
    return a->identity || a->generated ||
           (e && e->kind != EXPR_STRING && e->kind != EXPR_NUMBER && e->kind != EXPR_BOOLEAN &&
            e->kind != EXPR_NEGATE);
}

static void print_presence(Line *line) {
    const Attribute *a = line->attribute;
    if (a->nullable || has_computed_default(a)) {
        return;
    }
    switch ((int)a->type->kind) {
    case TYPE_BOOLEAN: emit_text(add_rule(line), "inclusion: { in: [true, false] }"); break;
    case TYPE_JSON:
    case TYPE_ARRAY:
    case TYPE_BYTES: emit_text(add_rule(line), "exclusion: { in: [nil] }"); break;
    default:
        if (!rails_is_enum(line->r, a) || !rails_has(line->r, RAILS_ENUM_VALIDATION)) {
            emit_text(add_rule(line), "presence: true");
        }
    }
}

static void print_length(Line *line, const Rules *rules) {
    const Type *type = line->attribute->type;
    bool limited = type->kind == TYPE_CHAR || type->kind == TYPE_STRING;
    if (!limited && !rules->shortest && !rules->longest) {
        return;
    }
    Emitter *e = add_rule(line);
    emit_text(e, "length: { ");
    if (rules->shortest) {
        emit(e, "minimum: $", CODE(rules->shortest->text));
        emit_text(e, rules->longest || limited ? ", " : "");
    }
    if (rules->longest) {
        emit(e, "maximum: $", CODE(rules->longest->text));
    } else if (limited) {
        emit(e, "maximum: $", NUM(type->length));
    }
    if (rules->shortest) {
        print_allow_nil(line);
    }
    emit_text(e, " }");
}

static void print_value(Emitter *e, const Expr *literal) {
    const Expr *leaf = literal->kind == EXPR_NEGATE ? literal->operand : literal;
    const char *sign = leaf == literal ? "" : "-";
    if (leaf->kind == EXPR_STRING) {
        emit(e, "$", LIT(leaf->text));
    } else if (is_day(leaf)) {
        emit(e, "Date.iso8601($)", LIT(leaf->temporal.text));
    } else if (is_integer(leaf)) {
        emit_text(e, sign);
        emit(e, "$", CODE(leaf->text));
    } else {
        emit(e, "BigDecimal($)", LIT(text_join(e->plan->arena, text_from(sign), leaf->text)));
    }
}

/* Of a column that two checks bound in the same way, the first counts: a hash has each option once. */
static void print_bounds(Emitter *e, const Rules *rules, bool first) {
    for (size_t i = 0; i < rules->bounds.count; i++) {
        const Limit *bound = &rules->bounds.at[i];
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again || rules->bounds.at[k].option == bound->option;
        }
        if (!again) {
            emit_text(e, first ? "" : ", ");
            emit(e, "$: ", WORD(bound->option));
            print_value(e, bound->literal);
            first = false;
        }
    }
}

static void print_numericality(Line *line, const Rules *rules) {
    const Attribute *a = line->attribute;
    bool integer = type_class(a->type) == CLASS_INTEGER, any = rules->bounds.count > 0;
    if (!integer && !any && !a->nullable) {
        emit_text(add_rule(line), "numericality: true");
        return;
    }
    Emitter *e = add_rule(line);
    emit(e, "numericality: { $", integer ? WORD("only_integer: true") : WORD(""));
    if (a->type->is_unsigned) {
        emit_text(e, ", greater_than_or_equal_to: 0");
    } else {
        print_bounds(e, rules, !integer);
    }
    emit_text(e, !a->nullable ? "" : integer || any ? ", allow_nil: true" : "allow_nil: true");
    emit_text(e, " }");
}

static void print_comparison(Line *line, const Rules *rules) {
    if (!rules->bounds.count || !rails_has(line->r, RAILS_COMPARISON)) {
        return;
    }
    Emitter *e = add_rule(line);
    emit_text(e, "comparison: { ");
    print_bounds(e, rules, true);
    print_allow_nil(line);
    emit_text(e, " }");
}

static void print_list(Line *line, const char *kind, const ExprList *list, const Enum *words) {
    Emitter *e = add_rule(line);
    emit(e, "$: { in: [", WORD(kind));
    for (size_t i = 0; i < (words ? words->value_count : list->count); i++) {
        emit_text(e, i ? ", " : "");
        if (words) {
            emit(e, "$", LIT(words->value[i]));
        } else {
            print_value(e, list->at[i]);
        }
    }
    emit_text(e, "]");
    print_allow_nil(line);
    emit_text(e, " }");
}

/* One inclusion and one exclusion: an option stands once. */
static void print_choices(Line *line, const Rules *rules) {
    const Attribute *a = line->attribute;
    bool words = a->type->kind == TYPE_ENUM && !rails_is_enum(line->r, a);
    if (words) {
        print_list(line, "inclusion", NULL, a->type->enumeration);
    }
    bool taken[2] = {words, false};
    for (size_t i = 0; i < rules->choices.count; i++) {
        const Expr *e = rules->choices.at[i];
        if (!taken[e->negated]) {
            taken[e->negated] = true;
            print_list(line, e->negated ? "exclusion" : "inclusion", &e->in.list, NULL);
        }
    }
}

static void print_format(Line *line, const Rules *rules) {
    for (size_t i = 0; i < rules->patterns.count; i++) {
        if (i) { /* a second option of the same name would hide the first */
            line->begun = false;
        }
        Emitter *e = add_rule(line);
        emit_text(e, "format: { with: ");
        ruby_regexp(e, rules->patterns.at[i]);
        print_allow_nil(line);
        emit_text(e, " }");
    }
}

static void print_attribute(Rails *r, const Entity *e, const Attribute *a) {
    Line line = {r, a, false};
    Rules rules = rules_of(r, e, a);
    print_presence(&line);
    print_length(&line, &rules);
    if (is_numeric(a)) {
        print_numericality(&line, &rules);
    } else {
        print_comparison(&line, &rules);
    }
    print_choices(&line, &rules);
    print_format(&line, &rules);
}

/* ---- uniqueness ---- */

/* The attribute that the condition of a unique set is about: `a`, `a is null`, `a is not null`. NULL: it is
 * none of these, or there is none. */
static const Attribute *condition_attribute(const Key *key) {
    const Expr *e =
        key->where && key->where->kind == EXPR_IS_NULL ? key->where->operand : key->where;
    return e && e->kind == EXPR_NAME ? e->name.attribute : NULL;
}

static bool excludes_nulls(const Key *key) {
    return key->where && key->where->kind == EXPR_IS_NULL && key->where->negated;
}

/* Whether the database passes over rows whose A is null, besides those that the condition leaves out. */
static bool passes_null(const Key *key, const Attribute *a) {
    return a->nullable && !key->nulls_not_distinct &&
           !(excludes_nulls(key) && condition_attribute(key) == a);
}

/* `, if: -> { … }`: the database looks at other rows not at all. */
static void print_if(Rails *r, const Key *key) {
    const char *between = ", if: -> { ";
    if (key->where) {
        bool flag = key->where->kind == EXPR_NAME;
        emit_text(r->e, between);
        emit_text(r->e, excludes_nulls(key) ? "!" : "");
        emit(r->e, flag ? "self[$]" : "self[$].nil?",
             ID(rails_column(r, condition_attribute(key))));
        between = " && ";
    }
    for (size_t i = 0; i < key->attribute_count; i++) {
        if (passes_null(key, key->attribute[i])) {
            emit_text(r->e, between);
            emit(r->e, "!self[$].nil?", ID(rails_column(r, key->attribute[i])));
            between = " && ";
        }
    }
    emit_text(r->e, between[0] == ' ' ? " }" : "");
}

/* `{ scope: :author_id, conditions: -> { where(deleted_at: nil) } }`, or true. */
static void print_uniqueness_options(Rails *r, const Key *key) {
    size_t count = key->attribute_count - 1;
    Text *scope = arena_array(r->a, Text, count + 1);
    for (size_t i = 0; i < count; i++) {
        scope[i] = rails_column(r, key->attribute[i]);
    }
    if (!count && !key->where) {
        emit_text(r->e, "true");
        return;
    }
    emit_text(r->e, "{ ");
    if (count) {
        emit_text(r->e, "scope: ");
        ruby_symbols(r->e, scope, count);
    }
    if (key->where) {
        emit_text(r->e, count ? ", conditions: -> { where" : "conditions: -> { where");
        if (excludes_nulls(key)) {
            emit_text(r->e, ".not(");
            ruby_key(r->e, rails_column(r, condition_attribute(key)));
            emit_text(r->e, "nil) }");
        } else {
            emit_text(r->e, "(");
            rails_print_condition(r, key->where);
            emit_text(r->e, ") }");
        }
    }
    emit_text(r->e, " }");
}

static void print_uniqueness(Rails *r, const Entity *e, const Key *key) {
    emit_line(r->e);
    emit(r->e, "validates $, uniqueness: ",
         ID(rails_column(r, key->attribute[key->attribute_count - 1])));
    print_uniqueness_options(r, key);
    print_if(r, key);
    if (!rails_has_key(r, e)) { /* ActiveRecord could not leave the row itself out */
        emit_text(r->e, ", on: :create");
    }
}

static bool is_mirrored(const Rails *r, const Key *key) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        const Attribute *a = key->attribute[i];
        if (a->identity || a->generated || has_computed_default(a) || rails_is_renamed(r, a)) {
            return false;
        }
    }
    return !key->where || condition_attribute(key);
}

/* ---- the entity ---- */

/* What ActiveRecord fills itself, or the association looks after. */
static bool is_looked_after(const Attribute *a) {
    return a->identity || a->generated || a->origin == ATTRIBUTE_CREATED_AT ||
           a->origin == ATTRIBUTE_UPDATED_AT || a->origin == ATTRIBUTE_RELATION || a->relation;
}

void rails_print_validations(Rails *r, const Entity *e) {
    rails_part(r);
    if (e->origin == ENTITY_AUDIT) {
        return; /* triggers write it */
    }
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (!is_looked_after(&e->attribute[i])) {
            print_attribute(r, e, &e->attribute[i]);
        }
    }
    for (size_t i = 0; i < e->key_count; i++) {
        if (is_mirrored(r, &e->key[i])) {
            print_uniqueness(r, e, &e->key[i]);
        }
    }
    rails_part(r);
}
