/* The compact forms, one function each, as grammar/notation.ebnf defines them: what a form begins
 * with is read by hand, its clauses by a table (clause.c). Takes one scalar, fills the struct of
 * the mapping that says the same. Defaults, names and types are looked at later; here only the
 * shape. */
#include "compiler/read/notation.h"

#include <string.h>

#include "compiler/read/clause.h"
#include "compiler/read/literal.h"

/* Where the member of a clause lies: in its form, or in what `more` of it points at. */
#define AT(type, member) offsetof(type, member), false
#define AT_MORE(type, member) offsetof(type, member), true

static const char *words_of(SynMapping mapping) {
    return syn_mapping_info[mapping].words;
}

static SynFlag flag_at(Span span) {
    return (SynFlag){true, span};
}

bool notation_is_identifier(Text name) {
    enum { LONGEST_NAME = 255 };
    return name.size <= LONGEST_NAME && lex_is_identifier(name);
}

/* ---- single values ---- */

/* Whether the expression that was read is all there is. */
static bool finish_expr(Parser *p) {
    switch ((int)p->token.kind) {
    case TOKEN_END: return !p->failed;
    case TOKEN_EQUAL:
    case TOKEN_NOT_EQUAL:
    case TOKEN_LESS:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER:
    case TOKEN_GREATER_EQUAL:
        diag_help(parser_fail(p, "`and`, `or` or the end"),
                  TEXT("comparisons do not chain: `a < b and b < c`"));
        return false;
    default: parser_fail_among(p, "an operator", parser_operator_words); return false;
    }
}

Expr *notation_expr(Reader *r, const Node *n) {
    Parser p = parser_make(r, n, "an expression");
    Expr *e = parser_expr(&p);
    return finish_expr(&p) ? e : NULL;
}

SynType *notation_type(Reader *r, const Node *n) {
    Parser p = parser_make(r, n, "a type");
    SynType *type = parser_nullable_type(&p);
    return parser_finish(&p, "the end of the type") ? type : NULL;
}

bool notation_name(Reader *r, const Node *n, SynName *into) {
    Parser p = parser_make(r, n, "a name");
    *into = parser_name(&p, "a name");
    return parser_finish(&p, "a single name");
}

bool notation_names(Reader *r, const Node *n, SynNames *into) {
    Parser p = parser_make(r, n, "a list of names");
    parser_names(&p, into);
    return parser_finish(&p, "`,`");
}

bool notation_index_parts(Reader *r, const Node *n, SynIndexParts *into) {
    Parser p = parser_make(r, n, "the parts of an index or order");
    parser_index_parts(&p, into);
    return parser_finish(&p, "`,`, `asc`, `desc`, `nulls`, `collate`, `ops` or `prefix`");
}

bool notation_action(Reader *r, const Node *n, SynAction *into) {
    Parser p = parser_make(r, n, "an action");
    Token first = p.token;
    into->value = parser_action(&p);
    into->span = parser_span_from(&p, first.start);
    return parser_finish(&p, "the end of the action");
}

bool notation_count(Reader *r, const Node *n, SynCount *into) {
    Parser p = parser_make(r, n, "a count");
    parser_count(&p, into);
    return parser_finish(&p, "`k`, `M`, `G` or the end");
}

/* ---- attributes and types ---- */

bool notation_key_convention(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"identity", WORD_IDENTITY, 0, 0, CLAUSE_FLAG, AT(SynKeyConvention, identity)},
        {"=", TOKEN_EQUAL, 0, 0, CLAUSE_EXPR, AT(SynKeyConvention, fallback)},
        {0},
    };
    SynKeyConvention *key = into;
    Parser p = parser_make(r, n, words_of(SYN_KEY_CONVENTION));
    key->name = parser_name(&p, "the name of the key");
    key->type = parser_type(&p);
    parser_clauses(&p, SYN_KEY_CONVENTION, clauses, key);
    return parser_finish_clauses(&p, clauses, NULL);
}

