/* Rules that evaluate what the model says before there is a row: conditions that are always true, never
 * true or null (TN312), parts on which engines disagree (TN702), defaults that their own check rejects
 * (TN208), examples that their type does not hold (TN012). What is unknown is reported by none. */
#include "compiler/check/condition.h"
#include "compiler/check/rules.h"
#include "compiler/eval/eval.h"

/* ---- conditions: TN312 ---- */

typedef struct Folding {
    CheckContext *check;
    const Entity *entity; /* NULL: of a type */
} Folding;

static bool compares_null(const Expr *e) {
    return e->kind == EXPR_BINARY &&
           (e->binary.left->kind == EXPR_NULL || e->binary.right->kind == EXPR_NULL);
}

static void report_constant(const Folding *f, const Expr *part, Value v) {
    Text what = v.kind == VALUE_NULL ? TEXT("this condition is always null: it decides nothing")
                : v.boolean          ? TEXT("this condition is always true: it decides nothing")
                                     : TEXT("this condition is never true");
    Diag *d = rule_report(f->check, f->entity, DIAG_REDUNDANT_RULE, part->span, what);
    diag_help(d, compares_null(part) ? TEXT("write `is null` or `is not null`")
                                     : TEXT("leave it out, or correct it"));
}

/* `true` and `false` as they stand are meant. */
static void fold_part(void *context, const Expr *part) {
    const Folding *f = context;
    EvalContext c = {.arena = f->check->scratch};
    if (part->kind == EXPR_BOOLEAN) {
        return;
    }
    Value v = eval(&c, part);
    if (v.kind == VALUE_BOOLEAN || v.kind == VALUE_NULL) {
        report_constant(f, part, v);
    }
}

/* ---- what engines disagree on: TN702 ---- */

static void report_meaning(const Folding *f, const Expr *e, Text what, Text how, const char *help) {
    Diag *d = rule_report(f->check, f->entity, DIAG_MEANING_DIFFERS, e->span, what, how);
    diag_help(d, text_from(help));
}

static bool is_zero(Value v) {
    return v.kind == VALUE_NUMBER ? decimal_is_zero(v.number)
                                  : v.kind == VALUE_FLOAT && v.real == 0;
}

/* A divisor that only a row knows may be zero; `nullif(…, 0)` says that it was thought of. */
static void look_at_division(const Folding *f, const Expr *e) {
    const Expr *divisor = e->binary.right;
    EvalContext c = {.arena = f->check->scratch};
    Value v = eval(&c, divisor);
    bool guarded = divisor->kind == EXPR_CALL && divisor->call.function == FUNCTION_NULLIF;
    if (v.kind == VALUE_UNKNOWN ? guarded : !is_zero(v)) {
        return;
    }
    Diag *d =
        rule_report(f->check, f->entity, DIAG_MEANING_DIFFERS, e->span, TEXT("a division by zero"),
                    TEXT("PostgreSQL refuses the row, SQLite and MySQL may give null"));
    diag_help(d, TEXT("`nullif(…, 0)` as the divisor gives null everywhere"));
    if (v.kind == VALUE_UNKNOWN) {
        rule_weaken(d, SEVERITY_NOTE, 50);
    }
}

/* The places of a decimal result are each engine's own, and so is its text. */
static void look_at_cast(const Folding *f, const Expr *e) {
    const Type *from = e->cast.operand->type;
    bool as_text = type_class(e->type) == CLASS_STRING;
    TypeClass class = type_class(from);
    bool places =
        class == CLASS_DECIMAL && from->length == 0 && e->cast.operand->kind != EXPR_NUMBER;
    bool own_form = class == CLASS_FLOAT || class == CLASS_TIMESTAMP || class == CLASS_DATETIME ||
                    class == CLASS_TIME || class == CLASS_INTERVAL || class == CLASS_JSON;
    if (as_text && (places || own_form)) {
        Arena *a = f->check->diags->arena;
        Text name = type_name(a, from);
        report_meaning(f, e, text_format(a, "the text of a `%.*s`", TEXT_ARG(name)),
                       TEXT("each writes it in a form of its own"),
                       places ? "cast it to a decimal(p, s) first"
                              : "compare the value, not its text");
    }
}

