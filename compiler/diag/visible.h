/* Text from outside made safe to show: what each character takes on a terminal, and a visible form
 * for those that would move the cursor, reorder the line or not be seen.
 *
 * Bytes that are not UTF-8 are shown one by one. Does not measure fonts: widths are those of a grid of
 * cells (Unicode's East Asian Width W and F, and emoji, take two; combining marks none). */
#ifndef TENON_DIAG_VISIBLE_H
#define TENON_DIAG_VISIBLE_H

#include "compiler/base/buffer.h"

enum { TAB_WIDTH = 4 };

typedef struct Glyph {
    uint32_t code; /* the code point, or the byte where it is not UTF-8 */
    uint32_t size; /* bytes in the text: 1 to 4 */
    uint32_t cells;
    bool escaped; /* shown as \xNN or \u{NNNN} */
    bool is_byte; /* not UTF-8 */
} Glyph;

/* The glyph at OFFSET, which is below the text's size. A tab is escaped; excerpts expand it. */
Glyph glyph_at(Text t, size_t offset);
void glyph_add(Buffer *out, Text t, size_t offset, Glyph glyph);

/* The whole of T on one line; returns the cells that it took. */
size_t visible_add(Buffer *out, Text t);

#endif
