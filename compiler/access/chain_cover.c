/* Chain cover: domination, the partial order, the matching, and the indexes that come of it. See
 * chain_cover.h for the method; the steps are in the order of chain_cover(). */
#include "compiler/access/chain_cover.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/base/bitset.h"
#include "compiler/base/panic.h"

/* ---- the definition ---- */

static bool holds(const uint32_t *column, size_t count, uint32_t wanted) {
    for (size_t i = 0; i < count; i++) {
        if (column[i] == wanted) {
            return true;
        }
    }
    return false;
}

bool chain_serves(const ChainPart *part, size_t part_count, const ChainPattern *p) {
    if (part_count < p->equal_count + p->suffix_count) {
        return false;
    }
    for (size_t i = 0; i < p->equal_count; i++) {
        if (!holds(p->equal, p->equal_count, part[i].column)) {
            return false;
        }
    }
    const ChainPart *next = part + p->equal_count;
    bool straight = false, turned = false;
    for (size_t i = 0; i < p->suffix_count; i++) {
        const ChainPart *wanted = &p->suffix[i];
        if (next[i].column != wanted->column) {
            return false;
        }
        if (!wanted->any_way) {
            if (next[i].turned_nulls != wanted->turned_nulls) {
                return false;
            }
            *(next[i].descending == wanted->descending ? &straight : &turned) = true;
        }
    }
    return !(straight && turned);
}

/* ---- patterns as nodes ---- */

typedef struct Node {
    const ChainPattern *pattern; /* NULL: a key */
    const ChainKey *key;
    Bitset equal, top; /* of a key, both are its columns */
    size_t equal_size, top_size;
    size_t successor, predecessor; /* in its chain; SIZE_MAX: none */
} Node;

typedef struct Cover {
    Arena *a, *scratch;
    const ChainProblem *problem;
    Node *node; /* patterns that no other one dominates, in their order; then keys */
    size_t node_count, pattern_nodes;
    const ChainPart **part_of; /* by column: scratch of compare_ways, all NULL between calls */
    size_t steps;
    bool exact;
    bool nulls_matter; /* some pattern wants them turned */
} Cover;

static bool step(Cover *c) {
    c->steps++;
    c->exact = c->exact && c->steps <= CHAIN_STEPS;
    return c->exact;
}

static Bitset columns_of(Cover *c, const uint32_t *column, size_t count) {
    Bitset set = bitset_make(c->scratch, c->problem->column_count);
    for (size_t i = 0; i < count; i++) {
        bitset_add(set, column[i]);
    }
    return set;
}

static Node node_of_pattern(Cover *c, const ChainPattern *p) {
    Node n = {.pattern = p, .equal_size = p->equal_count, .successor = SIZE_MAX};
    n.predecessor = SIZE_MAX;
    n.equal = columns_of(c, p->equal, p->equal_count);
    n.top = bitset_copy(c->scratch, n.equal);
    for (size_t i = 0; i < p->suffix_count; i++) {
        bitset_add(n.top, p->suffix[i].column);
    }
    n.top_size = p->equal_count + p->suffix_count;
    return n;
}

/* Whether the directions of P and Q fit one index: on the columns that both order, they agree on the nulls
 * and are all equal or all turned. STRICT: P leaves none open that Q, with others, fixes. */
static bool ways_agree(Cover *c, const ChainPattern *p, const ChainPattern *q, bool strict) {
    size_t fixed = 0;
    bool straight = false, turned = false, fit = true, open = false;
    for (size_t i = 0; i < p->suffix_count; i++) {
        c->part_of[p->suffix[i].column] = &p->suffix[i];
    }
    for (size_t i = 0; i < q->suffix_count; i++) {
        const ChainPart *wanted = &q->suffix[i], *there = c->part_of[wanted->column];
        if (wanted->any_way) {
            continue;
        }
        fixed++;
        if (!there || there->any_way) {
            open = true;
            continue;
        }
        fit = fit && there->turned_nulls == wanted->turned_nulls;
        *(there->descending == wanted->descending ? &straight : &turned) = true;
    }
    for (size_t i = 0; i < p->suffix_count; i++) {
        c->part_of[p->suffix[i].column] = NULL;
    }
    return fit && !(straight && turned) && !(strict && open && (fixed > 1 || c->nulls_matter));
}

