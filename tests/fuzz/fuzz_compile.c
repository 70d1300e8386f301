/* The fuzzers' entry: compile() on bytes, for the engine that their number picks, to files in memory; every
 * renderer; and the formatter. What an include asks for is the input itself.
 *
 * libFuzzer calls LLVMFuzzerTestOneInput; linked without libFuzzer (-DFUZZ_STANDALONE) it runs the files
 * that it is given, which is how a crash is looked at. */
#include <errno.h>
#include <stdio.h>

#include "compiler/base/file.h"
#include "compiler/compile.h"
#include "compiler/diag/render.h"
#include "compiler/read/format.h"
#include "targets/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int load(void *context, Arena *a, Text path, Text *bytes) {
    const Text *input = context;
    if (!text_equal_c(path, "model.tenon.yaml") && !text_equal_c(path, "other.tenon.yaml")) {
        return ENOENT;
    }
    *bytes = text_copy(a, *input);
    return 0;
}

/* What is formatted must still be read, and stay as it is when formatted again. */
static void check_format(Text input) {
    Arena arena = {0};
    Sources sources = {.arena = &arena};
    Diags diags = diags_make(&arena, &sources);
    Buffer once = {0}, twice = {0};
    size_t index = source_add(&sources, TEXT("model.tenon.yaml"), input);
    if (format_source(&arena, &diags, &sources.files.at[index], &once)) {
        index = source_add(&sources, TEXT("again.tenon.yaml"), buffer_text(&once));
        bool again = format_source(&arena, &diags, &sources.files.at[index], &twice);
        if (!again || !text_equal(buffer_text(&once), buffer_text(&twice))) {
            __builtin_trap();
        }
    }
    buffer_free(&once);
    buffer_free(&twice);
    arena_free(&arena);
}

static const Target *const engines[] = {&target_postgres, &target_sqlite, &target_mysql,
                                        &target_mariadb};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Text input = {(const char *)bytes, size};
    const Target *target = engines[size % (sizeof engines / sizeof *engines)];
    CompileRequest request = {
        .path = TEXT("model.tenon.yaml"),
        .last = STAGE_FILES,
        .targets = {.at = &target, .count = 1},
        .load = load,
        .load_context = &input,
    };
    Compilation c;
    compile(&c, &request);
    for (size_t i = 0; renderers[i].name; i++) {
        Buffer report = {0};
        renderers[i].render(&report, &c.diags,
                            &(RenderOptions){.colour = true, .all = true, .summary = true});
        buffer_free(&report);
    }
    compilation_free(&c);
    check_format(input);
    return 0;
}

#ifdef FUZZ_STANDALONE
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        Arena arena = {0};
        Text bytes;
        if (file_read(&arena, argv[i], SOURCE_LIMIT_BYTES, &bytes))
            return 74;
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.size);
        arena_free(&arena);
    }
    return 0;
}
#endif
