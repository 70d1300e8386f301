/* What stands around the entities: roles with their grants, views, native statements and targets.
 *
 * A grant names areas, entities or `all`. It reaches the junctions of an entity, which are part of its
 * relations; it does not reach audit entities, which only their triggers write: to read one, it is named. */
#include "compiler/schema/resolve.h"

#include <string.h>

/* ---- roles ---- */

typedef struct GrantWord {
    const char *word;
    unsigned commands;
} GrantWord;

static const GrantWord grant_word[] = {
    {"read", COMMAND_SELECT},   {"write", COMMAND_INSERT | COMMAND_UPDATE | COMMAND_DELETE},
    {"select", COMMAND_SELECT}, {"insert", COMMAND_INSERT},
    {"update", COMMAND_UPDATE}, {"delete", COMMAND_DELETE},
};
enum { GRANT_WORD_COUNT = sizeof grant_word / sizeof *grant_word };

/* Names first: policies ask for them. */
void roles_declare(Resolver *r) {
    Schema *s = r->schema;
    s->role = arena_array(r->session, Role, r->model->roles.count);
    for (size_t i = 0; i < r->model->roles.count; i++) {
        const SynRole *w = &r->model->roles.at[i];
        Role *role = &s->role[s->role_count];
        const Role *first = map_put(r->scratch, &r->role_by_name, w->head.name.sym, role);
        if (first) {
            report_duplicate(r, NULL, "role", w->head.name, first->span);
            continue;
        }
        *role = (Role){
            .name = w->head.name.sym, .doc = w->doc.text, .span = w->head.name.span, .written = w};
        s->role_count++;
    }
}

static unsigned read_grants(Resolver *r, const SynNames *names) {
    unsigned commands = 0;
    for (size_t i = 0; i < names->count; i++) {
        size_t k = 0;
        while (k < GRANT_WORD_COUNT &&
               !text_equal_c(sym_text(names->at[i].sym), grant_word[k].word)) {
            k++;
        }
        if (k < GRANT_WORD_COUNT) {
            commands |= grant_word[k].commands;
            continue;
        }
        const char *words[GRANT_WORD_COUNT];
        for (size_t n = 0; n < GRANT_WORD_COUNT; n++) {
            words[n] = grant_word[n].word;
        }
        report_word(r, NULL, "grant", names->at[i], words, GRANT_WORD_COUNT);
    }
    return commands;
}

/* Whether the name in a grant reaches E. */
static bool reaches(Text name, bool all, const Entity *e) {
    Sym self = e->junction_of ? e->junction_of->entity->name : e->name;
    if (e->origin == ENTITY_AUDIT) {
        return text_equal(name, sym_text(e->name));
    }
    return all || text_equal(name, sym_text(e->name)) || text_equal(name, sym_text(self)) ||
           (e->area && text_equal(name, sym_text(e->area)));
}

static void report_undefined_subject(Resolver *r, SynName name) {
    const Schema *s = r->schema;
    size_t count = 0;
    Text *candidate = arena_array(r->scratch, Text, 2 * s->entity_count + 1);
    for (size_t i = 0; i < s->entity_count; i++) {
        candidate[count++] = sym_text(s->entity[i]->name);
        if (s->entity[i]->area) {
            candidate[count++] = sym_text(s->entity[i]->area);
        }
    }
    candidate[count++] = TEXT("all");
    Diag *d = report(r, NULL, DIAG_UNDEFINED, name.span, TEXT("area or entity"), sym_text(name.sym),
                     TEXT(""));
    diag_suggest(r->diags, d, name.span, sym_text(name.sym), candidate, count);
}

/* Marks in SPANS, by entity number, the name that reaches the entity. */
static void mark_reached(Resolver *r, SynName name, Span *spans) {
    const Schema *s = r->schema;
    Text text = sym_text(name.sym);
    bool all = text_equal_c(text, "all"), found = all;
    for (size_t i = 0; i < s->entity_count; i++) {
        if (reaches(text, all, s->entity[i])) {
            found = true;
            spans[i] = span_exists(spans[i]) ? spans[i] : name.span;
        }
    }
    if (!found) {
        report_undefined_subject(r, name);
    }
}

