/* The relations of a diagram: which rows a line joins, what its two ends say, and its words. Takes
 * the relations of one entity; gives DOT edges.
 *
 * An edge runs from the entity that is referred to, to the one that refers: so those that others
 * stand on come first in the layout. Its ends are read as crow's feet: how many rows of *this*
 * side there are for one row of the other. */
#include "targets/er.h"

typedef enum End { END_ONE, END_MAYBE_ONE, END_ANY } End;

/* Graphviz draws an end's parts from the entity outwards. */
static const struct {
    const char *arrow, *class, *words;
} ends[] = {
    [END_ONE] = {"noneteetee", "one", "exactly one"},
    [END_MAYBE_ONE] = {"noneteeodot", "maybe", "at most one"},
    [END_ANY] = {"crowodot", "any", "any number of"},
};

typedef struct Edge {
    const Relation *relation; /* whose name it bears */
    const Entity *parent, *child;
    const Attribute *parent_row, *child_row; /* NULL: the header */
    End parent_end, child_end;
    const char *style; /* NULL: a plain line */
    bool labelled;     /* no row bears its name */
} Edge;

/* --- Cardinality
 * ------------------------------------------------------------------------------- */

/* A row of the child refers to none when one column of the reference is null (MATCH SIMPLE). */
static End parent_end(const Relation *r) {
    bool optional = r->optional;
    for (size_t i = 0; i < r->attribute_count; i++) {
        optional = optional || r->attribute[i]->nullable;
    }
    return optional ? END_MAYBE_ONE : END_ONE;
}

static bool holds(const Relation *r, const Attribute *at) {
    for (size_t i = 0; i < r->attribute_count; i++) {
        if (r->attribute[i] == at) {
            return true;
        }
    }
    return false;
}

/* Whether the columns of R hold the whole of K, so that no two rows refer to the same one. */
static bool key_limits(const Key *k, const Relation *r) {
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (!holds(r, k->attribute[i])) {
            return false;
        }
    }
    return !k->where;
}

/* No rule of a schema asks for a child, so the least is always none. */
static End child_end(const Relation *r) {
    const Entity *e = r->entity;
    bool unique = r->unique;
    for (size_t i = 0; i < e->key_count && !unique; i++) {
        unique = key_limits(&e->key[i], r);
    }
    return unique ? END_MAYBE_ONE : END_ANY;
}

/* --- Edges of each kind
 * ------------------------------------------------------------------------ */

/* The column that is R's own: a composite reference may share others, say a tenant, with its
 * neighbours. */
static size_t own_column(const Relation *r) {
    for (size_t i = 0; i < r->attribute_count; i++) {
        if (r->attribute[i]->relation == r) {
            return i;
        }
    }
    return 0;
}

static Edge reference_edge(const Relation *r) {
    size_t own = own_column(r);
    return (Edge){
        .relation = r->parent ? r->parent : r,
        .parent = r->target,
        .child = r->entity,
        .parent_row = r->target_key->attribute[own],
        .child_row = r->attribute[own],
        .parent_end = parent_end(r),
        .child_end = child_end(r),
        .style = r->parent ? "dashed" : NULL,
    };
}

/* An arm of a tagged relation has no columns of its own: they are its parent's, the tag and then
 * the id. */
static Edge tagged_edge(const Relation *tagged, const Relation *arm) {
    const Entity *parent = arm->target;
    return (Edge){
        .relation = tagged,
        .parent = parent,
        .child = tagged->entity,
        .parent_row = parent->has_primary_key ? parent->key[0].attribute[0] : NULL,
        .child_row = tagged->attribute[tagged->attribute_count - 1],
        .parent_end = END_MAYBE_ONE,
        .child_end = END_ANY,
        .style = "dotted",
    };
}

/* Through a junction that is not shown: no row holds it, so it joins the headers. */
static Edge many_edge(const Relation *r) {
    return (Edge){
        .relation = r,
        .parent = r->target,
        .child = r->entity,
        .parent_end = END_ANY,
        .child_end = END_ANY,
        .labelled = true,
    };
}

