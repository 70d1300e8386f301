/* Entities: declares those of the model with their tables and what they inherit from the conventions,
 * and brings all of them, implied ones included, into the order of the schema. */
#include "compiler/schema/resolve.h"

static bool flag_or(SynFlag written, bool otherwise) {
    return span_exists(written.span) ? written.value : otherwise;
}

static void fill_entity(Resolver *r, Entity *e, const SynEntity *w) {
    *e = (Entity){.name = w->head.name.sym,
                  .table = w->table.sym ? w->table.sym : name_of_table(r, w->head.name.sym),
                  .schema = w->schema.sym ? w->schema.sym : r->default_schema,
                  .collation = w->collation.sym ? w->collation.sym : r->collation,
                  .area = w->area.sym,
                  .was = w->was.sym,
                  .doc = w->doc.text,
                  .origin = ENTITY_DECLARED,
                  .rows = w->rows.value,
                  .growth = w->growth.text,
                  .timestamps = flag_or(w->timestamps, r->timestamps),
                  .soft_delete = flag_or(w->soft_delete, r->soft_delete),
                  .span = w->head.name.span,
                  .written = w};
}

static void check_former_name(Resolver *r, EntityDraft *d) {
    SynName was = d->written->was;
    const EntityDraft *other = was.sym ? map_get(&r->draft_by_name, was.sym) : NULL;
    if (other == d) {
        report(r, d->entity, DIAG_INVALID_VALUE, was.span, quoted(r, was.sym), TEXT("former name"),
               TEXT("it is the present one"));
    } else if (other) {
        Diag *why = report(r, d->entity, DIAG_INVALID_VALUE, was.span, quoted(r, was.sym),
                           TEXT("former name"), TEXT("another entity has it"));
        diag_note(r->diags, why, other->entity->span, TEXT("this one"));
    }
}

void entities_declare(Resolver *r) {
    size_t count = r->model->entities.count;
    Entity *entity = arena_array(r->session, Entity, count);
    EntityDraft *draft = arena_array(r->scratch, EntityDraft, count);
    r->draft_by_name = map_make(r->scratch, count);
    for (size_t i = 0; i < count; i++) {
        const SynEntity *w = &r->model->entities.at[i];
        draft[i] = (EntityDraft){.entity = &entity[i], .written = w};
        fill_entity(r, &entity[i], w);
        const EntityDraft *first =
            map_put(r->scratch, &r->draft_by_name, entity[i].name, &draft[i]);
        if (first) {
            report_duplicate(r, first->entity, "entity", w->head.name, first->entity->span);
        } else {
            *vec_push(r->scratch, &r->entities) = &draft[i];
        }
    }
    for (size_t i = 0; i < r->entities.count; i++) {
        check_former_name(r, r->entities.at[i]);
    }
}

static size_t count_entities(Resolver *r) {
    size_t count = 0;
    for (size_t i = 0; i < r->entities.count; i++) {
        count += 2 + r->entities.at[i]->junctions.count;
    }
    return count;
}

static void place(Resolver *r, EntityDraft **order, EntityDraft *d) {
    Schema *s = r->schema;
    order[s->entity_count] = d;
    d->entity->number = (uint32_t)s->entity_count;
    s->entity[s->entity_count++] = d->entity;
    map_put(r->session, &s->entity_by_name, d->entity->name, d->entity);
}

/* As declared; behind each its junctions, then its audit entity. */
void entities_order(Resolver *r) {
    size_t most = count_entities(r);
    EntityDraft **order = arena_array(r->scratch, EntityDraft *, most);
    r->schema->entity = arena_array(r->session, Entity *, most);
    r->schema->entity_by_name = map_make(r->session, most);
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        place(r, order, d);
        for (size_t k = 0; k < d->junctions.count; k++) {
            place(r, order, d->junctions.at[k]);
        }
        EntityDraft *audit = flag_or(d->written->audit, r->audit) ? audit_declare(r, d) : NULL;
        if (audit) {
            place(r, order, audit);
        }
    }
    r->entities.at = order;
    r->entities.count = r->entities.capacity = r->schema->entity_count;
}
