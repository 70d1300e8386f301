/* How long indexes take to derive beside the reading of the model, in processor time, the least of the rounds:
 *
 *     bench_access [ROUNDS]
 *
 * 1,000 entities with 8 access patterns each, over ten columns. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "compiler/compile.h"

enum { ENTITIES = 1000 };

static const char entity[] = "    rows: 2M\n"
                             "    attributes:\n"
                             "      code: int\n"
                             "      kind: int\n"
                             "      area: int\n"
                             "      size: int\n"
                             "      cost: int\n"
                             "      is_done: boolean\n"
                             "      seen_at: timestamp\n"
                             "    access:\n"
                             "      newest: many by code sort seen_at desc limit 20\n"
                             "      of_kind: many by code, kind\n"
                             "      seen: many by kind sort seen_at\n"
                             "      done: many where is_done sort seen_at desc\n"
                             "      of_area: many by area, size sort seen_at desc, cost\n"
                             "      dear: many where cost > :least\n"
                             "      exact: one by code, kind, cost\n"
                             "      sized: many by size\n";

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int load(void *context, Arena *a, Text path, Text *bytes) {
    (void)path;
    *bytes = text_copy(a, buffer_text(context));
    return 0;
}

/* Seconds up to STAGE, and with FACTS those that deriving took. */
static double measure(Buffer *model, Stage stage, double *derived) {
    CompileRequest request = {.path = TEXT("model.tenon.yaml"), .last = stage};
    request.load = load;
    request.load_context = model;
    Compilation c;
    double start = now();
    compile(&c, &request);
    double taken = now() - start;
    if (diag_has_errors(&c.diags)) {
        fputs("bench_access: the model has errors\n", stderr);
        exit(1);
    }
    if (derived) {
        Arena a = {0}, scratch = {0};
        start = now();
        access_derive(&a, &scratch, c.facts, true);
        *derived = now() - start;
        arena_free(&a);
        arena_free(&scratch);
    }
    compilation_free(&c);
    return taken;
}

int main(int count, char **argument) {
    int rounds = count > 1 ? atoi(argument[1]) : 10;
    Buffer model = {0};
    buffer_add_c(&model, "tenon: 1\nmodel: bench\nentities:\n");
    for (int i = 0; i < ENTITIES; i++) {
        buffer_format(&model, "  Thing%d:\n%s", i, entity);
    }
    double reading = 1e9, deriving = 1e9;
    for (int i = 0; i < rounds; i++) {
        double derived, read = measure(&model, STAGE_SYNTAX, NULL);
        measure(&model, STAGE_FACTS, &derived);
        reading = read < reading ? read : reading;
        deriving = derived < deriving ? derived : deriving;
    }
    printf("%d entities with 8 access patterns each: reading takes %.1f ms, deriving their indexes "
           "%.1f ms "
           "(%.2f of it; the aim is less than 1).\n",
           (int)ENTITIES, reading * 1e3, deriving * 1e3, deriving / reading);
    buffer_free(&model);
    return 0;
}
