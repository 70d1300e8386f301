/* The stable text form of a plan, for --dump=plan and for bug reports: the steps in order, what they
 * hold, and what the target does not carry natively. */
#include "compiler/diag/visible.h"
#include "compiler/lower/plan.h"
#include "targets/target.h"

/* --- Pieces ------------------------------------------------------------------------------------ */

static void add_name(Buffer *out, const char *before, Text name) {
    buffer_add_c(out, before);
    visible_add(out, name);
}

static void add_expr(Buffer *out, const char *before, const Expr *e) {
    if (e) {
        buffer_add_c(out, before);
        expr_print(out, e);
    }
}

static void add_columns(Buffer *out, const char *before, const PlanColumn *const *column,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_name(out, i == 0 ? before : ", ", column[i]->name);
    }
    buffer_add_c(out, count ? ")" : "");
}

static void end_item(Buffer *out, const PlanItem *item) {
    if (item->level != LEVEL_NATIVE) {
        buffer_format(out, " [%s]", plan_level_word(item->level));
    }
    buffer_add_char(out, '\n');
}

/* --- Tables ------------------------------------------------------------------------------------ */

static void dump_column(Buffer *out, const Plan *plan, const PlanColumn *c) {
    add_name(out, "    column ", c->name);
    buffer_add_char(out, ' ');
    visible_add(out, type_name(plan->arena, c->attribute->type));
    if (c->enumeration) {
        add_name(out, " as enum ", c->enumeration->name);
    }
    if (c->domain) {
        add_name(out, " as domain ", c->domain->name);
    }
    buffer_add_c(out, c->attribute->nullable ? " null" : "");
    buffer_add_c(out, c->attribute->identity ? " identity" : "");
    add_expr(out, " default ", c->attribute->fallback);
    add_expr(out, " generated ", c->attribute->generated);
    end_item(out, &c->item);
}

static void dump_key(Buffer *out, const PlanKey *k) {
    add_name(out, k->key->kind == KEY_PRIMARY ? "    primary key " : "    unique ", k->name);
    add_columns(out, " (", k->column, k->column_count);
    add_columns(out, " include (", k->include, k->include_count);
    buffer_add_c(out, k->key->nulls_not_distinct ? " nulls not distinct" : "");
    buffer_add_c(out, k->key->deferral != DEFERRAL_NONE ? " deferrable" : "");
    end_item(out, &k->item);
}

static const char *action_word(Action action) {
    switch (action) {
    case ACTION_UNSET:
    case ACTION_NO_ACTION: return "no action";
    case ACTION_RESTRICT: return "restrict";
    case ACTION_CASCADE: return "cascade";
    case ACTION_SET_NULL: return "set null";
    case ACTION_SET_DEFAULT: return "set default";
    }
    return "";
}

static void dump_foreign_key(Buffer *out, const char *indent, const PlanForeignKey *f) {
    buffer_add_c(out, indent);
    add_name(out, "foreign key ", f->name);
    add_columns(out, " (", f->column, f->column_count);
    add_name(out, " to ", f->target->name);
    add_columns(out, " (", f->target_column, f->column_count);
    buffer_format(out, " on delete %s on update %s", action_word(f->relation->on_delete),
                  action_word(f->relation->on_update));
    buffer_add_c(out, f->relation->deferral != DEFERRAL_NONE ? " deferrable" : "");
    end_item(out, &f->item);
}

static void dump_table(Buffer *out, const Plan *plan, const PlanTable *t) {
    add_name(out, "table ", t->name);
    if (t->schema.size) {
        add_name(out, " in ", t->schema);
    }
    buffer_add_c(out, t->partition ? " partitioned" : "");
    end_item(out, &t->item);
    for (size_t i = 0; i < t->column_count; i++) {
        dump_column(out, plan, &t->column[i]);
    }
    if (t->primary) {
        dump_key(out, t->primary);
    }
    for (size_t i = 0; i < t->uniques.count; i++) {
        dump_key(out, t->uniques.at[i]);
    }
    for (size_t i = 0; i < t->checks.count; i++) {
        add_name(out, "    check ", t->checks.at[i]->name);
        add_expr(out, " ", t->checks.at[i]->condition);
        end_item(out, &t->checks.at[i]->item);
    }
    for (size_t i = 0; i < t->foreign_keys.count; i++) {
        if (!t->foreign_keys.at[i]->separate) {
            dump_foreign_key(out, "    ", t->foreign_keys.at[i]);
        }
    }
}

/* --- The other steps --------------------------------------------------------------------------- */

static void dump_index(Buffer *out, const PlanIndex *i) {
    add_name(out, i->unique ? "unique index " : "index ", i->name);
    add_name(out, " on ", i->table->name);
    for (size_t part = 0; part < i->part_count; part++) {
        add_expr(out, part == 0 ? " (" : ", ", i->part[part].expr);
        buffer_add_c(out, i->part[part].descending ? " desc" : "");
    }
    buffer_add_c(out, i->part_count ? ")" : "");
    add_columns(out, " include (", i->include, i->include_count);
    add_expr(out, " where ", i->where);
    end_item(out, &i->item);
}

