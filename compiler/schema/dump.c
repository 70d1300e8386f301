/* The stable text form of a schema: --dump=schema. One line for each thing, nested by four spaces, in
 * the order of the schema; free text and names that are no identifiers are quoted, so that a line is one
 * thing, whatever it holds. What is not there is not printed. */
#include "compiler/base/buffer.h"
#include "compiler/diag/render.h"
#include "compiler/schema/words.h"

static void add_words(Buffer *out, const char *before, Text t) {
    if (t.size) {
        buffer_add_c(out, before);
        json_add_string(out, t);
    }
}

static void add_name(Buffer *out, const char *before, Sym name) {
    if (name) {
        buffer_add_c(out, before);
        expr_print_name(out, name);
    }
}

static void add_expr(Buffer *out, const char *before, const Expr *e) {
    if (e) {
        buffer_add_c(out, before);
        expr_print(out, e);
    }
}

static void add_flag(Buffer *out, bool flag, const char *word) {
    if (flag) {
        buffer_add_c(out, word);
    }
}

static void add_attributes(Buffer *out, const char *before, const Attribute *const *list,
                           size_t count) {
    if (count == 0) {
        return;
    }
    buffer_add_c(out, before);
    buffer_add_char(out, '(');
    for (size_t i = 0; i < count; i++) {
        add_name(out, i == 0 ? "" : ", ", list[i]->name);
    }
    buffer_add_char(out, ')');
}

static void dump_doc(Buffer *out, const char *indent, Text doc) {
    if (doc.size) {
        buffer_add_c(out, indent);
        add_words(out, "doc ", doc);
        buffer_add_char(out, '\n');
    }
}

/* ---- types ---- */

static void add_native(Buffer *out, const Type *t) {
    for (size_t i = 0; i < t->native_count; i++) {
        add_name(out, i == 0 ? "native(" : ", ", t->native[i].target);
        add_words(out, ": ", t->native[i].text);
    }
    buffer_add_c(out, t->native_count ? ")" : "unknown");
}

static void add_base_type(Buffer *out, const Type *t) {
    if (t->kind == TYPE_ENUM) {
        add_name(out, "enum ", t->enumeration->name);
        return;
    }
    if (t->kind == TYPE_NATIVE) {
        add_native(out, t);
        return;
    }
    add_flag(out, t->is_unsigned, "unsigned ");
    buffer_add_c(out, type_word(t->kind));
    if (t->kind == TYPE_DECIMAL && t->length) {
        buffer_format(out, "(%u, %u)", (unsigned)t->length, (unsigned)t->scale);
    } else if (t->length) {
        buffer_format(out, "(%u)", (unsigned)(type_has_fraction(t) ? type_fraction(t) : t->length));
    }
    if (t->native_count) {
        buffer_add_char(out, ' ');
        add_native(out, t);
    }
}

static void add_type(Buffer *out, const Type *t) {
    const Type *element = t->kind == TYPE_ARRAY ? t->element : t;
    const NamedType *named = t->named ? t->named : element->named;
    if (named) {
        add_name(out, "", named->name);
        buffer_add_char(out, '=');
    }
    add_base_type(out, element);
    add_flag(out, t->kind == TYPE_ARRAY, "[]");
}

static void dump_named_type(Buffer *out, const NamedType *n) {
    add_name(out, "type ", n->name);
    add_name(out, " as ", n->physical);
    buffer_add_char(out, ' ');
    add_base_type(out, n->type.kind == TYPE_ARRAY ? n->type.element : &n->type);
    add_flag(out, n->type.kind == TYPE_ARRAY, "[]");
    add_expr(out, " check ", n->check);
    add_expr(out, " = ", n->fallback);
    add_name(out, " collate ", n->collation);
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", n->doc);
}

static void dump_enum(Buffer *out, const Enum *e) {
    add_name(out, "enum ", e->name);
    add_name(out, " in ", e->schema);
    for (size_t i = 0; i < e->value_count; i++) {
        add_words(out, i == 0 ? " " : ", ", e->value[i]);
    }
    buffer_add_char(out, '\n');
}

/* ---- parts of an entity ---- */

