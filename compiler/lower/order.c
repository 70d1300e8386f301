/* Order: in which tables are made, so that a foreign key finds its table. Tables that refer to each
 * other in a cycle stand together, as declared; the keys between them that point forward become steps
 * of their own.
 *
 * Source: Tarjan 1972, strongly connected components, without recursion. A component is finished after
 * all that it refers to, so the order of finishing is the order of making. Walking the entities and
 * their relations as declared keeps the order stable: a table moves only before one that needs it. */
#include "compiler/lower/lowering.h"

#include <stdlib.h>

/* The tables that an entity refers to, as numbers: arms of polymorphic relations count each. */
typedef struct Reference {
    uint32_t first, count; /* in Order.target */
} Reference;

typedef struct Frame {
    uint32_t entity, next; /* the next of its references to look at */
} Frame;

typedef struct Order {
    Lowering *l;
    Reference *reference; /* by entity number */
    VEC(uint32_t) target;
    uint32_t *index, *low; /* 0: not seen yet */
    bool *open;            /* in `component`, which is not finished */
    uint32_t *component;   /* stack */
    size_t open_count;
    Frame *frame; /* stack */
    size_t depth;
    uint32_t seen;
    const Entity **made;
    size_t made_count;
} Order;

static void add_target(Order *o, const Relation *r) {
    if (r->kind == RELATION_ONE && r->target) {
        *vec_push(o->l->scratch, &o->target) = r->target->number;
    }
}

static void collect_references(Order *o) {
    for (size_t i = 0; i < o->l->schema->entity_count; i++) {
        const Entity *e = o->l->schema->entity[i];
        uint32_t first = (uint32_t)o->target.count;
        for (size_t k = 0; k < e->relation_count; k++) {
            const Relation *r = e->relation[k];
            add_target(o, r);
            for (size_t arm = 0; r->kind == RELATION_ONE_OF && arm < r->arm_count; arm++) {
                add_target(o, r->arm[arm]);
            }
        }
        o->reference[i] = (Reference){first, (uint32_t)o->target.count - first};
    }
}

static void enter(Order *o, uint32_t entity) {
    o->index[entity] = o->low[entity] = ++o->seen;
    o->open[entity] = true;
    o->component[o->open_count++] = entity;
    o->frame[o->depth++] = (Frame){entity, 0};
}

static int by_number(const void *left, const void *right) {
    uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
    return l < r ? -1 : l > r;
}

/* Takes the component of ROOT off the stack and makes its tables, as declared. */
static void finish_component(Order *o, uint32_t root) {
    size_t start = o->open_count;
    do {
        o->open[o->component[--start]] = false;
    } while (o->component[start] != root);
    qsort(&o->component[start], o->open_count - start, sizeof *o->component, by_number);
    for (size_t i = start; i < o->open_count; i++) {
        o->l->position[o->component[i]] = (uint32_t)o->made_count;
        o->made[o->made_count++] = o->l->schema->entity[o->component[i]];
    }
    o->open_count = start;
}

static void leave(Order *o, uint32_t entity) {
    o->depth--;
    if (o->low[entity] == o->index[entity]) {
        finish_component(o, entity);
    }
    if (o->depth) {
        uint32_t above = o->frame[o->depth - 1].entity;
        if (o->low[entity] < o->low[above]) {
            o->low[above] = o->low[entity];
        }
    }
}

static void walk_from(Order *o, uint32_t start) {
    enter(o, start);
    while (o->depth) {
        Frame *frame = &o->frame[o->depth - 1];
        uint32_t entity = frame->entity;
        if (frame->next == o->reference[entity].count) {
            leave(o, entity);
            continue;
        }
        uint32_t target = o->target.at[o->reference[entity].first + frame->next++];
        if (!o->index[target]) {
            enter(o, target);
        } else if (o->open[target] && o->index[target] < o->low[entity]) {
            o->low[entity] = o->index[target];
        }
    }
}

const Entity **order_entities(Lowering *l) {
    size_t count = l->schema->entity_count;
    Order o = {.l = l};
    o.reference = arena_array(l->scratch, Reference, count);
    o.index = arena_array(l->scratch, uint32_t, count);
    o.low = arena_array(l->scratch, uint32_t, count);
    o.open = arena_array(l->scratch, bool, count);
    o.component = arena_array(l->scratch, uint32_t, count);
    o.frame = arena_array(l->scratch, Frame, count);
    o.made = arena_array(l->scratch, const Entity *, count);
    l->position = arena_array(l->scratch, uint32_t, count);
    collect_references(&o);
    for (uint32_t i = 0; i < count; i++) {
        if (!o.index[i]) {
            walk_from(&o, i);
        }
    }
    return o.made;
}
