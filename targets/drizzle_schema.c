/* Drizzle's schema.ts: takes the tables of the plan as drizzle_tables.c has named and described them, gives the
 * constants and types of the file. What is built is laid out at the end, when it is known what to import. */
#include <stdlib.h>

#include "targets/drizzle.h"

/* `before node;`, or a line of its own where there is no node. */
typedef struct Statement {
    Text comment, before;
    TsNode *node;
    bool close; /* no empty line before it */
} Statement;

typedef struct Writer {
    Drizzle *d;
    const DrizzleExtras *extras;
    VEC(Statement) statement;
    Lookup role;       /* PlanRole's constants, by their names */
    Text *schema_name; /* constants of the schemas, by their numbers */
} Writer;

static Statement *add_statement(Writer *w, Text before, TsNode *node) {
    *vec_push(w->d->a, &w->statement) = (Statement){.before = before, .node = node};
    return vec_last(&w->statement);
}

static Statement *add_constant(Writer *w, Text name, TsNode *node) {
    return add_statement(w, text_format(w->d->a, "export const %.*s =", TEXT_ARG(name)), node);
}

static Text remark(Drizzle *d, Text doc) {
    return doc.size ? drizzle_words(d, "$", REMARK(doc)) : doc;
}

/* ---- what stands before the tables ---- */

static const Text *schema_of(Writer *w, Text schema) {
    const Plan *plan = w->d->plan;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const PlanSchema *step = (const PlanSchema *)plan->steps.at[i].item;
        if (step->item.kind == PLAN_SCHEMA && text_equal(step->name, schema)) {
            return &w->schema_name[step->number];
        }
    }
    return NULL;
}

static void add_schema(Writer *w, const PlanSchema *schema) {
    Drizzle *d = w->d;
    Text word = text_join(d->a, code_word(d->a, schema->name, CODE_CAMEL), TEXT("Schema"));
    TsNode *call = ts_call(d->a, drizzle_import(d, "pgSchema"));
    ts_add(d->a, call, drizzle_string(d, schema->name));
    w->schema_name[schema->number] = code_take(&d->names, word);
    add_constant(w, w->schema_name[schema->number], call);
}

static Statement *add_custom(Writer *w, const DrizzleCustom *custom) {
    Drizzle *d = w->d;
    TsNode *options = ts_object(d->a, false);
    ts_put_c(d->a, options, "dataType",
             ts_word(d->a, drizzle_words(d, "() => $", LIT(custom->type))));
    TsNode *call = ts_call(d->a, text_format(d->a, "customType<{ data: %s }>", custom->data));
    ts_add(d->a, call, options);
    return add_statement(w, text_format(d->a, "const %.*s =", TEXT_ARG(custom->name)), call);
}

/* `pgTable`, or what makes it in a schema: `salesSchema.table`. */
static Text maker(Writer *w, const char *core, Text schema, const char *member) {
    const Text *name = schema.size ? schema_of(w, schema) : NULL;
    return name ? text_format(w->d->a, "%.*s.%s", TEXT_ARG(*name), member)
                : drizzle_import(w->d, core);
}

static void add_enum(Writer *w, const PlanEnum *enumeration) {
    Drizzle *d = w->d;
    TsNode *call = ts_call(d->a, maker(w, "pgEnum", enumeration->schema, "enum"));
    ts_add(d->a, call, drizzle_string(d, enumeration->name));
    TsNode *values = ts_add(d->a, call, ts_list(d->a));
    for (size_t i = 0; i < enumeration->enumeration->value_count; i++) {
        ts_add(d->a, values, drizzle_string(d, enumeration->enumeration->value[i]));
    }
    add_constant(w, d->enumeration[enumeration->enumeration->number], call)->comment =
        remark(d, enumeration->enumeration->doc);
}

static void add_role(Writer *w, const PlanRole *role) {
    Drizzle *d = w->d;
    Text word = text_join(d->a, code_word(d->a, role->name, CODE_CAMEL), TEXT("Role"));
    TsNode *call = ts_call(d->a, drizzle_import(d, "pgRole"));
    ts_add(d->a, call, drizzle_string(d, role->name));
    Text name = code_take(&d->names, word);
    lookup_put(d->a, &d->role, role->name, ts_word(d->a, name));
    add_constant(w, name, call)->comment = remark(d, role->role->doc);
}

