/* Text: tables of cases for comparing, searching, changing case and checking UTF-8. */
#include <string.h>

#include "tests/unit/unit.h"

static void comparing(void **state) {
    (void)state;
    assert_true(text_equal((Text){0}, TEXT("")));
    assert_true(text_equal_c(TEXT("ab"), "ab"));
    assert_false(text_equal_c(TEXT("ab"), "abc"));
    assert_true(text_equal(text_from(NULL), TEXT("")));
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("a"), TEXT("ab")) < 0);
    assert_true(text_compare(TEXT("\xC3"), TEXT("a")) > 0);
    assert_int_equal(text_compare(TEXT("x"), TEXT("x")), 0);
    assert_true(text_starts_with(TEXT("order_id"), TEXT("order")));
    assert_false(text_starts_with(TEXT("or"), TEXT("order")));
    assert_true(text_ends_with(TEXT("order_id"), TEXT("_id")));
    assert_false(text_ends_with(TEXT("id"), TEXT("_id")));
    assert_true(text_ends_with((Text){0}, (Text){0}));
}

static void searching(void **state) {
    (void)state;
    static const struct {
        Text in, needle;
        size_t at;
    } cases[] = {
        {TEXT_INIT("banana"), TEXT_INIT("ana"), 1},
        {TEXT_INIT("banana"), TEXT_INIT("nan"), 2},
        {TEXT_INIT("banana"), TEXT_INIT("x"), SIZE_MAX},
        {TEXT_INIT("ab"), TEXT_INIT("abc"), SIZE_MAX},
        {TEXT_INIT("aab"), TEXT_INIT("ab"), 1},
        {TEXT_INIT("a\0b"), TEXT_INIT("\0b"), 1},
        {TEXT_INIT("x"), TEXT_INIT(""), 0},
        {TEXT_INIT(""), TEXT_INIT("x"), SIZE_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(text_find(cases[i].in, cases[i].needle), cases[i].at);
    }
}

static void making(void **state) {
    (void)state;
    Arena a = {0};
    assert_text(text_trim(TEXT(" \t a b\r\n")), "a b");
    assert_text(text_trim(TEXT(" \n")), "");
    assert_text(text_slice(TEXT("abcd"), 1, 3), "bc");
    assert_text(text_join(&a, TEXT("a"), TEXT("b")), "ab");
    assert_text(text_join(&a, (Text){0}, (Text){0}), "");
    assert_text(text_lower_ascii(&a, TEXT("AZaz_\xC3\x84")), "azaz_\xC3\x84");
    assert_text(text_upper_ascii(&a, TEXT("AZaz_\xC3\xA4")), "AZAZ_\xC3\xA4");
    assert_string_equal(text_c_string(&a, TEXT("abc")), "abc");
    arena_free(&a);
}

static void formatting(void **state) {
    (void)state;
    Arena a = {0};
    char wanted[600];
    for (int size = 0; size < (int)sizeof wanted; size++) {
        memset(wanted, ' ', sizeof wanted);
        wanted[size] = '\0';
        assert_text(text_format(&a, "%*s", size, ""), wanted);
    }
    assert_text(text_format(&a, "%.*s=%d", TEXT_ARG(TEXT("key")), 7), "key=7");
    arena_free(&a);
}

/* The borders of each row of RFC 3629, section 4, and one step beyond them. */
static void checking_utf8(void **state) {
    (void)state;
    static const struct {
        Text bytes;
        size_t bad; /* SIZE_MAX: well-formed */
    } cases[] = {
        {TEXT_INIT(""), SIZE_MAX},
        {TEXT_INIT("plain ascii, longer than eight bytes\x7F"), SIZE_MAX},
        {TEXT_INIT("\xC2\x80\xDF\xBF"), SIZE_MAX},
        {TEXT_INIT("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"), SIZE_MAX},
        {TEXT_INIT("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), SIZE_MAX},
        {TEXT_INIT("a\x80"), 1},
        {TEXT_INIT("a\xC1\xBF"), 1},
        {TEXT_INIT("\xE0\x9F\xBF"), 0},
        {TEXT_INIT("\xED\xA0\x80"), 0},
        {TEXT_INIT("\xF0\x8F\xBF\xBF"), 0},
        {TEXT_INIT("\xF4\x90\x80\x80"), 0},
        {TEXT_INIT("\xF5\x80\x80\x80"), 0},
        {TEXT_INIT("12345678\xC3"), 8},
        {TEXT_INIT("1234567\xE2\x82"), 7},
        {TEXT_INIT("\xE2\x82z"), 0},
        {TEXT_INIT("\xF0\x9F\x98\xC0"), 0},
        {TEXT_INIT("\xFF"), 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t bad = SIZE_MAX;
        assert_int_equal(text_is_utf8(cases[i].bytes, &bad), cases[i].bad == SIZE_MAX);
        assert_int_equal(bad, cases[i].bad);
    }
}

static void counting_code_points(void **state) {
    (void)state;
    assert_int_equal(text_count_code_points(TEXT("")), 0);
    assert_int_equal(text_count_code_points(TEXT("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
}

/* Published values of FNV-1a with 32 bits (Fowler, Noll, Vo). */
static void hashing(void **state) {
    (void)state;
    assert_int_equal(text_hash(TEXT("")), 0x811C9DC5);
    assert_int_equal(text_hash(TEXT("a")), 0xE40C292C);
    assert_int_equal(text_hash(TEXT("foobar")), 0xBF9CF968);
    const char *long_text = "every byte of this counts";
    for (size_t size = 1; size <= strlen(long_text); size++) {
        char changed[32];
        memcpy(changed, long_text, size);
        uint32_t hash = text_slot_hash((Text){changed, size});
        assert_int_equal(hash, text_slot_hash((Text){long_text, size}));
        for (size_t i = 0; i < size; i++) {
            changed[i] ^= 1;
            assert_int_not_equal(hash, text_slot_hash((Text){changed, size}));
            changed[i] ^= 1;
        }
    }
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(comparing),     cmocka_unit_test(searching),
        cmocka_unit_test(making),        cmocka_unit_test(formatting),
        cmocka_unit_test(checking_utf8), cmocka_unit_test(counting_code_points),
        cmocka_unit_test(hashing),
    };
    return RUN_CASES(cases);
}
