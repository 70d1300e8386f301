/* Names into words: all the ways to write them, the limits, and the lexicon. */
#include "compiler/check/tokens.h"

#include <string.h>

#include "tests/unit/unit.h"

static const struct {
    const char *name, *words;
} cases_of_names[] = {
    {"created_at", "created at"},
    {"createdAt", "created at"},
    {"CREATED_AT", "created at"},
    {"OrderLine", "order line"},
    {"HTTPServer", "http server"},
    {"phone1", "phone 1"},
    {"address_line_2", "address line 2"},
    {"sha256sum", "sha 256 sum"},
    {"__x__", "x"},
    {"größe_id", "größe id"},
    {"A", "a"},
    {"_", ""},
    {"", ""},
    {"a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p", "a b c d e f g h i j k l m n o p"},
    {"a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q", ""},
};

static void names_are_split_into_words(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases_of_names); i++) {
        Tokens t;
        tokens_split(&t, text_from(cases_of_names[i].name));
        char words[256] = "";
        for (size_t k = 0; k < t.count; k++) {
            strcat(words, k ? " " : "");
            strncat(words, t.word[k].at, t.word[k].size);
        }
        assert_string_equal(words, cases_of_names[i].words);
    }
}

static void a_name_too_long_has_no_words(void **state) {
    (void)state;
    char name[TOKEN_BYTES + 1];
    memset(name, 'a', sizeof name);
    Tokens t;
    tokens_split(&t, (Text){name, TOKEN_BYTES});
    assert_int_equal(t.count, 1);
    tokens_split(&t, (Text){name, TOKEN_BYTES + 1});
    assert_int_equal(t.count, 0);
    assert_text(tokens_last(&t), "");
}

static void words_are_joined_again(void **state) {
    (void)state;
    Arena a = {0};
    Tokens t;
    tokens_split(&t, TEXT("OrderLineId"));
    assert_text(tokens_join(&a, &t, 0, 2), "order_line");
    assert_text(tokens_join(&a, &t, 2, 2), "");
    arena_free(&a);
}

static void the_lexicon_knows_whole_words(void **state) {
    (void)state;
    assert_true(lexicon_has(LEXICON_MONEY, TEXT("price")));
    assert_false(lexicon_has(LEXICON_MONEY, TEXT("pric")));
    assert_false(lexicon_has(LEXICON_MEASURE, TEXT("price")));
    Tokens t;
    tokens_split(&t, TEXT("exchangeRate"));
    assert_true(lexicon_meets(LEXICON_MEASURE, &t));
    assert_false(lexicon_meets(LEXICON_MONEY, &t));
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(names_are_split_into_words),
        cmocka_unit_test(a_name_too_long_has_no_words),
        cmocka_unit_test(words_are_joined_again),
        cmocka_unit_test(the_lexicon_knows_whole_words),
    };
    return RUN_CASES(cases);
}
