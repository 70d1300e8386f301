/* Sqlite triggers: what the plan asks for (updated_at, immutable columns, audit trails), and what a check or
 * a column can not do itself: conditions that ask the clock or a list, elements, numbers in a composite key.
 * SQLite has no functions: each trigger holds its statements. */
#include <string.h>

#include "targets/sqlite.h"

const char *sqlite_row_number(Sql *s, const PlanTable *table) {
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool taken = false;
        for (size_t k = 0; k < table->column_count; k++) {
            Text column = text_lower_ascii(s->plan->arena, table->column[k].name);
            taken = taken || text_equal_c(column, names[i]);
        }
        if (!taken)
            return names[i];
    }
    return names[0];
}

void sqlite_begin_trigger(Sql *s, Text name, const char *suffix, const char *event,
                          const PlanTable *table) {
    emit_blank(s->e);
    emit(s->e, "CREATE TRIGGER $\n    $ ON ",
         ID(text_join(s->plan->arena, name, text_from(suffix))), WORD(event));
    sql_table_name(s, table);
    emit_text(s->e, " FOR EACH ROW");
}

void sqlite_end_trigger(Sql *s) {
    emit_text(s->e, "\nEND");
    sql_end(s);
    emit_blank(s->e);
}

void sqlite_print_of_row(Sql *s, const char *row, const PlanColumn *column) {
    emit_text(s->e, row ? row : "");
    emit(s->e, "$", ID(column->name));
}

/* ---- what a table can not do itself ---- */

bool sqlite_is_kept_by_trigger(Sql *s, const PlanCheck *check) {
    (void)s;
    return check->condition && sqlite_needs_trigger(check->condition);
}

/* Names as a trigger sees them. */
static void print_in_new_row(Sql *s, const Expr *e, SqlLevel least) {
    s->row = "NEW.";
    sql_expr(s, e, least);
    s->row = NULL;
}

static void reject(Sql *s, Text constraint) {
    Text words = text_join(s->plan->arena, TEXT("CHECK constraint failed: "), constraint);
    emit(s->e, "\nBEGIN\n    SELECT RAISE(ABORT, $);", LIT(words));
    sqlite_end_trigger(s);
}

static const struct {
    const char *suffix, *event;
} changes[] = {{"_insert", "AFTER INSERT"}, {"_update", "AFTER UPDATE"}};

static void print_guard_of_check(Sql *s, const PlanCheck *check) {
    emit_item(s->e, &check->item);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        sqlite_begin_trigger(s, check->name, changes[i].suffix, changes[i].event, check->table);
        if (i == 0 && s->comment[check->item.id])
            sqlite_print_comment_lines(s, "\n    ", s->comment[check->item.id]->text, "");
        emit_text(s->e, "\n    WHEN NOT ");
        print_in_new_row(s, check->condition, SQL_CALL);
        reject(s, check->name);
    }
}

static void print_guard_of_elements(Sql *s, const PlanTable *table, const PlanColumn *column) {
    Text name = text_format(s->plan->arena, "%.*s_%.*s_elements", TEXT_ARG(table->name),
                            TEXT_ARG(column->name));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        sqlite_begin_trigger(s, name, changes[i].suffix, changes[i].event, table);
        emit(s->e,
             "\n    WHEN EXISTS (\n        SELECT 1 FROM json_each(NEW.$)\n        WHERE value IS "
             "NOT "
             "NULL AND NOT (",
             ID(column->name));
        sqlite_print_element_check(s, column->attribute->type->element);
        emit_text(s->e, ")\n    )");
        reject(s, name);
    }
}

static void print_numbering(Sql *s, const PlanTable *table, const PlanColumn *column) {
    Text name =
        text_format(s->plan->arena, "%.*s_%.*s", TEXT_ARG(table->name), TEXT_ARG(column->name));
    const char *row = sqlite_row_number(s, table);
    sqlite_begin_trigger(s, name, "_number", "AFTER INSERT", table);
    emit(s->e, "\n    WHEN NEW.$ IS NULL\nBEGIN\n    UPDATE $", ID(column->name), ID(table->name));
    emit(s->e, "\n    SET $ = (SELECT coalesce(max($), 0) + 1 FROM $)", ID(column->name),
         ID(column->name), ID(table->name));
    emit(s->e, "\n    WHERE $ = NEW.$;", WORD(row), WORD(row));
    sqlite_end_trigger(s);
    sqlite_begin_trigger(s, name, "_stays", "BEFORE UPDATE", table);
    emit(s->e, "\n    WHEN NEW.$ IS NULL\nBEGIN\n    SELECT RAISE(ABORT, $);", ID(column->name),
         LIT(text_format(s->plan->arena, "NOT NULL constraint failed: %.*s.%.*s",
                         TEXT_ARG(table->name), TEXT_ARG(column->name))));
    sqlite_end_trigger(s);
}

