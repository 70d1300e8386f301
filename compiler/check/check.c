/* The driver of the rules, and what they share. Takes a const schema and its facts, gives diagnostics;
 * knows no single rule: rules.def does. */
#include "compiler/check/check.h"

#include "compiler/check/rules.h"

static void ask_entity(CheckContext *c, const Entity *e) {
#define MODEL_RULE(function, codes)
#define ENTITY_RULE(function, codes) rule_##function(c, e);
#define ATTRIBUTE_RULE(function, codes)
#include "compiler/check/rules.def"
#undef MODEL_RULE
#undef ENTITY_RULE
#undef ATTRIBUTE_RULE
}

static void ask_attribute(CheckContext *c, const Attribute *attribute) {
#define MODEL_RULE(function, codes)
#define ENTITY_RULE(function, codes)
#define ATTRIBUTE_RULE(function, codes) rule_##function(c, attribute);
#include "compiler/check/rules.def"
#undef MODEL_RULE
#undef ENTITY_RULE
#undef ATTRIBUTE_RULE
}

static void ask_model(CheckContext *c) {
    static void (*const rule[])(CheckContext *) = {
#define MODEL_RULE(function, codes) rule_##function,
#define ENTITY_RULE(function, codes)
#define ATTRIBUTE_RULE(function, codes)
#include "compiler/check/rules.def"
#undef MODEL_RULE
#undef ENTITY_RULE
#undef ATTRIBUTE_RULE
    };
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
        rule[i](c);
        arena_reset(c->scratch);
    }
}

void check_run(CheckContext *c) {
    Arena arena = {0};
    c->survey = survey_make(&arena, c->schema);
    ask_model(c);
    for (size_t i = 0; i < c->schema->entity_count; i++) {
        const Entity *e = c->schema->entity[i];
        if (e->origin != ENTITY_DECLARED) {
            continue;
        }
        ask_entity(c, e);
        for (size_t k = 0; k < e->attribute_count; k++) {
            if (attribute_is_declared(&e->attribute[k])) {
                ask_attribute(c, &e->attribute[k]);
            }
        }
        arena_reset(c->scratch);
    }
    c->survey = NULL;
    arena_free(&arena);
}

Text word_of_attribute(const Attribute *attribute) {
    bool brought = attribute->origin == ATTRIBUTE_RELATION && attribute->relation &&
                   attribute->relation->attribute_count == 1;
    return sym_text(brought ? attribute->relation->name : attribute->name);
}

/* Made in place: most findings name attributes, and there may be thousands. */
Text words_of_attributes(Arena *a, const Attribute *const *attribute, size_t count) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += word_of_attribute(attribute[i]).size + (sizeof "``, " - 1);
    }
    char *words = arena_array(a, char, size), *at = words;
    for (size_t i = 0; i < count; i++) {
        Text word = word_of_attribute(attribute[i]);
        if (i) {
            *at++ = ',';
            *at++ = ' ';
        }
        *at++ = '`';
        memcpy(at, word.at, word.size);
        at += word.size;
        *at++ = '`';
    }
    return (Text){words, (size_t)(at - words)};
}

Text words_of_key(Arena *a, const Key *key) {
    Text parts = words_of_attributes(a, key->attribute, key->attribute_count);
    if (key->kind == KEY_PRIMARY) {
        return text_format(a, "the key (%.*s)", TEXT_ARG(parts));
    }
    bool alone = key->attribute_count == 1 && !key->where;
    if (alone && /* a unique attribute has its name */
        (!key->name || text_equal(sym_text(key->name), word_of_attribute(key->attribute[0])))) {
        return parts;
    }
    if (!key->name) {
        return text_format(a, "the set (%.*s)", TEXT_ARG(parts));
    }
    return text_format(a, "the set `%.*s` (%.*s)", TEXT_ARG(sym_text(key->name)), TEXT_ARG(parts));
}

Diag *rule_report_arguments(CheckContext *c, const Entity *entity, DiagId id, Span span,
                            const Text *argument, size_t count) {
    Diag *d = diag_add_arguments(c->diags, id, span, argument, count);
    d->entity = entity ? entity->name : NULL;
    return d;
}

void rule_weaken(Diag *d, Severity severity, int confidence) {
    d->severity = severity;
    d->confidence = confidence;
}

bool attribute_is_declared(const Attribute *attribute) {
    return attribute->origin == ATTRIBUTE_DECLARED && attribute->type;
}

TypeClass attribute_class(const Attribute *attribute) {
    return attribute->type ? type_class(attribute->type) : CLASS_UNKNOWN;
}

Span attribute_type_span(const Attribute *attribute) {
    const SynAttribute *written = attribute->written;
    return written && written->type ? written->type->name.span : attribute->span;
}
