/* Reference rows: what `data:` gives of an entity's rows, as cells in column order.
 *
 * A row is a mapping from attributes and relations to values, or a list of values of `columns:`. The
 * value of a relation is that of the key that it refers to: a scalar, or a list where the key has
 * several parts; or it is a mapping, which names a row of the other entity by what stands in it
 * (`role: {name: admin}`). Such a name is looked up when the rows of all entities are there.
 *
 * Whether a value suits its type, and a row its entity, is not looked at here: check/data_rules.c. */
#include "compiler/read/literal.h"
#include "compiler/schema/resolve.h"

static const char place[] = "a row";

/* A relation whose row is written as a mapping, and so not known before all rows are there. */
typedef struct NamedRow {
    Row *row;
    const Relation *relation;
    EntityDraft *target;
    const SynValue *written;
} NamedRow;

typedef struct DataPass {
    Resolver *r;
    EntityDraft *draft;
    VEC(NamedRow) named;
    Cell *slot; /* of the row that is being made, by Attribute.index; no span: not given */
    size_t slot_count;
    Map rows; /* of a target, by what they are named by: Map, by entity and attributes */
} DataPass;

/* ---- values ---- */

static bool is_json_word(Text t) {
    return text_equal_c(t, "true") || text_equal_c(t, "false");
}

/* As RFC 8259 has numbers: what else looks like one to YAML stays text. */
static bool is_json_number(Text t) {
    size_t i = t.size && t.at[0] == '-', digits = i;
    while (i < t.size && t.at[i] >= '0' && t.at[i] <= '9') {
        i++;
    }
    if (i == digits || (t.at[digits] == '0' && i > digits + 1)) {
        return false;
    }
    if (i < t.size && t.at[i] == '.') {
        size_t fraction = ++i;
        while (i < t.size && t.at[i] >= '0' && t.at[i] <= '9') {
            i++;
        }
        if (i == fraction) {
            return false;
        }
    }
    return i == t.size;
}

static void add_json_text(Buffer *out, Text t) {
    buffer_add_char(out, '"');
    for (size_t i = 0; i < t.size; i++) {
        unsigned char c = (unsigned char)t.at[i];
        if (c == '"' || c == '\\') {
            buffer_add_char(out, '\\');
            buffer_add_char(out, (char)c);
        } else if (c < 0x20) {
            buffer_format(out, "\\u%04x", c);
        } else {
            buffer_add_char(out, (char)c);
        }
    }
    buffer_add_char(out, '"');
}

/* V as JSON. WORDS: scalars are texts, whatever they look like. YAML limits the nesting. */
static void add_json(Buffer *out, const SynValue *v, bool words) {
    if (v->kind == ROW_NULL) {
        buffer_add_c(out, "null");
    } else if (v->kind == ROW_SCALAR) {
        bool bare = v->plain && !words && (is_json_word(v->text) || is_json_number(v->text));
        if (bare) {
            buffer_add(out, v->text);
        } else {
            add_json_text(out, v->text);
        }
    } else {
        bool is_map = v->kind == ROW_MAP;
        buffer_add_char(out, is_map ? '{' : '[');
        for (size_t i = 0; i < v->count; i++) {
            buffer_add_c(out, i ? ", " : "");
            if (is_map) {
                add_json_text(out, sym_text(v->at[i].name.sym));
                buffer_add_c(out, ": ");
            }
            add_json(out, &v->at[i], words);
        }
        buffer_add_char(out, is_map ? '}' : ']');
    }
}

static Text json_of(Resolver *r, const SynValue *v, bool words) {
    Buffer out = {0};
    add_json(&out, v, words);
    Text text = text_copy(r->session, buffer_text(&out));
    buffer_free(&out);
    return text;
}

static void report_value(Resolver *r, const Attribute *a, Span span, const char *why) {
    report(r, a->entity, DIAG_DATA_VALUE, span, sym_text(a->name), text_from(why));
}

/* The text of V as a value of A; false when V has no form that A could take. */
static bool read_value(Resolver *r, const Attribute *a, const SynValue *v, Text *text) {
    if (v->kind == ROW_NULL) {
        *text = (Text){0};
        return true;
    }
    if (a->type->kind == TYPE_JSON && v->kind != ROW_SCALAR) {
        *text = json_of(r, v, false);
    } else if (a->type->kind == TYPE_ARRAY && v->kind == ROW_LIST) {
        *text = json_of(r, v, literal_is_written_as_string(a->type->element->kind));
    } else if (v->kind != ROW_SCALAR) {
        report_value(r, a, v->span,
                     v->kind == ROW_MAP ? "a mapping is no value of it"
                                        : "a list is no value of it");
        return false;
    } else if (a->type->kind == TYPE_ARRAY) {
        report_value(r, a, v->span, "an array is written as a list");
        return false;
    } else {
        *text = v->text.at ? v->text : TEXT("");
    }
    return true;
}

