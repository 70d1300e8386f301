/* The shared pieces of the notation: tokens in sight, messages, names, numbers, types. Takes the
 * scalar's tokens from lex.c; gives the small structs of the syntax tree. Resolves nothing. */
#include "compiler/read/parser.h"

#include <string.h>

#include "compiler/base/panic.h"

enum {
    SHOWN_TOKEN_BYTES = 40, /* of a token in a message */
    NAME_LIMIT_BYTES = 255,
};

/* ---- tokens ---- */

Parser parser_make(Reader *r, const Node *n, const char *what) {
    Parser p = {.reader = r, .node = n, .lexer = {.text = n->text}, .what = what};
    p.token = lex_next(&p.lexer);
    p.ahead = lex_next(&p.lexer);
    return p;
}

void parser_advance(Parser *p) {
    if (p->token.kind == TOKEN_END) {
        return;
    }
    p->last = p->token;
    p->token = p->ahead;
    p->ahead = lex_next(&p->lexer);
}

bool parser_accept(Parser *p, TokenKind kind) {
    if (p->token.kind != kind) {
        return false;
    }
    parser_advance(p);
    return true;
}

void parser_expect(Parser *p, TokenKind kind) {
    if (!parser_accept(p, kind)) {
        parser_fail_among(p, NULL, (const char *const[]){token_text(kind), NULL});
    }
}

bool parser_finish(Parser *p, const char *expected) {
    if (p->token.kind != TOKEN_END) {
        parser_fail(p, expected);
    }
    return !p->failed;
}

/* The place of a token. In a text that is not verbatim it is searched from the start; where that
 * would add up, the whole scalar has to do. */
static Span span_of(const Parser *p, uint32_t start, uint32_t end) {
    enum { LONGEST_SEARCH = 1024 };
    const Node *n = p->node;
    if (n->verbatim) {
        return span_make(n->content + start, n->content + end);
    }
    return n->text.size <= LONGEST_SEARCH ? node_span_at(p->reader->sources, n, start, end)
                                          : n->span;
}

Span parser_span(const Parser *p, Token token) {
    return span_of(p, token.start, token.end);
}

Span parser_last_span(const Parser *p) {
    return parser_span(p, p->last);
}

Span parser_span_from(const Parser *p, uint32_t start) {
    return span_of(p, start, p->last.end > start ? p->last.end : start);
}

Text parser_text(const Parser *p, Token token) {
    return text_slice(p->node->text, token.start, token.end);
}

/* ---- messages ---- */

static Text found_words(const Parser *p) {
    Arena *a = p->reader->diags->arena;
    Text text = parser_text(p, p->token);
    if (p->token.kind == TOKEN_END) {
        return p->last.end > 0 ? TEXT("the end") : TEXT("nothing");
    }
    const char *prefix = p->token.kind != TOKEN_UNTERMINATED ? ""
                         : text.at[0] == '"'                 ? "the unclosed name "
                                                             : "the unclosed string ";
    if (text.size <= SHOWN_TOKEN_BYTES) {
        return text_format(a, "%s`%.*s`", prefix, TEXT_ARG(text));
    }
    size_t size = SHOWN_TOKEN_BYTES;
    while (size > 0 && (text.at[size] & 0xC0) == 0x80) {
        size--; /* cut between code points */
    }
    return text_format(a, "%s`%.*s…`", prefix, (int)size, text.at);
}

/* "`a`, `b` or `c`" */
static Text alternatives(Arena *a, const char *const *words) {
    Text list = {0};
    for (size_t i = 0; words[i]; i++) {
        const char *before = i == 0 ? "" : words[i + 1] ? ", " : " or ";
        list = text_format(a, "%.*s%s`%s`", TEXT_ARG(list), before, words[i]);
    }
    return list;
}

void parser_stop(Parser *p) {
    p->failed = true;
    p->lexer.at = (uint32_t)p->node->text.size;
    p->token = p->ahead = lex_next(&p->lexer);
}

