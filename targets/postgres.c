/* Target postgres: PostgreSQL 12 to 18, as up.sql and down.sql. What standard SQL has, sql.c prints; here
 * are PostgreSQL's types, forms, quoting and what it can carry, and its own statements: enum types,
 * domains, partitions, row security, roles, comments. Expressions stand in postgres_expr.c, triggers in
 * postgres_triggers.c. The page is docs/targets/postgres.md. */
#include "targets/postgres.h"

#include "compiler/base/panic.h"
#include "targets/collations.h"
#include "targets/reserved.h"

/* ---- quoting ---- */

/* The reserved words, and those that are a column's or table's name as they are, but not a type's or
 * function's: as the server's quote_ident does, all of them are quoted everywhere. */
static const char *const keywords[] = {
#define RESERVED(word) word,
#include "grammar/reserved/postgres.def"
#include "grammar/reserved/postgres_half.def"
#undef RESERVED
    NULL,
};

static const char *const type_names[] = {
#define RESERVED(word) word,
#include "grammar/reserved/postgres_types.def"
#undef RESERVED
    NULL,
};

static void quote_identifier(Buffer *out, Text name, bool keyword) {
    sql_quote_name(out, name, keyword, '"');
}

/* A backslash in a string is itself: standard_conforming_strings is on since 9.1, and E'…' is never used. */
static const Quoting quoting = {quote_identifier, sql_quote_string, sql_quote_comment, keywords};

/* ---- what PostgreSQL can carry ---- */

