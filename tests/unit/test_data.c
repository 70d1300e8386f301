/* Reference rows: what the resolver makes of `data`. A model's section in; the cells of its rows, each as
 * `attribute=text`, or the codes of the findings, out. Whether the texts suit their types is the rules' to say. */
#include "compiler/schema/schema.h"
#include "tests/unit/reading.h"

#define HEAD \
    "tenon: 1\nmodel: m\nconventions: {timestamps: false}\nentities:\n" \
    "  Role:\n    key: [place, name]\n    attributes: {place: int, name: string(9), code: int " \
    "unique}\n" \
    "    data:\n      - {place: 1, name: a, code: 7}\n" \
    "  Thing:\n    attributes:\n      name: string(9) unique\n      size: int = 3\n" \
    "      more: json?\n      tags: string(9)[]?\n      twice: int := size * 2\n" \
    "    relations:\n      role: Role?\n      above: Thing?\n      fans: many Role as things\n" \
    "    data:\n"

typedef struct Case {
    const char *rows;  /* below `data:` of Thing */
    const char *cells; /* of its rows, between them a bar; or the codes of the findings */
} Case;

static void resolve(Reading *t, Schema **schema, const char *rows) {
    static Buffer text;
    buffer_clear(&text);
    buffer_add_c(&text, HEAD);
    buffer_add_c(&text, rows);
    reading_start(t, &(MemoryFile){"m.yaml", buffer_text(&text)}, 1);
    arena_reset(&t->scratch);
    *schema = schema_resolve(&t->session, &t->scratch, &t->names, &t->diags, t->model);
}

static void add_cells(Buffer *out, const Entity *e) {
    for (size_t i = 0; i < e->row_count; i++) {
        buffer_add_c(out, i ? " | " : "");
        for (size_t k = 0; k < e->row[i].cell_count; k++) {
            const Cell *cell = &e->row[i].cell[k];
            Text null = TEXT("NULL");
            buffer_format(out, "%s%.*s=%.*s", k ? " " : "",
                          TEXT_ARG(sym_text(cell->attribute->name)),
                          TEXT_ARG(cell->text.at ? cell->text : null));
        }
    }
}

static void add_codes(Buffer *out, const Diags *diags) {
    for (size_t i = 0; i < diags->all.count; i++) {
        buffer_format(out, "%s%s", i ? " " : "", diag_info(diags->all.at[i]->id)->code);
    }
}

static void hold(const Case *table, size_t count, bool fine) {
    for (size_t i = 0; i < count; i++) {
        Reading t;
        Schema *schema;
        Buffer found = {0};
        resolve(&t, &schema, table[i].rows);
        if (fine && !diag_has_errors(&t.diags)) {
            add_cells(&found, schema_find_entity(schema, intern_c(&t.names, "Thing")));
        } else {
            add_codes(&found, &t.diags);
        }
        if (!text_equal_c(buffer_text(&found), table[i].cells)) {
            fail_msg("%s\n  wanted %s\n  found  %.*s", table[i].rows, table[i].cells,
                     TEXT_ARG(buffer_text(&found)));
        }
        buffer_free(&found);
        reading_end(&t);
    }
}

static const Case read[] = {
    {"      - {id: 1, name: x}\n", "id=1 name=x"},
    {"      - {name: x, id: 1, size: 4}\n", "id=1 name=x size=4"},
    {"      columns: [id, name]\n      rows:\n        - [1, x]\n        - [2, no]\n",
     "id=1 name=x | id=2 name=no"},
    {"      - {id: 1, name: x, more: null}\n      - {id: 2, name: 'null', more: ~}\n",
     "id=1 name=x more=NULL | id=2 name=null more=NULL"},
    {"      - {id: 1, name: x, more: {a: [1, true]}}\n", "id=1 name=x more={\"a\": [1, true]}"},
    {"      - {id: 1, name: x, tags: [a, 'b c']}\n", "id=1 name=x tags=[\"a\", \"b c\"]"},
    {"      - {id: 1, name: x, role: [1, a]}\n", "id=1 role_place=1 role_name=a name=x"},
    {"      - {id: 1, name: x, role: {code: 7}}\n", "id=1 role_place=1 role_name=a name=x"},
    {"      - {id: 1, name: x}\n      - {id: 2, name: y, above: {name: x}}\n",
     "id=1 name=x | id=2 above_id=1 name=y"},
    {"      - {id: 1, name: x, role: null}\n", "id=1 role_place=NULL role_name=NULL name=x"},
};

static const Case refused[] = {
    {"      - {id: 1, nmae: x}\n", "TN004"},
    {"      - {id: 1}\n", "TN315"},
    {"      - {id: 1, name: x, twice: 6}\n", "TN016"},
    {"      - {id: 1, name: x, fans: [1]}\n", "TN016"},
    {"      - {id: 1, name: x, role: 1}\n", "TN009"},
    {"      - {id: 1, name: x, role: {code: 8}}\n", "TN317"},
    {"      - {id: 1, name: x, role: {place: 1}}\n", "TN009"},
    {"      - {id: 1, name: x, above: 1, above_id: 2}\n", "TN003"},
    {"      columns: [id, name]\n      rows:\n        - [1]\n", "TN009"},
    {"      - [1, x]\n", "TN009"},
};

static void rows_become_cells(void **state) {
    (void)state;
    hold(read, COUNT_OF(read), true);
}

static void wrong_rows_are_reported(void **state) {
    (void)state;
    hold(refused, COUNT_OF(refused), false);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(rows_become_cells),
        cmocka_unit_test(wrong_rows_are_reported),
    };
    return RUN_CASES(cases);
}