static void dump_trigger(Buffer *out, const PlanTrigger *t) {
    add_name(out, "trigger ", t->name);
    add_name(out, " on ", t->table->name);
    if (t->function) {
        add_name(out, " calls ", t->function->name);
    }
    if (t->audit) {
        add_name(out, " into ", t->audit->name);
    }
    add_columns(out, " (", t->column, t->column_count);
    end_item(out, &t->item);
}

static void add_commands(Buffer *out, const char *before, unsigned commands) {
    static const char *const words[] = {"select", "insert", "update", "delete"};
    buffer_add_c(out, before);
    for (size_t i = 0, count = 0; i < sizeof words / sizeof *words; i++) {
        if (commands & 1u << i) {
            buffer_add_c(out, count++ ? ", " : "");
            buffer_add_c(out, words[i]);
        }
    }
}

static void dump_policy(Buffer *out, const PlanPolicy *p) {
    add_name(out, "policy ", p->name);
    add_name(out, " on ", p->table->name);
    add_commands(out, " for ", p->command);
    for (size_t i = 0; i < p->role_count; i++) {
        add_name(out, i == 0 ? " to " : ", ", p->role[i]);
    }
    add_expr(out, " using ", p->using);
    add_expr(out, " check ", p->check);
    end_item(out, &p->item);
}

static void dump_grant(Buffer *out, const PlanGrant *g) {
    if (g->table) {
        add_commands(out, "grant ", g->commands);
        add_name(out, " on ", g->table->name);
    } else {
        add_name(out, "grant use of schema ", g->schema->name);
    }
    add_name(out, " to ", g->role->name);
    end_item(out, &g->item);
}

/* What is known by its name alone. */
static Text name_of(const PlanItem *item) {
    const void *self = item;
    switch (item->kind) {
    case PLAN_SCHEMA: return ((const PlanSchema *)self)->name;
    case PLAN_EXTENSION: return ((const PlanExtension *)self)->name;
    case PLAN_ENUM: return ((const PlanEnum *)self)->name;
    case PLAN_DOMAIN: return ((const PlanDomain *)self)->name;
    case PLAN_FUNCTION: return ((const PlanFunction *)self)->name;
    case PLAN_PARTITION: return ((const PlanPartition *)self)->name;
    case PLAN_ROLE: return ((const PlanRole *)self)->name;
    case PLAN_VIEW: return ((const PlanView *)self)->name;
    case PLAN_ROW_SECURITY: return ((const PlanRowSecurity *)self)->table->name;
    default: return plan_element(item).name;
    }
}

static void dump_named(Buffer *out, const PlanItem *item) {
    buffer_add_c(out, plan_kind_word(item->kind));
    add_name(out, " ", name_of(item));
    end_item(out, item);
}

static void dump_comment(Buffer *out, const Plan *plan, const PlanComment *c) {
    buffer_format(out, "comment on %s ", plan_kind_word(c->on->kind));
    visible_add(out, plan_element_text(plan->arena, plan_element(c->on)));
    add_name(out, ": ", c->text);
    end_item(out, &c->item);
}

static void dump_step(Buffer *out, const Plan *plan, const PlanItem *item) {
    const void *self = item;
    switch (item->kind) {
    case PLAN_TABLE: dump_table(out, plan, self); break;
    case PLAN_FOREIGN_KEY:
        add_name(out, "alter ", ((const PlanForeignKey *)self)->table->name);
        dump_foreign_key(out, " add ", self);
        break;
    case PLAN_INDEX: dump_index(out, self); break;
    case PLAN_TRIGGER: dump_trigger(out, self); break;
    case PLAN_POLICY: dump_policy(out, self); break;
    case PLAN_GRANT: dump_grant(out, self); break;
    case PLAN_COMMENT: dump_comment(out, plan, self); break;
    default: dump_named(out, item); break;
    }
}

static void dump_answer(Buffer *out, const Plan *plan, const PlanAnswer *answer) {
    buffer_format(out, "%s %s of ", plan_level_word(answer->level), plan_cap_word(answer->cap));
    visible_add(out, plan_element_text(plan->arena, answer->element));
    buffer_add_c(out, ": ");
    visible_add(out, text_from(answer->how));
    buffer_add_char(out, '\n');
}

void plan_dump(Buffer *out, const Plan *plan) {
    buffer_format(out, "plan for %s %u.%u.%u\n", plan->target->name, plan->version.major,
                  plan->version.minor, plan->version.patch);
    for (size_t i = 0; i < plan->steps.count; i++) {
        dump_step(out, plan, plan->steps.at[i].item);
    }
    for (size_t i = 0; i < plan->answers.count; i++) {
        dump_answer(out, plan, &plan->answers.at[i]);
    }
}
