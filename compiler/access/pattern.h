/* Pattern: what an access pattern asks of an index. Takes a pattern of the model, or a foreign key, which is
 * read by whenever its target loses a row; gives the columns that are compared for equality, those that have
 * to follow in order, the conditions that never vary, and what no b-tree can answer. Nothing here asks what
 * indexes there are. */
#ifndef TENON_ACCESS_PATTERN_H
#define TENON_ACCESS_PATTERN_H

#include "compiler/access/chain_cover.h"
#include "compiler/base/vec.h"
#include "compiler/check/facts.h"

/* A column of indexes: an attribute, or an expression over some. */
typedef struct AccessColumn {
    const Attribute *attribute; /* NULL: an expression */
    const Expr *expr;           /* NULL where nothing but the attribute is known */
    Sym collation;
} AccessColumn;

/* The columns of an entity that its patterns name, numbered as they come. */
typedef struct AccessColumns {
    const Entity *entity;
    VEC(AccessColumn) list;
} AccessColumns;

/* The number of a column; a new one where it is not there yet. */
uint32_t access_attribute(Arena *a, AccessColumns *columns, const Attribute *attribute);
uint32_t access_column(Arena *a, AccessColumns *columns, const Expr *e, Sym collation);

/* What an index other than a b-tree answers. */
typedef enum SearchKind {
    SEARCH_NONE,
    SEARCH_WORDS,
    SEARCH_CONTAINS,
    SEARCH_ELEMENT,
    SEARCH_MEMBER
} SearchKind;

typedef struct AccessPattern {
    const Access *access;     /* NULL: of `relation` */
    const Relation *relation; /* whose target reads by it; NULL else */
    uint32_t *equal;
    size_t equal_count;
    ChainPart *suffix; /* the sort, or the one range */
    size_t suffix_count;
    size_t sort_count; /* of the suffix; 0: it is a range, or nothing */
    const Expr *
        *atom; /* conditions without a parameter or the clock, each once, in order of their text */
    Text *atom_text;
    size_t atom_count;
    const Expr **filter; /* what is compared row by row */
    size_t filter_count;
    SearchKind search;
    const Expr *searched;        /* the text, array or document that is searched */
    const Attribute *range_left; /* a range that gave way to the sort; NULL: none */
    bool listed;                 /* an equality with a list: sorted rows do not come out of it */
    bool
        cut; /* equal rows are one at most before the sort ends: what stands in `suffix` is enough */
} AccessPattern;

/* Whether PART has its nulls where an index of its direction does not have them by itself. */
bool access_turns_nulls(const IndexPart *part);

/* Patterns of E: those of the model, in its order, then its foreign keys. FACTS tell what decides what. */
typedef struct AccessPatterns {
    AccessColumns columns;
    VEC(AccessPattern) list;
} AccessPatterns;
AccessPatterns access_patterns(Arena *a, Arena *scratch, const EntityFacts *facts);

/* `history`, or `customer (foreign key)`; the name itself between QUOTEs. */
Text access_pattern_name(Arena *a, const AccessPattern *p, const char *quote);

#endif
