/* The resolver: models as text in; what the schema says, or the codes of the findings, out. Whole dumps
 * are kept in tests/golden/schema/; here stand limits, errors and what a dump does not show. */
#include <stdio.h>

#include "compiler/read/syntax.h"
#include "compiler/schema/schema.h"
#include "tests/unit/unit.h"

typedef struct Model {
    Arena session, scratch;
    Interner names;
    Sources sources;
    Diags diags;
    Schema *schema;
    Text bytes;
} Model;

static int load(void *context, Arena *a, Text path, Text *bytes) {
    (void)a;
    (void)path;
    *bytes = ((Model *)context)->bytes;
    return 0;
}

static void resolve(Model *m, Text bytes) {
    *m = (Model){.bytes = bytes};
    m->names = interner_make(&m->session);
    m->sources.arena = &m->session;
    m->diags = diags_make(&m->session, &m->sources);
    Reader reader = {.session = &m->session,
                     .tree = &m->session,
                     .scratch = &m->scratch,
                     .names = &m->names,
                     .sources = &m->sources,
                     .diags = &m->diags,
                     .load = load,
                     .load_context = m};
    SynModel *syntax = syntax_read(&reader, TEXT("m.yaml"));
    assert_non_null(syntax);
    arena_reset(&m->scratch);
    m->schema = schema_resolve(&m->session, &m->scratch, &m->names, &m->diags, syntax);
}

static void end(Model *m) {
    interner_free(&m->names);
    arena_free(&m->scratch);
    arena_free(&m->session);
}

#define HEAD "tenon: 1\nmodel: m\n"

/* The codes of all findings, in order, separated by blanks. */
static Text codes(Model *m) {
    Text all = TEXT("");
    for (size_t i = 0; i < m->diags.all.count; i++) {
        all = text_format(&m->session, "%.*s%s%s", TEXT_ARG(all), i == 0 ? "" : " ",
                          diag_info(m->diags.all.at[i]->id)->code);
    }
    return all;
}

static const Entity *entity(Model *m, const char *name) {
    const Entity *e = schema_find_entity(m->schema, intern_c(&m->names, name));
    assert_non_null(e);
    return e;
}

static const Relation *relation(Model *m, const char *of, const char *name) {
    const Relation *r = entity_find_relation(entity(m, of), intern_c(&m->names, name));
    assert_non_null(r);
    return r;
}

typedef struct Case {
    const char *entities, *codes;
} Case;

