/* Respacing: one blank between two tokens, none where the pair is in the rules below. Knows
 * tokens, not grammar: where a pair may mean two things, the blanks stay as they were written. */
#include "compiler/read/respace.h"

#include "compiler/read/lex.h"

typedef enum Gap { GAP_NONE, GAP_BLANK, GAP_AS_WRITTEN } Gap;

/* Whether a value ends with the token; AS_WRITTEN when it may be a word of the notation, too. */
static Gap ends_operand(TokenKind kind) {
    switch ((int)kind) {
    case TOKEN_CLOSE:
    case TOKEN_BRACKETS:
    case TOKEN_QUESTION:
    case TOKEN_NAME:
    case TOKEN_QUOTED:
    case TOKEN_INTEGER:
    case TOKEN_DECIMAL:
    case TOKEN_STRING:
    case WORD_NULL:
    case WORD_TRUE:
    case WORD_FALSE:
    case WORD_END: return GAP_BLANK;
    default: return token_is_word(kind) && !token_is_reserved(kind) ? GAP_AS_WRITTEN : GAP_NONE;
    }
}

/* Behind a minus: none where it is a sign. */
static Gap gap_behind_minus(TokenKind before_minus, TokenKind next) {
    Gap operand = ends_operand(before_minus);
    bool sign = operand == GAP_NONE;
    if (operand == GAP_AS_WRITTEN || (sign && next < TOKEN_NAME && next != TOKEN_INTEGER &&
                                      next != TOKEN_DECIMAL && next != TOKEN_OPEN)) {
        return GAP_AS_WRITTEN;
    }
    return operand;
}

/* Before an opening parenthesis: none behind what it gives arguments to. */
static Gap gap_before_open(TokenKind before, SynMapping mapping) {
    switch ((int)before) {
    case WORD_NATIVE:
    case WORD_CAST:
    case WORD_ENUM:
    case TOKEN_QUOTED: return GAP_NONE;
    case TOKEN_NAME: /* `list kind in north ('a', 'b')` */
        return mapping == SYN_PARTITION ? GAP_BLANK : GAP_NONE;
    default: return GAP_BLANK;
    }
}

/* Between BEFORE and NEXT; AHEAD is the kind of the token before BEFORE. */
static Gap gap_between(TokenKind ahead, TokenKind before, TokenKind next, SynMapping mapping) {
    bool slash = before == TOKEN_SLASH || next == TOKEN_SLASH;
    bool minus = before == TOKEN_MINUS || next == TOKEN_MINUS;
    bool number = before == TOKEN_INTEGER || before == TOKEN_DECIMAL;
    bool operator= before >= TOKEN_EQUAL && before <= TOKEN_PERCENT && before != TOKEN_MINUS;
    if (before == TOKEN_COLON ||
        (next == TOKEN_COLON && !operator) ||  /* `:name`, `postgres: 'x'` */
        (slash && mapping == SYN_ACCESS) ||    /* `at 200/s` */
        (minus && mapping == SYN_PARTITION) || /* `from 2026-01-31` */
        (number && token_is_word(next)) ||     /* `5M` */
        (before == TOKEN_MINUS && next == TOKEN_MINUS)) {
        return GAP_AS_WRITTEN;
    }
    if (before == TOKEN_OPEN || next == TOKEN_CLOSE || next == TOKEN_COMMA ||
        next == TOKEN_QUESTION || next == TOKEN_BRACKETS) {
        return GAP_NONE;
    }
    if (before == TOKEN_MINUS) {
        return gap_behind_minus(ahead, next);
    }
    return next == TOKEN_OPEN ? gap_before_open(before, mapping) : GAP_BLANK;
}

static bool is_punctuation(TokenKind kind) {
    return kind > TOKEN_STRING && kind < TOKEN_NAME;
}

static bool has_only_tokens(Text t) {
    Lexer lexer = {.text = t};
    TokenKind kind;
    do {
        kind = lex_next(&lexer).kind;
        if (kind == TOKEN_INVALID || kind == TOKEN_UNTERMINATED) {
            return false;
        }
    } while (kind != TOKEN_END);
    return true;
}

void respace(Buffer *out, Text t, SynMapping mapping) {
    if (!has_only_tokens(t)) {
        buffer_add(out, t);
        return;
    }
    Lexer lexer = {.text = t};
    TokenKind ahead = TOKEN_END;
    Token before = lex_next(&lexer);
    for (bool first = true; before.kind != TOKEN_END; first = false) {
        buffer_add(out, text_slice(t, before.start, before.end));
        Token next = lex_next(&lexer);
        Gap gap = gap_between(ahead, before.kind, next.kind, mapping);
        if (first && is_punctuation(before.kind)) {
            gap = GAP_AS_WRITTEN; /* `- a` begins a list, `? a` a key */
        }
        bool blank = gap == GAP_BLANK || (gap == GAP_AS_WRITTEN && next.start > before.end);
        buffer_add_c(out, blank && next.kind != TOKEN_END ? " " : "");
        ahead = before.kind;
        before = next;
    }
}
