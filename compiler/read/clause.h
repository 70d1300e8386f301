/* Clauses: the parts of a compact form that may stand in any order, each at most once. A form lists
 * its clauses in a table; the words, what follows them, and the member that they fill. */
#ifndef TENON_READ_CLAUSE_H
#define TENON_READ_CLAUSE_H

#include "compiler/read/parser.h"

typedef enum ClauseForm {
    CLAUSE_FLAG,     /* the words alone: SynFlag */
    CLAUSE_NAME,     /* SynName */
    CLAUSE_NAMES,    /* SynNames, with commas */
    CLAUSE_ENCLOSED, /* SynNames, in parentheses */
    CLAUSE_EXPR,     /* Expr * */
    CLAUSE_PARTS,    /* SynIndexParts */
    CLAUSE_COUNT,    /* SynCount */
    CLAUSE_ACTION,   /* SynAction */
    CLAUSE_RATE,     /* SynText: 200/s */
} ClauseForm;

typedef struct Clause {
    const char *words;            /* for messages: "on delete" */
    TokenKind first, second, third; /* the tokens that begin it; TOKEN_END where there are fewer */
    ClauseForm form;
    size_t offset;                /* of the member in the form's struct */
    bool more;                    /* the struct is the one that the form's `more` points at */
} Clause;

/* Reads clauses of TABLE, which ends with words NULL, into the struct INTO of FORM until none begins. A
 * clause that stands there already is reported (TN003) and the first one kept. */
void parser_clauses(Parser *p, SynMapping form, const Clause *table, void *into);

/* Whether all was read without a syntax error; if not, TN010 at what is no clause of TABLE. MORE
 * are further words that might have stood there, a list that ends with NULL; it may be NULL. */
bool parser_finish_clauses(Parser *p, const Clause *table, const char *const *more);

/* What may follow the expression of an index part; a list for parser_finish_clauses. */
extern const char *const index_part_words[];

/* `PART {, PART}`: the parts of an index or of an order. */
void parser_index_parts(Parser *p, SynIndexParts *into);

#endif
