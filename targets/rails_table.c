/* Rails tables: takes a table of the plan, gives create_table with its columns, references, keys, checks,
 * foreign keys and indexes. What ActiveRecord would make otherwise than the engine's SQL does is left to
 * that SQL: a whole table, or what can be added to it afterwards. */
#include "targets/rails.h"

/* ---- names ---- */

/* ActiveRecord takes a dot in the name of a table for the end of a schema's. */
static bool is_wordable_name(Text name) {
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] == '.' || name.at[i] == '"' || name.at[i] == '`') {
            return false;
        }
    }
    return true;
}

static bool words_name(const PlanTable *table) {
    return is_wordable_name(table->name) && is_wordable_name(table->schema);
}

void rails_print_table_name(Rails *r, const PlanTable *table) {
    if (!table->schema.size) {
        emit(r->e, "$", ID(table->name));
        return;
    }
    emit(r->e, "$",
         LIT(text_format(r->a, "%.*s.%.*s", TEXT_ARG(table->schema), TEXT_ARG(table->name))));
}

static void print_columns(Rails *r, const PlanColumn *const *column, size_t count) {
    Text *name = arena_array(r->a, Text, count);
    for (size_t i = 0; i < count; i++) {
        name[i] = column[i]->name;
    }
    ruby_symbols(r->e, name, count);
}

static bool is_printed(const Rails *r, const PlanItem *item) {
    return bitset_has(r->e->printed, item->id);
}

static bool is_postgres(const Rails *r) {
    return r->adapter == RAILS_POSTGRES;
}

/* ---- the primary key ---- */

/* PostgreSQL calls a primary key without a name TABLE_pkey; MySQL calls each one PRIMARY. */
static bool words_primary(const Rails *r, const PlanTable *table) {
    if (!table->primary) {
        return false;
    }
    Text usual = text_format(r->a, "%.*s_pkey", TEXT_ARG(table->name));
    return !is_postgres(r) || text_equal(table->primary->name, usual);
}

/* A number that the database gives, in the first column: ActiveRecord's own way. */
static const PlanColumn *leading_id(const PlanTable *table) {
    const PlanKey *key = table->primary;
    bool leads = key && key->column_count == 1 && key->column[0] == &table->column[0];
    return leads && key->column[0]->attribute->identity ? key->column[0] : NULL;
}

static void print_id(Rails *r, const PlanColumn *id) {
    if (!text_equal_c(id->name, "id")) {
        emit(r->e, ", primary_key: $", ID(id->name));
    }
    Text sql = rails_column_sql(r, id);
    bool usual = text_equal_c(sql, "bigint NOT NULL AUTO_INCREMENT");
    bool integer = text_equal_c(sql, "int NOT NULL AUTO_INCREMENT");
    Hole type = usual ? WORD(":bigint") : integer ? WORD(":integer") : LIT(sql);
    if (rails_comment_on(r, &id->item)) {
        emit(r->e, ", id: { type: $", type);
        rails_print_comment(r, &id->item);
        emit_text(r->e, " }");
    } else if (!usual) {
        emit(r->e, ", id: $", type);
    }
    emit_item(r->e, &id->item);
}

static void print_key_option(Rails *r, const PlanTable *table) {
    const PlanColumn *id = leading_id(table);
    if (!words_primary(r, table)) {
        emit_text(r->e, ", id: false");
        return;
    }
    emit_item(r->e, &table->primary->item);
    if (id) {
        print_id(r, id);
        return;
    }
    emit_text(r->e, ", primary_key: [");
    for (size_t i = 0; i < table->primary->column_count; i++) {
        emit(r->e, i ? ", $" : "$", ID(table->primary->column[i]->name));
    }
    emit_text(r->e, "]");
}

/* ---- options of the table ---- */

