/* Facts: collects the dependencies that the declarations of an entity imply. Takes a const schema; keeps
 * nothing but what it puts into the arena. Judges nothing: that is the rules' part. */
#include "compiler/check/facts.h"

#include "compiler/base/buffer.h"
#include "compiler/base/vec.h"
#include "compiler/check/closure.h"
#include "compiler/check/condition.h"

/* ---- collecting ---- */

typedef struct Collector {
    Arena *arena;
    EntityFacts *facts;
    VEC(Arrow) arrows;
    VEC(FactSource) sources;
    Span span; /* of the check being taken apart */
} Collector;

static size_t width(const EntityFacts *f) {
    return f->entity->attribute_count;
}

Bitset facts_set(Arena *a, const EntityFacts *f, const Attribute *const *attribute, size_t count) {
    Bitset set = bitset_make(a, width(f));
    for (size_t i = 0; i < count; i++) {
        bitset_add(set, attribute[i]->index);
    }
    return set;
}

static void add(Collector *c, FactOrigin origin, Span span, Arrow arrow) {
    *vec_push(c->arena, &c->arrows) = arrow;
    *vec_push(c->arena, &c->sources) = (FactSource){origin, span};
}

/* Whether K is the columns of a unique relation. */
static bool is_one_to_one(const Entity *e, const Key *k) {
    const Relation *r = k->attribute[0]->relation;
    if (k->kind == KEY_PRIMARY || !r || !r->unique || r->attribute_count != k->attribute_count) {
        return false;
    }
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i]->entity != e || k->attribute[i]->relation != r) {
            return false;
        }
    }
    return true;
}

static void collect_keys(Collector *c) {
    const Entity *e = c->facts->entity;
    if (e->key_count == 0) {
        return;
    }
    Bitset all = bitset_full(c->arena, e->attribute_count);
    c->facts->candidate = arena_array(c->arena, const Key *, e->key_count);
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *key = &e->key[i];
        if (key_is_candidate(key)) {
            c->facts->candidate[c->facts->candidate_count++] = key;
            FactOrigin origin = key->kind == KEY_PRIMARY ? FACT_PRIMARY_KEY
                                : is_one_to_one(e, key)  ? FACT_ONE_TO_ONE
                                                         : FACT_UNIQUE;
            Bitset from = facts_set(c->arena, c->facts, key->attribute, key->attribute_count);
            add(c, origin, key->span, (Arrow){.from = from, .to = all});
        }
    }
}

static void collect_generated(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        if (attribute->generated && attribute->generated->kind != EXPR_POISON) {
            Bitset from = bitset_make(c->arena, e->attribute_count);
            expr_add_attributes(attribute->generated, from);
            Bitset to = facts_set(c->arena, c->facts, &attribute, 1);
            add(c, FACT_GENERATED, attribute->span, (Arrow){.from = from, .to = to});
        }
    }
}

/* A check holds for null too, so only an attribute that is never null is held constant by it. */
static void collect_constant(void *context, const Expr *part) {
    Collector *c = context;
    const Expr *literal;
    const Attribute *attribute = condition_constant(part, &literal);
    if (attribute && !attribute->nullable) {
        Bitset none = bitset_make(c->arena, width(c->facts));
        Bitset to = facts_set(c->arena, c->facts, &attribute, 1);
        add(c, FACT_CONSTANT_CHECK, c->span, (Arrow){.from = none, .to = to});
    }
}

static void collect_constants(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->check_count; i++) {
        c->span = e->check[i].span;
        condition_visit_parts(e->check[i].condition, collect_constant, c);
    }
}

/* A reference whose columns may be null is not checked while one of them is. */
static bool is_always_checked(const Relation *r) {
    for (size_t i = 0; i < r->attribute_count; i++) {
        if (r->attribute[i]->nullable) {
            return false;
        }
    }
    return true;
}

/* The columns of R that refer to KEY's attributes; an empty set when R refers to only some of them. */
static Bitset columns_for(Collector *c, const Relation *r, const Key *key) {
    Bitset columns = bitset_make(c->arena, width(c->facts));
    for (size_t i = 0; i < key->attribute_count; i++) {
        size_t k = 0;
        while (k < r->attribute_count && r->target_key->attribute[k] != key->attribute[i]) {
            k++;
        }
        if (k == r->attribute_count) {
            return bitset_make(c->arena, width(c->facts));
        }
        bitset_add(columns, r->attribute[k]->index);
    }
    return columns;
}

/* (tenant, user) refers to a user, whom its id alone tells apart: so user -> tenant. */
static void collect_reference(Collector *c, const Relation *r) {
    if (r->attribute_count < 2 || !r->target || !r->target_key || !is_always_checked(r)) {
        return;
    }
    Bitset whole = facts_set(c->arena, c->facts, r->attribute, r->attribute_count);
    for (size_t i = 0; i < r->target->key_count; i++) {
        const Key *key = &r->target->key[i];
        if (key->attribute_count < r->attribute_count && key_is_candidate(key)) {
            Bitset from = columns_for(c, r, key);
            if (!bitset_is_empty(from)) {
                add(c, FACT_REFERENCE, r->span, (Arrow){.from = from, .to = whole});
            }
        }
    }
}

