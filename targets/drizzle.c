/* The target `drizzle`: a project's files for Drizzle ORM and drizzle-kit over PostgreSQL, MySQL, MariaDB or
 * SQLite. The migration is the engine's own SQL, statement by statement, so the database is the same as
 * that of the engine's target; schema.ts says of it what drizzle has words for, and the snapshot says that again
 * for drizzle-kit. Here are the target, the migration and the small files; drizzle.h lists the other rooms. */
#include "targets/drizzle.h"

#include "compiler/base/panic.h"

/* ---- what drizzle can say ---- */

static const Support only_migration = {LEVEL_EMULATED, "SQL in the migration"};

/* What the words of no core say. */
static Support carries(Cap cap, const Target *engine, Version version) {
    (void)version;
    static const Support native = {LEVEL_NATIVE, NULL};
    bool pg = engine == &target_postgres, sqlite = engine == &target_sqlite;
    switch (cap) {
    case CAP_EXTENSION:
    case CAP_COLLATION:
    case CAP_UNIQUE_DEFERRABLE:
    case CAP_UNIQUE_INCLUDE:
    case CAP_FOREIGN_KEY_DEFERRABLE:
    case CAP_ROWS:
    case CAP_COMMENT_TABLE:
    case CAP_COMMENT_COLUMN:
    case CAP_COMMENT_OTHER:
    case CAP_UPDATED_AT:
    case CAP_AUDIT:
    case CAP_IMMUTABLE:
    case CAP_DEPENDENCY:
    case CAP_PARTITION_RANGE:
    case CAP_PARTITION_LIST:
    case CAP_PARTITION_HASH:
    case CAP_GRANT:
    case CAP_NATIVE: return only_migration;
    case CAP_VIEW: return (Support){LEVEL_EMULATED, "SQL, and a view without columns in schema.ts"};
    case CAP_NAMED_TYPE:
        return pg ? (Support){LEVEL_EMULATED, "SQL, and a customType in schema.ts"} : native;
    case CAP_INDEX_INCLUDE:
        return pg ? (Support){LEVEL_EMULATED, "SQL, and further parts in schema.ts"} : native;
    case CAP_ROLE: return pg ? native : only_migration;
    case CAP_INDEX_FULLTEXT:
    case CAP_INDEX_TRIGRAM: return pg ? native : only_migration;
    case CAP_ARRAY: return sqlite ? only_migration : native;
    case CAP_SCHEMA:
    case CAP_TABLE:
    case CAP_COLUMN:
    case CAP_TYPE:
    case CAP_ENUM:
    case CAP_UNSIGNED:
    case CAP_JSON:
    case CAP_NATIVE_TYPE:
    case CAP_IDENTITY:
    case CAP_DEFAULT:
    case CAP_DEFAULT_EXPRESSION:
    case CAP_GENERATED:
    case CAP_PRIMARY_KEY:
    case CAP_UNIQUE:
    case CAP_UNIQUE_PARTIAL:
    case CAP_UNIQUE_NULLS_NOT_DISTINCT:
    case CAP_CHECK:
    case CAP_CHECK_MATCHES:
    case CAP_FOREIGN_KEY:
    case CAP_FOREIGN_KEY_SET_DEFAULT:
    case CAP_INDEX:
    case CAP_INDEX_PARTIAL:
    case CAP_INDEX_EXPRESSION:
    case CAP_INDEX_DESCENDING:
    case CAP_INDEX_NULLS:
    case CAP_INDEX_PREFIX:
    case CAP_INDEX_METHOD:
    case CAP_INDEX_OPERATORS:
    case CAP_POLICY: return native;
    case CAP_COUNT: break;
    }
    internal_error("capability %d is unknown", (int)cap);
}

const char *drizzle_action(Action action) {
    static const char *const words[] = {
        [ACTION_NO_ACTION] = "no action",     [ACTION_RESTRICT] = "restrict",
        [ACTION_CASCADE] = "cascade",         [ACTION_SET_NULL] = "set null",
        [ACTION_SET_DEFAULT] = "set default",
    };
    return words[action];
}

const char *drizzle_command(unsigned command) {
    switch (command) {
    case COMMAND_SELECT: return "select";
    case COMMAND_INSERT: return "insert";
    case COMMAND_UPDATE: return "update";
    case COMMAND_DELETE: return "delete";
    default: return "all";
    }
}

Text drizzle_primary_name(Drizzle *d, const PlanKey *key) {
    if (d->core != DRIZZLE_MYSQL) {
        return key->name;
    }
    Text name = key->table->name;
    for (size_t i = 0; i < key->column_count; i++) {
        name = text_format(d->a, "%.*s_%.*s", TEXT_ARG(name), TEXT_ARG(key->column[i]->name));
    }
    return name;
}

