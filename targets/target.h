/* The target interface: all that a target's author needs, with plan.h and emitter.h. A target is one .c
 * file, one line in targets.def, a page docs/targets/NAME.md and goldens. The compiler knows targets
 * only through this header. */
#ifndef TENON_TARGETS_TARGET_H
#define TENON_TARGETS_TARGET_H

#include "compiler/emit/emitter.h"
#include "compiler/lower/plan.h"

typedef enum TargetKind {
    TARGET_DATABASE, /* makes a database: gated, and held to the ledger */
    TARGET_DOCUMENT, /* shows the model to people: nothing is applied, so nothing is gated */
} TargetKind;

typedef struct Limits {
    size_t identifier_bytes;      /* longest name; 0: no limit */
    size_t identifier_characters; /* the same in characters; 0: no limit */
    bool folds_case;              /* names that differ only in case collide */
    bool index_names_per_schema;  /* index and key names share one space with tables, in each schema */
    bool key_text_needs_length;   /* text and bytes cannot stand in a key or index as they are */
    bool rows_in_key_order;       /* a table is stored in the order of its primary key */
    bool constraint_names_per_schema; /* checks and foreign keys too are told apart in the whole schema */
} Limits;

/* An option that the model may give: `postgres: {version: 15}`. */
typedef struct TargetOption {
    const char *name, *fallback, *doc;
    const char *values; /* "a|b|c", or NULL: free text */
} TargetOption;

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
    /* What the target keeps as an object of its own; asked while lowering. */
    bool enum_types;             /* else an enum is written in its column, or emulated by a check */
    bool named_types_as_domains; /* when its option `named_types` is `domain` */
    bool trigger_functions;      /* a trigger calls a function (PlanFunction) */
    bool forward_foreign_keys;   /* a foreign key may name a table that is made later */
    void (*emit)(const Plan *plan, Emitter *e);
} Target;

#define TARGET(id) extern const Target target_##id;
#include "targets/targets.def"
#undef TARGET

/* In the order of targets.def; ends with NULL. */
extern const Target *const targets[];
const Target *target_find(Text name);

#endif
