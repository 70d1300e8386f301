/* `tenon fmt`: brings models into canonical form, in place, or tells which are not. */
#include <string.h>

#include "compiler/base/file.h"
#include "compiler/cli/command.h"
#include "compiler/diag/render.h"
#include "compiler/read/format.h"

/* Formats the file PATH ("-": standard input to standard output). Gives the exit code of this file. */
static int format_file(const CommandLine *line, Text path) {
    Arena arena = {0};
    Sources sources = {.arena = &arena};
    Diags diags = diags_make(&arena, &sources);
    bool standard = text_equal(path, TEXT("-")),
         only_check = option_given(line, CLI_OPTION_CHECK_ONLY);
    const char *c_path = text_c_string(&arena, path);
    int code = EXIT_OK;
    Text bytes;
    int error = file_read(&arena, c_path, SOURCE_LIMIT_BYTES, &bytes);
    if (error) {
        console_complain("cannot read `%s`: %s", c_path, strerror(error));
        arena_free(&arena);
        return EXIT_IO;
    }
    Buffer out = {0};
    size_t index = source_add(&sources, standard ? TEXT("standard input") : path, bytes);
    bool formatted = format_source(&arena, &diags, &sources.files.at[index], &out);
    bool same = formatted && text_equal(buffer_text(&out), bytes);
    if (!formatted) {
        Buffer report = {0};
        diag_settle(&diags);
        render_text(&report, &diags,
                    &(RenderOptions){.colour = console_colour(line, CHANNEL_ERR), .summary = true});
        console_write(CHANNEL_ERR, buffer_text(&report));
        buffer_free(&report);
        code = EXIT_FINDINGS;
    } else if (only_check) {
        if (!same) {
            console_complain("%s is not formatted", c_path);
        }
        code = same ? EXIT_OK : EXIT_CHANGES;
    } else if (standard) {
        console_write(CHANNEL_OUT, buffer_text(&out));
    } else if (!same && (error = file_write_atomic(c_path, buffer_text(&out)))) {
        console_complain("cannot write `%s`: %s", c_path, strerror(error));
        code = EXIT_IO;
    } else if (!same && !option_given(line, CLI_OPTION_QUIET)) {
        console_complain("formatted %s", c_path);
    }
    buffer_free(&out);
    arena_free(&arena);
    return code;
}

int command_fmt(Arena *a, const CommandLine *line) {
    if (line->operands.count == 0) {
        Text model = console_model(a, line);
        return model.size ? format_file(line, model) : EXIT_USAGE;
    }
    int worst = EXIT_OK;
    for (size_t i = 0; i < line->operands.count; i++) {
        int code = format_file(line, line->operands.at[i]);
        if (code > worst) {
            worst = code;
        }
    }
    return worst;
}