bool drizzle_nulls_not_distinct(const Drizzle *d, const Key *key) {
    return key->nulls_not_distinct && sql_has(&d->stack.sql, CAP_UNIQUE_NULLS_NOT_DISTINCT);
}

/* makeObjectName of PostgreSQL: the longer of the two names gives way, byte by byte. */
Text drizzle_sequence(Drizzle *d, const PlanColumn *column) {
    enum { LONGEST = 63, TAIL = sizeof "__seq" - 1 };
    Text table = plan_table(d->plan, column->attribute->entity)->name;
    size_t left = table.size, right = column->name.size;
    while (left + right + TAIL > LONGEST) {
        *(left > right ? &left : &right) -= 1;
    }
    return text_format(d->a, "%.*s_%.*s_seq", (int)left, table.at, (int)right, column->name.at);
}

const char *drizzle_sequence_end(const DrizzleColumn *column) {
    return text_equal_c(column->type, "bigint")    ? "9223372036854775807"
           : text_equal_c(column->type, "integer") ? "2147483647"
                                                   : "32767";
}

DrizzleColumns drizzle_loose_sequences(Drizzle *d) {
    DrizzleColumns found = {0};
    for (size_t i = 0; i < d->plan->tables.count; i++) {
        const DrizzleTable *table = drizzle_table(d, d->plan->tables.at[i]);
        for (size_t k = 0; k < table->plan->column_count && table->apart; k++) {
            if (table->column[k].plan->attribute->identity) {
                *vec_push(d->a, &found) = &table->column[k];
            }
        }
    }
    return found;
}

/* ---- words ---- */

static void quote_identifier(Buffer *out, Text name, bool keyword) {
    (void)keyword;
    buffer_add(out, name);
}

static const Quoting quoting = {quote_identifier, js_quote_string_double, js_quote_comment, NULL};
static const Quoting template_quoting = {quote_identifier, js_quote_template_line, js_quote_comment,
                                         NULL};
static const Quoting json_quoting = {quote_identifier, js_quote_json, js_quote_comment, NULL};

Text drizzle_fill(Drizzle *d, const char *format, const Hole *hole, size_t count) {
    emit_holes(&d->words, format, hole, count);
    return emitter_take(&d->words);
}

TsNode *drizzle_string(Drizzle *d, Text value) {
    return ts_word(d->a, drizzle_words(d, "$", LIT(value)));
}

TsNode *drizzle_json(Drizzle *d, Text value) {
    emit(&d->json, "$", LIT(value));
    return ts_word(d->a, emitter_take(&d->json));
}

TsNode *drizzle_sql(Drizzle *d, Text sql) {
    d->uses_sql = true;
    emit(&d->templates, "sql$", LIT(sql));
    return ts_template(d->a, emitter_take(&d->templates));
}

Text drizzle_import(Drizzle *d, const char *word) {
    Text text = text_from(word);
    if (!lookup_get(&d->imported, text)) {
        lookup_put(d->a, &d->imported, text, d);
        *vec_push(d->a, &d->import) = text;
    }
    return text;
}

/* ---- drizzle.config.ts ---- */

static const char *dialect_word(const Drizzle *d) {
    static const char *const words[] = {"postgresql", "mysql", "sqlite"};
    return words[d->core];
}

/* The names of the steps of KIND; those of schemas behind "public". */
static TsNode *names_of_steps(Drizzle *d, PlanItemKind kind) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        const PlanItem *item = d->plan->steps.at[i].item;
        if (item->kind != kind) {
            continue;
        }
        if (kind == PLAN_SCHEMA && !list->part.count) {
            ts_add(d->a, list, drizzle_string(d, TEXT("public")));
        }
        ts_add(d->a, list,
               drizzle_string(d, kind == PLAN_SCHEMA ? ((const PlanSchema *)item)->name
                                                     : ((const PlanRole *)item)->name));
    }
    return list;
}

/* What drizzle-kit is not to look at: the partitions of PostgreSQL's tables. */
static TsNode *partition_filter(Drizzle *d) {
    TsNode *list = ts_list(d->a);
    for (size_t i = 0; i < d->plan->tables.count && d->core == DRIZZLE_PG; i++) {
        const PlanTable *table = d->plan->tables.at[i];
        for (size_t k = 0; k < table->partitions.count; k++) {
            ts_add(d->a, list,
                   drizzle_string(d, text_join(d->a, TEXT("!"), table->partitions.at[k]->name)));
        }
    }
    return list;
}

