/* Guards: what watches over a table's rows. Triggers that keep updated_at, write the audit trail and
 * hold immutable columns, with the functions that they call; row security and policies; grants. */
#include "compiler/lower/lowering.h"

/* --- Functions --------------------------------------------------------------------------------- */

static PlanFunction *add_function(Lowering *l, const PlanTrigger *trigger, const Request *r,
                                  Text name) {
    PlanFunction *made = plan_add_function(l, r);
    if (!made) {
        return NULL;
    }
    made->kind = trigger->kind;
    made->schema = trigger->table->schema;
    made->trigger = trigger;
    made->name =
        names_take(l, NAMES_FUNCTIONS, lower_schema_number(l, trigger->table->entity->schema), name,
                   &made->item, r);
    plan_step(l, STEPS_FUNCTIONS, &made->item);
    return made;
}

/* The function for KIND and COLUMN, made where the first trigger asks for it. */
static const PlanFunction *shared_function(Lowering *l, const PlanTrigger *trigger,
                                           const Request *r, Text column, Text name) {
    for (size_t i = 0; i < l->functions.count; i++) {
        const PlanFunction *known = l->functions.at[i];
        if (known->kind == trigger->kind && text_equal(known->column, column)) {
            return known;
        }
    }
    PlanFunction *made = add_function(l, trigger, r, name);
    if (made) {
        made->column = column;
        *vec_push(l->a, &l->functions) = made;
    }
    return made;
}

static const PlanFunction *function_for(Lowering *l, const PlanTrigger *trigger, const Request *r) {
    switch (trigger->kind) {
    case TRIGGER_UPDATED_AT: {
        Text column = trigger->column[0]->name;
        return shared_function(l, trigger, r, column, text_join(l->a, TEXT("set_"), column));
    }
    case TRIGGER_IMMUTABLE:
        return shared_function(l, trigger, r, TEXT(""), TEXT("reject_immutable_change"));
    case TRIGGER_AUDIT:
        return add_function(
            l, trigger, r,
            text_join(l->a, sym_text(trigger->table->entity->table), TEXT("_audit")));
    case TRIGGER_DEPENDENCY: return add_function(l, trigger, r, trigger->name);
    }
    return NULL;
}

/* --- Commands ---------------------------------------------------------------------------------- */

static const struct {
    unsigned command;
    const char *suffix;
} commands[] = {
    {COMMAND_SELECT, "_select"},
    {COMMAND_INSERT, "_insert"},
    {COMMAND_UPDATE, "_update"},
    {COMMAND_DELETE, "_delete"},
};

static bool is_one_command(unsigned set) {
    return (set & (set - 1)) == 0;
}

/* --- Triggers ---------------------------------------------------------------------------------- */

/* The columns whose attributes pass CHOOSE. */
static const PlanColumn **choose_columns(Lowering *l, const PlanTable *t,
                                         bool (*choose)(const Attribute *), size_t *count) {
    *count = 0;
    for (size_t i = 0; i < t->column_count; i++) {
        *count += choose(t->column[i].attribute);
    }
    const PlanColumn **column = *count ? arena_array(l->a, const PlanColumn *, *count) : NULL;
    size_t at = 0;
    for (size_t i = 0; i < t->column_count; i++) {
        if (choose(t->column[i].attribute)) {
            column[at++] = &t->column[i];
        }
    }
    return column;
}

static bool is_updated_at(const Attribute *a) {
    return a->origin == ATTRIBUTE_UPDATED_AT;
}

static bool is_immutable(const Attribute *a) {
    return a->immutable;
}

static bool is_secret(const Attribute *a) {
    return a->secret;
}

typedef struct TriggerRule {
    TriggerKind kind;
    Cap cap;
    unsigned events;
    const char *words, *suffix; /* of the element; of the trigger's name */
    bool (*choose)(const Attribute *);
} TriggerRule;

static const TriggerRule updated_at_rule = {TRIGGER_UPDATED_AT, CAP_UPDATED_AT,
                                            COMMAND_UPDATE,     "upkeep of updated_at",
                                            "_set_updated_at",  is_updated_at};
static const TriggerRule immutable_rule = {TRIGGER_IMMUTABLE,  CAP_IMMUTABLE,
                                           COMMAND_UPDATE,     "guard of immutable columns",
                                           "_guard_immutable", is_immutable};
static const TriggerRule audit_rule = {
    TRIGGER_AUDIT, CAP_AUDIT,      COMMAND_INSERT | COMMAND_UPDATE | COMMAND_DELETE,
    "audit trail", "_write_audit", is_secret};

/* What a trigger looks at: `from`, for a dependency alone. */
typedef struct TriggerColumns {
    const PlanColumn **column, **from;
    size_t count, from_count;
} TriggerColumns;