static void resolve_role(Resolver *r, Role *role) {
    const Schema *s = r->schema;
    const SynRole *w = role->written;
    unsigned commands = read_grants(r, &w->grants);
    Span *spans = arena_array(r->scratch, Span, s->entity_count);
    for (size_t i = 0; i < w->on.count; i++) {
        mark_reached(r, w->on.at[i], spans);
    }
    size_t count = 0;
    for (size_t i = 0; i < s->entity_count; i++) {
        count += span_exists(spans[i]);
    }
    role->grant = arena_array(r->session, Grant, count);
    for (size_t i = 0; i < s->entity_count; i++) {
        if (span_exists(spans[i])) {
            role->grant[role->grant_count++] = (Grant){s->entity[i], commands, spans[i]};
        }
    }
}

void roles_resolve(Resolver *r) {
    for (size_t i = 0; i < r->schema->role_count; i++) {
        resolve_role(r, &r->schema->role[i]);
    }
}

/* ---- views, native statements, targets ---- */

/* What was written, apart from the syntax tree, which ends before the targets ask for it. */
static SynPairs keep_pairs(Resolver *r, SynPairs pairs) {
    SynPairs kept = {arena_array(r->session, SynPair, pairs.count), pairs.count};
    for (size_t i = 0; i < pairs.count; i++) {
        kept.at[i] = pairs.at[i];
        SynTexts *values = &kept.at[i].values;
        if (values->count) {
            const SynText *written = values->at;
            values->at = arena_array(r->session, SynText, values->count);
            memcpy(values->at, written, values->count * sizeof *written);
        }
    }
    return kept;
}

static const SynTarget *keep_target(Resolver *r, const SynTarget *w) {
    SynTarget *kept = arena_new(r->session, SynTarget);
    *kept = *w;
    kept->options = keep_pairs(r, w->options);
    if (w->accept_loss.count) {
        kept->accept_loss.at = arena_array(r->session, SynAccept, w->accept_loss.count);
        memcpy(kept->accept_loss.at, w->accept_loss.at,
               w->accept_loss.count * sizeof *w->accept_loss.at);
    }
    return kept;
}

static void resolve_views(Resolver *r) {
    Schema *s = r->schema;
    s->view = arena_array(r->session, View, r->model->views.count);
    for (size_t i = 0; i < r->model->views.count; i++) {
        const SynView *w = &r->model->views.at[i];
        SynPairs texts = keep_pairs(r, w->texts);
        s->view[s->view_count++] = (View){.name = w->head.name.sym,
                                          .doc = w->doc.text,
                                          .text = texts.at,
                                          .text_count = texts.count,
                                          .span = w->head.name.span};
    }
}

static bool is_last(Resolver *r, SynName when) {
    static const char *const words[] = {"first", "last"};
    if (!when.sym || text_equal_c(sym_text(when.sym), "first")) {
        return false;
    }
    if (!text_equal_c(sym_text(when.sym), "last")) {
        report_word(r, NULL, "time for a statement", when, words, 2);
    }
    return true;
}

static void resolve_natives(Resolver *r) {
    Schema *s = r->schema;
    size_t count = 0;
    for (size_t i = 0; i < r->model->natives.count; i++) {
        count += r->model->natives.at[i].statements.count;
    }
    s->native = arena_array(r->session, NativeStatement, count);
    for (size_t i = 0; i < r->model->natives.count; i++) {
        const SynNative *w = &r->model->natives.at[i];
        for (size_t k = 0; k < w->statements.count; k++) {
            const SynNativeStatement *one = &w->statements.at[k];
            s->native[s->native_count++] = (NativeStatement){.target = w->head.name.sym,
                                                             .up = one->up.text,
                                                             .down = one->down.text,
                                                             .doc = one->doc.text,
                                                             .last = is_last(r, one->when),
                                                             .span = one->up.span};
        }
    }
}

static void resolve_targets(Resolver *r) {
    Schema *s = r->schema;
    s->target = arena_array(r->session, TargetConfig, r->model->targets.count);
    for (size_t i = 0; i < r->model->targets.count; i++) {
        const SynTarget *w = &r->model->targets.at[i];
        s->target[s->target_count++] = (TargetConfig){
            .name = w->head.name.sym, .written = keep_target(r, w), .span = w->head.name.span};
    }
}

void surroundings_resolve(Resolver *r) {
    resolve_views(r);
    resolve_natives(r);
    resolve_targets(r);
}
