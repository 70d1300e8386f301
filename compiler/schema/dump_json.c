/* The schema as JSON: --dump=schema --reporter json. For programs that compare it with something, as the
 * tests do with the catalog of a real server; so it is complete, and every member is always there.
 *
 *   {"format_version": 1, "model", "doc",
 *    "types":    [{"name", "physical", "schema", "type": TYPE, "check": EXPR, "default": EXPR,
 *       "collation", "doc"}],
 *    "enums":    [{"name", "schema", "values": [text], "type": named type or null, "doc"}],
 *    "entities": [{"name", "table", "schema", "area", "was", "doc", "origin", "made_by", "rows",
 *       "growth", "timestamps", "soft_delete", "audit": entity, "updated_at": column, "deleted_at": column,
 *       "columns":   [{"name", "column", "type": TYPE, "nullable", "default": EXPR, "generated": EXPR,
 *                      "identity", "collation", "personal", "secret", "immutable", "origin", "relation",
 *                      "was", "doc"}],
 *       "keys":      [{"name", "constraint", "primary", "columns", "where": EXPR, "nulls_not_distinct",
 *                      "deferrable", "include", "doc"}],
 *       "relations": [RELATION],
 *       "foreign_keys": [{"constraint", "relation", "columns", "table", "schema", "target_columns",
 *                      "on_delete", "on_update", "deferrable"}],
 *       "inverses":  [{"name", "entity", "relation", "many"}],
 *       "checks":    [{"constraint", "condition": EXPR, "attribute", "type", "relation", "doc"}],
 *       "indexes":   [{"name", "index", "parts": [PART], "unique", "method", "where": EXPR, "include",
 *                      "derived", "relation", "doc"}],
 *       "access":    [{"name", "many", "by", "where", "sort": [PART], "limit", "with", "select",
 *                      "per_second", "doc"}],
 *       "dependencies": [{"from", "to", "multivalued"}],
 *       "guarded": whether an accepted finding asks databases to keep a dependency true,
 *       "policies":  [{"name", "commands", "roles", "using": EXPR, "check": EXPR, "doc"}],
 *       "partition": null or {"method", "columns", "unit", "parts": [{"name", "from", "to", "values",
 *                      "default"}]}}],
 *    "views":   [{"name", "doc", "text": {target: text}}],
 *    "native":  [{"target", "up", "down", "when", "doc"}],
 *    "roles":   [{"name", "doc", "grants": [{"entity", "table", "schema", "commands"}]}],
 *    "targets": [{"name", "options": {name: text or [text]}}]}
 *
 *   TYPE      {"kind", "length", "scale", "fraction", "unsigned", "array", "enum", "enum_schema", "named",
 *             "native": {target: text}}: of an array, those of its elements; length and scale 0: none;
 *             precision is the length
 *   EXPR      the expression in Tenon's notation, or null
 *   PART      {"expr": EXPR, "column": null for an expression, "descending", "nulls": "first", "last" or
 *             null, "collation", "operators", "prefix": characters, 0 for all}
 *   RELATION  {"name", "kind", "target": entity, "optional", "unique", "identifying", "columns",
 *             "on_delete", "on_update", "junction": entity, "inverse", "was", "doc", "arms": [RELATION]}
 *   columns, include, from, to, by, select: lists of column names. Names that are not there are null. */
#include "compiler/base/buffer.h"
#include "compiler/diag/render.h"
#include "compiler/schema/words.h"

enum { FORMAT_VERSION = 1 };

/* ---- writing JSON ---- */

typedef struct Json {
    Buffer *out;
    bool first;             /* of the list or object that is open */
    const IndexList *lists; /* by entity number; NULL: the entities' own */
} Json;

static void separate(Json *j) {
    buffer_add_c(j->out, j->first ? "" : ",");
    j->first = false;
}

/* NAME is NULL inside a list. */
static void begin_value(Json *j, const char *name) {
    separate(j);
    if (name) {
        buffer_format(j->out, "\"%s\":", name);
    }
}

static void open(Json *j, const char *name, char bracket) {
    begin_value(j, name);
    buffer_add_char(j->out, bracket);
    j->first = true;
}

static void close(Json *j, char bracket) {
    buffer_add_char(j->out, bracket);
    j->first = false;
}

static void add_text(Json *j, const char *name, Text t) {
    begin_value(j, name);
    json_add_string(j->out, t);
}

static void add_word(Json *j, const char *name, const char *word) {
    add_text(j, name, text_from(word));
}

static void add_null(Json *j, const char *name) {
    begin_value(j, name);
    buffer_add_c(j->out, "null");
}

