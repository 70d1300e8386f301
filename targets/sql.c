/* Sql: takes a plan and a dialect, gives up.sql and down.sql. Here are the order of the files, the
 * statements that standard SQL has, types and names; expressions are in sql_expr.c. It decides nothing
 * about what a target can carry, and knows no target. */
#include "targets/sql.h"

#include <string.h>

#include "compiler/base/panic.h"

void sql_syntax(Sql *s, Text syntax) {
    emit_syntax(s->e, syntax);
}

bool sql_has(const Sql *s, Cap cap) {
    return s->plan->target->support(cap, s->plan->version).level == LEVEL_NATIVE;
}

void sql_end(Sql *s) {
    if (s->made)
        *vec_push(s->plan->arena, s->made) = emitter_take(s->e);
    else
        emit_text(s->e, ";");
}

void sql_open_body(Sql *s) {
    if (!s->made)
        emit_text(s->e, "DELIMITER //\n");
}

void sql_close_body(Sql *s) {
    if (s->made)
        sql_end(s);
    else
        emit_text(s->e, "//\nDELIMITER ;");
}

void sql_print_elsewhere(Sql *s, const PlanItem *item) {
    (void)s, (void)item;
}

/* ---- quoting ---- */

void sql_quote(Buffer *out, Text text, char quote) {
    buffer_add_char(out, quote);
    for (const char *found; text.size && (found = memchr(text.at, quote, text.size));) {
        size_t size = (size_t)(found - text.at) + 1;
        buffer_add(out, text_slice(text, 0, size));
        buffer_add_char(out, quote);
        text = text_slice(text, size, text.size);
    }
    buffer_add(out, text);
    buffer_add_char(out, quote);
}

static bool is_plain_word(Text name) {
    if (!name.size || (name.at[0] >= '0' && name.at[0] <= '9'))
        return false;
    for (const char *c = name.at, *end = c + name.size; c < end; c++) {
        unsigned letter = (unsigned)*c - 'a',
                 digit = (unsigned)*c - '0'; /* what lies below is large */
        if (letter >= 26 && digit >= 10 && *c != '_')
            return false;
    }
    return true;
}

void sql_quote_name(Buffer *out, Text name, bool keyword, char quote) {
    if (!keyword && is_plain_word(name))
        buffer_add(out, name);
    else
        sql_quote(out, name, quote);
}

void sql_quote_string(Buffer *out, Text value) {
    sql_quote(out, value, '\'');
}

void sql_quote_comment(Buffer *out, Text text) {
    for (size_t i = 0; i < text.size; i++)
        buffer_add_char(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

/* ---- names ---- */

void sql_qualified(Sql *s, Text schema, Text name) {
    if (schema.size)
        emit(s->e, "$.", ID(schema));
    emit(s->e, "$", ID(name));
}

void sql_table_name(Sql *s, const PlanTable *table) {
    sql_qualified(s, table->schema, table->name);
}

void sql_columns(Sql *s, const PlanColumn *const *column, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i)
            emit_text(s->e, ", ");
        emit(s->e, "$", ID(column[i]->name));
    }
}

void sql_commands(Sql *s, unsigned commands) {
    static const struct {
        Command bit;
        const char *word;
    } known[] = {
        {COMMAND_SELECT, "SELECT"},
        {COMMAND_INSERT, "INSERT"},
        {COMMAND_UPDATE, "UPDATE"},
        {COMMAND_DELETE, "DELETE"},
    };
    bool any = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!(commands & known[i].bit))
            continue;
        if (any)
            emit_text(s->e, ", ");
        emit_text(s->e, known[i].word);
        any = true;
    }
}

/* ---- types ---- */

/* %n: the length; %p and %s: precision and scale; %f: digits of the second. A type that gives none ends
 * before the parenthesis. */
static void print_spelling(Sql *s, const char *spelling, const Type *t) {
    const char *start = spelling, *c = spelling;
    for (; *c && (t->length || *c != '(' || !strchr(c, '%')); c++) {
        if (*c == '%') {
            sql_syntax(s, (Text){start, (size_t)(c - start)});
            emit(s->e, "$", NUM(c[1] == 's' ? t->scale : c[1] == 'f' ? type_fraction(t) : t->length));
            start = c++ + 2;
        }
    }
    sql_syntax(s, (Text){start, (size_t)(c - start)});
}

void sql_type(Sql *s, const Type *t) {
    Text native = plan_native_text(s->plan, t);
    if (native.size)
        emit(s->e, "$", CODE(native));
    else if (!(s->dialect->type && s->dialect->type(s, t)))
        print_spelling(s, s->plan->target->type(t, s->plan->version).spelling, t);
}

