/* Plan: one target's schema. What lowering (lower.c) makes of the resolved model for one target and
 * version: names cut and made distinct, capabilities asked, emulations put in, everything in an order
 * that works, each step with what undoes it. A target prints the plan and decides nothing.
 *
 * Items are made only by plan_add_*, each with its capability and the span of the line that asked for
 * it. What the target refuses is reported and does not get into the plan. Everything lives in the
 * target arena. */
#ifndef TENON_LOWER_PLAN_H
#define TENON_LOWER_PLAN_H

#include "compiler/base/bitset.h"
#include "compiler/diag/diag.h"
#include "compiler/access/derive.h"
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

/* How a target spells a type. `spelling` may hold %n (length), %p and %s (precision, scale). An unsigned
 * type that the engine lacks is spelt as the signed type that holds its range, with LEVEL_NATIVE: its
 * lower end is CAP_UNSIGNED's, and when that is emulated, lowering adds a check. */
typedef struct TypeRule {
    Level level;
    const char *spelling;
    const char *how;
    bool checked; /* the spelling holds more than the type does: lowering adds a check (PlanCheck.typed) */
} TypeRule;

typedef enum PlanItemKind {
    PLAN_SCHEMA, PLAN_EXTENSION, PLAN_ENUM, PLAN_DOMAIN, PLAN_FUNCTION, PLAN_TABLE, PLAN_COLUMN,
    PLAN_KEY, PLAN_CHECK, PLAN_FOREIGN_KEY, PLAN_INDEX, PLAN_TRIGGER, PLAN_PARTITION,
    PLAN_ROWS, PLAN_ROW_LINK, PLAN_ROW_SECURITY, PLAN_POLICY, PLAN_ROLE, PLAN_GRANT, PLAN_COMMENT,
    PLAN_VIEW, PLAN_NATIVE,
} PlanItemKind;

/* The head of every item. It is one per column, so it is kept small. */
typedef struct PlanItem {
    PlanItemKind kind : 8;
    Cap cap : 8;
    Level level : 8; /* the lowest of all that it asks for; never REFUSED in a plan that is emitted */
    uint32_t id;     /* in plan->items: the ledger's key */
    Span origin;     /* the line that asked for it; NO_SPAN: a convention */
} PlanItem;

typedef struct PlanTable PlanTable;

typedef struct PlanSchema { PlanItem item; Text name; uint32_t number; } PlanSchema; /* from 1 */
typedef struct PlanExtension { PlanItem item; Text name; } PlanExtension; /* a target's own: pg_trgm */

typedef struct PlanEnum { PlanItem item; Text name; Text schema; const Enum *enumeration; } PlanEnum;

/* A named type that the target keeps as a type of its own. */
typedef struct PlanDomain { PlanItem item; Text name; Text schema; const NamedType *type; } PlanDomain;

typedef struct PlanColumn {
    PlanItem item;
    Text name;
    const Attribute *attribute;
    const PlanEnum *enumeration; /* of an enum column (or an array of it), where the target has enum types */
    const PlanDomain *domain;    /* where the target keeps the named type: of the array, or of its elements */
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
    Expr *condition;         /* NULL: what the type of `typed` asks for, which the target words */
    const Check *check;      /* NULL: an emulation put it in */
    const PlanColumn *typed; /* where the target's type rule is `checked`; NULL else */
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
    const Key *key;     /* a unique set, or a part of one, that is kept as a unique index; NULL else */
    bool unique;
    IndexMethod method;
    const IndexPart *part;
    size_t part_count;
    const Text *part_column; /* by part: the generated column for its expression, where the target indexes
                              * columns alone; empty: none. NULL: no part needs one */
    Expr *where; /* NULL: all rows */
    const PlanColumn **include;
    size_t include_count;
} PlanIndex;

typedef enum TriggerKind {
    TRIGGER_UPDATED_AT,
    TRIGGER_AUDIT,
    TRIGGER_IMMUTABLE,
    TRIGGER_DEPENDENCY, /* runs after; rejects a row that says something else of FROM than another row does */
} TriggerKind;

/* What triggers call, where the target's triggers need a function. UPDATED_AT: one for each name of the
 * column; IMMUTABLE: one for all; AUDIT, DEPENDENCY: one for each trigger. Made before the tables, gone after them;
 * so its text may name tables only where the engine looks them up late. */
typedef struct PlanFunction {
    PlanItem item;
    TriggerKind kind;
    Text name, schema;
    Text column;                      /* UPDATED_AT: the column that it sets */
    const struct PlanTrigger *trigger; /* the first that calls it; AUDIT: the only one */
} PlanFunction;

