/* Rails relations: takes an entity, gives its associations, both sides of each relation, by the names that
 * the model gives. Where ActiveRecord's conventions do not lead to the class, the columns or the inverse, it
 * says them. A relation of several columns is an association from 7.2 on, and a method before. */
#include "targets/rails.h"

static bool is_composite(const Relation *relation) {
    return relation->attribute_count > 1;
}

static bool is_association(const Rails *r, const Relation *relation) {
    return !is_composite(relation) || rails_has(r, RAILS_COMPOSITE_FOREIGN_KEY);
}

/* ---- options ---- */

static void print_class(Rails *r, Text member, const Entity *target, bool many) {
    const RailsEntity *of = rails_entity(r, target);
    bool usual = many ? rails_is_plural(r->a, member, of->file)
                      : text_equal(code_word(r->a, member, CODE_PASCAL), of->class_name);
    if (!usual) {
        emit(r->e, ", class_name: $", LIT(of->class_name));
    }
}

static void print_columns(Rails *r, const char *option, const Attribute *const *attribute,
                          size_t count) {
    Text *name = arena_array(r->a, Text, count);
    for (size_t i = 0; i < count; i++) {
        name[i] = rails_column(r, attribute[i]);
    }
    emit(r->e, ", $: ", WORD(option));
    ruby_symbols(r->e, name, count);
}

/* The columns that hold RELATION, unless they are called as Rails would call that of WORD. */
static void print_foreign_key(Rails *r, const Relation *relation, Text word) {
    Text usual = text_join(r->a, word, TEXT("_id"));
    if (is_composite(relation) || !text_equal(rails_column(r, relation->attribute[0]), usual)) {
        print_columns(r, "foreign_key", relation->attribute, relation->attribute_count);
    }
}

static void print_target_key(Rails *r, const Relation *relation) {
    const Key *key = relation->target_key;
    if (key->kind != KEY_PRIMARY || is_composite(relation)) {
        print_columns(r, "primary_key", key->attribute, key->attribute_count);
    }
}

static void print_inverse_of(Rails *r, Text inverse) {
    if (inverse.size) {
        emit(r->e, ", inverse_of: $", ID(inverse));
    }
}

/* What happens to the rows that refer, as the foreign key has it. */
static void print_dependent(Rails *r, const Relation *relation, bool many) {
    bool plain = !rails_has_key(r, relation->entity) || relation->entity->junction_of;
    const char *word = NULL;
    switch (relation->on_delete) {
    case ACTION_CASCADE: word = plain ? (many ? "delete_all" : "delete") : "destroy"; break;
    case ACTION_SET_NULL: word = "nullify"; break;
    case ACTION_RESTRICT:
    case ACTION_NO_ACTION: word = "restrict_with_error"; break;
    case ACTION_SET_DEFAULT:
    case ACTION_UNSET: break;
    }
    if (word) {
        emit(r->e, ", dependent: :$", WORD(word));
    }
}

/* ---- methods, where there is no association ---- */

/* `Line.where(order_id: order_id, number: number)`, of the rows whose TO are what FROM are here. */
static void print_query(Rails *r, const char *find, const Entity *target,
                        const Attribute *const *to, const Attribute *const *from, size_t count) {
    emit(r->e, "$.$(", NAME(rails_entity(r, target)->class_name), WORD(find));
    for (size_t i = 0; i < count; i++) {
        emit_text(r->e, i ? ", " : "");
        ruby_key(r->e, rails_column(r, to[i]));
        emit(r->e, "self[$]", ID(rails_column(r, from[i])));
    }
    emit_text(r->e, ")");
}

static void open_method(Rails *r, Text name) {
    rails_part(r);
    emit(r->e, "def $", NAME(name));
    emit_indent(r->e);
}

static void print_composite(Rails *r, Text member, const Relation *relation) {
    open_method(r, member);
    print_query(r, "find_by", relation->target, relation->target_key->attribute,
                relation->attribute, relation->attribute_count);
    emit_close(r->e, "end");
}

static void print_composite_inverse(Rails *r, Text member, const Inverse *inverse) {
    const Relation *relation = inverse->relation;
    open_method(r, member);
    print_query(r, inverse->many ? "where" : "find_by", relation->entity, relation->attribute,
                relation->target_key->attribute, relation->attribute_count);
    emit_close(r->e, "end");
}

/* ---- this side ---- */

static void print_belongs_to(Rails *r, const Entity *e, const Relation *relation) {
    Text member = rails_member(r, e, relation->name);
    if (!is_association(r, relation)) {
        return;
    }
    emit_line(r->e);
    emit(r->e, "belongs_to $", ID(member));
    print_class(r, member, relation->target, false);
    print_foreign_key(r, relation, member);
    print_target_key(r, relation);
    if (relation->optional) {
        emit_text(r->e, ", optional: true");
    }
    print_inverse_of(r, rails_member(r, relation->target, relation->inverse));
}

static bool is_usual_tag(const Rails *r, Text member, const Relation *relation) {
    return text_equal(rails_column(r, relation->attribute[0]),
                      text_join(r->a, member, TEXT("_type")));
}

static void print_tag_columns(Rails *r, Text member, const Relation *relation) {
    if (!is_usual_tag(r, member, relation)) {
        emit(r->e, ", foreign_type: $", ID(rails_column(r, relation->attribute[0])));
    }
    Text usual = text_join(r->a, member, TEXT("_id"));
    if (!text_equal(rails_column(r, relation->attribute[1]), usual)) {
        emit(r->e, ", foreign_key: $", ID(rails_column(r, relation->attribute[1])));
    }
}