void sql_column_type(Sql *s, const PlanColumn *column) {
    if (s->dialect->column_type && s->dialect->column_type(s, column))
        return;
    const Type *type = column->attribute->type;
    if (!column->domain) {
        sql_type(s, type);
        return;
    }
    sql_qualified(s, column->domain->schema, column->domain->name);
    if (type->kind == TYPE_ARRAY && !type->named) /* the domain is that of the elements */
        emit_text(s->e, "[]");
}

void sql_collation(Sql *s, Sym name) {
    const Target *target = s->plan->target;
    Text spelling =
        target->collation ? target->collation(sym_text(name), s->plan->version) : sym_text(name);
    if (spelling.size)
        emit(s->e, " COLLATE $", ID(spelling));
}

/* ---- tables ---- */

/* What needs no parentheses in any engine: 1, -1, 'a'. */
static bool is_plain_literal(const Expr *e) {
    if (e->kind == EXPR_NEGATE)
        e = e->operand;
    return e->kind == EXPR_NUMBER || e->kind == EXPR_STRING || e->kind == EXPR_BOOLEAN ||
           e->kind == EXPR_NULL || e->kind == EXPR_TEMPORAL;
}

void sql_default(Sql *s, const Expr *e) {
    bool parentheses = s->dialect->parenthesizes_defaults && !is_plain_literal(e);
    emit_text(s->e, parentheses ? " DEFAULT (" : " DEFAULT ");
    sql_expr(s, e, parentheses ? SQL_ANY : SQL_OTHER);
    emit_text(s->e, parentheses ? ")" : "");
}

static void print_value(Sql *s, const Attribute *a) {
    if (a->identity) {
        emit_text(s->e, s->dialect->identity);
        return;
    }
    if (!a->nullable)
        emit_text(s->e, " NOT NULL");
    if (a->generated) {
        emit_text(s->e, s->dialect->generated_before);
        sql_expr(s, a->generated, SQL_ANY);
        emit_text(s->e, s->dialect->generated_after);
    } else if (a->fallback) {
        sql_default(s, a->fallback);
    }
}

void sql_column(Sql *s, const PlanColumn *column) {
    const Attribute *a = column->attribute;
    emit_item(s->e, &column->item);
    emit(s->e, "$ ", ID(column->name));
    sql_column_type(s, column);
    if (a->collation)
        sql_collation(s, a->collation);
    if (s->dialect->column_value)
        s->dialect->column_value(s, a);
    else
        print_value(s, a);
    if (s->dialect->column_tail)
        s->dialect->column_tail(s, column);
}

/* CAP says whether the target has words for it; where not, the ledger says what stands in for it. */
static void print_include(Sql *s, Cap cap, const PlanColumn *const *column, size_t count) {
    if (!count || !sql_has(s, cap))
        return;
    emit_text(s->e, " INCLUDE (");
    sql_columns(s, column, count);
    emit_text(s->e, ")");
}

static void print_deferral(Sql *s, Cap cap, Deferral deferral) {
    if (deferral == DEFERRAL_INITIALLY_DEFERRED && sql_has(s, cap))
        emit_text(s->e, " DEFERRABLE INITIALLY DEFERRED");
}

/* Where the engine has no words for it, the plan has a second index instead. */
static bool says_nulls_not_distinct(const Sql *s, const Key *key) {
    return key->nulls_not_distinct && sql_has(s, CAP_UNIQUE_NULLS_NOT_DISTINCT);
}

static void print_key(Sql *s, const PlanKey *key) {
    emit_item(s->e, &key->item);
    emit(s->e, "CONSTRAINT $ $", ID(key->name),
         key->key->kind == KEY_PRIMARY ? WORD("PRIMARY KEY (") : WORD("UNIQUE "));
    if (key->key->kind == KEY_UNIQUE)
        emit_text(s->e, says_nulls_not_distinct(s, key->key) ? "NULLS NOT DISTINCT (" : "(");
    sql_columns(s, key->column, key->column_count);
    if (s->dialect->key_tail)
        s->dialect->key_tail(s, key);
    emit_text(s->e, ")");
    print_include(s, CAP_UNIQUE_INCLUDE, key->include, key->include_count);
    print_deferral(s, CAP_UNIQUE_DEFERRABLE, key->key->deferral);
}

static bool same_columns(const PlanKey *left, const PlanKey *right) {
    return left->column_count == right->column_count &&
           !memcmp(left->column, right->column, left->column_count * sizeof *left->column);
}

