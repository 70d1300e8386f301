/* A model as DOT: one HTML-like table for each entity, one cluster for each subject area. Takes the
 * schema; gives text that Graphviz, here or elsewhere, lays out. Does not need Graphviz.
 *
 * Each cell has its size written on it, computed from er_width: then the layout is the same
 * whatever fonts a machine has. All text starts at the left of its cell, since only that edge is
 * certain. */
#include "targets/er.h"

/* Sizes in points. A row is as high as its text and the padding around it. */
enum {
    TITLE_SIZE = 13,
    TITLE_HEIGHT = 24,
    TABLE_SIZE = 9,
    TABLE_HEIGHT = 19,
    NAME_SIZE = 11,
    TYPE_SIZE = 10,
    MARK_SIZE = 8,
    ROW_HEIGHT = 22,
    AREA_SIZE = 12,
    PADDING = 4,       /* of a cell, as row_table has it */
    GAP = 12,          /* between columns */
    LONGEST_TYPE = 26, /* characters; a longer one is cut, and whole in the tooltip */
};

typedef struct LabelRow {
    const Attribute *attribute;
    Text mark, type;
    bool cut;   /* `type` is not the whole */
    bool quiet; /* a convention added it */
} LabelRow;

typedef struct Card {
    const Entity *entity;
    const ErHue *hue;
    VEC(LabelRow) rows;
    Text subtitle;
    unsigned mark_width, name_width, type_width;
} Card;

bool er_is_shown(ErLook look, const Entity *e) {
    switch (e->origin) {
    case ENTITY_DECLARED: return true;
    case ENTITY_JUNCTION: return false;
    case ENTITY_AUDIT: return look.audit;
    }
    return true;
}

/* --- Names in DOT
 * ------------------------------------------------------------------------------ */

/* Names stand in quotes, since `Node` and `Edge` are words of DOT. One that is more than letters
 * (of any script), digits and underscores is replaced by a number: no quoting of DOT carries
 * every text. */

static bool is_plain(Text t) {
    for (size_t i = 0; i < t.size; i++) {
        unsigned char c = (unsigned char)t.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (!is_letter && !(c >= '0' && c <= '9') && c != '_') {
            return false;
        }
    }
    return t.size > 0;
}

static Text node_name(Arena *a, const Entity *e) {
    Text name = sym_text(e->name);
    return is_plain(name) ? name : text_format(a, "#%u", (unsigned)e->number);
}

Text er_port(Arena *a, const Attribute *at) {
    Text name = sym_text(at->name);
    return is_plain(name) ? name : text_format(a, "#%u", (unsigned)at->index);
}

/* --- What a card says
 * -------------------------------------------------------------------------- */

static void add_mark(Arena *a, LabelRow *row, Text mark) {
    row->mark =
        row->mark.size ? text_format(a, "%.*s %.*s", TEXT_ARG(row->mark), TEXT_ARG(mark)) : mark;
}

/* Marks the columns that hold R. Those of a tagged relation refer, but no foreign key guards
 * them. */
static void mark_references(Arena *a, LabelRow *by_index, const Relation *r) {
    Text mark = r->kind == RELATION_TAGGED ? TEXT("REF") : TEXT("FK");
    for (size_t i = 0; i < r->attribute_count; i++) {
        LabelRow *row = &by_index[r->attribute[i]->index];
        if (!text_ends_with(row->mark, mark)) {
            add_mark(a, row, mark);
        }
    }
}

/* U: unique alone; U1, U2 …: each a set that is unique together. In brackets: only among some
 * rows. */
static void mark_unique(Arena *a, LabelRow *by_index, const Key *k, unsigned *sets) {
    Text mark = TEXT("U");
    if (k->attribute_count > 1) {
        mark = text_format(a, "U%u", ++*sets);
    }
    if (k->where) {
        mark = text_format(a, "(%.*s)", TEXT_ARG(mark));
    }
    for (size_t i = 0; i < k->attribute_count; i++) {
        add_mark(a, &by_index[k->attribute[i]->index], mark);
    }
}

static void mark_rows(Arena *a, LabelRow *by_index, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (e->attribute[i].in_primary_key) {
            add_mark(a, &by_index[i], TEXT("PK"));
        }
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *r = e->relation[i];
        mark_references(a, by_index, r);
        for (size_t arm = 0; arm < r->arm_count; arm++) {
            mark_references(a, by_index, r->arm[arm]);
        }
    }
    unsigned sets = 0;
    for (size_t i = 0; i < e->key_count; i++) {
        if (e->key[i].kind == KEY_UNIQUE) {
            mark_unique(a, by_index, &e->key[i], &sets);
        }
    }
}

