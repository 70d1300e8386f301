/* Types: those of the language, what a model writes, and its named types.
 *
 * Takes SynType; gives a Type, shared where it has no names of its own. A named type narrows a built-in
 * type or another named type; then its default and collation hold unless it has its own, and both
 * checks hold. A type that is wrong is reported and becomes poison, which fits anything. */
#include "compiler/schema/resolve.h"

typedef enum Parameters {
    PARAMETERS_NONE,
    PARAMETERS_LENGTH,
    PARAMETERS_PRECISION,
    PARAMETERS_FRACTION,
    PARAMETERS_VALUES,
    PARAMETERS_PER_TARGET,
} Parameters;

typedef struct TypeInfo {
    Text word;
    TypeClass class;
    Parameters parameters;
} TypeInfo;

static const TypeInfo type_info[TYPE_COUNT] = {
#define TYPE(id, word, class, parameters, doc) \
    [TYPE_##id] = {TEXT_INIT(word), CLASS_##class, PARAMETERS_##parameters},
#include "grammar/types.def"
#undef TYPE
};

static const Type basic[TYPE_COUNT] = {
#define TYPE(id, word, class, parameters, doc) [TYPE_##id] = {.kind = TYPE_##id},
#include "grammar/types.def"
#undef TYPE
};

enum { DECIMAL_LIMIT_DIGITS = 1000 }; /* PostgreSQL's; MySQL stops at 65 */

const Type *type_basic(TypeKind kind) {
    return &basic[kind];
}

const Type *type_poison(void) {
    return &basic[TYPE_NATIVE];
}

bool type_is_poison(const Type *t) {
    return t->kind == TYPE_NATIVE && t->native_count == 0;
}

TypeClass type_class(const Type *t) {
    return type_info[t->kind].class;
}

bool type_same(const Type *left, const Type *right) {
    if (left == right || type_is_poison(left) || type_is_poison(right)) {
        return true;
    }
    if (left->kind != right->kind || left->is_unsigned != right->is_unsigned) {
        return false;
    }
    if (left->kind == TYPE_ARRAY) {
        return type_same(left->element, right->element);
    }
    if (left->kind == TYPE_ENUM) {
        return left->enumeration == right->enumeration;
    }
    if (left->kind == TYPE_NATIVE) {
        return left->native == right->native;
    }
    return left->length == right->length && left->scale == right->scale;
}

uint32_t type_fraction(const Type *t) {
    return t->length ? t->length - 1 : TYPE_FRACTION_DIGITS;
}

bool type_has_fraction(const Type *t) {
    return type_info[t->kind].parameters == PARAMETERS_FRACTION;
}

/* ---- spelling ---- */

static Text enum_spelling(Arena *a, const Enum *e) {
    Text t = TEXT("enum(");
    for (size_t i = 0; i < e->value_count; i++) {
        t = text_format(a, "%.*s%s%.*s", TEXT_ARG(t), i == 0 ? "" : ", ", TEXT_ARG(e->value[i]));
    }
    return text_join(a, t, TEXT(")"));
}

static Text native_spelling(Arena *a, const Type *type) {
    Text t = TEXT("native(");
    for (size_t i = 0; i < type->native_count; i++) {
        const NativeText *n = &type->native[i];
        t = text_format(a, "%.*s%s%.*s: %.*s", TEXT_ARG(t), i == 0 ? "" : ", ",
                        TEXT_ARG(sym_text(n->target)), TEXT_ARG(n->text));
    }
    return text_join(a, t, TEXT(")"));
}

static Text sized_spelling(Arena *a, const Type *t) {
    Text word = type_info[t->kind].word;
    if (t->scale) {
        return text_format(a, "%.*s(%u, %u)", TEXT_ARG(word), (unsigned)t->length,
                           (unsigned)t->scale);
    }
    if (t->length) {
        return text_format(a, "%.*s(%u)", TEXT_ARG(word),
                           (unsigned)(type_has_fraction(t) ? type_fraction(t) : t->length));
    }
    return t->is_unsigned ? text_join(a, TEXT("unsigned "), word) : word;
}

Text type_name(Arena *a, const Type *t) {
    bool is_array = t->kind == TYPE_ARRAY && !t->named; /* arrays have one dimension */
    const Type *element = is_array ? t->element : t;
    Text name = element->named                 ? sym_text(element->named->name)
                : element->kind == TYPE_ENUM   ? enum_spelling(a, element->enumeration)
                : element->kind == TYPE_NATIVE ? native_spelling(a, element)
                : element->kind == TYPE_ARRAY
                    ? text_join(a, type_name(a, element->element), TEXT("[]"))
                    : sized_spelling(a, element);
    return is_array ? text_join(a, name, TEXT("[]")) : name;
}

/* ---- reading a built-in type ---- */

/* The kind that WORD names; TYPE_COUNT when there is none. The few words are compared in turn. */
static TypeKind find_kind(Text word) {
    for (int kind = 0; kind < TYPE_COUNT; kind++) {
        if (word.size && text_equal(word, type_info[kind].word)) {
            return (TypeKind)kind;
        }
    }
    return TYPE_COUNT;
}

static const Type *refuse(Resolver *r, const Entity *e, Span span, Text why) {
    report(r, e, DIAG_INVALID_TYPE, span, why);
    return NULL;
}

/* One Type for all that are alike, as far as the cache reaches: types are equal by what they hold. */
static const Type *share(Resolver *r, Type wanted) {
    uint32_t hash =
        (uint32_t)wanted.kind * 31 + wanted.length * 7 + wanted.scale * 3 + wanted.is_unsigned;
    const Type **slot = &r->types.slot[hash % (sizeof r->types.slot / sizeof *r->types.slot)];
    const Type *there = *slot;
    if (!there || there->kind != wanted.kind || there->length != wanted.length ||
        there->scale != wanted.scale || there->is_unsigned != wanted.is_unsigned) {
        Type *made = arena_new(r->session, Type);
        *made = wanted;
        *slot = made;
    }
    return *slot;
}

static const Type *sized_type(Resolver *r, const Entity *e, const SynType *t, TypeKind kind) {
    Text word = type_info[kind].word;
    if (t->argument_count != 1 || t->argument[0] == 0) {
        return refuse(r, e, t->span,
                      say(r, "`%.*s` needs a length of at least 1, as in `%.*s(40)`",
                          TEXT_ARG(word), TEXT_ARG(word)));
    }
    return share(r, (Type){.kind = kind, .length = t->argument[0]});
}

static const Type *decimal_type(Resolver *r, const Entity *e, const SynType *t) {
    uint32_t precision = t->argument_count > 0 ? t->argument[0] : 0;
    uint32_t scale = t->argument_count > 1 ? t->argument[1] : 0;
    if (t->has_arguments && (precision == 0 || precision > DECIMAL_LIMIT_DIGITS)) {
        return refuse(r, e, t->span,
                      say(r, "`decimal` has 1 to %d digits", (int)DECIMAL_LIMIT_DIGITS));
    }
    if (scale > precision) {
        return refuse(r, e, t->span,
                      say(r, "`decimal` cannot have %u of its %u digits behind the point",
                          (unsigned)scale, (unsigned)precision));
    }
    return share(r, (Type){.kind = TYPE_DECIMAL, .length = precision, .scale = scale});
}

static const Type *temporal_type(Resolver *r, const Entity *e, const SynType *t, TypeKind kind) {
    if (!t->has_arguments) {
        return type_basic(kind);
    }
    if (t->argument_count != 1 || t->argument[0] > TYPE_FRACTION_DIGITS) {
        return refuse(r, e, t->span,
                      say(r,
                          "a second of `%.*s` has 0 to %d digits behind the point, as in `%.*s(3)`",
                          TEXT_ARG(type_info[kind].word), (int)TYPE_FRACTION_DIGITS,
                          TEXT_ARG(type_info[kind].word)));
    }
    return share(r, (Type){.kind = kind, .length = t->argument[0] + 1});
}

static const Type *enum_type(Resolver *r, const Entity *e, const SynType *t, Sym name, Text doc) {
    if (t->form != SYN_TYPE_ENUM) {
        return refuse(r, e, t->span, TEXT("`enum` needs its values, as in `enum(open, closed)`"));
    }
    if (!name) {
        return refuse(r, e, t->span, TEXT("`enum` has no name here; name it under `types`"));
    }
    Enum *made = arena_new(r->session, Enum);
    Text *value = arena_array(r->session, Text, t->values.count);
    Map seen = {0};
    *made = (Enum){.name = name, .value = value, .doc = doc, .span = t->span};
    made->schema = e ? e->schema : r->default_schema;
    for (size_t i = 0; i < t->values.count; i++) {
        const SynName *v = &t->values.at[i];
        const SynName *first = map_put(r->scratch, &seen, v->sym, (void *)v);
        if (first) {
            report_duplicate(r, e, "value", *v, first->span);
        } else {
            value[made->value_count++] = sym_text(v->sym);
        }
    }
    Type *type = arena_new(r->session, Type);
    *type = (Type){.kind = TYPE_ENUM, .enumeration = made};
    return type;
}

static NativeText *native_texts(Resolver *r, const SynPairs *pairs) {
    NativeText *native = arena_array(r->session, NativeText, pairs->count);
    for (size_t i = 0; i < pairs->count; i++) {
        native[i] = (NativeText){pairs->at[i].name.sym, pairs->at[i].value.text};
    }
    return native;
}

static const Type *native_type(Resolver *r, const Entity *e, const SynType *t) {
    if (t->form != SYN_TYPE_NATIVE) {
        return refuse(r, e, t->span,
                      TEXT("`native` needs a type per target, as in `native(postgres: tsvector)`"));
    }
    Type *type = arena_new(r->session, Type);
    *type = (Type){.kind = TYPE_NATIVE,
                   .native = native_texts(r, &t->native),
                   .native_count = t->native.count};
    return type;
}

static const Type *built_in_type(Resolver *r, const Entity *e, const SynType *t, TypeKind kind,
                                 Sym enum_name, Text doc) {
    Parameters parameters = type_info[kind].parameters;
    Text word = type_info[kind].word;
    if (t->has_arguments && parameters == PARAMETERS_NONE) {
        return refuse(r, e, t->span, say(r, "`%.*s` takes no length", TEXT_ARG(word)));
    }
    if (t->is_unsigned && type_info[kind].class != CLASS_INTEGER) {
        return refuse(
            r, e, t->span,
            say(r, "`unsigned` stands before integers only, not before `%.*s`", TEXT_ARG(word)));
    }
    switch (parameters) {
    case PARAMETERS_NONE:
        return t->is_unsigned ? share(r, (Type){.kind = kind, .is_unsigned = true})
                              : type_basic(kind);
    case PARAMETERS_LENGTH: return sized_type(r, e, t, kind);
    case PARAMETERS_PRECISION: return decimal_type(r, e, t);
    case PARAMETERS_FRACTION: return temporal_type(r, e, t, kind);
    case PARAMETERS_VALUES: return enum_type(r, e, t, enum_name, doc);
    case PARAMETERS_PER_TARGET: return native_type(r, e, t);
    }
    internal_error("type %d has unknown parameters", (int)kind);
}

/* ---- reading any type ---- */

static void report_undefined_type(Resolver *r, const Entity *e, const SynType *t) {
    size_t count = 0;
    Text *candidate = arena_array(r->scratch, Text, TYPE_COUNT + r->schema->named_type_count);
    for (size_t i = 0; i < r->schema->named_type_count; i++) {
        candidate[count++] = sym_text(r->schema->named_type[i].name);
    }
    for (int kind = 0; kind < TYPE_COUNT; kind++) {
        candidate[count++] = type_info[kind].word;
    }
    Diag *d =
        report(r, e, DIAG_UNDEFINED, t->name.span, TEXT("type"), sym_text(t->name.sym), TEXT(""));
    if (map_get(&r->draft_by_name, t->name.sym)) {
        diag_help(d, TEXT("an entity stands under `relations:`, not among the attributes"));
        return;
    }
    Text habit = diag_habit(HABIT_TYPE, sym_text(t->name.sym));
    if (habit.size > 0) {
        diag_help(d, habit);
        return;
    }
    diag_suggest(r->diags, d, t->name.span, sym_text(t->name.sym), candidate, count);
}

static const Type *named_type(Resolver *r, const Entity *e, const SynType *t) {
    NamedType *named = map_get(&r->type_by_name, t->name.sym);
    if (!named) {
        report_undefined_type(r, e, t);
        return NULL;
    }
    named->use_count++;
    if (t->has_arguments || t->is_unsigned) {
        return refuse(r, e, t->span,
                      say(r, "the named type `%.*s` stands alone, without %s",
                          TEXT_ARG(sym_text(named->name)),
                          t->is_unsigned ? "`unsigned`" : "a length"));
    }
    return type_is_poison(&named->type) ? NULL : &named->type;
}

static const Type *array_of(Resolver *r, const Entity *e, const SynType *t, const Type *element) {
    if (t->dimensions > 1 || element->kind == TYPE_ARRAY) {
        return refuse(r, e, t->span, TEXT("an array holds no arrays; `json` keeps nested lists"));
    }
    if (element->named && element->named->check) {
        return refuse(r, e, t->span,
                      say(r, "the check of `%.*s` does not reach the elements of an array",
                          TEXT_ARG(sym_text(element->named->name))));
    }
    Type *array = arena_new(r->session, Type);
    *array = (Type){.kind = TYPE_ARRAY, .element = element};
    return array;
}

const Type *type_resolve(Resolver *r, const Entity *e, const SynType *written, Sym enum_name,
                         Text doc) {
    if (!written) {
        return type_poison(); /* the reader has said why */
    }
    TypeKind kind = find_kind(sym_text(written->name.sym));
    const Type *type = kind == TYPE_COUNT ? named_type(r, e, written)
                                          : built_in_type(r, e, written, kind, enum_name, doc);
    if (type && written->dimensions > 0) {
        type = array_of(r, e, written, type);
    }
    return type ? type : type_poison();
}

/* ---- named types ---- */

enum { NAMED_TYPE_LIMIT_DEPTH = 16 };

static Sym physical_name_of_type(Resolver *r, const SynNamedType *w) {
    return w->physical.sym
               ? w->physical.sym
               : intern(r->names, inflect_snake(r->scratch, sym_text(w->head.name.sym)));
}

static void declare_named_type(Resolver *r, const SynNamedType *w) {
    Schema *s = r->schema;
    NamedType *named = &s->named_type[s->named_type_count];
    *named = (NamedType){.name = w->head.name.sym,
                         .physical = physical_name_of_type(r, w),
                         .schema = r->default_schema,
                         .type = *type_poison(),
                         .doc = w->doc.text,
                         .span = w->head.name.span,
                         .written = w};
    if (find_kind(sym_text(named->name)) != TYPE_COUNT) {
        Diag *d = report(r, NULL, DIAG_DUPLICATE, named->span, TEXT("type"), sym_text(named->name));
        diag_label(d, TEXT("a type of the language has this name"));
        return;
    }
    NamedType *first = map_put(r->session, &r->type_by_name, named->name, named);
    if (first) {
        report_duplicate(r, NULL, "type", w->head.name, first->span);
        return;
    }
    s->named_type_count++;
    name_keep(r, NULL, w->physical);
}

/* The named type that N narrows; NULL when it narrows a built-in type or nothing that is known. */
static NamedType *base_of(Resolver *r, const NamedType *n) {
    return n->written->type ? map_get(&r->type_by_name, n->written->type->name.sym) : NULL;
}

static void narrow(Resolver *r, NamedType *n) {
    const SynNamedType *w = n->written;
    const Type *type = type_resolve(r, NULL, w->type, n->physical, n->doc);
    if (type_is_poison(type)) {
        return;
    }
    const NamedType *base = type->named;
    if (type->kind == TYPE_ENUM && !base) {
        Enum *e = (Enum *)type->enumeration; /* made a line above, for this type */
        e->named = n;
    }
    n->type = *type;
    n->type.named = n;
    if (w->type->nullable) {
        report(r, NULL, DIAG_NOT_ALLOWED_HERE, w->type->nullable_span, TEXT("`?`"),
               TEXT("a named type; it stands where the type is used"));
    }
    n->collation = w->collation.sym ? w->collation.sym : base ? base->collation : NULL;
    n->check = base ? base->check : NULL;
    if (w->check) {
        n->check = make_and(r->session, n->check, check_of_type(r, w->check, &n->type));
    }
    n->fallback = w->fallback ? check_default(r, NULL, n->name, w->fallback, &n->type)
                  : base      ? base->fallback
                              : NULL;
}

static void report_type_chain(Resolver *r, const NamedType *n, size_t depth) {
    if (depth > NAMED_TYPE_LIMIT_DEPTH) {
        report(r, NULL, DIAG_LIMIT, n->span, TEXT("the number of types that narrow each other"),
               say(r, "%d", (int)NAMED_TYPE_LIMIT_DEPTH));
    } else {
        report(r, NULL, DIAG_INVALID_TYPE, n->written->type->span,
               say(r, "type `%.*s` narrows itself", TEXT_ARG(sym_text(n->name))));
    }
}

/* Narrows N behind what it narrows. A chain that is too long or closes on itself stays poison. */
static void narrow_chain(Resolver *r, NamedType *n, DraftState *state) {
    NamedType *chain[NAMED_TYPE_LIMIT_DEPTH + 1];
    size_t depth = 0;
    const NamedType *first = r->schema->named_type;
    while (n && state[n - first] == DRAFT_NEW && depth <= NAMED_TYPE_LIMIT_DEPTH) {
        state[n - first] = DRAFT_ACTIVE;
        chain[depth++] = n;
        n = base_of(r, n);
    }
    bool broken = depth > NAMED_TYPE_LIMIT_DEPTH || (n && state[n - first] == DRAFT_ACTIVE);
    if (broken) {
        report_type_chain(r, chain[depth - 1], depth);
    }
    while (depth-- > 0) {
        state[chain[depth] - first] = DRAFT_DONE;
        if (!broken) {
            narrow(r, chain[depth]);
        }
    }
}

void types_declare(Resolver *r) {
    size_t count = r->model->types.count;
    r->schema->named_type = arena_array(r->session, NamedType, count);
    for (size_t i = 0; i < count; i++) {
        declare_named_type(r, &r->model->types.at[i]);
    }
    DraftState *state = arena_array(r->scratch, DraftState, count);
    for (size_t i = 0; i < r->schema->named_type_count; i++) {
        narrow_chain(r, &r->schema->named_type[i], state);
    }
}

void types_report_unused(Resolver *r) {
    for (size_t i = 0; i < r->schema->named_type_count; i++) {
        const NamedType *n = &r->schema->named_type[i];
        if (n->use_count == 0 && !type_is_poison(&n->type)) { /* or something else is wrong */
            report(r, NULL, DIAG_UNUSED, n->span, TEXT("type"), sym_text(n->name));
        }
    }
}

void type_use(Resolver *r, const Type *t) {
    const Type *element = t->kind == TYPE_ARRAY ? t->element : t;
    if (element->kind != TYPE_ENUM) {
        return;
    }
    Enum *e = (Enum *)element->enumeration; /* const for all but the schema that lists it */
    if (!e->number) {                       /* relations may refer to a key that is one */
        *vec_push(r->session, &r->enumerations) = e;
        e->number = (uint32_t)r->enumerations.count;
    }
}