/* ---- one row ---- */

/* A key of YAML is there once, but an attribute may be given by its own name and by relations. */
static void set_cell(DataPass *p, const Attribute *a, Text text, Span span) {
    Cell *cell = &p->slot[a->index];
    if (span_exists(cell->span) && (!cell->text.at != !text.at || !text_equal(cell->text, text))) {
        Diag *d =
            report(p->r, a->entity, DIAG_DUPLICATE, span, TEXT("value of"), sym_text(a->name));
        diag_note(p->r->diags, d, cell->span, TEXT("defined here first"));
        return;
    }
    *cell = (Cell){a, text, span};
}

static void set_value(DataPass *p, const Attribute *a, const SynValue *v) {
    Text text;
    if (a->generated) {
        report(p->r, a->entity, DIAG_NOT_ALLOWED_HERE, v->span,
               say(p->r, "the generated attribute `%.*s`", TEXT_ARG(sym_text(a->name))),
               text_from(place));
    } else if (!type_is_poison(a->type) && read_value(p->r, a, v, &text)) {
        set_cell(p, a, text, v->span);
    }
}

static void set_relation(DataPass *p, Row *row, RelationDraft *relation, const SynValue *v) {
    const Relation *to = relation->relation;
    if (v->kind == ROW_MAP && to->kind == RELATION_ONE) {
        *vec_push(p->r->scratch, &p->named) = (NamedRow){row, to, relation->target, v};
        return;
    }
    if (v->kind == ROW_NULL || to->attribute_count == 1) {
        for (size_t i = 0; i < to->attribute_count; i++) {
            set_value(p, to->attribute[i], v);
        }
    } else if (v->kind == ROW_LIST && v->count == to->attribute_count) {
        for (size_t i = 0; i < to->attribute_count; i++) {
            set_value(p, to->attribute[i], &v->at[i]);
        }
    } else {
        report(p->r, p->draft->entity, DIAG_EXPECTED, v->span,
               say(p->r, "a list of %zu values for relation `%.*s`", to->attribute_count,
                   TEXT_ARG(sym_text(to->name))),
               v->kind == ROW_LIST ? say(p->r, "%zu", v->count) : TEXT("one value"));
    }
}

/* A relation goes before the attribute that may bear its name only where it has columns. */
static void read_cell(DataPass *p, Row *row, SynName name, const SynValue *v) {
    const Attribute *const *found = NULL;
    size_t count = find_attributes(p->r, p->draft, name, place, &found);
    if (count == 0) {
        row->broken = true;
        return;
    }
    RelationDraft *relation =
        found[0]->name == name.sym ? NULL : map_get(&p->draft->relation_by_name, name.sym);
    if (relation) {
        set_relation(p, row, relation, v);
    } else {
        set_value(p, found[0], v);
    }
}

static void read_list(DataPass *p, Row *row, const SynNames *columns, const SynValue *written) {
    if (written->count != columns->count) {
        report(p->r, p->draft->entity, DIAG_EXPECTED, written->span,
               columns->count ? say(p->r, "%zu values, one for each of `columns`", columns->count)
                              : TEXT("a mapping, since there are no `columns`"),
               columns->count ? say(p->r, "%zu", written->count) : TEXT("a list"));
        return;
    }
    for (size_t i = 0; i < written->count; i++) {
        read_cell(p, row, columns->at[i], &written->at[i]);
    }
}

/* Moves what the row has into cells of its own; what is named stays to be added. */
static void keep_cells(DataPass *p, Row *row, size_t more) {
    size_t count = 0;
    for (size_t i = 0; i < p->slot_count; i++) {
        count += span_exists(p->slot[i].span);
    }
    row->cell = arena_array(p->r->session, Cell, count + more);
    row->cell_count = 0;
    for (size_t i = 0; i < p->slot_count; i++) {
        if (span_exists(p->slot[i].span)) {
            row->cell[row->cell_count++] = p->slot[i];
            p->slot[i] = (Cell){0};
        }
    }
}

