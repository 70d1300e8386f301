/* Drizzle's columns: takes a column of the plan, says what builds it in schema.ts and what drizzle-kit keeps of
 * it: builder and options, the type as the builder words it, the default, the computed value. A builder is
 * taken where it words the engine's own type; else the column gets a customType of that type. */
#include "compiler/base/panic.h"
#include "targets/drizzle.h"

/* What builds a type. In `options` and the spellings, %n, %p and %s are its length, precision and scale, %f the
 * digits of a second; %b is the option `bigint`, %w the words of an enum. */
typedef struct Builder {
    const char *word, *options;
    const char *type;   /* as the builder words it */
    const char *engine; /* as the engine's statements word it; NULL: the same */
} Builder;

static const Builder pg[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = {"boolean", NULL, "boolean", NULL},
    [TYPE_SMALLINT] = {"smallint", NULL, "smallint", NULL},
    [TYPE_INT] = {"integer", NULL, "integer", NULL},
    [TYPE_BIGINT] = {"bigint", "mode: %b", "bigint", NULL},
    [TYPE_DECIMAL] = {"numeric", "precision: %p, scale: %s", "numeric(%p, %s)", NULL},
    [TYPE_FLOAT] = {"real", NULL, "real", NULL},
    [TYPE_DOUBLE] = {"doublePrecision", NULL, "double precision", NULL},
    [TYPE_CHAR] = {"char", "length: %n", "char(%n)", NULL},
    [TYPE_STRING] = {"varchar", "length: %n", "varchar(%n)", NULL},
    [TYPE_TEXT] = {"text", NULL, "text", NULL},
    [TYPE_DATE] = {"date", NULL, "date", NULL},
    [TYPE_TIME] = {"time", NULL, "time", NULL},
    [TYPE_TIMESTAMP] = {"timestamp", "withTimezone: true", "timestamp with time zone",
                        "timestamptz"},
    [TYPE_DATETIME] = {"timestamp", "mode: \"string\"", "timestamp", NULL},
    [TYPE_INTERVAL] = {"interval", NULL, "interval", NULL},
    [TYPE_UUID] = {"uuid", NULL, "uuid", NULL},
    [TYPE_JSON] = {"jsonb", NULL, "jsonb", NULL},
    [TYPE_INET] = {"inet", NULL, "inet", NULL},
};

/* Of a second with other than six digits. */
static const Builder pg_fraction[TYPE_COUNT] = {
    [TYPE_TIME] = {"time", "precision: %f", "time(%f)", NULL},
    [TYPE_TIMESTAMP] = {"timestamp", "precision: %f, withTimezone: true",
                        "timestamp (%f) with time zone", "timestamptz(%f)"},
    [TYPE_DATETIME] = {"timestamp", "precision: %f, mode: \"string\"", "timestamp(%f)", NULL},
};

/* Stored as what holds its range. */
static const Builder pg_unsigned[TYPE_COUNT] = {
    [TYPE_SMALLINT] = {"integer", NULL, "integer", NULL},
    [TYPE_INT] = {"bigint", "mode: %b", "bigint", NULL},
    [TYPE_BIGINT] = {"numeric", "precision: 20, scale: 0", "numeric(20, 0)", "numeric(20)"},
};

