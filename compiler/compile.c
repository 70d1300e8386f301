/* The pipeline: every pass, in order, and the gates between them. */
#include "compiler/compile.h"

#include "compiler/base/file.h"
#include "compiler/check/check.h"
#include "compiler/levels.h"
#include "compiler/read/dump.h"
#include "targets/target.h"

static int load_from_disk(void *context, Arena *a, Text path, Text *bytes) {
    (void)context;
    return file_read(a, text_c_string(a, path), SOURCE_LIMIT_BYTES, bytes);
}

/* ---- the passes ---- */

static void read_model(Compilation *c, const CompileRequest *request) {
    Reader reader = {
        .session = &c->session,
        .tree = &c->tree,
        .scratch = &c->scratch,
        .names = &c->names,
        .sources = &c->sources,
        .diags = &c->diags,
        .load = request->load ? request->load : load_from_disk,
        .load_context = request->load_context,
    };
    c->syntax = syntax_read(&reader, request->path);
    arena_reset(&c->scratch);
    if (!c->syntax) {
        return;
    }
    levels_apply(&c->diags, c->syntax);
    for (size_t i = 0; i < request->rules.count; i++) {
        c->diags.level[request->rules.at[i].id] = request->rules.at[i].severity;
    }
}

static void resolve_schema(Compilation *c) {
    c->schema = schema_resolve(&c->session, &c->scratch, &c->names, &c->diags, c->syntax);
    arena_reset(&c->scratch);
    targets_check(&c->diags, c->schema);
}

/* Once for all engines of a kind. */
const AccessPlan *compilation_access(Compilation *c, bool partial) {
    if (!c->access[partial]) {
        c->access[partial] = access_derive(&c->session, &c->scratch, c->facts, partial);
    }
    return c->access[partial];
}

static void check_schema(Compilation *c) {
    c->facts = facts_derive(&c->session, c->schema);
    facts_find_guards(&c->session, c->facts);
    bool sound = !diag_has_errors(&c->diags);
    check_run(&(CheckContext){.schema = c->schema,
                              .facts = c->facts,
                              .access = sound ? compilation_access(c, true) : NULL,
                              .diags = &c->diags,
                              .scratch = &c->scratch});
    arena_reset(&c->scratch);
}

/* Behind the checks all that is needed of what was written is in the schema. */
static void end_syntax(Compilation *c) {
    c->syntax = NULL;
    arena_free(&c->tree);
}

/* ---- how targets are set ---- */

static const TargetConfig *find_config(const Schema *s, const Target *target) {
    for (size_t i = 0; i < s->target_count; i++) {
        if (target_find(sym_text(s->target[i].name)) == target) {
            return &s->target[i];
        }
    }
    return NULL;
}

static bool sets(const TargetSetting *setting, const Target *target) {
    if (setting->target) {
        return setting->target == target;
    }
    const TargetOption *o = target->options;
    while (o && o->name && !text_equal_c(setting->name, o->name)) {
        o++;
    }
    return o && o->name;
}

/* The model's entry for TARGET with the command line's settings before its own; NULL: neither. */
static const TargetConfig *config_of(Compilation *c, const CompileRequest *request,
                                     const Target *target) {
    const TargetConfig *config = find_config(c->schema, target);
    for (size_t i = 0; i < request->settings.count; i++) {
        const TargetSetting *setting = &request->settings.at[i];
        if (!sets(setting, target)) {
            continue;
        }
        SynTarget *written = arena_new(&c->session, SynTarget);
        *written = config ? *config->written : (SynTarget){0};
        SynPair *option = arena_array(&c->session, SynPair, written->options.count + 1);
        option->name = (SynName){.sym = intern(&c->names, setting->name), .span = NO_SPAN};
        option->value = (SynText){.text = setting->value, .span = NO_SPAN};
        for (size_t k = 0; k < written->options.count; k++) {
            option[k + 1] = written->options.at[k];
        }
        written->options.at = option;
        written->options.count++;
        TargetConfig *set = arena_new(&c->session, TargetConfig);
        *set = (TargetConfig){.name = intern(&c->names, text_from(target->name)),
                              .written = written,
                              .span = NO_SPAN};
        target_check(&c->diags, set);
        config = set;
    }
    return config;
}

/* ---- targets ---- */

