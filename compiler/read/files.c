/* Files: reads a model's root file and, depth first, all that it includes, and joins them into one
 * SynModel in that order.
 *
 * Takes paths; gets bytes through the Reader's `load`. Reports files that cannot be had, that
 * include each other, or that define the same thing. What stands in a file is read by syntax.c. */
#include "compiler/read/fill.h"

#include <errno.h>
#include <string.h>

#include "compiler/base/file.h"

/* Deepest chain of includes. */
enum { INCLUDE_DEPTH_LIMIT = 32 };

enum { LANGUAGE_VERSION = 1 };

typedef struct ModelFile {
    Sym path;
    SynModel model;
    Span include; /* the place that included it first; none for the root */
    bool open;    /* its includes are being read */
} ModelFile;

typedef struct Files {
    Reader *r;
    VEC(ModelFile *) all; /* in order of reading: the root first */
    Map by_path;
    uint32_t depth;
} Files;

/* --- One file --------------------------------------------------------------------------------- */

/* Whether the file can be read on: one that is written in a newer language means something else. */
static bool check_version(Reader *r, const Node *root) {
    const Node *key = root->first;
    while (key && !text_equal_c(key->text, "tenon")) {
        key = key->next;
    }
    if (!key || key->value->kind != NODE_SCALAR || key->value->text.size == 0) {
        return true; /* what is missing or has another form is reported with the other keys */
    }
    Text version = key->value->text;
    uint32_t number = 0;
    bool valid = version.size <= 9;
    for (size_t i = 0; i < version.size && valid; i++) {
        valid = version.at[i] >= '0' && version.at[i] <= '9';
        number = number * 10 + (uint32_t)(version.at[i] - '0');
    }
    if (!valid || number == 0) {
        diag_add(r->diags, DIAG_INVALID_VALUE, key->value->span, fill_describe(r, key->value),
                 TEXT("version of the language"), TEXT("it is a whole number, 1 today"));
    } else if (number > LANGUAGE_VERSION) {
        diag_add(r->diags, DIAG_NEWER_MODEL, key->value->span, version,
                 text_format(r->session, "%d", LANGUAGE_VERSION));
        return false;
    }
    return true;
}

static void read_model(Reader *r, const Node *root, bool is_root, SynModel *model) {
    if (root->kind != NODE_MAP) {
        diag_add(r->diags, DIAG_EXPECTED, root->span, TEXT("the keys of a model"),
                 fill_describe(r, root));
        return;
    }
    model->head.span = root->span;
    if (!check_version(r, root)) {
        return;
    }
    uint32_t seen = fill_keys(r, SYN_MODEL, root, model);
    if (is_root) {
        fill_report_missing(r, SYN_MODEL, seen, root->first ? root->first->span : root->span);
    }
}

/* Adds the bytes of FILE to the sources; the index, or SIZE_MAX after a report. */
static size_t add_source(Reader *r, const ModelFile *file, Text bytes) {
    size_t index = source_add(r->sources, sym_text(file->path), bytes);
    if (index == SIZE_MAX) {
        bool many = r->sources->files.count >= SOURCE_LIMIT_FILES;
        diag_add(r->diags, DIAG_LIMIT, file->include,
                 many ? TEXT("the number of files") : TEXT("the size of the model"),
                 text_format(r->session, many ? "%d" : "%d bytes",
                             many ? SOURCE_LIMIT_FILES : SOURCE_LIMIT_BYTES));
    }
    return index;
}

/* --- Includes --------------------------------------------------------------------------------- */

static void read_includes(Files *files, ModelFile *file);

/* Reads FILE, whose bytes are there. */
static void read_file(Files *files, ModelFile *file, Text bytes) {
    Reader *r = files->r;
    bool is_root = files->all.count == 0;
    *vec_push(r->scratch, &files->all) = file;
    map_put(r->scratch, &files->by_path, file->path, file);
    size_t index = add_source(r, file, bytes);
    if (index == SIZE_MAX) {
        return;
    }
    Source source = r->sources->files.at[index];
    const Node *root = yaml_read(r->scratch, r->diags, &source);
    if (root) {
        read_model(r, root, is_root, &file->model);
        read_includes(files, file);
    }
}

static Text say_why_not_loaded(int error) {
    return error == ENOENT ? TEXT("there is no such file") : text_from(strerror(error));
}

static void refuse_include(Reader *r, const SynText *include, Text why, Span first) {
    Diag *d = diag_add(r->diags, DIAG_INCLUDE, include->span, include->text, why);
    if (span_exists(first)) {
        diag_note(r->diags, d, first, TEXT("first included here"));
    }
}

static void read_include(Files *files, const ModelFile *from, const SynText *include) {
    Reader *r = files->r;
    if (include->text.size == 0) {
        refuse_include(r, include, TEXT("it names no file"), NO_SPAN);
        return;
    }
    Text folder = path_directory(sym_text(from->path));
    Text path = path_normalise(r->session, path_join(r->session, folder, include->text));
    Sym name = intern(r->names, path);
    const ModelFile *known = map_get(&files->by_path, name);
    if (known) {
        refuse_include(r, include,
                       known->open ? TEXT("it includes this file in turn")
                                   : TEXT("it is included already"),
                       known->include);
        return;
    }
    Text bytes;
    int error = r->load(r->load_context, r->session, path, &bytes);
    if (error) {
        refuse_include(r, include, say_why_not_loaded(error), NO_SPAN);
        return;
    }
    ModelFile *file = arena_new(r->tree, ModelFile);
    *file = (ModelFile){.path = name, .include = include->span};
    read_file(files, file, bytes);
}

