/* Printer: the lower half of `tenon fmt`. Keeps the place in the source and in the output, reads
 * what stands between nodes, prints lines, comments and texts of several lines. format.c decides
 * what stands where. */
#ifndef TENON_READ_PRINTER_H
#define TENON_READ_PRINTER_H

#include "compiler/base/buffer.h"
#include "compiler/base/vec.h"
#include "compiler/read/node.h"

typedef struct Comment {
    Text text;         /* from its # on */
    uint32_t column;   /* of its # in the source, from 0 */
    bool own_line;     /* nothing stands before it */
    bool blank_before; /* a blank line does */
} Comment;

/* Offsets are in `bytes`. */
typedef struct Printer {
    Arena *arena;
    Diags *diags;
    Buffer *out;
    Text bytes;
    uint32_t base; /* position of the first byte */
    uint32_t at;   /* all before it is printed, or read into the members below */
    VEC(Comment) comments;
    size_t printed;  /* number of the comments that are printed */
    bool line_break; /* a line ended since the last token */
    bool blank;      /* a blank line stands before the next token */
    bool fresh; /* no line has been printed since the block began: it begins without a blank one */
    bool behind_dash; /* the next entry goes on behind a `-` */
    size_t line;      /* where in `out` the present line begins */
} Printer;

Printer printer_make(Arena *a, Diags *ds, const Source *source, Buffer *out);

/* --- The source ------------------------------------------------------------------------------- */

uint32_t printer_start(const Printer *p, const Node *n); /* offset */
Text printer_text(const Printer *p, const Node *n);      /* N as it is written */
char printer_byte(const Printer *p, uint32_t offset);    /* 0 at the end */
uint32_t printer_column(const Printer *p, uint32_t offset);
bool printer_has_line_break(Text t);
/* Whether a comment may stand between two positions; whether a blank line does. */
bool printer_has_comment(const Printer *p, uint32_t start, uint32_t end);
bool printer_has_blank_line(const Printer *p, uint32_t start, uint32_t end);
/* Whether an anchor or a tag stands between the present place and offset END. */
bool printer_has_property(const Printer *p, uint32_t end);

/* Reads blanks, line ends and comments up to the next token. */
void printer_read_gap(Printer *p);
void printer_move_behind(Printer *p, const Node *n);

/* --- The output ------------------------------------------------------------------------------- */

bool printer_has_comments(const Printer *p); /* that are not printed yet */
void printer_start_line(Printer *p, size_t indent, bool blank_before);
/* With the comment that stands at the line's end, at its old column where that is free. */
void printer_end_line(Printer *p);
/* The comments up to the first that is indented less than COLUMN, each on its line. */
void printer_flush_comments(Printer *p, size_t indent, uint32_t column);

/* Copies the token at the present place, at most to offset END; the rest of the line. */
void printer_copy_word(Printer *p, uint32_t end);
void printer_copy_line(Printer *p);

/* A plain or quoted scalar of several lines, and a block scalar, with their lines at INDENT.
 * COLUMN is that of the collection around it in the source: explicit indentation counts from
 * there. */
void printer_add_lines(Printer *p, const Node *n, size_t indent);
void printer_add_block_scalar(Printer *p, const Node *n, size_t indent, uint32_t column);

/* Reports a key that has no canonical form. */
void printer_refuse(Printer *p, const Node *key);

#endif
