/* Columns: lays out the attributes of each entity. The order is the one that reads best in a table: the
 * key, the columns of relations, the attributes as written, then created_at, updated_at, deleted_at.
 *
 * An attribute that the model itself names created_at (updated_at, deleted_at) takes the place and the
 * part of the implied one. A column of a relation has the type of what it refers to, which may be the
 * column of another relation; those chains are followed once all columns are there. */
#include "compiler/schema/resolve.h"

/* ---- attributes as written ---- */

static Sym enum_name(Resolver *r, const Entity *e, const SynAttribute *w, Sym column) {
    return w->type && w->type->form == SYN_TYPE_ENUM
               ? name_join(r, sym_text(e->table), sym_text(column))
               : NULL;
}

/* The attribute's own type on some targets, beside the one that it has elsewhere. */
static const Type *with_native(Resolver *r, const Type *type, const SynPairs *native) {
    if (native->count == 0) {
        return type;
    }
    Type *copy = arena_new(r->session, Type);
    NativeText *texts = arena_array(r->session, NativeText, native->count);
    for (size_t i = 0; i < native->count; i++) {
        texts[i] = (NativeText){native->at[i].name.sym, native->at[i].value.text};
    }
    *copy = *type;
    copy->native = texts;
    copy->native_count = native->count;
    return copy;
}

static void check_identity(Resolver *r, const Attribute *a, const SynAttribute *w) {
    Span span = w->more->identity.span;
    if (type_class(a->type) != CLASS_INTEGER && !type_is_poison(a->type)) {
        report_conflict(r, a->entity, span, TEXT("`identity`"),
                        say(r, "`%.*s`", TEXT_ARG(type_name(r->scratch, a->type))),
                        "only integers are numbered by the database");
    }
    if (a->nullable) {
        report_conflict(r, a->entity, span, TEXT("`identity`"), TEXT("`?`"),
                        "each row gets a number");
    }
    if (w->fallback || w->more->generated) {
        report_conflict(r, a->entity, span, TEXT("`identity`"),
                        w->fallback ? TEXT("a default") : TEXT("`:=`"),
                        "both give a value to a new row");
    }
}

static void check_flags(Resolver *r, const Attribute *a, const SynAttribute *w) {
    const SynAttributeMore *more = w->more;
    if (more->identity.value) {
        check_identity(r, a, w);
    }
    if (more->generated && w->fallback) {
        report_conflict(r, a->entity, w->fallback->span, TEXT("a default"), TEXT("`:=`"),
                        "a generated value is never given");
    }
    if (w->more->updated.value && a->type->kind != TYPE_TIMESTAMP && !type_is_poison(a->type)) {
        report_conflict(r, a->entity, w->more->updated.span, TEXT("`updated`"),
                        say(r, "`%.*s`", TEXT_ARG(type_name(r->scratch, a->type))),
                        "it is the instant of the last change, a `timestamp`");
    }
    if (w->more->updated.value && w->more->generated) {
        report_conflict(r, a->entity, w->more->updated.span, TEXT("`updated`"), TEXT("`:=`"),
                        "both set the value");
    }
    TypeClass class = type_class(a->type->kind == TYPE_ARRAY ? a->type->element : a->type);
    if (more->collation.sym && class != CLASS_STRING && class != CLASS_UNKNOWN) {
        report_conflict(r, a->entity, more->collation.span, TEXT("`collate`"),
                        say(r, "`%.*s`", TEXT_ARG(type_name(r->scratch, a->type))),
                        "only text has a collation");
    }
    if (more->was.sym && more->was.sym == a->name) {
        report(r, a->entity, DIAG_INVALID_VALUE, more->was.span, quoted(r, more->was.sym),
               TEXT("former name"), TEXT("it is the present one"));
    }
}

/* What an entity says of its text holds for what is text on every target. */
static Sym collation_of(const Entity *e, const Type *type) {
    bool text = type->kind == TYPE_CHAR || type->kind == TYPE_STRING || type->kind == TYPE_TEXT;
    return text && !type->native_count ? e->collation : NULL;
}

