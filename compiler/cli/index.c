/* `tenon index`: the indexes of a model, those written by hand and those derived, with the patterns that each
 * serves. */
#include "compiler/access/report.h"
#include "compiler/cli/command.h"
#include "targets/target.h"

static AccessForm wanted_form(const CommandLine *line) {
    Text word = option_value(line, CLI_OPTION_REPORTER, "text");
    return text_equal_c(word, "json")       ? ACCESS_JSON
           : text_equal_c(word, "markdown") ? ACCESS_MARKDOWN
                                            : ACCESS_TEXT;
}

int command_index(Arena *a, const CommandLine *line) {
    CompileRequest request = {.last = STAGE_FACTS};
    if (!report_request(a, line, &request)) {
        return EXIT_USAGE;
    }
    Compilation c;
    compile(&c, &request);
    int code;
    if (!c.facts || diag_has_errors(&c.diags)) {
        code = report_findings(line, &c, CHANNEL_ERR);
    } else {
        const Target *engine = request.targets.count ? request.targets.at[0] : NULL;
        bool partial = !engine || engine->kind != TARGET_DATABASE || engine->partial_indexes;
        const AccessPlan *plan = compilation_access(&c, partial);
        Buffer out = {0};
        access_print(&out, plan, c.facts, wanted_form(line));
        console_write(CHANNEL_OUT, buffer_text(&out));
        buffer_free(&out);
        code = EXIT_OK;
    }
    compilation_free(&c);
    return code;
}
