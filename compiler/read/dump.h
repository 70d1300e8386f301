/* The text form of the syntax tree, for --dump=syntax, tests and bug reports. */
#ifndef TENON_READ_DUMP_H
#define TENON_READ_DUMP_H

#include "compiler/base/buffer.h"
#include "compiler/read/syntax.h"

/* One line for each thing written, in the order of grammar/keys.def, with its place
 * (line:column, with the file where it is not the root). SOURCES NULL: without places, so that
 * two spellings of one model give the same text. */
void syntax_dump(Buffer *out, const Sources *sources, const SynModel *model);

#endif
