/* Drizzle's tables: takes the plan, gives each table, column and enum its name in TypeScript, and gathers what
 * stands beside the columns: indexes, checks and policies, as far as drizzle has words for them. */
#include "targets/drizzle.h"

/* Words of the language, and what schema.ts imports or uses: no constant is called so. */
static const char *const taken_names[] = {
    "Buffer",
    "abstract",
    "any",
    "arguments",
    "as",
    "async",
    "await",
    "boolean",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "constructor",
    "continue",
    "customType",
    "debugger",
    "declare",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "get",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "is",
    "keyof",
    "let",
    "module",
    "namespace",
    "never",
    "new",
    "null",
    "number",
    "object",
    "of",
    "package",
    "private",
    "protected",
    "public",
    "require",
    "return",
    "set",
    "static",
    "string",
    "super",
    "switch",
    "symbol",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "unique",
    "unknown",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "NaN",
    "Infinity",
    /* drizzle-orm */
    "bigint",
    "blob",
    "char",
    "check",
    "date",
    "datetime",
    "decimal",
    "double",
    "doublePrecision",
    "float",
    "foreignKey",
    "index",
    "inet",
    "int",
    "integer",
    "interval",
    "json",
    "jsonb",
    "longtext",
    "mysqlEnum",
    "mysqlTable",
    "mysqlView",
    "numeric",
    "pgEnum",
    "pgPolicy",
    "pgRole",
    "pgSchema",
    "pgSequence",
    "pgTable",
    "pgView",
    "primaryKey",
    "real",
    "relations",
    "smallint",
    "sql",
    "sqliteTable",
    "sqliteView",
    "table",
    "text",
    "time",
    "timestamp",
    "uniqueIndex",
    "uuid",
    "varchar",
    "one",
    "many",
    "partitioned",
    NULL,
};

static const char *const taken_types[] = {
    "Buffer",
    "Date",
    "PgTableExtraConfigValue",
    "MySqlTableExtraConfigValue",
    "SQLiteTableExtraConfigValue",
    NULL,
};

/* Members that every table of drizzle has. */
static const char *const taken_members[] = {
    "_", "enableRLS", "getSQL", "shouldOmitSQLParens", NULL,
};

static void name_columns(Drizzle *d, DrizzleTable *table) {
    const PlanTable *plan = table->plan;
    table->members = code_scope(d->a, taken_members);
    table->column = arena_array(d->a, DrizzleColumn, plan->column_count);
    for (size_t i = 0; i < plan->column_count; i++) {
        const PlanColumn *column = &plan->column[i];
        Text word = code_word(d->a, column->name, CODE_CAMEL);
        table->column[i] =
            (DrizzleColumn){.plan = column, .property = code_take(&table->members, word)};
    }
}

static void name_table(Drizzle *d, const PlanTable *plan) {
    DrizzleTable *table = drizzle_table(d, plan);
    Text type = code_word(d->a, sym_text(plan->entity->name), CODE_PASCAL);
    table->plan = plan;
    table->apart = d->core == DRIZZLE_PG && plan->partition;
    table->name = code_take(&d->names, code_word(d->a, plan->name, CODE_CAMEL));
    table->type = code_take(&d->types, type);
    table->new_type = code_take(&d->types, text_join(d->a, TEXT("New"), table->type));
    name_columns(d, table);
}

static void name_enum(Drizzle *d, const PlanEnum *enumeration) {
    Text word = text_join(d->a, code_word(d->a, enumeration->name, CODE_CAMEL), TEXT("Enum"));
    d->enumeration[enumeration->enumeration->number] = code_take(&d->names, word);
}

void drizzle_name(Drizzle *d) {
    const Plan *plan = d->plan;
    d->names = code_scope(d->a, taken_names);
    d->types = code_scope(d->a, taken_types);
    d->table = arena_array(d->a, DrizzleTable, plan->schema->entity_count);
    d->enumeration = arena_array(d->a, Text, plan->schema->enumeration_count + 1);
    for (size_t i = 0; i < plan->tables.count; i++) {
        name_table(d, plan->tables.at[i]);
    }
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.at[i].item->kind == PLAN_ENUM) {
            name_enum(d, (const PlanEnum *)plan->steps.at[i].item);
        }
    }
    for (size_t i = 0; i < plan->tables.count; i++) {
        DrizzleTable *table = drizzle_table(d, plan->tables.at[i]);
        for (size_t k = 0; k < table->plan->column_count; k++) {
            drizzle_describe(d, &table->column[k], table->plan);
        }
    }
}

const DrizzleColumn *drizzle_column(const Drizzle *d, const Attribute *attribute) {
    return &d->table[attribute->entity->number].column[attribute->index];
}

TsNode *drizzle_member(Drizzle *d, const PlanColumn *column, const char *within) {
    const Attribute *a = column->attribute;
    d->uses_table = d->uses_table || within;
    Text table = within ? text_from(within) : d->table[a->entity->number].name;
    return ts_word(d->a, text_format(d->a, "%.*s.%.*s", TEXT_ARG(table),
                                     TEXT_ARG(drizzle_column(d, a)->property)));
}

/* ---- what stands beside the columns ---- */

Text drizzle_expression(Drizzle *d, const Expr *e) {
    sql_expr(&d->stack.sql, e, SQL_ANY);
    return stack_take(&d->stack);
}

