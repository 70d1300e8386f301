/* Drizzle: what the rooms of the target `drizzle` share. drizzle.c is the target and its migration,
 * drizzle_columns.c says which builder makes a column, drizzle_tables.c names the tables and what they
 * hold, drizzle_schema.c, drizzle_keys.c and drizzle_relations.c write src/db/schema.ts, drizzle_snapshot.c writes the same
 * once more as JSON, in the form in which drizzle-kit keeps it: it compares the two. */
#ifndef TENON_TARGETS_DRIZZLE_H
#define TENON_TARGETS_DRIZZLE_H

#include "targets/code_name.h"
#include "targets/js_text.h"
#include "targets/stack.h"
#include "targets/ts_layout.h"

/* The three cores of drizzle-orm; MariaDB is reached through that of MySQL. */
typedef enum DrizzleCore { DRIZZLE_PG, DRIZZLE_MYSQL, DRIZZLE_SQLITE } DrizzleCore;

typedef struct DrizzleColumn {
    const PlanColumn *plan;
    Text property;      /* createdAt */
    Text builder;       /* "timestamp"; of a type without one, the name of its customType */
    TsNode *options;    /* what the builder is told; NULL: nothing */
    Text type;          /* "timestamp with time zone": as the builder words it in SQL */
    Text type_schema;   /* of an enum type; empty: no enum */
    Text typed;         /* "$type<string[]>": where the builder cannot tell; empty: it can */
    size_t dimensions;  /* of an array */
    bool primary;       /* the one column of the primary key */
    bool not_null;
    bool counts;        /* AUTO_INCREMENT, AUTOINCREMENT */
    Text fallback;           /* the default, in SQL; empty: none */
    const char *standard;    /* its own word: "defaultNow"; NULL: none */
    TsNode *literal;         /* it as a value of TypeScript; NULL: SQL */
    Text kept;               /* it as drizzle-kit keeps it */
    bool raw;                /* drizzle-kit keeps it as a number or a truth value, not as a string */
    Text generated;          /* the expression of a computed column; empty: none */
    const char *generation;  /* "stored", "virtual" */
} DrizzleColumn;

typedef struct DrizzleTable {
    const PlanTable *plan;
    Text name; /* of its constant: userFollowings */
    Text type; /* of its rows: UserFollowing */
    Text new_type;
    DrizzleColumn *column; /* as in the plan */
    CodeScope members;     /* its columns, and its relations behind them */
    bool apart; /* drizzle-kit sees PostgreSQL's partitions and not what they are of: it is not shown either */
} DrizzleTable;

/* A customType of schema.ts, for what no builder makes. */
typedef struct DrizzleCustom {
    Text name, type;
    const char *data; /* the type in TypeScript */
} DrizzleCustom;

typedef struct Drizzle {
    const Plan *plan;
    Arena *a;
    Emitter *e;
    Stack stack;
    DrizzleCore core;
    Emitter words; /* beside the files: finished words of TypeScript */
    Emitter templates;
    Emitter json;
    Buffer word_text, template_text, json_text;
    CodeScope names, types;  /* of schema.ts */
    VEC(Text) import;        /* of the core, each once */
    Lookup imported;
    bool uses_sql;
    bool uses_table; /* drizzle_member wrote `within` since it was last unset */
    DrizzleTable *table;     /* by the number of the entity; those of the plan have a `plan` */
    Lookup role;             /* the constants of roles, as words, by the roles' names */
    Text *enumeration;       /* the constants of enum types, by the enum's number */
    VEC(const DrizzleCustom *) custom;
    Lookup custom_of;        /* by the type in SQL */
} Drizzle;

/* FORMAT with its holes filled, as a text of TypeScript: LIT is a string there. */
#define drizzle_words(d, format, ...) \
    drizzle_fill((d), (format), (Hole[]){__VA_ARGS__}, sizeof((Hole[]){__VA_ARGS__}) / sizeof(Hole))
