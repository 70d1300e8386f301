/* Entities that a model implies: the junction of each N:M relation without `through`, and the audit
 * entity of each entity with `audit`.
 *
 * Comment.likes: many User   makes CommentLike (comment_likes) with relations `comment` and `user`, which
 * together are its key. On a self N:M, as User.following, the second relation is named after the
 * relation: `user` and `following`; a check keeps them apart. Junctions and audit entities belong to the
 * area and database schema of the entity that made them, have no timestamps, and follow its renames. */
#include "compiler/schema/resolve.h"

/* ---- junctions ---- */

static Sym snake_sym(Resolver *r, Sym name) {
    return intern(r->names, inflect_snake(r->scratch, sym_text(name)));
}

static Sym singular_sym(Resolver *r, Sym name) {
    return intern(r->names, inflect_singular(r->scratch, &r->inflections, sym_text(name)));
}

static Sym junction_name(Resolver *r, Sym entity, Sym relation) {
    Text part = inflect_pascal(r->scratch, sym_text(singular_sym(r, relation)));
    return intern(r->names, text_join(r->scratch, sym_text(entity), part));
}

static Sym former(Sym was, Sym now) {
    return was ? was : now;
}

/* NAME as it was; NULL when it is still the same. */
static Sym if_changed(Sym was, Sym name) {
    return was != name ? was : NULL;
}

/* A renamed entity or relation renames its junction, and the relations in it. */
static void name_former_junction(Resolver *r, EntityDraft *d, const Relation *many) {
    const Entity *from = many->entity, *to = many->target;
    Sym was = junction_name(r, former(from->was, from->name), former(many->was, many->name));
    d->entity->was = if_changed(was, d->entity->name);
    Relation *first = d->relation[0].relation, *second = d->relation[1].relation;
    first->was = if_changed(snake_sym(r, former(from->was, from->name)), first->name);
    Sym other = to == from ? singular_sym(r, former(many->was, many->name))
                           : snake_sym(r, former(to->was, to->name));
    bool derived =
        second->name == (to == from ? singular_sym(r, many->name) : snake_sym(r, to->name));
    second->was = derived ? if_changed(other, second->name) : NULL;
}

/* The name of the relation to the other side; it differs from FIRST. */
static Sym second_name(Resolver *r, const Relation *many, Sym first) {
    Sym name = many->target == many->entity ? singular_sym(r, many->name)
                                            : snake_sym(r, many->target->name);
    return name != first ? name : name_join(r, TEXT("other"), sym_text(name));
}

static Relation *junction_relation(Resolver *r, RelationDraft *draft, EntityDraft *owner,
                                   EntityDraft *target, Sym name, const Relation *many) {
    Relation *relation = arena_new(r->session, Relation);
    *relation = (Relation){.kind = RELATION_ONE,
                           .name = name,
                           .entity = owner->entity,
                           .target = target->entity,
                           .on_delete = many->on_delete,
                           .on_update = many->on_update,
                           .deferral = many->deferral,
                           .span = many->span};
    *draft = (RelationDraft){.relation = relation, .owner = owner, .target = target};
    map_put(r->scratch, &owner->relation_by_name, name, draft);
    r->relation_count++;
    return relation;
}

static void key_of_junction(Resolver *r, EntityDraft *d, Span span) {
    d->key = arena_new(r->scratch, KeyDraft);
    d->key_count = 1;
    d->has_primary_key = true;
    KeyPart *part = arena_array(r->scratch, KeyPart, 2);
    for (size_t i = 0; i < 2; i++) {
        part[i] = (KeyPart){d->relation[i].relation->name, &d->relation[i], span};
    }
    *d->key =
        (KeyDraft){.owner = d, .kind = KEY_PRIMARY, .part = part, .part_count = 2, .span = span};
}

static EntityDraft *draft_entity(Resolver *r, Sym name, const Entity *made_for,
                                 EntityOrigin origin) {
    EntityDraft *d = arena_new(r->scratch, EntityDraft);
    d->entity = arena_new(r->session, Entity);
    *d->entity = (Entity){.name = name,
                          .table = name_of_table(r, name),
                          .schema = made_for->schema,
                          .area = made_for->area,
                          .origin = origin,
                          .span = made_for->span};
    return d;
}

/* Whether NAME is free for an entity that MADE_FOR implies; reports what has it. */
static bool entity_name_is_free(Resolver *r, const Entity *made_for, Sym name, Span span,
                                const char *help) {
    const EntityDraft *there = map_get(&r->draft_by_name, name);
    if (!there) {
        return true;
    }
    Diag *d = report(r, made_for, DIAG_GENERATED_NAME_CLASH, span, sym_text(name),
                     say(r, "entity `%.*s`", TEXT_ARG(sym_text(there->entity->name))));
    diag_note(r->diags, d, there->entity->span, TEXT("this one"));
    diag_help(d, text_from(help));
    return false;
}

