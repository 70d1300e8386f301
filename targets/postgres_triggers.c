/* Postgres triggers: the functions for updated_at, immutable columns and audit trails, and the triggers that
 * call them. */
#include "targets/postgres.h"

Text postgres_dollar_tag(Sql *s, const Text *name, size_t count) {
    Text tag = TEXT("$$");
    for (unsigned next = 1;; next++) {
        bool found = false;
        for (size_t i = 0; i < count; i++)
            found = found || text_find(name[i], tag) != SIZE_MAX;
        /* A name that ends in a dollar could lend it to the tag; quotes stand between the two. */
        if (!found)
            return tag;
        tag = text_format(s->plan->arena, "$body%u$", next);
    }
}

static void open_function(Sql *s, const PlanFunction *function, Text tag, const char *settings) {
    emit_text(s->e, "CREATE FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit(s->e, "() RETURNS trigger\n    LANGUAGE plpgsql$\nAS $\nBEGIN\n", WORD(settings),
         CODE(tag));
}

static void close_function(Sql *s, Text tag) {
    emit(s->e, "\nEND\n$", CODE(tag));
    sql_end(s);
}

static void create_updated_at_function(Sql *s, const PlanFunction *function) {
    Text tag = postgres_dollar_tag(s, &function->column, 1);
    open_function(s, function, tag, "");
    emit(s->e, "    NEW.$ := now();\n    RETURN NEW;", ID(function->column));
    close_function(s, tag);
}

/* The trigger's condition has seen the change; its argument names the columns. */
static void create_immutable_function(Sql *s, const PlanFunction *function) {
    open_function(s, function, TEXT("$$"), "");
    emit_text(s->e, "    RAISE EXCEPTION 'the value of % in %.% never changes',\n"
                    "        TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME\n"
                    "        USING ERRCODE = 'integrity_constraint_violation';");
    close_function(s, TEXT("$$"));
}

/* `zip` of another row and of the new one, compared as values among which null is one. */
static void print_comparison(Sql *s, const PlanColumn *column, const char *operator) {
    emit(s->e, "other.$ $ NEW.$", ID(column->name), WORD(operator), ID(column->name));
}

/* It runs behind the statement, so that the rows of one value can be changed together. The lock lets no two
 * transactions write the same value at a time, of which neither sees the other's row. */
static void create_dependency_function(Sql *s, const PlanFunction *function) {
    const PlanTrigger *trigger = function->trigger;
    size_t count = 0;
    Text *name = arena_array(s->plan->arena, Text, 1 + trigger->column_count + trigger->from_count);
    name[count++] = trigger->table->name;
    for (size_t i = 0; i < trigger->column_count; i++)
        name[count++] = trigger->column[i]->name;
    for (size_t i = 0; i < trigger->from_count; i++)
        name[count++] = trigger->from[i]->name;
    Text tag = postgres_dollar_tag(s, name, count);

    open_function(s, function, tag, "");
    emit_text(s->e, "    PERFORM pg_advisory_xact_lock(\n"
                    "        hashtextextended(TG_RELID::text || ROW(");
    for (size_t i = 0; i < trigger->from_count; i++)
        emit(s->e, "$NEW.$", i ? WORD(", ") : WORD(""), ID(trigger->from[i]->name));
    emit_text(s->e, ")::text, 0)\n    );\n    IF EXISTS (\n        SELECT 1 FROM ");
    sql_qualified(s, trigger->table->schema, trigger->table->name);
    emit_text(s->e, " AS other\n        WHERE ");
    for (size_t i = 0; i < trigger->from_count; i++) {
        emit_text(s->e, i ? " AND " : "");
        print_comparison(s, trigger->from[i], "IS NOT DISTINCT FROM");
    }
    emit_text(s->e, "\n            AND (");
    for (size_t i = 0; i < trigger->column_count; i++) {
        emit_text(s->e, i ? " OR " : "");
        print_comparison(s, trigger->column[i], "IS DISTINCT FROM");
    }
    emit_text(s->e, ")\n    ) THEN\n"
                    "        RAISE EXCEPTION 'another row of %.% says otherwise (%)',\n"
                    "            TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_NAME\n"
                    "            USING ERRCODE = 'integrity_constraint_violation';\n"
                    "    END IF;\n    RETURN NULL;");
    close_function(s, tag);
}

/* The row as JSON, without the columns that are kept out. */
static void print_audit_row(Sql *s, const PlanTrigger *trigger, const char *variable,
                            const char *unless, const char *row) {
    emit(s->e, "    $ jsonb := CASE WHEN TG_OP <> '$' THEN to_jsonb($)", WORD(variable),
         WORD(unless), WORD(row));
    for (size_t i = 0; i < trigger->column_count; i++) {
        emit_text(s->e, i ? ", " : " - ARRAY[");
        emit(s->e, "$", LIT(trigger->column[i]->name));
    }
    emit_text(s->e, trigger->column_count ? "] END;\n" : " END;\n");
}

static void print_audit_key(Sql *s, const PlanTable *table) {
    emit_text(s->e, "jsonb_build_object(");
    for (size_t i = 0; table->primary && i < table->primary->column_count; i++) {
        Text column = table->primary->column[i]->name;
        emit_text(s->e, i ? ", " : "");
        emit(s->e, "$, kept_row -> $", LIT(column), LIT(column));
    }
    emit_text(s->e, ")");
}

/* It runs with the rights of its owner, so that who may write the table need not be able to write its
 * trail; so it trusts no search path. The trail lies in the schema of its table. */
