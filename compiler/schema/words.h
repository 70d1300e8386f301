/* The words that both forms of the schema dump use, and the model language itself. */
#ifndef TENON_SCHEMA_WORDS_H
#define TENON_SCHEMA_WORDS_H

#include "compiler/schema/schema.h"

const char *word_of_action(Action a);            /* "set null" */
const char *word_of_method(IndexMethod m);       /* "btree" */
const char *word_of_relation(RelationKind k);    /* "one of" */
const char *word_of_origin(AttributeOrigin o);   /* "declared" */
const char *word_of_entity(EntityOrigin o);      /* "junction" */
const char *word_of_partition(PartitionMethod m);
const char *word_of_nulls(NullsOrder n);         /* "first"; "" for the engine's own */

enum { COMMAND_COUNT = 4 };
/* The i-th of select, insert, update, delete, and its bit: 1 << i. */
const char *word_of_command(int i);

#endif
