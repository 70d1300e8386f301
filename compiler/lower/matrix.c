/* Matrix: the targets' answers as two tables of Markdown, with what they say of them as notes below. */
#include "compiler/lower/matrix.h"

#include <string.h>

#include "targets/target.h"

typedef struct Notes {
    Arena arena;
    VEC(const char *) said; /* each once, in the order of the tables */
} Notes;

/* The number of a note, from 1. */
static size_t note(Notes *notes, const char *how) {
    for (size_t i = 0; i < notes->said.count; i++) {
        if (!strcmp(notes->said.at[i], how)) {
            return i + 1;
        }
    }
    *vec_push(&notes->arena, &notes->said) = how;
    return notes->said.count;
}

static void print_cell(Buffer *out, Notes *notes, Level level, const char *how) {
    if (level == LEVEL_NATIVE) {
        buffer_add_c(out, " yes |");
    } else {
        buffer_format(out, " %s [%zu] |", plan_level_word(level), note(notes, how));
    }
}

static bool is_shown(const Target *t) {
    return t->kind != TARGET_DOCUMENT;
}

/* A stack carries no more than its engine does. */
static Support lower_of(Support engine, Support stack) {
    return stack.level > engine.level ? stack : engine;
}

static Support answer_of(const Target *t, Cap cap) {
    if (t->kind == TARGET_DATABASE) {
        return t->support(cap, t->fallback);
    }
    const Target *engine = plan_engine(t, NULL);
    return lower_of(answer_of(engine, cap), t->carries(cap, engine, t->fallback));
}

static Support answer_of_type(const Target *t, const Type *type) {
    if (t->kind == TARGET_DATABASE) {
        TypeRule rule = t->type(type, t->fallback);
        return (Support){rule.level, rule.how};
    }
    const Target *engine = plan_engine(t, NULL);
    Support own = {LEVEL_NATIVE, NULL};
    if (t->carries_type) {
        own = t->carries_type(type, engine, t->fallback);
    }
    return lower_of(answer_of_type(engine, type), own);
}

static void print_head(Buffer *out, const char *what) {
    buffer_format(out, "| %s |", what);
    for (size_t i = 0; targets[i]; i++) {
        if (is_shown(targets[i])) {
            buffer_format(out, " `%s` |", targets[i]->name);
        }
    }
    buffer_add_c(out, "\n|---|");
    for (size_t i = 0; targets[i]; i++) {
        buffer_add_c(out, is_shown(targets[i]) ? "---|" : "");
    }
    buffer_add_char(out, '\n');
}

static void print_caps(Buffer *out, Notes *notes) {
    print_head(out, "capability");
    for (Cap cap = 0; cap < CAP_COUNT; cap++) {
        buffer_format(out, "| `%s` |", plan_cap_word(cap));
        for (size_t i = 0; targets[i]; i++) {
            if (is_shown(targets[i])) {
                Support answer = answer_of(targets[i], cap);
                print_cell(out, notes, answer.level, answer.how);
            }
        }
        buffer_add_char(out, '\n');
    }
}

/* Those that are no capabilities of their own. */
static const struct {
    const char *words;
    Type type;
} types[] = {
    {"boolean", {.kind = TYPE_BOOLEAN}},
    {"smallint", {.kind = TYPE_SMALLINT}},
    {"int", {.kind = TYPE_INT}},
    {"bigint", {.kind = TYPE_BIGINT}},
    {"unsigned bigint", {.kind = TYPE_BIGINT, .is_unsigned = true}},
    {"decimal(12, 2)", {.kind = TYPE_DECIMAL, .length = 12, .scale = 2}},
    {"decimal(30, 2)", {.kind = TYPE_DECIMAL, .length = 30, .scale = 2}},
    {"decimal", {.kind = TYPE_DECIMAL}},
    {"float", {.kind = TYPE_FLOAT}},
    {"double", {.kind = TYPE_DOUBLE}},
    {"char(8)", {.kind = TYPE_CHAR, .length = 8}},
    {"string(80)", {.kind = TYPE_STRING, .length = 80}},
    {"text", {.kind = TYPE_TEXT}},
    {"bytes", {.kind = TYPE_BYTES}},
    {"date", {.kind = TYPE_DATE}},
    {"time", {.kind = TYPE_TIME}},
    {"timestamp", {.kind = TYPE_TIMESTAMP}},
    {"datetime", {.kind = TYPE_DATETIME}},
    {"interval", {.kind = TYPE_INTERVAL}},
    {"uuid", {.kind = TYPE_UUID}},
    {"inet", {.kind = TYPE_INET}},
};

static void print_types(Buffer *out, Notes *notes) {
    print_head(out, "type");
    for (size_t n = 0; n < sizeof types / sizeof *types; n++) {
        buffer_format(out, "| `%s` |", types[n].words);
        for (size_t i = 0; targets[i]; i++) {
            if (is_shown(targets[i])) {
                Support answer = answer_of_type(targets[i], &types[n].type);
                print_cell(out, notes, answer.level, answer.how);
            }
        }
        buffer_add_char(out, '\n');
    }
}

static void print_versions(Buffer *out) {
    for (size_t i = 0; targets[i]; i++) {
        const Target *t = targets[i];
        if (is_shown(t)) {
            buffer_format(out, "- [`%s`](%s.md): %s %u", t->name, t->name, t->engine,
                          t->fallback.major);
            if (t->fallback.minor) {
                buffer_format(out, ".%u", t->fallback.minor);
            }
            if (t->kind == TARGET_STACK) {
                buffer_format(out, " on %s", plan_engine(t, NULL)->engine);
            }
            buffer_add_char(out, '\n');
        }
    }
}

void matrix_print(Buffer *out) {
    Notes notes = {0};
    buffer_add_c(out,
                 "# What each target keeps\n\n"
                 "Made by `tenon targets --reporter markdown`, from the answers by which models "
                 "are compiled:\n\n");
    print_versions(out);
    buffer_add_c(out,
                 "\n`yes`: the engine has it. `emulated`: the same effect by other means. "
                 "`degraded`: something is lost, which is\nan error until the model accepts it "
                 "(`accept_loss`). `refused`: it cannot be carried. An element of a model may\n"
                 "fare worse than the table says; `tenon build --ledger` tells for each.\n\n");
    print_caps(out, &notes);
    buffer_add_char(out, '\n');
    print_types(out, &notes);
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < notes.said.count; i++) {
        buffer_format(out, "%zu. %s\n", i + 1, notes.said.at[i]);
    }
    arena_free(&notes.arena);
}
