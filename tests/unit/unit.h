/* What every unit test includes: cmocka with the headers that it wants before it, and comparing of
 * Texts. A test file has one main that runs its cases: RUN_CASES(cases). */
#ifndef TENON_TESTS_UNIT_H
#define TENON_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/base/text.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define RUN_CASES(cases) cmocka_run_group_tests(cases, NULL, NULL)

/* Fails, showing both, unless the Text ACTUAL holds the bytes of the C string WANTED. */
#define assert_text(actual, wanted) assert_text_at((actual), (wanted), __FILE__, __LINE__)

static inline void assert_text_at(Text actual, const char *wanted, const char *file, int line) {
    if (!text_equal_c(actual, wanted)) {
        print_error("\"%.*s\" is not \"%s\"\n", TEXT_ARG(actual), wanted);
        _fail(file, line);
    }
}

#endif
