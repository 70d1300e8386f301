/* TN2, types: types that lose what the name promises, that an engine cannot hold in a key, or that the
 * declared growth outruns. Wrong defaults and foreign key types are found where they are resolved. */
#include "compiler/check/rules.h"
#include "compiler/check/tokens.h"

/* ---- TN201 ---- */

static size_t count_words(Lexicon lexicon, const Tokens *t) {
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++) {
        count += lexicon_has(lexicon, t->word[i]);
    }
    return count;
}

static bool stands_in_commerce(const Entity *e) {
    Tokens around;
    tokens_split(&around, sym_text(e->name));
    if (lexicon_meets(LEXICON_COMMERCE, &around)) {
        return true;
    }
    for (size_t i = 0; i < e->attribute_count; i++) {
        tokens_split(&around, sym_text(e->attribute[i].name));
        if (text_equal_c(tokens_last(&around), "currency")) {
            return true;
        }
    }
    return false;
}

/* Confidence that a floating NAME is money; 0: it is not. A word like `total` needs a second sign: money
 * beside it, or another such word. E is NULL for a named type. */
static int money_confidence(Text name, const Entity *e) {
    enum { CERTAIN = 95, LIKELY = 90, POSSIBLE = 50, NO = 0 };
    Tokens t;
    tokens_split(&t, name);
    if (lexicon_meets(LEXICON_MEASURE, &t)) {
        return NO;
    }
    if (lexicon_meets(LEXICON_MONEY, &t)) {
        return CERTAIN;
    }
    size_t hints = count_words(LEXICON_MAYBE_MONEY, &t);
    if (hints == 0) {
        return NO;
    }
    return hints > 1 || (e && stands_in_commerce(e)) ? LIKELY : POSSIBLE;
}

static void report_float_money(CheckContext *c, const Entity *e, Sym name, const Type *type,
                               Span span) {
    int confidence = money_confidence(sym_text(name), e);
    if (confidence == 0) {
        return;
    }
    Arena *a = c->diags->arena;
    Diag *d = rule_report(c, e, DIAG_FLOAT_MONEY, span, sym_text(name), type_name(a, type));
    if (confidence < 75) {
        rule_weaken(d, SEVERITY_NOTE, confidence);
    }
    diag_label(d, TEXT("binary fractions cannot hold 0.10"));
    diag_help(d, TEXT("use `decimal(12, 2)`, or an integer of the smallest unit"));
    diag_fix(c->diags, d, FIX_REVIEW, TEXT("make it `decimal(12, 2)`"), span,
             TEXT("decimal(12, 2)"));
}

void rule_money_is_exact(CheckContext *c, const Attribute *attribute) {
    if (attribute_class(attribute) == CLASS_FLOAT && !attribute->type->named) {
        report_float_money(c, attribute->entity, attribute->name, attribute->type,
                           attribute_type_span(attribute));
    }
}

/* A named type is judged once, at its definition. */
void rule_types_of_money_are_exact(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        const NamedType *named = &c->schema->named_type[i];
        if (type_class(&named->type) == CLASS_FLOAT && named->written && named->written->type) {
            report_float_money(c, NULL, named->name, type_basic(named->type.kind),
                               named->written->type->name.span);
        }
    }
}

/* ---- TN202 ---- */

static bool has_zone_attribute(const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        Tokens t;
        tokens_split(&t, sym_text(e->attribute[i].name));
        if (lexicon_has(LEXICON_ZONE, tokens_last(&t))) {
            return true;
        }
    }
    return false;
}

/* Wall-clock times are right without a zone: what is scheduled, and what has its zone beside it. */
void rule_instants_have_a_zone(CheckContext *c, const Attribute *attribute) {
    if (attribute_class(attribute) != CLASS_DATETIME) {
        return;
    }
    Tokens t;
    tokens_split(&t, sym_text(attribute->name));
    if (t.count < 2 || !text_equal_c(tokens_last(&t), "at") ||
        lexicon_meets(LEXICON_SCHEDULE, &t) || has_zone_attribute(attribute->entity)) {
        return;
    }
    Span span = attribute_type_span(attribute);
    Diag *d =
        rule_report(c, attribute->entity, DIAG_NAIVE_INSTANT, span, sym_text(attribute->name));
    diag_label(d, TEXT("names no instant once clocks change or servers move"));
    if (attribute->type->named) {
        diag_note(c->diags, d, attribute->type->named->span, TEXT("the type is defined here"));
        diag_help(d, TEXT("use `timestamp`, which is kept in UTC"));
    } else {
        diag_help(d, TEXT("use `timestamp`, which is kept in UTC"));
        diag_fix(c->diags, d, FIX_REVIEW, TEXT("make it `timestamp`"), span, TEXT("timestamp"));
    }
}

/* ---- TN203 ---- */

/* How many rows a key of that type holds with ease, far below its range: numbers are spent by rolled
 * back inserts and deleted rows too, and changing the type later rewrites the table. */