/* --- In DOT
 * ------------------------------------------------------------------------------------ */

static void add_end(Buffer *out, const ErDiagram *d, const Entity *e, const Attribute *row,
                    const char *side) {
    buffer_format(out, "\"%.*s\"", TEXT_ARG(d->node[e->number]));
    if (er_ends_at_rows(d->look)) {
        buffer_format(out, ":\"%.*s\":%s", TEXT_ARG(row ? er_port(d->arena, row) : TEXT("#")),
                      side);
    }
}

/* "Order.customer: each Order has exactly one User, each User any number of Order" */
static Text edge_words(Arena *a, const Edge *edge) {
    Text parent = sym_text(edge->parent->name), child = sym_text(edge->child->name);
    const Relation *r = edge->relation;
    Text text = text_format(a, "%.*s.%.*s: each %.*s has %s %.*s, each %.*s %s %.*s",
                            TEXT_ARG(child), TEXT_ARG(sym_text(r->name)), TEXT_ARG(child),
                            ends[edge->parent_end].words, TEXT_ARG(parent), TEXT_ARG(parent),
                            ends[edge->child_end].words, TEXT_ARG(child));
    Text doc = text_trim(r->doc);
    return doc.size ? text_format(a, "%.*s\n%.*s", TEXT_ARG(text), TEXT_ARG(doc)) : text;
}

/* The side of the child that is turned to its parent. Where an entity refers to itself it is the
 * same side; of the same row, the corner, for the ends not to cover each other. */
static const char *child_side(const Edge *edge) {
    if (edge->parent != edge->child) {
        return "w";
    }
    return edge->parent_row == edge->child_row ? "se" : "e";
}

static void write_edge(Buffer *out, const ErDiagram *d, const Edge *edge) {
    buffer_add_c(out, "  ");
    add_end(out, d, edge->parent, edge->parent_row, "e");
    buffer_add_c(out, " -> ");
    add_end(out, d, edge->child, edge->child_row, child_side(edge));
    buffer_format(out, " [arrowtail=%s, arrowhead=%s", ends[edge->parent_end].arrow,
                  ends[edge->child_end].arrow);
    buffer_format(out, ", class=\"%s %s%s\"", ends[edge->parent_end].class,
                  ends[edge->child_end].class, edge->parent == edge->child ? " loop" : "");
    buffer_format(out, ", color=\"%s\"", d->hue[edge->parent->number]->line);
    if (edge->style) {
        buffer_format(out, ", style=%s", edge->style);
    }
    if (edge->labelled || d->look.rows == ER_ROWS_NONE) {
        buffer_add_c(out, ", label=< ");
        er_add_label(out, sym_text(edge->relation->name));
        buffer_add_c(out, " >");
    }
    buffer_add_c(out, ", tooltip=\"");
    er_add_tooltip(out, edge_words(d->arena, edge));
    buffer_add_c(out, "\"];\n");
}

/* R as the diagram shows it. A relation through an entity of its own is shown by that entity. */
static void write_relation(Buffer *out, const ErDiagram *d, const Relation *r) {
    Edge edge;
    switch (r->kind) {
    case RELATION_ONE:
        edge = reference_edge(r);
        write_edge(out, d, &edge);
        break;
    case RELATION_MANY:
        if (!er_is_shown(d->look, r->junction)) {
            edge = many_edge(r);
            write_edge(out, d, &edge);
        }
        break;
    case RELATION_ONE_OF:
        for (size_t i = 0; i < r->arm_count; i++) {
            edge = reference_edge(r->arm[i]);
            write_edge(out, d, &edge);
        }
        break;
    case RELATION_TAGGED:
        for (size_t i = 0; i < r->arm_count; i++) {
            edge = tagged_edge(r, r->arm[i]);
            write_edge(out, d, &edge);
        }
        break;
    }
}

void er_write_edges(Buffer *out, const ErDiagram *d, const Entity *e) {
    for (size_t i = 0; i < e->relation_count; i++) {
        write_relation(out, d, e->relation[i]);
    }
}