static void suggest(Parser *p, Diag *d, Span span, const char *const *words) {
    VEC(Text) candidates = {0};
    for (size_t i = 0; words[i]; i++) {
        *vec_push(p->reader->scratch, &candidates) = text_from(words[i]);
    }
    diag_suggest(p->reader->diags, d, span, parser_text(p, p->token), candidates.at,
                 candidates.count);
}

Diag *parser_fail_among(Parser *p, const char *expected, const char *const *words) {
    if (p->failed) {
        return NULL;
    }
    Diags *ds = p->reader->diags;
    Span span = parser_span(p, p->token);
    Diag *d = diag_add(ds, DIAG_SYNTAX, span,
                       expected ? text_copy(ds->arena, text_from(expected))
                                : alternatives(ds->arena, words),
                       found_words(p), text_from(p->what));
    if (token_is_word(p->token.kind)) {
        suggest(p, d, span, words);
    }
    if (d->help.size == 0) {
        diag_help(d, diag_habit(HABIT_WORD, parser_text(p, p->token)));
    }
    parser_stop(p);
    return d;
}

Diag *parser_fail(Parser *p, const char *expected) {
    return parser_fail_among(p, expected, (const char *const[]){NULL});
}

/* A limit of the language that was passed at TOKEN. */
static void fail_limit(Parser *p, Token token, const char *what, const char *limit) {
    if (!p->failed) {
        diag_add(p->reader->diags, DIAG_LIMIT, parser_span(p, token), text_from(what),
                 text_from(limit));
        parser_stop(p);
    }
}

/* A token of the right kind with a value that cannot be. */
static void report_invalid(Parser *p, Token token, const char *kind, const char *why) {
    if (!p->failed) {
        Arena *a = p->reader->diags->arena;
        diag_add(p->reader->diags, DIAG_INVALID_VALUE, parser_span(p, token),
                 text_format(a, "`%.*s`", TEXT_ARG(parser_text(p, token))), text_from(kind),
                 text_from(why));
    }
}

/* ---- names ---- */

Text parser_string(Parser *p) {
    return lex_unquote(p->reader->session, parser_text(p, p->token));
}

static SynName make_name(Parser *p, Text text, Token token) {
    if (text.size > NAME_LIMIT_BYTES) {
        fail_limit(p, token, "the length of a name", "255 bytes");
        return (SynName){0};
    }
    return (SynName){intern(p->reader->names, text), parser_span(p, token)};
}

SynName parser_name(Parser *p, const char *expected) {
    Token token = p->token;
    if (token_is_word(token.kind)) {
        parser_advance(p);
        return make_name(p, parser_text(p, token), token);
    }
    if (token.kind == TOKEN_QUOTED && token.end - token.start > 2) {
        Text text = parser_string(p);
        parser_advance(p);
        return make_name(p, text, token);
    }
    parser_fail(p, expected);
    return (SynName){0};
}

void parser_names(Parser *p, SynNames *into) {
    VEC(SynName) names = {0};
    do {
        SynName name = parser_name(p, "a name");
        if (p->failed) {
            return;
        }
        *vec_push(p->reader->scratch, &names) = name;
    } while (parser_accept(p, TOKEN_COMMA));
    into->at = arena_array(p->reader->tree, SynName, names.count);
    into->count = names.count;
    memcpy(into->at, names.at, names.count * sizeof *names.at);
}

SynName parser_choice(Parser *p, const char *const *words) {
    Text text = parser_text(p, p->token);
    for (size_t i = 0; words[i] && token_is_word(p->token.kind); i++) {
        if (text_equal_c(text, words[i])) {
            return parser_name(p, words[i]);
        }
    }
    parser_fail_among(p, NULL, words);
    return (SynName){0};
}

