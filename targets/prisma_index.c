/* Prisma keys: takes a model, gives its keys and indexes as schema.prisma has them. A name of the database
 * stands in `map:` where it is not the one that Prisma would give. What an index includes are parts of it
 * here, as Prisma reads it from the database; an index over an expression Prisma does not see at all. */
#include "targets/prisma.h"

enum { LONGEST_NAME = 63 }; /* what Prisma cuts its own names to; a longer one is always written */

/* PostgreSQL indexes full text as an expression, and SQLite in a table. */
static bool says_method(const Prisma *p, IndexMethod method) {
    bool words = method == INDEX_FULLTEXT || method == INDEX_TRIGRAM;
    return !words || p->provider->full_text ||
           (method == INDEX_TRIGRAM && p->provider->index_types);
}

bool prisma_says_index(const Prisma *p, const PlanIndex *index) {
    if (!says_method(p, index->method))
        return false;
    for (size_t i = 0; i < index->part_count; i++) {
        const Attribute *a = index->part[i].attribute;
        if (!a || !prisma_field_name(p, plan_column(p->plan, a)).size)
            return false;
    }
    return true;
}

/* ---- names ---- */

/* `posts_author_id_slug_key`: what Prisma calls a thing of TABLE over COLUMNs. */
static Text conventional_name(const Prisma *p, const PlanTable *table, const Text *column,
                              size_t count, const char *suffix) {
    Buffer name = {0};
    buffer_add(&name, table->name);
    for (size_t i = 0; i < count; i++) {
        buffer_add_char(&name, '_');
        buffer_add(&name, column[i]);
    }
    buffer_add_c(&name, suffix);
    Text made = text_copy(p->a, buffer_text(&name));
    buffer_free(&name);
    return made;
}

static Text *column_names(const Prisma *p, const PlanColumn *const *column, size_t count) {
    Text *name = arena_array(p->a, Text, count);
    for (size_t i = 0; i < count; i++)
        name[i] = column[i]->name;
    return name;
}

static bool is_conventional(Text name, Text wanted) {
    return text_equal(name, wanted) && name.size <= LONGEST_NAME;
}

static void print_map(Prisma *p, const char *before, Text name) {
    emit(p->e, "$map: $", WORD(before), LIT(name));
}

void prisma_print_foreign_key_name(Prisma *p, const PlanForeignKey *key) {
    Text *column = column_names(p, key->column, key->column_count);
    Text wanted = conventional_name(p, key->table, column, key->column_count, "_fkey");
    if (p->provider->names_foreign_keys && !is_conventional(key->name, wanted))
        print_map(p, ", ", key->name);
}

/* ---- keys ---- */

static bool is_numbered(const PlanKey *key) {
    return key && key->column_count == 1 && key->column[0]->attribute->identity;
}

static bool same_columns(const PlanKey *one, const PlanKey *other) {
    return one->column_count == other->column_count &&
           !memcmp(one->column, other->column, one->column_count * sizeof *one->column);
}

/* What SQLite calls the index of a unique set: it numbers those of a table, without the number of a row
 * and without what is there twice. Empty: it is there before. */
static Text numbered_name(const Prisma *p, const PlanKey *key) {
    const PlanTable *table = key->table;
    size_t number = table->primary && !is_numbered(table->primary);
    for (size_t i = 0; i < table->uniques.count; i++) {
        const PlanKey *other = table->uniques.at[i];
        bool again = table->primary && same_columns(table->primary, other);
        for (size_t k = 0; k < i && !again; k++)
            again = same_columns(table->uniques.at[k], other);
        number += !again;
        if (other == key)
            return again ? TEXT("")
                         : text_format(p->a, "sqlite_autoindex_%.*s_%zu", TEXT_ARG(table->name),
                                       number);
    }
    return TEXT("");
}

/* The name to write, or the empty one: Prisma gives the same. */
static Text written_name(const Prisma *p, const PlanKey *key) {
    bool primary = key->key->kind == KEY_PRIMARY;
    Text *column = column_names(p, key->column, key->column_count);
    Text wanted = primary ? conventional_name(p, key->table, NULL, 0, "_pkey")
                          : conventional_name(p, key->table, column, key->column_count, "_key");
    if (key->include_count)
        wanted = TEXT("");
    if (primary ? !p->provider->names_primary_keys : !p->provider->names_uniques)
        return primary ? TEXT("") : numbered_name(p, key);
    return is_conventional(key->name, wanted) ? TEXT("") : key->name;
}