static Support support(Cap cap, Version version) {
    static const Support native = {LEVEL_NATIVE, NULL};
    switch (cap) {
    case CAP_UNSIGNED: return (Support){LEVEL_EMULATED, "a wider type and a check"};
    case CAP_UNIQUE_PARTIAL: return (Support){LEVEL_EMULATED, "a unique index"};
    case CAP_INDEX_PREFIX: return (Support){LEVEL_EMULATED, "the whole value is indexed"};
    case CAP_UPDATED_AT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_AUDIT: return (Support){LEVEL_EMULATED, "a trigger"};
    case CAP_DEPENDENCY:
        return (Support){LEVEL_EMULATED, "a trigger that rejects the row"};
    case CAP_IMMUTABLE: return (Support){LEVEL_EMULATED, "a trigger that rejects the change"};
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
        if (version_at_least(version, 15, 0))
            return native;
        return (Support){LEVEL_EMULATED, "a second unique index for the rows that hold a null"};
    case CAP_SCHEMA:
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_ENUM:
    case CAP_NAMED_TYPE:
    case CAP_ARRAY:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_COLLATION:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_UNIQUE_INCLUDE:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_NULLS:
    case CAP_INDEX_INCLUDE:
    case CAP_INDEX_METHOD:
    case CAP_INDEX_OPERATORS:
    case CAP_INDEX_FULLTEXT:
    case CAP_INDEX_TRIGRAM:
    case CAP_ROWS:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_COMMENT_OTHER:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_POLICY:
    case CAP_ROLE:
    case CAP_GRANT:
    case CAP_VIEW:
    case CAP_EXTENSION:
    case CAP_NATIVE: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

static TypeRule type_rule(const Type *type, Version version) {
    (void)version;
    const char *spelling = NULL;
    bool usual = type_fraction(type) == TYPE_FRACTION_DIGITS; /* then the server shows none */
    switch (type->kind) {
    case TYPE_BOOLEAN: spelling = "boolean"; break;
    case TYPE_SMALLINT: spelling = type->is_unsigned ? "integer" : "smallint"; break;
    case TYPE_INT: spelling = type->is_unsigned ? "bigint" : "integer"; break;
    case TYPE_BIGINT: spelling = type->is_unsigned ? "numeric(20)" : "bigint"; break;
    case TYPE_DECIMAL: spelling = "numeric(%p, %s)"; break;
    case TYPE_FLOAT: spelling = "real"; break;
    case TYPE_DOUBLE: spelling = "double precision"; break;
    case TYPE_CHAR: spelling = "char(%n)"; break;
    case TYPE_STRING: spelling = "varchar(%n)"; break;
    case TYPE_TEXT: spelling = "text"; break;
    case TYPE_BYTES: spelling = "bytea"; break;
    case TYPE_DATE: spelling = "date"; break;
    case TYPE_TIME: spelling = usual ? "time" : "time(%f)"; break;
    case TYPE_TIMESTAMP: spelling = usual ? "timestamptz" : "timestamptz(%f)"; break;
    case TYPE_DATETIME: spelling = usual ? "timestamp" : "timestamp(%f)"; break;
    case TYPE_INTERVAL: spelling = "interval"; break;
    case TYPE_UUID: spelling = "uuid"; break;
    case TYPE_JSON: spelling = "jsonb"; break;
    case TYPE_INET: spelling = "inet"; break;
    case TYPE_ENUM: /* the three have no word of their own: print_type */
    case TYPE_ARRAY:
    case TYPE_NATIVE: spelling = ""; break;
    case TYPE_COUNT: internal_error("type %d is unknown", (int)type->kind);
    }
    return (TypeRule){.level = LEVEL_NATIVE, .spelling = spelling};
}

/* Any name may be one that somebody made, but those of the other engines. */
static Text collation(Text name, Version version) {
    (void)version;
    return collation_is_mysql(name) || collation_is_sqlite(name) ? TEXT("") : name;
}

static const char *extension_of_cap(Cap cap, Version version) {
    (void)version;
    return cap == CAP_INDEX_TRIGRAM ? "pg_trgm" : NULL;
}

/* gen_random_uuid() is in the core since 13. */
static const char *extension_of_function(Function function, Version version) {
    return function == FUNCTION_UUID && !version_at_least(version, 13, 0) ? "pgcrypto" : NULL;
}

/* ---- schemas, extensions, types ---- */

static bool print_type(Sql *s, const Type *t) {
    if (t->kind == TYPE_ARRAY) {
        sql_type(s, t->element);
        emit_text(s->e, "[]");
    } else if (t->kind == TYPE_ENUM) {
        const PlanEnum *enumeration = s->plan->enum_of[t->enumeration->number];
        sql_qualified(s, enumeration->schema, enumeration->name);
    } else {
        return false;
    }
    return true;
}

static bool is_public(const PlanItem *item) {
    return text_equal_c(((const PlanSchema *)item)->name, "public");
}

/* `public` is there from the start, and stays. */
static void create_schema(Sql *s, const PlanItem *item) {
    if (!is_public(item))
        sql_create_schema(s, item);
}

static void drop_schema(Sql *s, const PlanItem *item) {
    if (!is_public(item))
        sql_drop_schema(s, item);
}

static void open_block(Sql *s, Text tag) {
    emit(s->e, "DO $\nBEGIN\n", CODE(tag));
}

static void close_block(Sql *s, Text tag) {
    emit(s->e, "\nEND\n$", CODE(tag));
    sql_end(s);
}

/* An extension that Tenon made bears this comment, and only such a one is dropped again. */
#define EXTENSION_MARK "'made by tenon'"

static void create_extension(Sql *s, const PlanItem *item) {
    Text name = ((const PlanExtension *)item)->name;
    Text tag = postgres_dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = $) THEN\n", LIT(name));
    emit(s->e, "        CREATE EXTENSION $;\n", ID(name));
    emit(s->e, "        COMMENT ON EXTENSION $ IS " EXTENSION_MARK ";\n    END IF;", ID(name));
    close_block(s, tag);
}

static void drop_extension(Sql *s, const PlanItem *item) {
    Text name = ((const PlanExtension *)item)->name;
    Text tag = postgres_dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    IF EXISTS (\n        SELECT FROM pg_extension\n        WHERE extname = $",
         LIT(name));
    emit_text(s->e, " AND obj_description(oid, 'pg_extension') = " EXTENSION_MARK "\n    ) THEN\n");
    emit(s->e, "        DROP EXTENSION $;\n    END IF;\n", ID(name));
    emit_text(s->e, "EXCEPTION\n    WHEN dependent_objects_still_exist THEN\n");
    emit(s->e, "        RAISE NOTICE 'extension % stays: something else uses it', $;", LIT(name));
    close_block(s, tag);
}

static void create_enum(Sql *s, const PlanItem *item) {
    const PlanEnum *enumeration = (const PlanEnum *)item;
    emit_text(s->e, "CREATE TYPE ");
    sql_qualified(s, enumeration->schema, enumeration->name);
    emit_text(s->e, " AS ENUM (");
    for (size_t i = 0; i < enumeration->enumeration->value_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", LIT(enumeration->enumeration->value[i]));
    }
    emit_text(s->e, ")");
    sql_end(s);
}

static void drop_enum(Sql *s, const PlanItem *item) {
    const PlanEnum *enumeration = (const PlanEnum *)item;
    emit_text(s->e, "DROP TYPE ");
    sql_qualified(s, enumeration->schema, enumeration->name);
    sql_end(s);
}

static void create_domain(Sql *s, const PlanItem *item) {
    const PlanDomain *domain = (const PlanDomain *)item;
    emit_text(s->e, "CREATE DOMAIN ");
    sql_qualified(s, domain->schema, domain->name);
    emit_text(s->e, " AS ");
    sql_type(s, &domain->type->type);
    if (domain->type->collation)
        sql_collation(s, domain->type->collation);
    if (domain->type->check) {
        emit_text(s->e, "\n    CHECK (");
        sql_expr(s, domain->type->check, SQL_ANY);
        emit_text(s->e, ")");
    }
    sql_end(s);
}

static void drop_domain(Sql *s, const PlanItem *item) {
    const PlanDomain *domain = (const PlanDomain *)item;
    emit_text(s->e, "DROP DOMAIN ");
    sql_qualified(s, domain->schema, domain->name);
    sql_end(s);
}

/* ---- tables and indexes ---- */

static void print_partition_by(Sql *s, const PlanTable *table) {
    static const char *const method[] = {
        [PARTITION_RANGE] = "RANGE",
        [PARTITION_LIST] = "LIST",
        [PARTITION_HASH] = "HASH",
    };
    const Partition *partition = table->partition;
    if (!partition)
        return;
    emit(s->e, " PARTITION BY $ (", WORD(method[partition->method]));
    for (size_t i = 0; i < partition->attribute_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", ID(plan_column(s->plan, partition->attribute[i])->name));
    }
    emit_text(s->e, ")");
}

/* A bound of an instant is a day in UTC, but the server would read it in the session's zone. */
static void print_bound(Sql *s, const Attribute *a, Text bound) {
    if (type_class(a->type) == CLASS_TIMESTAMP && !postgres_has_zone(bound))
        bound =
            text_join(s->plan->arena, bound, bound.size > 10 ? TEXT("+00") : TEXT(" 00:00:00+00"));
    emit(s->e, "$", LIT(bound));
}

static void create_partition(Sql *s, const PlanItem *item) {
    const PlanPartition *partition = (const PlanPartition *)item;
    const Partition *whole = partition->table->partition;
    const PartitionPart *part = partition->part;
    emit_text(s->e, "CREATE TABLE ");
    sql_qualified(s, partition->table->schema, partition->name);
    emit_text(s->e, " PARTITION OF ");
    sql_table_name(s, partition->table);
    if (part->is_default) {
        emit_text(s->e, " DEFAULT");
    } else if (whole->method == PARTITION_RANGE) {
        emit_text(s->e, " FOR VALUES FROM (");
        print_bound(s, whole->attribute[0], part->from);
        emit_text(s->e, ") TO (");
        print_bound(s, whole->attribute[0], part->to);
        emit_text(s->e, ")");
    } else if (whole->method == PARTITION_LIST) {
        emit_text(s->e, " FOR VALUES IN (");
        for (size_t i = 0; i < part->value_count; i++) {
            if (i)
                emit_text(s->e, ", ");
            emit(s->e, "$", LIT(part->value[i]));
        }
        emit_text(s->e, ")");
    } else {
        emit(s->e, " FOR VALUES WITH (MODULUS $, REMAINDER $)", NUM((int64_t)whole->part_count),
             NUM(part - whole->part));
    }
    sql_end(s);
}

static void drop_partition(Sql *s, const PlanItem *item) {
    const PlanPartition *partition = (const PlanPartition *)item;
    emit_text(s->e, "DROP TABLE ");
    sql_qualified(s, partition->table->schema, partition->name);
    sql_end(s);
}

static void print_index_method(Sql *s, const PlanIndex *index) {
    static const char *const method[] = {
        [INDEX_BTREE] = "",
        [INDEX_HASH] = " USING hash",
        [INDEX_GIN] = " USING gin",
        [INDEX_GIST] = " USING gist",
        [INDEX_BRIN] = " USING brin",
        [INDEX_SPGIST] = " USING spgist",
        [INDEX_FULLTEXT] = " USING gin",
        [INDEX_TRIGRAM] = " USING gin",
    };
    emit_text(s->e, method[index->method]);
}

/* Full text is indexed as `search` looks for it. */
static bool print_index_part(Sql *s, const PlanIndex *index, const IndexPart *part) {
    if (index->method == INDEX_FULLTEXT) {
        emit_text(s->e, "to_tsvector('simple', ");
        sql_expr(s, part->expr, SQL_ANY);
        emit_text(s->e, ")");
    } else if (index->method == INDEX_TRIGRAM && !part->operators) {
        sql_expr(s, part->expr, part->attribute ? SQL_PRIMARY : SQL_CALL);
        emit_text(s->e, " gin_trgm_ops");
    } else {
        return false;
    }
    return true;
}

/* ---- rows ---- */

static void print_array(Sql *s, const PlanColumn *column, const PlanValue *value) {
    emit_text(s->e, "ARRAY[");
    for (size_t i = 0; i < value->element_count; i++) {
        emit_text(s->e, i ? ", " : "");
        sql_expr(s, value->element[i], SQL_ANY);
    }
    emit_text(s->e, "]::");
    sql_column_type(s, column);
}

static bool may_be_deferred(const PlanTable *table) {
    for (size_t i = 0; i < table->foreign_keys.count; i++)
        if (table->foreign_keys.at[i]->relation->deferral != DEFERRAL_NONE)
            return true;
    return false;
}

static void print_settling(Sql *s) {
    emit_text(s->e, "SET CONSTRAINTS ALL IMMEDIATE");
    sql_end(s);
    emit_line(s->e);
}

/* A table whose rows wait for a deferred check can not be altered, and gets indexes no more. */
static void settle_constraints(Sql *s, const PlanRows *rows) {
    bool any = false;
    for (size_t i = 0; rows->first && i < s->plan->tables.count; i++)
        any = any || may_be_deferred(s->plan->tables.at[i]);
    if (any)
        print_settling(s);
}

/* The name of the table, as the server reads it from a string. */
static Text quoted_table(Sql *s, const PlanTable *table) {
    Buffer out = {0};
    if (table->schema.size) {
        quote_identifier(&out, table->schema, lookup_get(&s->e->keywords, table->schema) != NULL);
        buffer_add_char(&out, '.');
    }
    quote_identifier(&out, table->name, lookup_get(&s->e->keywords, table->name) != NULL);
    Text name = text_copy(s->plan->arena, buffer_text(&out));
    buffer_free(&out);
    return name;
}

/* Numbers that were given do not move the sequence. */
static void go_on_numbering(Sql *s, const PlanRows *rows) {
    if (!rows->numbered)
        return;
    emit(s->e, "\nSELECT setval(pg_get_serial_sequence($, $), greatest(max($), 1)) FROM ",
         LIT(quoted_table(s, rows->table)), LIT(rows->numbered->name), ID(rows->numbered->name));
    sql_table_name(s, rows->table);
    sql_end(s);
}

/* ---- policies, roles, grants ---- */

static void enable_row_security(Sql *s, const PlanItem *item) {
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, ((const PlanRowSecurity *)item)->table);
    emit_text(s->e, " ENABLE ROW LEVEL SECURITY");
    sql_end(s);
}

