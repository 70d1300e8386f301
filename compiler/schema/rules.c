/* Rules: defaults, generated attributes and checks.
 *
 * The checks of an entity come in this order: of its attributes (first what its type asks for, then its
 * own), of its relations (polymorphic: exactly one arm; tagged: a known entity; optional with several
 * columns: all null or none, since one null would switch the foreign key off; a self N:M: two different
 * rows), then the entries of `checks:`. A type's check is named TABLE_COLUMN_type_check, an attribute's
 * own TABLE_COLUMN_check, so that neither changes its name when the other comes or goes. */
#include "compiler/schema/resolve.h"

typedef struct CheckList {
    Resolver *r;
    EntityDraft *draft;
    Check *at;
    size_t count;
} CheckList;

static void add_check(CheckList *l, Check c) {
    l->at[l->count++] = c;
}

/* ---- attributes ---- */

static void resolve_values(Resolver *r, EntityDraft *d, Attribute *a) {
    const SynAttribute *w = a->written;
    const NamedType *named = a->type->named;
    if (w->more->generated) {
        a->generated = check_generated(r, d, w->more->generated, a);
    } else if (w->fallback) {
        a->fallback = check_default(r, d->entity, a->name, w->fallback, a->type);
    } else if (!a->fallback && named && !a->identity) {
        a->fallback = named->fallback;
    }
}

static void add_attribute_checks(CheckList *l, const Attribute *a) {
    Resolver *r = l->r;
    const Entity *e = l->draft->entity;
    const NamedType *named = a->written ? a->type->named : NULL;
    if (named && named->check) {
        add_check(l, (Check){.physical = name_of_constraint(r, e, &a, 1, "type_check"),
                             .condition = make_with_value(r->session, named->check, a),
                             .attribute = a,
                             .named = named,
                             .doc = named->doc,
                             .span = a->span});
    }
    if (a->written && a->written->check) {
        add_check(l, (Check){.physical = name_of_constraint(r, e, &a, 1, "check"),
                             .condition = check_value(r, l->draft, a->written->check, a),
                             .attribute = a,
                             .span = a->written->check->span});
    }
}

/* ---- relations ---- */

static Sym name_of_relation_check(Resolver *r, const Relation *relation) {
    return name_of_entry(r, relation->entity, relation->name, "check");
}

/* An arm of several columns counts by its first: they are null together or not at all. */
static void add_polymorphic_check(CheckList *l, const Relation *relation) {
    Resolver *r = l->r;
    const Attribute **first = arena_array(r->scratch, const Attribute *, relation->arm_count);
    for (size_t i = 0; i < relation->arm_count; i++) {
        first[i] = relation->arm[i]->attribute[0];
    }
    add_check(l, (Check){.physical = name_of_relation_check(r, relation),
                         .condition = make_exactly_one(r->session, first, relation->arm_count),
                         .relation = relation,
                         .span = relation->span});
}

static void add_tag_check(CheckList *l, const Relation *relation) {
    Resolver *r = l->r;
    Expr **name = arena_array(r->session, Expr *, relation->arm_count);
    for (size_t i = 0; i < relation->arm_count; i++) {
        name[i] = make_string(r->session, sym_text(relation->arm[i]->target->name));
    }
    const Attribute *tag = relation->attribute[0];
    add_check(l, (Check){.physical = name_of_constraint(r, relation->entity, &tag, 1, "check"),
                         .condition = make_one_of(r->session, tag, name, relation->arm_count),
                         .relation = relation,
                         .span = relation->span});
}

/* Columns that the relation made itself; with `via` the model decides. */
static void add_whole_check(CheckList *l, const Relation *relation) {
    Resolver *r = l->r;
    if (relation->kind != RELATION_ONE || relation->attribute_count < 2) {
        return;
    }
    for (size_t i = 0; i < relation->attribute_count; i++) {
        const Attribute *a = relation->attribute[i];
        if (!a->nullable || a->relation != relation) {
            return;
        }
    }
    add_check(l, (Check){.physical = name_of_relation_check(r, relation),
                         .condition = make_all_or_none(r->session, relation->attribute,
                                                       relation->attribute_count),
                         .relation = relation,
                         .span = relation->span});
}

static void add_relation_checks(CheckList *l) {
    const Entity *e = l->draft->entity;
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        add_whole_check(l, relation);
        for (size_t k = 0; k < relation->arm_count; k++) {
            add_whole_check(l, relation->arm[k]);
        }
        if (relation->kind == RELATION_ONE_OF && relation->arm_count > 0) {
            add_polymorphic_check(l, relation);
        } else if (relation->kind == RELATION_TAGGED && relation->arm_count > 0) {
            add_tag_check(l, relation);
        }
    }
    const Relation *many = e->junction_of;
    if (many && many->target == many->entity && e->relation_count == 2) {
        const Relation *from = e->relation[0], *to = e->relation[1];
        Expr *differs =
            make_differs(l->r->session, from->attribute, to->attribute, from->attribute_count);
        add_check(l, (Check){.physical = name_of_entry(l->r, e, to->name, "check"),
                             .condition = differs,
                             .relation = many,
                             .span = many->span});
    }
}

/* ---- entries ---- */

static void add_entry(CheckList *l, const SynCheck *w) {
    if (!w->check) {
        return; /* the reader has said why */
    }
    Resolver *r = l->r;
    add_check(l, (Check){.name = w->head.name.sym,
                         .physical = w->physical.sym ? w->physical.sym
                                                     : name_of_entry(r, l->draft->entity,
                                                                     w->head.name.sym, "check"),
                         .condition = check_condition(r, l->draft, w->check, "a check",
                                                      CONSTANCY_IMMUTABLE, false),
                         .doc = w->doc.text,
                         .span = w->head.name.span});
}

/* One for each relation or arm that may ask for one: all but those of one column. */
static size_t most_relation_checks(const EntityDraft *d) {
    size_t count = d->entity->junction_of ? 1 : 0;
    for (size_t i = 0; i < d->relation_count; i++) {
        const Relation *relation = d->relation[i].relation;
        count += relation->kind != RELATION_ONE || relation->attribute_count > 1;
    }
    return count;
}

static size_t most_checks(const EntityDraft *d) {
    const Entity *e = d->entity;
    size_t count = most_relation_checks(d) + (d->written ? d->written->checks.count : 0);
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        count += a->written && a->written->check;
        count += a->written && a->type->named && a->type->named->check;
    }
    return count;
}

void rules_resolve(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    if (e->origin == ENTITY_AUDIT) {
        return;
    }
    CheckList list = {r, d, arena_array(r->session, Check, most_checks(d)), 0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (e->attribute[i].written) {
            resolve_values(r, d, &e->attribute[i]);
        }
        add_attribute_checks(&list, &e->attribute[i]);
    }
    add_relation_checks(&list);
    for (size_t i = 0; d->written && i < d->written->checks.count; i++) {
        add_entry(&list, &d->written->checks.at[i]);
    }
    e->check = list.at;
    e->check_count = list.count;
}
