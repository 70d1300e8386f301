/* The target `er`: an entity-relationship diagram of the model, as a drawing and as DOT. Reads
 * the schema alone: a diagram shows the model, not what one engine makes of it. The DOT needs no
 * library; the drawing needs Graphviz, and says so when it is not there. */
#include "targets/er.h"

#include "targets/graphviz.h"
#include "targets/target.h"

enum {
    ENTITIES_WHOLE = 400,  /* above, a diagram shows keys only, unless the model says otherwise */
    ENTITIES_DRAWN = 3000, /* above, nobody can read it, and its layout would take minutes */
};

static size_t count_shown(const Plan *plan, ErLook look) {
    size_t count = 0;
    for (size_t i = 0; i < plan->schema->entity_count; i++) {
        count += er_is_shown(look, plan->schema->entity[i]);
    }
    return count;
}

static ErRows rows_of(Text word, size_t entity_count) {
    if (text_equal_c(word, "auto")) {
        return entity_count > ENTITIES_WHOLE ? ER_ROWS_KEYS : ER_ROWS_ALL;
    }
    return text_equal_c(word, "keys")   ? ER_ROWS_KEYS
           : text_equal_c(word, "none") ? ER_ROWS_NONE
                                        : ER_ROWS_ALL;
}

static ErLook look_of(const Plan *plan) {
    ErLook look = {
        .theme = text_equal_c(plan_option(plan, "theme"), "dark") ? &er_dark : &er_light,
        .top_down = text_equal_c(plan_option(plan, "direction"), "TB"),
        .audit = text_equal_c(plan_option(plan, "audit"), "show"),
    };
    look.rows = rows_of(plan_option(plan, "attributes"), count_shown(plan, look));
    return look;
}

static Span asked_at(const Plan *plan) {
    return plan->config ? plan->config->span : NO_SPAN;
}

static void report_limit(const Plan *plan, size_t count) {
    Diag *d = diag_add(plan->diags, DIAG_LIMIT, asked_at(plan),
                       text_format(plan->diags->arena, "a drawing of %zu entities", count),
                       text_format(plan->diags->arena, "%d", ENTITIES_DRAWN));
    diag_help(d, TEXT("write `er: {format: dot}`: the graph has no limit"));
}

static void report_failure(const Plan *plan, GraphvizResult result) {
    Diag *d = diag_add(plan->diags, DIAG_DIAGRAM, asked_at(plan),
                       text_copy(plan->diags->arena, result.reason));
    if (result.state == GRAPHVIZ_MISSING) {
        diag_help(
            d, TEXT("install Graphviz (Debian: `libgvc6`; Alpine, Fedora, Homebrew: `graphviz`), or"
                    " write `er: {format: dot}`, which needs no library"));
    }
}

static void write_svg(const Plan *plan, Emitter *e, ErLook look) {
    size_t count = count_shown(plan, look);
    if (count > ENTITIES_DRAWN) {
        report_limit(plan, count);
        return;
    }
    Buffer dot = {0}, svg = {0};
    look.no_ends = true;
    er_write_dot(plan->arena, &dot, plan->schema, look);
    GraphvizResult result = graphviz_draw_svg(plan->arena, &svg, buffer_text(&dot));
    if (result.state == GRAPHVIZ_DREW) {
        emit_file(e, "model.svg");
        er_finish_svg(plan->arena, e->out, buffer_text(&svg), look);
    } else {
        report_failure(plan, result);
    }
    buffer_free(&svg);
    buffer_free(&dot);
}

static void emit_er(const Plan *plan, Emitter *e) {
    ErLook look = look_of(plan);
    if (plan_option_names(plan, "format", "svg")) {
        write_svg(plan, e, look);
    }
    if (plan_option_names(plan, "format", "dot")) {
        emit_file(e, "model.dot");
        er_write_dot(plan->arena, e->out, plan->schema, look);
    }
}

static const TargetOption options[] = {
    {"format", "svg, dot", "what to write: a drawing, and the graph that it is drawn from",
     "svg|dot"},
    {"direction", "LR", "where relations lead: from left to right, or from top to bottom", "LR|TB"},
    {"attributes", "auto",
     "`keys`: only what stands in a key or relation; `none`: names alone; `auto`: all, but "
     "keys above 400 entities",
     "auto|all|keys|none"},
    {"audit", "hide",
     "the entities that keep audit rows; hidden ones are told by a word on the audited",
     "hide|show"},
    {"theme", "light", "for a light or a dark page", "light|dark"},
    {NULL, NULL, NULL, NULL},
};

const Target target_er = {
    .name = "er",
    .summary = "entity-relationship diagram: model.svg and model.dot",
    .engine = "diagrams",
    .kind = TARGET_DOCUMENT,
    .options = options,
    .emit = emit_er,
};