static void disable_row_security(Sql *s, const PlanItem *item) {
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, ((const PlanRowSecurity *)item)->table);
    emit_text(s->e, " DISABLE ROW LEVEL SECURITY");
    sql_end(s);
}

static void create_policy(Sql *s, const PlanItem *item) {
    const PlanPolicy *policy = (const PlanPolicy *)item;
    emit(s->e, "CREATE POLICY $ ON ", ID(policy->name));
    sql_table_name(s, policy->table);
    if (policy->command != COMMAND_ALL) {
        emit_text(s->e, " FOR ");
        sql_commands(s, policy->command);
    }
    for (size_t i = 0; i < policy->role_count; i++) {
        emit_text(s->e, i ? ", " : " TO ");
        emit(s->e, "$", ID(policy->role[i]));
    }
    if (policy->using) {
        emit_text(s->e, "\n    USING (");
        sql_expr(s, policy->using, SQL_ANY);
        emit_text(s->e, ")");
    }
    if (policy->check) {
        emit_text(s->e, "\n    WITH CHECK (");
        sql_expr(s, policy->check, SQL_ANY);
        emit_text(s->e, ")");
    }
    sql_end(s);
}

static void drop_policy(Sql *s, const PlanItem *item) {
    const PlanPolicy *policy = (const PlanPolicy *)item;
    emit(s->e, "DROP POLICY $ ON ", ID(policy->name));
    sql_table_name(s, policy->table);
    sql_end(s);
}

