/* Foreign keys: gives relations their attributes, keys, junctions and names.
 *
 * Runs once all columns and keys are there. A relation whose key was wrong is dropped in silence. */
#include "compiler/schema/resolve.h"

/* ---- attributes and keys ---- */

static const Attribute **attributes_of(Resolver *r, const RelationDraft *draft) {
    const Attribute **list = arena_array(r->session, const Attribute *, draft->column_count);
    for (size_t i = 0; i < draft->column_count; i++) {
        list[i] = attribute_named(draft->owner->entity, draft->column[i]);
        if (!list[i]) {
            internal_error("column %.*s was not laid out", TEXT_ARG(sym_text(draft->column[i])));
        }
    }
    return list;
}

static Text key_words(Resolver *r, const Key *k) {
    return k->name ? say(r, "`%.*s`", TEXT_ARG(sym_text(k->name))) : TEXT("the primary key");
}

static void check_is_candidate(Resolver *r, const RelationDraft *draft, const Key *k) {
    const Relation *relation = draft->relation;
    const SynUnique *entry = draft->refers->unique; /* its condition is typed later */
    bool partial = entry && entry->where;
    bool deferred = k->deferral != DEFERRAL_NONE;
    if (k->kind == KEY_PRIMARY || (key_is_candidate(k) && !partial && !deferred)) {
        return;
    }
    Diag *d = report(r, relation->entity, DIAG_NOT_A_KEY, draft->written->to.span,
                     sym_text(relation->name), key_words(r, k), sym_text(relation->target->name));
    diag_label(d, partial    ? TEXT("it is unique among some of the rows only")
                  : deferred ? TEXT("it is deferrable, so rows may share it for a while")
                             : TEXT("a part of it may be null, so rows can share it"));
    diag_note(r->diags, d, k->span, TEXT("the unique set"));
}

static bool hold(Resolver *r, RelationDraft *draft) {
    Relation *relation = draft->relation;
    const Key *k = draft->refers ? draft->refers->key : NULL;
    if (!k) {
        return false;
    }
    relation->target_key = k;
    relation->attribute = attributes_of(r, draft);
    relation->attribute_count = draft->column_count;
    check_is_candidate(r, draft, k);
    relation->identifying = relation->attribute_count > 0;
    for (size_t i = 0; i < relation->attribute_count; i++) {
        relation->identifying &= relation->attribute[i]->in_primary_key;
    }
    if (!relation->physical || relation->parent) {
        relation->physical = name_of_constraint(r, relation->entity, relation->attribute,
                                                relation->attribute_count, "fkey");
    }
    return true;
}

/* Attributes that `via` names decide whether the relation is optional, and must have the types of the
 * key. */
static void check_via(Resolver *r, const RelationDraft *draft) {
    Relation *relation = draft->relation;
    bool any_nullable = false;
    for (size_t i = 0; i < relation->attribute_count; i++) {
        any_nullable |= relation->attribute[i]->nullable;
    }
    if (relation->optional && !any_nullable && !relation->parent) {
        report_conflict(r, relation->entity, draft->written->entity.optional_span, TEXT("`?`"),
                        TEXT("`via`"), "the attributes that hold the relation are never null");
    }
    relation->optional |= any_nullable;
    for (size_t i = 0; i < relation->attribute_count; i++) {
        const Attribute *a = relation->attribute[i], *k = relation->target_key->attribute[i];
        if (a->type && k->type && !type_same(a->type, k->type)) {
            Diag *d = report(r, relation->entity, DIAG_FOREIGN_KEY_TYPE, a->span, sym_text(a->name),
                             type_name(r->diags->arena, a->type),
                             say(r, "%.*s.%.*s", TEXT_ARG(sym_text(relation->target->name)),
                                 TEXT_ARG(sym_text(k->name))),
                             type_name(r->diags->arena, k->type));
            diag_note(r->diags, d, relation->span, TEXT("by this relation"));
        }
    }
}

