/* Options: what the user typed, checked against the table options.def. */
#ifndef TENON_CLI_OPTIONS_H
#define TENON_CLI_OPTIONS_H

#include "compiler/base/buffer.h"
#include "compiler/base/vec.h"

typedef enum CliCommand {
#define COMMAND(id, word, operands, summary, text) CLI_##id,
#define EXAMPLE(command, line, says)
#define OPTION(id, letter, word, argument, values, commands, text)
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
    CLI_COMMAND_COUNT
} CliCommand;

typedef enum CliOption {
#define COMMAND(id, word, operands, summary, text)
#define EXAMPLE(command, line, says)
#define OPTION(id, letter, word, argument, values, commands, text) CLI_OPTION_##id,
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
    CLI_OPTION_COUNT
} CliOption;

typedef struct CommandInfo { const char *word, *operands, *summary, *text; } CommandInfo;
typedef struct ExampleInfo { CliCommand command; const char *line, *says; } ExampleInfo;
typedef struct OptionInfo {
    char letter;
    const char *word, *argument, *values;
    unsigned commands; /* bits by CliCommand */
    const char *text;
} OptionInfo;

extern const CommandInfo command_info[CLI_COMMAND_COUNT];
extern const OptionInfo option_info[CLI_OPTION_COUNT];
extern const ExampleInfo example_info[];
extern const size_t example_count;

/* Exit codes of the program. */
enum {
    EXIT_OK = 0,
    EXIT_FINDINGS = 1, /* at or over the threshold */
    EXIT_CHANGES = 2,  /* `build --check`, `fmt --check` */
    EXIT_REFUSED = 3,  /* a target cannot carry a feature */
    EXIT_USAGE = 64,
    EXIT_INTERNAL = 70,
    EXIT_IO = 74,
};

typedef struct CommandLine {
    CliCommand command;
    VEC(Text) given[CLI_OPTION_COUNT]; /* the arguments of each option, in order; of a switch: "" */
    VEC(Text) operands;
} CommandLine;

/* Parses ARGV into *LINE. What is wrong is told on standard error, with the nearest word that would be
 * right; the answer is then false. */
bool options_parse(Arena *a, CommandLine *line, int argc, char **argv);

/* The command called WORD; an unknown one is told on standard error. */
bool options_find_command(Arena *a, Text word, CliCommand *command);

static inline bool option_given(const CommandLine *line, CliOption option) {
    return line->given[option].count > 0;
}
/* The last argument of OPTION, or FALLBACK. */
Text option_value(const CommandLine *line, CliOption option, const char *fallback);

/* Help of one command, or of the whole program when COMMAND is CLI_COMMAND_COUNT. */
void help_print(Buffer *out, CliCommand command);
void man_print(Buffer *out);
/* The completion script of bash, zsh or fish; false when SHELL is none of them. */
bool completion_print(Buffer *out, Text shell);

#endif
