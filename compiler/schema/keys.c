/* Keys: drafts what an entity's primary key and unique sets are made of, and makes them once the
 * columns are there.
 *
 * The primary key is what `key:` lists, else the attributes with `key`, else the conventional one;
 * `key: none` asks for none. Unique sets, in this order: attributes and relations with `unique`, then
 * the entries of `unique:`. An entry over a polymorphic relation becomes one set for each of its arms,
 * among the rows that have this arm. With soft delete, a unique set holds among live
 * rows only, unless a relation refers to it. */
#include "compiler/schema/resolve.h"

/* ---- drafting ---- */

static bool is_none(const SynNames *key) {
    return key->count == 1 && text_equal_c(sym_text(key->at[0].sym), "none");
}

static KeyDraft *add_draft(EntityDraft *d, KeyDraft k) {
    k.owner = d;
    d->key[d->key_count] = k;
    return &d->key[d->key_count++];
}

static KeyPart *one_part(Resolver *r, Sym name, RelationDraft *relation, Span span) {
    KeyPart *part = arena_new(r->scratch, KeyPart);
    *part = (KeyPart){name, relation, span};
    return part;
}

static Span names_span(const SynNames *names) {
    return span_join(names->at[0].span, names->at[names->count - 1].span);
}

/* Fills the parts of K from NAMES; each once, at most KEY_LIMIT_COLUMNS. */
static void draft_parts(Resolver *r, EntityDraft *d, KeyDraft *k, const SynNames *names) {
    if (names->count > KEY_LIMIT_COLUMNS) {
        report(r, d->entity, DIAG_LIMIT, names_span(names), TEXT("the number of columns of a key"),
               say(r, "%d", (int)KEY_LIMIT_COLUMNS));
        k->broken = true;
        return;
    }
    k->broken |= names->count == 0; /* the reader has said why */
    k->part = arena_array(r->scratch, KeyPart, names->count);
    for (size_t i = 0; i < names->count; i++) {
        SynName name = names->at[i];
        bool twice = false;
        for (size_t n = 0; n < k->part_count && !twice; n++) {
            twice = k->part[n].name == name.sym;
        }
        if (twice) {
            report_duplicate(r, d->entity, "part", name, NO_SPAN);
            continue;
        }
        RelationDraft *relation = map_get(&d->relation_by_name, name.sym);
        k->broken |= relation && relation->broken;
        k->part[k->part_count++] = (KeyPart){name.sym, relation, name.span};
    }
}

static size_t count_flagged(const SynEntity *w) {
    size_t count = 0;
    for (size_t i = 0; i < w->attributes.count; i++) {
        count += w->attributes.at[i].more->key.value;
    }
    return count;
}

static void draft_flagged_key(Resolver *r, EntityDraft *d, size_t flagged) {
    const SynEntity *w = d->written;
    KeyDraft *k = add_draft(d, (KeyDraft){.kind = KEY_PRIMARY});
    SynNames names = {arena_array(r->scratch, SynName, flagged), 0};
    for (size_t i = 0; i < w->attributes.count; i++) {
        if (w->attributes.at[i].more->key.value) {
            names.at[names.count++] = w->attributes.at[i].head.name;
        }
    }
    k->span = names.at[0].span;
    draft_parts(r, d, k, &names);
}

/* `key` at an attribute says the same as the entry, or contradicts it. */
static void check_flags_against_entry(Resolver *r, EntityDraft *d, const SynNames *key) {
    const SynEntity *w = d->written;
    for (size_t i = 0; i < w->attributes.count; i++) {
        const SynAttribute *a = &w->attributes.at[i];
        bool listed = !a->more->key.value;
        for (size_t n = 0; n < key->count && n < KEY_LIMIT_COLUMNS && !listed; n++) {
            listed = key->at[n].sym == a->head.name.sym;
        }
        if (!listed) {
            Diag *why =
                report_conflict(r, d->entity, a->more->key.span,
                                say(r, "`key` at `%.*s`", TEXT_ARG(sym_text(a->head.name.sym))),
                                TEXT("`key:`"), "an entity has one primary key");
            diag_note(r->diags, why, names_span(key), TEXT("the key of the entity"));
        }
    }
}

