/* Facts: collects the dependencies that the declarations of an entity imply, and computes closures under
 * them. Takes a const schema; keeps nothing but what it puts into the arena. Judges nothing: that is the
 * rules' part. */
#include "compiler/check/facts.h"

#include "compiler/base/buffer.h"
#include "compiler/base/vec.h"
#include "compiler/check/condition.h"

/* ---- collecting ---- */

typedef struct Collector {
    Arena *arena;
    EntityFacts *facts;
    size_t capacity;
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

static FactDependency *add(Collector *c, FactOrigin origin, Span span) {
    EntityFacts *f = c->facts;
    vec_reserve_one(c->arena, (void **)&f->dependency, &f->dependency_count, &c->capacity,
                    sizeof *f->dependency);
    FactDependency *d = &f->dependency[f->dependency_count++];
    *d = (FactDependency){.origin = origin, .span = span};
    return d;
}

/* Keys with a condition or a part that may be null tell only some rows apart: they decide nothing. */
static void collect_keys(Collector *c) {
    const Entity *e = c->facts->entity;
    if (e->key_count == 0) {
        return;
    }
    Bitset all = bitset_make(c->arena, e->attribute_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        bitset_add(all, i);
    }
    c->facts->candidate = arena_array(c->arena, const Key *, e->key_count);
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *key = &e->key[i];
        if (key_is_candidate(key)) {
            c->facts->candidate[c->facts->candidate_count++] = key;
            FactOrigin origin = key->kind == KEY_PRIMARY ? FACT_PRIMARY_KEY : FACT_UNIQUE;
            FactDependency *d = add(c, origin, key->span);
            d->from = facts_set(c->arena, c->facts, key->attribute, key->attribute_count);
            d->to = all;
        }
    }
}

static void collect_generated(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        if (attribute->generated && attribute->generated->kind != EXPR_POISON) {
            FactDependency *d = add(c, FACT_GENERATED, attribute->span);
            d->from = bitset_make(c->arena, e->attribute_count);
            expr_add_attributes(attribute->generated, d->from);
            d->to = facts_set(c->arena, c->facts, &attribute, 1);
        }
    }
}

/* A check holds for null too, so only an attribute that is never null is held constant by it. */
static void collect_constant(void *context, const Expr *part) {
    Collector *c = context;
    const Expr *literal;
    const Attribute *attribute = condition_constant(part, &literal);
    if (attribute && !attribute->nullable) {
        FactDependency *d = add(c, FACT_CONSTANT_CHECK, c->span);
        d->from = bitset_make(c->arena, width(c->facts));
        d->to = facts_set(c->arena, c->facts, &attribute, 1);
    }
}

static void collect_constants(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->check_count; i++) {
        c->span = e->check[i].span;
        condition_visit_parts(e->check[i].condition, collect_constant, c);
    }
}

static void collect_declared(Collector *c) {
    const Entity *e = c->facts->entity;
    for (size_t i = 0; i < e->dependency_count; i++) {
        const Dependency *declared = &e->dependency[i];
        FactDependency *d = add(c, FACT_DECLARED, declared->span);
        d->from = facts_set(c->arena, c->facts, declared->from, declared->from_count);
        d->to = facts_set(c->arena, c->facts, declared->to, declared->to_count);
        d->multivalued = declared->multivalued;
    }
}

Facts *facts_derive(Arena *a, const Schema *s) {
    Facts *facts = arena_new(a, Facts);
    facts->schema = s;
    facts->entity = arena_array(a, EntityFacts, s->entity_count);
    for (size_t i = 0; i < s->entity_count; i++) {
        facts->entity[i].entity = s->entity[i];
        Collector c = {.arena = a, .facts = &facts->entity[i]};
        collect_keys(&c);
        collect_generated(&c);
        collect_constants(&c);
        collect_declared(&c);
    }
    return facts;
}

/* ---- closures ---- */

