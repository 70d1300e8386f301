/* Sql expressions: takes a typed expression and a dialect, prints it with the parentheses that it needs
 * and no others. Operators and functions are forms of the dialect; what no form can say, the dialect's
 * hook prints. Names are the plan's columns. Expressions nest EXPR_DEPTH_LIMIT deep at most. */
#include "targets/sql.h"

#include <string.h>

#include "compiler/base/panic.h"

void sql_paren(Sql *s, SqlLevel level, SqlLevel least, const char *paren) {
    if (level < least)
        emit_text(s->e, paren);
}

/* ---- forms ---- */

static void print_all_arguments(Sql *s, const SqlForm *form, const ExprList *argument) {
    for (uint32_t i = 0; i < argument->count; i++) {
        if (i)
            emit_text(s->e, form->between ? form->between : ", ");
        sql_expr(s, argument->at[i], i ? form->rest : form->first);
    }
}

void sql_form(Sql *s, const SqlForm *form, const ExprList *argument, SqlLevel least) {
    sql_paren(s, form->level, least, "(");
    for (const char *c = form->form; *c;) {
        const char *start = c;
        while (*c && *c != '$')
            c++;
        sql_syntax(s, (Text){start, (size_t)(c - start)});
        if (!*c)
            break;
        if (c[1] == '*')
            print_all_arguments(s, form, argument);
        else
            sql_expr(s, argument->at[c[1] - '1'], c[1] == '1' ? form->first : form->rest);
        c += 2;
    }
    sql_paren(s, form->level, least, ")");
}

/* ---- kinds ---- */

static void print_name(Sql *s, const Expr *e) {
    if (s->row)
        emit_text(s->e, s->row);
    emit(s->e, "$", ID(plan_column(s->plan, e->name.attribute)->name));
}

static void print_temporal(Sql *s, const Expr *e, SqlLevel least) {
    (void)least;
    emit(s->e, "$ $", WORD(s->dialect->temporal[e->temporal.kind]), LIT(e->temporal.text));
}

static void print_binary(Sql *s, const Expr *e, SqlLevel least) {
    Expr *side[2] = {e->binary.left, e->binary.right};
    ExprList both = {side, 2};
    const SqlForm *form = e->negated ? &s->dialect->not_like : &s->dialect->operators[e->binary.op];
    sql_form(s, form, &both, least);
}

static void print_not(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_NOT, least, "(");
    emit_text(s->e, "NOT ");
    sql_expr(s, e->operand, SQL_RANGE); /* NOT (a = b): right without, but hard to read */
    sql_paren(s, SQL_NOT, least, ")");
}

static void print_is_null(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_IS, least, "(");
    sql_expr(s, e->operand, SQL_RANGE);
    emit_text(s->e, e->negated ? " IS NOT NULL" : " IS NULL");
    sql_paren(s, SQL_IS, least, ")");
}

static void print_in(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_RANGE, least, "(");
    sql_expr(s, e->in.operand, SQL_OTHER);
    emit_text(s->e, e->negated ? " NOT IN (" : " IN (");
    for (uint32_t i = 0; i < e->in.list.count; i++) {
        if (i)
            emit_text(s->e, ", ");
        sql_expr(s, e->in.list.at[i], SQL_ANY);
    }
    emit_text(s->e, ")");
    sql_paren(s, SQL_RANGE, least, ")");
}

static void print_between(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_RANGE, least, "(");
    sql_expr(s, e->between.operand, SQL_OTHER);
    emit_text(s->e, e->negated ? " NOT BETWEEN " : " BETWEEN ");
    sql_expr(s, e->between.low, SQL_OTHER);
    emit_text(s->e, " AND ");
    sql_expr(s, e->between.high, SQL_OTHER);
    sql_paren(s, SQL_RANGE, least, ")");
}

/* A result of CASE: no other operand tells the type of a literal there. */
static void print_result(Sql *s, const Expr *e) {
    if (e->kind == EXPR_STRING && s->dialect->typed)
        s->dialect->typed(s, e);
    else
        sql_expr(s, e, SQL_ANY);
}

static void print_case(Sql *s, const Expr *e, SqlLevel least) {
    (void)least;
    emit_text(s->e, "CASE");
    if (e->choice->operand) {
        emit_text(s->e, " ");
        sql_expr(s, e->choice->operand, SQL_ANY);
    }
    for (uint32_t i = 0; i < e->choice->when.count; i++) {
        emit_text(s->e, " WHEN ");
        sql_expr(s, e->choice->when.at[i], SQL_ANY);
        emit_text(s->e, " THEN ");
        print_result(s, e->choice->then.at[i]);
    }
    if (e->choice->otherwise) {
        emit_text(s->e, " ELSE ");
        print_result(s, e->choice->otherwise);
    }
    emit_text(s->e, " END");
}

static void print_cast(Sql *s, const Expr *e, SqlLevel least) {
    (void)least;
    emit_text(s->e, "CAST(");
    sql_expr(s, e->cast.operand, SQL_ANY);
    emit_text(s->e, " AS ");
    sql_type(s, e->type);
    emit_text(s->e, ")");
}

