/* Physical names: of tables, constraints and indexes. They are the same in every stack, at full length
 * (cutting is the target's), and follow what PostgreSQL itself would choose:
 *
 *     order_lines_pkey   users_email_key   memberships_one_badge_key   orders_customer_id_fkey
 *     orders_quantity_check   orders_total_type_check   idx_orders_customer_id_placed_at
 *
 * Tables, constraints, indexes, enum types and views of one database schema share one set of names:
 * the strictest rule of the engines. A name that two of them have is reported with both places. */
#include "compiler/schema/resolve.h"

static Sym take_name(Resolver *r) {
    Sym name = intern(r->names, buffer_text(&r->name_buffer));
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
    return intern(r->names, r->singular_tables
                                ? snake
                                : inflect_plural(r->scratch, &r->inflections, snake));
}

Sym name_of_constraint(Resolver *r, const Entity *e, const Attribute *const *attribute, size_t count,
                       const char *suffix) {
    add_part(r, sym_text(e->table));
    add_columns(r, attribute, count);
    add_part(r, text_from(suffix));
    return take_name(r);
}

Sym name_of_index(Resolver *r, const Entity *e, const Attribute *const *attribute, size_t count) {
    add_part(r, TEXT("idx"));
    add_part(r, sym_text(e->table));
    add_columns(r, attribute, count);
    return take_name(r);
}

/* A name that ends in the suffix already gets no second one. */
Sym name_of_entry(Resolver *r, const Entity *e, Sym name, const char *suffix) {
    add_part(r, sym_text(e->table));
    add_part(r, sym_text(name));
    Text t = sym_text(name), end = text_from(suffix);
    bool has_it = text_ends_with(t, end) &&
                  (t.size == end.size || t.at[t.size - end.size - 1] == '_');
    if (!has_it) {
        add_part(r, end);
    }
    return take_name(r);
}

/* ---- names that are taken twice ---- */

typedef struct Claim {
    const char *what; /* "the table of", "index", … */
    Sym of;
    Span span;
    const Entity *entity;
} Claim;

static Map *claims_of(Resolver *r, Sym schema) {
    if (!schema) {
        return &r->claims;
    }
    Map *claims = map_get(&r->claims_by_schema, schema);
    if (!claims) {
        claims = arena_new(r->scratch, Map);
        map_put(r->scratch, &r->claims_by_schema, schema, claims);
    }
    return claims;
}

static Text claim_words(Resolver *r, const Claim *c) {
    return say(r, "%s `%.*s`", c->what, TEXT_ARG(sym_text(c->of)));
}

static void report_taken(Resolver *r, Sym name, const Claim *claim, const Claim *first) {
    Diag *d = report(r, claim->entity, DIAG_GENERATED_NAME_CLASH, claim->span, sym_text(name),
                     claim_words(r, first));
    diag_label(d, claim_words(r, claim));
    if (span_exists(first->span)) {
        diag_note(r->diags, d, first->span, TEXT("the first of them"));
    }
    diag_help(d, TEXT("give one of them another name"));
}

static void claim(Resolver *r, const Entity *e, Map *claims, Sym name, const char *what, Sym of, Span span) {
    Claim *c = arena_new(r->scratch, Claim);
    *c = (Claim){what, of, span_exists(span) || !e ? span : e->span, e};
    const Claim *first = map_put(r->scratch, claims, name, c);
    if (first) {
        report_taken(r, name, c, first);
    }
}

static void claim_table(Resolver *r, const Entity *e, Map *claims) {
    Claim *c = arena_new(r->scratch, Claim);
    *c = (Claim){"the table of", e->name, e->span, e};
    const Claim *first = map_put(r->scratch, claims, e->table, c);
    if (!first) {
        return;
    }
    bool chosen = e->written && e->written->table.sym;
    Diag *d = chosen ? report(r, e, DIAG_NAME_COLLISION, e->written->table.span, sym_text(e->name),
                              sym_text(first->of), TEXT("the names of tables"))
                     : report(r, e, DIAG_INFLECTION_COLLISION, e->span, sym_text(e->name),
                              sym_text(first->of), sym_text(e->table));
    diag_note(r->diags, d, first->span, TEXT("the first of them"));
    diag_help(d, TEXT("give one of them another `table`"));
}

static void claim_relations(Resolver *r, const Entity *e, Map *claims) {
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        if (relation->physical) {
            claim(r, e, claims, relation->physical, "relation", relation->name, relation->span);
        }
        for (size_t k = 0; k < relation->arm_count; k++) {
            const Relation *arm = relation->arm[k];
            if (arm->physical) {
                claim(r, e, claims, arm->physical, "relation", arm->name, arm->span);
            }
        }
    }
}

static void claim_parts(Resolver *r, const Entity *e, Map *claims) {
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *k = &e->key[i];
        claim(r, e, claims, k->physical, k->name ? "unique set" : "the primary key of",
              k->name ? k->name : e->name, k->span);
    }
    claim_relations(r, e, claims);
    for (size_t i = 0; i < e->check_count; i++) {
        const Check *c = &e->check[i];
        claim(r, e, claims, c->physical, "check", c->name ? c->name : c->physical, c->span);
    }
    for (size_t i = 0; i < e->index_count; i++) {
        const Index *x = &e->index[i];
        claim(r, e, claims, x->physical, "index", x->name ? x->name : x->physical, x->span);
    }
    for (size_t i = 0; i < e->partition.part_count; i++) {
        Sym part = e->partition.part[i].physical;
        claim(r, e, claims, part, "partition", part, e->partition.span);
    }
}

void names_claim(Resolver *r) {
    Schema *s = r->schema;
    for (size_t i = 0; i < s->entity_count; i++) {
        claim_table(r, s->entity[i], claims_of(r, s->entity[i]->schema));
    }
    for (size_t i = 0; i < s->view_count; i++) {
        claim(r, NULL, claims_of(r, r->default_schema), s->view[i].name, "view", s->view[i].name,
              s->view[i].span);
    }
    for (size_t i = 0; i < s->enumeration_count; i++) {
        claim(r, NULL, claims_of(r, r->default_schema), s->enumeration[i]->name, "enum",
              s->enumeration[i]->name, s->enumeration[i]->span);
    }
    for (size_t i = 0; i < s->entity_count; i++) {
        claim_parts(r, s->entity[i], claims_of(r, s->entity[i]->schema));
    }
}
