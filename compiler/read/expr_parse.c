/* Parses expressions by precedence climbing over operators.def. Takes tokens from the parser, gives
 * an Expr as written; it ends where no operator follows, so that a compact form can go on with its
 * next clause. Unknown functions and wrong numbers of arguments are reported here, since nothing
 * but the table decides them, and leave a poison behind. Types are schema/expression.c.
 *
 * Two things are limited to EXPR_DEPTH_LIMIT: how deep brackets and prefixes nest, which is how
 * deep this file recurses, and how high the tree grows, which chains do as well. */
#include "compiler/read/literal.h"
#include "compiler/read/parser.h"

#include <limits.h>
#include <string.h>

enum { PRECEDENCE_LOWEST = 1, PRECEDENCE_NOT = 3, PRECEDENCE_TEST = 4, PRECEDENCE_OPERAND = 5 };

const char *const parser_operator_words[] = {"and",     "or", "in",  "like",
                                             "between", "is", "not", NULL};

static Expr *parse_from(Parser *p, int lowest);

/* ---- nodes ---- */

static void fail_depth(Parser *p, Span span) {
    Arena *a = p->reader->diags->arena;
    if (p->failed) {
        return;
    }
    diag_add(p->reader->diags, DIAG_LIMIT, span, TEXT("the nesting of an expression"),
             text_format(a, "%d levels", EXPR_DEPTH_LIMIT));
    parser_stop(p);
}

static Expr *new_node(Parser *p, ExprKind kind, Token first) {
    Expr *e = arena_new(p->reader->tree, Expr);
    e->kind = kind;
    e->span = parser_span(p, first);
    e->height = 1;
    return e;
}

/* Ends a node: its span reaches from START to the last token, and it stands above its operands. */
static Expr *close_node(Parser *p, Expr *e, Span start) {
    if (p->failed) {
        return e;
    }
    e->span = span_join(start, parser_last_span(p));
    Expr *child;
    int height = 1;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        if (child->height >= height) {
            height = child->height + 1;
        }
    }
    if (height > EXPR_DEPTH_LIMIT) {
        fail_depth(p, e->span);
        return e;
    }
    e->height = (uint8_t)height;
    return e;
}

/* What stands inside brackets, a `case` or behind a prefix: one level deeper. */
static Expr *parse_nested(Parser *p, int lowest) {
    if (p->depth >= EXPR_DEPTH_LIMIT) {
        fail_depth(p, parser_span(p, p->token));
    }
    p->depth++;
    Expr *e = parse_from(p, lowest);
    p->depth--;
    return e;
}

/* Expressions with commas, at least one. */
static ExprList parse_list(Parser *p) {
    VEC(Expr *) items = {0};
    do {
        *vec_push(p->reader->scratch, &items) = parse_nested(p, PRECEDENCE_LOWEST);
    } while (parser_accept(p, TOKEN_COMMA));
    ExprList list = {arena_array(p->reader->tree, Expr *, items.count), (uint32_t)items.count};
    memcpy(list.at, items.at, items.count * sizeof *items.at);
    return list;
}

/* ---- operands ---- */

static Expr *parse_leaf(Parser *p, ExprKind kind) {
    Expr *e = new_node(p, kind, p->token);
    parser_advance(p);
    return e;
}

static Expr *parse_boolean(Parser *p) {
    bool value = p->token.kind == WORD_TRUE;
    Expr *e = parse_leaf(p, EXPR_BOOLEAN);
    e->boolean = value;
    return e;
}

static Expr *parse_number(Parser *p) {
    Expr *e = new_node(p, EXPR_NUMBER, p->token);
    e->text = parser_text(p, p->token);
    parser_advance(p);
    return e;
}

static Expr *parse_string(Parser *p) {
    Expr *e = new_node(p, EXPR_STRING, p->token);
    e->text = parser_string(p);
    parser_advance(p);
    return e;
}

static Expr *parse_name(Parser *p) {
    Expr *e = new_node(p, p->token.kind == WORD_VALUE ? EXPR_VALUE : EXPR_NAME, p->token);
    e->name.sym = parser_name(p, "a name").sym;
    return e;
}

static Expr *parse_parameter(Parser *p) {
    Token colon = p->token;
    parser_advance(p);
    Expr *e = new_node(p, EXPR_PARAMETER, colon);
    e->parameter = parser_name(p, "the name of a parameter").sym;
    return close_node(p, e, e->span);
}