bool notation_named_type(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"=", TOKEN_EQUAL, 0, 0, CLAUSE_EXPR, AT(SynNamedType, fallback)},
        {"check", WORD_CHECK, 0, 0, CLAUSE_EXPR, AT(SynNamedType, check)},
        {"collate", WORD_COLLATE, 0, 0, CLAUSE_NAME, AT(SynNamedType, collation)},
        {0},
    };
    SynNamedType *type = into;
    Parser p = parser_make(r, n, words_of(SYN_NAMED_TYPE));
    type->type = parser_type(&p);
    if (p.token.kind == TOKEN_QUESTION) {
        diag_help(parser_fail(&p, "a clause"),
                  TEXT("an attribute says whether it may be null, its type does not"));
    }
    parser_clauses(&p, SYN_NAMED_TYPE, clauses, type);
    return parser_finish_clauses(&p, clauses, NULL);
}

bool notation_attribute(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"key", WORD_KEY, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, key)},
        {"unique", WORD_UNIQUE, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, unique)},
        {"identity", WORD_IDENTITY, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, identity)},
        {"=", TOKEN_EQUAL, 0, 0, CLAUSE_EXPR, AT(SynAttribute, fallback)},
        {":=", TOKEN_ASSIGN, 0, 0, CLAUSE_EXPR, AT_MORE(SynAttributeMore, generated)},
        {"check", WORD_CHECK, 0, 0, CLAUSE_EXPR, AT(SynAttribute, check)},
        {"was", WORD_WAS, 0, 0, CLAUSE_NAME, AT_MORE(SynAttributeMore, was)},
        {"personal", WORD_PERSONAL, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, personal)},
        {"secret", WORD_SECRET, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, secret)},
        {"immutable", WORD_IMMUTABLE, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, immutable)},
        {"updated", WORD_UPDATED, 0, 0, CLAUSE_FLAG, AT_MORE(SynAttributeMore, updated)},
        {"collate", WORD_COLLATE, 0, 0, CLAUSE_NAME, AT_MORE(SynAttributeMore, collation)},
        {0},
    };
    SynAttribute *attribute = into;
    Parser p = parser_make(r, n, words_of(SYN_ATTRIBUTE));
    attribute->type = parser_nullable_type(&p);
    parser_clauses(&p, SYN_ATTRIBUTE, clauses, attribute);
    return parser_finish_clauses(&p, clauses, NULL);
}

/* ---- relations ---- */

static void parse_related(Parser *p, SynRelation *relation) {
    if (parser_accept(p, WORD_MANY)) {
        relation->many = parser_name(p, "the name of an entity");
        return;
    }
    if (parser_accept(p, WORD_ONE)) {
        parser_expect(p, WORD_OF);
        parser_names(p, &relation->one_of);
        return;
    }
    SynName name = parser_name(p, "the name of an entity, `many` or `one of`");
    relation->entity.sym = name.sym;
    relation->entity.span = name.span;
    if (p->token.kind == TOKEN_QUESTION) {
        relation->entity.optional = true;
        relation->entity.optional_span = parser_span(p, p->token);
        parser_advance(p);
    }
}

bool notation_relation(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"through", WORD_THROUGH, 0, 0, CLAUSE_NAME, AT(SynRelation, through)},
        {"tagged", WORD_TAGGED, 0, 0, CLAUSE_FLAG, AT(SynRelation, tagged)},
        {"unique", WORD_UNIQUE, 0, 0, CLAUSE_FLAG, AT(SynRelation, unique)},
        {"was", WORD_WAS, 0, 0, CLAUSE_NAME, AT(SynRelation, was)},
        {"via", WORD_VIA, 0, 0, CLAUSE_NAMES, AT(SynRelation, via)},
        {"to", WORD_TO, 0, 0, CLAUSE_NAME, AT(SynRelation, to)},
        {"on delete", WORD_ON, WORD_DELETE, 0, CLAUSE_ACTION, AT(SynRelation, on_delete)},
        {"on update", WORD_ON, WORD_UPDATE, 0, CLAUSE_ACTION, AT(SynRelation, on_update)},
        {"deferrable", WORD_DEFERRABLE, 0, 0, CLAUSE_FLAG, AT(SynRelation, deferrable)},
        {"as", WORD_AS, 0, 0, CLAUSE_NAME, AT(SynRelation, inverse)},
        {0},
    };
    SynRelation *relation = into;
    Parser p = parser_make(r, n, words_of(SYN_RELATION));
    parse_related(&p, relation);
    parser_clauses(&p, SYN_RELATION, clauses, relation);
    return parser_finish_clauses(&p, clauses, NULL);
}