/* Whether a key is told at its field. */
static bool stands_at_field(const PlanKey *key) {
    return key->column_count == 1 && !key->include_count;
}

static void print_field_key(Prisma *p, const PlanKey *key, const char *word) {
    Text name = written_name(p, key);
    emit_text(p->e, word);
    if (name.size) {
        print_map(p, "(", name);
        emit_text(p->e, ")");
    }
}

/* A unique set that repeats another is no object of its own on an engine that numbers them. */
static bool is_made(const Prisma *p, const PlanKey *key) {
    return p->provider->names_uniques || key->key->kind == KEY_PRIMARY ||
           numbered_name(p, key).size;
}

/* The first unique set of a column stands at its field: no field has two. */
static const PlanKey *unique_of(const Prisma *p, const PlanTable *table, const PlanColumn *column) {
    for (size_t i = 0; i < table->uniques.count; i++) {
        const PlanKey *key = table->uniques.at[i];
        if (stands_at_field(key) && key->column[0] == column && is_made(p, key))
            return key;
    }
    return NULL;
}

void prisma_print_field_keys(Prisma *p, const PrismaModel *model, const PlanColumn *column) {
    const PlanKey *primary = model->table->primary;
    if (primary && stands_at_field(primary) && primary->column[0] == column)
        print_field_key(p, primary, " @id");
    const PlanKey *unique = unique_of(p, model->table, column);
    if (unique)
        print_field_key(p, unique, " @unique");
}

void prisma_print_fields(Prisma *p, const PlanColumn *const *column, size_t count, bool more) {
    for (size_t i = 0; i < count; i++) {
        emit_text(p->e, i || more ? ", " : "");
        emit(p->e, "$", ID(prisma_field_name(p, column[i])));
    }
}

static bool has_fields(const Prisma *p, const PlanKey *key) {
    for (size_t i = 0; i < key->column_count; i++)
        if (!prisma_field_name(p, key->column[i]).size)
            return false;
    return true;
}

static void print_key(Prisma *p, const PlanKey *key, const char *word) {
    if (!has_fields(p, key) || !is_made(p, key))
        return;
    Text name = written_name(p, key);
    emit(p->e, "$([", WORD(word));
    prisma_print_fields(p, key->column, key->column_count, false);
    if (sql_has(&p->stack.sql, CAP_UNIQUE_INCLUDE))
        prisma_print_fields(p, key->include, key->include_count, true);
    emit_text(p->e, "]");
    if (name.size)
        print_map(p, ", ", name);
    emit_text(p->e, ")\n");
}

/* ---- indexes ---- */

static const char *const methods[] = {
    [INDEX_BTREE] = NULL,    [INDEX_HASH] = "Hash",   [INDEX_GIN] = "Gin",
    [INDEX_GIST] = "Gist",   [INDEX_BRIN] = "Brin",   [INDEX_SPGIST] = "SpGist",
    [INDEX_FULLTEXT] = NULL, [INDEX_TRIGRAM] = "Gin",
};

/* Operator classes that schema.prisma has a word for; what a method takes without one, it leaves out.
 * Others stand as they are. */
static const struct {
    const char *sql;
    IndexMethod method;
    const char *word; /* NULL: the method's own */
} known_operators[] = {
    {"array_ops", INDEX_GIN, NULL},
    {"jsonb_ops", INDEX_GIN, NULL},
    {"jsonb_path_ops", INDEX_GIN, "JsonbPathOps"},
    {"inet_ops", INDEX_GIST, "InetOps"},
    {"inet_ops", INDEX_SPGIST, NULL},
    {"text_ops", INDEX_SPGIST, NULL},
};

