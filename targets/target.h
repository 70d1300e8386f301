/* The target interface: all that a target's author needs, with plan.h and emitter.h. A target is one .c
 * file, one line in targets.def, a page docs/targets/NAME.md and goldens. The compiler knows targets
 * only through this header. */
#ifndef TENON_TARGETS_TARGET_H
#define TENON_TARGETS_TARGET_H

#include "compiler/emit/emitter.h"
#include "compiler/lower/plan.h"

typedef enum TargetKind {
    TARGET_DATABASE, /* makes a database: gated, and held to the ledger */
    TARGET_STACK,    /* makes a database by the means of an application's stack (stack.h) */
    TARGET_DOCUMENT, /* shows the model to people: nothing is applied, so nothing is gated */
} TargetKind;

/* A value of the option that names a stack's engine: {"mysql2", "mysql"}. */
typedef struct StackEngine { const char *word, *target; } StackEngine;

typedef struct Limits {
    size_t identifier_bytes;      /* longest name; 0: no limit */
    size_t identifier_characters; /* the same in characters; 0: no limit */
    bool folds_case;              /* names that differ only in case collide */
    bool index_names_per_schema;  /* index and key names share one space with tables, in each schema */
    bool key_text_needs_length;   /* text and bytes cannot stand in a key or index as they are */
    bool rows_in_key_order;       /* a table is stored in the order of its primary key */
    bool constraint_names_per_schema; /* checks and foreign keys too are told apart in the whole schema */
    bool identity_leads_key;      /* a numbered column is the first of a key, and the only one of its table */
    size_t comment_table_characters, comment_column_characters; /* longest comment; 0: no limit */
    size_t index_value_bytes;     /* an index refuses longer values; 0: no limit */
    bool grants_outlive_tables;   /* a right to a table that is gone stays with the role */
    bool plain_names;             /* a name has no character beyond U+FFFF, and no blank at its end */
    const char *own_names;        /* how names of its own tables and indexes begin, in any case; NULL: anyhow */
    bool signed_integers;         /* no integer is above 9223372036854775807 */
    size_t key_bytes, row_bytes;  /* most of a key or index, and of a row; 0: no limit (Target.bytes) */
} Limits;

/* An option that the model may give: `postgres: {version: 15}`. */
typedef struct TargetOption {
    const char *name, *fallback, *doc;
    const char *values; /* "a|b|c", TARGET_DIGITS, or NULL: free text */
} TargetOption;

#define TARGET_DIGITS "0-9" /* nothing but digits */

typedef struct Target {
    const char *name, *summary;  /* --target=NAME; one line for help and docs */
    const char *engine;          /* as messages call it: "PostgreSQL" */
    TargetKind kind;
    Version oldest, newest, fallback; /* versions it can compile for */
    Limits limits;
    const Quoting *quoting;
    const char *const *reserved; /* words that are no name without quotes (reserved.h); NULL: none */
    const char *const *type_names; /* of the engine's own types, which no enum or domain may bear; or NULL */
    const TargetOption *options; /* ends with a NULL name */
    /* NULL for TARGET_DOCUMENT. Switches without default, over Cap and TypeKind. */
    Support (*support)(Cap cap, Version version);
    TypeRule (*type)(const Type *type, Version version);
    /* The extension that must be there before the thing can be used (`pg_trgm`), or NULL. The hooks may
     * be NULL. */
    const char *(*extension_of_cap)(Cap cap, Version version);
    const char *(*extension_of_function)(Function function, Version version);
    /* What depends on more than the capability. Each may be NULL, then nothing does. */
    Support (*expression)(Cap place, const Expr *node, Version version); /* one node, in what PLACE needs */
    Support (*partition)(const Partition *partition, Version version);
    Text (*collation)(Text name, Version version); /* as the engine calls it; empty: it has none such */
    size_t (*bytes)(const Type *type); /* most that a value takes in a row or key; 0: nothing worth counting */
    /* Capabilities whose loss leaves the thing out whole, once it is accepted; ends with CAP_COUNT. NULL:
     * what is DEGRADED is made all the same. */
    const Cap *left_out;
    /* Where an ascending index has its nulls; NULLS_UNSET: the target has words for both. */
    NullsOrder index_nulls;
    bool partial_indexes;    /* else an index holds all rows, and a unique one a part that is null for the others */
    bool index_expressions;  /* a part of an index may be an expression; else it becomes a generated column */
    bool part_collations;    /* a part of an index may have another collation than its column */
    bool partitioned_foreign_keys; /* a partitioned table may refer, and be referred to */
    bool full_foreign_key_indexes; /* what checks a foreign key is an index whose further parts are never null */
    bool partition_lower_bounds;   /* the first range has one; else lowering adds a check */
    bool single_event_triggers;  /* an audit trail takes one for each of insert, update and delete */
    /* What the target keeps as an object of its own; asked while lowering. */
    bool enum_types;             /* else an enum is written in its column, or emulated by a check */
    bool named_types_as_domains; /* when its option `named_types` is `domain` */
    bool trigger_functions;      /* a trigger calls a function (PlanFunction) */
    bool checks_elements;        /* what is emulated of a type holds for the elements of an array too */
    bool forward_foreign_keys;   /* a foreign key may name a table that is made later */
    void (*emit)(const Plan *plan, Emitter *e);
    /* The words of an engine (sql.h); NULL: the target is none. */
    const struct SqlDialect *(*dialect)(const Plan *plan);

    /* ---- TARGET_STACK alone ---- */
    const char *engine_option;  /* which of its options names the engine: "client" */
    const StackEngine *engines; /* the values of that option; ends with a NULL word */
    /* What the stack's own files say of what its engine carries. NATIVE: they have it, and so has the
     * migration; EMULATED: the migration alone, as SQL. NULL: for types nothing differs. */
    Support (*carries)(Cap cap, const struct Target *engine, Version version);
    Support (*carries_type)(const Type *type, const struct Target *engine, Version version);
} Target;

#define TARGET(id) extern const Target target_##id;
#include "targets/targets.def"
#undef TARGET

/* In the order of targets.def; ends with NULL. */
extern const Target *const targets[];
const Target *target_find(Text name);

#endif
