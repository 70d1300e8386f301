/* TN4, normal forms: declared dependencies whose left side is no key. Each is told with the facts that make it
 * one, and with rows that obey all rules and still let the table contradict itself. Nothing is concluded
 * from names; lines that follow from others are TN312's. */
#include "compiler/base/buffer.h"
#include "compiler/check/closure.h"
#include "compiler/check/decompose.h"
#include "compiler/check/form_example.h"
#include "compiler/check/rules.h"
#include "compiler/check/subject.h"

/* Findings of one code that come with all that is to be told; those behind them are shown only when all
 * are asked for, and have their headline alone. */
enum { DETAILED_PER_CODE = DIAG_SHOWN_PER_CODE };

typedef struct FormCheck {
    CheckContext *c;
    Subject subject;
    Analysis analysis;
    Text fingerprint;
} FormCheck;

static const Entity *entity_of(const FormCheck *f) {
    return f->subject.facts->entity;
}

/* "`zip`, `city`" */
static Text words_of_set(FormCheck *f, Bitset set) {
    size_t count;
    const Attribute **attribute = subject_attributes(f->c->scratch, &f->subject, set, &count);
    return words_of_attributes(f->c->diags->arena, attribute, count);
}

/* ---- what is told of a finding ---- */

/* The first key that holds SOME; else the first of all. */
static Bitset key_around(const FormCheck *f, Bitset some) {
    const SetList *keys = &f->analysis.keys.list;
    for (size_t i = 0; i < keys->count; i++) {
        if (bitset_subset(some, keys->at[i])) {
            return keys->at[i];
        }
    }
    return keys->at[0];
}

/* The declared key of these attributes; NULL: it only follows. */
static const Key *declared_key(FormCheck *f, Bitset set) {
    const EntityFacts *facts = f->subject.facts;
    for (size_t i = 0; i < facts->candidate_count; i++) {
        const Key *key = facts->candidate[i];
        size_t inside = 0;
        for (size_t k = 0; k < key->attribute_count; k++) {
            size_t number = f->subject.number[key->attribute[k]->index];
            inside += number != SIZE_MAX && bitset_has(set, number);
        }
        if (inside == key->attribute_count && inside == bitset_count(set)) {
            return key;
        }
    }
    return NULL;
}

static void note_key(FormCheck *f, Diag *d, Bitset set) {
    Arena *a = f->c->diags->arena;
    const Key *key = declared_key(f, set);
    if (key && span_exists(key->span)) {
        diag_note(f->c->diags, d, key->span,
                  key->kind == KEY_PRIMARY ? TEXT("the key") : TEXT("a key"));
    } else if (!key || key->kind != KEY_PRIMARY) {
        Text words = words_of_set(f, set);
        diag_note(f->c->diags, d, NO_SPAN,
                  text_format(a, "a key by what is declared: %.*s", TEXT_ARG(words)));
    } else {
        Text words = words_of_set(f, set);
        diag_note(f->c->diags, d, NO_SPAN, text_format(a, "the key is %.*s", TEXT_ARG(words)));
    }
}

/* A part of a key that leads to FROM without being it: so 2NF is broken too, by what follows. */
static void note_part_of_key(FormCheck *f, Diag *d, Bitset from) {
    CheckContext *c = f->c;
    const SetList *keys = &f->analysis.keys.list;
    for (size_t i = 0; i < keys->count && i < DETAILED_PER_CODE; i++) {
        for (size_t k = bitset_next(keys->at[i], 0); k != SIZE_MAX;
             k = bitset_next(keys->at[i], k + 1)) {
            Bitset rest = bitset_copy(c->scratch, keys->at[i]);
            bitset_remove(rest, k);
            if (!bitset_is_empty(rest) &&
                bitset_subset(from, theory_closure(c->scratch, &f->subject.theory, rest))) {
                diag_note(c->diags, d, NO_SPAN,
                          text_format(c->diags->arena,
                                      "%.*s, a part of a key, leads to %.*s: so this is a part-key "
                                      "dependency as well (2NF)",
                                      TEXT_ARG(words_of_set(f, rest)),
                                      TEXT_ARG(words_of_set(f, from))));
                return;
            }
        }
    }
}

static bool wants_details(const FormCheck *f, DiagId id) {
    return f->c->form_findings[id - DIAG_PART_KEY]++ < DETAILED_PER_CODE;
}

static const Attribute *first_of(const FormCheck *f, Bitset set) {
    return f->subject.attribute[bitset_next(set, 0)];
}