static void write_config(Drizzle *d) {
    TsNode *options = ts_object(d->a, true), *credentials = ts_object(d->a, false);
    ts_put_c(d->a, options, "dialect", drizzle_string(d, text_from(dialect_word(d))));
    ts_put_c(d->a, options, "schema", drizzle_string(d, TEXT("./src/db/schema.ts")));
    ts_put_c(d->a, options, "out", drizzle_string(d, TEXT("./drizzle")));
    ts_put_c(d->a, credentials, "url", ts_word(d->a, TEXT("process.env.DATABASE_URL ?? \"\"")));
    ts_put_c(d->a, options, "dbCredentials", credentials);
    TsNode *schemas = names_of_steps(d, PLAN_SCHEMA), *roles = names_of_steps(d, PLAN_ROLE);
    if (d->core == DRIZZLE_PG && schemas->part.count) {
        ts_put_c(d->a, options, "schemaFilter", schemas);
    }
    TsNode *filter = partition_filter(d);
    if (filter->part.count) {
        ts_put_c(d->a, options, "tablesFilter", filter);
    }
    if (d->core == DRIZZLE_PG && roles->part.count) {
        TsNode *include = ts_object(d->a, false), *entities = ts_object(d->a, false);
        ts_put_c(d->a, include, "include", roles);
        ts_put_c(d->a, entities, "roles", include);
        ts_put_c(d->a, options, "entities", entities);
    }
    TsNode *call = ts_call(d->a, TEXT("defineConfig"));
    ts_add(d->a, call, options);
    emit_file(d->e, "drizzle.config.ts");
    emit(d->e, "// $\n\n", REMARK(stack_banner(&d->stack)));
    emit_text(d->e, "import { defineConfig } from \"drizzle-kit\";\n\n");
    ts_print(d->e, TEXT("export default"), call, ";");
}

/* ---- the migration ---- */

typedef struct Script {
    Drizzle *d;
    bool started;
    uint32_t hash[4]; /* of all statements: tells one migration from another */
} Script;

/* Whether the last line of SQL has a comment, which would swallow what follows. */
static bool ends_in_comment(Text sql) {
    size_t line = sql.size;
    while (line > 0 && sql.at[line - 1] != '\n') {
        line--;
    }
    return text_find(text_slice(sql, line, sql.size), TEXT("--")) != SIZE_MAX;
}

static void write_statement(Script *s, Text sql) {
    Emitter *e = s->d->e;
    if (s->started) {
        emit_text(e, "--> statement-breakpoint\n");
    }
    emit(e, "$", CODE(sql));
    emit_text(e, ends_in_comment(sql) ? "\n;" : ";");
    emit_line(e);
    s->started = true;
    for (size_t i = 0; i < 4; i++) {
        s->hash[i] = (s->hash[i] * 16777619u) ^ (text_hash(sql) + (uint32_t)i);
    }
}

static void write_all(Script *s, const SqlTexts *made) {
    for (size_t i = 0; i < made->count; i++) {
        write_statement(s, made->at[i]);
    }
}

static void write_session(Script *s, const char *const *statement) {
    for (; statement && *statement; statement++) {
        write_statement(s, text_from(*statement));
    }
}

static Script open_script(Drizzle *d, Text path) {
    emit_file(d->e, text_c_string(d->a, path));
    emit(d->e, "-- $\n\n", REMARK(stack_banner(&d->stack)));
    return (Script){.d = d, .hash = {1, 2, 3, 4}};
}

/* Gives the number by which drizzle-kit knows the snapshot: made of the statements, so the same in every run. */
static Text write_up(Drizzle *d, Text tag) {
    Script s = open_script(d, text_format(d->a, "drizzle/%.*s.sql", TEXT_ARG(tag)));
    write_session(&s, stack_session(&d->stack));
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        SqlTexts made = stack_do(&d->stack, d->plan->steps.at[i].item);
        write_all(&s, &made);
    }
    write_session(&s, stack_session_end(&d->stack));
    return text_format(d->a, "%08x-%04x-8%03x-8%03x-%08x%04x", s.hash[0], s.hash[1] >> 16,
                       s.hash[1] & 0xFFF, s.hash[2] & 0xFFF, s.hash[3], s.hash[2] >> 16);
}

static void write_down(Drizzle *d, Text tag) {
    Script s = open_script(d, text_format(d->a, "drizzle/down/%.*s.sql", TEXT_ARG(tag)));
    write_session(&s, stack_session(&d->stack));
    for (size_t i = d->plan->steps.count; i-- > 0;) {
        if (!d->plan->steps.at[i].undone_with_table) {
            SqlTexts made = stack_undo(&d->stack, d->plan->steps.at[i].item);
            write_all(&s, &made);
        }
    }
    write_session(&s, stack_session_end(&d->stack));
}

/* ---- the journal ---- */

