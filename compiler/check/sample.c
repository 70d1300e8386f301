/* Sample values: lists candidates, and takes the first that the evaluator lets pass. */
#include "compiler/check/sample.h"

#include "compiler/base/vec.h"
#include "compiler/check/tokens.h"
#include "compiler/eval/eval.h"

static const struct {
    const char *word, *value[3];
} table[] = {
#define SAMPLE(word, first, second, third) {word, {first, second, third}},
#include "grammar/samples.def"
#undef SAMPLE
};

typedef struct Sampler {
    Arena *arena;
    const Attribute *attribute;
    const Type *type;
    Value *row; /* of the entity: all unknown but the attribute */
    Text *value;
    size_t count, wanted;
} Sampler;

/* How many of each kind of candidate are tried. */
enum { CANDIDATES = 12, REFERENCE_DEPTH = 8 };

/* A check over other attributes too cannot be decided here, and does not stand in the way. */
static bool passes_checks(Sampler *s) {
    const Entity *e = s->attribute->entity;
    for (size_t i = 0; i < e->check_count; i++) {
        EvalContext c = {.arena = s->arena, .row = s->row};
        if (e->check[i].condition && !e->check[i].relation &&
            eval_check(&c, e->check[i].condition) == VERDICT_FAILS) {
            return false;
        }
    }
    return true;
}

static void try_text(Sampler *s, Text text) {
    if (s->count == s->wanted) {
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (text_equal(s->value[i], text)) {
            return;
        }
    }
    bool list = s->type->kind == TYPE_ARRAY;
    Value v = list ? value_unknown(true) : value_parse(s->arena, s->type, text);
    v = value_is_known(v) ? value_store(s->arena, v, s->type) : v;
    if (!value_is_known(v) && v.kind != VALUE_UNKNOWN) {
        return;
    }
    s->row[s->attribute->index] = v;
    if (passes_checks(s)) {
        s->value[s->count++] = text;
    }
}

static void try_format(Sampler *s, const char *format, unsigned number) {
    if (s->count == s->wanted) {
        return;
    }
    Buffer out = {0};
    for (const char *c = format; *c; c++) {
        if (*c == '#') {
            buffer_format(&out, "%u", number);
        } else {
            buffer_add_char(&out, *c);
        }
    }
    try_text(s, text_copy(s->arena, buffer_text(&out)));
    buffer_free(&out);
}

/* ---- candidates ---- */

static void try_examples(Sampler *s) {
    const SynNamedType *written = s->type->named ? s->type->named->written : NULL;
    for (size_t i = 0; written && i < written->examples.count; i++) {
        try_text(s, written->examples.at[i].text);
    }
    for (size_t i = 0; s->type->kind == TYPE_ENUM && i < s->type->enumeration->value_count; i++) {
        try_text(s, s->type->enumeration->value[i]);
    }
}

/* Of `kind in ('a', 'b')` the words, of `age >= 18` the number: a check tells what it wants. */
static void try_literals(Sampler *s, const Expr *e) {
    if (e->kind == EXPR_NUMBER || e->kind == EXPR_STRING) {
        try_text(s, e->text);
    } else if (e->kind == EXPR_TEMPORAL) {
        try_text(s, e->temporal.text);
    }
    const Expr *child;
    for (size_t i = 0; (child = expr_child(e, i)) != NULL; i++) {
        try_literals(s, child);
    }
}

static void try_literals_of_checks(Sampler *s) {
    const Entity *e = s->attribute->entity;
    for (size_t i = 0; i < e->check_count; i++) {
        if (e->check[i].attribute == s->attribute && e->check[i].condition) {
            try_literals(s, e->check[i].condition);
        }
    }
}

/* From the last word of the name: of `company_city` it is the city. */
static void try_table(Sampler *s) {
    Tokens t;
    tokens_split(&t, sym_text(s->attribute->name));
    for (size_t w = t.count; w-- > 0;) {
        for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
            for (size_t k = 0; k < 3 && text_equal_c(t.word[w], table[i].word); k++) {
                try_text(s, text_from(table[i].value[k]));
            }
        }
    }
}