static void read_row(DataPass *p, const SynData *data, const SynValue *written) {
    Entity *e = p->draft->entity;
    Row *row = &e->row[e->row_count];
    *row = (Row){.entity = e, .number = (uint32_t)e->row_count++, .span = written->span};
    size_t named = p->named.count, more = 0, findings = p->r->diags->all.count;
    if (written->kind == ROW_LIST) {
        read_list(p, row, &data->columns, written);
    } else {
        for (size_t i = 0; i < written->count; i++) {
            read_cell(p, row, written->at[i].name, &written->at[i]);
        }
    }
    for (size_t i = named; i < p->named.count; i++) {
        more += p->named.at[i].relation->attribute_count;
    }
    keep_cells(p, row, more);
    row->broken = p->r->diags->all.count > findings;
}

static void read_rows(DataPass *p, EntityDraft *d) {
    const SynData *data = &d->written->data;
    Entity *e = d->entity;
    if (!e->has_primary_key && data->rows.count) {
        report_conflict(p->r, e, data->head.span, TEXT("`data`"), TEXT("`key: none`"),
                        "rows are put in once, and the key tells which are there");
        return;
    }
    p->draft = d;
    p->slot_count = e->attribute_count;
    p->slot = arena_array(p->r->scratch, Cell, e->attribute_count);
    e->row = arena_array(p->r->session, Row, data->rows.count);
    for (size_t i = 0; i < data->rows.count; i++) {
        read_row(p, data, &data->rows.at[i]);
    }
}

/* ---- rows by what stands in them ---- */

static const Cell *find_cell(const Row *row, const Attribute *a) {
    for (size_t i = 0; i < row->cell_count; i++) {
        if (row->cell[i].attribute == a) {
            return &row->cell[i];
        }
    }
    return NULL;
}

static void add_name_part(Buffer *out, Text t) {
    buffer_format(out, "%zu:", t.size);
    buffer_add(out, t);
}

/* What tells ROW from others by ATTRIBUTEs, as a name; NULL when it lacks one of them. */
static Sym name_of_row(Resolver *r, const Row *row, const Attribute *const *attribute,
                       size_t count) {
    buffer_clear(&r->name_buffer);
    for (size_t i = 0; i < count; i++) {
        const Cell *cell = find_cell(row, attribute[i]);
        if (!cell || !cell->text.at) {
            return NULL;
        }
        add_name_part(&r->name_buffer, cell->text);
    }
    return intern(r->names, buffer_text(&r->name_buffer));
}

/* The rows of E by ATTRIBUTEs, made when they are first asked for. */
static Map *rows_by(DataPass *p, const Entity *e, const Attribute *const *attribute, size_t count) {
    Resolver *r = p->r;
    buffer_clear(&r->name_buffer);
    add_name_part(&r->name_buffer, sym_text(e->name));
    for (size_t i = 0; i < count; i++) {
        add_name_part(&r->name_buffer, sym_text(attribute[i]->name));
    }
    Sym signature = intern(r->names, buffer_text(&r->name_buffer));
    Map *rows = map_get(&p->rows, signature);
    if (!rows) {
        rows = arena_new(r->scratch, Map);
        *rows = map_make(r->scratch, e->row_count);
        for (size_t i = 0; i < e->row_count; i++) {
            Sym name = name_of_row(r, &e->row[i], attribute, count);
            if (name) {
                map_put(r->scratch, rows, name, &e->row[i]);
            }
        }
        map_put(r->scratch, &p->rows, signature, rows);
    }
    return rows;
}

/* Whether ATTRIBUTEs are those of a key or unique set of E, in any order. */
static bool tell_rows_apart(const Entity *e, const Attribute *const *attribute, size_t count) {
    for (size_t k = 0; k < e->key_count; k++) {
        const Key *key = &e->key[k];
        size_t found = 0;
        for (size_t i = 0; i < key->attribute_count; i++) {
            for (size_t n = 0; n < count; n++) {
                found += key->attribute[i] == attribute[n];
            }
        }
        if (!key->where && found == count && key->attribute_count == count) {
            return true;
        }
    }
    return false;
}

/* "`name` = `admin`" */
static Text say_named(Resolver *r, const SynValue *v) {
    Text words = TEXT("");
    for (size_t i = 0; i < v->count; i++) {
        words = say(r, "%.*s%s`%.*s` = `%.*s`", TEXT_ARG(words), i ? " and " : "",
                    TEXT_ARG(sym_text(v->at[i].name.sym)), TEXT_ARG(v->at[i].text));
    }
    return words;
}

