/* TN3, relations: cycles that admit no first row, references that are no relations or that nothing
 * guards, actions on delete that cannot run or run far. What a relation refers to, and with which types,
 * is checked where it is resolved. */
#include "compiler/base/buffer.h"
#include "compiler/base/lookup.h"
#include "compiler/check/condition.h"
#include "compiler/check/graph.h"
#include "compiler/check/rules.h"
#include "compiler/check/tokens.h"

static Span relation_span(const Relation *relation) {
    if (span_exists(relation->span)) {
        return relation->span;
    }
    return relation->parent ? relation->parent->span : relation->entity->span;
}

static Span on_delete_span(const Relation *relation) {
    const SynRelation *written = relation->parent ? relation->parent->written : relation->written;
    return written && span_exists(written->on_delete.span) ? written->on_delete.span
                                                           : relation_span(relation);
}

/* ---- TN305 ---- */

static bool is_mandatory(const Relation *relation) {
    if (relation->optional || relation->parent || relation->deferral != DEFERRAL_NONE) {
        return false;
    }
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (relation->attribute[i]->nullable) {
            return false;
        }
    }
    return true;
}

/* A row can refer to itself, so this can be inserted; but every tree of such rows ends in a circle. */
static void report_self_reference(CheckContext *c, const Relation *relation) {
    Text entity = sym_text(relation->entity->name);
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, relation->entity, DIAG_MANDATORY_CYCLE, relation_span(relation),
                          text_format(a, "each `%.*s` needs its `%.*s`, another row of `%.*s`",
                                      TEXT_ARG(entity), TEXT_ARG(sym_text(relation->name)),
                                      TEXT_ARG(entity)));
    rule_weaken(d, SEVERITY_WARNING, 85);
    diag_label(d, TEXT("a first row could only refer to itself"));
    diag_help(d, text_format(a, "make it optional: `%.*s: %.*s?`",
                             TEXT_ARG(sym_text(relation->name)), TEXT_ARG(entity)));
}

enum { SHOWN_STEPS = 8 };

static void report_cycle(CheckContext *c, const Schema *s, GraphPath cycle) {
    Buffer words = {0};
    const Entity *start = s->entity[cycle.edge[0]->from];
    buffer_format(&words, "`%.*s`", TEXT_ARG(sym_text(start->name)));
    for (size_t i = 0; i < cycle.count; i++) {
        if (i >= SHOWN_STEPS && i + 1 < cycle.count) {
            buffer_add_c(&words, i == SHOWN_STEPS ? " -> …" : "");
            continue;
        }
        buffer_format(&words, " -> `%.*s`", TEXT_ARG(sym_text(s->entity[cycle.edge[i]->to]->name)));
    }
    Arena *a = c->diags->arena;
    Text text = text_copy(a, buffer_text(&words));
    buffer_free(&words);

    Diag *d =
        rule_report(c, start, DIAG_MANDATORY_CYCLE, relation_span(cycle.edge[0]->relation), text);
    for (size_t i = 0; i < cycle.count && i < SHOWN_STEPS; i++) {
        const Relation *relation = cycle.edge[i]->relation;
        Text needs = text_format(a, "each `%.*s` needs its `%.*s` first",
                                 TEXT_ARG(sym_text(relation->entity->name)),
                                 TEXT_ARG(sym_text(relation->name)));
        if (i == 0) {
            diag_label(d, needs);
        } else {
            diag_note(c->diags, d, relation_span(relation), needs);
        }
    }
    diag_help(d, TEXT("make one of these relations optional, or `deferrable`"));
}