static void draft_primary_key(Resolver *r, EntityDraft *d) {
    const SynNames *key = &d->written->key;
    size_t flagged = count_flagged(d->written);
    if (key->count) {
        check_flags_against_entry(r, d, key);
        if (is_none(key)) {
            return;
        }
        KeyDraft *k = add_draft(d, (KeyDraft){.kind = KEY_PRIMARY, .span = names_span(key)});
        draft_parts(r, d, k, key);
    } else if (flagged) {
        draft_flagged_key(r, d, flagged);
    } else {
        add_draft(d, (KeyDraft){.kind = KEY_PRIMARY,
                                .part = one_part(r, r->key.name, NULL, d->entity->span),
                                .part_count = 1,
                                .conventional = true});
    }
    d->has_primary_key = true;
}

static void draft_flagged_uniques(Resolver *r, EntityDraft *d) {
    const SynEntity *w = d->written;
    for (size_t i = 0; i < w->attributes.count; i++) {
        const SynAttribute *a = &w->attributes.at[i];
        if (a->more->unique.value) {
            add_draft(d, (KeyDraft){.kind = KEY_UNIQUE,
                                    .name = a->head.name.sym,
                                    .part = one_part(r, a->head.name.sym, NULL, a->head.name.span),
                                    .part_count = 1,
                                    .span = a->more->unique.span});
        }
    }
    for (size_t i = 0; i < d->relation_count; i++) {
        RelationDraft *draft = &d->relation[i];
        const Relation *relation = draft->relation;
        if (relation->unique && relation->kind == RELATION_ONE && !draft->broken) {
            add_draft(d, (KeyDraft){.kind = KEY_UNIQUE,
                                    .name = relation->name,
                                    .part = one_part(r, relation->name, draft, relation->span),
                                    .part_count = 1,
                                    .span = draft->written->unique.span});
        }
    }
}

