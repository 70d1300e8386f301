/* Subject: chooses attributes and dependencies, and numbers them anew. */
#include "compiler/check/subject.h"

#include "compiler/check/closure.h"

/* A computed attribute that a key or a declared dependency names is one like the others. */
static Bitset named_attributes(Arena *a, const EntityFacts *f) {
    Bitset named = bitset_make(a, f->theory.width);
    for (size_t i = 0; i < f->theory.count; i++) {
        if (f->source[i].origin == FACT_DECLARED) {
            bitset_unite(named, f->theory.arrow[i].from);
            bitset_unite(named, f->theory.arrow[i].to);
        } else if (f->source[i].origin <= FACT_ONE_TO_ONE) {
            bitset_unite(named, f->theory.arrow[i].from);
        }
    }
    return named;
}

static void choose_attributes(Arena *a, Subject *s) {
    const Entity *e = s->facts->entity;
    Bitset named = named_attributes(a, s->facts);
    s->attribute = arena_array(a, const Attribute *, e->attribute_count);
    s->number = arena_array(a, size_t, e->attribute_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        bool out = s->facts->theory.mixed && attribute_is_conventional(attribute);
        out = out || (attribute->generated && !bitset_has(named, i));
        s->number[i] = out ? SIZE_MAX : s->theory.width;
        if (!out) {
            s->attribute[s->theory.width++] = attribute;
        }
    }
}

bool subject_lower(Arena *a, const Subject *s, Bitset set, Bitset *lowered) {
    bool whole = true;
    *lowered = bitset_make(a, s->theory.width);
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        if (s->number[i] == SIZE_MAX) {
            whole = false;
        } else {
            bitset_add(*lowered, s->number[i]);
        }
    }
    return whole;
}

Subject subject_make(Arena *a, const EntityFacts *f) {
    Subject s = {.facts = f};
    choose_attributes(a, &s);
    Arrow *arrow = arena_array(a, Arrow, f->theory.count);
    size_t count = 0;
    s.source = arena_array(a, size_t, f->theory.count);
    for (size_t i = 0; i < f->theory.count; i++) {
        const Arrow *whole = &f->theory.arrow[i];
        FactOrigin origin = f->source[i].origin;
        bool counts = origin == FACT_DECLARED || origin <= FACT_ONE_TO_ONE;
        if (counts && subject_lower(a, &s, whole->from, &arrow[count].from)) {
            subject_lower(a, &s, whole->to, &arrow[count].to);
            arrow[count].multivalued = whole->multivalued;
            s.source[count++] = i;
        }
    }
    s.theory = theory_make(s.theory.width, arrow, count);
    return s;
}

const Attribute **subject_attributes(Arena *a, const Subject *s, Bitset set, size_t *count) {
    const Attribute **attribute = arena_array(a, const Attribute *, s->theory.width);
    *count = 0;
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        attribute[(*count)++] = s->attribute[i];
    }
    return attribute;
}

/* ---- the fingerprint ---- */

static uint32_t mix(uint32_t hash, uint32_t value) {
    return (hash ^ value) * UINT32_C(16777619);
}

/* The same for the same names in another order. */
static uint32_t hash_set(const Subject *s, Bitset set) {
    uint32_t sum = 0;
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        sum += mix(UINT32_C(2166136261), text_hash(sym_text(s->attribute[i]->name)));
    }
    return sum;
}

/* Each left side with what it decides, where that is not all, so that further attributes make no difference;
 * and each multivalued dependency. Summed up, so that the order makes none. */
Text subject_fingerprint(Arena *a, const Subject *s) {
    const Theory *t = &s->theory;
    Closer c = closer_make(a, t);
    uint32_t sum = 0;
    for (size_t i = 0; i < t->count; i++) {
        const Arrow *arrow = &t->arrow[i];
        bool repeated = false;
        for (size_t k = 0; k < i && !arrow->multivalued; k++) {
            repeated |= !t->arrow[k].multivalued && bitset_equal(t->arrow[k].from, arrow->from);
        }
        Bitset to = bitset_copy(a, arrow->multivalued ? arrow->to : arrow->from);
        if (!arrow->multivalued) {
            closer_close(&c, to);
        }
        uint32_t decided = bitset_count(to) == t->width ? 0 : hash_set(s, to);
        uint32_t line = mix(mix(arrow->multivalued, hash_set(s, arrow->from)), decided);
        sum += repeated ? 0 : mix(UINT32_C(2166136261), line);
    }
    return text_format(a, "%08x", sum);
}