static void read_includes(Files *files, ModelFile *file) {
    const SynTexts *include = &file->model.include;
    if (include->count > 0 && files->depth == INCLUDE_DEPTH_LIMIT) {
        diag_add(files->r->diags, DIAG_LIMIT, include->at[0].span, TEXT("the depth of includes"),
                 text_format(files->r->session, "%d", INCLUDE_DEPTH_LIMIT));
        return;
    }
    files->depth++;
    file->open = true;
    for (size_t i = 0; i < include->count; i++) {
        read_include(files, file, &include->at[i]);
    }
    file->open = false;
    files->depth--;
}

/* --- Joining ---------------------------------------------------------------------------------- */

static AnyList list_of(const ModelFile *file, const SynKeyInfo *key) {
    AnyList list;
    memcpy(&list, (const char *)&file->model + key->offset, sizeof list);
    return list;
}

/* Native statements of one target may stand in several files: their lists follow each other. */
static bool may_repeat(SynMapping element) {
    return syn_mapping_info[element].key[0].form == FORM_ITEMS;
}

/* Puts the elements of KEY of all files behind each other, without those that are defined again. */
static void join_lists(Files *files, const SynKeyInfo *key, SynModel *into) {
    Reader *r = files->r;
    size_t size = syn_mapping_info[key->element].size, most = 0;
    bool written = false;
    for (size_t i = 0; i < files->all.count; i++) {
        AnyList list = list_of(files->all.at[i], key);
        written = written || list.at;
        most += list.count;
    }
    if (!written) {
        return;
    }
    AnyList joined = {arena_alloc_array(r->tree, most, size, _Alignof(max_align_t)), 0};
    Map defined = {0};
    for (size_t i = 0; i < files->all.count; i++) {
        AnyList list = list_of(files->all.at[i], key);
        for (size_t k = 0; k < list.count; k++) {
            const void *element = (const char *)list.at + k * size;
            SynName name = ((const SynHead *)element)->name;
            void *place = (char *)joined.at + joined.count * size;
            const SynHead *first = map_put(r->scratch, &defined, name.sym, place);
            if (first && !may_repeat(key->element)) {
                Diag *d = diag_add(r->diags, DIAG_DUPLICATE, name.span, fill_noun(key->element),
                                   sym_text(name.sym));
                diag_note(r->diags, d, first->name.span, TEXT("first defined here"));
                continue;
            }
            memcpy(place, element, size);
            joined.count++;
        }
    }
    memcpy((char *)into + key->offset, &joined, sizeof joined);
}

/* Whether SECOND is to be taken; a key that two files have is reported. */
static bool take_single(Reader *r, const char *key, Span first, Span second) {
    if (span_exists(first) && span_exists(second)) {
        Diag *d = diag_add(r->diags, DIAG_DUPLICATE, second, TEXT("key"), text_from(key));
        diag_note(r->diags, d, first, TEXT("first defined here"));
    }
    return !span_exists(first);
}

/* The keys that one file of a model may have. Each file may repeat the model's name. */
static void join_singles(Reader *r, SynModel *into, const SynModel *from) {
    bool same_name = into->name.sym == from->name.sym;
    if (!same_name && take_single(r, "model", into->name.span, from->name.span)) {
        into->name = from->name;
    }
    if (take_single(r, "doc", into->doc.span, from->doc.span)) {
        into->doc = from->doc;
    }
    if (take_single(r, "conventions", into->conventions.head.span, from->conventions.head.span)) {
        into->conventions = from->conventions;
    }
}

static SynModel *join(Files *files) {
    SynModel *model = &files->all.at[0]->model;
    if (files->all.count == 1) {
        return model;
    }
    SynModel *joined = arena_new(files->r->tree, SynModel);
    *joined = *model;
    for (size_t i = 1; i < files->all.count; i++) {
        join_singles(files->r, joined, &files->all.at[i]->model);
    }
    const SynMappingInfo *info = &syn_mapping_info[SYN_MODEL];
    for (size_t i = 0; i < info->key_count; i++) {
        if (info->key[i].form == FORM_MAP) {
            join_lists(files, &info->key[i], joined);
        }
    }
    return joined;
}

SynModel *syntax_read(Reader *r, Text path) {
    Files files = {.r = r};
    Text bytes;
    int error = r->load(r->load_context, r->session, path, &bytes);
    if (error) {
        diag_add(r->diags, DIAG_INPUT, NO_SPAN, path, say_why_not_loaded(error));
        return NULL;
    }
    ModelFile *root = arena_new(r->tree, ModelFile);
    *root = (ModelFile){.path = intern(r->names, path_normalise(r->session, path))};
    read_file(&files, root, bytes);
    return join(&files);
}