static void fill_declared(Resolver *r, Attribute *a, const SynAttribute *w) {
    const Entity *e = a->entity;
    const SynAttributeMore *more = w->more;
    a->column = more->column.sym ? more->column.sym : a->name;
    const Type *type = type_resolve(r, e, w->type, enum_name(r, e, w, a->column), more->doc.text);
    a->type = with_native(r, type, &more->native);
    a->nullable = w->type && w->type->nullable;
    a->collation = more->collation.sym                     ? more->collation.sym
                   : type->named && type->named->collation ? type->named->collation
                                                           : collation_of(e, a->type);
    a->was = more->was.sym;
    a->doc = more->doc.text;
    a->span = w->head.name.span;
    a->written = w;
    a->origin = ATTRIBUTE_DECLARED;
    a->identity = more->identity.value;
    a->personal = more->personal.value;
    a->secret = more->secret.value;
    a->immutable = more->immutable.value;
    check_flags(r, a, w);
    if (w->more->updated.value) {
        a->origin = ATTRIBUTE_UPDATED_AT;
    }
}

/* ---- laying out ---- */

/* The next attribute of E; NULL when the name is taken. */
static Attribute *place(Entity *e, Sym name) {
    if (attribute_named(e, name)) {
        return NULL;
    }
    size_t index = e->attribute_count++;
    Attribute *a = &e->attribute[index];
    *a = (Attribute){.name = name, .column = name, .entity = e, .index = (uint32_t)index};
    name_index_add(e->attribute_by_name, e->attribute, sizeof *a, index);
    return a;
}

static void report_taken(Resolver *r, const Entity *e, Span span, Sym name, Span taken,
                         const char *help) {
    Diag *d = report(r, e, DIAG_GENERATED_NAME_CLASH, span, sym_text(name),
                     say(r, "attribute `%.*s`", TEXT_ARG(sym_text(name))));
    diag_note(r->diags, d, taken, TEXT("this one"));
    diag_help(d, text_from(help));
}

static const SynAttribute *find_declared(const EntityDraft *d, Sym name) {
    const SynEntity *w = d->written;
    for (size_t i = 0; w && i < w->attributes.count; i++) {
        if (w->attributes.at[i].head.name.sym == name) {
            return &w->attributes.at[i];
        }
    }
    return NULL;
}

static void place_declared(Resolver *r, EntityDraft *d, const SynAttribute *w) {
    Sym name = w->head.name.sym;
    const RelationDraft *relation = map_get(&d->relation_by_name, name);
    if (relation) {
        report_duplicate(r, d->entity, "name", (SynName){name, relation->relation->span},
                         w->head.name.span);
    }
    Attribute *a = place(d->entity, name);
    if (a) {
        fill_declared(r, a, w);
    }
}

static bool has_via(const RelationDraft *draft) {
    return draft->written && draft->written->via.count > 0;
}

/* What the column was called while the relation had its former name. */
static Sym former_column(Resolver *r, const RelationDraft *draft, size_t i) {
    const Relation *relation = draft->relation;
    if (!relation->was || has_via(draft)) {
        return NULL;
    }
    Text now = sym_text(draft->column[i]); /* the relation's name, then what follows it */
    Text rest = text_slice(now, sym_text(relation->name).size + 1, now.size);
    return name_join(r, sym_text(relation->was), rest);
}

static void place_relation_column(Resolver *r, RelationDraft *draft, size_t i) {
    Entity *e = draft->owner->entity;
    const Relation *relation = draft->relation;
    Sym name = draft->column[i];
    const SynAttribute *declared = find_declared(draft->owner, name);
    if (declared) {
        if (!has_via(draft)) {
            report_taken(
                r, e, relation->span, name, declared->head.name.span,
                "write `via` and the attribute's name to use it, or leave the attribute out");
        }
        return; /* the attribute holds the relation */
    }
    const Attribute *there = attribute_named(e, name);
    if (there) {
        if (!has_via(draft) && there->relation != relation) {
            report_taken(r, e, relation->span, name, there->span,
                         "write `via` to give its columns other names");
        }
        return; /* relations may share a column by `via` */
    }
    Attribute *a = place(e, name);
    bool is_tag = relation->kind == RELATION_TAGGED && i == 0;
    a->origin = is_tag ? ATTRIBUTE_TAG : ATTRIBUTE_RELATION;
    a->relation = relation;
    a->nullable = relation->optional;
    a->was = former_column(r, draft, i);
    a->span = relation->span;
    a->doc = i == 0 ? relation->doc : TEXT("");
}

