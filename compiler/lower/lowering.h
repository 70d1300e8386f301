/* What the files of this folder share while a plan is made. Targets and the rest of the compiler see
 * plan.h alone.
 *
 * The way of every item: a Request collects what it asks of the target (request_ask), which reports
 * what the target does not carry; plan_add_* then makes the item, or gives NULL when it was refused. */
#ifndef TENON_LOWER_LOWERING_H
#define TENON_LOWER_LOWERING_H

#include "compiler/check/facts.h"
#include "compiler/lower/plan.h"
#include "targets/target.h"

/* The steps of a plan, in the order of doing. */
typedef enum StepGroup {
    STEPS_NATIVE_FIRST,
    STEPS_ROLES,
    STEPS_SCHEMAS,
    STEPS_EXTENSIONS,
    STEPS_TYPES,
    STEPS_FUNCTIONS,
    STEPS_TABLES, /* each with its partitions behind it */
    STEPS_ROWS,   /* before the constraints that their tables get later */
    STEPS_ROW_LINKS,
    STEPS_FOREIGN_KEYS,
    STEPS_INDEXES,
    STEPS_TRIGGERS,
    STEPS_POLICIES,
    STEPS_GRANTS,
    STEPS_VIEWS,
    STEPS_COMMENTS,
    STEPS_NATIVE_LAST,
    STEP_GROUP_COUNT,
} StepGroup;

typedef VEC(PlanStep) PlanSteps;

/* Where a name has to be the only one of its kind. */
typedef enum Namespace {
    NAMES_SCHEMAS,
    NAMES_ROLES,
    NAMES_EXTENSIONS,
    NAMES_RELATIONS, /* of a schema: tables, views, types, partitions; indexes where the target says so */
    NAMES_FUNCTIONS, /* of a schema */
    NAMES_SCHEMA_CONSTRAINTS, /* where the target tells them apart in the whole schema */
    NAMES_COLUMNS,   /* of a table, as are those below */
    NAMES_INDEXES,
    NAMES_CONSTRAINTS,
    NAMES_TRIGGERS,
    NAMES_POLICIES,
} Namespace;

typedef struct TakenName {
    Namespace space;
    uint32_t owner;
    Text full; /* as the model has it, uncut */
    const PlanItem *item;
} TakenName;

typedef struct NamesTaken {
    VEC(TakenName) all;
    VEC(uint32_t) hash; /* of each, in its space */
} NamesTaken;

typedef struct Lowering {
    Plan *plan;
    Arena *a, *scratch;
    Diags *ds;
    const Schema *schema;
    const Facts *facts;
    const Target *target;
    Support answer[CAP_COUNT];            /* the target's, asked once */
    Support carried[CAP_COUNT];           /* what the stack that prints the plan says besides */
    const SynAccept *accepted[CAP_COUNT]; /* the losses that the model accepts */
    bool needed[CAP_COUNT];               /* … and that really happen */
    bool asked[CAP_COUNT];
    bool left_out[CAP_COUNT];             /* … and that leave out what asks for them */
    PlanSteps steps[STEP_GROUP_COUNT];
    NamesTaken names;
    Map schemas;     /* PlanSchema by name */
    Map asked_schemas; /* names that the target has answered for */
    Map domains;     /* PlanDomain by the name of its type */
    Map roles;       /* PlanRole by name */
    bool called[FUNCTION_COUNT];
    VEC(PlanFunction *) functions; /* that several triggers share */
    uint32_t *position; /* of a table in the order of making, by entity number */
} Lowering;

/* ---- support.c: the gate ---- */

typedef struct Request {
    PlanElement element;
    Cap cap;         /* the first that was asked for: the item's own */
    Span origin;     /* as in PlanItem */
    Level level;     /* the lowest so far */
    bool left_out;   /* an accepted loss takes it whole */
    const Index *derived; /* NULL else: nobody wrote it, so its loss is no error */
    bool told;       /* … and is reported once */
} Request;

