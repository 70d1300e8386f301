/* Drizzle's snapshot: takes what schema.ts says, gives it as the JSON that drizzle-kit would have made of that
 * file (its versions 7, 5 and 6 for PostgreSQL, MySQL and SQLite). `drizzle-kit generate` compares the two:
 * what stood in one alone would become a migration. */
#include <stdlib.h>

#include "targets/drizzle.h"

static const char nobody[] = "00000000-0000-0000-0000-000000000000"; /* before the first snapshot */

/* ---- JSON ---- */

static Text key_of(Drizzle *d, Text name) {
    return drizzle_json(d, name)->text;
}

static void put(Drizzle *d, TsNode *object, const char *key, TsNode *value) {
    ts_put(d->a, object, key_of(d, text_from(key)), value);
}

static void put_text(Drizzle *d, TsNode *object, const char *key, Text value) {
    put(d, object, key, drizzle_json(d, value));
}

static void put_words(Drizzle *d, TsNode *object, const char *key, const char *value) {
    put_text(d, object, key, text_from(value));
}

static void put_bool(Drizzle *d, TsNode *object, const char *key, bool value) {
    put(d, object, key, ts_word(d->a, value ? TEXT("true") : TEXT("false")));
}

static TsNode *put_object(Drizzle *d, TsNode *object, const char *key) {
    TsNode *value = ts_object(d->a, true);
    put(d, object, key, value);
    return value;
}

/* A member called NAME that says so itself, as most do. */
static TsNode *put_named(Drizzle *d, TsNode *object, Text name) {
    TsNode *value = ts_object(d->a, true);
    ts_put(d->a, object, key_of(d, name), value);
    put_text(d, value, "name", name);
    return value;
}

static TsNode *names_of(Drizzle *d, const PlanColumn *const *column, size_t count) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < count; i++) {
        ts_add(d->a, list, drizzle_json(d, column[i]->name));
    }
    return list;
}

static Text in_schema(Drizzle *d, Text schema, Text name) {
    Text prefix = schema.size ? schema : TEXT("public");
    return text_format(d->a, "%.*s.%.*s", TEXT_ARG(prefix), TEXT_ARG(name));
}

/* ---- columns ---- */

/* What both a sequence and a numbered column say. */
static void put_numbers(Drizzle *d, TsNode *value, const DrizzleColumn *c) {
    const PlanTable *table = plan_table(d->plan, c->plan->attribute->entity);
    put_text(d, value, "name", drizzle_sequence(d, c->plan));
    put_text(d, value, "schema", table->schema.size ? table->schema : TEXT("public"));
    put_words(d, value, "increment", "1");
    put_words(d, value, "startWith", "1");
    put_words(d, value, "minValue", "1");
    put_words(d, value, "maxValue", drizzle_sequence_end(c));
    put_words(d, value, "cache", "1");
    put_bool(d, value, "cycle", false);
}

static void put_identity(Drizzle *d, TsNode *column, const DrizzleColumn *c) {
    TsNode *identity = put_object(d, column, "identity");
    put_words(d, identity, "type", "byDefault");
    put_numbers(d, identity, c);
}

static void put_column(Drizzle *d, TsNode *columns, const DrizzleColumn *c) {
    bool numbered = d->core == DRIZZLE_PG && c->plan->attribute->identity;
    TsNode *column = put_named(d, columns, c->plan->name);
    put_text(d, column, "type", c->type);
    if (c->type_schema.size) {
        put_text(d, column, "typeSchema", c->type_schema);
    }
    put_bool(d, column, "primaryKey", c->primary && d->core != DRIZZLE_MYSQL);
    put_bool(d, column, "notNull", c->not_null || c->primary || numbered);
    if (d->core != DRIZZLE_PG) {
        put_bool(d, column, "autoincrement", c->counts);
    }
    if (c->generated.size) {
        TsNode *generated = put_object(d, column, "generated");
        Text as = d->core == DRIZZLE_SQLITE ? text_format(d->a, "(%.*s)", TEXT_ARG(c->generated))
                                            : c->generated;
        put_text(d, generated, "as", as);
        put_words(d, generated, "type", c->generation);
    }
    if (numbered) {
        put_identity(d, column, c);
    }
    if (c->kept.size) {
        put(d, column, "default", c->raw ? ts_word(d->a, c->kept) : drizzle_json(d, c->kept));
    }
}

