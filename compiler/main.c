/* The program `tenon`: which function runs which command. Options are in cli/options.def, the commands
 * in cli/, the pipeline in compile.c. */
#include "compiler/cli/command.h"

static CommandRun *const runs[CLI_COMMAND_COUNT] = {
    [CLI_CHECK] = command_check,
    [CLI_BUILD] = command_build,
    [CLI_EXPLAIN] = command_explain,
    [CLI_INIT] = command_init,
    [CLI_FMT] = command_fmt,
    [CLI_INDEX] = command_index,
    [CLI_NORMALISE] = command_normalise,
    [CLI_TARGETS] = command_targets,
    [CLI_RULES] = command_rules,
    [CLI_SCHEMA] = command_schema,
    [CLI_COMPLETION] = command_completion,
    [CLI_MAN] = command_man,
    [CLI_VERSION] = command_version,
    [CLI_HELP] = command_help,
};

int main(int argc, char **argv) {
    Arena arena = {0};
    CommandLine line;
    int code = EXIT_USAGE;
    if (options_parse(&arena, &line, argc, argv)) {
        if (option_given(&line, CLI_OPTION_HELP)) {
            Buffer help = {0};
            help_print(&help, line.command);
            console_write(CHANNEL_OUT, buffer_text(&help));
            buffer_free(&help);
            code = EXIT_OK;
        } else {
            CommandRun *run =
                option_given(&line, CLI_OPTION_VERSION) ? command_version : runs[line.command];
            code = run(&arena, &line);
        }
    }
    arena_free(&arena);
    return code;
}