/* A closure under way. `fired` lists the dependencies that added something, in order; `by` tells for an
 * added attribute which one it was. */
typedef struct Closure {
    const EntityFacts *facts;
    Bitset set;
    uint32_t *by, *fired;
    size_t fired_count;
} Closure;

/* Adds what DEPENDENCY decides; gives whether that was anything new. */
static bool fire(Closure *c, size_t dependency) {
    const FactDependency *d = &c->facts->dependency[dependency];
    if (bitset_subset(d->to, c->set)) {
        return false;
    }
    for (size_t i = bitset_next(d->to, 0); i != SIZE_MAX; i = bitset_next(d->to, i + 1)) {
        if (!bitset_has(c->set, i)) {
            bitset_add(c->set, i);
            c->by[i] = (uint32_t)dependency;
        }
    }
    c->fired[c->fired_count++] = (uint32_t)dependency;
    return true;
}

static void close_by_sweeping(Closure *c) {
    bool grown = true;
    while (grown) {
        grown = false;
        for (size_t i = 0; i < c->facts->dependency_count; i++) {
            const FactDependency *d = &c->facts->dependency[i];
            if (!d->multivalued && bitset_subset(d->from, c->set)) {
                grown |= fire(c, i);
            }
        }
    }
}

/* Beeri and Bernstein: each dependency counts what is missing on its left; each attribute knows the
 * dependencies that wait for it. `waiting` of attribute i is wait[first[i]] to wait[first[i + 1]]. */
static void close_by_counting(Arena *a, Closure *c) {
    const EntityFacts *f = c->facts;
    size_t n = width(f);
    uint32_t *missing = arena_array(a, uint32_t, f->dependency_count);
    uint32_t *first = arena_array(a, uint32_t, n + 2);
    for (size_t i = 0; i < f->dependency_count; i++) {
        Bitset from = f->dependency[i].from;
        for (size_t k = bitset_next(from, 0); k != SIZE_MAX; k = bitset_next(from, k + 1)) {
            missing[i]++;
            first[k + 2]++;
        }
    }
    for (size_t i = 2; i <= n + 1; i++) {
        first[i] += first[i - 1];
    }
    uint32_t *wait = arena_array(a, uint32_t, first[n + 1]);
    for (size_t i = 0; i < f->dependency_count; i++) {
        Bitset from = f->dependency[i].from;
        for (size_t k = bitset_next(from, 0); k != SIZE_MAX; k = bitset_next(from, k + 1)) {
            wait[first[k + 1]++] = (uint32_t)i;
        }
    }

    uint32_t *queue = arena_array(a, uint32_t, n);
    size_t queued = 0;
    for (size_t i = bitset_next(c->set, 0); i != SIZE_MAX; i = bitset_next(c->set, i + 1)) {
        queue[queued++] = (uint32_t)i;
    }
    size_t fired = c->fired_count;
    for (size_t i = 0; i < f->dependency_count; i++) {
        if (missing[i] == 0 && !f->dependency[i].multivalued) {
            fire(c, i);
        }
    }
    for (size_t done = 0;;) {
        for (; fired < c->fired_count; fired++) {
            Bitset to = f->dependency[c->fired[fired]].to;
            for (size_t k = bitset_next(to, 0); k != SIZE_MAX; k = bitset_next(to, k + 1)) {
                if (c->by[k] == c->fired[fired]) {
                    queue[queued++] = (uint32_t)k;
                }
            }
        }
        if (done == queued) {
            return;
        }
        uint32_t attribute = queue[done++];
        for (uint32_t k = first[attribute]; k < first[attribute + 1]; k++) {
            if (--missing[wait[k]] == 0 && !f->dependency[wait[k]].multivalued) {
                fire(c, wait[k]);
            }
        }
    }
}

/* No dependency added it: it was there from the start. */
static const uint32_t GIVEN = UINT32_MAX;

/* Below this number of dependencies, sweeping over them is faster than counting. */
enum { SWEEP_LIMIT = 8 };

