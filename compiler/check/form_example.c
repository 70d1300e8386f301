/* Example rows: chooses columns, then a value for each number of the witness. */
#include "compiler/check/form_example.h"

#include "compiler/check/sample.h"

static Text *cell_at(DiagExample *x, size_t row, size_t column) {
    return (Text *)x->cell + row * x->column_count + column; /* made below, by form_example */
}

/* The number that stands for the value of COLUMN in ROW. */
static size_t symbol(const Subject *s, const Tableau *rows, const Attribute *column, size_t row) {
    size_t number = s->number[column->index];
    return number == SIZE_MAX ? row : rows->cell[row * rows->width + number];
}

static void fill_column(Arena *a, DiagExample *x, const Subject *s, const Tableau *rows,
                        const Attribute *attribute, size_t column) {
    size_t most = x->row_count;
    for (size_t i = 0; i < x->row_count; i++) {
        size_t number = symbol(s, rows, attribute, i);
        most = number < most ? most : number + 1;
    }
    Text *value = arena_array(a, Text, most);
    size_t found = sample_values(a, attribute, value, most);
    for (size_t i = 0; i < x->row_count; i++) {
        size_t number = symbol(s, rows, attribute, i);
        *cell_at(x, i, column) = found ? value[number % found] : TEXT("…");
    }
}

/* Whether KEY, which is no candidate key, would refuse rows of the same values in it. */
static bool forbids(const DiagExample *x, const Key *key, const size_t *column_of) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        size_t column = column_of[key->attribute[i]->index];
        for (size_t row = 1; row < x->row_count && column != SIZE_MAX; row++) {
            if (!text_equal(x->cell[row * x->column_count + column], x->cell[column])) {
                return false;
            }
        }
    }
    return true;
}

static void step_aside(DiagExample *x, const Subject *s, const size_t *column_of, Bitset told) {
    const Entity *e = s->facts->entity;
    for (size_t k = 0; k < e->key_count; k++) {
        const Key *key = &e->key[k];
        if (key_is_candidate(key) || !forbids(x, key, column_of)) {
            continue;
        }
        for (size_t i = 0; i < key->attribute_count; i++) {
            const Attribute *part = key->attribute[i];
            size_t number = s->number[part->index];
            if (part->nullable && (number == SIZE_MAX || !bitset_has(told, number))) {
                for (size_t row = 0; row < x->row_count; row++) {
                    *cell_at(x, row, column_of[part->index]) = (Text){NULL, 0};
                }
                break;
            }
        }
    }
}

DiagExample *form_example(Arena *a, const Subject *s, const Tableau *rows, Bitset told) {
    const Entity *e = s->facts->entity;
    DiagExample *x = arena_new(a, DiagExample);
    Text *column = arena_array(a, Text, e->attribute_count);
    bool *is_told = arena_array(a, bool, e->attribute_count);
    size_t *column_of = arena_array(a, size_t, e->attribute_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        column_of[i] = attribute->generated ? SIZE_MAX : x->column_count;
        if (!attribute->generated) {
            column[x->column_count] = sym_text(attribute->name);
            is_told[x->column_count++] =
                attribute->in_primary_key ||
                (s->number[i] != SIZE_MAX && bitset_has(told, s->number[i]));
        }
    }
    x->column = column;
    x->told = is_told;
    x->row_count = rows->count;
    x->cell = arena_array(a, Text, x->column_count * x->row_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (column_of[i] != SIZE_MAX) {
            fill_column(a, x, s, rows, &e->attribute[i], column_of[i]);
        }
    }
    step_aside(x, s, column_of, told);
    return x;
}

bool form_example_change(Arena *a, DiagExample *x, const Attribute *attribute) {
    Text *value = arena_array(a, Text, x->row_count + 1);
    size_t found = sample_values(a, attribute, value, x->row_count + 1);
    size_t column = 0;
    while (!text_equal(x->column[column], sym_text(attribute->name))) {
        column++;
    }
    for (size_t i = 0; i < found; i++) {
        bool used = false;
        for (size_t row = 0; row < x->row_count; row++) {
            used |= text_equal(x->cell[row * x->column_count + column], value[i]);
        }
        if (!used) {
            x->changed_row = x->row_count - 1;
            x->changed_column = column;
            x->changed_to = value[i];
            return true;
        }
    }
    return false;
}
