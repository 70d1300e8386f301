/* Conventions: what holds for every entity that does not say otherwise. The defaults of the language
 * stand here: tables in the plural, `id bigint identity`, timestamps, on delete restrict. */
#include "compiler/schema/resolve.h"

static bool flag_or(SynFlag written, bool otherwise) {
    return span_exists(written.span) ? written.value : otherwise;
}

static void read_table_convention(Resolver *r, SynName tables) {
    static const char *const words[] = {"plural", "singular"};
    if (!tables.sym || text_equal_c(sym_text(tables.sym), "plural")) {
        return;
    }
    if (text_equal_c(sym_text(tables.sym), "singular")) {
        r->singular_tables = true;
        return;
    }
    report_word(r, NULL, "convention for table names", tables, words, 2);
}

static void read_inflections(Resolver *r, const SynPairs *pairs) {
    for (size_t i = 0; i < pairs->count; i++) {
        inflect_add(r->scratch, &r->inflections, sym_text(pairs->at[i].name.sym),
                    pairs->at[i].value.text);
    }
}

bool derived_word(Resolver *r, const Entity *e, SynName written, bool otherwise) {
    static const char *const words[] = {"on", "off"};
    if (!written.sym) {
        return otherwise;
    }
    bool off = text_equal_c(sym_text(written.sym), words[1]);
    if (!off && !text_equal_c(sym_text(written.sym), words[0])) {
        report_word(r, e, "word for derived indexes", written, words, 2);
        return otherwise;
    }
    return !off;
}

static void read_key_convention(Resolver *r, const SynKeyConvention *k) {
    const Type *type = type_resolve(r, NULL, k->type, NULL, TEXT(""));
    r->key = (KeyConvention){.name = k->name.sym,
                             .type = type,
                             .identity = flag_or(k->identity, false),
                             .span = k->name.span};
    if (k->type && k->type->nullable) {
        report_conflict(r, NULL, k->type->nullable_span, TEXT("`?`"), TEXT("a key"),
                        "a key is never null");
    }
    if (r->key.identity && type_class(type) != CLASS_INTEGER && !type_is_poison(type)) {
        report_conflict(r, NULL, k->identity.span, TEXT("`identity`"), type_name(r->session, type),
                        "only integers are numbered by the database");
        r->key.identity = false;
    }
    if (k->fallback && r->key.identity) {
        report_conflict(r, NULL, k->identity.span, TEXT("`identity`"), TEXT("a default"),
                        "both give a value to a new row");
    } else if (k->fallback) {
        r->key.fallback = check_default(r, NULL, k->name.sym, k->fallback, type);
    }
}

static void set_default_key(Resolver *r) {
    r->key = (KeyConvention){
        .name = intern_c(r->names, "id"), .type = type_basic(TYPE_BIGINT), .identity = true};
}

void conventions_resolve(Resolver *r) {
    const SynConventions *c = &r->model->conventions;
    read_table_convention(r, c->tables);
    read_inflections(r, &c->inflections);
    r->timestamps = flag_or(c->timestamps, true);
    r->soft_delete = flag_or(c->soft_delete, false);
    r->audit = flag_or(c->audit, false);
    r->derives_indexes = derived_word(r, NULL, c->indexes.derived, true);
    r->on_delete = c->on_delete.value ? c->on_delete.value : ACTION_RESTRICT;
    r->on_update = c->on_update.value ? c->on_update.value : ACTION_NO_ACTION;
    if (span_exists(c->key.head.span) && c->key.name.sym) {
        read_key_convention(r, &c->key);
    } else {
        set_default_key(r);
    }
    r->schema->user_id_type = r->key.type;
    r->now = make_now(r->session);
    r->created_at = intern_c(r->names, "created_at");
    r->updated_at = intern_c(r->names, "updated_at");
    r->deleted_at = intern_c(r->names, "deleted_at");
}
