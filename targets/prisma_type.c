/* Prisma types: takes a column of the plan, gives its type and default as schema.prisma has them. The type
 * is read off the engine's own SQL, so that what the model's `native` says is known as well; what Prisma
 * has no word for is `Unsupported`. A default that is no literal is `dbgenerated()`, which says that the
 * database has one, and leaves to the migration which. */
#include "targets/prisma.h"

/* ---- what SQL says ---- */

/* `numeric(10, 2)`: the words, and what stands in parentheses. */
typedef struct SqlWords {
    Text words, arguments;
} SqlWords;

static bool is_argument(char c) {
    return (c >= '0' && c <= '9') || c == ',' || c == ' ';
}

static SqlWords split_words(Arena *a, Text sql) {
    size_t open = text_find(sql, TEXT("(")), close = text_find(sql, TEXT(")"));
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return (SqlWords){.words = text_lower_ascii(a, text_trim(sql))};
    SqlWords split = {.arguments = text_trim(text_slice(sql, open + 1, close))};
    Text before = text_trim(text_slice(sql, 0, open));
    Text behind = text_trim(text_slice(sql, close + 1, sql.size));
    split.words =
        behind.size ? text_format(a, "%.*s %.*s", TEXT_ARG(before), TEXT_ARG(behind)) : before;
    split.words = text_lower_ascii(a, split.words);
    return split;
}

static bool has_plain_arguments(Text arguments) {
    for (size_t i = 0; i < arguments.size; i++)
        if (!is_argument(arguments.at[i]))
            return false;
    return true;
}

/* `char(36) CHARACTER SET ascii`: no part of the type. */
static Text without_collation(Text sql) {
    static const Text words[] = {TEXT_INIT(" CHARACTER SET"), TEXT_INIT(" COLLATE")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = text_find(sql, words[i]);
        if (at != SIZE_MAX)
            sql = text_slice(sql, 0, at);
    }
    return sql;
}

bool prisma_is_list(const Prisma *p, const PlanColumn *column) {
    return p->provider->scalar_lists && column->attribute->type->kind == TYPE_ARRAY &&
           !plan_native_type(p->plan, column->attribute).size;
}

/* Whether the engine itself numbers COLUMN. */
static bool is_numbered(const Prisma *p, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    const PlanKey *primary = plan_table(p->plan, a->entity)->primary;
    bool whole_key = primary && primary->column_count == 1 && primary->column[0] == column;
    return a->identity && (whole_key || !p->provider->numbers_by_trigger);
}

bool prisma_is_optional(const Prisma *p, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    return a->nullable || (a->identity && !is_numbered(p, column));
}

/* A domain is known to Prisma as what it is made of. */
static Text sql_of(Prisma *p, const PlanColumn *column) {
    const Type *type = column->attribute->type;
    if (prisma_is_list(p, column))
        sql_type(&p->stack.sql, type->element);
    else if (column->domain)
        sql_type(&p->stack.sql, type);
    else
        sql_column_type(&p->stack.sql, column);
    return text_trim(without_collation(stack_take(&p->stack)));
}

/* NULL: Prisma has no word for it. */
static const PrismaType *find_type(Prisma *p, Text sql, SqlWords *split) {
    *split = split_words(p->a, sql);
    if (!has_plain_arguments(split->arguments))
        return NULL;
    for (const PrismaType *known = p->provider->types; known->sql; known++)
        if (text_equal_c(split->words, known->sql))
            return known;
    return NULL;
}

static const Enum *enum_of(const Prisma *p, const PlanColumn *column) {
    const Type *type = column->attribute->type;
    if (prisma_is_list(p, column))
        type = type->element;
    if (type->kind != TYPE_ENUM || plan_native_text(p->plan, type).size)
        return NULL;
    return p->enumeration[type->enumeration->number].name.size ? type->enumeration : NULL;
}

static const PrismaType *type_of(Prisma *p, const PlanColumn *column) {
    SqlWords split;
    return enum_of(p, column) ? NULL : find_type(p, sql_of(p, column), &split);
}

bool prisma_is_unsupported(Prisma *p, const PlanColumn *column) {
    return !enum_of(p, column) && !type_of(p, column);
}

void prisma_print_type(Prisma *p, Emitter *e, const PlanColumn *column) {
    const Enum *enumeration = enum_of(p, column);
    if (enumeration) {
        emit(e, "$", ID(p->enumeration[enumeration->number].name));
        return;
    }
    SqlWords split;
    Text sql = sql_of(p, column);
    const PrismaType *type = find_type(p, sql, &split);
    if (type)
        emit(e, "$", WORD(type->scalar));
    else
        emit(e, "Unsupported($)", LIT(sql));
}

