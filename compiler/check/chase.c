/* The chase: a row for each part, 0 where the part has the attribute. Functional dependencies make values
 * equal, the smaller one winning; multivalued ones add the rows that they ask for. */
#include "compiler/check/chase.h"

#include "compiler/base/lookup.h"
#include "compiler/base/vec.h"

typedef struct Chase {
    Arena *arena;
    const Theory *theory;
    size_t width, count, capacity, limit;
    uint32_t *cell;
    bool full; /* the limit was reached */
} Chase;

static uint32_t *row_at(const Chase *c, size_t row) {
    return c->cell + row * c->width;
}

/* Gives a row to fill, which may move the others. */
static uint32_t *add_row(Chase *c) {
    if (c->count == c->capacity) {
        size_t grown = c->capacity ? 2 * c->capacity : 16;
        c->cell = arena_grow(c->arena, c->cell, c->capacity * c->width * sizeof *c->cell,
                             grown * c->width * sizeof *c->cell, _Alignof(uint32_t));
        c->capacity = grown;
    }
    return row_at(c, c->count++);
}

/* The values of ROW in COLUMNS, as bytes: equal for rows that agree there. */
static Text values_of(Chase *c, Arena *a, size_t row, Bitset columns) {
    uint32_t *value = arena_array(a, uint32_t, c->width);
    size_t count = 0;
    for (size_t k = bitset_next(columns, 0); k != SIZE_MAX; k = bitset_next(columns, k + 1)) {
        value[count++] = row_at(c, row)[k];
    }
    return (Text){(const char *)value, count * sizeof *value};
}

/* Makes two values of a column one, in all rows. */
static void equate(Chase *c, size_t column, uint32_t x, uint32_t y) {
    uint32_t kept = x < y ? x : y, dropped = x < y ? y : x;
    for (size_t i = 0; i < c->count; i++) {
        uint32_t *value = &row_at(c, i)[column];
        *value = *value == dropped ? kept : *value;
    }
}

/* Applies ARROW to each row and the first that agrees with it on the left. */
static bool equate_by(Chase *c, const Arrow *arrow) {
    Arena scratch = {0};
    Lookup first = {0};
    bool changed = false;
    size_t *number = arena_array(&scratch, size_t, c->count);
    for (size_t i = 0; i < c->count; i++) {
        number[i] = i;
        const size_t *known =
            lookup_put(&scratch, &first, values_of(c, &scratch, i, arrow->from), &number[i]);
        for (size_t k = bitset_next(arrow->to, 0); k != SIZE_MAX && known;
             k = bitset_next(arrow->to, k + 1)) {
            uint32_t x = row_at(c, *known)[k], y = row_at(c, i)[k];
            if (x != y) {
                equate(c, k, x, y);
                changed = true;
            }
        }
    }
    arena_free(&scratch);
    return changed;
}

static void equate_all(Chase *c) {
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < c->theory->count; i++) {
            if (!c->theory->arrow[i].multivalued) {
                changed |= equate_by(c, &c->theory->arrow[i]);
            }
        }
    }
}

/* An index over all rows, which first are made distinct. */
static Lookup index_rows(Chase *c, Arena *scratch) {
    Lookup rows = {0};
    size_t kept = 0;
    Bitset all = bitset_full(scratch, c->width);
    for (size_t i = 0; i < c->count; i++) {
        if (!lookup_put(scratch, &rows, values_of(c, scratch, i, all), c)) {
            if (kept != i) {
                memcpy(row_at(c, kept), row_at(c, i), c->width * sizeof *c->cell);
            }
            kept++;
        }
    }
    c->count = kept;
    return rows;
}

/* Rows that agree on the left of a multivalued dependency: one row for each value of what its right
 * side has, and one for each value of the rest. All combinations of the two have to be rows. */
typedef struct Group {
    VEC(size_t) one, other;
} Group;

typedef VEC(Group) Groups;

