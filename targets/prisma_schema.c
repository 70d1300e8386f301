/* Prisma schema: prints schema.prisma, laid out as `prisma format` does it: in a block, what stands between
 * two empty lines is a table of names, types and attributes. */
#include "targets/prisma.h"

/* ---- text ---- */

/* Lines of a comment: `/// `. */
static void print_doc(Prisma *p, Text doc) {
    doc = text_trim(doc);
    for (size_t start = 0; start < doc.size;) {
        const char *end = memchr(doc.at + start, '\n', doc.size - start);
        size_t stop = end ? (size_t)(end - doc.at) : doc.size;
        Text line = text_trim(text_slice(doc, start, stop));
        emit(p->e, line.size ? "/// $\n" : "///$\n", REMARK(line));
        start = stop + 1;
    }
}

static void pad(Prisma *p, size_t width, size_t wanted) {
    for (; width <= wanted; width++)
        emit_text(p->e, " ");
}

/* What may have a comment before it stands behind an empty line already. */
static void open_block(Prisma *p, const char *kind, Text name) {
    emit_open(p->e, "$ $ {", WORD(kind), ID(name));
}

static void close_block(Prisma *p) {
    p->e->blank_wanted = false;
    emit_close(p->e, "}\n");
    emit_blank(p->e);
}

static void print_map(Prisma *p, Text name, Text schema) {
    if (name.size)
        emit(p->e, "@@map($)\n", LIT(name));
    if (p->qualified && p->provider->has_schemas)
        emit(p->e, "@@schema($)\n", LIT(schema.size ? schema : TEXT("public")));
}

/* ---- fields ---- */

static void print_type(Prisma *p, Emitter *e, const PrismaField *field) {
    if (field->column)
        prisma_print_type(p, e, field->column);
    else
        emit(e, "$", ID(field->other->name));
    if (field->column ? prisma_is_list(p, field->column) : field->many)
        emit_text(e, "[]");
    else if (field->column ? prisma_is_optional(p, field->column) : field->optional)
        emit_text(e, "?");
}

typedef struct Widths {
    size_t name, type;
} Widths;

static Widths measure(Prisma *p, const PrismaField *field, size_t count) {
    Buffer text = {0};
    Emitter aside = emitter_aside(p->e, &text, p->e->quoting);
    Widths widths = {0};
    for (size_t i = 0; i < count; i++) {
        if (!field[i].name.size)
            continue;
        print_type(p, &aside, &field[i]);
        size_t type = text_count_code_points(emitter_take(&aside));
        widths.name = field[i].name.size > widths.name ? field[i].name.size : widths.name;
        widths.type = type > widths.type ? type : widths.type;
    }
    buffer_free(&text);
    return widths;
}

static const char *const action_words[] = {
    [ACTION_UNSET] = "NoAction",    [ACTION_NO_ACTION] = "NoAction",
    [ACTION_RESTRICT] = "Restrict", [ACTION_CASCADE] = "Cascade",
    [ACTION_SET_NULL] = "SetNull",  [ACTION_SET_DEFAULT] = "SetDefault",
};

static void print_relation(Prisma *p, const PrismaField *field) {
    const PlanForeignKey *key = field->key;
    if (!field->holds_key) {
        if (field->relation.size)
            emit(p->e, " @relation($)", LIT(field->relation));
        return;
    }
    emit_text(p->e, " @relation(");
    if (field->relation.size)
        emit(p->e, "$, ", LIT(field->relation));
    emit_text(p->e, "fields: [");
    prisma_print_fields(p, key->column, key->column_count, false);
    emit_text(p->e, "], references: [");
    prisma_print_fields(p, key->target_column, key->column_count, false);
    emit(p->e, "], onDelete: $, onUpdate: $", WORD(action_words[key->relation->on_delete]),
         WORD(action_words[key->relation->on_update]));
    prisma_print_foreign_key_name(p, key);
    emit_text(p->e, ")");
}

static void print_attributes(Prisma *p, const PrismaModel *model, const PrismaField *field) {
    if (!field->column) {
        print_relation(p, field);
        if (field->other->ignored && !model->ignored)
            emit_text(p->e, " @ignore");
        return;
    }
    prisma_print_field_keys(p, model, field->column);
    prisma_print_default(p, field->column);
    if (!text_equal(field->column->name, field->name))
        emit(p->e, " @map($)", LIT(field->column->name));
    prisma_print_native_type(p, field->column);
}

