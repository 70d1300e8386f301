/* TN3, keys: entities without one, keys with nulls, keys and rules that others imply already. What is
 * said to follow is computed from the facts, never guessed. */
#include "compiler/base/lookup.h"
#include "compiler/base/vec.h"
#include "compiler/check/closure.h"
#include "compiler/check/condition.h"
#include "compiler/check/rules.h"
#include "compiler/check/subject.h"

/* ---- TN301 ---- */

/* A key that was written but did not resolve has been reported. */
static bool key_is_left_out(const Entity *e) {
    const SynEntity *written = e->written;
    return !written || written->key.count == 0 ||
           (written->key.count == 1 && text_equal_c(sym_text(written->key.at[0].sym), "none"));
}

void rule_entities_have_a_key(CheckContext *c, const Entity *e) {
    if (e->has_primary_key || !key_is_left_out(e) ||
        c->facts->entity[e->number].candidate_count > 0) {
        return;
    }
    bool said_none = e->written && e->written->key.count > 0;
    Span span = said_none ? e->written->key.at[0].span : e->span;
    Diag *d = rule_report(c, e, DIAG_NO_KEY, span, sym_text(e->name));
    diag_label(d, TEXT("two rows can be the same in everything"));
    diag_help(d, TEXT("mark an attribute as `key`, write `key: [a, b]`, or leave `key` out to get "
                      "the conventional key"));
}

/* ---- TN303 ---- */

static void report_nullable_part(CheckContext *c, const Entity *e, const Attribute *part) {
    Arena *a = c->diags->arena;
    Span mark = NO_SPAN;
    if (part->relation && part->relation->written) {
        mark = part->relation->written->entity.optional_span;
    } else if (part->written && part->written->type) {
        mark = part->written->type->nullable_span;
    }
    Diag *d = rule_report(c, e, DIAG_NULLABLE_IDENTIFYING, span_exists(mark) ? mark : part->span,
                          word_of_attribute(part),
                          text_format(a, "the key of `%.*s`", TEXT_ARG(sym_text(e->name))));
    diag_label(d, TEXT("a row without it could not be told apart"));
    diag_note(c->diags, d, e->key[0].span, TEXT("the key"));
    diag_help(d, TEXT("databases make key columns `not null`: leave out the `?`"));
    if (span_exists(mark)) {
        diag_fix(c->diags, d, FIX_REVIEW, TEXT("remove the `?`"), mark, (Text){"", 0});
    }
}

void rule_key_parts_are_not_null(CheckContext *c, const Entity *e) {
    size_t parts = e->has_primary_key ? e->key[0].attribute_count : 0;
    const Relation *reported = NULL;
    for (size_t k = 0; k < parts; k++) {
        const Attribute *part = e->key[0].attribute[k];
        bool optional = part->nullable || (part->relation && part->relation->optional);
        if (optional && (!part->relation || part->relation != reported)) {
            report_nullable_part(c, e, part);
            reported = part->relation;
        }
    }
}

/* ---- TN304 ---- */

/* The columns of one relation are all given or all null: a check sees to it. */
static bool may_be_null(const Key *key, const Attribute *part) {
    if (!part->nullable) {
        return false;
    }
    const Relation *whole = part->relation;
    for (size_t i = 0; whole && i < whole->attribute_count; i++) {
        if (condition_excludes_null(key->where, whole->attribute[i])) {
            return false;
        }
    }
    return !condition_excludes_null(key->where, part);
}

static bool is_one_relation(const Key *key) {
    const Relation *whole = key->attribute[0]->relation;
    size_t p = 0;
    while (p < key->attribute_count && whole && key->attribute[p]->relation == whole) {
        p++;
    }
    return p == key->attribute_count;
}

/* An attribute that is unique where it is given is what `?` and `unique` together say: only a set of
 * several surprises, since one null in it switches the whole rule off. */
void rule_unique_sets_hold_no_nulls(CheckContext *c, const Entity *e) {
    for (size_t k = 0; k < e->key_count; k++) {
        const Key *key = &e->key[k];
        if (key->kind != KEY_UNIQUE || key->nulls_not_distinct || key->attribute_count < 2 ||
            is_one_relation(key)) {
            continue;
        }
        const Attribute *nullable = NULL;
        for (size_t p = 0; p < key->attribute_count && !nullable; p++) {
            nullable = may_be_null(key, key->attribute[p]) ? key->attribute[p] : NULL;
        }
        if (!nullable) {
            continue;
        }
        Arena *a = c->diags->arena;
        Text name = word_of_attribute(nullable);
        Text parts = words_of_attributes(a, key->attribute, key->attribute_count);
        Diag *d = rule_report(c, e, DIAG_NULLABLE_UNIQUE, key->span,
                              text_format(a, "the set (%.*s)", TEXT_ARG(parts)));
        diag_label(d, text_format(a, "rows whose `%.*s` is null are never equal", TEXT_ARG(name)));
        diag_note(c->diags, d, nullable->span,
                  text_format(a, "`%.*s` may be null", TEXT_ARG(name)));
        diag_help(d, text_format(a,
                                 "add `nulls not distinct` if nulls count as equal, or "
                                 "`where %.*s is not null` to say that they do not",
                                 TEXT_ARG(name)));
    }
}