/* One mistake, one message: who depends on what is wrong stays silent. */
static void one_message_per_cause(void **state) {
    (void)state;
    static const Case cases[] = {
        {"  A: {attributes: {x: int}}\n", ""},
        {"  A: {relations: {b: Bb}, unique: {u: b}, key: [b]}\n  B: {relations: {a: A}}\n",
         "TN004"},
        {"  A: {attributes: {x: strng(3) = 5 check x > 3}, checks: {c: x = 1}}\n", "TN004"},
        {"  A: {attributes: {x: string}, relations: {b: B via x}}\n  B: {}\n", "TN211"},
        {"  A: {unique: {u: nothing}}\n  B: {relations: {a: A to u}}\n", "TN004"},
        {"  A: {key: none}\n  B: {key: [a], relations: {a: A}}\n  C: {relations: {b: B}}\n",
         "TN302"},
        {"  A: {key: [a], relations: {a: A}}\n  B: {relations: {a: A}}\n", "TN015"},
        {"  A: {key: [b], relations: {b: B}}\n  B: {key: [a], relations: {a: A}}\n", "TN015"},
        {"  A: {key: [b_id], relations: {b: B via b_id}}\n  B: {key: [a_id], relations: {a: A via "
         "a_id}}\n",
         "TN211"},
        {"  A: {relations: {x: 'one of B, Gone'}, unique: {u: x}}\n  B: {}\n", "TN004"},
        {"  A: {relations: {bs: many B through J}}\n  B: {}\n  J: {relations: {a: A}}\n", "TN012"},
        {"  A: {relations: {bs: many B}}\n  B: {}\n  AB: {}\n", "TN106"},
        {"  A: {table: t}\n  B: {table: t}\n", "TN103"},
        {"  Person: {}\n  People: {}\n", "TN104"},
        {"  A: {attributes: {x: int unique}, unique: {x: x}}\n", "TN106"},
        {"  A: {attributes: {b_id: int}, relations: {b: B}}\n  B: {}\n", "TN106"},
        {"  A: {attributes: {b: int}, relations: {b: B}}\n  B: {}\n", "TN003"},
        {"  A: {attributes: {x: bigint unique}, relations: {a: A? to x}}\n", ""},
        {"  A: {attributes: {x: 'bigint? unique'}, relations: {a: A? to x}}\n", "TN302"},
        {"  A: {attributes: {x: bigint}, unique: {u: x where x > 1}, relations: {a: A? to u}}\n",
         "TN302"},
        {"  A: {attributes: {x: int}, relations: {b: B via x}}\n  B: {}\n", "TN209"},
        {"  A: {attributes: {x: bigint}, relations: {b: B? via x}}\n  B: {}\n", "TN015"},
        {"  A: {relations: {b: 'B via x, y'}}\n  B: {}\n", "TN012"},
        {"  A: {relations: {b: B as x, c: B as x}}\n  B: {}\n", "TN103"},
        {"  A: {relations: {b: B as n}}\n  B: {attributes: {n: int}}\n", "TN103"},
        {"  A: {attributes: {g: int := h, h: int := 1}}\n", "TN016"},
        {"  A: {attributes: {x: int}, key: [x, x]}\n", "TN003"},
        {"  A: {attributes: {x: int key, y: int}, key: y}\n", "TN015"},
        {"  A: {key: [id], attributes: {id: int, at: date}, partition: range at by year}\n",
         "TN313"},
        {"  A: {key: [at], attributes: {at: int}, partition: range at by year}\n", "TN012"},
        {"  A: {key: [at], attributes: {at: date}, partition: range at by year from 2026-02-01 to "
         "2027-01-01}\n",
         "TN012"},
        {"  A: {key: [at], attributes: {at: date}, partition: range at by day from 2026-02-28 to "
         "2026-02-30}\n",
         "TN012"},
        {"  A: {attributes: {deleted_at: text}, soft delete: true}\n", "TN106"},
        {"  A: {policies: {p: for select to nobody using (true)}}\n", "TN004"},
        {"  A: {was: B}\n  B: {}\n", "TN012"},
        {"  A: {attributes: {x: int was y, y: int}}\n", "TN012"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Model m;
        Arena a = {0};
        Text bytes = text_format(&a, HEAD "entities:\n%s", cases[i].entities);
        resolve(&m, bytes);
        Text found = codes(&m);
        if (!text_equal_c(found, cases[i].codes)) {
            print_error("%s", cases[i].entities);
        }
        assert_text(found, cases[i].codes);
        end(&m);
        arena_free(&a);
    }
}

/* COUNT attributes a0 … in one key. */
static Text wide_key(Arena *a, int count) {
    Text keys = TEXT("a0"), attributes = TEXT("a0: int");
    for (int i = 1; i < count; i++) {
        keys = text_format(a, "%.*s, a%d", TEXT_ARG(keys), i);
        attributes = text_format(a, "%.*s, a%d: int", TEXT_ARG(attributes), i);
    }
    return text_format(a, HEAD "entities:\n  A: {key: [%.*s], attributes: {%.*s}}\n",
                       TEXT_ARG(keys), TEXT_ARG(attributes));
}

/* COUNT types, each narrowing the next; the last is used. */
static Text type_chain(Arena *a, int count) {
    Text types = TEXT("");
    for (int i = 0; i < count; i++) {
        Text of = i + 1 < count ? text_format(a, "T%d", i + 1) : TEXT("int");
        types = text_format(a, "%.*s  T%d: %.*s\n", TEXT_ARG(types), i, TEXT_ARG(of));
    }
    return text_format(a, HEAD "types:\n%.*sentities:\n  A: {attributes: {x: T0}}\n",
                       TEXT_ARG(types));
}

static Text days(Arena *a, const char *to) {
    return text_format(
        a,
        HEAD "entities:\n  A:\n    key: at\n    attributes: {at: date}\n"
             "    partition: {range: at, by: day, from: 2000-01-01, to: %s, default: false}\n",
        to);
}

static void limits_hold_at_n_and_break_behind_it(void **state) {
    (void)state;
    Arena a = {0};
    const struct {
        Text model;
        const char *codes;
    } cases[] = {
        {wide_key(&a, 64), ""},       {wide_key(&a, 65), "TN901"},
        {type_chain(&a, 16), ""},     {type_chain(&a, 17), "TN901"},
        {days(&a, "2027-05-19"), ""}, {days(&a, "2027-05-20"), "TN901"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Model m;
        resolve(&m, cases[i].model);
        assert_text(codes(&m), cases[i].codes);
        end(&m);
    }
    arena_free(&a);
}

/* Each entity is keyed by a relation to the one before it: nothing may recurse along the chain. */
static void long_chains_of_keys(void **state) {
    (void)state;
    enum { LENGTH = 5000 };
    Arena a = {0};
    char *bytes = arena_alloc(&a, LENGTH * 80, 1);
    size_t size = (size_t)snprintf(bytes, 100, HEAD "entities:\n");
    for (int i = LENGTH; i > 0; i--) {
        size += (size_t)snprintf(bytes + size, 80, "  E%d: {key: [p], relations: {p: E%d via k}}\n",
                                 i, i - 1);
    }
    size += (size_t)snprintf(bytes + size, 80, "  E0: {key: [k], attributes: {k: int}}\n");
    Model m;
    resolve(&m, (Text){bytes, size});
    assert_text(codes(&m), "");
    const Entity *last = entity(&m, "E5000");
    assert_int_equal(last->attribute[0].type->kind, TYPE_INT);
    assert_true(relation(&m, "E5000", "p")->identifying);
    end(&m);
    arena_free(&a);
}

static void cardinalities(void **state) {
    (void)state;
    Model m;
    resolve(&m, TEXT(HEAD
                     "entities:\n"
                     "  A: {relations: {b: B unique as owner, c: C?, ds: many D as owners}}\n"
                     "  B: {key: [a], relations: {a: A as shared}}\n"
                     "  C: {attributes: {n: bigint unique}, relations: {a: A via n as by_number}}\n"
                     "  D: {soft delete: true, attributes: {n: int unique}}\n"));
    assert_text(codes(&m), "");
    assert_true(relation(&m, "A", "b")->unique);
    assert_true(relation(&m, "A", "c")->optional);
    assert_true(relation(&m, "B", "a")->unique); /* it is the whole key */
    assert_true(relation(&m, "C", "a")->unique); /* its column is unique */
    assert_false(relation(&m, "A", "c")->unique);
    const Relation *many = relation(&m, "A", "ds");
    assert_ptr_equal(many->junction, entity(&m, "AD"));
    assert_ptr_equal(many->junction_from->target, entity(&m, "A"));
    assert_ptr_equal(many->junction_to->target, entity(&m, "D"));
    const Entity *a = entity(&m, "A");
    for (size_t i = 0; i < a->inverse_count; i++) {
        assert_int_equal(a->inverse[i].many, a->inverse[i].relation->kind == RELATION_MANY ||
                                                 !a->inverse[i].relation->unique);
    }
    assert_false(key_is_candidate(&entity(&m, "D")->key[1])); /* among live rows only */
    assert_true(key_is_candidate(&a->key[0]));
    end(&m);
}

static void order_of_columns(void **state) {
    (void)state;
    Model m;
    resolve(&m, TEXT(HEAD "entities:\n"
                          "  A:\n    key: [b, n]\n    attributes: {x: int, n: int, y: int}\n"
                          "    relations: {c: B?, b: B}\n    soft delete: true\n"
                          "  B: {}\n"));
    static const char *const wanted[] = {"b_id", "n",          "c_id",       "x",
                                         "y",    "created_at", "updated_at", "deleted_at"};
    const Entity *a = entity(&m, "A");
    assert_int_equal(a->attribute_count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_text(sym_text(a->attribute[i].column), wanted[i]);
        assert_int_equal(a->attribute[i].index, i);
        assert_ptr_equal(entity_find_attribute(a, a->attribute[i].name), &a->attribute[i]);
    }
    end(&m);
}

static void spelling_of_types(void **state) {
    (void)state;
    static const char *const types[] = {
        "int",   "unsigned bigint", "string(40)", "decimal(12, 2)", "decimal",     "text[]",
        "Money", "Money[]",         "enum(a, b)", "char(2)",        "enum(a, b)[]"};
    Arena a = {0};
    Text attributes = TEXT("");
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        attributes = text_format(&a, "%.*s      x%zu: \"%s\"\n", TEXT_ARG(attributes), i, types[i]);
    }
    Model m;
    resolve(&m,
            text_format(&a,
                        HEAD
                        "types: {Money: \"decimal(9, 2)\"}\nentities:\n  A:\n    attributes:\n%.*s",
                        TEXT_ARG(attributes)));
    assert_text(codes(&m), "");
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        assert_text(type_name(&a, entity(&m, "A")->attribute[1 + i].type), types[i]);
    }
    end(&m);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(one_message_per_cause),
        cmocka_unit_test(limits_hold_at_n_and_break_behind_it),
        cmocka_unit_test(long_chains_of_keys),
        cmocka_unit_test(cardinalities),
        cmocka_unit_test(order_of_columns),
        cmocka_unit_test(spelling_of_types),
    };
    return RUN_CASES(cases);
}