static bool has_elements_to_check(Sql *s, const PlanColumn *column) {
    const Type *t = column->attribute->type;
    return t->kind == TYPE_ARRAY && !plan_native_text(s->plan, t).size &&
           t->element->kind != TYPE_NATIVE && !plan_native_text(s->plan, t->element).size;
}

void sqlite_guard_table(Sql *s, const PlanTable *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (sqlite_is_numbered_by_trigger(s, &table->column[i]))
            print_numbering(s, table, &table->column[i]);
        if (has_elements_to_check(s, &table->column[i]))
            print_guard_of_elements(s, table, &table->column[i]);
    }
    for (size_t i = 0; i < table->checks.count; i++)
        if (sqlite_is_kept_by_trigger(s, table->checks.at[i]))
            print_guard_of_check(s, table->checks.at[i]);
}

/* ---- what the plan asks for ---- */

static void print_now(Sql *s, const PlanColumn *column) {
    emit(s->e, "strftime($, 'now')", WORD(sqlite_temporal_format(column->attribute->type)));
}

static const PlanColumn *updated_at(const PlanTable *table) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->column[i].attribute->origin == ATTRIBUTE_UPDATED_AT)
            return &table->column[i];
    return NULL;
}

/* In one statement the present instant stays the same, so that the trigger calls itself once at most. */
static void print_updated_at(Sql *s, const PlanTrigger *trigger) {
    const PlanColumn *touched = trigger->column[0];
    Text column = touched->name;
    const char *row = sqlite_row_number(s, trigger->table);
    emit(s->e, "\n    WHEN NEW.$ IS NOT ", ID(column));
    print_now(s, touched);
    emit(s->e, "\nBEGIN\n    UPDATE $ SET $ = ", ID(trigger->table->name), ID(column));
    print_now(s, touched);
    emit(s->e, "\n    WHERE $ = NEW.$;", WORD(row), WORD(row));
}

static void print_immutable(Sql *s, const PlanTrigger *trigger) {
    Text names = trigger->column[0]->name;
    emit_text(s->e, "\n    WHEN ");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$OLD.$ IS NOT NEW.$", i ? WORD(" OR ") : WORD(""), ID(column), ID(column));
        if (i)
            names = text_format(s->plan->arena, "%.*s, %.*s", TEXT_ARG(names), TEXT_ARG(column));
    }
    Text words = text_format(s->plan->arena, "the value of %.*s in %.*s never changes",
                             TEXT_ARG(names), TEXT_ARG(trigger->table->name));
    emit(s->e, "\nBEGIN\n    SELECT RAISE(ABORT, $);", LIT(words));
}

/* A value as JSON has it. */
static void print_json_value(Sql *s, const PlanColumn *column, const char *row) {
    const Type *t = column->attribute->type;
    bool native = plan_native_text(s->plan, t).size != 0;
    const char *before = "", *after = "";
    if (!native && t->kind == TYPE_BOOLEAN) {
        before = "json(CASE ", after = " WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)";
    } else if (!native && (t->kind == TYPE_JSON || t->kind == TYPE_ARRAY)) {
        before = "json(", after = ")";
    } else if (native || t->kind == TYPE_BYTES) {
        emit_text(s->e, "CASE typeof(");
        sqlite_print_of_row(s, row, column);
        emit_text(s->e, ") WHEN 'blob' THEN hex(");
        sqlite_print_of_row(s, row, column);
        before = ") ELSE ", after = " END";
    }
    emit_text(s->e, before);
    sqlite_print_of_row(s, row, column);
    emit_text(s->e, after);
}

/* Whether COLUMN is one of those that are kept out. */
static bool is_kept_out(const PlanTrigger *trigger, const PlanColumn *column) {
    for (size_t i = 0; i < trigger->column_count; i++)
        if (trigger->column[i] == column)
            return true;
    return false;
}

enum { OBJECT_MEMBERS = 50 }; /* SQLite takes 127 arguments */

/* The row as one object; more members than a call takes are joined by json_patch, and those that are
 * null would get lost there, so each call but the last is wrapped by json_insert. */
static void print_row_object(Sql *s, const PlanTrigger *trigger, const char *row) {
    const PlanTable *table = trigger->table;
    const PlanColumn *touched = updated_at(table);
    bool after_update = !strcmp(row, "NEW.") && trigger->events == COMMAND_UPDATE;
    size_t count = 0, calls = 0;
    for (size_t i = 0; i < table->column_count; i++)
        count += !is_kept_out(trigger, &table->column[i]);
    for (size_t left = count; left > OBJECT_MEMBERS; left -= OBJECT_MEMBERS, calls++)
        emit_text(s->e, "json_insert(");
    emit_text(s->e, "json_object(");
    size_t at = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const PlanColumn *column = &table->column[i];
        if (is_kept_out(trigger, column))
            continue;
        bool path = at >= OBJECT_MEMBERS;
        if (path && at % OBJECT_MEMBERS == 0)
            emit_text(s->e, "), ");
        else
            emit_text(s->e, at ? ", " : "");
        Text name =
            path ? text_format(s->plan->arena, "$.\"%.*s\"", TEXT_ARG(column->name)) : column->name;
        emit(s->e, "$, ", LIT(name));
        if (after_update && column == touched)
            print_now(s, touched);
        else
            print_json_value(s, column, row);
        at++;
    }
    emit_text(s->e, ")");
}