/* ---- TN309 and TN310 ---- */

static bool is_partition_attribute(const Entity *e, const Attribute *attribute) {
    for (size_t i = 0; i < e->partition.attribute_count; i++) {
        if (e->partition.attribute[i] == attribute) {
            return true;
        }
    }
    return false;
}

/* A key of a partitioned entity has to hold what it is partitioned by; a key that is referred to has
 * to hold what the reference holds. Both may be more than uniqueness needs. */
static bool must_stay_wide(const Survey *survey, const Entity *e, const Key *key) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        if (is_partition_attribute(e, key->attribute[i])) {
            return true;
        }
    }
    return survey_key_is_referred_to(survey, e, key);
}

static bool has_nullable_part(const Key *key) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        if (key->attribute[i]->nullable) {
            return true;
        }
    }
    return false;
}

/* Whether NARROW, whose attributes are among those of WIDE, tells apart every row that WIDE does. */
static bool covers_rows(const Key *narrow, const Key *wide) {
    if (key_is_candidate(narrow)) {
        return true;
    }
    if (!expr_same(narrow->where, wide->where)) {
        return false;
    }
    return !has_nullable_part(narrow) || narrow->nulls_not_distinct ||
           (narrow->attribute_count == wide->attribute_count && !wide->nulls_not_distinct);
}

static bool is_part_of(const Bitset *parts, const Entity *e, size_t narrow, size_t wide) {
    if (narrow == wide || !bitset_subset(parts[narrow], parts[wide])) {
        return false;
    }
    bool same = bitset_equal(parts[narrow], parts[wide]);
    return (!same || narrow < wide) && covers_rows(&e->key[narrow], &e->key[wide]);
}

void rule_keys_are_not_redundant(CheckContext *c, const Entity *e) {
    if (e->key_count < 2) {
        return;
    }
    const EntityFacts *f = &c->facts->entity[e->number];
    Arena *a = c->diags->arena;
    Bitset *parts = arena_array(c->scratch, Bitset, e->key_count);
    for (size_t i = 0; i < e->key_count; i++) {
        parts[i] = facts_set(c->scratch, f, e->key[i].attribute, e->key[i].attribute_count);
    }
    for (size_t wide = 0; wide < e->key_count; wide++) {
        if (must_stay_wide(c->survey, e, &e->key[wide])) {
            continue;
        }
        for (size_t narrow = 0; narrow < e->key_count; narrow++) {
            if (!is_part_of(parts, e, narrow, wide)) {
                continue;
            }
            Diag *d = rule_report(c, e, DIAG_REDUNDANT_KEY, e->key[wide].span,
                                  words_of_key(a, &e->key[wide]), words_of_key(a, &e->key[narrow]));
            diag_label(d, TEXT("costs an index and forbids nothing more"));
            diag_note(c->diags, d, e->key[narrow].span, TEXT("this one is enough"));
            diag_help(d, e->key[wide].kind == KEY_PRIMARY
                             ? TEXT("let the smaller one be the key")
                             : TEXT("leave it out; `indexes:` holds what only serves reading"));
            break;
        }
    }
}

/* "`zip`", "the rest (`zip`, `day`)", or "a check" that holds PART constant. */
static Text words_of_rest(CheckContext *c, const EntityFacts *f, const Key *key,
                          const Attribute *part) {
    Arena *a = c->diags->arena;
    Bitset none = bitset_make(c->scratch, f->entity->attribute_count);
    if (bitset_has(facts_closure(c->scratch, f, none), part->index)) {
        return TEXT("a check");
    }
    const Attribute **others = arena_array(c->scratch, const Attribute *, key->attribute_count);
    size_t count = 0;
    for (size_t i = 0; i < key->attribute_count; i++) {
        if (key->attribute[i] != part) {
            others[count++] = key->attribute[i];
        }
    }
    Text words = words_of_attributes(a, others, count);
    return count > 1 ? text_format(a, "the rest (%.*s)", TEXT_ARG(words)) : words;
}

