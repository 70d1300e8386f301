/* Lowering: the resolved model becomes one target's plan. Here the order of the whole stands, and what
 * belongs to no table: schemas, types, roles, views, native statements, extensions, comments. Tables
 * are made in tables.c and constraints.c, what watches over them in guards.c.
 *
 * Items are made where the model is walked; each goes into its group of steps, and the groups are joined
 * at the end. So an extension that the last index turns out to need still stands before it. */
#include "compiler/lower/lowering.h"

#include "compiler/base/panic.h"

/* --- Helpers for all files --------------------------------------------------------------------- */

/* TEXT as far as the target's comments reach. */
static Text fit_comment(Lowering *l, Request *r, Cap cap, Text text) {
    const Limits *limits = &l->target->limits;
    size_t most = cap == CAP_COMMENT_TABLE    ? limits->comment_table_characters
                  : cap == CAP_COMMENT_COLUMN ? limits->comment_column_characters
                                              : 0;
    size_t end = 0;
    for (size_t count = 0; most && end < text.size; end++) {
        bool starts = ((unsigned char)text.at[end] & 0xC0) != 0x80;
        if (starts && count++ == most) {
            const char *how = text_c_string(
                l->ds->arena, text_format(l->scratch, "it is cut after %zu characters", most));
            request_answer(l, r, cap, (Support){LEVEL_DEGRADED, how});
            return text_slice(text, 0, end);
        }
    }
    return text;
}

void lower_comment(Lowering *l, Cap cap, const PlanItem *on, const PlanTable *table, Text text) {
    if (!text_trim(text).size) {
        return;
    }
    Request r = request_make(l, plan_element(on), cap, on->origin);
    text = fit_comment(l, &r, cap, text_trim(text));
    PlanComment *made = plan_add_comment(l, &r);
    if (made) {
        made->on = on;
        made->table = table;
        made->text = text;
        plan_step_inner(l, STEPS_COMMENTS, &made->item);
    }
}

/* A regular expression in a check is a capability of its own. */
static Cap cap_of_node(Cap cap, const Expr *e) {
    bool matches = e->kind == EXPR_CALL && e->call.function == FUNCTION_MATCHES;
    return matches && cap == CAP_CHECK ? CAP_CHECK_MATCHES : cap;
}

void lower_expression(Lowering *l, Request *r, Cap cap, const Expr *e) {
    if (!l->target->extension_of_function && !l->target->expression) {
        return;
    }
    if (e->kind == EXPR_CALL) {
        l->called[e->call.function] = true;
    }
    if (l->target->expression) {
        Cap asked = cap_of_node(cap, e);
        request_answer(l, r, asked, l->target->expression(asked, e, l->plan->version));
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        lower_expression(l, r, cap, child);
    }
}

uint32_t lower_schema_number(const Lowering *l, Sym schema) {
    const PlanSchema *known = map_get(&l->schemas, schema);
    return known ? known->number : 0;
}

Text lower_prefixed(Lowering *l, const Entity *e, Text name) {
    if (!e->schema || l->answer[CAP_SCHEMA].level != LEVEL_EMULATED) {
        return name;
    }
    return text_format(l->a, "%.*s_%.*s", TEXT_ARG(sym_text(e->schema)), TEXT_ARG(name));
}

/* --- Schemas and types ------------------------------------------------------------------------- */

/* As E names it; NULL: a convention does. One that is emulated is the start of names, and no item. */
static void lower_schema(Lowering *l, Sym name, const Entity *e) {
    if (!name || map_get(&l->asked_schemas, name)) {
        return;
    }
    map_put(l->scratch, &l->asked_schemas, name, l);
    Span written = schema_written_name(l->schema, e, name);
    Request r = request_make(l, (PlanElement){NULL, "schema", sym_text(name)}, CAP_SCHEMA, written);
    if (l->answer[CAP_SCHEMA].level == LEVEL_EMULATED) {
        return;
    }
    names_demand_of(l, e, name, NO_SPAN);
    PlanSchema *made = plan_add_schema(l, &r);
    if (made) {
        made->name = names_take(l, NAMES_SCHEMAS, 0, sym_text(name), &made->item, &r);
        map_put(l->scratch, &l->schemas, name, made);
        made->number = (uint32_t)l->schemas.count;
        plan_step(l, STEPS_SCHEMAS, &made->item);
    }
}