/* ---- N:M through an entity ---- */

/* The relation of JUNCTION to TARGET behind the first SKIP of them; *COUNT is how many there are. */
static const Relation *relation_to(const EntityDraft *junction, const Entity *target, size_t skip,
                                   size_t *count) {
    const Relation *found = NULL;
    *count = 0;
    for (size_t i = 0; i < junction->relation_count; i++) {
        const Relation *relation = junction->relation[i].relation;
        if (relation->kind == RELATION_ONE && relation->target == target && !relation->parent) {
            found = *count == skip ? relation : found;
            (*count)++;
        }
    }
    return found;
}

static bool find_side(Resolver *r, const RelationDraft *many, const EntityDraft *junction,
                      const Entity *target, size_t skip, size_t wanted, const Relation **side) {
    size_t count = 0;
    *side = relation_to(junction, target, skip, &count);
    if (count == wanted) {
        return true;
    }
    for (size_t i = 0; i < junction->relation_count; i++) {
        if (junction->relation[i].broken) {
            return false; /* it may have been the one */
        }
    }
    SynName through = many->written->through;
    report(r, many->owner->entity, DIAG_INVALID_VALUE, through.span, quoted(r, through.sym),
           TEXT("junction"),
           say(r, "it has %zu relations to `%.*s`, and needs %zu", count,
               TEXT_ARG(sym_text(target->name)), wanted));
    return false;
}

/* The two sides of a junction that the model declares. On a self N:M they are its two relations to the
 * entity, in their order. */
static bool join_through(Resolver *r, RelationDraft *many) {
    Relation *relation = many->relation;
    EntityDraft *junction = find_entity(r, relation->entity, many->written->through);
    if (!junction) {
        return false;
    }
    bool self = relation->target == relation->entity;
    size_t each = self ? 2 : 1;
    relation->junction = junction->entity;
    return find_side(r, many, junction, relation->entity, 0, each, &relation->junction_from) &&
           find_side(r, many, junction, relation->target, self, each, &relation->junction_to);
}

/* ---- tagged relations ---- */

/* The wider of two key types that one column can hold, or NULL. */
static const Type *wider(const Type *left, const Type *right) {
    if (type_same(left, right)) {
        return type_is_poison(left) ? right : left;
    }
    if (type_class(left) == CLASS_INTEGER && type_class(right) == CLASS_INTEGER &&
        left->is_unsigned == right->is_unsigned) {
        return left->kind > right->kind ? left : right; /* smallint < int < bigint */
    }
    bool strings = left->kind == TYPE_STRING && right->kind == TYPE_STRING;
    return strings ? (left->length > right->length ? left : right) : NULL;
}

static const Type *key_type(const RelationDraft *arm) {
    const EntityDraft *target = arm->target;
    const Key *k = target && target->has_primary_key ? target->key[0].key : NULL;
    return k && k->attribute_count == 1 ? k->attribute[0]->type : NULL;
}

static void type_tagged(Resolver *r, RelationDraft *draft) {
    Relation *relation = draft->relation;
    relation->attribute = attributes_of(r, draft);
    relation->attribute_count = 2;
    Entity *e = draft->owner->entity;
    Type *tag = arena_new(r->session, Type);
    *tag = (Type){.kind = TYPE_STRING, .length = 64};
    e->attribute[relation->attribute[0]->index].type = tag;
    const Type *id = NULL;
    for (size_t i = 1; i <= draft->written->one_of.count; i++) {
        const RelationDraft *arm = draft + i;
        const Type *type = arm->broken ? NULL : key_type(arm);
        if (arm->broken) {
            continue;
        }
        if (!type) {
            report_conflict(r, e, arm->relation->span, TEXT("`tagged`"),
                            quoted(r, arm->relation->target->name),
                            "it has no key of one column, and a tag leaves room for one");
            continue;
        }
        const Type *both = id ? wider(id, type) : type;
        if (!both) {
            report(r, e, DIAG_FOREIGN_KEY_TYPE, arm->relation->span,
                   sym_text(relation->attribute[1]->name), type_name(r->diags->arena, id),
                   sym_text(arm->relation->target->name), type_name(r->diags->arena, type));
            continue;
        }
        id = both;
    }
    e->attribute[relation->attribute[1]->index].type = id ? id : type_poison();
}