static void try_letters(Sampler *s) {
    static const char *const word[] = {"one", "two", "three", "A", "B", "C", "AA", "BB", "CC"};
    Text name = sym_text(s->attribute->name);
    for (char letter = 'A'; letter < 'D' && s->count < s->wanted; letter++) {
        try_text(s, text_format(s->arena, "%.*s %c", TEXT_ARG(name), letter));
    }
    for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
        try_text(s, text_from(word[i]));
    }
    /* what patterns most often ask for, and lengths */
    for (unsigned i = 1; i <= 3; i++) {
        static const char *const shape[] = {"a#",
                                            "A-#",
                                            "#",
                                            "000#",
                                            "1234567#",
                                            "aaaaaaaaa#",
                                            "a#@example.org",
                                            "https://example.org/#",
                                            "AB#",
                                            "ABC#"};
        for (size_t k = 0; k < sizeof shape / sizeof *shape; k++) {
            try_format(s, shape[k], i);
        }
    }
}

static const char *shape_of(TypeKind kind) {
    switch (kind) {
    case TYPE_DATE: return "2026-01-0#";
    case TYPE_TIME: return "1#:00:00";
    case TYPE_TIMESTAMP: return "2026-01-0#T12:00:00Z";
    case TYPE_DATETIME: return "2026-01-0#T12:00:00";
    case TYPE_INTERVAL: return "P#D";
    case TYPE_UUID: return "00000000-0000-4000-8000-00000000000#";
    case TYPE_JSON: return "{\"n\": #}";
    case TYPE_INET: return "192.0.2.#";
    case TYPE_BYTES: return "0#";
    case TYPE_ARRAY: return "[]";
    default: return NULL;
    }
}

static void try_by_type(Sampler *s) {
    const char *shape = shape_of(s->type->kind);
    TypeClass class = type_class(s->type);
    for (unsigned i = 1; i <= 9 && shape; i++) {
        try_format(s, shape, i);
    }
    if (s->type->kind == TYPE_BOOLEAN) {
        try_text(s, TEXT("true"));
        try_text(s, TEXT("false"));
    } else if (class == CLASS_STRING) {
        try_letters(s);
    } else if (class == CLASS_INTEGER || class == CLASS_DECIMAL || class == CLASS_FLOAT) {
        static const char *const number[] = {"#", "-#", "0.#", "#0", "#00", "#000", "#0000"};
        for (size_t k = 0; k < sizeof number / sizeof *number; k++) {
            for (unsigned i = 1; i <= CANDIDATES; i++) {
                try_format(s, number[k], i);
            }
        }
        try_text(s, TEXT("0"));
    }
}

/* A column of a reference holds what it refers to. */
static const Attribute *origin_of(const Attribute *attribute) {
    for (int depth = 0; depth < REFERENCE_DEPTH; depth++) {
        const Relation *r = attribute->relation;
        if (attribute->origin != ATTRIBUTE_RELATION || !r || !r->target_key) {
            return attribute;
        }
        size_t i = 0;
        while (i < r->attribute_count && r->attribute[i] != attribute) {
            i++;
        }
        if (i == r->attribute_count) {
            return attribute;
        }
        attribute = r->target_key->attribute[i];
    }
    return attribute;
}

size_t sample_values(Arena *a, const Attribute *attribute, Text *value, size_t count) {
    const Attribute *origin = origin_of(attribute);
    if (!origin->type || origin->type->kind == TYPE_NATIVE) {
        return 0;
    }
    Arena scratch = {0};
    Sampler s = {
        .arena = &scratch,
        .attribute = origin,
        .type = origin->type,
        .row = arena_array(&scratch, Value, origin->entity->attribute_count),
        .value = value,
        .wanted = count,
    };
    for (size_t i = 0; i < origin->entity->attribute_count; i++) {
        s.row[i] = value_unknown(false);
    }
    try_examples(&s);
    try_literals_of_checks(&s);
    try_table(&s);
    try_by_type(&s);
    for (size_t i = 0; i < s.count; i++) {
        value[i] = text_copy(a, value[i]);
    }
    arena_free(&scratch);
    return s.count;
}