/* SQLite holds some checks by triggers. */
bool drizzle_holds_check(Drizzle *d, const PlanCheck *check) {
    const SqlDialect *dialect = d->stack.sql.dialect;
    return !(dialect->check_apart && dialect->check_apart(&d->stack.sql, check));
}

Text drizzle_condition(Drizzle *d, const PlanCheck *check) {
    if (check->condition) {
        return drizzle_expression(d, check->condition);
    }
    d->stack.sql.dialect->type_check(&d->stack.sql, check->typed);
    return stack_take(&d->stack);
}

/* Of an index that is called like a foreign key, drizzle-kit takes MySQL to have made it. */
static bool serves_foreign_key(const PlanIndex *index) {
    for (size_t i = 0; i < index->table->foreign_keys.count; i++) {
        if (text_equal(index->table->foreign_keys.at[i]->name, index->name)) {
            return !index->unique;
        }
    }
    return false;
}

/* MySQL's full-text indexes, and the tables that SQLite has for them, have no words; of an index that the
 * engine does not make, there is nothing to say. */
bool drizzle_holds_index(Drizzle *d, const PlanIndex *index) {
    if (d->core == DRIZZLE_PG) {
        return true;
    }
    bool words = index->method == INDEX_FULLTEXT || index->method == INDEX_TRIGRAM;
    if (d->core == DRIZZLE_MYSQL && serves_foreign_key(index)) {
        return false;
    }
    return !words && stack_do(&d->stack, &index->item).count > 0;
}

const char *drizzle_method(const PlanIndex *index) {
    static const char *const words[] = {
        [INDEX_BTREE] = "btree",  [INDEX_HASH] = "hash",   [INDEX_GIN] = "gin",
        [INDEX_GIST] = "gist",    [INDEX_BRIN] = "brin",   [INDEX_SPGIST] = "spgist",
        [INDEX_FULLTEXT] = "gin", [INDEX_TRIGRAM] = "gin",
    };
    return words[index->method];
}

/* The I-th part as the engine's statement has it. */
static Text part_text(Drizzle *d, const PlanIndex *index, size_t i) {
    PlanIndex one = *index;
    one.part = &index->part[i];
    one.part_count = 1;
    one.part_column = index->part_column ? &index->part_column[i] : NULL;
    sql_index_parts(&d->stack.sql, &one);
    return stack_take(&d->stack);
}

/* Whether drizzle's own words say all of PART: PostgreSQL's have orders and operator classes, the others'
 * are columns alone. The collation of a part has no words; the migration has it. */
static bool is_plain(const Drizzle *d, const PlanIndex *index, const IndexPart *part) {
    size_t i = (size_t)(part - index->part);
    bool column = part->attribute && !(index->part_column && index->part_column[i].size);
    if (d->core == DRIZZLE_PG) {
        return column && index->method != INDEX_FULLTEXT;
    }
    return column && !part->prefix && !part->descending && !part->collation;
}

static DrizzlePart plain_part(const Drizzle *d, const PlanIndex *index, const IndexPart *part) {
    DrizzlePart plain = {.column = plan_column(d->plan, part->attribute)};
    if (d->core != DRIZZLE_PG) {
        return plain;
    }
    plain.descending = part->descending;
    plain.nulls_first = part->nulls == NULLS_UNSET ? part->descending : part->nulls == NULLS_FIRST;
    plain.operators = part->operators                  ? sym_text(part->operators)
                      : index->method == INDEX_TRIGRAM ? TEXT("gin_trgm_ops")
                                                       : TEXT("");
    return plain;
}

/* drizzle-kit reads every part of an index with an expression as an expression, and the columns that are only
 * included as parts behind the others: so they stand here, or it would find a difference. */
DrizzleParts drizzle_parts(Drizzle *d, const PlanIndex *index) {
    DrizzleParts parts = {0};
    bool plain = true;
    for (size_t i = 0; i < index->part_count; i++) {
        plain = plain && (d->core != DRIZZLE_PG || is_plain(d, index, &index->part[i]));
    }
    for (size_t i = 0; i < index->part_count; i++) {
        const IndexPart *part = &index->part[i];
        *vec_push(d->a, &parts) = plain && is_plain(d, index, part)
                                      ? plain_part(d, index, part)
                                      : (DrizzlePart){.sql = part_text(d, index, i)};
    }
    for (size_t i = 0; i < index->include_count && !index->unique && d->core == DRIZZLE_PG; i++) {
        *vec_push(d->a, &parts) = (DrizzlePart){.column = index->include[i]};
    }
    return parts;
}

DrizzleExtras *drizzle_extras(Drizzle *d) {
    DrizzleExtras *extras = arena_array(d->a, DrizzleExtras, d->plan->schema->entity_count);
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        const PlanItem *item = d->plan->steps.at[i].item;
        if (item->kind == PLAN_INDEX) {
            const PlanIndex *index = (const PlanIndex *)item;
            *vec_push(d->a, &extras[index->table->entity->number].indexes) = index;
        } else if (item->kind == PLAN_POLICY) {
            const PlanPolicy *policy = (const PlanPolicy *)item;
            *vec_push(d->a, &extras[policy->table->entity->number].policies) = policy;
        } else if (item->kind == PLAN_ROW_SECURITY) {
            extras[((const PlanRowSecurity *)item)->table->entity->number].row_security = true;
        }
    }
    return extras;
}