static uint64_t comfortable_rows(const Type *type) {
    switch (type->kind) {
    case TYPE_SMALLINT: return type->is_unsigned ? 10000 : 5000;
    case TYPE_INT: return type->is_unsigned ? 20000000 : 10000000;
    default: return UINT64_MAX;
    }
}

/* Rows that TEXT ("10k/day", "5M/year") adds in the ten years that a key should last; 0 when it says no
 * such thing. */
static uint64_t rows_of_growth(Text text) {
    static const struct {
        Text word;
        uint64_t in_ten_years;
    } units[] = {
        {TEXT_INIT("s"), 315360000}, {TEXT_INIT("second"), 315360000},
        {TEXT_INIT("min"), 5256000}, {TEXT_INIT("minute"), 5256000},
        {TEXT_INIT("h"), 87600},     {TEXT_INIT("hour"), 87600},
        {TEXT_INIT("day"), 3650},    {TEXT_INIT("week"), 520},
        {TEXT_INIT("month"), 120},   {TEXT_INIT("year"), 10},
    };
    static const uint64_t MOST = UINT64_C(1000000000000);
    uint64_t number = 0;
    size_t at = 0;
    for (; at < text.size && text.at[at] >= '0' && text.at[at] <= '9'; at++) {
        number = number < MOST ? number * 10 + (uint64_t)(text.at[at] - '0') : number;
    }
    if (at < text.size && text.at[at] != '/') {
        char scale = text.at[at++];
        number *= scale == 'k' ? 1000 : scale == 'M' ? 1000000 : scale == 'G' ? 1000000000 : 0;
    }
    Text unit =
        at < text.size && text.at[at] == '/' ? text_slice(text, at + 1, text.size) : (Text){"", 0};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (text_equal(unit, units[i].word)) {
            return (number < MOST ? number : MOST) * units[i].in_ten_years;
        }
    }
    return 0;
}

void rule_keys_outlast_growth(CheckContext *c, const Entity *e) {
    if (!e->has_primary_key || e->key[0].attribute_count != 1) {
        return;
    }
    const Attribute *key = e->key[0].attribute[0];
    if (!attribute_is_declared(key) || !key->identity) {
        return;
    }
    uint64_t comfortable = comfortable_rows(key->type), grown = rows_of_growth(e->growth);
    if (e->rows <= comfortable && grown <= comfortable) {
        return;
    }
    Arena *a = c->diags->arena;
    Span span = attribute_type_span(key);
    Text reason = e->rows > comfortable
                      ? text_format(a, "is expected to hold %llu rows", (unsigned long long)e->rows)
                      : text_format(a, "grows by %.*s", TEXT_ARG(e->growth));
    Diag *d = rule_report(c, e, DIAG_NARROW_KEY, span, sym_text(e->name),
                          key->type->kind == TYPE_INT ? TEXT("32") : TEXT("16"), reason);
    diag_label(d, TEXT("a wider key needs a rewrite of the table and of all that refer to it"));
    diag_help(d, TEXT("make it `bigint`"));
    if (!key->type->named) {
        diag_fix(c->diags, d, FIX_REVIEW, TEXT("make it `bigint`"), span, TEXT("bigint"));
    }
}

/* ---- TN204 ---- */

static bool is_text_json(Text target, Text type) {
    return text_equal_c(target, "postgres") &&
           (text_equal_c(type, "json") || text_equal_c(type, "JSON"));
}

static void report_text_json(CheckContext *c, const Attribute *attribute, Span span) {
    Diag *d = rule_report(c, attribute->entity, DIAG_JSON_TEXT, span, sym_text(attribute->name));
    diag_label(d, TEXT("cannot be compared, grouped or indexed"));
    diag_help(d, TEXT("use `json`; keep the native type only to preserve the bytes"));
}

/* Both ways to name an engine's own type: `native(…)`, and the attribute's `native:`. */
void rule_native_json_is_jsonb(CheckContext *c, const Attribute *attribute) {
    const Type *type = attribute->type;
    if (type->kind != TYPE_NATIVE && type->kind != TYPE_JSON) {
        return;
    }
    for (size_t i = 0; type->kind == TYPE_NATIVE && !type->named && i < type->native_count; i++) {
        if (is_text_json(sym_text(type->native[i].target), type->native[i].text)) {
            report_text_json(c, attribute, attribute_type_span(attribute));
        }
    }
    const SynAttribute *written = attribute->written;
    for (size_t i = 0; written && i < written->more->native.count; i++) {
        const SynPair *pair = &written->more->native.at[i];
        if (is_text_json(sym_text(pair->name.sym), pair->value.text)) {
            report_text_json(c, attribute, pair->value.span);
        }
    }
}

/* ---- TN205 ---- */

static void report_unsized(CheckContext *c, const Target *target, const Attribute *attribute,
                           Span where) {
    bool unsized_type = attribute->type &&
                        (attribute->type->kind == TYPE_TEXT || attribute->type->kind == TYPE_BYTES);
    if (unsized_type && attribute->origin == ATTRIBUTE_DECLARED) {
        Diag *d =
            rule_report(c, attribute->entity, DIAG_UNSIZED_KEY_TEXT, attribute_type_span(attribute),
                        sym_text(attribute->name), type_name(c->diags->arena, attribute->type),
                        text_from(target->engine));
        diag_note(c->diags, d, where, TEXT("stands in a key or index here"));
        diag_help(d, TEXT("give it a length: `string(255)`"));
    }
}

