/* Plan: one target's schema. What lowering (lower.c) makes of the resolved model for one target and
 * version: names cut and made distinct, capabilities asked, emulations put in, everything in an order
 * that works, each step with what undoes it. A target prints the plan and decides nothing.
 *
 * Items are made only by plan_add_*, each with its capability and the span of the line that asked for
 * it. What the target refuses is reported and does not get into the plan. Everything lives in the
 * target arena. */
#ifndef TENON_LOWER_PLAN_H
#define TENON_LOWER_PLAN_H

#include "compiler/diag/diag.h"
#include "compiler/schema/schema.h"

typedef enum Cap {
#define CAP(id, word, words) CAP_##id,
#include "targets/caps.def"
#undef CAP
    CAP_COUNT
} Cap;

/* How well a target carries a capability. There is no level that says nothing. */
typedef enum Level {
    LEVEL_NATIVE,
    LEVEL_EMULATED, /* by other means, with the same effect: a note in the ledger */
    LEVEL_DEGRADED, /* something is lost: an error, unless the model's target accepts the loss */
    LEVEL_REFUSED,  /* cannot be carried: an error; the whole item is left out */
} Level;

typedef struct Support {
    Level level;
    const char *how; /* EMULATED: by what; DEGRADED: what is lost; REFUSED: why. NULL when NATIVE */
} Support;

typedef struct Version { uint16_t major, minor, patch; } Version;

static inline bool version_at_least(Version v, unsigned major, unsigned minor) {
    return v.major > major || (v.major == major && v.minor >= minor);
}

/* How a target spells a type. `spelling` may hold %n (length), %p and %s (precision, scale). */
typedef struct TypeRule {
    Level level;
    const char *spelling;
    const char *how;
} TypeRule;

typedef enum PlanItemKind {
    PLAN_SCHEMA, PLAN_EXTENSION, PLAN_ENUM, PLAN_DOMAIN, PLAN_TABLE, PLAN_COLUMN, PLAN_KEY, PLAN_CHECK,
    PLAN_FOREIGN_KEY, PLAN_INDEX, PLAN_TRIGGER, PLAN_PARTITION, PLAN_POLICY, PLAN_ROLE, PLAN_GRANT,
    PLAN_COMMENT, PLAN_VIEW, PLAN_NATIVE,
} PlanItemKind;

/* The head of every item. */
typedef struct PlanItem {
    PlanItemKind kind;
    Cap cap;
    uint32_t id;     /* in plan->item: the ledger's key */
    Span origin;     /* the line that asked for it; NO_SPAN: a convention */
    Support support; /* never REFUSED */
} PlanItem;

typedef struct PlanTable PlanTable;

typedef struct PlanSchema { PlanItem item; Text name; } PlanSchema;
typedef struct PlanExtension { PlanItem item; Text name; } PlanExtension; /* a target's own: pg_trgm */

typedef struct PlanEnum { PlanItem item; Text name; Text schema; const Enum *enumeration; } PlanEnum;

/* A named type that the target keeps as a type of its own. */
typedef struct PlanDomain { PlanItem item; Text name; Text schema; const NamedType *type; } PlanDomain;

typedef struct PlanColumn {
    PlanItem item;
    Text name;
    const Attribute *attribute;
    const PlanEnum *enumeration; /* of an enum column (or an array of it), where the target has enum types */
    const PlanDomain *domain;    /* where the target keeps the named type */
} PlanColumn;

typedef struct PlanKey {
    PlanItem item;
    Text name;
    const PlanTable *table;
    const Key *key;
    const PlanColumn **column;
    size_t column_count;
    const PlanColumn **include;
    size_t include_count;
} PlanKey;

typedef struct PlanCheck {
    PlanItem item;
    Text name;
    const PlanTable *table;
    Expr *condition;
    const Check *check; /* NULL: an emulation put it in */
} PlanCheck;

typedef struct PlanForeignKey {
    PlanItem item;
    Text name;
    const PlanTable *table, *target;
    const Relation *relation;
    const PlanColumn **column, **target_column;
    size_t column_count;
    bool separate; /* its target is made later: a step of its own; else inside CREATE TABLE */
} PlanForeignKey;