static const AccessPlan *access_for(Compilation *c, const Target *engine) {
    return engine->kind == TARGET_DATABASE ? compilation_access(c, engine->partial_indexes)
                                           : c->access[engine->partial_indexes];
}

static void emit_plan(Compilation *c, const Plan *plan) {
    Emitter e = emitter_make(plan, &c->outputs);
    (plan_printer(plan)->emit)(plan, &e); /* in parentheses: `emit` is a macro as well */
    emitter_finish(&e);
    if (plan->target->kind != TARGET_DOCUMENT) {
        ledger_prove(plan, e.printed);
    }
}

/* Lowers for one target and, when all is well and files are wanted, prints its plan into the outputs. */
static void build_target(Compilation *c, const CompileRequest *request, const Target *target) {
    const TargetConfig *config = config_of(c, request, target);
    Plan *plan =
        target->kind == TARGET_STACK
            ? plan_make_for_stack(&c->target, &c->scratch, &c->diags, c->facts,
                                  access_for(c, plan_engine(target, config)), target, config,
                                  config_of(c, request, plan_engine(target, config)))
            : plan_make(&c->target, &c->scratch, &c->diags, c->facts, access_for(c, target),
                        target, config);
    plan->source = path_base(request->path);
    arena_reset(&c->scratch);
    if (request->ledger) {
        ledger_add(&c->session, &c->ledger, plan);
    }
    if (request->last == STAGE_PLAN) {
        if (request->dump) {
            plan_dump(request->dump, plan);
        }
    } else if (!diag_has_errors(&c->diags)) {
        emit_plan(c, plan);
    }
    arena_reset(&c->target);
}

/* ---- which targets ---- */

/* Those that were asked for; else those of the model; else all. */
static void build_targets(Compilation *c, const CompileRequest *request) {
    const Schema *s = c->schema;
    for (size_t i = 0; i < request->targets.count; i++) {
        build_target(c, request, request->targets.at[i]);
    }
    if (request->targets.count) {
        return;
    }
    for (size_t i = 0; i < s->target_count; i++) {
        const Target *target = target_find(sym_text(s->target[i].name));
        if (target) {
            build_target(c, request, target);
        }
    }
    for (size_t i = 0; !s->target_count && targets[i]; i++) {
        build_target(c, request, targets[i]);
    }
}

/* ---- dumps ---- */

static void dump_schema(Compilation *c, const CompileRequest *request) {
    if (request->dump_json) {
        schema_dump_json(request->dump, c->schema, NULL);
    } else {
        schema_dump(request->dump, c->schema);
    }
}

/* As JSON: the schema with the indexes that the first target asked for is to have. */
static void dump_facts(Compilation *c, const CompileRequest *request) {
    const Target *target = request->targets.count ? request->targets.at[0] : targets[0];
    if (request->dump_json) {
        const AccessPlan *access = access_for(c, target);
        schema_dump_json(request->dump, c->schema, access ? access->index : NULL);
    } else {
        facts_dump(request->dump, c->facts);
    }
}

/* ---- the whole ---- */

static void run_passes(Compilation *c, const CompileRequest *request) {
    read_model(c, request);
    if (!c->syntax) {
        return;
    }
    if (request->last == STAGE_SYNTAX) {
        if (request->dump) {
            syntax_dump(request->dump, &c->sources, c->syntax);
        }
        return;
    }
    resolve_schema(c);
    if (request->last == STAGE_SCHEMA) {
        if (request->dump) {
            dump_schema(c, request);
        }
        return;
    }
    check_schema(c);
    if (request->last == STAGE_FACTS) {
        if (request->dump) {
            dump_facts(c, request);
        }
        return;
    }
    diag_apply_accepts(&c->diags);
    end_syntax(c);
    if (!diag_has_errors(&c->diags)) {
        build_targets(c, request);
    }
}

void compile(Compilation *c, const CompileRequest *request) {
    *c = (Compilation){0};
    c->names = interner_make(&c->session);
    c->sources.arena = c->outputs.arena = &c->session;
    c->diags = diags_make(&c->session, &c->sources);
    run_passes(c, request);
    diag_settle(&c->diags);
    if (diag_has_errors(&c->diags)) {
        output_free(&c->outputs);
    }
}

void compilation_free(Compilation *c) {
    output_free(&c->outputs);
    interner_free(&c->names);
    arena_free(&c->target);
    arena_free(&c->scratch);
    arena_free(&c->tree);
    arena_free(&c->session);
}
