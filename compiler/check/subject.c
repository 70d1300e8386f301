/* Subject: chooses attributes and dependencies, and numbers them anew. */
#include "compiler/check/subject.h"

#include <stdlib.h>

#include "compiler/base/buffer.h"
#include "compiler/check/closure.h"
#include "compiler/check/cover.h"

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

static int compare_texts(const void *left, const void *right) {
    return text_compare(*(const Text *)left, *(const Text *)right);
}

static Text names_of(Arena *a, const Subject *s, Bitset set) {
    size_t count;
    const Attribute **attribute = subject_attributes(a, s, set, &count);
    Text *name = arena_array(a, Text, count);
    for (size_t i = 0; i < count; i++) {
        name[i] = sym_text(attribute[i]->name);
    }
    if (count) {
        qsort(name, count, sizeof *name, compare_texts);
    }
    Buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, name[i]);
        buffer_add_char(&out, ' ');
    }
    Text names = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return names;
}

/* Each left side with all that it decides, and each multivalued dependency; sorted, so that neither the order
 * of lines nor a line that follows from the others makes a difference. */
Text subject_fingerprint(Arena *a, const Subject *s) {
    Theory cover = cover_canonical(a, &s->theory);
    Closer c = closer_make(a, &s->theory);
    size_t count = 0;
    Text *line = arena_array(a, Text, cover.count + s->theory.count);
    for (size_t i = 0; i < cover.count; i++) {
        Bitset closed = bitset_copy(a, cover.arrow[i].from);
        closer_close(&c, closed);
        line[count++] =
            text_format(a, "%.*s> %.*s\n", TEXT_ARG(names_of(a, s, cover.arrow[i].from)),
                        TEXT_ARG(names_of(a, s, closed)));
    }
    for (size_t i = 0; i < s->theory.count; i++) {
        const Arrow *arrow = &s->theory.arrow[i];
        if (arrow->multivalued) {
            line[count++] = text_format(a, "%.*s>> %.*s\n", TEXT_ARG(names_of(a, s, arrow->from)),
                                        TEXT_ARG(names_of(a, s, arrow->to)));
        }
    }
    if (count) {
        qsort(line, count, sizeof *line, compare_texts);
    }
    Buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_add(&out, line[i]);
    }
    Text text = text_format(a, "%08x", text_hash(buffer_text(&out)));
    buffer_free(&out);
    return text;
}
