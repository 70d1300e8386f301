/* Reads lines `SYMBOL<TAB>TEXT` from standard input and parses each text as that symbol of
 * grammar/notation.ebnf. Prints `ok`, or `error` and what was reported, a line for each. Only TN010
 * and TN901 count: whether clauses contradict each other, or functions exist, no grammar says.
 *
 * Each expression is also printed and read again, which must give the same tree. For
 * tests/grammar/notation.py, which holds the parser and the grammar together.
 * */
#include <stdio.h>
#include <string.h>

#include "tests/unit/notation_case.h"

typedef struct Symbol {
    const char *name;
    Notation *parse;
} Symbol;

static bool parse_expression(Reader *r, const Node *n, void *into) {
    *(Expr **)into = notation_expr(r, n);
    return *(Expr **)into != NULL;
}

static bool parse_type(Reader *r, const Node *n, void *into) {
    (void)into;
    return notation_type(r, n) != NULL;
}

static bool parse_name(Reader *r, const Node *n, void *into) {
    return notation_name(r, n, into);
}

static bool parse_names(Reader *r, const Node *n, void *into) {
    return notation_names(r, n, into);
}

static bool parse_index_parts(Reader *r, const Node *n, void *into) {
    return notation_index_parts(r, n, into);
}

static bool parse_action(Reader *r, const Node *n, void *into) {
    return notation_action(r, n, into);
}

static bool parse_count(Reader *r, const Node *n, void *into) {
    return notation_count(r, n, into);
}

static const Symbol symbols[] = {
    {"expression", parse_expression},
    {"nullable-type", parse_type},
    {"name", parse_name},
    {"names", parse_names},
    {"index-parts", parse_index_parts},
    {"action", parse_action},
    {"count", parse_count},
    {"key-convention", notation_key_convention},
    {"named-type", notation_named_type},
    {"attribute", notation_attribute},
    {"relation", notation_relation},
    {"unique", notation_unique},
    {"check", notation_check},
    {"index", notation_index},
    {"access", notation_access},
    {"dependency", notation_dependency},
    {"policy", notation_policy},
    {"partition", notation_partition},
    {"partition-part", notation_partition_part},
    {"role", notation_role},
    {"rule", notation_rule},
};

/* Room for the struct of any form. */
typedef union Form {
    SynAttribute attribute;
    SynRelation relation;
    SynNamedType type;
    SynKeyConvention key;
    SynUnique unique;
    SynCheck check;
    SynIndex index;
    SynAccess access;
    SynDependency dependency;
    SynPolicy policy;
    SynPartition partition;
    SynPartitionPart part;
    SynRole role;
    SynRule rule;
    SynIndexParts parts;
    SynNames names;
    Expr *expr;
} Form;

static const Diag *first_syntax_error(const Diags *ds) {
    for (size_t i = 0; i < ds->all.count; i++) {
        DiagId id = ds->all.at[i]->id;
        if (id == DIAG_SYNTAX || id == DIAG_LIMIT) {
            return ds->all.at[i];
        }
    }
    return NULL;
}

static void parse_line(const Symbol *symbol, Text text) {
    NotationCase c;
    notation_case_start(&c, text);
    Form form;
    memset(&form, 0, sizeof form);
    bool parsed = symbol->parse(&c.reader, &c.node, &form);
    const Diag *error = first_syntax_error(&c.diags);
    Text flaw = {0};
    if (error) {
        flaw = diag_message(&c.session, error);
    } else if (!parsed && c.diags.all.count == 0) {
        flaw = TEXT("failed in silence");
    } else if (parsed && symbol->parse == parse_expression && c.diags.all.count == 0) {
        flaw = notation_round_trip(&c, form.expr);
    }
    if (flaw.size > 0) {
        printf("error %.*s\n", TEXT_ARG(flaw));
    } else {
        printf("ok\n");
    }
    notation_case_end(&c);
}

int main(void) {
    static char line[1 << 20];
    while (fgets(line, sizeof line, stdin)) {
        char *tab = strchr(line, '\t');
        char *end = strchr(line, '\n');
        if (!tab || !end) {
            fprintf(stderr, "parse_notation: a line is SYMBOL<TAB>TEXT\n");
            return 64;
        }
        *tab = *end = '\0';
        size_t i = 0;
        while (i < sizeof symbols / sizeof symbols[0] && strcmp(symbols[i].name, line) != 0) {
            i++;
        }
        if (i == sizeof symbols / sizeof symbols[0]) {
            fprintf(stderr, "parse_notation: no symbol %s\n", line);
            return 64;
        }
        parse_line(&symbols[i], text_from(tab + 1));
    }
    return 0;
}
