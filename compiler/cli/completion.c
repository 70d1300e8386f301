/* Completion scripts for bash, zsh and fish, from the table of options. */
#include <string.h>

#include "compiler/cli/options.h"

static bool option_belongs(int option, int command) {
    return option_info[option].commands >> command & 1;
}

/* "a|b|c" with blanks for bars. */
static void add_values(Buffer *out, const char *values) {
    for (; *values; values++) {
        buffer_add_char(out, *values == '|' ? ' ' : *values);
    }
}

static void add_bash(Buffer *out) {
    buffer_add_c(out, "# bash completion of tenon\n_tenon() {\n"
                      "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                      "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "%s%s", i ? " " : "", command_info[i].word);
    }
    buffer_add_c(out, "\" -- \"$cur\"))\n        return\n    fi\n    case $prev in\n");
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (!option_info[i].values) {
            continue;
        }
        buffer_format(out, "    --%s) COMPREPLY=($(compgen -W \"", option_info[i].word);
        add_values(out, option_info[i].values);
        buffer_add_c(out, "\" -- \"$cur\")); return ;;\n");
    }
    buffer_add_c(out, "    --target | -t) COMPREPLY=($(compgen -W \"$(tenon targets --quiet)\" -- "
                      "\"$cur\")); return ;;\n"
                      "    esac\n    case ${COMP_WORDS[1]} in\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "    %s) [[ $cur == -* ]] && COMPREPLY=($(compgen -W \"",
                      command_info[i].word);
        for (int option = 0; option < CLI_OPTION_COUNT; option++) {
            if (option_belongs(option, i)) {
                buffer_format(out, "--%s ", option_info[option].word);
            }
        }
        buffer_add_c(out, "\" -- \"$cur\")) && return ;;\n");
    }
    buffer_add_c(out, "    esac\n    COMPREPLY=($(compgen -f -- \"$cur\"))\n}\n"
                      "complete -o filenames -F _tenon tenon\n");
}

/* TEXT inside single quotes of a shell. */
static void add_shell_text(Buffer *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'') {
            buffer_add_c(out, "'\\''");
        } else if (*text == '[' || *text == ']' || *text == ':') {
            buffer_format(out, "\\%c", *text);
        } else {
            buffer_add_char(out, *text);
        }
    }
}

static void add_zsh_option(Buffer *out, const OptionInfo *info) {
    buffer_format(out, " '*--%s%s[", info->word, info->argument ? "=" : "");
    add_shell_text(out, info->text);
    buffer_add_char(out, ']');
    if (info->argument) {
        buffer_format(out, ":%s:", info->argument);
        if (info->values) {
            buffer_add_char(out, '(');
            add_values(out, info->values);
            buffer_add_char(out, ')');
        } else {
            buffer_add_c(out, "_files");
        }
    }
    buffer_add_char(out, '\'');
}

static void add_zsh(Buffer *out) {
    buffer_add_c(out, "#compdef tenon\n_tenon() {\n    local -a commands\n    commands=(\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "        '%s:", command_info[i].word);
        add_shell_text(out, command_info[i].summary);
        buffer_add_c(out, "'\n");
    }
    buffer_add_c(out, "    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
                      "        return\n    fi\n    case $words[2] in\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "    %s) shift words; (( CURRENT-- )); _arguments",
                      command_info[i].word);
        for (int option = 0; option < CLI_OPTION_COUNT; option++) {
            if (option_belongs(option, i)) {
                add_zsh_option(out, &option_info[option]);
            }
        }
        buffer_add_c(out, " '*:file:_files' ;;\n");
    }
    buffer_add_c(out, "    esac\n}\ncompdef _tenon tenon\n");
}

/* TEXT inside single quotes of fish. */
static void add_fish_text(Buffer *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') {
            buffer_add_char(out, '\\');
        }
        buffer_add_char(out, *text);
    }
}

static void add_fish(Buffer *out) {
    buffer_add_c(out, "# fish completion of tenon\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "complete -c tenon -n __fish_use_subcommand -f -a %s -d '",
                      command_info[i].word);
        add_fish_text(out, command_info[i].summary);
        buffer_add_c(out, "'\n");
    }
    for (int option = 0; option < CLI_OPTION_COUNT; option++) {
        const OptionInfo *info = &option_info[option];
        buffer_add_c(out, "complete -c tenon -n '__fish_seen_subcommand_from");
        for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
            if (option_belongs(option, i)) {
                buffer_format(out, " %s", command_info[i].word);
            }
        }
        buffer_format(out, "' -l %s", info->word);
        if (info->letter) {
            buffer_format(out, " -s %c", info->letter);
        }
        if (info->argument) {
            buffer_add_c(out, " -r");
        }
        if (info->values) {
            buffer_add_c(out, " -f -a '");
            add_values(out, info->values);
            buffer_add_char(out, '\'');
        }
        buffer_add_c(out, " -d '");
        add_fish_text(out, info->text);
        buffer_add_c(out, "'\n");
    }
}

static const struct {
    const char *shell;
    void (*add)(Buffer *out);
} scripts[] = {
    {"bash", add_bash},
    {"zsh", add_zsh},
    {"fish", add_fish},
};

bool completion_print(Buffer *out, Text shell) {
    for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
        if (!text_equal_c(shell, scripts[i].shell)) {
            continue;
        }
        scripts[i].add(out);
        return true;
    }
    return false;
}
