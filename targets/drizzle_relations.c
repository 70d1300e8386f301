/* Drizzle's relations: takes the relations of an entity and those that lead to it, gives what
 * `relations(table, …)` is told. A relation from many to many leads to the rows of its junction; a tagged one,
 * which no foreign key guards, has no words here. */
#include "targets/drizzle.h"

typedef struct Members {
    Drizzle *d;
    DrizzleTable *table;
    TsNode *object;
    bool one, many; /* which of the two helpers are used */
} Members;

static const PlanTable *table_of(const Drizzle *d, const Entity *e) {
    return e ? plan_table(d->plan, e) : NULL;
}

/* How many of E's foreign keys lead to TARGET. */
static size_t count_links(const Entity *e, const Entity *target) {
    size_t count = 0;
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        count += relation->kind == RELATION_ONE && relation->target == target;
        for (size_t k = 0; relation->kind == RELATION_ONE_OF && k < relation->arm_count; k++) {
            count += relation->arm[k]->target == target;
        }
    }
    return count;
}

/* Two tables with more than one relation between them, or a table with itself, need a name for each. */
static bool needs_name(const Relation *relation) {
    const Entity *from = relation->entity, *to = relation->target;
    return from == to || count_links(from, to) + count_links(to, from) > 1;
}

static TsNode *name_of(Drizzle *d, const Relation *relation) {
    return drizzle_string(d, text_format(d->a, "%.*s_%.*s",
                                         TEXT_ARG(sym_text(relation->entity->table)),
                                         TEXT_ARG(sym_text(relation->name))));
}

static TsNode *columns_of(Drizzle *d, const Attribute **attribute, size_t count) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < count; i++) {
        ts_add(d->a, list, drizzle_member(d, plan_column(d->plan, attribute[i]), NULL));
    }
    return list;
}

static TsNode *add_call(Members *m, const char *helper, const PlanTable *target) {
    TsNode *call = ts_call(m->d->a, text_from(helper));
    ts_add(m->d->a, call, ts_word(m->d->a, drizzle_table(m->d, target)->name));
    return call;
}

static void add_member(Members *m, Sym name, TsNode *call) {
    Text word = code_word(m->d->a, sym_text(name), CODE_CAMEL);
    ts_put(m->d->a, m->object, code_take(&m->table->members, word), call);
}

/* The side that holds the columns. */
static void add_forward(Members *m, const Relation *relation) {
    Drizzle *d = m->d;
    const PlanTable *target = table_of(d, relation->target);
    if (!target) {
        return;
    }
    TsNode *call = add_call(m, "one", target), *options = ts_object(d->a, true);
    if (needs_name(relation)) {
        ts_put_c(d->a, options, "relationName", name_of(d, relation));
    }
    ts_put_c(d->a, options, "fields",
             columns_of(d, relation->attribute, relation->attribute_count));
    ts_put_c(d->a, options, "references",
             columns_of(d, relation->target_key->attribute, relation->attribute_count));
    ts_add(d->a, call, options);
    add_member(m, relation->name, call);
    m->one = true;
}

/* The other side of RELATION, under NAME. */
static void add_backward(Members *m, Sym name, const Relation *relation, bool many) {
    Drizzle *d = m->d;
    const PlanTable *source = table_of(d, relation->entity);
    if (!source) {
        return;
    }
    TsNode *call = add_call(m, many ? "many" : "one", source);
    if (needs_name(relation)) {
        TsNode *options = ts_object(d->a, false);
        ts_put_c(d->a, options, "relationName", name_of(d, relation));
        ts_add(d->a, call, options);
    }
    add_member(m, name, call);
    m->many = m->many || many;
    m->one = m->one || !many;
}

/* Whether Tenon made the junction: its rows then have no other name in the model. */
static bool makes_junction(const Relation *relation) {
    return relation->kind == RELATION_MANY && relation->junction->junction_of == relation;
}

static void add_relation(Members *m, const Relation *relation) {
    if (relation->kind == RELATION_ONE) {
        add_forward(m, relation);
    } else if (makes_junction(relation)) {
        add_backward(m, relation->name, relation->junction_from, true);
    }
    for (size_t i = 0; relation->kind == RELATION_ONE_OF && i < relation->arm_count; i++) {
        add_forward(m, relation->arm[i]);
    }
}

static void add_inverse(Members *m, const Inverse *inverse) {
    const Relation *relation = inverse->relation;
    if (relation->kind == RELATION_ONE && !relation->entity->junction_of) {
        add_backward(m, inverse->name, relation, inverse->many);
    } else if (makes_junction(relation)) {
        add_backward(m, inverse->name, relation->junction_to, true);
    }
}

TsNode *drizzle_relations(Drizzle *d, DrizzleTable *table) {
    const Entity *e = table->plan->entity;
    Members m = {.d = d, .table = table, .object = ts_object(d->a, true)};
    for (size_t i = 0; i < e->relation_count; i++) {
        add_relation(&m, e->relation[i]);
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        add_inverse(&m, &e->inverse[i]);
    }
    if (!m.object->part.count) {
        return NULL;
    }
    const char *head = m.one && m.many ? "({ one, many })" : m.one ? "({ one })" : "({ many })";
    TsNode *call = ts_call(d->a, TEXT("relations"));
    ts_add(d->a, call, ts_word(d->a, table->name));
    ts_add(d->a, call, ts_arrow(d->a, text_from(head), m.object));
    return call;
}
