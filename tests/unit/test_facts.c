/* Facts: closures against published exercises, and against a plain sweep over many random sets; proofs;
 * and what the declarations of an entity imply. */
#include "compiler/check/facts.h"

#include <string.h>

#include "compiler/base/buffer.h"
#include "tests/unit/unit.h"

enum { MOST_ATTRIBUTES = 100, MOST_DEPENDENCIES = 40 };

/* An entity of which only the number and names of attributes matter: A, B, C … */
typedef struct Relvar {
    Arena arena;
    Interner names;
    Attribute attribute[MOST_ATTRIBUTES];
    Arrow arrow[MOST_DEPENDENCIES];
    FactSource source[MOST_DEPENDENCIES];
    Entity entity;
    EntityFacts facts;
} Relvar;

static void relvar_start(Relvar *r, size_t attributes) {
    *r = (Relvar){0};
    r->names = interner_make(&r->arena);
    for (size_t i = 0; i < attributes; i++) {
        r->attribute[i].index = (uint32_t)i;
        r->attribute[i].name =
            i < 26 ? intern(&r->names, text_format(&r->arena, "%c", (char)('A' + i))) : NULL;
    }
    r->entity.attribute = r->attribute;
    r->entity.attribute_count = attributes;
    r->facts.entity = &r->entity;
    r->facts.theory = theory_make(attributes, r->arrow, 0);
    r->facts.source = r->source;
}

static void relvar_end(Relvar *r) {
    interner_free(&r->names);
    arena_free(&r->arena);
}

static Bitset set_of(Relvar *r, const char *letters, size_t count) {
    Bitset set = bitset_make(&r->arena, r->entity.attribute_count);
    for (size_t i = 0; i < count; i++) {
        bitset_add(set, (size_t)(letters[i] - 'A'));
    }
    return set;
}

/* Adds "AB>C A>DE": each word a dependency. */
static void add_dependencies(Relvar *r, const char *text) {
    while (*text) {
        size_t size = strcspn(text, " "), left = strcspn(text, ">");
        size_t multivalued = text[left + 1] == '>';
        r->arrow[r->facts.theory.count] = (Arrow){
            set_of(r, text, left),
            set_of(r, text + left + 1 + multivalued, size - left - 1 - multivalued),
            multivalued,
        };
        r->facts.theory.mixed |= multivalued;
        r->source[r->facts.theory.count++].origin = FACT_DECLARED;
        text += size + strspn(text + size, " ");
    }
}

static const struct {
    const char *source;
    size_t attributes;
    const char *dependencies, *of, *wanted;
} exercises[] = {
    {"Elmasri and Navathe, exercise 14.24", 10, "AB>C A>DE B>F F>GH D>IJ", "AB", "ABCDEFGHIJ"},
    {"Elmasri and Navathe, exercise 14.24", 10, "AB>C A>DE B>F F>GH D>IJ", "A", "ADEIJ"},
    {"Elmasri and Navathe, exercise 14.24", 10, "AB>C A>DE B>F F>GH D>IJ", "B", "BFGH"},
    {"Ullman and Widom, exercise 3.2.2 (iii)", 4, "A>B B>C C>D D>A", "C", "ABCD"},
    {"Ullman and Widom, exercise 3.3.1 (e)", 5, "AB>C DE>C B>D", "ABE", "ABCDE"},
    {"Ullman and Widom, exercise 3.3.1 (e)", 5, "AB>C DE>C B>D", "BE", "BCDE"},
    {"Silberschatz, Korth and Sudarshan, canonical cover", 3, "A>BC B>C A>B AB>C", "B", "BC"},
    {"Ramakrishnan and Gehrke, exercise 19.7.3", 4, "ABC>D D>A", "BCD", "ABCD"},
    {"Ramakrishnan and Gehrke, exercise 19.7.5", 4, "AB>C AB>D C>A D>B", "AD", "ABCD"},
    {"Ramakrishnan and Gehrke, exercise 19.7.5", 4, "AB>C AB>D C>A D>B", "C", "AC"},
    {"GATE CS 2005, question 78", 8, "A>B BC>D E>C D>A", "DEH", "ABCDEH"},
    {"a constant: the empty left side", 3, ">A A>B", "", "AB"},
    {"more dependencies than are swept over", 12, "A>B B>C C>D D>E E>F F>G G>H H>I I>J J>K >L", "A",
     "ABCDEFGHIJKL"},
    {"a chain written backwards", 11, "J>K I>J H>I G>H F>G E>F D>E C>D B>C A>B", "C", "CDEFGHIJK"},
};

static void published_closures(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(exercises); i++) {
        Relvar r;
        relvar_start(&r, exercises[i].attributes);
        add_dependencies(&r, exercises[i].dependencies);
        Bitset of = set_of(&r, exercises[i].of, strlen(exercises[i].of));
        Bitset wanted = set_of(&r, exercises[i].wanted, strlen(exercises[i].wanted));
        if (!bitset_equal(facts_closure(&r.arena, &r.facts, of), wanted)) {
            fail_msg("%s: the closure of %s", exercises[i].source, exercises[i].of);
        }
        relvar_end(&r);
    }
}

/* ---- random sets ---- */

/* A linear congruential generator: the same numbers everywhere. */
static uint32_t chance_state = 20240229;

static size_t chance(size_t below) {
    chance_state = chance_state * UINT32_C(1664525) + UINT32_C(1013904223);
    return (chance_state >> 8) % below;
}

