/* The driver of the rules, and what they share. Takes a const schema and its facts, gives diagnostics;
 * knows no single rule: rules.def does. */
#include "compiler/check/check.h"

#include "compiler/base/buffer.h"
#include "compiler/check/rules.h"

void check_run(CheckContext *c) {
    static void (*const rule[])(CheckContext *) = {
#define RULE(function, codes) rule_##function,
#include "compiler/check/rules.def"
#undef RULE
    };
    for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
        rule[i](c);
        arena_reset(c->scratch);
    }
}

Text word_of_attribute(const Attribute *attribute) {
    bool brought = attribute->origin == ATTRIBUTE_RELATION && attribute->relation &&
                   attribute->relation->attribute_count == 1;
    return sym_text(brought ? attribute->relation->name : attribute->name);
}

Text words_of_attributes(Arena *a, const Attribute *const *attribute, size_t count) {
    Buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        buffer_format(&out, "%s`%.*s`", i ? ", " : "", TEXT_ARG(word_of_attribute(attribute[i])));
    }
    Text words = text_copy(a, buffer_text(&out));
    buffer_free(&out);
    return words;
}

Text words_of_key(Arena *a, const Key *key) {
    Text parts = words_of_attributes(a, key->attribute, key->attribute_count);
    if (key->kind == KEY_PRIMARY) {
        return text_format(a, "the key (%.*s)", TEXT_ARG(parts));
    }
    if (key->attribute_count == 1 && !key->where) {
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

const Target *const *rule_targets(CheckContext *c) {
    const Schema *s = c->schema;
    if (s->target_count == 0) {
        return targets;
    }
    const Target **chosen = arena_array(c->scratch, const Target *, s->target_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < s->target_count; i++) {
        const Target *target = target_find(sym_text(s->target[i].name));
        if (target) {
            chosen[count++] = target;
        }
    }
    return chosen;
}

/* Calls for the relation itself, or its arms. OUT NULL: counts only. */
static size_t add_foreign_keys(const Relation *relation, const Relation **out) {
    if (relation->kind == RELATION_ONE) {
        if (out && relation->target) {
            *out = relation;
        }
        return relation->target ? 1 : 0;
    }
    size_t count = 0;
    for (size_t i = 0; relation->kind == RELATION_ONE_OF && i < relation->arm_count; i++) {
        count += add_foreign_keys(relation->arm[i], out ? out + count : NULL);
    }
    return count;
}

static size_t gather_foreign_keys(const Schema *s, const Relation **out) {
    size_t count = 0;
    for (size_t i = 0; i < s->entity_count; i++) {
        for (size_t k = 0; k < s->entity[i]->relation_count; k++) {
            count += add_foreign_keys(s->entity[i]->relation[k], out ? out + count : NULL);
        }
    }
    return count;
}

ForeignKeys rule_foreign_keys(CheckContext *c) {
    ForeignKeys keys = {.count = gather_foreign_keys(c->schema, NULL)};
    keys.at = arena_array(c->scratch, const Relation *, keys.count);
    gather_foreign_keys(c->schema, keys.at);
    return keys;
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