static void dump_attribute(Buffer *out, const Attribute *a) {
    add_name(out, "    column ", a->column);
    buffer_add_char(out, ' ');
    add_type(out, a->type);
    add_flag(out, a->nullable, "?");
    add_flag(out, a->in_primary_key, " key");
    add_flag(out, a->identity, " identity");
    add_expr(out, " = ", a->fallback);
    add_expr(out, " := ", a->generated);
    add_name(out, " collate ", a->collation);
    add_flag(out, a->personal, " personal");
    add_flag(out, a->secret, " secret");
    add_flag(out, a->immutable, " immutable");
    add_name(out, " was ", a->was);
    if (a->name != a->column) {
        add_name(out, " named ", a->name);
    }
    if (a->origin != ATTRIBUTE_DECLARED) {
        buffer_format(out, " by %s", word_of_origin(a->origin));
    }
    if (a->relation) {
        add_name(out, " ", a->relation->name);
    }
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", a->doc);
}

static void dump_key(Buffer *out, const Key *k) {
    buffer_add_c(out, k->kind == KEY_PRIMARY ? "    primary key " : "    unique ");
    expr_print_name(out, k->physical);
    add_attributes(out, " ", k->attribute, k->attribute_count);
    add_expr(out, " where ", k->where);
    add_flag(out, k->nulls_not_distinct, " nulls not distinct");
    add_flag(out, k->deferral == DEFERRAL_INITIALLY_DEFERRED, " deferrable");
    add_attributes(out, " include ", k->include, k->include_count);
    add_name(out, " named ", k->name);
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", k->doc);
}

static void dump_relation(Buffer *out, const Relation *r) {
    buffer_add_c(out, r->parent ? "        arm " : "    relation ");
    expr_print_name(out, r->name);
    buffer_format(out, " %s", word_of_relation(r->kind));
    if (r->target) {
        add_name(out, " ", r->target->name);
    }
    add_flag(out, r->optional, "?");
    add_flag(out, r->unique, " unique");
    add_flag(out, r->identifying, " identifying");
    add_attributes(out, " ", r->attribute, r->attribute_count);
    if (r->target_key) {
        add_attributes(out, " to ", r->target_key->attribute, r->target_key->attribute_count);
        buffer_format(out, " on delete %s on update %s", word_of_action(r->on_delete),
                      word_of_action(r->on_update));
        add_flag(out, r->deferral == DEFERRAL_INITIALLY_DEFERRED, " deferrable");
        add_name(out, " constraint ", r->physical);
    }
    if (r->junction) {
        add_name(out, " through ", r->junction->name);
        add_name(out, " from ", r->junction_from ? r->junction_from->name : NULL);
        add_name(out, " to ", r->junction_to ? r->junction_to->name : NULL);
    }
    add_name(out, " as ", r->inverse);
    add_name(out, " was ", r->was);
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", r->parent ? TEXT("") : r->doc);
    for (size_t i = 0; i < r->arm_count; i++) {
        dump_relation(out, r->arm[i]); /* arms have none of their own */
    }
}

static void dump_inverse(Buffer *out, const Inverse *v) {
    add_name(out, "    inverse ", v->name);
    buffer_add_c(out, v->many ? " many" : " one");
    add_name(out, " ", v->relation->entity->name);
    add_name(out, ".", v->relation->name);
    buffer_add_char(out, '\n');
}

static void dump_check(Buffer *out, const Check *c) {
    add_name(out, "    check ", c->physical);
    add_expr(out, " ", c->condition);
    if (c->named) {
        add_name(out, " by type ", c->named->name);
    }
    if (c->relation) {
        add_name(out, " by relation ", c->relation->name);
    }
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", c->doc);
}

static void add_parts(Buffer *out, const IndexPart *part, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add_expr(out, i == 0 ? "" : ", ", part[i].expr);
        add_name(out, " collate ", part[i].collation);
        add_name(out, " ops ", part[i].operators);
        if (part[i].prefix) {
            buffer_format(out, " prefix %u", (unsigned)part[i].prefix);
        }
        add_flag(out, part[i].descending, " desc");
        if (part[i].nulls) {
            buffer_format(out, " nulls %s", word_of_nulls(part[i].nulls));
        }
    }
}