static size_t polymorphic_part(const KeyDraft *k) {
    for (size_t i = 0; i < k->part_count; i++) {
        const RelationDraft *part = k->part[i].relation;
        if (part && part->relation->kind == RELATION_ONE_OF) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* K once for each arm of its part AT, in place of K. */
static void draft_arm_keys(Resolver *r, EntityDraft *d, const KeyDraft *k, size_t at) {
    RelationDraft *parent = k->part[at].relation;
    size_t arms = parent->written->one_of.count;
    for (size_t i = 1; i <= arms; i++) {
        RelationDraft *arm = parent + i;
        if (arm->broken) {
            continue;
        }
        KeyDraft *one = add_draft(d, *k);
        one->arm = arm;
        one->name = arm->relation->parent == parent->relation && k->name
                        ? name_join(r, sym_text(k->name), sym_text(arm->relation->target->name))
                        : k->name;
        one->name = intern(r->names, inflect_snake(r->scratch, sym_text(one->name)));
        one->part = arena_array(r->scratch, KeyPart, k->part_count);
        for (size_t p = 0; p < k->part_count; p++) {
            one->part[p] = k->part[p];
        }
        one->part[at].relation = arm;
    }
}

static void draft_entry(Resolver *r, EntityDraft *d, const SynUnique *u) {
    KeyDraft k = {.owner = d,
                  .kind = KEY_UNIQUE,
                  .name = u->head.name.sym,
                  .physical = u->physical.sym,
                  .unique = u,
                  .span = u->head.name.span};
    draft_parts(r, d, &k, &u->on);
    size_t polymorphic = polymorphic_part(&k);
    if (polymorphic == SIZE_MAX) {
        add_draft(d, k);
        return;
    }
    if (u->physical.sym) {
        report_conflict(r, d->entity, u->physical.span, TEXT("`name`"),
                        TEXT("a polymorphic relation"),
                        "the set becomes one for each entity, each with a name of its own");
        k.physical = NULL;
    }
    draft_arm_keys(r, d, &k, polymorphic);
}

static size_t most_keys(const EntityDraft *d) {
    const SynEntity *w = d->written;
    size_t count = 1; /* the primary key */
    for (size_t i = 0; i < d->relation_count; i++) {
        count += d->relation[i].relation->unique;
    }
    for (size_t i = 0; i < w->attributes.count; i++) {
        count += w->attributes.at[i].more->unique.value;
    }
    for (size_t i = 0; i < w->uniques.count; i++) {
        size_t arms = 1;
        const SynNames *on = &w->uniques.at[i].on;
        for (size_t k = 0; k < on->count; k++) {
            const RelationDraft *part = map_get(&d->relation_by_name, on->at[k].sym);
            if (part && part->relation->kind == RELATION_ONE_OF) {
                arms += part->written->one_of.count;
            }
        }
        count += arms;
    }
    return count;
}

void keys_declare(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        if (!d->written) {
            continue; /* implied entities bring theirs */
        }
        d->key = arena_array(r->scratch, KeyDraft, most_keys(d));
        draft_primary_key(r, d);
        draft_flagged_uniques(r, d);
        for (size_t k = 0; k < d->written->uniques.count; k++) {
            draft_entry(r, d, &d->written->uniques.at[k]);
        }
    }
}

/* ---- columns ---- */

KeyDraft *key_find(Resolver *r, EntityDraft *d, Sym name) {
    if (d->key_by_name.capacity == 0) {
        d->key_by_name = map_make(r->scratch, d->key_count);
        for (size_t i = 0; i < d->key_count; i++) {
            if (d->key[i].name) {
                map_put(r->scratch, &d->key_by_name, d->key[i].name, &d->key[i]);
            }
        }
    }
    return map_get(&d->key_by_name, name);
}

/* Whether a relation can stand in a key; reports why not. */
static bool part_has_columns(Resolver *r, const KeyDraft *k, const KeyPart *part) {
    const Relation *relation = part->relation->relation;
    if (relation->kind == RELATION_ONE || relation->kind == RELATION_TAGGED) {
        return true;
    }
    Diag *d = report(r, k->owner->entity, DIAG_NOT_ALLOWED_HERE, part->span,
                     say(r, "relation `%.*s`", TEXT_ARG(sym_text(relation->name))), TEXT("a key"));
    diag_label(d, relation->kind == RELATION_MANY
                      ? TEXT("it has no columns here, but in its junction")
                      : TEXT("all but one of its columns are null"));
    return false;
}

/* Adds a column to the COUNT that there are, unless two relations share it; gives the new count. */
static size_t add_column(Resolver *r, KeyDraft *k, const KeyPart *part, Sym name, Sym *column,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (column[i] == name) {
            return count;
        }
    }
    if (count == KEY_LIMIT_COLUMNS) {
        report(r, k->owner->entity, DIAG_LIMIT, part->span, TEXT("the number of columns of a key"),
               say(r, "%d", (int)KEY_LIMIT_COLUMNS));
        k->broken = true;
        return count;
    }
    column[count] = name;
    return count + 1;
}

/* Lists the columns of K by name. The columns of its relations are found already. */
bool key_expand(Resolver *r, KeyDraft *k) {
    if (k->column || k->broken) {
        return !k->broken;
    }
    Sym column[KEY_LIMIT_COLUMNS];
    size_t count = 0;
    for (size_t i = 0; i < k->part_count && !k->broken; i++) {
        const KeyPart *part = &k->part[i];
        RelationDraft *relation = part->relation;
        if (relation && (relation->broken || !part_has_columns(r, k, part))) {
            k->broken = true;
            break;
        }
        size_t more = relation ? relation->column_count : 1;
        for (size_t n = 0; n < more && !k->broken; n++) {
            count =
                add_column(r, k, part, relation ? relation->column[n] : part->name, column, count);
        }
    }
    k->column = arena_array(r->scratch, Sym, count);
    k->column_count = count;
    for (size_t i = 0; i < count; i++) {
        k->column[i] = column[i];
    }
    return !k->broken;
}

/* ---- making ---- */

static Span span_of_column(const KeyDraft *k, Sym name) {
    for (size_t i = 0; i < k->part_count; i++) {
        if (k->part[i].name == name) {
            return k->part[i].span;
        }
    }
    return k->span;
}

/* The attributes of K's columns; NULL when one names nothing, which is reported. */
static const Attribute **find_columns(Resolver *r, const KeyDraft *k) {
    const Attribute **list = arena_array(r->session, const Attribute *, k->column_count);
    for (size_t i = 0; i < k->column_count; i++) {
        SynName name = {k->column[i], span_of_column(k, k->column[i])};
        list[i] = attribute_named(k->owner->entity, name.sym);
        if (!list[i]) { /* reported in the words of all lookups */
            list[i] = find_attribute(r, k->owner, name, "a key");
        }
        if (!list[i]) {
            return NULL;
        }
    }
    return list;
}