static Closure close_set(Arena *a, const EntityFacts *f, Bitset x) {
    Closure c = {
        .facts = f,
        .set = bitset_copy(a, x),
        .by = arena_array(a, uint32_t, width(f)),
        .fired = arena_array(a, uint32_t, f->dependency_count),
    };
    for (size_t i = 0; i < width(f); i++) {
        c.by[i] = GIVEN;
    }
    if (f->dependency_count <= SWEEP_LIMIT) {
        close_by_sweeping(&c);
    } else {
        close_by_counting(a, &c);
    }
    return c;
}

Bitset facts_closure(Arena *a, const EntityFacts *f, Bitset x) {
    return close_set(a, f, x).set;
}

const FactDependency *facts_decider(Arena *a, const EntityFacts *f, Bitset x,
                                    const Attribute *attribute) {
    uint32_t by = close_set(a, f, x).by[attribute->index];
    return by == GIVEN ? NULL : &f->dependency[by];
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

/* Of what was fired, only what leads to the attribute: walked backwards, since whatever a dependency
 * needed was added before it fired. */
Text facts_proof(Arena *a, const EntityFacts *f, Bitset x, const Attribute *attribute) {
    Closure c = close_set(a, f, x);
    Bitset wanted = bitset_make(a, width(f));
    bitset_add(wanted, attribute->index);
    Bitset *added = arena_array(a, Bitset, c.fired_count);
    for (size_t i = c.fired_count; i-- > 0;) {
        const FactDependency *d = &f->dependency[c.fired[i]];
        added[i] = bitset_make(a, width(f));
        for (size_t k = bitset_next(d->to, 0); k != SIZE_MAX; k = bitset_next(d->to, k + 1)) {
            if (c.by[k] == c.fired[i] && bitset_has(wanted, k)) {
                bitset_add(added[i], k);
            }
        }
        if (bitset_next(added[i], 0) != SIZE_MAX) {
            bitset_unite(wanted, d->from);
        }
    }

    Buffer out = {0};
    for (size_t i = 0; i < c.fired_count; i++) {
        if (bitset_next(added[i], 0) != SIZE_MAX) {
            buffer_add_c(&out, out.size ? "; " : "");
            add_names(&out, f, f->dependency[c.fired[i]].from, "`");
            buffer_add_c(&out, bitset_next(f->dependency[c.fired[i]].from, 0) == SIZE_MAX
                                   ? "a check fixes "
                                   : " -> ");
            add_names(&out, f, added[i], "`");
        }
    }
    Text proof = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return proof;
}

static const char *const origin_words[] = {
    [FACT_PRIMARY_KEY] = "primary key", [FACT_UNIQUE] = "unique",
    [FACT_DECLARED] = "declared",       [FACT_GENERATED] = "generated",
    [FACT_CONSTANT_CHECK] = "constant",
};

static void dump_dependency(Buffer *out, const EntityFacts *f, const FactDependency *d) {
    buffer_format(out, "  %s ", origin_words[d->origin]);
    buffer_add_c(out, "{");
    add_names(out, f, d->from, "");
    buffer_add_c(out, d->multivalued ? "} ->> " : "} -> ");
    if (d->origin == FACT_PRIMARY_KEY || d->origin == FACT_UNIQUE) {
        buffer_add_c(out, "all");
    } else {
        buffer_add_c(out, "{");
        add_names(out, f, d->to, "");
        buffer_add_c(out, "}");
    }
    buffer_add_c(out, "\n");
}

void facts_dump(Buffer *out, const Facts *f) {
    for (size_t i = 0; i < f->schema->entity_count; i++) {
        const EntityFacts *entity = &f->entity[i];
        buffer_format(out, "facts %.*s\n", TEXT_ARG(sym_text(entity->entity->name)));
        for (size_t k = 0; k < entity->dependency_count; k++) {
            dump_dependency(out, entity, &entity->dependency[k]);
        }
    }
}
