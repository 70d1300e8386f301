/* Code names: words from names, and distinct ones in a scope. See code_name.h. */
#include "targets/code_name.h"

#include "compiler/schema/inflect.h"

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* What is neither a letter nor a digit parts two words. */
static Text plain_words(Arena *a, Text name) {
    char *plain = arena_array(a, char, name.size + 2);
    size_t size = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        if (is_letter(c) || is_digit(c)) {
            if (size == 0 && is_digit(c)) {
                plain[size++] = 'n';
            }
            plain[size++] = c;
        } else if (size && plain[size - 1] != '_') {
            plain[size++] = '_';
        }
    }
    while (size && plain[size - 1] == '_') {
        size--;
    }
    return size ? (Text){plain, size} : TEXT("unnamed");
}

Text code_word(Arena *a, Text name, CodeCase form) {
    Text plain = plain_words(a, name);
    switch (form) {
    case CODE_CAMEL: return inflect_camel(a, plain);
    case CODE_PASCAL: return inflect_pascal(a, plain);
    case CODE_SNAKE: return inflect_snake(a, plain);
    }
    return plain;
}

CodeScope code_scope(Arena *a, const char *const *reserved) {
    CodeScope scope = {.a = a};
    for (; reserved && *reserved; reserved++) {
        lookup_put(a, &scope.reserved, text_from(*reserved), *reserved);
    }
    return scope;
}

Text code_take(CodeScope *scope, Text word) {
    if (lookup_get(&scope->reserved, word)) {
        word = text_format(scope->a, "%.*s_", TEXT_ARG(word));
    }
    Text distinct = word;
    for (unsigned n = 2; lookup_put(scope->a, &scope->taken, distinct, scope); n++) {
        distinct = text_format(scope->a, "%.*s%u", TEXT_ARG(word), n);
    }
    return distinct;
}
