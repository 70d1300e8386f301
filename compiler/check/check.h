/* Checks: pure rules over a const schema and its facts. rules.def lists them; one rule is one function
 * with a sentence name, one row, one or more codes, their pages and their cases. */
#ifndef TENON_CHECK_CHECK_H
#define TENON_CHECK_CHECK_H

#include "compiler/check/facts.h"
#include "compiler/diag/diag.h"

typedef struct CheckContext {
    const Schema *schema;
    const Facts *facts;
    const struct AccessPlan *access; /* of an engine with partial indexes; NULL: the model has errors */
    Diags *diags;
    Arena *scratch;        /* emptied between rules, and between entities */
    struct Survey *survey; /* while check_run runs */
    size_t form_findings[DIAG_INDEPENDENT_FACTS - DIAG_PART_KEY + 1]; /* so far (form_rules.c) */
} CheckContext;

/* Runs every rule of rules.def. */
void check_run(CheckContext *c);

#endif
