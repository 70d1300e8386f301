/* What the rules share: their prototypes, made from rules.def, and the words that several of them use.
 * Only files in this folder include it. Texts of diagnostics live in diags->arena; scratch is gone when
 * the rule returns. */
#ifndef TENON_CHECK_RULES_H
#define TENON_CHECK_RULES_H

#include "compiler/check/check.h"
#include "compiler/check/survey.h"

#define MODEL_RULE(function, codes) void rule_##function(CheckContext *c);
#define ENTITY_RULE(function, codes) void rule_##function(CheckContext *c, const Entity *e);
#define ATTRIBUTE_RULE(function, codes) \
    void rule_##function(CheckContext *c, const Attribute *attribute);
#include "compiler/check/rules.def"
#undef MODEL_RULE
#undef ENTITY_RULE
#undef ATTRIBUTE_RULE

/* The name that the model uses: of the relation, for an attribute that a relation brought. */
Text word_of_attribute(const Attribute *attribute);
/* "`a`, `b`" */
Text words_of_attributes(Arena *a, const Attribute *const *attribute, size_t count);
/* "the key (`a`, `b`)", "the set `one_badge` (`user`, `badge`)", "`email`" for one attribute that
 * is unique by itself. */
Text words_of_key(Arena *a, const Key *key);

/* The pattern in backquotes, or "the pattern" for a long one. */
Text words_of_pattern(Arena *a, Text regex);

/* A finding of a rule about E, so that an `accept` of E answers it; E may be NULL. The arguments are as
 * for diag_add. */
#define rule_report(c, entity_of_finding, id, span, ...) \
    rule_report_arguments((c), (entity_of_finding), (id), (span), (Text[]){__VA_ARGS__}, \
                          sizeof((Text[]){__VA_ARGS__}) / sizeof(Text))
Diag *rule_report_arguments(CheckContext *c, const Entity *entity, DiagId id, Span span,
                            const Text *argument, size_t count);

/* A finding that is less sure than the catalogue says, or weighs less. */
void rule_weaken(Diag *d, Severity severity, int confidence);

/* Whether the attribute was written by hand, with a type. */
bool attribute_is_declared(const Attribute *attribute);
/* The class of its type; CLASS_UNKNOWN for a type that has been reported as wrong. */
TypeClass attribute_class(const Attribute *attribute);
/* The span of the type's word as written, or of the attribute. */
Span attribute_type_span(const Attribute *attribute);

#endif