static void lower_schemas(Lowering *l) {
    for (size_t i = 0; i < l->schema->entity_count; i++) {
        const Entity *e = l->schema->entity[i];
        lower_schema(l, e->schema, e);
    }
}

/* As the target has it; empty: the database's default. */
static Text schema_name(const Lowering *l, Sym schema) {
    const PlanSchema *known = map_get(&l->schemas, schema);
    return known ? known->name : TEXT("");
}

/* The engine would take such a name for its own type wherever it stands. */
static void demand_type_name(Lowering *l, Text name, Span span) {
    const char *const *own = l->target->type_names;
    for (size_t i = 0; own && own[i]; i++) {
        if (text_equal_c(name, own[i])) {
            Diag *d =
                diag_add(l->ds, DIAG_GENERATED_NAME_CLASH, span, text_copy(l->ds->arena, name),
                         text_format(l->ds->arena, "a type of %s itself", l->target->engine));
            diag_help(d, TEXT("`name:` gives the type another name in the database"));
        }
    }
}

static void lower_enum(Lowering *l, const Enum *enumeration) {
    PlanElement element = {NULL, "enum", sym_text(enumeration->name)};
    Request r = request_make(l, element, CAP_ENUM, enumeration->span);
    PlanEnum *made = plan_add_enum(l, &r);
    if (made) {
        made->schema = schema_name(l, enumeration->schema);
        made->name = names_take(l, NAMES_RELATIONS, lower_schema_number(l, enumeration->schema),
                                sym_text(enumeration->name), &made->item, &r);
        demand_type_name(l, made->name, enumeration->span);
        made->enumeration = enumeration;
        l->plan->enum_of[enumeration->number] = made;
        plan_step(l, STEPS_TYPES, &made->item);
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, NULL, enumeration->doc);
    }
}

static void lower_enums(Lowering *l) {
    if (!l->target->enum_types || l->answer[CAP_ENUM].level == LEVEL_EMULATED) {
        return;
    }
    for (size_t i = 0; i < l->schema->enumeration_count; i++) {
        lower_schema(l, l->schema->enumeration[i]->schema, NULL);
        lower_enum(l, l->schema->enumeration[i]);
    }
}

static void lower_domain(Lowering *l, const NamedType *type) {
    Request r = request_make(l, (PlanElement){NULL, "type", sym_text(type->name)}, CAP_NAMED_TYPE,
                             type->span);
    if (type->check) {
        lower_expression(l, &r, CAP_CHECK, type->check);
    }
    PlanDomain *made = plan_add_domain(l, &r);
    if (!made) {
        return;
    }
    names_demand_of(l, NULL, type->physical, NO_SPAN);
    made->schema = schema_name(l, type->schema);
    made->name = names_take(l, NAMES_RELATIONS, lower_schema_number(l, type->schema),
                            sym_text(type->physical), &made->item, &r);
    demand_type_name(l, made->name, type->span);
    made->type = type;
    map_put(l->scratch, &l->domains, type->name, made);
    plan_step(l, STEPS_TYPES, &made->item);
    lower_comment(l, CAP_COMMENT_OTHER, &made->item, NULL, type->doc);
}

static void lower_domains(Lowering *l) {
    if (!l->target->named_types_as_domains ||
        !text_equal(plan_option(l->plan, "named_types"), TEXT("domain"))) {
        return;
    }
    for (size_t i = 0; i < l->schema->named_type_count; i++) {
        if (l->schema->named_type[i].type.kind != TYPE_ENUM) {
            lower_schema(l, l->schema->named_type[i].schema, NULL);
            lower_domain(l, &l->schema->named_type[i]);
        }
    }
}

/* --- Extensions -------------------------------------------------------------------------------- */

static void lower_extension(Lowering *l, const char *name) {
    PlanSteps *made = &l->steps[STEPS_EXTENSIONS];
    for (size_t i = 0; i < made->count; i++) {
        if (text_equal_c(((const PlanExtension *)(const void *)made->at[i].item)->name, name)) {
            return;
        }
    }
    Request r =
        request_make(l, (PlanElement){NULL, "extension", text_from(name)}, CAP_EXTENSION, NO_SPAN);
    PlanExtension *extension = plan_add_extension(l, &r);
    if (extension) {
        extension->name = text_from(name);
        plan_step(l, STEPS_EXTENSIONS, &extension->item);
    }
}