static void add_sym(Json *j, const char *name, Sym sym) {
    if (sym) {
        add_text(j, name, sym_text(sym));
    } else {
        add_null(j, name);
    }
}

static void add_flag(Json *j, const char *name, bool flag) {
    begin_value(j, name);
    buffer_add_c(j->out, flag ? "true" : "false");
}

static void add_number(Json *j, const char *name, uint64_t number) {
    begin_value(j, name);
    buffer_format(j->out, "%llu", (unsigned long long)number);
}

static void add_expr(Json *j, const char *name, const Expr *e) {
    if (!e) {
        add_null(j, name);
        return;
    }
    Buffer printed = {0};
    expr_print(&printed, e);
    add_text(j, name, buffer_text(&printed));
    buffer_free(&printed);
}

/* An object member whose name comes from the model. */
static void add_named_text(Json *j, Sym name, Text t) {
    separate(j);
    json_add_string(j->out, sym_text(name));
    buffer_add_char(j->out, ':');
    json_add_string(j->out, t);
}

static void add_columns(Json *j, const char *name, const Attribute *const *list, size_t count) {
    open(j, name, '[');
    for (size_t i = 0; i < count; i++) {
        add_sym(j, NULL, list[i]->column);
    }
    close(j, ']');
}

static void add_commands(Json *j, const char *name, unsigned commands) {
    open(j, name, '[');
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (commands & (1u << i)) {
            add_word(j, NULL, word_of_command(i));
        }
    }
    close(j, ']');
}

static Sym entity_name(const Entity *e) {
    return e ? e->name : NULL;
}

static Sym relation_name(const Relation *r) {
    return r ? r->name : NULL;
}

/* ---- types ---- */

static void add_type(Json *j, const char *name, const Type *t) {
    const Type *element = t->kind == TYPE_ARRAY ? t->element : t;
    open(j, name, '{');
    add_word(j, "kind", type_word(element->kind));
    bool fraction = type_has_fraction(element);
    add_number(j, "length", fraction ? 0 : element->length);
    add_number(j, "fraction", fraction ? type_fraction(element) : 0);
    add_number(j, "scale", element->scale);
    add_flag(j, "unsigned", element->is_unsigned);
    add_flag(j, "array", t->kind == TYPE_ARRAY);
    add_sym(j, "enum", element->kind == TYPE_ENUM ? element->enumeration->name : NULL);
    add_sym(j, "enum_schema", element->kind == TYPE_ENUM ? element->enumeration->schema : NULL);
    const NamedType *named = t->named ? t->named : element->named;
    add_sym(j, "named", named ? named->name : NULL);
    open(j, "native", '{');
    for (size_t i = 0; i < element->native_count; i++) {
        add_named_text(j, element->native[i].target, element->native[i].text);
    }
    close(j, '}');
    close(j, '}');
}

static void add_named_type(Json *j, const NamedType *n) {
    open(j, NULL, '{');
    add_sym(j, "name", n->name);
    add_sym(j, "physical", n->physical);
    add_sym(j, "schema", n->schema);
    add_type(j, "type", &n->type);
    add_expr(j, "check", n->check);
    add_expr(j, "default", n->fallback);
    add_sym(j, "collation", n->collation);
    add_text(j, "doc", n->doc);
    close(j, '}');
}

static void add_enum(Json *j, const Enum *e) {
    open(j, NULL, '{');
    add_sym(j, "name", e->name);
    add_sym(j, "schema", e->schema);
    open(j, "values", '[');
    for (size_t i = 0; i < e->value_count; i++) {
        add_text(j, NULL, e->value[i]);
    }
    close(j, ']');
    add_sym(j, "type", e->named ? e->named->name : NULL);
    add_text(j, "doc", e->doc);
    close(j, '}');
}

/* ---- parts of an entity ---- */

static void add_column(Json *j, const Attribute *a) {
    open(j, NULL, '{');
    add_sym(j, "name", a->name);
    add_sym(j, "column", a->column);
    add_type(j, "type", a->type);
    add_flag(j, "nullable", a->nullable);
    add_expr(j, "default", a->fallback);
    add_expr(j, "generated", a->generated);
    add_flag(j, "identity", a->identity);
    add_sym(j, "collation", a->collation);
    add_flag(j, "personal", a->personal);
    add_flag(j, "secret", a->secret);
    add_flag(j, "immutable", a->immutable);
    add_word(j, "origin", word_of_origin(a->origin));
    add_sym(j, "relation", relation_name(a->relation));
    add_sym(j, "was", a->was);
    add_text(j, "doc", a->doc);
    close(j, '}');
}

