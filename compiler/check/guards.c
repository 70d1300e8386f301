/* Guards: which dependencies are accepted with the wish that each database keep them true. Takes what was
 * written, and judges as form_rules.c does; lowering makes of it what a target has. */
#include "compiler/check/normal_form.h"
#include "compiler/check/subject.h"
#include "compiler/diag/diag.h"

static DiagId finding_of(ArrowStatus status) {
    switch (status) {
    case ARROW_BREAKS_2NF: return DIAG_PART_KEY;
    case ARROW_BREAKS_3NF: return DIAG_TRANSITIVE;
    case ARROW_BREAKS_BCNF:
    case ARROW_UNDECIDED: return DIAG_OVERLAPPING_KEYS;
    case ARROW_TRIVIAL:
    case ARROW_OK:
    case ARROW_BREAKS_4NF: break;
    }
    return DIAG_COUNT;
}

/* Whether E accepts ID with a guard, for dependencies of this FINGERPRINT. */
static bool is_guarded(const Entity *e, DiagId id, Text fingerprint) {
    for (size_t i = 0; i < e->written->accepts.count && id != DIAG_COUNT; i++) {
        const SynAccept *accept = &e->written->accepts.at[i];
        Text as_of = accept->as_of.text;
        if (accept->guard.value && diag_find(sym_text(accept->head.name.sym)) == id &&
            (!as_of.size || text_equal(as_of, fingerprint))) {
            return true;
        }
    }
    return false;
}

static bool asks_for_guards(const Entity *e) {
    bool asks = false;
    for (size_t i = 0; e->written && i < e->written->accepts.count; i++) {
        asks |= e->written->accepts.at[i].guard.value;
    }
    return asks && e->dependency_count > 0;
}

static void find_guards(Arena *a, EntityFacts *f) {
    Subject s = subject_make(a, f);
    Analysis found = analyse(a, &s.theory, &theory_limits);
    Text fingerprint = subject_fingerprint(a, &s);
    f->guard = arena_array(a, Guard, s.theory.count);
    for (size_t i = 0; i < s.theory.count; i++) {
        const FactSource *source = &f->source[s.source[i]];
        if (source->origin != FACT_DECLARED ||
            !is_guarded(f->entity, finding_of(found.status[i]), fingerprint)) {
            continue;
        }
        Guard *guard = &f->guard[f->guard_count++];
        Bitset gained = bitset_copy(a, s.theory.arrow[i].to);
        bitset_subtract(gained, s.theory.arrow[i].from);
        guard->from = subject_attributes(a, &s, s.theory.arrow[i].from, &guard->from_count);
        guard->to = subject_attributes(a, &s, gained, &guard->to_count);
        guard->span = source->span;
    }
}

void facts_find_guards(Arena *a, Facts *f) {
    for (size_t i = 0; i < f->schema->entity_count; i++) {
        if (asks_for_guards(f->entity[i].entity)) {
            find_guards(a, &f->entity[i]);
        }
    }
}