void prisma_print_native_type(Prisma *p, const PlanColumn *column) {
    if (enum_of(p, column))
        return;
    SqlWords split;
    const PrismaType *type = find_type(p, sql_of(p, column), &split);
    if (!type || !type->native)
        return;
    emit(p->e, " @db.$", WORD(type->native));
    if (!split.arguments.size) {
        emit_text(p->e, type->bare ? type->bare : "");
        return;
    }
    bool whole =
        !strcmp(type->native, "Decimal") && !memchr(split.arguments.at, ',', split.arguments.size);
    emit(p->e, whole ? "($, 0)" : "($)", ID(split.arguments));
}

/* ---- defaults ---- */

static bool is_scalar(const PrismaType *type, const char *scalar) {
    return type && !strcmp(type->scalar, scalar);
}

static bool is_number(const PrismaType *type) {
    return is_scalar(type, "Int") || is_scalar(type, "BigInt") || is_scalar(type, "Float") ||
           is_scalar(type, "Decimal");
}

static bool print_enum_word(Prisma *p, const Enum *enumeration, Text value) {
    Text *word = prisma_enum_words(p, enumeration);
    for (size_t i = 0; i < enumeration->value_count; i++)
        if (text_equal(enumeration->value[i], value)) {
            emit(p->e, "$", ID(word[i]));
            return true;
        }
    return false;
}

/* What the catalogue shows as a text of the type, not as a cast: uuid and inet are no such. */
static bool is_text(const Prisma *p, const Type *type) {
    switch ((int)type->kind) {
    case TYPE_CHAR:
    case TYPE_STRING:
    case TYPE_TEXT: return true;
    case TYPE_JSON:
    case TYPE_ENUM: return p->provider->literals;
    default: return false;
    }
}

static bool print_literal(Prisma *p, const PlanColumn *column, const Expr *value) {
    const Type *type = column->attribute->type;
    const PrismaType *known = type_of(p, column);
    const Enum *enumeration = enum_of(p, column);
    bool negative = value->kind == EXPR_NEGATE;
    const Expr *number = negative ? value->operand : value;
    if (prisma_is_list(p, column)) {
        if (value->kind != EXPR_STRING || !text_equal_c(value->text, "{}"))
            return false;
        emit_text(p->e, "[]");
    } else if (enumeration) {
        return value->kind == EXPR_STRING && print_enum_word(p, enumeration, value->text);
    } else if (value->kind == EXPR_BOOLEAN && is_scalar(known, "Boolean")) {
        emit_text(p->e, value->boolean ? "true" : "false");
    } else if (value->kind == EXPR_BOOLEAN && is_number(known)) {
        emit_text(p->e, value->boolean ? "1" : "0");
    } else if (number->kind == EXPR_NUMBER && is_number(known)) {
        emit(p->e, negative ? "-$" : "$", ID(number->text));
    } else if (value->kind == EXPR_STRING && is_text(p, type) &&
               (is_scalar(known, "String") || is_scalar(known, "Json"))) {
        emit(p->e, "$", LIT(value->text));
    } else {
        return false;
    }
    return true;
}

static bool is_call(const Expr *e, Function function) {
    return e->kind == EXPR_CALL && e->call.function == function;
}

static void print_value(Prisma *p, const PlanColumn *column, const Expr *value) {
    TypeClass class = type_class(column->attribute->type);
    bool instant = class == CLASS_TIMESTAMP || class == CLASS_DATETIME;
    if (p->provider->enum_types && instant && is_call(value, FUNCTION_NOW)) {
        emit_text(p->e, "now()");
    } else if (p->provider->enum_types && class == CLASS_UUID && is_call(value, FUNCTION_UUID)) {
        emit(p->e, "dbgenerated($)", LIT(TEXT("gen_random_uuid()")));
    } else if (!print_literal(p, column, value)) {
        emit_text(p->e, "dbgenerated()");
    }
}

void prisma_print_default(Prisma *p, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    if (is_numbered(p, column)) {
        emit_text(p->e, " @default(autoincrement())");
    } else if (a->generated) {
        emit_text(p->e, " @default(dbgenerated())");
    } else if (a->fallback && a->fallback->kind != EXPR_NULL) {
        emit_text(p->e, " @default(");
        print_value(p, column, a->fallback);
        emit_text(p->e, ")");
    }
    if (a->origin == ATTRIBUTE_UPDATED_AT && is_scalar(type_of(p, column), "DateTime"))
        emit_text(p->e, " @updatedAt");
}
