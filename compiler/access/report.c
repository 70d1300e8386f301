/* Report: see report.h. A line is an index or a key and one pattern. */
#include "compiler/access/report.h"

#include "compiler/access/cost.h"
#include "compiler/diag/render.h"
#include "compiler/diag/visible.h"

typedef struct Report {
    Buffer *out;
    Arena *a; /* emptied between entities */
    const AccessPlan *plan;
    const Facts *facts;
    const EntityAccess *access; /* the entity that is told of */
    AccessForm form;
    bool guessed_rows;
} Report;

/* ---- words ---- */

/* 1234567 as `1.2M`. */
static Text words_of_count(Arena *a, double count, const char *unit) {
    static const char *const letter[] = {"", "k", "M", "G", "T", "P"};
    size_t power = 0;
    while (count >= 1000 && power + 1 < sizeof letter / sizeof *letter) {
        count /= 1000;
        power++;
    }
    bool whole = power == 0 || count >= 10;
    return whole ? text_format(a, "%.0f%s%s", count, letter[power], unit)
                 : text_format(a, "%.1f%s%s", count, letter[power], unit);
}

static Text words_of_expr(Arena *a, const Expr *e) {
    Buffer text = {0};
    expr_print(&text, e);
    Text words = text_copy(a, buffer_text(&text));
    buffer_free(&text);
    return words;
}

static Text words_of_part(Arena *a, const IndexPart *part) {
    return part->attribute ? sym_text(part->attribute->column) : words_of_expr(a, part->expr);
}

static Text order_of_part(Arena *a, const IndexPart *part) {
    static const char *const nulls[] = {
        [NULLS_UNSET] = "", [NULLS_FIRST] = " nulls first", [NULLS_LAST] = " nulls last"};
    return text_format(a, "%s%s", part->descending ? "desc" : "asc", nulls[part->nulls]);
}

static void add_listed(Arena *a, Text *list, const char *before, Text word) {
    *list =
        text_format(a, "%.*s%s%.*s", TEXT_ARG(*list), list->size ? ", " : before, TEXT_ARG(word));
}

/* `customer_id, placed_at desc where deleted_at is null` */
static Text words_of_index(Arena *a, const Index *x) {
    Text words = {"", 0}, include = {"", 0};
    for (size_t i = 0; i < x->part_count; i++) {
        Text order = order_of_part(a, &x->part[i]), part = words_of_part(a, &x->part[i]);
        add_listed(a, &words, "",
                   text_equal_c(order, "asc")
                       ? part
                       : text_format(a, "%.*s %.*s", TEXT_ARG(part), TEXT_ARG(order)));
    }
    for (size_t i = 0; i < x->include_count; i++) {
        add_listed(a, &include, " include ", sym_text(x->include[i]->column));
    }
    if (x->where) {
        include = text_format(a, "%.*s where %.*s", TEXT_ARG(include),
                              TEXT_ARG(words_of_expr(a, x->where)));
    }
    return text_format(a, "%.*s%.*s", TEXT_ARG(words), TEXT_ARG(include));
}

static Text words_of_column(const Report *r, uint32_t number) {
    const AccessColumn *c = &r->access->patterns.columns.list.at[number];
    return c->attribute ? sym_text(c->attribute->column) : words_of_expr(r->a, c->expr);
}

/* `equal customer_id; sorted by placed_at desc` */
static Text words_of_need(const Report *r, const AccessPattern *p) {
    Text equal = {"", 0}, suffix = {"", 0};
    for (size_t i = 0; i < p->equal_count; i++) {
        add_listed(r->a, &equal, "equal ", words_of_column(r, p->equal[i]));
    }
    for (size_t i = 0; i < p->suffix_count; i++) {
        Text column = words_of_column(r, p->suffix[i].column);
        add_listed(r->a, &suffix, p->sort_count ? "sorted by " : "range of ",
                   p->suffix[i].descending ? text_format(r->a, "%.*s desc", TEXT_ARG(column))
                                           : column);
    }
    Text conditions = {"", 0};
    for (size_t i = 0; i < p->atom_count; i++) {
        add_listed(r->a, &conditions, "where ", p->atom_text[i]);
    }
    Text all = equal;
    for (int i = 0; i < 2; i++) {
        Text next = i ? conditions : suffix;
        all = all.size && next.size ? text_format(r->a, "%.*s; %.*s", TEXT_ARG(all), TEXT_ARG(next))
              : next.size           ? next
                                    : all;
    }
    return all;
}

/* `reads 20 of 40M rows` */
static Text words_of_reading(Report *r, const AccessPattern *p) {
    const Entity *e = r->access->entity;
    PatternCost cost = cost_of_pattern(r->a, &r->facts->entity[e->number], r->access, p);
    Text rate = p->access && p->access->rate > 0
                    ? text_format(r->a, ", %g times a second", p->access->rate)
                    : TEXT("");
    return text_format(r->a, "reads about %.*s of %.*s rows%.*s",
                       TEXT_ARG(words_of_count(r->a, cost.read, "")),
                       TEXT_ARG(words_of_count(r->a, cost.rows, "")), TEXT_ARG(rate));
}