static void place_relation(Resolver *r, RelationDraft *draft) {
    for (size_t i = 0; !draft->broken && i < draft->column_count; i++) {
        place_relation_column(r, draft, i);
    }
}

static void place_conventional_key(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    const SynAttribute *declared = find_declared(d, r->key.name);
    if (declared) {
        report_taken(r, e, e->span, r->key.name, declared->head.name.span,
                     "write `key` behind its type to make it the key");
        return;
    }
    Attribute *a = place(e, r->key.name);
    a->type = r->key.type;
    a->origin = ATTRIBUTE_KEY_CONVENTION;
    a->identity = r->key.identity;
    a->fallback = r->key.fallback;
}

/* What K's part names, when that is not a relation: an attribute, or the column of a relation. */
static void place_key_part(Resolver *r, EntityDraft *d, Sym name) {
    if (attribute_named(d->entity, name)) {
        return;
    }
    const SynAttribute *declared = find_declared(d, name);
    if (declared) {
        place_declared(r, d, declared);
        return;
    }
    for (size_t i = 0; i < d->relation_count; i++) {
        RelationDraft *draft = &d->relation[i];
        for (size_t k = 0; !draft->broken && k < draft->column_count; k++) {
            if (draft->column[k] == name) {
                place_relation_column(r, draft, k);
                return;
            }
        }
    }
}

static void place_key(Resolver *r, EntityDraft *d) {
    KeyDraft *k = d->has_primary_key ? &d->key[0] : NULL;
    if (!k || !key_expand(r, k)) {
        return;
    }
    if (k->conventional) {
        place_conventional_key(r, d);
        return;
    }
    for (size_t i = 0; i < k->column_count; i++) {
        place_key_part(r, d, k->column[i]);
    }
}

/* created_at, updated_at or deleted_at: implied, or the attribute of that name. */
static void place_implied(Resolver *r, Entity *e, Sym name, AttributeOrigin origin) {
    Attribute *a = attribute_named(e, name);
    bool nullable = origin == ATTRIBUTE_DELETED_AT;
    if (!a) {
        a = place(e, name);
        a->type = type_basic(TYPE_TIMESTAMP);
        a->nullable = nullable;
    } else if (!a->type || type_is_poison(a->type)) {
        return;
    } else if (a->type->kind != TYPE_TIMESTAMP || a->nullable != nullable) {
        report_taken(r, e, e->span, name, a->span,
                     nullable ? "make it a `timestamp?`, or turn `soft delete` off"
                              : "make it a `timestamp`, or turn `timestamps` off");
        return;
    }
    a->origin = origin;
    bool has_default = a->written && (a->written->fallback || a->written->more->generated);
    if (!nullable && !has_default) {
        a->fallback = r->now;
    }
}

/* Whether an attribute stands in for updated_at; the database keeps one of them. */
static bool has_updated(Resolver *r, const EntityDraft *d) {
    const SynAttribute *first = NULL;
    for (size_t i = 0; d->written && i < d->written->attributes.count; i++) {
        const SynAttribute *w = &d->written->attributes.at[i];
        if (w->more->updated.value && first) {
            report_conflict(r, d->entity, w->more->updated.span, TEXT("`updated`"),
                            quoted(r, first->head.name.sym),
                            "one attribute tells of the last change");
        } else if (w->more->updated.value) {
            first = w;
        }
    }
    return first != NULL;
}

static size_t most_columns(const EntityDraft *d) {
    const Entity *e = d->entity;
    bool conventional = d->has_primary_key && d->key[0].conventional;
    size_t count = (conventional ? 1u : 0u) + (e->timestamps ? 2u : 0u) +
                   (e->soft_delete ? 1u : 0u) + (d->written ? d->written->attributes.count : 0);
    for (size_t i = 0; i < d->relation_count; i++) {
        count += d->relation[i].broken ? 0 : d->relation[i].column_count;
    }
    return count;
}

