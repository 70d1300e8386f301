/* Text: a run of bytes, with its length, owned by someone else. Never NUL-terminated.
 * Prose, scalars and slices of the source are Text; names are Sym (intern.h). */
#ifndef TENON_BASE_TEXT_H
#define TENON_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "compiler/base/arena.h"

typedef struct Text {
    const char *at;
    size_t size; /* bytes */
} Text;

/* A Text of a string literal. */
#define TEXT(literal) ((Text){"" literal, sizeof(literal) - 1})
/* The same as an initialiser: ISO C does not let a static table hold the compound literal above. */
#define TEXT_INIT(literal) \
    { "" literal, sizeof(literal) - 1 }
/* For printf: "%.*s", TEXT_ARG(t). */
#define TEXT_ARG(t) (int)(t).size, (t).at

/* NULL gives the empty text. Inline, since the length of a literal is then known. */
static inline Text text_from(const char *c_string) {
    return c_string ? (Text){c_string, strlen(c_string)} : TEXT("");
}
Text text_slice(Text t, size_t start, size_t end);
Text text_trim(Text t); /* without spaces, tabs and newlines at both ends */
/* Inline, since most texts differ in their sizes. memcmp takes no NULL, which an empty text may hold. */
static inline bool text_equal(Text a, Text b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}
static inline bool text_equal_c(Text a, const char *c_string) {
    return text_equal(a, text_from(c_string));
}
int text_compare(Text a, Text b); /* by bytes, as memcmp, then by length */
bool text_starts_with(Text t, Text prefix);
bool text_ends_with(Text t, Text suffix);
/* Offset of the first NEEDLE, or SIZE_MAX. */
size_t text_find(Text t, Text needle);

Text text_copy(Arena *a, Text t);
Text text_join(Arena *a, Text left, Text right);
Text text_format(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A NUL-terminated copy, for the C library. */
char *text_c_string(Arena *a, Text t);
Text text_lower_ascii(Arena *a, Text t);
Text text_upper_ascii(Arena *a, Text t);

/* Whether T is well-formed UTF-8 (RFC 3629); *BAD is then the offset of the first bad byte. */
bool text_is_utf8(Text t, size_t *bad);
/* Number of code points. T must be well-formed. */
size_t text_count_code_points(Text t);

uint32_t text_hash(Text t); /* stable across runs and machines (FNV-1a): for what is printed */
uint32_t text_slot_hash(Text t); /* faster, and another on each kind of machine: for tables in memory */

#endif