Action parser_action(Parser *p) {
    static const struct {
        TokenKind first, second;
        Action action;
    } actions[] = {
        {WORD_RESTRICT, TOKEN_END, ACTION_RESTRICT}, {WORD_CASCADE, TOKEN_END, ACTION_CASCADE},
        {WORD_SET, WORD_NULL, ACTION_SET_NULL},      {WORD_SET, WORD_DEFAULT, ACTION_SET_DEFAULT},
        {WORD_NO, WORD_ACTION, ACTION_NO_ACTION},
    };
    static const char *const words[] = {"restrict",    "cascade",   "set null",
                                        "set default", "no action", NULL};
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (p->token.kind != actions[i].first) {
            continue;
        }
        if (actions[i].second == TOKEN_END || p->ahead.kind == actions[i].second) {
            parser_advance(p);
            parser_accept(p, actions[i].second);
            return actions[i].action;
        }
    }
    if (p->token.kind == WORD_SET || p->token.kind == WORD_NO) {
        static const char *const behind_set[] = {"null", "default", NULL};
        static const char *const behind_no[] = {"action", NULL};
        const char *const *second = p->token.kind == WORD_SET ? behind_set : behind_no;
        parser_advance(p);
        parser_fail_among(p, NULL, second);
    }
    parser_fail_among(p, NULL, words);
    return ACTION_UNSET;
}

/* ---- numbers ---- */

/* The INTEGER token that is present, at most MOST; 0 after an error, which is reported. */
static uint64_t parse_integer(Parser *p, uint64_t most, const char *kind, const char *why) {
    Token token = p->token;
    if (token.kind != TOKEN_INTEGER) {
        parser_fail(p, "a whole number");
        return 0;
    }
    parser_advance(p);
    uint64_t value = 0;
    for (uint32_t i = token.start; i < token.end; i++) {
        uint64_t digit = (uint64_t)(p->node->text.at[i] - '0');
        if (value > (most - digit) / 10) {
            report_invalid(p, token, kind, why);
            return 0;
        }
        value = value * 10 + digit;
    }
    return value;
}

void parser_count(Parser *p, SynCount *into) {
    static const char *const suffixes[] = {"k", "M", "G", NULL};
    static const uint64_t factors[] = {1000, 1000 * 1000, 1000 * 1000 * 1000};
    Token first = p->token;
    uint64_t value = parse_integer(p, UINT64_MAX / 1000000000, "count", "it is too large");
    if (token_is_word(p->token.kind) && p->token.start == p->last.end) { /* 5M, not 5 M */
        Text suffix = parser_text(p, p->token);
        size_t i = 0;
        while (suffixes[i] && !text_equal_c(suffix, suffixes[i])) {
            i++;
        }
        if (!suffixes[i]) {
            parser_fail_among(p, NULL, suffixes);
            return;
        }
        value *= factors[i];
        parser_advance(p);
    }
    if (!p->failed) {
        *into = (SynCount){value, parser_span_from(p, first.start)};
    }
}

/* ---- types ---- */

static void parse_enum_values(Parser *p, SynNames *into) {
    VEC(SynName) values = {0};
    do {
        Token token = p->token;
        SynName value;
        if (token.kind == TOKEN_STRING) {
            value = (SynName){intern(p->reader->names, parser_string(p)), parser_span(p, token)};
            parser_advance(p);
        } else {
            value = parser_name(p, "a value of the enum");
        }
        if (p->failed) {
            return;
        }
        *vec_push(p->reader->scratch, &values) = value;
    } while (parser_accept(p, TOKEN_COMMA));
    into->at = arena_array(p->reader->tree, SynName, values.count);
    into->count = values.count;
    memcpy(into->at, values.at, values.count * sizeof *values.at);
}