static void add_key(Json *j, const Key *k) {
    open(j, NULL, '{');
    add_sym(j, "name", k->name);
    add_sym(j, "constraint", k->physical);
    add_flag(j, "primary", k->kind == KEY_PRIMARY);
    add_columns(j, "columns", k->attribute, k->attribute_count);
    add_expr(j, "where", k->where);
    add_flag(j, "nulls_not_distinct", k->nulls_not_distinct);
    add_flag(j, "deferrable", k->deferral == DEFERRAL_INITIALLY_DEFERRED);
    add_columns(j, "include", k->include, k->include_count);
    add_text(j, "doc", k->doc);
    close(j, '}');
}

static void add_relation(Json *j, const Relation *r) {
    open(j, NULL, '{');
    add_sym(j, "name", r->name);
    add_word(j, "kind", word_of_relation(r->kind));
    add_sym(j, "target", entity_name(r->target));
    add_flag(j, "optional", r->optional);
    add_flag(j, "unique", r->unique);
    add_flag(j, "identifying", r->identifying);
    add_columns(j, "columns", r->attribute, r->attribute_count);
    add_word(j, "on_delete", word_of_action(r->on_delete));
    add_word(j, "on_update", word_of_action(r->on_update));
    add_sym(j, "junction", entity_name(r->junction));
    add_sym(j, "inverse", r->inverse);
    add_sym(j, "was", r->was);
    add_text(j, "doc", r->doc);
    open(j, "arms", '[');
    for (size_t i = 0; i < r->arm_count; i++) {
        add_relation(j, r->arm[i]); /* arms have none of their own */
    }
    close(j, ']');
    close(j, '}');
}

static void add_foreign_key(Json *j, const Relation *r) {
    if (!r->target_key) {
        return;
    }
    open(j, NULL, '{');
    add_sym(j, "constraint", r->physical);
    add_sym(j, "relation", r->name);
    add_columns(j, "columns", r->attribute, r->attribute_count);
    add_sym(j, "table", r->target->table);
    add_sym(j, "schema", r->target->schema);
    add_columns(j, "target_columns", r->target_key->attribute, r->target_key->attribute_count);
    add_word(j, "on_delete", word_of_action(r->on_delete));
    add_word(j, "on_update", word_of_action(r->on_update));
    add_flag(j, "deferrable", r->deferral == DEFERRAL_INITIALLY_DEFERRED);
    close(j, '}');
}

static void add_foreign_keys(Json *j, const Entity *e) {
    open(j, "foreign_keys", '[');
    for (size_t i = 0; i < e->relation_count; i++) {
        add_foreign_key(j, e->relation[i]);
        for (size_t k = 0; k < e->relation[i]->arm_count; k++) {
            add_foreign_key(j, e->relation[i]->arm[k]);
        }
    }
    close(j, ']');
}

static void add_inverse(Json *j, const Inverse *v) {
    open(j, NULL, '{');
    add_sym(j, "name", v->name);
    add_sym(j, "entity", v->relation->entity->name);
    add_sym(j, "relation", v->relation->name);
    add_flag(j, "many", v->many);
    close(j, '}');
}

static void add_check(Json *j, const Check *c) {
    open(j, NULL, '{');
    add_sym(j, "constraint", c->physical);
    add_expr(j, "condition", c->condition);
    add_sym(j, "attribute", c->attribute ? c->attribute->name : NULL);
    add_sym(j, "type", c->named ? c->named->name : NULL);
    add_sym(j, "relation", relation_name(c->relation));
    add_text(j, "doc", c->doc);
    close(j, '}');
}

static void add_parts(Json *j, const char *name, const IndexPart *part, size_t count) {
    open(j, name, '[');
    for (size_t i = 0; i < count; i++) {
        open(j, NULL, '{');
        add_expr(j, "expr", part[i].expr);
        add_sym(j, "column", part[i].attribute ? part[i].attribute->column : NULL);
        add_flag(j, "descending", part[i].descending);
        if (part[i].nulls) {
            add_word(j, "nulls", word_of_nulls(part[i].nulls));
        } else {
            add_null(j, "nulls");
        }
        add_sym(j, "collation", part[i].collation);
        add_sym(j, "operators", part[i].operators);
        add_number(j, "prefix", part[i].prefix);
        close(j, '}');
    }
    close(j, ']');
}

static void add_index(Json *j, const Index *x) {
    open(j, NULL, '{');
    add_sym(j, "name", x->name);
    add_sym(j, "index", x->physical);
    add_parts(j, "parts", x->part, x->part_count);
    add_flag(j, "unique", x->unique);
    add_word(j, "method", word_of_method(x->method));
    add_expr(j, "where", x->where);
    add_columns(j, "include", x->include, x->include_count);
    add_flag(j, "derived", x->derived);
    add_sym(j, "relation", relation_name(x->relation));
    add_text(j, "doc", x->doc);
    close(j, '}');
}

