/* Relations: declares them with their arms and junctions, and finds the columns that hold them.
 *
 * The columns of a N:1 relation are named RELATION_KEYCOLUMN after the key that it refers to, or as
 * `via` says. A key may hold relations (an identifying relation), so the columns are found in the order
 * in which keys depend on each other, with a stack of its own; a circle is reported. */
#include "compiler/schema/resolve.h"

/* ---- what may stand together ---- */

#define KIND_BIT(kind) (1u << (kind))

typedef struct ClauseRule {
    const char *word;
    size_t span;    /* of the clause's Span in SynRelation */
    unsigned kinds; /* of relations that it may stand in */
    const char *why;
} ClauseRule;

static const ClauseRule clause_rule[] = {
    {"through", offsetof(SynRelation, through.span), KIND_BIT(RELATION_MANY),
     "only a relation to many has a junction"},
    {"tagged", offsetof(SynRelation, tagged.span), KIND_BIT(RELATION_TAGGED),
     "only `one of` several entities is told by a tag"},
    {"unique", offsetof(SynRelation, unique.span),
     KIND_BIT(RELATION_ONE) | KIND_BIT(RELATION_ONE_OF),
     "there is no column here that could be unique"},
    {"to", offsetof(SynRelation, to.span), KIND_BIT(RELATION_ONE),
     "only a relation to one entity chooses the key that it refers to"},
    {"name", offsetof(SynRelation, physical.span), KIND_BIT(RELATION_ONE),
     "there is not exactly one foreign key"},
    {"on delete", offsetof(SynRelation, on_delete.span),
     KIND_BIT(RELATION_ONE) | KIND_BIT(RELATION_MANY) | KIND_BIT(RELATION_ONE_OF),
     "there is no foreign key"},
    {"on update", offsetof(SynRelation, on_update.span),
     KIND_BIT(RELATION_ONE) | KIND_BIT(RELATION_MANY) | KIND_BIT(RELATION_ONE_OF),
     "there is no foreign key"},
    {"deferrable", offsetof(SynRelation, deferrable.span),
     KIND_BIT(RELATION_ONE) | KIND_BIT(RELATION_MANY) | KIND_BIT(RELATION_ONE_OF),
     "there is no foreign key"},
};

static Text kind_words(RelationKind kind) {
    switch (kind) {
    case RELATION_ONE: break;
    case RELATION_MANY: return TEXT("`many`");
    case RELATION_ONE_OF: return TEXT("`one of`");
    case RELATION_TAGGED: return TEXT("`tagged`");
    }
    return TEXT("a relation to one entity");
}

static void check_clauses(Resolver *r, const Relation *relation, const SynRelation *w) {
    for (size_t i = 0; i < sizeof clause_rule / sizeof *clause_rule; i++) {
        const ClauseRule *rule = &clause_rule[i];
        Span span = *(const Span *)((const char *)w + rule->span);
        if (span_exists(span) && !(rule->kinds & KIND_BIT(relation->kind))) {
            report_conflict(r, relation->entity, span, say(r, "`%s`", rule->word),
                            kind_words(relation->kind), rule->why);
        }
    }
    if (w->via.count && relation->kind != RELATION_ONE) {
        report_conflict(r, relation->entity, w->via.at[0].span, TEXT("`via`"),
                        kind_words(relation->kind),
                        "only a relation to one entity has columns of its own");
    }
}

/* Whether exactly one of `entity`, `many` and `one of` is written. */
static bool has_one_form(Resolver *r, const Entity *e, const SynRelation *w) {
    int forms = (w->entity.sym != NULL) + (w->many.sym != NULL) + (w->one_of.count > 0);
    if (forms > 1) {
        report_conflict(r, e, w->head.name.span, w->many.sym ? TEXT("`many`") : TEXT("`entity`"),
                        w->one_of.count ? TEXT("`one of`") : TEXT("`entity`"),
                        "a relation has one of these forms");
    } else if (forms == 0 && !r->reader_reported) {
        report(r, e, DIAG_MISSING_KEY, w->head.name.span, quoted(r, w->head.name.sym),
               TEXT("entity"));
    }
    return forms == 1;
}

static RelationKind kind_of(const SynRelation *w) {
    if (w->many.sym) {
        return RELATION_MANY;
    }
    if (w->one_of.count) {
        return w->tagged.value ? RELATION_TAGGED : RELATION_ONE_OF;
    }
    return RELATION_ONE;
}

/* ---- declaring ---- */

