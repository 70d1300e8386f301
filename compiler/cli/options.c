/* The parser of the command line. Takes argv; gives a CommandLine, or says what is wrong. Knows the
 * options only by their table. */
#include "compiler/cli/options.h"

#include <stdio.h>
#include <string.h>

#include "compiler/diag/suggest.h"

#define BIT(command) (1u << CLI_##command)
#define BIT_ALL (~0u)

const CommandInfo command_info[CLI_COMMAND_COUNT] = {
#define COMMAND(id, word, operands, summary, text) {word, operands, summary, text},
#define EXAMPLE(command, line, says)
#define OPTION(id, letter, word, argument, values, commands, text)
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
};

const OptionInfo option_info[CLI_OPTION_COUNT] = {
#define COMMAND(id, word, operands, summary, text)
#define EXAMPLE(command, line, says)
#define OPTION(id, letter, word, argument, values, commands, text) \
    {letter, word, argument, values, commands, text},
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
};

const ExampleInfo example_info[] = {
#define COMMAND(id, word, operands, summary, text)
#define EXAMPLE(command, line, says) {CLI_##command, line, says},
#define OPTION(id, letter, word, argument, values, commands, text)
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
};
const size_t example_count = sizeof(example_info) / sizeof(*example_info);

Text option_value(const CommandLine *line, CliOption option, const char *fallback) {
    size_t count = line->given[option].count;
    return count ? line->given[option].at[count - 1] : text_from(fallback);
}

static bool usage_error(CliCommand command, const char *what, Text word, const char *hint) {
    fprintf(stderr, "tenon: %s `%.*s`%s\n", what, TEXT_ARG(word), hint);
    if (command < CLI_COMMAND_COUNT) {
        fprintf(stderr, "try: tenon help %s\n", command_info[command].word);
    } else {
        fprintf(stderr, "try: tenon help\n");
    }
    return false;
}

/* "; did you mean `--target`?", or nothing when no candidate is near. */
static const char *near_hint(Arena *a, Text wrong, const char *prefix, const Text *candidate,
                             size_t count) {
    Text nearest[SUGGEST_MOST];
    if (suggest_nearest(nearest, wrong, candidate, count) == 0) {
        return "";
    }
    return text_c_string(a,
                         text_format(a, "; did you mean `%s%.*s`?", prefix, TEXT_ARG(nearest[0])));
}

static CliCommand find_command(Text word) {
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        if (text_equal_c(word, command_info[i].word)) {
            return (CliCommand)i;
        }
    }
    return CLI_COMMAND_COUNT;
}

static bool unknown_command(Arena *a, Text word) {
    Text words[CLI_COMMAND_COUNT];
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        words[i] = text_from(command_info[i].word);
    }
    return usage_error(CLI_COMMAND_COUNT, "unknown command", word,
                       near_hint(a, word, "", words, CLI_COMMAND_COUNT));
}

bool options_find_command(Arena *a, Text word, CliCommand *command) {
    *command = find_command(word);
    return *command != CLI_COMMAND_COUNT || unknown_command(a, word);
}

static bool option_fits(CliOption option, CliCommand command) {
    return option_info[option].commands >> command & 1;
}

static CliOption find_long_option(CliCommand command, Text word) {
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (option_fits((CliOption)i, command) && text_equal_c(word, option_info[i].word)) {
            return (CliOption)i;
        }
    }
    return CLI_OPTION_COUNT;
}

static CliOption find_short_option(CliCommand command, char letter) {
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (option_fits((CliOption)i, command) && option_info[i].letter == letter) {
            return (CliOption)i;
        }
    }
    return CLI_OPTION_COUNT;
}

static bool unknown_option(Arena *a, CliCommand command, Text word) {
    Text words[CLI_OPTION_COUNT];
    size_t count = 0;
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (option_fits((CliOption)i, command)) {
            words[count++] = text_from(option_info[i].word);
        }
    }
    return usage_error(command, "unknown option", text_join(a, TEXT("--"), word),
                       near_hint(a, word, "--", words, count));
}

