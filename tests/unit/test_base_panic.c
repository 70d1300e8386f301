/* What ends the process: each way in a child, its exit code and its one line on standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler/base/buffer.h"
#include "compiler/base/map.h"
#include "compiler/base/panic.h"
#include "tests/unit/unit.h"

/* The child's standard error, NUL-terminated, and its exit code. */
typedef struct Ending {
    char said[256];
    int code;
} Ending;

static Ending run_in_child(void (*run)(void)) {
    Ending ending = {.code = -1};
    int pipe_ends[2];
    assert_int_equal(pipe(pipe_ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        run();
        _exit(0);
    }
    close(pipe_ends[1]);
    size_t size = 0;
    for (ssize_t got;
         size < sizeof ending.said - 1 &&
         (got = read(pipe_ends[0], ending.said + size, sizeof ending.said - 1 - size)) > 0;) {
        size += (size_t)got;
    }
    close(pipe_ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    ending.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ending;
}

static void break_an_invariant(void) {
    internal_error("%d apples", 3);
}

static void overflow_a_size(void) {
    arena_array(&(Arena){0}, uint64_t, SIZE_MAX / 4);
}

static void slice_too_far(void) {
    text_slice(TEXT("abc"), 2, 4);
}

static void put_without_a_key(void) {
    map_put(&(Arena){0}, &(Map){0}, NULL, NULL);
}

static void each_ending_has_its_code(void **state) {
    (void)state;
    static const struct {
        void (*run)(void);
        int code;
        const char *says;
    } cases[] = {
        {break_an_invariant, 70, ": 3 apples\n"},
        {slice_too_far, 70, ": slice 2 to 4 of a text of 3 bytes\n"},
        {put_without_a_key, 70, ": a map has no place for a missing name\n"},
        {overflow_a_size, 74, " bytes could not be had\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Ending ending = run_in_child(cases[i].run);
        assert_int_equal(ending.code, cases[i].code);
        assert_true(text_starts_with(text_from(ending.said), TEXT("tenon: ")));
        assert_true(text_ends_with(text_from(ending.said), text_from(cases[i].says)));
    }
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(each_ending_has_its_code),
    };
    return RUN_CASES(cases);
}