static const Builder mysql[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = {"boolean", NULL, "boolean", NULL},
    [TYPE_SMALLINT] = {"smallint", NULL, "smallint", NULL},
    [TYPE_INT] = {"int", NULL, "int", NULL},
    [TYPE_BIGINT] = {"bigint", "mode: %b", "bigint", NULL},
    [TYPE_DECIMAL] = {"decimal", "precision: %p, scale: %s", "decimal(%p,%s)", "decimal(%p, %s)"},
    [TYPE_FLOAT] = {"float", NULL, "float", NULL},
    [TYPE_DOUBLE] = {"double", NULL, "double", NULL},
    [TYPE_CHAR] = {"char", "length: %n", "char(%n)", NULL},
    [TYPE_STRING] = {"varchar", "length: %n", "varchar(%n)", NULL},
    [TYPE_TEXT] = {"longtext", NULL, "longtext", NULL},
    [TYPE_DATE] = {"date", "mode: \"string\"", "date", NULL},
    [TYPE_TIME] = {"time", "fsp: %f", "time(%f)", NULL},
    [TYPE_TIMESTAMP] = {"datetime", "fsp: %f", "datetime(%f)", NULL},
    [TYPE_DATETIME] = {"datetime", "mode: \"string\", fsp: %f", "datetime(%f)", NULL},
    [TYPE_INTERVAL] = {"varchar", "length: 64", "varchar(64)", NULL},
    [TYPE_UUID] = {"char", "length: 36", "char(36)",
                   "char(36) CHARACTER SET ascii COLLATE ascii_general_ci"},
    [TYPE_JSON] = {"json", NULL, "json", NULL},
    [TYPE_INET] = {"varchar", "length: 43", "varchar(43)", NULL},
    [TYPE_ARRAY] = {"json", NULL, "json", NULL},
};

static const Builder mysql_unsigned[TYPE_COUNT] = {
    [TYPE_SMALLINT] = {"smallint", "unsigned: true", "smallint unsigned", NULL},
    [TYPE_INT] = {"int", "unsigned: true", "int unsigned", NULL},
    [TYPE_BIGINT] = {"bigint", "mode: %b, unsigned: true", "bigint unsigned", NULL},
};

/* Of whole seconds: the server shows no digits. */
static const Builder mysql_whole[TYPE_COUNT] = {
    [TYPE_TIME] = {"time", NULL, "time", "time(%f)"},
    [TYPE_TIMESTAMP] = {"datetime", NULL, "datetime", "datetime(%f)"},
    [TYPE_DATETIME] = {"datetime", "mode: \"string\"", "datetime", "datetime(%f)"},
};

/* Its four types say how a value is stored; the checks of the table say the rest. */
static const Builder sqlite[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = {"integer", "mode: \"boolean\"", "integer", NULL},
    [TYPE_SMALLINT] = {"integer", NULL, "integer", NULL},
    [TYPE_INT] = {"integer", NULL, "integer", NULL},
    [TYPE_BIGINT] = {"integer", NULL, "integer", NULL},
    [TYPE_DECIMAL] = {"numeric", NULL, "numeric", NULL},
    [TYPE_FLOAT] = {"real", NULL, "real", NULL},
    [TYPE_DOUBLE] = {"real", NULL, "real", NULL},
    [TYPE_CHAR] = {"text", NULL, "text", NULL},
    [TYPE_STRING] = {"text", NULL, "text", NULL},
    [TYPE_TEXT] = {"text", NULL, "text", NULL},
    [TYPE_BYTES] = {"blob", "mode: \"buffer\"", "blob", NULL},
    [TYPE_DATE] = {"text", NULL, "text", NULL},
    [TYPE_TIME] = {"text", NULL, "text", NULL},
    [TYPE_TIMESTAMP] = {"text", NULL, "text", NULL},
    [TYPE_DATETIME] = {"text", NULL, "text", NULL},
    [TYPE_INTERVAL] = {"text", NULL, "text", NULL},
    [TYPE_UUID] = {"text", NULL, "text", NULL},
    [TYPE_JSON] = {"text", "mode: \"json\"", "text", NULL},
    [TYPE_INET] = {"text", NULL, "text", NULL},
    [TYPE_ENUM] = {"text", "enum: %w", "text", NULL},
    [TYPE_ARRAY] = {"text", "mode: \"json\"", "text", NULL},
};

