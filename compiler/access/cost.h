/* Cost: what reading by a pattern and keeping an index take, from what the model declares; no database is
 * asked. Where the model says nothing, the defaults below stand in, and the report names them.
 *
 * Rows that a pattern finds: those of the table, divided by the number of values of each column that it
 * compares; of columns that others decide, none is counted again. A range keeps a third. */
#ifndef TENON_ACCESS_COST_H
#define TENON_ACCESS_COST_H

#include "compiler/access/derive.h"

enum {
    COST_ROWS = 10000,  /* of an entity that declares none */
    COST_VALUES = 200,  /* of a column of which nothing is known */
    COST_RANGE = 3,     /* the part of the rows that a range keeps, turned over */
    COST_ENTRY = 8,     /* bytes of an entry besides its values: where its row lies */
};

/* Bytes that a value takes in an index, by what is declared. */
uint64_t cost_width(const Type *type);

typedef struct PatternCost {
    double rows;  /* of the table */
    double found; /* rows that satisfy what an index can compare */
    double read;  /* of them, with the limit, where the index gives the order */
} PatternCost;
PatternCost cost_of_pattern(Arena *scratch, const EntityFacts *facts, const EntityAccess *access,
                            const AccessPattern *p);

/* Bytes of X over all rows. */
double cost_of_index(const Entity *e, const Index *x);

#endif