/* Nothing is known of the text: it stands in parentheses wherever it is a part. */
static void print_native(Sql *s, const Expr *e, SqlLevel least) {
    for (uint32_t i = 0; i < e->native.count; i++) {
        Sym target = e->native.at[i].target;
        if (target && !text_equal_c(sym_text(target), s->plan->target->name))
            continue;
        sql_paren(s, SQL_ANY, least, "(");
        emit(s->e, "$", CODE(e->native.at[i].text));
        sql_paren(s, SQL_ANY, least, ")");
        return;
    }
    internal_error("native text without a form for %s is in its plan", s->plan->target->name);
}

static void print_negate(Sql *s, const Expr *e, SqlLevel least) {
    sql_paren(s, SQL_SIGN, least, "(");
    emit_text(s->e, "-");
    sql_expr(s, e->operand, SQL_CAST); /* -(-x): two dashes would start a comment */
    sql_paren(s, SQL_SIGN, least, ")");
}

/* What has the shape of neither a name nor a call: it binds as tight as those, but is no part of an index
 * by itself. */
static bool is_plain(const Expr *e) {
    return e->kind == EXPR_NULL || e->kind == EXPR_BOOLEAN || e->kind == EXPR_NUMBER ||
           e->kind == EXPR_STRING || e->kind == EXPR_TEMPORAL || e->kind == EXPR_CASE;
}

/* What the language writes as '{}'. */
static bool is_empty_array(const Expr *e) {
    return e->kind == EXPR_STRING && e->type && e->type->kind == TYPE_ARRAY &&
           text_equal(e->text, TEXT("{}"));
}

static bool is_bytes_literal(const Expr *e) {
    return e->kind == EXPR_CAST && e->type->kind == TYPE_BYTES &&
           e->cast.operand->kind == EXPR_STRING;
}

/* Where bytes are written as a string, it says that it is none. */
static void print_bytes_literal(Sql *s, const Expr *e) {
    bool is_string = s->dialect->bytes_before != NULL;
    emit_text(s->e, is_string ? "CAST(" : "");
    sql_bytes(s, e->cast.operand->text);
    if (is_string) {
        emit_text(s->e, " AS ");
        sql_type(s, e->type);
        emit_text(s->e, ")");
    }
}

void sql_expr(Sql *s, const Expr *e, SqlLevel least) {
    if (least > SQL_PRIMARY && is_plain(e)) {
        emit_text(s->e, "(");
        sql_expr(s, e, SQL_ANY);
        emit_text(s->e, ")");
        return;
    }
    if (is_empty_array(e) && s->dialect->empty_array) {
        emit_text(s->e, s->dialect->empty_array);
        return;
    }
    if (is_bytes_literal(e)) {
        print_bytes_literal(s, e);
        return;
    }
    if (s->dialect->expr && s->dialect->expr(s, e, least))
        return;
    switch (e->kind) {
    case EXPR_POISON: internal_error("a wrong expression is in a plan");
    case EXPR_NULL: emit_text(s->e, "NULL"); break;
    case EXPR_BOOLEAN:
        emit_text(s->e, e->boolean ? s->dialect->true_word : s->dialect->false_word);
        break;
    case EXPR_NUMBER: emit(s->e, "$", CODE(e->text)); break;
    case EXPR_STRING: emit(s->e, "$", LIT(e->text)); break;
    case EXPR_TEMPORAL: print_temporal(s, e, least); break;
    case EXPR_NAME: print_name(s, e); break;
    case EXPR_VALUE: emit_text(s->e, "VALUE"); break;
    case EXPR_PARAMETER: emit(s->e, ":$", ID(sym_text(e->parameter))); break;
    case EXPR_NEGATE: print_negate(s, e, least); break;
    case EXPR_NOT: print_not(s, e, least); break;
    case EXPR_BINARY: print_binary(s, e, least); break;
    case EXPR_IS_NULL: print_is_null(s, e, least); break;
    case EXPR_IN: print_in(s, e, least); break;
    case EXPR_BETWEEN: print_between(s, e, least); break;
    case EXPR_CASE: print_case(s, e, least); break;
    case EXPR_CAST: print_cast(s, e, least); break;
    case EXPR_CALL:
        sql_form(s, &s->dialect->function[e->call.function], &e->call.argument, least);
        break;
    case EXPR_NATIVE: print_native(s, e, least); break;
    }
}

/* ---- nulls ---- */

bool sql_may_be_null(const Expr *e) {
    switch (e->kind) {
    case EXPR_BOOLEAN:
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_TEMPORAL:
    case EXPR_IS_NULL: return false;
    case EXPR_NAME: return e->name.attribute->nullable;
    case EXPR_NEGATE:
    case EXPR_NOT: return sql_may_be_null(e->operand);
    case EXPR_BINARY: return sql_may_be_null(e->binary.left) || sql_may_be_null(e->binary.right);
    case EXPR_POISON:
    case EXPR_NULL:
    case EXPR_VALUE:
    case EXPR_PARAMETER:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_CASE:
    case EXPR_CAST:
    case EXPR_CALL:
    case EXPR_NATIVE: return true;
    }
    return true;
}
