/* Physical names: of tables, constraints and indexes. They are the same in every stack, at full length
 * (cutting is the target's), and follow what PostgreSQL itself would choose:
 *
 *     order_lines_pkey   users_email_key   memberships_one_badge_key   orders_customer_id_fkey
 *     orders_quantity_check   orders_total_type_check   idx_orders_customer_id_placed_at
 *
 * Tables, constraints, indexes, enum types and views of one database schema share one set of names:
 * the strictest rule of the engines. A name that two of them have is reported with both places. */
#include "compiler/base/bitset.h"
#include "compiler/base/repeats.h"
#include "compiler/schema/resolve.h"

static Sym take_name(Resolver *r) {
    Sym name = intern(r->names, buffer_text(&r->name_buffer));
    buffer_clear(&r->name_buffer);
    return name;
}

/* The same, of what is only printed. */
static Sym take_printed_name(Resolver *r) {
    Sym name = sym_make(r->session, buffer_text(&r->name_buffer));
    buffer_clear(&r->name_buffer);
    return name;
}

static void add_part(Resolver *r, Text part) {
    if (r->name_buffer.size) {
        buffer_add_char(&r->name_buffer, '_');
    }
    buffer_add(&r->name_buffer, part);
}

static void add_columns(Resolver *r, const Attribute *const *attribute, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_part(r, sym_text(attribute[i]->column));
    }
}

Sym name_join(Resolver *r, Text left, Text right) {
    add_part(r, left);
    add_part(r, right);
    return take_name(r);
}

Sym name_of_table(Resolver *r, Sym entity) {
    Text snake = inflect_snake(r->scratch, sym_text(entity));
    return intern(r->names,
                  r->singular_tables ? snake : inflect_plural(r->scratch, &r->inflections, snake));
}

Sym name_of_constraint(Resolver *r, const Entity *e, const Attribute *const *attribute,
                       size_t count, const char *suffix) {
    add_part(r, sym_text(e->table));
    add_columns(r, attribute, count);
    add_part(r, text_from(suffix));
    return take_printed_name(r);
}

Sym name_of_written_index(Resolver *r, const Entity *e, Sym name) {
    add_part(r, TEXT("idx"));
    add_part(r, sym_text(e->table));
    add_part(r, sym_text(name));
    return take_printed_name(r);
}

/* A name that ends in the suffix already gets no second one. */
Sym name_of_entry(Resolver *r, const Entity *e, Sym name, const char *suffix) {
    add_part(r, sym_text(e->table));
    add_part(r, sym_text(name));
    Text t = sym_text(name), end = text_from(suffix);
    bool has_it =
        text_ends_with(t, end) && (t.size == end.size || t.at[t.size - end.size - 1] == '_');
    if (!has_it) {
        add_part(r, end);
    }
    return take_printed_name(r);
}

/* ---- names as written ---- */

void name_keep(Resolver *r, const Entity *e, SynName name) {
    if (!name.sym) {
        return;
    }
    WrittenName *kept = arena_new(r->session, WrittenName);
    *kept = (WrittenName){.entity = e, .span = name.span};
    WrittenName *first = map_put(r->session, &r->schema->written_names, name.sym, kept);
    if (first) {
        kept->next = first->next;
        first->next = kept;
    }
}

void names_keep(Resolver *r, const EntityDraft *d) {
    const SynEntity *w = d->written;
    const Entity *e = d->entity;
    if (!w) {
        return;
    }
    name_keep(r, e, w->schema);
    name_keep(r, e, w->table);
    for (size_t i = 0; i < w->attributes.count; i++) {
        name_keep(r, e, w->attributes.at[i].more->column);
    }
    for (size_t i = 0; i < w->relations.count; i++) {
        name_keep(r, e, w->relations.at[i].physical);
    }
    for (size_t i = 0; i < w->uniques.count; i++) {
        name_keep(r, e, w->uniques.at[i].physical);
    }
    for (size_t i = 0; i < w->checks.count; i++) {
        name_keep(r, e, w->checks.at[i].physical);
    }
    for (size_t i = 0; i < w->indexes.count; i++) {
        name_keep(r, e, w->indexes.at[i].physical);
    }
}

/* ---- names that are taken twice ---- */

/* One thing with a physical name. */
typedef struct Holder {
    Sym name;
    const char *what; /* "the table of", "index", … */
    Sym of;
    Span span;
    const Entity *entity; /* NULL: of the model */
    Sym schema;
} Holder;

typedef void VisitHolder(void *context, const Holder *h);

static void visit_relations(const Entity *e, Relation *const *relation, size_t count,
                            VisitHolder *visit, void *context) {
    for (size_t i = 0; i < count; i++) {
        const Relation *one = relation[i];
        if (one->physical && one->target_key) {
            visit(context,
                  &(Holder){one->physical, "relation", one->name, one->span, e, e->schema});
        }
        visit_relations(e, one->arm, one->arm_count, visit,
                        context); /* arms have none of their own */
    }
}