static void dump_index(Buffer *out, const Index *x) {
    add_name(out, x->unique ? "    unique index " : "    index ", x->physical);
    buffer_add_c(out, " (");
    add_parts(out, x->part, x->part_count);
    buffer_format(out, ") using %s", word_of_method(x->method));
    add_expr(out, " where ", x->where);
    add_attributes(out, " include ", x->include, x->include_count);
    add_flag(out, x->derived, " derived");
    if (x->relation) {
        add_name(out, " for ", x->relation->name);
    }
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", x->doc);
}

static void dump_access(Buffer *out, const Access *a) {
    add_name(out, "    access ", a->name);
    buffer_add_c(out, a->many ? " many" : " one");
    add_attributes(out, " by ", a->by, a->by_count);
    add_expr(out, " where ", a->where);
    if (a->sort_count) {
        buffer_add_c(out, " sort ");
        add_parts(out, a->sort, a->sort_count);
    }
    if (a->limit) {
        buffer_format(out, " limit %llu", (unsigned long long)a->limit);
    }
    for (size_t i = 0; i < a->with_count; i++) {
        add_name(out, i == 0 ? " with " : ", ", a->with[i]->entity->name);
        add_name(out, ".", a->with[i]->name);
    }
    add_attributes(out, " select ", a->select, a->select_count);
    if (a->rate > 0) {
        buffer_format(out, " at %.6g/s", a->rate);
    }
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", a->doc);
}

static void dump_dependency(Buffer *out, const Dependency *d) {
    add_attributes(out, "    dependency ", d->from, d->from_count);
    buffer_add_c(out, d->multivalued ? " ->>" : " ->");
    add_attributes(out, " ", d->to, d->to_count);
    buffer_add_char(out, '\n');
}

static void add_commands(Buffer *out, unsigned commands) {
    const char *before = " ";
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (commands & (1u << i)) {
            buffer_format(out, "%s%s", before, word_of_command(i));
            before = ", ";
        }
    }
}

static void dump_policy(Buffer *out, const Policy *p) {
    add_name(out, "    policy ", p->name);
    buffer_add_c(out, " for");
    add_commands(out, p->commands);
    for (size_t i = 0; i < p->role_count; i++) {
        add_name(out, i == 0 ? " to " : ", ", p->role[i]);
    }
    add_expr(out, " using ", p->using);
    add_expr(out, " check ", p->check);
    buffer_add_char(out, '\n');
    dump_doc(out, "        ", p->doc);
}

static void dump_partition(Buffer *out, const Partition *p) {
    if (p->method == PARTITION_NONE) {
        return;
    }
    buffer_format(out, "    partition %s", word_of_partition(p->method));
    add_attributes(out, " ", p->attribute, p->attribute_count);
    add_name(out, " by ", p->unit);
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < p->part_count; i++) {
        const PartitionPart *part = &p->part[i];
        add_name(out, "        part ", part->physical);
        add_words(out, " from ", part->from);
        add_words(out, " to ", part->to);
        for (size_t k = 0; k < part->value_count; k++) {
            add_words(out, k == 0 ? " in " : ", ", part->value[k]);
        }
        add_flag(out, part->is_default, " default");
        buffer_add_char(out, '\n');
    }
}

/* ---- the whole ---- */

static void dump_entity_line(Buffer *out, const Entity *e) {
    add_name(out, "\nentity ", e->name);
    add_name(out, " table ", e->table);
    add_name(out, " schema ", e->schema);
    add_name(out, " area ", e->area);
    add_name(out, " was ", e->was);
    if (e->rows) {
        buffer_format(out, " rows %llu", (unsigned long long)e->rows);
    }
    add_words(out, " growth ", e->growth);
    add_flag(out, e->timestamps, " timestamps");
    add_flag(out, e->soft_delete, " soft delete");
    add_flag(out, !e->derives_indexes, " no derived indexes");
    if (e->audit) {
        add_name(out, " audit ", e->audit->name);
    }
    if (e->origin != ENTITY_DECLARED) {
        buffer_format(out, " %s of", word_of_entity(e->origin));
        add_name(out, " ", e->audited ? e->audited->name : e->junction_of->entity->name);
        add_name(out, ".", e->audited ? NULL : e->junction_of->name);
    }
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", e->doc);
}

