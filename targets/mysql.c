/* Target mysql: MySQL 8.0 to 9, as up.sql and down.sql. What it shares with MariaDB is in mysql_family.c;
 * here are its versions, and what only it can do: expressions as parts of an index, JSON Schema in checks,
 * n-grams. The page is docs/targets/mysql.md. */
#include "compiler/diag/render.h"
#include <inttypes.h>

#include "targets/mysql_family.h"
#include "targets/reserved.h"

static const Quoting quoting = {mysql_family_identifier, sql_quote_string, sql_quote_comment,
                                reserved_mysql};

/* ---- versions ---- */

/* 8.0 alone is its newest release: there was no 8.0.0 for general use. */
static bool since(Version v, unsigned patch) {
    return v.major > 8 || v.minor > 0 || v.patch == 0 || v.patch >= patch;
}

/* What MySQL 8.0 learnt after its first release. */
static const struct {
    Cap cap;
    unsigned patch; /* of 8.0 */
    Support before;
} gates[] = {
    {CAP_DEFAULT_EXPRESSION, 13, {LEVEL_REFUSED, "defaults are computed since 8.0.13"}},
    {CAP_INDEX_EXPRESSION, 13, {LEVEL_REFUSED, "indexes hold expressions since 8.0.13"}},
    {CAP_UNIQUE_PARTIAL, 13, {LEVEL_REFUSED, "indexes hold expressions since 8.0.13"}},
    {CAP_UNIQUE_NULLS_NOT_DISTINCT, 13, {LEVEL_REFUSED, "indexes hold expressions since 8.0.13"}},
    {CAP_CHECK, 16, {LEVEL_DEGRADED, "checks are kept since 8.0.16"}},
    {CAP_ARRAY, 17, {LEVEL_DEGRADED, "elements are checked since 8.0.17"}},
};

static Support support(Cap cap, Version version) {
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++)
        if (gates[i].cap == cap && !since(version, gates[i].patch))
            return gates[i].before;
    if (cap == CAP_INDEX_TRIGRAM)
        return (Support){LEVEL_DEGRADED, "it serves MATCH, and not LIKE"};
    return mysql_family_support(cap);
}

static TypeRule type_rule(const Type *type, Version version) {
    TypeRule rule = mysql_family_type(type);
    bool text = type->kind == TYPE_CHAR || type->kind == TYPE_STRING || type->kind == TYPE_TEXT;
    if (text && rule.level == LEVEL_NATIVE && !since(version, 17))
        return (TypeRule){.level = LEVEL_DEGRADED,
                          .spelling = rule.spelling,
                          .how = "blanks at the end do not count in comparisons before 8.0.17"};
    return rule;
}

static const char *text_collation(Version version) {
    return since(version, 17) ? "utf8mb4_0900_bin" : "utf8mb4_bin";
}

static Support expression(Cap place, const Expr *node, Version version) {
    (void)version;
    return mysql_family_expression(place, node);
}

static bool has_random_bytes(Version version) {
    (void)version;
    return true;
}

static Text collation(Text name, Version version) {
    return mysql_family_collation(name, text_collation(version));
}

static Support partition_support(const Partition *partition, Version version) {
    (void)version;
    for (size_t i = 0; i < partition->part_count; i++)
        if (partition->part[i].is_default && partition->method == PARTITION_LIST)
            return (Support){LEVEL_DEGRADED,
                             "the table is whole, as no list has a partition for other values"};
    return mysql_family_partition(partition);
}

/* ---- arrays ---- */

static const char *schema_type(const Type *element) {
    switch (type_class(element)) {
    case CLASS_BOOLEAN: return "boolean";
    case CLASS_INTEGER: return "integer";
    case CLASS_DECIMAL:
    case CLASS_FLOAT: return "number";
    default: return "string";
    }
}

static Text words_of_enum(Arena *a, const Enum *enumeration) {
    Buffer out = {0};
    buffer_add_c(&out, "{\"type\": \"array\", \"items\": {\"enum\": [null");
    for (size_t i = 0; i < enumeration->value_count; i++) {
        buffer_add_c(&out, ", ");
        json_add_string(&out, enumeration->value[i]);
    }
    buffer_add_c(&out, "]}}");
    Text made = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return made;
}

