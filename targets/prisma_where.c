/* Prisma where: takes the condition of a partial index, gives it as `where:` of schema.prisma. Prisma
 * compares it with what the engine's catalogue shows. SQLite keeps the text of the statement; PostgreSQL
 * shows the tree that it made of it, in which a varchar is cast to text and IN is a comparison with an
 * array. Parentheses, and casts of single literals, Prisma sees through. What of the language that tree
 * shows in another way is not said here; prisma_model.c then says no condition at all. */
#include "targets/prisma.h"

typedef struct Where {
    const Plan *plan;
    Emitter *e; /* a pen in the engine's words */
    bool known; /* so far */
} Where;

static void print(Where *w, const Expr *e);

static bool is_word(const Expr *e) {
    TypeKind kind = e->type->kind;
    return kind == TYPE_STRING || kind == TYPE_TEXT;
}

/* As an operand of an operator for text. */
static void print_text(Where *w, const Expr *e) {
    print(w, e);
    if (e->kind != EXPR_STRING && e->type->kind == TYPE_STRING)
        emit_text(w->e, "::text");
}

static void print_operand(Where *w, const Expr *e) {
    if (e->kind == EXPR_BINARY || e->kind == EXPR_NOT) {
        emit_text(w->e, "(");
        print(w, e);
        emit_text(w->e, ")");
    } else if (is_word(e)) {
        print_text(w, e);
    } else {
        print(w, e);
    }
}

/* What needs no sign to be said, and is an integer to the server, stands bare. */
static void print_number(Where *w, const Expr *e) {
    bool negative = e->kind == EXPR_NEGATE;
    Text digits = negative ? e->operand->text : e->text;
    enum { DIGITS_OF_INTEGER = 9 };
    bool bare =
        !negative && (digits.size <= DIGITS_OF_INTEGER || text_find(digits, TEXT(".")) != SIZE_MAX);
    if (bare)
        emit(w->e, "$", CODE(digits));
    else
        emit(w->e, negative ? "'-$'" : "'$'", CODE(digits));
}

static bool is_number(const Expr *e) {
    return e->kind == EXPR_NUMBER || (e->kind == EXPR_NEGATE && e->operand->kind == EXPR_NUMBER);
}

/* Numbers of two kinds meet in a cast, but for integers and a literal. */
static bool agree(const Expr *left, const Expr *right) {
    TypeClass a = type_class(left->type), b = type_class(right->type);
    return a == b || is_number(left) || is_number(right);
}

/* Strings are ordered by code points, which the server shows in ways that Prisma tells apart. */
static bool is_order(Operator op) {
    return op == OPERATOR_LESS || op == OPERATOR_LESS_EQUAL || op == OPERATOR_GREATER ||
           op == OPERATOR_GREATER_EQUAL;
}

static void print_infix(Where *w, const Expr *left, const char *word, const Expr *right) {
    w->known = w->known && agree(left, right);
    print_operand(w, left);
    emit(w->e, " $ ", WORD(word));
    print_operand(w, right);
}

static void print_binary(Where *w, const Expr *e) {
    static const char *const words[OPERATOR_COUNT] = {
        [OPERATOR_OR] = "OR",        [OPERATOR_AND] = "AND",          [OPERATOR_EQUAL] = "=",
        [OPERATOR_NOT_EQUAL] = "<>", [OPERATOR_LESS] = "<",           [OPERATOR_LESS_EQUAL] = "<=",
        [OPERATOR_GREATER] = ">",    [OPERATOR_GREATER_EQUAL] = ">=", [OPERATOR_ADD] = "+",
        [OPERATOR_SUBTRACT] = "-",   [OPERATOR_MULTIPLY] = "*",       [OPERATOR_LIKE] = "~~",
    };
    Operator op = e->binary.op;
    const Expr *left = e->binary.left, *right = e->binary.right;
    bool strings = type_class(left->type) == CLASS_STRING && left->type->kind != TYPE_ENUM;
    if (!words[op] || (is_order(op) && strings)) {
        w->known = false;
        return;
    }
    print_infix(w, left, e->negated ? "!~~" : words[op], right);
}

/* An element of the array that stands for the list of IN, which has the type of the operand. */
static void print_element(Where *w, const Expr *element, const Expr *operand) {
    const Type *type = operand->type;
    print(w, element);
    switch ((int)type->kind) {
    case TYPE_ENUM: {
        const PlanEnum *made = w->plan->enum_of[type->enumeration->number];
        emit_text(w->e, "::");
        if (made->schema.size)
            emit(w->e, "$.", ID(made->schema));
        emit(w->e, "$", ID(made->name));
        break;
    }
    case TYPE_STRING: emit_text(w->e, "::character varying"); break;
    case TYPE_TEXT: emit_text(w->e, "::text"); break;
    case TYPE_UUID: emit_text(w->e, "::uuid"); break;
    case TYPE_BIGINT: emit_text(w->e, "::bigint"); break;
    case TYPE_INT: emit_text(w->e, element->kind == EXPR_NEGATE ? "::integer" : ""); break;
    default: w->known = false;
    }
}