/* Whether VALUE is one of "a|b|c". */
static bool value_is_listed(const char *values, Text value) {
    for (const char *at = values; *at;) {
        const char *end = strchr(at, '|');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (text_equal(value, (Text){at, size})) {
            return true;
        }
        at += size + (end ? 1 : 0);
    }
    return false;
}

static bool take_option(Arena *a, CommandLine *line, CliOption option, Text value) {
    const OptionInfo *info = &option_info[option];
    if (info->values && !value_is_listed(info->values, value)) {
        Text listed = text_format(a, " for --%s: one of %s", info->word, info->values);
        const char *hint = text_c_string(a, listed);
        return usage_error(line->command, "invalid value", value, hint);
    }
    *vec_push(a, &line->given[option]) = value;
    return true;
}

/* `--word`, `--word=value`, `--word value`; *AT stands at the word and is moved over what is taken. */
static bool parse_long(Arena *a, CommandLine *line, int argc, char **argv, int *at) {
    Text word = text_from(argv[*at] + 2);
    size_t equals = text_find(word, TEXT("="));
    Text name = text_slice(word, 0, equals == SIZE_MAX ? word.size : equals);
    CliOption option = find_long_option(line->command, name);
    if (option == CLI_OPTION_COUNT) {
        return unknown_option(a, line->command, name);
    }
    if (!option_info[option].argument) {
        if (equals != SIZE_MAX) {
            return usage_error(line->command, "no value is taken by", text_from(argv[*at]), "");
        }
        return take_option(a, line, option, TEXT(""));
    }
    if (equals != SIZE_MAX) {
        return take_option(a, line, option, text_slice(word, equals + 1, word.size));
    }
    if (*at + 1 >= argc) {
        return usage_error(line->command, "a value is missing behind", text_from(argv[*at]), "");
    }
    return take_option(a, line, option, text_from(argv[++*at]));
}

/* `-a`, `-aq`, `-o DIR`, `-oDIR`. */
static bool parse_short(Arena *a, CommandLine *line, int argc, char **argv, int *at) {
    for (const char *letter = argv[*at] + 1; *letter; letter++) {
        CliOption option = find_short_option(line->command, *letter);
        if (option == CLI_OPTION_COUNT) {
            return usage_error(line->command, "unknown option", text_format(a, "-%c", *letter), "");
        }
        if (!option_info[option].argument) {
            if (!take_option(a, line, option, TEXT(""))) {
                return false;
            }
            continue;
        }
        if (letter[1]) {
            return take_option(a, line, option, text_from(letter + 1));
        }
        if (*at + 1 >= argc) {
            return usage_error(line->command, "a value is missing behind", text_from(argv[*at]),
                               "");
        }
        return take_option(a, line, option, text_from(argv[++*at]));
    }
    return true;
}

bool options_parse(Arena *a, CommandLine *line, int argc, char **argv) {
    *line = (CommandLine){.command = CLI_HELP};
    if (argc < 2) {
        return true;
    }
    Text first = text_from(argv[1]);
    if (text_equal(first, TEXT("--version")) || text_equal(first, TEXT("-V"))) {
        line->command = CLI_VERSION;
        return true;
    }
    if (text_equal(first, TEXT("--help")) || text_equal(first, TEXT("-h"))) {
        return true;
    }
    if (!options_find_command(a, first, &line->command)) {
        return false;
    }
    bool options_end = false;
    for (int at = 2; at < argc; at++) {
        bool dashed = argv[at][0] == '-' && argv[at][1] && !options_end;
        if (!dashed) {
            *vec_push(a, &line->operands) = text_from(argv[at]);
        } else if (!strcmp(argv[at], "--")) {
            options_end = true;
        } else if (!(argv[at][1] == '-' ? parse_long : parse_short)(a, line, argc, argv, &at)) {
            return false;
        }
    }
    return true;
}
