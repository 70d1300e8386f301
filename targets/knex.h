/* Knex: what the two files of the target share. */
#ifndef TENON_TARGETS_KNEX_H
#define TENON_TARGETS_KNEX_H

#include "targets/stack.h"

/* The engines, as far as Knex's builder and the clients' values tell them apart. */
typedef enum KnexFamily { KNEX_PG = 1, KNEX_MYSQL = 2, KNEX_SQLITE = 4 } KnexFamily;

KnexFamily knex_family(const Target *engine);

/* A name that Knex, and an identifier of JavaScript, takes as it is. */
bool knex_is_plain_name(Text name);

/* types/tables.d.ts, behind what begins the file: the rows of each table, as its client gives and takes them, and
 * Knex's own `Tables`, by which `knex('users')` knows them. */
void knex_emit_types(const Plan *plan, Emitter *e);

#endif
