/* Completion scripts for bash, zsh and fish, from the table of options: the commands, the options of
 * each, and what an argument or an operand can be. Where nothing is known a shell offers files. */
#include "compiler/cli/options.h"

static const char command_words[] =
#define COMMAND(id, word, operands, summary, text) word " "
#define EXAMPLE(command, line, says)
#define OPTION(id, letter, word, argument, values, commands, text)
#include "compiler/cli/options.def"
#undef COMMAND
#undef EXAMPLE
#undef OPTION
    ;

/* What an argument can be: words, or what a command line prints. Both NULL: any text, or a file. */
typedef struct Choice {
    const char *argument; /* its name in the table of options */
    const char *words;    /* parted by bars or blanks */
    const char *printed_by;
} Choice;

static const Choice choices[] = {
    {"TARGET", NULL, "tenon targets --quiet"},
    {"CODE", NULL, "tenon rules | cut -d \" \" -f 1"},
    {"SHELL", "bash|zsh|fish", NULL},
    {"COMMAND", command_words, NULL},
};

/* The choice for an argument as the table writes it: NAME, [NAME] or [NAME...]. */
static Choice find_choice(const char *written) {
    Text name = text_from(written + (*written == '['));
    for (size_t i = 0; i < name.size; i++) {
        if (name.at[i] == ']' || name.at[i] == '.') {
            name.size = i;
        }
    }
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
        if (text_equal_c(name, choices[i].argument)) {
            return choices[i];
        }
    }
    return (Choice){0};
}

static Choice option_choice(const OptionInfo *info) {
    if (info->values) {
        return (Choice){.words = info->values};
    }
    return find_choice(info->argument);
}

static bool option_belongs(const OptionInfo *info, int command) {
    return info->commands >> command & 1;
}

/* WORDS with blanks for bars. */
static void add_words(Buffer *out, const char *words) {
    for (; *words; words++) {
        buffer_add_char(out, *words == '|' ? ' ' : *words);
    }
}

/* ---- bash: one list of words per place, of which compgen takes those that fit ---- */

static void add_bash_choice(Buffer *out, Choice choice) {
    if (choice.printed_by) {
        buffer_format(out, " words=$(%s)", choice.printed_by);
    } else if (choice.words) {
        buffer_add_c(out, " words='");
        add_words(out, choice.words);
        buffer_add_char(out, '\'');
    }
    buffer_add_c(out, " ;;\n");
}

static void add_bash_argument(Buffer *out, const OptionInfo *info) {
    buffer_format(out, "    *:--%s", info->word);
    if (info->letter) {
        buffer_format(out, " | *:-%c", info->letter);
    }
    buffer_add_char(out, ')');
    add_bash_choice(out, option_choice(info));
}

static void add_bash_command(Buffer *out, int command) {
    buffer_format(out, "        %s:-*) words='", command_info[command].word);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (option_belongs(&option_info[i], command)) {
            buffer_format(out, "--%s ", option_info[i].word);
        }
    }
    buffer_add_c(out, "' ;;\n");
    Choice choice = find_choice(command_info[command].operands);
    if (choice.argument) {
        buffer_format(out, "        %s:*)", command_info[command].word);
        add_bash_choice(out, choice);
    }
}

/* An option `--color=never` comes to bash as three words. */
static void add_bash(Buffer *out) {
    buffer_add_c(out,
                 "# bash completion of tenon\n"
                 "_tenon() {\n"
                 "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n"
                 "    if [ \"$cur\" = = ]; then\n"
                 "        cur=\n"
                 "    elif [ \"$prev\" = = ]; then\n"
                 "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
                 "    fi\n"
                 "    case $COMP_CWORD:$prev in\n");
    buffer_format(out, "    1:*) words='%s' ;;\n", command_words);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        if (option_info[i].argument) {
            add_bash_argument(out, &option_info[i]);
        }
    }
    buffer_add_c(out, "    *)\n        case ${COMP_WORDS[1]}:$cur in\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        add_bash_command(out, i);
    }
    buffer_add_c(out, "        esac ;;\n"
                      "    esac\n"
                      "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                      "}\n"
                      "complete -o default -F _tenon tenon\n");
}

/* ---- zsh: one specification of _arguments per option ---- */

