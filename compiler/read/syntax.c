/* Syntax: from nodes to the typed tree of what was written, driven by grammar/keys.def.
 *
 * Takes the node tree of a file; fills the structs of syntax.h, and reports keys that are unknown,
 * missing or of the wrong form. One function per form of value; the compact forms are notation.c's.
 * Does not open files (files.c), does not resolve names or apply defaults (schema/). */
#include "compiler/read/fill.h"

#include <string.h>

#include "compiler/diag/suggest.h"
#include "compiler/read/notation.h"

/* --- The tables ------------------------------------------------------------------------------- */

/* Each MAPPING of keys.def ends the table before it and begins the table of its own keys; so an
 * empty enumeration stands before the first. */
#define REQUIRED true
#define OPTIONAL false
typedef SynAttributeMore More_ATTRIBUTE;
/* clang-format off */
enum { BEFORE_THE_FIRST_MAPPING
#define MAPPING(id, type, words, notation, doc) \
    }; typedef type Struct_##id; static const SynKeyInfo keys_##id[] = {
#define KEY(mapping, word, field, form, element, required, doc) \
    {word, FORM_##form, SYN_##element, offsetof(Struct_##mapping, field), false, required, doc},
#define KEY_MORE(mapping, word, field, form, element, required, doc) \
    {word, FORM_##form, SYN_##element, offsetof(More_##mapping, field), true, required, doc},
#include "grammar/keys.def"
};
/* clang-format on */
#undef MAPPING
#undef KEY
#undef REQUIRED
#undef OPTIONAL

#define COUNT(array) (sizeof(array) / sizeof *(array))
const SynMappingInfo syn_mapping_info[SYN_MAPPING_COUNT] = {
/* No notation has a name as short as that of NULL. */
#define MAPPING(id, type, words, notation, doc) \
    {words, doc, sizeof(type), sizeof #notation != sizeof "NULL", keys_##id, COUNT(keys_##id)},
#define KEY(mapping, word, field, form, element, required, doc)
#include "grammar/keys.def"
#undef MAPPING
#undef KEY
};

static Notation *const notations[SYN_MAPPING_COUNT] = {
#define MAPPING(id, type, words, notation, doc) notation,
#define KEY(mapping, word, field, form, element, required, doc)
#include "grammar/keys.def"
#undef MAPPING
#undef KEY
};

const SynAttributeMore syn_no_attribute_more = {0};

/* What stands behind `more`, for the mappings that have it. */
static const struct {
    const void *none;
    size_t size;
} mores[SYN_MAPPING_COUNT] = {
    [SYN_ATTRIBUTE] = {&syn_no_attribute_more, sizeof(SynAttributeMore)},
};

/* How every struct with `more` begins. Copied in and out with memcpy, never pointed at. */
typedef struct AnyMore {
    SynHead head;
    const void *more;
} AnyMore;
_Static_assert(offsetof(SynAttribute, more) == offsetof(AnyMore, more),
               "`more` is behind the head");

/* What a form expects, where it is not a mapping of the language. */
static const Text form_words[] = {
    [FORM_TEXT] = TEXT_INIT("text"),
    [FORM_NAME] = TEXT_INIT("a name"),
    [FORM_REFERENCE] = TEXT_INIT("the name of an entity"),
    [FORM_NAMES] = TEXT_INIT("a list of names"),
    [FORM_TEXTS] = TEXT_INIT("a list of texts"),
    [FORM_FLAG] = TEXT_INIT("`true` or `false`"),
    [FORM_COUNT] = TEXT_INIT("a number"),
    [FORM_ACTION] = TEXT_INIT("an action"),
    [FORM_TYPE] = TEXT_INIT("a type"),
    [FORM_EXPR] = TEXT_INIT("an expression"),
    [FORM_INDEX_PARTS] = TEXT_INIT("a list of parts"),
    [FORM_MAP] = TEXT_INIT("a mapping of names"),
    [FORM_LIST] = TEXT_INIT("a list"),
    [FORM_ITEMS] = TEXT_INIT("a list"),
    [FORM_TEXT_MAP] = TEXT_INIT("a mapping of names to texts"),
    [FORM_TEXT_REST] = TEXT_INIT("text"),
    [FORM_ROWS] = TEXT_INIT("a list of rows"),
};

Text fill_noun(SynMapping mapping) {
    Text words = text_from(syn_mapping_info[mapping].words);
    size_t space = text_find(words, TEXT(" "));
    bool article = space <= strlen("the") && space < words.size;
    return article ? text_slice(words, space + 1, words.size) : words;
}

/* --- Words ------------------------------------------------------------------------------------ */

Text fill_describe(Reader *r, const Node *n) {
    enum { LONGEST = 40 };
    if (n->kind != NODE_SCALAR) {
        return n->kind == NODE_MAP ? TEXT("a mapping")
               : n->count          ? TEXT("a list")
                                   : TEXT("an empty list");
    }
    if (n->text.size == 0) {
        return n->style == SCALAR_PLAIN ? TEXT("nothing") : TEXT("empty text");
    }
    size_t size = n->text.size;
    if (size > LONGEST) {
        size = LONGEST;
        while (((unsigned char)n->text.at[size] & 0xC0) == 0x80) {
            size--;
        }
    }
    return text_format(r->session, "`%.*s%s`", (int)size, n->text.at,
                       size < n->text.size ? "…" : "");
}

/* Whether nothing stands where a value should in `{a: …, b}`: most likely a comma that meant no new entry. */
static bool is_cut_by_comma(const Reader *r, const Node *n) {
    const Source *source = source_of(r->sources, n->span.start);
    if (!node_is_empty(n) || n->text.size > 0 || !source) {
        return false;
    }
    for (size_t at = n->span.start - source->base; at < source->bytes.size; at++) {
        char c = source->bytes.at[at];
        if (c != ' ') {
            return c == ',' || c == '}';
        }
    }
    return false;
}

static Diag *report_expected(Reader *r, Text expected, const Node *n) {
    Diag *d = diag_add(r->diags, DIAG_EXPECTED, n->span, expected, fill_describe(r, n));
    if (n->kind == NODE_SCALAR && is_cut_by_comma(r, n)) {
        diag_help(d,
                  TEXT("inside `{ }` a comma ends a value: put a value that holds one in quotes"));
    }
    return d;
}

static bool equal_in_any_case(Text t, const char *word) {
    for (size_t i = 0; i < t.size; i++) {
        char c = t.at[i];
        if (word[i] == 0 || (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != word[i]) {
            return false;
        }
    }
    return word[t.size] == 0;
}

typedef struct FlagWord {
    const char *word;
    bool value;
    bool ambiguous; /* a boolean in YAML 1.1, text in YAML 1.2 */
} FlagWord;

static const FlagWord flag_words[] = {
    {"true", true, false}, {"false", false, false}, {"yes", true, true},
    {"no", false, true},   {"on", true, true},      {"off", false, true},
};

static const FlagWord *find_flag_word(Text t) {
    if (t.size >= 2 && t.size <= 5) {
        for (size_t i = 0; i < COUNT(flag_words); i++) {
            if (equal_in_any_case(t, flag_words[i].word)) {
                return &flag_words[i];
            }
        }
    }
    return NULL;
}

static Diag *report_ambiguous(Reader *r, const Node *n, const FlagWord *word) {
    return diag_add(r->diags, DIAG_AMBIGUOUS_SCALAR, n->span, n->text,
                    word->value ? TEXT("true") : TEXT("false"), TEXT("text"));
}

/* N stands where a word of the user's is expected: quotes make `no` text for every reader. */
static void check_ambiguous(Reader *r, const Node *n) {
    const FlagWord *word = n->style == SCALAR_PLAIN ? find_flag_word(n->text) : NULL;
    if (word && word->ambiguous) {
        Diag *d = report_ambiguous(r, n, word);
        diag_fix(r->diags, d, FIX_APPLY, TEXT("put it in quotes"), n->span,
                 text_format(r->session, "\"%.*s\"", TEXT_ARG(n->text)));
    }
}

/* --- Names ------------------------------------------------------------------------------------ */

/* Whether the names under ELEMENT are the user's: codes and capabilities are Tenon's. */
static bool names_are_declared(SynMapping element) {
    return element != SYN_RULE && element != SYN_ACCEPT && element != SYN_NONE;
}

static void check_declared_name(Reader *r, const Node *n) {
    enum { LONGEST = 255 };
    if (n->text.size == 0 || n->text.size > LONGEST) {
        diag_add(r->diags, DIAG_INVALID_NAME, n->span, n->text,
                 n->text.size ? TEXT("it is longer than 255 bytes") : TEXT("it is empty"));
    } else if (n->style == SCALAR_PLAIN && !notation_is_identifier(n->text)) {
        Diag *d =
            diag_add(r->diags, DIAG_INVALID_NAME, n->span, n->text,
                     TEXT("a name is letters, digits and `_`, and does not begin with a digit"));
        diag_help(d, TEXT("put it in quotes to use it as it is"));
    } else {
        check_ambiguous(r, n);
    }
}

static SynName read_key_name(Reader *r, SynMapping element, const Node *key) {
    if (names_are_declared(element)) {
        check_declared_name(r, key);
    }
    return (SynName){intern(r->names, key->text), key->span};
}

/* --- Forms of one scalar ---------------------------------------------------------------------- */

static bool has_text(const Node *n) {
    return n->kind == NODE_SCALAR && (n->text.size > 0 || n->style != SCALAR_PLAIN);
}

static void read_reference(Reader *r, const Node *n, SynReference *into) {
    Text name = text_trim(n->text);
    size_t start = (size_t)(name.at - n->text.at);
    bool optional = text_ends_with(name, TEXT("?"));
    if (optional) {
        size_t mark = start + name.size - 1;
        into->optional_span = node_span_at(r->sources, n, mark, mark + 1);
        name = text_trim(text_slice(name, 0, name.size - 1));
    }
    Span span = node_span_at(r->sources, n, start, start + name.size);
    if (!notation_is_identifier(name)) {
        diag_add(r->diags, DIAG_EXPECTED, n->span, form_words[FORM_REFERENCE], fill_describe(r, n));
        return;
    }
    into->sym = intern(r->names, name);
    into->span = span;
    into->optional = optional;
}

static void read_flag(Reader *r, const Node *n, SynFlag *into) {
    const FlagWord *word = find_flag_word(n->text);
    if (!word) {
        report_expected(r, form_words[FORM_FLAG], n);
        return;
    }
    if (word->ambiguous && n->style == SCALAR_PLAIN) {
        Diag *d = report_ambiguous(r, n, word);
        diag_fix(r->diags, d, FIX_APPLY, TEXT("write it as every reader takes it"), n->span,
                 word->value ? TEXT("true") : TEXT("false"));
    }
    *into = (SynFlag){word->value, n->span};
}

static void read_scalar(Reader *r, SynForm form, const Node *n, void *into) {
    if (!has_text(n)) {
        report_expected(r, form_words[form], n);
        return;
    }
    switch (form) {
    case FORM_TEXT: *(SynText *)into = (SynText){n->text, n->span}; return;
    case FORM_NAME: notation_name(r, n, into); return;
    case FORM_REFERENCE: read_reference(r, n, into); return;
    case FORM_FLAG: read_flag(r, n, into); return;
    case FORM_COUNT: notation_count(r, n, into); return;
    case FORM_ACTION: notation_action(r, n, into); return;
    case FORM_TYPE: *(SynType **)into = notation_type(r, n); return;
    default: *(Expr **)into = notation_expr(r, n);
    }
}

/* --- Forms of several scalars ----------------------------------------------------------------- */

static void read_names(Reader *r, const Node *n, SynNames *into) {
    if (has_text(n)) {
        notation_names(r, n, into);
        return;
    }
    if (n->kind != NODE_LIST || n->count == 0) {
        report_expected(r, form_words[FORM_NAMES], n);
        return;
    }
    into->at = arena_array(r->tree, SynName, n->count);
    for (const Node *item = n->first; item; item = item->next) {
        SynName name = {0};
        if (!has_text(item)) {
            report_expected(r, form_words[FORM_NAME], item);
        } else if (notation_name(r, item, &name)) {
            check_ambiguous(r, item);
            into->at[into->count++] = name;
        }
    }
}

static void read_texts(Reader *r, const Node *n, SynTexts *into) {
    const Node *item = n;
    size_t count = 1;
    if (n->kind == NODE_LIST) {
        item = n->first;
        count = n->count;
    }
    into->at = arena_array(r->tree, SynText, count);
    for (; count > 0; count--, item = item->next) {
        if (has_text(item)) {
            into->at[into->count++] = (SynText){item->text, item->span};
            check_ambiguous(r, item);
        } else {
            report_expected(r, form_words[n->kind == NODE_LIST ? FORM_TEXT : FORM_TEXTS], item);
        }
    }
}

static void read_index_parts(Reader *r, const Node *n, SynIndexParts *into) {
    if (has_text(n)) {
        notation_index_parts(r, n, into);
        return;
    }
    if (n->kind != NODE_LIST || n->count == 0) {
        report_expected(r, form_words[FORM_INDEX_PARTS], n);
        return;
    }
    for (const Node *item = n->first; item; item = item->next) {
        SynIndexParts parts = {0};
        if (!has_text(item)) {
            report_expected(r, TEXT("a part"), item);
        } else if (notation_index_parts(r, item, &parts)) {
            into->at =
                arena_grow(r->tree, into->at, into->count * sizeof *into->at,
                           (into->count + parts.count) * sizeof *into->at, _Alignof(SynIndexPart));
            memcpy(into->at + into->count, parts.at, parts.count * sizeof *parts.at);
            into->count += parts.count;
        }
    }
}

static void read_pair(Reader *r, const Node *key, SynPair *into) {
    into->name = read_key_name(r, SYN_NONE, key);
    if (key->value->kind == NODE_LIST) {
        read_texts(r, key->value, &into->values);
    } else {
        read_scalar(r, FORM_TEXT, key->value, &into->value);
    }
}

static void read_text_map(Reader *r, const Node *n, SynPairs *into) {
    if (n->kind != NODE_MAP) {
        if (!node_is_empty(n)) {
            report_expected(r, form_words[FORM_TEXT_MAP], n);
        }
        return;
    }
    into->at = arena_array(r->tree, SynPair, n->count);
    for (const Node *key = n->first; key; key = key->next) {
        read_pair(r, key, &into->at[into->count++]);
    }
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* A value as it stands; the nesting of YAML is limited, so this recurses. */
static SynValue read_row_value(Reader *r, const Node *n) {
    SynValue value = {.kind = ROW_NULL, .span = n->span};
    if (n->kind == NODE_SCALAR) {
        value.kind = node_is_empty(n) ? ROW_NULL : ROW_SCALAR;
        value.plain = n->style == SCALAR_PLAIN;
        value.text = n->text;
        return value;
    }
    value.kind = n->kind == NODE_MAP ? ROW_MAP : ROW_LIST;
    value.at = arena_array(r->session, SynValue, n->count);
    for (const Node *child = n->first; child; child = child->next) {
        SynValue *into = &value.at[value.count++];
        *into = read_row_value(r, n->kind == NODE_MAP ? child->value : child);
        if (n->kind == NODE_MAP) {
            into->name = (SynName){intern(r->names, child->text), child->span};
        }
    }
    return value;
}

static void read_rows(Reader *r, const Node *n, SynRows *into) {
    if (n->kind != NODE_LIST) {
        report_expected(r, form_words[FORM_ROWS], n);
        return;
    }
    into->at = arena_array(r->session, SynValue, n->count);
    for (const Node *item = n->first; item; item = item->next) {
        if (item->kind == NODE_SCALAR) {
            report_expected(r, TEXT("a row: a mapping, or a list of values"), item);
        } else {
            into->at[into->count++] = read_row_value(r, item);
        }
    }
}

/* --- Mappings and what holds them ------------------------------------------------------------- */

static void read_mapping(Reader *r, SynMapping mapping, const Node *n, void *into);

/* Room for COUNT structs of ELEMENT in the list at MEMBER. */
static char *make_list(Reader *r, SynMapping element, size_t count, void *member) {
    AnyList list = {
        arena_alloc_array(r->tree, count, syn_mapping_info[element].size, _Alignof(max_align_t)),
        count};
    memcpy(member, &list, sizeof list);
    return list.at;
}

static void read_map(Reader *r, SynMapping element, const Node *n, void *member) {
    if (n->kind != NODE_MAP) {
        if (!node_is_empty(n)) {
            Diag *d = report_expected(r, form_words[FORM_MAP], n);
            diag_help(d, n->kind == NODE_LIST ? TEXT("each needs a name: `NAME: …`") : d->help);
        }
        return;
    }
    char *at = make_list(r, element, n->count, member);
    for (const Node *key = n->first; key; key = key->next) {
        ((SynHead *)(void *)at)->name = read_key_name(r, element, key);
        read_mapping(r, element, key->value, at);
        at += syn_mapping_info[element].size;
    }
}

/* A value in place of a list is a list of one. */
static void read_list(Reader *r, SynMapping element, const Node *n, void *member) {
    if (node_is_empty(n)) {
        return;
    }
    const Node *item = n->kind == NODE_LIST ? n->first : n;
    size_t count = n->kind == NODE_LIST ? n->count : 1;
    char *at = make_list(r, element, count, member);
    for (; count > 0; count--, item = item->next) {
        read_mapping(r, element, item, at);
        at += syn_mapping_info[element].size;
    }
}

const void *fill_find_member(const SynKeyInfo *key, const void *at) {
    AnyMore any;
    if (key->more) {
        memcpy(&any, at, sizeof any);
        at = any.more;
    }
    return (const char *)at + key->offset;
}

void *fill_make_more(Reader *r, SynMapping mapping, void *into) {
    AnyMore any;
    memcpy(&any, into, sizeof any);
    if (any.more && any.more != mores[mapping].none) {
        return (void *)any.more;
    }
    void *more = arena_alloc(r->tree, mores[mapping].size, _Alignof(max_align_t));
    any.more = more;
    memcpy(into, &any, sizeof any);
    return more;
}

static void read_value(Reader *r, const SynKeyInfo *key, const Node *n, void *member) {
    switch (key->form) {
    case FORM_TEXT:
    case FORM_NAME:
    case FORM_REFERENCE:
    case FORM_FLAG:
    case FORM_COUNT:
    case FORM_ACTION:
    case FORM_TYPE:
    case FORM_EXPR: read_scalar(r, key->form, n, member); return;
    case FORM_NAMES: read_names(r, n, member); return;
    case FORM_TEXTS: read_texts(r, n, member); return;
    case FORM_INDEX_PARTS: read_index_parts(r, n, member); return;
    case FORM_STRUCT: read_mapping(r, key->element, n, member); return;
    case FORM_MAP: read_map(r, key->element, n, member); return;
    case FORM_LIST:
    case FORM_ITEMS: read_list(r, key->element, n, member); return;
    case FORM_TEXT_MAP: read_text_map(r, n, member); return;
    case FORM_ROWS: read_rows(r, n, member); return;
    case FORM_TEXT_REST: /* its pairs are keys of the mapping itself: fill_keys */ return;
    }
}

const SynKeyInfo *fill_list_key(SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const SynKeyInfo *found = NULL;
    for (size_t i = 0; i < info->key_count; i++) {
        const SynKeyInfo *key = &info->key[i];
        bool list = key->form == FORM_NAMES || key->form == FORM_TEXTS ||
                    key->form == FORM_INDEX_PARTS || key->form == FORM_ROWS;
        if (key->required) {
            if (found || !list) {
                return NULL;
            }
            found = key;
        }
    }
    return found;
}

/* Where something that is not there is missed: at the name, or at what does stand there. */
static Span place_of_missing(const SynHead *head, const Node *n) {
    if (span_exists(head->name.span)) {
        return head->name.span;
    }
    return n->kind == NODE_MAP && n->first ? n->first->span : n->span;
}

/* The value of a mapping: in full, as a compact scalar, or as the list that it is all about. */
static void read_mapping(Reader *r, SynMapping mapping, const Node *n, void *into) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const SynKeyInfo *list_key = NULL;
    if (info->key[0].form == FORM_ITEMS) {
        list_key = &info->key[0];
    } else if (n->kind == NODE_LIST) {
        list_key = fill_list_key(mapping);
    }
    SynHead *head = into;
    head->span = n->span;
    if (mores[mapping].none) {
        memcpy((char *)into + offsetof(AnyMore, more), &mores[mapping].none, sizeof(void *));
    }
    if (list_key) {
        read_value(r, list_key, n, (char *)into + list_key->offset);
    } else if (n->kind == NODE_MAP) {
        uint32_t seen = fill_keys(r, mapping, n, into);
        fill_report_missing(r, mapping, seen, place_of_missing(head, n));
    } else if (info->compact && has_text(n)) {
        notations[mapping](r, n, into);
    } else if (info->compact || !node_is_empty(n)) {
        report_expected(r, text_from(info->words), n);
    } else {
        fill_report_missing(r, mapping, 0, place_of_missing(head, n));
    }
}

/* --- Keys ------------------------------------------------------------------------------------- */

static bool key_is(const SynKeyInfo *key, Text word) {
    return word.size > 0 && key->word[0] == word.at[0] &&
           strncmp(key->word, word.at, word.size) == 0 && key->word[word.size] == 0;
}

const SynKeyInfo *fill_find_key(SynMapping mapping, Text word) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const SynKeyInfo *rest = NULL;
    for (size_t i = 0; i < info->key_count; i++) {
        if (info->key[i].form == FORM_TEXT_REST) {
            rest = &info->key[i];
        } else if (key_is(&info->key[i], word)) {
            return &info->key[i];
        }
    }
    return rest;
}

/* "a key of an attribute or a relation", when WORD is a key elsewhere; else the empty text. */
static Text say_where_key_belongs(Reader *r, Text word) {
    enum { MOST = 3 };
    Text where = TEXT("");
    size_t found = 0;
    for (int m = 0; m < SYN_MAPPING_COUNT; m++) {
        const SynKeyInfo *key = fill_find_key((SynMapping)m, word);
        if (key && key->form != FORM_TEXT_REST && found < MOST) {
            where = text_format(r->session, "%.*s%s%s", TEXT_ARG(where), found ? ", " : "",
                                syn_mapping_info[m].words);
            found++;
        }
    }
    return found
               ? text_format(r->session, "`%.*s` is a key of %.*s", TEXT_ARG(word), TEXT_ARG(where))
               : where;
}

static uint32_t keys_named(const SynMappingInfo *info, const Text *name, size_t count) {
    uint32_t keys = 0;
    for (size_t i = 0; i < info->key_count; i++) {
        for (size_t k = 0; k < count; k++) {
            bool same = text_equal_c(name[k], info->key[i].word);
            keys |= same ? UINT32_C(1) << i : 0;
        }
    }
    return keys;
}

/* Gives the keys that it may have meant, as far as the help names them. */
static uint32_t report_unknown_key(Reader *r, const SynMappingInfo *info, uint32_t seen,
                                   const Node *key) {
    enum { MOST_KEYS = 32, FEW_KEYS = 12 };
    Diag *d = diag_add(r->diags, DIAG_UNKNOWN_KEY, key->span, key->text, text_from(info->words));
    Text candidate[MOST_KEYS];
    size_t count = 0;
    for (size_t i = 0; i < info->key_count; i++) {
        if (!(seen >> i & 1) && info->key[i].form != FORM_ITEMS) {
            candidate[count++] = text_from(info->key[i].word);
        }
    }
    diag_help(d, say_where_key_belongs(r, key->text));
    if (d->help.size > 0) {
        return 0;
    }
    diag_suggest(r->diags, d, key->span, key->text, candidate, count);
    if (d->help.size > 0) {
        Text nearest[SUGGEST_MOST];
        return keys_named(info, nearest, suggest_nearest(nearest, key->text, candidate, count));
    }
    if (count == 0 || count > FEW_KEYS) {
        return 0;
    }
    Text list = {0};
    for (size_t i = 0; i < count; i++) {
        list = text_format(r->session, "%.*s%s`%.*s`", TEXT_ARG(list), i ? ", " : "",
                           TEXT_ARG(candidate[i]));
    }
    diag_help(d, text_format(r->session, "the keys that are left are %.*s", TEXT_ARG(list)));
    return keys_named(info, candidate, count);
}

uint32_t fill_keys(Reader *r, SynMapping mapping, const Node *n, void *into) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    uint32_t seen = 0;
    for (const Node *key = n->first; key; key = key->next) {
        const SynKeyInfo *found = fill_find_key(mapping, key->text);
        if (!found) {
            continue; /* reported when it is known which keys are left to mean */
        }
        void *base = found->more ? fill_make_more(r, mapping, into) : into;
        char *member = (char *)base + found->offset;
        if (found->form != FORM_TEXT_REST) {
            read_value(r, found, key->value, member);
        } else {
            SynPairs *rest = (SynPairs *)(void *)member;
            if (!rest->at) {
                rest->at = arena_array(r->tree, SynPair, n->count);
            }
            read_pair(r, key, &rest->at[rest->count++]);
        }
        seen |= UINT32_C(1) << (found - info->key);
    }
    uint32_t meant = 0;
    for (const Node *key = n->first; key; key = key->next) {
        if (!fill_find_key(mapping, key->text)) {
            meant |= report_unknown_key(r, info, seen, key);
        }
    }
    return seen | meant;
}

void fill_report_missing(Reader *r, SynMapping mapping, uint32_t seen, Span place) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    for (size_t i = 0; i < info->key_count; i++) {
        if (info->key[i].required && !(seen >> i & 1)) {
            diag_add(r->diags, DIAG_MISSING_KEY, place, text_from(info->words),
                     text_from(info->key[i].word));
        }
    }
}
