/* Rules of reference rows: that each value suits its attribute, that rows differ where they have to,
 * that what they refer to is there, and that they satisfy the checks of their entity. What an engine would
 * refuse is told here, at the row; what only an engine can know (now(), native text) is left to it. */
#include "compiler/eval/rows.h"

#include "compiler/check/rules.h"

/* ---- values ---- */

/* Whether a value would be rounded: 1.234 as decimal(5, 2), 12:00:00.5 as time(0). */
static bool is_rounded(Arena *scratch, const Cell *cell, Value v) {
    const Type *type = cell->attribute->type;
    Decimal d;
    if (type_has_fraction(type)) {
        return value_store(scratch, v, type).time != v.time;
    }
    if (type->kind != TYPE_DECIMAL || !type->length ||
        !decimal_parse(scratch, text_trim(cell->text), &d)) {
        return false;
    }
    Text digits = decimal_format_shortest(scratch, d);
    size_t point = text_find(digits, TEXT("."));
    return point != SIZE_MAX && digits.size - point - 1 > type->scale;
}

static bool check_values(CheckContext *c, const Row *row) {
    bool fine = true;
    for (size_t i = 0; i < row->cell_count; i++) {
        const Cell *cell = &row->cell[i];
        const Attribute *a = cell->attribute;
        Value v = cell_value(c->scratch, cell);
        Text why = TEXT("it may not be null");
        if (v.kind == VALUE_ERROR) {
            why = text_copy(c->diags->arena, v.why);
        } else if (value_is_known(v) && is_rounded(c->scratch, cell, v)) {
            why = text_format(
                c->diags->arena, "it would be rounded to %u places",
                (unsigned)(type_has_fraction(a->type) ? type_fraction(a->type) : a->type->scale));
        } else if (v.kind != VALUE_NULL || a->nullable) {
            continue;
        }
        rule_report(c, row->entity, DIAG_DATA_VALUE, cell->span, sym_text(a->name), why);
        fine = false;
    }
    return fine;
}

/* ---- rows that have to differ ---- */

/* A key, or an index that is unique: what tells rows apart, among those that satisfy `where`. */
typedef struct Apart {
    const Attribute *const *attribute;
    const IndexPart *part; /* of an index; NULL: of a key */
    size_t count;
    const Expr *where;
    bool nulls_equal;
    Text words;
} Apart;

static bool print_parts(Buffer *out, EvalContext *eval_row, const Apart *apart) {
    for (size_t i = 0; i < apart->count; i++) {
        Value v = eval(eval_row, apart->part[i].expr);
        if (!value_is_known(v)) {
            return false;
        }
        size_t start = out->size;
        value_print_key(out, eval_row->arena, v);
        buffer_format(out, "/%zu", out->size - start);
    }
    return true;
}

/* A condition that is null picks no row; one that is unknown here is left to the engine. */
static bool is_true(Value v) {
    return v.kind == VALUE_BOOLEAN && v.boolean;
}

static void check_apart(CheckContext *c, const Entity *e, const Apart *apart) {
    Arena arena = {0};
    Interner names = interner_make(&arena);
    Map seen = map_make(&arena, e->row_count);
    Buffer buffer = {0};
    Value *few = arena_array(&arena, Value, e->attribute_count);
    bool key_alone = !apart->part && !apart->where;
    for (size_t i = 0; i < e->row_count; i++) {
        const Row *row = &e->row[i];
        arena_reset(c->scratch);
        if (key_alone) {
            row_fill_values(c->scratch, row, few, apart->attribute, apart->count);
        }
        EvalContext one = {.arena = c->scratch,
                           .row = key_alone ? few : row_values(c->scratch, row)};
        buffer_clear(&buffer);
        if (apart->where && !is_true(eval(&one, apart->where))) {
            continue;
        }
        bool known = apart->part ? print_parts(&buffer, &one, apart)
                                 : row_print_key(&buffer, c->scratch, one.row, apart->attribute,
                                                 apart->count, apart->nulls_equal);
        const Row *first =
            known ? map_put(&arena, &seen, intern(&names, buffer_text(&buffer)), (void *)row)
                  : NULL;
        if (first) {
            Diag *d =
                rule_report(c, e, DIAG_DATA_DUPLICATE, row->span, sym_text(e->name), apart->words);
            diag_note(c->diags, d, first->span, TEXT("the other one"));
        }
    }
    interner_free(&names);
    buffer_free(&buffer);
    arena_free(&arena);
}

