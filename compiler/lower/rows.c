/* Rows: the reference rows of the model become inserts, in an order in which what a row refers to is there
 * before it. Tables come in the order of what they must refer to, rows of one table in that of their
 * references to each other. What is left are cycles: there a column that may be null is left null, and a
 * step of its own fills it (PlanRowLink); where none may be, the rows are refused (TN319).
 *
 * Source: a depth-first walk, without recursion; what is finished first stands first. */
#include "compiler/eval/rows.h"

#include <string.h>

#include "compiler/lower/lowering.h"

enum { ROWS_OF_ONE_INSERT = 500 };

/* A node of a walk: a table among tables, or a row among those of its table. */
typedef struct Visit {
    size_t node, next; /* the next of its references to look at */
} Visit;

typedef enum Mark { MARK_NEW, MARK_OPEN, MARK_DONE } Mark;

typedef struct RowPass {
    Lowering *l;
    RowIndexes indexes;
    const Row **row; /* all, in the order of inserting */
    size_t row_count;
    uint32_t **position; /* of a row in `row`, plus one, by entity and row number; NULL: no rows */
    bool *circular;      /* by entity: rows of it refer to each other in a circle */
    bool any;            /* a PlanRows has been made */
    Arena values;        /* of the row that is looked at */
} RowPass;

/* ---- the order of tables ---- */

/* Whether each row of R's entity has to refer to another. */
static bool is_mandatory(const Relation *r) {
    for (size_t i = 0; i < r->attribute_count; i++) {
        if (r->attribute[i]->nullable) {
            return false;
        }
    }
    return r->attribute_count > 0;
}

/* The I-th relation of E that a row has to follow, arms being optional; NULL behind the last. *I moves on. */
static const Relation *next_mandatory(const Entity *e, size_t *i) {
    while (*i < e->relation_count) {
        const Relation *r = e->relation[(*i)++];
        if (r->kind == RELATION_ONE && r->target && r->target != e && r->target->row_count &&
            is_mandatory(r)) {
            return r;
        }
    }
    return NULL;
}

/* Entities with rows: those that a row must refer to stand before it, else as their tables do. */
static size_t order_tables(Lowering *l, const Entity **order) {
    size_t count = l->schema->entity_count, made = 0, depth = 0;
    Mark *mark = arena_array(l->scratch, Mark, count);
    Visit *stack = arena_array(l->scratch, Visit, count);
    for (size_t i = 0; i < l->plan->tables.count; i++) {
        const Entity *start = l->plan->tables.at[i]->entity;
        if (!start->row_count || mark[start->number] != MARK_NEW) {
            continue;
        }
        stack[depth++] = (Visit){start->number, 0};
        mark[start->number] = MARK_OPEN;
        while (depth) {
            Visit *top = &stack[depth - 1];
            const Entity *e = l->schema->entity[top->node];
            const Relation *r = next_mandatory(e, &top->next);
            if (!r) {
                mark[e->number] = MARK_DONE;
                order[made++] = e;
                depth--;
            } else if (mark[r->target->number] == MARK_NEW) {
                mark[r->target->number] = MARK_OPEN;
                stack[depth++] = (Visit){r->target->number, 0};
            }
        }
    }
    return made;
}

/* ---- the order of rows ---- */

/* They hold until the next call. */
static const Value *values_of(RowPass *p, const Row *row) {
    arena_reset(&p->values);
    return row_values(&p->values, row);
}

/* The I-th row of the same table that ROW refers to; NULL behind the last. *I moves on. */
static const Row *next_own(RowPass *p, const Row *row, size_t *i) {
    const Entity *e = row->entity;
    arena_reset(&p->values);
    while (*i < e->relation_count) {
        const Relation *r = e->relation[(*i)++];
        if (r->kind != RELATION_ONE || r->target != e) {
            continue;
        }
        Value *values = arena_array(&p->values, Value, e->attribute_count);
        row_fill_values(&p->values, row, values, r->attribute, r->attribute_count);
        if (row_refers(values, r)) {
            return row_find_target(&p->indexes, &p->values, r, values);
        }
    }
    return NULL;
}

static bool refers_to_itself(const Entity *e) {
    for (size_t i = 0; i < e->relation_count; i++) {
        if (e->relation[i]->kind == RELATION_ONE && e->relation[i]->target == e) {
            return true;
        }
    }
    return false;
}