Text drizzle_fill(Drizzle *d, const char *format, const Hole *hole, size_t count);
TsNode *drizzle_string(Drizzle *d, Text value);
TsNode *drizzle_json(Drizzle *d, Text value); /* a string of JSON */
TsNode *drizzle_sql(Drizzle *d, Text sql); /* sql`…` */
/* Notes that schema.ts imports WORD of the core, and gives it back. */
Text drizzle_import(Drizzle *d, const char *word);

/* The column of ATTRIBUTE, where its table is in the plan. */
const DrizzleColumn *drizzle_column(const Drizzle *d, const Attribute *attribute);
static inline DrizzleTable *drizzle_table(const Drizzle *d, const PlanTable *table) {
    return &d->table[table->entity->number];
}
/* `users.id`, or with WITHIN, the parameter of the table's own function, `table.id`. */
TsNode *drizzle_member(Drizzle *d, const PlanColumn *column, const char *within);

/* Names the tables and enums of the plan and describes their columns. */
void drizzle_name(Drizzle *d);
/* Says what builds COLUMN, whose `plan` and `property` are set. */
void drizzle_describe(Drizzle *d, DrizzleColumn *column, const PlanTable *table);

/* What an index, a key or a check is in schema.ts; whether it is there at all. */
bool drizzle_holds_index(Drizzle *d, const PlanIndex *index);
bool drizzle_holds_check(Drizzle *d, const PlanCheck *check);
Text drizzle_condition(Drizzle *d, const PlanCheck *check);
Text drizzle_expression(Drizzle *d, const Expr *e);

/* A part of an index: a column in an order, or SQL. */
typedef struct DrizzlePart {
    const PlanColumn *column; /* NULL: `sql` */
    Text sql;
    Text operators; /* empty: the usual ones */
    bool descending, nulls_first;
} DrizzlePart;
typedef VEC(DrizzlePart) DrizzleParts;
DrizzleParts drizzle_parts(Drizzle *d, const PlanIndex *index);
/* "btree", "gin": PostgreSQL's. */
const char *drizzle_method(const PlanIndex *index);

/* The indexes and policies of a table, in the order of the plan. */
typedef VEC(const PlanIndex *) DrizzleIndexes;
typedef VEC(const PlanPolicy *) DrizzlePolicies;
typedef struct DrizzleExtras {
    DrizzleIndexes indexes;
    DrizzlePolicies policies;
    bool row_security;
} DrizzleExtras;
/* By the number of the entity. */
DrizzleExtras *drizzle_extras(Drizzle *d);

/* What both schema.ts and the snapshot say: "cascade"; "select"; `nulls not distinct`, where a key says it. */
const char *drizzle_action(Action action);
const char *drizzle_command(unsigned command);
/* The name of a primary key: MySQL gives it none, and drizzle-kit then names it by its columns. */
Text drizzle_primary_name(Drizzle *d, const PlanKey *key);
bool drizzle_nulls_not_distinct(const Drizzle *d, const Key *key);
/* The sequence behind a numbered column, and its end. */
Text drizzle_sequence(Drizzle *d, const PlanColumn *column);
const char *drizzle_sequence_end(const DrizzleColumn *column);
/* The numbered columns of tables that drizzle-kit is not shown: it sees their sequences. */
typedef VEC(const DrizzleColumn *) DrizzleColumns;
DrizzleColumns drizzle_loose_sequences(Drizzle *d);

/* What stands behind the columns of TABLE; an empty list for nothing. */
TsNode *drizzle_extras_list(Drizzle *d, const PlanTable *table, const DrizzleExtras *extras);
/* src/db/schema.ts */
void drizzle_write_schema(Drizzle *d, const DrizzleExtras *extras);
/* What `relations(table, …)` is told; NULL: the table has none. */
TsNode *drizzle_relations(Drizzle *d, DrizzleTable *table);
/* drizzle/meta/0000_snapshot.json; ID tells one snapshot from another. */
void drizzle_write_snapshot(Drizzle *d, const DrizzleExtras *extras, Text id);

#endif