static void print_operators(Prisma *p, const PlanIndex *index, const IndexPart *part, bool *open) {
    Text operators = part->operators                  ? sym_text(part->operators)
                     : index->method == INDEX_TRIGRAM ? TEXT("gin_trgm_ops")
                                                      : TEXT("");
    if (!operators.size || !p->provider->index_types || index->method == INDEX_BTREE ||
        index->method == INDEX_HASH)
        return;
    const char *word = "";
    for (size_t i = 0; i < sizeof known_operators / sizeof *known_operators; i++)
        if (known_operators[i].method == index->method &&
            text_equal_c(operators, known_operators[i].sql))
            word = known_operators[i].word;
    if (!word)
        return;
    emit_text(p->e, *open ? ", ops: " : "(ops: ");
    *open = true;
    if (*word)
        emit_text(p->e, word);
    else
        emit(p->e, "raw($)", LIT(operators));
}

/* `title(length: 100, sort: Desc)` */
static void print_part(Prisma *p, const PlanIndex *index, const IndexPart *part) {
    bool open = false;
    emit(p->e, "$", ID(prisma_field_name(p, plan_column(p->plan, part->attribute))));
    if (part->prefix && p->provider->prefixes) {
        emit(p->e, "(length: $", NUM(part->prefix));
        open = true;
    }
    print_operators(p, index, part, &open);
    if (part->descending && sql_has(&p->stack.sql, CAP_INDEX_DESCENDING)) {
        emit_text(p->e, open ? ", sort: Desc" : "(sort: Desc");
        open = true;
    }
    emit_text(p->e, open ? ")" : "");
}

static Text conventional_index_name(const Prisma *p, const PlanIndex *index) {
    Text *column = arena_array(p->a, Text, index->part_count);
    for (size_t i = 0; i < index->part_count; i++)
        column[i] = plan_column(p->plan, index->part[i].attribute)->name;
    return conventional_name(p, index->table, column, index->part_count,
                             index->unique ? "_key" : "_idx");
}

static bool is_full_text(const Prisma *p, const PlanIndex *index) {
    bool words = index->method == INDEX_FULLTEXT || index->method == INDEX_TRIGRAM;
    return words && p->provider->full_text;
}

static void print_index(Prisma *p, const PlanIndex *index) {
    bool includes = sql_has(&p->stack.sql, index->key ? CAP_UNIQUE_INCLUDE : CAP_INDEX_INCLUDE);
    emit_text(p->e, index->unique            ? "@@unique(["
                    : is_full_text(p, index) ? "@@fulltext(["
                                             : "@@index([");
    for (size_t i = 0; i < index->part_count; i++) {
        emit_text(p->e, i ? ", " : "");
        print_part(p, index, &index->part[i]);
    }
    if (includes)
        prisma_print_fields(p, index->include, index->include_count, true);
    emit_text(p->e, "]");
    if (p->provider->index_types && methods[index->method])
        emit(p->e, ", type: $", WORD(methods[index->method]));
    if (!is_conventional(index->name, conventional_index_name(p, index)) ||
        (includes && index->include_count))
        print_map(p, ", ", index->name);
    if (index->where && p->partial) {
        emit_text(p->e, ", where: ");
        prisma_print_rows(p, index->table, index->where);
    }
    emit_text(p->e, ")\n");
}

void prisma_print_keys(Prisma *p, const PrismaModel *model) {
    const PlanTable *table = model->table;
    if (table->primary && !stands_at_field(table->primary))
        print_key(p, table->primary, "@@id");
    for (size_t i = 0; i < table->uniques.count; i++) {
        const PlanKey *key = table->uniques.at[i];
        if (!stands_at_field(key) || unique_of(p, table, key->column[0]) != key)
            print_key(p, key, "@@unique");
    }
    for (size_t i = 0; i < model->indexes.count; i++)
        if (model->indexes.at[i]->unique)
            print_index(p, model->indexes.at[i]);
    for (size_t i = 0; i < model->indexes.count; i++)
        if (!model->indexes.at[i]->unique && !is_full_text(p, model->indexes.at[i]))
            print_index(p, model->indexes.at[i]);
    for (size_t i = 0; i < model->indexes.count; i++)
        if (is_full_text(p, model->indexes.at[i]))
            print_index(p, model->indexes.at[i]);
}