/* ---- keys, checks, indexes, policies ---- */

static void put_primary(Drizzle *d, TsNode *keys, const PlanTable *table) {
    const PlanKey *key = table->primary;
    if (!key || (key->column_count == 1 && d->core != DRIZZLE_MYSQL)) {
        return;
    }
    TsNode *value = put_named(d, keys, drizzle_primary_name(d, key));
    put(d, value, "columns", names_of(d, key->column, key->column_count));
}

static void put_unique(Drizzle *d, TsNode *keys, const PlanKey *key) {
    TsNode *value = put_named(d, keys, key->name);
    if (d->core == DRIZZLE_PG) {
        put_bool(d, value, "nullsNotDistinct", drizzle_nulls_not_distinct(d, key->key));
    }
    put(d, value, "columns", names_of(d, key->column, key->column_count));
    if (d->core == DRIZZLE_SQLITE) {
        put_bool(d, value, "isUnique", true);
    }
}

static void put_foreign_key(Drizzle *d, TsNode *keys, const PlanForeignKey *fk) {
    TsNode *value = put_named(d, keys, fk->name);
    put_text(d, value, "tableFrom", fk->table->name);
    put_text(d, value, "tableTo", fk->target->name);
    if (fk->target->schema.size) {
        put_text(d, value, "schemaTo", fk->target->schema);
    }
    put(d, value, "columnsFrom", names_of(d, fk->column, fk->column_count));
    put(d, value, "columnsTo", names_of(d, fk->target_column, fk->column_count));
    put_words(d, value, "onDelete", drizzle_action(fk->relation->on_delete));
    put_words(d, value, "onUpdate", drizzle_action(fk->relation->on_update));
}

static void put_check(Drizzle *d, TsNode *checks, const PlanCheck *check) {
    TsNode *value = put_named(d, checks, check->name);
    put_text(d, value, "value", drizzle_condition(d, check));
}

/* PostgreSQL's: an object with its order; SQL counts as ascending, whatever it says. */
static TsNode *part_object(Drizzle *d, const DrizzlePart *part) {
    TsNode *object = ts_object(d->a, true);
    put_text(d, object, "expression", part->column ? part->column->name : part->sql);
    put_bool(d, object, "isExpression", !part->column);
    put_bool(d, object, "asc", !part->descending);
    put_words(d, object, "nulls", part->nulls_first ? "first" : "last");
    if (part->operators.size) {
        put_text(d, object, "opclass", part->operators);
    }
    return object;
}

/* INTERNAL notes which parts are SQL: outside PostgreSQL they are texts, as columns are. */
static void put_index(Drizzle *d, TsNode *indexes, TsNode *internal, const PlanIndex *index) {
    TsNode *value = put_named(d, indexes, index->name), *columns = ts_list(d->a), *noted = NULL;
    DrizzleParts parts = drizzle_parts(d, index);
    for (size_t i = 0; i < parts.count; i++) {
        const DrizzlePart *part = &parts.at[i];
        if (d->core == DRIZZLE_PG) {
            ts_add(d->a, columns, part_object(d, part));
            continue;
        }
        ts_add(d->a, columns, drizzle_json(d, part->column ? part->column->name : part->sql));
        if (part->column) {
            continue;
        }
        if (!noted) {
            TsNode *entry = ts_object(d->a, true);
            ts_put(d->a, internal, key_of(d, index->name), entry);
            noted = put_object(d, entry, "columns");
        }
        TsNode *is = ts_object(d->a, true);
        ts_put(d->a, noted, key_of(d, part->sql), is);
        put_bool(d, is, "isExpression", true);
    }
    put(d, value, "columns", columns);
    put_bool(d, value, "isUnique", index->unique);
    if (index->where && d->core != DRIZZLE_MYSQL) {
        put_text(d, value, "where", drizzle_expression(d, index->where));
    }
    if (d->core == DRIZZLE_PG) {
        put_bool(d, value, "concurrently", false);
        put_words(d, value, "method", drizzle_method(index));
        put_object(d, value, "with");
    }
}

static int compare_texts(const void *left, const void *right) {
    return text_compare(*(const Text *)left, *(const Text *)right);
}

