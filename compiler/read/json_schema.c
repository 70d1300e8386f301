/* JSON Schema: tells editors which keys stand where, from the table that the reader itself uses.
 *
 * Takes nothing; gives a draft-07 schema with one definition for each mapping of
 * grammar/keys.def, in both of its forms. It is a little stricter than the reader: a flag is
 * `true` or `false`, and words that later stages know are listed. What stands inside of a
 * compact form is left to `tenon check`. */
#include "compiler/read/json_schema.h"

#include <string.h>

#include "compiler/diag/render.h"
#include "compiler/read/fill.h"

/* --- Printing JSON ---------------------------------------------------------------------------- */

typedef struct Json {
    Buffer *out;
    size_t depth;
    bool has_sibling; /* the next member needs a comma before it */
} Json;

/* Begins a member of an object, or with NAME NULL an element of an array. */
static void begin_member(Json *j, const char *name) {
    if (j->depth > 0) {
        buffer_add_c(j->out, j->has_sibling ? ",\n" : "\n");
        buffer_add_repeat(j->out, ' ', 2 * j->depth);
    }
    if (name) {
        json_add_string(j->out, text_from(name));
        buffer_add_c(j->out, ": ");
    }
    j->has_sibling = true;
}

static void open_bracket(Json *j, const char *name, char bracket) {
    begin_member(j, name);
    buffer_add_char(j->out, bracket);
    j->depth++;
    j->has_sibling = false;
}

static void close_bracket(Json *j, char bracket) {
    j->depth--;
    if (j->has_sibling) {
        buffer_add_char(j->out, '\n');
        buffer_add_repeat(j->out, ' ', 2 * j->depth);
    }
    buffer_add_char(j->out, bracket);
    j->has_sibling = true;
}

static void put_string(Json *j, const char *name, Text value) {
    begin_member(j, name);
    json_add_string(j->out, value);
}

/* An array of the words in WORDS, which are separated by bars; a string when there is only one. */
static void put_words(Json *j, const char *name, const char *words) {
    Text rest = text_from(words);
    begin_member(j, name);
    bool many = text_find(rest, TEXT("|")) != SIZE_MAX;
    buffer_add_c(j->out, many ? "[" : "");
    for (size_t bar; (bar = text_find(rest, TEXT("|"))) != SIZE_MAX;) {
        json_add_string(j->out, text_slice(rest, 0, bar));
        buffer_add_c(j->out, ", ");
        rest = text_slice(rest, bar + 1, rest.size);
    }
    json_add_string(j->out, rest);
    buffer_add_c(j->out, many ? "]" : "");
}

/* --- Words that are known --------------------------------------------------------------------- */

typedef struct KnownWords {
    SynMapping mapping;
    const char *key;
    const char *words;
} KnownWords;

static const KnownWords known_words[] = {
    {SYN_CONVENTIONS, "tables", "plural|singular"},
    {SYN_RULE, "level", "error|warning|note|off"},
    {SYN_INDEX, "using", "btree|hash|gin|gist|brin|spgist|fulltext|trigram"},
    {SYN_PARTITION, "by", "day|week|month|quarter|year"},
    {SYN_NATIVE_STATEMENT, "when", "first|last"},
};

static const char *find_known_words(SynMapping mapping, const char *key) {
    for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++) {
        if (known_words[i].mapping == mapping && strcmp(known_words[i].key, key) == 0) {
            return known_words[i].words;
        }
    }
    return NULL;
}

/* --- Forms ------------------------------------------------------------------------------------ */

static const char any_scalar[] = "string|number|boolean|null";

/* "access-pattern" */
static void add_definition_name(Buffer *out, SynMapping mapping) {
    Text noun = fill_noun(mapping);
    for (size_t i = 0; i < noun.size; i++) {
        buffer_add_char(out, noun.at[i] == ' ' ? '-' : noun.at[i]);
    }
}