/* ---- uniques, checks, indexes ---- */

bool notation_unique(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"where", WORD_WHERE, 0, 0, CLAUSE_EXPR, AT(SynUnique, where)},
        {"nulls not distinct", WORD_NULLS, WORD_NOT, WORD_DISTINCT, CLAUSE_FLAG,
         AT(SynUnique, nulls_not_distinct)},
        {"deferrable", WORD_DEFERRABLE, 0, 0, CLAUSE_FLAG, AT(SynUnique, deferrable)},
        {"include", WORD_INCLUDE, 0, 0, CLAUSE_ENCLOSED, AT(SynUnique, include)},
        {0},
    };
    SynUnique *unique = into;
    Parser p = parser_make(r, n, words_of(SYN_UNIQUE));
    parser_names(&p, &unique->on);
    parser_clauses(&p, SYN_UNIQUE, clauses, unique);
    return parser_finish_clauses(&p, clauses, NULL);
}

bool notation_check(Reader *r, const Node *n, void *into) {
    SynCheck *check = into;
    Parser p = parser_make(r, n, words_of(SYN_CHECK));
    Expr *e = parser_expr(&p);
    check->check = finish_expr(&p) ? e : NULL;
    return check->check != NULL;
}

bool notation_index(Reader *r, const Node *n, void *into) {
    static const Clause clauses[] = {
        {"unique", WORD_UNIQUE, 0, 0, CLAUSE_FLAG, AT(SynIndex, unique)},
        {"using", WORD_USING, 0, 0, CLAUSE_NAME, AT(SynIndex, method)},
        {"where", WORD_WHERE, 0, 0, CLAUSE_EXPR, AT(SynIndex, where)},
        {"include", WORD_INCLUDE, 0, 0, CLAUSE_ENCLOSED, AT(SynIndex, include)},
        {0},
    };
    SynIndex *index = into;
    Parser p = parser_make(r, n, words_of(SYN_INDEX));
    parser_index_parts(&p, &index->parts);
    parser_clauses(&p, SYN_INDEX, clauses, index);
    return parser_finish_clauses(&p, clauses, index_part_words);
}

/* ---- access patterns and dependencies ---- */

bool notation_access(Reader *r, const Node *n, void *into) {
    static const char *const numbers[] = {"one", "many", NULL};
    static const Clause clauses[] = {
        {"by", WORD_BY, 0, 0, CLAUSE_NAMES, AT(SynAccess, by)},
        {"where", WORD_WHERE, 0, 0, CLAUSE_EXPR, AT(SynAccess, where)},
        {"sort", WORD_SORT, 0, 0, CLAUSE_PARTS, AT(SynAccess, sort)},
        {"limit", WORD_LIMIT, 0, 0, CLAUSE_COUNT, AT(SynAccess, limit)},
        {"with", WORD_WITH, 0, 0, CLAUSE_NAMES, AT(SynAccess, with)},
        {"select", WORD_SELECT, 0, 0, CLAUSE_NAMES, AT(SynAccess, select)},
        {"at", WORD_AT, 0, 0, CLAUSE_RATE, AT(SynAccess, rate)},
        {0},
    };
    SynAccess *access = into;
    Parser p = parser_make(r, n, words_of(SYN_ACCESS));
    bool many = p.token.kind == WORD_MANY;
    SynName number = parser_choice(&p, numbers);
    access->many = (SynFlag){many, number.span};
    parser_clauses(&p, SYN_ACCESS, clauses, access);
    return parser_finish_clauses(&p, clauses, access->sort.count ? index_part_words : NULL);
}