/* Two rows with the same facts, of which one can be changed alone. */
static void show_repetition(FormCheck *f, Diag *d, Bitset from, Bitset gained) {
    CheckContext *c = f->c;
    Arena *a = c->diags->arena;
    Tableau rows = witness_of_repetition(c->scratch, &f->subject.theory, from);
    Bitset told = bitset_copy(c->scratch, from);
    bitset_unite(told, gained);
    bitset_unite(told, key_around(f, from));
    DiagExample *example = form_example(a, &f->subject, &rows, told);
    const Attribute *changed = first_of(f, gained);
    if (form_example_change(a, example, changed)) {
        example->says = text_format(
            a,
            "two rows that obey every rule; nothing stops the last one's `%.*s` from becoming %.*s",
            TEXT_ARG(sym_text(changed->name)), TEXT_ARG(example->changed_to));
        d->example = example;
    }
}

/* Four rows that pair each of two facts with each of two others. */
static void show_independence(FormCheck *f, Diag *d, const Arrow *arrow) {
    CheckContext *c = f->c;
    Arena *a = c->diags->arena;
    Tableau rows = witness_of_independence(c->scratch, &f->subject.theory, arrow->from, arrow->to);
    if (rows.count == 0) {
        return;
    }
    Bitset told = bitset_full(c->scratch, f->subject.theory.width);
    DiagExample *example = form_example(a, &f->subject, &rows, told);
    example->says =
        TEXT("each pairing has to be a row; nothing stops the last from being left out");
    d->example = example;
}

/* Whether the split that mends it loses a declared rule. */
static void note_lost_rules(FormCheck *f, Diag *d) {
    CheckContext *c = f->c;
    const Theory *t = &f->subject.theory;
    Decomposition split = decompose(c->scratch, t, FORM_BCNF, &theory_limits);
    for (size_t i = 0; i < t->count; i++) {
        if (t->arrow[i].multivalued || preserves(c->scratch, t, &split.parts, &t->arrow[i])) {
            continue;
        }
        const FactSource *source = &f->subject.facts->source[f->subject.source[i]];
        Text text = TEXT("a split would lose this rule: it would need a trigger");
        if (span_exists(source->span)) {
            diag_note(c->diags, d, source->span, text);
        } else {
            diag_note(c->diags, d, NO_SPAN, TEXT("a split would lose the key"));
        }
    }
}

/* The one relation whose columns FROM is; NULL: it is something else. */
static const Relation *relation_of(FormCheck *f, Bitset from) {
    size_t count;
    const Attribute **attribute = subject_attributes(f->c->scratch, &f->subject, from, &count);
    const Relation *r = count ? attribute[0]->relation : NULL;
    bool whole = r && r->kind == RELATION_ONE && r->attribute_count == count && r->target;
    for (size_t i = 0; i < count && whole; i++) {
        whole = attribute[i]->relation == r;
    }
    return whole ? r : NULL;
}

static void help_to_split(FormCheck *f, Diag *d, Bitset from, Bitset gained) {
    Arena *a = f->c->diags->arena;
    Text name = sym_text(entity_of(f)->name), moved = words_of_set(f, gained);
    const Relation *r = relation_of(f, from);
    Text where = r ? text_format(a, "`%.*s`", TEXT_ARG(sym_text(r->target->name)))
                   : text_format(a, "an entity with the key %.*s", TEXT_ARG(words_of_set(f, from)));
    diag_help(d, text_format(a, "move %.*s to %.*s; `tenon normalise %.*s` prints the model",
                             TEXT_ARG(moved), TEXT_ARG(where), TEXT_ARG(name)));
}

/* ---- findings ---- */

static Diag *report_dependency(FormCheck *f, DiagId id, size_t i, Bitset gained) {
    const Arrow *arrow = &f->subject.theory.arrow[i];
    Span span = f->subject.facts->source[f->subject.source[i]].span;
    Diag *d = rule_report(
        f->c, entity_of(f), id, span, words_of_set(f, gained), sym_text(entity_of(f)->name),
        bitset_count(gained) == 1 ? TEXT("follows") : TEXT("follow"), words_of_set(f, arrow->from));
    d->fingerprint = f->fingerprint;
    return d;
}

static void label_closure(FormCheck *f, Diag *d, Bitset from) {
    Bitset closed = theory_closure(f->c->scratch, &f->subject.theory, from);
    bitset_subtract(closed, from);
    diag_label(d, text_format(f->c->diags->arena, "%.*s %s %.*s and nothing else",
                              TEXT_ARG(words_of_set(f, from)),
                              bitset_count(from) == 1 ? "decides" : "decide",
                              TEXT_ARG(words_of_set(f, closed))));
}

