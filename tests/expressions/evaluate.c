/* For tests/suites/expressions.sh: takes a model of generate.py and a target, and gives the SQL that asks
 * the engine for the value of every expression in every row, and the values that the evaluator gives.
 *
 *     expressions MODEL TARGET QUESTIONS ANSWERS [FAULT]
 *
 * QUESTIONS is SQL: the rows are inserted, then each expression is selected as `NUMBER, row, value`, in
 * the printer's own words. ANSWERS has a line `NUMBER <tab> row <tab> kind <tab> value` for each; a kind of
 * `error` for what has no value, `unknown` for what only the engine knows, and a line
 * `NUMBER <tab> refused <tab> reason` for what the target says it cannot carry. A
 * FAULT is planted in the printer: a difference that has to be noticed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/compile.h"
#include "compiler/eval/eval.h"
#include "compiler/lower/plan.h"
#include "targets/sql.h"

enum { ROW_LIMIT = 64 };

/* What a wrong printer would take for something else. */
typedef struct Fault {
    const char *word;
    ExprKind kind;
    int left, right; /* operators or functions, one for the other */
} Fault;

typedef struct Proof {
    Compilation compilation;
    const Entity *entity;
    const Plan *plan;
    const Target *target;
    Emitter emitter;
    Sql pen;
    Buffer sql;
    FILE *questions, *answers;
    Value *row[ROW_LIMIT];
    const Expr **literal[ROW_LIMIT];
    size_t rows;
    const Fault *fault; /* NULL: none */
} Proof;

static void fail(const char *what, Text detail) {
    fprintf(stderr, "expressions: %s %.*s\n", what, TEXT_ARG(detail));
    exit(2);
}

/* ---- faults ---- */

static const Fault faults[] = {
    {"less", EXPR_BINARY, OPERATOR_LESS, OPERATOR_LESS_EQUAL},
    {"logic", EXPR_BINARY, OPERATOR_AND, OPERATOR_OR},
    {"sign", EXPR_BINARY, OPERATOR_ADD, OPERATOR_SUBTRACT},
    {"place", EXPR_CALL, FUNCTION_STARTS_WITH, FUNCTION_CONTAINS},
    {"order", EXPR_CALL, FUNCTION_GREATEST, FUNCTION_LEAST},
    {"null", EXPR_IS_NULL, false, true},
};

static const Fault *find_fault(const char *word) {
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (!strcmp(word, faults[i].word)) {
            return &faults[i];
        }
    }
    fail("there is no fault", text_from(word));
    return NULL;
}

static int swapped(const Fault *fault, int value) {
    return value == fault->left ? fault->right : value == fault->right ? fault->left : value;
}

/* Puts the fault into E, or takes it out. */
static void plant(const Fault *fault, Expr *e) {
    if (!fault) {
        return;
    }
    if (e->kind == fault->kind) {
        switch ((int)e->kind) {
        case EXPR_BINARY: e->binary.op = (Operator)swapped(fault, (int)e->binary.op); break;
        case EXPR_CALL: e->call.function = (Function)swapped(fault, (int)e->call.function); break;
        default: e->negated = swapped(fault, e->negated); break;
        }
    }
    Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        plant(fault, child);
    }
}

/* ---- the model ---- */

static void compile_model(Proof *p, const char *path) {
    compile(&p->compilation, &(CompileRequest){.path = text_from(path), .last = STAGE_FACTS});
    const Diags *ds = &p->compilation.diags;
    for (size_t i = 0; i < ds->all.count; i++) {
        if (ds->all.at[i]->severity == SEVERITY_ERROR) {
            fail("the model is wrong:", diag_message(&p->compilation.session, ds->all.at[i]));
        }
    }
    const Schema *schema = p->compilation.schema;
    p->entity = schema->entity[0];
    p->plan = plan_make(&p->compilation.target, &p->compilation.scratch, &p->compilation.diags,
                        p->compilation.facts, NULL, p->target, NULL);
    p->emitter = emitter_make(p->plan, &p->compilation.outputs);
    p->emitter.out = &p->sql;
    p->pen = sql_pen(p->plan, &p->emitter);
}

