/* Pattern: the conditions of an access pattern, sorted by what an index can do with each. The rules are those
 * of every b-tree: equalities first, in any order, then one range or the sort. */
#include "compiler/access/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/check/condition.h"

/* ---- columns ---- */

static uint32_t find_column(Arena *a, AccessColumns *columns, AccessColumn wanted) {
    for (size_t i = 0; i < columns->list.count; i++) {
        const AccessColumn *c = &columns->list.at[i];
        bool same = wanted.attribute ? c->attribute == wanted.attribute
                                     : !c->attribute && expr_same(c->expr, wanted.expr);
        if (same && c->collation == wanted.collation) {
            return (uint32_t)i;
        }
    }
    *vec_push(a, &columns->list) = wanted;
    return (uint32_t)(columns->list.count - 1);
}

uint32_t access_attribute(Arena *a, AccessColumns *columns, const Attribute *attribute) {
    return find_column(a, columns, (AccessColumn){.attribute = attribute});
}

uint32_t access_column(Arena *a, AccessColumns *columns, const Expr *e, Sym collation) {
    bool named = e->kind == EXPR_NAME && e->name.attribute;
    return find_column(a, columns,
                       (AccessColumn){.attribute = named ? e->name.attribute : NULL,
                                      .expr = e,
                                      .collation = collation});
}

/* ---- one condition ---- */

typedef struct Sorter {
    Arena *a, *scratch;
    AccessColumns *columns;
    AccessPattern *p;
    VEC(uint32_t) equal;
    VEC(const Expr *) atom, filter;
    const Expr *range; /* the first column with a range */
} Sorter;

/* What E depends on besides the row. */
typedef struct Contents {
    bool names, varies; /* attributes; parameters and the clock */
} Contents;

static Contents look_into(const Expr *e) {
    Contents found = {.names = e->kind == EXPR_NAME,
                      .varies = e->kind == EXPR_PARAMETER || e->kind == EXPR_NATIVE};
    if (e->kind == EXPR_CALL) {
        found.varies = function_info[e->call.function].constancy != CONSTANCY_IMMUTABLE;
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        Contents inner = look_into(child);
        found.names = found.names || inner.names;
        found.varies = found.varies || inner.varies;
    }
    return found;
}

/* Whether E, compared with something else, can be a column of an index: a name, or a computed value of the
 * row alone. */
static bool is_column(const Expr *e) {
    Contents found = look_into(e);
    return found.names && !found.varies;
}

static bool is_value(const Expr *e) {
    return !look_into(e).names;
}

static void add_equal(Sorter *s, uint32_t number) {
    for (size_t i = 0; i < s->equal.count; i++) {
        if (s->equal.at[i] == number) {
            return;
        }
    }
    *vec_push(s->a, &s->equal) = number;
}

static void add_filter(Sorter *s, const Expr *e) {
    *vec_push(s->a, &s->filter) = e;
}

static void add_range(Sorter *s, const Expr *column, const Expr *condition) {
    if (!s->range) {
        s->range = column;
    } else if (!expr_same(s->range, column)) {
        add_filter(s, condition);
    }
}

static void sort_comparison(Sorter *s, const Expr *e) {
    const Expr *left = e->binary.left, *right = e->binary.right;
    if (!is_column(left) || !is_value(right)) {
        const Expr *swap = left;
        left = right;
        right = swap;
    }
    if (!is_column(left) || !is_value(right)) {
        add_filter(s, e);
    } else if (e->binary.op == OPERATOR_EQUAL) {
        add_equal(s, access_column(s->a, s->columns, left, NULL));
    } else {
        add_range(s, left, e);
    }
}

static void sort_search(Sorter *s, const Expr *e) {
    static const struct {
        Function function;
        SearchKind kind;
    } searches[] = {
        {FUNCTION_SEARCH, SEARCH_WORDS},
        {FUNCTION_CONTAINS, SEARCH_CONTAINS},
        {FUNCTION_MATCHES, SEARCH_CONTAINS},
        {FUNCTION_HAS_ELEMENT, SEARCH_ELEMENT},
    };
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        if (searches[i].function == e->call.function && s->p->search == SEARCH_NONE) {
            s->p->search = searches[i].kind;
            s->p->searched = e->call.argument.at[0];
            return;
        }
    }
    add_filter(s, e);
}

