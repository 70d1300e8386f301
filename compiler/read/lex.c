/* The lexer: bytes of one scalar to tokens. Blanks, tabs and line ends separate tokens and mean
 * nothing else. Reports nothing: what is no token is TOKEN_INVALID or TOKEN_UNTERMINATED, for the
 * parser to complain about where it knows what was expected. */
#include "compiler/read/lex.h"

#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The code point at the start of T and its size; size 0 when the bytes are not well-formed UTF-8.
 */
static uint32_t code_point_at(Text t, uint32_t *size) {
    const unsigned char *at = (const unsigned char *)t.at;
    uint32_t length = at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : at[0] < 0xF5 ? 4 : 0;
    *size = 0;
    if (length == 0 || t.size < length) {
        return 0;
    }
    uint32_t code = at[0] & (0x7Fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0;
        }
        code = code << 6 | (at[i] & 0x3Fu);
    }
    *size = length;
    return code;
}

/* Above ASCII everything is a letter, a mark or a digit, except the blocks of controls, blanks,
 * punctuation, symbols, invisible characters, private use and what is no character (Unicode 15). */
static bool is_letter_above_ascii(uint32_t code) {
    static const struct {
        uint32_t first, last;
    } other[] = {
        {0x80, 0xA9},       {0xAB, 0xB4},       {0xB6, 0xB9},        {0xBB, 0xBF},
        {0xD7, 0xD7},       {0xF7, 0xF7},       {0x2C2, 0x2C5},      {0x34F, 0x34F},
        {0x37E, 0x37E},     {0x387, 0x387},     {0x55A, 0x55F},      {0x589, 0x58F},
        {0x5BE, 0x5BE},     {0x5C0, 0x5C0},     {0x5C3, 0x5C3},      {0x5F3, 0x5F4},
        {0x600, 0x60F},     {0x61B, 0x61F},     {0x66A, 0x66D},      {0x6D4, 0x6D4},
        {0x6DD, 0x6DD},     {0x700, 0x70F},     {0x964, 0x965},      {0xE3F, 0xE3F},
        {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},    {0x180B, 0x180E},
        {0x1FBD, 0x1FBD},   {0x1FBF, 0x1FC1},   {0x2000, 0x2070},    {0x207A, 0x207E},
        {0x208A, 0x208E},   {0x20A0, 0x20CF},   {0x2190, 0x2BFF},    {0x2E00, 0x2E7F},
        {0x3000, 0x3004},   {0x3008, 0x3020},   {0x3030, 0x3030},    {0x30FB, 0x30FB},
        {0x3164, 0x3164},   {0xD800, 0xF8FF},   {0xFD3E, 0xFD3F},    {0xFDD0, 0xFDEF},
        {0xFE00, 0xFE1F},   {0xFE30, 0xFE6F},   {0xFEFF, 0xFF0F},    {0xFF1A, 0xFF20},
        {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},   {0xFFA0, 0xFFA0},    {0xFFE0, 0xFFFF},
        {0x1D000, 0x1D3FF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    size_t low = 0, high = sizeof other / sizeof other[0];
    while (low < high) { /* the first block that ends at or after CODE */
        size_t middle = low + (high - low) / 2;
        if (other[middle].last < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == sizeof other / sizeof other[0] || code < other[low].first;
}

/* The size of the letter at AT, or of the digit where DIGITS may stand; 0 when there is none. */
static uint32_t letter_size(Text text, size_t at, bool digits) {
    if (at >= text.size) {
        return 0;
    }
    char c = text.at[at];
    if ((unsigned char)c < 0x80) {
        return is_ascii_letter(c) || (digits && is_digit(c));
    }
    uint32_t size;
    uint32_t code = code_point_at(text_slice(text, at, text.size), &size);
    return size > 0 && is_letter_above_ascii(code) ? size : 0;
}

/* Offset behind the identifier at AT; AT itself when there is none. */
static uint32_t identifier_end(Text text, uint32_t at) {
    uint32_t size = letter_size(text, at, false);
    while (size > 0) {
        at += size;
        while (at < text.size && (is_ascii_letter(text.at[at]) || is_digit(text.at[at]))) {
            at++; /* as nearly all are */
        }
        size = letter_size(text, at, true);
    }
    return at;
}

bool lex_is_identifier(Text name) {
    return name.size > 0 && name.size <= UINT32_MAX && identifier_end(name, 0) == name.size;
}

static TokenKind word_kind(const char *at, size_t size) {
#define WORD(id, text) \
    if (memcmp(at, text, sizeof(text) - 1) == 0) { \
        return WORD_##id; \
    }
    switch (size) {
    case 2: LEX_WORDS_2(WORD) break;
    case 3: LEX_WORDS_3(WORD) break;
    case 4: LEX_WORDS_4(WORD) break;
    case 5: LEX_WORDS_5(WORD) break;
    case 6: LEX_WORDS_6(WORD) break;
    case 7: LEX_WORDS_7(WORD) break;
    case 8: LEX_WORDS_8(WORD) break;
    case 9: LEX_WORDS_9(WORD) break;
    case 10: LEX_WORDS_10(WORD) break;
    default: break;
    }
#undef WORD
    return TOKEN_NAME;
}

bool token_is_reserved(TokenKind kind) {
    switch ((int)kind) {
    case WORD_AND:
    case WORD_OR:
    case WORD_NOT:
    case WORD_IN:
    case WORD_IS:
    case WORD_NULL:
    case WORD_TRUE:
    case WORD_FALSE:
    case WORD_BETWEEN:
    case WORD_LIKE:
    case WORD_CASE:
    case WORD_WHEN:
    case WORD_THEN:
    case WORD_ELSE:
    case WORD_END:
    case WORD_CAST: return true;
    default: return false;
    }
}

const char *token_text(TokenKind kind) {
    static const char *const text[TOKEN_KIND_COUNT] = {
#define PUNCTUATION(id, written) [TOKEN_##id] = written,
        LEX_PUNCTUATION(PUNCTUATION)
#undef PUNCTUATION
#define WORD(id, written) [WORD_##id] = written,
            LEX_WORDS(WORD)
#undef WORD
    };
    return text[kind] ? text[kind] : "";
}

static Token token_to(Lexer *lexer, TokenKind kind, size_t end) {
    Token token = {kind, lexer->at, (uint32_t)end};
    lexer->at = token.end;
    return token;
}

static Token lex_number(Lexer *lexer) {
    Text text = lexer->text;
    size_t at = lexer->at;
    while (at < text.size && is_digit(text.at[at])) {
        at++;
    }
    if (at + 1 >= text.size || text.at[at] != '.' || !is_digit(text.at[at + 1])) {
        return token_to(lexer, TOKEN_INTEGER, at);
    }
    for (at++; at < text.size && is_digit(text.at[at]);) {
        at++;
    }
    return token_to(lexer, TOKEN_DECIMAL, at);
}

/* A string or a quoted name: up to its closing quote, which is doubled where it is meant itself. */
static Token lex_quoted(Lexer *lexer, TokenKind kind) {
    Text text = lexer->text;
    char quote = text.at[lexer->at];
    for (size_t at = lexer->at + (size_t)1; at < text.size; at++) {
        if (text.at[at] != quote) {
            continue;
        }
        if (at + 1 == text.size || text.at[at + 1] != quote) {
            return token_to(lexer, kind, at + 1);
        }
        at++;
    }
    return token_to(lexer, TOKEN_UNTERMINATED, text.size);
}

static Token lex_punctuation(Lexer *lexer) {
    Text rest = text_slice(lexer->text, lexer->at, lexer->text.size);
    char first = rest.at[0];
    char second = rest.size > 1 ? rest.at[1] : '\0';
    char third = rest.size > 2 ? rest.at[2] : '\0';
    TokenKind kind = TOKEN_INVALID;
    size_t size = 1;
    switch (first) {
    case '(': kind = TOKEN_OPEN; break;
    case ')': kind = TOKEN_CLOSE; break;
    case ',': kind = TOKEN_COMMA; break;
    case '?': kind = TOKEN_QUESTION; break;
    case '=': kind = TOKEN_EQUAL; break;
    case '+': kind = TOKEN_PLUS; break;
    case '*': kind = TOKEN_TIMES; break;
    case '/': kind = TOKEN_SLASH; break;
    case '%': kind = TOKEN_PERCENT; break;
    case '[':
        if (second == ']') {
            kind = TOKEN_BRACKETS;
            size = 2;
        }
        break;
    case '|':
        if (second == '|') {
            kind = TOKEN_CONCAT;
            size = 2;
        }
        break;
    case '!':
        if (second == '=') {
            kind = TOKEN_NOT_EQUAL;
            size = 2;
        }
        break;
    case ':':
        kind = second == '=' ? TOKEN_ASSIGN : TOKEN_COLON;
        size = second == '=' ? 2 : 1;
        break;
    case '<':
        kind = second == '>' ? TOKEN_NOT_EQUAL : second == '=' ? TOKEN_LESS_EQUAL : TOKEN_LESS;
        size = kind == TOKEN_LESS ? 1 : 2;
        break;
    case '>':
        kind = second == '=' ? TOKEN_GREATER_EQUAL : TOKEN_GREATER;
        size = kind == TOKEN_GREATER ? 1 : 2;
        break;
    case '-':
        kind = second != '>' ? TOKEN_MINUS : third == '>' ? TOKEN_DOUBLE_ARROW : TOKEN_ARROW;
        size = kind == TOKEN_MINUS ? 1 : kind == TOKEN_ARROW ? 2 : 3;
        break;
    default: /* an invalid character, whole */
        while (size < rest.size && (rest.at[size] & 0xC0) == 0x80) {
            size++;
        }
        break;
    }
    return token_to(lexer, kind, lexer->at + size);
}

Token lex_next(Lexer *lexer) {
    Text text = lexer->text;
    while (lexer->at < text.size && is_blank(text.at[lexer->at])) {
        lexer->at++;
    }
    if (lexer->at >= text.size) {
        return token_to(lexer, TOKEN_END, text.size);
    }
    uint32_t end = identifier_end(text, lexer->at);
    if (end > lexer->at) {
        return token_to(lexer, word_kind(text.at + lexer->at, end - lexer->at), end);
    }
    char c = text.at[lexer->at];
    if (is_digit(c)) {
        return lex_number(lexer);
    }
    if (c == '\'' || c == '"') {
        return lex_quoted(lexer, c == '"' ? TOKEN_QUOTED : TOKEN_STRING);
    }
    return lex_punctuation(lexer);
}

Text lex_unquote(Arena *a, Text written) {
    Text inner = text_slice(written, 1, written.size - 1);
    char quote = written.at[0];
    if (inner.size == 0 || !memchr(inner.at, quote, inner.size)) {
        return inner;
    }
    char *content = arena_array(a, char, inner.size);
    size_t size = 0;
    for (size_t i = 0; i < inner.size; i++) {
        content[size++] = inner.at[i];
        i += inner.at[i] == quote; /* the second of a pair */
    }
    return (Text){content, size};
}