static Text print_expression(Proof *p, const Expr *e) {
    buffer_clear(&p->sql);
    p->emitter.solid = 0;
    plant(p->fault, (Expr *)(uintptr_t)e); /* and taken out again below */
    sql_expr(&p->pen, e, SQL_ANY);
    plant(p->fault, (Expr *)(uintptr_t)e);
    return buffer_text(&p->sql);
}

/* The expression of a check `(expression) is null`. */
static const Expr *subject(const Check *check) {
    return check->condition->operand;
}

/* ---- rows ---- */

/* `r3_amount`: coalesce(amount, literal). */
static void note_literal(Proof *p, const Check *check) {
    unsigned number = (unsigned)strtoul(check->name->at + 1, NULL, 10);
    const Expr *pair = subject(check);
    const Attribute *attribute = pair->call.argument.at[0]->name.attribute;
    if (number == 0 || number > ROW_LIMIT || !attribute) {
        fail("no row:", sym_text(check->name));
    }
    p->rows = number > p->rows ? number : p->rows;
    Arena *a = &p->compilation.session;
    if (!p->row[number - 1]) {
        p->row[number - 1] = arena_array(a, Value, p->entity->attribute_count);
        p->literal[number - 1] = arena_array(a, const Expr *, p->entity->attribute_count);
    }
    EvalContext c = {.arena = a};
    const Expr *literal = pair->call.argument.at[1];
    Value v = value_store(a, eval(&c, literal), attribute->type);
    if (v.kind == VALUE_ERROR) {
        fail("no value of its attribute:", sym_text(check->name));
    }
    p->row[number - 1][attribute->index] = v;
    p->literal[number - 1][attribute->index] = literal;
}

static void insert_row(Proof *p, size_t number) {
    fprintf(p->questions, "INSERT INTO samples VALUES (%zu", number + 1);
    for (size_t i = 1; i < p->entity->attribute_count; i++) {
        Text literal = print_expression(p, p->literal[number][i]);
        fprintf(p->questions, ", %.*s", TEXT_ARG(literal));
    }
    fprintf(p->questions, ");\n");
    p->row[number][0] =
        value_number(decimal_from_int(&p->compilation.session, (int64_t)number + 1));
}

/* ---- expressions ---- */

/* Why the target cannot carry a part of E; NULL: it can. */
static const char *refusal(const Proof *p, const Expr *e) {
    if (p->target->expression) {
        Support support = p->target->expression(CAP_CHECK, e, p->plan->version);
        if (support.level >= LEVEL_DEGRADED) {
            return support.how;
        }
    }
    const char *why = NULL;
    const Expr *child;
    for (size_t i = 0; !why && (child = expr_child(e, i)) != NULL; i++) {
        why = refusal(p, child);
    }
    return why;
}

static const char *kind_word(Value v) {
    static const char *const words[] = {
        [VALUE_NULL] = "null",           [VALUE_ERROR] = "error",
        [VALUE_UNKNOWN] = "unknown",     [VALUE_BOOLEAN] = "boolean",
        [VALUE_NUMBER] = "number",       [VALUE_FLOAT] = "float",
        [VALUE_STRING] = "string",       [VALUE_BYTES] = "bytes",
        [VALUE_DATE] = "date",           [VALUE_TIME] = "time",
        [VALUE_TIMESTAMP] = "timestamp", [VALUE_DATETIME] = "datetime",
        [VALUE_INTERVAL] = "interval",   [VALUE_UUID] = "uuid",
        [VALUE_JSON] = "json",           [VALUE_INET] = "inet",
        [VALUE_ARRAY] = "array",
    };
    return words[v.kind];
}

