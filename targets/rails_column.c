/* Rails columns: takes a column of the plan, gives its line in create_table. The engine's own words for the
 * column are taken apart: where ActiveRecord has a method that comes to the same words, that method is used,
 * else the words themselves are the type. So the column is the engine's in either case. References are in
 * rails_table.c. */
#include "targets/rails.h"

/* SQL with a % for each number, and the method and options that come to it. */
typedef struct ColumnType {
    const char *sql, *method, *options;
    Version since;
} ColumnType;

static const ColumnType postgres_types[] = {
    {"varchar(%)", "string", "limit: %", {0}},
    {"varchar", "string", NULL, {0}},
    {"text", "text", NULL, {0}},
    {"smallint", "integer", "limit: 2", {0}},
    {"integer", "integer", NULL, {0}},
    {"bigint", "bigint", NULL, {0}},
    {"boolean", "boolean", NULL, {0}},
    {"numeric(%, %)", "decimal", "precision: %, scale: %", {0}},
    {"numeric", "decimal", NULL, {0}},
    {"double precision", "float", NULL, {0}},
    {"date", "date", NULL, {0}},
    {"time", "time", NULL, {0}},
    {"time(%)", "time", "precision: %", {0}},
    {"timestamp", "datetime", "precision: nil", {0}},
    {"timestamp(%)", "datetime", "precision: %", {0}},
    {"timestamptz", "timestamptz", NULL, {7, 0, 0}},
    {"interval", "interval", NULL, {0}},
    {"uuid", "uuid", NULL, {0}},
    {"jsonb", "jsonb", NULL, {0}},
    {"json", "json", NULL, {0}},
    {"bytea", "binary", NULL, {0}},
    {"inet", "inet", NULL, {0}},
    {NULL, NULL, NULL, {0}},
};

static const ColumnType mysql_types[] = {
    {"varchar(%)", "string", "limit: %", {0}},
    {"longtext", "text", "size: :long", {0}},
    {"smallint", "integer", "limit: 2", {0}},
    {"int", "integer", NULL, {0}},
    {"bigint", "bigint", NULL, {0}},
    {"bigint unsigned", "bigint", "unsigned: true", {0}},
    {"int unsigned", "integer", "unsigned: true", {0}},
    {"boolean", "boolean", NULL, {0}},
    {"decimal(%, %)", "decimal", "precision: %, scale: %", {0}},
    {"date", "date", NULL, {0}},
    {"time(%)", "time", "precision: %", {0}},
    {"datetime", "datetime", "precision: nil", {0}},
    {"datetime(%)", "datetime", "precision: %", {0}},
    {"json", "json", NULL, {0}},
    {"longblob", "binary", "size: :long", {0}},
    {NULL, NULL, NULL, {0}},
};

enum { MOST_NUMBERS = 2 };

/* Whether SQL is PATTERN with a number for each %. */
static bool matches(const char *pattern, Text sql, Text *number) {
    size_t at = 0;
    for (const char *p = pattern; *p; p++) {
        size_t start = at;
        while (*p == '%' && at < sql.size && sql.at[at] >= '0' && sql.at[at] <= '9') {
            at++;
        }
        if (*p == '%' && at > start) {
            *number++ = text_slice(sql, start, at);
        } else if (*p != '%' && at < sql.size && sql.at[at] == *p) {
            at++;
        } else {
            return false;
        }
    }
    return at == sql.size;
}

static const ColumnType *find_type(const Rails *r, Text sql, Text *number) {
    const ColumnType *t = r->adapter == RAILS_POSTGRES ? postgres_types : mysql_types;
    while (t->sql && !matches(t->sql, sql, number)) {
        t++;
    }
    bool known = t->sql && version_at_least(r->plan->stack_version, t->since.major, t->since.minor);
    return known ? t : NULL;
}

/* `, limit: 255` */
static void print_type_options(Emitter *e, const ColumnType *type, const Text *number) {
    emit_text(e, type->options ? ", " : "");
    for (const char *o = type->options; o && *o;) {
        size_t plain = strcspn(o, "%");
        emit(e, "$", NAME(((Text){o, plain})));
        o += plain;
        if (*o == '%') {
            emit(e, "$", CODE(*number++));
            o++;
        }
    }
}

/* ---- the engine's words, taken apart ---- */

