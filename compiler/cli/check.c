/* `tenon check`: reads and checks a model; with --fix mends it; with --dump prints a stage. */
#include <string.h>

#include "compiler/base/file.h"
#include "compiler/cli/command.h"

static const struct {
    const char *name;
    Stage stage;
} stages[] = {
    {"syntax", STAGE_SYNTAX},
    {"schema", STAGE_SCHEMA},
    {"facts", STAGE_FACTS},
    {"plan", STAGE_PLAN},
};

static Stage dumped_stage(Text name) {
    for (size_t i = 0; i < sizeof(stages) / sizeof(*stages); i++) {
        if (text_equal_c(name, stages[i].name)) {
            return stages[i].stage;
        }
    }
    return STAGE_FACTS;
}

/* Prints the stage that --dump names. The findings go to standard error. */
static int dump_stage(const CommandLine *line, CompileRequest *request) {
    Buffer dump = {0};
    request->last = dumped_stage(option_value(line, CLI_OPTION_DUMP, ""));
    request->dump = &dump;
    request->dump_json = text_equal_c(option_value(line, CLI_OPTION_REPORTER, "text"), "json");
    Compilation c;
    compile(&c, request);
    request->dump = NULL;
    console_write(CHANNEL_OUT, buffer_text(&dump));
    int code = report_findings(line, &c, CHANNEL_ERR);
    buffer_free(&dump);
    compilation_free(&c);
    return code;
}

/* Writes the fixes into the files that they belong to. Gives their number; *FAILED tells of a file that
 * could not be written. */
static size_t apply_fixes(const CommandLine *line, Compilation *c, bool *failed) {
    size_t total = 0;
    for (size_t i = 0; i < c->sources.files.count; i++) {
        const Source *source = &c->sources.files.at[i];
        size_t applied = 0;
        Text fixed = diag_apply_fixes(&c->session, &c->diags, source, &applied);
        if (!applied) {
            continue;
        }
        const char *path = text_c_string(&c->session, source->path);
        int error = file_write_atomic(path, fixed);
        if (error) {
            console_complain("cannot write `%s`: %s", path, strerror(error));
            *failed = true;
            continue;
        }
        total += applied;
        if (!option_given(line, CLI_OPTION_QUIET)) {
            console_complain("%zu %s applied in %s", applied, applied == 1 ? "fix" : "fixes", path);
        }
    }
    return total;
}

int command_check(Arena *a, const CommandLine *line) {
    CompileRequest request = {.last = STAGE_FACTS};
    if (!report_request(a, line, &request)) {
        return EXIT_USAGE;
    }
    if (option_given(line, CLI_OPTION_DUMP)) {
        return dump_stage(line, &request);
    }
    if (request.targets.count) {
        request.last = STAGE_PLAN;
    }
    Compilation c;
    compile(&c, &request);
    bool failed = false;
    if (option_given(line, CLI_OPTION_FIX) && apply_fixes(line, &c, &failed)) {
        compilation_free(&c); /* what is left is told of the mended files */
        compile(&c, &request);
    }
    int code = report_findings(line, &c, CHANNEL_OUT);
    compilation_free(&c);
    return failed ? EXIT_IO : code;
}
