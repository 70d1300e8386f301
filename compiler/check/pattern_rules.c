/* TN012 for patterns: each regular expression of the model is compiled once, judged once, and run over
 * the examples of the types that it guards. */
#include "compiler/base/lookup.h"
#include "compiler/check/condition.h"
#include "compiler/eval/pattern.h"
#include "compiler/check/rules.h"

/* ---- judging ---- */

typedef struct Verdict {
    bool compiles, portable;
    PatternProblem problem; /* of what does not hold */
} Verdict;

/* Of each distinct pattern once; verdicts live as long as the survey. */
static const Verdict *judge(CheckContext *c, Text regex) {
    Survey *survey = c->survey;
    const Verdict *known = lookup_get(&survey->verdicts, regex);
    if (known) {
        return known;
    }
    Verdict *verdict = arena_new(survey->arena, Verdict);
    verdict->compiles = pattern_compile(c->scratch, regex, &verdict->problem) != NULL;
    verdict->portable = verdict->compiles && pattern_is_portable(regex, &verdict->problem);
    verdict->problem.why = text_copy(c->diags->arena, verdict->problem.why);
    lookup_put(survey->arena, &survey->verdicts, regex, verdict);
    return verdict;
}

/* The place of a part of the literal; all of it where an escape keeps bytes from standing one to one. */
static Span span_within(const Sources *sources, const Expr *literal,
                        const PatternProblem *problem) {
    Text written = source_text(sources, literal->span);
    bool plain = written.size == literal->text.size + 2 && problem->start < problem->end &&
                 text_equal(text_slice(written, 1, written.size - 1), literal->text);
    if (!plain) {
        return literal->span;
    }
    uint32_t first = literal->span.start + 1;
    return span_make(first + (uint32_t)problem->start, first + (uint32_t)problem->end);
}

static Text quote_pattern(Arena *a, Text regex) {
    enum { SHOWN_BYTES = 60 };
    return regex.size <= SHOWN_BYTES ? text_format(a, "`%.*s`", TEXT_ARG(regex))
                                     : TEXT("the pattern");
}

static void check_pattern(CheckContext *c, const Entity *e, const Expr *literal) {
    const Verdict *verdict = judge(c, literal->text);
    if (verdict->compiles && verdict->portable) {
        return;
    }
    Arena *a = c->diags->arena;
    Diag *d = rule_report(
        c, e, DIAG_INVALID_VALUE, span_within(c->diags->sources, literal, &verdict->problem),
        quote_pattern(a, literal->text),
        verdict->compiles ? TEXT("portable pattern") : TEXT("pattern"), verdict->problem.why);
    if (verdict->compiles) {
        diag_help(
            d,
            TEXT("`matches` takes what PCRE2, PostgreSQL and ICU have in common; what one engine "
                 "alone knows goes into `native(…)`"));
    }
}

/* As deep as the expression, which the reader has limited. */
static void check_expression(CheckContext *c, const Entity *entity, const Expr *e) {
    if (!e) {
        return;
    }
    if (e->kind == EXPR_CALL && e->call.function == FUNCTION_MATCHES &&
        e->call.argument.count == 2 && e->call.argument.at[1]->kind == EXPR_STRING) {
        check_pattern(c, entity, e->call.argument.at[1]);
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        check_expression(c, entity, child);
    }
}

void rule_entities_have_portable_patterns(CheckContext *c, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        check_expression(c, e, e->attribute[i].fallback);
        check_expression(c, e, e->attribute[i].generated);
    }
    for (size_t i = 0; i < e->key_count; i++) {
        check_expression(c, e, e->key[i].where);
    }
    for (size_t i = 0; i < e->check_count; i++) {
        if (!e->check[i].named) { /* a type's check is read at the type */
            check_expression(c, e, e->check[i].condition);
        }
    }
    for (size_t i = 0; i < e->index_count; i++) {
        check_expression(c, e, e->index[i].where);
        for (size_t k = 0; k < e->index[i].part_count; k++) {
            check_expression(c, e, e->index[i].part[k].expr);
        }
    }
    for (size_t i = 0; i < e->access_count; i++) {
        check_expression(c, e, e->access[i].where);
    }
    for (size_t i = 0; i < e->policy_count; i++) {
        check_expression(c, e, e->policy[i].using);
        check_expression(c, e, e->policy[i].check);
    }
}

void rule_types_have_portable_patterns(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        check_expression(c, NULL, c->schema->named_type[i].check);
    }
}

/* ---- examples ---- */

typedef struct ExampleSearch {
    CheckContext *check;
    const NamedType *type;
} ExampleSearch;

static void report_example(CheckContext *c, const NamedType *type, const SynText *example, Text why,
                           Span rule) {
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, NULL, DIAG_INVALID_VALUE, example->span,
                          text_format(a, "the example `%.*s`", TEXT_ARG(example->text)),
                          text_format(a, "`%.*s`", TEXT_ARG(sym_text(type->name))), why);
    diag_note(c->diags, d, rule, TEXT("by this rule"));
    diag_help(d, TEXT("correct the example, or the rule"));
}

/* PART is a condition that must hold for the check to hold: `matches(value, '…')`, or its `not`. */
static void try_examples(void *context, const Expr *part) {
    ExampleSearch *search = context;
    CheckContext *c = search->check;
    bool negated = part->kind == EXPR_NOT;
    const Expr *call = negated ? part->operand : part;
    if (call->kind != EXPR_CALL || call->call.function != FUNCTION_MATCHES ||
        call->call.argument.count != 2 || call->call.argument.at[0]->kind != EXPR_VALUE ||
        call->call.argument.at[1]->kind != EXPR_STRING) {
        return;
    }
    const Expr *literal = call->call.argument.at[1];
    PatternProblem problem;
    const Pattern *pattern = pattern_compile(c->scratch, literal->text, &problem);
    const SynTexts *examples = &search->type->written->examples;
    Arena *a = c->diags->arena;
    for (size_t i = 0; pattern && i < examples->count; i++) {
        PatternMatch match = pattern_match(c->scratch, pattern, examples->at[i].text);
        if (match == PATTERN_GAVE_UP) {
            report_example(c, search->type, &examples->at[i],
                           TEXT("the pattern takes too many steps over it"), literal->span);
        } else if ((match == PATTERN_MATCH) == negated) {
            report_example(c, search->type, &examples->at[i],
                           text_format(a, "%s %.*s", negated ? "it matches" : "it does not match",
                                       TEXT_ARG(quote_pattern(a, literal->text))),
                           literal->span);
        }
    }
}

static void measure_examples(CheckContext *c, const NamedType *type) {
    const SynTexts *examples = &type->written->examples;
    bool limited = type->type.kind == TYPE_STRING || type->type.kind == TYPE_CHAR;
    for (size_t i = 0; limited && i < examples->count; i++) {
        if (text_count_code_points(examples->at[i].text) > type->type.length) {
            report_example(
                c, type, &examples->at[i],
                text_format(c->diags->arena, "it is longer than %u characters", type->type.length),
                type->written->type->span);
        }
    }
}

void rule_examples_satisfy_their_type(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        const NamedType *type = &c->schema->named_type[i];
        if (type->written && type->written->examples.count > 0) {
            ExampleSearch search = {.check = c, .type = type};
            measure_examples(c, type);
            if (type->check) {
                condition_visit_parts(type->check, try_examples, &search);
            }
        }
    }
}
