/* Postgres: what the files of the target share. */
#ifndef TENON_TARGETS_POSTGRES_H
#define TENON_TARGETS_POSTGRES_H

#include "targets/sql.h"

/* ---- postgres_expr.c ---- */

/* SqlDialect.expr and typed. */
bool postgres_print_expr(Sql *s, const Expr *e, SqlLevel least);
void postgres_print_typed(Sql *s, const Expr *e);
/* Whether the text of an instant names its zone. */
bool postgres_has_zone(Text timestamp);

/* ---- postgres_triggers.c ---- */

SqlStatement postgres_create_function, postgres_drop_function;
SqlStatement postgres_create_trigger, postgres_drop_trigger;
/* The tag around a body: none of the COUNT NAMEs in it may hold the tag. */
Text postgres_dollar_tag(Sql *s, const Text *name, size_t count);

#endif
