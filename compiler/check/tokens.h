/* Names taken apart, and the word lists that heuristics look for. A heuristic compares whole words of a
 * name, never its letters: `created_at`, `createdAt` and `CREATED_AT` are the words created, at. */
#ifndef TENON_CHECK_TOKENS_H
#define TENON_CHECK_TOKENS_H

#include "compiler/base/text.h"

enum { TOKEN_LIMIT = 16, TOKEN_BYTES = 128 };

/* The words of a name in lower case, digits split off as words of their own. A name too long for the
 * limits has no words, so no heuristic touches it. The words point into the struct: do not copy it. */
typedef struct Tokens {
    Text word[TOKEN_LIMIT];
    size_t count;
    char bytes[TOKEN_BYTES];
} Tokens;

void tokens_split(Tokens *out, Text name);

static inline Text tokens_last(const Tokens *t) {
    return t->count ? t->word[t->count - 1] : (Text){"", 0};
}

/* "order_line" of `OrderLine` and `order_line` alike: the words FROM to TO (excluded), joined. */
Text tokens_join(Arena *a, const Tokens *t, size_t from, size_t to);

/* The word lists of grammar/lexicon.def. */
typedef enum Lexicon {
#define LEXICON(id, doc) LEXICON_##id,
#define LEXEME(lexicon, word)
#include "grammar/lexicon.def"
#undef LEXICON
#undef LEXEME
    LEXICON_COUNT
} Lexicon;

bool lexicon_has(Lexicon lexicon, Text word);
/* Whether any word of the name stands in the list. */
bool lexicon_meets(Lexicon lexicon, const Tokens *t);

#endif