typedef struct PlanIndex {
    PlanItem item;
    Text name;
    const PlanTable *table;
    const Index *index; /* NULL: made from `key` */
    const Key *key;     /* a partial unique set that is kept as a unique index; NULL else */
} PlanIndex;

typedef enum TriggerKind { TRIGGER_UPDATED_AT, TRIGGER_AUDIT, TRIGGER_IMMUTABLE } TriggerKind;
typedef struct PlanTrigger {
    PlanItem item;
    TriggerKind kind;
    Text name;     /* of the trigger */
    Text function; /* of the function that it calls, where the target needs one */
    const PlanTable *table;
    const PlanTable *audit;    /* TRIGGER_AUDIT: the table that takes the rows */
    const PlanColumn **column; /* UPDATED_AT: the one; IMMUTABLE: the guarded; AUDIT: kept out (secrets) */
    size_t column_count;
} PlanTrigger;

typedef struct PlanPartition { PlanItem item; Text name; const PlanTable *table; const PartitionPart *part; } PlanPartition;

/* A policy of the model may need several of the target: one for each command. */
typedef struct PlanPolicy {
    PlanItem item;
    Text name;
    const PlanTable *table;
    const Policy *policy;
    unsigned command; /* one Command bit, or COMMAND_ALL */
} PlanPolicy;

typedef struct PlanRole { PlanItem item; Text name; const Role *role; } PlanRole;
typedef struct PlanGrant { PlanItem item; const PlanRole *role; const PlanTable *table; unsigned commands; } PlanGrant;

typedef struct PlanView { PlanItem item; Text name; const View *view; Text query; } PlanView;
typedef struct PlanNative { PlanItem item; const NativeStatement *statement; } PlanNative;

/* The comment on another item; `on` says which kind. */
typedef struct PlanComment { PlanItem item; const PlanItem *on; const PlanTable *table; Text text; } PlanComment;

struct PlanTable {
    PlanItem item;
    Text name, schema; /* schema: "" = the database's default */
    const Entity *entity;
    PlanColumn *column;      /* by attribute index */
    size_t column_count;
    const PlanKey *primary;  /* NULL: none */
    VEC(PlanKey *) uniques;  /* constraints */
    VEC(PlanCheck *) checks;
    VEC(PlanForeignKey *) foreign_keys; /* all; those that are `separate` have steps of their own */
};

/* One thing done, and undone. */
typedef struct PlanStep {
    const PlanItem *item;
    bool undone_with_table; /* dropping the table undoes it: nothing to print going down */
} PlanStep;

typedef struct Plan {
    const Schema *schema;
    const struct Target *target;
    Version version;
    const TargetConfig *config; /* the model's entry for the target; NULL: none, all defaults */
    Arena *arena;
    VEC(PlanTable *) tables;    /* in the order in which they can be made */
    PlanTable **table_of;       /* by entity number; NULL: refused */
    VEC(PlanStep) steps;        /* in the order of doing; undoing is the reverse */
    VEC(const PlanItem *) items; /* all, by id */
} Plan;

/* An option of the target from the model (`postgres: {version: 15}`); empty when it is not given. */
Text plan_option(const Plan *plan, const char *name);

/* The stable text form of --dump=plan. */
struct Buffer;
void plan_dump(struct Buffer *out, const Plan *plan);

/* Lowers SCHEMA for TARGET. What the target cannot carry is reported (TN701, TN703, TN709); names past
 * its limits are cut with a short hash, names that collide reported (TN102, TN103). */
Plan *plan_make(Arena *target_arena, Arena *scratch, Diags *ds, const Schema *schema,
                const struct Target *target, const TargetConfig *config);

/* What became of one element of the model on one target. */
typedef struct LedgerRow {
    Text element;   /* "Order.total", "Order: index open_orders" */
    Cap cap;
    Level level;
    Text how;
    Span origin;
} LedgerRow;
typedef struct Ledger { VEC(LedgerRow) rows; } Ledger;

#endif