/* As deep as the expression, which the reader has limited. Gives whether E can only fail; the innermost
 * such part is reported. */
static bool look_at(const Folding *f, const Expr *e) {
    bool fails = false;
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        fails = look_at(f, child) || fails;
    }
    if (e->kind == EXPR_BINARY &&
        (e->binary.op == OPERATOR_DIVIDE || e->binary.op == OPERATOR_MODULO)) {
        look_at_division(f, e);
    } else if (e->kind == EXPR_CAST) {
        look_at_cast(f, e);
    }
    EvalContext c = {.arena = f->check->scratch};
    if (fails || e->kind == EXPR_POISON) {
        return fails;
    }
    Value v = eval(&c, e);
    if (v.kind != VALUE_ERROR || v.error == EVAL_DIVISION_BY_ZERO) {
        return v.kind == VALUE_ERROR;
    }
    report_meaning(f, e, TEXT("what has no value"), text_copy(f->check->diags->arena, v.why),
                   "some refuse the row, others go on with a value of their own");
    return true;
}

/* ---- where conditions and expressions stand ---- */

static void fold(const Folding *f, const Expr *condition) {
    if (condition && !look_at(f, condition)) {
        condition_visit_parts(condition, fold_part, (void *)f);
    }
}

void rule_conditions_decide_something(CheckContext *c, const Entity *e) {
    Folding f = {c, e};
    for (size_t i = 0; i < e->check_count; i++) {
        if (!e->check[i].named && !e->check[i].relation) { /* a type's check is read at the type */
            fold(&f, e->check[i].condition);
        }
    }
    for (size_t i = 0; i < e->key_count; i++) {
        fold(&f, e->key[i].where);
    }
    for (size_t i = 0; i < e->index_count; i++) {
        fold(&f, e->index[i].where);
    }
    for (size_t i = 0; i < e->access_count; i++) {
        fold(&f, e->access[i].where);
    }
    for (size_t i = 0; i < e->policy_count; i++) {
        fold(&f, e->policy[i].using);
        fold(&f, e->policy[i].check);
    }
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (e->attribute[i].generated) {
            look_at(&f, e->attribute[i].generated);
        }
    }
}

void rule_types_decide_something(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        fold(&(Folding){c, NULL}, c->schema->named_type[i].check);
    }
}

/* ---- defaults: TN208 ---- */

/* The default of a type, once for all its attributes. */
void rule_defaults_satisfy_their_type(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        const NamedType *type = &c->schema->named_type[i];
        if (!type->fallback || !type->check) {
            continue;
        }
        EvalContext context = {.arena = c->scratch};
        Value v = value_store(c->scratch, eval(&context, type->fallback), &type->type);
        context.value = &v;
        if (value_is_known(v) && eval_check(&context, type->check) == VERDICT_FAILS) {
            Diag *d = rule_report(c, NULL, DIAG_INVALID_DEFAULT, type->fallback->span,
                                  sym_text(type->name), TEXT("its check rejects it"));
            diag_note(c->diags, d, type->check->span, TEXT("by this rule"));
        }
    }
}

static void report_default(CheckContext *c, const Attribute *a, Text why, Span rule) {
    Diag *d =
        rule_report(c, a->entity, DIAG_INVALID_DEFAULT, a->fallback->span, sym_text(a->name), why);
    if (span_exists(rule)) {
        diag_note(c->diags, d, rule, TEXT("by this rule"));
    }
}