static void place_row(RowPass *p, const Row *row) {
    p->row[p->row_count++] = row;
    p->position[row->entity->number][row->number] = (uint32_t)p->row_count;
}

static void place_own_first(RowPass *p, const Entity *e) {
    Arena *a = p->l->scratch;
    Mark *mark = arena_array(a, Mark, e->row_count);
    Visit *stack = arena_array(a, Visit, e->row_count);
    for (size_t start = 0; start < e->row_count; start++) {
        size_t depth = 0;
        if (mark[start] == MARK_NEW) {
            mark[start] = MARK_OPEN;
            stack[depth++] = (Visit){start, 0};
        }
        while (depth) {
            Visit *top = &stack[depth - 1];
            const Row *row = &e->row[top->node];
            const Row *own = next_own(p, row, &top->next);
            p->circular[e->number] |= own && own != row && mark[own->number] == MARK_OPEN;
            if (own && mark[own->number] == MARK_NEW) {
                mark[own->number] = MARK_OPEN;
                stack[depth++] = (Visit){own->number, 0};
            } else if (top->next >= e->relation_count) {
                mark[top->node] = MARK_DONE;
                place_row(p, row);
                depth--;
            }
        }
    }
}

static void order_rows(RowPass *p, const Entity **table, size_t table_count) {
    for (size_t i = 0; i < table_count; i++) {
        const Entity *e = table[i];
        p->position[e->number] = arena_array(p->l->scratch, uint32_t, e->row_count);
        if (refers_to_itself(e)) {
            place_own_first(p, e);
            continue;
        }
        for (size_t k = 0; k < e->row_count; k++) {
            place_row(p, &e->row[k]);
        }
    }
}

/* ---- values ---- */

static Expr *make_literal(Arena *a, ExprKind kind, const Type *type, Text text) {
    Expr *e = arena_new(a, Expr);
    e->kind = kind;
    e->type = type;
    e->text = text;
    return e;
}