/* One report per set of entities that need each other: its shortest cycle from the first of them. */
void rule_relations_have_a_first_row(CheckContext *c) {
    const Schema *s = c->schema;
    ForeignKeys foreign = c->survey->foreign;
    GraphEdge *edge = arena_array(c->scratch, GraphEdge, foreign.count);
    size_t count = 0;
    for (size_t i = 0; i < foreign.count; i++) {
        const Relation *relation = foreign.at[i];
        if (!is_mandatory(relation)) {
            continue;
        }
        if (relation->target == relation->entity) {
            report_self_reference(c, relation);
        } else {
            edge[count++] =
                (GraphEdge){relation->entity->number, relation->target->number, relation};
        }
    }
    Graph g = graph_make(c->scratch, s->entity_count, edge, count);
    uint32_t *size = arena_array(c->scratch, uint32_t, g.component_count);
    for (size_t i = 0; i < s->entity_count; i++) {
        size[g.component[i]]++;
    }
    for (uint32_t i = 0; i < s->entity_count; i++) {
        uint32_t component = g.component[i];
        if (size[component] > 1) {
            report_cycle(c, s, graph_shortest_cycle(c->scratch, &g, i));
            size[component] = 0;
        }
    }
}

/* ---- TN306 ---- */

static bool holds(const Relation *relation, const Attribute *attribute) {
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (relation->attribute[i] == attribute) {
            return true;
        }
    }
    for (size_t i = 0; i < relation->arm_count; i++) {
        const Relation *arm = relation->arm[i];
        for (size_t k = 0; k < arm->attribute_count; k++) {
            if (arm->attribute[k] == attribute) {
                return true;
            }
        }
    }
    return false;
}

static bool is_held_by_relation(const Attribute *attribute) {
    const Entity *e = attribute->entity;
    for (size_t i = 0; i < e->relation_count; i++) {
        if (holds(e->relation[i], attribute)) {
            return true;
        }
    }
    return false;
}

static const Attribute *only_key_part(const Entity *e) {
    return e->has_primary_key && e->key[0].attribute_count == 1 ? e->key[0].attribute[0] : NULL;
}

/* Two signs: the name is an entity's, and the type is that of its key. */
void rule_references_are_relations(CheckContext *c, const Attribute *attribute) {
    Text name = sym_text(attribute->name);
    if (!text_ends_with(name, TEXT("d")) && !text_ends_with(name, TEXT("D"))) {
        return; /* most names end here, before they are taken apart */
    }
    Tokens t;
    tokens_split(&t, sym_text(attribute->name));
    if (t.count < 2 || !text_equal_c(tokens_last(&t), "id")) {
        return;
    }
    Text stem = tokens_join(c->scratch, &t, 0, t.count - 1);
    const Entity *target = lookup_get(&c->survey->entities, stem);
    const Attribute *key = target ? only_key_part(target) : NULL;
    if (!key || target == attribute->entity || !key->type ||
        key->type->kind != attribute->type->kind || key->type->length != attribute->type->length ||
        attribute->generated || is_held_by_relation(attribute)) {
        return;
    }
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, attribute->entity, DIAG_MISSING_RELATION, attribute->span,
                          sym_text(attribute->name), sym_text(target->name));
    diag_label(d, text_format(a, "nothing keeps it from naming a row of `%.*s` that does not exist",
                              TEXT_ARG(sym_text(target->name))));
    diag_note(c->diags, d, target->span,
              text_format(a, "its key is %.*s too", TEXT_ARG(type_name(a, key->type))));
    diag_help(d, text_format(a, "declare it under `relations:` instead: `%.*s: %.*s%s`",
                             TEXT_ARG(text_copy(a, stem)), TEXT_ARG(sym_text(target->name)),
                             attribute->nullable ? "?" : ""));
}

/* ---- TN307 ---- */

static void report_tagged(CheckContext *c, const Relation *relation) {
    Span tagged = relation->written ? relation->written->tagged.span : NO_SPAN;
    Diag *d = rule_report(c, relation->entity, DIAG_UNGUARDED_POLYMORPHIC,
                          span_exists(tagged) ? tagged : relation_span(relation),
                          sym_text(relation->name));
    diag_label(d, TEXT("a type and an id that may name a row that does not exist"));
    diag_help(d,
              TEXT("leave out `tagged`: one nullable foreign key for each entity, and a check that "
                   "exactly one is set"));
}