bool notation_dependency(Reader *r, const Node *n, void *into) {
    SynDependency *dependency = into;
    Parser p = parser_make(r, n, words_of(SYN_DEPENDENCY));
    parser_names(&p, &dependency->from);
    if (p.token.kind == TOKEN_DOUBLE_ARROW) {
        dependency->multivalued = flag_at(parser_span(&p, p.token));
        parser_advance(&p);
    } else if (!parser_accept(&p, TOKEN_ARROW)) {
        parser_fail(&p, "`,`, `->` or `->>`");
    }
    parser_names(&p, &dependency->to);
    return parser_finish(&p, "`,`");
}

/* ---- policies and roles ---- */

/* Words of the list WORDS with commas. */
static void parse_choices(Parser *p, const char *const *words, SynNames *into) {
    VEC(SynName) names = {0};
    do {
        *vec_push(p->reader->scratch, &names) = parser_choice(p, words);
    } while (parser_accept(p, TOKEN_COMMA));
    if (p->failed) {
        return;
    }
    into->at = arena_array(p->reader->tree, SynName, names.count);
    into->count = names.count;
    memcpy(into->at, names.at, names.count * sizeof *names.at);
}

bool notation_policy(Reader *r, const Node *n, void *into) {
    static const char *const commands[] = {"all", "select", "insert", "update", "delete", NULL};
    static const Clause clauses[] = {
        {"to", WORD_TO, 0, 0, CLAUSE_NAMES, AT(SynPolicy, roles)},
        {"using", WORD_USING, 0, 0, CLAUSE_EXPR, AT(SynPolicy, using)},
        {"check", WORD_CHECK, 0, 0, CLAUSE_EXPR, AT(SynPolicy, check)},
        {0},
    };
    SynPolicy *policy = into;
    Parser p = parser_make(r, n, words_of(SYN_POLICY));
    parser_expect(&p, WORD_FOR);
    parse_choices(&p, commands, &policy->commands);
    parser_clauses(&p, SYN_POLICY, clauses, policy);
    return parser_finish_clauses(&p, clauses, NULL);
}

bool notation_role(Reader *r, const Node *n, void *into) {
    static const char *const grants[] = {"read", "write", "insert", "update", "delete", NULL};
    SynRole *role = into;
    Parser p = parser_make(r, n, words_of(SYN_ROLE));
    parse_choices(&p, grants, &role->grants);
    parser_expect(&p, WORD_ON);
    parser_names(&p, &role->on);
    return parser_finish(&p, "`,`");
}

/* ---- partitions ---- */

/* 2026-01-01, with or without quotes. */
static SynText parse_day(Parser *p) {
    Token first = p->token;
    Text text;
    if (first.kind == TOKEN_STRING) {
        text = parser_string(p);
        parser_advance(p);
    } else {
        for (int i = 0; i < 3; i++) {
            if (i > 0) {
                parser_expect(p, TOKEN_MINUS);
            }
            if (!parser_accept(p, TOKEN_INTEGER)) {
                parser_fail(p, "a day");
                return (SynText){0};
            }
        }
        text = text_slice(p->node->text, first.start, p->last.end);
    }
    SynText day = {text, parser_span_from(p, first.start)};
    const char *flaw = p->failed ? NULL : literal_flaw(TYPE_DATE, text);
    if (flaw) {
        Arena *a = p->reader->diags->arena;
        diag_add(p->reader->diags, DIAG_INVALID_VALUE, day.span,
                 text_format(a, "`%.*s`", TEXT_ARG(text)), TEXT("day"), text_from(flaw));
    }
    return day;
}

/* A value of a list partition: a string, a word, or a number with or without sign. */
static SynText parse_part_value(Parser *p) {
    Token first = p->token;
    SynText value = {0};
    if (first.kind == TOKEN_STRING) {
        value.text = parser_string(p);
        parser_advance(p);
    } else if (token_is_word(first.kind)) {
        value.text = parser_text(p, first);
        parser_advance(p);
    } else {
        parser_accept(p, TOKEN_MINUS);
        if (!parser_accept(p, TOKEN_INTEGER) && !parser_accept(p, TOKEN_DECIMAL)) {
            parser_fail(p, "a value");
            return value;
        }
        value.text = text_slice(p->node->text, first.start, p->last.end);
    }
    value.span = parser_span_from(p, first.start);
    return value;
}

