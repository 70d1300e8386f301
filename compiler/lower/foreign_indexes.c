/* Foreign indexes: what lets a foreign key be checked where the target looks at more of an index than the
 * key's columns. MySQL 9.7 takes the first index that begins with them, and does not check a row that is null in a
 * further part of that index. So there a unique set begins with its part that may be null, and a foreign key has
 * an index of its own before one that goes on with such a part. */
#include "compiler/lower/lowering.h"

#include <string.h>

/* What an index consists of; NULL: an expression, or the beginning of a value. */
typedef struct Parts {
    const Attribute **at;
    size_t count;
} Parts;

/* Whether an index over PARTS begins like R, and whether a further part may be null. */
typedef enum Service { SERVES_NOT, SERVES, SERVES_SOME_ROWS } Service;

static Service service_of(Parts parts, const Relation *r) {
    if (parts.count < r->attribute_count) {
        return SERVES_NOT;
    }
    Service service = SERVES;
    for (size_t i = 0; i < parts.count; i++) {
        if (i < r->attribute_count && parts.at[i] != r->attribute[i]) {
            return SERVES_NOT;
        }
        if (i >= r->attribute_count && (!parts.at[i] || parts.at[i]->nullable)) {
            service = SERVES_SOME_ROWS;
        }
    }
    return service;
}

static Parts parts_of_index(Lowering *l, const Index *index) {
    Parts parts = {
        arena_array(l->scratch, const Attribute *, index->part_count + index->include_count),
        index->part_count};
    for (size_t i = 0; i < index->part_count; i++) {
        parts.at[i] = index->part[i].prefix ? NULL : index->part[i].attribute;
    }
    for (size_t i = 0; !index->unique && i < index->include_count; i++) {
        parts.at[parts.count++] = index->include[i];
    }
    return parts;
}

/* Runs VISIT for each foreign key of E until it gives true; whether one did. */
static bool any_foreign_key(Relation *const *relation, size_t count,
                            bool (*visit)(void *context, const Relation *r), void *context) {
    for (size_t i = 0; i < count; i++) {
        const Relation *r = relation[i];
        if ((r->kind == RELATION_ONE && r->target_key && visit(context, r)) ||
            (r->kind == RELATION_ONE_OF && any_foreign_key(r->arm, r->arm_count, visit, context))) {
            return true;
        }
    }
    return false;
}

/* --- Unique sets ------------------------------------------------------------------------------- */

static bool is_half_served(void *context, const Relation *r) {
    return service_of(*(const Parts *)context, r) == SERVES_SOME_ROWS;
}

/* Whether a row of E may go unchecked by an index over PARTS. */
static bool hides_rows(const Entity *e, Parts parts) {
    return any_foreign_key(e->relation, e->relation_count, is_half_served, &parts);
}

/* Which of PARTS has to stand first so that no foreign key is checked by the index; 0: it is well as it is. */
static size_t find_lead(Lowering *l, const Entity *e, Parts parts, Request *r) {
    if (!l->target->full_foreign_key_indexes || !hides_rows(e, parts)) {
        return 0;
    }
    Parts moved = {arena_array(l->scratch, const Attribute *, parts.count), parts.count};
    for (size_t first = 1; first < parts.count; first++) {
        for (size_t i = 0; i < parts.count; i++) {
            moved.at[i] = i == 0 ? parts.at[first] : parts.at[i <= first ? i - 1 : i];
        }
        if (!hides_rows(e, moved)) {
            request_note(l, r, r->cap,
                         (Support){LEVEL_EMULATED, "its parts in another order, by which InnoDB "
                                                   "checks no foreign key"});
            return first;
        }
    }
    request_answer(l, r, r->cap,
                   (Support){LEVEL_REFUSED, "InnoDB would check no foreign key by it in a row that "
                                            "is null in one of its parts"});
    return 0;
}

void lower_order_key(Lowering *l, const Entity *e, const Attribute **part, size_t count,
                     Request *r) {
    size_t first = find_lead(l, e, (Parts){part, count}, r);
    const Attribute *lead = part[first];
    memmove(part + 1, part, first * sizeof *part);
    part[0] = lead;
}

void lower_order_index(Lowering *l, const Index *index, PlanIndex *made, Request *r) {
    size_t first =
        index->unique ? find_lead(l, made->table->entity, parts_of_index(l, index), r) : 0;
    if (first) {
        IndexPart *part = arena_array(l->a, IndexPart, made->part_count);
        for (size_t i = 0; i < made->part_count; i++) {
            part[i] = i == 0 ? made->part[first] : made->part[i <= first ? i - 1 : i];
        }
        made->part = part;
    }
}

/* --- Indexes ----------------------------------------------------------------------------------- */

typedef struct Search {
    Lowering *l;
    PlanTable *table;
} Search;

/* Whether R needs an index before the first one that serves it only for some rows. */
static bool needs_index(const Search *s, const Relation *r) {
    const Entity *e = s->table->entity;
    for (size_t i = 0; i < e->key_count; i++) {
        Parts parts = {e->key[i].attribute, e->key[i].attribute_count};
        if (!e->key[i].where && service_of(parts, r) == SERVES) {
            return false;
        }
    }
    for (size_t i = 0; i < lower_index_count(s->l, e); i++) {
        const Index *index = lower_index_at(s->l, e, i);
        Service service =
            index->method == INDEX_BTREE ? service_of(parts_of_index(s->l, index), r) : SERVES_NOT;
        if (service != SERVES_NOT) {
            return service == SERVES_SOME_ROWS;
        }
    }
    return false;
}

static bool add_index(void *context, const Relation *r) {
    Search *s = context;
    if (needs_index(s, r)) {
        Lowering *l = s->l;
        Index *index = arena_new(l->a, Index);
        *index = (Index){.physical = r->physical, .relation = r, .method = INDEX_BTREE};
        index->span = r->span;
        index->part = arena_array(l->a, IndexPart, r->attribute_count);
        index->part_count = r->attribute_count;
        for (size_t i = 0; i < r->attribute_count; i++) {
            index->part[i].attribute = r->attribute[i];
            index->part[i].expr = lower_name(l, r->attribute[i]);
        }
        lower_index(l, s->table, index);
    }
    return false;
}

void lower_foreign_key_indexes(Lowering *l, PlanTable *t) {
    if (l->target->full_foreign_key_indexes) {
        any_foreign_key(t->entity->relation, t->entity->relation_count, add_index, &(Search){l, t});
    }
}
