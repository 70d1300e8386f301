/* Help and the manual page, from the table of options. */
#include <string.h>

#include "compiler/cli/options.h"

/* One line each for the page's "exit status", in help and manual. */
static const struct {
    int code;
    const char *says;
} exit_info[] = {
    {EXIT_OK, "all is well"},
    {EXIT_FINDINGS, "findings at or over the threshold (--fail-on)"},
    {EXIT_CHANGES, "something would change (--check)"},
    {EXIT_REFUSED, "a target cannot carry a feature of the model"},
    {EXIT_USAGE, "the command line is wrong"},
    {EXIT_INTERNAL, "a fault of Tenon itself"},
    {EXIT_IO, "a file cannot be read or written"},
};
enum { EXIT_INFO_COUNT = sizeof(exit_info) / sizeof(*exit_info), HELP_WIDTH = 80 };

/* TEXT in lines of HELP_WIDTH columns, each INDENT deep. Breaks only at blanks. */
static void add_wrapped(Buffer *out, const char *text, size_t indent) {
    size_t column = 0;
    while (*text) {
        size_t word = strcspn(text, " ");
        if (column && column + 1 + word > HELP_WIDTH) {
            buffer_add_char(out, '\n');
            column = 0;
        }
        if (column) {
            buffer_add_char(out, ' ');
            column++;
        } else {
            buffer_add_repeat(out, ' ', indent);
            column = indent;
        }
        buffer_add(out, (Text){text, word});
        column += word;
        text += word + (text[word] == ' ');
    }
    buffer_add_char(out, '\n');
}

static bool option_belongs(int option, CliCommand command) {
    return option_info[option].commands >> command & 1;
}

static void add_option_heading(Buffer *out, const OptionInfo *info) {
    if (info->letter) {
        buffer_format(out, "  -%c, --%s", info->letter, info->word);
    } else {
        buffer_format(out, "      --%s", info->word);
    }
    if (info->argument) {
        buffer_format(out, " %s", info->argument);
    }
    buffer_add_char(out, '\n');
}

static void add_examples(Buffer *out, CliCommand command) {
    bool any = false;
    for (size_t i = 0; i < example_count; i++) {
        if (example_info[i].command != command) {
            continue;
        }
        if (!any) {
            buffer_add_c(out, "\nExamples:\n");
        }
        any = true;
        buffer_format(out, "  %s\n      %s\n", example_info[i].line, example_info[i].says);
    }
}

static void add_command_help(Buffer *out, CliCommand command) {
    const CommandInfo *info = &command_info[command];
    buffer_format(out, "%s\n\nUsage: tenon %s [OPTION...]%s%s\n\n", info->summary, info->word,
                  *info->operands ? " " : "", info->operands);
    add_wrapped(out, info->text, 0);
    buffer_add_c(out, "\nOptions:\n");
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (!option_belongs(i, command)) {
            continue;
        }
        add_option_heading(out, &option_info[i]);
        add_wrapped(out, option_info[i].text, 10);
    }
    add_examples(out, command);
}

static void add_program_help(Buffer *out) {
    buffer_add_c(out, "Tenon compiles one data model for every stack that runs it.\n\n"
                      "Usage: tenon COMMAND [OPTION...] [OPERAND...]\n\nCommands:\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "  %-12s%s\n", command_info[i].word, command_info[i].summary);
    }
    buffer_add_c(out, "\nExit status:\n");
    for (int i = 0; i < EXIT_INFO_COUNT; i++) {
        buffer_format(out, "  %-4d%s\n", exit_info[i].code, exit_info[i].says);
    }
    buffer_add_c(
        out,
        "\nExamples:\n"
        "  tenon init shop.tenon.yaml                      start a model\n"
        "  tenon check shop.tenon.yaml                     check it\n"
        "  tenon build shop.tenon.yaml                     compile it for its targets\n"
        "  tenon help build                                options and examples of a command\n");
}

void help_print(Buffer *out, CliCommand command) {
    if (command == CLI_COMMAND_COUNT) {
        add_program_help(out);
    } else {
        add_command_help(out, command);
    }
}

/* ---- the manual page ---- */

/* TEXT as running text of roff: no escape, no request at the start of a line. */
static void add_roff(Buffer *out, const char *text) {
    for (const char *at = text; *at; at++) {
        if (*at == '\\') {
            buffer_add_c(out, "\\e");
        } else if (*at == '-') {
            buffer_add_c(out, "\\-");
        } else if ((*at == '.' || *at == '\'') && at == text) {
            buffer_format(out, "\\&%c", *at);
        } else {
            buffer_add_char(out, *at);
        }
    }
    buffer_add_char(out, '\n');
}

static void add_roff_option(Buffer *out, const OptionInfo *info) {
    buffer_add_c(out, ".TP\n");
    if (info->letter) {
        buffer_format(out, "\\fB\\-%c\\fR, ", info->letter);
    }
    buffer_add_c(out, "\\fB\\-\\-");
    for (const char *at = info->word; *at; at++) {
        buffer_add_c(out, *at == '-' ? "\\-" : (char[]){*at, 0});
    }
    buffer_add_c(out, "\\fR");
    if (info->argument) {
        buffer_format(out, " \\fI%s\\fR", info->argument);
    }
    buffer_add_char(out, '\n');
    add_roff(out, info->text);
}

void man_print(Buffer *out) {
    buffer_add_c(out,
                 ".TH TENON 1 \"\" \"Tenon " TENON_VERSION "\" \"User Commands\"\n.SH NAME\n"
                 "tenon \\- compile one data model for every stack that runs it\n.SH SYNOPSIS\n"
                 ".B tenon\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIOPERAND\\fR...]\n"
                 ".SH DESCRIPTION\n"
                 "Tenon reads a data model from one YAML file, checks it, and compiles it for each "
                 "of its targets. It works offline and needs no database server.\n.SH COMMANDS\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, ".SS \"tenon %s %s\"\n", command_info[i].word, command_info[i].operands);
        add_roff(out, command_info[i].text);
        for (int option = 0; option < CLI_OPTION_COUNT; option++) {
            if (option_belongs(option, (CliCommand)i) && option_info[option].commands != ~0u) {
                add_roff_option(out, &option_info[option]);
            }
        }
    }
    buffer_add_c(out, ".SH \"COMMON OPTIONS\"\n");
    for (int option = 0; option < CLI_OPTION_COUNT; option++) {
        if (option_info[option].commands == ~0u) {
            add_roff_option(out, &option_info[option]);
        }
    }
    buffer_add_c(out, ".SH \"EXIT STATUS\"\n");
    for (int i = 0; i < EXIT_INFO_COUNT; i++) {
        buffer_format(out, ".TP\n.B %d\n", exit_info[i].code);
        add_roff(out, exit_info[i].says);
    }
    buffer_add_c(out, ".SH EXAMPLES\n");
    for (size_t i = 0; i < example_count; i++) {
        buffer_add_c(out, ".TP\n");
        add_roff(out, example_info[i].line);
        add_roff(out, example_info[i].says);
    }
}
