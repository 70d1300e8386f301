/* Patterns through PCRE2, with its memory in an arena and its steps limited: no clock decides a match.
 * What is portable is judged in pattern_subset.c. */
#include "compiler/eval/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdalign.h>

#include "compiler/base/panic.h"

enum {
    STEP_LIMIT = 1000000, /* of one match: backtracking steps */
    HEAP_LIMIT = 8192,    /* of one match: KiB */
    MESSAGE_SIZE = 200,
};

struct Pattern {
    pcre2_code *code;
};

static void *allocate(size_t size, void *arena) {
    return arena_alloc(arena, size, alignof(max_align_t));
}

/* The arena frees all at once. */
static void leave(void *memory, void *arena) {
    (void)memory;
    (void)arena;
}

static pcre2_general_context *general_context(Arena *a) {
    return pcre2_general_context_create(allocate, leave, a);
}

Pattern *pattern_compile(Arena *a, Text regex, PatternProblem *problem) {
    pcre2_compile_context *context = pcre2_compile_context_create(general_context(a));
    int error;
    PCRE2_SIZE offset;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)regex.at, regex.size,
                      PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C,
                      &error, &offset, context);
    if (!code) {
        PCRE2_UCHAR message[MESSAGE_SIZE];
        int size = pcre2_get_error_message(error, message, sizeof message);
        size_t end = offset < regex.size ? offset + 1 : regex.size;
        *problem = (PatternProblem){
            .start = end > 0 ? end - 1 : 0,
            .end = end,
            .why = text_copy(a, (Text){(const char *)message, size > 0 ? (size_t)size : 0}),
        };
        return NULL;
    }
    Pattern *pattern = arena_new(a, Pattern);
    pattern->code = code;
    return pattern;
}

PatternMatch pattern_match(Arena *a, const Pattern *pattern, Text subject) {
    pcre2_general_context *general = general_context(a);
    pcre2_match_context *context = pcre2_match_context_create(general);
    pcre2_set_match_limit(context, STEP_LIMIT);
    pcre2_set_heap_limit(context, HEAP_LIMIT);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern->code, general);
    int result =
        pcre2_match(pattern->code, (PCRE2_SPTR)subject.at, subject.size, 0, 0, data, context);
    if (result == PCRE2_ERROR_NOMATCH) {
        return PATTERN_NO_MATCH;
    }
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
        result == PCRE2_ERROR_HEAPLIMIT) {
        return PATTERN_GAVE_UP;
    }
    if (result < 0) {
        internal_error("PCRE2 gave error %d", result);
    }
    return PATTERN_MATCH;
}
