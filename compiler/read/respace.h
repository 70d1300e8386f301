/* Respacing: the canonical blanks of a compact form, for `tenon fmt`. */
#ifndef TENON_READ_RESPACE_H
#define TENON_READ_RESPACE_H

#include "compiler/base/buffer.h"
#include "compiler/read/syntax.h"

/* Prints the tokens of T, one line of a compact form of MAPPING (SYN_NONE: a single value), with
 * the blanks that the reference puts between them. The tokens stay the same, and so does the
 * place of every colon: T may be a plain scalar, where a blank behind it has a meaning. What
 * does not consist of tokens is printed as it is. */
void respace(Buffer *out, Text t, SynMapping mapping);

#endif
