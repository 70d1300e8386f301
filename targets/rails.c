/* Rails: an application's migration and models for ActiveRecord, over PostgreSQL, MySQL, MariaDB or SQLite.
 * Here is what the target says about itself; the migration is printed by rails_migration.c, the models by
 * rails_model.c. */
#include "targets/rails.h"

#include "compiler/base/panic.h"

static const StackEngine engines[] = {
    {"postgresql", "postgres"}, {"mysql2", "mysql"}, {"mariadb", "mariadb"},
    {"sqlite3", "sqlite"},      {NULL, NULL},
};

static const RailsAdapter adapters[] = {RAILS_POSTGRES, RAILS_MYSQL, RAILS_MARIADB, RAILS_SQLITE};

static RailsAdapter adapter_of(const Target *engine) {
    size_t i = 0;
    while (engines[i].word && strcmp(engines[i].target, engine->name) != 0) {
        i++;
    }
    return adapters[i];
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

static const Support by_sql = {LEVEL_EMULATED, "SQL in the migration; schema.rb does not tell it"};

static Support since(Version version, RailsFeature feature) {
    return rails_version_has(version, feature) ? native : by_sql;
}

/* On SQLite ActiveRecord names no constraint but checks, and keeps no comment: the tables are the engine's
 * own SQL, with all that stands in them. */
static Support carries_on_sqlite(Cap cap) {
    return cap == CAP_TABLE || cap == CAP_INDEX ? by_sql : native;
}

static Support carries_on(RailsAdapter adapter, Cap cap, Version version) {
    bool postgres = adapter == RAILS_POSTGRES;
    switch (cap) {
    case CAP_IDENTITY:
        return postgres ? (Support){LEVEL_EMULATED,
                                    "the type's own words in the migration; schema.rb has a number "
                                    "that nobody gives"}
                        : native;
    case CAP_ENUM: return postgres ? since(version, RAILS_CREATE_ENUM) : native;
    case CAP_UNIQUE:
    case CAP_UNIQUE_DEFERRABLE: return postgres ? since(version, RAILS_UNIQUE_CONSTRAINTS) : native;
    case CAP_FOREIGN_KEY_DEFERRABLE: return since(version, RAILS_DEFERRABLE);
    case CAP_INDEX_INCLUDE: return postgres ? since(version, RAILS_INDEX_INCLUDE) : native;
    case CAP_INDEX_EXPRESSION: return adapter == RAILS_MARIADB ? by_sql : native;
    case CAP_INDEX_TRIGRAM: return postgres ? native : by_sql;
    case CAP_COLLATION:
        return postgres ? (Support){LEVEL_EMULATED, "schema.rb does not tell that of an index"}
                        : native;
    case CAP_SCHEMA:
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
    case CAP_UNIQUE_INCLUDE:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_ROWS:
    case CAP_COMMENT_OTHER:
    case CAP_UPDATED_AT:
    case CAP_AUDIT:
    case CAP_IMMUTABLE:
    case CAP_DEPENDENCY:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_POLICY:
    case CAP_ROLE:
    case CAP_GRANT:
    case CAP_VIEW:
    case CAP_NATIVE: return by_sql;
    case CAP_EXTENSION: /* SQL in the migration, and schema.rb has it */
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_NAMED_TYPE:
    case CAP_UNSIGNED:
    case CAP_ARRAY:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE_PARTIAL:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_INDEX:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_NULLS:
    case CAP_INDEX_PREFIX:
    case CAP_INDEX_METHOD:
    case CAP_INDEX_OPERATORS:
    case CAP_INDEX_FULLTEXT:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

static Support carries(Cap cap, const Target *engine, Version version) {
    RailsAdapter adapter = adapter_of(engine);
    Support support = carries_on(adapter, cap, version);
    bool inside = support.level == LEVEL_NATIVE || cap == CAP_INDEX_INCLUDE;
    return adapter == RAILS_SQLITE && inside ? carries_on_sqlite(cap) : support;
}

static Support carries_type(const Type *type, const Target *engine, Version version) {
    (void)version;
    return type->kind == TYPE_CHAR && adapter_of(engine) == RAILS_POSTGRES
               ? (Support){LEVEL_EMULATED,
                           "the type's own words in the migration; schema.rb has a string"}
               : native;
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
    Rails r = {.plan = plan, .e = e, .a = plan->arena, .adapter = adapter_of(plan->target)};
    e->indent_unit = "  ";
    stack_open(&r.stack, plan, e);
    r.indexes = gather_indexes(plan);
    rails_make_names(&r);
    rails_print_migration(&r);
    rails_print_models(&r);
    stack_close(&r.stack);
}

static const TargetOption options[] = {
    {"version", "7.2", "the ActiveRecord that has to take the files: 6.1, 7.0, 7.1, 7.2 or 8.0",
     NULL},
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
    .carries_type = carries_type,
    .emit = emit_rails,
};