static void print_fields(Prisma *p, const PrismaModel *model, const PrismaField *field,
                         size_t count) {
    Widths widths = measure(p, field, count);
    Buffer text = {0};
    Emitter aside = emitter_aside(p->e, &text, p->e->quoting);
    for (size_t i = 0; i < count; i++) {
        if (!field[i].name.size)
            continue;
        if (field[i].column)
            print_doc(p, field[i].column->attribute->doc);
        print_type(p, &aside, &field[i]);
        size_t type = text_count_code_points(emitter_take(&aside));
        emit(p->e, "$", ID(field[i].name));
        pad(p, field[i].name.size, widths.name);
        print_type(p, p->e, &field[i]);
        pad(p, type, widths.type - 1);
        print_attributes(p, model, &field[i]);
        emit_line(p->e);
    }
    buffer_free(&text);
}

/* ---- blocks ---- */

static void print_model(Prisma *p, const PrismaModel *model) {
    const PlanTable *table = model->table;
    print_doc(p, table->entity->doc);
    open_block(p, "model", model->name);
    print_fields(p, model, model->scalar, table->column_count);
    emit_blank(p->e);
    print_fields(p, model, model->relations.at, model->relations.count);
    emit_blank(p->e);
    prisma_print_keys(p, model);
    print_map(p, text_equal(table->name, model->name) ? TEXT("") : table->name, table->schema);
    if (model->ignored)
        emit_text(p->e, "@@ignore\n");
    close_block(p);
}

static void print_enum(Prisma *p, const PrismaEnum *one) {
    const Enum *enumeration = one->enumeration;
    Text *word = prisma_enum_words(p, enumeration);
    size_t width = 0;
    for (size_t i = 0; i < enumeration->value_count; i++)
        width = word[i].size > width ? word[i].size : width;
    print_doc(p, enumeration->doc);
    open_block(p, "enum", one->name);
    for (size_t i = 0; i < enumeration->value_count; i++) {
        emit(p->e, "$", ID(word[i]));
        if (!text_equal(word[i], enumeration->value[i])) {
            pad(p, word[i].size, width);
            emit(p->e, "@map($)", LIT(enumeration->value[i]));
        }
        emit_line(p->e);
    }
    emit_blank(p->e);
    const PlanEnum *made = p->plan->enum_of[enumeration->number];
    if (made)
        print_map(p, text_equal(made->name, one->name) ? TEXT("") : made->name, made->schema);
    close_block(p);
}

static void print_generator(Prisma *p) {
    open_block(p, "generator", TEXT("client"));
    const char *gap = p->partial ? "       " : "";
    emit(p->e, "provider$ = $\n", WORD(gap), LIT(TEXT("prisma-client")));
    emit(p->e, "output  $ = $\n", WORD(gap), LIT(plan_stack_option(p->plan, "output")));
    if (p->partial)
        emit_text(p->e, "previewFeatures = [\"partialIndexes\"]\n");
    close_block(p);
}

/* The schemas that models say, and each once. */
static void print_schemas(Prisma *p) {
    Lookup seen = {0};
    emit_text(p->e, "schemas  = [");
    for (size_t i = 0; i < p->models.count; i++) {
        Text schema = p->models.at[i].table->schema;
        schema = schema.size ? schema : TEXT("public");
        if (lookup_put(p->a, &seen, schema, p))
            continue;
        emit_text(p->e, seen.count > 1 ? ", " : "");
        emit(p->e, "$", LIT(schema));
    }
    emit_text(p->e, "]\n");
}

static void print_datasource(Prisma *p) {
    open_block(p, "datasource", TEXT("db"));
    emit(p->e, "provider = $\n", LIT(text_from(p->provider->name)));
    if (p->qualified && p->provider->has_schemas)
        print_schemas(p);
    close_block(p);
}

void prisma_print_schema(Prisma *p) {
    emit_file(p->e, "prisma/schema.prisma");
    emit(p->e, "// $\n", REMARK(stack_banner(&p->stack)));
    emit_blank(p->e);
    print_generator(p);
    print_datasource(p);
    for (size_t i = 0; i < p->models.count; i++)
        print_model(p, &p->models.at[i]);
    for (size_t i = 0; i <= p->plan->schema->enumeration_count; i++)
        if (p->enumeration[i].name.size)
            print_enum(p, &p->enumeration[i]);
}