static void print_tagged(Rails *r, const Entity *e, const Relation *relation) {
    Text member = rails_member(r, e, relation->name);
    emit_line(r->e);
    emit(r->e, "belongs_to $, polymorphic: true", ID(member));
    print_tag_columns(r, member, relation);
    emit_text(r->e, relation->optional ? ", optional: true" : "");
}

static void print_own_side(Rails *r, const Entity *e) {
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        switch (relation->kind) {
        case RELATION_ONE: print_belongs_to(r, e, relation); break;
        case RELATION_TAGGED: print_tagged(r, e, relation); break;
        case RELATION_ONE_OF:
            for (size_t k = 0; k < relation->arm_count; k++) {
                print_belongs_to(r, e, relation->arm[k]);
            }
            break;
        case RELATION_MANY: break;
        }
    }
}

/* ---- the other side ---- */

static bool is_tagged(const Relation *relation) {
    return relation->parent && relation->parent->kind == RELATION_TAGGED;
}

static void print_inverse(Rails *r, const Entity *e, const Inverse *inverse) {
    const Relation *relation = inverse->relation, *parent = relation->parent;
    Text member = rails_member(r, e, inverse->name);
    bool tagged = is_tagged(relation);
    if (!tagged && !is_association(r, relation)) {
        return;
    }
    emit_line(r->e);
    emit(r->e, "$ $", WORD(inverse->many ? "has_many" : "has_one"), ID(member));
    print_class(r, member, relation->entity, inverse->many);
    if (tagged) {
        Text as = rails_member(r, relation->entity, parent->name);
        emit(r->e, ", as: $", ID(as));
        print_tag_columns(r, as, parent);
        print_inverse_of(r, as);
        return;
    }
    print_foreign_key(r, relation, rails_entity(r, e)->file);
    print_target_key(r, relation);
    print_inverse_of(r, rails_member(r, relation->entity, relation->name));
    print_dependent(r, relation, inverse->many);
}

/* ---- many to many ---- */

/* FROM leads from the junction to E, TO to the other side. */
static void print_many(Rails *r, const Entity *e, Sym name, const Relation *from,
                       const Relation *to, bool methods) {
    Text member = rails_member(r, e, name);
    Text through = rails_member(r, e, from->inverse);
    Text source = rails_member(r, from->entity, to->name);
    bool known = member.size && through.size && source.size;
    bool association = is_association(r, from) && is_association(r, to);
    if (!known || association == methods) {
        return;
    }
    if (methods) {
        open_method(r, member);
        emit(r->e, "$.map(&$)", NAME(through), ID(source));
        emit_close(r->e, "end");
        return;
    }
    emit_line(r->e);
    emit(r->e, "has_many $, through: $", ID(member), ID(through));
    if (!text_equal(member, source) && !rails_is_plural(r->a, member, source)) {
        emit(r->e, ", source: $", ID(source));
    }
}

static void print_all_many(Rails *r, const Entity *e, bool methods) {
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *m = e->relation[i];
        if (m->kind == RELATION_MANY) {
            print_many(r, e, m->name, m->junction_from, m->junction_to, methods);
        }
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        const Relation *m = e->inverse[i].relation;
        if (m->kind == RELATION_MANY) {
            print_many(r, e, e->inverse[i].name, m->junction_to, m->junction_from, methods);
        }
    }
}

void rails_print_relations(Rails *r, const Entity *e) {
    rails_part(r);
    print_own_side(r, e);
    rails_part(r);
    for (size_t i = 0; i < e->inverse_count; i++) {
        if (e->inverse[i].relation->kind != RELATION_MANY) {
            print_inverse(r, e, &e->inverse[i]);
        }
    }
    emit_line(r->e);
    print_all_many(r, e, false); /* behind what it goes through */
    rails_part(r);
}

/* ---- methods ---- */

/* `subject`: the one of its arms that is there. */
static void print_one_of(Rails *r, const Entity *e, const Relation *relation) {
    Text member = rails_member(r, e, relation->name);
    open_method(r, member);
    for (size_t i = 0; i < relation->arm_count; i++) {
        emit(r->e, i ? " || $" : "$", NAME(rails_member(r, e, relation->arm[i]->name)));
    }
    emit_close(r->e, "end");
    rails_part(r);
    emit(r->e, "def $=(record)", NAME(member));
    emit_indent(r->e);
    for (size_t i = 0; i < relation->arm_count; i++) {
        const Relation *arm = relation->arm[i];
        emit_line(r->e);
        emit(r->e, "self.$ = (record if record.is_a?($))", NAME(rails_member(r, e, arm->name)),
             NAME(rails_entity(r, arm->target)->class_name));
    }
    emit_close(r->e, "end");
}

void rails_print_relation_methods(Rails *r, const Entity *e) {
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        if (relation->kind == RELATION_ONE_OF) {
            print_one_of(r, e, relation);
        } else if (relation->kind == RELATION_ONE && !is_association(r, relation)) {
            print_composite(r, rails_member(r, e, relation->name), relation);
        }
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        const Relation *relation = e->inverse[i].relation;
        if (relation->kind == RELATION_ONE && !is_tagged(relation) &&
            !is_association(r, relation)) {
            print_composite_inverse(r, rails_member(r, e, e->inverse[i].name), &e->inverse[i]);
        }
    }
    print_all_many(r, e, true);
}
