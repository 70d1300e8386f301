/* The console: what the program reads from its surroundings (terminal, NO_COLOR, the folder that it
 * stands in; the clock, when asked for it) and how it writes. The compiler itself asks for none of these. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "compiler/cli/command.h"
#include "compiler/diag/suggest.h"
#include "targets/target.h"

bool console_colour(const CommandLine *line, Channel channel) {
    Text when = option_value(line, CLI_OPTION_COLOUR, "auto");
    if (!text_equal_c(when, "auto")) {
        return text_equal_c(when, "always");
    }
    const char *no_colour = getenv("NO_COLOR"); /* no-color.org: set and not empty */
    const char *terminal = getenv("TERM");
    return !(no_colour && *no_colour) && !(terminal && !strcmp(terminal, "dumb")) &&
           isatty((int)channel);
}

void console_write(Channel channel, Text text) {
    while (text.size) {
        ssize_t written = write((int)channel, text.at, text.size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            if (channel == CHANNEL_OUT && errno != EPIPE) {
                console_complain("cannot write to standard output: %s", strerror(errno));
            }
            exit(EXIT_IO);
        }
        text = text_slice(text, (size_t)written, text.size);
    }
}

void console_complain(const char *format, ...) {
    Buffer line = {0};
    buffer_add_c(&line, "tenon: ");
    va_list args;
    va_start(args, format);
    buffer_format_args(&line, format, args);
    va_end(args);
    buffer_add_char(&line, '\n');
    console_write(CHANNEL_ERR, buffer_text(&line));
    buffer_free(&line);
}

/* The *.tenon.yaml of this folder: *COUNT of them, the one that sorts first as the result. */
static Text find_models(Arena *a, size_t *count) {
    Text first = {0};
    *count = 0;
    DIR *folder = opendir(".");
    if (!folder) {
        return first;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        Text name = text_from(entry->d_name);
        if (name.at[0] == '.' || !text_ends_with(name, TEXT(".tenon.yaml"))) {
            continue;
        }
        ++*count;
        if (!first.size || text_compare(name, first) < 0) {
            first = text_copy(a, name);
        }
    }
    closedir(folder);
    return first;
}

Text console_model(Arena *a, const CommandLine *line) {
    if (line->operands.count == 1) {
        return line->operands.at[0];
    }
    if (line->operands.count > 1) {
        console_complain("one model at a time, not %zu: a model of several files has `include`",
                         line->operands.count);
        return (Text){0};
    }
    size_t count;
    Text model = find_models(a, &count);
    if (count == 1) {
        return model;
    }
    if (count == 0) {
        console_complain(
            "no model given, and no *.tenon.yaml in this folder; `tenon init` writes a first one");
    } else {
        console_complain("no model given, and %zu *.tenon.yaml in this folder; name one of them",
                         count);
    }
    return (Text){0};
}

Text console_time_stamp(Arena *a) {
    char digits[sizeof "20260102030405"];
    time_t now = time(NULL);
    struct tm utc;
    strftime(digits, sizeof digits, "%Y%m%d%H%M%S", gmtime_r(&now, &utc));
    return text_copy(a, text_from(digits));
}

const Target *console_target(Arena *a, Text name) {
    const Target *target = target_find(name);
    if (target) {
        return target;
    }
    VEC(Text) names = {0};
    for (size_t i = 0; targets[i]; i++) {
        *vec_push(a, &names) = text_from(targets[i]->name);
    }
    Text nearest[SUGGEST_MOST];
    size_t near = suggest_nearest(nearest, name, names.at, names.count);
    Text hint = near ? suggest_words(a, nearest, near) : TEXT("`tenon targets` lists them");
    console_complain("there is no target `%.*s`; %.*s", TEXT_ARG(name), TEXT_ARG(hint));
    return NULL;
}