/* Asks the target for the one thing that makes the item. ORIGIN may not exist. */
Request request_make(Lowering *l, PlanElement element, Cap cap, Span origin);
/* Asks for something more that the item needs. */
void request_ask(Lowering *l, Request *r, Cap cap);
/* The same where the answer is known already: from the target's types, or from lowering itself. */
void request_answer(Lowering *l, Request *r, Cap cap, Support support);
/* Keeps an answer for the ledger without a word: what it is a part of is reported. */
void request_note(Lowering *l, const Request *r, Cap cap, Support support);
/* Asks the stack that prints the plan, if one does, how its files say TYPE. */
void request_carry_type(Lowering *l, Request *r, const Type *type);
/* Reports accepted losses that did not happen (TN008). */
void support_report_unused(Lowering *l);

/* ---- plan.c: the only maker of items ---- */

#define PLAN_ITEM_KINDS(X) \
    X(schema, PlanSchema, PLAN_SCHEMA) \
    X(extension, PlanExtension, PLAN_EXTENSION) \
    X(enum, PlanEnum, PLAN_ENUM) \
    X(domain, PlanDomain, PLAN_DOMAIN) \
    X(function, PlanFunction, PLAN_FUNCTION) \
    X(table, PlanTable, PLAN_TABLE) \
    X(key, PlanKey, PLAN_KEY) \
    X(check, PlanCheck, PLAN_CHECK) \
    X(foreign_key, PlanForeignKey, PLAN_FOREIGN_KEY) \
    X(index, PlanIndex, PLAN_INDEX) \
    X(trigger, PlanTrigger, PLAN_TRIGGER) \
    X(partition, PlanPartition, PLAN_PARTITION) \
    X(rows, PlanRows, PLAN_ROWS) \
    X(row_link, PlanRowLink, PLAN_ROW_LINK) \
    X(row_security, PlanRowSecurity, PLAN_ROW_SECURITY) \
    X(policy, PlanPolicy, PLAN_POLICY) \
    X(role, PlanRole, PLAN_ROLE) \
    X(grant, PlanGrant, PLAN_GRANT) \
    X(comment, PlanComment, PLAN_COMMENT) \
    X(view, PlanView, PLAN_VIEW) \
    X(native, PlanNative, PLAN_NATIVE)

/* plan_add_KIND: a new item, its head filled; the rest is the caller's to fill. NULL: refused. */
#define DECLARE_ADD(word, Type, kind) Type *plan_add_##word(Lowering *l, const Request *r);
PLAN_ITEM_KINDS(DECLARE_ADD)
#undef DECLARE_ADD

/* Fills the head of C, which lies in its table's array. A refused column stays there, marked so. */
void plan_add_column(Lowering *l, const Request *r, PlanColumn *c);

/* Does ITEM in GROUP. `plan_step_inner`: it is gone with what holds it, so that it needs no undo. */
void plan_step(Lowering *l, StepGroup group, const PlanItem *item);
void plan_step_inner(Lowering *l, StepGroup group, const PlanItem *item);

/* ---- names.c ---- */

/* FULL as it fits the target. */
Text names_fit(const Lowering *l, Text full);
/* The same, taken in SPACE of OWNER for ITEM, which R asked for. A cut is noted for the ledger. */
Text names_take(Lowering *l, Namespace space, uint32_t owner, Text full, const PlanItem *item,
                const Request *r);
/* Takes the name in a second space as well. */
void names_take_again(Lowering *l, Namespace space, uint32_t owner, Text full,
                      const PlanItem *item);
/* Reports the names that clash, once all are taken and their items filled. */
void names_tell_apart(Lowering *l);
/* Reports a name that the user wrote at WRITTEN and that does not fit (TN102). */
void names_demand(Lowering *l, Text full, Span written);
/* The same for the physical NAME of something of E, or with NULL of the model, if it was written; and
 * reports one that the target takes from nobody (TN109), else at ORIGIN, which may not exist. */
void names_demand_of(Lowering *l, const Entity *e, Sym name, Span origin);
/* Reports a table, view or index whose NAME is of those that the target keeps for itself (TN109). */
void names_demand_other(Lowering *l, Text name, Span place);
/* Both of the table of E. */
void names_demand_table(Lowering *l, const Entity *e);
bool names_is_own(const Lowering *l, Text name);

/* ---- tables.c: the indexes of an entity, those written by hand and then the derived ones ---- */

size_t lower_index_count(const Lowering *l, const Entity *e);
const Index *lower_index_at(const Lowering *l, const Entity *e, size_t i);

/* ---- order.c ---- */

/* Fills l->position and gives the entities in the order of their tables: those that a table refers to
 * before it, apart from cycles; else as declared. */
