/* Inverses: the other sides of relations, as their targets see them.
 *
 * Without `as`, an inverse is named after the entity that declares the relation: `orders`, or `order`
 * when it is 1:1. Where that entity has several relations to the same target, and on a relation to
 * itself, or where the target has that name already, the relation's name stands before:
 * `customer_orders`, `parent_comments`. If that is taken too, there is no inverse; a written name that
 * is taken is an error. Written names come first, so a derived one never takes their place. */
#include "compiler/schema/resolve.h"

/* Whether a target sees this relation from its side. A polymorphic relation is seen through its arms. */
static bool has_inverse(const RelationDraft *draft) {
    return !draft->broken && draft->target != NULL;
}

static bool sees_many(const Relation *relation) {
    return relation->kind == RELATION_MANY || !relation->unique;
}

/* Whether NAME is free on TARGET, whose attributes and relations share a set of names with inverses. */
static bool is_free(const EntityDraft *target, Sym name) {
    return !attribute_named(target->entity, name) && !map_get(&target->relation_by_name, name) &&
           !map_get(&target->inverse_by_name, name);
}

static Span span_of_taken(const EntityDraft *target, Sym name) {
    const Attribute *a = attribute_named(target->entity, name);
    const RelationDraft *own = map_get(&target->relation_by_name, name);
    const Relation *other = map_get(&target->inverse_by_name, name);
    return a ? a->span : own ? own->relation->span : other ? other->span : NO_SPAN;
}

static void take(Resolver *r, RelationDraft *draft, Sym name) {
    draft->relation->inverse = name;
    map_put(r->scratch, &draft->target->inverse_by_name, name, draft->relation);
    draft->target->inverse_count++;
}

static void take_written_name(Resolver *r, RelationDraft *draft) {
    SynName as = draft->written->inverse;
    if (is_free(draft->target, as.sym)) {
        take(r, draft, as.sym);
        return;
    }
    const Relation *relation = draft->relation;
    Diag *d =
        report(r, relation->entity, DIAG_NAME_COLLISION, as.span, sym_text(as.sym),
               sym_text(as.sym), say(r, "`%.*s`", TEXT_ARG(sym_text(draft->target->entity->name))));
    Span taken = span_of_taken(draft->target, as.sym);
    diag_label(d, TEXT("the inverse would have this name"));
    if (span_exists(taken)) {
        diag_note(r->diags, d, taken, TEXT("this has it"));
    }
}

static bool has_written_name(const RelationDraft *draft) {
    return draft->written && draft->written->inverse.sym;
}

/* The first derived name that is free; NULL when both are taken. */
static Sym derived_name(Resolver *r, const RelationDraft *draft) {
    const Relation *relation = draft->relation;
    Text name = inflect_snake(r->scratch, sym_text(relation->entity->name));
    if (sees_many(relation)) {
        name = inflect_plural(r->scratch, &r->inflections, name);
    }
    Sym simple = intern(r->names, name);
    bool alone = draft->target->counted == 1 && draft->target != draft->owner;
    if (alone && is_free(draft->target, simple)) {
        return simple;
    }
    Sym full = name_join(r, sym_text(relation->name), name);
    return is_free(draft->target, full) ? full : NULL;
}

/* Counts, at each target, the relations of D that name no inverse. */
static void count_unnamed(EntityDraft *d) {
    for (size_t i = 0; i < d->relation_count; i++) {
        const RelationDraft *draft = &d->relation[i];
        if (!has_inverse(draft) || has_written_name(draft)) {
            continue;
        }
        uint32_t stamp = d->entity->number + 1;
        if (draft->target->counted_for != stamp) {
            draft->target->counted_for = stamp;
            draft->target->counted = 0;
        }
        draft->target->counted++;
    }
}

static void name_inverses(Resolver *r, EntityDraft *d) {
    count_unnamed(d);
    for (size_t i = 0; i < d->relation_count; i++) {
        RelationDraft *draft = &d->relation[i];
        if (has_inverse(draft) && !has_written_name(draft)) {
            Sym name = derived_name(r, draft);
            if (name) {
                take(r, draft, name);
            }
        }
    }
}

static void list_inverses(Resolver *r, EntityDraft *d) {
    for (size_t i = 0; i < d->relation_count; i++) {
        const RelationDraft *draft = &d->relation[i];
        const Relation *relation = draft->relation;
        if (!has_inverse(draft) || !relation->inverse ||
            map_get(&draft->target->inverse_by_name, relation->inverse) != relation) {
            continue;
        }
        Entity *target = draft->target->entity;
        if (!target->inverse) {
            target->inverse = arena_array(r->session, Inverse, draft->target->inverse_count);
        }
        target->inverse[target->inverse_count++] =
            (Inverse){relation->inverse, relation, sees_many(relation)};
    }
}

void inverses_resolve(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        for (size_t k = 0; k < d->relation_count; k++) {
            if (has_inverse(&d->relation[k]) && has_written_name(&d->relation[k])) {
                take_written_name(r, &d->relation[k]);
            }
        }
    }
    for (size_t i = 0; i < r->entities.count; i++) {
        name_inverses(r, r->entities.at[i]);
    }
    for (size_t i = 0; i < r->entities.count; i++) {
        list_inverses(r, r->entities.at[i]);
    }
}
