/* The reserved words of the engines, from their lists in grammar/reserved. A target points to the list of
 * its engine; whoever asks folds a name to lower case first. */
#include "targets/reserved.h"

#include <stddef.h>

#define RESERVED(word) word,

const char *const reserved_postgres[] = {
#include "grammar/reserved/postgres.def"
    NULL,
};