static void collect_references(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->relation_count; i++) {
        if (e->relation[i]->kind == RELATION_ONE) {
            collect_reference(c, e->relation[i]);
        }
    }
}

static void collect_declared(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->dependency_count; i++) {
        const Dependency *declared = &e->dependency[i];
        add(c, FACT_DECLARED, declared->span,
            (Arrow){facts_set(c->arena, c->facts, declared->from, declared->from_count),
                    facts_set(c->arena, c->facts, declared->to, declared->to_count),
                    declared->multivalued});
    }
}

bool attribute_is_conventional(const Attribute *a) {
    switch (a->origin) {
    case ATTRIBUTE_KEY_CONVENTION:
    case ATTRIBUTE_CREATED_AT:
    case ATTRIBUTE_UPDATED_AT:
    case ATTRIBUTE_DELETED_AT:
    case ATTRIBUTE_AUDIT: return true;
    case ATTRIBUTE_DECLARED:
    case ATTRIBUTE_RELATION:
    case ATTRIBUTE_TAG: return false;
    }
    return false;
}

static bool has_conventional(const Entity *e) {
    size_t i = 0;
    while (i < e->attribute_count && !attribute_is_conventional(&e->attribute[i])) {
        i++;
    }
    return i < e->attribute_count;
}

Facts *facts_derive(Arena *a, const Schema *s) {
    Facts *facts = arena_new(a, Facts);
    facts->schema = s;
    facts->entity = arena_array(a, EntityFacts, s->entity_count);
    for (size_t i = 0; i < s->entity_count; i++) {
        EntityFacts *f = &facts->entity[i];
        f->entity = s->entity[i];
        Collector c = {.arena = a, .facts = f};
        collect_keys(&c);
        collect_generated(&c);
        collect_constants(&c);
        collect_references(&c);
        collect_declared(&c);
        f->theory = theory_make(width(f), c.arrows.at, c.arrows.count);
        f->source = c.sources.at;
        f->embedded = f->theory.mixed && has_conventional(f->entity);
    }
    return facts;
}

Bitset facts_closure(Arena *a, const EntityFacts *f, Bitset x) {
    Theory functional = f->embedded ? theory_functional(a, &f->theory) : f->theory;
    return theory_closure(a, &functional, x);
}

/* ---- proofs ---- */

/* Of what was fired, only what leads to the attribute: walked backwards, since whatever an arrow needed
 * was added before it fired. NUMBER: of the closer's arrows in F's theory. */
static Derivation walk_back(Arena *a, const Closer *c, const size_t *number, size_t attribute) {
    Bitset wanted = bitset_make(a, c->theory->width);
    bitset_add(wanted, attribute);
    size_t *arrow = arena_array(a, size_t, c->fired_count);
    size_t first = c->fired_count;
    for (size_t i = c->fired_count; i-- > 0;) {
        const Arrow *fired = &c->theory->arrow[c->fired[i]];
        bool needed = false;
        for (size_t k = bitset_next(fired->to, 0); k != SIZE_MAX && !needed;
             k = bitset_next(fired->to, k + 1)) {
            needed = c->by[k] == c->fired[i] && bitset_has(wanted, k);
        }
        if (needed) {
            bitset_unite(wanted, fired->from);
            arrow[--first] = number[c->fired[i]];
        }
    }
    return (Derivation){attribute, arrow + first, c->fired_count - first};
}

/* By both kinds: leaves out one after the other, as long as the rest is enough. */
static Derivation thin_out(Arena *a, const EntityFacts *f, Bitset x, size_t attribute) {
    size_t *left = arena_array(a, size_t, f->theory.count);
    Arrow *arrow = arena_array(a, Arrow, f->theory.count);
    size_t count = f->theory.count;
    for (size_t i = 0; i < count; i++) {
        left[i] = i;
    }
    for (size_t out = count; out-- > 0;) {
        size_t rest = 0;
        for (size_t i = 0; i < count; i++) {
            if (i != out) {
                arrow[rest++] = f->theory.arrow[left[i]];
            }
        }
        Theory t = theory_make(width(f), arrow, rest);
        if (bitset_has(theory_closure(a, &t, x), attribute)) {
            for (size_t i = out; i + 1 < count; i++) {
                left[i] = left[i + 1];
            }
            count--;
        }
    }
    return (Derivation){attribute, left, count};
}