/* All that E names but its table. */
static void visit_parts(const Entity *e, VisitHolder *visit, void *context) {
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *k = &e->key[i];
        visit(context, &(Holder){k->physical, k->name ? "unique set" : "the primary key of",
                                 k->name ? k->name : e->name, k->span, e, e->schema});
    }
    visit_relations(e, e->relation, e->relation_count, visit, context);
    for (size_t i = 0; i < e->check_count; i++) {
        const Check *c = &e->check[i];
        visit(context, &(Holder){c->physical, "check", c->name ? c->name : c->physical, c->span, e,
                                 e->schema});
    }
    for (size_t i = 0; i < e->index_count; i++) {
        const Index *x = &e->index[i];
        visit(context, &(Holder){x->physical, "index", x->name ? x->name : x->physical, x->span, e,
                                 e->schema});
    }
    for (size_t i = 0; i < e->partition.part_count; i++) {
        Sym part = e->partition.part[i].physical;
        visit(context, &(Holder){part, "partition", part, e->partition.span, e, e->schema});
    }
}

static void visit_model(Resolver *r, VisitHolder *visit, void *context) {
    const Schema *s = r->schema;
    for (size_t i = 0; i < s->entity_count; i++) {
        const Entity *e = s->entity[i];
        visit(context, &(Holder){e->table, "the table of", e->name, e->span, e, e->schema});
    }
    for (size_t i = 0; i < s->view_count; i++) {
        const View *v = &s->view[i];
        visit(context, &(Holder){v->name, "view", v->name, v->span, NULL, r->default_schema});
    }
    for (size_t i = 0; i < s->enumeration_count; i++) {
        const Enum *e = s->enumeration[i];
        visit(context, &(Holder){e->name, "enum", e->name, e->span, NULL, e->schema});
    }
    for (size_t i = 0; i < s->entity_count; i++) {
        visit_parts(s->entity[i], visit, context);
    }
}

/* Clashes that are told apart: each costs a walk over the whole model, to find who has the name. */
enum { CLASHES_SHOWN = 100 };

/* The names of the model, in the order of visit_model. */
typedef struct Claims {
    Resolver *r;
    VEC(Sym) name, schema;
    VEC(uint32_t) hash;
    const uint32_t *first; /* as repeats_find gives it */
    Bitset clashed;        /* entities whose tables clash: their parts follow the tables' names */
    size_t visited, reported;
} Claims;

typedef struct Search {
    size_t left; /* to pass by */
    Holder found;
} Search;

static void visit_search(void *context, const Holder *h) {
    Search *search = context;
    if (search->left-- == 0) {
        search->found = *h;
    }
}

static Text holder_words(Resolver *r, const Holder *h) {
    return say(r, "%s `%.*s`", h->what, TEXT_ARG(sym_text(h->of)));
}

static Span holder_span(const Holder *h) {
    return span_exists(h->span) || !h->entity ? h->span : h->entity->span;
}

static bool is_table(const Holder *h) {
    return h->entity && h->name == h->entity->table;
}

static Diag *report_tables(Resolver *r, const Holder *h, const Holder *first) {
    const SynEntity *w = h->entity->written;
    if (w && w->table.sym) {
        return report(r, h->entity, DIAG_NAME_COLLISION, w->table.span, sym_text(h->of),
                      sym_text(first->of),
                      say(r, "the database, as table `%.*s`", TEXT_ARG(sym_text(h->name))));
    }
    return report(r, h->entity, DIAG_INFLECTION_COLLISION, holder_span(h), sym_text(h->of),
                  sym_text(first->of), sym_text(h->name));
}

static void report_taken(Resolver *r, const Holder *h, const Holder *first) {
    bool tables = is_table(h) && is_table(first);
    Diag *d = tables ? report_tables(r, h, first)
                     : report(r, h->entity, DIAG_GENERATED_NAME_CLASH, holder_span(h),
                              sym_text(h->name), holder_words(r, first));
    if (!tables) {
        diag_label(d, holder_words(r, h));
    }
    diag_note(r->diags, d, holder_span(first), TEXT("the first of them"));
    diag_help(d, tables ? TEXT("give one of them another `table`")
                        : TEXT("give one of them another name"));
}

static void visit_claim(void *context, const Holder *h) {
    Claims *c = context;
    *vec_push(c->r->scratch, &c->name) = h->name;
    *vec_push(c->r->scratch, &c->schema) = h->schema;
    *vec_push(c->r->scratch, &c->hash) = h->name->hash ^ (h->schema ? h->schema->hash : 0);
}

static bool same_claim(const void *context, size_t left, size_t right) {
    const Claims *c = context;
    return c->schema.at[left] == c->schema.at[right] &&
           text_equal(sym_text(c->name.at[left]), sym_text(c->name.at[right]));
}

static bool has_clashed(const Claims *c, const Holder *h) {
    return h->entity && bitset_has(c->clashed, h->entity->number);
}

static void visit_repeat(void *context, const Holder *h) {
    Claims *c = context;
    uint32_t first = c->first[c->visited++];
    if (!first || c->reported == CLASHES_SHOWN || has_clashed(c, h)) {
        return;
    }
    Search search = {.left = first - 1};
    visit_model(c->r, visit_search, &search);
    if (has_clashed(c, &search.found)) {
        return;
    }
    report_taken(c->r, h, &search.found);
    c->reported++;
    if (is_table(h)) {
        bitset_add(c->clashed, h->entity->number);
    }
}

void names_claim(Resolver *r) {
    Claims c = {.r = r};
    visit_model(r, visit_claim, &c);
    c.first = repeats_find(r->scratch, c.hash.at, c.hash.count, same_claim, &c);
    if (c.first) {
        c.clashed = bitset_make(r->scratch, r->schema->entity_count);
        visit_model(r, visit_repeat, &c);
    }
}
