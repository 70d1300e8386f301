/* Mysql family: what MySQL and MariaDB share. Their statements, types and most forms are the same; where
 * they are not, MysqlFamily says so as data, which mysql.c and mariadb.c fill. Nothing here asks which of
 * the two it works for. */
#ifndef TENON_TARGETS_MYSQL_FAMILY_H
#define TENON_TARGETS_MYSQL_FAMILY_H

#include "targets/sql.h"

typedef struct MysqlFamily {
    const char *(*collation)(Version version); /* of all text: by code points, blanks at the end count */
    bool generated_not_null; /* a computed column may be NOT NULL; else a check of its own says so */
    SqlForm matches;         /* of a text and a regular expression */
    const char *pattern_before; /* what a regular expression begins with, that case counts and a point is any character */
    const char *trigram_parser; /* behind a trigram index */
    /* The condition for an array of ELEMENTs, behind `CHECK (`; NULL: its elements are not checked. */
    void (*array_check)(Sql *s, const PlanColumn *column);
    const char *drop_role;    /* before its name, in a statement that may be prepared */
    const char *is_bare_role; /* the condition that a name, twice $, is a role without members and global rights */
    const char *json_type;   /* in CAST */
    bool signs_zero; /* the rest of -8.0 by 1 is -0, which is not equal to 0 */
    bool (*has_random_bytes)(Version version); /* else a new uuid goes by the time */
} MysqlFamily;

/* For Target.dialect. It lives as long as PLAN. */
const SqlDialect *mysql_family_dialect(const MysqlFamily *family, const Plan *plan);
const MysqlFamily *mysql_family_of(const Sql *s);

/* Answers that hold for both. Each target asks first itself for what differs. */
Support mysql_family_support(Cap cap);
TypeRule mysql_family_type(const Type *type);
Support mysql_family_expression(Cap place, const Expr *node);
Support mysql_family_partition(const Partition *partition);
size_t mysql_family_bytes(const Type *type);
extern const Cap mysql_family_left_out[]; /* for Target.left_out */
/* `C` is the binary order that all text has; the engine's own names stand as they are; empty: others. */
Text mysql_family_collation(Text name, const char *binary);

/* A name stands bare when it is a plain word in lower case and no KEYWORD. Strings and comments are as in
 * sql.h: the file's sql_mode has NO_BACKSLASH_ESCAPES. */
void mysql_family_identifier(Buffer *out, Text name, bool keyword);

/* ---- mysql_expr.c ---- */

extern const SqlForm mysql_operators[OPERATOR_COUNT], mysql_not_like, mysql_functions[FUNCTION_COUNT];
/* A date or time as it stands between quotes; an instant in UTC. */
Text mysql_temporal_text(const Sql *s, const Expr *e);
bool mysql_print_expr(Sql *s, const Expr *e, SqlLevel least);
/* A string in what the server keeps as text: see mysql_expr.c. */
void mysql_print_string(Sql *s, Text value);
bool mysql_is_plain(Text value); /* whether it is a literal, without characters by their numbers */

/* ---- mysql_order.c ---- */

/* Whether it printed E: a comparison that says its order, or the operand that it says it at. */
bool mysql_print_ordered(Sql *s, const Expr *e, SqlLevel least);

#endif
