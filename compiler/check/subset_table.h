/* Subset table: the closure of each set of attributes of a small part, and what the definitions say of
 * them, literally. Exponential: for what no better way is known of, and for few attributes only. */
#ifndef TENON_CHECK_SUBSET_TABLE_H
#define TENON_CHECK_SUBSET_TABLE_H

#include "compiler/check/normal_form.h"

/* Keys and form of PART, exactly. 2^n closures and as many words of memory; n at most 31. With multivalued
 * dependencies, those that hold in the part are the traces of the dependency basis (Beeri 1980). */
Analysis subset_table_analyse(Arena *a, const Theory *t, Bitset part);

#endif
