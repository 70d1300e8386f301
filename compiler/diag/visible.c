/* Visible forms and widths of characters. Takes text of any origin; gives text that a terminal shows
 * as it is. The ranges are blocks, not the full Unicode tables: a caret may be one cell off under a
 * rare character, nothing worse. */
#include "compiler/diag/visible.h"

typedef struct Range {
    uint32_t first, last;
} Range;

/* Controls, and what is invisible or turns the direction of a line (Unicode Cc, Cf, Zl, Zp). */
static const Range unseen[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C},   {0x115F, 0x1160},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};

static const Range combining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},   {0x05C1, 0x05C2},
    {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x0900, 0x0902},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D}, {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF},   {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF},
};

static const Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x2705, 0x2705},
    {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},   {0x2753, 0x2755},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool in_ranges(const Range *range, size_t count, uint32_t code) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (range[middle].last < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && range[low].first <= code;
}
#define IN(ranges, code) in_ranges((ranges), sizeof(ranges) / sizeof(ranges)[0], (code))

/* One code point at the start of T, by RFC 3629; 0 when the bytes are none. */
static uint32_t decode(Text t, uint32_t *code) {
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000}; /* by length */
    const unsigned char *byte = (const unsigned char *)t.at;
    uint32_t size = byte[0] < 0x80         ? 1
                    : byte[0] >> 5 == 0x06 ? 2
                    : byte[0] >> 4 == 0x0E ? 3
                    : byte[0] >> 3 == 0x1E ? 4
                                           : 0;
    if (size == 0 || size > t.size) {
        return 0;
    }
    uint32_t value = size == 1 ? byte[0] : byte[0] & (0x7Fu >> size);
    for (uint32_t i = 1; i < size; i++) {
        if (byte[i] >> 6 != 2) {
            return 0;
        }
        value = value << 6 | (byte[i] & 0x3F);
    }
    if (value < smallest[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *code = value;
    return size;
}

static uint32_t hex_digits(uint32_t code) {
    uint32_t digits = 1;
    while (code >>= 4) {
        digits++;
    }
    return digits;
}

Glyph glyph_at(Text t, size_t offset) {
    Glyph g = {0};
    g.size = decode((Text){t.at + offset, t.size - offset}, &g.code);
    if (g.size == 0) {
        return (Glyph){(unsigned char)t.at[offset], 1, 4, true, true}; /* \xNN */
    }
    if (g.code >= ' ' && g.code < 0x7F) {
        g.cells = 1;
    } else if (IN(unseen, g.code)) {
        g.escaped = true;
        g.cells = g.code < 0x100 ? 4 : 4 + hex_digits(g.code); /* \xNN, \u{NNNN} */
    } else {
        g.cells = IN(combining, g.code) ? 0 : IN(wide, g.code) ? 2 : 1;
    }
    return g;
}

void glyph_add(Buffer *out, Text t, size_t offset, Glyph glyph) {
    if (!glyph.escaped) {
        buffer_add(out, (Text){t.at + offset, glyph.size});
    } else if (glyph.code < 0x100) {
        buffer_format(out, "\\x%02x", (unsigned)glyph.code);
    } else {
        buffer_format(out, "\\u{%x}", (unsigned)glyph.code);
    }
}

size_t visible_add(Buffer *out, Text t) {
    size_t cells = 0;
    for (size_t at = 0; at < t.size;) {
        Glyph glyph = glyph_at(t, at);
        glyph_add(out, t, at, glyph);
        cells += glyph.cells;
        at += glyph.size;
    }
    return cells;
}
