/* Dump: prints the syntax tree by the same table that filled it (syn_mapping_info).
 *
 * Takes a model as it was read; gives lines `key: value @line:column`, nested by four spaces.
 * Text is quoted, so that a line is one thing, whatever it holds. What was not written is not
 * printed. */
#include "compiler/read/dump.h"

#include <string.h>

#include "compiler/read/fill.h"

typedef struct Dump {
    Buffer *out;
    const Sources *sources; /* NULL: no places */
    size_t depth;
} Dump;

static void dump_mapping(Dump *d, SynMapping mapping, const void *at);

/* --- Lines ------------------------------------------------------------------------------------ */

static void begin_line(Dump *d, const char *word) {
    buffer_add_repeat(d->out, ' ', 4 * d->depth);
    buffer_add_c(d->out, word);
}

static void end_line(Dump *d, Span span) {
    if (d->sources && span_exists(span)) {
        Place place = source_place(d->sources, span.start);
        buffer_add_c(d->out, " @");
        if (place.source != d->sources->files.at) {
            buffer_format(d->out, "%.*s:", TEXT_ARG(place.source->path));
        }
        buffer_format(d->out, "%u:%u", (unsigned)place.line, (unsigned)place.column);
    }
    buffer_add_char(d->out, '\n');
}

static void add_quoted(Buffer *out, Text t) {
    buffer_add_char(out, '"');
    for (size_t i = 0; i < t.size; i++) {
        unsigned char c = (unsigned char)t.at[i];
        if (c == '"' || c == '\\') {
            buffer_format(out, "\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            buffer_format(out, "\\x%02X", c);
        } else {
            buffer_add_char(out, (char)c);
        }
    }
    buffer_add_char(out, '"');
}

static void dump_text(Dump *d, const char *word, Text text, Span span) {
    begin_line(d, word);
    buffer_add_c(d->out, ": ");
    add_quoted(d->out, text);
    end_line(d, span);
}

static void dump_word(Dump *d, const char *word, const char *value, Span span) {
    begin_line(d, word);
    buffer_format(d->out, ": %s", value);
    end_line(d, span);
}

/* --- Values ----------------------------------------------------------------------------------- */

static void dump_reference(Dump *d, const char *word, const SynReference *reference) {
    begin_line(d, word);
    buffer_add_c(d->out, ": ");
    add_quoted(d->out, sym_text(reference->sym));
    buffer_add_c(d->out, reference->optional ? " optional" : "");
    end_line(d, reference->span);
}

static void dump_action(Dump *d, const char *word, const SynAction *action) {
    static const char *const words[] = {
        [ACTION_UNSET] = "",
        [ACTION_NO_ACTION] = "no action",
        [ACTION_RESTRICT] = "restrict",
        [ACTION_CASCADE] = "cascade",
        [ACTION_SET_NULL] = "set null",
        [ACTION_SET_DEFAULT] = "set default",
    };
    dump_word(d, word, words[action->value], action->span);
}

static void dump_count(Dump *d, const char *word, const SynCount *count) {
    begin_line(d, word);
    buffer_format(d->out, ": %llu", (unsigned long long)count->value);
    end_line(d, count->span);
}

static void dump_type(Dump *d, const char *word, const SynType *type) {
    begin_line(d, word);
    buffer_add_c(d->out, ": ");
    expr_print_type(d->out, type);
    end_line(d, type->span);
}

static void dump_expr(Dump *d, const char *word, const Expr *e) {
    begin_line(d, word);
    buffer_add_c(d->out, ": ");
    expr_print(d->out, e);
    end_line(d, e->span);
}

static void dump_part(Dump *d, const SynIndexPart *part) {
    begin_line(d, "- ");
    if (part->expr) {
        expr_print(d->out, part->expr);
    }
    if (part->collation.sym) {
        buffer_add_c(d->out, " collate ");
        add_quoted(d->out, sym_text(part->collation.sym));
    }
    if (part->operators.sym) {
        buffer_add_c(d->out, " ops ");
        add_quoted(d->out, sym_text(part->operators.sym));
    }
    if (span_exists(part->prefix.span)) {
        buffer_format(d->out, " prefix %llu", (unsigned long long)part->prefix.value);
    }
    buffer_add_c(d->out, part->descending ? " desc" : "");
    if (part->nulls != NULLS_UNSET) {
        buffer_add_c(d->out, part->nulls == NULLS_FIRST ? " nulls first" : " nulls last");
    }
    end_line(d, part->span);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static void begin_list(Dump *d, const char *word) {
    begin_line(d, word);
    end_line(d, NO_SPAN);
    d->depth++;
}

static void dump_item(Dump *d, Text text, Span span) {
    begin_line(d, "- ");
    add_quoted(d->out, text);
    end_line(d, span);
}

static void dump_names(Dump *d, const char *word, const SynNames *names) {
    begin_list(d, word);
    for (size_t i = 0; i < names->count; i++) {
        dump_item(d, sym_text(names->at[i].sym), names->at[i].span);
    }
    d->depth--;
}

static void dump_texts(Dump *d, const char *word, const SynTexts *texts) {
    begin_list(d, word);
    for (size_t i = 0; i < texts->count; i++) {
        dump_item(d, texts->at[i].text, texts->at[i].span);
    }
    d->depth--;
}

static void dump_parts(Dump *d, const char *word, const SynIndexParts *parts) {
    begin_list(d, word);
    for (size_t i = 0; i < parts->count; i++) {
        dump_part(d, &parts->at[i]);
    }
    d->depth--;
}

static void dump_name_line(Dump *d, const SynName *name) {
    begin_line(d, "");
    add_quoted(d->out, sym_text(name->sym));
    end_line(d, name->span);
}

static void dump_pairs(Dump *d, const char *word, const SynPairs *pairs) {
    begin_list(d, word);
    for (size_t i = 0; i < pairs->count; i++) {
        const SynPair *pair = &pairs->at[i];
        dump_name_line(d, &pair->name);
        d->depth++;
        if (pair->values.at) {
            dump_texts(d, "values", &pair->values);
        } else {
            dump_text(d, "value", pair->value.text, pair->value.span);
        }
        d->depth--;
    }
    d->depth--;
}

static void dump_value(Dump *d, const SynValue *value) {
    begin_line(d, value->name.sym ? "" : "- ");
    if (value->name.sym) {
        add_quoted(d->out, sym_text(value->name.sym));
        buffer_add_c(d->out, ": ");
    }
    if (value->kind == ROW_SCALAR) {
        add_quoted(d->out, value->text);
    } else {
        static const char *const words[] = {
            [ROW_NULL] = "null", [ROW_LIST] = "list", [ROW_MAP] = "map"};
        buffer_add_c(d->out, words[value->kind]);
    }
    end_line(d, value->span);
    d->depth++;
    for (size_t i = 0; i < value->count; i++) {
        dump_value(d, &value->at[i]);
    }
    d->depth--;
}

static void dump_rows(Dump *d, const char *word, const SynRows *rows) {
    begin_list(d, word);
    for (size_t i = 0; i < rows->count; i++) {
        dump_value(d, &rows->at[i]);
    }
    d->depth--;
}

static void dump_elements(Dump *d, const SynKeyInfo *key, const AnyList *list) {
    begin_list(d, key->word);
    for (size_t i = 0; i < list->count; i++) {
        const SynHead *head =
            (const void *)((const char *)list->at + i * syn_mapping_info[key->element].size);
        if (head->name.sym) {
            dump_name_line(d, &head->name);
        } else {
            begin_line(d, "-");
            end_line(d, head->span);
        }
        d->depth++;
        dump_mapping(d, key->element, head);
        d->depth--;
    }
    d->depth--;
}

static void dump_struct(Dump *d, const SynKeyInfo *key, const SynHead *head) {
    begin_line(d, key->word);
    end_line(d, head->span);
    d->depth++;
    dump_mapping(d, key->element, head);
    d->depth--;
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* Whether the member that KEY fills was written. */
static bool was_written(const SynKeyInfo *key, const void *member) {
    AnyList list;
    switch (key->form) {
    case FORM_TEXT: return span_exists(((const SynText *)member)->span);
    case FORM_NAME: return span_exists(((const SynName *)member)->span);
    case FORM_REFERENCE: return span_exists(((const SynReference *)member)->span);
    case FORM_FLAG: return span_exists(((const SynFlag *)member)->span);
    case FORM_COUNT: return span_exists(((const SynCount *)member)->span);
    case FORM_ACTION: return span_exists(((const SynAction *)member)->span);
    case FORM_TYPE: return *(SynType *const *)member;
    case FORM_EXPR: return *(Expr *const *)member;
    case FORM_STRUCT: return span_exists(((const SynHead *)member)->span);
    case FORM_NAMES:
    case FORM_TEXTS:
    case FORM_INDEX_PARTS:
    case FORM_MAP:
    case FORM_LIST:
    case FORM_ITEMS:
    case FORM_TEXT_MAP:
    case FORM_TEXT_REST:
    case FORM_ROWS: break;
    }
    memcpy(&list, member, sizeof list);
    return list.at;
}

static void dump_key(Dump *d, const SynKeyInfo *key, const void *member) {
    AnyList list;
    const SynText *text = member;
    const SynName *name = member;
    const SynFlag *flag = member;
    switch (key->form) {
    case FORM_TEXT: dump_text(d, key->word, text->text, text->span); return;
    case FORM_NAME: dump_text(d, key->word, sym_text(name->sym), name->span); return;
    case FORM_REFERENCE: dump_reference(d, key->word, member); return;
    case FORM_FLAG: dump_word(d, key->word, flag->value ? "true" : "false", flag->span); return;
    case FORM_COUNT: dump_count(d, key->word, member); return;
    case FORM_ACTION: dump_action(d, key->word, member); return;
    case FORM_TYPE: dump_type(d, key->word, *(SynType *const *)member); return;
    case FORM_EXPR: dump_expr(d, key->word, *(Expr *const *)member); return;
    case FORM_NAMES: dump_names(d, key->word, member); return;
    case FORM_TEXTS: dump_texts(d, key->word, member); return;
    case FORM_INDEX_PARTS: dump_parts(d, key->word, member); return;
    case FORM_STRUCT: dump_struct(d, key, member); return;
    case FORM_MAP:
    case FORM_LIST:
    case FORM_ITEMS:
        memcpy(&list, member, sizeof list);
        dump_elements(d, key, &list);
        return;
    case FORM_TEXT_MAP:
    case FORM_TEXT_REST: dump_pairs(d, key->word, member); return;
    case FORM_ROWS: dump_rows(d, key->word, member); return;
    }
}

static void dump_mapping(Dump *d, SynMapping mapping, const void *at) {
    const SynMappingInfo *info = &syn_mapping_info[mapping];
    for (size_t i = 0; i < info->key_count; i++) {
        const void *member = fill_find_member(&info->key[i], at);
        if (was_written(&info->key[i], member)) {
            dump_key(d, &info->key[i], member);
        }
    }
}

void syntax_dump(Buffer *out, const Sources *sources, const SynModel *model) {
    Dump d = {.out = out, .sources = sources};
    dump_mapping(&d, SYN_MODEL, model);
}
