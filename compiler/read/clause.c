/* Reads the clauses of a compact form by its table. Finds the clause that begins at the present
 * token, reads what belongs to it, keeps track of what stands there already. Whether two clauses
 * may stand together is found when the model is resolved, for this form and the mapping alike. */
#include "compiler/read/clause.h"

#include <string.h>

#include "compiler/base/panic.h"
#include "compiler/read/fill.h"

static void report_duplicate(Parser *p, const char *words, Span first, Span again) {
    Diags *ds = p->reader->diags;
    Diag *d = diag_add(ds, DIAG_DUPLICATE, again, TEXT("clause"), text_from(words));
    diag_note(ds, d, first, TEXT("it stands here already"));
}

/* ---- index parts ---- */

const char *const index_part_words[] = {"asc",     "desc", "nulls first", "nulls last",
                                        "collate", "ops",  "prefix",      NULL};

static void parse_part_order(Parser *p, SynIndexPart *part, Span *order) {
    Token token = p->token;
    parser_advance(p);
    if (span_exists(*order)) {
        report_duplicate(p, token_text(token.kind), *order, parser_span(p, token));
        return;
    }
    *order = parser_span(p, token);
    part->descending = token.kind == WORD_DESC;
}

static void parse_part_nulls(Parser *p, SynIndexPart *part, Span *nulls) {
    static const char *const places[] = {"first", "last", NULL};
    Token token = p->token;
    parser_advance(p);
    TokenKind place = p->token.kind;
    parser_choice(p, places);
    if (p->failed) {
        return;
    }
    if (span_exists(*nulls)) {
        report_duplicate(p, "nulls", *nulls, parser_span_from(p, token.start));
        return;
    }
    *nulls = parser_span_from(p, token.start);
    part->nulls = place == WORD_FIRST ? NULLS_FIRST : NULLS_LAST;
}

static void parse_part_name(Parser *p, const char *words, SynName *into) {
    Token token = p->token;
    parser_advance(p);
    SynName name = parser_name(p, "a name");
    if (span_exists(into->span)) {
        report_duplicate(p, words, into->span, parser_span_from(p, token.start));
    } else {
        *into = name;
    }
}

static void parse_part_prefix(Parser *p, SynCount *into) {
    Token token = p->token;
    SynCount count = {0};
    parser_advance(p);
    parser_count(p, &count);
    if (span_exists(into->span)) {
        report_duplicate(p, "prefix", into->span, parser_span_from(p, token.start));
    } else {
        *into = count;
    }
}

static SynIndexPart parse_index_part(Parser *p) {
    SynIndexPart part = {0};
    Span order = NO_SPAN, nulls = NO_SPAN;
    Token first = p->token;
    part.expr = parser_expr(p);
    while (!p->failed) {
        if (p->token.kind == WORD_ASC || p->token.kind == WORD_DESC) {
            parse_part_order(p, &part, &order);
        } else if (p->token.kind == WORD_NULLS) {
            parse_part_nulls(p, &part, &nulls);
        } else if (p->token.kind == WORD_COLLATE) {
            parse_part_name(p, "collate", &part.collation);
        } else if (p->token.kind == WORD_OPS) {
            parse_part_name(p, "ops", &part.operators);
        } else if (p->token.kind == WORD_PREFIX) {
            parse_part_prefix(p, &part.prefix);
        } else {
            break;
        }
    }
    part.span = parser_span_from(p, first.start);
    return part;
}

void parser_index_parts(Parser *p, SynIndexParts *into) {
    VEC(SynIndexPart) parts = {0};
    do {
        SynIndexPart part = parse_index_part(p);
        if (p->failed) {
            return;
        }
        *vec_push(p->reader->scratch, &parts) = part;
    } while (parser_accept(p, TOKEN_COMMA));
    into->at = arena_array(p->reader->tree, SynIndexPart, parts.count);
    into->count = parts.count;
    memcpy(into->at, parts.at, parts.count * sizeof *parts.at);
}

/* ---- what follows the words of a clause ---- */

/* Room for the value of any clause, to read one that is thrown away. */
typedef union ClauseValue {
    SynFlag flag;
    SynName name;
    SynNames names;
    Expr *expr;
    SynIndexParts parts;
    SynCount count;
    SynAction action;
    SynText text;
} ClauseValue;

/* Where the member AT was written; NO_SPAN when it was not. */
static Span written_span(ClauseForm form, const void *at) {
    const SynNames *names = at;
    const SynIndexParts *parts = at;
    Expr *const *expr = at;
    switch (form) {
    case CLAUSE_FLAG: return ((const SynFlag *)at)->span;
    case CLAUSE_NAME: return ((const SynName *)at)->span;
    case CLAUSE_NAMES:
    case CLAUSE_ENCLOSED:
        return names->count ? span_join(names->at[0].span, names->at[names->count - 1].span)
                            : NO_SPAN;
    case CLAUSE_EXPR: return *expr ? (*expr)->span : NO_SPAN;
    case CLAUSE_PARTS:
        return parts->count ? span_join(parts->at[0].span, parts->at[parts->count - 1].span)
                            : NO_SPAN;
    case CLAUSE_COUNT: return ((const SynCount *)at)->span;
    case CLAUSE_ACTION: return ((const SynAction *)at)->span;
    case CLAUSE_RATE: return ((const SynText *)at)->span;
    }
    internal_error("a clause of no form");
}

/* 200/s, 0.5/min, 1k/day: which units there are is known where it is resolved, as for the mapping.
 */
