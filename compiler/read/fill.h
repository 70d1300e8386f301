/* Filling: what syntax.c offers to files.c, which reads whole models with it. Nobody else needs it. */
#ifndef TENON_READ_FILL_H
#define TENON_READ_FILL_H

#include "compiler/read/node.h"
#include "compiler/read/syntax.h"

/* The layout of every SYN_LIST. Copied in and out with memcpy, never pointed at. */
typedef struct AnyList {
    void *at;
    size_t count;
} AnyList;

/* Reads the keys of map N into the struct of MAPPING at INTO. Gives the set of keys that it met: bit i
 * stands for the i-th key of the mapping. */
uint32_t fill_keys(Reader *r, SynMapping mapping, const Node *n, void *into);

/* Reports the required keys that are not in SEEN, at PLACE. */
void fill_report_missing(Reader *r, SynMapping mapping, uint32_t seen, Span place);

/* What stands at N, for "found …". */
Text fill_describe(Reader *r, const Node *n);

/* The words of MAPPING without their article: "entity". */
Text fill_noun(SynMapping mapping);

#endif