static void report_functional(FormCheck *f, DiagId id, size_t i) {
    const Arrow *arrow = &f->subject.theory.arrow[i];
    Bitset gained = bitset_copy(f->c->scratch, arrow->to);
    bitset_subtract(gained, arrow->from);
    if (id != DIAG_OVERLAPPING_KEYS) {
        bitset_subtract(gained, f->analysis.primes.prime);
    }
    Diag *d = report_dependency(f, id, i, gained);
    if (!wants_details(f, id)) {
        return;
    }
    label_closure(f, d, arrow->from);
    note_key(f, d, key_around(f, id == DIAG_OVERLAPPING_KEYS ? gained : arrow->from));
    if (id == DIAG_TRANSITIVE) {
        note_part_of_key(f, d, arrow->from);
    }
    help_to_split(f, d, arrow->from, gained);
    show_repetition(f, d, arrow->from, gained);
    if (id == DIAG_OVERLAPPING_KEYS) {
        note_lost_rules(f, d);
    }
}

static void report_multivalued(FormCheck *f, size_t i) {
    CheckContext *c = f->c;
    const Arrow *arrow = &f->subject.theory.arrow[i];
    Bitset one = bitset_copy(c->scratch, arrow->to);
    Bitset rest = bitset_full(c->scratch, f->subject.theory.width);
    bitset_subtract(one, arrow->from);
    bitset_subtract(rest, arrow->from);
    bitset_subtract(rest, one);
    Diag *d = rule_report(c, entity_of(f), DIAG_INDEPENDENT_FACTS,
                          f->subject.facts->source[f->subject.source[i]].span, words_of_set(f, one),
                          words_of_set(f, rest), sym_text(entity_of(f)->name),
                          words_of_set(f, arrow->from));
    d->fingerprint = f->fingerprint;
    diag_label(d, TEXT("each of the one stands beside each of the other, in a row of its own"));
    diag_help(d, text_format(c->diags->arena,
                             "give each of them an entity of its own; `tenon normalise %.*s` "
                             "prints the model",
                             TEXT_ARG(sym_text(entity_of(f)->name))));
    if (wants_details(f, DIAG_INDEPENDENT_FACTS)) {
        show_independence(f, d, arrow);
    }
}

static void report_bound(FormCheck *f) {
    Arena *a = f->c->diags->arena;
    const CandidateKeys *keys = &f->analysis.keys;
    FormRange form = f->analysis.form;
    Text name = sym_text(entity_of(f)->name);
    Text words = text_format(a,
                             "`%.*s` has at least %zu candidate keys: the search stopped at its "
                             "limit",
                             TEXT_ARG(name), keys->list.count);
    if (keys->bound == BOUND_EXACT) {
        words = text_format(a, "the normal form of `%.*s` is not decided", TEXT_ARG(name));
    }
    Diag *d = rule_report(f->c, entity_of(f), DIAG_ANALYSIS_BOUND, entity_of(f)->span, words);
    diag_label(d, text_format(a, "at least in %s, at most in %s", form_word(form.least),
                              form_word(form.most)));
    diag_help(d, TEXT("what is reported of it is certain; what is not may still be"));
}

/* A line that follows from the others is told by TN312. */
static bool follows_from_others(FormCheck *f, size_t i) {
    const Theory *t = &f->subject.theory;
    Arrow *others = arena_array(f->c->scratch, Arrow, t->count);
    size_t count = 0;
    for (size_t k = 0; k < t->count; k++) {
        if (k != i) {
            others[count++] = t->arrow[k];
        }
    }
    Theory rest = theory_make(t->width, others, count);
    return theory_implies(f->c->scratch, &rest, &t->arrow[i]);
}

void rule_facts_stand_with_what_decides_them(CheckContext *c, const Entity *e) {
    static const DiagId id[] = {
        [ARROW_BREAKS_4NF] = DIAG_INDEPENDENT_FACTS, [ARROW_BREAKS_BCNF] = DIAG_OVERLAPPING_KEYS,
        [ARROW_BREAKS_3NF] = DIAG_TRANSITIVE,        [ARROW_BREAKS_2NF] = DIAG_PART_KEY,
        [ARROW_UNDECIDED] = DIAG_OVERLAPPING_KEYS,
    };
    if (e->dependency_count == 0) {
        return;
    }
    FormCheck f = {.c = c, .subject = subject_make(c->scratch, &c->facts->entity[e->number])};
    const Theory *t = &f.subject.theory;
    f.analysis = analyse(c->scratch, t, &theory_limits);
    if (f.analysis.keys.bound != BOUND_EXACT || f.analysis.form.least != f.analysis.form.most) {
        report_bound(&f);
    }
    for (size_t i = 0; i < t->count; i++) {
        ArrowStatus status = f.analysis.status[i];
        bool declared = f.subject.facts->source[f.subject.source[i]].origin == FACT_DECLARED;
        if (!declared || status <= ARROW_OK || follows_from_others(&f, i)) {
            continue;
        }
        if (!f.fingerprint.size) {
            f.fingerprint = subject_fingerprint(c->diags->arena, &f.subject);
        }
        if (status == ARROW_BREAKS_4NF) {
            report_multivalued(&f, i);
        } else {
            report_functional(&f, id[status], i);
        }
    }
}