/* The sets of first columns of a pattern grow by one column at a time from `equal` to `top`. Whether each of
 * those of SMALL is one of LARGE. */
static bool grows_along(const Node *small, const Node *large) {
    if (small->equal_size < large->equal_size) {
        return false;
    }
    size_t skipped = small->equal_size - large->equal_size;
    const ChainPattern *s = small->pattern, *l = large->pattern;
    if (skipped + s->suffix_count > l->suffix_count || !bitset_subset(large->equal, small->equal)) {
        return false;
    }
    for (size_t i = 0; i < skipped; i++) {
        if (!bitset_has(small->equal, l->suffix[i].column)) {
            return false;
        }
    }
    for (size_t i = 0; i < s->suffix_count; i++) {
        if (s->suffix[i].column != l->suffix[skipped + i].column) {
            return false;
        }
    }
    return true;
}

/* Whether every index that serves P serves Q. */
static bool dominates(Cover *c, const Node *p, const Node *q) {
    return grows_along(q, p) && ways_agree(c, p->pattern, q->pattern, true);
}

/* Whether the sets of first columns of both, together, form a chain, with those of LOW below. */
static bool sets_form_chain(const Node *low, const Node *high) {
    if (bitset_subset(low->top, high->equal)) {
        return true;
    }
    if (!bitset_subset(low->equal, high->equal)) {
        return false;
    }
    /* HIGH begins inside LOW's suffix: its set is one of LOW's, and both go on alike. */
    size_t inside = high->equal_size - low->equal_size;
    const ChainPattern *l = low->pattern, *h = high->pattern;
    for (size_t i = 0; i < inside; i++) {
        if (!bitset_has(high->equal, l->suffix[i].column)) {
            return false;
        }
    }
    for (size_t i = inside; i < l->suffix_count; i++) {
        if (i - inside >= h->suffix_count || l->suffix[i].column != h->suffix[i - inside].column) {
            return false;
        }
    }
    return true;
}

/* The partial order: one index can serve both, and ends where HIGH does. A key lies above alone. */
static bool is_below(Cover *c, const Node *low, const Node *high) {
    if (!low->pattern || low == high) {
        return false;
    }
    if (!high->pattern) {
        return bitset_subset(low->top, high->top);
    }
    return bitset_subset(low->equal, high->equal) && bitset_subset(low->top, high->top) &&
           sets_form_chain(low, high) && ways_agree(c, low->pattern, high->pattern, false);
}

/* ---- domination ---- */

static void gather_nodes(Cover *c) {
    const ChainProblem *problem = c->problem;
    c->node = arena_array(c->scratch, Node, problem->pattern_count + problem->key_count + 1);
    for (size_t i = 0; i < problem->pattern_count; i++) {
        Node fresh = node_of_pattern(c, &problem->pattern[i]);
        size_t kept = 0;
        bool dominated = false;
        for (size_t k = 0; k < c->node_count && !dominated; k++) {
            dominated = step(c) && dominates(c, &c->node[k], &fresh);
        }
        for (size_t k = 0; k < c->node_count && !dominated; k++) {
            if (!step(c) || !dominates(c, &fresh, &c->node[k])) {
                c->node[kept++] = c->node[k];
            }
        }
        if (!dominated) {
            c->node[kept] = fresh;
            c->node_count = kept + 1;
        }
    }
    c->pattern_nodes = c->node_count;
    for (size_t i = 0; i < problem->key_count; i++) {
        const ChainKey *key = &problem->key[i];
        Bitset set = columns_of(c, key->column, key->column_count);
        c->node[c->node_count++] = (Node){.key = key,
                                          .equal = set,
                                          .top = set,
                                          .equal_size = key->column_count,
                                          .top_size = key->column_count,
                                          .successor = SIZE_MAX,
                                          .predecessor = SIZE_MAX};
    }
}

/* ---- matching ---- */

typedef struct Frame {
    size_t node, next; /* the next successor to try */
} Frame;

typedef struct Matching {
    Cover *c;
    size_t **above; /* by node: those that it may lie right below, and how many */
    size_t *above_count;
    size_t *seen; /* by node: the last round that met it as a successor */
    Frame *frame;
} Matching;

