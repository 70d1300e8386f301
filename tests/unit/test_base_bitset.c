/* Bitset: members around the borders of a word, and the operations on whole sets. */
#include "compiler/base/bitset.h"
#include "tests/unit/unit.h"

static const size_t members[] = {0, 1, 63, 64, 65, 127, 128, 199};

static Bitset make_members(Arena *a) {
    Bitset s = bitset_make(a, 200);
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        bitset_add(s, members[i]);
    }
    return s;
}

static void members_are_found_in_order(void **state) {
    (void)state;
    Arena a = {0};
    Bitset s = make_members(&a);
    size_t found = 0;
    for (size_t bit = bitset_next(s, 0); bit != SIZE_MAX; bit = bitset_next(s, bit + 1)) {
        assert_true(bitset_has(s, bit));
        assert_int_equal(bit, members[found++]);
    }
    assert_int_equal(found, COUNT_OF(members));
    assert_int_equal(bitset_count(s), COUNT_OF(members));
    assert_int_equal(bitset_next(s, 5000), SIZE_MAX);
    arena_free(&a);
}

static void removing_leaves_the_others(void **state) {
    (void)state;
    Arena a = {0};
    Bitset s = make_members(&a);
    bitset_remove(s, 64);
    assert_false(bitset_has(s, 64));
    assert_int_equal(bitset_next(s, 64), 65);
    assert_int_equal(bitset_count(s), COUNT_OF(members) - 1);
    arena_free(&a);
}

static void subsets_and_unions(void **state) {
    (void)state;
    Arena a = {0};
    Bitset all = make_members(&a);
    Bitset some = bitset_make(&a, 200);
    assert_true(bitset_subset(some, all));
    bitset_add(some, 128);
    assert_true(bitset_subset(some, all));
    assert_false(bitset_subset(all, some));
    bitset_add(some, 150);
    assert_false(bitset_subset(some, all));
    Bitset both = bitset_copy(&a, all);
    assert_true(bitset_equal(both, all));
    bitset_unite(both, some);
    assert_false(bitset_equal(both, all));
    assert_true(bitset_subset(some, both) && bitset_subset(all, both));
    assert_int_equal(bitset_count(both), COUNT_OF(members) + 1);
    arena_free(&a);
}

static void a_set_without_room_is_empty(void **state) {
    (void)state;
    Arena a = {0};
    Bitset none = bitset_make(&a, 0);
    assert_int_equal(bitset_count(none), 0);
    assert_int_equal(bitset_next(none, 0), SIZE_MAX);
    assert_true(bitset_equal(none, bitset_copy(&a, none)));
    assert_true(bitset_subset(none, none));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(members_are_found_in_order),
        cmocka_unit_test(removing_leaves_the_others),
        cmocka_unit_test(subsets_and_unions),
        cmocka_unit_test(a_set_without_room_is_empty),
    };
    return RUN_CASES(cases);
}