/* The columns of a view are known to its query alone. */
static void add_view(Writer *w, const PlanView *view) {
    Drizzle *d = w->d;
    static const char *const core[] = {"pgView", "mysqlView", "sqliteView"};
    TsNode *call = ts_call(d->a, drizzle_import(d, core[d->core]));
    ts_add(d->a, call, drizzle_string(d, view->name));
    ts_add(d->a, call, ts_object(d->a, false));
    ts_then(d->a, call, "as");
    ts_add(d->a, call, drizzle_sql(d, text_trim(view->query)));
    add_constant(w, code_take(&d->names, code_word(d->a, view->name, CODE_CAMEL)), call)->comment =
        remark(d, view->view->doc);
}

static void add_before_tables(Writer *w) {
    const Plan *plan = w->d->plan;
    bool pg = w->d->core == DRIZZLE_PG;
    for (size_t i = 0; i < w->d->custom.count; i++) {
        add_custom(w, w->d->custom.at[i])->close = i > 0;
    }
    for (size_t i = 0; i < plan->steps.count && pg; i++) {
        const PlanItem *item = plan->steps.at[i].item;
        if (item->kind == PLAN_SCHEMA) {
            add_schema(w, (const PlanSchema *)item);
        }
    }
    for (size_t i = 0; i < plan->steps.count && pg; i++) {
        const PlanItem *item = plan->steps.at[i].item;
        if (item->kind == PLAN_ENUM) {
            add_enum(w, (const PlanEnum *)item);
        } else if (item->kind == PLAN_ROLE) {
            add_role(w, (const PlanRole *)item);
        }
    }
}

/* ---- columns ---- */

static void add_default(Drizzle *d, TsNode *chain, const DrizzleColumn *c) {
    if (c->standard) {
        ts_then(d->a, chain, c->standard);
    } else if (c->literal || c->fallback.size) {
        ts_then(d->a, chain, "default");
        ts_add(d->a, chain, c->literal ? c->literal : drizzle_sql(d, c->fallback));
    }
}

static void add_generated(Drizzle *d, TsNode *chain, const DrizzleColumn *c) {
    ts_then(d->a, chain, "generatedAlwaysAs");
    ts_add(d->a, chain, drizzle_sql(d, c->generated));
    if (d->core != DRIZZLE_PG) {
        TsNode *options = ts_add(d->a, chain, ts_object(d->a, false));
        ts_put_c(d->a, options, "mode", drizzle_string(d, text_from(c->generation)));
    }
}

static void add_primary(Drizzle *d, TsNode *chain, const DrizzleColumn *c) {
    ts_then(d->a, chain, "primaryKey");
    if (c->counts && d->core == DRIZZLE_SQLITE) {
        TsNode *options = ts_add(d->a, chain, ts_object(d->a, false));
        ts_put_c(d->a, options, "autoIncrement", ts_word(d->a, TEXT("true")));
    }
}

/* The sequence is named where PostgreSQL cuts the name that drizzle would expect. */
static void add_identity(Drizzle *d, TsNode *chain, const DrizzleColumn *c) {
    Text sequence = drizzle_sequence(d, c->plan);
    ts_then(d->a, chain, "generatedByDefaultAsIdentity");
    Text table = plan_table(d->plan, c->plan->attribute->entity)->name;
    if (sequence.size != table.size + c->plan->name.size + sizeof "__seq" - 1) {
        TsNode *options = ts_add(d->a, chain, ts_object(d->a, false));
        ts_put_c(d->a, options, "name", drizzle_string(d, sequence));
    }
}

/* `varchar("name", { length: 40 }).notNull()`. A key and a number of PostgreSQL are never null anyway. */
static TsNode *column_chain(Drizzle *d, const DrizzleColumn *c) {
    TsNode *chain = ts_call(d->a, c->builder);
    bool numbered = c->plan->attribute->identity && d->core == DRIZZLE_PG;
    ts_add(d->a, chain, drizzle_string(d, c->plan->name));
    if (c->options) {
        ts_add(d->a, chain, c->options);
    }
    for (size_t i = 0; i < c->dimensions; i++) {
        ts_then(d->a, chain, "array");
    }
    if (c->typed.size) {
        ts_then(d->a, chain, text_c_string(d->a, c->typed));
    }
    if (c->counts && d->core == DRIZZLE_MYSQL) {
        ts_then(d->a, chain, "autoincrement");
    }
    if (c->primary) {
        add_primary(d, chain, c);
    }
    if (numbered) {
        add_identity(d, chain, c);
    }
    if (c->not_null && !c->primary && !numbered) {
        ts_then(d->a, chain, "notNull");
    }
    add_default(d, chain, c);
    if (c->generated.size) {
        add_generated(d, chain, c);
    }
    return chain;
}

