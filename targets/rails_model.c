/* Rails models: takes the entities, gives app/models/…: a class for each, with its enums, associations,
 * validations and scopes, which are printed by rooms of their own; and ApplicationRecord. */
#include "targets/rails.h"

/* ---- how columns are read ---- */

/* ActiveRecord's type where the column's own does not lead to it; NULL: it does. */
static const char *sqlite_type(const Type *type) {
    switch (type->kind) {
    case TYPE_BOOLEAN: return ":boolean";
    case TYPE_DATE: return ":date";
    case TYPE_DECIMAL: return ":decimal";
    case TYPE_JSON:
    case TYPE_ARRAY: return ":json";
    case TYPE_TIMESTAMP:
    case TYPE_DATETIME:
        return type_fraction(type) ? "SqliteTime.new(\"%Y-%m-%d %H:%M:%S.%L\")"
                                   : "SqliteTime.new(\"%Y-%m-%d %H:%M:%S.000\")";
    case TYPE_TIME:
        return type_fraction(type) ? "SqliteTime.new(\"%H:%M:%S.%L\")"
                                   : "SqliteTime.new(\"%H:%M:%S.000\")";
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_FLOAT:
    case TYPE_DOUBLE:
    case TYPE_CHAR:
    case TYPE_STRING:
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_INTERVAL:
    case TYPE_UUID:
    case TYPE_INET:
    case TYPE_ENUM:
    case TYPE_NATIVE:
    case TYPE_COUNT: break;
    }
    return NULL;
}

static const char *cast_of(const Rails *r, const Attribute *a) {
    if (a->type->kind == TYPE_NATIVE || plan_native_type(r->plan, a).size) {
        return NULL;
    }
    switch (r->adapter) {
    case RAILS_SQLITE: return sqlite_type(a->type);
    case RAILS_MARIADB: /* where json is a text */
        return a->type->kind == TYPE_JSON || a->type->kind == TYPE_ARRAY ? ":json" : NULL;
    case RAILS_POSTGRES:
    case RAILS_MYSQL: break;
    }
    return NULL;
}

static void print_casts(Rails *r, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        const char *cast = cast_of(r, &e->attribute[i]);
        if (cast) {
            emit_line(r->e);
            emit(r->e, "attribute $, $", ID(rails_column(r, &e->attribute[i])), WORD(cast));
        }
    }
    rails_part(r);
}

/* ---- the head of a class ---- */

/* PostgreSQL's adapter takes a dot in a name for the end of a schema's, unless the name is quoted. */
static Text table_path(const Rails *r, Text name) {
    bool dotted = text_find(name, TEXT(".")) != SIZE_MAX && r->adapter == RAILS_POSTGRES;
    return dotted ? text_format(r->a, "\"%.*s\"", TEXT_ARG(name)) : name;
}

static void print_table_name(Rails *r, const Entity *e) {
    const PlanTable *table = plan_table(r->plan, e);
    if (table->schema.size) {
        emit(r->e, "self.table_name = $",
             LIT(text_format(r->a, "%.*s.%.*s", TEXT_ARG(table_path(r, table->schema)),
                             TEXT_ARG(table_path(r, table->name)))));
    } else if (!rails_is_plural(r->a, table->name, rails_entity(r, e)->file)) {
        emit(r->e, "self.table_name = $", LIT(table_path(r, table->name)));
    }
    emit_line(r->e);
}

static void print_primary_key(Rails *r, const Entity *e) {
    if (!rails_has_key(r, e)) {
        emit_text(r->e, "self.primary_key = nil\n");
        return;
    }
    const Key *key = &e->key[0];
    if (key->attribute_count == 1 && text_equal_c(rails_column(r, key->attribute[0]), "id")) {
        return;
    }
    Text *name = arena_array(r->a, Text, key->attribute_count);
    for (size_t i = 0; i < key->attribute_count; i++) {
        name[i] = rails_column(r, key->attribute[i]);
    }
    emit_text(r->e, "self.primary_key = ");
    ruby_symbols(r->e, name, key->attribute_count);
    emit_line(r->e);
}

/* A column called `type` would make ActiveRecord look for subclasses. */
static void print_inheritance(Rails *r, const Entity *e) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        if (text_equal_c(rails_column(r, &e->attribute[i]), "type")) {
            emit_text(r->e, "self.inheritance_column = nil\n");
        }
    }
}

static void print_readonly(Rails *r, const Entity *e) {
    VEC(Text) name = {0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        if (a->immutable || a->generated) {
            *vec_push(r->a, &name) = rails_column(r, a);
        }
    }
    for (size_t i = 0; i < name.count; i++) {
        emit(r->e, i ? ", $" : "attr_readonly $", ID(name.at[i]));
    }
    rails_part(r);
}

/* ---- names that ActiveRecord has already ---- */