/* ---- text and Markdown ---- */

typedef struct Line {
    Text index, kind, columns, cost, pattern, need, reading;
} Line;

static void add_cell(Buffer *out, Text text) {
    buffer_add_char(out, ' ');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        buffer_add_c(out, strchr("|\\`*_[<&", c) && c ? "\\" : "");
        buffer_add_char(out, c == '\n' || c == '\r' ? ' ' : c);
    }
    buffer_add_c(out, " |");
}

static void print_markdown(Report *r, const Line *line) {
    const Text cell[] = {sym_text(r->access->entity->name),
                         line->index,
                         line->columns,
                         line->kind,
                         line->pattern,
                         line->need,
                         line->reading,
                         line->cost};
    buffer_add_char(r->out, '|');
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        add_cell(r->out, cell[i]);
    }
    buffer_add_char(r->out, '\n');
}

static void add_after(Buffer *out, const char *before, Text text) {
    if (text.size) {
        buffer_add_c(out, before);
        visible_add(out, text);
    }
}

static void print_head(Report *r, const Line *line) {
    buffer_add_c(r->out, "  ");
    visible_add(r->out, line->index);
    if (line->columns.size) {
        add_after(r->out, " (", line->columns);
        buffer_add_char(r->out, ')');
    }
    add_after(r->out, ", ", line->kind);
    add_after(r->out, ": ", line->cost);
    buffer_add_char(r->out, '\n');
}

static void print_served(Report *r, const Line *line) {
    add_after(r->out, "    ", line->pattern);
    add_after(r->out, ": ", line->need);
    add_after(r->out, "; ", line->reading);
    buffer_add_char(r->out, '\n');
}

/* The patterns that KEY or INDEX serves, below it. */
static void print_service(Report *r, Line line, const Key *key, const Index *index) {
    const EntityAccess *access = r->access;
    bool first = true;
    for (size_t i = 0; i < access->patterns.list.count; i++) {
        const AccessService *service = &access->service[i];
        if (service->key != key || service->index != index || (!key && !index)) {
            continue;
        }
        const AccessPattern *p = &access->patterns.list.at[i];
        line.pattern = access_pattern_name(r->a, p, "");
        line.need = words_of_need(r, p);
        line.reading = words_of_reading(r, p);
        if (r->form == ACCESS_MARKDOWN) {
            print_markdown(r, &line);
        } else {
            if (first) {
                print_head(r, &line);
            }
            print_served(r, &line);
        }
        first = false;
    }
    if (first && index) {
        line.pattern = TEXT("nothing that the model names");
        if (r->form == ACCESS_MARKDOWN) {
            print_markdown(r, &line);
        } else {
            print_head(r, &line);
            print_served(r, &line);
        }
    }
}

static Text words_of_key_columns(const Report *r, size_t number) {
    const Key *key = &r->access->entity->key[number];
    const Attribute *const *attribute =
        r->access->key_order[number] ? r->access->key_order[number] : key->attribute;
    Text words = {"", 0};
    for (size_t i = 0; i < key->attribute_count; i++) {
        add_listed(r->a, &words, "", sym_text(attribute[i]->column));
    }
    return words;
}

static void print_unserved(Report *r) {
    for (size_t i = 0; i < r->access->patterns.list.count; i++) {
        const AccessService *service = &r->access->service[i];
        const AccessPattern *p = &r->access->patterns.list.at[i];
        if (service->key || service->index) {
            continue;
        }
        Line line = {.index = TEXT("no index"),
                     .pattern = access_pattern_name(r->a, p, ""),
                     .need = text_from(service->why)};
        if (r->form == ACCESS_MARKDOWN) {
            print_markdown(r, &line);
        } else {
            print_head(r, &line);
            print_served(r, &line);
        }
    }
}

static void print_entity(Report *r) {
    const Entity *e = r->access->entity;
    const IndexList *list = &r->plan->index[e->number];
    if (r->access->patterns.list.count + list->count == 0) {
        return;
    }
    r->guessed_rows = r->guessed_rows || !e->rows;
    if (r->form == ACCESS_TEXT) {
        visible_add(r->out, sym_text(e->name));
        buffer_add_char(r->out, '\n');
    }
    for (size_t i = 0; i < e->key_count; i++) {
        bool primary = e->key[i].kind == KEY_PRIMARY;
        Line line = {.index = primary ? TEXT("primary key") : TEXT("unique set"),
                     .columns = words_of_key_columns(r, i)};
        print_service(r, line, &e->key[i], NULL);
    }
    for (size_t i = 0; i < list->count; i++) {
        const Index *x = list->at[i];
        Line line = {.index = sym_text(x->physical),
                     .columns = words_of_index(r->a, x),
                     .kind = x->derived ? TEXT("derived") : TEXT("written by hand"),
                     .cost = words_of_count(r->a, cost_of_index(e, x), "B")};
        print_service(r, line, NULL, x);
    }
    print_unserved(r);
}

