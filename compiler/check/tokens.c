/* Names into words, and words against the lexicon. Splits at `_`, `-`, `.` and blanks, where an upper-case
 * letter begins a word (`orderLine`, `HTTPServer`), and where digits begin or end. Bytes above ASCII are
 * letters without case. */
#include "compiler/check/tokens.h"

#include <string.h>

typedef enum CharClass { CHAR_LOWER, CHAR_UPPER, CHAR_DIGIT, CHAR_SEPARATOR } CharClass;

static CharClass class_of(char c) {
    if (c >= '0' && c <= '9') {
        return CHAR_DIGIT;
    }
    if (c >= 'A' && c <= 'Z') {
        return CHAR_UPPER;
    }
    return c == '_' || c == '-' || c == '.' || c == ' ' ? CHAR_SEPARATOR : CHAR_LOWER;
}

/* Whether a word begins at I, which is no separator. */
static bool begins_word(Text name, size_t i) {
    if (i == 0) {
        return true;
    }
    CharClass before = class_of(name.at[i - 1]), here = class_of(name.at[i]);
    if (before == CHAR_SEPARATOR) {
        return true;
    }
    if ((before == CHAR_DIGIT) != (here == CHAR_DIGIT)) {
        return true;
    }
    if (here != CHAR_UPPER) {
        return false;
    }
    return before == CHAR_LOWER || (i + 1 < name.size && class_of(name.at[i + 1]) == CHAR_LOWER);
}

void tokens_split(Tokens *out, Text name) {
    out->count = 0;
    if (name.size > TOKEN_BYTES) {
        return;
    }
    for (size_t i = 0; i < name.size; i++) {
        CharClass class = class_of(name.at[i]);
        out->bytes[i] = class == CHAR_UPPER ? (char)(name.at[i] - 'A' + 'a') : name.at[i];
        if (class == CHAR_SEPARATOR) {
            continue;
        }
        if (begins_word(name, i)) {
            if (out->count == TOKEN_LIMIT) {
                out->count = 0;
                return;
            }
            out->word[out->count++] = (Text){out->bytes + i, 0};
        }
        out->word[out->count - 1].size++;
    }
}

Text tokens_join(Arena *a, const Tokens *t, size_t from, size_t to) {
    size_t room = 0;
    for (size_t i = from; i < to; i++) {
        room += t->word[i].size + 1;
    }
    char *joined = arena_array(a, char, room);
    size_t size = 0;
    for (size_t i = from; i < to; i++) {
        if (i > from) {
            joined[size++] = '_';
        }
        memcpy(joined + size, t->word[i].at, t->word[i].size);
        size += t->word[i].size;
    }
    return (Text){joined, size};
}

static const struct {
    Lexicon lexicon;
    Text word;
} words[] = {
#define LEXICON(id, doc)
#define LEXEME(lexicon, word) {LEXICON_##lexicon, TEXT_INIT(word)},
#include "grammar/lexicon.def"
#undef LEXICON
#undef LEXEME
};

bool lexicon_has(Lexicon lexicon, Text word) {
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i].lexicon == lexicon && text_equal(words[i].word, word)) {
            return true;
        }
    }
    return false;
}

bool lexicon_meets(Lexicon lexicon, const Tokens *t) {
    for (size_t i = 0; i < t->count; i++) {
        if (lexicon_has(lexicon, t->word[i])) {
            return true;
        }
    }
    return false;
}
