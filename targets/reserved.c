/* The reserved words of the engines, from their lists in grammar/reserved. A target points to the list of
 * its engine; whoever asks folds a name to lower case first. */
#include "targets/reserved.h"

#include <stddef.h>

#define RESERVED(word) word,

const char *const reserved_mysql[] = {
#include "grammar/reserved/mysql.def"
    NULL,
};

const char *const reserved_mariadb[] = {
#include "grammar/reserved/mariadb.def"
    NULL,
};

const char *const reserved_postgres[] = {
#include "grammar/reserved/postgres.def"
    NULL,
};

const char *const reserved_sqlite[] = {
#include "grammar/reserved/sqlite.def"
    NULL,
};

const char *const reserved_ruby_constants[] = {
#include "grammar/reserved/ruby_constants.def"
    NULL,
};

const char *const reserved_rails_members[] = {
#include "grammar/reserved/rails_members.def"
    NULL,
};

const char *const reserved_rails_scopes[] = {
#include "grammar/reserved/rails_scopes.def"
    NULL,
};