static Bitset random_set(Relvar *r, size_t most) {
    Bitset set = bitset_make(&r->arena, r->entity.attribute_count);
    for (size_t i = chance(most + 1); i > 0; i--) {
        bitset_add(set, chance(r->entity.attribute_count));
    }
    return set;
}

static Bitset close_naively(Relvar *r, Bitset x) {
    Bitset set = bitset_copy(&r->arena, x);
    for (size_t round = 0; round <= r->facts.theory.count; round++) {
        for (size_t i = 0; i < r->facts.theory.count; i++) {
            if (bitset_subset(r->arrow[i].from, set)) {
                bitset_unite(set, r->arrow[i].to);
            }
        }
    }
    return set;
}

static void random_closures(void **state) {
    (void)state;
    enum { ROUNDS = 20000 };
    Relvar r;
    for (size_t round = 0; round < ROUNDS; round++) {
        relvar_start(&r, 1 + chance(round % 10 == 0 ? MOST_ATTRIBUTES : 12));
        r.facts.theory.count = chance(round % 2 ? 9 : MOST_DEPENDENCIES);
        for (size_t i = 0; i < r.facts.theory.count; i++) {
            r.arrow[i] = (Arrow){.from = random_set(&r, 3), .to = random_set(&r, 3)};
        }
        Bitset x = random_set(&r, 3);
        Bitset closure = facts_closure(&r.arena, &r.facts, x);
        assert_true(bitset_equal(closure, close_naively(&r, x)));
        for (size_t i = 0; i < r.entity.attribute_count; i++) {
            bool added = bitset_has(closure, i) && !bitset_has(x, i);
            Derivation proof = facts_prove(&r.arena, &r.facts, x, &r.attribute[i]);
            assert_int_equal(proof.count > 0, added);
        }
        relvar_end(&r);
    }
}

/* ---- proofs and derived facts ---- */

static Text proof_of(Relvar *r, const char *from, char attribute) {
    Bitset x = set_of(r, from, strlen(from));
    Derivation proof = facts_prove(&r->arena, &r->facts, x, &r->attribute[attribute - 'A']);
    return facts_proof_text(&r->arena, &r->facts, &proof);
}

static void proofs_hold_what_is_needed_only(void **state) {
    (void)state;
    Relvar r;
    relvar_start(&r, 6);
    add_dependencies(&r, "A>BE B>C E>F BC>D");
    assert_text(proof_of(&r, "A", 'D'), "`A` -> `B`; `B` -> `C`; `B`, `C` -> `D`");
    assert_text(proof_of(&r, "A", 'F'), "`A` -> `E`; `E` -> `F`");
    assert_text(proof_of(&r, "A", 'A'), "");
    relvar_end(&r);

    relvar_start(&r, 5); /* by both kinds together */
    add_dependencies(&r, "A>>BC E>C D>B");
    assert_text(proof_of(&r, "A", 'B'), "`A` ->> `B`, `C`; `D` -> `B`");
    relvar_end(&r);
}

/* A, the key; B, unique but nullable; C := D * D; E = 5 by a check, D = 5 by one that null passes. */
static void declarations_imply_facts(void **state) {
    (void)state;
    Relvar r;
    relvar_start(&r, 5);
    r.entity.name = intern_c(&r.names, "R");
    r.attribute[1].nullable = r.attribute[3].nullable = true;

    Expr d = {.kind = EXPR_NAME, .name = {r.attribute[3].name, &r.attribute[3]}};
    Expr e = {.kind = EXPR_NAME, .name = {r.attribute[4].name, &r.attribute[4]}};
    Expr five = {.kind = EXPR_NUMBER, .text = TEXT("5")};
    Expr product = {.kind = EXPR_BINARY, .binary = {OPERATOR_MULTIPLY, &d, &d}};
    Expr d_is_5 = {.kind = EXPR_BINARY, .binary = {OPERATOR_EQUAL, &d, &five}};
    Expr e_is_5 = {.kind = EXPR_BINARY, .binary = {OPERATOR_EQUAL, &five, &e}};
    Expr both = {.kind = EXPR_BINARY, .binary = {OPERATOR_AND, &d_is_5, &e_is_5}};
    r.attribute[2].generated = &product;

    const Attribute *a = &r.attribute[0], *b = &r.attribute[1];
    Key keys[] = {
        {.kind = KEY_PRIMARY, .attribute = &a, .attribute_count = 1},
        {.kind = KEY_UNIQUE, .attribute = &b, .attribute_count = 1},
        {.kind = KEY_UNIQUE, .attribute = &b, .attribute_count = 1, .nulls_not_distinct = true},
    };
    Check check = {.condition = &both};
    r.entity.key = keys;
    r.entity.key_count = COUNT_OF(keys);
    r.entity.check = &check;
    r.entity.check_count = 1;

    Entity *entities[] = {&r.entity};
    Schema schema = {.entity = entities, .entity_count = 1};
    Facts *facts = facts_derive(&r.arena, &schema);
    assert_int_equal(facts->entity[0].candidate_count, 2);
    Buffer out = {0};
    facts_dump(&out, facts);
    assert_text(buffer_text(&out), "facts R\n"
                                   "  primary key {A} -> all\n"
                                   "  unique {B} -> all\n"
                                   "  generated {D} -> {C}\n"
                                   "  constant {} -> {E}\n"
                                   "  conditional {B} -> all, where it is not null\n");
    buffer_free(&out);
    relvar_end(&r);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(published_closures),
        cmocka_unit_test(random_closures),
        cmocka_unit_test(proofs_hold_what_is_needed_only),
        cmocka_unit_test(declarations_imply_facts),
    };
    return RUN_CASES(cases);
}