/* `_guard_city`: a table may have several of them. */
static Text name_behind(Lowering *l, const TriggerRule *rule, const TriggerColumns *columns) {
    return rule->kind == TRIGGER_DEPENDENCY
               ? text_format(l->a, "_%.*s", TEXT_ARG(columns->column[0]->name))
               : TEXT("");
}

static const TriggerRule dependency_rule = {
    TRIGGER_DEPENDENCY,      CAP_DEPENDENCY, COMMAND_INSERT | COMMAND_UPDATE,
    "guard of a dependency", "_guard",       NULL};

static void add_trigger_on(Lowering *l, const PlanTable *t, const TriggerRule *rule,
                           const Request *r, unsigned events, const char *event,
                           const TriggerColumns *columns) {
    PlanTrigger *made = plan_add_trigger(l, r);
    if (!made) {
        return;
    }
    Text full = text_format(l->a, "%.*s%s%.*s%s", TEXT_ARG(sym_text(t->entity->table)),
                            rule->suffix, TEXT_ARG(name_behind(l, rule, columns)), event);
    made->name = names_take(l, NAMES_TRIGGERS, t->entity->number,
                            lower_prefixed(l, t->entity, full), &made->item, r);
    made->kind = rule->kind;
    made->events = events;
    made->table = t;
    made->column = columns->column;
    made->column_count = columns->count;
    made->from = columns->from;
    made->from_count = columns->from_count;
    if (rule->kind == TRIGGER_AUDIT) {
        made->audit = plan_table(l->plan, t->entity->audit);
    }
    if (l->target->trigger_functions) {
        made->function = function_for(l, made, r);
    }
    plan_step_inner(l, STEPS_TRIGGERS, &made->item);
}

static void add_trigger(Lowering *l, const PlanTable *t, const TriggerRule *rule, Span origin,
                        const TriggerColumns *columns) {
    Request r = request_make(l, (PlanElement){t->entity, rule->words, TEXT("")}, rule->cap, origin);
    bool one = !l->target->single_event_triggers || is_one_command(rule->events);
    if (one) {
        add_trigger_on(l, t, rule, &r, rule->events, "", columns);
    }
    for (size_t i = 0; !one && i < sizeof commands / sizeof *commands; i++) {
        if (rule->events & commands[i].command) {
            add_trigger_on(l, t, rule, &r, commands[i].command, commands[i].suffix, columns);
        }
    }
}

/* A trigger for the columns that RULE chooses, when there are any. */
static void add_trigger_for_columns(Lowering *l, const PlanTable *t, const TriggerRule *rule) {
    TriggerColumns columns = {0};
    columns.column = choose_columns(l, t, rule->choose, &columns.count);
    if (columns.count) {
        add_trigger(l, t, rule, columns.column[0]->attribute->span, &columns);
    }
}

static void add_dependency(Lowering *l, const PlanTable *t, const Guard *guard) {
    TriggerColumns columns = {
        .column = lower_columns(l, t, guard->to, guard->to_count),
        .count = guard->to_count,
        .from = lower_columns(l, t, guard->from, guard->from_count),
        .from_count = guard->from_count,
    };
    add_trigger(l, t, &dependency_rule, guard->span, &columns);
}

static void lower_triggers(Lowering *l, const PlanTable *t) {
    add_trigger_for_columns(l, t, &updated_at_rule);
    add_trigger_for_columns(l, t, &immutable_rule);
    if (t->entity->audit && plan_table(l->plan, t->entity->audit)) {
        TriggerColumns columns = {0};
        columns.column = choose_columns(l, t, audit_rule.choose, &columns.count);
        add_trigger(l, t, &audit_rule, NO_SPAN, &columns);
    }
    const EntityFacts *facts = &l->facts->entity[t->entity->number];
    for (size_t i = 0; i < facts->guard_count; i++) {
        add_dependency(l, t, &facts->guard[i]);
    }
}

/* --- Policies ---------------------------------------------------------------------------------- */

static Expr *everything(Lowering *l) {
    Expr *e = arena_new(l->a, Expr);
    e->kind = EXPR_BOOLEAN;
    e->type = type_basic(TYPE_BOOLEAN);
    e->boolean = true;
    return e;
}

/* Which condition holds for COMMAND: rows that are written must satisfy `check`, or else `using`; rows
 * that are seen `using`, and without one all rows are. */
static void set_conditions(Lowering *l, PlanPolicy *made, const Policy *policy) {
    if (made->command != COMMAND_INSERT) {
        made->using = policy->using ? policy->using : everything(l);
    }
    if (made->command == COMMAND_INSERT) {
        made->check = policy->check ? policy->check : policy->using ? policy->using : everything(l);
    } else if (made->command & (COMMAND_UPDATE | COMMAND_INSERT)) {
        made->check = policy->check;
    }
}