static void print_table_options(Rails *r, const PlanTable *table) {
    Sql *sql = &r->stack.sql;
    if (sql->dialect->table_tail) {
        sql->dialect->table_tail(sql, table);
    }
    Text tail = stack_take(&r->stack);
    size_t collation = text_find(tail, TEXT("COLLATE = "));
    if (!is_postgres(r) && !table->partition && collation != SIZE_MAX) {
        Text name = text_slice(tail, collation + strlen("COLLATE = "), tail.size);
        const char *end = memchr(name.at, '\n', name.size);
        name.size = end ? (size_t)(end - name.at) : name.size;
        emit(r->e, ", charset: \"utf8mb4\", collation: $", LIT(name));
    } else if (tail.size) {
        emit(r->e, ", options: $", LIT(tail));
    }
    const PlanComment *comment = rails_comment_on(r, &table->item);
    if (comment && !is_postgres(r) && table->partition) {
        emit_item(r->e, &comment->item); /* it stands in the options */
    } else {
        rails_print_comment(r, &table->item);
    }
}

/* ---- foreign keys ---- */

static const char *const action_words[] = {
    [ACTION_RESTRICT] = "restrict",
    [ACTION_CASCADE] = "cascade",
    [ACTION_SET_NULL] = "nullify",
};

static bool words_action(Action action) {
    return action != ACTION_SET_DEFAULT;
}

static bool is_deferred(const Rails *r, const PlanForeignKey *fk) {
    return fk->relation->deferral != DEFERRAL_NONE &&
           sql_has(&r->stack.sql, CAP_FOREIGN_KEY_DEFERRABLE);
}

bool rails_words_foreign_key(const Rails *r, const PlanForeignKey *fk) {
    return words_name(fk->table) && words_name(fk->target) &&
           words_action(fk->relation->on_delete) && words_action(fk->relation->on_update) &&
           (fk->column_count == 1 || rails_has(r, RAILS_COMPOSITE_KEYS)) &&
           (!is_deferred(r, fk) || rails_has(r, RAILS_DEFERRABLE));
}

static void print_action(Rails *r, const char *event, Action action) {
    const char *word = action == ACTION_NO_ACTION ? NULL : action_words[action];
    if (word) {
        emit(r->e, ", $: :$", WORD(event), WORD(word));
    }
}

void rails_print_foreign_key_options(Rails *r, const PlanForeignKey *fk, bool with_column) {
    if (with_column) {
        emit_text(r->e, ", column: ");
        print_columns(r, fk->column, fk->column_count);
    }
    if (fk->column_count > 1 || !text_equal_c(fk->target_column[0]->name, "id")) {
        emit_text(r->e, ", primary_key: ");
        print_columns(r, fk->target_column, fk->column_count);
    }
    emit(r->e, ", name: $", LIT(fk->name));
    print_action(r, "on_delete", fk->relation->on_delete);
    print_action(r, "on_update", fk->relation->on_update);
    if (is_deferred(r, fk)) {
        emit_text(r->e, ", deferrable: :deferred");
    }
    emit_item(r->e, &fk->item);
}

/* ---- indexes ---- */

static const char *part_order(const Rails *r, const IndexPart *part) {
    bool descending = part->descending && sql_has(&r->stack.sql, CAP_INDEX_DESCENDING);
    if (part->nulls == NULLS_UNSET || !sql_has(&r->stack.sql, CAP_INDEX_NULLS)) {
        return descending ? ":desc" : NULL;
    }
    return part->nulls == NULLS_FIRST ? (descending ? "\"DESC NULLS FIRST\"" : "\"NULLS FIRST\"")
                                      : (descending ? "\"DESC NULLS LAST\"" : "\"NULLS LAST\"");
}

/* Whether PART says no more than a column, its order, its prefix and its operator class. On MariaDB not
 * every ActiveRecord knows of orders, and drops them. */
static bool is_plain_part(Rails *r, const PlanIndex *index, const IndexPart *part) {
    Sql *sql = &r->stack.sql;
    bool own = sql->dialect->index_part && sql->dialect->index_part(sql, index, part);
    stack_take(&r->stack);
    bool ordered = r->adapter == RAILS_MARIADB && part_order(r, part);
    return part->attribute && !own && !part->collation && !ordered;
}