static Groups group_rows(Chase *c, Arena *scratch, const Arrow *arrow) {
    Groups groups = {0};
    Lookup by_left = {0}, ones = {0}, others = {0};
    Bitset one = bitset_copy(scratch, arrow->from), other = bitset_full(scratch, c->width);
    bitset_unite(one, arrow->to);
    bitset_subtract(other, arrow->to);
    bitset_unite(other, arrow->from);
    size_t *number = arena_array(scratch, size_t, c->count); /* of a row's group */
    for (size_t i = 0; i < c->count; i++) {
        number[i] = groups.count;
        const size_t *known =
            lookup_put(scratch, &by_left, values_of(c, scratch, i, arrow->from), &number[i]);
        Group *group = known ? &groups.at[*known] : vec_push(scratch, &groups);
        if (!lookup_put(scratch, &ones, values_of(c, scratch, i, one), c)) {
            *vec_push(scratch, &group->one) = i;
        }
        if (!lookup_put(scratch, &others, values_of(c, scratch, i, other), c)) {
            *vec_push(scratch, &group->other) = i;
        }
    }
    return groups;
}

/* Adds the row that agrees with X on the attributes of ARROW and else with Y, if it is new. */
static bool swap_rows(Chase *c, Arena *scratch, Lookup *rows, const Arrow *arrow, size_t x,
                      size_t y) {
    uint32_t *made = arena_array(scratch, uint32_t, c->width);
    for (size_t k = 0; k < c->width; k++) {
        bool own = bitset_has(arrow->from, k) || bitset_has(arrow->to, k);
        made[k] = row_at(c, own ? x : y)[k];
    }
    Text key = {(const char *)made, c->width * sizeof *made};
    if (lookup_put(scratch, rows, key, c)) {
        return false;
    }
    c->full = c->count >= c->limit;
    if (!c->full) {
        memcpy(add_row(c), made, c->width * sizeof *made);
    }
    return !c->full;
}

static bool swap_by(Chase *c, const Arrow *arrow) {
    Arena scratch = {0};
    Lookup rows = index_rows(c, &scratch);
    Groups groups = group_rows(c, &scratch, arrow);
    bool changed = false;
    for (size_t g = 0; g < groups.count; g++) {
        const Group *group = &groups.at[g];
        for (size_t i = 0; i < group->one.count && !c->full; i++) {
            for (size_t k = 0; k < group->other.count && !c->full; k++) {
                changed |=
                    swap_rows(c, &scratch, &rows, arrow, group->one.at[i], group->other.at[k]);
            }
        }
    }
    arena_free(&scratch);
    return changed;
}

static bool has_zero_row(const Chase *c) {
    for (size_t i = 0; i < c->count; i++) {
        size_t k = 0;
        while (k < c->width && row_at(c, i)[k] == 0) {
            k++;
        }
        if (k == c->width) {
            return true;
        }
    }
    return false;
}

/* Until nothing changes, the row of zeroes is there, or the limit is reached. */
static void run(Chase *c) {
    bool changed = true;
    while (changed && !c->full && !has_zero_row(c)) {
        equate_all(c);
        changed = false;
        for (size_t i = 0; i < c->theory->count && !c->full; i++) {
            if (c->theory->arrow[i].multivalued) {
                changed |= swap_by(c, &c->theory->arrow[i]);
            }
        }
    }
}

static bool parts_cover_all(Arena *a, const Theory *t, const SetList *parts) {
    Bitset covered = bitset_make(a, t->width);
    for (size_t i = 0; i < parts->count; i++) {
        bitset_unite(covered, parts->at[i]);
    }
    return bitset_count(covered) == t->width;
}

Lossless chase_lossless(Arena *a, const Theory *t, const SetList *parts, const TheoryLimits *limits,
                        Tableau *tableau) {
    *tableau = (Tableau){.width = t->width};
    if (!parts_cover_all(a, t, parts)) {
        return LOSSLESS_NO;
    }
    Chase c = {.arena = a, .theory = t, .width = t->width, .limit = limits->chase_rows};
    for (size_t i = 0; i < parts->count; i++) {
        uint32_t *row = add_row(&c);
        for (size_t k = 0; k < t->width; k++) {
            row[k] = bitset_has(parts->at[i], k) ? 0 : (uint32_t)i + 1;
        }
    }
    run(&c);
    if (has_zero_row(&c)) {
        return LOSSLESS_YES;
    }
    if (c.full) {
        return LOSSLESS_UNKNOWN;
    }
    Arena scratch = {0};
    index_rows(&c, &scratch);
    arena_free(&scratch);
    tableau->cell = c.cell;
    tableau->count = c.count;
    return LOSSLESS_NO;
}