static void report_extraneous(CheckContext *c, const EntityFacts *f, const Key *key, Bitset rest,
                              const Attribute *part) {
    Arena *a = c->diags->arena;
    Text name = word_of_attribute(part);
    Diag *d = rule_report(c, f->entity, DIAG_EXTRANEOUS_KEY_PART, key->span, words_of_key(a, key),
                          name, words_of_rest(c, f, key, part));
    Derivation proof = facts_prove(c->scratch, f, rest, part);
    diag_label(d, facts_proof_text(a, f, &proof));
    const FactSource *decider = &f->source[proof.arrow[proof.count - 1]];
    diag_note(c->diags, d, decider->span, facts_source_text(decider->origin));
    diag_help(d,
              text_format(a, "leave `%.*s` out of it: the rest tells rows apart", TEXT_ARG(name)));
}

/* The columns of a relation come into a key together, and not one is to be left out. */
static bool comes_with_others(const Key *key, const Attribute *part) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        if (part->relation && key->attribute[i] != part &&
            key->attribute[i]->relation == part->relation) {
            return true;
        }
    }
    return false;
}

/* The first part that the rest decides: without it, others may be needed again. */
static void check_key_parts(CheckContext *c, const EntityFacts *f, const Key *key) {
    Bitset all = facts_set(c->scratch, f, key->attribute, key->attribute_count);
    for (size_t i = 0; i < f->candidate_count; i++) {
        const Key *other = f->candidate[i];
        Bitset parts = facts_set(c->scratch, f, other->attribute, other->attribute_count);
        if (other != key && bitset_subset(parts, all)) {
            return; /* a redundant key: TN309 says more */
        }
    }
    for (size_t i = 0; i < key->attribute_count; i++) {
        const Attribute *part = key->attribute[i];
        Bitset rest = bitset_copy(c->scratch, all);
        bitset_remove(rest, part->index);
        if (!comes_with_others(key, part) &&
            bitset_has(facts_closure(c->scratch, f, rest), part->index)) {
            report_extraneous(c, f, key, rest, part);
            return;
        }
    }
}

/* Keys alone decide no part of each other that TN309 does not report. */
void rule_key_parts_are_needed(CheckContext *c, const Entity *e) {
    const EntityFacts *f = &c->facts->entity[e->number];
    if (f->theory.count == f->candidate_count) {
        return;
    }
    for (size_t i = 0; i < f->candidate_count; i++) {
        const Key *key = f->candidate[i];
        if (key->attribute_count > 1 && !must_stay_wide(c->survey, e, key)) {
            check_key_parts(c, f, key);
        }
    }
}

/* ---- TN312 ---- */

static void report_repeated_check(CheckContext *c, const Entity *e, const Check *earlier,
                                  const Check *later) {
    Arena *a = c->diags->arena;
    Text of = earlier->named
                  ? text_format(a, "the type `%.*s`", TEXT_ARG(sym_text(earlier->named->name)))
              : earlier->attribute
                  ? text_format(a, "`%.*s`", TEXT_ARG(sym_text(earlier->attribute->name)))
                  : text_format(a, "`%.*s`", TEXT_ARG(sym_text(earlier->name)));
    Diag *d = rule_report(c, e, DIAG_REDUNDANT_RULE, later->span,
                          text_format(a, "this check repeats that of %.*s", TEXT_ARG(of)));
    diag_note(c->diags, d, earlier->span, TEXT("the same condition"));
    diag_help(d, TEXT("leave one of them out"));
}

typedef struct ConstantSearch {
    CheckContext *check;
    const Entity *entity;
    const Check *at;
    const Expr **literal; /* by attribute: what an earlier check holds it to */
    const Check **earlier;
} ConstantSearch;

static void compare_constants(void *context, const Expr *part) {
    ConstantSearch *search = context;
    const Expr *literal;
    const Attribute *attribute = condition_constant(part, &literal);
    if (!attribute) {
        return;
    }
    const Expr **known = &search->literal[attribute->index];
    if (*known && !expr_same(*known, literal) && (*known)->kind == literal->kind) {
        CheckContext *c = search->check;
        Text words =
            text_format(c->diags->arena, "no value of `%.*s` satisfies both this check and another",
                        TEXT_ARG(sym_text(attribute->name)));
        Diag *d = rule_report(c, search->entity, DIAG_REDUNDANT_RULE, search->at->span, words);
        diag_note(c->diags, d, search->earlier[attribute->index]->span, TEXT("the other check"));
        diag_help(d, TEXT("join them by `or`, or leave one of them out"));
    } else if (!*known) {
        *known = literal;
        search->earlier[attribute->index] = search->at;
    }
}

