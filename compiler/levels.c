/* Levels and accepts: from the syntax tree to Diags. Looks up codes; applies nothing (diag/settle.c
 * does). */
#include "compiler/levels.h"

static const struct {
    const char *word;
    Severity severity;
} level_words[] = {
    {"error", SEVERITY_ERROR},
    {"warning", SEVERITY_WARNING},
    {"note", SEVERITY_NOTE},
    {"off", SEVERITY_OFF},
};
enum { LEVEL_WORD_COUNT = sizeof(level_words) / sizeof(*level_words) };

/* The finding called NAME; DIAG_COUNT, and reported, when there is none. */
static DiagId find_finding(Diags *ds, SynName name) {
    DiagId id = diag_find(sym_text(name.sym));
    if (id != DIAG_COUNT) {
        return id;
    }
    Diag *d =
        diag_add(ds, DIAG_UNDEFINED, name.span, TEXT("diagnostic"), sym_text(name.sym), TEXT(""));
    Text codes[DIAG_COUNT];
    for (int i = 0; i < DIAG_COUNT; i++) {
        codes[i] = text_from(diag_info((DiagId)i)->code);
    }
    diag_suggest(ds, d, name.span, sym_text(name.sym), codes, DIAG_COUNT);
    return DIAG_COUNT;
}

static void apply_rule(Diags *ds, const SynRule *rule) {
    DiagId id = find_finding(ds, rule->head.name);
    if (id == DIAG_COUNT || !rule->level.sym) {
        return;
    }
    Text word = sym_text(rule->level.sym), words[LEVEL_WORD_COUNT];
    for (size_t i = 0; i < LEVEL_WORD_COUNT; i++) {
        words[i] = text_from(level_words[i].word);
        if (!text_equal(word, words[i])) {
            continue;
        }
        ds->level[id] = level_words[i].severity;
        return;
    }
    Diag *d = diag_add(ds, DIAG_INVALID_VALUE, rule->level.span, word, TEXT("level"),
                       TEXT("a level is error, warning, note or off"));
    diag_suggest(ds, d, rule->level.span, word, words, LEVEL_WORD_COUNT);
}

/* Only a functional dependency can be kept true, and by the database that has its table. */
static void check_guard(Diags *ds, Sym entity, const SynAccept *accept, DiagId id) {
    bool functional = id == DIAG_PART_KEY || id == DIAG_TRANSITIVE || id == DIAG_OVERLAPPING_KEYS;
    if (accept->guard.value && !(entity && functional)) {
        diag_add(ds, DIAG_BAD_SUPPRESSION, accept->guard.span,
                 TEXT("`guard` keeps only what TN402, TN403 or TN404 finds in an entity"));
    }
}

static void add_accepts(Diags *ds, Sym entity, SynAccepts accepts) {
    for (size_t i = 0; i < accepts.count; i++) {
        const SynAccept *accept = &accepts.at[i];
        DiagId id = find_finding(ds, accept->head.name);
        if (id == DIAG_COUNT) {
            continue;
        }
        check_guard(ds, entity, accept, id);
        *vec_push(ds->arena, &ds->accepts) = (Accept){
            .id = id,
            .entity = entity,
            .because = accept->because.text,
            .as_of = accept->as_of.text,
            .span = accept->head.name.span,
        };
    }
}

void levels_apply(Diags *ds, const SynModel *model) {
    for (size_t i = 0; i < model->rules.count; i++) {
        apply_rule(ds, &model->rules.at[i]);
    }
    add_accepts(ds, NULL, model->accepts);
    for (size_t i = 0; i < model->entities.count; i++) {
        add_accepts(ds, model->entities.at[i].head.name.sym, model->entities.at[i].accepts);
    }
}