static void parse_rate(Parser *p, SynText *into) {
    Token first = p->token;
    if (!parser_accept(p, TOKEN_DECIMAL)) {
        SynCount count;
        parser_count(p, &count);
    }
    parser_expect(p, TOKEN_SLASH);
    if (!token_is_word(p->token.kind)) {
        parser_fail(p, "a unit of time");
        return;
    }
    parser_advance(p);
    *into = (SynText){text_slice(p->node->text, first.start, p->last.end),
                      parser_span_from(p, first.start)};
}

static void parse_value(Parser *p, const Clause *clause, Token words, void *into) {
    Token first = p->token;
    switch (clause->form) {
    case CLAUSE_FLAG: *(SynFlag *)into = (SynFlag){true, parser_span_from(p, words.start)}; break;
    case CLAUSE_NAME: *(SynName *)into = parser_name(p, "a name"); break;
    case CLAUSE_NAMES: parser_names(p, into); break;
    case CLAUSE_ENCLOSED:
        parser_expect(p, TOKEN_OPEN);
        parser_names(p, into);
        parser_expect(p, TOKEN_CLOSE);
        break;
    case CLAUSE_EXPR: *(Expr **)into = parser_expr(p); break;
    case CLAUSE_PARTS: parser_index_parts(p, into); break;
    case CLAUSE_COUNT: parser_count(p, into); break;
    case CLAUSE_ACTION: {
        Action action = parser_action(p);
        if (!p->failed) {
            *(SynAction *)into = (SynAction){action, parser_span_from(p, first.start)};
        }
        break;
    }
    case CLAUSE_RATE: parse_rate(p, into); break;
    }
}

/* ---- clauses ---- */

/* Appends MORE to WORDS, a list for MOST words and its end. */
static void append_words(const char **words, size_t most, const char *const *more) {
    size_t count = 0;
    while (words[count]) {
        count++;
    }
    for (size_t i = 0; more && more[i] && count < most; i++) {
        words[count++] = more[i];
    }
}

bool parser_finish_clauses(Parser *p, const Clause *table, const char *const *more) {
    enum { MOST_WORDS = 32 };
    if (p->failed || p->token.kind == TOKEN_END) {
        return !p->failed;
    }
    const char *words[MOST_WORDS + 1] = {0};
    Text list = {0};
    Arena *a = p->reader->diags->arena;
    for (size_t i = 0; table[i].words; i++) {
        append_words(words, MOST_WORDS, (const char *const[]){table[i].words, NULL});
        list = text_format(a, "%.*s%s`%s`", TEXT_ARG(list), i == 0 ? "" : ", ", table[i].words);
    }
    append_words(words, MOST_WORDS, more);
    append_words(words, MOST_WORDS, p->behind_expr ? parser_operator_words : NULL);
    bool chained = p->behind_expr && p->token.kind == TOKEN_EQUAL;
    Diag *d = parser_fail_among(p, p->behind_expr ? "an operator or a clause" : "a clause", words);
    if (chained) {
        diag_help(d, TEXT("comparisons do not chain, and a default stands in front of the check"));
    } else if (d->help.size == 0) {
        diag_help(d, text_format(a, "the clauses of %s are %.*s", p->what, TEXT_ARG(list)));
    }
    return false;
}

/* Reads the second and third word of a clause whose first has been read. */
static void expect_words(Parser *p, const Clause *clause) {
    if (clause->second != TOKEN_END) {
        parser_expect(p, clause->second);
    }
    if (clause->third != TOKEN_END) {
        parser_expect(p, clause->third);
    }
}

/* The clause that begins at the present token. Where several begin with the same word (`on delete`,
 * `on update`) the second word decides; without a right one it is the first of them. */
static const Clause *find_clause(const Parser *p, const Clause *table) {
    const Clause *found = NULL;
    for (const Clause *c = table; c->words; c++) {
        if (c->first != p->token.kind) {
            continue;
        }
        if (c->second == TOKEN_END || c->second == p->ahead.kind) {
            return c;
        }
        found = found ? found : c;
    }
    return found;
}

/* `on` alone, or `on delte`: fails behind the first word with the second ones that there are. */
static void fail_second_word(Parser *p, const Clause *table, TokenKind first) {
    enum { MOST_WORDS = 4 };
    const char *words[MOST_WORDS + 1] = {0};
    size_t count = 0;
    for (const Clause *c = table; c->words; c++) {
        if (c->first == first && count < MOST_WORDS) {
            words[count++] = token_text(c->second);
        }
    }
    parser_advance(p);
    parser_fail_among(p, NULL, words);
}

void parser_clauses(Parser *p, SynMapping form, const Clause *table, void *into) {
    while (p->token.kind != TOKEN_END) {
        const Clause *clause = find_clause(p, table);
        if (!clause || (p->behind_expr && p->token.kind == TOKEN_EQUAL)) {
            break; /* an `=` behind an expression is a second comparison, not a default */
        }
        if (clause->second != TOKEN_END && clause->second != p->ahead.kind) {
            fail_second_word(p, table, clause->first);
            return;
        }
        Token words = p->token;
        parser_advance(p);
        expect_words(p, clause);
        void *base = clause->more ? fill_make_more(p->reader, form, into) : into;
        void *member = (char *)base + clause->offset;
        Span before = written_span(clause->form, member);
        ClauseValue value;
        memset(&value, 0, sizeof value);
        parse_value(p, clause, words, span_exists(before) ? &value : member);
        if (span_exists(before) && !p->failed) {
            report_duplicate(p, clause->words, before, parser_span_from(p, words.start));
        }
        p->behind_expr = clause->form == CLAUSE_EXPR;
    }
}