static const Row *find_named_row(DataPass *p, const NamedRow *n) {
    Resolver *r = p->r;
    const SynValue *v = n->written;
    const Entity *target = n->target->entity;
    const Attribute **attribute = arena_array(r->scratch, const Attribute *, v->count);
    Cell *cell = arena_array(r->scratch, Cell, v->count);
    for (size_t i = 0; i < v->count; i++) {
        attribute[i] = find_attribute(r, n->target, v->at[i].name, place);
        if (!attribute[i] || type_is_poison(attribute[i]->type)) {
            return NULL;
        }
        cell[i].attribute = attribute[i];
        if (!read_value(r, attribute[i], &v->at[i], &cell[i].text)) {
            return NULL;
        }
    }
    if (!tell_rows_apart(target, attribute, v->count)) {
        report(r, n->row->entity, DIAG_EXPECTED, v->span,
               say(r, "a row of `%.*s` by one of its keys or unique sets",
                   TEXT_ARG(sym_text(target->name))),
               say_named(r, v));
        return NULL;
    }
    const Map *rows = rows_by(p, target, attribute, v->count);
    Row wanted = {.cell = cell, .cell_count = v->count};
    Sym name = name_of_row(r, &wanted, attribute, v->count);
    const Row *row = name ? map_get(rows, name) : NULL;
    if (!row) {
        report(r, n->row->entity, DIAG_DATA_REFERENCE, v->span, sym_text(target->name),
               say_named(r, v));
    }
    return row;
}

static void add_cell(Row *row, Cell cell) {
    size_t at = row->cell_count++;
    for (; at > 0 && row->cell[at - 1].attribute->index > cell.attribute->index; at--) {
        row->cell[at] = row->cell[at - 1];
    }
    row->cell[at] = cell;
}

static void resolve_named_row(DataPass *p, NamedRow *n) {
    const Row *target = find_named_row(p, n);
    const Relation *relation = n->relation;
    const Key *key = relation->target_key;
    for (size_t i = 0; target && key && i < relation->attribute_count; i++) {
        const Cell *there = find_cell(target, key->attribute[i]);
        if (!there) {
            Diag *d = report(p->r, n->row->entity, DIAG_DATA_REFERENCE, n->written->span,
                             sym_text(target->entity->name),
                             say(p->r, "a `%.*s` that is known here",
                                 TEXT_ARG(sym_text(key->attribute[i]->name))));
            diag_note(p->r->diags, d, target->span, TEXT("this row"));
        } else if (!find_cell(n->row, relation->attribute[i])) {
            add_cell(n->row, (Cell){relation->attribute[i], there->text, n->written->span});
        }
    }
}

/* ---- what is missing ---- */

static bool must_be_written(const Attribute *a) {
    return !a->generated && (a->identity || a->in_primary_key || (!a->nullable && !a->fallback));
}

static void report_missing(Resolver *r, const Row *row, const bool *named) {
    const Entity *e = row->entity;
    Text missing = TEXT("");
    bool is_key = false;
    size_t cell = 0;
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        bool given = cell < row->cell_count && row->cell[cell].attribute == a;
        cell += given;
        if (given || named[i] || !must_be_written(a) || type_is_poison(a->type)) {
            continue;
        }
        is_key = is_key || a->in_primary_key;
        missing = say(r, "%.*s%s`%.*s`", TEXT_ARG(missing), missing.size ? ", " : "",
                      TEXT_ARG(sym_text(a->name)));
    }
    if (missing.size) {
        Diag *d = report(r, e, DIAG_DATA_MISSING, row->span, sym_text(e->name), missing);
        diag_help(d, is_key
                         ? TEXT("the key is written in every row: it tells which are there already")
                         : TEXT("it may not be null, and has no default"));
    }
}

/* A row whose reference could not be found lacks its columns, which has been reported. */
static void check_rows(DataPass *p, const Entity *e, size_t *next) {
    for (size_t i = 0; i < e->row_count; i++) {
        bool *named = arena_array(p->r->scratch, bool, e->attribute_count);
        for (; *next < p->named.count && p->named.at[*next].row == &e->row[i]; ++*next) {
            const Relation *relation = p->named.at[*next].relation;
            for (size_t k = 0; k < relation->attribute_count; k++) {
                named[relation->attribute[k]->index] = true;
            }
        }
        if (!e->row[i].broken) {
            report_missing(p->r, &e->row[i], named);
        }
    }
}

/* ---- all ---- */

void data_resolve(Resolver *r) {
    DataPass p = {.r = r};
    for (size_t i = 0; i < r->entities.count; i++) {
        EntityDraft *d = r->entities.at[i];
        if (d->written && span_exists(d->written->data.head.span)) {
            read_rows(&p, d);
        }
    }
    for (size_t i = 0; i < p.named.count; i++) {
        resolve_named_row(&p, &p.named.at[i]);
    }
    size_t next = 0;
    for (size_t i = 0; i < r->entities.count; i++) {
        check_rows(&p, r->entities.at[i]->entity, &next);
    }
}