static Text integer_range(Arena *a, const Type *element) {
    if (type_class(element) != CLASS_INTEGER)
        return TEXT("");
    int bits = element->kind == TYPE_SMALLINT ? 16 : element->kind == TYPE_INT ? 32 : 64;
    uint64_t half = UINT64_C(1) << (bits - 1);
    if (element->is_unsigned)
        return text_format(a, ", \"minimum\": 0, \"maximum\": %" PRIu64, half - 1 + half);
    return text_format(a, ", \"minimum\": -%" PRIu64 ", \"maximum\": %" PRIu64, half, half - 1);
}

/* Elements may be null, as in PostgreSQL. */
static Text array_schema(Arena *a, const Type *element) {
    if (element->kind == TYPE_ENUM)
        return words_of_enum(a, element->enumeration);
    Text length = element->kind == TYPE_STRING || element->kind == TYPE_CHAR
                      ? text_format(a, ", \"maxLength\": %u", (unsigned)element->length)
                      : TEXT("");
    return text_format(a,
                       "{\"type\": \"array\", \"items\": {\"type\": [\"%s\", \"null\"]%.*s%.*s}}",
                       schema_type(element), TEXT_ARG(length), TEXT_ARG(integer_range(a, element)));
}

static void print_array_check(Sql *s, const PlanColumn *column) {
    const Type *element = column->attribute->type->element;
    if (element->kind == TYPE_JSON || element->kind == TYPE_NATIVE ||
        !since(s->plan->version, 17)) {
        emit(s->e, "json_type($) = 'ARRAY'", ID(column->name));
        return;
    }
    emit_text(s->e, "json_schema_valid(");
    mysql_print_string(s, array_schema(s->plan->arena, element));
    emit(s->e, ", $)", ID(column->name));
}

/* ---- the target ---- */

static const MysqlFamily family = {
    .collation = text_collation,
    .generated_not_null = true,
    .matches = {"regexp_like($1, $2, 'cn')", SQL_CALL, SQL_ANY, SQL_ANY, NULL},
    .pattern_before = "",
    .trigram_parser = " WITH PARSER ngram",
    .array_check = print_array_check,
    .drop_role = "DROP USER ",
    .is_bare_role =
        "EXISTS (SELECT 1 FROM mysql.user WHERE User = $ AND Host = '%' AND account_locked = 'Y')\n"
        "    AND NOT EXISTS (SELECT 1 FROM mysql.role_edges WHERE $ IN (FROM_USER, TO_USER))",
    .json_type = "json",
    .has_random_bytes = has_random_bytes,
};

static const SqlDialect *dialect(const Plan *plan) {
    return mysql_family_dialect(&family, plan);
}

static const TargetOption options[] = {
    {"version", "8.4",
     "the oldest server that has to take the SQL: 8.0 to 9; a patch counts, as in 8.0.16; 8.0 is "
     "its newest",
     NULL},
    {NULL, NULL, NULL, NULL},
};

const Target target_mysql = {
    .name = "mysql",
    .summary = "MySQL schema as SQL: up.sql and down.sql",
    .engine = "MySQL",
    .kind = TARGET_DATABASE,
    .oldest = {8, 0, 0},
    .newest = {9, 0, 0},
    .fallback = {8, 4, 0},
    .limits = {.identifier_characters = 64,
               .folds_case = true,
               .key_text_needs_length = true,
               .rows_in_key_order = true,
               .constraint_names_per_schema = true,
               .identity_leads_key = true,
               .grants_outlive_tables = true,
               .plain_names = true,
               .comment_table_characters = 2048,
               .comment_column_characters = 1024,
               .key_bytes = 3072,
               .row_bytes = 65535},
    .quoting = &quoting,
    .reserved = reserved_mysql,
    .options = options,
    .support = support,
    .type = type_rule,
    .collation = collation,
    .expression = expression,
    .partition = partition_support,
    .bytes = mysql_family_bytes,
    .left_out = mysql_family_left_out,
    .index_nulls = NULLS_FIRST,
    .index_expressions = true,
    .full_foreign_key_indexes = true,
    .single_event_triggers = true,
    .checks_elements = true,
    .forward_foreign_keys = false,
    .emit = sql_emit,
    .dialect = dialect,
};