static void lower_extensions(Lowering *l) {
    const Target *target = l->target;
    for (Cap cap = 0; target->extension_of_cap && cap < CAP_COUNT; cap++) {
        const char *name = l->asked[cap] ? target->extension_of_cap(cap, l->plan->version) : NULL;
        if (name) {
            lower_extension(l, name);
        }
    }
    for (Function f = 0; target->extension_of_function && f < FUNCTION_COUNT; f++) {
        const char *name = l->called[f] ? target->extension_of_function(f, l->plan->version) : NULL;
        if (name) {
            lower_extension(l, name);
        }
    }
}

/* --- Roles, views, native statements ----------------------------------------------------------- */

static void lower_role(Lowering *l, const Role *role) {
    PlanElement element = {NULL, "role", sym_text(role->name)};
    Request r = request_make(l, element, CAP_ROLE, role->span);
    PlanRole *made = plan_add_role(l, &r);
    names_demand(l, sym_text(role->name), role->span);
    names_demand_of(l, NULL, role->name, role->span);
    if (made) {
        made->name = names_take(l, NAMES_ROLES, 0, sym_text(role->name), &made->item, &r);
        made->role = role;
        map_put(l->scratch, &l->roles, role->name, made);
        plan_step(l, STEPS_ROLES, &made->item);
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, NULL, role->doc);
    }
}

static void lower_roles(Lowering *l) {
    for (size_t i = 0; i < l->schema->role_count; i++) {
        lower_role(l, &l->schema->role[i]);
    }
}

static Text query_for(const Lowering *l, const View *view) {
    for (size_t i = 0; i < view->text_count; i++) {
        if (text_equal_c(sym_text(view->text[i].name.sym), l->target->name)) {
            return text_trim(view->text[i].value.text);
        }
    }
    return TEXT("");
}

static void lower_view(Lowering *l, const View *view) {
    Request r =
        request_make(l, (PlanElement){NULL, "view", sym_text(view->name)}, CAP_VIEW, view->span);
    Text query = query_for(l, view);
    if (!query.size) {
        request_answer(l, &r, CAP_VIEW,
                       (Support){LEVEL_DEGRADED, "the model has no query of it for this target"});
        return;
    }
    names_demand(l, sym_text(view->name), view->span);
    names_demand_of(l, NULL, view->name, view->span);
    names_demand_other(l, sym_text(view->name), view->span);
    PlanView *made = plan_add_view(l, &r);
    if (made) {
        made->name = names_take(l, NAMES_RELATIONS, 0, sym_text(view->name), &made->item, &r);
        made->view = view;
        made->query = query;
        plan_step(l, STEPS_VIEWS, &made->item);
        lower_comment(l, CAP_COMMENT_OTHER, &made->item, NULL, view->doc);
    }
}

static void lower_views(Lowering *l) {
    for (size_t i = 0; i < l->schema->view_count; i++) {
        lower_view(l, &l->schema->view[i]);
    }
}

static void lower_natives(Lowering *l) {
    for (size_t i = 0; i < l->schema->native_count; i++) {
        const NativeStatement *statement = &l->schema->native[i];
        if (!text_equal_c(sym_text(statement->target), l->target->name)) {
            continue;
        }
        Request r = request_make(l, (PlanElement){NULL, "native", text_trim(statement->up)},
                                 CAP_NATIVE, statement->span);
        PlanNative *made = plan_add_native(l, &r);
        if (made) {
            made->statement = statement;
            plan_step(l, statement->last ? STEPS_NATIVE_LAST : STEPS_NATIVE_FIRST, &made->item);
        }
    }
}

/* --- The whole --------------------------------------------------------------------------------- */