static Text print_value(Arena *a, Value v) {
    Buffer out = {0};
    value_print(&out, v);
    Text text = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

/* A number has its sign outside, as an expression has it. */
static Expr *make_number(Arena *a, const Type *type, Text text) {
    bool negative = text_starts_with(text, TEXT("-"));
    Expr *e = make_literal(a, EXPR_NUMBER, type, text_slice(text, negative, text.size));
    if (!negative) {
        return e;
    }
    Expr *sign = make_literal(a, EXPR_NEGATE, type, TEXT(""));
    sign->operand = e;
    return sign;
}

/* V, whose text is as written where it is written as a string. */
static const Expr *make_scalar(Arena *a, const Type *type, Value v, Text text) {
    switch ((int)v.kind) {
    case VALUE_NULL: return make_literal(a, EXPR_NULL, type_basic(TYPE_NATIVE), TEXT(""));
    case VALUE_BOOLEAN: {
        Expr *e = make_literal(a, EXPR_BOOLEAN, type, TEXT(""));
        e->boolean = v.boolean;
        return e;
    }
    case VALUE_NUMBER:
    case VALUE_FLOAT: return make_number(a, type, print_value(a, v));
    case VALUE_DATE:
    case VALUE_TIME:
    case VALUE_TIMESTAMP:
    case VALUE_DATETIME:
    case VALUE_INTERVAL: {
        Expr *e = make_literal(a, EXPR_TEMPORAL, type, TEXT(""));
        e->temporal.kind = type->kind;
        e->temporal.text = text;
        return e;
    }
    case VALUE_UUID: return make_literal(a, EXPR_STRING, type, text_copy(a, v.text));
    default: return make_literal(a, EXPR_STRING, type, text);
    }
}

/* An element's text, where it is one. */
static Text text_of_element(Arena *a, Value v) {
    switch ((int)v.kind) {
    case VALUE_STRING:
    case VALUE_JSON:
    case VALUE_INET: return text_copy(a, v.text);
    default: return print_value(a, v);
    }
}

static void ask_for_width(RowPass *p, const Attribute *a, const Cell *cell, const Expr *literal) {
    if (a->type->is_unsigned && literal->kind == EXPR_NUMBER) {
        Request r = {.element = lower_part(a->entity, "rows", NULL), .cap = CAP_ROWS};
        r.origin = cell->span;
        lower_ask_for_width(p->l, &r, CAP_ROWS, a->type, literal);
    }
}

/* What CELL says; NULL: null. Only what is printed is kept. */
static PlanValue make_value(RowPass *p, const Attribute *a, const Cell *cell) {
    Arena *kept = p->l->a;
    Value v = cell ? cell_value(&p->values, cell) : value_null();
    PlanValue made = {.literal = make_scalar(kept, a->type, v, cell ? cell->text : TEXT(""))};
    if (v.kind != VALUE_ARRAY) {
        ask_for_width(p, a, cell, made.literal);
        return made;
    }
    made.element_count = v.array.count;
    made.element = arena_array(kept, const Expr *, v.array.count + 1);
    for (size_t i = 0; i < v.array.count; i++) {
        Value element = v.array.at[i];
        made.element[i] =
            make_scalar(kept, a->type->element, element, text_of_element(kept, element));
    }
    return made;
}

/* ---- references that come too early ---- */

/* Whether a row of R's entity may refer to one that is inserted later: the rows of a table follow each other. */
static bool may_come_early(const RowPass *p, const Relation *r) {
    const Entity *e = r->entity, *target = r->target;
    if (!target || !target->row_count || target == e) {
        return target == e && p->circular[e->number];
    }
    return p->position[target->number][0] > p->position[e->number][0];
}

/* Whether R of ROW, whose values are VALUES, refers to a row that is inserted later. */
static bool comes_early(RowPass *p, const Row *row, const Relation *r, const Value *values) {
    if (r->kind != RELATION_ONE || !r->target_key || !row_refers(values, r)) {
        return false;
    }
    const Row *target = row_find_target(&p->indexes, &p->values, r, values);
    return target && p->position[target->entity->number][target->number] >
                         p->position[row->entity->number][row->number];
}

static void report_cycle(Lowering *l, const Row *row, const Relation *r) {
    Diag *d = diag_add(l->ds, DIAG_DATA_CYCLE, row->span, sym_text(row->entity->name),
                       text_format(l->ds->arena,
                                   "they refer to each other in a circle, and relation `%.*s` may "
                                   "not be null meanwhile",
                                   TEXT_ARG(sym_text(r->name))));
    d->entity = row->entity->name;
}

/* Leaves attributes of R null until the other row is there: LATE gets NUMBER for each. False: none can. */
static bool postpone(RowPass *p, const Row *row, const Relation *r, uint32_t number,
                     uint32_t *late) {
    bool any = false;
    for (size_t i = 0; i < r->attribute_count; i++) {
        const Attribute *a = r->attribute[i];
        if (a->nullable && !late[a->index]) {
            late[a->index] = number;
        }
        any = any || a->nullable;
    }
    if (!any && r->deferral == DEFERRAL_NONE) {
        report_cycle(p->l, row, r);
    }
    return any;
}

/* How many relations of ROW have to wait. LATE, by attribute, says for which of them: 1, 2, …; 0: none. */
static uint32_t find_late(RowPass *p, const Row *row, uint32_t *late) {
    const Entity *e = row->entity;
    const Value *values = NULL;
    uint32_t count = 0;
    memset(late, 0, e->attribute_count * sizeof *late);
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *r = e->relation[i];
        bool has_arms = r->kind == RELATION_ONE_OF;
        for (size_t k = 0; k < (has_arms ? r->arm_count : 1); k++) {
            const Relation *one = has_arms ? r->arm[k] : r;
            if (!may_come_early(p, one)) {
                continue;
            }
            values = values ? values : values_of(p, row);
            if (comes_early(p, row, one, values)) {
                count += postpone(p, row, one, count + 1, late);
            }
        }
    }
    return count;
}