void junction_declare(Resolver *r, RelationDraft *many) {
    Relation *relation = many->relation;
    Sym name = junction_name(r, relation->entity->name, relation->name);
    if (!entity_name_is_free(r, relation->entity, name, relation->span,
                             "name it behind `through`, if it is the junction; else rename one")) {
        many->broken = true;
        return;
    }
    EntityDraft *d = draft_entity(r, name, relation->entity, ENTITY_JUNCTION);
    d->entity->junction_of = relation;
    d->entity->span = relation->span;
    d->entity->doc = relation->doc;
    d->relation = arena_array(r->scratch, RelationDraft, 2);
    d->relation_count = 2;
    Sym first = snake_sym(r, relation->entity->name);
    Sym second = second_name(r, relation, first);
    relation->junction = d->entity;
    relation->junction_from =
        junction_relation(r, &d->relation[0], d, many->owner, first, relation);
    relation->junction_to =
        junction_relation(r, &d->relation[1], d, many->target, second, relation);
    name_former_junction(r, d, relation);
    key_of_junction(r, d, relation->span);
    map_put(r->scratch, &r->draft_by_name, name, d);
    *vec_push(r->scratch, &many->owner->junctions) = d;
}

/* ---- audit entities ---- */

enum { ACTION_WORD_LENGTH = 6 };

EntityDraft *audit_declare(Resolver *r, EntityDraft *audited) {
    Entity *e = audited->entity;
    Text words = text_join(r->scratch, sym_text(e->name), TEXT("Audit"));
    Sym name = intern(r->names, words);
    Span span = span_exists(audited->written->audit.span) ? audited->written->audit.span : e->span;
    if (!entity_name_is_free(r, e, name, span,
                             "rename that entity: the audit trail needs the name")) {
        return NULL;
    }
    EntityDraft *d = draft_entity(r, name, e, ENTITY_AUDIT);
    d->entity->audited = e;
    if (e->was) {
        d->entity->was = intern(r->names, text_join(r->scratch, sym_text(e->was), TEXT("Audit")));
    }
    e->audit = d->entity;
    map_put(r->scratch, &r->draft_by_name, name, d);
    return d;
}

typedef struct AuditColumn {
    const char *name;
    TypeKind kind;
    uint32_t length;
    bool nullable;
    const char *doc;
} AuditColumn;

static const AuditColumn audit_column[] = {
    {"id", TYPE_BIGINT, 0, false, "The order of the changes."},
    {"action", TYPE_STRING, ACTION_WORD_LENGTH, false, "insert, update or delete."},
    {"changed_at", TYPE_TIMESTAMP, 0, false, "When the change was made."},
    {"changed_by", TYPE_TEXT, 0, true, "Who made the change, as the session says."},
    {"row_key", TYPE_JSON, 0, true, "The primary key of the row."},
    {"old_row", TYPE_JSON, 0, true, "The row before an update or a delete."},
    {"new_row", TYPE_JSON, 0, true, "The row behind an insert or an update."},
};
enum {
    AUDIT_ID,
    AUDIT_ACTION,
    AUDIT_CHANGED_AT,
    AUDIT_COLUMN_COUNT = sizeof audit_column / sizeof *audit_column,
};

static const Type *audit_type(Resolver *r, const AuditColumn *c) {
    if (!c->length) {
        return type_basic(c->kind);
    }
    Type *t = arena_new(r->session, Type);
    *t = (Type){.kind = c->kind, .length = c->length};
    return t;
}

static void add_action_check(Resolver *r, Entity *e) {
    static const Text action[] = {TEXT_INIT("insert"), TEXT_INIT("update"), TEXT_INIT("delete")};
    Expr **value = arena_array(r->session, Expr *, 3);
    for (size_t i = 0; i < 3; i++) {
        value[i] = make_string(r->session, action[i]);
    }
    const Attribute *column = &e->attribute[AUDIT_ACTION];
    e->check = arena_new(r->session, Check);
    e->check_count = 1;
    *e->check = (Check){.physical = name_of_constraint(r, e, &column, 1, "check"),
                        .condition = make_one_of(r->session, column, value, 3),
                        .attribute = column};
}

static void add_audit_key(Resolver *r, Entity *e) {
    e->key = arena_new(r->session, Key);
    e->key_count = 1;
    e->has_primary_key = true;
    const Attribute **part = arena_array(r->session, const Attribute *, 1);
    part[0] = &e->attribute[AUDIT_ID];
    e->attribute[AUDIT_ID].identity = e->attribute[AUDIT_ID].in_primary_key = true;
    *e->key = (Key){.kind = KEY_PRIMARY,
                    .physical = name_of_constraint(r, e, NULL, 0, "pkey"),
                    .attribute = part,
                    .attribute_count = 1};
}

void audit_lay_out(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    e->attribute = arena_array(r->session, Attribute, AUDIT_COLUMN_COUNT);
    e->attribute_count = AUDIT_COLUMN_COUNT;
    e->attribute_by_name = name_index_make(r->session, AUDIT_COLUMN_COUNT);
    for (uint32_t i = 0; i < AUDIT_COLUMN_COUNT; i++) {
        const AuditColumn *c = &audit_column[i];
        Sym name = intern_c(r->names, c->name);
        e->attribute[i] = (Attribute){.name = name,
                                      .column = name,
                                      .type = audit_type(r, c),
                                      .entity = e,
                                      .doc = text_from(c->doc),
                                      .index = i,
                                      .origin = ATTRIBUTE_AUDIT,
                                      .nullable = c->nullable};
        name_index_add(e->attribute_by_name, e->attribute, sizeof(Attribute), i);
    }
    e->attribute[AUDIT_CHANGED_AT].fallback = r->now;
    add_audit_key(r, e);
    add_action_check(r, e);
}