static void add_access(Json *j, const Access *a) {
    open(j, NULL, '{');
    add_sym(j, "name", a->name);
    add_flag(j, "many", a->many);
    add_columns(j, "by", a->by, a->by_count);
    add_expr(j, "where", a->where);
    add_parts(j, "sort", a->sort, a->sort_count);
    add_number(j, "limit", a->limit);
    open(j, "with", '[');
    for (size_t i = 0; i < a->with_count; i++) {
        open(j, NULL, '{');
        add_sym(j, "entity", a->with[i]->entity->name);
        add_sym(j, "relation", a->with[i]->name);
        close(j, '}');
    }
    close(j, ']');
    add_columns(j, "select", a->select, a->select_count);
    begin_value(j, "per_second");
    buffer_format(j->out, "%.6g", a->rate);
    add_text(j, "doc", a->doc);
    close(j, '}');
}

static void add_dependency(Json *j, const Dependency *d) {
    open(j, NULL, '{');
    add_columns(j, "from", d->from, d->from_count);
    add_columns(j, "to", d->to, d->to_count);
    add_flag(j, "multivalued", d->multivalued);
    close(j, '}');
}

static void add_policy(Json *j, const Policy *p) {
    open(j, NULL, '{');
    add_sym(j, "name", p->name);
    add_commands(j, "commands", p->commands);
    open(j, "roles", '[');
    for (size_t i = 0; i < p->role_count; i++) {
        add_sym(j, NULL, p->role[i]);
    }
    close(j, ']');
    add_expr(j, "using", p->using);
    add_expr(j, "check", p->check);
    add_text(j, "doc", p->doc);
    close(j, '}');
}

static void add_partition(Json *j, const Partition *p) {
    if (p->method == PARTITION_NONE) {
        add_null(j, "partition");
        return;
    }
    open(j, "partition", '{');
    add_word(j, "method", word_of_partition(p->method));
    add_columns(j, "columns", p->attribute, p->attribute_count);
    add_sym(j, "unit", p->unit);
    open(j, "parts", '[');
    for (size_t i = 0; i < p->part_count; i++) {
        const PartitionPart *part = &p->part[i];
        open(j, NULL, '{');
        add_sym(j, "name", part->physical);
        add_text(j, "from", part->from);
        add_text(j, "to", part->to);
        open(j, "values", '[');
        for (size_t k = 0; k < part->value_count; k++) {
            add_text(j, NULL, part->value[k]);
        }
        close(j, ']');
        add_flag(j, "default", part->is_default);
        close(j, '}');
    }
    close(j, ']');
    close(j, '}');
}

/* The column that plays ORIGIN's part, or null. */
static void add_column_of(Json *j, const char *name, const Entity *e, AttributeOrigin origin) {
    Sym column = NULL;
    for (size_t i = 0; i < e->attribute_count && !column; i++) {
        column = e->attribute[i].origin == origin ? e->attribute[i].column : NULL;
    }
    add_sym(j, name, column);
}

/* The members that are lists, each the same way. */
#define ADD_LIST(j, name, add, list, count) \
    do { \
        open((j), (name), '['); \
        for (size_t i_ = 0; i_ < (count); i_++) { \
            add((j), &(list)[i_]); \
        } \
        close((j), ']'); \
    } while (0)

static void add_indexes(Json *j, const Entity *e) {
    open(j, "indexes", '[');
    for (size_t i = 0; i < (j->lists ? j->lists[e->number].count : e->index_count); i++) {
        add_index(j, j->lists ? j->lists[e->number].at[i] : &e->index[i]);
    }
    close(j, ']');
}

/* What was written lasts until all has been checked, and a dump comes before. */
static bool asks_for_guards(const Entity *e) {
    bool asks = false;
    for (size_t i = 0; e->written && i < e->written->accepts.count; i++) {
        asks |= e->written->accepts.at[i].guard.value;
    }
    return asks;
}

