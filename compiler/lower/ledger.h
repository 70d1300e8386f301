/* Ledger: what became of each element of the model on each target. Filled after a target's emit; proves
 * on the way that every item of the plan was printed. */
#ifndef TENON_LOWER_LEDGER_H
#define TENON_LOWER_LEDGER_H

#include "compiler/base/buffer.h"
#include "compiler/lower/plan.h"

typedef struct LedgerRow {
    const char *target;
    PlanElement element;
    Cap cap;
    Level level;
    const char *how; /* NULL when NATIVE */
    Text reason;     /* DEGRADED: why the model accepts the loss; empty: it does not */
    Span origin;     /* NO_SPAN: a convention */
} LedgerRow;

/* Of all targets of a run, one behind the other. Of each, first the items in the plan's order, then what was asked for
 * besides and is not NATIVE. */
typedef struct Ledger {
    VEC(LedgerRow) rows;
} Ledger; /* empty: all zeroes */

/* Ends Tenon with an internal error when an item of PLAN is not in PRINTED (the emitter's). */
void ledger_prove(const Plan *plan, Bitset printed);

/* Adds the rows of PLAN. They live in A, which has to outlive the plan. */
void ledger_add(Arena *a, Ledger *ledger, const Plan *plan);

typedef enum LedgerForm {
    LEDGER_TEXT, /* what is not native, and how many elements are on each level */
    LEDGER_TEXT_ALL, /* the native ones too */
    LEDGER_JSON,
    LEDGER_MARKDOWN,
} LedgerForm;
void ledger_print(Buffer *out, const Ledger *ledger, const Sources *sources, LedgerForm form);

#endif