/* The type of the literal that KIND begins, as in date '…'; TYPE_COUNT when it begins none. */
static TypeKind temporal_kind(TokenKind kind) {
    switch ((int)kind) {
    case WORD_DATE: return TYPE_DATE;
    case WORD_TIME: return TYPE_TIME;
    case WORD_TIMESTAMP: return TYPE_TIMESTAMP;
    case WORD_DATETIME: return TYPE_DATETIME;
    case WORD_INTERVAL: return TYPE_INTERVAL;
    default: return TYPE_COUNT;
    }
}

static Expr *parse_temporal(Parser *p, TypeKind kind) {
    Token word = p->token;
    Expr *e = parse_leaf(p, EXPR_TEMPORAL);
    Token string = p->token;
    e->temporal.kind = kind;
    e->temporal.text = parser_string(p);
    parser_advance(p);
    close_node(p, e, e->span);
    const char *flaw = literal_flaw(kind, e->temporal.text);
    if (flaw) {
        Arena *a = p->reader->diags->arena;
        diag_add(p->reader->diags, DIAG_INVALID_VALUE, parser_span(p, string),
                 text_format(a, "`%.*s`", TEXT_ARG(e->temporal.text)),
                 text_from(token_text(word.kind)), text_from(flaw));
        e->kind = EXPR_POISON;
    }
    return e;
}

/* native('…'), native(postgres: '…', mysql: '…') */
static Expr *parse_native(Parser *p) {
    Expr *e = parse_leaf(p, EXPR_NATIVE);
    VEC(NativeText) texts = {0};
    parser_expect(p, TOKEN_OPEN);
    bool for_all = p->token.kind == TOKEN_STRING;
    do {
        NativeText native = {0};
        if (!for_all) {
            native.target = parser_name(p, "the name of a target").sym;
            parser_expect(p, TOKEN_COLON);
        }
        if (p->token.kind != TOKEN_STRING) {
            parser_fail(p, "a string");
            return e;
        }
        native.text = parser_string(p);
        parser_advance(p);
        *vec_push(p->reader->scratch, &texts) = native;
    } while (!for_all && parser_accept(p, TOKEN_COMMA));
    parser_expect(p, TOKEN_CLOSE);
    NativeText *at = arena_array(p->reader->session, NativeText, texts.count);
    memcpy(at, texts.at, texts.count * sizeof *at);
    e->native.at = at;
    e->native.count = (uint32_t)texts.count;
    return close_node(p, e, e->span);
}

static Expr *parse_cast(Parser *p) {
    Expr *e = parse_leaf(p, EXPR_CAST);
    parser_expect(p, TOKEN_OPEN);
    e->cast.operand = parse_nested(p, PRECEDENCE_LOWEST);
    parser_expect(p, WORD_AS);
    e->cast.to = parser_type(p);
    parser_expect(p, TOKEN_CLOSE);
    return close_node(p, e, e->span);
}

/* case [x] when … then … {when … then …} [else …] end */
static Expr *parse_case(Parser *p) {
    Expr *e = parse_leaf(p, EXPR_CASE);
    e->choice = arena_new(p->reader->tree, Choice);
    VEC(Expr *) when = {0}, then = {0};
    Arena *scratch = p->reader->scratch;
    if (p->token.kind != WORD_WHEN) {
        e->choice->operand = parse_nested(p, PRECEDENCE_LOWEST);
    }
    do {
        parser_expect(p, WORD_WHEN);
        *vec_push(scratch, &when) = parse_nested(p, PRECEDENCE_LOWEST);
        parser_expect(p, WORD_THEN);
        *vec_push(scratch, &then) = parse_nested(p, PRECEDENCE_LOWEST);
    } while (p->token.kind == WORD_WHEN);
    if (parser_accept(p, WORD_ELSE)) {
        e->choice->otherwise = parse_nested(p, PRECEDENCE_LOWEST);
    }
    parser_expect(p, WORD_END);
    Expr **at = arena_array(p->reader->tree, Expr *, when.count + then.count);
    memcpy(at, when.at, when.count * sizeof *at);
    memcpy(at + when.count, then.at, then.count * sizeof *at);
    e->choice->when = (ExprList){at, (uint32_t)when.count};
    e->choice->then = (ExprList){at + when.count, (uint32_t)then.count};
    return close_node(p, e, e->span);
}

/* ---- calls ---- */

