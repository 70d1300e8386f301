/* Reference rows: their values and their keys. Pure; a value that is wrong comes out as VALUE_ERROR, which
 * the rules report. */
#include "compiler/eval/rows.h"

const Cell *row_cell(const Row *row, const Attribute *a) {
    size_t low = 0, high = row->cell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (row->cell[middle].attribute->index < a->index) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < row->cell_count && row->cell[low].attribute == a;
    return found ? &row->cell[low] : NULL;
}

Value cell_value(Arena *a, const Cell *cell) {
    if (!cell->text.at) {
        return value_null();
    }
    return value_parse(a, cell->attribute->type, cell->text);
}

/* A default that only the engine knows, as now(), is unknown, but surely there. */
static Value default_value(EvalContext *c, const Attribute *a) {
    if (!a->fallback) {
        return value_null();
    }
    Value v = eval(c, a->fallback);
    return value_is_known(v) ? value_store(c->arena, v, a->type) : v;
}

const Value *row_values(Arena *a, const Row *row) {
    const Entity *e = row->entity;
    Value *values = arena_array(a, Value, e->attribute_count);
    EvalContext c = {.arena = a};
    size_t cell = 0;
    for (size_t i = 0; i < e->attribute_count; i++) {
        bool given = cell < row->cell_count && row->cell[cell].attribute == &e->attribute[i];
        values[i] = given ? cell_value(a, &row->cell[cell++]) : default_value(&c, &e->attribute[i]);
    }
    c.row = values;
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *generated = &e->attribute[i];
        if (generated->generated) {
            Value v = eval(&c, generated->generated);
            values[i] = value_is_known(v) ? value_store(a, v, generated->type) : v;
        }
    }
    return values;
}

void row_fill_values(Arena *a, const Row *row, Value *values, const Attribute *const *attribute,
                     size_t count) {
    EvalContext c = {.arena = a};
    for (size_t i = 0; i < count; i++) {
        const Attribute *of = attribute[i];
        if (of->generated) {
            values[of->index] = row_values(a, row)[of->index];
        } else {
            const Cell *cell = row_cell(row, of);
            values[of->index] = cell ? cell_value(a, cell) : default_value(&c, of);
        }
    }
}

bool row_print_key(Buffer *out, Arena *scratch, const Value *values,
                   const Attribute *const *attribute, size_t count, bool nulls_equal) {
    for (size_t i = 0; i < count; i++) {
        Value v = values[attribute[i]->index];
        if (!value_is_known(v) && !(nulls_equal && v.kind == VALUE_NULL)) {
            return false;
        }
        size_t start = out->size;
        if (v.kind != VALUE_NULL) {
            value_print_key(out, scratch, v);
        }
        /* behind it, so that no text can end as another one goes on */
        buffer_format(out, v.kind == VALUE_NULL ? "/null" : "/%zu", out->size - start);
    }
    return true;
}

bool row_refers(const Value *values, const Relation *relation) {
    for (size_t i = 0; i < relation->attribute_count; i++) {
        if (!value_is_known(values[relation->attribute[i]->index])) {
            return false;
        }
    }
    return relation->attribute_count > 0;
}

RowIndexes row_indexes_make(Arena *a, const Schema *s) {
    return (RowIndexes){
        .arena = a, .by_key = arena_array(a, Map *, s->entity_count), .names = interner_make(a)};
}

void row_indexes_free(RowIndexes *indexes) {
    interner_free(&indexes->names);
    buffer_free(&indexes->buffer);
}

/* The name of a key's values; NULL when they name no row. */
static Sym name_of_key(RowIndexes *indexes, Arena *scratch, const Value *values,
                       const Attribute *const *attribute, size_t count) {
    buffer_clear(&indexes->buffer);
    bool known = row_print_key(&indexes->buffer, scratch, values, attribute, count, false);
    return known ? intern(&indexes->names, buffer_text(&indexes->buffer)) : NULL;
}

static Map *index_of(RowIndexes *indexes, Arena *scratch, const Entity *e, const Key *key) {
    Map **maps = &indexes->by_key[e->number];
    if (!*maps) {
        *maps = arena_array(indexes->arena, Map, e->key_count);
    }
    Map *map = &(*maps)[key - e->key];
    if (!map->capacity && e->row_count) {
        *map = map_make(indexes->arena, e->row_count);
        Value *values = arena_array(scratch, Value, e->attribute_count);
        Arena row = {0};
        for (size_t i = 0; i < e->row_count; i++) {
            row_fill_values(&row, &e->row[i], values, key->attribute, key->attribute_count);
            Sym name = name_of_key(indexes, &row, values, key->attribute, key->attribute_count);
            if (name) {
                map_put(indexes->arena, map, name, &e->row[i]);
            }
            arena_reset(&row);
        }
        arena_free(&row);
    }
    return map;
}

const Row *row_find_target(RowIndexes *indexes, Arena *scratch, const Relation *relation,
                           const Value *values) {
    const Map *map = index_of(indexes, scratch, relation->target, relation->target_key);
    Sym name =
        name_of_key(indexes, scratch, values, relation->attribute, relation->attribute_count);
    return name ? map_get(map, name) : NULL;
}