/* Whether the enum's values name entities: a second sign, beside the pair of names. */
static bool names_entities(CheckContext *c, const Type *type) {
    size_t named = 0;
    for (size_t i = 0; type->kind == TYPE_ENUM && i < type->enumeration->value_count; i++) {
        Tokens t;
        tokens_split(&t, type->enumeration->value[i]);
        named += lookup_get(&c->survey->entities, tokens_join(c->scratch, &t, 0, t.count)) != NULL;
    }
    return named > 1;
}

static bool is_key_like(const Attribute *attribute) {
    TypeClass class = attribute_class(attribute);
    return class == CLASS_INTEGER || class == CLASS_UUID || class == CLASS_STRING;
}

/* ID is `x_id`; TAG the `x_type` beside it. */
static void report_pair(CheckContext *c, const Attribute *tag, const Attribute *id, Text stem) {
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, id->entity, DIAG_UNGUARDED_POLYMORPHIC, id->span, text_copy(a, stem));
    if (names_entities(c, tag->type)) {
        diag_label(d, TEXT("refers to one of several entities"));
    } else {
        rule_weaken(d, SEVERITY_NOTE, 50);
        diag_label(d, TEXT("seems to refer to one of several entities"));
    }
    diag_note(c->diags, d, tag->span, TEXT("which one, this tells"));
    diag_help(d,
              text_format(a, "if so, declare `%.*s: one of …` under `relations:`", TEXT_ARG(stem)));
}

/* The name without ENDING, or empty when it ends otherwise. */
static Text stem_of(Sym name, Text ending) {
    Text text = sym_text(name);
    return text_ends_with(text, ending) ? text_slice(text, 0, text.size - ending.size)
                                        : (Text){"", 0};
}

static void check_pairs(CheckContext *c, const Entity *e) {
    Lookup ids = {0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *id = &e->attribute[i];
        Text stem = stem_of(id->name, TEXT("_id"));
        if (stem.size && attribute_is_declared(id) && is_key_like(id)) {
            lookup_put(c->scratch, &ids, stem, id);
        }
    }
    for (size_t i = 0; ids.count > 0 && i < e->attribute_count; i++) {
        const Attribute *tag = &e->attribute[i];
        Text stem = stem_of(tag->name, TEXT("_type"));
        if (stem.size && attribute_is_declared(tag) && attribute_class(tag) == CLASS_STRING) {
            const Attribute *id = lookup_get(&ids, stem);
            if (id && !is_held_by_relation(id) && !lookup_get(&c->survey->entities, stem)) {
                report_pair(c, tag, id, stem);
            }
        }
    }
}

void rule_polymorphic_references_are_guarded(CheckContext *c, const Entity *e) {
    for (size_t i = 0; i < e->relation_count; i++) {
        if (e->relation[i]->kind == RELATION_TAGGED) {
            report_tagged(c, e->relation[i]);
        }
    }
    check_pairs(c, e);
}

/* ---- TN308 ---- */

static const Attribute *never_null_part(const Relation *relation) {
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (!relation->attribute[i]->nullable || relation->attribute[i]->in_primary_key) {
            return relation->attribute[i];
        }
    }
    return NULL;
}

static const Attribute *part_without_default(const Relation *relation) {
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (!relation->attribute[i]->nullable && !relation->attribute[i]->fallback) {
            return relation->attribute[i];
        }
    }
    return NULL;
}

/* EVENT is "delete" or "update". */
static void check_action(CheckContext *c, const Relation *relation, Action action,
                         const char *event, Span span) {
    const Attribute *part = action == ACTION_SET_NULL      ? never_null_part(relation)
                            : action == ACTION_SET_DEFAULT ? part_without_default(relation)
                                                           : NULL;
    if (!part) {
        return;
    }
    Arena *a = c->diags->arena;
    bool null = action == ACTION_SET_NULL;
    Text message = text_format(a, "`on %s set %s` of `%.*s` always fails: `%.*s` %s", event,
                               null ? "null" : "default", TEXT_ARG(sym_text(relation->name)),
                               TEXT_ARG(sym_text(part->name)),
                               null ? "is never null" : "has no default, and may not be null");
    Diag *d = rule_report(c, relation->entity, DIAG_DELETE_ACTION, span, message);
    diag_label(d, text_format(a, "no row of `%.*s` can be %sd while another refers to it",
                              TEXT_ARG(sym_text(relation->target->name)), event));
    diag_help(d, null
                     ? TEXT("make the relation optional with `?`, or write `restrict` or `cascade`")
                     : TEXT("give it a default that exists, or write `restrict` or `cascade`"));
}