/* Roles belong to the whole cluster: one that is there already is used as it is. */
static void create_role(Sql *s, const PlanItem *item) {
    Text name = ((const PlanRole *)item)->name;
    Text tag = postgres_dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e, "    CREATE ROLE $;\nEXCEPTION\n    WHEN duplicate_object THEN NULL;", ID(name));
    close_block(s, tag);
}

/* It goes when it still is what up.sql made: a role that nobody can log in as, without members other
 * than who made it (since 16 the server adds that one), and nothing in any database depends on it. */
static void drop_role(Sql *s, const PlanItem *item) {
    Text name = ((const PlanRole *)item)->name;
    Text tag = postgres_dollar_tag(s, &name, 1);
    open_block(s, tag);
    emit(s->e,
         "    IF EXISTS (\n        SELECT FROM pg_roles r\n        WHERE r.rolname = $ AND NOT "
         "r.rolcanlogin",
         LIT(name));
    emit_text(s->e, " AND NOT EXISTS (\n            SELECT FROM pg_auth_members m\n"
                    "            WHERE m.member = r.oid\n"
                    "                OR (m.roleid = r.oid AND m.member <> current_user::regrole)\n"
                    "        )\n    ) THEN\n");
    emit(s->e,
         "        DROP ROLE $;\n    END IF;\nEXCEPTION\n    WHEN dependent_objects_still_exist "
         "THEN\n",
         ID(name));
    emit(s->e, "        RAISE NOTICE 'role % stays: something else uses it', $;", LIT(name));
    close_block(s, tag);
}

