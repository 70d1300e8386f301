/* Drizzle's keys: takes a table, gives what stands behind its columns in schema.ts: the keys of more than one
 * column, the checks, foreign keys, indexes and policies, each by its name. */
#include "targets/drizzle.h"

static TsNode *members(Drizzle *d, const PlanColumn *const *column, size_t count,
                       const char *within) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < count; i++) {
        ts_add(d->a, list, drizzle_member(d, column[i], within));
    }
    return list;
}

static TsNode *primary_key(Drizzle *d, const PlanKey *key) {
    TsNode *call = ts_call(d->a, drizzle_import(d, "primaryKey"));
    TsNode *options = ts_add(d->a, call, ts_object(d->a, false));
    ts_put_c(d->a, options, "name", drizzle_string(d, drizzle_primary_name(d, key)));
    ts_put_c(d->a, options, "columns", members(d, key->column, key->column_count, "table"));
    return call;
}

static TsNode *unique_key(Drizzle *d, const PlanKey *key) {
    TsNode *call = ts_call(d->a, drizzle_import(d, "unique"));
    ts_add(d->a, call, drizzle_string(d, key->name));
    ts_then(d->a, call, "on");
    for (size_t i = 0; i < key->column_count; i++) {
        ts_add(d->a, call, drizzle_member(d, key->column[i], "table"));
    }
    if (drizzle_nulls_not_distinct(d, key->key)) {
        ts_then(d->a, call, "nullsNotDistinct");
    }
    return call;
}

static TsNode *check(Drizzle *d, const PlanCheck *item) {
    TsNode *call = ts_call(d->a, drizzle_import(d, "check"));
    ts_add(d->a, call, drizzle_string(d, item->name));
    ts_add(d->a, call, drizzle_sql(d, drizzle_condition(d, item)));
    return call;
}

static void add_action(Drizzle *d, TsNode *call, const char *event, Action action) {
    if (action != ACTION_NO_ACTION) {
        ts_then(d->a, call, event);
        ts_add(d->a, call, drizzle_string(d, text_from(drizzle_action(action))));
    }
}

static TsNode *foreign_key(Drizzle *d, const PlanForeignKey *fk) {
    TsNode *call = ts_call(d->a, drizzle_import(d, "foreignKey"));
    TsNode *options = ts_add(d->a, call, ts_object(d->a, true));
    const char *within = fk->target == fk->table ? "table" : NULL;
    ts_put_c(d->a, options, "name", drizzle_string(d, fk->name));
    ts_put_c(d->a, options, "columns", members(d, fk->column, fk->column_count, "table"));
    ts_put_c(d->a, options, "foreignColumns",
             members(d, fk->target_column, fk->column_count, within));
    add_action(d, call, "onDelete", fk->relation->on_delete);
    add_action(d, call, "onUpdate", fk->relation->on_update);
    return call;
}

static TsNode *index_part(Drizzle *d, const DrizzlePart *part) {
    if (!part->column) {
        return drizzle_sql(d, part->sql);
    }
    TsNode *member = drizzle_member(d, part->column, "table");
    if (!part->operators.size && !part->descending && !part->nulls_first) {
        return member;
    }
    TsNode *chain = ts_chain(d->a, member->text);
    if (part->descending) {
        ts_then(d->a, chain, "desc");
    }
    if (part->descending || part->nulls_first) {
        ts_then(d->a, chain, part->nulls_first ? "nullsFirst" : "nullsLast");
    }
    if (part->operators.size) {
        ts_then(d->a, chain, "op");
        ts_add(d->a, chain, drizzle_string(d, part->operators));
    }
    return chain;
}

static TsNode *table_index(Drizzle *d, const PlanIndex *item) {
    TsNode *call = ts_call(d->a, drizzle_import(d, item->unique ? "uniqueIndex" : "index"));
    bool plain = d->core != DRIZZLE_PG || item->method == INDEX_BTREE;
    DrizzleParts parts = drizzle_parts(d, item);
    ts_add(d->a, call, drizzle_string(d, item->name));
    ts_then(d->a, call, plain ? "on" : "using");
    if (!plain) {
        ts_add(d->a, call, drizzle_string(d, text_from(drizzle_method(item))));
    }
    for (size_t i = 0; i < parts.count; i++) {
        ts_add(d->a, call, index_part(d, &parts.at[i]));
    }
    if (item->where && d->core != DRIZZLE_MYSQL) {
        ts_then(d->a, call, "where");
        ts_add(d->a, call, drizzle_sql(d, drizzle_expression(d, item->where)));
    }
    return call;
}

static TsNode *roles_of(Drizzle *d, const PlanPolicy *item) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < item->role_count; i++) {
        const TsNode *constant = lookup_get(&d->role, item->role[i]);
        ts_add(d->a, list,
               constant ? ts_word(d->a, constant->text) : drizzle_string(d, item->role[i]));
    }
    return item->role_count == 1 ? list->part.at[0].node : list;
}

static TsNode *policy(Drizzle *d, const PlanPolicy *item) {
    TsNode *call = ts_call(d->a, drizzle_import(d, "pgPolicy"));
    ts_add(d->a, call, drizzle_string(d, item->name));
    TsNode *options = ts_add(d->a, call, ts_object(d->a, true));
    ts_put_c(d->a, options, "for", drizzle_string(d, text_from(drizzle_command(item->command))));
    if (item->role_count) {
        ts_put_c(d->a, options, "to", roles_of(d, item));
    }
    if (item->using) {
        ts_put_c(d->a, options, "using", drizzle_sql(d, drizzle_expression(d, item->using)));
    }
    if (item->check) {
        ts_put_c(d->a, options, "withCheck", drizzle_sql(d, drizzle_expression(d, item->check)));
    }
    return call;
}

TsNode *drizzle_extras_list(Drizzle *d, const PlanTable *table, const DrizzleExtras *extras) {
    TsNode *list = ts_list(d->a);
    if (table->primary && table->primary->column_count > 1) {
        ts_add(d->a, list, primary_key(d, table->primary));
    }
    for (size_t i = 0; i < table->uniques.count; i++) {
        ts_add(d->a, list, unique_key(d, table->uniques.at[i]));
    }
    for (size_t i = 0; i < table->checks.count; i++) {
        if (drizzle_holds_check(d, table->checks.at[i])) {
            ts_add(d->a, list, check(d, table->checks.at[i]));
        }
    }
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        ts_add(d->a, list, foreign_key(d, table->foreign_keys.at[i]));
    }
    for (size_t i = 0; i < extras->indexes.count; i++) {
        if (drizzle_holds_index(d, extras->indexes.at[i])) {
            ts_add(d->a, list, table_index(d, extras->indexes.at[i]));
        }
    }
    for (size_t i = 0; i < extras->policies.count; i++) {
        ts_add(d->a, list, policy(d, extras->policies.at[i]));
    }
    return list;
}
