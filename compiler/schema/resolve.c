/* Resolving: from the syntax tree, which holds what was written, to the schema, in which every name is a
 * pointer. This file orders the passes; each goes over all entities and needs what the ones before it
 * have made. */
#include "compiler/schema/resolve.h"

/* What needs the typed attributes of the model, but nothing that is made here for other entities: so it is
 * done for one entity after the other, while its parts are at hand. */
static void resolve_rest(Resolver *r, EntityDraft *d) {
    columns_complete(r, d);
    keys_resolve_clauses(r, d);
    rules_resolve(r, d);
    indexes_resolve(r, d);
    access_resolve(r, d);
    policies_resolve(r, d);
    partition_resolve(r, d);
    names_keep(r, d);
}

static void resolve_all(Resolver *r) {
    types_declare(r);
    conventions_resolve(r);
    roles_declare(r);

    /* drafts, by name */
    entities_declare(r);
    relations_declare(r); /* and their junctions */
    entities_order(r);    /* and audit entities */
    keys_declare(r);
    relations_find_columns(r);

    /* columns and what holds them together, by pointer */
    for (size_t i = 0; i < r->entities.count; i++) {
        columns_lay_out(r, r->entities.at[i]);
        keys_resolve(r, r->entities.at[i]);
    }
    relations_resolve(r);
    columns_find_types(r);
    relations_check_types(r);
    inverses_resolve(r);

    /* what needs typed attributes */
    for (size_t i = 0; i < r->entities.count; i++) {
        resolve_rest(r, r->entities.at[i]);
    }
    data_resolve(r);
    roles_resolve(r);
    surroundings_resolve(r);

    r->schema->enumeration = r->enumerations.at;
    r->schema->enumeration_count = r->enumerations.count;
    types_report_unused(r);
    arena_reset(r->scratch); /* the drafts are done with */
    names_claim(r);
}

Schema *schema_resolve(Arena *session, Arena *scratch, Interner *names, Diags *ds,
                       const SynModel *model) {
    Resolver r = {.session = session,
                  .scratch = scratch,
                  .names = names,
                  .diags = ds,
                  .model = model,
                  .schema = arena_new(session, Schema),
                  .reader_reported = diag_has_errors(ds),
                  .default_schema = model->conventions.schema.sym,
                  .collation = model->conventions.collation.sym};
    *r.schema = (Schema){.name = model->name.sym, .doc = model->doc.text, .span = model->name.span};
    resolve_all(&r);
    buffer_free(&r.name_buffer);
    return r.schema;
}

Span schema_written_name(const Schema *s, const Entity *e, Sym physical) {
    const WrittenName *name = map_get(&s->written_names, physical);
    while (name && name->entity != e) {
        name = name->next;
    }
    return name ? name->span : NO_SPAN;
}

const Entity *schema_find_entity(const Schema *s, Sym name) {
    return map_get(&s->entity_by_name, name);
}

Attribute *attribute_named(const Entity *e, Sym name) {
    size_t at = name_index_find(e->attribute_by_name, e->attribute, sizeof(Attribute), name);
    return at == SIZE_MAX ? NULL : &e->attribute[at];
}

const Attribute *entity_find_attribute(const Entity *e, Sym name) {
    return attribute_named(e, name);
}

const Relation *entity_find_relation(const Entity *e, Sym name) {
    for (size_t i = 0; i < e->relation_count; i++) {
        if (e->relation[i]->name == name) {
            return e->relation[i];
        }
    }
    return NULL;
}