/* Gives ROW those of its values that wait for relation NUMBER. */
static void make_link(RowPass *p, const Request *request, const Row *row, const uint32_t *late,
                      uint32_t number) {
    Lowering *l = p->l;
    const PlanTable *t = plan_table(l->plan, row->entity);
    PlanRowLink *link = plan_add_row_link(l, request);
    if (!link) {
        return;
    }
    const PlanKey *primary = t->primary;
    PlanValue *key = arena_array(l->a, PlanValue, primary->column_count);
    for (size_t i = 0; i < primary->column_count; i++) {
        const Attribute *a = primary->column[i]->attribute;
        key[i] = make_value(p, a, row_cell(row, a));
    }
    link->table = t;
    link->key = key;
    link->column = arena_array(l->a, const PlanColumn *, row->cell_count);
    PlanValue *value = arena_array(l->a, PlanValue, row->cell_count);
    for (size_t i = 0; i < row->cell_count; i++) {
        const Attribute *a = row->cell[i].attribute;
        if (late[a->index] == number) {
            value[link->column_count] = make_value(p, a, &row->cell[i]);
            link->column[link->column_count++] = &t->column[a->index];
        }
    }
    link->value = value;
    plan_step_inner(l, STEPS_ROW_LINKS, &link->item);
}

/* ---- inserts ---- */

static bool same_columns(const Row *left, const Row *right) {
    bool same = left->entity == right->entity && left->cell_count == right->cell_count;
    for (size_t i = 0; same && i < left->cell_count; i++) {
        same = left->cell[i].attribute == right->cell[i].attribute;
    }
    return same;
}

static const PlanColumn *numbered_column(const PlanTable *t) {
    for (size_t i = 0; i < t->column_count; i++) {
        if (t->column[i].attribute->identity) {
            return &t->column[i];
        }
    }
    return NULL;
}

/* Inserts the rows [START, END), which have the same columns. */
static void make_rows(RowPass *p, const Request *request, size_t start, size_t end) {
    Lowering *l = p->l;
    const Row *first = p->row[start];
    const PlanTable *t = plan_table(l->plan, first->entity);
    PlanRows *made = plan_add_rows(l, request);
    if (!made) {
        return;
    }
    made->table = t;
    made->first = !p->any;
    p->any = true;
    made->row_count = end - start;
    made->column_count = first->cell_count;
    made->column = arena_array(l->a, const PlanColumn *, first->cell_count);
    for (size_t i = 0; i < first->cell_count; i++) {
        made->column[i] = &t->column[first->cell[i].attribute->index];
    }
    PlanValue *value = arena_array(l->a, PlanValue, made->row_count * made->column_count);
    uint32_t *late = arena_array(l->scratch, uint32_t, t->column_count);
    made->value = value;
    plan_step_inner(l, STEPS_ROWS, &made->item);
    for (size_t n = start; n < end; n++) {
        const Row *row = p->row[n];
        uint32_t count = find_late(p, row, late);
        for (size_t i = 0; i < row->cell_count; i++) {
            const Attribute *a = row->cell[i].attribute;
            *value++ = make_value(p, a, late[a->index] ? NULL : &row->cell[i]);
        }
        for (uint32_t number = 1; number <= count; number++) {
            make_link(p, request, row, late, number);
        }
    }
    bool last = end == p->row_count || p->row[end]->entity != first->entity;
    made->numbered = last ? numbered_column(t) : NULL;
}

static void make_all(RowPass *p) {
    for (size_t start = 0, end; start < p->row_count; start = end) {
        const Row *first = p->row[start];
        for (end = start + 1; end < p->row_count && end - start < ROWS_OF_ONE_INSERT &&
                              same_columns(first, p->row[end]);) {
            end++;
        }
        Request r =
            request_make(p->l, lower_part(first->entity, "rows", NULL), CAP_ROWS, first->span);
        make_rows(p, &r, start, end);
    }
}

void lower_rows(Lowering *l) {
    size_t total = 0;
    for (size_t i = 0; i < l->schema->entity_count; i++) {
        total += l->schema->entity[i]->row_count;
    }
    if (!total || l->plan->refused) {
        return;
    }
    RowPass p = {.l = l, .indexes = row_indexes_make(l->scratch, l->schema)};
    const Entity **table = arena_array(l->scratch, const Entity *, l->schema->entity_count);
    p.row = arena_array(l->scratch, const Row *, total);
    p.position = arena_array(l->scratch, uint32_t *, l->schema->entity_count);
    p.circular = arena_array(l->scratch, bool, l->schema->entity_count);
    order_rows(&p, table, order_tables(l, table));
    make_all(&p);
    row_indexes_free(&p.indexes);
    arena_free(&p.values);
}