typedef struct ColumnWords {
    Text whole; /* all that stands behind the name, but for the comment */
    Text type;
    Text collation; /* its name; empty: none */
    bool not_null;
    Text fallback; /* what DEFAULT gives; empty: none */
    Text rest;     /* what is none of these */
} ColumnWords;

/* TEXT without PREFIX and a blank before it; false when it does not start so. */
static bool drop_front(Text *text, Text prefix) {
    Text trimmed = text_trim(*text);
    if (!prefix.size || !text_starts_with(trimmed, prefix)) {
        return false;
    }
    *text = text_slice(trimmed, prefix.size, trimmed.size);
    return true;
}

static void drop_comment(Rails *r, const PlanColumn *column, Text *text) {
    const PlanComment *comment = rails_comment_on(r, &column->item);
    if (!comment || r->adapter == RAILS_POSTGRES) {
        return;
    }
    emit(r->stack.sql.e, "COMMENT $", LIT(comment->text));
    Text words = stack_take(&r->stack);
    size_t at = text_find(*text, words);
    if (at != SIZE_MAX && at + words.size == text->size) {
        *text = text_trim(text_slice(*text, 0, at));
    }
}

static ColumnWords take_apart(Rails *r, const PlanColumn *column) {
    Sql *sql = &r->stack.sql;
    ColumnWords w = {0};
    emit(sql->e, "$", ID(column->name));
    Text name = stack_take(&r->stack);
    sql_column(sql, column);
    w.whole = stack_take(&r->stack);
    drop_front(&w.whole, name);
    w.whole = text_trim(w.whole);
    drop_comment(r, column, &w.whole);
    sql_column_type(sql, column);
    w.type = stack_take(&r->stack);
    w.rest = w.whole;
    drop_front(&w.rest, w.type);
    if (column->attribute->collation) {
        sql_collation(sql, column->attribute->collation);
        Text clause = stack_take(&r->stack);
        if (drop_front(&w.rest, clause)) {
            drop_front(&clause, TEXT("COLLATE"));
            w.collation = text_trim(clause);
        }
    }
    w.not_null = drop_front(&w.rest, TEXT("NOT NULL"));
    if (drop_front(&w.rest, TEXT("DEFAULT"))) {
        w.fallback = text_trim(w.rest);
        w.rest = TEXT("");
    }
    w.rest = text_trim(w.rest);
    return w;
}

Text rails_column_sql(Rails *r, const PlanColumn *column) {
    return take_apart(r, column).whole;
}

/* ---- options ---- */

/* ActiveRecord writes such a default as the engine does; others it is given as SQL. */
static bool is_plain_default(const Rails *r, const Expr *e, const char *method) {
    const Expr *leaf = e->kind == EXPR_NEGATE ? e->operand : e;
    if (!method) {
        return false;
    }
    bool integer = !strcmp(method, "integer") || !strcmp(method, "bigint");
    bool string = !strcmp(method, "string") || !strcmp(method, "enum") ||
                  (!strcmp(method, "text") && r->adapter == RAILS_POSTGRES);
    switch ((int)leaf->kind) {
    case EXPR_BOOLEAN: return !strcmp(method, "boolean");
    case EXPR_NUMBER: return integer && text_find(leaf->text, TEXT(".")) == SIZE_MAX;
    case EXPR_STRING: return string && leaf == e;
    default: return false;
    }
}

static void print_default(Rails *r, const Expr *e, Text sql, const char *method) {
    emit_text(r->e, ", default: ");
    if (!e || !is_plain_default(r, e, method)) {
        emit(r->e, "-> { $ }", LIT(sql));
    } else if (e->kind == EXPR_STRING) {
        emit(r->e, "$", LIT(e->text));
    } else if (e->kind == EXPR_BOOLEAN) {
        emit_text(r->e, e->boolean ? "true" : "false");
    } else {
        const Expr *leaf = e->kind == EXPR_NEGATE ? e->operand : e;
        emit(r->e, e == leaf ? "$" : "-$", CODE(leaf->text));
    }
}

void rails_print_comment(Rails *r, const PlanItem *item) {
    const PlanComment *comment = rails_comment_on(r, item);
    if (comment) {
        emit(r->e, ", comment: $", LIT(comment->text));
        emit_item(r->e, &comment->item);
    }
}

