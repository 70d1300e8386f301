/* Rails migration: takes the plan, gives db/migrate/…: `change`, in which what ActiveRecord has words for
 * undoes itself, and the engine's SQL stands beside what undoes it; or `up` and `down`, when all is SQL. */
#include "targets/rails.h"

/* ---- SQL, with its undoing ---- */

/* Statements that follow each other, and what undoes them: that of the last first. */
typedef struct Pending {
    SqlTexts up;
    VEC(SqlTexts) down;
} Pending;

static void add_texts(Rails *r, SqlTexts *to, const SqlTexts *from) {
    for (size_t i = 0; i < from->count; i++) {
        *vec_push(r->a, to) = from->at[i];
    }
}

static SqlTexts session_texts(Rails *r, const char *const *statement) {
    SqlTexts texts = {0};
    for (; statement && *statement; statement++) {
        *vec_push(r->a, &texts) = text_from(*statement);
    }
    return texts;
}

static void add_pair(Rails *r, Pending *p, const SqlTexts *up, const SqlTexts *down) {
    add_texts(r, &p->up, up);
    if (down->count) {
        *vec_push(r->a, &p->down) = *down;
    }
}

static void add_step(Rails *r, Pending *p, const PlanStep *step) {
    SqlTexts up = stack_do(&r->stack, step->item), down = {0};
    if (!step->undone_with_table) {
        down = stack_undo(&r->stack, step->item);
    }
    add_pair(r, p, &up, &down);
}

static void print_up(Rails *r, const Pending *p) {
    for (size_t i = 0; i < p->up.count; i++) {
        ruby_execute(r->e, p->up.at[i]);
    }
}

static void print_down(Rails *r, const Pending *p) {
    for (size_t i = p->down.count; i-- > 0;) {
        for (size_t k = 0; k < p->down.at[i].count; k++) {
            ruby_execute(r->e, p->down.at[i].at[k]);
        }
    }
}

/* What stands between two things that ActiveRecord has words for. */
static void flush(Rails *r, Pending *p) {
    if (p->up.count && p->down.count) {
        emit_text(r->e, "reversible do |dir|");
        emit_indent(r->e);
        emit_text(r->e, "dir.up do");
        emit_indent(r->e);
        print_up(r, p);
        emit_close(r->e, "end\ndir.down do");
        emit_indent(r->e);
        print_down(r, p);
        emit_close(r->e, "end");
        emit_close(r->e, "end");
        emit_blank(r->e);
    } else if (p->up.count) {
        emit_text(r->e, "up_only do");
        emit_indent(r->e);
        print_up(r, p);
        emit_close(r->e, "end");
        emit_blank(r->e);
    }
    *p = (Pending){0};
}

/* ---- steps ---- */

/* create_enum writes its SQL between $$, and takes a name apart at a dot or a quote. */
static bool words_enum(Rails *r, const PlanEnum *enumeration) {
    for (size_t i = 0; i < enumeration->enumeration->value_count; i++) {
        if (text_find(enumeration->enumeration->value[i], TEXT("$")) != SIZE_MAX) {
            return false;
        }
    }
    emit(r->stack.sql.e, "$", ID(enumeration->name));
    bool bare = text_equal(stack_take(&r->stack), enumeration->name);
    return bare && !enumeration->schema.size && r->adapter == RAILS_POSTGRES &&
           rails_has(r, RAILS_CREATE_ENUM);
}

static bool words_step(Rails *r, const PlanItem *item) {
    switch ((int)item->kind) {
    case PLAN_TABLE: return rails_words_table(r, (const PlanTable *)item);
    case PLAN_ENUM: return words_enum(r, (const PlanEnum *)item);
    case PLAN_FOREIGN_KEY:
        return r->adapter != RAILS_SQLITE &&
               rails_words_foreign_key(r, (const PlanForeignKey *)item);
    default: return false;
    }
}

static void print_enum(Rails *r, const PlanEnum *enumeration) {
    emit(r->e, "create_enum $, ", ID(enumeration->name));
    ruby_strings(r->e, enumeration->enumeration->value, enumeration->enumeration->value_count);
    emit_item(r->e, &enumeration->item);
    emit_line(r->e);
}