/* Whether the table's I-th unique set has the columns of a key before it. */
static bool repeats_key(const Sql *s, const PlanTable *table, size_t i) {
    const PlanKey *key = table->uniques.at[i];
    bool found = table->primary && same_columns(table->primary, key);
    for (size_t k = 0; k < i && !found; k++)
        found = same_columns(table->uniques.at[k], key);
    return found && s->dialect->merges_like_keys;
}

static void print_check(Sql *s, const PlanCheck *check) {
    emit_item(s->e, &check->item);
    emit(s->e, "CONSTRAINT $ CHECK (", ID(check->name));
    if (check->condition)
        sql_expr(s, check->condition, SQL_ANY);
    else
        s->dialect->type_check(s, check->typed);
    emit_text(s->e, ")");
}

/* NO ACTION is what standard SQL does when nothing is said. */
static const char *const action_words[] = {
    [ACTION_RESTRICT] = "RESTRICT",
    [ACTION_CASCADE] = "CASCADE",
    [ACTION_SET_NULL] = "SET NULL",
    [ACTION_SET_DEFAULT] = "SET DEFAULT",
};

static void print_action(Sql *s, const char *event, Action action) {
    if (action == ACTION_NO_ACTION || action == ACTION_UNSET)
        return;
    emit(s->e, " ON $ $", WORD(event), WORD(action_words[action]));
}

static void print_foreign_key(Sql *s, const PlanForeignKey *fk) {
    emit_item(s->e, &fk->item);
    emit(s->e, "CONSTRAINT $ FOREIGN KEY (", ID(fk->name));
    sql_columns(s, fk->column, fk->column_count);
    emit_text(s->e, ") REFERENCES ");
    sql_table_name(s, fk->target);
    emit_text(s->e, " (");
    sql_columns(s, fk->target_column, fk->column_count);
    emit_text(s->e, ")");
    print_action(s, "DELETE", fk->relation->on_delete);
    print_action(s, "UPDATE", fk->relation->on_update);
    print_deferral(s, CAP_FOREIGN_KEY_DEFERRABLE, fk->relation->deferral);
}

/* Before each element of a table, and inside an index or a view. */
static void begin_element(Sql *s, const PlanItem *item) {
    emit_sep(s->e, ",");
    if (s->dialect->element)
        s->dialect->element(s, item);
}

static void print_constraints(Sql *s, const PlanTable *table) {
    if (table->primary) {
        begin_element(s, &table->primary->item);
        print_key(s, table->primary);
    }
    for (size_t i = 0; i < table->uniques.count; i++) {
        if (repeats_key(s, table, i))
            continue;
        begin_element(s, &table->uniques.at[i]->item);
        print_key(s, table->uniques.at[i]);
    }
    for (size_t i = 0; i < table->checks.count; i++) {
        if (s->dialect->check_apart && s->dialect->check_apart(s, table->checks.at[i]))
            continue;
        begin_element(s, &table->checks.at[i]->item);
        print_check(s, table->checks.at[i]);
    }
    for (size_t i = 0; i < table->foreign_keys.count; i++) {
        if (table->foreign_keys.at[i]->separate)
            continue;
        begin_element(s, &table->foreign_keys.at[i]->item);
        print_foreign_key(s, table->foreign_keys.at[i]);
    }
}

void sql_create_table(Sql *s, const PlanItem *item) {
    const PlanTable *table = (const PlanTable *)item;
    emit_text(s->e, "CREATE TABLE ");
    sql_table_name(s, table);
    emit_text(s->e, " (");
    emit_indent(s->e);
    if (s->dialect->table_head)
        s->dialect->table_head(s, table);
    for (size_t i = 0; i < table->column_count; i++) {
        begin_element(s, &table->column[i].item);
        sql_column(s, &table->column[i]);
    }
    print_constraints(s, table);
    emit_close(s->e, ")");
    if (s->dialect->table_tail)
        s->dialect->table_tail(s, table);
    sql_end(s);
    for (size_t i = 0; i < table->uniques.count; i++) {
        if (repeats_key(s, table, i)) {
            emit_line(s->e);
            sql_add_constraint(s, &table->uniques.at[i]->item);
        }
    }
}

void sql_drop_table(Sql *s, const PlanItem *item) {
    emit_text(s->e, "DROP TABLE ");
    sql_table_name(s, (const PlanTable *)item);
    sql_end(s);
}

static const PlanTable *table_of_constraint(const PlanItem *item) {
    switch ((int)item->kind) {
    case PLAN_KEY: return ((const PlanKey *)item)->table;
    case PLAN_CHECK: return ((const PlanCheck *)item)->table;
    case PLAN_FOREIGN_KEY: return ((const PlanForeignKey *)item)->table;
    default: internal_error("an item of kind %d is no constraint", (int)item->kind);
    }
}

