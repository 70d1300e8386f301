/* Finding what a name stands for, and typing the expressions of an entity. A name is looked up through
 * maps; only a name that is not found costs a walk, for its suggestions. */
#include "compiler/read/notation.h"
#include "compiler/schema/resolve.h"

EntityDraft *find_entity(Resolver *r, const Entity *e, SynName name) {
    EntityDraft *d = map_get(&r->draft_by_name, name.sym);
    if (!d) {
        size_t count = r->model->entities.count;
        Text *candidate = arena_array(r->scratch, Text, count);
        for (size_t i = 0; i < count; i++) {
            candidate[i] = sym_text(r->model->entities.at[i].head.name.sym);
        }
        Diag *why =
            report(r, e, DIAG_UNDEFINED, name.span, TEXT("entity"), sym_text(name.sym), TEXT(""));
        diag_suggest(r->diags, why, name.span, sym_text(name.sym), candidate, count);
    }
    return d;
}

/* A relation that is wrong makes its own name and those of its columns unusable. */
bool is_broken(const EntityDraft *d, Sym name) {
    for (size_t i = 0; i < d->broken.count; i++) {
        Text broken = sym_text(d->broken.at[i]), t = sym_text(name);
        if (text_starts_with(t, broken) && (t.size == broken.size || t.at[broken.size] == '_')) {
            return true;
        }
    }
    return false;
}

static void report_undefined_attribute(Resolver *r, EntityDraft *d, SynName name) {
    const Entity *e = d->entity;
    size_t count = 0;
    Text *candidate = arena_array(r->scratch, Text, e->attribute_count + e->relation_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        candidate[count++] = sym_text(e->attribute[i].name);
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        candidate[count++] = sym_text(e->relation[i]->name);
    }
    Diag *why = report_undefined(r, e, "attribute", name, candidate, count);
    if (!why->help.size && !notation_is_identifier(sym_text(name.sym))) {
        diag_help(why, TEXT("double quotes are around names; a text stands in single ones"));
    }
}

static const char *why_no_columns(const Relation *relation) {
    switch (relation->kind) {
    case RELATION_ONE: break;
    case RELATION_MANY: return "it has no columns here, but in its junction";
    case RELATION_ONE_OF: return "it has a column for each of its entities; name one of them";
    case RELATION_TAGGED: break;
    }
    return NULL;
}

/* What to write instead of a relation without columns of its own. */
static Text way_round(Resolver *r, const Relation *relation) {
    if (relation->kind == RELATION_MANY) {
        return say(r, "an entity of its own has columns, and rows: `%.*s: many %.*s through NAME`",
                   TEXT_ARG(sym_text(relation->name)), TEXT_ARG(sym_text(relation->target->name)));
    }
    Text names = TEXT("");
    for (size_t i = 0; i < relation->arm_count; i++) {
        const Relation *arm = relation->arm[i];
        for (size_t k = 0; k < arm->attribute_count; k++) {
            names = say(r, "%.*s%s`%.*s`", TEXT_ARG(names), names.size ? ", " : "",
                        TEXT_ARG(sym_text(arm->attribute[k]->name)));
        }
    }
    return say(r, "write one of %.*s", TEXT_ARG(names));
}

size_t find_attributes(Resolver *r, EntityDraft *d, SynName name, const char *place,
                       const Attribute *const **found) {
    r->found_one = attribute_named(d->entity, name.sym);
    if (r->found_one) {
        *found = &r->found_one;
        return 1;
    }
    RelationDraft *relation = map_get(&d->relation_by_name, name.sym);
    if (is_broken(d, name.sym) || (relation && relation->broken)) {
        return 0;
    }
    if (!relation) {
        report_undefined_attribute(r, d, name);
        return 0;
    }
    const char *why = why_no_columns(relation->relation);
    if (why) {
        Diag *refused =
            report(r, d->entity, DIAG_NOT_ALLOWED_HERE, name.span,
                   say(r, "relation `%.*s`", TEXT_ARG(sym_text(name.sym))), text_from(place));
        diag_label(refused, text_from(why));
        if (relation->relation->target || relation->relation->arm_count) {
            diag_help(refused, way_round(r, relation->relation));
        }
        return 0;
    }
    *found = relation->relation->attribute;
    return relation->relation->attribute_count;
}

const Attribute *find_attribute(Resolver *r, EntityDraft *d, SynName name, const char *place) {
    const Attribute *const *found = NULL;
    size_t count = find_attributes(r, d, name, place, &found);
    if (count > 1) {
        Diag *why =
            report(r, d->entity, DIAG_NOT_ALLOWED_HERE, name.span,
                   say(r, "relation `%.*s`", TEXT_ARG(sym_text(name.sym))), text_from(place));
        diag_label(why, say(r, "it has %zu columns; name one of them", count));
    }
    return count == 1 ? found[0] : NULL;
}

bool find_attribute_list(Resolver *r, EntityDraft *d, const SynNames *names, const char *place,
                         const Attribute ***list, size_t *list_count) {
    VEC(const Attribute *) all = {0};
    Map seen = {0};
    bool fine = true;
    for (size_t i = 0; i < names->count; i++) {
        const Attribute *const *found = NULL;
        size_t count = find_attributes(r, d, names->at[i], place, &found);
        fine = fine && count > 0;
        for (size_t k = 0; k < count; k++) {
            const SynName *first = map_put(r->scratch, &seen, found[k]->name, &names->at[i]);
            if (!first) {
                *vec_push(r->scratch, &all) = found[k];
            } else if (first->sym == names->at[i].sym) { /* else relations share the column */
                report_duplicate(r, d->entity, "part", names->at[i], first->span);
                fine = false;
                break;
            }
        }
    }
    *list = arena_array(r->session, const Attribute *, all.count);
    for (size_t i = 0; i < all.count; i++) {
        (*list)[i] = all.at[i];
    }
    *list_count = all.count;
    return fine;
}