/* Left to itself, ActiveRecord would look for a key with these options, which engines tell otherwise. */
static void print_foreign_key(Rails *r, const PlanForeignKey *fk) {
    emit_text(r->e, "reversible do |dir|");
    emit_indent(r->e);
    emit_text(r->e, "dir.up { add_foreign_key ");
    rails_print_table_name(r, fk->table);
    emit_text(r->e, ", ");
    rails_print_table_name(r, fk->target);
    rails_print_foreign_key_options(r, fk, true);
    emit_text(r->e, " }\ndir.down { remove_foreign_key ");
    rails_print_table_name(r, fk->table);
    emit(r->e, ", name: $ }", LIT(fk->name));
    emit_close(r->e, "end");
    emit_blank(r->e);
}

static void print_table(Rails *r, Pending *p, const PlanTable *table) {
    rails_print_table(r, table, &p->up);
    emit_blank(r->e);
}

static void print_step(Rails *r, Pending *p, const PlanStep *step) {
    const PlanItem *item = step->item;
    if (bitset_has(r->e->printed, item->id)) {
        return; /* create_table has it */
    }
    if (!words_step(r, item)) {
        add_step(r, p, step);
        return;
    }
    flush(r, p);
    switch ((int)item->kind) {
    case PLAN_TABLE: print_table(r, p, (const PlanTable *)item); break;
    case PLAN_ENUM: print_enum(r, (const PlanEnum *)item); break;
    case PLAN_FOREIGN_KEY: print_foreign_key(r, (const PlanForeignKey *)item); break;
    }
}

static void print_change(Rails *r, const SqlTexts *session, const SqlTexts *session_end) {
    Pending p = {0};
    emit_text(r->e, "def change");
    emit_indent(r->e);
    add_pair(r, &p, session, session_end);
    for (size_t i = 0; i < r->plan->steps.count; i++) {
        print_step(r, &p, &r->plan->steps.at[i]);
    }
    add_pair(r, &p, session_end, session);
    flush(r, &p);
    r->e->blank_wanted = false;
    emit_close(r->e, "end");
}

static void print_up_and_down(Rails *r, const SqlTexts *session, const SqlTexts *session_end) {
    Pending p = {0};
    add_pair(r, &p, session, session_end);
    for (size_t i = 0; i < r->plan->steps.count; i++) {
        add_step(r, &p, &r->plan->steps.at[i]);
    }
    add_pair(r, &p, session_end, session);
    emit_text(r->e, "def up");
    emit_indent(r->e);
    print_up(r, &p);
    emit_close(r->e, "end");
    emit_blank(r->e);
    emit_text(r->e, "def down");
    emit_indent(r->e);
    print_down(r, &p);
    emit_close(r->e, "end");
}

void rails_print_migration(Rails *r) {
    const Plan *plan = r->plan;
    Text name = stack_migration_name(&r->stack);
    Text word = text_slice(name, plan_stack_option(plan, "stamp").size + 1, name.size);
    emit_file(r->e, text_c_string(r->a, text_format(r->a, "db/migrate/%.*s.rb", TEXT_ARG(name))));
    emit_text(r->e, "# frozen_string_literal: true\n\n");
    emit(r->e, "# Makes the schema of $: $.\n", REMARK(sym_text(plan->schema->name)),
         REMARK(stack_banner(&r->stack)));
    emit(r->e, "class $ < ActiveRecord::Migration[$.$]", NAME(code_word(r->a, word, CODE_PASCAL)),
         NUM(plan->stack_version.major), NUM(plan->stack_version.minor));
    emit_indent(r->e);
    bool worded = false;
    for (size_t i = 0; i < plan->steps.count && !worded; i++) {
        worded = words_step(r, plan->steps.at[i].item);
    }
    SqlTexts session = session_texts(r, stack_session(&r->stack));
    SqlTexts session_end = session_texts(r, stack_session_end(&r->stack));
    (worded ? print_change : print_up_and_down)(r, &session, &session_end);
    emit_close(r->e, "end");
}
