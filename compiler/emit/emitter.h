/* Emitter: a target's pen. It owns layout (indentation, separators, line ends) and the only ways in
 * which a model's text reaches an output: typed holes, each escaped for its context.
 *
 *     emit(e, "COMMENT ON TABLE $ IS $;", ID(table->name), LIT(table->doc));
 *     emit_line(e);
 *     emit_open(e, "CREATE TABLE $ (", ID(table->name));
 *     for (…) { emit_sep(e, ","); emit(e, "$ $", ID(c->name), WORD("bigint")); }
 *     emit_close(e, ");");
 */
#ifndef TENON_EMIT_EMITTER_H
#define TENON_EMIT_EMITTER_H

#include "compiler/base/bitset.h"
#include "compiler/base/buffer.h"
#include "compiler/base/lookup.h"
#include "compiler/emit/output.h"
#include "compiler/lower/plan.h"

typedef struct Emitter Emitter;

/* How a target writes the three kinds of foreign text. Each adds the whole token, quotes included. */
typedef struct Quoting {
    /* KEYWORD: the name is one of `keywords`, so it cannot stand bare. */
    void (*identifier)(Buffer *out, Text name, bool keyword);
    void (*string)(Buffer *out, Text value);
    void (*comment)(Buffer *out, Text text); /* inside a line comment: no line end, nothing that closes it */
    const char *const *keywords; /* as they are matched: in lower case, mostly. Ends with NULL; NULL: none */
} Quoting;

typedef enum HoleKind {
    HOLE_IDENTIFIER, HOLE_STRING, HOLE_COMMENT, HOLE_WORD, HOLE_NUMBER, HOLE_EXPR, HOLE_CODE,
} HoleKind;

typedef struct Hole {
    HoleKind kind;
    union {
        Text text; /* of all but NUMBER and EXPR */
        int64_t number;
        const Expr *expr;
    };
} Hole;

#define ID(name) ((Hole){.kind = HOLE_IDENTIFIER, .text = (name)})
#define LIT(value) ((Hole){.kind = HOLE_STRING, .text = (value)})
#define REMARK(value) ((Hole){.kind = HOLE_COMMENT, .text = (value)})
#define NUM(value) ((Hole){.kind = HOLE_NUMBER, .number = (value)})
#define EXPR(value) ((Hole){.kind = HOLE_EXPR, .expr = (value)})
/* A C string literal of the target itself: the syntax of the output. */
#define WORD(literal) ((Hole){.kind = HOLE_WORD, .text = text_from(literal)})
/* Text that the user wrote as code of this target: `native`, views. The one way in for such text. */
#define CODE(value) ((Hole){.kind = HOLE_CODE, .text = (value)})

struct Emitter {
    Buffer *out;               /* of the open file */
    OutputSet *outputs;
    const Plan *plan;
    const Quoting *quoting;
    Lookup keywords;           /* those of `quoting`: each identifier is looked for */
    void (*print_expr)(Emitter *e, const Expr *expr); /* the dialect's one printer */
    const char *indent_unit;   /* "    " or "  " */
    size_t depth;
    size_t solid;              /* size of `out` behind the last hole: blanks after it are cut at a line's end */
    bool line_started;
    bool blank_wanted;         /* emit_blank: before the next line, if there is one */
    bool separate;             /* emit_sep: something stands before */
    Bitset printed;            /* by item id: the ledger */
};

/* A pen for PLAN without a file. Its members `print_expr` and `indent_unit` (four blanks) are the
 * target's to set. What it notes lives in the plan's arena. */
Emitter emitter_make(const Plan *plan, OutputSet *outputs);
/* A pen beside E, for text that E's file takes in through a hole: it writes into OUT in the words of QUOTING.
 * What it prints counts for E. */
Emitter emitter_aside(const Emitter *e, Buffer *out, const Quoting *quoting);
/* What such a pen wrote, as a text in the plan's arena; it starts anew. */
Text emitter_take(Emitter *aside);
/* Ends the last file. */
void emitter_finish(Emitter *e);

/* Starts the file PATH of the target (relative; under the target's folder) and ends the one before. */
void emit_file(Emitter *e, const char *path);

/* FORMAT with each $ replaced by the next hole ($$ is a dollar). At least one hole. A newline in FORMAT
 * starts a new line at the present indentation; one in a hole's text is kept as it is. */
#define emit(e, format, ...) \
    emit_holes((e), (format), (Hole[]){__VA_ARGS__}, sizeof((Hole[]){__VA_ARGS__}) / sizeof(Hole))
void emit_holes(Emitter *e, const char *format, const Hole *hole, size_t count);
/* Syntax without holes; a newline in it starts a new line at the present indentation. */
void emit_text(Emitter *e, const char *syntax);
void emit_syntax(Emitter *e, Text syntax); /* a part of a C string literal */
void emit_line(Emitter *e);  /* ends the line, if one is started */
void emit_blank(Emitter *e); /* one empty line between parts; never two, never at the start or end */

/* A line that opens a list: what follows stands one level deeper, each element after emit_sep. Lists
 * nest: emit_close goes back to the outer one. */
#define emit_open(e, format, ...) (emit((e), format, __VA_ARGS__), emit_indent(e))
void emit_indent(Emitter *e);
/* Before each element: SEPARATOR behind the one before, then a new line. */
void emit_sep(Emitter *e, const char *separator);
/* Ends the list: a new line, one level back, then SYNTAX. */
void emit_close(Emitter *e, const char *syntax);

/* Marks ITEM as printed. An item that no target prints is an internal error: nothing is lost silently. */
void emit_item(Emitter *e, const PlanItem *item);

#endif