static Function find_function(Text word) {
    int i = 0;
    while (i < FUNCTION_COUNT && !text_equal_c(word, function_info[i].word)) {
        i++;
    }
    return (Function)i;
}

static void report_unknown_function(Parser *p, Token name) {
    Text candidates[FUNCTION_COUNT];
    for (int i = 0; i < FUNCTION_COUNT; i++) {
        candidates[i] = text_from(function_info[i].word);
    }
    Text word = parser_text(p, name);
    Span span = parser_span(p, name);
    Diag *d = diag_add(p->reader->diags, DIAG_UNDEFINED, span, TEXT("function"), word, TEXT(""));
    diag_suggest(p->reader->diags, d, span, word, candidates, FUNCTION_COUNT);
}

static void report_argument_count(Parser *p, const Expr *e) {
    Arena *a = p->reader->diags->arena;
    const FunctionInfo *f = &function_info[e->call.function];
    const char *plural = (f->most < 0 ? f->least : f->most) == 1 ? "" : "s";
    Text takes = f->most < 0           ? text_format(a, "at least %d", f->least)
                 : f->least == f->most ? text_format(a, "%d", f->least)
                                       : text_format(a, "%d or %d", f->least, f->most);
    diag_add(p->reader->diags, DIAG_EXPRESSION_TYPE, e->span,
             text_format(a, "`%s` takes %.*s argument%s, but has %u", f->word, TEXT_ARG(takes),
                         plural, (unsigned)e->call.argument.count));
}

static Expr *parse_call(Parser *p) {
    Token name = p->token;
    Expr *e = parse_leaf(p, EXPR_CALL);
    parser_expect(p, TOKEN_OPEN);
    if (p->token.kind != TOKEN_CLOSE) {
        e->call.argument = parse_list(p);
    }
    parser_expect(p, TOKEN_CLOSE);
    close_node(p, e, e->span);
    if (p->failed) {
        return e;
    }
    e->call.function = find_function(parser_text(p, name));
    if (e->call.function == FUNCTION_COUNT) {
        report_unknown_function(p, name);
        e->kind = EXPR_POISON;
        return e;
    }
    const FunctionInfo *info = &function_info[e->call.function];
    int count = (int)e->call.argument.count;
    if (count < info->least || (info->most >= 0 && count > info->most)) {
        report_argument_count(p, e);
        e->kind = EXPR_POISON;
    }
    return e;
}

static Expr *parse_operand(Parser *p) {
    Token first = p->token;
    switch ((int)first.kind) {
    case TOKEN_OPEN: {
        Span start = parser_span(p, first);
        parser_advance(p);
        Expr *e = parse_nested(p, PRECEDENCE_LOWEST);
        parser_expect(p, TOKEN_CLOSE);
        if (e) {
            e->span = span_join(start, parser_last_span(p));
        }
        return e;
    }
    case TOKEN_INTEGER:
    case TOKEN_DECIMAL: return parse_number(p);
    case TOKEN_STRING: return parse_string(p);
    case TOKEN_COLON: return parse_parameter(p);
    case TOKEN_QUOTED: return parse_name(p);
    case WORD_NULL: return parse_leaf(p, EXPR_NULL);
    case WORD_TRUE:
    case WORD_FALSE: return parse_boolean(p);
    case WORD_CASE: return parse_case(p);
    case WORD_CAST: return parse_cast(p);
    default: break;
    }
    if (!token_is_word(first.kind) || token_is_reserved(first.kind)) {
        bool doubled = first.kind == TOKEN_EQUAL && p->last.kind == TOKEN_EQUAL;
        Diag *d = parser_fail(p, "an expression");
        if (doubled) {
            diag_help(d, TEXT("one `=` compares"));
        }
        return NULL;
    }
    if (p->ahead.kind == TOKEN_OPEN) {
        return first.kind == WORD_NATIVE ? parse_native(p) : parse_call(p);
    }
    TypeKind temporal = p->ahead.kind == TOKEN_STRING ? temporal_kind(first.kind) : TYPE_COUNT;
    return temporal != TYPE_COUNT ? parse_temporal(p, temporal) : parse_name(p);
}

static Expr *parse_minus(Parser *p) {
    if (p->token.kind != TOKEN_MINUS) {
        return parse_operand(p);
    }
    if (p->depth >= EXPR_DEPTH_LIMIT) {
        fail_depth(p, parser_span(p, p->token));
    }
    Expr *e = parse_leaf(p, EXPR_NEGATE);
    p->depth++;
    e->operand = parse_minus(p);
    p->depth--;
    return close_node(p, e, e->span);
}

