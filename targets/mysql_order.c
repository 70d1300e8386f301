/* Mysql order: takes a comparison of texts, and prints it with the order that it has to say.
 *
 * Texts that are compared have the order of the attribute among them. Literals alone would have that of the
 * connection, and in a condition that MySQL has kept, one that ignores case: so there the order is said. A
 * character by its number (mysql_print_string) weighs as much as an attribute, and is an error beside one
 * with another collation: there that collation is said. */
#include "targets/mysql_family.h"

typedef struct Texts {
    bool any;      /* there are some at all */
    bool owned;    /* one has an order of its own */
    bool coded;    /* one has a character by its number */
    Sym collation; /* of an attribute; NULL: none has another */
} Texts;

static void add_text(Texts *t, const Expr *e);

static void add_texts(Texts *t, const ExprList *list) {
    for (uint32_t i = 0; i < list->count; i++)
        add_text(t, list->at[i]);
}

static void add_parts(Texts *t, const Expr *e) {
    const Expr *part;
    for (size_t i = 0; (part = expr_child(e, i)) != NULL; i++)
        add_text(t, part);
}

/* What the text E is one of, or made of. */
static void add_text(Texts *t, const Expr *e) {
    if (type_class(e->type) != CLASS_STRING)
        return;
    t->any = true;
    switch ((int)e->kind) {
    case EXPR_NULL: break;
    case EXPR_STRING: t->coded = t->coded || !mysql_is_plain(e->text); break;
    case EXPR_NAME:
        t->owned = true;
        if (e->name.attribute->collation)
            t->collation = e->name.attribute->collation;
        break;
    case EXPR_CAST:
        t->owned = t->owned || type_class(e->cast.operand->type) != CLASS_BOOLEAN;
        break;
    case EXPR_CASE:
        add_texts(t, &e->choice->then);
        if (e->choice->otherwise)
            add_text(t, e->choice->otherwise);
        break;
    case EXPR_CALL:
        t->owned = t->owned || e->call.function == FUNCTION_JSON_TEXT;
        add_texts(t, &e->call.argument);
        break;
    case EXPR_BINARY: add_parts(t, e); break;
    default: t->owned = true; break;
    }
}

static bool compares_arguments(Function f) {
    return f == FUNCTION_NULLIF || f == FUNCTION_GREATEST || f == FUNCTION_LEAST ||
           f == FUNCTION_STARTS_WITH || f == FUNCTION_CONTAINS;
}

/* The texts that E compares, and the first of what it compares. */
static const Expr *compared_texts(const Expr *e, Texts *t) {
    switch ((int)e->kind) {
    case EXPR_BINARY:
        if (e->binary.op < OPERATOR_EQUAL || e->binary.op > OPERATOR_LIKE)
            return NULL;
        add_parts(t, e);
        return e->binary.left;
    case EXPR_IN:
    case EXPR_BETWEEN: add_parts(t, e); return expr_child(e, 0);
    case EXPR_CASE:
        if (!e->choice->operand)
            return NULL;
        add_text(t, e->choice->operand);
        add_texts(t, &e->choice->when);
        return e->choice->operand;
    case EXPR_CALL:
        if (!compares_arguments(e->call.function))
            return NULL;
        add_texts(t, &e->call.argument);
        return e->call.argument.at[0];
    default: return NULL;
    }
}

/* Whether E has to say the order of what it compares: *ORDER. */
static bool must_say_order(const Sql *s, const Expr *e, SqlOrder *order) {
    Texts t = {0};
    const Expr *operand = compared_texts(e, &t);
    if (!operand || !t.any || (t.owned && !(t.coded && t.collation)))
        return false;
    const Plan *plan = s->plan;
    *order = (SqlOrder){e, operand,
                        t.collation ? plan->target->collation(sym_text(t.collation), plan->version)
                                    : text_from(mysql_family_of(s)->collation(plan->version))};
    return true;
}

bool mysql_print_ordered(Sql *s, const Expr *e, SqlLevel least) {
    Sql inner = *s;
    SqlOrder order;
    if (s->order && s->order->operand == e) {
        inner.order = NULL;
        sql_paren(s, SQL_SIGN, least, "(");
        sql_expr(&inner, e, SQL_CAST);
        emit(s->e, " COLLATE $", ID(s->order->collation));
        sql_paren(s, SQL_SIGN, least, ")");
        return true;
    }
    if ((s->order && s->order->comparison == e) || !must_say_order(s, e, &order))
        return false;
    inner.order = &order;
    sql_expr(&inner, e, least);
    return true;
}
