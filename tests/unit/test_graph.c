/* Graphs: components and shortest cycles against reachability computed the plain way, on random graphs. */
#include "compiler/check/graph.h"

#include <string.h>

#include "tests/unit/unit.h"

enum { MOST_NODES = 12, MOST_EDGES = 30 };

/* A linear congruential generator: the same numbers everywhere. */
static uint32_t chance_state = 7;

static uint32_t chance(uint32_t below) {
    chance_state = chance_state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (chance_state >> 8) % below;
}

/* distance[a][b]: least number of edges from a to b, at least one; loops left out. */
static void measure(uint32_t distance[MOST_NODES][MOST_NODES], size_t nodes, const GraphEdge *edge,
                    size_t edges) {
    memset(distance, 0x3f, sizeof(uint32_t) * MOST_NODES * MOST_NODES);
    for (size_t i = 0; i < edges; i++) {
        if (edge[i].from != edge[i].to) {
            distance[edge[i].from][edge[i].to] = 1;
        }
    }
    for (size_t k = 0; k < nodes; k++) {
        for (size_t a = 0; a < nodes; a++) {
            for (size_t b = 0; b < nodes; b++) {
                uint32_t way = distance[a][k] + distance[k][b];
                distance[a][b] = way < distance[a][b] ? way : distance[a][b];
            }
        }
    }
}

static void check_cycle(GraphPath path, uint32_t start, uint32_t wanted) {
    assert_int_equal(path.count, wanted > MOST_NODES ? 0 : wanted);
    for (size_t i = 0; i < path.count; i++) {
        assert_int_equal(path.edge[i]->to, i + 1 < path.count ? path.edge[i + 1]->from : start);
    }
    if (path.count > 0) {
        assert_int_equal(path.edge[0]->from, start);
    }
}

static void graphs_agree_with_reachability(void **state) {
    (void)state;
    enum { ROUNDS = 5000 };
    Arena a = {0};
    for (size_t round = 0; round < ROUNDS; round++) {
        GraphEdge edge[MOST_EDGES];
        uint32_t nodes = 1 + chance(MOST_NODES), edges = chance(MOST_EDGES);
        for (size_t i = 0; i < edges; i++) {
            edge[i] = (GraphEdge){.from = chance(nodes), .to = chance(nodes)};
        }
        uint32_t distance[MOST_NODES][MOST_NODES];
        measure(distance, nodes, edge, edges);
        Graph g = graph_make(&a, nodes, edge, edges);
        for (uint32_t i = 0; i < nodes; i++) {
            for (uint32_t k = 0; k < nodes; k++) {
                bool reaches = distance[i][k] <= MOST_NODES;
                bool together = i == k || (reaches && distance[k][i] <= MOST_NODES);
                assert_int_equal(g.component[i] == g.component[k], together);
                assert_true(!reaches || g.component[k] <= g.component[i]);
            }
            check_cycle(graph_shortest_cycle(&a, &g, i), i, distance[i][i]);
        }
        arena_reset(&a);
    }
    arena_free(&a);
}

static void a_long_chain_needs_no_stack(void **state) {
    (void)state;
    enum { NODES = 200000 };
    Arena a = {0};
    GraphEdge *edge = arena_array(&a, GraphEdge, NODES);
    for (uint32_t i = 0; i < NODES; i++) {
        edge[i] = (GraphEdge){.from = i, .to = (i + 1) % NODES};
    }
    Graph g = graph_make(&a, NODES, edge, NODES);
    assert_int_equal(g.component_count, 1);
    assert_int_equal(graph_shortest_cycle(&a, &g, 5).count, NODES);
    g = graph_make(&a, NODES, edge, NODES - 1);
    assert_int_equal(g.component_count, NODES);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(graphs_agree_with_reachability),
        cmocka_unit_test(a_long_chain_needs_no_stack),
    };
    return RUN_CASES(cases);
}
