/* Target mariadb: MariaDB 10.6 to 11, as up.sql and down.sql. What it shares with MySQL is in
 * mysql_family.c; here are its versions, and what differs: uuids are a type, expressions of an index are
 * columns, documents are checked text. The page is docs/targets/mariadb.md. */
#include "targets/mysql_family.h"
#include "targets/reserved.h"

static const Quoting quoting = {mysql_family_identifier, sql_quote_string, sql_quote_comment,
                                reserved_mariadb};

/* ---- what it can carry ---- */

static const struct {
    Cap cap;
    unsigned major, minor; /* since when the family's answer holds; 0: never */
    Support before;
} gates[] = {
    {CAP_INDEX_DESCENDING, 10, 8, {LEVEL_DEGRADED, "parts descend since 10.8"}},
    {CAP_ARRAY, 0, 0, {LEVEL_DEGRADED, "it is a json array, whose elements are not checked"}},
    {CAP_JSON, 0, 0, {LEVEL_EMULATED, "longtext and a check"}},
    {CAP_INDEX_EXPRESSION, 0, 0, {LEVEL_EMULATED, "a generated column that is not seen"}},
    {CAP_INDEX_TRIGRAM, 0, 0, {LEVEL_DEGRADED, "there is no such index, so none is made"}},
};

static Support support(Cap cap, Version version) {
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++)
        if (gates[i].cap == cap &&
            (!gates[i].major || !version_at_least(version, gates[i].major, gates[i].minor)))
            return gates[i].before;
    return mysql_family_support(cap);
}

static const Cap left_out[] = {CAP_POLICY, CAP_COMMENT_OTHER, CAP_INDEX_METHOD, CAP_INDEX_TRIGRAM,
                               CAP_COUNT};

static TypeRule type_rule(const Type *type, Version version) {
    if (type->kind == TYPE_UUID && version_at_least(version, 10, 7))
        return (TypeRule){.level = LEVEL_NATIVE, .spelling = "uuid"};
    TypeRule rule = mysql_family_type(type);
    if (type_has_fraction(type) && type_fraction(type) < TYPE_FRACTION_DIGITS) {
        rule.level = LEVEL_EMULATED;
        rule.how = "it cuts further digits of the second, where other engines round";
    }
    return rule;
}

static const char *text_collation(Version version) {
    (void)version;
    return "utf8mb4_nopad_bin";
}

static Text collation(Text name, Version version) {
    return mysql_family_collation(name, text_collation(version));
}

static bool has_random_bytes(Version version) {
    return version_at_least(version, 10, 10);
}

static Support expression(Cap place, const Expr *node, Version version) {
    if (node->kind == EXPR_CALL && node->call.function == FUNCTION_UUID &&
        !has_random_bytes(version))
        return (Support){LEVEL_DEGRADED, "uuids go by the time before 10.10"};
    return mysql_family_expression(place, node);
}

static Support partition_support(const Partition *partition, Version version) {
    (void)version;
    return mysql_family_partition(partition);
}

static void print_array_check(Sql *s, const PlanColumn *column) {
    emit(s->e, "json_type($) = 'ARRAY'", ID(column->name));
}

/* ---- the target ---- */

static const MysqlFamily family = {
    .collation = text_collation,
    .generated_not_null = false,
    .matches = {"$1 REGEXP $2", SQL_RANGE, SQL_OTHER, SQL_OTHER, NULL},
    .pattern_before = "(?s-i)",
    .trigram_parser = "",
    .array_check = print_array_check,
    .drop_role = "DROP ROLE ",
    .is_bare_role =
        "EXISTS (SELECT 1 FROM mysql.user WHERE User = $ AND is_role = 'Y')\n"
        "    AND NOT EXISTS (SELECT 1 FROM mysql.roles_mapping WHERE $ IN (Role, User) AND "
        "Admin_option = 'N')",
    .json_type = "char CHARACTER SET utf8mb4",
    .signs_zero = true,
    .has_random_bytes = has_random_bytes,
};

static const SqlDialect *dialect(const Plan *plan) {
    return mysql_family_dialect(&family, plan);
}

static const TargetOption options[] = {
    {"version", "10.11", "the oldest server that has to take the SQL: 10.6 to 11", NULL},
    {NULL, NULL, NULL, NULL},
};

const Target target_mariadb = {
    .name = "mariadb",
    .summary = "MariaDB schema as SQL: up.sql and down.sql",
    .engine = "MariaDB",
    .kind = TARGET_DATABASE,
    .oldest = {10, 6, 0},
    .newest = {11, 0, 0},
    .fallback = {10, 11, 0},
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
    .reserved = reserved_mariadb,
    .options = options,
    .support = support,
    .type = type_rule,
    .collation = collation,
    .expression = expression,
    .partition = partition_support,
    .bytes = mysql_family_bytes,
    .left_out = left_out,
    .index_nulls = NULLS_FIRST,
    .single_event_triggers = true,
    .checks_elements = true,
    .emit = sql_emit,
    .dialect = dialect,
};