typedef struct PlanTrigger {
    PlanItem item;
    TriggerKind kind;
    unsigned events;              /* Command bits: what fires it */
    Text name;                    /* of the trigger */
    const PlanFunction *function; /* NULL: the target's triggers hold their own text */
    const PlanTable *table;
    const PlanTable *audit;    /* TRIGGER_AUDIT: the table that takes the rows */
    const PlanColumn **column; /* UPDATED_AT: the one; IMMUTABLE: the guarded; AUDIT: kept out (secrets);
                                * DEPENDENCY: what is decided */
    size_t column_count;
    const PlanColumn **from; /* DEPENDENCY: by what */
    size_t from_count;
} PlanTrigger;

typedef struct PlanPartition { PlanItem item; Text name; const PlanTable *table; const PartitionPart *part; } PlanPartition;

/* A value that a row is given: a literal of the column's type. */
typedef struct PlanValue {
    const Expr *literal;  /* a string of a bytes column holds hexadecimal digits, of an array a JSON list */
    const Expr **element; /* of an array: its literals; NULL else */
    size_t element_count;
} PlanValue;

/* Rows that the model gives, for one INSERT: all have values of the same columns, and of the whole key.
 * A row whose key is there already stays as it is, so that doing it twice does no harm. */
typedef struct PlanRows {
    PlanItem item;
    const PlanTable *table;
    const PlanColumn **column;
    size_t column_count;
    const PlanValue *value; /* row by row */
    size_t row_count;
    bool first;             /* of all rows of the plan */
    const PlanColumn *numbered; /* the last rows of a table whose key the database numbers: it has to go
                                 * on behind the numbers that were written; NULL: nothing to do */
} PlanRows;

/* What a row refers to is inserted after it: its columns were left null, and get their values here
 * where they are null still. */
typedef struct PlanRowLink {
    PlanItem item;
    const PlanTable *table;
    const PlanValue *key; /* of the primary key's columns */
    const PlanColumn **column;
    const PlanValue *value;
    size_t column_count;
} PlanRowLink;

/* The table's rows are hidden from everyone whom no policy admits. Stands before its policies. */
typedef struct PlanRowSecurity { PlanItem item; const PlanTable *table; } PlanRowSecurity;

/* A policy of the model may need several of the target: one for each command. `using` picks the rows
 * that are seen or changed, `check` those that may be written; NULL where the command has none. */
typedef struct PlanPolicy {
    PlanItem item;
    Text name;
    const PlanTable *table;
    const Policy *policy;
    unsigned command; /* one Command bit, or COMMAND_ALL */
    Expr *using, *check;
    const Text *role; /* count 0: everyone */
    size_t role_count;
} PlanPolicy;

typedef struct PlanRole { PlanItem item; Text name; const Role *role; } PlanRole;
/* On a table; or, where `table` is NULL, the use of a schema that holds tables of the role. */
typedef struct PlanGrant {
    PlanItem item;
    const PlanRole *role;
    const PlanTable *table;
    const PlanSchema *schema;
    unsigned commands;
} PlanGrant;

typedef struct PlanView { PlanItem item; Text name; const View *view; Text query; } PlanView;
typedef struct PlanNative { PlanItem item; const NativeStatement *statement; } PlanNative;

/* The comment on another item; `on` says which kind. */
typedef struct PlanComment { PlanItem item; const PlanItem *on; const PlanTable *table; Text text; } PlanComment;

struct PlanTable {
    PlanItem item;
    Text name, schema; /* schema: "" = the database's default */
    const Entity *entity;
    const Partition *partition; /* NULL: not partitioned, or not on this target */
    PlanColumn *column;      /* by attribute index */
    size_t column_count;
    const PlanKey *primary;  /* NULL: none */
    VEC(PlanKey *) uniques;  /* constraints */
    VEC(PlanCheck *) checks;
    VEC(PlanForeignKey *) foreign_keys; /* all; those that are `separate` have steps of their own */
    VEC(PlanPartition *) partitions;    /* all; they are steps of their own, too */
};

/* One thing done, and undone. */
typedef struct PlanStep {
    const PlanItem *item;
    bool undone_with_table; /* dropping the table (or what else holds it) undoes it: nothing to print going down */
} PlanStep;

/* What an element of the model is called in messages and in the ledger: `Order.total` (no words),
 * `Order: index open_orders`, `role app_user` (no entity). */
typedef struct PlanElement {
    const Entity *entity;
    const char *words;
    Text name;
} PlanElement;

