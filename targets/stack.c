/* Stack: the engine's SQL as texts, and the names of migrations. See stack.h. */
#include "targets/stack.h"

#include "compiler/schema/inflect.h"

void stack_open(Stack *k, const Plan *plan, Emitter *e) {
    *k = (Stack){.plan = plan, .e = e};
    k->aside = emitter_aside(e, &k->text, plan->target->quoting);
    k->sql = sql_pen(plan, &k->aside);
}

void stack_close(Stack *k) {
    buffer_free(&k->text);
}

Text stack_take(Stack *k) {
    return emitter_take(&k->aside);
}

SqlTexts stack_print(Stack *k, const PlanItem *item, SqlStatement *print) {
    SqlTexts made = {0};
    k->sql.made = &made;
    print(&k->sql, item);
    k->sql.made = NULL;
    return made;
}

SqlTexts stack_do(Stack *k, const PlanItem *item) {
    return stack_print(k, item, sql_do);
}

SqlTexts stack_undo(Stack *k, const PlanItem *item) {
    return stack_print(k, item, sql_undo);
}

const char *const *stack_session(const Stack *k) {
    return k->sql.dialect->session;
}

const char *const *stack_session_end(const Stack *k) {
    return k->sql.dialect->session_end;
}

/* A word of file names: whatever the model is called, no other character gets there. */
static Text file_word(Arena *a, Text name) {
    Text snake = inflect_snake(a, name);
    char *word = arena_array(a, char, snake.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < snake.size; i++) {
        char c = snake.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || (size && word[size - 1] != '_')) {
            word[size++] = plain ? c : '_';
        }
    }
    while (size && word[size - 1] == '_') {
        size--;
    }
    return size ? (Text){word, size} : TEXT("schema");
}

Text stack_migration_name(const Stack *k) {
    Arena *a = k->plan->arena;
    Text word = file_word(a, sym_text(k->plan->schema->name));
    return text_format(a, "%.*s_create_%.*s", TEXT_ARG(plan_stack_option(k->plan, "stamp")),
                       TEXT_ARG(word));
}

Text stack_banner(const Stack *k) {
    return text_format(k->plan->arena, "made by Tenon from %.*s: change that, not this file",
                       TEXT_ARG(k->plan->source));
}