static void gather_pairs(Matching *m) {
    Cover *c = m->c;
    size_t *row = arena_array(c->scratch, size_t, c->node_count + 1);
    for (size_t i = 0; i < c->pattern_nodes; i++) {
        size_t count = 0;
        for (size_t k = 0; k < c->node_count && step(c); k++) {
            if (is_below(c, &c->node[i], &c->node[k])) {
                row[count++] = k;
            }
        }
        m->above[i] = arena_array(c->scratch, size_t, count + 1);
        memcpy(m->above[i], row, count * sizeof *row);
        m->above_count[i] = count;
    }
}

/* Looks for an alternating path from the free node START to a node without a predecessor (Kuhn), with a
 * stack of its own, and turns it round. */
static bool augment(Matching *m, size_t start, size_t round) {
    Cover *c = m->c;
    size_t depth = 0;
    m->frame[depth++] = (Frame){start, 0};
    while (depth && step(c)) {
        Frame *f = &m->frame[depth - 1];
        if (f->next == m->above_count[f->node]) {
            depth--;
            continue;
        }
        size_t high = m->above[f->node][f->next++];
        if (m->seen[high] == round) {
            continue;
        }
        m->seen[high] = round;
        if (c->node[high].predecessor != SIZE_MAX) {
            m->frame[depth++] = (Frame){c->node[high].predecessor, 0};
            continue;
        }
        while (depth--) {
            size_t low = m->frame[depth].node, taken = m->above[low][m->frame[depth].next - 1];
            c->node[low].successor = taken;
            c->node[taken].predecessor = low;
        }
        return true;
    }
    return false;
}

typedef struct Candidate {
    uint64_t weight;
    size_t node;
} Candidate;

static int heavier_first(const void *left, const void *right) {
    const Candidate *l = left, *r = right;
    return l->weight != r->weight ? (l->weight > r->weight ? -1 : 1)
                                  : (l->node > r->node) - (l->node < r->node);
}

static void match(Cover *c) {
    Matching m = {.c = c};
    m.above = arena_array(c->scratch, size_t *, c->node_count + 1);
    m.above_count = arena_array(c->scratch, size_t, c->node_count + 1);
    m.seen = arena_array(c->scratch, size_t, c->node_count + 1);
    m.frame = arena_array(c->scratch, Frame, c->node_count + 1);
    gather_pairs(&m);
    Candidate *candidate = arena_array(c->scratch, Candidate, c->pattern_nodes + 1);
    for (size_t i = 0; i < c->pattern_nodes; i++) {
        candidate[i] = (Candidate){c->node[i].pattern->weight, i};
    }
    qsort(candidate, c->pattern_nodes, sizeof *candidate, heavier_first);
    for (size_t i = 0; i < c->pattern_nodes; i++) {
        augment(&m, candidate[i].node, i + 1);
    }
}

/* ---- from chains to indexes ---- */

typedef struct Place {
    size_t level; /* the size of the smallest set of first columns that has it */
    uint32_t rank, column;
} Place;

static int compare_places(const void *left, const void *right) {
    const Place *l = left, *r = right;
    return l->level != r->level ? (l->level > r->level) - (l->level < r->level)
                                : (l->rank > r->rank) - (l->rank < r->rank);
}

static void lower_level(Place *place, uint32_t column, size_t level) {
    if (level < place[column].level) {
        place[column].level = level;
    }
}

static void place_columns(Place *place, const Node *n) {
    const ChainPattern *p = n->pattern;
    for (size_t i = 0; p && i < p->equal_count; i++) {
        lower_level(place, p->equal[i], p->equal_count);
    }
    for (size_t i = 0; p && i < p->suffix_count; i++) {
        lower_level(place, p->suffix[i].column, p->equal_count + i + 1);
    }
    for (size_t i = 0; n->key && i < n->key->column_count; i++) {
        lower_level(place, n->key->column[i], n->key->column_count);
    }
}

/* Directions of P's suffix, turned round where what lies below in the chain has them the other way. PART is by
 * column; any_way: nothing has decided yet. */
