/* TN1, names: reserved words, names that differ in case alone, style, and names that promise another
 * type. What is too long or taken is found where names are made (schema/ and lower/names.c). */
#include "compiler/base/lookup.h"
#include "compiler/base/vec.h"
#include "compiler/check/rules.h"
#include "compiler/check/tokens.h"

/* ---- names as the database sees them ---- */

static bool has_upper_case(Text name) {
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] >= 'A' && name.at[i] <= 'Z') {
            return true;
        }
    }
    return false;
}

static Text fold(Arena *a, Text name) {
    return has_upper_case(name) ? text_lower_ascii(a, name) : name;
}

static Span table_span(const Entity *e) {
    const SynEntity *written = e->written;
    return written && span_exists(written->table.span) ? written->table.span : e->span;
}

static Span column_span(const Attribute *attribute) {
    const SynAttribute *written = attribute->written;
    bool named = written && span_exists(written->more->column.span);
    return named ? written->more->column.span : attribute->span;
}

/* ---- TN101 ---- */

/* PLACE says where another name can be set: "`table:`". */
static void check_reserved(CheckContext *c, const Entity *e, Sym name, Span span,
                           const char *place) {
    Arena *a = c->diags->arena;
    Text folded = fold(c->scratch, sym_text(name)), engines = {"", 0};
    for (size_t i = 0; i < c->survey->reserved_count; i++) {
        const ReservedWords *reserved = &c->survey->reserved[i];
        if (lookup_get(&reserved->words, folded)) {
            engines = text_format(a, "%.*s%s%s", TEXT_ARG(engines), engines.size ? " and " : "",
                                  reserved->engine);
        }
    }
    if (engines.size) {
        Diag *d = rule_report(c, e, DIAG_RESERVED_WORD, span, sym_text(name), engines);
        diag_label(d, TEXT("has to be quoted in every query"));
        diag_help(d, text_format(a, "Tenon quotes it, hand-written SQL has to as well; %s", place));
    }
}

void rule_entity_names_are_not_reserved(CheckContext *c, const Entity *e) {
    if (c->survey->reserved_count == 0) {
        return;
    }
    check_reserved(c, e, e->table, table_span(e), "`table:` sets another name");
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        check_reserved(c, e, attribute->column, column_span(attribute),
                       "`column:` sets another name");
    }
}

void rule_other_names_are_not_reserved(CheckContext *c) {
    const Schema *s = c->schema;
    for (size_t i = 0; i < s->enumeration_count; i++) {
        const Enum *enumeration = s->enumeration[i];
        check_reserved(c, NULL, enumeration->name,
                       enumeration->named ? enumeration->named->span : enumeration->span,
                       "`name:` of the type sets another name");
    }
    for (size_t i = 0; i < s->view_count; i++) {
        check_reserved(c, NULL, s->view[i].name, s->view[i].span, "rename the view");
    }
    for (size_t i = 0; i < s->role_count; i++) {
        check_reserved(c, NULL, s->role[i].name, s->role[i].span, "rename the role");
    }
}

/* ---- TN103 ---- */

/* Where an engine keeps the case of quoted names, both can live; but only as long as all quote them. */
static void report_collision(CheckContext *c, const Entity *e, Sym earlier, Span earlier_span,
                             Sym later, Span later_span) {
    const char *engine = NULL;
    for (const Target *const *target = c->survey->targets; *target; target++) {
        if ((*target)->limits.folds_case) {
            engine = (*target)->engine;
        }
    }
    Diag *d = rule_report(c, e, DIAG_NAME_COLLISION, later_span, sym_text(later), sym_text(earlier),
                          engine ? text_from(engine) : TEXT("SQL without quotes"));
    if (!engine) {
        rule_weaken(d, SEVERITY_WARNING, 80);
    }
    diag_label(d, TEXT("differs in upper and lower case only"));
    diag_note(c->diags, d, earlier_span, TEXT("the other one"));
    diag_help(d, TEXT("rename one of them"));
}

static bool has_upper_case_column(const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (has_upper_case(sym_text(e->attribute[i].column))) {
            return true;
        }
    }
    return false;
}

