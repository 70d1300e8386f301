/* Sql: what the SQL dialects share. A dialect is data first (SqlDialect: words, forms, one statement per
 * kind of plan item), then a hook where the shape of a statement differs. Nothing here asks which target
 * it works for: what a target cannot carry never gets into its plan.
 *
 * sql_emit prints a plan as `up.sql` and `down.sql`; the rest are the pieces that a dialect's own
 * statements are put together from. Every piece prints through the emitter's typed holes. */
#ifndef TENON_TARGETS_SQL_H
#define TENON_TARGETS_SQL_H

#include "targets/target.h"

/* How tightly a printed form binds, loosest first. A part that binds looser than its place asks for gets
 * parentheses. Where engines disagree (|| in SQLite), the dialect's forms give other levels. */
typedef enum SqlLevel {
    SQL_ANY,
    SQL_OR,
    SQL_AND,
    SQL_NOT,
    SQL_IS,
    SQL_COMPARE,
    SQL_RANGE, /* LIKE, IN, BETWEEN */
    SQL_OTHER, /* ||, ~, -> and the like */
    SQL_ADD,
    SQL_MULTIPLY,
    SQL_SIGN,
    SQL_CAST, /* x::type */
    SQL_PRIMARY,
    SQL_CALL, /* name(…): also stands alone as a part of an index */
} SqlLevel;

/* A form of an operator or function: $1 to $9 are the arguments, $* all of them between commas. */
typedef struct SqlForm {
    const char *form;
    SqlLevel level;       /* of the whole */
    SqlLevel first, rest; /* that the first argument and the others have to reach */
    const char *between;  /* what stands between the arguments of $*; NULL: ", " */
} SqlForm;

enum { SQL_ITEM_KINDS = PLAN_NATIVE + 1 };

typedef VEC(Text) SqlTexts;
typedef struct Sql Sql;
typedef struct SqlDialect SqlDialect;
typedef void SqlStatement(Sql *s, const PlanItem *item);

struct SqlDialect {
    const char *begin, *commit; /* around each file; NULL: none */
    /* Statements before and after those of a plan, for who does not take the file; end with NULL. */
    const char *const *session, *const *session_end;
    const char *true_word, *false_word;
    const char *identity;                           /* behind the type of a numbered column */
    const char *generated_before, *generated_after; /* around a stored computed value */
    bool merges_like_keys; /* of two keys with the same columns CREATE TABLE makes one */
    const char *empty_array; /* for '{}', the one literal of a list; NULL: as it is */
    const char *bytes_before, *bytes_after;         /* around hexadecimal digits; NULL: X'…' */
    const char *temporal[TYPE_COUNT];               /* the word before a literal of the type */
    bool parenthesizes_defaults;                    /* round a default that is no literal */
    SqlForm operators[OPERATOR_COUNT], not_like;
    SqlForm function[FUNCTION_COUNT]; /* form NULL: the hook `expr` prints it */
    SqlStatement *create[SQL_ITEM_KINDS], *drop[SQL_ITEM_KINDS]; /* NULL: no statement of its own */

    /* Hooks; each may be NULL, then nothing differs. */
    bool (*expr)(Sql *s, const Expr *e, SqlLevel least); /* whether it printed E */
    bool (*type)(Sql *s, const Type *t);                 /* whether it printed T */
    void (*typed)(Sql *s, const Expr *e); /* a literal where nothing beside it tells its type */
    bool (*column_type)(Sql *s, const PlanColumn *column); /* whether it printed the type */
    void (*column_value)(Sql *s, const Attribute *a); /* behind its type: NOT NULL, DEFAULT and the like */
    void (*type_check)(Sql *s, const PlanColumn *column); /* the condition of a PlanCheck.typed */
    void (*key_tail)(Sql *s, const PlanKey *key);         /* behind the columns of a key */
    bool (*check_apart)(Sql *s, const PlanCheck *check);  /* whether CREATE TABLE leaves CHECK out */
    void (*column_tail)(Sql *s, const PlanColumn *column); /* behind all else of a column */
    void (*element)(Sql *s, const PlanItem *item); /* before a column, key, check or foreign key */
    void (*table_head)(Sql *s, const PlanTable *table);   /* behind the opening parenthesis */
    void (*table_tail)(Sql *s, const PlanTable *table);   /* behind the closing parenthesis */
    void (*index_method)(Sql *s, const PlanIndex *index); /* behind the table's name */
    /* An array as a value of COLUMN; else it is a string that holds a JSON list. */
    void (*array)(Sql *s, const PlanColumn *column, const PlanValue *value);
    void (*rows_head)(Sql *s, const PlanRows *rows); /* before an INSERT of reference rows */
    void (*rows_tail)(Sql *s, const PlanRows *rows); /* behind its values: rows that are there stay */
    void (*rows_done)(Sql *s, const PlanRows *rows); /* behind the statement */
    /* Whether it printed PART. */
    bool (*index_part)(Sql *s, const PlanIndex *index, const IndexPart *part);
};

