/* Code names: names of the model as identifiers of a programming language. The model's own words stay as
 * far as ASCII letters and digits carry them; what a language keeps for itself, or what two names come to,
 * gets something behind it, the same in every run. */
#ifndef TENON_TARGETS_CODE_NAME_H
#define TENON_TARGETS_CODE_NAME_H

#include "compiler/base/lookup.h"

typedef enum CodeCase {
    CODE_CAMEL,  /* orderLine */
    CODE_PASCAL, /* OrderLine */
    CODE_SNAKE,  /* order_line */
} CodeCase;

/* NAME in FORM, as a plain identifier: never empty, never with a digit first. */
Text code_word(Arena *a, Text name, CodeCase form);

/* The names of one scope: a file, the members of a type. */
typedef struct CodeScope {
    Arena *a;
    Lookup reserved, taken;
} CodeScope;

/* RESERVED ends with NULL, or is NULL: words that no name may be. */
CodeScope code_scope(Arena *a, const char *const *reserved);
/* WORD, made distinct from the reserved words (`class_`) and from those taken before (`name2`). */
Text code_take(CodeScope *scope, Text word);

#endif