static void add_policy(Lowering *l, const PlanTable *t, const Policy *policy, unsigned command,
                       Text name, const Request *r) {
    PlanPolicy *made = plan_add_policy(l, r);
    if (!made) {
        return;
    }
    made->name = names_take(l, NAMES_POLICIES, t->entity->number, name, &made->item, r);
    made->table = t;
    made->policy = policy;
    made->command = command;
    Text *role = arena_array(l->a, Text, policy->role_count);
    for (size_t i = 0; i < policy->role_count; i++) {
        role[i] = names_fit(l, sym_text(policy->role[i]));
    }
    made->role = role;
    made->role_count = policy->role_count;
    set_conditions(l, made, policy);
    plan_step_inner(l, STEPS_POLICIES, &made->item);
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, t, policy->doc);
}

static void lower_policy(Lowering *l, const PlanTable *t, const Policy *policy) {
    PlanElement element = {t->entity, "policy", sym_text(policy->name)};
    Request r = request_make(l, element, CAP_POLICY, policy->span);
    if (policy->using) {
        lower_expression(l, &r, CAP_POLICY, policy->using);
    }
    if (policy->check) {
        lower_expression(l, &r, CAP_POLICY, policy->check);
    }
    Text name = sym_text(policy->name);
    bool one = policy->commands == COMMAND_ALL || is_one_command(policy->commands);
    if (one) {
        add_policy(l, t, policy, policy->commands, name, &r);
    }
    for (size_t i = 0; !one && i < sizeof commands / sizeof *commands; i++) {
        if (policy->commands & commands[i].command) {
            add_policy(l, t, policy, commands[i].command,
                       text_join(l->a, name, text_from(commands[i].suffix)), &r);
        }
    }
}

static void lower_policies(Lowering *l, const PlanTable *t) {
    if (t->entity->policy_count == 0) {
        return;
    }
    bool lost = l->answer[CAP_POLICY].level == LEVEL_DEGRADED; /* the policies themselves say so */
    Request r = {.element = {t->entity, "row security", TEXT("")}, .cap = CAP_POLICY};
    r.origin = t->entity->policy[0].span;
    r.level = l->answer[CAP_POLICY].level; /* the policies themselves report it */
    PlanRowSecurity *made = lost ? NULL : plan_add_row_security(l, &r);
    if (made) {
        made->table = t;
        plan_step_inner(l, STEPS_POLICIES, &made->item);
    }
    for (size_t i = 0; i < t->entity->policy_count; i++) {
        lower_policy(l, t, &t->entity->policy[i]);
    }
}

void lower_guards(Lowering *l, const PlanTable *t) {
    lower_triggers(l, t);
    lower_policies(l, t);
}

/* --- Grants ------------------------------------------------------------------------------------ */

static void grant_table(Lowering *l, const PlanRole *role, const Grant *grant, const PlanTable *t) {
    Request r = request_make(l, (PlanElement){grant->entity, "grant to", role->name}, CAP_GRANT,
                             grant->span);
    PlanGrant *made = plan_add_grant(l, &r);
    if (made) {
        made->role = role;
        made->table = t;
        made->commands = grant->commands;
        (l->target->limits.grants_outlive_tables ? plan_step : plan_step_inner)(l, STEPS_GRANTS,
                                                                                &made->item);
    }
}

static void grant_schema(Lowering *l, const PlanRole *role, const PlanSchema *schema, Span origin) {
    Request r = request_make(l, (PlanElement){NULL, "use of the schema by role", role->name},
                             CAP_GRANT, origin);
    PlanGrant *made = plan_add_grant(l, &r);
    if (made) {
        made->role = role;
        made->schema = schema;
        plan_step_inner(l, STEPS_GRANTS, &made->item);
    }
}

/* They are lost with their role, which was reported. */
static void note_lost_grants(Lowering *l, const Role *role) {
    for (size_t i = 0; i < role->grant_count; i++) {
        const Grant *grant = &role->grant[i];
        Request r = {.element = lower_part(grant->entity, "grant to", role->name),
                     .cap = CAP_GRANT,
                     .origin = grant->span};
        request_note(l, &r, CAP_ROLE, l->answer[CAP_ROLE]);
    }
}

static void lower_grants_of(Lowering *l, const Role *role) {
    const PlanRole *grantee = map_get(&l->roles, role->name);
    if (!grantee) {
        note_lost_grants(l, role);
        return;
    }
    bool *used = arena_array(l->scratch, bool, l->schemas.count + 1);
    for (size_t i = 0; i < role->grant_count; i++) {
        const Grant *grant = &role->grant[i];
        const PlanTable *t = plan_table(l->plan, grant->entity);
        const PlanSchema *schema = map_get(&l->schemas, grant->entity->schema);
        uint32_t number = lower_schema_number(l, grant->entity->schema);
        if (schema && !used[number]) {
            used[number] = true;
            grant_schema(l, grantee, schema, grant->span);
        }
        if (t) {
            grant_table(l, grantee, grant, t);
        }
    }
}

void lower_grants(Lowering *l) {
    for (size_t i = 0; i < l->schema->role_count; i++) {
        lower_grants_of(l, &l->schema->role[i]);
    }
}