static bool has_prefix(const Rails *r, const IndexPart *part) {
    return part->prefix && sql_has(&r->stack.sql, CAP_INDEX_PREFIX);
}

typedef enum PartOption { PART_LENGTH, PART_OPERATORS, PART_ORDER } PartOption;

static bool has_option(const Rails *r, const IndexPart *part, PartOption option) {
    switch (option) {
    case PART_LENGTH: return has_prefix(r, part);
    case PART_OPERATORS: return part->operators && sql_has(&r->stack.sql, CAP_INDEX_OPERATORS);
    case PART_ORDER: return part_order(r, part) != NULL;
    }
    return false;
}

/* `, order: { published_at: :desc }` */
static void print_part_option(Rails *r, const PlanIndex *index, PartOption option) {
    static const char *const word[] = {", length: {", ", opclass: {", ", order: {"};
    bool any = false;
    for (size_t i = 0; i < index->part_count; i++) {
        const IndexPart *part = &index->part[i];
        if (!has_option(r, part, option)) {
            continue;
        }
        emit_text(r->e, any ? ", " : word[option]);
        emit_text(r->e, any ? "" : " ");
        any = true;
        ruby_key(r->e, plan_column(r->plan, part->attribute)->name);
        switch (option) {
        case PART_LENGTH: emit(r->e, "$", NUM(part->prefix)); break;
        case PART_OPERATORS: emit(r->e, "$", ID(sym_text(part->operators))); break;
        case PART_ORDER: emit_text(r->e, part_order(r, part)); break;
        }
    }
    emit_text(r->e, any ? " }" : "");
}

/* The columns of an index and what belongs to them, or its parts as SQL. */
static void print_parts(Rails *r, const PlanIndex *index) {
    bool plain = true;
    for (size_t i = 0; i < index->part_count; i++) {
        plain = plain && is_plain_part(r, index, &index->part[i]);
    }
    if (!plain) {
        sql_index_parts(&r->stack.sql, index);
        emit(r->e, "$", LIT(stack_take(&r->stack)));
        return;
    }
    Text *name = arena_array(r->a, Text, index->part_count);
    for (size_t i = 0; i < index->part_count; i++) {
        name[i] = plan_column(r->plan, index->part[i].attribute)->name;
    }
    ruby_symbols(r->e, name, index->part_count);
    print_part_option(r, index, PART_LENGTH);
    print_part_option(r, index, PART_OPERATORS);
    print_part_option(r, index, PART_ORDER);
}

static bool is_nulls_not_distinct(const Rails *r, const Key *key) {
    return key && key->nulls_not_distinct && sql_has(&r->stack.sql, CAP_UNIQUE_NULLS_NOT_DISTINCT);
}

static bool includes(const Rails *r, const PlanIndex *index) {
    return index->include_count &&
           sql_has(&r->stack.sql, index->key ? CAP_UNIQUE_INCLUDE : CAP_INDEX_INCLUDE);
}

static bool words_index(const Rails *r, const PlanIndex *index) {
    return !index->part_column && is_wordable_name(index->name) &&
           (!includes(r, index) || rails_has(r, RAILS_INDEX_INCLUDE)) &&
           (!is_nulls_not_distinct(r, index->key) || rails_has(r, RAILS_NULLS_NOT_DISTINCT)) &&
           (is_postgres(r) || index->method != INDEX_TRIGRAM);
}

/* ` USING gin` as `, using: :gin`; MySQL's full text is a kind of index. */
static void print_method(Rails *r, const PlanIndex *index) {
    Sql *sql = &r->stack.sql;
    if (sql->dialect->index_method) {
        sql->dialect->index_method(sql, index);
        Text method = stack_take(&r->stack);
        if (method.size) {
            emit(r->e, ", using: $", ID(text_slice(method, strlen("USING "), method.size)));
        }
    } else if (index->method == INDEX_FULLTEXT) {
        emit_text(r->e, ", type: :fulltext");
    }
}