static void print_in(Where *w, const Expr *e) {
    const Expr *operand = e->in.operand;
    bool words = operand->type->kind == TYPE_STRING;
    w->known = w->known && operand->kind == EXPR_NAME && e->in.list.count > 1;
    print_operand(w, operand);
    emit_text(w->e, e->negated ? " <> ALL (ARRAY[" : " = ANY (ARRAY[");
    for (uint32_t i = 0; i < e->in.list.count; i++) {
        const Expr *element = e->in.list.at[i];
        w->known = w->known && (element->kind == EXPR_STRING || is_number(element));
        emit_text(w->e, i ? ", " : "");
        print_element(w, element, operand);
    }
    emit_text(w->e, words ? "]::text[])" : "])");
}

static void print_between(Where *w, const Expr *e) {
    const Expr *operand = e->between.operand;
    w->known = w->known && type_class(operand->type) != CLASS_STRING;
    print_infix(w, operand, e->negated ? "<" : ">=", e->between.low);
    emit_text(w->e, e->negated ? " OR " : " AND ");
    print_infix(w, operand, e->negated ? ">" : "<=", e->between.high);
}

static void print_call(Where *w, const Expr *e) {
    static const char *const words[FUNCTION_COUNT] = {
        [FUNCTION_LOWER] = "lower", [FUNCTION_UPPER] = "upper", [FUNCTION_LENGTH] = "length"};
    const ExprList *argument = &e->call.argument;
    if (e->call.function == FUNCTION_MATCHES) {
        print_infix(w, argument->at[0], "~", argument->at[1]);
    } else if (words[e->call.function]) {
        emit(w->e, "$(", WORD(words[e->call.function]));
        print_text(w, argument->at[0]);
        emit_text(w->e, ")");
    } else {
        w->known = false;
    }
}

static void print(Where *w, const Expr *e) {
    w->known = w->known && !(e->type && e->type->kind == TYPE_CHAR);
    switch ((int)e->kind) {
    case EXPR_NAME: emit(w->e, "$", ID(plan_column(w->plan, e->name.attribute)->name)); break;
    case EXPR_BOOLEAN: emit_text(w->e, e->boolean ? "true" : "false"); break;
    case EXPR_NUMBER: print_number(w, e); break;
    case EXPR_STRING: emit(w->e, "$", LIT(e->text)); break;
    case EXPR_NEGATE:
        w->known = w->known && is_number(e);
        if (is_number(e))
            print_number(w, e);
        break;
    case EXPR_NOT:
        emit_text(w->e, "NOT ");
        print_operand(w, e->operand);
        break;
    case EXPR_IS_NULL:
        print(w, e->operand);
        emit_text(w->e, e->negated ? " IS NOT NULL" : " IS NULL");
        break;
    case EXPR_BINARY: print_binary(w, e); break;
    case EXPR_IN: print_in(w, e); break;
    case EXPR_BETWEEN: print_between(w, e); break;
    case EXPR_CALL: print_call(w, e); break;
    default: w->known = false;
    }
}

/* ---- what is simple ---- */

/* Whether WHERE asks of columns, each once at most, whether they are null: schema.prisma has an object for
 * that. */
static bool is_simple(const Expr *where, Bitset seen) {
    if (where->kind == EXPR_BINARY && where->binary.op == OPERATOR_AND)
        return is_simple(where->binary.left, seen) && is_simple(where->binary.right, seen);
    if (where->kind != EXPR_IS_NULL || where->operand->kind != EXPR_NAME)
        return false;
    size_t column = where->operand->name.attribute->index;
    bool again = bitset_has(seen, column);
    bitset_add(seen, column);
    return !again;
}

static void print_simple(Prisma *p, const Expr *where) {
    if (where->kind == EXPR_BINARY) {
        print_simple(p, where->binary.left);
        emit_text(p->e, ", ");
        print_simple(p, where->binary.right);
        return;
    }
    const PlanColumn *column = plan_column(p->plan, where->operand->name.attribute);
    emit(p->e, "$: $", ID(prisma_field_name(p, column)),
         where->negated ? WORD("{ not: null }") : WORD("null"));
}

/* As the catalogue has it; *KNOWN: whether it is sure. */
static Text catalogue_text(Prisma *p, const Expr *where, bool *known) {
    Where w = {p->plan, &p->stack.aside, true};
    if (p->provider->shows_trees)
        print(&w, where);
    else
        sql_expr(&p->stack.sql, where, SQL_ANY);
    *known = w.known;
    return stack_take(&p->stack);
}

bool prisma_says_rows(Prisma *p, const Expr *where) {
    bool known;
    catalogue_text(p, where, &known);
    return known;
}

void prisma_print_rows(Prisma *p, const PlanTable *table, const Expr *where) {
    if (p->provider->shows_trees && is_simple(where, bitset_make(p->a, table->column_count))) {
        emit_text(p->e, "{ ");
        print_simple(p, where);
        emit_text(p->e, " }");
    } else {
        bool known;
        emit(p->e, "raw($)", LIT(catalogue_text(p, where, &known)));
    }
}
