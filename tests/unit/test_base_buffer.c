/* Buffer: adding in every way, across the points where it grows. */
#include "compiler/base/buffer.h"
#include "tests/unit/unit.h"

static void parts_are_joined(void **state) {
    (void)state;
    Buffer b = {0};
    assert_text(buffer_text(&b), "");
    buffer_add(&b, TEXT("a"));
    buffer_add(&b, (Text){0});
    buffer_add_c(&b, "bc");
    buffer_add_char(&b, 'd');
    buffer_add_repeat(&b, ' ', 3);
    buffer_add_repeat(&b, 'x', 0);
    buffer_format(&b, "%d-%s", 42, "e");
    assert_text(buffer_text(&b), "abcd   42-e");
    buffer_clear(&b);
    assert_text(buffer_text(&b), "");
    buffer_add_char(&b, 'z');
    assert_text(buffer_text(&b), "z");
    buffer_free(&b);
    assert_null(b.at);
}

static void formatting_grows_at_every_fill(void **state) {
    (void)state;
    for (size_t fill = 0; fill < 520; fill++) {
        Buffer b = {0};
        buffer_add_repeat(&b, '.', fill);
        buffer_format(&b, "%s", "12345678");
        assert_int_equal(b.size, fill + 8);
        assert_text(text_slice(buffer_text(&b), fill, fill + 8), "12345678");
        buffer_free(&b);
    }
}

static void a_nul_is_a_byte_like_others(void **state) {
    (void)state;
    Buffer b = {0};
    buffer_add(&b, TEXT("a\0b"));
    assert_int_equal(b.size, 3);
    assert_true(text_equal(buffer_text(&b), TEXT("a\0b")));
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(parts_are_joined),
        cmocka_unit_test(formatting_grows_at_every_fill),
        cmocka_unit_test(a_nul_is_a_byte_like_others),
    };
    return RUN_CASES(cases);
}