static void sort_binary(Sorter *s, const Expr *e) {
    switch ((int)e->binary.op) {
    case OPERATOR_EQUAL:
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL: sort_comparison(s, e); return;
    case OPERATOR_LIKE:
        if (s->p->search == SEARCH_NONE && !e->negated) {
            s->p->search = SEARCH_CONTAINS;
            s->p->searched = e->binary.left;
            return;
        }
        add_filter(s, e);
        return;
    default: add_filter(s, e);
    }
}

static void sort_list(Sorter *s, const Expr *e) {
    bool values = true;
    for (size_t i = 0; i < e->in.list.count; i++) {
        values = values && is_value(e->in.list.at[i]);
    }
    if (e->negated || !values || !is_column(e->in.operand)) {
        add_filter(s, e);
        return;
    }
    add_equal(s, access_column(s->a, s->columns, e->in.operand, NULL));
    s->p->listed = s->p->listed || e->in.list.count > 1;
}

static void sort_condition(void *context, const Expr *e) {
    Sorter *s = context;
    if (!look_into(e).varies) {
        *vec_push(s->a, &s->atom) = e;
        return;
    }
    switch ((int)e->kind) {
    case EXPR_BINARY: sort_binary(s, e); return;
    case EXPR_IN: sort_list(s, e); return;
    case EXPR_CALL: sort_search(s, e); return;
    case EXPR_BETWEEN:
        if (!e->negated && is_column(e->between.operand)) {
            add_range(s, e->between.operand, e);
            return;
        }
        add_filter(s, e);
        return;
    default: add_filter(s, e);
    }
}

/* ---- atoms ---- */

typedef struct Atom {
    const Expr *expr;
    Text text;
} Atom;

static int compare_atoms(const void *left, const void *right) {
    return text_compare(((const Atom *)left)->text, ((const Atom *)right)->text);
}

/* Sorted by their text, so that two patterns with the same conditions have equal lists. */
static void order_atoms(Sorter *s) {
    size_t count = s->atom.count, kept = 0;
    Atom *atom = arena_array(s->scratch, Atom, count + 1);
    for (size_t i = 0; i < count; i++) {
        Buffer text = {0};
        expr_print(&text, s->atom.at[i]);
        atom[i] = (Atom){s->atom.at[i], text_copy(s->a, buffer_text(&text))};
        buffer_free(&text);
    }
    qsort(atom, count, sizeof *atom, compare_atoms);
    s->p->atom = arena_array(s->a, const Expr *, count + 1);
    s->p->atom_text = arena_array(s->a, Text, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !text_equal(s->p->atom_text[kept - 1], atom[i].text)) {
            s->p->atom[kept] = atom[i].expr;
            s->p->atom_text[kept++] = atom[i].text;
        }
    }
    s->p->atom_count = kept;
}

/* ---- the suffix ---- */

static bool is_equal_or_there(const Sorter *s, uint32_t column) {
    for (size_t i = 0; i < s->equal.count; i++) {
        if (s->equal.at[i] == column) {
            return true;
        }
    }
    for (size_t i = 0; i < s->p->suffix_count; i++) {
        if (s->p->suffix[i].column == column) {
            return true;
        }
    }
    return false;
}

/* Attributes among the equal columns and the first COUNT of the suffix. */
static Bitset known_attributes(const Sorter *s, size_t count) {
    Bitset known = bitset_make(s->scratch, s->columns->entity->attribute_count);
    for (size_t i = 0; i < s->equal.count; i++) {
        const Attribute *a = s->columns->list.at[s->equal.at[i]].attribute;
        if (a) {
            bitset_add(known, a->index);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const Attribute *a = s->columns->list.at[s->p->suffix[i].column].attribute;
        if (a) {
            bitset_add(known, a->index);
        }
    }
    return known;
}

/* Behind columns that decide the whole row there is nothing left to sort.
 * Source: Simmen, Shekita, Malkemus, Fundamental Techniques for Order Optimization, SIGMOD 1996. */
static void cut_suffix(Sorter *s, const EntityFacts *facts) {
    size_t all = s->columns->entity->attribute_count;
    for (size_t i = 0; i < s->p->suffix_count; i++) {
        Bitset known = known_attributes(s, i);
        if (bitset_count(facts_closure(s->scratch, facts, known)) == all) {
            s->p->suffix_count = i;
            s->p->sort_count = s->p->sort_count < i ? s->p->sort_count : i;
            s->p->cut = true;
        }
    }
}

bool access_turns_nulls(const IndexPart *part) {
    NullsOrder own = part->descending ? NULLS_FIRST : NULLS_LAST;
    return part->nulls != NULLS_UNSET && part->nulls != own;
}

static void add_sort(Sorter *s, const IndexPart *sort, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t column = access_column(s->a, s->columns, sort[i].expr, sort[i].collation);
        if (!is_equal_or_there(s, column)) {
            s->p->suffix[s->p->suffix_count++] =
                (ChainPart){column, sort[i].descending, access_turns_nulls(&sort[i]), false};
        }
    }
    s->p->sort_count = s->p->suffix_count;
}

