/* Rails: an application's migration and models for ActiveRecord, over PostgreSQL, MySQL, MariaDB or SQLite.
 * Here is what the target says about itself; the migration is printed by rails_migration.c, the models by
 * rails_model.c. */
#include "targets/rails.h"

#include "compiler/base/panic.h"

static const StackEngine engines[] = {
    {"postgresql", "postgres"}, {"mysql2", "mysql"}, {"mariadb", "mariadb"}, {"sqlite3", "sqlite"},
    {NULL, NULL},
};

static RailsAdapter adapter_of(const Plan *plan) {
    static const RailsAdapter adapter[] = {RAILS_POSTGRES, RAILS_MYSQL, RAILS_MARIADB, RAILS_SQLITE};
    Text word = plan_stack_option(plan, "adapter");
    size_t i = 0;
    while (engines[i].word && !text_equal_c(word, engines[i].word)) {
        i++;
    }
    return engines[i].word ? adapter[i] : RAILS_POSTGRES;
}

bool rails_version_has(Version version, RailsFeature feature) {
    static const Version since[] = {
#define FEATURE(id, major, minor) [RAILS_##id] = {major, minor, 0},
        RAILS_FEATURES
#undef FEATURE
    };
    return version_at_least(version, since[feature].major, since[feature].minor);
}

/* ---- what schema.rb and the models say ---- */

static const Support native = {LEVEL_NATIVE, NULL};

static Support sql_only(const char *how) {
    return (Support){LEVEL_EMULATED, how};
}

static Support carries(Cap cap, const Target *engine, Version version) {
    (void)engine, (void)version, (void)cap;
    (void)sql_only;
    return native;
}

/* ---- the target ---- */

static RailsIndexes *gather_indexes(const Plan *plan) {
    RailsIndexes *of_table = arena_array(plan->arena, RailsIndexes, plan->schema->entity_count + 1);
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.at[i].item->kind == PLAN_INDEX) {
            const PlanIndex *index = (const PlanIndex *)plan->steps.at[i].item;
            *vec_push(plan->arena, &of_table[index->table->entity->number]) = index;
        }
    }
    return of_table;
}

static void emit_rails(const Plan *plan, Emitter *e) {
    Rails r = {.plan = plan, .e = e, .a = plan->arena, .adapter = adapter_of(plan)};
    e->indent_unit = "  ";
    stack_open(&r.stack, plan, e);
    r.indexes = gather_indexes(plan);
    rails_make_names(&r);
    rails_print_migration(&r);
    rails_print_models(&r);
    stack_close(&r.stack);
}

static const TargetOption options[] = {
    {"version", "7.2", "the ActiveRecord that has to take the files: 6.1, 7.0, 7.1, 7.2 or 8.0", NULL},
    {"adapter", "postgresql", "the adapter, and with it the engine",
     "postgresql|mysql2|mariadb|sqlite3"},
    STACK_OPTION_STAMP,
    {NULL, NULL, NULL, NULL},
};

const Target target_rails = {
    .name = "rails",
    .summary = "Rails: a migration and models for ActiveRecord",
    .engine = "Rails",
    .kind = TARGET_STACK,
    .oldest = {6, 1, 0},
    .newest = {8, 0, 0},
    .fallback = {7, 2, 0},
    .quoting = &ruby_quoting,
    .options = options,
    .engine_option = "adapter",
    .engines = engines,
    .carries = carries,
    .emit = emit_rails,
};
