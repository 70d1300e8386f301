/* What the parsers of compact forms (notation.c) and of expressions (expr_parse.c) share: two
 * tokens of the scalar in sight, spans, names, numbers, types, and the one message when something
 * does not fit.
 *
 * After the first error the parser stands at the end of its text and stays silent; so the callers
 * need not ask after every step, only once when they are done (parser_finish). */
#ifndef TENON_READ_PARSER_H
#define TENON_READ_PARSER_H

#include "compiler/read/lex.h"
#include "compiler/read/node.h"
#include "compiler/read/syntax.h"

typedef struct Parser {
    Reader *reader;
    const Node *node;
    Lexer lexer;
    Token token, ahead; /* the one to read now and the one behind it */
    Token last;         /* the last one that was read; TOKEN_END before the first */
    const char *what;   /* "an attribute", for messages */
    int depth;          /* nesting of the expression being read */
    bool failed;        /* a syntax error has been reported */
    bool behind_expr;   /* the clause read last ended with an expression */
} Parser;

Parser parser_make(Reader *r, const Node *n, const char *what);
/* Whether all was read without a syntax error; EXPECTED is what might have followed. */
bool parser_finish(Parser *p, const char *expected);

void parser_advance(Parser *p); /* stays at the end */
bool parser_accept(Parser *p, TokenKind kind); /* reads the token if it is a KIND */
/* Reads a KIND, or fails. */
void parser_expect(Parser *p, TokenKind kind);

/* TN010 at the present token. NULL after an earlier error. */
Diag *parser_fail(Parser *p, const char *expected);
/* The same; suggests the near ones of WORDS, a list that ends with NULL. EXPECTED NULL: one of
 * WORDS. */
Diag *parser_fail_among(Parser *p, const char *expected, const char *const *words);

/* For an error that was reported otherwise: from here on there is nothing to read. */
void parser_stop(Parser *p);

Span parser_span(const Parser *p, Token token);
Span parser_last_span(const Parser *p); /* of the last token that was read */
/* From START, the offset of a token, to the end of the last token that was read. */
Span parser_span_from(const Parser *p, uint32_t start);
Text parser_text(const Parser *p, Token token);

SynName parser_name(Parser *p, const char *expected);
void parser_names(Parser *p, SynNames *into); /* one or more, with commas */
/* A word that is one of WORDS, a list that ends with NULL. */
SynName parser_choice(Parser *p, const char *const *words);
void parser_count(Parser *p, SynCount *into);
Action parser_action(Parser *p);
/* The content of the STRING token that is present; does not read it. */
Text parser_string(Parser *p);

/* A type, with its [] but without `?`; NULL after an error. */
SynType *parser_type(Parser *p);
/* The same with an optional `?`. */
SynType *parser_nullable_type(Parser *p);

/* An expression, as far as it goes; NULL after an error. (expr_parse.c) */
Expr *parser_expr(Parser *p);
/* The operators that are words, for suggestions behind an expression; ends with NULL. */
extern const char *const parser_operator_words[];

#endif
