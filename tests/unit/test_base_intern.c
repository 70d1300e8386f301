/* Names: equal bytes give one Sym, across growing; a map, or an index, finds each of them. */
#include <string.h>

#include "compiler/base/map.h"
#include "compiler/base/name_index.h"
#include "tests/unit/unit.h"

enum { MANY = 20000 };

static void equal_names_are_one_sym(void **state) {
    (void)state;
    Arena a = {0};
    Interner in = interner_make(&a);
    char spelled[] = "order";
    Sym order = intern_c(&in, spelled);
    memset(spelled, 'x', sizeof spelled); /* the interner has its own copy */
    assert_ptr_equal(order, intern(&in, TEXT("order")));
    assert_ptr_not_equal(order, intern(&in, TEXT("orders")));
    assert_ptr_not_equal(order, intern(&in, TEXT("Order")));
    assert_text(sym_text(order), "order");
    assert_int_equal(sym_text(intern(&in, TEXT("a\0b"))).size, 3);
    assert_ptr_equal(intern(&in, TEXT("")), intern(&in, (Text){0}));
    assert_text(sym_text(NULL), "");
    interner_free(&in);
    arena_free(&a);
}

static void names_survive_growing(void **state) {
    (void)state;
    static Sym sym[MANY];
    Arena a = {0};
    Interner in = interner_make(&a);
    for (int i = 0; i < MANY; i++) {
        sym[i] = intern(&in, text_format(&a, "name_%d", i));
    }
    assert_int_equal(in.count, MANY);
    for (int i = 0; i < MANY; i++) {
        assert_ptr_equal(sym[i], intern(&in, text_format(&a, "name_%d", i)));
    }
    assert_int_equal(in.count, MANY);
    interner_free(&in);
    arena_free(&a);
}

static void a_map_finds_what_was_put(void **state) {
    (void)state;
    static int value[MANY];
    Arena a = {0};
    Interner in = interner_make(&a);
    Map map = {0};
    assert_null(map_get(&map, intern(&in, TEXT("none"))));
    for (int i = 0; i < MANY; i++) {
        assert_null(map_put(&a, &map, intern(&in, text_format(&a, "%d", i)), &value[i]));
    }
    for (int i = 0; i < MANY; i++) {
        assert_ptr_equal(map_get(&map, intern(&in, text_format(&a, "%d", i))), &value[i]);
    }
    assert_null(map_get(&map, intern(&in, TEXT("none"))));
    assert_null(map_get(&map, NULL));
    assert_int_equal(map.count, MANY);
    interner_free(&in);
    arena_free(&a);
}

static void the_first_value_stays(void **state) {
    (void)state;
    int first, second;
    Arena a = {0};
    Interner in = interner_make(&a);
    Map map = {0};
    Sym key = intern(&in, TEXT("key"));
    assert_null(map_put(&a, &map, key, &first));
    assert_ptr_equal(map_put(&a, &map, key, &second), &first);
    assert_ptr_equal(map_get(&map, key), &first);
    assert_int_equal(map.count, 1);
    interner_free(&in);
    arena_free(&a);
}

static void an_index_finds_elements_by_name(void **state) {
    (void)state;
    enum { COUNT = 300 };
    static struct {
        Sym name;
        char other[20];
    } element[COUNT];
    Arena a = {0};
    Interner in = interner_make(&a);
    Sym none = intern(&in, TEXT("none"));
    for (size_t count = 0; count < COUNT; count += 1 + count / 4) {
        NameIndex index = name_index_make(&a, count);
        for (size_t i = 0; i < count; i++) {
            element[i].name = intern(&in, text_format(&a, "%zu", i));
            name_index_add(index, element, sizeof *element, i);
        }
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(name_index_find(index, element, sizeof *element, element[i].name), i);
        }
        assert_int_equal(name_index_find(index, element, sizeof *element, none), SIZE_MAX);
        assert_int_equal(name_index_find(index, element, sizeof *element, NULL), SIZE_MAX);
    }
    assert_int_equal(name_index_find((NameIndex){0}, element, sizeof *element, none), SIZE_MAX);
    interner_free(&in);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(equal_names_are_one_sym),         cmocka_unit_test(names_survive_growing),
        cmocka_unit_test(a_map_finds_what_was_put),        cmocka_unit_test(the_first_value_stays),
        cmocka_unit_test(an_index_finds_elements_by_name),
    };
    return RUN_CASES(cases);
}