static Action default_on_delete(Resolver *r, RelationKind kind) {
    return kind == RELATION_MANY ? ACTION_CASCADE : r->on_delete;
}

static Relation *make_relation(Resolver *r, EntityDraft *d, const SynRelation *w) {
    Relation *relation = arena_new(r->session, Relation);
    RelationKind kind = kind_of(w);
    *relation = (Relation){
        .kind = kind,
        .name = w->head.name.sym,
        .entity = d->entity,
        .optional = w->entity.optional,
        .unique = w->unique.value,
        .on_delete = w->on_delete.value ? w->on_delete.value : default_on_delete(r, kind),
        .on_update = w->on_update.value ? w->on_update.value : r->on_update,
        .deferral = w->deferrable.value ? DEFERRAL_INITIALLY_DEFERRED : DEFERRAL_NONE,
        .physical = w->physical.sym,
        .was = w->was.sym,
        .doc = w->doc.text,
        .span = w->head.name.span,
        .written = w};
    r->relation_count++;
    return relation;
}

static void mark_broken(Resolver *r, RelationDraft *draft) {
    if (!draft->broken) {
        draft->broken = true;
        *vec_push(r->scratch, &draft->owner->broken) = draft->relation->name;
    }
}

/* An arm `subject_order` of `subject`: optional, as all arms but one are null. */
static void declare_arm(Resolver *r, RelationDraft *draft, const RelationDraft *parent,
                        SynName entity) {
    Relation *arm = arena_new(r->session, Relation);
    const Relation *whole = parent->relation;
    Text snake = inflect_snake(r->scratch, sym_text(entity.sym));
    *arm = *whole;
    arm->kind = RELATION_ONE;
    arm->name = name_join(r, sym_text(whole->name), snake);
    arm->optional = true;
    arm->parent = whole;
    arm->arm = NULL;
    arm->arm_count = 0;
    arm->span = entity.span;
    arm->was = whole->was ? name_join(r, sym_text(whole->was), snake) : NULL;
    *draft = (RelationDraft){.relation = arm, .owner = parent->owner, .written = parent->written};
    r->relation_count++;
    draft->target = find_entity(r, whole->entity, entity);
    if (!draft->target) {
        mark_broken(r, draft);
        return;
    }
    arm->target = draft->target->entity;
}

static void declare_arms(Resolver *r, RelationDraft *parent) {
    Relation *whole = parent->relation;
    const SynNames *entities = &parent->written->one_of;
    whole->arm = arena_array(r->session, Relation *, entities->count);
    for (size_t i = 0; i < entities->count; i++) {
        RelationDraft *draft = parent + 1 + i;
        declare_arm(r, draft, parent, entities->at[i]);
        const RelationDraft *first =
            map_put(r->scratch, &parent->owner->relation_by_name, draft->relation->name, draft);
        if (first && first->relation->parent == whole) {
            report_duplicate(r, whole->entity, "entity", entities->at[i], first->relation->span);
        } else if (first) {
            report(r, whole->entity, DIAG_GENERATED_NAME_CLASH, entities->at[i].span,
                   sym_text(draft->relation->name),
                   say(r, "relation `%.*s`", TEXT_ARG(sym_text(first->relation->name))));
        }
        draft->broken |= first != NULL;
        if (!draft->broken) {
            whole->arm[whole->arm_count++] = draft->relation;
        }
    }
}

static void declare_relation(Resolver *r, RelationDraft *draft, EntityDraft *d,
                             const SynRelation *w) {
    *draft = (RelationDraft){.relation = make_relation(r, d, w), .owner = d, .written = w};
    Relation *relation = draft->relation;
    const RelationDraft *first = map_put(r->scratch, &d->relation_by_name, relation->name, draft);
    if (first) {
        draft->broken = true; /* the reader has reported it */
        return;
    }
    if (!has_one_form(r, d->entity, w)) {
        mark_broken(r, draft);
        return;
    }
    check_clauses(r, relation, w);
    if (relation->was == relation->name) {
        report(r, d->entity, DIAG_INVALID_VALUE, w->was.span, quoted(r, relation->was),
               TEXT("former name"), TEXT("it is the present one"));
        relation->was = NULL;
    }
    if (relation->kind == RELATION_ONE || relation->kind == RELATION_MANY) {
        SynName target =
            relation->kind == RELATION_MANY ? w->many : (SynName){w->entity.sym, w->entity.span};
        draft->target = find_entity(r, d->entity, target);
        if (!draft->target) {
            mark_broken(r, draft);
            return;
        }
        relation->target = draft->target->entity;
    }
}

