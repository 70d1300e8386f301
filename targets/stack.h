/* Stack: what the targets share that lay an application's stack (an ORM or a migration tool) over an
 * engine. The plan of a stack is that of its engine, so that the same database comes out; the stack only
 * words the steps: in its own language where that says all of it, else as the engine's SQL, which it gets
 * here as texts and puts into its files through a hole.
 *
 *     Stack k;
 *     stack_open(&k, plan, e);
 *     for each step:  SqlTexts made = stack_do(&k, step->item);       …execute each of them
 *     a piece:        sql_column_type(&k.sql, column);  Text type = stack_take(&k);
 *     stack_close(&k);
 */
#ifndef TENON_TARGETS_STACK_H
#define TENON_TARGETS_STACK_H

#include "targets/sql.h"

typedef struct Stack {
    const Plan *plan;
    Emitter *e;    /* of the stack's files, in the stack's own words */
    Sql sql;       /* the engine's pen: pieces of sql.h print through it; stack_take gives what it wrote */
    Emitter aside; /* what that pen writes through */
    Buffer text;
} Stack;

/* Not to be moved while it is open. */
void stack_open(Stack *k, const Plan *plan, Emitter *e);
void stack_close(Stack *k);

/* The statements that do, or undo, one step, without what ends them. They live as long as the plan. What
 * they hold counts as printed. */
SqlTexts stack_do(Stack *k, const PlanItem *item);
SqlTexts stack_undo(Stack *k, const PlanItem *item);
/* The same of what PRINT makes of an item that may be no step: `sql_add_constraint`. */
SqlTexts stack_print(Stack *k, const PlanItem *item, SqlStatement *print);

/* Statements that have to run before and after those, in the same session: the text of the others relies
 * on it. The lists end with NULL; NULL: none. */
const char *const *stack_session(const Stack *k);
const char *const *stack_session_end(const Stack *k);

/* What the pieces printed since the last call. */
Text stack_take(Stack *k);

/* "20000101000000_create_blog": the number of the option `stamp`, and the model's name as a word. */
Text stack_migration_name(const Stack *k);

/* What begins a file: `made by Tenon from blog.tenon.yaml: change that, not this file`. For a comment's
 * hole. */
Text stack_banner(const Stack *k);

/* The options that every stack has. */
#define STACK_OPTION_STAMP \
    { "stamp", "20000101000000", "the number that the migration begins with", TARGET_DIGITS }

#endif
