/* Rails enums: takes the enums of an entity, gives `enum :state, { draft: "draft" }`. ActiveRecord makes
 * methods and scopes of the words; where those would meet something else, they get the column's name before
 * them, and where even that can not be, the words are an inclusion (rails_validations.c). */
#include "targets/rails.h"

static Text label_of(const Rails *r, Text value) {
    return code_word(r->a, value, CODE_SNAKE);
}

static bool has_distinct_labels(const Rails *r, const Enum *enumeration) {
    CodeScope labels = code_scope(r->a, NULL);
    for (size_t i = 0; i < enumeration->value_count; i++) {
        Text label = label_of(r, enumeration->value[i]);
        if (!enumeration->value[i].size || !text_equal(code_take(&labels, label), label)) {
            return false;
        }
    }
    return true;
}

bool rails_is_enum(const Rails *r, const Attribute *a) {
    if (a->type->kind != TYPE_ENUM || rails_is_renamed(r, a) || a->relation) {
        return false;
    }
    Text column = rails_column(r, a);
    /* ActiveRecord calls the list of words by the plural. */
    return !lookup_get(&r->scopes.reserved, text_join(r->a, column, TEXT("s"))) &&
           text_equal(code_word(r->a, column, CODE_SNAKE), column) &&
           has_distinct_labels(r, a->type->enumeration);
}

static bool is_access(const Entity *e, Text label) {
    for (size_t i = 0; i < e->access_count; i++) {
        if (text_equal(sym_text(e->access[i].name), label)) {
            return true;
        }
    }
    return false;
}

/* Whether a method or scope called LABEL would meet another. */
static bool meets_another(const Rails *r, const Entity *e, const Lookup *earlier, Text label) {
    return lookup_get(&r->scopes.reserved, label) || lookup_get(&r->members.reserved, label) ||
           lookup_get(&rails_entity(r, e)->scope.taken, label) || lookup_get(earlier, label) ||
           is_access(e, label);
}

Text rails_enum_label(const Rails *r, const Attribute *a, Text value) {
    return rails_is_enum(r, a) ? label_of(r, value) : value;
}

static void print_labels(Rails *r, const Enum *enumeration) {
    emit_text(r->e, "{ ");
    for (size_t i = 0; i < enumeration->value_count; i++) {
        emit_text(r->e, i ? ", " : "");
        ruby_key(r->e, label_of(r, enumeration->value[i]));
        emit(r->e, "$", LIT(enumeration->value[i]));
    }
    emit_text(r->e, " }");
}

static void print_enum(Rails *r, const Attribute *a, bool prefixed) {
    bool modern = rails_has(r, RAILS_ENUM_COLUMNS);
    emit_line(r->e);
    if (modern) {
        emit(r->e, "enum $, ", ID(rails_column(r, a)));
    } else {
        emit_text(r->e, "enum ");
        ruby_key(r->e, rails_column(r, a));
    }
    print_labels(r, a->type->enumeration);
    if (prefixed) {
        emit_text(r->e, modern ? ", prefix: true" : ", _prefix: true");
    }
    if (rails_has(r, RAILS_ENUM_VALIDATION)) {
        emit_text(r->e, a->nullable ? ", validate: { allow_nil: true }" : ", validate: true");
    }
}

void rails_print_enums(Rails *r, const Entity *e) {
    Lookup earlier = {0};
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        if (!rails_is_enum(r, a)) {
            continue;
        }
        const Enum *enumeration = a->type->enumeration;
        bool meets = false;
        for (size_t k = 0; k < enumeration->value_count; k++) {
            meets = meets || meets_another(r, e, &earlier, label_of(r, enumeration->value[k]));
        }
        print_enum(r, a, meets);
        for (size_t k = 0; k < enumeration->value_count && !meets; k++) {
            lookup_put(r->a, &earlier, label_of(r, enumeration->value[k]), e);
        }
    }
    rails_part(r);
}