/* All other attributes are unknown, so a check that fails does so whatever they are. */
static void try_default(CheckContext *c, const Attribute *a, Value v) {
    const Entity *e = a->entity;
    if (e->check_count == 0) {
        return;
    }
    Value *row = arena_array(c->scratch, Value, e->attribute_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        row[i] = value_unknown(!e->attribute[i].nullable);
    }
    row[a->index] = v;
    for (size_t i = 0; i < e->check_count; i++) {
        const Expr *condition = e->check[i].condition;
        if (e->check[i].attribute && e->check[i].attribute != a) {
            continue; /* it names another one alone */
        }
        EvalContext without = {.arena = c->scratch}, with = {.arena = c->scratch, .row = row};
        if (condition && !e->check[i].relation && eval_check(&with, condition) == VERDICT_FAILS &&
            eval_check(&without, condition) != VERDICT_FAILS) {
            report_default(c, a, TEXT("its check rejects it"), condition->span);
        }
    }
}

void rule_defaults_satisfy_their_checks(CheckContext *c, const Attribute *a) {
    bool inherited = a->type->named && a->fallback == a->type->named->fallback;
    if (!a->fallback || inherited || a->fallback->kind == EXPR_POISON) {
        return;
    }
    EvalContext context = {.arena = c->scratch};
    Value v = value_store(c->scratch, eval(&context, a->fallback), a->type);
    if (v.kind == VALUE_ERROR) {
        report_default(c, a, text_copy(c->diags->arena, v.why), (Span){0});
    } else if (value_is_known(v)) {
        try_default(c, a, v);
    }
}

/* ---- examples: TN012 ---- */

typedef struct ExampleSearch {
    CheckContext *check;
    const NamedType *type;
    const SynText *example;
    Value value;
} ExampleSearch;

static void report_example(const ExampleSearch *s, Text why, Span rule) {
    Arena *a = s->check->diags->arena;
    Diag *d = rule_report(s->check, NULL, DIAG_INVALID_VALUE, s->example->span,
                          text_format(a, "the example `%.*s`", TEXT_ARG(s->example->text)),
                          text_format(a, "`%.*s`", TEXT_ARG(sym_text(s->type->name))), why);
    diag_note(s->check->diags, d, rule, TEXT("by this rule"));
    diag_help(d, TEXT("correct the example, or the rule"));
}

/* The pattern of `matches(value, '…')` or its `not`; else NULL. */
static const Expr *pattern_of(const Expr *part) {
    const Expr *call = part->kind == EXPR_NOT ? part->operand : part;
    bool is = call->kind == EXPR_CALL && call->call.function == FUNCTION_MATCHES &&
              call->call.argument.count == 2 && call->call.argument.at[1]->kind == EXPR_STRING;
    return is ? call->call.argument.at[1] : NULL;
}

/* PART must hold for the check to hold. */
static void try_example(void *context, const Expr *part) {
    const ExampleSearch *s = context;
    EvalContext c = {.arena = s->check->scratch, .value = &s->value};
    Value v = eval(&c, part);
    const Expr *pattern = pattern_of(part);
    Span rule = pattern ? pattern->span : part->span;
    if (v.kind == VALUE_ERROR) {
        report_example(s, text_copy(s->check->diags->arena, v.why), rule);
    } else if (v.kind == VALUE_BOOLEAN && !v.boolean) {
        report_example(
            s,
            pattern ? text_format(s->check->diags->arena, "%s %.*s",
                                  part->kind == EXPR_NOT ? "it matches" : "it does not match",
                                  TEXT_ARG(words_of_pattern(s->check->diags->arena, pattern->text)))
                    : TEXT("its check does not hold"),
            rule);
    }
}

void rule_examples_satisfy_their_type(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        const NamedType *type = &c->schema->named_type[i];
        size_t count = type->written ? type->written->examples.count : 0;
        for (size_t k = 0; k < count; k++) {
            const SynText *example = &type->written->examples.at[k];
            ExampleSearch s = {c, type, example,
                               value_parse(c->scratch, &type->type, example->text)};
            if (s.value.kind == VALUE_ERROR) {
                report_example(&s, text_copy(c->diags->arena, s.value.why),
                               type->written->type->span);
            } else if (type->check) {
                condition_visit_parts(type->check, try_example, &s);
            }
        }
    }
}