static int64_t number_of(Text digits, size_t from, size_t to) {
    int64_t number = 0;
    for (size_t i = from; i < to && i < digits.size; i++) {
        number = number * 10 + (digits.at[i] - '0');
    }
    return number;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar: Howard Hinnant, chrono-Compatible Low-Level Date
 * Algorithms, days_from_civil. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day) {
    year -= month <= 2;
    int64_t era = year / 400, year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* drizzle keeps the moment of a migration, in milliseconds: of the stamp 20260131120000 that it says, of any
 * other number itself. */
static int64_t moment_of(Text stamp) {
    if (stamp.size != sizeof "20260131120000" - 1) {
        return number_of(stamp, 0, stamp.size);
    }
    int64_t days =
        days_from_civil(number_of(stamp, 0, 4), number_of(stamp, 4, 6), number_of(stamp, 6, 8));
    int64_t seconds =
        number_of(stamp, 8, 10) * 3600 + number_of(stamp, 10, 12) * 60 + number_of(stamp, 12, 14);
    return (days * 86400 + seconds) * 1000;
}

static void put(Drizzle *d, TsNode *object, const char *key, TsNode *value) {
    ts_put(d->a, object, drizzle_json(d, text_from(key))->text, value);
}

static void write_journal(Drizzle *d, Text tag) {
    static const char *const version[] = {"7", "5", "6"};
    TsNode *root = ts_object(d->a, true), *entry = ts_object(d->a, true), *list = ts_list(d->a);
    Text when =
        text_format(d->a, "%lld", (long long)moment_of(plan_stack_option(d->plan, "stamp")));
    put(d, root, "version", drizzle_json(d, TEXT("7")));
    put(d, root, "dialect", drizzle_json(d, text_from(dialect_word(d))));
    put(d, root, "entries", list);
    ts_add(d->a, list, entry);
    put(d, entry, "idx", ts_word(d->a, TEXT("0")));
    put(d, entry, "version", drizzle_json(d, text_from(version[d->core])));
    put(d, entry, "when", ts_word(d->a, when));
    put(d, entry, "tag", drizzle_json(d, tag));
    put(d, entry, "breakpoints", ts_word(d->a, TEXT("true")));
    emit_file(d->e, "drizzle/meta/_journal.json");
    ts_print_json(d->e, root);
}

/* ---- the target ---- */

static DrizzleCore core_of(const Target *engine) {
    return engine == &target_postgres ? DRIZZLE_PG
           : engine == &target_sqlite ? DRIZZLE_SQLITE
                                      : DRIZZLE_MYSQL;
}

/* 0000_create_blog: drizzle-kit counts the migrations of a folder. */
static Text tag_of(Drizzle *d) {
    Text name = stack_migration_name(&d->stack);
    size_t stamp = plan_stack_option(d->plan, "stamp").size;
    return text_join(d->a, TEXT("0000"), text_slice(name, stamp, name.size));
}

static void emit_drizzle(const Plan *plan, Emitter *e) {
    Drizzle d = {.plan = plan, .a = plan->arena, .e = e, .core = core_of(plan->target)};
    e->indent_unit = "  ";
    stack_open(&d.stack, plan, e);
    d.words = emitter_aside(e, &d.word_text, &quoting);
    d.templates = emitter_aside(e, &d.template_text, &template_quoting);
    d.json = emitter_aside(e, &d.json_text, &json_quoting);
    drizzle_name(&d);
    const DrizzleExtras *extras = drizzle_extras(&d);
    Text tag = tag_of(&d);
    write_config(&d);
    drizzle_write_schema(&d, extras);
    Text id = write_up(&d, tag);
    write_down(&d, tag);
    drizzle_write_snapshot(&d, extras, id);
    write_journal(&d, tag);
    stack_close(&d.stack);
    buffer_free(&d.word_text);
    buffer_free(&d.template_text);
    buffer_free(&d.json_text);
}

static const StackEngine engines[] = {
    {"postgresql", "postgres"}, {"mysql", "mysql"}, {"mariadb", "mariadb"},
    {"sqlite", "sqlite"},       {NULL, NULL},
};

static const TargetOption options[] = {
    {"dialect", "postgresql", "the database", "postgresql|mysql|mariadb|sqlite"},
    {"bigint", "number", "what a bigint is in TypeScript: a number is exact up to 2^53",
     "number|bigint"},
    STACK_OPTION_STAMP,
    {NULL, NULL, NULL, NULL},
};

const Target target_drizzle = {
    .name = "drizzle",
    .summary = "Drizzle: schema.ts, a migration and drizzle-kit's snapshot",
    .engine = "Drizzle",
    .kind = TARGET_STACK,
    .oldest = {0, 45, 0},
    .newest = {0, 45, 0},
    .fallback = {0, 45, 0},
    .quoting = &quoting,
    .options = options,
    .engine_option = "dialect",
    .engines = engines,
    .carries = carries,
    .emit = emit_drizzle,
};
