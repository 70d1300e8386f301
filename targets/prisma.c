/* Target prisma: Prisma ORM 7 on PostgreSQL, MySQL, MariaDB and SQLite, as schema.prisma, prisma.config.ts
 * and a first migration. The migration is the engine's SQL and carries the whole model; schema.prisma says
 * what Prisma has words for, so that its own comparison with the database finds nothing to do. The page is
 * docs/targets/prisma.md. */
#include "targets/prisma.h"

#include "compiler/base/panic.h"

/* ---- text ---- */

static void quote_word(Buffer *out, Text name, bool keyword) {
    (void)keyword;
    buffer_add(out, name);
}

static void quote_string(Buffer *out, Text value) {
    buffer_add_char(out, '"');
    for (size_t i = 0; i < value.size; i++) {
        char c = value.at[i];
        if (c == '\n') {
            buffer_add_c(out, "\\n");
        } else if ((unsigned char)c < ' ') {
            buffer_format(out, "\\u%04x", (unsigned)c);
        } else {
            if (c == '"' || c == '\\')
                buffer_add_char(out, '\\');
            buffer_add_char(out, c);
        }
    }
    buffer_add_char(out, '"');
}

static const Quoting quoting = {quote_word, quote_string, sql_quote_comment, NULL};

/* ---- the engines ---- */

