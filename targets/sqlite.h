/* Sqlite: what the files of the target share. */
#ifndef TENON_TARGETS_SQLITE_H
#define TENON_TARGETS_SQLITE_H

#include "targets/sql.h"

/* The one form in which a day, a time of day and an instant are kept, for strftime: text that sorts as
 * they do. */
#define SQLITE_DAY "'%Y-%m-%d'"
#define SQLITE_TIME "'%H:%M:%f'"
#define SQLITE_INSTANT "'%Y-%m-%d %H:%M:%f'"
#define SQLITE_WHOLE_TIME "'%H:%M:%S.000'"
#define SQLITE_WHOLE_INSTANT "'%Y-%m-%d %H:%M:%S.000'"
const char *sqlite_temporal_format(const Type *t);

enum { SQLITE_DIGITS = 15 }; /* of a decimal number that a double gives back unchanged */

/* ---- sqlite_decimal.c ---- */

/* Whether what E computes or compares fits the digits of a double. Any node may be asked. */
Support sqlite_judge_decimal(const Expr *e);
/* Whether it printed E: sums, products, quotients and rests of decimals, quotients of floats. */
bool sqlite_print_arithmetic(Sql *s, const Expr *e, SqlLevel least);
/* The decimal number E with that many places. What lies half between two is below it as a double as often
 * as above: it is lifted by two of its last bits first. */
void sqlite_print_rounded(Sql *s, const Expr *e, uint32_t places);
/* A call of `round` with a decimal number. */
void sqlite_print_round(Sql *s, const Expr *call);
/* The value of a literal without a fraction; 100 or more when it is large. */
int sqlite_places(const Expr *number);

/* ---- sqlite_expr.c ---- */

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

/* ---- sqlite_types.c ---- */

/* The option `strict`. */
bool sqlite_is_strict(const Plan *plan);
bool sqlite_is_whole_key(const PlanTable *table, const PlanColumn *column);
/* Of a number in a composite key: it is not there yet when the row comes. */
bool sqlite_is_numbered_by_trigger(Sql *s, const PlanColumn *column);
/* The condition that holds a column to its type (SqlDialect.type_check), and an element, which json_each
 * calls `value`. */
void sqlite_print_type_check(Sql *s, const PlanColumn *column);
void sqlite_print_element_check(Sql *s, const Type *element);

/* ---- sqlite_triggers.c ---- */

SqlStatement sqlite_create_trigger, sqlite_drop_trigger;
/* SqlDialect.check_apart. */
bool sqlite_is_kept_by_trigger(Sql *s, const PlanCheck *check);
/* The triggers that do what TABLE's columns and checks can not. */
void sqlite_guard_table(Sql *s, const PlanTable *table);
/* Opens CREATE TRIGGER NAME_SUFFIX … behind another statement; and ends it. */
void sqlite_begin_trigger(Sql *s, Text name, const char *suffix, const char *event,
                          const PlanTable *table);
void sqlite_end_trigger(Sql *s);
/* A name of the row's number that no column has. */
const char *sqlite_row_number(Sql *s, const PlanTable *table);
/* NEW.a; ROW may be NULL. */
void sqlite_print_of_row(Sql *s, const char *row, const PlanColumn *column);

/* ---- sqlite_words.c ---- */

bool sqlite_is_word_index(const PlanIndex *index);
void sqlite_create_word_index(Sql *s, const PlanIndex *index);

/* ---- sqlite.c ---- */

/* The doc of ITEM as comments before it; and TEXT line by line, each between BEFORE and AFTER. */
void sqlite_print_comment(Sql *s, const PlanItem *item);
void sqlite_print_comment_lines(Sql *s, const char *before, Text text, const char *after);

#endif