Derivation facts_prove(Arena *a, const EntityFacts *f, Bitset x, const Attribute *attribute) {
    if (bitset_has(x, attribute->index)) {
        return (Derivation){0};
    }
    size_t *number = arena_array(a, size_t, f->theory.count);
    size_t count = 0;
    for (size_t i = 0; i < f->theory.count; i++) {
        if (!f->theory.arrow[i].multivalued) {
            number[count++] = i;
        }
    }
    Theory functional = theory_functional(a, &f->theory);
    Closer c = closer_make(a, &functional);
    closer_trace(a, &c);
    Bitset closed = bitset_copy(a, x);
    closer_close(&c, closed);
    if (bitset_has(closed, attribute->index)) {
        return walk_back(a, &c, number, attribute->index);
    }
    if (f->theory.mixed && bitset_has(facts_closure(a, f, x), attribute->index)) {
        return thin_out(a, f, x, attribute->index);
    }
    return (Derivation){0};
}

/* ---- words ---- */

static void add_names(Buffer *out, const EntityFacts *f, Bitset set, const char *quote) {
    const char *comma = "";
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        buffer_format(out, "%s%s%.*s%s", comma, quote,
                      TEXT_ARG(sym_text(f->entity->attribute[i].name)), quote);
        comma = ", ";
    }
}

static bool is_used_later(const EntityFacts *f, const Derivation *proof, size_t i,
                          size_t attribute) {
    bool used = false;
    for (size_t k = i + 1; k < proof->count && !used; k++) {
        used = bitset_has(f->theory.arrow[proof->arrow[k]].from, attribute);
    }
    return used;
}

/* Of a right side, only what was to be proved, or what a later step needs. */
static Bitset needed_of(Arena *a, const EntityFacts *f, const Derivation *proof, size_t i) {
    const Arrow *arrow = &f->theory.arrow[proof->arrow[i]];
    Bitset needed = bitset_make(a, width(f));
    for (size_t k = bitset_next(arrow->to, 0); k != SIZE_MAX; k = bitset_next(arrow->to, k + 1)) {
        if (!bitset_has(arrow->from, k) &&
            (arrow->multivalued || k == proof->attribute || is_used_later(f, proof, i, k))) {
            bitset_add(needed, k);
        }
    }
    return needed;
}

Text facts_proof_text(Arena *a, const EntityFacts *f, const Derivation *proof) {
    Buffer out = {0};
    for (size_t i = 0; i < proof->count; i++) {
        const Arrow *arrow = &f->theory.arrow[proof->arrow[i]];
        buffer_add_c(&out, i ? "; " : "");
        add_names(&out, f, arrow->from, "`");
        buffer_add_c(&out, arrow->multivalued             ? " ->> "
                           : bitset_is_empty(arrow->from) ? "a check fixes "
                                                          : " -> ");
        add_names(&out, f, needed_of(a, f, proof, i), "`");
    }
    Text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

static const struct {
    const char *dump, *note;
} origin_words[] = {
    [FACT_PRIMARY_KEY] = {"primary key", "by this key"},
    [FACT_UNIQUE] = {"unique", "by this unique set"},
    [FACT_ONE_TO_ONE] = {"one to one", "by this relation, which is unique"},
    [FACT_DECLARED] = {"declared", "by this dependency"},
    [FACT_GENERATED] = {"generated", "it is computed"},
    [FACT_CONSTANT_CHECK] = {"constant", "by this check"},
    [FACT_REFERENCE] = {"reference", "by this relation, a part of which tells the row"},
};

Text facts_source_text(FactOrigin origin) {
    return text_from(origin_words[origin].note);
}

static void dump_arrow(Buffer *out, const EntityFacts *f, size_t i) {
    const Arrow *arrow = &f->theory.arrow[i];
    FactOrigin origin = f->source[i].origin;
    buffer_format(out, "  %s {", origin_words[origin].dump);
    add_names(out, f, arrow->from, "");
    buffer_add_c(out, arrow->multivalued ? "} ->> " : "} -> ");
    if (origin <= FACT_ONE_TO_ONE) {
        buffer_add_c(out, "all");
    } else {
        buffer_add_c(out, "{");
        add_names(out, f, arrow->to, "");
        buffer_add_c(out, "}");
    }
    buffer_add_c(out, "\n");
}

/* What holds only of some rows. */
static void dump_conditional(Buffer *out, const Key *key) {
    buffer_add_c(out, "  conditional {");
    for (size_t i = 0; i < key->attribute_count; i++) {
        buffer_format(out, "%s%.*s", i ? ", " : "", TEXT_ARG(sym_text(key->attribute[i]->name)));
    }
    buffer_add_c(out, key->where ? "} -> all, of the rows of its condition\n"
                                 : "} -> all, where it is not null\n");
}

void facts_dump(Buffer *out, const Facts *f) {
    for (size_t i = 0; i < f->schema->entity_count; i++) {
        const EntityFacts *entity = &f->entity[i];
        buffer_format(out, "facts %.*s\n", TEXT_ARG(sym_text(entity->entity->name)));
        for (size_t k = 0; k < entity->theory.count; k++) {
            dump_arrow(out, entity, k);
        }
        for (size_t k = 0; k < entity->entity->key_count; k++) {
            if (!key_is_candidate(&entity->entity->key[k])) {
                dump_conditional(out, &entity->entity->key[k]);
            }
        }
    }
}
