/* `tenon build`: compiles a model and writes the files of its targets, prints one of them, compares
 * them with what is there, or prints the ledger. */
#include <string.h>

#include "compiler/base/file.h"
#include "compiler/cli/command.h"

static Text output_folder(Arena *a, const CommandLine *line, Text model) {
    Text beside = path_join(a, path_directory(model), TEXT("generated"));
    return option_given(line, CLI_OPTION_OUTPUT) ? option_value(line, CLI_OPTION_OUTPUT, "")
                                                 : beside;
}

/* The file NAME of the one target, or its first. */
static const OutputFile *find_output(const OutputSet *outputs, Text name) {
    for (size_t i = 0; i < outputs->files.count; i++) {
        Text path = outputs->files.at[i]->path;
        size_t slash = text_find(path, TEXT("/"));
        if (!name.size || text_equal(text_slice(path, slash + 1, path.size), name)) {
            return outputs->files.at[i];
        }
    }
    return NULL;
}

/* -o -: one file to standard output. */
static int print_output(const CommandLine *line, const Compilation *c) {
    Text name = option_value(line, CLI_OPTION_FILE, "");
    const OutputFile *file = find_output(&c->outputs, name);
    if (!file) {
        console_complain("the target makes no file `%.*s`", TEXT_ARG(name));
        return EXIT_USAGE;
    }
    console_write(CHANNEL_OUT, buffer_text(&file->content));
    return EXIT_OK;
}

static const char *const state_words[] = {
    [OUTPUT_NEW] = "new      ",    [OUTPUT_CHANGED] = "changed  ", [OUTPUT_SAME] = "unchanged",
    [OUTPUT_FAILED] = "failed   ", [OUTPUT_HELD] = "held back",
};

/* What people read goes where programs do not look: to standard error when findings go to programs. */
static Channel listing_channel(const CommandLine *line) {
    bool text = text_equal_c(option_value(line, CLI_OPTION_REPORTER, "text"), "text");
    return text ? CHANNEL_OUT : CHANNEL_ERR;
}

/* Tells what became of each file, and adds a finding for each that failed. Gives the number of those
 * in another state than `unchanged`. */
static size_t tell_outputs(const CommandLine *line, Compilation *c, const OutputReport *report,
                           const char *folder) {
    Buffer out = {0};
    size_t moved = 0;
    for (size_t i = 0; i < c->outputs.files.count; i++) {
        Text path = text_format(&c->session, "%s/%.*s", folder, TEXT_ARG(report[i].path));
        moved += report[i].state != OUTPUT_SAME;
        buffer_format(&out, "%s  %.*s\n", state_words[report[i].state], TEXT_ARG(path));
        if (report[i].state == OUTPUT_FAILED) {
            diag_add(&c->diags, DIAG_OUTPUT, NO_SPAN, path, text_from(strerror(report[i].error)));
        }
    }
    if (!option_given(line, CLI_OPTION_QUIET)) {
        console_write(listing_channel(line), buffer_text(&out));
    }
    buffer_free(&out);
    return moved;
}

static int write_outputs(const CommandLine *line, Compilation *c, Text folder) {
    bool only_check = option_given(line, CLI_OPTION_CHECK_ONLY);
    const char *path = text_c_string(&c->session, folder);
    const OutputReport *report =
        (only_check ? output_compare : output_write)(&c->session, &c->outputs, path);
    size_t moved = tell_outputs(line, c, report, path);
    return only_check && moved ? EXIT_CHANGES : EXIT_OK;
}

static LedgerForm ledger_form(const CommandLine *line) {
    Text reporter = option_value(line, CLI_OPTION_REPORTER, "text");
    return text_equal_c(reporter, "json")       ? LEDGER_JSON
           : text_equal_c(reporter, "markdown") ? LEDGER_MARKDOWN
           : option_given(line, CLI_OPTION_ALL) ? LEDGER_TEXT_ALL
                                                : LEDGER_TEXT;
}

static void print_ledger(const CommandLine *line, const Compilation *c) {
    Buffer out = {0};
    ledger_print(&out, &c->ledger, &c->sources, ledger_form(line));
    console_write(CHANNEL_OUT, buffer_text(&out));
    buffer_free(&out);
}

/* The options that ask for one thing each; false when they contradict. */
static bool options_agree(const CommandLine *line, bool to_console) {
    const char *wrong = NULL;
    if (to_console && line->given[CLI_OPTION_TARGET].count != 1) {
        wrong = "`-o -` prints one target: name it with --target";
    } else if (to_console && option_given(line, CLI_OPTION_CHECK_ONLY)) {
        wrong = "--check compares files, and `-o -` writes none";
    } else if (!to_console && option_given(line, CLI_OPTION_FILE)) {
        wrong = "--file goes with `-o -`";
    }
    if (wrong) {
        console_complain("%s", wrong);
    }
    return !wrong;
}

int command_build(Arena *a, const CommandLine *line) {
    if (option_given(line, CLI_OPTION_DUMP)) {
        return command_check(a, line);
    }
    bool to_console = text_equal_c(option_value(line, CLI_OPTION_OUTPUT, ""), "-");
    bool ledger = option_given(line, CLI_OPTION_LEDGER);
    CompileRequest request = {.last = ledger ? STAGE_PLAN : STAGE_FILES, .ledger = ledger};
    if (!options_agree(line, to_console) || !report_request(a, line, &request)) {
        return EXIT_USAGE;
    }
    Compilation c;
    compile(&c, &request);
    int outcome = EXIT_OK;
    if (ledger) {
        print_ledger(line, &c);
    } else if (to_console && !diag_has_errors(&c.diags)) {
        outcome = print_output(line, &c);
    } else if (!diag_has_errors(&c.diags)) {
        outcome = write_outputs(line, &c, output_folder(a, line, request.path));
    }
    int code = report_findings(line, &c, to_console || ledger ? CHANNEL_ERR : CHANNEL_OUT);
    compilation_free(&c);
    return code == EXIT_OK ? outcome : code;
}
