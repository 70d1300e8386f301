/* Notation: the compact forms and the expressions, as grammar/notation.ebnf defines them. One lexer
 * (lex.h), one recursive-descent parser with a depth limit. Takes the text of one scalar; fills the
 * struct of a mapping, or gives an Expr; reports TN010 at the token that does not fit. */
#ifndef TENON_READ_NOTATION_H
#define TENON_READ_NOTATION_H

#include "compiler/read/node.h"
#include "compiler/read/syntax.h"

/* A compact form: fills INTO (the mapping's struct, head already set) from the scalar N. On an
 * error it reports, leaves the rest unset and gives false. */
typedef bool Notation(Reader *r, const Node *n, void *into);

Notation notation_key_convention, notation_rule, notation_accept, notation_named_type,
    notation_attribute, notation_relation, notation_unique, notation_check, notation_index,
    notation_access, notation_dependency, notation_policy, notation_partition,
    notation_partition_part, notation_role;

/* Single values in a mapping form. Each reports what is wrong and then gives NULL or false. */
Expr *notation_expr(Reader *r, const Node *n);
SynType *notation_type(Reader *r, const Node *n);
bool notation_name(Reader *r, const Node *n, SynName *into);
bool notation_names(Reader *r, const Node *n, SynNames *into);       /* a scalar with commas */
bool notation_index_parts(Reader *r, const Node *n, SynIndexParts *into); /* a scalar with commas */
bool notation_action(Reader *r, const Node *n, SynAction *into);
bool notation_count(Reader *r, const Node *n, SynCount *into);

/* Whether NAME is an identifier of the language: a letter or _, then letters, digits, _; any
 * script's letters; 1 to 255 bytes. Quoted names ("…") may hold anything but NUL. */
bool notation_is_identifier(Text name);

#endif
