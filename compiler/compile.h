/* The pipeline, as one call: a model file goes in; diagnostics, a schema, facts, a ledger and a set of
 * files come out. The command line, the tests and the fuzzers all enter here.
 *
 *     source bytes -> nodes -> syntax tree -> schema -> facts -> per target: plan -> text -> files
 *
 * No stage fails: each gives what it could make, and diagnostics. Whether the next one runs is decided
 * only in compile.c. Nothing is written to the disk here. */
#ifndef TENON_COMPILE_H
#define TENON_COMPILE_H

#include "compiler/access/derive.h"
#include "compiler/check/facts.h"
#include "compiler/diag/diag.h"
#include "compiler/emit/output.h"
#include "compiler/lower/ledger.h"
#include "compiler/read/syntax.h"
#include "compiler/schema/schema.h"

typedef enum Stage { STAGE_SYNTAX, STAGE_SCHEMA, STAGE_FACTS, STAGE_PLAN, STAGE_FILES } Stage;

/* A level that the command line sets; it wins over the model's. */
typedef struct RuleLevel {
    DiagId id;
    Severity severity;
} RuleLevel;

/* An option of a target that the command line sets; it wins over the model's. */
typedef struct TargetSetting {
    const struct Target *target; /* NULL: all that have the option */
    Text name, value;
} TargetSetting;

typedef struct CompileRequest {
    Text path;               /* of the root file, as it is shown in diagnostics */
    Stage last;              /* stop behind this one */
    VEC(const struct Target *) targets; /* none: those of the model, or all that there are */
    VEC(RuleLevel) rules;
    VEC(TargetSetting) settings;
    bool ledger;             /* fill the ledger */
    Buffer *dump;            /* takes the text form of the stage `last`; NULL: none */
    bool dump_json;          /* the JSON form, where the stage has one */
    int (*load)(void *context, Arena *a, Text path, Text *bytes); /* NULL: from the disk */
    void *load_context;
} CompileRequest;

typedef struct Compilation {
    Arena session, tree, scratch, target; /* the four lifetimes */
    Interner names;
    Sources sources;
    Diags diags;      /* settled: ready to be rendered */
    SynModel *syntax; /* NULL when the root file could not be read, and once all has been checked */
    Schema *schema;
    Facts *facts;
    AccessPlan *access[2]; /* without and with partial indexes; NULL: no target has asked */
    OutputSet outputs; /* empty when an error was reported */
    Ledger ledger;
} Compilation;

/* Compiles into *C, which compilation_free ends. */
void compile(Compilation *c, const CompileRequest *request);
/* The indexes for an engine with or without PARTIAL ones, of a compilation that has facts. */
const AccessPlan *compilation_access(Compilation *c, bool partial);
void compilation_free(Compilation *c);

#endif