/* The values of a customType, and of the elements of a list, in TypeScript: as the drivers give them. */
static const char *const data_types[TYPE_COUNT] = {
    [TYPE_BOOLEAN] = "boolean", [TYPE_SMALLINT] = "number",  [TYPE_INT] = "number",
    [TYPE_BIGINT] = "string",   [TYPE_DECIMAL] = "string",   [TYPE_FLOAT] = "number",
    [TYPE_DOUBLE] = "number",   [TYPE_CHAR] = "string",      [TYPE_STRING] = "string",
    [TYPE_TEXT] = "string",     [TYPE_BYTES] = "Buffer",     [TYPE_DATE] = "string",
    [TYPE_TIME] = "string",     [TYPE_TIMESTAMP] = "string", [TYPE_DATETIME] = "string",
    [TYPE_INTERVAL] = "string", [TYPE_UUID] = "string",      [TYPE_JSON] = "unknown",
    [TYPE_INET] = "string",     [TYPE_ENUM] = "string",      [TYPE_ARRAY] = "unknown[]",
    [TYPE_NATIVE] = "unknown",
};

/* ---- types ---- */

static const Builder *find_builder(const Drizzle *d, const Type *type) {
    switch (d->core) {
    case DRIZZLE_PG:
        if (type_has_fraction(type) && type_fraction(type) != TYPE_FRACTION_DIGITS) {
            return &pg_fraction[type->kind];
        }
        return type->is_unsigned ? &pg_unsigned[type->kind] : &pg[type->kind];
    case DRIZZLE_MYSQL:
        if (type_has_fraction(type) && !type_fraction(type)) {
            return &mysql_whole[type->kind];
        }
        return type->is_unsigned ? &mysql_unsigned[type->kind] : &mysql[type->kind];
    case DRIZZLE_SQLITE: return &sqlite[type->kind];
    }
    internal_error("core %d is unknown", (int)d->core);
}

/* The kind of what is stored: for an unsigned type of PostgreSQL a wider one. */
static TypeKind stored_kind(const Drizzle *d, const Type *type) {
    if (d->core != DRIZZLE_PG || !type->is_unsigned) {
        return type->kind;
    }
    return type->kind == TYPE_SMALLINT ? TYPE_INT
           : type->kind == TYPE_INT    ? TYPE_BIGINT
                                       : TYPE_DECIMAL;
}

static TsNode *words_of_enum(Drizzle *d, const Enum *enumeration) {
    TsNode *words = ts_list(d->a);
    for (size_t i = 0; i < enumeration->value_count; i++) {
        ts_add(d->a, words, drizzle_string(d, enumeration->value[i]));
    }
    return words;
}

/* Whether WORDS ask for a number that TYPE does not give. */
static bool lacks_number(const char *words, const Type *type) {
    return !type->length && (strstr(words, "%n") || strstr(words, "%p"));
}

/* The number for the letter behind a %. */
static unsigned number_for(char letter, const Type *type) {
    return letter == 's' ? type->scale : letter == 'f' ? type_fraction(type) : type->length;
}

/* SPELLING with the numbers of TYPE. What gives none ends before the parenthesis. */
static Text spell(Drizzle *d, const char *spelling, const Type *type) {
    Text text = text_from(spelling);
    if (lacks_number(spelling, type)) {
        return text_slice(text, 0, text_find(text, TEXT("(")));
    }
    Buffer out = {0};
    for (const char *c = spelling; *c; c++) {
        if (*c == '%') {
            buffer_format(&out, "%u", number_for(*++c, type));
        } else {
            buffer_add_char(&out, *c);
        }
    }
    text = text_copy(d->a, buffer_text(&out));
    buffer_free(&out);
    return text;
}

/* What stands behind the name of an option. */
static TsNode *option_value(Drizzle *d, Text value, const Type *type) {
    if (text_equal_c(value, "%w")) {
        return words_of_enum(d, type->enumeration);
    }
    if (text_equal_c(value, "%b")) {
        return drizzle_string(d, plan_stack_option(d->plan, "bigint"));
    }
    if (value.at[0] == '%') {
        value = text_format(d->a, "%u", number_for(value.at[1], type));
    }
    return ts_word(d->a, value);
}

