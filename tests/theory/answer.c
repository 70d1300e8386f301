/* Answers to cases, for compare.py: what the algorithms of compiler/check/ say of the theory that standard
 * input describes, a line for each thing, attributes as numbers:
 *
 *     attributes 4            first
 *     functional 0 1 > 2      or: multivalued 0 > 1 2
 *     parts 0 1 2 | 2 3       a decomposition to judge
 *     onto 0 1                a projection
 *     answer                  the end of a case: gives a line of JSON
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/base/vec.h"
#include "compiler/check/chase.h"
#include "compiler/check/closure.h"
#include "compiler/check/cover.h"
#include "compiler/check/decompose.h"
#include "compiler/check/multivalued.h"
#include "compiler/check/projection.h"

typedef struct Case {
    Arena *arena;
    size_t width;
    VEC(Arrow) arrows;
    VEC(SetList) decompositions;
    SetList projections;
} Case;

/* Reads numbers up to the end or to one of STOPS; *WORD is left there. */
static Bitset read_set(Case *c, char **word, const char *stops) {
    Bitset set = bitset_make(c->arena, c->width);
    while (*word && !(**word && strchr(stops, **word))) {
        bitset_add(set, strtoul(*word, NULL, 10));
        *word = strtok(NULL, " \n");
    }
    return set;
}

static void read_dependency(Case *c, bool multivalued) {
    char *word = strtok(NULL, " \n");
    Bitset from = read_set(c, &word, ">");
    word = strtok(NULL, " \n");
    *vec_push(c->arena, &c->arrows) = (Arrow){from, read_set(c, &word, ">"), multivalued};
}

static void read_parts(Case *c) {
    SetList *parts = vec_push(c->arena, &c->decompositions);
    char *word;
    do {
        word = strtok(NULL, " \n");
        set_list_add(c->arena, parts, read_set(c, &word, "|"));
    } while (word);
}

/* ---- JSON ---- */

static void print_set(Bitset set) {
    const char *comma = "[";
    for (size_t k = bitset_next(set, 0); k != SIZE_MAX; k = bitset_next(set, k + 1)) {
        printf("%s%zu", comma, k);
        comma = ",";
    }
    fputs(*comma == '[' ? "[]" : "]", stdout);
}

static void print_sets(const char *name, const SetList *list) {
    printf(",\"%s\":[", name);
    for (size_t i = 0; i < list->count; i++) {
        fputs(i ? "," : "", stdout);
        print_set(list->at[i]);
    }
    putchar(']');
}

static void print_arrows(const char *name, const Theory *t, const Projection *of, Case *c) {
    printf(",\"%s\":[", name);
    for (size_t i = 0; i < t->count; i++) {
        Bitset from = t->arrow[i].from, to = t->arrow[i].to;
        fputs(i ? ",[" : "[", stdout);
        print_set(of ? projection_lift(c->arena, of, c->width, from) : from);
        putchar(',');
        print_set(of ? projection_lift(c->arena, of, c->width, to) : to);
        putchar(']');
    }
    putchar(']');
}

static void print_form(FormRange form) {
    printf(",\"normal_form\":\"%s\"",
           form.least == form.most ? form_word(form.least) : "undecided");
}

static void print_rows(const Tableau *t) {
    fputs(",\"tableau\":[", stdout);
    for (size_t i = 0; i < t->count; i++) {
        fputs(i ? ",[" : "[", stdout);
        for (size_t k = 0; k < t->width; k++) {
            printf("%s%" PRIu32, k ? "," : "", t->cell[i * t->width + k]);
        }
        putchar(']');
    }
    putchar(']');
}

static void print_decomposition(Case *c, const Theory *t, const SetList *parts) {
    static const char *const word[] = {"false", "true", "null"};
    Tableau tableau;
    Lossless verdict = chase_lossless(c->arena, t, parts, &theory_limits, &tableau);
    printf("{\"lossless\":%s,\"preserved\":[", word[verdict]);
    const char *comma = "";
    for (size_t i = 0; i < t->count; i++) {
        if (!t->arrow[i].multivalued) {
            printf("%s%s", comma, word[preserves(c->arena, t, parts, &t->arrow[i])]);
            comma = ",";
        }
    }
    fputs("],\"parts\":[", stdout);
    for (size_t i = 0; i < parts->count; i++) {
        Analysis found = analyse_part(c->arena, t, parts->at[i], &theory_limits);
        printf("%s{\"exact\":%s", i ? "," : "", word[found.keys.bound == BOUND_EXACT]);
        print_sets("keys", &found.keys.list);
        print_form(found.form);
        putchar('}');
    }
    putchar(']');
    print_rows(&tableau);
    putchar('}');
}