static void dump_row(Buffer *out, const Row *row) {
    buffer_add_c(out, "    row");
    for (size_t i = 0; i < row->cell_count; i++) {
        const Cell *cell = &row->cell[i];
        add_name(out, " ", cell->attribute->name);
        buffer_add_c(out, cell->text.at ? "=" : "=null");
        if (cell->text.at) {
            json_add_string(out, cell->text);
        }
    }
    buffer_add_char(out, '\n');
}

static void dump_entity(Buffer *out, const Entity *e) {
    dump_entity_line(out, e);
    for (size_t i = 0; i < e->attribute_count; i++) {
        dump_attribute(out, &e->attribute[i]);
    }
    for (size_t i = 0; i < e->key_count; i++) {
        dump_key(out, &e->key[i]);
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        dump_relation(out, e->relation[i]);
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        dump_inverse(out, &e->inverse[i]);
    }
    for (size_t i = 0; i < e->check_count; i++) {
        dump_check(out, &e->check[i]);
    }
    for (size_t i = 0; i < e->index_count; i++) {
        dump_index(out, &e->index[i]);
    }
    for (size_t i = 0; i < e->access_count; i++) {
        dump_access(out, &e->access[i]);
    }
    for (size_t i = 0; i < e->dependency_count; i++) {
        dump_dependency(out, &e->dependency[i]);
    }
    for (size_t i = 0; i < e->policy_count; i++) {
        dump_policy(out, &e->policy[i]);
    }
    dump_partition(out, &e->partition);
    for (size_t i = 0; i < e->row_count; i++) {
        dump_row(out, &e->row[i]);
    }
}

static void dump_view(Buffer *out, const View *v) {
    add_name(out, "view ", v->name);
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", v->doc);
    for (size_t i = 0; i < v->text_count; i++) {
        add_name(out, "    ", v->text[i].name.sym);
        add_words(out, " ", v->text[i].value.text);
        buffer_add_char(out, '\n');
    }
}

static void dump_native(Buffer *out, const NativeStatement *n) {
    add_name(out, "native ", n->target);
    buffer_add_c(out, n->last ? " last" : " first");
    add_words(out, " up ", n->up);
    add_words(out, " down ", n->down);
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", n->doc);
}

static void dump_role(Buffer *out, const Role *r) {
    add_name(out, "role ", r->name);
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", r->doc);
    for (size_t i = 0; i < r->grant_count; i++) {
        add_name(out, "    grant on ", r->grant[i].entity->name);
        add_commands(out, r->grant[i].commands);
        buffer_add_char(out, '\n');
    }
}

static void dump_target(Buffer *out, const TargetConfig *t) {
    add_name(out, "target ", t->name);
    for (size_t i = 0; i < t->written->options.count; i++) {
        const SynPair *option = &t->written->options.at[i];
        add_name(out, " ", option->name.sym);
        add_words(out, "=", option->value.text);
        for (size_t k = 0; k < option->values.count; k++) {
            add_words(out, k == 0 ? "=" : ",", option->values.at[k].text);
        }
    }
    buffer_add_char(out, '\n');
}

void schema_dump(Buffer *out, const Schema *s) {
    add_name(out, "model ", s->name);
    buffer_add_char(out, '\n');
    dump_doc(out, "    ", s->doc);
    for (size_t i = 0; i < s->named_type_count; i++) {
        dump_named_type(out, &s->named_type[i]);
    }
    for (size_t i = 0; i < s->enumeration_count; i++) {
        dump_enum(out, s->enumeration[i]);
    }
    for (size_t i = 0; i < s->entity_count; i++) {
        dump_entity(out, s->entity[i]);
    }
    bool surrounded = s->view_count + s->native_count + s->role_count + s->target_count > 0;
    add_flag(out, surrounded, "\n");
    for (size_t i = 0; i < s->view_count; i++) {
        dump_view(out, &s->view[i]);
    }
    for (size_t i = 0; i < s->native_count; i++) {
        dump_native(out, &s->native[i]);
    }
    for (size_t i = 0; i < s->role_count; i++) {
        dump_role(out, &s->role[i]);
    }
    for (size_t i = 0; i < s->target_count; i++) {
        dump_target(out, &s->target[i]);
    }
}