/* The type as the model writes it, with ? for what may be null. */
static Text row_type(Arena *a, const Attribute *at, bool *cut) {
    Text type = type_name(a, at->type);
    *cut = text_count_code_points(type) > LONGEST_TYPE;
    if (*cut) {
        size_t end = 0;
        for (size_t left = LONGEST_TYPE - 1; left; left--) {
            do {
                end++;
            } while (end < type.size && ((unsigned char)type.at[end] & 0xC0) == 0x80);
        }
        type = text_join(a, text_slice(type, 0, end), TEXT("…"));
    }
    return at->nullable ? text_join(a, type, TEXT("?")) : type;
}

static bool is_implied(const Attribute *at) {
    switch (at->origin) {
    case ATTRIBUTE_CREATED_AT:
    case ATTRIBUTE_UPDATED_AT:
    case ATTRIBUTE_DELETED_AT: return true;
    case ATTRIBUTE_DECLARED:
    case ATTRIBUTE_KEY_CONVENTION:
    case ATTRIBUTE_RELATION:
    case ATTRIBUTE_TAG:
    case ATTRIBUTE_AUDIT: return false;
    }
    return false;
}

/* Under the name: the table's, when it is another, and what else is kept of the rows. */
static Text subtitle_of(Arena *a, const Entity *e) {
    Text text = e->table == e->name ? TEXT("") : sym_text(e->table);
    if (e->schema) {
        text = text_format(a, "%.*s.%.*s", TEXT_ARG(sym_text(e->schema)),
                           TEXT_ARG(sym_text(e->table)));
    }
    if (e->audit) {
        text = text_format(a, "%.*s%saudited", TEXT_ARG(text), text.size ? " · " : "");
    }
    return text;
}

static unsigned wider(unsigned a, unsigned b) {
    return a > b ? a : b;
}

/* The columns are as wide as their widest text; the types' column takes what the title needs
 * more. */
static void measure(Card *card) {
    for (size_t i = 0; i < card->rows.count; i++) {
        const LabelRow *row = &card->rows.at[i];
        card->mark_width = wider(card->mark_width, er_width(row->mark, MARK_SIZE));
        card->name_width =
            wider(card->name_width, er_width(sym_text(row->attribute->name), NAME_SIZE));
        card->type_width = wider(card->type_width, er_width(row->type, TYPE_SIZE));
    }
    if (card->rows.count) {
        card->mark_width += card->mark_width ? PADDING + GAP / 2 : PADDING;
        card->name_width += GAP;
        card->type_width += PADDING;
    }
    unsigned title = wider(er_width(sym_text(card->entity->name), TITLE_SIZE + 1), /* bold */
                           er_width(card->subtitle, TABLE_SIZE)) +
                     2 * GAP;
    unsigned columns = card->mark_width + card->name_width + card->type_width;
    card->type_width += columns < title ? title - columns : 0;
}

static Card make_card(const ErDiagram *d, const Entity *e) {
    Arena *a = d->arena;
    Card card = {.entity = e, .hue = d->hue[e->number], .subtitle = subtitle_of(a, e)};
    LabelRow *by_index = arena_array(a, LabelRow, e->attribute_count);
    mark_rows(a, by_index, e);
    for (size_t i = 0; i < e->attribute_count && d->look.rows != ER_ROWS_NONE; i++) {
        LabelRow *row = &by_index[i];
        row->attribute = &e->attribute[i];
        if (d->look.rows == ER_ROWS_ALL || row->mark.size) {
            row->type = row_type(a, row->attribute, &row->cut);
            row->quiet = is_implied(row->attribute);
            *vec_push(a, &card.rows) = *row;
        }
    }
    measure(&card);
    return card;
}

/* --- A card in DOT
 * ----------------------------------------------------------------------------- */

typedef struct Pen {
    unsigned size;
    const char *colour;
    bool bold;
    const char *valign; /* NULL: in the middle */
} Pen;