void rule_delete_actions_can_run(CheckContext *c) {
    ForeignKeys foreign = c->survey->foreign;
    for (size_t i = 0; i < foreign.count; i++) {
        const Relation *relation = foreign.at[i];
        const SynRelation *written = relation->written;
        Span on_update = written && span_exists(written->on_update.span) ? written->on_update.span
                                                                         : relation_span(relation);
        check_action(c, relation, relation->on_delete, "delete", on_delete_span(relation));
        check_action(c, relation, relation->on_update, "update", on_update);
    }
}

/* The longest chain of cascades below each component of entities, and the edge that it starts with.
 * Within a component (a tree of rows of one entity, mostly) depth is a matter of rows, not counted. */
typedef struct Cascades {
    Graph graph;
    uint32_t *depth;
    const GraphEdge **longest; /* by component; NULL: nothing below */
    bool *below;               /* by component: something cascades into it */
} Cascades;

static Cascades measure_cascades(CheckContext *c) {
    ForeignKeys foreign = c->survey->foreign;
    GraphEdge *edge = arena_array(c->scratch, GraphEdge, foreign.count);
    size_t count = 0;
    for (size_t i = 0; i < foreign.count; i++) {
        const Relation *relation = foreign.at[i];
        if (relation->on_delete == ACTION_CASCADE && relation->entity->origin == ENTITY_DECLARED) {
            edge[count++] =
                (GraphEdge){relation->target->number, relation->entity->number, relation};
        }
    }
    Cascades cascades = {.graph = graph_make(c->scratch, c->schema->entity_count, edge, count)};
    Graph *g = &cascades.graph;
    cascades.depth = arena_array(c->scratch, uint32_t, g->component_count);
    cascades.longest = arena_array(c->scratch, const GraphEdge *, g->component_count);
    cascades.below = arena_array(c->scratch, bool, g->component_count);

    /* What a component leads to has a smaller number: by number, the lower ends come first. */
    uint32_t *first = arena_array(c->scratch, uint32_t, g->component_count + 1);
    uint32_t *node = arena_array(c->scratch, uint32_t, g->node_count);
    for (size_t i = 0; i < g->node_count; i++) {
        first[g->component[i] + 1]++;
    }
    for (size_t i = 0; i < g->component_count; i++) {
        first[i + 1] += first[i];
    }
    for (uint32_t i = 0; i < g->node_count; i++) {
        node[first[g->component[i]]++] = i;
    }
    for (size_t i = 0; i < g->node_count; i++) {
        uint32_t from = g->component[node[i]];
        for (uint32_t k = g->first[node[i]]; k < g->first[node[i] + 1]; k++) {
            uint32_t to = g->component[g->edge[k].to];
            if (to == from) {
                continue;
            }
            cascades.below[to] = true;
            if (cascades.depth[to] + 1 > cascades.depth[from]) {
                cascades.depth[from] = cascades.depth[to] + 1;
                cascades.longest[from] = &g->edge[k];
            }
        }
    }
    return cascades;
}

enum { SHALLOW_CASCADE = 3 };

