/* TN012 for patterns: each regular expression of the model is compiled once and judged once. */
#include "compiler/base/lookup.h"
#include "compiler/check/rules.h"
#include "compiler/eval/pattern.h"

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

Text words_of_pattern(Arena *a, Text regex) {
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
        words_of_pattern(a, literal->text),
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