static void add_entity(Json *j, const Entity *e) {
    open(j, NULL, '{');
    add_sym(j, "name", e->name);
    add_sym(j, "table", e->table);
    add_sym(j, "schema", e->schema);
    add_sym(j, "area", e->area);
    add_sym(j, "was", e->was);
    add_text(j, "doc", e->doc);
    add_word(j, "origin", word_of_entity(e->origin));
    add_sym(j, "made_by", e->junction_of ? e->junction_of->entity->name : entity_name(e->audited));
    add_number(j, "rows", e->rows);
    add_text(j, "growth", e->growth);
    add_flag(j, "timestamps", e->timestamps);
    add_flag(j, "soft_delete", e->soft_delete);
    add_sym(j, "audit", entity_name(e->audit));
    add_column_of(j, "updated_at", e, ATTRIBUTE_UPDATED_AT);
    add_column_of(j, "deleted_at", e, ATTRIBUTE_DELETED_AT);
    ADD_LIST(j, "columns", add_column, e->attribute, e->attribute_count);
    ADD_LIST(j, "keys", add_key, e->key, e->key_count);
    open(j, "relations", '[');
    for (size_t i = 0; i < e->relation_count; i++) {
        add_relation(j, e->relation[i]);
    }
    close(j, ']');
    add_foreign_keys(j, e);
    ADD_LIST(j, "inverses", add_inverse, e->inverse, e->inverse_count);
    ADD_LIST(j, "checks", add_check, e->check, e->check_count);
    add_indexes(j, e);
    ADD_LIST(j, "access", add_access, e->access, e->access_count);
    ADD_LIST(j, "dependencies", add_dependency, e->dependency, e->dependency_count);
    add_flag(j, "guarded", asks_for_guards(e));
    ADD_LIST(j, "policies", add_policy, e->policy, e->policy_count);
    add_partition(j, &e->partition);
    close(j, '}');
}

/* ---- the rest ---- */

static void add_view(Json *j, const View *v) {
    open(j, NULL, '{');
    add_sym(j, "name", v->name);
    add_text(j, "doc", v->doc);
    open(j, "text", '{');
    for (size_t i = 0; i < v->text_count; i++) {
        add_named_text(j, v->text[i].name.sym, v->text[i].value.text);
    }
    close(j, '}');
    close(j, '}');
}

static void add_native(Json *j, const NativeStatement *n) {
    open(j, NULL, '{');
    add_sym(j, "target", n->target);
    add_text(j, "up", n->up);
    add_text(j, "down", n->down);
    add_word(j, "when", n->last ? "last" : "first");
    add_text(j, "doc", n->doc);
    close(j, '}');
}

static void add_role(Json *j, const Role *r) {
    open(j, NULL, '{');
    add_sym(j, "name", r->name);
    add_text(j, "doc", r->doc);
    open(j, "grants", '[');
    for (size_t i = 0; i < r->grant_count; i++) {
        const Grant *g = &r->grant[i];
        open(j, NULL, '{');
        add_sym(j, "entity", g->entity->name);
        add_sym(j, "table", g->entity->table);
        add_sym(j, "schema", g->entity->schema);
        add_commands(j, "commands", g->commands);
        close(j, '}');
    }
    close(j, ']');
    close(j, '}');
}

static void add_option(Json *j, const SynPair *option) {
    if (!option->values.count) {
        add_named_text(j, option->name.sym, option->value.text);
        return;
    }
    separate(j);
    json_add_string(j->out, sym_text(option->name.sym));
    buffer_add_c(j->out, ":[");
    j->first = true;
    for (size_t i = 0; i < option->values.count; i++) {
        add_text(j, NULL, option->values.at[i].text);
    }
    close(j, ']');
}

static void add_target(Json *j, const TargetConfig *t) {
    open(j, NULL, '{');
    add_sym(j, "name", t->name);
    open(j, "options", '{');
    for (size_t i = 0; i < t->written->options.count; i++) {
        add_option(j, &t->written->options.at[i]);
    }
    close(j, '}');
    close(j, '}');
}

void schema_dump_json(Buffer *out, const Schema *s, const IndexList *lists) {
    Json json = {out, true, lists}, *j = &json;
    open(j, NULL, '{');
    add_number(j, "format_version", FORMAT_VERSION);
    add_sym(j, "model", s->name);
    add_text(j, "doc", s->doc);
    ADD_LIST(j, "types", add_named_type, s->named_type, s->named_type_count);
    open(j, "enums", '[');
    for (size_t i = 0; i < s->enumeration_count; i++) {
        add_enum(j, s->enumeration[i]);
    }
    close(j, ']');
    open(j, "entities", '[');
    for (size_t i = 0; i < s->entity_count; i++) {
        add_entity(j, s->entity[i]);
    }
    close(j, ']');
    ADD_LIST(j, "views", add_view, s->view, s->view_count);
    ADD_LIST(j, "native", add_native, s->native, s->native_count);
    ADD_LIST(j, "roles", add_role, s->role, s->role_count);
    ADD_LIST(j, "targets", add_target, s->target, s->target_count);
    close(j, '}');
    buffer_add_char(out, '\n');
}
