/* Arena and the arrays that grow in one: zeroed, aligned, kept apart; growing keeps what was there. */
#include <string.h>

#include "compiler/base/arena.h"
#include "compiler/base/vec.h"
#include "tests/unit/unit.h"

static void assert_bytes(const char *at, size_t size, char wanted) {
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(at[i], wanted);
    }
}

static void memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 3, 8, 100, 5000, 20000, 65535, 65536, 300000, 3000000};
    Arena a = {0};
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            for (size_t align = 1; align <= _Alignof(max_align_t); align *= 2) {
                char *at = arena_alloc(&a, sizes[i], align);
                assert_int_equal((uintptr_t)at % align, 0);
                assert_bytes(at, sizes[i], 0);
                memset(at, 'x', sizes[i]);
            }
        }
        arena_reset(&a);
    }
    arena_free(&a);
    assert_null(a.block);
}

static void objects_do_not_overlap(void **state) {
    (void)state;
    enum { COUNT = 2000 };
    static char *object[COUNT];
    Arena a = {0};
    for (size_t i = 0; i < COUNT; i++) {
        object[i] = arena_alloc(&a, i, 1);
        memset(object[i], (char)(i % 100), i);
    }
    for (size_t i = 0; i < COUNT; i++) {
        assert_bytes(object[i], i, (char)(i % 100));
    }
    arena_free(&a);
}

static void empty_objects_are_distinct(void **state) {
    (void)state;
    Arena a = {0};
    assert_ptr_not_equal(arena_alloc(&a, 0, 1), arena_alloc(&a, 0, 1));
    arena_free(&a);
}

static void growing_keeps_bytes_and_zeroes_the_rest(void **state) {
    (void)state;
    Arena a = {0};
    for (int between = 0; between < 2; between++) {
        char *at = NULL;
        size_t size = 0;
        for (size_t wanted = 1; wanted <= 1 << 20; wanted *= 2) {
            at = arena_grow(&a, at, size, wanted, 8);
            assert_bytes(at, size, 'x');
            assert_bytes(at + size, wanted - size, 0);
            memset(at, 'x', wanted);
            size = wanted;
            if (between) {
                *(char *)arena_alloc(&a, 1, 1) = 'y';
            }
        }
    }
    arena_free(&a);
}

static void shrinking_gives_zeroed_bytes_back(void **state) {
    (void)state;
    Arena a = {0};
    char *at = arena_alloc(&a, 100, 1);
    memset(at, 'x', 100);
    at = arena_grow(&a, at, 100, 10, 1);
    assert_bytes(at, 10, 'x');
    assert_bytes(arena_alloc(&a, 90, 1), 90, 0);
    arena_free(&a);
}

#ifndef TENON_DEBUG_ARENA
static void the_last_object_grows_in_place(void **state) {
    (void)state;
    Arena a = {0};
    char *at = arena_alloc(&a, 10, 1);
    assert_ptr_equal(arena_grow(&a, at, 10, 1000, 1), at);
    arena_alloc(&a, 1, 1);
    assert_ptr_not_equal(arena_grow(&a, at, 1000, 2000, 1), at);
    arena_free(&a);
}
#endif

static void a_vec_keeps_its_order(void **state) {
    (void)state;
    enum { COUNT = 50000 };
    typedef struct Pair {
        uint32_t number;
        const char *name;
    } Pair;
    Arena a = {0};
    VEC(Pair) pairs = {0};
    VEC(uint16_t) squares = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        Pair *pair = vec_push(&a, &pairs);
        assert_null(pair->name);
        *pair = (Pair){i, "name"};
        *vec_push(&a, &squares) = (uint16_t)(i * i);
    }
    assert_int_equal(pairs.count, COUNT);
    assert_int_equal(vec_last(&pairs)->number, COUNT - 1);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(pairs.at[i].number, i);
        assert_int_equal(squares.at[i], (uint16_t)(i * i));
    }
    arena_free(&a);
}

static void multiplying_is_exact_up_to_the_limit(void **state) {
    (void)state;
    assert_int_equal(checked_multiply(0, SIZE_MAX), 0);
    assert_int_equal(checked_multiply(SIZE_MAX, 0), 0);
    assert_int_equal(checked_multiply(SIZE_MAX, 1), SIZE_MAX);
    assert_int_equal(checked_multiply(SIZE_MAX / 3, 3), SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(objects_do_not_overlap),
        cmocka_unit_test(empty_objects_are_distinct),
        cmocka_unit_test(growing_keeps_bytes_and_zeroes_the_rest),
        cmocka_unit_test(shrinking_gives_zeroed_bytes_back),
#ifndef TENON_DEBUG_ARENA
        cmocka_unit_test(the_last_object_grows_in_place),
#endif
        cmocka_unit_test(a_vec_keeps_its_order),
        cmocka_unit_test(multiplying_is_exact_up_to_the_limit),
    };
    return RUN_CASES(cases);
}