static void print_index(Rails *r, const PlanIndex *index) {
    emit_sep(r->e, "");
    emit_text(r->e, "t.index ");
    print_parts(r, index);
    emit(r->e, "$, name: $", index->unique ? WORD(", unique: true") : WORD(""), LIT(index->name));
    print_method(r, index);
    if (includes(r, index)) {
        emit_text(r->e, ", include: [");
        for (size_t i = 0; i < index->include_count; i++) {
            emit(r->e, i ? ", $" : "$", ID(index->include[i]->name));
        }
        emit_text(r->e, "]");
    }
    if (is_nulls_not_distinct(r, index->key)) {
        emit_text(r->e, ", nulls_not_distinct: true");
    }
    if (index->where) {
        sql_expr(&r->stack.sql, index->where, SQL_ANY);
        emit(r->e, ", where: $", LIT(stack_take(&r->stack)));
    }
    rails_print_comment(r, &index->item);
    emit_item(r->e, &index->item);
}

/* ---- references ---- */

/* The index of COLUMN alone that t.references can name; NULL: none. */
static const PlanIndex *index_of_reference(Rails *r, const PlanColumn *column) {
    const PlanTable *table = plan_table(r->plan, column->attribute->entity);
    const RailsIndexes *of_table = &r->indexes[table->entity->number];
    for (size_t i = 0; i < of_table->count; i++) {
        const PlanIndex *index = of_table->at[i];
        const IndexPart *part = index->part;
        bool plain = index->part_count == 1 && part->attribute == column->attribute &&
                     is_plain_part(r, index, part) && !part->prefix && !part->operators &&
                     !part_order(r, part) && index->method == INDEX_BTREE && !index->unique &&
                     !index->where && !index->include_count && !rails_comment_on(r, &index->item);
        if (plain && words_index(r, index) && !is_printed(r, &index->item)) {
            return index;
        }
    }
    return NULL;
}

static const PlanForeignKey *key_of_reference(const Rails *r, const PlanTable *table,
                                              const PlanColumn *column) {
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        const PlanForeignKey *fk = table->foreign_keys.at[i];
        if (fk->column_count == 1 && fk->column[0] == column && !fk->separate &&
            rails_words_foreign_key(r, fk)) {
            return fk;
        }
    }
    return NULL;
}

/* `t.references :author, null: false, index: {…}, foreign_key: {…}`, for a column `author_id`. */
static bool print_reference(Rails *r, const PlanTable *table, const PlanColumn *column) {
    const PlanForeignKey *fk = key_of_reference(r, table, column);
    if (!fk || column->name.size < 4 || !text_ends_with(column->name, TEXT("_id"))) {
        return false;
    }
    Text name = text_slice(column->name, 0, column->name.size - strlen("_id"));
    if (!rails_print_reference(r, column, name)) {
        return false;
    }
    const PlanIndex *index = index_of_reference(r, column);
    if (index) {
        emit(r->e, ", index: { name: $ }", LIT(index->name));
        emit_item(r->e, &index->item);
    } else {
        emit_text(r->e, ", index: false");
    }
    emit_text(r->e, ", foreign_key: { to_table: ");
    rails_print_table_name(r, fk->target);
    rails_print_foreign_key_options(r, fk, false);
    emit_text(r->e, " }");
    return true;
}

/* ---- the table ---- */

bool rails_words_table(Rails *r, const PlanTable *table) {
    return r->adapter != RAILS_SQLITE && words_name(table);
}

static void add_rest(Rails *r, SqlTexts *rest, const PlanItem *item) {
    SqlTexts made = stack_print(&r->stack, item, sql_add_constraint);
    for (size_t i = 0; i < made.count; i++) {
        *vec_push(r->a, rest) = made.at[i];
    }
}

/* Whether two keys have the same columns: of such CREATE TABLE makes one on PostgreSQL. */
static bool repeats(const PlanTable *table, size_t i) {
    const PlanKey *key = table->uniques.at[i];
    for (size_t k = 0; k <= i; k++) {
        const PlanKey *other = k < i ? table->uniques.at[k] : table->primary;
        if (other && other->column_count == key->column_count &&
            !memcmp(other->column, key->column, key->column_count * sizeof *key->column)) {
            return true;
        }
    }
    return false;
}