/* One range can be served, or the sort: with both, the sort lets the reader stop early. A range over the
 * column that is sorted by first costs nothing. */
static void add_suffix(Sorter *s, const Access *access) {
    AccessPattern *p = s->p;
    p->suffix = arena_array(s->a, ChainPart, access->sort_count + 1);
    uint32_t range = UINT32_MAX;
    if (s->range) {
        range = access_column(s->a, s->columns, s->range, NULL);
    }
    add_sort(s, access->sort, access->sort_count);
    if (range == UINT32_MAX) {
        return;
    }
    if (p->suffix_count == 0) {
        if (!is_equal_or_there(s, range)) {
            p->suffix[p->suffix_count++] = (ChainPart){.column = range, .any_way = true};
        }
    } else if (p->suffix[0].column != range) {
        p->range_left = s->columns->list.at[range].attribute;
    }
}

/* ---- patterns ---- */

static void keep_lists(Sorter *s) {
    s->p->equal = s->equal.at;
    s->p->equal_count = s->equal.count;
    s->p->filter = s->filter.at;
    s->p->filter_count = s->filter.count;
}

static AccessPattern read_declared(Arena *a, Arena *scratch, AccessColumns *columns,
                                   const EntityFacts *facts, const Access *access) {
    AccessPattern p = {.access = access};
    Sorter s = {.a = a, .scratch = scratch, .columns = columns, .p = &p};
    for (size_t i = 0; i < access->by_count; i++) {
        add_equal(&s, access_attribute(a, columns, access->by[i]));
    }
    if (access->where) {
        condition_visit_parts(access->where, sort_condition, &s);
    }
    order_atoms(&s);
    add_suffix(&s, access);
    cut_suffix(&s, facts);
    keep_lists(&s);
    return p;
}

static AccessPattern read_foreign_key(Arena *a, AccessColumns *columns, const Relation *relation) {
    AccessPattern p = {.relation = relation};
    p.equal = arena_array(a, uint32_t, relation->attribute_count + 1);
    p.equal_count = relation->attribute_count;
    for (size_t i = 0; i < relation->attribute_count; i++) {
        p.equal[i] = access_attribute(a, columns, relation->attribute[i]);
    }
    return p;
}

static void add_foreign_key(Arena *a, AccessPatterns *patterns, const Relation *relation) {
    if (relation->attribute_count) {
        AccessPattern p = read_foreign_key(a, &patterns->columns, relation);
        *vec_push(a, &patterns->list) = p;
    }
}

AccessPatterns access_patterns(Arena *a, Arena *scratch, const EntityFacts *facts) {
    const Entity *e = facts->entity;
    AccessPatterns patterns = {.columns = {.entity = e}};
    for (size_t i = 0; i < e->access_count; i++) {
        AccessPattern p = read_declared(a, scratch, &patterns.columns, facts, &e->access[i]);
        *vec_push(a, &patterns.list) = p;
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        add_foreign_key(a, &patterns, e->relation[i]);
        for (size_t k = 0; k < e->relation[i]->arm_count; k++) {
            add_foreign_key(a, &patterns, e->relation[i]->arm[k]);
        }
    }
    return patterns;
}

Text access_pattern_name(Arena *a, const AccessPattern *p, const char *quote) {
    Sym name = p->access ? p->access->name : p->relation->name;
    return text_format(a, "%s%.*s%s%s", quote, TEXT_ARG(sym_text(name)), quote,
                       p->access ? "" : " (foreign key)");
}
