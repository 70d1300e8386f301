/* Sqlite: what the two files of the target share. */
#ifndef TENON_TARGETS_SQLITE_H
#define TENON_TARGETS_SQLITE_H

#include "targets/sql.h"

/* The one form in which a day, a time of day and an instant are kept, for strftime: text that sorts as
 * they do. */
#define SQLITE_DAY "'%Y-%m-%d'"
#define SQLITE_TIME "'%H:%M:%f'"
#define SQLITE_INSTANT "'%Y-%m-%d %H:%M:%f'"
const char *sqlite_temporal_format(TypeKind kind);

enum { SQLITE_DIGITS = 15 }; /* of a decimal number that a double gives back unchanged */

/* Target.expression and SqlDialect.expr. */
Support sqlite_judge(Cap place, const Expr *node, Version version);
bool sqlite_print_expr(Sql *s, const Expr *e, SqlLevel least);
/* E where a value of T is kept. */
void sqlite_print_as(Sql *s, const Expr *e, const Type *t);
/* Whether GLOB and length can say what `matches` asks for, exactly; and that. */
bool sqlite_can_match(Arena *a, const Expr *call);
void sqlite_print_match(Sql *s, const Expr *call, SqlLevel least);
/* What a check may not ask, so that triggers ask it: rows of a table, and the clock. */
bool sqlite_needs_trigger(const Expr *e);

#endif