/* ---- expressions ---- */

/* What the names in an expression are looked up for. */
typedef struct NameContext {
    Resolver *r;
    EntityDraft *draft; /* NULL: no entity */
    const char *place;
    const Attribute *generated; /* the attribute that the expression generates; NULL: none */
} NameContext;

static ExprMeaning resolve_name(void *context, Sym name, Span span) {
    NameContext *c = context;
    const Attribute *a = find_attribute(c->r, c->draft, (SynName){name, span}, c->place);
    if (!a) {
        return (ExprMeaning){0};
    }
    if (c->generated && a->written && a->written->more->generated) {
        report(c->r, c->draft->entity, DIAG_NOT_ALLOWED_HERE, span,
               say(c->r, "the generated attribute `%.*s`", TEXT_ARG(sym_text(name))),
               TEXT("a generated attribute"));
        return (ExprMeaning){0};
    }
    return (ExprMeaning){a, type_is_poison(a->type) ? NULL : a->type};
}

static const Type *resolve_type(void *context, const SynType *written) {
    NameContext *c = context;
    const Type *t = type_resolve(c->r, c->draft ? c->draft->entity : NULL, written, NULL, TEXT(""));
    return type_is_poison(t) ? NULL : t;
}

static ExprScope scope_of(NameContext *context, Constancy most) {
    return (ExprScope){.arena = context->r->session,
                       .diags = context->r->diags,
                       .entity = context->draft ? context->draft->entity->name : NULL,
                       .place = context->place,
                       .most = most,
                       .resolve_name = context->draft ? resolve_name : NULL,
                       .resolve_type = resolve_type,
                       .context = context};
}

Expr *check_condition(Resolver *r, EntityDraft *d, const Expr *written, const char *place,
                      Constancy most, bool parameters) {
    NameContext context = {r, d, place, NULL};
    ExprScope scope = scope_of(&context, most);
    scope.parameters = parameters;
    return written ? expr_check(&scope, written, type_basic(TYPE_BOOLEAN)) : NULL;
}

Expr *check_expression(Resolver *r, EntityDraft *d, const Expr *written, const char *place) {
    NameContext context = {r, d, place, NULL};
    ExprScope scope = scope_of(&context, CONSTANCY_IMMUTABLE);
    return expr_check(&scope, written, NULL);
}

Expr *check_value(Resolver *r, EntityDraft *d, const Expr *written, const Attribute *attribute) {
    NameContext context = {r, d, "a check", NULL};
    ExprScope scope = scope_of(&context, CONSTANCY_IMMUTABLE);
    scope.value_type = attribute->type;
    scope.value_name = attribute->name;
    scope.value_attribute = attribute;
    return expr_check(&scope, written, type_basic(TYPE_BOOLEAN));
}

static bool compares_or_calls(const Expr *e) {
    return e->kind == EXPR_CALL || e->kind == EXPR_IN || e->kind == EXPR_BETWEEN ||
           (e->kind == EXPR_BINARY && e->binary.op != OPERATOR_CONCAT) ||
           (e->kind == EXPR_CASE && e->choice->operand);
}

/* Whether E depends on the row. Where texts that do not are compared or handed to a function, this is
 * reported: engines compute such a part when the table is made, before they know its collation. */
static bool find_constant_texts(Resolver *r, const Entity *entity, const Expr *e) {
    bool varies = e->kind == EXPR_POISON || e->kind == EXPR_NAME || e->kind == EXPR_NATIVE;
    bool has_text = false;
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        varies = find_constant_texts(r, entity, child) || varies;
        has_text = has_text || type_class(child->type) == CLASS_STRING;
    }
    if (!varies && has_text && compares_or_calls(e)) {
        Diag *d =
            report(r, entity, DIAG_NOT_ALLOWED_HERE, e->span, TEXT("a text that never changes"),
                   TEXT("a call or comparison of a generated attribute"));
        diag_help(d, TEXT("write its result, which is the same in every row"));
        return true;
    }
    return varies;
}

Expr *check_generated(Resolver *r, EntityDraft *d, const Expr *written,
                      const Attribute *attribute) {
    NameContext context = {r, d, "a generated attribute", attribute};
    ExprScope scope = scope_of(&context, CONSTANCY_IMMUTABLE);
    Expr *checked = expr_check(&scope, written, attribute->type);
    find_constant_texts(r, d->entity, checked);
    return checked;
}

Expr *check_of_type(Resolver *r, const Expr *written, const Type *type) {
    NameContext context = {r, NULL, "the check of a type", NULL};
    ExprScope scope = scope_of(&context, CONSTANCY_IMMUTABLE);
    scope.value_type = type;
    size_t before = r->diags->all.count;
    Expr *check = expr_check(&scope, written, type_basic(TYPE_BOOLEAN));
    return r->diags->all.count == before ? check
                                         : NULL; /* or each attribute would report it again */
}

Expr *check_default(Resolver *r, const Entity *e, Sym name, const Expr *written, const Type *type) {
    NameContext context = {r, NULL, "a default", NULL};
    ExprScope scope = scope_of(&context, CONSTANCY_VOLATILE);
    scope.entity = e ? e->name : NULL;
    scope.default_of = name;
    Expr word;
    if (written->kind == EXPR_NAME && type->kind == TYPE_ENUM) {
        word =
            (Expr){.kind = EXPR_STRING, .span = written->span, .text = sym_text(written->name.sym)};
        written = &word;
    }
    return expr_check(&scope, written, type);
}
