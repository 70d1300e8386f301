/* Makes models for the benchmarks: `generate ENTITIES [tenon|dbml|dependencies]`, to standard
 * output; `dependencies`: as tenon, with three broken dependencies in each entity.
 *
 * Each entity has about 12 columns that the model names and 1.5 relations, with the named types,
 * checks, defaults, uniques, indexes, docs and access patterns of an ordinary model. The same number
 * gives the same bytes; both languages get the same tables. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 2463534242u;

/* xorshift32 (Marsaglia 2003): the same numbers everywhere. */
static uint32_t random_below(uint32_t limit) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

static const char *const nouns[] = {
    "Account",  "Invoice", "Parcel", "Ticket",  "Course",  "Lesson", "Patient",
    "Sample",   "Vehicle", "Route",  "Meeting", "Project", "Budget", "Contract",
    "Supplier", "Shelf",   "Device", "Reading", "Article", "Page",
};
enum { NOUN_COUNT = sizeof(nouns) / sizeof(*nouns) };

/* The columns of every entity: as Tenon writes them, and as DBML does. */
static const struct {
    const char *name, *tenon, *dbml;
} columns[] = {
    {"name", "string(200)", "varchar(200) [not null]"},
    {"code", "string(40) unique", "varchar(40) [not null, unique]"},
    {"email", "Email", "varchar(255) [not null]"},
    {"price", "Money", "decimal(12,2) [not null]"},
    {"quantity", "int = 1 check quantity > 0", "int [not null, default: 1]"},
    {"state", "State = open", "state [not null, default: 'open']"},
    {"is_active", "boolean = true", "boolean [not null, default: true]"},
    {"opened_at", "timestamp = now()", "timestamptz [not null, default: `now()`]"},
    {"closed_at", "timestamp?", "timestamptz"},
    {"notes", "text?", "text"},
    {"weight", "decimal(8, 3)? check weight > 0", "decimal(8,3)"},
    {"data", "json?", "jsonb"},
};
enum { COLUMN_COUNT = sizeof(columns) / sizeof(*columns) };

static void print_entity_name(int number) {
    printf("%s%d", nouns[number % NOUN_COUNT], number);
}

/* The relations of entity NUMBER: to entities before it, 1.5 on average. */
static int relation_targets(int number, int target[3]) {
    int count = number ? 1 + (int)random_below(2) : 0;
    for (int i = 0; i < count; i++) {
        target[i] = (int)random_below((uint32_t)number);
    }
    return count;
}

static void print_tenon_entity(int number, bool dependencies) {
    int target[3], count = relation_targets(number, target);
    printf("  ");
    print_entity_name(number);
    printf(":\n    doc: The %s of series %d.\n    area: area_%d\n    rows: %uk\n    attributes:\n",
           nouns[number % NOUN_COUNT], number, number / 25, 1 + random_below(5000));
    for (int i = 0; i < COLUMN_COUNT; i++) {
        printf("      %s: %s\n", columns[i].name, columns[i].tenon);
    }
    if (count) {
        printf("    relations:\n");
    }
    for (int i = 0; i < count; i++) {
        printf("      parent_%d: ", i);
        print_entity_name(target[i]);
        printf("%s as children_%d_%d\n", i ? "? on delete set null" : " on delete restrict", number,
               i);
    }
    printf("    indexes:\n      open_ones: opened_at desc where state = 'open' include (name)\n"
           "    access:\n      by_name: many by name sort opened_at desc limit 20\n");
    if (dependencies) {
        printf("    dependencies:\n      - email -> name\n      - quantity, state -> weight\n"
               "      - name -> price, is_active\n");
    }
}

static void print_tenon(int entities, bool dependencies) {
    printf("tenon: 1\nmodel: bench\ntypes:\n"
           "  Email: string(255) check matches(value, '^[^@ ]+@[^@ ]+$')\n"
           "  Money: decimal(12, 2) check value >= 0\n"
           "  State: enum(open, waiting, closed)\n"
           "entities:\n");
    for (int i = 0; i < entities; i++) {
        print_tenon_entity(i, dependencies);
    }
    printf("targets:\n  postgres: {version: 15}\n");
}

static void print_dbml_entity(int number) {
    int target[3], count = relation_targets(number, target);
    random_below(5000); /* keeps step with print_tenon_entity */
    printf("Table ");
    print_entity_name(number);
    printf(" {\n  id bigint [pk, increment]\n");
    for (int i = 0; i < COLUMN_COUNT; i++) {
        printf("  %s %s\n", columns[i].name, columns[i].dbml);
    }
    for (int i = 0; i < count; i++) {
        printf("  parent_%d_id bigint\n", i);
    }
    printf("  created_at timestamptz [not null]\n  updated_at timestamptz [not null]\n"
           "  indexes {\n    opened_at\n  }\n  Note: 'The %s of series %d.'\n}\n",
           nouns[number % NOUN_COUNT], number);
    for (int i = 0; i < count; i++) {
        printf("Ref: ");
        print_entity_name(number);
        printf(".parent_%d_id > ", i);
        print_entity_name(target[i]);
        printf(".id [delete: %s]\n", i ? "set null" : "cascade");
    }
}

static void print_dbml(int entities) {
    printf("Enum state {\n  open\n  waiting\n  closed\n}\n");
    for (int i = 0; i < entities; i++) {
        print_dbml_entity(i);
    }
}

int main(int argc, char **argv) {
    int entities = argc > 1 ? atoi(argv[1]) : 0;
    if (entities < 1) {
        fprintf(stderr, "usage: generate ENTITIES [tenon|dbml|dependencies]\n");
        return 64;
    }
    if (argc > 2 && !strcmp(argv[2], "dbml")) {
        print_dbml(entities);
    } else {
        print_tenon(entities, argc > 2 && !strcmp(argv[2], "dependencies"));
    }
    return 0;
}