static void ask_target(Lowering *l) {
    const Target *stack = l->plan->stack;
    for (Cap cap = 0; cap < CAP_COUNT; cap++) {
        l->answer[cap] = l->target->support(cap, l->plan->version);
        if (l->answer[cap].level != LEVEL_NATIVE && !l->answer[cap].how) {
            internal_error("target %s does not say how it carries %s", l->target->name,
                           plan_cap_word(cap));
        }
        if (stack) {
            l->carried[cap] = stack->carries(cap, l->target, l->plan->stack_version);
        }
    }
    for (const Cap *cap = l->target->left_out; cap && *cap != CAP_COUNT; cap++) {
        l->left_out[*cap] = true;
    }
}

static void read_accepted_losses(Lowering *l, const TargetConfig *config) {
    for (size_t i = 0; config && i < config->written->accept_loss.count; i++) {
        const SynAccept *accept = &config->written->accept_loss.at[i];
        Cap cap = config_cap(sym_text(accept->head.name.sym));
        if (cap != CAP_COUNT && text_trim(accept->because.text).size) {
            l->accepted[cap] = accept;
        }
    }
}

static void join_steps(Lowering *l) {
    Plan *plan = l->plan;
    size_t count = 0;
    for (int group = 0; group < STEP_GROUP_COUNT; group++) {
        count += l->steps[group].count;
    }
    plan->steps.at = arena_array(l->a, PlanStep, count);
    plan->steps.capacity = count;
    for (int group = 0; group < STEP_GROUP_COUNT; group++) {
        for (size_t i = 0; i < l->steps[group].count; i++) {
            plan->steps.at[plan->steps.count++] = l->steps[group].at[i];
        }
    }
}

static void lower_parts(Lowering *l) {
    lower_natives(l);
    lower_roles(l);
    lower_schemas(l);
    lower_enums(l);
    lower_domains(l);
    lower_tables(l);
    lower_rows(l);
    lower_views(l);
    lower_grants(l);
    lower_extensions(l);
    names_tell_apart(l);
    join_steps(l);
}

static void lower_plan(Lowering *l) {
    read_accepted_losses(l, l->plan->config);
    read_accepted_losses(l, l->plan->stack_config);
    if (l->target->kind == TARGET_DATABASE) {
        ask_target(l);
        lower_parts(l);
    }
    support_report_unused(l);
}

static Plan *start_plan(Arena *target_arena, Diags *ds, const Schema *schema,
                        const AccessPlan *access, const Target *target,
                        const TargetConfig *config) {
    Plan *plan = arena_new(target_arena, Plan);
    plan->schema = schema;
    plan->access = access;
    plan->target = target;
    plan->config = config;
    plan->version = config_version(target, config);
    plan->arena = target_arena;
    plan->diags = ds;
    plan->table_of = arena_array(target_arena, PlanTable *, schema->entity_count);
    plan->enum_of = arena_array(target_arena, PlanEnum *, schema->enumeration_count + 1);
    return plan;
}

Plan *plan_make(Arena *target_arena, Arena *scratch, Diags *ds, const Facts *facts,
                const AccessPlan *access, const Target *target, const TargetConfig *config) {
    Plan *plan = start_plan(target_arena, ds, facts->schema, access, target, config);
    lower_plan(&(Lowering){.plan = plan,
                           .a = target_arena,
                           .scratch = scratch,
                           .ds = ds,
                           .schema = facts->schema,
                           .facts = facts,
                           .target = target});
    return plan;
}

const Target *plan_engine(const Target *stack, const TargetConfig *config) {
    Text word = config_value(stack, config, stack->engine_option);
    const StackEngine *engine = stack->engines;
    while (engine->word && !text_equal_c(word, engine->word)) {
        engine++;
    }
    return target_find(text_from((engine->word ? engine : stack->engines)->target));
}

Plan *plan_make_for_stack(Arena *target_arena, Arena *scratch, Diags *ds, const Facts *facts,
                          const AccessPlan *access, const Target *stack,
                          const TargetConfig *config, const TargetConfig *engine_config) {
    const Target *engine = plan_engine(stack, config);
    Plan *plan = start_plan(target_arena, ds, facts->schema, access, engine, engine_config);
    plan->stack = stack;
    plan->stack_config = config;
    plan->stack_version = config_version(stack, config);
    lower_plan(&(Lowering){.plan = plan,
                           .a = target_arena,
                           .scratch = scratch,
                           .ds = ds,
                           .schema = facts->schema,
                           .facts = facts,
                           .target = engine});
    return plan;
}