/* The order of texts that a comparison says itself, at one of its operands. */
typedef struct SqlOrder {
    const Expr *comparison, *operand;
    Text collation; /* as the target calls it */
} SqlOrder;

struct Sql {
    Emitter *e;
    const Plan *plan;
    const SqlDialect *dialect;
    const char *row; /* before a column's name in a trigger: "NEW."; NULL: nothing */
    const PlanComment **comment; /* by the number of the item that it is on */
    SqlTexts *made; /* takes each statement when it ends, without what ends it; NULL: the open file does */
    const SqlOrder *order;       /* of the comparison that is being printed; NULL: its operands tell it */
};

/* TEXT between QUOTEs, each of those in it doubled. */
void sql_quote(Buffer *out, Text text, char quote);
/* For Quoting: a name stands bare when it is a word in lower case and no KEYWORD, else between QUOTEs. Every
 * engine reads such a name back as it is, whatever it does with case. */
void sql_quote_name(Buffer *out, Text name, bool keyword, char quote);
/* For Quoting: a string in which a backslash is itself; a comment on one line. */
void sql_quote_string(Buffer *out, Text value);
void sql_quote_comment(Buffer *out, Text text);

/* A pen that writes through E in the words of the plan's engine. */
Sql sql_pen(const Plan *plan, Emitter *e);

/* Prints the plan as up.sql and down.sql: the Target.emit of an engine. */
void sql_emit(const Plan *plan, Emitter *e);

/* The statements of one step of the plan, and those that undo it. */
void sql_do(Sql *s, const PlanItem *item);
void sql_undo(Sql *s, const PlanItem *item);

/* Behind each statement: ends it. */
void sql_end(Sql *s);
/* Around a statement that holds others: a client that sends a file has to be told where the whole ends. */
void sql_open_body(Sql *s);
void sql_close_body(Sql *s);

/* An expression that binds at least as tightly as LEAST. */
void sql_expr(Sql *s, const Expr *e, SqlLevel least);
/* FORM with ARGUMENTs, in parentheses where LEAST asks for them. */
void sql_form(Sql *s, const SqlForm *form, const ExprList *argument, SqlLevel least);
/* Whether E can be null: what is not known to have a value can. */
bool sql_may_be_null(const Expr *e);
/* Opens and closes the parentheses that LEAST asks for around something of LEVEL. */
void sql_paren(Sql *s, SqlLevel level, SqlLevel least, const char *paren);

/* Words of the dialect's own tables. */
void sql_syntax(Sql *s, Text syntax);

/* Whether the target has CAP itself. */
bool sql_has(const Sql *s, Cap cap);

void sql_type(Sql *s, const Type *type);
void sql_column_type(Sql *s, const PlanColumn *column);
/* DEFAULT and E, in the parentheses that the dialect asks for. */
void sql_default(Sql *s, const Expr *e);
/* COLLATE and the target's word for NAME, if it has one. */
void sql_collation(Sql *s, Sym name);

void sql_qualified(Sql *s, Text schema, Text name);
void sql_table_name(Sql *s, const PlanTable *table);
/* Names between commas. */
void sql_columns(Sql *s, const PlanColumn *const *column, size_t count);
/* SELECT, INSERT, … of a set of Command bits, between commas. */
void sql_commands(Sql *s, unsigned commands);

/* `ON CONFLICT (key) DO NOTHING`, for rows_tail. */
void sql_skip_known_rows(Sql *s, const PlanRows *rows);
/* Bytes, as pairs of hexadecimal DIGITS write them. */
void sql_bytes(Sql *s, Text digits);
/* A value in an INSERT of rows, or beside `=`. */
void sql_row_value(Sql *s, const PlanColumn *column, const PlanValue *value);

/* The statements that standard SQL has, for the dialects' tables. */
SqlStatement sql_create_table, sql_drop_table;
SqlStatement sql_add_constraint; /* ALTER TABLE … ADD: of a key, a check or a foreign key */
SqlStatement sql_drop_foreign_key;
/* A column as CREATE TABLE has it: its name, its type and all else. */
void sql_column(Sql *s, const PlanColumn *column);
SqlStatement sql_create_index, sql_drop_index;
/* The parts of an index between commas. */
void sql_index_parts(Sql *s, const PlanIndex *index);
SqlStatement sql_insert_rows, sql_link_row; /* sql_rows.c */
SqlStatement sql_create_schema, sql_drop_schema;
SqlStatement sql_create_view, sql_drop_view;
SqlStatement sql_do_native, sql_undo_native;
/* Prints nothing: of an item that another statement holds. */
SqlStatement sql_print_elsewhere;

#endif