static void print_unique(Rails *r, const PlanTable *table, size_t i, SqlTexts *rest) {
    const PlanKey *key = table->uniques.at[i];
    bool plain = !key->include_count && !is_nulls_not_distinct(r, key->key);
    bool constraint =
        is_postgres(r) && rails_has(r, RAILS_UNIQUE_CONSTRAINTS) && !repeats(table, i);
    if (is_postgres(r) ? !constraint || !plain : !is_wordable_name(key->name)) {
        add_rest(r, rest, &key->item);
        return;
    }
    emit_sep(r->e, "");
    emit_text(r->e, constraint ? "t.unique_constraint " : "t.index ");
    print_columns(r, key->column, key->column_count);
    emit(r->e, "$, name: $", constraint ? WORD("") : WORD(", unique: true"), LIT(key->name));
    if (constraint && key->key->deferral != DEFERRAL_NONE) {
        emit_text(r->e, ", deferrable: :deferred");
    }
    emit_item(r->e, &key->item);
}

/* ActiveRecord writes the name of a check as it is given. */
static void print_check(Rails *r, const PlanCheck *check, SqlTexts *rest) {
    Sql *sql = &r->stack.sql;
    emit(sql->e, "$", ID(check->name));
    if (!text_equal(stack_take(&r->stack), check->name)) {
        add_rest(r, rest, &check->item);
        return;
    }
    if (check->condition) {
        sql_expr(sql, check->condition, SQL_ANY);
    } else {
        sql->dialect->type_check(sql, check->typed);
    }
    emit_sep(r->e, "");
    emit(r->e, "t.check_constraint $, name: $", LIT(stack_take(&r->stack)), LIT(check->name));
    emit_item(r->e, &check->item);
}

static void print_foreign_key(Rails *r, const PlanForeignKey *fk, SqlTexts *rest) {
    if (!rails_words_foreign_key(r, fk)) {
        add_rest(r, rest, &fk->item);
        return;
    }
    emit_sep(r->e, "");
    emit_text(r->e, "t.foreign_key ");
    rails_print_table_name(r, fk->target);
    rails_print_foreign_key_options(r, fk, true);
}

static void print_constraints(Rails *r, const PlanTable *table, SqlTexts *rest) {
    if (table->primary && !words_primary(r, table)) {
        add_rest(r, rest, &table->primary->item);
    }
    for (size_t i = 0; i < table->uniques.count; i++) {
        print_unique(r, table, i, rest);
    }
    for (size_t i = 0; i < table->checks.count; i++) {
        print_check(r, table->checks.at[i], rest);
    }
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        const PlanForeignKey *fk = table->foreign_keys.at[i];
        if (!fk->separate && !is_printed(r, &fk->item)) {
            print_foreign_key(r, fk, rest);
        }
    }
}

void rails_print_table(Rails *r, const PlanTable *table, SqlTexts *rest) {
    const PlanColumn *id = words_primary(r, table) ? leading_id(table) : NULL;
    emit_text(r->e, "create_table ");
    rails_print_table_name(r, table);
    print_key_option(r, table);
    print_table_options(r, table);
    emit_text(r->e, " do |t|");
    emit_indent(r->e);
    for (size_t i = 0; i < table->column_count; i++) {
        const PlanColumn *column = &table->column[i];
        if (column == id) {
            continue;
        }
        emit_sep(r->e, "");
        if (!print_reference(r, table, column)) {
            rails_print_column(r, column);
        }
    }
    print_constraints(r, table, rest);
    const RailsIndexes *of_table = &r->indexes[table->entity->number];
    for (size_t i = 0; i < of_table->count; i++) {
        if (!is_printed(r, &of_table->at[i]->item) && words_index(r, of_table->at[i])) {
            print_index(r, of_table->at[i]);
        }
    }
    emit_close(r->e, "end");
    emit_item(r->e, &table->item);
}