static TsNode *sorted_roles(Drizzle *d, const PlanPolicy *policy) {
    TsNode *list = ts_list(d->a);
    size_t count = policy->role_count ? policy->role_count : 1;
    Text *role = arena_array(d->a, Text, count);
    role[0] = TEXT("public");
    for (size_t i = 0; i < policy->role_count; i++) {
        role[i] = policy->role[i];
    }
    qsort(role, count, sizeof *role, compare_texts);
    for (size_t i = 0; i < count; i++) {
        ts_add(d->a, list, drizzle_json(d, role[i]));
    }
    return list;
}

static void put_policy(Drizzle *d, TsNode *policies, const PlanPolicy *policy) {
    TsNode *value = put_named(d, policies, policy->name);
    put_words(d, value, "as", "PERMISSIVE");
    put_text(d, value, "for", text_upper_ascii(d->a, text_from(drizzle_command(policy->command))));
    put(d, value, "to", sorted_roles(d, policy));
    if (policy->using) {
        put_text(d, value, "using", drizzle_expression(d, policy->using));
    }
    if (policy->check) {
        put_text(d, value, "withCheck", drizzle_expression(d, policy->check));
    }
}

/* ---- tables ---- */

static void put_table(Drizzle *d, TsNode *tables, TsNode *internal, const PlanTable *plan,
                      const DrizzleExtras *extras) {
    bool pg = d->core == DRIZZLE_PG;
    const DrizzleTable *table = drizzle_table(d, plan);
    TsNode *value = ts_object(d->a, true);
    ts_put(d->a, tables, key_of(d, pg ? in_schema(d, plan->schema, plan->name) : plan->name),
           value);
    put_text(d, value, "name", plan->name);
    if (pg) {
        put_text(d, value, "schema", plan->schema);
    }
    TsNode *columns = put_object(d, value, "columns");
    for (size_t i = 0; i < plan->column_count; i++) {
        put_column(d, columns, &table->column[i]);
    }
    TsNode *indexes = put_object(d, value, "indexes");
    for (size_t i = 0; i < extras->indexes.count; i++) {
        if (drizzle_holds_index(d, extras->indexes.at[i])) {
            put_index(d, indexes, internal, extras->indexes.at[i]);
        }
    }
    TsNode *foreign_keys = put_object(d, value, "foreignKeys");
    for (size_t i = 0; i < plan->foreign_keys.count; i++) {
        put_foreign_key(d, foreign_keys, plan->foreign_keys.at[i]);
    }
    put_primary(d, put_object(d, value, "compositePrimaryKeys"), plan);
    TsNode *uniques = put_object(d, value, "uniqueConstraints");
    for (size_t i = 0; i < plan->uniques.count; i++) {
        put_unique(d, d->core == DRIZZLE_SQLITE ? indexes : uniques, plan->uniques.at[i]);
    }
    if (pg) {
        TsNode *policies = put_object(d, value, "policies");
        for (size_t i = 0; i < extras->policies.count; i++) {
            put_policy(d, policies, extras->policies.at[i]);
        }
    }
    TsNode *checks =
        put_object(d, value, d->core == DRIZZLE_MYSQL ? "checkConstraint" : "checkConstraints");
    for (size_t i = 0; i < plan->checks.count; i++) {
        if (drizzle_holds_check(d, plan->checks.at[i])) {
            put_check(d, checks, plan->checks.at[i]);
        }
    }
    if (pg) {
        put_bool(d, value, "isRLSEnabled", extras->row_security && !extras->policies.count);
    }
}

/* ---- enums, schemas, roles, views ---- */

static void put_enum(Drizzle *d, TsNode *enums, const PlanEnum *plan) {
    TsNode *value = ts_object(d->a, true), *values = ts_list(d->a);
    ts_put(d->a, enums, key_of(d, in_schema(d, plan->schema, plan->name)), value);
    put_text(d, value, "name", plan->name);
    put_text(d, value, "schema", plan->schema.size ? plan->schema : TEXT("public"));
    for (size_t i = 0; i < plan->enumeration->value_count; i++) {
        ts_add(d->a, values, drizzle_json(d, plan->enumeration->value[i]));
    }
    put(d, value, "values", values);
}

static void put_role(Drizzle *d, TsNode *roles, const PlanRole *role) {
    TsNode *value = put_named(d, roles, role->name);
    put_bool(d, value, "createDb", false);
    put_bool(d, value, "createRole", false);
    put_bool(d, value, "inherit", true);
}