void sql_add_constraint(Sql *s, const PlanItem *item) {
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, table_of_constraint(item));
    emit_text(s->e, "\n    ADD ");
    switch ((int)item->kind) {
    case PLAN_KEY: print_key(s, (const PlanKey *)item); break;
    case PLAN_CHECK: print_check(s, (const PlanCheck *)item); break;
    case PLAN_FOREIGN_KEY: print_foreign_key(s, (const PlanForeignKey *)item); break;
    }
    sql_end(s);
}

void sql_drop_foreign_key(Sql *s, const PlanItem *item) {
    const PlanForeignKey *fk = (const PlanForeignKey *)item;
    emit_text(s->e, "ALTER TABLE ");
    sql_table_name(s, fk->table);
    emit(s->e, " DROP CONSTRAINT $", ID(fk->name));
    sql_end(s);
}

/* ---- indexes ---- */

/* `a COLLATE "C" DESC NULLS LAST`. What is neither a column nor a call stands in parentheses. */
static void print_index_part(Sql *s, const PlanIndex *index, const IndexPart *part) {
    bool done = s->dialect->index_part && s->dialect->index_part(s, index, part);
    if (!done && part->attribute)
        emit(s->e, "$", ID(plan_column(s->plan, part->attribute)->name));
    else if (!done)
        sql_expr(s, part->expr, SQL_CALL);
    if (part->collation && s->plan->target->part_collations)
        sql_collation(s, part->collation);
    if (part->prefix && sql_has(s, CAP_INDEX_PREFIX))
        emit(s->e, "($)", NUM(part->prefix));
    if (part->operators && sql_has(s, CAP_INDEX_OPERATORS))
        emit(s->e, " $", ID(sym_text(part->operators)));
    if (part->descending && sql_has(s, CAP_INDEX_DESCENDING))
        emit_text(s->e, " DESC");
    if (part->nulls != NULLS_UNSET && sql_has(s, CAP_INDEX_NULLS))
        emit_text(s->e, part->nulls == NULLS_FIRST ? " NULLS FIRST" : " NULLS LAST");
}

void sql_index_parts(Sql *s, const PlanIndex *index) {
    for (size_t i = 0; i < index->part_count; i++) {
        if (i)
            emit_text(s->e, ", ");
        print_index_part(s, index, &index->part[i]);
    }
}

void sql_create_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    emit(s->e, "CREATE $ $", index->unique ? WORD("UNIQUE INDEX") : WORD("INDEX"), ID(index->name));
    if (s->dialect->element)
        s->dialect->element(s, item);
    emit_text(s->e, " ON ");
    sql_table_name(s, index->table);
    if (s->dialect->index_method)
        s->dialect->index_method(s, index);
    emit_text(s->e, " (");
    sql_index_parts(s, index);
    emit_text(s->e, ")");
    print_include(s, index->key ? CAP_UNIQUE_INCLUDE : CAP_INDEX_INCLUDE, index->include,
                  index->include_count);
    if (index->key && says_nulls_not_distinct(s, index->key))
        emit_text(s->e, " NULLS NOT DISTINCT");
    if (index->where) {
        emit_text(s->e, " WHERE ");
        sql_expr(s, index->where, SQL_ANY);
    }
    sql_end(s);
}

void sql_drop_index(Sql *s, const PlanItem *item) {
    const PlanIndex *index = (const PlanIndex *)item;
    emit_text(s->e, "DROP INDEX ");
    sql_qualified(s, index->table->schema, index->name);
    sql_end(s);
}

/* ---- schemas, views, native statements ---- */

void sql_create_schema(Sql *s, const PlanItem *item) {
    emit(s->e, "CREATE SCHEMA $", ID(((const PlanSchema *)item)->name));
    sql_end(s);
}

void sql_drop_schema(Sql *s, const PlanItem *item) {
    emit(s->e, "DROP SCHEMA $", ID(((const PlanSchema *)item)->name));
    sql_end(s);
}

/* A user's statement, with one semicolon at its end; a comment on its last line must not swallow it. */
static void print_statement(Sql *s, Text code) {
    code = text_trim(code);
    while (code.size && code.at[code.size - 1] == ';')
        code = text_trim(text_slice(code, 0, code.size - 1));
    size_t line = code.size;
    while (line && code.at[line - 1] != '\n')
        line--;
    emit(s->e, "$", CODE(code));
    if (text_find(text_slice(code, line, code.size), TEXT("--")) != SIZE_MAX)
        emit_line(s->e);
    sql_end(s);
}

