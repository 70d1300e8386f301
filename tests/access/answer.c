/* Answers to cases, for compare.py: the chain cover of the patterns that standard input describes, columns as
 * numbers. An index costs as many units as it has columns.
 *
 *     columns 4                   first
 *     pattern 0 1 > 2 asc 3 any   compared for equality > then in this order
 *     unique 0 1                  a set that has an index anyway
 *     answer                      the end of a case: gives a line of JSON
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/access/chain_cover.h"
#include "compiler/base/vec.h"

typedef struct Case {
    Arena *arena;
    uint32_t column_count;
    VEC(ChainPattern) patterns;
    VEC(ChainKey) keys;
} Case;

static const char separators[] = " \n";

/* Columns up to the end of the line or `>`. */
static ChainKey read_columns(Case *c) {
    VEC(uint32_t) columns = {0};
    char *word;
    while ((word = strtok(NULL, separators)) != NULL && *word != '>') {
        *vec_push(c->arena, &columns) = (uint32_t)strtoul(word, NULL, 10);
    }
    return (ChainKey){columns.at, columns.count};
}

static void read_pattern(Case *c) {
    ChainKey equal = read_columns(c);
    VEC(ChainPart) suffix = {0};
    char *column;
    while ((column = strtok(NULL, separators)) != NULL) {
        const char *way = strtok(NULL, separators);
        *vec_push(c->arena, &suffix) = (ChainPart){.column = (uint32_t)strtoul(column, NULL, 10),
                                                   .descending = strcmp(way, "desc") == 0,
                                                   .any_way = strcmp(way, "any") == 0};
    }
    *vec_push(c->arena, &c->patterns) = (ChainPattern){.equal = equal.column,
                                                       .equal_count = equal.column_count,
                                                       .suffix = suffix.at,
                                                       .suffix_count = suffix.count,
                                                       .weight = equal.column_count + suffix.count};
}

static void print_index(const ChainIndex *index) {
    printf("{\"key\":%s,\"columns\":[", index->key ? "true" : "false");
    for (size_t i = 0; i < index->part_count; i++) {
        const ChainPart *part = &index->part[i];
        printf("%s[%u,\"%s\"]", i ? "," : "", part->column, part->descending ? "desc" : "asc");
    }
    fputs("]}", stdout);
}

static void answer(const Case *c) {
    uint32_t *rank = arena_array(c->arena, uint32_t, c->column_count + 1);
    for (uint32_t i = 0; i < c->column_count; i++) {
        rank[i] = i;
    }
    ChainCover cover = chain_cover(c->arena, c->arena,
                                   &(ChainProblem){.column_count = c->column_count,
                                                   .rank = rank,
                                                   .pattern = c->patterns.at,
                                                   .pattern_count = c->patterns.count,
                                                   .key = c->keys.at,
                                                   .key_count = c->keys.count});
    printf("{\"exact\":%s,\"indexes\":[", cover.exact ? "true" : "false");
    for (size_t i = 0; i < cover.index_count; i++) {
        fputs(i ? "," : "", stdout);
        print_index(&cover.index[i]);
    }
    fputs("],\"served_by\":[", stdout);
    for (size_t i = 0; i < c->patterns.count; i++) {
        printf("%s%zu", i ? "," : "", cover.served_by[i]);
    }
    puts("]}");
}

int main(void) {
    enum { LONGEST_LINE = 1 << 16 };
    static char line[LONGEST_LINE];
    Arena arena = {0};
    Case c = {.arena = &arena};
    while (fgets(line, sizeof line, stdin)) {
        const char *word = strtok(line, separators);
        if (!word) {
            continue;
        }
        if (strcmp(word, "columns") == 0) {
            arena_reset(&arena);
            const char *count = strtok(NULL, separators);
            c = (Case){.arena = &arena, .column_count = (uint32_t)strtoul(count, NULL, 10)};
        } else if (strcmp(word, "pattern") == 0) {
            read_pattern(&c);
        } else if (strcmp(word, "unique") == 0) {
            *vec_push(&arena, &c.keys) = read_columns(&c);
        } else {
            answer(&c);
        }
    }
    arena_free(&arena);
    return 0;
}