static void declare_relations_of(Resolver *r, EntityDraft *d) {
    size_t count = 0;
    for (size_t i = 0; i < d->written->relations.count; i++) {
        count += 1 + d->written->relations.at[i].one_of.count;
    }
    d->relation = arena_array(r->scratch, RelationDraft, count);
    for (size_t i = 0; i < d->written->relations.count; i++) {
        RelationDraft *draft = &d->relation[d->relation_count];
        const SynRelation *w = &d->written->relations.at[i];
        declare_relation(r, draft, d, w);
        d->relation_count++;
        if (draft->broken) {
            continue;
        }
        if (w->one_of.count) {
            declare_arms(r, draft);
            d->relation_count += w->one_of.count;
        }
        if (draft->relation->kind == RELATION_MANY && !w->through.sym) {
            junction_declare(r, draft);
        }
    }
}

void relations_declare(Resolver *r) {
    for (size_t i = 0; i < r->entities.count; i++) {
        declare_relations_of(r, r->entities.at[i]);
    }
}

/* ---- finding the columns ---- */

/* TO names no unique set of TARGET: the nearest one is suggested, else a few are listed. */
static void report_no_such_key(Resolver *r, const Relation *relation, const EntityDraft *target,
                               SynName to) {
    enum { MOST_LISTED = 8 };
    Text *candidate = arena_array(r->scratch, Text, target->key_count), list = TEXT("");
    Text entity = sym_text(target->entity->name);
    size_t named = 0;
    for (size_t i = 0; i < target->key_count; i++) {
        candidate[i] = sym_text(target->key[i].name);
        if (candidate[i].size && named++ < MOST_LISTED) {
            list = say(r, "%.*s%s`%.*s`", TEXT_ARG(list), list.size ? ", " : "",
                       TEXT_ARG(candidate[i]));
        }
    }
    Diag *d = report(r, relation->entity, DIAG_UNDEFINED, to.span, TEXT("unique set"),
                     sym_text(to.sym), say(r, " in `%.*s`", TEXT_ARG(entity)));
    diag_suggest(r->diags, d, to.span, sym_text(to.sym), candidate, target->key_count);
    if (d->help.size == 0) {
        diag_help(d, named ? say(r, "the unique sets of `%.*s` are %.*s%s", TEXT_ARG(entity),
                                 TEXT_ARG(list), named > MOST_LISTED ? ", …" : "")
                           : say(r, "`%.*s` has no unique set: leave out `to` to refer to its key",
                                 TEXT_ARG(entity)));
    }
}

/* The key that a relation to one entity refers to; NULL when there is none, which is then known. */
static KeyDraft *find_referred_key(Resolver *r, RelationDraft *draft) {
    const Relation *relation = draft->relation;
    EntityDraft *target = draft->target;
    SynName to = draft->written ? draft->written->to : (SynName){0};
    if (to.sym) {
        KeyDraft *k = key_find(r, target, to.sym);
        if (k) {
            k->referred = true;
        } else if (!is_broken(target, to.sym)) {
            report_no_such_key(r, relation, target, to);
        }
        return k;
    }
    if (target->has_primary_key) {
        return &target->key[0];
    }
    Diag *d = report(r, relation->entity, DIAG_NOT_A_KEY, relation->span, sym_text(relation->name),
                     TEXT("the primary key"), sym_text(target->entity->name));
    diag_label(d, say(r, "`%.*s` has no primary key", TEXT_ARG(sym_text(target->entity->name))));
    diag_help(d, TEXT("give it a key, or name one of its unique sets behind `to`"));
    return NULL;
}

/* The next part of the key that DRAFT refers to whose columns are still to be found. */
static RelationDraft *next_dependency(const RelationDraft *draft) {
    const KeyDraft *k = draft->refers;
    for (size_t i = 0; k && i < k->part_count; i++) {
        RelationDraft *part = k->part[i].relation;
        if (part && part->state != DRAFT_DONE) {
            return part;
        }
    }
    return NULL;
}