static void print_grant(Sql *s, const PlanGrant *grant, const char *verb, const char *to) {
    emit_text(s->e, verb);
    if (grant->table) {
        sql_commands(s, grant->commands);
        emit_text(s->e, " ON ");
        sql_table_name(s, grant->table);
    } else {
        emit(s->e, "USAGE ON SCHEMA $", ID(grant->schema->name));
    }
    emit_text(s->e, to);
    emit(s->e, "$", ID(grant->role->name));
    sql_end(s);
}

static void create_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "GRANT ", " TO ");
}

static void drop_grant(Sql *s, const PlanItem *item) {
    print_grant(s, (const PlanGrant *)item, "REVOKE ", " FROM ");
}

/* ---- comments ---- */

static void print_commented(Sql *s, const PlanComment *comment) {
    Emitter *e = s->e;
    const PlanItem *on = comment->on;
    const char *place = NULL; /* what stands before `name ON table` */
    Text name = {0}, schema = {0};
    switch (on->kind) {
    case PLAN_TABLE:
        emit_text(e, "TABLE ");
        sql_table_name(s, (const PlanTable *)on);
        return;
    case PLAN_COLUMN:
        emit_text(e, "COLUMN ");
        sql_table_name(s, comment->table);
        emit(e, ".$", ID(((const PlanColumn *)on)->name));
        return;
    case PLAN_KEY: place = "CONSTRAINT", name = ((const PlanKey *)on)->name; break;
    case PLAN_CHECK: place = "CONSTRAINT", name = ((const PlanCheck *)on)->name; break;
    case PLAN_FOREIGN_KEY: place = "CONSTRAINT", name = ((const PlanForeignKey *)on)->name; break;
    case PLAN_TRIGGER: place = "TRIGGER", name = ((const PlanTrigger *)on)->name; break;
    case PLAN_POLICY: place = "POLICY", name = ((const PlanPolicy *)on)->name; break;
    case PLAN_INDEX:
        emit_text(e, "INDEX ");
        sql_qualified(s, comment->table->schema, ((const PlanIndex *)on)->name);
        return;
    case PLAN_ENUM:
        emit_text(e, "TYPE ");
        schema = ((const PlanEnum *)on)->schema, name = ((const PlanEnum *)on)->name;
        break;
    case PLAN_DOMAIN:
        emit_text(e, "DOMAIN ");
        schema = ((const PlanDomain *)on)->schema, name = ((const PlanDomain *)on)->name;
        break;
    case PLAN_VIEW: emit_text(e, "VIEW "), name = ((const PlanView *)on)->name; break;
    case PLAN_ROLE: emit_text(e, "ROLE "), name = ((const PlanRole *)on)->name; break;
    case PLAN_SCHEMA: emit_text(e, "SCHEMA "), name = ((const PlanSchema *)on)->name; break;
    case PLAN_EXTENSION:
    case PLAN_FUNCTION:
    case PLAN_PARTITION:
    case PLAN_ROWS:
    case PLAN_ROW_LINK:
    case PLAN_ROW_SECURITY:
    case PLAN_GRANT:
    case PLAN_COMMENT:
    case PLAN_NATIVE: internal_error("an item of kind %d has a comment", (int)on->kind);
    }
    if (!place) {
        sql_qualified(s, schema, name);
        return;
    }
    emit(e, "$ $ ON ", WORD(place), ID(name));
    sql_table_name(s, comment->table);
}

