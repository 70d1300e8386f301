/* Sample values: texts that an attribute could hold, for the example rows of findings. Plausible where the
 * attribute's name has a word of grammar/samples.def, else plain; always of its type, and such that its
 * checks hold. */
#ifndef TENON_CHECK_SAMPLE_H
#define TENON_CHECK_SAMPLE_H

#include "compiler/schema/schema.h"

/* Up to COUNT different values into VALUE, as a cell of `data:` writes them; gives how many were found. Tries
 * a fixed number of candidates: examples of the type, words of its enum or its checks, the table, then
 * numbers, days and letters in order. */
size_t sample_values(Arena *a, const Attribute *attribute, Text *value, size_t count);

#endif
