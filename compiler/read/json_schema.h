/* The JSON Schema of model files, for editors: grammar/tenon.schema.json. */
#ifndef TENON_READ_JSON_SCHEMA_H
#define TENON_READ_JSON_SCHEMA_H

#include "compiler/base/buffer.h"

/* Prints the schema (draft-07) of everything that the reader takes, from its own table of keys. */
void json_schema_print(Buffer *out);

#endif