void sql_create_view(Sql *s, const PlanItem *item) {
    const PlanView *view = (const PlanView *)item;
    emit(s->e, "CREATE VIEW $ AS\n", ID(view->name));
    if (s->dialect->element)
        s->dialect->element(s, item);
    print_statement(s, view->query);
}

void sql_drop_view(Sql *s, const PlanItem *item) {
    emit(s->e, "DROP VIEW $", ID(((const PlanView *)item)->name));
    sql_end(s);
}

void sql_do_native(Sql *s, const PlanItem *item) {
    print_statement(s, ((const PlanNative *)item)->statement->up);
}

void sql_undo_native(Sql *s, const PlanItem *item) {
    print_statement(s, ((const PlanNative *)item)->statement->down);
}

/* ---- steps ---- */

void sql_do(Sql *s, const PlanItem *item) {
    SqlStatement *create = s->dialect->create[item->kind];
    if (!create)
        internal_error("no statement makes items of kind %d", (int)item->kind);
    create(s, item);
    emit_item(s->e, item);
}

void sql_undo(Sql *s, const PlanItem *item) {
    SqlStatement *drop = s->dialect->drop[item->kind];
    if (!drop)
        internal_error("no statement removes items of kind %d", (int)item->kind);
    drop(s, item);
}

/* ---- the files ---- */

/* Statements that take several lines, or start a table, have a blank line before them; others stand
 * together with those of their kind. */
static bool is_long(PlanItemKind kind) {
    return kind == PLAN_ROLE || kind == PLAN_EXTENSION;
}

static bool is_long_going_up(PlanItemKind kind) {
    return is_long(kind) || kind == PLAN_TABLE || kind == PLAN_FUNCTION || kind == PLAN_TRIGGER ||
           kind == PLAN_VIEW;
}

static void begin_file(Sql *s, const char *path, const char *purpose) {
    Emitter *e = s->e;
    emit_file(e, path);
    Version v = s->plan->version;
    emit(e, "-- $ the schema of $ for $ $", WORD(purpose), REMARK(sym_text(s->plan->schema->name)),
         WORD(s->plan->target->engine), NUM(v.major));
    if (v.minor || v.patch)
        emit(e, ".$", NUM(v.minor));
    if (v.patch)
        emit(e, ".$", NUM(v.patch));
    emit_text(e, ".\n");
    emit(e, "-- Made by Tenon from $: change that, not this file.\n", REMARK(s->plan->source));
    emit_blank(e);
    if (s->dialect->begin)
        emit_text(e, s->dialect->begin);
    emit_blank(e);
}

static void end_file(Sql *s) {
    emit_blank(s->e);
    if (s->dialect->commit)
        emit_text(s->e, s->dialect->commit);
    emit_line(s->e);
}

static void space_statements(Sql *s, const PlanItem *before, const PlanItem *item, bool apart) {
    emit_line(s->e);
    if (before && (before->kind != item->kind || apart))
        emit_blank(s->e);
}

static void emit_up(Sql *s) {
    const PlanItem *before = NULL;
    begin_file(s, "up.sql", "Makes");
    for (size_t i = 0; i < s->plan->steps.count; i++) {
        const PlanItem *item = s->plan->steps.at[i].item;
        space_statements(s, before, item, is_long_going_up(item->kind));
        sql_do(s, item);
        before = item;
    }
    end_file(s);
}

static void emit_down(Sql *s) {
    const PlanItem *before = NULL;
    begin_file(s, "down.sql", "Removes");
    for (size_t i = s->plan->steps.count; i-- > 0;) {
        const PlanItem *item = s->plan->steps.at[i].item;
        if (s->plan->steps.at[i].undone_with_table)
            continue;
        space_statements(s, before, item, is_long(item->kind));
        sql_undo(s, item);
        before = item;
    }
    end_file(s);
}

/* Comments are looked up by what they are on. */
static void note_comments(Sql *s) {
    s->comment = arena_array(s->plan->arena, const PlanComment *, s->plan->items.count);
    for (size_t i = 0; i < s->plan->steps.count; i++) {
        const PlanItem *item = s->plan->steps.at[i].item;
        if (item->kind == PLAN_COMMENT) {
            const PlanComment *comment = (const PlanComment *)item;
            s->comment[comment->on->id] = comment;
        }
    }
}

Sql sql_pen(const Plan *plan, Emitter *e) {
    Sql s = {.e = e, .plan = plan, .dialect = plan->target->dialect(plan)};
    note_comments(&s);
    return s;
}

void sql_emit(const Plan *plan, Emitter *e) {
    Sql s = sql_pen(plan, e);
    emit_up(&s);
    emit_down(&s);
}
