/* Inflection over the tables of grammar/inflections.def: the first rule that fits the end of a name
 * counts. Endings are compared without regard to ASCII case. Knows nothing about the model. */
#include "compiler/schema/inflect.h"

#include <string.h>

typedef struct EndingRule {
    const char *before;
    Text end, instead;
} EndingRule;

static const Text uncountable[] = {
#define UNCOUNTABLE(word) TEXT_INIT(word),
#define IRREGULAR(singular, plural)
#define PLURAL(before, end, instead)
#define SINGULAR(before, end, instead)
#include "grammar/inflections.def"
#undef UNCOUNTABLE
#undef IRREGULAR
};

static const Irregular irregular[] = {
#define UNCOUNTABLE(word)
#define IRREGULAR(singular, plural) {TEXT_INIT(singular), TEXT_INIT(plural)},
#include "grammar/inflections.def"
#undef IRREGULAR
#undef PLURAL
};

static const EndingRule plural_rule[] = {
#define IRREGULAR(singular, plural)
#define PLURAL(before, end, instead) {before, TEXT_INIT(end), TEXT_INIT(instead)},
#include "grammar/inflections.def"
#undef PLURAL
#undef SINGULAR
};

static const EndingRule singular_rule[] = {
#define PLURAL(before, end, instead)
#define SINGULAR(before, end, instead) {before, TEXT_INIT(end), TEXT_INIT(instead)},
#include "grammar/inflections.def"
#undef UNCOUNTABLE
#undef IRREGULAR
#undef PLURAL
#undef SINGULAR
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static char to_lower(char c) {
    return is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

static char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* A letter that does not begin a word: small, or outside ASCII; a digit counts as one. */
static bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool ends_with(Text name, Text end) {
    if (end.size > name.size) {
        return false;
    }
    const char *at = name.at + name.size - end.size;
    for (size_t i = 0; i < end.size; i++) {
        if (to_lower(at[i]) != to_lower(end.at[i])) {
            return false;
        }
    }
    return true;
}

static bool is_whole(Text name, Text word) {
    return name.size == word.size && ends_with(name, word);
}

/* Whether what stands before the ending of SIZE bytes satisfies BEFORE. */
static bool before_fits(Text name, size_t size, const char *before) {
    if (*before == '\0') {
        return true;
    }
    if (*before == '^') {
        return name.size == size;
    }
    if (name.size == size) {
        return false;
    }
    char c = to_lower(name.at[name.size - size - 1]);
    return *before == '!' ? !strchr(before + 1, c) : strchr(before, c) != NULL;
}

static Text replace_end(Arena *a, Text name, size_t size, Text instead) {
    return text_join(a, text_slice(name, 0, name.size - size), instead);
}

static Text apply_rules(Arena *a, const EndingRule *rule, size_t count, Text name) {
    for (size_t i = 0; i < count; i++) {
        if (ends_with(name, rule[i].end) && before_fits(name, rule[i].end.size, rule[i].before)) {
            return replace_end(a, name, rule[i].end.size, rule[i].instead);
        }
    }
    return name;
}

/* Whether NAME is WORD, or ends in it behind a `_`. */
static bool ends_with_word(Text name, Text word) {
    return ends_with(name, word) &&
           (name.size == word.size || name.at[name.size - word.size - 1] == '_');
}

/* Whether there is no last word to inflect. */
static bool lacks_last_word(Text name) {
    return name.size == 0 || name.at[name.size - 1] == '_';
}

/* Puts the wanted form where NAME ends in either form of an irregular word; false when it does not. */
static bool apply_irregular(Arena *a, const Irregular *word, bool fits_singular, bool fits_plural,
                            bool want_plural, Text *name) {
    if (!fits_singular && !fits_plural) {
        return false;
    }
    Text found = fits_singular ? word->singular : word->plural;
    Text wanted = want_plural ? word->plural : word->singular;
    if (!text_equal(found, wanted)) {
        *name = replace_end(a, *name, found.size, wanted);
    }
    return true;
}

/* The form that irregular and uncountable words have; false when NAME is a regular word. */
static bool apply_exceptions(Arena *a, const Inflections *in, bool want_plural, Text *name) {
    for (size_t i = in ? in->irregular.count : 0; i-- > 0;) {
        const Irregular *word = &in->irregular.at[i];
        if (apply_irregular(a, word, ends_with_word(*name, word->singular),
                            ends_with_word(*name, word->plural), want_plural, name)) {
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(uncountable); i++) {
        if (is_whole(*name, uncountable[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(irregular); i++) {
        const Irregular *word = &irregular[i];
        if (apply_irregular(a, word, ends_with(*name, word->singular),
                            ends_with(*name, word->plural), want_plural, name)) {
            return true;
        }
    }
    return false;
}

void inflect_add(Arena *a, Inflections *in, Text singular, Text plural) {
    *vec_push(a, &in->irregular) = (Irregular){singular, plural};
}

Text inflect_plural(Arena *a, const Inflections *in, Text name) {
    if (lacks_last_word(name) || apply_exceptions(a, in, true, &name)) {
        return name;
    }
    return apply_rules(a, plural_rule, COUNT_OF(plural_rule), name);
}

Text inflect_singular(Arena *a, const Inflections *in, Text name) {
    if (lacks_last_word(name) || apply_exceptions(a, in, false, &name)) {
        return name;
    }
    return apply_rules(a, singular_rule, COUNT_OF(singular_rule), name);
}

/* Whether a word begins at the capital NAME.at[i]: behind a small letter or a digit, or as the last of
 * a row of capitals that a small letter follows (HTTPServer: at S). */
static bool begins_word(Text name, size_t i) {
    char before = name.at[i - 1];
    return is_lower_or_digit(before) || (is_upper(before) && i + 1 < name.size &&
                                         name.at[i + 1] >= 'a' && name.at[i + 1] <= 'z');
}

Text inflect_snake(Arena *a, Text name) {
    char *at = arena_alloc(a, checked_multiply(name.size, 2), 1);
    size_t size = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        if (i > 0 && is_upper(c) && begins_word(name, i)) {
            at[size++] = '_';
        }
        at[size++] = c == '-' || c == ' ' ? '_' : to_lower(c);
    }
    return (Text){at, size};
}

Text inflect_pascal(Arena *a, Text name) {
    char *at = arena_alloc(a, name.size, 1);
    size_t size = 0;
    bool begins = true;
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] == '_' && i + 1 < name.size) {
            begins = true;
            continue;
        }
        at[size++] = begins ? to_upper(name.at[i]) : name.at[i];
        begins = false;
    }
    return (Text){at, size};
}

Text inflect_camel(Arena *a, Text name) {
    Text pascal = inflect_pascal(a, inflect_snake(a, name));
    char *at = arena_alloc(a, pascal.size, 1);
    for (size_t i = 0; i < pascal.size; i++) {
        at[i] = i == 0 ? to_lower(pascal.at[i]) : pascal.at[i];
    }
    return (Text){at, pascal.size};
}
