/* Sqlite words: full text and trigrams as FTS5 tables of the index's name, with triggers that fill them. An
 * FTS table looks texts up in the table itself where that has a number that stays; else it keeps a copy. */
#include "targets/sqlite.h"

bool sqlite_is_word_index(const PlanIndex *index) {
    return index->method == INDEX_FULLTEXT || index->method == INDEX_TRIGRAM;
}

/* The column that is the row's number, which then never changes by itself; NULL: there is none. */
static const PlanColumn *row_number_column(const PlanTable *table) {
    const PlanKey *key = table->primary;
    if (!key || key->column_count != 1)
        return NULL;
    return key->column[0]->attribute->identity ? key->column[0] : NULL;
}

/* Whether the FTS table can look its texts up in the table itself: each a column, and a number that
 * stays. Else it keeps a copy of them, beside the key. */
static bool has_external_content(const PlanIndex *index) {
    for (size_t i = 0; i < index->part_count; i++)
        if (!index->part[i].attribute)
            return false;
    return row_number_column(index->table) != NULL;
}

static Text part_name(Sql *s, const PlanIndex *index, size_t i) {
    const Attribute *a = index->part[i].attribute;
    return a ? plan_column(s->plan, a)->name : text_format(s->plan->arena, "part_%zu", i + 1);
}

static bool is_part(Sql *s, const PlanIndex *index, const PlanColumn *column) {
    for (size_t i = 0; i < index->part_count; i++) {
        const Attribute *a = index->part[i].attribute;
        if (a && plan_column(s->plan, a) == column)
            return true;
    }
    return false;
}

typedef enum WordColumns {
    WORDS_DECLARED,
    WORDS_NAMED,
    WORDS_THERE,
    WORDS_NEW,
    WORDS_OLD,
} WordColumns;

/* The columns of the FTS table, or the values that they get. */
static void print_words(Sql *s, const PlanIndex *index, WordColumns form) {
    const PlanKey *key = has_external_content(index) ? NULL : index->table->primary;
    s->row = form == WORDS_NEW ? "NEW." : form == WORDS_OLD ? "OLD." : NULL;
    for (size_t i = 0; i < index->part_count; i++) {
        emit_text(s->e, i ? ", " : "");
        if (form >= WORDS_THERE)
            sql_expr(s, index->part[i].expr, SQL_ANY);
        else
            emit(s->e, "$", ID(part_name(s, index, i)));
    }
    for (size_t i = 0; key && i < key->column_count; i++)
        if (!is_part(s, index, key->column[i])) {
            emit_text(s->e, ", ");
            sqlite_print_of_row(s, s->row, key->column[i]);
            emit_text(s->e, form == WORDS_DECLARED ? " UNINDEXED" : "");
        }
    s->row = NULL;
}

/* An FTS table over another one forgets a row by being told what it said. */
static void print_word_row_gone(Sql *s, const PlanIndex *index) {
    const PlanKey *key = index->table->primary;
    if (has_external_content(index)) {
        Text number = row_number_column(index->table)->name;
        emit(s->e, "\n    INSERT INTO $ ($, rowid, ", ID(index->name), ID(index->name));
        print_words(s, index, WORDS_NAMED);
        emit(s->e, ")\n    VALUES ('delete', OLD.$, ", ID(number));
        print_words(s, index, WORDS_OLD);
        emit_text(s->e, ");");
        return;
    }
    emit(s->e, "\n    DELETE FROM $ WHERE ", ID(index->name));
    if (!key)
        emit(s->e, "rowid = OLD.$", WORD(sqlite_row_number(s, index->table)));
    for (size_t i = 0; key && i < key->column_count; i++)
        emit(s->e, i ? " AND $ = OLD.$" : "$ = OLD.$", ID(key->column[i]->name),
             ID(key->column[i]->name));
    emit_text(s->e, ";");
}

static void print_word_row(Sql *s, const PlanIndex *index) {
    const PlanColumn *number = row_number_column(index->table);
    emit(s->e, "\n    INSERT INTO $ (rowid, ", ID(index->name));
    print_words(s, index, WORDS_NAMED);
    emit_text(s->e, ")\n    VALUES (NEW.");
    if (number)
        emit(s->e, "$, ", ID(number->name));
    else
        emit(s->e, "$, ", WORD(sqlite_row_number(s, index->table)));
    print_words(s, index, WORDS_NEW);
    emit_text(s->e, ");");
}

/* An update inside another trigger must not come in between: only the columns that are looked at count. */
static void print_word_update(Sql *s, const PlanIndex *index) {
    const PlanKey *key = index->table->primary;
    sqlite_begin_trigger(s, index->name, "_update", "AFTER UPDATE", index->table);
    emit_text(s->e, "\n    WHEN ");
    for (size_t i = 0; key && i < key->column_count; i++)
        emit(s->e, "NEW.$ IS NOT OLD.$ OR ", ID(key->column[i]->name), ID(key->column[i]->name));
    for (size_t i = 0; i < index->part_count; i++) {
        emit_text(s->e, i ? " OR " : "");
        s->row = "NEW.";
        sql_expr(s, index->part[i].expr, SQL_OTHER);
        emit_text(s->e, " IS NOT ");
        s->row = "OLD.";
        sql_expr(s, index->part[i].expr, SQL_OTHER);
    }
    s->row = NULL;
    emit_text(s->e, "\nBEGIN");
    print_word_row_gone(s, index);
    print_word_row(s, index);
    sqlite_end_trigger(s);
}

/* The reference rows came before their words were looked at. */
static void print_words_so_far(Sql *s, const PlanIndex *index) {
    if (!index->table->entity->row_count)
        return;
    if (has_external_content(index)) {
        emit(s->e, "INSERT INTO $ ($) VALUES ('rebuild')", ID(index->name), ID(index->name));
    } else {
        emit(s->e, "INSERT INTO $ (rowid, ", ID(index->name));
        print_words(s, index, WORDS_NAMED);
        emit(s->e, ")\nSELECT $, ", WORD(sqlite_row_number(s, index->table)));
        print_words(s, index, WORDS_THERE);
        emit(s->e, " FROM $", ID(index->table->name));
    }
    sql_end(s);
    emit_blank(s->e);
}

void sqlite_create_word_index(Sql *s, const PlanIndex *index) {
    emit_blank(s->e);
    emit(s->e, "CREATE VIRTUAL TABLE $ USING fts5 (", ID(index->name));
    emit_indent(s->e);
    emit_sep(s->e, ",");
    print_words(s, index, WORDS_DECLARED);
    if (has_external_content(index)) {
        emit_sep(s->e, ",");
        emit(s->e, "content = $", LIT(index->table->name));
        emit_sep(s->e, ",");
        emit(s->e, "content_rowid = $", LIT(row_number_column(index->table)->name));
    }
    if (index->method == INDEX_TRIGRAM) {
        emit_sep(s->e, ",");
        emit_text(s->e, "tokenize = 'trigram'");
    }
    emit_close(s->e, ")");
    sql_end(s);
    emit_blank(s->e);
    print_words_so_far(s, index);
    sqlite_begin_trigger(s, index->name, "_insert", "AFTER INSERT", index->table);
    emit_line(s->e);
    sqlite_print_comment(s, &index->item);
    emit_text(s->e, "BEGIN");
    print_word_row(s, index);
    sqlite_end_trigger(s);
    sqlite_begin_trigger(s, index->name, "_delete", "AFTER DELETE", index->table);
    emit_text(s->e, "\nBEGIN");
    print_word_row_gone(s, index);
    sqlite_end_trigger(s);
    print_word_update(s, index);
}
