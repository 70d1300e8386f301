/* The lexer: kinds and places of tokens, any script's names, what is no token. */
#include "tests/unit/unit.h"

#include "compiler/base/buffer.h"
#include "compiler/read/lex.h"

static const char *kind_name(TokenKind kind) {
    switch ((int)kind) {
    case TOKEN_INVALID: return "INVALID";
    case TOKEN_UNTERMINATED: return "UNTERMINATED";
    case TOKEN_QUOTED: return "QUOTED";
    case TOKEN_INTEGER: return "INTEGER";
    case TOKEN_DECIMAL: return "DECIMAL";
    case TOKEN_STRING: return "STRING";
    case TOKEN_NAME: return "NAME";
    default: return token_text(kind);
    }
}

/* KIND@START-END of each token; the text of punctuation and known words is their kind. */
static const struct {
    const char *text, *tokens;
} cases[] = {
    {"", ""},
    {" \t\r\n", ""},
    {"email", "NAME@0-5"},
    {"check checks", "check@0-5 NAME@6-12"},
    {"Check", "NAME@0-5"},
    {"a=b", "NAME@0-1 =@1-2 NAME@2-3"},
    {":=->->><>!=<=>=||[]",
     ":=@0-2 ->@2-4 ->>@4-7 <>@7-9 <>@9-11 <=@11-13 >=@13-15 ||@15-17 []@17-19"},
    {"<->", "<@0-1 ->@1-3"},
    {"?(),:+-*/%<>=",
     "?@0-1 (@1-2 )@2-3 ,@3-4 :@4-5 +@5-6 -@6-7 *@7-8 /@8-9 %@9-10 <>@10-12 =@12-13"},
    {"12", "INTEGER@0-2"},
    {"12.50", "DECIMAL@0-5"},
    {"12.", "INTEGER@0-2 INVALID@2-3"},
    {".5", "INVALID@0-1 INTEGER@1-2"},
    {"1.2.3", "DECIMAL@0-3 INVALID@3-4 INTEGER@4-5"},
    {"5M", "INTEGER@0-1 NAME@1-2"},
    {"'a''b'", "STRING@0-6"},
    {"''", "STRING@0-2"},
    {"'a", "UNTERMINATED@0-2"},
    {"'a''", "UNTERMINATED@0-4"},
    {"\"a\"\"b\" \"\"", "QUOTED@0-6 QUOTED@7-9"},
    {"\"a", "UNTERMINATED@0-2"},
    {"[ ]", "INVALID@0-1 INVALID@2-3"},
    {"a|b&c", "NAME@0-1 INVALID@1-2 NAME@2-3 INVALID@3-4 NAME@4-5"},
    {"größe 名前 имя", "NAME@0-7 NAME@8-14 NAME@15-21"},
    {"a\xCC\x81x", "NAME@0-4"},                /* a combining accent */
    {"a\xE2\x80\xAE", "NAME@0-1 INVALID@1-4"}, /* a right-to-left override */
    {"\xC2\xA0", "INVALID@0-2"},               /* a no-break space */
    {"\xF0\x9F\x98\x80", "INVALID@0-4"},       /* an emoji */
    {"\xF0\x90\x8D\x88", "NAME@0-4"},          /* a Gothic letter */
    {"\xFF\xC3", "INVALID@0-1 INVALID@1-2"},   /* not UTF-8 */
};

static void tokens(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Buffer out = {0};
        Lexer lexer = {.text = text_from(cases[i].text)};
        for (Token t = lex_next(&lexer); t.kind != TOKEN_END; t = lex_next(&lexer)) {
            buffer_format(&out, "%s%s@%u-%u", out.size ? " " : "", kind_name(t.kind),
                          (unsigned)t.start, (unsigned)t.end);
        }
        assert_text(buffer_text(&out), cases[i].tokens);
        assert_int_equal(lex_next(&lexer).kind, TOKEN_END);
        buffer_free(&out);
    }
}

static void words(void **state) {
    (void)state;
    for (int kind = TOKEN_NAME + 1; kind < TOKEN_KIND_COUNT; kind++) {
        Lexer lexer = {.text = text_from(token_text((TokenKind)kind))};
        assert_int_equal(lex_next(&lexer).kind, kind);
        assert_true(lex_is_identifier(lexer.text));
    }
    assert_true(token_is_reserved(WORD_AND));
    assert_false(token_is_reserved(WORD_VALUE));
    assert_false(token_is_reserved(TOKEN_NAME));
}

static void identifiers(void **state) {
    (void)state;
    static const char *const good[] = {"a", "_", "a1", "größe", "order", "_1"};
    static const char *const bad[] = {"",   "1a", "a b", "a-b", "\"a\"", "a\xE2\x80\x8B\x62",
                                      " a", "a$"};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(lex_is_identifier(text_from(good[i])));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(lex_is_identifier(text_from(bad[i])));
    }
}

static void unquoting(void **state) {
    (void)state;
    Arena a = {0};
    assert_text(lex_unquote(&a, TEXT("'it''s'")), "it's");
    assert_text(lex_unquote(&a, TEXT("''''''")), "''");
    assert_text(lex_unquote(&a, TEXT("''")), "");
    assert_text(lex_unquote(&a, TEXT("\"a\"\"'b\"")), "a\"'b");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(words),
        cmocka_unit_test(identifiers),
        cmocka_unit_test(unquoting),
    };
    return RUN_CASES(tests);
}
