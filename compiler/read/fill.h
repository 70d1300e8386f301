/* Filling: what syntax.c offers to its neighbours: files.c reads whole models with it, and
 * dump.c and json_schema.c walk its tables. Nobody outside of read/ needs it. */
#ifndef TENON_READ_FILL_H
#define TENON_READ_FILL_H

#include "compiler/read/node.h"
#include "compiler/read/syntax.h"

/* The layout of every SYN_LIST. Copied in and out with memcpy, never pointed at. */
typedef struct AnyList {
    void *at;
    size_t count;
} AnyList;

/* Reads the keys of map N into the struct of MAPPING at INTO. Gives the set of keys that it met:
 * bit i stands for the i-th key of the mapping. An unknown key counts as those that its report names. */
uint32_t fill_keys(Reader *r, SynMapping mapping, const Node *n, void *into);

/* The member that KEY fills in AT, a struct of its mapping: to be looked at. */
const void *fill_find_member(const SynKeyInfo *key, const void *at);

/* What `more` of INTO, a struct of MAPPING, points at: to be filled, and made when it is the first. */
void *fill_make_more(Reader *r, SynMapping mapping, void *into);

/* Reports the required keys that are not in SEEN, at PLACE. */
void fill_report_missing(Reader *r, SynMapping mapping, uint32_t seen, Span place);

/* The key WORD of MAPPING, or the one that stands for all other keys; NULL when there is neither. */
const SynKeyInfo *fill_find_key(SynMapping mapping, Text word);

/* The key that takes a list written in place of a whole mapping: `[a, b]` for `{on: [a, b]}`. It
 * is the only required key, and holds a list. NULL when there is none. */
const SynKeyInfo *fill_list_key(SynMapping mapping);

/* What stands at N, for "found …". */
Text fill_describe(Reader *r, const Node *n);

/* The words of MAPPING without their article: "entity". */
Text fill_noun(SynMapping mapping);

#endif