static void check_unsized(CheckContext *c, const Target *target, const Entity *e) {
    for (size_t i = 0; i < e->key_count; i++) {
        for (size_t k = 0; k < e->key[i].attribute_count; k++) {
            report_unsized(c, target, e->key[i].attribute[k], e->key[i].span);
        }
    }
    for (size_t i = 0; i < e->index_count; i++) {
        bool ordered = e->index[i].method == INDEX_BTREE || e->index[i].method == INDEX_HASH;
        for (size_t k = 0; ordered && k < e->index[i].part_count; k++) {
            if (e->index[i].part[k].attribute && !e->index[i].part[k].prefix) {
                report_unsized(c, target, e->index[i].part[k].attribute, e->index[i].span);
            }
        }
    }
}

void rule_key_text_has_a_length(CheckContext *c, const Entity *e) {
    for (const Target *const *target = c->survey->targets; *target; target++) {
        if ((*target)->limits.key_text_needs_length) {
            check_unsized(c, *target, e);
        }
    }
}

/* ---- TN206 ---- */

static void report_bare_decimal(CheckContext *c, const Entity *e, Sym name,
                                const SynType *written) {
    Span behind = {written->name.span.end, written->name.span.end};
    Diag *d = rule_report(c, e, DIAG_BARE_DECIMAL, written->name.span, sym_text(name));
    diag_label(d, TEXT("unlimited in PostgreSQL, whole numbers of ten digits in MySQL"));
    diag_help(d, TEXT("say how many digits it has, and how many of them behind the point"));
    diag_fix(c->diags, d, FIX_PLACEHOLDER, TEXT("add a precision and a scale"), behind,
             TEXT("(12, 2)"));
}

static bool is_bare_decimal(const Type *type, const SynType *written) {
    return type->kind == TYPE_DECIMAL && type->length == 0 && written &&
           span_exists(written->name.span);
}

void rule_decimals_have_a_precision(CheckContext *c, const Attribute *attribute) {
    if (attribute->type->kind != TYPE_DECIMAL || attribute->type->named || !attribute->written) {
        return;
    }
    const SynType *written = attribute->written->type;
    if (is_bare_decimal(attribute->type, written)) {
        report_bare_decimal(c, attribute->entity, attribute->name, written);
    }
}

void rule_types_of_decimals_have_a_precision(CheckContext *c) {
    for (size_t i = 0; i < c->schema->named_type_count; i++) {
        const NamedType *named = &c->schema->named_type[i];
        if (named->written && is_bare_decimal(&named->type, named->written->type)) {
            report_bare_decimal(c, NULL, named->name, named->written->type);
        }
    }
}

/* ---- TN207 ---- */

void rule_enums_are_short(CheckContext *c) {
    enum { MANY_VALUES = 12 };
    for (size_t i = 0; i < c->schema->enumeration_count; i++) {
        const Enum *enumeration = c->schema->enumeration[i];
        if (enumeration->value_count > MANY_VALUES) {
            Arena *a = c->diags->arena;
            Sym name = enumeration->named ? enumeration->named->name : enumeration->name;
            Diag *d = rule_report(c, NULL, DIAG_LONG_ENUM, enumeration->span, sym_text(name),
                                  text_format(a, "%zu", enumeration->value_count));
            diag_label(d, TEXT("removing a value later rewrites the tables that use it"));
            diag_help(d, TEXT("where the list may change, make it an entity that others refer to"));
        }
    }
}

/* ---- TN210 ---- */

static bool is_random_uuid(const Attribute *attribute) {
    return attribute_class(attribute) == CLASS_UUID && attribute->fallback &&
           attribute->fallback->kind == EXPR_CALL &&
           attribute->fallback->call.function == FUNCTION_UUID;
}

static void check_clustered_key(CheckContext *c, const Target *target, const Entity *e) {
    if (!e->has_primary_key || e->key[0].attribute_count == 0 ||
        !is_random_uuid(e->key[0].attribute[0])) {
        return;
    }
    const Attribute *key = e->key[0].attribute[0];
    Diag *d =
        rule_report(c, e, DIAG_RANDOM_CLUSTERED_KEY, span_exists(key->span) ? key->span : e->span,
                    sym_text(e->name), text_from(target->engine));
    diag_label(d, TEXT("each insert lands on another page"));
    diag_help(d, TEXT("key the rows by `bigint identity`, and keep the uuid beside it as unique"));
}

void rule_clustered_keys_grow(CheckContext *c, const Entity *e) {
    for (const Target *const *target = c->survey->targets; *target; target++) {
        if ((*target)->limits.rows_in_key_order) {
            check_clustered_key(c, *target, e);
        }
    }
}