static TsNode *columns_object(Drizzle *d, const DrizzleTable *table) {
    TsNode *object = ts_object(d->a, true);
    for (size_t i = 0; i < table->plan->column_count; i++) {
        const DrizzleColumn *c = &table->column[i];
        ts_put(d->a, object, c->property, column_chain(d, c));
        vec_last(&object->part)->comment = remark(d, c->plan->attribute->doc);
    }
    return object;
}

/* ---- tables ---- */

/* A table that refers to one behind it: the type of each would come from that of the other, and both would be
 * `any`; so what its function gives is said. */
static bool refers_forward(const Bitset made, const PlanTable *table) {
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        const PlanTable *target = table->foreign_keys.at[i]->target;
        if (target != table && !bitset_has(made, target->entity->number)) {
            return true;
        }
    }
    return false;
}

static Text extras_head(Drizzle *d, bool forward) {
    if (!forward) {
        return d->uses_table ? TEXT("(table)") : TEXT("()");
    }
    static const char *const core[] = {"Pg", "MySql", "SQLite"};
    const char *type =
        text_c_string(d->a, text_format(d->a, "%sTableExtraConfigValue", core[d->core]));
    drizzle_import(d, text_c_string(d->a, text_format(d->a, "type %s", type)));
    return text_format(d->a, "(table): %s[]", type);
}

static void add_table(Writer *w, const PlanTable *plan, Bitset made) {
    static const char *const core[] = {"pgTable", "mysqlTable", "sqliteTable"};
    Drizzle *d = w->d;
    const DrizzleTable *table = drizzle_table(d, plan);
    const DrizzleExtras *extras = &w->extras[plan->entity->number];
    TsNode *call = ts_call(d->a, maker(w, core[d->core], plan->schema, "table"));
    ts_add(d->a, call, drizzle_string(d, plan->name));
    ts_add(d->a, call, columns_object(d, table));
    d->uses_table = false;
    TsNode *list = drizzle_extras_list(d, plan, extras);
    if (list->part.count) {
        ts_add(d->a, call, ts_arrow(d->a, extras_head(d, refers_forward(made, plan)), list));
    }
    if (extras->row_security && !extras->policies.count) {
        ts_then(d->a, call, "enableRLS");
    }
    Text before = text_format(d->a, "%s %.*s =", table->apart ? "const" : "export const",
                              TEXT_ARG(table->name));
    add_statement(w, before, call)->comment = remark(d, plan->entity->doc);
    bitset_add(made, plan->entity->number);
}

static void add_type(Writer *w, Text type, Text table, const char *member, bool close) {
    Drizzle *d = w->d;
    Text before = text_format(d->a, "export type %.*s =", TEXT_ARG(type));
    Text value = text_format(d->a, "typeof %.*s.%s", TEXT_ARG(table), member);
    add_statement(w, before, ts_word(d->a, value))->close = close;
}

static void add_tables(Writer *w) {
    const Plan *plan = w->d->plan;
    Bitset made = bitset_make(w->d->a, plan->schema->entity_count);
    for (size_t i = 0; i < plan->tables.count; i++) {
        const DrizzleTable *table = drizzle_table(w->d, plan->tables.at[i]);
        add_table(w, plan->tables.at[i], made);
        add_type(w, table->type, table->name, "$inferSelect", false);
        add_type(w, table->new_type, table->name, "$inferInsert", true);
    }
}

static void add_sequence(Writer *w, const DrizzleColumn *c) {
    Drizzle *d = w->d;
    Text name = drizzle_sequence(d, c->plan);
    Text schema = plan_table(d->plan, c->plan->attribute->entity)->schema;
    TsNode *call = ts_call(d->a, maker(w, "pgSequence", schema, "sequence"));
    TsNode *options = ts_object(d->a, false);
    ts_put_c(d->a, options, "maxValue", drizzle_string(d, text_from(drizzle_sequence_end(c))));
    ts_add(d->a, call, drizzle_string(d, name));
    ts_add(d->a, call, options);
    Text word = text_join(d->a, code_word(d->a, name, CODE_CAMEL), TEXT("uence"));
    add_constant(w, code_take(&d->names, word), call);
}

