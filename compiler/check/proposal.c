/* Proposal: from a decomposition to parts with names. */
#include "compiler/check/proposal.h"

#include "compiler/base/buffer.h"
#include "compiler/check/tokens.h"
#include "compiler/check/witness.h"

static const Entity *entity_of(const Proposal *p) {
    return p->subject.facts->entity;
}

const Attribute **proposal_key(Arena *a, const Proposal *p, size_t part, size_t *count) {
    return subject_attributes(a, &p->subject, p->part[part].keys.at[0], count);
}

/* The primary key as a set; empty when the subject does not have all of it. */
static Bitset primary_key(Arena *a, const Subject *s) {
    const Entity *e = s->facts->entity;
    Bitset set = bitset_make(a, s->theory.width);
    for (size_t i = 0; e->has_primary_key && i < e->key[0].attribute_count; i++) {
        size_t number = s->number[e->key[0].attribute[i]->index];
        if (number == SIZE_MAX) {
            return bitset_make(a, s->theory.width);
        }
        bitset_add(set, number);
    }
    return set;
}

static size_t find_main(Arena *a, const Proposal *p) {
    Bitset key = primary_key(a, &p->subject);
    for (size_t i = 0; i < p->count && !bitset_is_empty(key); i++) {
        if (bitset_subset(key, p->part[i].set)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Without a main part, one with another key of the whole has a row for each row still. */
static size_t find_heir(const Proposal *p) {
    for (size_t i = 0; i < p->count; i++) {
        for (size_t k = 0; k < p->analysis.keys.list.count; k++) {
            if (bitset_subset(p->analysis.keys.list.at[k], p->part[i].set)) {
                return i;
            }
        }
    }
    return SIZE_MAX;
}

/* The primary key first, where the part has it for a key. */
static void choose_key(Arena *a, const Proposal *p, ProposedPart *part) {
    Bitset key = primary_key(a, &p->subject);
    for (size_t i = 1; i < part->keys.count; i++) {
        if (bitset_equal(part->keys.at[i], key)) {
            part->keys.at[i] = part->keys.at[0];
            part->keys.at[0] = key;
        }
    }
}

/* The target of the one relation whose columns are PART's key and refer to its primary key. */
static const Entity *find_owner(Arena *a, const Proposal *p, size_t part) {
    size_t count;
    const Attribute **key = proposal_key(a, p, part, &count);
    const Relation *r = count ? key[0]->relation : NULL;
    if (!r || r->kind != RELATION_ONE || !r->target || !r->target_key ||
        r->attribute_count != count || r->target == entity_of(p) || r->optional ||
        r->target_key->kind != KEY_PRIMARY || !r->target->written) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (key[i]->relation != r) {
            return NULL;
        }
    }
    return r->target;
}

/* ---- names ---- */

/* `order_no` is about an order, `zip` about a zip. */
static void add_words(Buffer *out, const Attribute *attribute, bool alone) {
    static const char *const suffix[] = {"id", "no", "number", "code", "key", "name"};
    bool whole = attribute->relation && attribute->relation->attribute_count == 1;
    Tokens t;
    tokens_split(&t, sym_text(whole ? attribute->relation->name : attribute->name));
    size_t count = t.count;
    for (size_t i = 0; i < sizeof suffix / sizeof *suffix && alone; i++) {
        if (t.count > 1 && text_equal_c(tokens_last(&t), suffix[i])) {
            count = t.count - 1;
        }
    }
    for (size_t i = 0; i < count; i++) {
        char first = t.word[i].at[0];
        buffer_add_char(out, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
        buffer_add(out, text_slice(t.word[i], 1, t.word[i].size));
    }
}

static bool is_taken(const Schema *s, const Proposal *p, size_t before, Text name) {
    for (size_t i = 0; i < s->entity_count; i++) {
        if (text_equal(sym_text(s->entity[i]->name), name)) {
            return true;
        }
    }
    for (size_t i = 0; i < before; i++) {
        if (text_equal(p->part[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* From the attributes of its key; behind the entity's name where that is taken. */
static Text make_name(Arena *a, const Schema *s, const Proposal *p, size_t part) {
    size_t count;
    const Attribute **key = proposal_key(a, p, part, &count);
    Buffer words = {0};
    for (size_t i = 0; i < count; i++) {
        add_words(&words, key[i], count == 1);
    }
    Text name = text_copy(a, buffer_text(&words));
    buffer_free(&words);
    if (!name.size || is_taken(s, p, part, name)) {
        name = text_join(a, sym_text(entity_of(p)->name), name);
    }
    Text base = name;
    for (unsigned i = 2; is_taken(s, p, part, name); i++) {
        name = text_format(a, "%.*s%u", TEXT_ARG(base), i);
    }
    return name;
}

/* ---- the whole ---- */

static void find_lost(Arena *a, Proposal *p, const SetList *parts) {
    const Theory *t = &p->subject.theory;
    p->lost = arena_array(a, bool, t->count);
    for (size_t i = 0; i < t->count; i++) {
        p->lost[i] = !t->arrow[i].multivalued && !preserves(a, t, parts, &t->arrow[i]);
    }
}

Proposal proposal_make(Arena *a, const Schema *s, const EntityFacts *f, Form form,
                       const SetList *parts) {
    Proposal p = {.subject = subject_make(a, f)};
    const Theory *t = &p.subject.theory;
    p.analysis = analyse(a, t, &theory_limits);
    Decomposition made = {.bound = BOUND_EXACT};
    if (parts) {
        made.parts = *parts;
    } else if (p.analysis.form.least >= form) {
        set_list_add(a, &made.parts, bitset_full(a, t->width));
    } else {
        made = decompose(a, t, form, &theory_limits);
    }
    p.bound = made.bound;
    p.count = made.parts.count;
    p.part = arena_array(a, ProposedPart, p.count);
    for (size_t i = 0; i < p.count; i++) {
        Analysis part = analyse_part(a, t, made.parts.at[i], &theory_limits);
        p.part[i] =
            (ProposedPart){.set = made.parts.at[i], .keys = part.keys.list, .form = part.form};
        choose_key(a, &p, &p.part[i]);
    }
    p.main = find_main(a, &p);
    size_t heir = p.main == SIZE_MAX ? find_heir(&p) : p.main;
    for (size_t i = 0; i < p.count; i++) {
        if (i == heir) {
            p.part[i].name = sym_text(f->entity->name);
        } else {
            p.part[i].into = find_owner(a, &p, i);
            p.part[i].name =
                p.part[i].into ? sym_text(p.part[i].into->name) : make_name(a, s, &p, i);
        }
    }
    find_lost(a, &p, &made.parts);
    p.lossless = chase_lossless(a, t, &made.parts, &theory_limits, &p.tableau);
    return p;
}