/* "length: %n" as an object; NULL for a type that gives no length. */
static TsNode *options_of(Drizzle *d, const char *options, const Type *type) {
    if (!options || lacks_number(options, type)) {
        return NULL;
    }
    TsNode *object = ts_object(d->a, false);
    for (Text rest = text_from(options); rest.size;) {
        size_t comma = text_find(rest, TEXT(", "));
        Text member = text_slice(rest, 0, comma == SIZE_MAX ? rest.size : comma);
        rest = comma == SIZE_MAX ? TEXT("") : text_slice(rest, comma + 2, rest.size);
        size_t colon = text_find(member, TEXT(": "));
        Text value = text_slice(member, colon + 2, member.size);
        ts_put(d->a, object, text_slice(member, 0, colon), option_value(d, value, type));
    }
    return object;
}

/* The customType of the type that the engine calls SQL. */
static const DrizzleCustom *custom_of(Drizzle *d, Text sql, TypeKind kind) {
    const DrizzleCustom *known = lookup_get(&d->custom_of, sql);
    if (known) {
        return known;
    }
    DrizzleCustom *custom = arena_new(d->a, DrizzleCustom);
    *custom = (DrizzleCustom){
        .name = code_take(&d->names, code_word(d->a, sql, CODE_CAMEL)),
        .type = sql,
        .data = data_types[kind],
    };
    *vec_push(d->a, &d->custom) = custom;
    lookup_put(d->a, &d->custom_of, sql, custom);
    drizzle_import(d, "customType");
    return custom;
}

static void take_custom(Drizzle *d, DrizzleColumn *c, Text sql, TypeKind kind) {
    c->builder = custom_of(d, sql, kind)->name;
    c->type = sql;
}

/* TYPE, which the engine's statements call SQL. */
static void take_builder(Drizzle *d, DrizzleColumn *c, const Type *type, Text sql) {
    const Builder *builder = find_builder(d, type);
    bool native = plan_native_text(d->plan, type).size > 0;
    if (!builder->word || native) {
        take_custom(d, c, sql, type->kind);
        return;
    }
    const char *engine = builder->engine ? builder->engine : builder->type;
    if (d->core != DRIZZLE_SQLITE && !text_equal(spell(d, engine, type), sql)) {
        if (d->core == DRIZZLE_MYSQL && text_equal_c(sql, "longtext")) {
            c->builder = drizzle_import(d, "longtext");
            c->type = sql;
            return;
        }
        take_custom(d, c, sql, type->kind);
        return;
    }
    c->builder = drizzle_import(d, builder->word);
    c->options = options_of(d, builder->options, type);
    c->type = spell(d, builder->type, type);
}

static void take_mysql_enum(Drizzle *d, DrizzleColumn *c, const Enum *enumeration) {
    c->builder = drizzle_import(d, "mysqlEnum");
    c->options = words_of_enum(d, enumeration);
    Buffer out = {0};
    for (size_t i = 0; i < enumeration->value_count; i++) {
        buffer_add_c(&out, i ? "," : "enum(");
        sql_quote_string(&out, enumeration->value[i]);
    }
    buffer_add_char(&out, ')');
    c->type = text_copy(d->a, buffer_text(&out));
    buffer_free(&out);
}

/* An array is a document outside PostgreSQL. */
static Text list_type(Drizzle *d, const Type *type) {
    TypeKind kind = type->element->kind;
    const char *element = kind == TYPE_BIGINT || kind == TYPE_DECIMAL ? "number" : data_types[kind];
    return text_format(d->a, "$type<%s[]>", element);
}

static Text engine_type(Drizzle *d, const Type *type) {
    sql_type(&d->stack.sql, type);
    return stack_take(&d->stack);
}

