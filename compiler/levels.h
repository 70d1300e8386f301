/* Levels: what the model itself says of diagnostics, `rules:` and `accept:`, given to Diags. */
#ifndef TENON_LEVELS_H
#define TENON_LEVELS_H

#include "compiler/diag/diag.h"
#include "compiler/read/syntax.h"

/* Sets the levels and adds the accepts of MODEL and of its entities. Reports codes that do not exist. */
void levels_apply(Diags *ds, const SynModel *model);

#endif