static void print_key_object(Sql *s, const PlanTrigger *trigger, const char *row) {
    const PlanKey *key = trigger->table->primary;
    emit_text(s->e, "json_object(");
    for (size_t i = 0; key && i < key->column_count; i++) {
        emit(s->e, i ? ", $, " : "$, ", LIT(key->column[i]->name));
        print_json_value(s, key->column[i], row);
    }
    emit_text(s->e, ")");
}

/* The update that only moves updated_at on is a part of the one that the trail has already. */
static void print_audited_change(Sql *s, const PlanTrigger *trigger) {
    const PlanTable *table = trigger->table;
    const PlanColumn *touched = updated_at(table);
    if (trigger->events != COMMAND_UPDATE || !touched)
        return;
    emit(s->e, "\n    WHEN NEW.$ IS NOT ", ID(touched->name));
    print_now(s, touched);
    for (size_t i = 0; i < table->column_count; i++) {
        Text column = table->column[i].name;
        if (&table->column[i] != touched)
            emit(s->e, "\n        OR NEW.$ IS NOT OLD.$", ID(column), ID(column));
    }
}

static void print_audit(Sql *s, const PlanTrigger *trigger) {
    static const char *const action[] = {
        [COMMAND_INSERT] = "insert", [COMMAND_UPDATE] = "update", [COMMAND_DELETE] = "delete"};
    print_audited_change(s, trigger);
    emit(s->e,
         "\nBEGIN\n    INSERT INTO $ (action, row_key, old_row, new_row) VALUES (\n        $,\n"
         "        ",
         ID(trigger->audit->name), LIT(text_from(action[trigger->events])));
    print_key_object(s, trigger, trigger->events == COMMAND_DELETE ? "OLD." : "NEW.");
    emit_text(s->e, ",\n        ");
    if (trigger->events == COMMAND_INSERT)
        emit_text(s->e, "NULL");
    else
        print_row_object(s, trigger, "OLD.");
    emit_text(s->e, ",\n        ");
    if (trigger->events == COMMAND_DELETE)
        emit_text(s->e, "NULL");
    else
        print_row_object(s, trigger, "NEW.");
    emit_text(s->e, "\n    );");
}

static void print_dependency(Sql *s, const PlanTrigger *trigger) {
    emit_text(s->e, "\n    WHEN EXISTS (\n        SELECT 1 FROM ");
    sql_table_name(s, trigger->table);
    emit_text(s->e, " AS other\n        WHERE ");
    for (size_t i = 0; i < trigger->from_count; i++) {
        Text column = trigger->from[i]->name;
        emit(s->e, "$other.$ IS NEW.$", i ? WORD(" AND ") : WORD(""), ID(column), ID(column));
    }
    emit_text(s->e, "\n            AND (");
    for (size_t i = 0; i < trigger->column_count; i++) {
        Text column = trigger->column[i]->name;
        emit(s->e, "$other.$ IS NOT NEW.$", i ? WORD(" OR ") : WORD(""), ID(column), ID(column));
    }
    emit_text(s->e, ")\n    )\nBEGIN\n"
                    "    SELECT RAISE(ABORT, 'another row says otherwise');");
}

void sqlite_create_trigger(Sql *s, const PlanItem *item) {
    const PlanTrigger *trigger = (const PlanTrigger *)item;
    const char *event = trigger->kind == TRIGGER_IMMUTABLE  ? "BEFORE UPDATE"
                        : trigger->events == COMMAND_INSERT ? "AFTER INSERT"
                        : trigger->events == COMMAND_DELETE ? "AFTER DELETE"
                                                            : "AFTER UPDATE";
    sqlite_begin_trigger(s, trigger->name, "", event, trigger->table);
    switch (trigger->kind) {
    case TRIGGER_UPDATED_AT: print_updated_at(s, trigger); break;
    case TRIGGER_IMMUTABLE: print_immutable(s, trigger); break;
    case TRIGGER_AUDIT: print_audit(s, trigger); break;
    case TRIGGER_DEPENDENCY: print_dependency(s, trigger); break;
    }
    sqlite_end_trigger(s);
}

void sqlite_drop_trigger(Sql *s, const PlanItem *item) {
    emit(s->e, "DROP TRIGGER $", ID(((const PlanTrigger *)item)->name));
    sql_end(s);
}
