/* The lexer of compact forms and expressions: takes the text of one scalar, gives one token after
 * the other, by value. A token knows its kind and its bytes [start, end) in that text; what a
 * string or a quoted name says is made only when it is asked for.
 *
 * Words with a meaning in some form have a kind of their own, but nothing is reserved here: where a
 * name is expected any word is one (an attribute may be called `key` or `order`). The few words
 * that expressions keep for themselves are marked by token_is_reserved. */
#ifndef TENON_READ_LEX_H
#define TENON_READ_LEX_H

#include "compiler/base/text.h"

/* PUNCTUATION(id, text). `!=` is read as <>. */
#define LEX_PUNCTUATION(PUNCTUATION) \
    PUNCTUATION(OPEN, "(") \
    PUNCTUATION(CLOSE, ")") \
    PUNCTUATION(COMMA, ",") \
    PUNCTUATION(QUESTION, "?") \
    PUNCTUATION(BRACKETS, "[]") \
    PUNCTUATION(COLON, ":") \
    PUNCTUATION(ASSIGN, ":=") \
    PUNCTUATION(ARROW, "->") \
    PUNCTUATION(DOUBLE_ARROW, "->>") \
    PUNCTUATION(EQUAL, "=") \
    PUNCTUATION(NOT_EQUAL, "<>") \
    PUNCTUATION(LESS, "<") \
    PUNCTUATION(LESS_EQUAL, "<=") \
    PUNCTUATION(GREATER, ">") \
    PUNCTUATION(GREATER_EQUAL, ">=") \
    PUNCTUATION(CONCAT, "||") \
    PUNCTUATION(PLUS, "+") \
    PUNCTUATION(MINUS, "-") \
    PUNCTUATION(TIMES, "*") \
    PUNCTUATION(SLASH, "/") \
    PUNCTUATION(PERCENT, "%")

/* WORD(id, text), by length: the lexer compares a word only with those of its length. */
#define LEX_WORDS_2(WORD) \
    WORD(AS, "as") WORD(AT, "at") WORD(BY, "by") WORD(IN, "in") WORD(IS, "is") WORD(NO, "no") \
    WORD(OF, "of") WORD(ON, "on") WORD(OR, "or") WORD(TO, "to")
#define LEX_WORDS_3(WORD) \
    WORD(AND, "and") WORD(ASC, "asc") WORD(END, "end") WORD(FOR, "for") WORD(KEY, "key") \
    WORD(NOT, "not") WORD(ONE, "one") WORD(OPS, "ops") WORD(SET, "set") WORD(VIA, "via") \
    WORD(WAS, "was")
#define LEX_WORDS_4(WORD) \
    WORD(CASE, "case") WORD(CAST, "cast") WORD(DATE, "date") WORD(DESC, "desc") \
    WORD(ELSE, "else") WORD(ENUM, "enum") WORD(FROM, "from") WORD(HASH, "hash") \
    WORD(INTO, "into") WORD(LAST, "last") WORD(LIKE, "like") WORD(LIST, "list") \
    WORD(MANY, "many") WORD(NULL, "null") WORD(SORT, "sort") WORD(THEN, "then") \
    WORD(TIME, "time") WORD(TRUE, "true") WORD(WHEN, "when") WORD(WITH, "with")
#define LEX_WORDS_5(WORD) \
    WORD(CHECK, "check") WORD(FALSE, "false") WORD(FIRST, "first") WORD(LIMIT, "limit") \
    WORD(NULLS, "nulls") WORD(RANGE, "range") WORD(USING, "using") WORD(VALUE, "value") \
    WORD(WHERE, "where")
#define LEX_WORDS_6(WORD) \
    WORD(ACTION, "action") WORD(DELETE, "delete") WORD(NATIVE, "native") WORD(PREFIX, "prefix") \
    WORD(SECRET, "secret") WORD(SELECT, "select") WORD(TAGGED, "tagged") \
    WORD(UNIQUE, "unique") WORD(UPDATE, "update")
#define LEX_WORDS_7(WORD) \
    WORD(BETWEEN, "between") WORD(CASCADE, "cascade") WORD(COLLATE, "collate") \
    WORD(DEFAULT, "default") WORD(INCLUDE, "include") WORD(THROUGH, "through") \
    WORD(UPDATED, "updated")
#define LEX_WORDS_8(WORD) \
    WORD(DATETIME, "datetime") WORD(DISTINCT, "distinct") WORD(IDENTITY, "identity") \
    WORD(INTERVAL, "interval") WORD(PERSONAL, "personal") WORD(RESTRICT, "restrict") \
    WORD(UNSIGNED, "unsigned")
#define LEX_WORDS_9(WORD) WORD(IMMUTABLE, "immutable") WORD(TIMESTAMP, "timestamp")
#define LEX_WORDS_10(WORD) WORD(DEFERRABLE, "deferrable")
#define LEX_WORDS(WORD) \
    LEX_WORDS_2(WORD) LEX_WORDS_3(WORD) LEX_WORDS_4(WORD) LEX_WORDS_5(WORD) LEX_WORDS_6(WORD) \
    LEX_WORDS_7(WORD) LEX_WORDS_8(WORD) LEX_WORDS_9(WORD) LEX_WORDS_10(WORD)

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_INVALID,      /* a character that begins no token */
    TOKEN_UNTERMINATED, /* a 'string' or "name" without its closing quote */
    TOKEN_QUOTED,       /* "name", "" for a quote in it */
    TOKEN_INTEGER,
    TOKEN_DECIMAL,      /* digits, a point, digits */
    TOKEN_STRING,       /* 'text', '' for a quote in it */
#define PUNCTUATION(id, text) TOKEN_##id,
    LEX_PUNCTUATION(PUNCTUATION)
#undef PUNCTUATION
    TOKEN_NAME,         /* a word without a meaning of its own; it and all behind it are words */
#define WORD(id, text) WORD_##id,
    LEX_WORDS(WORD)
#undef WORD
    TOKEN_KIND_COUNT
} TokenKind;

typedef struct Token {
    TokenKind kind;
    uint32_t start, end;
} Token;

typedef struct Lexer {
    Text text;
    uint32_t at; /* offset of the first byte behind the last token */
} Lexer;

Token lex_next(Lexer *lexer); /* at the end, TOKEN_END again and again */

static inline bool token_is_word(TokenKind kind) {
    return kind >= TOKEN_NAME;
}
/* The words that are never a bare name in an expression: and or not in is null true false between
 * like case when then else end cast. */
bool token_is_reserved(TokenKind kind);
/* How a punctuation mark or a word is written; "" for the other kinds. */
const char *token_text(TokenKind kind);

/* The content of a STRING or QUOTED token whose bytes, with its quotes, are WRITTEN. A slice of
 * WRITTEN where no quote is doubled in it, else a text in A. */
Text lex_unquote(Arena *a, Text written);

/* Whether NAME is an identifier: a letter or _, then letters, marks, digits and _, of any script.
 */
bool lex_is_identifier(Text name);

#endif