static void report_key_circle(Resolver *r, RelationDraft *const *stack, size_t depth,
                              RelationDraft *again) {
    size_t start = depth;
    while (start > 0 && stack[start - 1] != again) {
        start--;
    }
    start = start ? start - 1 : 0;
    Text path = TEXT("");
    for (size_t i = start; i < depth && i < start + 8; i++) {
        const Relation *relation = stack[i]->relation;
        path = say(r, "%.*s%s`%.*s.%.*s`", TEXT_ARG(path), i == start ? "" : " -> ",
                   TEXT_ARG(sym_text(relation->entity->name)), TEXT_ARG(sym_text(relation->name)));
        mark_broken(r, stack[i]);
    }
    for (size_t i = start; i < depth; i++) {
        mark_broken(r, stack[i]);
    }
    const Relation *relation = again->relation;
    Diag *d =
        report_conflict(r, relation->entity, relation->span,
                        say(r, "relation `%.*s`", TEXT_ARG(sym_text(relation->name))),
                        say(r, "the key of `%.*s`", TEXT_ARG(sym_text(relation->entity->name))),
                        "its columns would need this key again");
    diag_label(d, say(r, "%.*s%s", TEXT_ARG(path), depth - start > 8 ? " …" : ""));
}

static Sym column_name(Resolver *r, const RelationDraft *draft, size_t i) {
    const SynNames *via = draft->written ? &draft->written->via : NULL;
    if (via && via->count) {
        return via->at[i].sym;
    }
    return name_join(r, sym_text(draft->relation->name), sym_text(draft->refers->column[i]));
}

static bool via_fits(Resolver *r, const RelationDraft *draft) {
    const SynNames *via = draft->written ? &draft->written->via : NULL;
    size_t wanted = draft->refers->column_count;
    if (!via || via->count == 0 || via->count == wanted) {
        return true;
    }
    report(r, draft->relation->entity, DIAG_INVALID_VALUE,
           span_join(via->at[0].span, via->at[via->count - 1].span),
           say(r, "a list of %zu", via->count), TEXT("`via`"),
           say(r, "the key of `%.*s` has %zu columns",
               TEXT_ARG(sym_text(draft->relation->target->name)), wanted));
    return false;
}

/* All that the columns depend on is found. */
static void name_columns(Resolver *r, RelationDraft *draft) {
    draft->state = DRAFT_DONE;
    if (draft->broken) {
        return;
    }
    if (!draft->refers || !key_expand(r, draft->refers) || !via_fits(r, draft)) {
        mark_broken(r, draft);
        return;
    }
    draft->column_count = draft->refers->column_count;
    draft->column = arena_array(r->scratch, Sym, draft->column_count);
    for (size_t i = 0; i < draft->column_count; i++) {
        draft->column[i] = column_name(r, draft, i);
    }
}

static void begin(Resolver *r, RelationDraft *draft) {
    const Relation *relation = draft->relation;
    bool holds_key = relation->kind == RELATION_ONE &&
                     !(relation->parent && relation->parent->kind == RELATION_TAGGED);
    draft->state = holds_key && !draft->broken ? DRAFT_ACTIVE : DRAFT_DONE;
    if (draft->state == DRAFT_ACTIVE) {
        draft->refers = find_referred_key(r, draft);
    }
}

/* Depth first over what keys depend on, with STACK (room for all relations) in place of recursion. */
static void find_columns(Resolver *r, RelationDraft *draft, RelationDraft **stack) {
    size_t depth = 0;
    begin(r, draft);
    if (draft->state == DRAFT_ACTIVE) {
        stack[depth++] = draft;
    }
    while (depth > 0) {
        RelationDraft *top = stack[depth - 1], *next = top->broken ? NULL : next_dependency(top);
        if (!next) {
            name_columns(r, top);
            depth--;
        } else if (next->state == DRAFT_ACTIVE) {
            report_key_circle(r, stack, depth, next);
        } else {
            begin(r, next);
            if (next->state == DRAFT_ACTIVE) {
                stack[depth++] = next;
            }
        }
    }
}

static void name_tag_columns(Resolver *r, RelationDraft *draft) {
    draft->column_count = 2;
    draft->column = arena_array(r->scratch, Sym, 2);
    draft->column[0] = name_join(r, sym_text(draft->relation->name), TEXT("type"));
    draft->column[1] = name_join(r, sym_text(draft->relation->name), TEXT("id"));
}

void relations_find_columns(Resolver *r) {
    RelationDraft **stack = arena_array(r->scratch, RelationDraft *, r->relation_count);
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        for (size_t k = 0; k < d->relation_count; k++) {
            RelationDraft *draft = &d->relation[k];
            if (draft->state == DRAFT_NEW) {
                find_columns(r, draft, stack);
            }
            if (draft->relation->kind == RELATION_TAGGED && !draft->broken) {
                name_tag_columns(r, draft);
            }
        }
    }
}