static void put_sequences(Drizzle *d, TsNode *sequences) {
    DrizzleColumns loose = drizzle_loose_sequences(d);
    for (size_t i = 0; i < loose.count; i++) {
        const PlanColumn *column = loose.at[i]->plan;
        Text schema = plan_table(d->plan, column->attribute->entity)->schema;
        TsNode *value = ts_object(d->a, true);
        ts_put(d->a, sequences, key_of(d, in_schema(d, schema, drizzle_sequence(d, column))),
               value);
        put_numbers(d, value, loose.at[i]);
    }
}

static void put_view(Drizzle *d, TsNode *views, const PlanView *view) {
    bool pg = d->core == DRIZZLE_PG;
    TsNode *value = ts_object(d->a, true);
    ts_put(d->a, views, key_of(d, pg ? in_schema(d, TEXT(""), view->name) : view->name), value);
    put_object(d, value, "columns");
    put_text(d, value, "definition", text_trim(view->query));
    put_text(d, value, "name", view->name);
    if (pg) {
        put_words(d, value, "schema", "public");
    }
    put_bool(d, value, "isExisting", false);
    if (pg) {
        put_bool(d, value, "materialized", false);
    }
    if (d->core == DRIZZLE_MYSQL) {
        put_words(d, value, "algorithm", "undefined");
        put_words(d, value, "sqlSecurity", "definer");
    }
}

/* The members that hold the steps of other kinds than tables. */
static void put_steps(Drizzle *d, TsNode *enums, TsNode *schemas, TsNode *roles, TsNode *views) {
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        const PlanItem *item = d->plan->steps.at[i].item;
        if (item->kind == PLAN_VIEW) {
            put_view(d, views, (const PlanView *)item);
        } else if (d->core != DRIZZLE_PG) {
            continue;
        } else if (item->kind == PLAN_ENUM) {
            put_enum(d, enums, (const PlanEnum *)item);
        } else if (item->kind == PLAN_ROLE) {
            put_role(d, roles, (const PlanRole *)item);
        } else if (item->kind == PLAN_SCHEMA) {
            Text name = ((const PlanSchema *)item)->name;
            ts_put(d->a, schemas, key_of(d, name), drizzle_json(d, name));
        }
    }
}

void drizzle_write_snapshot(Drizzle *d, const DrizzleExtras *extras, Text id) {
    static const char *const version[] = {"7", "5", "6"};
    static const char *const dialect[] = {"postgresql", "mysql", "sqlite"};
    bool pg = d->core == DRIZZLE_PG;
    TsNode *root = ts_object(d->a, true), *noted = ts_object(d->a, true);
    put_text(d, root, "id", id);
    put_words(d, root, "prevId", nobody);
    put_words(d, root, "version", version[d->core]);
    put_words(d, root, "dialect", dialect[d->core]);
    TsNode *tables = put_object(d, root, "tables");
    for (size_t i = 0; i < d->plan->tables.count; i++) {
        const PlanTable *table = d->plan->tables.at[i];
        if (drizzle_table(d, table)->apart) {
            continue;
        }
        put_table(d, tables, noted, table, &extras[table->entity->number]);
    }
    TsNode *enums = d->core == DRIZZLE_MYSQL ? NULL : put_object(d, root, "enums");
    TsNode *schemas = pg ? put_object(d, root, "schemas") : NULL;
    TsNode *roles = NULL;
    if (pg) {
        put_sequences(d, put_object(d, root, "sequences"));
        roles = put_object(d, root, "roles");
        put_object(d, root, "policies");
    }
    TsNode *views = put_object(d, root, "views");
    put_steps(d, enums, schemas, roles, views);
    TsNode *meta = put_object(d, root, "_meta");
    if (pg) {
        put_object(d, meta, "schemas");
    }
    put_object(d, meta, "tables");
    put_object(d, meta, "columns");
    if (!pg) {
        TsNode *internal = put_object(d, root, "internal");
        if (d->core == DRIZZLE_MYSQL) {
            put_object(d, internal, "tables");
        }
        put(d, internal, "indexes", noted);
    }
    emit_file(d->e, "drizzle/meta/0000_snapshot.json");
    ts_print_json(d->e, root);
}
