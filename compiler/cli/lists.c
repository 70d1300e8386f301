/* The commands that print what Tenon knows: explain, targets, rules, schema, completion, man, version,
 * help. */
#include "compiler/cli/command.h"
#include "compiler/diag/explain.h"
#include "compiler/diag/render.h"
#include "compiler/lower/matrix.h"
#include "compiler/read/json_schema.h"
#include "targets/target.h"

static int print(Buffer *out) {
    console_write(CHANNEL_OUT, buffer_text(out));
    buffer_free(out);
    return EXIT_OK;
}

/* The one operand that a command wants; empty, and told, when there is none or more than one. */
static Text only_operand(const CommandLine *line, const char *what) {
    if (line->operands.count == 1) {
        return line->operands.at[0];
    }
    console_complain("`tenon %s` takes %s", command_info[line->command].word, what);
    return (Text){0};
}

int command_explain(Arena *a, const CommandLine *line) {
    (void)a;
    Text wanted =
        only_operand(line, "the code or the name of one diagnostic; `tenon rules` lists them");
    if (!wanted.size) {
        return EXIT_USAGE;
    }
    Buffer out = {0};
    bool found = explain_print(&out, wanted, console_colour(line, CHANNEL_OUT));
    console_write(found ? CHANNEL_OUT : CHANNEL_ERR, buffer_text(&out));
    buffer_free(&out);
    return found ? EXIT_OK : EXIT_USAGE;
}

static void add_version(Buffer *out, Version v) {
    buffer_format(out, "%u", v.major);
    if (v.minor || v.patch) {
        buffer_format(out, ".%u", v.minor);
    }
    if (v.patch) {
        buffer_format(out, ".%u", v.patch);
    }
}

static void add_target(Buffer *out, const Target *target) {
    buffer_format(out, "%s: %s\n", target->name, target->summary);
    if (target->newest.major) {
        buffer_add_c(out, "\nVersions ");
        add_version(out, target->oldest);
        buffer_add_c(out, " to ");
        add_version(out, target->newest);
        buffer_add_c(out, "; ");
        add_version(out, target->fallback);
        buffer_add_c(out, " when the model names none (`version`).\n");
    }
    buffer_add_c(out, "\nOptions:\n");
    for (const TargetOption *option = target->options; option->name; option++) {
        buffer_format(out, "  %-16s %s", option->name, option->doc);
        if (option->values && strcmp(option->values, TARGET_DIGITS)) {
            buffer_format(out, "; one of %s", option->values);
        }
        if (option->fallback) {
            buffer_format(out, " (default: %s)", option->fallback);
        }
        buffer_add_char(out, '\n');
    }
    buffer_format(out, "\nIn a model:\n  targets:\n    %s: {%s: …}\n", target->name,
                  target->options->name ? target->options->name : "version");
}

int command_targets(Arena *a, const CommandLine *line) {
    Buffer out = {0};
    if (text_equal_c(option_value(line, CLI_OPTION_REPORTER, "text"), "markdown")) {
        matrix_print(&out);
        return print(&out);
    }
    if (line->operands.count == 0) {
        bool quiet = option_given(line, CLI_OPTION_QUIET);
        for (size_t i = 0; targets[i]; i++) {
            buffer_format(&out, "%-*s%s\n", quiet ? 0 : 12, targets[i]->name,
                          quiet ? "" : targets[i]->summary);
        }
        return print(&out);
    }
    Text name = only_operand(line, "one target");
    if (!name.size) {
        return EXIT_USAGE;
    }
    const Target *target = console_target(a, name);
    if (!target) {
        return EXIT_USAGE;
    }
    add_target(&out, target);
    return print(&out);
}

int command_rules(Arena *a, const CommandLine *line) {
    (void)a, (void)line;
    Buffer out = {0};
    buffer_format(&out, "%-7s%-9s%5s  %s\n", "code", "level", "conf", "name");
    for (int id = 0; id < DIAG_COUNT; id++) {
        const DiagInfo *info = diag_info((DiagId)id);
        buffer_format(&out, "%-7s%-9s%5d  %s\n", info->code, render_severity(info->severity),
                      info->confidence, info->slug);
    }
    return print(&out);
}

int command_schema(Arena *a, const CommandLine *line) {
    (void)a, (void)line;
    Buffer out = {0};
    json_schema_print(&out);
    return print(&out);
}

int command_completion(Arena *a, const CommandLine *line) {
    (void)a;
    Text shell = only_operand(line, "the name of a shell: bash, zsh or fish");
    Buffer out = {0};
    if (!shell.size) {
        return EXIT_USAGE;
    }
    if (completion_print(&out, shell)) {
        return print(&out);
    }
    console_complain("there is no completion for `%.*s`: bash, zsh or fish", TEXT_ARG(shell));
    return EXIT_USAGE;
}

int command_man(Arena *a, const CommandLine *line) {
    (void)a, (void)line;
    Buffer out = {0};
    man_print(&out);
    return print(&out);
}

int command_version(Arena *a, const CommandLine *line) {
    (void)a, (void)line;
    Buffer out = {0};
    buffer_add_c(&out, "tenon " TENON_VERSION ", model language 1\n");
    return print(&out);
}

int command_help(Arena *a, const CommandLine *line) {
    Buffer out = {0};
    CliCommand command = CLI_COMMAND_COUNT;
    if (line->operands.count > 0 && !options_find_command(a, line->operands.at[0], &command)) {
        return EXIT_USAGE;
    }
    help_print(&out, command);
    return print(&out);
}