static void describe_type(Drizzle *d, DrizzleColumn *c) {
    const Type *type = c->plan->attribute->type;
    const PlanDomain *domain = c->plan->domain;
    if (d->core != DRIZZLE_PG) {
        if (type->kind == TYPE_ARRAY) {
            c->typed = list_type(d, type);
        }
        sql_column_type(&d->stack.sql, c->plan);
        Text sql = stack_take(&d->stack);
        if (type->kind == TYPE_ENUM && d->core == DRIZZLE_MYSQL &&
            !plan_native_text(d->plan, type).size) {
            take_mysql_enum(d, c, type->enumeration);
        } else {
            take_builder(d, c, type, sql);
        }
        return;
    }
    for (; type->kind == TYPE_ARRAY && !(domain && type->named); type = type->element) {
        c->dimensions++;
    }
    if (domain) {
        sql_qualified(&d->stack.sql, domain->schema, domain->name);
        take_custom(d, c, stack_take(&d->stack), type->kind);
    } else if (type->kind == TYPE_ENUM && c->plan->enumeration) {
        const PlanEnum *enumeration = c->plan->enumeration;
        c->builder = d->enumeration[enumeration->enumeration->number];
        c->type = enumeration->name;
        c->type_schema = enumeration->schema.size ? enumeration->schema : TEXT("public");
    } else {
        take_builder(d, c, type, engine_type(d, type));
    }
    for (size_t i = 0; i < c->dimensions; i++) {
        c->type = text_join(d->a, c->type, TEXT("[]"));
    }
}

/* ---- values ---- */

/* What the engine's statement says behind the type. */
static Text value_text(Drizzle *d, const Attribute *a) {
    Sql *s = &d->stack.sql;
    if (s->dialect->column_value) {
        s->dialect->column_value(s, a);
    } else {
        sql_default(s, a->fallback);
    }
    return stack_take(&d->stack);
}

static Text default_text(Drizzle *d, const Attribute *a) {
    Text text = value_text(d, a), word = TEXT("DEFAULT ");
    return text_slice(text, text_find(text, word) + word.size, text.size);
}

/* The last WORD in TEXT, or SIZE_MAX. */
static size_t find_last(Text text, Text word) {
    for (size_t at = text.size; at-- > 0;) {
        if (text_starts_with(text_slice(text, at, text.size), word)) {
            return at;
        }
    }
    return SIZE_MAX;
}

static void describe_generated(Drizzle *d, DrizzleColumn *c, const Attribute *a) {
    c->generation = "stored";
    if (!d->stack.sql.dialect->column_value) {
        c->generated = drizzle_expression(d, a->generated);
        return;
    }
    Text text = value_text(d, a), before = TEXT("GENERATED ALWAYS AS (");
    size_t start = text_find(text, before) + before.size;
    c->generated = text_slice(text, start, find_last(text, TEXT(") STORED")));
}

/* Whether a value of the column is a number in TypeScript. */
static bool is_number(const Drizzle *d, TypeKind kind) {
    if (kind == TYPE_BIGINT) {
        return d->core == DRIZZLE_SQLITE ||
               text_equal_c(plan_stack_option(d->plan, "bigint"), "number");
    }
    return kind == TYPE_SMALLINT || kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_DOUBLE;
}

static void take_string(Drizzle *d, DrizzleColumn *c, Text value) {
    Buffer out = {0};
    sql_quote_string(&out, value);
    c->literal = drizzle_string(d, value);
    c->kept = text_copy(d->a, buffer_text(&out));
    buffer_free(&out);
}

static void take_raw(Drizzle *d, DrizzleColumn *c, Text word) {
    c->literal = ts_word(d->a, word);
    c->kept = word;
    c->raw = true;
}

static void describe_number(Drizzle *d, DrizzleColumn *c, TypeKind kind, const Expr *e) {
    bool negative = e->kind == EXPR_NEGATE;
    Text digits = negative ? e->operand->text : e->text;
    Text number = negative ? text_join(d->a, TEXT("-"), digits) : digits;
    if (kind == TYPE_DECIMAL) {
        take_string(d, c, number);
        return;
    }
    /* PostgreSQL keeps a negative number, and one past an integer, as text; drizzle-kit then reads text. */
    bool as_text = d->core == DRIZZLE_PG && (negative || digits.size > 9);
    if (as_text) {
        c->fallback = text_format(d->a, "'%.*s'", TEXT_ARG(number));
    } else if (is_number(d, kind) && digits.size <= 15) {
        take_raw(d, c, number);
    }
}