static Sym physical_name(Resolver *r, const KeyDraft *k, const Key *key) {
    const Entity *e = k->owner->entity;
    if (k->physical) {
        return k->physical;
    }
    if (k->kind == KEY_PRIMARY) {
        return name_of_constraint(r, e, NULL, 0, "pkey");
    }
    return k->unique ? name_of_entry(r, e, key->name, "key")
                     : name_of_constraint(r, e, key->attribute, key->attribute_count, "key");
}

static void make_key(Resolver *r, EntityDraft *d, KeyDraft *k) {
    const Attribute **list = key_expand(r, k) ? find_columns(r, k) : NULL;
    if (!list) {
        k->broken = true;
        if (k->name) {
            *vec_push(r->scratch, &d->broken) = k->name;
        }
        return;
    }
    Entity *e = d->entity;
    Key *key = &e->key[e->key_count++];
    *key = (Key){.kind = k->kind,
                 .name = k->name,
                 .attribute = list,
                 .attribute_count = k->column_count,
                 .span = k->span};
    key->physical = physical_name(r, k, key);
    if (k->unique) {
        key->nulls_not_distinct = k->unique->nulls_not_distinct.value;
        key->deferral = k->unique->deferrable.value ? DEFERRAL_INITIALLY_DEFERRED : DEFERRAL_NONE;
        key->doc = k->unique->doc.text;
    }
    if (k->kind == KEY_PRIMARY) {
        e->has_primary_key = true;
        for (size_t i = 0; i < k->column_count; i++) {
            e->attribute[list[i]->index].in_primary_key = true;
        }
    }
    k->key = key;
}

void keys_resolve(Resolver *r, EntityDraft *d) {
    if (d->key_count == 0) {
        return;
    }
    d->entity->key = arena_array(r->session, Key, d->key_count);
    for (size_t k = 0; k < d->key_count; k++) {
        make_key(r, d, &d->key[k]);
    }
}

/* ---- clauses ---- */

static void resolve_clauses(Resolver *r, EntityDraft *d, const KeyDraft *k) {
    const SynUnique *u = k->unique;
    Key *key = k->key;
    key->where = check_condition(r, d, u->where, "the condition of a unique set",
                                 CONSTANCY_IMMUTABLE, false);
    find_attribute_list(r, d, &u->include, "an `include` list", &key->include, &key->include_count);
    if (k->arm && k->arm->relation->attribute_count > 0) {
        Expr *has_arm = make_is_not_null(r->session, k->arm->relation->attribute[0]);
        key->where = make_and(r->session, key->where, has_arm);
    }
    if (key->where && key->deferral) {
        report_conflict(r, d->entity, u->deferrable.span, TEXT("`deferrable`"),
                        k->arm ? TEXT("a polymorphic relation") : TEXT("`where`"),
                        "a partial unique set is an index, which is checked at once");
    }
}

/* Among live rows only. What a relation refers to, and what is deferrable, must be a full constraint. */
static void narrow_to_live_rows(Resolver *r, const KeyDraft *k, const Attribute *deleted_at) {
    if (k->kind == KEY_UNIQUE && !k->referred && !k->key->deferral) {
        k->key->where = make_and(r->session, k->key->where, make_is_null(r->session, deleted_at));
    }
}

void keys_resolve_clauses(Resolver *r, EntityDraft *d) {
    const Attribute *deleted_at =
        d->entity->soft_delete ? attribute_named(d->entity, r->deleted_at) : NULL;
    for (size_t k = 0; k < d->key_count; k++) {
        const KeyDraft *draft = &d->key[k];
        if (draft->key && draft->unique) {
            resolve_clauses(r, d, draft);
        }
        if (draft->key && deleted_at) {
            narrow_to_live_rows(r, draft, deleted_at);
        }
    }
}

bool key_is_candidate(const Key *k) {
    if (k->where) {
        return false;
    }
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i]->nullable && !k->nulls_not_distinct) {
            return false;
        }
    }
    return true;
}