/* ---- all relations ---- */

static void list_relations(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    if (d->relation_count == 0) {
        return;
    }
    e->relation = arena_array(r->session, Relation *, d->relation_count);
    for (size_t i = 0; i < d->relation_count; i++) {
        RelationDraft *draft = &d->relation[i];
        if (draft->broken) {
            continue;
        }
        if (!draft->relation->parent) {
            e->relation[e->relation_count++] = draft->relation;
        }
    }
}

static void drop(Resolver *r, RelationDraft *draft) {
    draft->broken = true;
    *vec_push(r->scratch, &draft->owner->broken) = draft->relation->name;
}

static void hold_relations(Resolver *r, EntityDraft *d) {
    for (size_t i = 0; i < d->relation_count; i++) {
        RelationDraft *draft = &d->relation[i];
        if (!draft->broken && draft->column_count > 0 && draft->relation->kind == RELATION_ONE &&
            !hold(r, draft)) {
            drop(r, draft);
        }
    }
}

/* Arms without a foreign key, because it was wrong, are not among the arms. */
static void keep_sound_arms(EntityDraft *d) {
    for (size_t i = 0; i < d->relation_count; i++) {
        const RelationDraft *arm = &d->relation[i];
        Relation *parent = (Relation *)arm->relation->parent; /* made by this resolver */
        for (size_t k = 0; arm->broken && parent && k < parent->arm_count; k++) {
            if (parent->arm[k] == arm->relation) {
                for (size_t n = k + 1; n < parent->arm_count; n++) {
                    parent->arm[n - 1] = parent->arm[n];
                }
                parent->arm_count--;
            }
        }
    }
}

void relations_resolve(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        hold_relations(r, r->entities.at[i]);
    }
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        for (size_t k = 0; k < d->relation_count; k++) {
            RelationDraft *draft = &d->relation[k];
            const Relation *relation = draft->relation;
            if (draft->broken) {
                continue;
            }
            if (relation->kind == RELATION_TAGGED) {
                type_tagged(r, draft);
            }
            if (relation->kind == RELATION_MANY && !relation->junction && !join_through(r, draft)) {
                drop(r, draft);
            }
        }
        keep_sound_arms(d);
        list_relations(r, d);
    }
}

static bool holds_attribute(const Relation *relation, const Attribute *a) {
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (relation->attribute[i] == a) {
            return true;
        }
    }
    return false;
}

/* Whether the columns of a relation hold a whole key of its entity: then it is 1:1, said or not. */
static bool holds_a_key(const RelationDraft *draft) {
    for (size_t i = 0; i < draft->owner->key_count; i++) {
        const KeyDraft *k = &draft->owner->key[i];
        if (!k->key || (k->unique && k->unique->where) || k->arm ||
            k->column_count > draft->column_count) {
            continue;
        }
        size_t held = 0;
        while (held < k->column_count &&
               holds_attribute(draft->relation, k->key->attribute[held])) {
            held++;
        }
        if (held == k->column_count) {
            return true;
        }
    }
    return false;
}

void relations_check_types(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        for (size_t k = 0; k < d->relation_count; k++) {
            RelationDraft *draft = &d->relation[k];
            if (draft->broken || !draft->relation->target_key) {
                continue;
            }
            if (draft->written && draft->written->via.count) {
                check_via(r, draft);
            }
            draft->relation->unique |= holds_a_key(draft);
        }
    }
}