/* An engine's own type: `timestamp(3) with time zone`, `geometry(Point, 4326)[]`, or a string. */
static SynText parse_native_type(Parser *p) {
    Token first = p->token;
    if (first.kind == TOKEN_STRING) {
        Text text = parser_string(p);
        parser_advance(p);
        return (SynText){text, parser_span(p, first)};
    }
    if (!token_is_word(first.kind)) {
        parser_fail(p, "a type of the engine");
        return (SynText){0};
    }
    while (token_is_word(p->token.kind)) {
        parser_advance(p);
    }
    if (parser_accept(p, TOKEN_OPEN)) {
        do {
            TokenKind kind = p->token.kind;
            if (!token_is_word(kind) && kind != TOKEN_INTEGER && kind != TOKEN_STRING) {
                parser_fail(p, "an argument of the engine's type");
                return (SynText){0};
            }
            parser_advance(p);
        } while (parser_accept(p, TOKEN_COMMA));
        parser_expect(p, TOKEN_CLOSE);
        while (token_is_word(p->token.kind)) {
            parser_advance(p);
        }
    }
    while (parser_accept(p, TOKEN_BRACKETS)) {
    }
    return (SynText){text_slice(p->node->text, first.start, p->last.end),
                     parser_span_from(p, first.start)};
}

static void parse_native_types(Parser *p, SynPairs *into) {
    VEC(SynPair) pairs = {0};
    do {
        SynPair pair = {.name = parser_name(p, "the name of a target")};
        parser_expect(p, TOKEN_COLON);
        pair.value = parse_native_type(p);
        if (p->failed) {
            return;
        }
        *vec_push(p->reader->scratch, &pairs) = pair;
    } while (parser_accept(p, TOKEN_COMMA));
    into->at = arena_array(p->reader->tree, SynPair, pairs.count);
    into->count = pairs.count;
    memcpy(into->at, pairs.at, pairs.count * sizeof *pairs.at);
}

static void parse_type_arguments(Parser *p, SynType *type) {
    do {
        type->argument[type->argument_count++] =
            (uint32_t)parse_integer(p, UINT32_MAX, "length", "it is too large");
    } while (type->argument_count < 2 && parser_accept(p, TOKEN_COMMA));
}

SynType *parser_type(Parser *p) {
    SynType *type = arena_new(p->reader->tree, SynType);
    Token first = p->token;
    type->is_unsigned = parser_accept(p, WORD_UNSIGNED);
    TokenKind kind = type->is_unsigned ? TOKEN_NAME : p->token.kind;
    if (type->is_unsigned && (p->token.kind == WORD_UNSIGNED || p->token.kind == WORD_ENUM ||
                              p->token.kind == WORD_NATIVE)) {
        parser_fail(p, "an integer type");
    }
    type->name = parser_name(p, type->is_unsigned ? "an integer type" : "a type");
    bool needs_arguments = kind == WORD_ENUM || kind == WORD_NATIVE;
    if (needs_arguments) {
        parser_expect(p, TOKEN_OPEN);
    }
    if (needs_arguments || parser_accept(p, TOKEN_OPEN)) {
        type->has_arguments = true;
        if (kind == WORD_ENUM) {
            type->form = SYN_TYPE_ENUM;
            parse_enum_values(p, &type->values);
        } else if (kind == WORD_NATIVE) {
            type->form = SYN_TYPE_NATIVE;
            parse_native_types(p, &type->native);
        } else {
            parse_type_arguments(p, type);
        }
        parser_expect(p, TOKEN_CLOSE);
    }
    while (parser_accept(p, TOKEN_BRACKETS)) {
        type->dimensions++;
    }
    type->span = parser_span_from(p, first.start);
    return p->failed ? NULL : type;
}

SynType *parser_nullable_type(Parser *p) {
    Token first = p->token;
    SynType *type = parser_type(p);
    if (type && p->token.kind == TOKEN_QUESTION) {
        type->nullable = true;
        type->nullable_span = parser_span(p, p->token);
        parser_advance(p);
        type->span = parser_span_from(p, first.start);
    }
    return type;
}
