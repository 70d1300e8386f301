/* The known names nearest to one that is not known: for findings (diag_suggest in diag.h), and for the
 * words of the command line. */
#ifndef TENON_DIAG_SUGGEST_H
#define TENON_DIAG_SUGGEST_H

#include "compiler/base/text.h"

enum { SUGGEST_MOST = 3 };

/* Fills NEAREST, which has room for SUGGEST_MOST, with the candidates that WRONG may have meant: nearest
 * first, equally near ones in their order. Gives their number. */
size_t suggest_nearest(Text *nearest, Text wrong, const Text *candidate, size_t count);

/* "did you mean `a`, `b` or `c`?" of COUNT > 0 names. */
Text suggest_words(Arena *a, const Text *nearest, size_t count);

#endif
