/* Patterns: the regular expressions of `matches`. The only user of PCRE2, which runs them over examples;
 * the engines that a model is compiled for run their own: PostgreSQL's advanced regular expressions
 * (ARE), ICU in MySQL 8, PCRE2 in MariaDB. A pattern has to mean the same in all of them. */
#ifndef TENON_EVAL_PATTERN_H
#define TENON_EVAL_PATTERN_H

#include "compiler/base/text.h"

typedef struct Pattern Pattern;

/* What is wrong with a pattern, and where: a range of its bytes. */
typedef struct PatternProblem {
    size_t start, end;
    Text why;
} PatternProblem;

/* Compiles REGEX; NULL, with *PROBLEM filled, when PCRE2 refuses it. All memory comes from the arena. */
Pattern *pattern_compile(Arena *a, Text regex, PatternProblem *problem);

typedef enum PatternMatch {
    PATTERN_MATCH,
    PATTERN_NO_MATCH,
    PATTERN_GAVE_UP, /* past a limit of steps, the same on every machine */
} PatternMatch;

/* Whether the pattern matches somewhere in SUBJECT, which is well-formed UTF-8. */
PatternMatch pattern_match(Arena *a, const Pattern *pattern, Text subject);

/* Whether REGEX, which compiles, stays in the common subset of PCRE2, ARE and ICU; *PROBLEM tells the
 * first thing that does not. Reads the text only. */
bool pattern_is_portable(Text regex, PatternProblem *problem);

#endif