static void check_rows_apart(CheckContext *c, const Entity *e) {
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *key = &e->key[i];
        check_apart(c, e,
                    &(Apart){.attribute = key->attribute,
                             .count = key->attribute_count,
                             .where = key->where,
                             .nulls_equal = key->nulls_not_distinct,
                             .words = words_of_attributes(c->diags->arena, key->attribute,
                                                          key->attribute_count)});
    }
    for (size_t i = 0; i < e->index_count; i++) {
        const Index *index = &e->index[i];
        if (index->unique) {
            check_apart(c, e,
                        &(Apart){.part = index->part,
                                 .count = index->part_count,
                                 .where = index->where,
                                 .words = text_format(c->diags->arena, "parts of index `%.*s`",
                                                      TEXT_ARG(sym_text(index->name)))});
        }
    }
}

/* ---- references ---- */

static Text words_of_values(Arena *a, const Relation *relation, const Value *values) {
    Buffer out = {0};
    for (size_t i = 0; i < relation->attribute_count; i++) {
        buffer_format(&out, "%s`%.*s` = `", i ? " and " : "",
                      TEXT_ARG(sym_text(relation->target_key->attribute[i]->name)));
        value_print(&out, values[relation->attribute[i]->index]);
        buffer_add_char(&out, '`');
    }
    Text words = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return words;
}

static Span span_of_relation(const Row *row, const Relation *relation) {
    const Cell *cell = row_cell(row, relation->attribute[0]);
    return cell ? cell->span : row->span;
}

static void check_reference(CheckContext *c, RowIndexes *indexes, const Row *row,
                            const Relation *relation, const Value *values) {
    if (relation->kind != RELATION_ONE || !relation->target_key || !row_refers(values, relation) ||
        row_find_target(indexes, c->scratch, relation, values)) {
        return;
    }
    rule_report(c, row->entity, DIAG_DATA_REFERENCE, span_of_relation(row, relation),
                sym_text(relation->target->name),
                words_of_values(c->diags->arena, relation, values));
}

static void check_references(CheckContext *c, RowIndexes *indexes, const Row *row,
                             const Value *values) {
    for (size_t i = 0; i < row->entity->relation_count; i++) {
        const Relation *relation = row->entity->relation[i];
        check_reference(c, indexes, row, relation, values);
        for (size_t k = 0; relation->kind == RELATION_ONE_OF && k < relation->arm_count; k++) {
            check_reference(c, indexes, row, relation->arm[k], values);
        }
    }
}

/* ---- checks ---- */

static Text words_of_check(Arena *a, const Check *check) {
    Buffer out = {0};
    expr_print(&out, check->condition);
    Text words = text_format(a, "the check `%.*s`", TEXT_ARG(buffer_text(&out)));
    buffer_free(&out);
    return words;
}

/* The span of the one value that CHECK is about, else of the row. */
static Span span_of_check(const Row *row, const Check *check) {
    const Cell *cell = check->attribute ? row_cell(row, check->attribute) : NULL;
    return cell ? cell->span : row->span;
}

static void check_checks(CheckContext *c, const Row *row, const Value *values) {
    const Entity *e = row->entity;
    EvalContext one = {.arena = c->scratch, .row = values};
    for (size_t i = 0; i < e->check_count; i++) {
        const Check *check = &e->check[i];
        EvalVerdict verdict = eval_check(&one, check->condition);
        if (verdict == VERDICT_FAILS || verdict == VERDICT_ERROR) {
            Diag *d = rule_report(c, e, DIAG_DATA_CHECK, span_of_check(row, check),
                                  sym_text(e->name), words_of_check(c->diags->arena, check));
            diag_note(c->diags, d, check->span, TEXT("the check"));
        }
    }
}

/* ---- all ---- */

/* A wrong value is reported once, and its row is left out of the rest. */
static bool check_all_values(CheckContext *c) {
    bool fine = true;
    for (size_t i = 0; i < c->schema->entity_count; i++) {
        const Entity *e = c->schema->entity[i];
        for (size_t k = 0; k < e->row_count; k++) {
            fine = check_values(c, &e->row[k]) && fine;
            arena_reset(c->scratch);
        }
    }
    return fine;
}

void rule_rows_hold_what_their_entity_says(CheckContext *c) {
    if (!check_all_values(c)) {
        return;
    }
    Arena arena = {0};
    RowIndexes indexes = row_indexes_make(&arena, c->schema);
    for (size_t i = 0; i < c->schema->entity_count; i++) {
        const Entity *e = c->schema->entity[i];
        for (size_t k = 0; k < e->row_count; k++) {
            if (e->row[k].broken) {
                continue;
            }
            const Value *values = row_values(c->scratch, &e->row[k]);
            check_references(c, &indexes, &e->row[k], values);
            check_checks(c, &e->row[k], values);
            arena_reset(c->scratch);
        }
        if (e->row_count > 1) {
            check_rows_apart(c, e);
            arena_reset(c->scratch);
        }
    }
    row_indexes_free(&indexes);
    arena_free(&arena);
}
