/* Cost: see cost.h. */
#include "compiler/access/cost.h"

#include "compiler/check/condition.h"

uint64_t cost_width(const Type *t) {
    enum { WORD = 8, UNKNOWN = 32, LONGEST = 64 };
    switch (type_class(t)) {
    case CLASS_STRING:
    case CLASS_BYTES: return !t->length || t->length > LONGEST ? UNKNOWN : t->length;
    case CLASS_UUID: return 2 * WORD;
    case CLASS_JSON:
    case CLASS_ARRAY: return UNKNOWN;
    default: return WORD;
    }
}

static double rows_of(const Entity *e) {
    return e->rows ? (double)e->rows : COST_ROWS;
}

static bool decides_all(Arena *scratch, const EntityFacts *facts, Bitset known) {
    Bitset closed = facts_closure(scratch, facts, known);
    return bitset_count(closed) == facts->entity->attribute_count;
}

static double values_of(Arena *scratch, const EntityFacts *facts, const Attribute *a) {
    double rows = rows_of(a->entity), values = COST_VALUES;
    Bitset alone = bitset_make(scratch, a->entity->attribute_count);
    bitset_add(alone, a->index);
    if (type_class(a->type) == CLASS_BOOLEAN) {
        values = 2;
    } else if (a->type->kind == TYPE_ENUM) {
        values = (double)a->type->enumeration->value_count;
    } else if (decides_all(scratch, facts, alone)) {
        values = rows;
    } else if (a->relation && a->relation->target && a->relation->target->rows) {
        values = (double)a->relation->target->rows;
    }
    return values < rows ? values : rows;
}

/* The part of the rows that satisfy conditions that never vary. */
static double share_of_conditions(Arena *scratch, const EntityFacts *facts,
                                  const AccessPattern *p) {
    double share = 1;
    for (size_t i = 0; i < p->atom_count; i++) {
        const Expr *literal;
        const Attribute *a = condition_constant(p->atom[i], &literal);
        share /= a ? values_of(scratch, facts, a) : 1;
    }
    return share;
}

PatternCost cost_of_pattern(Arena *scratch, const EntityFacts *facts, const EntityAccess *access,
                            const AccessPattern *p) {
    const Entity *e = facts->entity;
    Bitset known = bitset_make(scratch, e->attribute_count);
    PatternCost cost = {.rows = rows_of(e)};
    cost.found = cost.rows * share_of_conditions(scratch, facts, p);
    for (size_t i = 0; i < p->equal_count; i++) {
        const Attribute *a = access->patterns.columns.list.at[p->equal[i]].attribute;
        Bitset closed = facts_closure(scratch, facts, known);
        if (a && !bitset_has(closed, a->index)) {
            cost.found /= values_of(scratch, facts, a);
            bitset_add(known, a->index);
        } else if (!a) {
            cost.found /= COST_VALUES;
        }
    }
    if (p->suffix_count && !p->sort_count) {
        cost.found /= COST_RANGE;
    }
    if (cost.found < 1 || decides_all(scratch, facts, known)) {
        cost.found = 1;
    }
    cost.read = cost.found;
    if (p->access && p->access->limit && p->access->limit < cost.found && !p->filter_count &&
        (p->sort_count || !p->access->sort_count)) {
        cost.read = (double)p->access->limit;
    }
    return cost;
}

double cost_of_index(const Entity *e, const Index *x) {
    double width = COST_ENTRY;
    for (size_t i = 0; i < x->part_count; i++) {
        width += (double)cost_width(x->part[i].expr->type);
    }
    for (size_t i = 0; i < x->include_count; i++) {
        width += (double)cost_width(x->include[i]->type);
    }
    return width * rows_of(e);
}