static void print_options(Rails *r, const PlanColumn *column, const ColumnWords *w,
                          const char *method, bool array) {
    if (array) {
        emit_text(r->e, ", array: true");
    }
    if (w->collation.size) {
        size_t quoted = w->collation.at[0] == '"';
        emit(r->e, ", collation: $",
             LIT(text_slice(w->collation, quoted, w->collation.size - quoted)));
    }
    if (w->not_null) {
        emit_text(r->e, ", null: false");
    }
    if (w->fallback.size) {
        print_default(r, column->attribute->fallback, w->fallback, array ? NULL : method);
    }
    rails_print_comment(r, &column->item);
}

/* ---- lines ---- */

static void print_raw(Rails *r, const PlanColumn *column, const ColumnWords *w) {
    emit(r->e, "t.column $, $", ID(column->name), LIT(w->whole));
    rails_print_comment(r, &column->item);
}

/* A computed value: `t.virtual :total, type: :decimal, as: "…", stored: true`. */
static bool print_virtual(Rails *r, const PlanColumn *column, const ColumnWords *w,
                          const ColumnType *type, const Text *number) {
    const SqlDialect *dialect = r->stack.sql.dialect;
    bool known = r->adapter != RAILS_POSTGRES || rails_has(r, RAILS_VIRTUAL_COLUMNS);
    if (!known || !type || w->collation.size || r->adapter == RAILS_MARIADB) {
        return false;
    }
    Text rest = w->rest, after = text_trim(text_from(dialect->generated_after));
    bool not_null = w->not_null;
    if (text_ends_with(rest, TEXT(" NOT NULL"))) {
        rest = text_slice(rest, 0, rest.size - strlen(" NOT NULL"));
        not_null = true;
    }
    if (!drop_front(&rest, text_trim(text_from(dialect->generated_before))) ||
        !text_ends_with(rest, after)) {
        return false;
    }
    emit(r->e, "t.virtual $, type: :$", ID(column->name), WORD(type->method));
    print_type_options(r->e, type, number);
    emit(r->e, "$, as: $, stored: true", not_null ? WORD(", null: false") : WORD(""),
         LIT(text_slice(rest, 0, rest.size - after.size)));
    rails_print_comment(r, &column->item);
    return true;
}

static bool is_plain_enum(const Rails *r, const PlanColumn *column, const ColumnWords *w) {
    return column->enumeration && !column->enumeration->schema.size &&
           rails_has(r, RAILS_ENUM_COLUMNS) && text_equal(column->enumeration->name, w->type);
}

void rails_print_column(Rails *r, const PlanColumn *column) {
    ColumnWords w = take_apart(r, column);
    Text number[MOST_NUMBERS], element = w.type;
    bool array = r->adapter == RAILS_POSTGRES && text_ends_with(w.type, TEXT("[]"));
    if (array) {
        element = text_slice(w.type, 0, w.type.size - 2);
    }
    const ColumnType *type = find_type(r, element, number);
    if (column->attribute->generated && !array && print_virtual(r, column, &w, type, number)) {
        return;
    }
    if (w.rest.size) {
        print_raw(r, column, &w);
    } else if (is_plain_enum(r, column, &w)) {
        emit(r->e, "t.enum $, enum_type: $", ID(column->name), ID(column->enumeration->name));
        print_options(r, column, &w, "enum", false);
    } else if (type) {
        emit(r->e, "t.$ $", WORD(type->method), ID(column->name));
        print_type_options(r->e, type, number);
        print_options(r, column, &w, type->method, array);
    } else {
        emit(r->e, "t.column $, $", ID(column->name), LIT(w.type));
        print_options(
            r, column, &w,
            column->enumeration || text_starts_with(w.type, TEXT("enum(")) ? "enum" : NULL, false);
    }
}

bool rails_print_reference(Rails *r, const PlanColumn *column, Text name) {
    ColumnWords w = take_apart(r, column);
    Text number[MOST_NUMBERS];
    const ColumnType *type = find_type(r, w.type, number);
    if (!type || type->options || w.rest.size || w.fallback.size || w.collation.size) {
        return false;
    }
    emit(r->e, "t.references $", ID(name));
    if (strcmp(type->method, "bigint") != 0) {
        emit(r->e, ", type: :$", WORD(type->method));
    }
    print_options(r, column, &w, NULL, false);
    return true;
}
