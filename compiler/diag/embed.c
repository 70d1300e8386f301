/* A program of the build, no part of Tenon: turns a folder of explain pages into a C file.
 *
 *     embed FOLDER OUTPUT.c OUTPUT.d
 *
 * Takes every FOLDER/TN*.md, sorted by name. Writes the table that explain.h declares, and for Ninja the
 * list of what was read, so that it runs again when a page comes, changes or goes. It links nothing of
 * the compiler, which could not be built before it. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PAGES = 1000, LONGEST_NAME = 32 };

typedef struct Page {
    char name[LONGEST_NAME]; /* "TN404.md" */
} Page;

/* Names the cause that errno holds. */
static void fail(const char *what, const char *name) {
    fprintf(stderr, "embed: %s: ", what);
    perror(name);
    exit(EXIT_FAILURE);
}

static FILE *open_or_fail(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (!file) {
        fail("can not open", path);
    }
    return file;
}

static int is_page(const char *name) {
    size_t size = strlen(name);
    return size < LONGEST_NAME && size > 5 && strncmp(name, "TN", 2) == 0 &&
           strcmp(name + size - 3, ".md") == 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const Page *)a)->name, ((const Page *)b)->name);
}

static size_t list_pages(const char *folder, Page *page) {
    DIR *directory = opendir(folder);
    if (!directory) {
        fail("can not read", folder);
    }
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (is_page(entry->d_name)) {
            if (count == MOST_PAGES) {
                errno = E2BIG;
                fail("too many pages", folder);
            }
            strcpy(page[count++].name, entry->d_name);
        }
    }
    closedir(directory);
    qsort(page, count, sizeof *page, by_name);
    return count;
}

static FILE *open_page(const char *folder, const Page *page) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", folder, page->name) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        fail("can not open a page of", folder);
    }
    return open_or_fail(path, "rb");
}

/* Numbers rather than a string literal: C17 promises only 4095 characters for one of those. */
static void write_page_bytes(FILE *out, const char *folder, const Page *page, size_t number) {
    FILE *in = open_page(folder, page);
    fprintf(out, "static const unsigned char page_%zu[] = {", number);
    size_t column = 0;
    for (int c; (c = getc(in)) != EOF; column++) {
        fprintf(out, column % 20 ? "%d," : "\n%d,", c);
    }
    fprintf(out, "\n0};\n");
    fclose(in);
}

static void write_table(FILE *out, const Page *page, size_t count) {
    fprintf(out, "const ExplainPage explain_pages[] = {\n");
    for (size_t i = 0; i < count; i++) {
        int code_size = (int)strlen(page[i].name) - 3;
        fprintf(out, "{\"%.*s\", (const char *)page_%zu, sizeof page_%zu - 1},\n", code_size,
                page[i].name, i, i);
    }
    /* The row without a code ends the table. */
    fprintf(out, "{0}};\n");
}

static void write_depfile(const char *path, const char *output, const char *folder,
                          const Page *page, size_t count) {
    FILE *out = open_or_fail(path, "w");
    fprintf(out, "%s: %s", output, folder);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, " %s/%s", folder, page[i].name);
    }
    fprintf(out, "\n");
    fclose(out);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: embed FOLDER OUTPUT.c OUTPUT.d\n");
        return EXIT_FAILURE;
    }
    static Page page[MOST_PAGES];
    size_t count = list_pages(argv[1], page);
    FILE *out = open_or_fail(argv[2], "w");
    fprintf(out, "#include \"compiler/diag/explain.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        write_page_bytes(out, argv[1], &page[i], i);
    }
    write_table(out, page, count);
    if (fclose(out) != 0) {
        fail("can not write", argv[2]);
    }
    write_depfile(argv[3], argv[2], argv[1], page, count);
    return EXIT_SUCCESS;
}
