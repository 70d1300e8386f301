/* Diagnostics: what Tenon has to say about a model, as records. The words of a summary stand in
 * catalog.def; a record carries what fills its holes. Renderers (render.h) turn records into text,
 * JSON, SARIF or annotations; nobody else prints them.
 *
 * A check adds a Diag where it finds something and goes on. diag_settle applies the user's levels and
 * accepts, sorts, and limits; it is called once, before anything is rendered. */
#ifndef TENON_DIAG_DIAG_H
#define TENON_DIAG_DIAG_H

#include "compiler/base/intern.h"
#include "compiler/base/map.h"
#include "compiler/read/source.h"

typedef enum DiagId {
#define DIAG(id, code, severity, confidence, slug, summary) DIAG_##id,
#include "compiler/diag/catalog.def"
#undef DIAG
    DIAG_COUNT
} DiagId;

typedef enum Severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

/* How safe it is to apply a fix unseen. --fix applies only FIX_APPLY. */
typedef enum FixSafety { FIX_APPLY, FIX_REVIEW, FIX_PLACEHOLDER } FixSafety;

typedef struct DiagInfo {
    const char *code; /* "TN404" */
    Severity severity;
    int confidence;      /* 0 to 100: that a competent reviewer would change it */
    const char *slug;    /* "not-bcnf" */
    const char *summary; /* with holes {0}, {1}, … */
} DiagInfo;

const DiagInfo *diag_info(DiagId id);
/* The id of "TN404" or "not-bcnf"; DIAG_COUNT when there is none. */
DiagId diag_find(Text code_or_slug);
/* Whether the user may lower or silence it. An error that is certain from the text stays an error:
 * without it, something would be left out of the outputs in silence. */
bool diag_can_be_lowered(DiagId id);

typedef struct Edit {
    Span span; /* empty span: an insertion at its start */
    Text replacement;
} Edit;

typedef struct Fix {
    Text title; /* NULL at = no fix */
    FixSafety safety;
    Edit *edit;
    size_t edit_count;
} Fix;

typedef struct DiagNote {
    Span span; /* NO_SPAN: a note without a place */
    Text text;
} DiagNote;

enum { DIAG_ARGUMENTS = 5 };

/* Rows that a finding rests on: they obey every rule of the model, and show what it lets happen. */
typedef struct DiagExample {
    const Text *column;
    const bool *told; /* by column: stands in the text form, too; which has no room for all */
    size_t column_count;
    const Text *cell; /* row by row; NULL at: null */
    size_t row_count;
    Text says; /* what the rows show */
    /* The change that nothing stops, of one cell; changed_to is empty when there is none. */
    size_t changed_row, changed_column;
    Text changed_to;
} DiagExample;

typedef struct Diag {
    DiagId id;
    Severity severity;
    int confidence;
    Span span;
    Text argument[DIAG_ARGUMENTS];
    Text label;  /* under the caret; may be empty */
    VEC(DiagNote) notes;
    Text help;   /* what to do; may be empty */
    Fix fix;
    const DiagExample *example; /* NULL: none */
    Text fingerprint; /* of what it rests on, for `as of` of an accept; may be empty */
    Sym entity;  /* whose `accept` may answer it; NULL = the model's */
    Text accepted; /* the reason, once diag_settle found one */
    bool outdated; /* an accept was given for other dependencies, and does not answer it */
    bool hidden;   /* past the limit of its code: counted, not shown */
    uint32_t sequence; /* order of reporting: the last key of the sort */
} Diag;

/* `accept` of an entity or of the model: a finding that the designer stands by. It answers warnings
 * and notes; an error has to be lowered first. */
typedef struct Accept {
    DiagId id;
    Sym entity; /* NULL: the whole model */
    Text because;
    Text as_of; /* answers only findings of this fingerprint; empty: all */
    Span span;
    bool used;
} Accept;

typedef struct Diags {
    Arena *arena;
    Sources *sources;
    VEC(Diag *) all;
    Severity level[DIAG_COUNT]; /* the user's; from diags_make the catalogue's */
    VEC(Accept) accepts;
    size_t limit_per_code; /* reports of one code that are shown; the rest is counted */
    size_t hidden[DIAG_COUNT];
    size_t suggested; /* work that diag_suggest has done; it stops at a limit */
} Diags;

/* What limit_per_code starts with. */
enum { DIAG_SHOWN_PER_CODE = 50 };

Diags diags_make(Arena *a, Sources *sources);

/* Adds one. The arguments (Text, at least one, at most DIAG_ARGUMENTS) fill the summary's holes.
 * The pointer stays valid; add to the record with the calls below. */
#define diag_add(ds, id, span, ...) \
    diag_add_arguments((ds), (id), (span), (Text[]){__VA_ARGS__}, \
                       sizeof((Text[]){__VA_ARGS__}) / sizeof(Text))
Diag *diag_add_arguments(Diags *ds, DiagId id, Span span, const Text *argument, size_t count);
Diag *diag_add_plain(Diags *ds, DiagId id, Span span); /* a summary without holes */

void diag_label(Diag *d, Text label);
void diag_note(Diags *ds, Diag *d, Span span, Text text);
void diag_help(Diag *d, Text help);
/* How the language says what WORD says elsewhere (grammar/habits.def); empty when it is not known. */
typedef enum HabitKind { HABIT_TYPE, HABIT_WORD } HabitKind;
Text diag_habit(HabitKind kind, Text word);
/* A fix of one edit. More edits: diag_fix_edit after it. */
void diag_fix(Diags *ds, Diag *d, FixSafety safety, Text title, Span span, Text replacement);
void diag_fix_edit(Diags *ds, Diag *d, Span span, Text replacement);

/* "did you mean …": a help with the up to three of CANDIDATES nearest to WRONG by edit distance, and
 * a fix with the first when it is alone and SPAN holds just WRONG. No candidate near: nothing is added. */
void diag_suggest(Diags *ds, Diag *d, Span span, Text wrong, const Text *candidate, size_t count);

/* The summary with its holes filled. */
Text diag_message(Arena *a, const Diag *d);

/* Marks what an accept answers. diag_settle does so too; before it, a gate that lets accepted errors
 * pass needs it. */
void diag_apply_accepts(Diags *ds);

/* Applies levels and accepts, reports accepts that nothing answers (TN008), drops what is off, sorts
 * by file, offset, code, and cuts each code at the limit. */
void diag_settle(Diags *ds);

/* Findings below this confidence are hints: shown only when asked for, never counted. */
enum { DIAG_HINT = 40 };

/* Number of findings at or above SEVERITY that are neither hints nor accepted. Levels count at any
 * time, accepts only once diag_settle has run. */
size_t diag_count(const Diags *ds, Severity severity);
static inline bool diag_has_errors(const Diags *ds) {
    return diag_count(ds, SEVERITY_ERROR) > 0;
}

/* Applies the FIX_APPLY fixes of SOURCE in the order of their places; gives the new bytes, and the
 * number of fixes in *applied. A fix that touches one before it, or another file, is left out. */
Text diag_apply_fixes(Arena *a, const Diags *ds, const Source *source, size_t *applied);

#endif