/* drizzle-kit looks for tables among the exports, and not inside of them. */
static void add_partitioned(Writer *w) {
    Drizzle *d = w->d;
    TsNode *tables = ts_object(d->a, false);
    for (size_t i = 0; i < d->plan->tables.count; i++) {
        const DrizzleTable *table = drizzle_table(d, d->plan->tables.at[i]);
        if (table->apart) {
            ts_add(d->a, tables, ts_word(d->a, table->name));
        }
    }
    if (tables->part.count) {
        add_constant(w, TEXT("partitioned"), tables)->comment =
            TEXT("Tables in partitions: drizzle-kit knows none, and must not see them.");
    }
    DrizzleColumns loose = drizzle_loose_sequences(d);
    for (size_t i = 0; i < loose.count; i++) {
        add_sequence(w, loose.at[i]);
    }
}

static void add_relations(Writer *w) {
    Drizzle *d = w->d;
    for (size_t i = 0; i < d->plan->tables.count; i++) {
        DrizzleTable *table = drizzle_table(d, d->plan->tables.at[i]);
        TsNode *call = drizzle_relations(d, table);
        if (call) {
            Text word = text_join(d->a, table->name, TEXT("Relations"));
            add_constant(w, code_take(&d->names, word), call);
        }
    }
}

/* ---- the file ---- */

static int compare_words(const void *left, const void *right) {
    Text a = *(const Text *)left, b = *(const Text *)right;
    Text type = TEXT("type ");
    a = text_starts_with(a, type) ? text_slice(a, type.size, a.size) : a;
    b = text_starts_with(b, type) ? text_slice(b, type.size, b.size) : b;
    return text_compare(a, b);
}

static void write_import(Drizzle *d, const Text *word, size_t count, const char *from) {
    TsNode *words = ts_object(d->a, false);
    for (size_t i = 0; i < count; i++) {
        ts_add(d->a, words, ts_word(d->a, word[i]));
    }
    Text after = text_format(d->a, " from \"%s\";", from);
    if (count) {
        ts_print(d->e, TEXT("import"), words, text_c_string(d->a, after));
    }
}

static void write_imports(Drizzle *d, bool relations) {
    Text orm[2];
    size_t count = 0;
    if (relations) {
        orm[count++] = TEXT("relations");
    }
    if (d->uses_sql) {
        orm[count++] = TEXT("sql");
    }
    static const char *const core[] = {"drizzle-orm/pg-core", "drizzle-orm/mysql-core",
                                       "drizzle-orm/sqlite-core"};
    write_import(d, orm, count, "drizzle-orm");
    if (d->import.count) {
        qsort(d->import.at, d->import.count, sizeof *d->import.at, compare_words);
    }
    write_import(d, d->import.at, d->import.count, core[d->core]);
}

static void write_statement(Drizzle *d, const Statement *statement) {
    if (!statement->close) {
        emit_blank(d->e);
    }
    if (statement->comment.size) {
        emit(d->e, "/** $ */\n", CODE(statement->comment));
    }
    ts_print(d->e, statement->before, statement->node, ";");
}

void drizzle_write_schema(Drizzle *d, const DrizzleExtras *extras) {
    Writer w = {.d = d, .extras = extras};
    w.schema_name = arena_array(d->a, Text, d->plan->steps.count + 1);
    add_before_tables(&w);
    add_tables(&w);
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        if (d->plan->steps.at[i].item->kind == PLAN_VIEW) {
            add_view(&w, (const PlanView *)d->plan->steps.at[i].item);
        }
    }
    add_partitioned(&w);
    size_t before = w.statement.count;
    add_relations(&w);
    emit_file(d->e, "src/db/schema.ts");
    emit(d->e, "// $\n\n", CODE(drizzle_words(d, "$", REMARK(stack_banner(&d->stack)))));
    write_imports(d, w.statement.count > before);
    for (size_t i = 0; i < w.statement.count; i++) {
        write_statement(d, &w.statement.at[i]);
    }
}
