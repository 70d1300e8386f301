/* Reference rows as values: what a cell's text means in its attribute's type, what a row holds where it
 * says nothing, and which row a key names. The rules check rows by it, and lowering orders them. */
#ifndef TENON_EVAL_ROWS_H
#define TENON_EVAL_ROWS_H

#include "compiler/eval/eval.h"

/* The cell of A; NULL when the row does not give it. */
const Cell *row_cell(const Row *row, const Attribute *a);

/* The value of a cell: null, a value, or VALUE_ERROR where its text is none of its type. */
Value cell_value(Arena *a, const Cell *cell);

/* All values of ROW by Attribute.index: as written, else the default, else what is computed, else null.
 * They live in A, and no longer than it. */
const Value *row_values(Arena *a, const Row *row);

/* The same for ATTRIBUTEs alone, each where it belongs in VALUES, which has room for all. */
void row_fill_values(Arena *a, const Row *row, Value *values, const Attribute *const *attribute,
                     size_t count);

/* Appends to OUT what tells rows apart by ATTRIBUTEs of VALUES, the same for equal values alone. False
 * when one of them is null (unless NULLS_EQUAL) or is not known here: such a row is like no other. */
bool row_print_key(Buffer *out, Arena *scratch, const Value *values,
                   const Attribute *const *attribute, size_t count, bool nulls_equal);

/* The rows of a schema by the keys that relations refer to; each index is made when it is first asked. */
typedef struct RowIndexes {
    Arena *arena;
    Map **by_key; /* by Entity.number: a Map for each key, NULL before it is made */
    Interner names;
    Buffer buffer;
} RowIndexes;

/* They live in A; row_indexes_free frees the rest. */
RowIndexes row_indexes_make(Arena *a, const Schema *s);
void row_indexes_free(RowIndexes *indexes);

/* The row that RELATION's columns in VALUES refer to; NULL: there is none. */
const Row *row_find_target(RowIndexes *indexes, Arena *scratch, const Relation *relation,
                           const Value *values);

/* Whether RELATION's columns in VALUES refer to a row at all: none of them is null or unknown. */
bool row_refers(const Value *values, const Relation *relation);

#endif