/* Names that are equal as they are have been reported when they were resolved. */
void rule_columns_differ_by_more_than_case(CheckContext *c, const Entity *e) {
    if (!has_upper_case_column(e)) {
        return;
    }
    Lookup columns = {0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *attribute = &e->attribute[i];
        Text folded = fold(c->scratch, sym_text(attribute->column));
        const Attribute *other = lookup_put(c->scratch, &columns, folded, attribute);
        if (other && other->column != attribute->column) {
            report_collision(c, e, other->column, column_span(other), attribute->column,
                             column_span(attribute));
        }
    }
}

static bool has_upper_case_table(const Schema *s) {
    for (size_t i = 0; i < s->entity_count; i++) {
        if (has_upper_case(sym_text(s->entity[i]->table))) {
            return true;
        }
    }
    return false;
}

void rule_tables_differ_by_more_than_case(CheckContext *c) {
    if (!has_upper_case_table(c->schema)) {
        return;
    }
    Lookup tables = {0};
    for (size_t i = 0; i < c->schema->entity_count; i++) {
        const Entity *e = c->schema->entity[i];
        Text name = text_format(c->scratch, "%.*s.%.*s", TEXT_ARG(sym_text(e->schema)),
                                TEXT_ARG(sym_text(e->table)));
        const Entity *other = lookup_put(c->scratch, &tables, fold(c->scratch, name), e);
        if (other && other->table != e->table) {
            report_collision(c, e, other->table, table_span(other), e->table, table_span(e));
        }
    }
}

/* ---- TN105 ---- */

typedef enum Style { STYLE_SNAKE, STYLE_PASCAL, STYLE_CAMEL, STYLE_COUNT } Style;

static const char *const style_words[] = {"snake_case", "PascalCase", "camelCase"};

/* The styles that a name fits, as bits: `name` is snake_case and camelCase alike. */
static unsigned styles_of(Text name) {
    bool upper = has_upper_case(name), underscore = text_find(name, TEXT("_")) != SIZE_MAX;
    bool capital = name.size && name.at[0] >= 'A' && name.at[0] <= 'Z';
    unsigned styles = 0;
    styles |= !upper ? 1u << STYLE_SNAKE : 0;
    styles |= !underscore && capital ? 1u << STYLE_PASCAL : 0;
    styles |= !underscore && !capital ? 1u << STYLE_CAMEL : 0;
    return styles;
}

static Text in_style(Arena *a, Style style, Text name) {
    Tokens t;
    tokens_split(&t, name);
    if (style == STYLE_SNAKE) {
        return tokens_join(a, &t, 0, t.count);
    }
    Text joined = {"", 0};
    for (size_t i = 0; i < t.count; i++) {
        Text word = t.word[i];
        Text head = text_slice(word, 0, 1), tail = text_slice(word, 1, word.size);
        head = i > 0 || style == STYLE_PASCAL ? text_upper_ascii(a, head) : head;
        joined = text_format(a, "%.*s%.*s%.*s", TEXT_ARG(joined), TEXT_ARG(head), TEXT_ARG(tail));
    }
    return joined;
}

/* The names of one kind are looked at twice: to find the style that rules, then to hold each to it. */
typedef struct StyleSample {
    CheckContext *check;
    size_t count, fitting[STYLE_COUNT];
    Style ruling;
} StyleSample;

typedef void StyleVisit(StyleSample *sample, const Entity *e, Sym name, Span span);
typedef void NameWalk(StyleSample *sample, StyleVisit *visit, const Entity *e);

static void walk_entity_name(StyleSample *sample, StyleVisit *visit, const Entity *e) {
    visit(sample, e, e->name, e->span);
}

static void walk_member_names(StyleSample *sample, StyleVisit *visit, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (e->attribute[i].origin == ATTRIBUTE_DECLARED) {
            visit(sample, e, e->attribute[i].name, e->attribute[i].span);
        }
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        visit(sample, e, e->relation[i]->name, e->relation[i]->span);
    }
}

static void count_styles(StyleSample *sample, const Entity *e, Sym name, Span span) {
    (void)e;
    (void)span;
    unsigned styles = styles_of(sym_text(name));
    for (size_t style = 0; style < STYLE_COUNT; style++) {
        sample->fitting[style] += styles >> style & 1;
    }
    sample->count++;
}