/* One answer of the target that is not NATIVE, for the ledger. */
typedef struct PlanAnswer {
    PlanElement element;
    Cap cap;
    Level level;
    const char *how;
    Text reason; /* DEGRADED: why the model accepts the loss; empty: it does not */
    Span origin;
} PlanAnswer;

typedef struct Plan {
    const Schema *schema;
    const AccessPlan *access; /* the derived indexes; NULL: none */
    Text source; /* file name of the model's root, without folders: for the headers of outputs */
    const struct Target *target; /* what it is made for; of a stack, its engine */
    Version version;
    const TargetConfig *config; /* the model's entry for the target; NULL: none, all defaults */
    const struct Target *stack; /* that prints it in its own words; NULL: the target prints it itself */
    Version stack_version;
    const TargetConfig *stack_config; /* as `config` */
    Arena *arena;
    Diags *diags;               /* for what shows only while the target prints: a drawing that fails */
    VEC(PlanTable *) tables;    /* in the order in which they can be made */
    PlanTable **table_of;       /* by entity number; NULL: refused */
    PlanEnum **enum_of;         /* by the number of the Enum; NULL: refused, or not kept as a type */
    VEC(PlanStep) steps;        /* in the order of doing; undoing is the reverse */
    VEC(const PlanItem *) items; /* all, by id */
    VEC(PlanAnswer) answers;     /* all that is not NATIVE, in the order of asking */
    size_t refused;              /* items left out: such a plan is not to be emitted */
} Plan;

/* An option of the target: from the model (`postgres: {named_types: domain}`), else its fallback. NAME
 * is one that the target lists. */
Text plan_option(const Plan *plan, const char *name);

/* The same of the plan's stack. */
Text plan_stack_option(const Plan *plan, const char *name);

/* Who prints it: the stack, if there is one. */
const struct Target *plan_printer(const Plan *plan);

/* Whether the option, a word or a list of words, names WORD: `format: [svg, dot]`. */
bool plan_option_names(const Plan *plan, const char *name, const char *word);

/* The table and the column of an attribute: where an expression's names lead. */
static inline const PlanTable *plan_table(const Plan *plan, const Entity *e) {
    return plan->table_of[e->number];
}
static inline const PlanColumn *plan_column(const Plan *plan, const Attribute *a) {
    return &plan->table_of[a->entity->number]->column[a->index];
}

/* What the model writes as TYPE in this target's own words: that of native(…), or the attribute's
 * `native`. Empty: nothing. */
Text plan_native_text(const Plan *plan, const Type *type);
static inline Text plan_native_type(const Plan *plan, const Attribute *a) {
    return plan_native_text(plan, a->type);
}

/* Most characters that a value of E has; 0: it is no text, or nobody knows. */
uint32_t plan_text_length(const Expr *e);

/* The element that ITEM stands for, and how it is written. */
PlanElement plan_element(const PlanItem *item);
PlanElement plan_element_of_index(const Entity *e, const Index *index);
Text plan_element_text(Arena *a, PlanElement element);

/* "unique_partial"; "native", "emulated", …; "foreign key" */
const char *plan_cap_word(Cap cap);
const char *plan_level_word(Level level);
const char *plan_kind_word(PlanItemKind kind);

/* Reports what is wrong in the model's `targets:`: unknown targets (TN707), their options, versions and
 * capabilities (TN708), accepted losses without a reason (TN008). Once in a run. */
void targets_check(Diags *ds, const Schema *schema);
void target_check(Diags *ds, const TargetConfig *config);

/* The stable text form of --dump=plan. */
struct Buffer;
void plan_dump(struct Buffer *out, const Plan *plan);

struct Facts; /* compiler/check/facts.h */

/* Lowers the schema of FACTS for TARGET. What the target cannot carry is reported (TN701, TN703, TN709); names past
 * its limits are cut with a short hash, names that collide reported (TN102, TN103). The plan of a
 * document has no items: it shows the schema as it is. */
Plan *plan_make(Arena *target_arena, Arena *scratch, Diags *ds, const struct Facts *facts,
                const AccessPlan *access, const struct Target *target, const TargetConfig *config);

/* The engine that CONFIG, or else its own default, lays STACK over. */
const struct Target *plan_engine(const struct Target *stack, const TargetConfig *config);
/* The same plan as that of the engine with its ENGINE_CONFIG, for STACK to print. */
Plan *plan_make_for_stack(Arena *target_arena, Arena *scratch, Diags *ds, const struct Facts *facts,
                          const AccessPlan *access, const struct Target *stack,
                          const TargetConfig *config,
                          const TargetConfig *engine_config);

#endif