static void put_reference(Json *j, const char *name, SynMapping mapping) {
    Buffer path = {0};
    buffer_add_c(&path, "#/definitions/");
    add_definition_name(&path, mapping);
    open_bracket(j, name, '{');
    put_string(j, "$ref", buffer_text(&path));
    close_bracket(j, '}');
    buffer_free(&path);
}

static void put_type(Json *j, const char *name, const char *types) {
    open_bracket(j, name, '{');
    put_words(j, "type", types);
    close_bracket(j, '}');
}

/* One scalar, or a list of them. */
static void put_scalars(Json *j, const char *types) {
    open_bracket(j, "anyOf", '[');
    put_type(j, NULL, types);
    open_bracket(j, NULL, '{');
    put_words(j, "type", "array");
    put_type(j, "items", types);
    close_bracket(j, '}');
    close_bracket(j, ']');
}

static void put_pair_values(Json *j) {
    open_bracket(j, "additionalProperties", '{');
    put_scalars(j, any_scalar);
    close_bracket(j, '}');
}

static void put_name(Json *j, SynMapping mapping, const SynKeyInfo *key) {
    const char *words = find_known_words(mapping, key->word);
    put_words(j, words ? "enum" : "type", words ? words : "string");
}

/* Names under rules and accepts are codes; all others are the user's. */
static void put_map(Json *j, SynMapping element) {
    put_words(j, "type", "object|null");
    if (element == SYN_RULE) {
        open_bracket(j, "propertyNames", '{');
        put_string(j, "pattern", TEXT("^(TN[0-9]{3}|[a-z][a-z0-9-]*)$"));
        close_bracket(j, '}');
    }
    put_reference(j, "additionalProperties", element);
}

/* An element in place of a list is a list of one. */
static void put_list(Json *j, SynMapping element) {
    open_bracket(j, "anyOf", '[');
    open_bracket(j, NULL, '{');
    put_words(j, "type", "array");
    put_reference(j, "items", element);
    close_bracket(j, '}');
    put_reference(j, NULL, element);
    close_bracket(j, ']');
}

/* A mapping from names to values of any kind, or a list of values. */
static void put_rows(Json *j) {
    put_words(j, "type", "array");
    put_type(j, "items", "object|array");
}

static void put_form(Json *j, SynMapping mapping, const SynKeyInfo *key) {
    switch (key->form) {
    case FORM_TEXT: put_words(j, "type", "string|number|boolean"); return;
    case FORM_NAME: put_name(j, mapping, key); return;
    case FORM_REFERENCE:
    case FORM_TYPE: put_words(j, "type", "string"); return;
    case FORM_FLAG: put_words(j, "type", "boolean"); return;
    case FORM_COUNT: put_words(j, "type", "integer|string"); return;
    case FORM_ACTION:
        put_words(j, "enum", "restrict|cascade|set null|set default|no action");
        return;
    case FORM_EXPR: put_words(j, "type", any_scalar); return;
    case FORM_NAMES:
    case FORM_INDEX_PARTS: put_scalars(j, "string"); return;
    case FORM_TEXTS: put_scalars(j, any_scalar); return;
    case FORM_STRUCT:
        open_bracket(j, "allOf", '['); /* draft-07 ignores what stands beside a $ref */
        put_reference(j, NULL, key->element);
        close_bracket(j, ']');
        return;
    case FORM_MAP: put_map(j, key->element); return;
    case FORM_LIST:
    case FORM_ITEMS: put_list(j, key->element); return;
    case FORM_TEXT_MAP:
        put_words(j, "type", "object|null");
        put_pair_values(j);
        return;
    case FORM_TEXT_REST: put_pair_values(j); return;
    case FORM_ROWS: put_rows(j); return;
    }
}

/* --- Mappings --------------------------------------------------------------------------------- */

/* An included file needs no name of its own. */
static bool is_required(SynMapping mapping, const SynKeyInfo *key) {
    return key->required && (mapping != SYN_MODEL || key->form != FORM_NAME);
}

