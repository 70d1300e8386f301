/* Text: comparing, searching, copying and checking runs of bytes. Nothing here knows what the bytes
 * mean, beyond UTF-8; upper and lower case are those of ASCII, so no locale changes a result. */
#include "compiler/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "compiler/base/panic.h"

Text text_slice(Text t, size_t start, size_t end) {
    if (start > end || end > t.size) {
        internal_error("slice %zu to %zu of a text of %zu bytes", start, end, t.size);
    }
    return (Text){start ? t.at + start : t.at, end - start}; /* at may be NULL: no NULL + 0 */
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Text text_trim(Text t) {
    while (t.size && is_blank(t.at[0])) {
        t.at++;
        t.size--;
    }
    while (t.size && is_blank(t.at[t.size - 1])) {
        t.size--;
    }
    return t;
}

/* memcmp may not be given a null pointer, not even for no bytes; an empty Text may hold one. */
static bool same_bytes(const char *a, const char *b, size_t size) {
    return size == 0 || memcmp(a, b, size) == 0;
}

int text_compare(Text a, Text b) {
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.at, b.at, shared) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

bool text_starts_with(Text t, Text prefix) {
    return t.size >= prefix.size && same_bytes(t.at, prefix.at, prefix.size);
}

bool text_ends_with(Text t, Text suffix) {
    return t.size >= suffix.size && text_equal(text_slice(t, t.size - suffix.size, t.size), suffix);
}

size_t text_find(Text t, Text needle) {
    if (needle.size == 0) {
        return 0;
    }
    size_t from = 0;
    while (t.size - from >= needle.size) {
        const char *hit = memchr(t.at + from, needle.at[0], t.size - from - needle.size + 1);
        if (!hit) {
            break;
        }
        if (memcmp(hit, needle.at, needle.size) == 0) {
            return (size_t)(hit - t.at);
        }
        from = (size_t)(hit - t.at) + 1;
    }
    return SIZE_MAX;
}

Text text_copy(Arena *a, Text t) {
    return text_join(a, t, TEXT(""));
}

Text text_join(Arena *a, Text left, Text right) {
    if (left.size > SIZE_MAX - right.size) {
        out_of_memory(SIZE_MAX);
    }
    char *at = arena_alloc(a, left.size + right.size, 1);
    if (left.size) {
        memcpy(at, left.at, left.size);
    }
    if (right.size) {
        memcpy(at + left.size, right.at, right.size);
    }
    return (Text){at, left.size + right.size};
}

Text text_format(Arena *a, const char *format, ...) {
    char brief[256]; /* most results fit: they are made once and copied */
    va_list args;
    va_start(args, format);
    int length = vsnprintf(brief, sizeof brief, format, args);
    va_end(args);
    if (length < 0) {
        internal_error("a text could not be formatted with \"%s\"", format);
    }
    size_t size = (size_t)length;
    if (size < sizeof brief) {
        return text_copy(a, (Text){brief, size});
    }
    char *at = arena_alloc(a, size + 1, 1);
    va_start(args, format);
    vsnprintf(at, size + 1, format, args);
    va_end(args);
    return (Text){at, size};
}

char *text_c_string(Arena *a, Text t) {
    char *at = arena_alloc(a, t.size + 1, 1);
    if (t.size) {
        memcpy(at, t.at, t.size);
    }
    return at;
}

Text text_lower_ascii(Arena *a, Text t) {
    char *at = arena_alloc(a, t.size, 1);
    for (size_t i = 0; i < t.size; i++) {
        char c = t.at[i];
        at[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (Text){at, t.size};
}

Text text_upper_ascii(Arena *a, Text t) {
    char *at = arena_alloc(a, t.size, 1);
    for (size_t i = 0; i < t.size; i++) {
        char c = t.at[i];
        at[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (Text){at, t.size};
}

/* RFC 3629, section 4: what the second byte may be follows from the first. That rules out overlong
 * forms, surrogates and everything above U+10FFFF. */
typedef struct Utf8Lead {
    unsigned char first, last;               /* this range of first bytes */
    unsigned char size;                      /* starts a sequence of so many bytes */
    unsigned char second_least, second_most; /* whose second byte lies here */
} Utf8Lead;

static const Utf8Lead utf8_lead[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

/* Bytes of the sequence above ASCII that starts at AT, of which LEFT can be read; 0 when malformed. */
static size_t utf8_sequence(const unsigned char *at, size_t left) {
    for (size_t i = 0; i < sizeof utf8_lead / sizeof utf8_lead[0]; i++) {
        const Utf8Lead *lead = &utf8_lead[i];
        if (at[0] < lead->first || at[0] > lead->last) {
            continue;
        }
        if (left < lead->size || at[1] < lead->second_least || at[1] > lead->second_most) {
            return 0;
        }
        for (size_t k = 2; k < lead->size; k++) {
            if ((at[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return lead->size;
    }
    return 0;
}

bool text_is_utf8(Text t, size_t *bad) {
    const unsigned char *at = (const unsigned char *)t.at;
    size_t i = 0;
    while (i < t.size) {
        uint64_t eight;
        while (t.size - i >= sizeof eight && (memcpy(&eight, at + i, sizeof eight),
                                              (eight & UINT64_C(0x8080808080808080)) == 0)) {
            i += sizeof eight;
        }
        if (i == t.size) {
            break;
        }
        size_t size = at[i] < 0x80 ? 1 : utf8_sequence(at + i, t.size - i);
        if (size == 0) {
            *bad = i;
            return false;
        }
        i += size;
    }
    return true;
}

size_t text_count_code_points(Text t) {
    size_t count = 0;
    for (size_t i = 0; i < t.size; i++) {
        count += (t.at[i] & 0xC0) != 0x80;
    }
    return count;
}

uint32_t text_hash(Text t) {
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < t.size; i++) {
        hash = (hash ^ (unsigned char)t.at[i]) * UINT32_C(16777619);
    }
    return hash;
}

static uint64_t load_8(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static uint64_t load_4(const char *at) {
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* All bytes of a run of up to eight; what overlaps is in it twice. */
static uint64_t load_short(const char *at, size_t size) {
    if (size >= 4) {
        return load_4(at) | load_4(at + size - 4) << 32;
    }
    return size ? (unsigned char)at[0] | (uint64_t)(unsigned char)at[size / 2] << 8 |
                      (uint64_t)(unsigned char)at[size - 1] << 16
                : 0;
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last eight may overlap those before. */
uint32_t text_slot_hash(Text t) {
    uint64_t hash = mix(t.size, 0);
    size_t at = 0;
    for (; t.size - at > 8; at += 8) {
        hash = mix(hash, load_8(t.at + at));
    }
    uint64_t last = t.size >= 8 ? load_8(t.at + t.size - 8) : load_short(t.at, t.size);
    return (uint32_t)mix(hash, last);
}
