/* Patterns: what compiles, what is portable and why not, what matches, and that a match ends. */
#include "compiler/eval/pattern.h"

#include <string.h>

#include "tests/unit/unit.h"

static const char *const portable[] = {
    "",
    "^[^@\\s]+@[^@\\s]+$",
    "^\\+?[0-9]{7,15}$",
    "^(?:[a-z]+-)*[a-z]+$",
    "^(?=.*\\d)(?!.*\\s).{8,}$",
    "(a|b)\\1",
    "[[:alpha:]_][[:alnum:]_]*",
    "[\\w.-]+?",
    "\\.\\*\\{\\}\\-\\_",
    "a{0,255}",
    "^\\A\\D\\S\\W\\t\\n$",
    "x|y|",
    "ü+",
    "[a\\]\\[b]",
};

static void common_patterns_are_portable(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(portable); i++) {
        PatternProblem problem;
        if (!pattern_compile(&a, text_from(portable[i]), &problem) ||
            !pattern_is_portable(text_from(portable[i]), &problem)) {
            fail_msg("%s: %.*s", portable[i], TEXT_ARG(problem.why));
        }
    }
    arena_free(&a);
}

/* Each compiles in PCRE2; `part` is what is pointed at. */
static const struct {
    const char *regex, *part;
} unportable[] = {
    {"(?<=a)b", "(?<="},
    {"(?<!a)b", "(?<!"},
    {"(?<name>a)", "(?<"},
    {"(?P<name>a)", "(?P"},
    {"(?'name'a)", "(?'"},
    {"(?>a)b", "(?>"},
    {"(?i)a", "(?"},
    {"(?|a|b)", "(?|"},
    {"(?(?=a)b|c)", "(?("},
    {"(a(?R)?b)", "(?"},
    {"(*COMMIT)a", "(*"},
    {"(?#why)a", "(?#"},
    {"a*+", "+"},
    {"a{2}+", "+"},
    {"a\\Kb", "\\K"},
    {"\\bword\\b", "\\b"},
    {"\\Bx", "\\B"},
    {"x\\z", "\\z"},
    {"x\\Z", "\\Z"},
    {"\\x41", "\\x"},
    {"\\p{L}+", "\\p"},
    {"\\v", "\\v"},
    {"\\h", "\\h"},
    {"\\R", "\\R"},
    {"\\Qa\\E", "\\Q"},
    {"(a)\\g{1}", "\\g"},
    {"(?:)\\0", "\\0"},
    {"(a)\\11", "\\1"},
    {"[\\D]", "\\D"},
    {"[\\b]", "\\b"},
    {"[]a]", "]"},
    {"[a[b]", "["},
    {"[a&&b]", "&&"},
    {"[+--]", "--"},
    {"a{1,256}", "{1,256}"},
    {"a{", "{"},
    {"a}", "}"},
    {"((?=a)*b)", "*"},
};

static void uncommon_patterns_are_refused(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(unportable); i++) {
        Text regex = text_from(unportable[i].regex);
        PatternProblem problem = {0};
        if (!pattern_compile(&a, regex, &problem)) {
            fail_msg("%s does not compile: %.*s", unportable[i].regex, TEXT_ARG(problem.why));
        }
        if (pattern_is_portable(regex, &problem)) {
            fail_msg("%s is not refused", unportable[i].regex);
        }
        assert_true(problem.why.size > 0);
        Text part = text_slice(regex, problem.start, problem.end);
        if (!text_equal_c(part, unportable[i].part)) {
            fail_msg("%s: points at %.*s", unportable[i].regex, TEXT_ARG(part));
        }
    }
    arena_free(&a);
}

static const char *const broken[] = {"[a",  "(a",    "a)",     "*a", "a\\",
                                     "^*a", "[b-a]", "a{3,2}", "\\1"};

static void broken_patterns_do_not_compile(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        PatternProblem problem = {0};
        if (pattern_compile(&a, text_from(broken[i]), &problem)) {
            fail_msg("%s compiles", broken[i]);
        }
        assert_true(problem.why.size > 0);
        assert_true(problem.start <= problem.end && problem.end <= strlen(broken[i]));
    }
    arena_free(&a);
}

static PatternMatch match(Arena *a, const char *regex, const char *subject) {
    PatternProblem problem;
    const Pattern *pattern = pattern_compile(a, text_from(regex), &problem);
    assert_non_null(pattern);
    return pattern_match(a, pattern, text_from(subject));
}

static void patterns_match_somewhere(void **state) {
    (void)state;
    Arena a = {0};
    assert_int_equal(match(&a, "b", "abc"), PATTERN_MATCH);
    assert_int_equal(match(&a, "^b", "abc"), PATTERN_NO_MATCH);
    assert_int_equal(match(&a, "^.$", "ü"), PATTERN_MATCH);
    assert_int_equal(match(&a, "^a$", "a\n"), PATTERN_NO_MATCH);
    assert_int_equal(match(&a, "^a.b$", "a\nb"), PATTERN_MATCH);
    assert_int_equal(match(&a, "^a[^x]b$", "a\nb"), PATTERN_MATCH);
    assert_int_equal(match(&a, "", ""), PATTERN_MATCH);
    arena_free(&a);
}

static void a_match_ends(void **state) {
    (void)state;
    Arena a = {0};
    assert_int_equal(match(&a, "^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
                     PATTERN_GAVE_UP);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(common_patterns_are_portable),
        cmocka_unit_test(uncommon_patterns_are_refused),
        cmocka_unit_test(broken_patterns_do_not_compile),
        cmocka_unit_test(patterns_match_somewhere),
        cmocka_unit_test(a_match_ends),
    };
    return RUN_CASES(cases);
}
