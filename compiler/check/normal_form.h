/* Normal forms: how far a relation, or a part of one, is free of facts that are not about its keys. */
#ifndef TENON_CHECK_NORMAL_FORM_H
#define TENON_CHECK_NORMAL_FORM_H

#include "compiler/check/candidate_keys.h"

/* The fourth is told apart from BCNF only where there are multivalued dependencies. */
typedef enum Form { FORM_1NF, FORM_2NF, FORM_3NF, FORM_BCNF, FORM_4NF } Form;

/* The highest form lies between the two; they are the same when it is decided. */
typedef struct FormRange {
    Form least, most;
} FormRange;

/* What one given dependency does to the form. A left side that is no superkey breaks BCNF at least; 3NF,
 * when the right side has an attribute that is not prime; 2NF, when the left side moreover is a proper
 * part of a key. Multivalued ones break 4NF or nothing. */
typedef enum ArrowStatus {
    ARROW_TRIVIAL,
    ARROW_OK,
    ARROW_BREAKS_4NF,
    ARROW_BREAKS_BCNF,
    ARROW_BREAKS_3NF,
    ARROW_BREAKS_2NF,
    ARROW_UNDECIDED, /* it breaks BCNF, and perhaps more: the keys are not all known */
} ArrowStatus;

typedef struct Analysis {
    CandidateKeys keys;
    Primes primes;
    ArrowStatus *status; /* of each arrow of the theory; NULL for a part */
    FormRange form;
} Analysis;

/* The whole relation. Functional dependencies: 2NF by what each key loses with one attribute (asking only
 * what was given is wrong: another may follow), 3NF and BCNF over what was given; a closure each. With multivalued ones: 4NF by those that were given, what is below by the definition, over
 * all subsets of up to limits->mixed_part attributes. 3NF is NP-complete (Jou and Fischer 1982), by the
 * keys: when these are cut short, only what is found broken is certain. */
Analysis analyse(Arena *a, const Theory *t, const TheoryLimits *limits);

/* What holds in PART of the relation: keys and form of the part, whose sets are over the attributes of the
 * whole. coNP-complete (Beeri and Bernstein 1979). By projection where that stays small; else over all
 * subsets of up to limits->part attributes; else by pairs (Tsou and Fischer 1982), which can only say
 * that it is in BCNF. */
Analysis analyse_part(Arena *a, const Theory *t, Bitset part, const TheoryLimits *limits);

/* "1NF", "BCNF" */
const char *form_word(Form form);
/* "ok", "breaks 3NF" */
const char *arrow_status_word(ArrowStatus status);

#endif