static const PrismaType postgresql_types[] = {
    {"boolean", "Boolean", NULL, NULL},
    {"smallint", "Int", "SmallInt", NULL},
    {"integer", "Int", NULL, NULL},
    {"bigint", "BigInt", NULL, NULL},
    {"oid", "Int", "Oid", NULL},
    {"numeric", "Decimal", "Decimal", NULL},
    {"money", "Decimal", "Money", NULL},
    {"real", "Float", "Real", NULL},
    {"double precision", "Float", NULL, NULL},
    {"char", "String", "Char", "(1)"},
    {"varchar", "String", "VarChar", NULL},
    {"text", "String", NULL, NULL},
    {"citext", "String", "Citext", NULL},
    {"xml", "String", "Xml", NULL},
    {"bit", "String", "Bit", "(1)"},
    {"bit varying", "String", "VarBit", NULL},
    {"varbit", "String", "VarBit", NULL},
    {"uuid", "String", "Uuid", NULL},
    {"inet", "String", "Inet", NULL},
    {"bytea", "Bytes", NULL, NULL},
    {"date", "DateTime", "Date", NULL},
    {"time", "DateTime", "Time", "(6)"},
    {"timetz", "DateTime", "Timetz", "(6)"},
    {"timestamp", "DateTime", "Timestamp", "(6)"},
    {"timestamptz", "DateTime", "Timestamptz", "(6)"},
    {"json", "Json", "Json", NULL},
    {"jsonb", "Json", NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

/* MariaDB's uuid is none of Prisma's types: it goes over the wire as 36 characters. */
static const PrismaType mysql_types[] = {
    {"boolean", "Boolean", NULL, NULL},
    {"tinyint", "Int", "TinyInt", NULL},
    {"tinyint unsigned", "Int", "UnsignedTinyInt", NULL},
    {"smallint", "Int", "SmallInt", NULL},
    {"smallint unsigned", "Int", "UnsignedSmallInt", NULL},
    {"mediumint", "Int", "MediumInt", NULL},
    {"mediumint unsigned", "Int", "UnsignedMediumInt", NULL},
    {"int", "Int", NULL, NULL},
    {"int unsigned", "Int", "UnsignedInt", NULL},
    {"bigint", "BigInt", NULL, NULL},
    {"bigint unsigned", "BigInt", "UnsignedBigInt", NULL},
    {"year", "Int", "Year", NULL},
    {"decimal", "Decimal", "Decimal", NULL},
    {"float", "Float", "Float", NULL},
    {"double", "Float", NULL, NULL},
    {"char", "String", "Char", "(1)"},
    {"varchar", "String", "VarChar", NULL},
    {"uuid", "String", "Char", "(36)"},
    {"tinytext", "String", "TinyText", NULL},
    {"text", "String", "Text", NULL},
    {"mediumtext", "String", "MediumText", NULL},
    {"longtext", "String", "LongText", NULL},
    {"binary", "Bytes", "Binary", "(1)"},
    {"varbinary", "Bytes", "VarBinary", NULL},
    {"tinyblob", "Bytes", "TinyBlob", NULL},
    {"blob", "Bytes", "Blob", NULL},
    {"mediumblob", "Bytes", "MediumBlob", NULL},
    {"longblob", "Bytes", NULL, NULL},
    {"date", "DateTime", "Date", NULL},
    {"time", "DateTime", "Time", "(0)"},
    {"datetime", "DateTime", "DateTime", "(0)"},
    {"timestamp", "DateTime", "Timestamp", "(0)"},
    {"json", "Json", NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

/* What a column of SQLite is, its declared type alone says. Tenon declares integer, int, real, numeric, text
 * and blob; others are the model's own. */
static const PrismaType sqlite_types[] = {
    {"integer", "Int", NULL, NULL},     {"int", "Int", NULL, NULL},
    {"bigint", "BigInt", NULL, NULL},   {"boolean", "Boolean", NULL, NULL},
    {"real", "Float", NULL, NULL},      {"double", "Float", NULL, NULL},
    {"numeric", "Decimal", NULL, NULL}, {"decimal", "Decimal", NULL, NULL},
    {"text", "String", NULL, NULL},     {"char", "String", NULL, NULL},
    {"varchar", "String", NULL, NULL},  {"datetime", "DateTime", NULL, NULL},
    {"jsonb", "Json", NULL, NULL},      {"blob", "Bytes", NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const PrismaProvider providers[] = {
    {
        .word = "postgresql",
        .name = "postgresql",
        .types = postgresql_types,
        .scalar_lists = true,
        .names_primary_keys = true,
        .names_foreign_keys = true,
        .names_uniques = true,
        .has_schemas = true,
        .enum_types = true,
        .index_types = true,
        .partial_indexes = true,
        .shows_trees = true,
        .generated_columns = true,
        .literals = true,
    },
    {
        .word = "mysql",
        .name = "mysql",
        .types = mysql_types,
        .names_foreign_keys = true,
        .names_uniques = true,
        .prefixes = true,
        .full_text = true,
        .generated_columns = true,
    },
    {
        .word = "sqlite",
        .name = "sqlite",
        .types = sqlite_types,
        .numbers_by_trigger = true,
        .before_drops = "PRAGMA foreign_keys=off;\n",
        .after_drops = "PRAGMA foreign_keys=on;\n",
        .partial_indexes = true,
        .word_tables = true,
        .literals = true,
    },
};

static const StackEngine engines[] = {
    {"postgresql", "postgres"}, {"mysql", "mysql"}, {"mariadb", "mariadb"},
    {"sqlite", "sqlite"},       {NULL, NULL},
};

/* Prisma calls MariaDB mysql. */
static const PrismaProvider *provider_of(const Plan *plan) {
    Text word = plan_stack_option(plan, "provider");
    if (text_equal_c(word, "mariadb"))
        word = TEXT("mysql");
    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++)
        if (text_equal_c(word, providers[i].word))
            return &providers[i];
    return &providers[0];
}

/* ---- what schema.prisma says of what the engine carries ---- */

typedef enum Engine { ON_POSTGRES, ON_MYSQL, ON_SQLITE } Engine;

static Engine engine_of(const Target *target) {
    static const char *const names[] = {[ON_POSTGRES] = "postgres", [ON_SQLITE] = "sqlite"};
    Text name = text_from(target->name);
    return text_equal_c(name, names[ON_POSTGRES]) ? ON_POSTGRES
           : text_equal_c(name, names[ON_SQLITE]) ? ON_SQLITE
                                                  : ON_MYSQL;
}

static Support only(const char *how) {
    return (Support){LEVEL_EMULATED, how};
}

static Support only_where(bool so, const char *how) {
    return so ? only(how) : (Support){LEVEL_NATIVE, NULL};
}

#define MIGRATION "only in the migration"

/* Prisma has words for the rows of a partial index since 7.4. */
static Support carries_condition(Engine on, Version version) {
    return only_where(on != ON_MYSQL && !version_at_least(version, 7, 4),
                      MIGRATION ": schema.prisma has the index without its condition");
}

static Support carries(Cap cap, const Target *engine, Version version) {
    Engine on = engine_of(engine);
    switch (cap) {
    case CAP_NAMED_TYPE: return only(MIGRATION ": schema.prisma has the built-in type");
    case CAP_UNSIGNED: return only_where(on != ON_MYSQL, MIGRATION);
    case CAP_ARRAY:
        return only_where(on != ON_POSTGRES, on == ON_SQLITE ? "a String in schema.prisma"
                                                             : "a Json in schema.prisma");
    case CAP_JSON: return only_where(on == ON_SQLITE, "a String in schema.prisma");
    case CAP_NATIVE_TYPE: return only("Prisma's word for it, or Unsupported, in schema.prisma");
    case CAP_DEFAULT_EXPRESSION: return only(MIGRATION ": schema.prisma says that there is one");
    case CAP_GENERATED:
        return only(on == ON_SQLITE ? MIGRATION ": schema.prisma has no such column"
                                    : MIGRATION ": schema.prisma has a default of the database");
    case CAP_UNIQUE_PARTIAL:
        return on == ON_MYSQL ? only(MIGRATION) : carries_condition(on, version);
    case CAP_INDEX_PARTIAL: return carries_condition(on, version);
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_INDEX_NULLS: return only(MIGRATION ": schema.prisma has the usual one");
    case CAP_UNIQUE_INCLUDE:
    case CAP_INDEX_INCLUDE:
        return only_where(on == ON_POSTGRES, "further parts of it in schema.prisma");
    case CAP_INDEX_PREFIX: return only_where(on != ON_MYSQL, MIGRATION);
    case CAP_INDEX_FULLTEXT: return only_where(on != ON_MYSQL, MIGRATION);
    case CAP_INDEX_TRIGRAM: return only_where(on == ON_SQLITE, MIGRATION);
    case CAP_INDEX_OPERATORS:
        return only(MIGRATION " for btree and hash: schema.prisma has the usual ones");
    case CAP_UPDATED_AT: return only_where(on == ON_SQLITE, MIGRATION);
    case CAP_EXTENSION:
    case CAP_COLLATION:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_INDEX_EXPRESSION:
    case CAP_ROWS:
    case CAP_COMMENT_OTHER:
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
    case CAP_NATIVE: return only(MIGRATION);
    case CAP_SCHEMA:
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_ENUM:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_METHOD:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN: return (Support){LEVEL_NATIVE, NULL};
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

/* Of SQLite Prisma knows a declared type alone, and the engine keeps what is not a number as text. */
static Support carries_on_sqlite(TypeKind kind) {
    switch ((int)kind) {
    case TYPE_BOOLEAN: return only("an Int in schema.prisma");
    case TYPE_BIGINT: return only("an Int in schema.prisma, of which the client takes 32 bits");
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME: return only("a String in schema.prisma");
    default: return (Support){LEVEL_NATIVE, NULL};
    }
}

static Support carries_type(const Type *type, const Target *engine, Version version) {
    (void)version;
    switch (engine_of(engine)) {
    case ON_POSTGRES:
        return only_where(type->kind == TYPE_INTERVAL, "Unsupported in schema.prisma");
    case ON_MYSQL:
        return only_where(type->kind == TYPE_UUID &&
                              text_equal_c(text_from(engine->name), "mariadb"),
                          "a char(36) in schema.prisma");
    case ON_SQLITE: return carries_on_sqlite(type->kind);
    }
    internal_error("target %s is none of Prisma's", engine->name);
}

/* ---- the target ---- */

static void emit_prisma(const Plan *plan, Emitter *e) {
    Prisma p = {.plan = plan, .e = e, .a = plan->arena, .provider = provider_of(plan)};
    e->indent_unit = "  ";
    stack_open(&p.stack, plan, e);
    prisma_make_models(&p);
    prisma_print_config(&p);
    prisma_print_schema(&p);
    prisma_print_migration(&p);
    stack_close(&p.stack);
}

static const TargetOption options[] = {
    {"version", "7.10", "the oldest Prisma that has to take the files: 7.0 to 7.10", NULL},
    {"provider", "postgresql", "the database that Prisma works on",
     "postgresql|mysql|mariadb|sqlite"},
    {"output", "../src/generated/prisma", "where `prisma generate` puts the client", NULL},
    STACK_OPTION_STAMP,
    {NULL, NULL, NULL, NULL},
};

const Target target_prisma = {
    .name = "prisma",
    .summary = "Prisma: schema.prisma, prisma.config.ts and a first migration",
    .engine = "Prisma",
    .kind = TARGET_STACK,
    .oldest = {7, 0, 0},
    .newest = {7, 10, 0},
    .fallback = {7, 10, 0},
    .quoting = &quoting,
    .options = options,
    .engine_option = "provider",
    .engines = engines,
    .carries = carries,
    .carries_type = carries_type,
    .emit = emit_prisma,
};