static void check_checks(CheckContext *c, const Entity *e) {
    Lookup seen = {0};
    ConstantSearch search = {
        .check = c,
        .entity = e,
        .literal = arena_array(c->scratch, const Expr *, e->attribute_count),
        .earlier = arena_array(c->scratch, const Check *, e->attribute_count),
    };
    for (size_t i = 0; i < e->check_count; i++) {
        const Check *check = &e->check[i];
        if (check->relation || !check->condition) {
            continue;
        }
        uint32_t *hash = arena_new(c->scratch, uint32_t);
        *hash = expr_hash(check->condition);
        Text key = {(const char *)hash, sizeof *hash};
        const Check *earlier = lookup_put(c->scratch, &seen, key, check);
        if (earlier && expr_same(earlier->condition, check->condition)) {
            report_repeated_check(c, e, earlier, check);
        }
        search.at = check;
        condition_visit_parts(check->condition, compare_constants, &search);
    }
}

/* The first attribute that ARROW adds to its left side. */
static const Attribute *first_gained(const Entity *e, const Arrow *arrow) {
    size_t i = bitset_next(arrow->to, 0);
    while (bitset_has(arrow->from, i)) {
        i = bitset_next(arrow->to, i + 1);
    }
    return &e->attribute[i];
}

/* Multivalued ones follow within what they speak of. */
static bool follows(Arena *a, const EntityFacts *f, const Arrow *arrow) {
    if (!arrow->multivalued) {
        return bitset_subset(arrow->to, facts_closure(a, f, arrow->from));
    }
    Subject s = subject_make(a, f);
    Arrow lowered = *arrow;
    subject_lower(a, &s, arrow->from, &lowered.from);
    subject_lower(a, &s, arrow->to, &lowered.to);
    return theory_implies(a, &s.theory, &lowered);
}

/* What makes ARROW say nothing; empty when it does say something. OTHERS are the facts without it. */
static Text why_implied(Arena *a, const EntityFacts *others, const Arrow *arrow) {
    const Theory *t = &others->theory;
    Bitset both = bitset_copy(a, arrow->from);
    bitset_unite(both, arrow->to);
    if (arrow_is_trivial(arrow)) {
        return TEXT("this dependency says nothing: its right side stands on its left side");
    }
    if (arrow->multivalued && bitset_count(both) == t->width) {
        return TEXT("this dependency says nothing: its two sides are all attributes");
    }
    for (size_t i = 0; i < others->candidate_count; i++) {
        const Key *key = others->candidate[i];
        Bitset parts = facts_set(a, others, key->attribute, key->attribute_count);
        if (bitset_subset(parts, arrow->from)) {
            Text words = words_of_key(a, key);
            return text_format(a, "this dependency is known already: %.*s decides everything",
                               TEXT_ARG(words));
        }
    }
    if (!follows(a, others, arrow)) {
        return (Text){"", 0};
    }
    for (size_t i = 0; i < t->count; i++) {
        if (t->arrow[i].multivalued == arrow->multivalued &&
            bitset_equal(t->arrow[i].from, arrow->from) &&
            bitset_equal(t->arrow[i].to, arrow->to)) {
            return TEXT("this dependency is known already: it stands here twice");
        }
    }
    if (arrow->multivalued) {
        return TEXT("this dependency follows from the others");
    }
    Derivation proof = facts_prove(a, others, arrow->from, first_gained(others->entity, arrow));
    return text_format(a, "this dependency follows from the others: %.*s",
                       TEXT_ARG(facts_proof_text(a, others, &proof)));
}

/* From the last to the first, so that of two that imply each other the later one is reported. What has
 * been reported implies nothing any more. */
static void check_dependencies(CheckContext *c, const EntityFacts *f) {
    Arrow *arrow = arena_array(c->scratch, Arrow, f->theory.count);
    FactSource *source = arena_array(c->scratch, FactSource, f->theory.count);
    bool *reported = arena_array(c->scratch, bool, f->theory.count);
    for (size_t i = f->theory.count; i-- > 0;) {
        if (f->source[i].origin != FACT_DECLARED) {
            continue;
        }
        EntityFacts others = *f;
        size_t count = 0;
        for (size_t k = 0; k < f->theory.count; k++) {
            if (k != i && !reported[k]) {
                source[count] = f->source[k];
                arrow[count++] = f->theory.arrow[k];
            }
        }
        others.theory = theory_make(f->theory.width, arrow, count);
        others.source = source;
        Text why = why_implied(c->diags->arena, &others, &f->theory.arrow[i]);
        reported[i] = why.size > 0;
        if (reported[i]) {
            Diag *found = rule_report(c, f->entity, DIAG_REDUNDANT_RULE, f->source[i].span, why);
            diag_help(found, TEXT("leave it out"));
        }
    }
}

void rule_rules_say_something_new(CheckContext *c, const Entity *e) {
    if (e->check_count > 1) {
        check_checks(c, e);
    }
    if (e->dependency_count > 0) {
        check_dependencies(c, &c->facts->entity[e->number]);
    }
}
