/* Resolving: from the syntax tree, which holds what was written, to the schema, in which every name is a
 * pointer. This file orders the passes; each goes over all entities and needs what the ones before it
 * have made. */
#include "compiler/schema/resolve.h"

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
    columns_lay_out(r);
    keys_resolve(r);
    relations_resolve(r);
    columns_find_types(r);
    relations_check_types(r);
    inverses_resolve(r);

    /* what needs typed attributes */
    keys_resolve_clauses(r);
    rules_resolve(r);
    indexes_resolve(r);
    access_resolve(r);
    policies_resolve(r);
    partitions_resolve(r);
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
                  .reader_reported = diag_has_errors(ds)};
    *r.schema = (Schema){.name = model->name.sym, .doc = model->doc.text, .span = model->name.span};
    resolve_all(&r);
    buffer_free(&r.name_buffer);
    return r.schema;
}

const Entity *schema_find_entity(const Schema *s, Sym name) {
    return map_get(&s->entity_by_name, name);
}

const Attribute *entity_find_attribute(const Entity *e, Sym name) {
    return map_get(&e->attribute_by_name, name);
}

const Relation *entity_find_relation(const Entity *e, Sym name) {
    return map_get(&e->relation_by_name, name);
}