const Entity **order_entities(Lowering *l);

/* ---- config.c ---- */

/* The version that CONFIG asks for, where it is valid and in the target's range; else the fallback. */
Version config_version(const Target *target, const TargetConfig *config);
/* The value of an option that TARGET lists: as CONFIG has it, else its fallback. */
Text config_value(const Target *target, const TargetConfig *config, const char *name);
/* What the model writes for the option; NULL: nothing. */
const SynPair *config_option(const TargetConfig *config, const char *name);
/* CAP_COUNT when there is no such word. */
Cap config_cap(Text word);

/* ---- tables.c, constraints.c, guards.c, lower.c: schema to items ---- */

static inline PlanElement lower_part(const Entity *e, const char *words, Sym name) {
    return (PlanElement){e, words, sym_text(name)};
}
/* 0: the database's default; else a small number in the order of the plan's schemas. */
uint32_t lower_schema_number(const Lowering *l, Sym schema);
static inline uint32_t lower_schema_of(const Lowering *l, const PlanTable *t) {
    return lower_schema_number(l, t->entity->schema);
}
/* NAME of E with its schema before it, where the target keeps a schema as a part of names; else NAME. */
Text lower_prefixed(Lowering *l, const Entity *e, Text name);
/* The name of a constraint or index of T, taken where the target tells such names apart. */
Text lower_take_constraint(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                           const Request *r);
Text lower_take_index(Lowering *l, const PlanTable *t, Text full, const PlanItem *item,
                      const Request *r);
const PlanColumn **lower_columns(Lowering *l, const PlanTable *t, const Attribute **attribute,
                                 size_t count);

void lower_tables(Lowering *l);
void lower_key(Lowering *l, PlanTable *t, const Key *k);
void lower_check(Lowering *l, PlanTable *t, const Check *check);
/* The check that stands in for what the target's type of A lacks, if anything. */
void lower_emulated_type(Lowering *l, PlanTable *t, const Attribute *a);
/* The check that stands in for the lower bound of the first range, if the target has none. */
void lower_partition_floor(Lowering *l, PlanTable *t);
void lower_foreign_keys(Lowering *l, PlanTable *t);
/* foreign_indexes.c: indexes that foreign keys of T need before those of the model; and the PARTs of a unique
 * set or index put in an order by which none is checked, where the target looks at more than the key's columns. */
void lower_foreign_key_indexes(Lowering *l, PlanTable *t);
void lower_order_key(Lowering *l, const Entity *e, const Attribute **part, size_t count, Request *r);
void lower_order_index(Lowering *l, const Index *index, PlanIndex *made, Request *r);
void lower_index(Lowering *l, PlanTable *t, const Index *index);
/* Triggers, row security and policies of one table, with the functions that they need. */
void lower_guards(Lowering *l, const PlanTable *table);
void lower_grants(Lowering *l);
/* rows.c: the reference rows of all tables. */
void lower_rows(Lowering *l);

void lower_comment(Lowering *l, Cap cap, const PlanItem *on, const PlanTable *table, Text text);
/* Refuses VALUE, for CAP, where it is an unsigned bigint that the target has no integer for. */
void lower_ask_for_width(Lowering *l, Request *r, Cap cap, const Type *type, const Expr *value);
/* The expression that is just A. */
Expr *lower_name(Lowering *l, const Attribute *a);
/* Asks whether the target can say E, which the item of R needs for CAP, and notes the functions that it
 * calls, for the extensions that they need. */
void lower_expression(Lowering *l, Request *r, Cap cap, const Expr *e);

/* ---- index_parts.c ---- */

/* The parts and the condition of MADE as the target can index them: see Target.partial_indexes and
 * Target.index_expressions. */
void lower_index_parts(Lowering *l, PlanIndex *made, const Request *r);
/* Whether A may stand in a key or index of the target at all. */
bool lower_may_be_part(const Lowering *l, const Attribute *a);
/* Refuses what does not fit: a key or index over ATTRIBUTE and further BYTES, for CAP; the rows of E. */
void lower_ask_for_length(Lowering *l, Request *r, Cap cap, const Attribute *const *attribute,
                          size_t count, size_t bytes);
void lower_ask_for_row_length(Lowering *l, Request *r, const Entity *e);

#endif