static void create_comment(Sql *s, const PlanItem *item) {
    const PlanComment *comment = (const PlanComment *)item;
    emit_text(s->e, "COMMENT ON ");
    print_commented(s, comment);
    emit(s->e, " IS $", LIT(comment->text));
    sql_end(s);
}

static void drop_comment(Sql *s, const PlanItem *item) {
    emit_text(s->e, "COMMENT ON ");
    print_commented(s, (const PlanComment *)item);
    emit_text(s->e, " IS NULL");
    sql_end(s);
}

/* ---- the dialect ---- */

#define COMPARISON(word) \
    { "$1 " word " $2", SQL_COMPARE, SQL_RANGE, SQL_RANGE, NULL }
#define INFIX(word, level) \
    { "$1 " word " $2", level, level, level + 1, NULL }
#define CALL(name) \
    { name "($*)", SQL_CALL, SQL_ANY, SQL_ANY, NULL }

static const SqlDialect dialect = {
    .begin = "BEGIN;",
    .commit = "COMMIT;",
    .true_word = "true",
    .false_word = "false",
    .identity = " GENERATED BY DEFAULT AS IDENTITY",
    .bytes_before = "'\\x",
    .bytes_after = "'",
    .generated_before = " GENERATED ALWAYS AS (",
    .generated_after = ") STORED",
    .merges_like_keys = true,
    .temporal =
        {
            [TYPE_DATE] = "date",
            [TYPE_TIME] = "time",
            [TYPE_TIMESTAMP] = "timestamptz",
            [TYPE_DATETIME] = "timestamp",
            [TYPE_INTERVAL] = "interval",
        },
    .operators =
        {
            [OPERATOR_OR] = INFIX("OR", SQL_OR),
            [OPERATOR_AND] = INFIX("AND", SQL_AND),
            [OPERATOR_EQUAL] = COMPARISON("="),
            [OPERATOR_NOT_EQUAL] = COMPARISON("<>"),
            [OPERATOR_LESS] = COMPARISON("<"),
            [OPERATOR_LESS_EQUAL] = COMPARISON("<="),
            [OPERATOR_GREATER] = COMPARISON(">"),
            [OPERATOR_GREATER_EQUAL] = COMPARISON(">="),
            [OPERATOR_LIKE] = {"$1 LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
            [OPERATOR_CONCAT] = INFIX("||", SQL_OTHER),
            [OPERATOR_ADD] = INFIX("+", SQL_ADD),
            [OPERATOR_SUBTRACT] = INFIX("-", SQL_ADD),
            [OPERATOR_MULTIPLY] = INFIX("*", SQL_MULTIPLY),
            [OPERATOR_DIVIDE] = INFIX("/", SQL_MULTIPLY),
            [OPERATOR_MODULO] = INFIX("%", SQL_MULTIPLY),
        },
    .not_like = {"$1 NOT LIKE $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
    .function =
        {
            [FUNCTION_LENGTH] = CALL("length"),
            [FUNCTION_LOWER] = CALL("lower"),
            [FUNCTION_UPPER] = CALL("upper"),
            [FUNCTION_TRIM] = CALL("trim"),
            [FUNCTION_SUBSTR] = CALL("substr"),
            [FUNCTION_CONCAT] = {"$*", SQL_OTHER, SQL_OTHER, SQL_ADD, " || "},
            [FUNCTION_REPLACE] = CALL("replace"),
            [FUNCTION_STARTS_WITH] = CALL("starts_with"),
            [FUNCTION_CONTAINS] = {"strpos($*) > 0", SQL_COMPARE, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_MATCHES] = INFIX("~", SQL_OTHER),
            [FUNCTION_SEARCH] = {"to_tsvector('simple', $1) @@ plainto_tsquery('simple', $2)",
                                 SQL_OTHER, SQL_ANY, SQL_ANY, NULL},
            [FUNCTION_ABS] = CALL("abs"),
            [FUNCTION_ROUND] = CALL("round"),
            [FUNCTION_FLOOR] = CALL("floor"),
            [FUNCTION_CEIL] = CALL("ceil"),
            [FUNCTION_COALESCE] = CALL("coalesce"),
            [FUNCTION_NULLIF] = CALL("nullif"),
            [FUNCTION_GREATEST] = CALL("greatest"),
            [FUNCTION_LEAST] = CALL("least"),
            [FUNCTION_NUM_NONNULLS] = CALL("num_nonnulls"),
            [FUNCTION_NOW] = CALL("now"),
            [FUNCTION_TODAY] = {"(now() AT TIME ZONE 'UTC')::date", SQL_CAST, SQL_ANY, SQL_ANY,
                                NULL},
            [FUNCTION_UUID] = CALL("gen_random_uuid"),
            [FUNCTION_JSON_GET] = INFIX("->", SQL_OTHER),
            [FUNCTION_JSON_TEXT] = INFIX("->>", SQL_OTHER),
            [FUNCTION_ARRAY_LENGTH] = CALL("cardinality"),
            [FUNCTION_HAS_ELEMENT] = {"$2 = ANY ($1)", SQL_COMPARE, SQL_ANY, SQL_RANGE, NULL},
        },
    .create =
        {
            [PLAN_SCHEMA] = create_schema,
            [PLAN_EXTENSION] = create_extension,
            [PLAN_ENUM] = create_enum,
            [PLAN_DOMAIN] = create_domain,
            [PLAN_FUNCTION] = postgres_create_function,
            [PLAN_TABLE] = sql_create_table,
            [PLAN_FOREIGN_KEY] = sql_add_constraint,
            [PLAN_INDEX] = sql_create_index,
            [PLAN_TRIGGER] = postgres_create_trigger,
            [PLAN_PARTITION] = create_partition,
            [PLAN_ROWS] = sql_insert_rows,
            [PLAN_ROW_LINK] = sql_link_row,
            [PLAN_ROW_SECURITY] = enable_row_security,
            [PLAN_POLICY] = create_policy,
            [PLAN_ROLE] = create_role,
            [PLAN_GRANT] = create_grant,
            [PLAN_COMMENT] = create_comment,
            [PLAN_VIEW] = sql_create_view,
            [PLAN_NATIVE] = sql_do_native,
        },
    .drop =
        {
            [PLAN_SCHEMA] = drop_schema,
            [PLAN_EXTENSION] = drop_extension,
            [PLAN_ENUM] = drop_enum,
            [PLAN_DOMAIN] = drop_domain,
            [PLAN_FUNCTION] = postgres_drop_function,
            [PLAN_TABLE] = sql_drop_table,
            [PLAN_FOREIGN_KEY] = sql_drop_foreign_key,
            [PLAN_INDEX] = sql_drop_index,
            [PLAN_TRIGGER] = postgres_drop_trigger,
            [PLAN_PARTITION] = drop_partition,
            [PLAN_ROW_SECURITY] = disable_row_security,
            [PLAN_POLICY] = drop_policy,
            [PLAN_ROLE] = drop_role,
            [PLAN_GRANT] = drop_grant,
            [PLAN_COMMENT] = drop_comment,
            [PLAN_VIEW] = sql_drop_view,
            [PLAN_NATIVE] = sql_undo_native,
        },
    .expr = postgres_print_expr,
    .type = print_type,
    .typed = postgres_print_typed,
    .table_tail = print_partition_by,
    .array = print_array,
    .rows_head = settle_constraints,
    .rows_tail = sql_skip_known_rows,
    .rows_done = go_on_numbering,
    .index_method = print_index_method,
    .index_part = print_index_part,
};

static const SqlDialect *dialect_of(const Plan *plan) {
    (void)plan;
    return &dialect;
}

static const TargetOption options[] = {
    {"version", "15", "the oldest server that has to take the SQL: 12 to 18", NULL},
    {"named_types", "check",
     "`check`: a named type is its built-in type and a check; `domain`: a domain", "check|domain"},
    {NULL, NULL, NULL, NULL},
};

const Target target_postgres = {
    .name = "postgres",
    .summary = "PostgreSQL schema as SQL: up.sql and down.sql",
    .engine = "PostgreSQL",
    .kind = TARGET_DATABASE,
    .oldest = {12, 0, 0},
    .newest = {18, 0, 0},
    .fallback = {15, 0, 0},
    .limits = {.identifier_bytes = 63, .index_names_per_schema = true, .index_value_bytes = 2700},
    .quoting = &quoting,
    .reserved = reserved_postgres,
    .type_names = type_names,
    .options = options,
    .support = support,
    .type = type_rule,
    .collation = collation,
    .extension_of_cap = extension_of_cap,
    .extension_of_function = extension_of_function,
    .partial_indexes = true,
    .index_expressions = true,
    .part_collations = true,
    .partitioned_foreign_keys = true,
    .partition_lower_bounds = true,
    .enum_types = true,
    .named_types_as_domains = true,
    .trigger_functions = true,
    .forward_foreign_keys = false,
    .emit = sql_emit,
    .dialect = dialect_of,
};