static void hold_to_style(StyleSample *sample, const Entity *e, Sym name, Span span) {
    if (styles_of(sym_text(name)) >> sample->ruling & 1) {
        return;
    }
    CheckContext *c = sample->check;
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, e, DIAG_NAMING_STYLE, span, sym_text(name),
                          text_from(style_words[sample->ruling]));
    Text better = in_style(a, sample->ruling, sym_text(name));
    if (better.size && styles_of(better) >> sample->ruling & 1) {
        diag_help(d, text_format(a, "name it `%.*s`", TEXT_ARG(better)));
    }
}

static void walk_names(StyleSample *sample, NameWalk *walk, StyleVisit *visit) {
    const Schema *s = sample->check->schema;
    for (size_t i = 0; i < s->entity_count; i++) {
        if (s->entity[i]->origin == ENTITY_DECLARED) {
            walk(sample, visit, s->entity[i]);
        }
    }
}

/* A style rules when at least five names make a sample and four fifths of them follow it. Of styles
 * that fit equally many, the language's own (first) rules. */
static void check_style(CheckContext *c, NameWalk *walk, const Style *preference) {
    enum { SAMPLE = 5 };
    StyleSample sample = {.check = c, .ruling = preference[0]};
    walk_names(&sample, walk, count_styles);
    for (size_t i = 1; i < STYLE_COUNT; i++) {
        if (sample.fitting[preference[i]] > sample.fitting[sample.ruling]) {
            sample.ruling = preference[i];
        }
    }
    size_t fitting = sample.fitting[sample.ruling];
    if (sample.count >= SAMPLE && fitting < sample.count && fitting * 5 >= sample.count * 4) {
        walk_names(&sample, walk, hold_to_style);
    }
}

void rule_names_follow_one_style(CheckContext *c) {
    static const Style of_entities[] = {STYLE_PASCAL, STYLE_CAMEL, STYLE_SNAKE};
    static const Style of_members[] = {STYLE_SNAKE, STYLE_CAMEL, STYLE_PASCAL};
    check_style(c, walk_entity_name, of_entities);
    check_style(c, walk_member_names, of_members);
}

/* ---- TN107 ---- */

#define CLASS(id) (1u << CLASS_##id)

/* A word at the start or end of a name, what it promises, and the classes that keep the promise. */
static const struct Promise {
    Text word;
    bool first;
    const char *reads_like;
    unsigned kept_by;
} promises[] = {
    {TEXT_INIT("at"), false, "a point in time",
     CLASS(TIMESTAMP) | CLASS(DATETIME) | CLASS(DATE) | CLASS(TIME)},
    {TEXT_INIT("date"), false, "a date", CLASS(DATE) | CLASS(TIMESTAMP) | CLASS(DATETIME)},
    {TEXT_INIT("count"), false, "a number", CLASS(INTEGER) | CLASS(DECIMAL) | CLASS(FLOAT)},
    {TEXT_INIT("id"), false, "a reference",
     CLASS(INTEGER) | CLASS(STRING) | CLASS(UUID) | CLASS(BYTES) | CLASS(DECIMAL)},
    {TEXT_INIT("is"), true, "yes or no", CLASS(BOOLEAN)},
    {TEXT_INIT("has"), true, "yes or no", CLASS(BOOLEAN)},
};

static bool is_one_word(Text name) {
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] < 'a' || name.at[i] > 'z') {
            return false;
        }
    }
    return true;
}

void rule_names_tell_their_type(CheckContext *c, const Attribute *attribute) {
    if (is_one_word(sym_text(attribute->name))) {
        return; /* nothing is left that the type could be told of */
    }
    Tokens t;
    tokens_split(&t, sym_text(attribute->name));
    for (size_t i = 0; t.count > 1 && i < sizeof promises / sizeof promises[0]; i++) {
        const struct Promise *promise = &promises[i];
        Text word = promise->first ? t.word[0] : tokens_last(&t);
        unsigned class = 1u << attribute_class(attribute);
        if (!text_equal(word, promise->word) || class & (promise->kept_by | CLASS(UNKNOWN))) {
            continue;
        }
        Arena *a = c->diags->arena;
        Text type = text_format(a, "`%.*s`", TEXT_ARG(type_name(a, attribute->type)));
        Diag *d = rule_report(c, attribute->entity, DIAG_MISLEADING_SUFFIX, attribute->span,
                              sym_text(attribute->name), text_from(promise->reads_like), type);
        diag_help(d, TEXT("rename the attribute, or give it the type that its name promises"));
        return;
    }
}
