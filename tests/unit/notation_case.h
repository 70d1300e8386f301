/* What the tests of the notation share: a Reader over one text, and a dump of expressions with
 * every bracket, so that two trees are equal when their dumps are. */
#ifndef TENON_TESTS_NOTATION_CASE_H
#define TENON_TESTS_NOTATION_CASE_H

#include <string.h>

#include "compiler/base/buffer.h"
#include "compiler/read/notation.h"

typedef struct NotationCase {
    Arena session, scratch;
    Interner names;
    Sources sources;
    Diags diags;
    Reader reader;
    Node node; /* the text as one plain scalar; byte N of it is at position N + 1 */
} NotationCase;

static inline void notation_case_start(NotationCase *c, Text text) {
    memset(c, 0, sizeof *c);
    c->names = interner_make(&c->session);
    c->sources.arena = &c->session;
    source_add(&c->sources, TEXT("text"), text);
    c->diags = diags_make(&c->session, &c->sources);
    c->reader = (Reader){.session = &c->session, .tree = &c->session,
                         .scratch = &c->scratch,
                         .names = &c->names,
                         .sources = &c->sources,
                         .diags = &c->diags};
    c->node = (Node){.kind = NODE_SCALAR,
                     .verbatim = true,
                     .text = text,
                     .span = span_make(1, 1 + (uint32_t)text.size),
                     .content = 1};
}

static inline void notation_case_end(NotationCase *c) {
    interner_free(&c->names);
    arena_free(&c->scratch);
    arena_free(&c->session);
}

/* "TN010 4-7 expected …": the first diagnostic with its place in the text; "" when there is none.
 */
static inline Text notation_case_error(NotationCase *c) {
    if (c->diags.all.count == 0) {
        return (Text){0};
    }
    const Diag *d = c->diags.all.at[0];
    Text message = diag_message(&c->session, d);
    return text_format(&c->session, "%s %u-%u %.*s", diag_info(d->id)->code,
                       (unsigned)d->span.start - 1, (unsigned)d->span.end - 1, TEXT_ARG(message));
}

static inline void dump_expr(Buffer *out, const Expr *e) {
    static const char *const words[] = {
        [EXPR_POISON] = "poison",   [EXPR_NULL] = "null",       [EXPR_BOOLEAN] = "boolean",
        [EXPR_NUMBER] = "number",   [EXPR_STRING] = "string",   [EXPR_TEMPORAL] = "temporal",
        [EXPR_NAME] = "name",       [EXPR_VALUE] = "value",     [EXPR_PARAMETER] = "parameter",
        [EXPR_NEGATE] = "negate",   [EXPR_NOT] = "not",         [EXPR_BINARY] = "binary",
        [EXPR_IS_NULL] = "is-null", [EXPR_IN] = "in",           [EXPR_BETWEEN] = "between",
        [EXPR_CASE] = "case",       [EXPR_CAST] = "cast",       [EXPR_CALL] = "call",
        [EXPR_NATIVE] = "native",
    };
    buffer_format(out, "(%s%s", e->negated ? "not-" : "", words[e->kind]);
    switch ((int)e->kind) {
    case EXPR_BOOLEAN:
        buffer_add_c(out, e->boolean ? " true" : " false");
        break;
    case EXPR_NUMBER: case EXPR_STRING:
        buffer_format(out, " %.*s", TEXT_ARG(e->text));
        break;
    case EXPR_TEMPORAL:
        buffer_format(out, " %s %.*s", type_word(e->temporal.kind), TEXT_ARG(e->temporal.text));
        break;
    case EXPR_NAME:
        buffer_format(out, " %.*s", TEXT_ARG(sym_text(e->name.sym)));
        break;
    case EXPR_PARAMETER:
        buffer_format(out, " %.*s", TEXT_ARG(sym_text(e->parameter)));
        break;
    case EXPR_BINARY:
        buffer_format(out, " %s", operator_info[e->binary.op].word);
        break;
    case EXPR_CASE:
        buffer_add_c(out, e->choice->operand ? " of" : "");
        buffer_add_c(out, e->choice->otherwise ? " else" : "");
        break;
    case EXPR_CAST:
        buffer_add_char(out, ' ');
        expr_print_type(out, e->cast.to);
        break;
    case EXPR_CALL:
        buffer_format(out, " %s", function_info[e->call.function].word);
        break;
    case EXPR_NATIVE:
        for (uint32_t i = 0; i < e->native.count; i++) {
            buffer_format(out, " %.*s:%.*s", TEXT_ARG(sym_text(e->native.at[i].target)),
                          TEXT_ARG(e->native.at[i].text));
        }
        break;
    default:
        break;
    }
    Expr *child;
    for (size_t i = 0; e->kind != EXPR_POISON && (child = expr_child(e, i)) != NULL; i++) {
        buffer_add_char(out, ' ');
        dump_expr(out, child);
    }
    buffer_add_char(out, ')');
}

/* Why E, printed and read again, is another expression; an empty text when it is the same. */
static inline Text notation_round_trip(NotationCase *c, const Expr *e) {
    Buffer printed = {0}, before = {0}, after = {0};
    expr_print(&printed, e);
    dump_expr(&before, e);
    NotationCase again;
    notation_case_start(&again, buffer_text(&printed));
    const Expr *reread = notation_expr(&again.reader, &again.node);
    if (reread) {
        dump_expr(&after, reread);
    }
    Text flaw = {0};
    if (!text_equal(buffer_text(&before), buffer_text(&after))) {
        flaw = text_format(&c->session, "`%.*s` is read as %.*s, and was %.*s",
                           TEXT_ARG(buffer_text(&printed)), TEXT_ARG(buffer_text(&after)),
                           TEXT_ARG(buffer_text(&before)));
    }
    notation_case_end(&again);
    buffer_free(&printed);
    buffer_free(&before);
    buffer_free(&after);
    return flaw;
}

#endif