static void print_readers(Rails *r, const Entity *e) {
    bool any = false;
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        if (!rails_is_renamed(r, a)) {
            continue;
        }
        if (!any) {
            rails_part(r);
            emit_text(r->e, "# Some columns are called as methods of ActiveRecord are, which stay "
                            "as they are.\n"
                            "def self.instance_method_already_implemented?(method_name)");
            emit_indent(r->e);
            emit_text(r->e, "dangerous_attribute_method?(method_name) || "
                            "Object.method_defined?(method_name) || super");
            emit_close(r->e, "end");
            any = true;
        }
        Text reader = rails_reader(r, a);
        rails_part(r);
        emit(r->e, "def $", NAME(reader));
        emit_indent(r->e);
        emit(r->e, "self[$]", ID(rails_column(r, a)));
        emit_close(r->e, "end");
        rails_part(r);
        emit(r->e, "def $=(value)", NAME(reader));
        emit_indent(r->e);
        emit(r->e, "self[$] = value", ID(rails_column(r, a)));
        emit_close(r->e, "end");
    }
}

/* Rows that refer by a tag hold the entity's name. */
static void print_tag(Rails *r, const Entity *e) {
    Text tag = sym_text(e->name), class_name = rails_entity(r, e)->class_name;
    for (size_t i = 0; i < e->inverse_count && !text_equal(tag, class_name); i++) {
        const Relation *parent = e->inverse[i].relation->parent;
        if (parent && parent->kind == RELATION_TAGGED) {
            rails_part(r);
            emit_text(r->e, "def self.polymorphic_name");
            emit_indent(r->e);
            emit(r->e, "$", LIT(tag));
            emit_close(r->e, "end");
            return;
        }
    }
}

static bool is_renamed_arm(const Rails *r, const Relation *arm) {
    return !text_equal(sym_text(arm->target->name), rails_entity(r, arm->target)->class_name);
}

static void print_tag_classes(Rails *r, const Entity *e) {
    bool any = false;
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        for (size_t k = 0; k < relation->arm_count && relation->kind == RELATION_TAGGED; k++) {
            const Relation *arm = relation->arm[k];
            if (!is_renamed_arm(r, arm)) {
                continue;
            }
            if (!any) {
                rails_part(r);
                emit_text(r->e, "def self.polymorphic_class_for(name)");
                emit_indent(r->e);
            }
            any = true;
            emit_line(r->e);
            emit(r->e, "return $ if name == $", NAME(rails_entity(r, arm->target)->class_name),
                 LIT(sym_text(arm->target->name)));
        }
    }
    if (any) {
        rails_part(r);
        emit_text(r->e, "super");
        emit_close(r->e, "end");
    }
}

/* ---- files ---- */

static void open_model(Rails *r, Text file) {
    emit_file(r->e, text_c_string(r->a, text_format(r->a, "app/models/%.*s.rb", TEXT_ARG(file))));
    emit_text(r->e, "# frozen_string_literal: true\n\n");
}

static void print_model(Rails *r, const Entity *e) {
    const RailsEntity *of = rails_entity(r, e);
    open_model(r, of->file);
    ruby_comment(r->e, e->doc);
    if (e->doc.size) {
        emit_text(r->e, "#\n");
    }
    Text banner = stack_banner(&r->stack);
    emit(r->e, "# M$.\n", REMARK(text_slice(banner, 1, banner.size)));
    emit(r->e, "class $ < ApplicationRecord", NAME(of->class_name));
    emit_indent(r->e);
    r->body = r->e->out->size;
    print_table_name(r, e);
    print_primary_key(r, e);
    print_inheritance(r, e);
    rails_part(r);
    print_casts(r, e);
    rails_print_enums(r, e);
    print_readonly(r, e);
    rails_print_relations(r, e);
    rails_print_validations(r, e);
    rails_print_scopes(r, e);
    rails_print_relation_methods(r, e);
    print_tag(r, e);
    print_tag_classes(r, e);
    print_readers(r, e);
    r->e->blank_wanted = false;
    emit_close(r->e, "end");
}

static void print_application_record(Rails *r) {
    open_model(r, TEXT("application_record"));
    emit_text(r->e, "class ApplicationRecord < ActiveRecord::Base");
    emit_indent(r->e);
    emit_text(r->e, rails_has(r, RAILS_PRIMARY_ABSTRACT) ? "primary_abstract_class"
                                                         : "self.abstract_class = true");
    emit_close(r->e, "end");
}

/* The columns hold milliseconds, which a check looks after; ActiveRecord would write microseconds. */
static void print_sqlite_time(Rails *r) {
    open_model(r, TEXT("sqlite_time"));
    emit_text(
        r->e,
        "# An instant or a time of day as the database keeps it: text with milliseconds, in UTC.\n"
        "class SqliteTime < ActiveRecord::Type::DateTime\n"
        "  def initialize(format)\n"
        "    super(precision: 3)\n"
        "    @format = format\n"
        "  end\n\n"
        "  def serialize(value)\n"
        "    time = super\n"
        "    time.respond_to?(:strftime) ? time.getutc.strftime(@format) : time\n"
        "  end\n"
        "end\n");
}

void rails_print_models(Rails *r) {
    print_application_record(r);
    if (r->adapter == RAILS_SQLITE) {
        print_sqlite_time(r);
    }
    const Schema *s = r->plan->schema;
    for (size_t i = 0; i < s->entity_count; i++) {
        if (plan_table(r->plan, s->entity[i])) {
            print_model(r, s->entity[i]);
        }
    }
}