static void create_audit_function(Sql *s, const PlanFunction *function) {
    const PlanTrigger *trigger = function->trigger;
    const PlanTable *table = trigger->table;
    size_t key_count = table->primary ? table->primary->column_count : 0, count = 0;
    Text *name = arena_array(s->plan->arena, Text, 1 + trigger->column_count + key_count);
    name[count++] = trigger->audit->name;
    for (size_t i = 0; i < trigger->column_count; i++)
        name[count++] = trigger->column[i]->name;
    for (size_t i = 0; i < key_count; i++)
        name[count++] = table->primary->column[i]->name;
    Text tag = postgres_dollar_tag(s, name, count);

    emit_text(s->e, "CREATE FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit(s->e,
         "() RETURNS trigger\n    LANGUAGE plpgsql\n    SECURITY DEFINER\n"
         "    SET search_path = pg_catalog, pg_temp\nAS $\nDECLARE\n",
         CODE(tag));
    print_audit_row(s, trigger, "old_row", "INSERT", "OLD");
    print_audit_row(s, trigger, "new_row", "DELETE", "NEW");
    emit_text(s->e, "    kept_row jsonb := coalesce(new_row, old_row);\nBEGIN\n"
                    "    EXECUTE format(\n"
                    "        'INSERT INTO %I.%I (action, changed_by, row_key, old_row, new_row)'\n"
                    "        ' VALUES ($1, $2, $3, $4, $5)',\n");
    emit(s->e, "        TG_TABLE_SCHEMA, $\n    )\n    USING\n", LIT(trigger->audit->name));
    emit_text(s->e, "        lower(TG_OP),\n"
                    "        coalesce(nullif(current_setting('app.current_user_id', true), ''), "
                    "session_user),\n        ");
    print_audit_key(s, table);
    emit_text(s->e, ",\n        old_row,\n        new_row;\n    RETURN NULL;");
    close_function(s, tag);
}

void postgres_create_function(Sql *s, const PlanItem *item) {
    const PlanFunction *function = (const PlanFunction *)item;
    switch (function->kind) {
    case TRIGGER_UPDATED_AT: create_updated_at_function(s, function); break;
    case TRIGGER_AUDIT: create_audit_function(s, function); break;
    case TRIGGER_IMMUTABLE: create_immutable_function(s, function); break;
    case TRIGGER_DEPENDENCY: create_dependency_function(s, function); break;
    }
}

void postgres_drop_function(Sql *s, const PlanItem *item) {
    const PlanFunction *function = (const PlanFunction *)item;
    emit_text(s->e, "DROP FUNCTION ");
    sql_qualified(s, function->schema, function->name);
    emit_text(s->e, "()");
    sql_end(s);
}

static void print_change_of(Sql *s, const PlanTrigger *trigger) {
    emit_text(s->e, "\n    WHEN (");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$OLD.$ IS DISTINCT FROM NEW.$", i ? WORD(" OR ") : WORD(""), ID(column),
             ID(column));
    }
    emit_text(s->e, ")");
}

static Text column_list(Sql *s, const PlanTrigger *trigger) {
    Text list = trigger->column[0]->name;
    for (size_t i = 1; i < trigger->column_count; i++)
        list = text_format(s->plan->arena, "%.*s, %.*s", TEXT_ARG(list),
                           TEXT_ARG(trigger->column[i]->name));
    return list;
}

static void create_trigger_on(Sql *s, const PlanTrigger *trigger, Text table) {
    emit(s->e, "CREATE TRIGGER $\n    $ ON ", ID(trigger->name),
         trigger->kind == TRIGGER_AUDIT        ? WORD("AFTER INSERT OR UPDATE OR DELETE")
         : trigger->kind == TRIGGER_DEPENDENCY ? WORD("AFTER INSERT OR UPDATE")
                                               : WORD("BEFORE UPDATE"));
    sql_qualified(s, trigger->table->schema, table);
    emit_text(s->e, "\n    FOR EACH ROW");
    if (trigger->kind == TRIGGER_IMMUTABLE)
        print_change_of(s, trigger);
    emit_text(s->e, "\n    EXECUTE FUNCTION ");
    sql_qualified(s, trigger->function->schema, trigger->function->name);
    if (trigger->kind == TRIGGER_IMMUTABLE)
        emit(s->e, "($)", LIT(column_list(s, trigger)));
    else
        emit_text(s->e, "()");
    sql_end(s);
}

/* PG 13, CREATE TRIGGER: a row trigger that runs before may stand at a partitioned table; in 12 it has to
 * stand at each partition. */
void postgres_create_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    bool whole = !trigger->table->partition || trigger->kind == TRIGGER_AUDIT ||
                 trigger->kind == TRIGGER_DEPENDENCY || version_at_least(s->plan->version, 13, 0);
    if (whole) {
        create_trigger_on(s, trigger, trigger->table->name);
        return;
    }
    for (size_t i = 0; i < s->plan->steps.count; i++) {
        const PlanPartition *partition = (const PlanPartition *)s->plan->steps.at[i].item;
        if (partition->item.kind != PLAN_PARTITION || partition->table != trigger->table)
            continue;
        emit_blank(s->e);
        create_trigger_on(s, trigger, partition->name);
    }
}

void postgres_drop_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    emit(s->e, "DROP TRIGGER $ ON ", ID(trigger->name));
    sql_table_name(s, trigger->table);
    sql_end(s);
}
