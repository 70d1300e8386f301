/* Sql rows: takes the reference rows of a plan, prints the statements that put them in and those that give
 * rows their references afterwards. How a dialect leaves alone what is there already, and how it goes on
 * numbering, are its hooks. */
#include "targets/sql.h"

void sql_bytes(Sql *s, Text digits) {
    bool own = s->dialect->bytes_before != NULL;
    emit_text(s->e, own ? s->dialect->bytes_before : "X'");
    emit(s->e, "$", CODE(digits));
    emit_text(s->e, own ? s->dialect->bytes_after : "'");
}

void sql_row_value(Sql *s, const PlanColumn *column, const PlanValue *value) {
    const Expr *e = value->literal;
    if (value->element && s->dialect->array)
        s->dialect->array(s, column, value);
    else if (e->kind == EXPR_STRING && e->type->kind == TYPE_BYTES)
        sql_bytes(s, e->text);
    else
        sql_expr(s, e, SQL_ANY);
}

void sql_skip_known_rows(Sql *s, const PlanRows *rows) {
    emit_text(s->e, "\nON CONFLICT (");
    sql_columns(s, rows->table->primary->column, rows->table->primary->column_count);
    emit_text(s->e, ") DO NOTHING");
}

void sql_insert_rows(Sql *s, const PlanItem *item) {
    const PlanRows *rows = (const PlanRows *)item;
    if (s->dialect->rows_head)
        s->dialect->rows_head(s, rows);
    emit_text(s->e, "INSERT INTO ");
    sql_table_name(s, rows->table);
    emit_text(s->e, " (");
    sql_columns(s, rows->column, rows->column_count);
    emit_text(s->e, ") VALUES");
    for (size_t n = 0; n < rows->row_count; n++) {
        emit_text(s->e, n ? ",\n    (" : "\n    (");
        for (size_t i = 0; i < rows->column_count; i++) {
            if (i)
                emit_text(s->e, ", ");
            sql_row_value(s, rows->column[i], &rows->value[n * rows->column_count + i]);
        }
        emit_text(s->e, ")");
    }
    if (s->dialect->rows_tail)
        s->dialect->rows_tail(s, rows);
    sql_end(s);
    if (s->dialect->rows_done)
        s->dialect->rows_done(s, rows);
}

/* Only where they are null still: what has changed since stays changed. */
void sql_link_row(Sql *s, const PlanItem *item) {
    const PlanRowLink *link = (const PlanRowLink *)item;
    const PlanKey *primary = link->table->primary;
    emit_text(s->e, "UPDATE ");
    sql_table_name(s, link->table);
    emit_text(s->e, " SET ");
    for (size_t i = 0; i < link->column_count; i++) {
        emit_text(s->e, i ? ", " : "");
        emit(s->e, "$ = ", ID(link->column[i]->name));
        sql_row_value(s, link->column[i], &link->value[i]);
    }
    emit_text(s->e, "\n    WHERE ");
    for (size_t i = 0; i < primary->column_count; i++) {
        emit_text(s->e, i ? " AND " : "");
        emit(s->e, "$ = ", ID(primary->column[i]->name));
        sql_row_value(s, primary->column[i], &link->key[i]);
    }
    for (size_t i = 0; i < link->column_count; i++)
        emit(s->e, " AND $ IS NULL", ID(link->column[i]->name));
    sql_end(s);
}
