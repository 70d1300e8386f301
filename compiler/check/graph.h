/* A graph over the entities, for questions about chains and cycles of relations. */
#ifndef TENON_CHECK_GRAPH_H
#define TENON_CHECK_GRAPH_H

#include "compiler/schema/schema.h"

typedef struct GraphEdge {
    uint32_t from, to; /* entity numbers */
    const Relation *relation;
} GraphEdge;

/* Edges sorted by `from`, stably; those of node i are edge[first[i]] to edge[first[i + 1]]. */
typedef struct Graph {
    size_t node_count, edge_count;
    uint32_t *first;
    GraphEdge *edge;
    uint32_t
        *component; /* of each node: nodes that reach each other share one. What a component leads
                          * to has a smaller number */
    uint32_t component_count;
} Graph;

/* Of EDGE in any order. Linear in nodes and edges; no recursion. */
Graph graph_make(Arena *a, size_t node_count, const GraphEdge *edge, size_t edge_count);

/* The shortest way from START back to itself, by at least one edge other than a loop: the edges in
 * order; count 0 when there is none. */
typedef struct GraphPath {
    const GraphEdge **edge;
    size_t count;
} GraphPath;
GraphPath graph_shortest_cycle(Arena *a, const Graph *g, uint32_t start);

#endif