/* Between the first and the last quote of the default: of a date or a time, which holds none itself. */
static Text quoted_text(Text sql) {
    size_t first = text_find(sql, TEXT("'")), last = find_last(sql, TEXT("'"));
    return first == SIZE_MAX || last <= first ? TEXT("") : text_slice(sql, first + 1, last);
}

static void describe_temporal(Drizzle *d, DrizzleColumn *c, TypeKind kind) {
    Text value = quoted_text(c->fallback);
    if (!value.size) {
        return;
    }
    if (kind == TYPE_TIME && d->core == DRIZZLE_PG && value.size == sizeof "12:00" - 1) {
        value = text_join(d->a, value, TEXT(":00")); /* as the server shows it */
    }
    if (kind == TYPE_TIMESTAMP && d->core != DRIZZLE_SQLITE) {
        c->fallback = text_format(d->a, "'%.*s'", TEXT_ARG(value));
    } else {
        take_string(d, c, value);
    }
}

static bool is_text(TypeKind kind) {
    return kind == TYPE_CHAR || kind == TYPE_STRING || kind == TYPE_TEXT || kind == TYPE_ENUM ||
           kind == TYPE_UUID || kind == TYPE_INET || kind == TYPE_INTERVAL;
}

static void describe_literal(Drizzle *d, DrizzleColumn *c, const Attribute *a, TypeKind kind) {
    const Expr *e = a->fallback, *leaf = e->kind == EXPR_NEGATE ? e->operand : e;
    if (leaf->kind == EXPR_BOOLEAN) {
        take_raw(d, c, leaf->boolean ? TEXT("true") : TEXT("false"));
    } else if (leaf->kind == EXPR_NUMBER) {
        describe_number(d, c, kind, e);
    } else if (leaf->kind == EXPR_TEMPORAL) {
        describe_temporal(d, c, kind);
    } else if (leaf->kind == EXPR_STRING && is_text(kind)) {
        take_string(d, c, leaf->text);
    } else if (d->core == DRIZZLE_PG && text_equal_c(c->fallback, "now()")) {
        c->standard = "defaultNow";
    } else if (d->core == DRIZZLE_PG && text_equal_c(c->fallback, "gen_random_uuid()")) {
        c->standard = "defaultRandom";
    }
}

static void describe_default(Drizzle *d, DrizzleColumn *c, const Attribute *a) {
    TypeKind kind = stored_kind(d, a->type);
    c->fallback = default_text(d, a);
    if (d->core == DRIZZLE_PG && kind == TYPE_JSON && a->fallback->kind == EXPR_STRING) {
        c->fallback = text_join(d->a, c->fallback, TEXT("::jsonb")); /* as drizzle-kit reads it */
    }
    if (!c->plan->domain && !plan_native_text(d->plan, a->type).size) {
        describe_literal(d, c, a, kind);
    }
    if (!c->literal) {
        c->kept = c->fallback;
    }
}

/* AUTO_INCREMENT, or in SQLite what stands behind the key. */
static bool counts(Drizzle *d, const DrizzleColumn *c, const PlanKey *key) {
    if (!c->plan->attribute->identity || d->core != DRIZZLE_SQLITE) {
        return c->plan->attribute->identity && d->core == DRIZZLE_MYSQL;
    }
    if (!c->primary) {
        return false;
    }
    d->stack.sql.dialect->key_tail(&d->stack.sql, key);
    return stack_take(&d->stack).size > 0;
}

void drizzle_describe(Drizzle *d, DrizzleColumn *c, const PlanTable *table) {
    const Attribute *a = c->plan->attribute;
    const PlanKey *key = table->primary;
    c->primary = key && key->column_count == 1 && key->column[0] == c->plan;
    /* Where SQLite does not number the rows itself, a trigger fills what was left out. */
    bool filled = d->core == DRIZZLE_SQLITE && a->identity && !c->primary;
    c->not_null = !a->nullable && !filled;
    c->counts = counts(d, c, key);
    describe_type(d, c);
    if (a->generated) {
        describe_generated(d, c, a);
    } else if (a->fallback && !a->identity) {
        describe_default(d, c, a);
    }
}