static void direct_columns(ChainPart *part, const ChainPattern *p) {
    bool turn = false;
    for (size_t i = 0; i < p->suffix_count; i++) {
        const ChainPart *wanted = &p->suffix[i], *decided = &part[wanted->column];
        turn = turn ||
               (!wanted->any_way && !decided->any_way && decided->descending != wanted->descending);
    }
    for (size_t i = 0; i < p->suffix_count; i++) {
        ChainPart *decided = &part[p->suffix[i].column];
        if (!p->suffix[i].any_way && decided->any_way) {
            decided->descending = p->suffix[i].descending != turn;
            decided->turned_nulls = p->suffix[i].turned_nulls;
            decided->any_way = false;
        }
    }
}

/* The index of the chain that ends with TOP. */
static ChainIndex make_index(Cover *c, size_t top) {
    size_t column_count = c->problem->column_count, bottom = top;
    Place *place = arena_array(c->scratch, Place, column_count + 1);
    ChainPart *way = arena_array(c->scratch, ChainPart, column_count + 1);
    for (uint32_t i = 0; i < column_count; i++) {
        place[i] = (Place){SIZE_MAX, c->problem->rank[i], i};
        way[i] = (ChainPart){.column = i, .any_way = true};
    }
    while (c->node[bottom].predecessor != SIZE_MAX) {
        bottom = c->node[bottom].predecessor;
    }
    for (size_t n = bottom; n != SIZE_MAX; n = c->node[n].successor) {
        place_columns(place, &c->node[n]);
        if (c->node[n].pattern) {
            direct_columns(way, c->node[n].pattern);
        }
    }
    qsort(place, column_count, sizeof *place, compare_places);
    ChainIndex made = {.part_count = c->node[top].top_size, .key = c->node[top].key};
    made.part = arena_array(c->a, ChainPart, made.part_count + 1);
    for (size_t i = 0; i < made.part_count; i++) {
        made.part[i] = way[place[i].column];
        made.part[i].any_way = false;
    }
    return made;
}

static size_t top_of(const Cover *c, size_t node) {
    while (c->node[node].successor != SIZE_MAX) {
        node = c->node[node].successor;
    }
    return node;
}

/* Nodes stand in the order of their patterns, so that a chain comes where its first pattern does. */
static void make_indexes(Cover *c, ChainCover *cover) {
    cover->index = arena_array(c->a, ChainIndex, c->node_count + 1);
    bool *made = arena_array(c->scratch, bool, c->node_count + 1);
    for (size_t i = c->pattern_nodes; i < c->node_count; i++) {
        cover->index[cover->index_count++] = make_index(c, i);
        made[i] = true;
    }
    for (size_t i = 0; i < c->pattern_nodes; i++) {
        size_t top = top_of(c, i);
        if (!made[top]) {
            cover->index[cover->index_count++] = make_index(c, top);
            made[top] = true;
        }
    }
}

static void attach_patterns(const Cover *c, ChainCover *cover) {
    cover->served_by = arena_array(c->a, size_t, c->problem->pattern_count + 1);
    for (size_t i = 0; i < c->problem->pattern_count; i++) {
        size_t best = SIZE_MAX;
        for (size_t k = 0; k < cover->index_count; k++) {
            const ChainIndex *index = &cover->index[k];
            if ((best == SIZE_MAX || index->part_count < cover->index[best].part_count) &&
                chain_serves(index->part, index->part_count, &c->problem->pattern[i])) {
                best = k;
            }
        }
        if (best == SIZE_MAX) {
            internal_error("no index serves pattern %zu of a cover", i);
        }
        cover->served_by[i] = best;
    }
}

ChainCover chain_cover(Arena *a, Arena *scratch, const ChainProblem *problem) {
    Cover c = {.a = a, .scratch = scratch, .problem = problem, .exact = true};
    c.part_of = arena_array(scratch, const ChainPart *, problem->column_count + 1);
    for (size_t i = 0; i < problem->pattern_count; i++) {
        for (size_t k = 0; k < problem->pattern[i].suffix_count; k++) {
            c.nulls_matter = c.nulls_matter || problem->pattern[i].suffix[k].turned_nulls;
        }
    }
    gather_nodes(&c);
    match(&c);
    ChainCover cover = {0};
    make_indexes(&c, &cover);
    attach_patterns(&c, &cover);
    cover.exact = c.exact;
    return cover;
}