static void add_cell(Buffer *out, unsigned width, unsigned height, Text text, Pen pen) {
    buffer_format(out, "<td fixedsize=\"true\" width=\"%u\" height=\"%u\" align=\"left\"", width,
                  height);
    if (pen.valign) {
        buffer_format(out, " valign=\"%s\"", pen.valign);
    }
    buffer_add_char(out, '>');
    if (text.size) {
        buffer_format(out, "%s<font point-size=\"%u\" color=\"%s\">", pen.bold ? "<b>" : "",
                      pen.size, pen.colour);
        er_add_label(out, text);
        buffer_add_c(out, pen.bold ? "</font></b>" : "</font>");
    }
    buffer_add_c(out, "</td>");
}

static const char row_table[] =
    "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"4\"";

static void add_title(Buffer *out, const Card *card) {
    unsigned width = card->mark_width + card->name_width + card->type_width;
    const ErHue *hue = card->hue;
    buffer_format(out,
                  "    <tr><td port=\"#\" cellpadding=\"4\">%s style=\"rounded\" bgcolor=\"%s\">",
                  row_table, hue->title);
    buffer_add_c(out, "<tr>");
    add_cell(out, width, TITLE_HEIGHT, sym_text(card->entity->name),
             (Pen){TITLE_SIZE, hue->ink, true, card->subtitle.size ? "bottom" : NULL});
    buffer_add_c(out, "</tr>");
    if (card->subtitle.size) {
        buffer_add_c(out, "<tr>");
        add_cell(out, width, TABLE_HEIGHT, card->subtitle,
                 (Pen){TABLE_SIZE, hue->ink, false, "top"});
        buffer_add_c(out, "</tr>");
    }
    buffer_add_c(out, "</table></td></tr>\n");
}

static void add_row(Buffer *out, const ErDiagram *d, const Card *card, const LabelRow *row) {
    const ErTheme *theme = d->look.theme;
    Text name = sym_text(row->attribute->name);
    buffer_format(out, "    <tr><td port=\"%.*s\">%s><tr>",
                  TEXT_ARG(er_port(d->arena, row->attribute)), row_table);
    add_cell(out, card->mark_width, ROW_HEIGHT, row->mark,
             (Pen){MARK_SIZE, card->hue->ink, false, NULL});
    add_cell(out, card->name_width, ROW_HEIGHT, name,
             (Pen){NAME_SIZE, row->quiet ? theme->quiet : theme->ink,
                   row->attribute->in_primary_key, NULL});
    add_cell(out, card->type_width, ROW_HEIGHT, row->type,
             (Pen){TYPE_SIZE, theme->quiet, false, NULL});
    buffer_add_c(out, "</tr></table></td></tr>\n");
}

/* A line of a tooltip: the type, where the row could not hold it, and what the attribute means. */
static void add_row_words(Buffer *words, Arena *a, const LabelRow *row) {
    Text doc = text_trim(row->attribute->doc);
    if (!row->cut && !doc.size) {
        return;
    }
    buffer_format(words, "%s%.*s: ", words->size ? "\n" : "",
                  TEXT_ARG(sym_text(row->attribute->name)));
    if (row->cut) {
        buffer_add(words, type_name(a, row->attribute->type));
        buffer_add_c(words, doc.size ? "; " : "");
    }
    buffer_add(words, doc);
}

/* What the model says of the entity and its attributes; nothing, where it says nothing. */
static void add_tooltip(Buffer *out, const ErDiagram *d, const Card *card) {
    Buffer words = {0};
    buffer_add(&words, text_trim(card->entity->doc));
    for (size_t i = 0; i < card->rows.count; i++) {
        add_row_words(&words, d->arena, &card->rows.at[i]);
    }
    if (words.size) {
        buffer_add_c(out, "tooltip=\"");
        er_add_tooltip(out, buffer_text(&words));
        buffer_add_c(out, "\", ");
    }
    buffer_free(&words);
}

static void write_card(Buffer *out, const ErDiagram *d, const Entity *e, const char *indent) {
    Card card = make_card(d, e);
    buffer_format(out, "%s\"%.*s\" [", indent, TEXT_ARG(d->node[e->number]));
    add_tooltip(out, d, &card);
    buffer_format(
        out,
        "label=<\n    <table style=\"rounded\" border=\"1\" cellborder=\"0\" cellspacing=\"0\""
        " cellpadding=\"0\" color=\"%s\" bgcolor=\"%s\">\n",
        card.hue->border, d->look.theme->card);
    add_title(out, &card);
    for (size_t i = 0; i < card.rows.count; i++) {
        add_row(out, d, &card, &card.rows.at[i]);
    }
    if (card.rows.count) {
        buffer_add_c(out, "    <tr><td height=\"4\"></td></tr>\n");
    }
    buffer_add_c(out, "    </table>>];\n");
}