/* Whether a part of E has no value whatever the row: an engine may find that out before it looks at one. */
static bool holds_error(const Expr *e) {
    Arena a = {0};
    EvalContext c = {.arena = &a};
    bool found = eval(&c, e).kind == VALUE_ERROR || c.errors;
    arena_free(&a);
    const Expr *child;
    for (size_t i = 0; !found && (child = expr_child(e, i)) != NULL; i++) {
        found = holds_error(child);
    }
    return found;
}

static Value answer(Proof *p, const char *number, size_t row, const Expr *e) {
    Arena a = {0};
    EvalContext c = {.arena = &a, .row = p->row[row]};
    Value v = eval(&c, e);
    c.errors += holds_error(e);
    Buffer text = {0};
    if (v.kind == VALUE_STRING) {
        buffer_add(&text, v.text);
    } else if (v.kind == VALUE_ERROR) {
        buffer_add(&text, v.why);
    } else {
        value_print(&text, v);
    }
    /* an error that something else hid may come up in an engine */
    const char *kind = v.kind == VALUE_STRING && e->type->kind == TYPE_CHAR ? "char" : kind_word(v);
    fprintf(p->answers, "%s\t%zu\t%s%s\t%.*s\n", number, row + 1, kind,
            c.errors && v.kind != VALUE_ERROR ? "?" : "", TEXT_ARG(buffer_text(&text)));
    if (c.errors || v.kind == VALUE_UNKNOWN) {
        v = value_error(EVAL_DOMAIN, TEXT("")); /* the texts of V are gone with the arena */
    }
    buffer_free(&text);
    arena_free(&a);
    return v;
}

/* Rows without a known value are asked for one by one, so that an error does not take the others along. */
static void ask(Proof *p, const Check *check) {
    const char *number = text_c_string(&p->compilation.session, sym_text(check->name)) + 1;
    const Expr *e = subject(check);
    const char *why = refusal(p, e);
    if (why) {
        fprintf(p->answers, "%s\trefused\t%s\n", number, why);
        return;
    }
    Text sql = text_copy(&p->compilation.session, print_expression(p, e));
    Buffer bad = {0};
    for (size_t row = 0; row < p->rows; row++) {
        if (answer(p, number, row, e).kind == VALUE_ERROR) {
            buffer_format(&bad, "%s%zu", bad.size ? ", " : "", row + 1);
            fprintf(p->questions, "SELECT %s, id, %.*s FROM samples WHERE id = %zu;\n", number,
                    TEXT_ARG(sql), row + 1);
        }
    }
    fprintf(p->questions, "SELECT %s, id, %.*s FROM samples", number, TEXT_ARG(sql));
    if (bad.size) {
        fprintf(p->questions, " WHERE id NOT IN (%.*s)", TEXT_ARG(buffer_text(&bad)));
    }
    fprintf(p->questions, ";\n");
    buffer_free(&bad);
}

/* ---- all ---- */

static FILE *open_output(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file) {
        fail("cannot write", text_from(path));
    }
    return file;
}

int main(int argc, char **argv) {
    static Proof p;
    if (argc < 5 || !(p.target = target_find(text_from(argv[2]))) || !p.target->dialect) {
        fail("usage: expressions MODEL TARGET QUESTIONS ANSWERS [FAULT]", TEXT(""));
    }
    p.fault = argc > 5 ? find_fault(argv[5]) : NULL;
    p.questions = open_output(argv[3]);
    p.answers = open_output(argv[4]);
    compile_model(&p, argv[1]);
    const Entity *e = p.entity;
    for (size_t i = 0; i < e->check_count; i++) {
        if (e->check[i].name->at[0] == 'r') {
            note_literal(&p, &e->check[i]);
        }
    }
    for (size_t i = 0; i < p.rows; i++) {
        insert_row(&p, i);
    }
    for (size_t i = 0; i < e->check_count; i++) {
        if (e->check[i].name->at[0] == 'e') {
            ask(&p, &e->check[i]);
        }
    }
    fclose(p.questions);
    fclose(p.answers);
    buffer_free(&p.sql);
    compilation_free(&p.compilation);
    return 0;
}
