/* Example rows of the findings about normal forms: a witness of numbers (witness.h) with values that the
 * attributes could hold. */
#ifndef TENON_CHECK_FORM_EXAMPLE_H
#define TENON_CHECK_FORM_EXAMPLE_H

#include "compiler/check/subject.h"
#include "compiler/check/witness.h"
#include "compiler/diag/diag.h"

/* ROWS over the subject's attributes as an example; those of TOLD and of the primary key stand in the text
 * form. Attributes that the subject leaves out because conventions add them differ from row to row;
 * computed ones are no column. Nullable parts of unique sets that would forbid the rows are null. */
DiagExample *form_example(Arena *a, const Subject *s, const Tableau *rows, Bitset told);

/* Lets the example change the cell of ATTRIBUTE in the last row to a value that no row has; false when
 * none was found. */
bool form_example_change(Arena *a, DiagExample *example, const Attribute *attribute);

#endif
