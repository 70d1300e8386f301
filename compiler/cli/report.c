/* What `check` and `build` share: the request that the options make, and the report of the findings. */
#include <string.h>

#include "compiler/cli/command.h"
#include "compiler/diag/render.h"
#include "targets/target.h"

static const struct {
    const char *name;
    Severity severity;
} levels[] = {
    {"off", SEVERITY_OFF},
    {"note", SEVERITY_NOTE},
    {"warning", SEVERITY_WARNING},
    {"error", SEVERITY_ERROR},
};

static bool find_level(Text name, Severity *severity) {
    for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
        if (!text_equal_c(name, levels[i].name)) {
            continue;
        }
        *severity = levels[i].severity;
        return true;
    }
    return false;
}

/* One `--rule CODE=LEVEL`. */
static bool take_rule(Arena *a, Text rule, CompileRequest *request) {
    size_t equals = text_find(rule, TEXT("="));
    RuleLevel level;
    if (equals == SIZE_MAX ||
        !find_level(text_slice(rule, equals + 1, rule.size), &level.severity)) {
        console_complain(
            "invalid rule `%.*s`: write CODE=error, CODE=warning, CODE=note or CODE=off",
            TEXT_ARG(rule));
        return false;
    }
    level.id = diag_find(text_slice(rule, 0, equals));
    if (level.id == DIAG_COUNT) {
        console_complain("there is no diagnostic `%.*s`; `tenon rules` lists them", (int)equals,
                         rule.at);
        return false;
    }
    *vec_push(a, &request->rules) = level;
    return true;
}

/* One `--set TARGET.OPTION=VALUE`. */
static bool take_setting(Arena *a, Text setting, CompileRequest *request) {
    size_t point = text_find(setting, TEXT(".")), equals = text_find(setting, TEXT("="));
    if (point == SIZE_MAX || equals == SIZE_MAX || equals < point) {
        console_complain("invalid setting `%.*s`: write TARGET.OPTION=VALUE", TEXT_ARG(setting));
        return false;
    }
    const Target *target = console_target(a, text_slice(setting, 0, point));
    if (!target) {
        return false;
    }
    *vec_push(a, &request->settings) =
        (TargetSetting){.target = target,
                        .name = text_slice(setting, point + 1, equals),
                        .value = text_slice(setting, equals + 1, setting.size)};
    return true;
}

static void take_stamp(Arena *a, Text stamp, CompileRequest *request) {
    if (!stamp.size) {
        return;
    }
    if (text_equal_c(stamp, "now")) {
        stamp = console_time_stamp(a);
    }
    *vec_push(a, &request->settings) = (TargetSetting){.name = TEXT("stamp"), .value = stamp};
}

bool report_request(Arena *a, const CommandLine *line, CompileRequest *request) {
    request->path = console_model(a, line);
    if (!request->path.size) {
        return false;
    }
    for (size_t i = 0; i < line->given[CLI_OPTION_TARGET].count; i++) {
        const Target *target = console_target(a, line->given[CLI_OPTION_TARGET].at[i]);
        if (!target) {
            return false;
        }
        *vec_push(a, &request->targets) = target;
    }
    for (size_t i = 0; i < line->given[CLI_OPTION_SET].count; i++) {
        if (!take_setting(a, line->given[CLI_OPTION_SET].at[i], request)) {
            return false;
        }
    }
    take_stamp(a, option_value(line, CLI_OPTION_STAMP, ""), request);
    for (size_t i = 0; i < line->given[CLI_OPTION_RULE].count; i++) {
        if (!take_rule(a, line->given[CLI_OPTION_RULE].at[i], request)) {
            return false;
        }
    }
    return true;
}

static const RendererInfo *find_renderer(Text name) {
    for (size_t i = 0; renderers[i].name; i++) {
        if (text_equal_c(name, renderers[i].name)) {
            return &renderers[i];
        }
    }
    return &renderers[0];
}

/* Whether every error says that a target cannot carry something, or that a file cannot be had. */
static int exit_code(const Compilation *c, Severity threshold) {
    bool failed = false, refused = false, io = false;
    for (size_t i = 0; i < c->diags.all.count; i++) {
        const Diag *d = c->diags.all.at[i];
        if (d->severity < threshold || d->accepted.size) {
            continue;
        }
        if (d->id == DIAG_INPUT || d->id == DIAG_OUTPUT) {
            io = true;
        } else if (d->id == DIAG_FEATURE_LOST || d->id == DIAG_FEATURE_REFUSED ||
                   d->id == DIAG_TYPE_LOST) {
            refused = true;
        } else {
            failed = true;
        }
    }
    return io ? EXIT_IO : failed ? EXIT_FINDINGS : refused ? EXIT_REFUSED : EXIT_OK;
}

int report_findings(const CommandLine *line, const Compilation *c, Channel channel) {
    const RendererInfo *renderer = find_renderer(option_value(line, CLI_OPTION_REPORTER, "text"));
    if (renderer->render == render_text) {
        channel = CHANNEL_ERR;
    }
    Buffer out = {0};
    renderer->render(&out, &c->diags,
                     &(RenderOptions){
                         .colour = console_colour(line, channel),
                         .all = option_given(line, CLI_OPTION_ALL),
                         .summary = !option_given(line, CLI_OPTION_QUIET),
                     });
    console_write(channel, buffer_text(&out));
    buffer_free(&out);
    Severity threshold = SEVERITY_ERROR;
    find_level(option_value(line, CLI_OPTION_FAIL_ON, "error"), &threshold);
    return exit_code(c, threshold);
}