/* ---- JSON ---- */

static void add_member(Buffer *out, const char *before, const char *name, Text value) {
    buffer_add_c(out, before);
    json_add_string(out, text_from(name));
    buffer_add_char(out, ':');
    json_add_string(out, value);
}

static void print_index_json(const Report *r, const Index *x) {
    Buffer *out = r->out;
    add_member(out, "{", "entity", sym_text(r->access->entity->name));
    add_member(out, ",", "name", sym_text(x->physical));
    buffer_add_c(out, ",\"columns\":[");
    for (size_t i = 0; i < x->part_count; i++) {
        add_member(out, i ? ",{" : "{", "name", words_of_part(r->a, &x->part[i]));
        add_member(out, ",", "order", order_of_part(r->a, &x->part[i]));
        buffer_add_char(out, '}');
    }
    buffer_add_c(out, "],\"include\":[");
    for (size_t i = 0; i < x->include_count; i++) {
        buffer_add_c(out, i ? "," : "");
        json_add_string(out, sym_text(x->include[i]->column));
    }
    buffer_format(out, "],\"unique\":%s,\"where\":", x->unique ? "true" : "false");
    if (x->where) {
        json_add_string(out, words_of_expr(r->a, x->where));
    } else {
        buffer_add_c(out, "null");
    }
    buffer_format(out, ",\"derived\":%s,\"serves\":[", x->derived ? "true" : "false");
    const char *comma = "";
    for (size_t i = 0; i < r->access->patterns.list.count; i++) {
        if (r->access->service[i].index == x) {
            buffer_add_c(out, comma);
            json_add_string(out, access_pattern_name(r->a, &r->access->patterns.list.at[i], ""));
            comma = ",";
        }
    }
    buffer_add_c(out, "]}");
}

static size_t print_indexes_json(const Report *r, size_t before) {
    const IndexList *list = &r->plan->index[r->access->entity->number];
    for (size_t i = 0; i < list->count; i++) {
        buffer_add_c(r->out, before++ ? ",\n" : "\n");
        print_index_json(r, list->at[i]);
    }
    return before;
}

static size_t print_unserved_json(const Report *r, size_t before) {
    for (size_t i = 0; i < r->access->patterns.list.count; i++) {
        const AccessService *service = &r->access->service[i];
        if (!service->key && !service->index) {
            buffer_add_c(r->out, before++ ? ",\n" : "\n");
            add_member(r->out, "{", "entity", sym_text(r->access->entity->name));
            add_member(r->out, ",", "pattern",
                       access_pattern_name(r->a, &r->access->patterns.list.at[i], ""));
            add_member(r->out, ",", "why", text_from(service->why));
            buffer_add_char(r->out, '}');
        }
    }
    return before;
}

static void print_json(Report *r) {
    static size_t (*const print[])(const Report *, size_t) = {print_indexes_json,
                                                              print_unserved_json};
    static const char *const before[] = {"{\"format_version\":1,\"indexes\":[", "],\"unserved\":["};
    for (size_t part = 0; part < 2; part++) {
        size_t count = 0;
        buffer_add_c(r->out, before[part]);
        for (size_t i = 0; i < r->plan->schema->entity_count; i++) {
            r->access = &r->plan->entity[i];
            count = print[part](r, count);
            arena_reset(r->a);
        }
        buffer_add_c(r->out, count ? "\n" : "");
    }
    buffer_add_c(r->out, "]}\n");
}

/* ---- all of it ---- */

void access_print(Buffer *out, const AccessPlan *plan, const Facts *facts, AccessForm form) {
    Arena words = {0};
    Report r = {.out = out, .a = &words, .plan = plan, .facts = facts, .form = form};
    if (form == ACCESS_JSON) {
        print_json(&r);
        arena_free(&words);
        return;
    }
    if (form == ACCESS_MARKDOWN) {
        buffer_add_c(out, "| entity | index | columns | made | serves | why | cost of reading | "
                          "size |\n|---|---|---|---|---|---|---|---|\n");
    }
    bool exact = true;
    for (size_t i = 0; i < plan->schema->entity_count; i++) {
        r.access = &plan->entity[i];
        exact = exact && r.access->exact;
        print_entity(&r);
        arena_reset(&words);
    }
    buffer_add_c(out, exact ? "\nThe derived indexes are the fewest that serve these patterns, and "
                              "of those the narrowest.\n"
                            : "\nThere are too many patterns to show that fewer indexes do not "
                              "serve them.\n");
    buffer_format(out,
                  "Where nothing is declared, a column has %d values, a range keeps one row in %d",
                  (int)COST_VALUES, (int)COST_RANGE);
    buffer_format(out, r.guessed_rows ? ", and an entity without `rows` has %d.\n" : ".\n",
                  (int)COST_ROWS);
    arena_free(&words);
}