static void print_basis(Case *c, const Theory *t) {
    Closer closer = closer_make(c->arena, t);
    const char *comma = "";
    fputs(",\"basis\":[", stdout);
    for (size_t i = 0; i < t->count; i++) {
        if (t->arrow[i].multivalued) {
            multivalued_basis(&closer, t->arrow[i].from);
            fputs(comma, stdout);
            putchar('[');
            for (size_t b = 0; b < closer.block_count; b++) {
                fputs(b ? "," : "", stdout);
                print_set(closer.block[b]);
            }
            putchar(']');
            comma = ",";
        }
    }
    putchar(']');
}

static void print_proposals(Case *c, const Theory *t) {
    for (Form form = FORM_3NF; form <= FORM_4NF; form++) {
        char name[16];
        snprintf(name, sizeof name, "to_%s", form_word(form));
        Decomposition made = decompose(c->arena, t, form, &theory_limits);
        print_sets(name, &made.parts);
    }
}

static void print_answer(Case *c) {
    Theory t = theory_make(c->width, c->arrows.at, c->arrows.count);
    Analysis found = analyse(c->arena, &t, &theory_limits);
    printf("{\"exact\":%s", found.keys.bound == BOUND_EXACT ? "true" : "false");
    print_sets("candidate_keys", &found.keys.list);
    fputs(",\"prime_attributes\":", stdout);
    print_set(found.primes.prime);
    print_form(found.form);
    fputs(",\"status\":[", stdout);
    for (size_t i = 0; i < t.count; i++) {
        printf("%s\"%s\"", i ? "," : "", arrow_status_word(found.status[i]));
    }
    putchar(']');
    Theory minimal = cover_minimal(c->arena, &t), minimum = cover_minimum(c->arena, &t);
    print_arrows("minimal_cover", &minimal, NULL, c);
    print_arrows("minimum_cover", &minimum, NULL, c);
    if (t.mixed) {
        print_basis(c, &t);
    }
    print_proposals(c, &t);
    fputs(",\"decompositions\":[", stdout);
    for (size_t i = 0; i < c->decompositions.count; i++) {
        fputs(i ? "," : "", stdout);
        print_decomposition(c, &t, &c->decompositions.at[i]);
    }
    fputs("],\"projections\":[", stdout);
    for (size_t i = 0; i < c->projections.count; i++) {
        Projection p = project(c->arena, &t, c->projections.at[i], &theory_limits);
        Theory fewest = cover_minimum(c->arena, &p.theory);
        printf("%s{\"exact\":%s", i ? "," : "", p.bound == BOUND_EXACT ? "true" : "false");
        print_arrows("minimal_cover", &p.theory, &p, c);
        print_arrows("minimum_cover", &fewest, &p, c);
        putchar('}');
    }
    puts("]}");
}

int main(void) {
    Arena arena = {0};
    Case c = {.arena = &arena};
    char line[65536];
    while (fgets(line, sizeof line, stdin)) {
        char *word = strtok(line, " \n");
        if (!word) {
            continue;
        }
        if (strcmp(word, "attributes") == 0) {
            c.width = strtoul(strtok(NULL, " \n"), NULL, 10);
        } else if (strcmp(word, "functional") == 0 || strcmp(word, "multivalued") == 0) {
            read_dependency(&c, *word == 'm');
        } else if (strcmp(word, "parts") == 0) {
            read_parts(&c);
        } else if (strcmp(word, "onto") == 0) {
            word = strtok(NULL, " \n");
            set_list_add(&arena, &c.projections, read_set(&c, &word, ""));
        } else if (strcmp(word, "answer") == 0) {
            print_answer(&c);
            arena_reset(&arena);
            c = (Case){.arena = &arena};
        } else {
            fprintf(stderr, "answer: what is `%s`?\n", word);
            return 64;
        }
    }
    arena_free(&arena);
    return 0;
}
