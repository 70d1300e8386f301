/* Rails names: takes the schema, gives what each thing is called in Ruby: classes, files, associations, the
 * methods that read columns, scopes. Words that Ruby or ActiveRecord keeps for itself get something behind
 * them, the same in every run. Also Rails' own conventions, as far as they are certain: where they are not,
 * the program says the name. */
#include "targets/rails.h"

#include "targets/reserved.h"

/* ---- Rails' conventions ---- */

static bool ends_in(Text word, const char *const *ending) {
    for (; *ending; ending++) {
        if (text_ends_with(word, text_from(*ending))) {
            return true;
        }
    }
    return false;
}

/* Source: the inflections that ActiveSupport comes with. */
bool rails_is_plural(Arena *a, Text plural, Text singular) {
    static const char *const own_way[] = {
        "s",         "man",         "person",  "child", "sex",   "move",  "zombie",
        "equipment", "information", "rice",    "money", "fish",  "sheep", "jeans",
        "police",    "tum",         "ium",     "fe",    "lf",    "rf",    "ix",
        "ex",        "ox",          "quiz",    "mouse", "louse", "quy",   "buffalo",
        "tomato",    "potato",      "octopus", "virus", "z",     NULL};
    static const char *const hissing[] = {"x", "ch", "sh", NULL};
    static const char *const vowel_y[] = {"ay", "ey", "iy", "oy", "uy", NULL};
    size_t size = singular.size;
    if (ends_in(singular, own_way) ||
        (size && singular.at[size - 1] >= '0' && singular.at[size - 1] <= '9')) {
        return false;
    }
    if (text_ends_with(singular, TEXT("y")) && !ends_in(singular, vowel_y)) {
        return text_equal(plural, text_join(a, text_slice(singular, 0, size - 1), TEXT("ies")));
    }
    return text_equal(plural,
                      text_join(a, singular, ends_in(singular, hissing) ? TEXT("es") : TEXT("s")));
}

/* ---- classes ---- */

static void name_classes(Rails *r) {
    CodeScope classes = code_scope(r->a, NULL);
    Lookup constants = {0};
    for (const char *const *word = reserved_ruby_constants; *word; word++) {
        lookup_put(r->a, &constants, text_from(*word), *word);
    }
    for (size_t i = 0; i < r->plan->schema->entity_count; i++) {
        Text snake = code_word(r->a, sym_text(r->plan->schema->entity[i]->name), CODE_SNAKE);
        Text name = code_word(r->a, snake, CODE_PASCAL);
        if (lookup_get(&constants, name)) {
            name = text_join(r->a, name, TEXT("Record"));
        }
        r->entity[i].class_name = code_take(&classes, name);
        r->entity[i].file = code_word(r->a, r->entity[i].class_name, CODE_SNAKE);
    }
}

/* ---- members ---- */

static void name_member(Rails *r, RailsEntity *of, Sym name) {
    if (name && !map_get(&of->member, name)) {
        Text *member = arena_new(r->a, Text);
        *member = code_take(&of->scope, code_word(r->a, sym_text(name), CODE_SNAKE));
        map_put(r->a, &of->member, name, member);
    }
}

static void name_members(Rails *r, const Entity *e, const CodeScope *reserved) {
    RailsEntity *of = &r->entity[e->number];
    of->scope = *reserved;
    of->reader = arena_array(r->a, Text, e->attribute_count);
    for (size_t i = 0; i < e->attribute_count; i++) {
        of->reader[i] = code_take(&of->scope, plan_column(r->plan, &e->attribute[i])->name);
    }
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *relation = e->relation[i];
        name_member(r, of, relation->name);
        for (size_t k = 0; k < relation->arm_count && relation->kind == RELATION_ONE_OF; k++) {
            name_member(r, of, relation->arm[k]->name);
        }
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        name_member(r, of, e->inverse[i].name);
    }
}

void rails_make_names(Rails *r) {
    const Schema *s = r->plan->schema;
    CodeScope reserved = code_scope(r->a, reserved_rails_members);
    r->scopes = code_scope(r->a, reserved_rails_scopes);
    r->members = reserved;
    r->entity = arena_array(r->a, RailsEntity, s->entity_count + 1);
    name_classes(r);
    for (size_t i = 0; i < s->entity_count; i++) {
        if (plan_table(r->plan, s->entity[i])) {
            name_members(r, s->entity[i], &reserved);
        }
    }
}

/* ---- what the rooms ask ---- */

const RailsEntity *rails_entity(const Rails *r, const Entity *e) {
    return &r->entity[e->number];
}

Text rails_member(const Rails *r, const Entity *e, Sym name) {
    const Text *member = name ? map_get(&r->entity[e->number].member, name) : NULL;
    return member ? *member : TEXT("");
}

Text rails_column(const Rails *r, const Attribute *a) {
    return plan_column(r->plan, a)->name;
}

Text rails_reader(const Rails *r, const Attribute *a) {
    return r->entity[a->entity->number].reader[a->index];
}

bool rails_is_renamed(const Rails *r, const Attribute *a) {
    return !text_equal(rails_reader(r, a), rails_column(r, a));
}

bool rails_has_key(const Rails *r, const Entity *e) {
    return e->has_primary_key &&
           (e->key[0].attribute_count == 1 || rails_has(r, RAILS_COMPOSITE_KEYS));
}