static void put_required(Json *j, SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    open_bracket(j, "required", '[');
    for (size_t i = 0; i < info->key_count; i++) {
        if (is_required(mapping, &info->key[i])) {
            put_string(j, NULL, text_from(info->key[i].word));
        }
    }
    close_bracket(j, ']');
}

static bool has_required(SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    for (size_t i = 0; i < info->key_count; i++) {
        if (is_required(mapping, &info->key[i])) {
            return true;
        }
    }
    return false;
}

/* The mapping form. */
static void put_keys(Json *j, SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const SynKeyInfo *rest = NULL;
    put_words(j, "type", has_required(mapping) || info->compact ? "object" : "object|null");
    open_bracket(j, "properties", '{');
    for (size_t i = 0; i < info->key_count; i++) {
        const SynKeyInfo *key = &info->key[i];
        if (key->form == FORM_TEXT_REST) {
            rest = key;
            continue;
        }
        open_bracket(j, key->word, '{');
        put_string(j, "description", text_from(key->doc));
        put_form(j, mapping, key);
        close_bracket(j, '}');
    }
    close_bracket(j, '}');
    if (has_required(mapping)) {
        put_required(j, mapping);
    }
    if (rest) {
        put_form(j, mapping, rest);
    } else {
        begin_member(j, "additionalProperties");
        buffer_add_c(j->out, "false");
    }
}

static void put_compact(Json *j, SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const char *words = info->key_count == 1 ? find_known_words(mapping, info->key[0].word) : NULL;
    open_bracket(j, NULL, '{');
    put_string(j, "description", text_from(info->doc));
    put_words(j, words ? "enum" : "type", words ? words : "string|number|boolean");
    close_bracket(j, '}');
}

/* `[a, b]` for `{on: [a, b]}`. */
static void put_list_form(Json *j, const SynKeyInfo *key) {
    open_bracket(j, NULL, '{');
    if (key->form == FORM_ROWS) {
        put_rows(j);
        close_bracket(j, '}');
        return;
    }
    put_words(j, "type", "array");
    put_type(j, "items", key->form == FORM_TEXTS ? any_scalar : "string");
    close_bracket(j, '}');
}

static void put_definition(Json *j, SynMapping mapping) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    const SynKeyInfo *list_key = fill_list_key(mapping);
    put_string(j, "description", text_from(info->doc));
    if (info->key[0].form == FORM_ITEMS) {
        put_form(j, mapping, &info->key[0]);
    } else if (!info->compact && !list_key) {
        put_keys(j, mapping);
    } else {
        open_bracket(j, "anyOf", '[');
        if (info->compact) {
            put_compact(j, mapping);
        }
        if (list_key) {
            put_list_form(j, list_key);
        }
        open_bracket(j, NULL, '{');
        put_keys(j, mapping);
        close_bracket(j, '}');
        close_bracket(j, ']');
    }
}

static void open_definition(Json *j, SynMapping mapping) {
    Buffer name = {0};
    add_definition_name(&name, mapping);
    buffer_add_char(&name, 0);
    open_bracket(j, name.at, '{');
    buffer_free(&name);
}

void json_schema_print(Buffer *out) {
    Json j = {.out = out};
    open_bracket(&j, NULL, '{');
    put_string(&j, "$schema", TEXT("http://json-schema.org/draft-07/schema#"));
    put_string(&j, "title", TEXT("Tenon model"));
    put_definition(&j, SYN_MODEL);
    open_bracket(&j, "definitions", '{');
    for (int mapping = SYN_MODEL + 1; mapping < SYN_MAPPING_COUNT; mapping++) {
        open_definition(&j, (SynMapping)mapping);
        put_definition(&j, (SynMapping)mapping);
        close_bracket(&j, '}');
    }
    close_bracket(&j, '}');
    close_bracket(&j, '}');
    buffer_add_char(out, '\n');
}