/* ---- operators ---- */

static Operator binary_operator(TokenKind kind) {
    switch ((int)kind) {
    case WORD_OR: return OPERATOR_OR;
    case WORD_AND: return OPERATOR_AND;
    case TOKEN_EQUAL: return OPERATOR_EQUAL;
    case TOKEN_NOT_EQUAL: return OPERATOR_NOT_EQUAL;
    case TOKEN_LESS: return OPERATOR_LESS;
    case TOKEN_LESS_EQUAL: return OPERATOR_LESS_EQUAL;
    case TOKEN_GREATER: return OPERATOR_GREATER;
    case TOKEN_GREATER_EQUAL: return OPERATOR_GREATER_EQUAL;
    case WORD_LIKE: return OPERATOR_LIKE;
    case TOKEN_CONCAT: return OPERATOR_CONCAT;
    case TOKEN_PLUS: return OPERATOR_ADD;
    case TOKEN_MINUS: return OPERATOR_SUBTRACT;
    case TOKEN_TIMES: return OPERATOR_MULTIPLY;
    case TOKEN_SLASH: return OPERATOR_DIVIDE;
    case TOKEN_PERCENT: return OPERATOR_MODULO;
    default: return OPERATOR_COUNT;
    }
}

/* How tight the operator binds that begins at the present token; 0 when none does. */
static int present_precedence(const Parser *p) {
    switch ((int)p->token.kind) {
    case WORD_IS:
    case WORD_IN:
    case WORD_BETWEEN: return PRECEDENCE_TEST;
    case WORD_NOT: { /* not in, not between, not like; else the `not distinct` of some clause */
        TokenKind next = p->ahead.kind;
        return next == WORD_IN || next == WORD_BETWEEN || next == WORD_LIKE ? PRECEDENCE_TEST : 0;
    }
    default: {
        Operator op = binary_operator(p->token.kind);
        return op == OPERATOR_COUNT ? 0 : operator_info[op].precedence;
    }
    }
}

/* The operator that begins at the present token, applied to LEFT. */
static Expr *parse_operator(Parser *p, Expr *left) {
    Expr *e = new_node(p, EXPR_BINARY, p->token);
    Span start = left ? left->span : e->span;
    e->negated = parser_accept(p, WORD_NOT);
    TokenKind kind = p->token.kind;
    parser_advance(p);
    if (kind == WORD_IS) {
        e->kind = EXPR_IS_NULL;
        e->operand = left;
        e->negated = parser_accept(p, WORD_NOT);
        parser_expect(p, WORD_NULL);
    } else if (kind == WORD_IN) {
        e->kind = EXPR_IN;
        e->in.operand = left;
        parser_expect(p, TOKEN_OPEN);
        e->in.list = parse_list(p);
        parser_expect(p, TOKEN_CLOSE);
    } else if (kind == WORD_BETWEEN) {
        e->kind = EXPR_BETWEEN;
        e->between.operand = left;
        e->between.low = parse_from(p, PRECEDENCE_OPERAND);
        parser_expect(p, WORD_AND);
        e->between.high = parse_from(p, PRECEDENCE_OPERAND);
    } else {
        e->binary.op = binary_operator(kind);
        e->binary.left = left;
        e->binary.right = parse_from(p, operator_info[e->binary.op].precedence + 1);
    }
    return close_node(p, e, start);
}

/* An expression whose operators bind at least as tight as LOWEST. */
static Expr *parse_from(Parser *p, int lowest) {
    Expr *left;
    int highest = INT_MAX; /* what may still follow: behind a comparison no other one */
    if (p->token.kind == WORD_NOT && lowest <= PRECEDENCE_NOT) {
        left = parse_leaf(p, EXPR_NOT);
        left->operand = parse_nested(p, PRECEDENCE_NOT);
        left = close_node(p, left, left->span);
        highest = PRECEDENCE_NOT - 1;
    } else {
        left = parse_minus(p);
    }
    for (;;) {
        int precedence = present_precedence(p);
        if (precedence < lowest || precedence > highest) {
            return left;
        }
        left = parse_operator(p, left);
        highest = precedence == PRECEDENCE_TEST ? PRECEDENCE_TEST - 1 : precedence;
    }
}

Expr *parser_expr(Parser *p) {
    Expr *e = parse_from(p, PRECEDENCE_LOWEST);
    return p->failed ? NULL : e;
}
