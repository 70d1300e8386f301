/* Graphs of entities: strongly connected components by Tarjan's algorithm (1972), with a stack of its
 * own in place of recursion, and shortest cycles by searching in breadth. */
#include "compiler/check/graph.h"

static const uint32_t NONE = UINT32_MAX;

/* Counting sort: stable, so edges keep the order of declaration. */
static void sort_edges(Arena *a, Graph *g, const GraphEdge *edge) {
    g->first = arena_array(a, uint32_t, g->node_count + 1);
    g->edge = arena_array(a, GraphEdge, g->edge_count);
    for (size_t i = 0; i < g->edge_count; i++) {
        g->first[edge[i].from + 1]++;
    }
    for (size_t i = 0; i < g->node_count; i++) {
        g->first[i + 1] += g->first[i];
    }
    uint32_t *next = arena_array(a, uint32_t, g->node_count);
    for (size_t i = 0; i < g->node_count; i++) {
        next[i] = g->first[i];
    }
    for (size_t i = 0; i < g->edge_count; i++) {
        g->edge[next[edge[i].from]++] = edge[i];
    }
}

/* `path` holds the nodes that are being visited, each with the next edge to follow; `open` those that
 * have no component yet. Both hold a node once at most. */
typedef struct Search {
    Graph *graph;
    uint32_t *order, *low, *next_edge;
    uint32_t *path, *open;
    size_t path_count, open_count;
    uint32_t visited;
} Search;

static void enter(Search *s, uint32_t node) {
    s->order[node] = s->low[node] = s->visited++;
    s->next_edge[node] = s->graph->first[node];
    s->path[s->path_count++] = node;
    s->open[s->open_count++] = node;
}

static void lower(Search *s, uint32_t node, uint32_t to) {
    if (to < s->low[node]) {
        s->low[node] = to;
    }
}

static void leave(Search *s, uint32_t node) {
    Graph *g = s->graph;
    s->path_count--;
    if (s->path_count > 0) {
        lower(s, s->path[s->path_count - 1], s->low[node]);
    }
    if (s->low[node] != s->order[node]) {
        return;
    }
    uint32_t member;
    do {
        member = s->open[--s->open_count];
        g->component[member] = g->component_count;
    } while (member != node);
    g->component_count++;
}

static void visit_from(Search *s, uint32_t root) {
    Graph *g = s->graph;
    enter(s, root);
    while (s->path_count > 0) {
        uint32_t node = s->path[s->path_count - 1];
        if (s->next_edge[node] == g->first[node + 1]) {
            leave(s, node);
            continue;
        }
        uint32_t to = g->edge[s->next_edge[node]++].to;
        if (s->order[to] == NONE) {
            enter(s, to);
        } else if (g->component[to] == NONE) {
            lower(s, node, s->order[to]);
        }
    }
}

static uint32_t *all_none(Arena *a, size_t count) {
    uint32_t *numbers = arena_array(a, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = NONE;
    }
    return numbers;
}

Graph graph_make(Arena *a, size_t node_count, const GraphEdge *edge, size_t edge_count) {
    Graph g = {.node_count = node_count, .edge_count = edge_count};
    sort_edges(a, &g, edge);
    g.component = all_none(a, node_count);
    Search s = {
        .graph = &g,
        .order = all_none(a, node_count),
        .low = arena_array(a, uint32_t, node_count),
        .next_edge = arena_array(a, uint32_t, node_count),
        .path = arena_array(a, uint32_t, node_count),
        .open = arena_array(a, uint32_t, node_count),
    };
    for (uint32_t i = 0; i < node_count; i++) {
        if (s.order[i] == NONE) {
            visit_from(&s, i);
        }
    }
    return g;
}

static GraphPath walk_back(Arena *a, const GraphEdge *const *by, uint32_t start,
                           const GraphEdge *last) {
    GraphPath path = {.count = 1};
    for (uint32_t node = last->from; node != start; node = by[node]->from) {
        path.count++;
    }
    path.edge = arena_array(a, const GraphEdge *, path.count);
    size_t at = path.count;
    path.edge[--at] = last;
    for (uint32_t node = last->from; node != start; node = by[node]->from) {
        path.edge[--at] = by[node];
    }
    return path;
}

GraphPath graph_shortest_cycle(Arena *a, const Graph *g, uint32_t start) {
    const GraphEdge **by = arena_array(a, const GraphEdge *, g->node_count);
    uint32_t *queue = arena_array(a, uint32_t, g->node_count);
    size_t queued = 0;
    queue[queued++] = start;
    for (size_t done = 0; done < queued; done++) {
        for (uint32_t i = g->first[queue[done]]; i < g->first[queue[done] + 1]; i++) {
            const GraphEdge *edge = &g->edge[i];
            if (edge->from == edge->to || g->component[edge->to] != g->component[start]) {
                continue;
            }
            if (edge->to == start) {
                return walk_back(a, by, start, edge);
            }
            if (!by[edge->to]) {
                by[edge->to] = edge;
                queue[queued++] = edge->to;
            }
        }
    }
    return (GraphPath){NULL, 0};
}