/* TEXT inside single quotes, within the brackets or after the colon of a specification. */
static void add_zsh_text(Buffer *out, const char *text) {
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

static void add_zsh_choice(Buffer *out, Choice choice) {
    if (choice.printed_by) {
        buffer_format(out, "($(%s))", choice.printed_by);
    } else if (choice.words) {
        buffer_add_char(out, '(');
        add_words(out, choice.words);
        buffer_add_char(out, ')');
    } else {
        buffer_add_c(out, "_files");
    }
}

/* The specification of an option as NAME, which is its word or its letter. */
static void add_zsh_option(Buffer *out, const OptionInfo *info, const char *name,
                           const char *before_argument) {
    buffer_format(out, " \\\n            '*%s%s[", name, info->argument ? before_argument : "");
    add_zsh_text(out, info->text);
    buffer_add_char(out, ']');
    if (info->argument) {
        buffer_format(out, ":%s:", info->argument);
        add_zsh_choice(out, option_choice(info));
    }
    buffer_add_char(out, '\'');
}

static void add_zsh_command(Buffer *out, int command) {
    const CommandInfo *info = &command_info[command];
    buffer_format(out, "    %s)\n        _arguments", info->word);
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        const OptionInfo *option = &option_info[i];
        if (!option_belongs(option, command)) {
            continue;
        }
        Buffer word = {0};
        buffer_format(&word, "--%s", option->word);
        buffer_add_char(&word, 0);
        add_zsh_option(out, option, word.at, "=");
        buffer_free(&word);
        if (option->letter) {
            add_zsh_option(out, option, (char[]){'-', option->letter, 0}, "+");
        }
    }
    if (*info->operands) {
        buffer_add_c(out, " \\\n            '*:");
        add_zsh_text(out, info->operands);
        buffer_add_char(out, ':');
        add_zsh_choice(out, find_choice(info->operands));
        buffer_add_char(out, '\'');
    }
    buffer_add_c(out, " ;;\n");
}

/* Found on the path of functions, the script is the body of _tenon; sourced, it registers _tenon. */
static void add_zsh(Buffer *out) {
    buffer_add_c(out, "#compdef tenon\n_tenon() {\n    local -a commands\n    commands=(\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        buffer_format(out, "        '%s:", command_info[i].word);
        add_zsh_text(out, command_info[i].summary);
        buffer_add_c(out, "'\n");
    }
    buffer_add_c(out, "    )\n"
                      "    if (( CURRENT == 2 )); then\n"
                      "        _describe command commands\n"
                      "        return\n"
                      "    fi\n"
                      "    shift words\n"
                      "    (( CURRENT-- ))\n"
                      "    case $words[1] in\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        add_zsh_command(out, i);
    }
    buffer_add_c(out, "    esac\n"
                      "}\n"
                      "if [[ $funcstack[1] = _tenon ]]; then\n"
                      "    _tenon \"$@\"\n"
                      "else\n"
                      "    compdef _tenon tenon\n"
                      "fi\n");
}

/* ---- fish: one line per thing that can be completed ---- */

/* TEXT inside single quotes of fish. */
static void add_fish_text(Buffer *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') {
            buffer_add_char(out, '\\');
        }
        buffer_add_char(out, *text);
    }
}

/* " -f -a 'WORDS'": these, and no files. */
static void add_fish_choice(Buffer *out, Choice choice) {
    if (choice.printed_by) {
        buffer_format(out, " -f -a '(%s)'", choice.printed_by);
    } else if (choice.words) {
        buffer_add_c(out, " -f -a '");
        add_words(out, choice.words);
        buffer_add_char(out, '\'');
    }
}

static void add_fish_command(Buffer *out, int command) {
    const CommandInfo *info = &command_info[command];
    buffer_format(out, "complete -c tenon -n __fish_use_subcommand -f -a %s -d '", info->word);
    add_fish_text(out, info->summary);
    buffer_add_c(out, "'\n");
    Choice choice = find_choice(info->operands);
    if (choice.argument) {
        buffer_format(out, "complete -c tenon -n '__fish_seen_subcommand_from %s'", info->word);
        add_fish_choice(out, choice);
        buffer_add_char(out, '\n');
    }
}

static void add_fish_option(Buffer *out, const OptionInfo *info) {
    buffer_add_c(out, "complete -c tenon -n '__fish_seen_subcommand_from");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        if (option_belongs(info, i)) {
            buffer_format(out, " %s", command_info[i].word);
        }
    }
    buffer_format(out, "' -l %s", info->word);
    if (info->letter) {
        buffer_format(out, " -s %c", info->letter);
    }
    if (info->argument) {
        buffer_add_c(out, " -r");
        add_fish_choice(out, option_choice(info));
    }
    buffer_add_c(out, " -d '");
    add_fish_text(out, info->text);
    buffer_add_c(out, "'\n");
}

static void add_fish(Buffer *out) {
    buffer_add_c(out, "# fish completion of tenon\n");
    for (int i = 0; i < CLI_COMMAND_COUNT; i++) {
        add_fish_command(out, i);
    }
    for (int i = 0; i < CLI_OPTION_COUNT; i++) {
        add_fish_option(out, &option_info[i]);
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
        if (text_equal_c(shell, scripts[i].shell)) {
            scripts[i].add(out);
            return true;
        }
    }
    return false;
}