/* At the relation that makes the cascade too deep, the levels above it as notes. */
static void report_deep_cascade(CheckContext *c, const Cascades *cascades, uint32_t root) {
    const GraphEdge *step[SHALLOW_CASCADE + 1];
    uint32_t component = root;
    for (size_t i = 0; i <= SHALLOW_CASCADE; i++) {
        step[i] = cascades->longest[component];
        component = cascades->graph.component[step[i]->to];
    }
    const Relation *deepest = step[SHALLOW_CASCADE]->relation;
    Arena *a = c->diags->arena;
    Text message =
        text_format(a, "deleting one `%.*s` deletes rows %u levels deep",
                    TEXT_ARG(sym_text(step[0]->relation->target->name)), cascades->depth[root]);
    Diag *d = rule_report(c, deepest->entity, DIAG_DELETE_ACTION, on_delete_span(deepest), message);
    rule_weaken(d, SEVERITY_NOTE, 55);
    diag_label(d, TEXT("the fourth level"));
    for (size_t i = 0; i < SHALLOW_CASCADE; i++) {
        diag_note(c->diags, d, on_delete_span(step[i]->relation),
                  text_format(a, "with each `%.*s` go its `%.*s` rows",
                              TEXT_ARG(sym_text(step[i]->relation->target->name)),
                              TEXT_ARG(sym_text(step[i]->relation->entity->name))));
    }
    diag_help(d, TEXT("stop it by `restrict` where rows are worth a second look"));
}

void rule_cascades_are_shallow(CheckContext *c) {
    Cascades cascades = measure_cascades(c);
    for (uint32_t i = 0; i < cascades.graph.component_count; i++) {
        if (!cascades.below[i] && cascades.depth[i] > SHALLOW_CASCADE) {
            report_deep_cascade(c, &cascades, i);
        }
    }
}

/* ---- TN311 ---- */

/* A check over all the nullable parts is taken to keep them null together. */
static bool is_kept_whole(CheckContext *c, const Relation *relation, Bitset nullable) {
    const Entity *e = relation->entity;
    for (size_t i = 0; i < e->check_count; i++) {
        if (e->check[i].condition) {
            Bitset named = bitset_make(c->scratch, e->attribute_count);
            expr_add_attributes(e->check[i].condition, named);
            if (bitset_subset(nullable, named)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_held_by_another(const Attribute *attribute, const Relation *relation) {
    const Entity *e = attribute->entity;
    for (size_t i = 0; i < e->relation_count; i++) {
        if (e->relation[i] != relation && holds(e->relation[i], attribute)) {
            return true;
        }
    }
    return false;
}

/* Whether null in its one nullable part says "refers to nothing", as an optional relation should: the
 * other parts (a tenant, mostly) have a meaning of their own, in a key or in another relation. */
static bool null_means_none(const Relation *relation, const Bitset nullable) {
    if (!relation->optional || bitset_count(nullable) != 1) {
        return false;
    }
    for (size_t i = 0; i < relation->attribute_count; i++) {
        const Attribute *part = relation->attribute[i];
        if (!part->nullable && !part->in_primary_key && !is_held_by_another(part, relation)) {
            return false;
        }
    }
    return true;
}

void rule_references_are_checked_whole(CheckContext *c) {
    ForeignKeys foreign = c->survey->foreign;
    for (size_t i = 0; i < foreign.count; i++) {
        const Relation *relation = foreign.at[i];
        if (relation->attribute_count < 2) {
            continue;
        }
        const Entity *e = relation->entity;
        Bitset nullable = bitset_make(c->scratch, e->attribute_count);
        const Attribute *part = NULL;
        for (size_t k = 0; k < relation->attribute_count; k++) {
            if (relation->attribute[k]->nullable) {
                part = part ? part : relation->attribute[k];
                bitset_add(nullable, relation->attribute[k]->index);
            }
        }
        if (!part || null_means_none(relation, nullable) || is_kept_whole(c, relation, nullable)) {
            continue;
        }
        Arena *a = c->diags->arena;
        Diag *d = rule_report(c, e, DIAG_PARTLY_NULL_REFERENCE, relation_span(relation),
                              sym_text(relation->name), sym_text(part->name));
        diag_label(d, TEXT("one null among its columns switches the foreign key off"));
        diag_note(c->diags, d, part->span,
                  text_format(a, "`%.*s` may be null", TEXT_ARG(sym_text(part->name))));
        Text parts = words_of_attributes(a, relation->attribute, relation->attribute_count);
        diag_help(d, text_format(a, "add a check that %.*s are null together, or never",
                                 TEXT_ARG(parts)));
    }
}
