/* Matrix: what each target keeps, capability by capability and type by type, from the same answers by which
 * models are compiled. */
#ifndef TENON_LOWER_MATRIX_H
#define TENON_LOWER_MATRIX_H

#include "compiler/base/buffer.h"

/* A page of Markdown: docs/targets/README.md. Each target answers for the version that it takes when the
 * model names none. */
void matrix_print(Buffer *out);

#endif