/* --- Areas
 * ------------------------------------------------------------------------------------- */

typedef struct Area {
    Sym name;
    const ErHue *hue;
    VEC(const Entity *) entities;
} Area;

typedef VEC(Area *) Areas;

/* The areas in order of first use; the entities of none stay in LOOSE. */
static void sort_into_areas(ErDiagram *d, Areas *areas, Area *loose) {
    Map by_name = {0};
    for (size_t i = 0; i < d->schema->entity_count; i++) {
        const Entity *e = d->schema->entity[i];
        Area *area = e->area ? map_get(&by_name, e->area) : loose;
        if (!er_is_shown(d->look, e)) {
            continue;
        }
        if (!area) {
            area = arena_new(d->arena, Area);
            *area = (Area){.name = e->area, .hue = &d->look.theme->hue[areas->count % ER_HUES]};
            map_put(d->arena, &by_name, e->area, area);
            *vec_push(d->arena, areas) = area;
        }
        *vec_push(d->arena, &area->entities) = e;
        d->hue[e->number] = area->hue;
    }
}

static void write_area(Buffer *out, const ErDiagram *d, const Area *area, size_t number) {
    Text name = sym_text(area->name);
    buffer_format(out, "\n  subgraph cluster_%zu {\n    label=<%s><tr>", number + 1, row_table);
    add_cell(out, er_width(name, AREA_SIZE + 1) + 2 * PADDING, TITLE_HEIGHT, name,
             (Pen){AREA_SIZE, area->hue->ink, true, NULL});
    buffer_format(out,
                  "</tr></table>>;\n    labeljust=l; style=\"rounded,filled\"; fillcolor=\"%s\";"
                  " color=\"%s\"; margin=16;\n",
                  area->hue->area, area->hue->border);
    for (size_t i = 0; i < area->entities.count; i++) {
        write_card(out, d, area->entities.at[i], "    ");
    }
    buffer_add_c(out, "  }\n");
}

/* --- The whole
 * --------------------------------------------------------------------------------- */

static void write_head(Buffer *out, const ErDiagram *d) {
    const ErTheme *theme = d->look.theme;
    Text name = sym_text(d->schema->name);
    buffer_format(out, "digraph \"%.*s\" {\n", TEXT_ARG(is_plain(name) ? name : TEXT("model")));
    buffer_format(out,
                  "  graph [rankdir=%s, bgcolor=\"%s\", fontname=\"%s\", pad=0.35, nodesep=0.35,"
                  " ranksep=%s, outputorder=edgesfirst];\n",
                  d->look.top_down ? "TB" : "LR", theme->background, er_fonts,
                  d->look.top_down ? "0.8" : "1.1");
    buffer_format(out, "  node [shape=plain, fontname=\"%s\", fontsize=%d, fontcolor=\"%s\"];\n",
                  er_fonts, NAME_SIZE, theme->ink);
    buffer_format(out,
                  "  edge [dir=%s, fontname=\"%s\", fontsize=9, fontcolor=\"%s\", penwidth=1.2,"
                  " arrowsize=0.9];\n",
                  d->look.no_ends ? "none" : "both", er_fonts, theme->quiet);
}

void er_write_dot(Arena *a, Buffer *out, const Schema *schema, ErLook look) {
    ErDiagram d = {.arena = a, .schema = schema, .look = look};
    d.node = arena_array(a, Text, schema->entity_count);
    d.hue = arena_array(a, const ErHue *, schema->entity_count);
    for (size_t i = 0; i < schema->entity_count; i++) {
        d.node[i] = node_name(a, schema->entity[i]);
    }
    Areas areas = {0};
    Area loose = {.hue = &look.theme->plain};
    sort_into_areas(&d, &areas, &loose);

    write_head(out, &d);
    for (size_t i = 0; i < areas.count; i++) {
        write_area(out, &d, areas.at[i], i);
    }
    buffer_add_c(out, loose.entities.count ? "\n" : "");
    for (size_t i = 0; i < loose.entities.count; i++) {
        write_card(out, &d, loose.entities.at[i], "  ");
    }
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < schema->entity_count; i++) {
        if (er_is_shown(look, schema->entity[i])) {
            er_write_edges(out, &d, schema->entity[i]);
        }
    }
    buffer_add_c(out, "}\n");
}