static void parse_part_values(Parser *p, SynTexts *into) {
    VEC(SynText) values = {0};
    do {
        *vec_push(p->reader->scratch, &values) = parse_part_value(p);
    } while (parser_accept(p, TOKEN_COMMA));
    if (p->failed) {
        return;
    }
    into->at = arena_array(p->reader->tree, SynText, values.count);
    into->count = values.count;
    memcpy(into->at, values.at, values.count * sizeof *values.at);
}

bool notation_partition_part(Reader *r, const Node *n, void *into) {
    SynPartitionPart *part = into;
    Parser p = parser_make(r, n, words_of(SYN_PARTITION_PART));
    parse_part_values(&p, &part->values);
    return parser_finish(&p, "`,`");
}

/* NAME ('x', 'y'), NAME ('z') */
static void parse_parts(Parser *p, SynPartition *partition) {
    VEC(SynPartitionPart) parts = {0};
    do {
        Token first = p->token;
        SynPartitionPart part = {0};
        part.head.name = parser_name(p, "the name of a partition");
        parser_expect(p, TOKEN_OPEN);
        parse_part_values(p, &part.values);
        parser_expect(p, TOKEN_CLOSE);
        part.head.span = parser_span_from(p, first.start);
        *vec_push(p->reader->scratch, &parts) = part;
    } while (parser_accept(p, TOKEN_COMMA));
    if (p->failed) {
        return;
    }
    partition->parts.at = arena_array(p->reader->tree, SynPartitionPart, parts.count);
    partition->parts.count = parts.count;
    memcpy(partition->parts.at, parts.at, parts.count * sizeof *parts.at);
}

static void parse_range(Parser *p, SynPartition *partition) {
    static const char *const units[] = {"day", "week", "month", "quarter", "year", NULL};
    partition->range = parser_name(p, "a name");
    parser_expect(p, WORD_BY);
    partition->unit = parser_choice(p, units);
    if (parser_accept(p, WORD_FROM)) {
        partition->from = parse_day(p);
        parser_expect(p, WORD_TO);
        partition->to = parse_day(p);
    }
}

bool notation_partition(Reader *r, const Node *n, void *into) {
    static const char *const methods[] = {"range", "list", "hash", NULL};
    SynPartition *partition = into;
    Parser p = parser_make(r, n, words_of(SYN_PARTITION));
    if (parser_accept(&p, WORD_RANGE)) {
        parse_range(&p, partition);
        return parser_finish(&p, partition->from.text.size ? "the end" : "`from` or the end");
    }
    if (parser_accept(&p, WORD_LIST)) {
        partition->list = parser_name(&p, "a name");
        parser_expect(&p, WORD_IN);
        parse_parts(&p, partition);
        return parser_finish(&p, "`,`");
    }
    if (parser_accept(&p, WORD_HASH)) {
        parser_names(&p, &partition->hash);
        parser_expect(&p, WORD_INTO);
        parser_count(&p, &partition->into);
        return parser_finish(&p, "the end");
    }
    parser_fail_among(&p, NULL, methods);
    return false;
}

/* ---- rules and accepted findings ---- */

bool notation_rule(Reader *r, const Node *n, void *into) {
    static const char *const levels[] = {"error", "warning", "note", "off", NULL};
    SynRule *rule = into;
    Parser p = parser_make(r, n, words_of(SYN_RULE));
    rule->level = parser_choice(&p, levels);
    return parser_finish(&p, "the end");
}

bool notation_accept(Reader *r, const Node *n, void *into) {
    SynAccept *accept = into;
    accept->because = (SynText){text_trim(n->text), n->span};
    if (accept->because.text.size > 0) {
        return true;
    }
    Diag *d = diag_add(r->diags, DIAG_MISSING_KEY, n->span, text_from(words_of(SYN_ACCEPT)),
                       TEXT("because"));
    diag_help(d, TEXT("say why the design is right as it is; reviewers read it"));
    return false;
}