static void lay_out(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    size_t most = most_columns(d);
    e->attribute = arena_array(r->session, Attribute, most);
    e->attribute_by_name = name_index_make(r->session, most);
    place_key(r, d);
    for (size_t i = 0; i < d->relation_count; i++) {
        place_relation(r, &d->relation[i]);
    }
    for (size_t i = 0; d->written && i < d->written->attributes.count; i++) {
        const SynAttribute *w = &d->written->attributes.at[i];
        const Attribute *there = attribute_named(e, w->head.name.sym);
        if (!there || !there->written) {
            place_declared(r, d, w);
        }
    }
    bool updated = has_updated(r, d);
    if (e->timestamps) {
        place_implied(r, e, r->created_at, ATTRIBUTE_CREATED_AT);
        if (!updated) {
            place_implied(r, e, r->updated_at, ATTRIBUTE_UPDATED_AT);
        }
    }
    if (e->soft_delete) {
        place_implied(r, e, r->deleted_at, ATTRIBUTE_DELETED_AT);
    }
}

void columns_lay_out(Resolver *r, EntityDraft *d) {
    if (d->entity->origin == ENTITY_AUDIT) {
        audit_lay_out(r, d);
    } else {
        lay_out(r, d);
    }
}

/* ---- column names that meet ---- */

static void check_column_names(Resolver *r, const Entity *e) {
    Map taken = {0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        if (a->column == a->name) {
            continue; /* names differ; only a chosen column can meet another */
        }
        const Attribute *other = attribute_named(e, a->column);
        if (!other || other->column != a->column) {
            other = map_put(r->scratch, &taken, a->column, (void *)a);
        }
        if (other) {
            Diag *d = report(r, e, DIAG_NAME_COLLISION, a->written->more->column.span,
                             sym_text(a->name), sym_text(other->name),
                             say(r, "the columns of `%.*s`", TEXT_ARG(sym_text(e->table))));
            diag_note(r->diags, d, other->span, TEXT("the other one"));
        }
    }
}

static void check_former_names(Resolver *r, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        const Attribute *other = a->was ? attribute_named(e, a->was) : NULL;
        if (other && other != a) {
            Span span = a->written ? a->written->more->was.span : a->span;
            Diag *d = report(r, e, DIAG_INVALID_VALUE, span, quoted(r, a->was), TEXT("former name"),
                             TEXT("another attribute has it"));
            diag_note(r->diags, d, other->span, TEXT("this one"));
        }
    }
}

/* ---- types of relation columns ---- */

/* The attribute that COLUMN, which has no type yet, refers to; NULL when that is not known. */
static Attribute *referred_column(const Attribute *column) {
    const Relation *relation = column->relation;
    const Key *k = relation ? relation->target_key : NULL;
    for (size_t i = 0; k && i < relation->attribute_count && i < k->attribute_count; i++) {
        if (relation->attribute[i] == column) {
            const Attribute *referred = k->attribute[i];
            return &referred->entity->attribute[referred->index];
        }
    }
    return NULL;
}

/* Follows COLUMN to a type and gives it, with its collation, to the whole chain, so that each link is walked once. A chain
 * without end (keys that hold each other by `via`) is cut by a poisoned type. */
static void find_type(Resolver *r, Attribute *column) {
    const Type *type = NULL;
    Sym collation = NULL;
    size_t steps = 0;
    for (Attribute *at = column; at && !type; at = referred_column(at)) {
        type = at->type;
        collation = at->collation;
        if (steps++ > r->relation_count) {
            report(
                r, column->entity, DIAG_INVALID_TYPE, column->span,
                say(r, "the type of `%.*s` depends on itself", TEXT_ARG(sym_text(column->name))));
            break;
        }
    }
    if (!type) {
        type = type_poison();
    }
    for (Attribute *at = column; at && !at->type; at = referred_column(at)) {
        at->type = type;
        at->collation = collation;
    }
}

static void find_types(Resolver *r, const Relation *relation) {
    Entity *e = (Entity *)relation->entity; /* made by this resolver */
    for (size_t i = 0; i < relation->attribute_count; i++) {
        Attribute *column = &e->attribute[relation->attribute[i]->index];
        if (!column->type) {
            find_type(r, column);
        }
    }
}

void columns_find_types(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        const EntityDraft *d = r->entities.at[i];
        for (size_t k = 0; k < d->relation_count; k++) {
            find_types(r, d->relation[k].relation);
        }
    }
}

/* ---- all of one entity ---- */

void columns_complete(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (!e->attribute[i].type) {
            find_type(r, &e->attribute[i]); /* of a relation that was wrong */
        }
        type_use(r, e->attribute[i].type);
    }
    check_column_names(r, e);
    check_former_names(r, e);
}
