/* Derive: classes of patterns, what serves them already, the cover of the rest, and the indexes that it
 * makes. See derive.h. */
#include "compiler/access/derive.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/access/cost.h"
#include "compiler/check/condition.h"
#include "compiler/schema/make.h"

enum { SMALL_TABLE_ROWS = 1000 }; /* a scan of fewer rows costs less than the upkeep of an index */

static const char why_off[] = "no index is derived for this entity";
static const char why_all[] = "it reads all rows, in no order";
static const char why_small[] = "a scan of so few rows costs less than an index";
static const char why_search[] = "it searches within values";

typedef struct Deriver {
    Arena *a, *scratch;
    const EntityFacts *facts;
    EntityAccess *made;
    bool partial;
    VEC(const Index *) index; /* written ones, then derived ones */
    VEC(Index *) derived;
} Deriver;

/* ---- conditions ---- */

typedef struct Conditions {
    Text *text; /* sorted */
    size_t count;
} Conditions;

static Conditions conditions_of(const AccessPattern *p) {
    return (Conditions){p->atom_text, p->atom_count};
}

static bool holds_text(Conditions all, Text wanted) {
    for (size_t i = 0; i < all.count; i++) {
        if (text_equal(all.text[i], wanted)) {
            return true;
        }
    }
    return false;
}

typedef struct Implication {
    Conditions given;
    bool holds;
} Implication;

static void look_for_part(void *context, const Expr *part) {
    Implication *i = context;
    Buffer text = {0};
    expr_print(&text, part);
    i->holds = i->holds && holds_text(i->given, buffer_text(&text));
    buffer_free(&text);
}

/* Whether rows that satisfy GIVEN satisfy WHERE: each part of it is one of them. */
static bool implies(Conditions given, const Expr *where) {
    Implication i = {given, true};
    if (where) {
        condition_visit_parts(where, look_for_part, &i);
    }
    return i.holds;
}

static size_t count_parts(const Expr *where) {
    if (!where) {
        return 0;
    }
    bool both = where->kind == EXPR_BINARY && where->binary.op == OPERATOR_AND;
    return both ? count_parts(where->binary.left) + count_parts(where->binary.right) : 1;
}

/* ---- what there is already ---- */

/* An index that exists, in the numbers of the patterns' columns; what is no such column ends it. */
static size_t parts_of_index(const Deriver *d, const Index *x, ChainPart *part) {
    const AccessColumns *columns = &d->made->patterns.columns;
    size_t count = 0;
    for (size_t i = 0; i < x->part_count; i++) {
        const IndexPart *p = &x->part[i];
        uint32_t found = UINT32_MAX;
        for (size_t k = 0; k < columns->list.count; k++) {
            const AccessColumn *c = &columns->list.at[k];
            bool same = p->attribute ? c->attribute == p->attribute
                                     : !c->attribute && expr_same(c->expr, p->expr);
            if (same && c->collation == p->collation) {
                found = (uint32_t)k;
            }
        }
        if (found == UINT32_MAX || p->prefix || p->operators) {
            break;
        }
        part[count++] = (ChainPart){.column = found,
                                    .descending = p->descending,
                                    .turned_nulls = access_turns_nulls(p)};
    }
    return count;
}

static size_t parts_of_key(const Deriver *d, const Attribute *const *attribute, size_t size,
                           ChainPart *part) {
    const AccessColumns *columns = &d->made->patterns.columns;
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        size_t k = 0;
        while (k < columns->list.count && columns->list.at[k].attribute != attribute[i]) {
            k++;
        }
        if (k == columns->list.count) {
            break;
        }
        part[count++] = (ChainPart){.column = (uint32_t)k};
    }
    return count;
}

static ChainPattern chain_pattern(const AccessPattern *p) {
    return (ChainPattern){.equal = p->equal,
                          .equal_count = p->equal_count,
                          .suffix = p->suffix,
                          .suffix_count = p->suffix_count};
}

static bool is_equal_attribute(const Deriver *d, const AccessPattern *p, const Attribute *a) {
    for (size_t i = 0; i < p->equal_count; i++) {
        if (d->made->patterns.columns.list.at[p->equal[i]].attribute == a) {
            return true;
        }
    }
    return false;
}

/* Whether P compares all of KEY: then it finds one row at most, in whatever order KEY is kept. */
static bool finds_by_key(const Deriver *d, const AccessPattern *p, const Key *key) {
    for (size_t i = 0; i < key->attribute_count; i++) {
        const Attribute *a = key->attribute[i];
        if (a->nullable || !is_equal_attribute(d, p, a)) {
            return false;
        }
    }
    return key->attribute_count > 0;
}

static bool key_counts(const Deriver *d, const AccessPattern *p, const Key *key) {
    return (!key->where || d->partial) && implies(conditions_of(p), key->where);
}

static AccessService find_service(const Deriver *d, const AccessPattern *p) {
    const Entity *e = d->made->entity;
    ChainPattern wanted = chain_pattern(p);
    for (size_t i = 0; i < e->key_count; i++) {
        if (key_counts(d, p, &e->key[i]) && finds_by_key(d, p, &e->key[i])) {
            return (AccessService){.key = &e->key[i]};
        }
    }
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *key = &e->key[i];
        const Attribute **order = d->made->key_order[i];
        bool settled = key->kind == KEY_PRIMARY || order;
        ChainPart *part = arena_array(d->scratch, ChainPart, key->attribute_count + 1);
        size_t count = parts_of_key(d, order ? order : key->attribute, key->attribute_count, part);
        if (settled && key_counts(d, p, key) && chain_serves(part, count, &wanted)) {
            return (AccessService){.key = key};
        }
    }
    for (size_t i = 0; i < d->index.count; i++) {
        const Index *x = d->index.at[i];
        ChainPart *part = arena_array(d->scratch, ChainPart, x->part_count + 1);
        size_t count = parts_of_index(d, x, part);
        if (x->method == INDEX_BTREE && (!x->where || d->partial) &&
            implies(conditions_of(p), x->where) && chain_serves(part, count, &wanted)) {
            return (AccessService){.index = x};
        }
    }
    return (AccessService){0};
}

/* ---- what a class is solved over ---- */

static bool is_live_test(const Expr *e) {
    return e->kind == EXPR_IS_NULL && !e->negated && e->operand->kind == EXPR_NAME &&
           e->operand->name.attribute && e->operand->name.attribute->origin == ATTRIBUTE_DELETED_AT;
}

/* The attribute that a condition holds to one value; NULL: it does something else. */
static const Attribute *fixed_attribute(const Expr *e) {
    const Expr *literal;
    const Attribute *constant = condition_constant(e, &literal);
    if (constant) {
        return constant;
    }
    const Expr *name = e->kind == EXPR_NOT || e->kind == EXPR_IS_NULL ? e->operand : e;
    return name->kind == EXPR_NAME && !(e->kind == EXPR_IS_NULL && e->negated)
               ? name->name.attribute
               : NULL;
}

static bool follows(const AccessPattern *p, uint32_t column) {
    for (size_t i = 0; i < p->suffix_count; i++) {
        if (p->suffix[i].column == column) {
            return true;
        }
    }
    return false;
}

/* Without partial indexes, a value that never varies is compared like any other. That rows are live is true of
 * nearly all of them, so no column is spent on it. */
static void fold_conditions(Deriver *d, AccessPattern *p) {
    AccessColumns *columns = &d->made->patterns.columns;
    uint32_t *equal = arena_array(d->a, uint32_t, p->equal_count + p->atom_count + 1);
    size_t count = p->equal_count;
    if (count) {
        memcpy(equal, p->equal, count * sizeof *equal);
    }
    for (size_t i = 0; i < p->atom_count; i++) {
        const Attribute *a = is_live_test(p->atom[i]) ? NULL : fixed_attribute(p->atom[i]);
        if (a && !is_equal_attribute(d, p, a)) {
            uint32_t column = access_attribute(d->a, columns, a);
            if (!follows(p, column)) {
                equal[count++] = column;
            }
        }
    }
    p->equal = equal;
    p->equal_count = count;
    p->atom_count = 0;
}

/* Rows that are picked by a condition alone: a partial index holds just those, by their key. */
static void pick_by_condition(Deriver *d, AccessPattern *p) {
    const Entity *e = d->made->entity;
    bool picks = false;
    for (size_t i = 0; i < p->atom_count; i++) {
        picks = picks || !is_live_test(p->atom[i]);
    }
    if (picks && p->equal_count + p->suffix_count == 0 && e->has_primary_key) {
        uint32_t column =
            access_attribute(d->a, &d->made->patterns.columns, e->key[0].attribute[0]);
        p->suffix = arena_new(d->a, ChainPart);
        p->suffix[0] = (ChainPart){.column = column, .any_way = true};
        p->suffix_count = 1;
    }
}

static uint64_t width_of(const AccessColumn *c) {
    return cost_width(c->attribute ? c->attribute->type : c->expr->type);
}

static uint64_t weight_of(const Deriver *d, const AccessPattern *p) {
    const AccessColumn *column = d->made->patterns.columns.list.at;
    uint64_t width = 0;
    for (size_t i = 0; i < p->equal_count; i++) {
        width += width_of(&column[p->equal[i]]);
    }
    for (size_t i = 0; i < p->suffix_count; i++) {
        width += width_of(&column[p->suffix[i].column]);
    }
    return width;
}

/* ---- new indexes ---- */

/* Letters and digits; whatever else stands between them is one `_`. */
static void add_words(Buffer *name, Text words) {
    for (size_t i = 0; i < words.size; i++) {
        char c = words.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (unsigned char)c >= 0x80;
        if (plain) {
            buffer_add_char(name, c);
        } else if (name->size && name->at[name->size - 1] != '_') {
            buffer_add_char(name, '_');
        }
    }
    while (name->size && name->at[name->size - 1] == '_') {
        name->size--;
    }
}

static void add_part(Buffer *name, Text words) {
    buffer_add_char(name, '_');
    add_words(name, words);
}

/* idx_TABLE_COLUMNS, with what tells it from another one on the same columns: directions and conditions. So
 * what one index is called does not depend on which others there are. */
static Sym name_index(Deriver *d, const Index *x, Conditions conditions) {
    Buffer name = {0};
    buffer_add_c(&name, "idx");
    add_part(&name, sym_text(d->made->entity->table));
    for (size_t i = 0; i < x->part_count; i++) {
        const IndexPart *part = &x->part[i];
        if (part->attribute) {
            buffer_add_char(&name, '_');
            buffer_add(&name, sym_text(part->attribute->column));
        } else {
            Buffer words = {0};
            expr_print(&words, part->expr);
            add_part(&name, buffer_text(&words));
            buffer_free(&words);
        }
        buffer_add_c(&name, part->descending ? "_desc" : "");
        buffer_add_c(&name, part->nulls != NULLS_UNSET ? "_nulls" : "");
    }
    for (size_t i = 0; i < conditions.count; i++) {
        buffer_add_c(&name, i ? "" : "_where");
        add_part(&name, conditions.text[i]);
    }
    Sym sym = sym_make(d->a, buffer_text(&name));
    buffer_free(&name);
    return sym;
}

static IndexPart make_part(Deriver *d, const ChainPart *part) {
    const AccessColumn *c = &d->made->patterns.columns.list.at[part->column];
    IndexPart made = {
        .attribute = c->attribute, .descending = part->descending, .collation = c->collation};
    made.expr = c->attribute ? make_name(d->a, c->attribute) : (Expr *)(uintptr_t)c->expr;
    if (part->turned_nulls) {
        made.nulls = part->descending ? NULLS_LAST : NULLS_FIRST;
    }
    return made;
}

/* P is the first pattern that the index serves: what it says of its class holds for all of it. */
static Index *make_index(Deriver *d, const ChainIndex *chain, const AccessPattern *p) {
    Index *x = arena_new(d->a, Index);
    *x = (Index){.derived = true,
                 .relation = p->relation,
                 .method = INDEX_BTREE,
                 .part = arena_array(d->a, IndexPart, chain->part_count + 1),
                 .part_count = chain->part_count,
                 .span = p->access ? p->access->span : p->relation->span};
    for (size_t i = 0; i < chain->part_count; i++) {
        x->part[i] = make_part(d, &chain->part[i]);
    }
    for (size_t i = 0; i < p->atom_count; i++) {
        x->where = make_and(d->a, x->where, (Expr *)(uintptr_t)p->atom[i]);
    }
    x->physical = name_index(d, x, conditions_of(p));
    *vec_push(d->a, &d->index) = x;
    *vec_push(d->scratch, &d->derived) = x;
    return x;
}

/* ---- one class ---- */

typedef struct Class {
    Conditions conditions;
    VEC(size_t) pattern; /* that nothing serves yet */
} Class;

static bool same_conditions(Conditions left, Conditions right) {
    bool same = left.count == right.count;
    for (size_t i = 0; same && i < left.count; i++) {
        same = text_equal(left.text[i], right.text[i]);
    }
    return same;
}

static bool is_referred_to(const Entity *e, const Key *key) {
    for (size_t i = 0; i < e->inverse_count; i++) {
        if (e->inverse[i].relation->target_key == key) {
            return true;
        }
    }
    return false;
}

/* Unique sets of the class, whose order is free: no foreign key names their columns. */
static size_t gather_keys(Deriver *d, const Class *class, const Key **key) {
    const Entity *e = d->made->entity;
    size_t count = 0;
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *k = &e->key[i];
        bool here = count_parts(k->where) == class->conditions.count &&
                    implies(class->conditions, k->where) && (!k->where || d->partial);
        if (here && k->kind == KEY_UNIQUE && !is_referred_to(e, k)) {
            key[count++] = k;
        }
    }
    return count;
}

static ChainKey chain_key(Deriver *d, const Key *key) {
    uint32_t *column = arena_array(d->scratch, uint32_t, key->attribute_count + 1);
    for (size_t i = 0; i < key->attribute_count; i++) {
        column[i] = access_attribute(d->a, &d->made->patterns.columns, key->attribute[i]);
    }
    return (ChainKey){column, key->attribute_count};
}

static void settle_key(Deriver *d, const Key *key, const ChainIndex *chain) {
    const Attribute **order = arena_array(d->a, const Attribute *, chain->part_count + 1);
    for (size_t i = 0; i < chain->part_count; i++) {
        order[i] = d->made->patterns.columns.list.at[chain->part[i].column].attribute;
    }
    d->made->key_order[key - d->made->entity->key] = order;
}

/* Columns of a foreign key that has several; else 0. */
static size_t composite_size(const AccessPattern *p) {
    return p->relation && p->equal_count > 1 ? p->equal_count : 0;
}

/* A foreign key's columns go as it has them, since InnoDB checks it by no other order; all others as they stand
 * in the table, expressions last. */
static uint32_t *rank_columns(Deriver *d) {
    const AccessColumns *columns = &d->made->patterns.columns;
    uint32_t behind = 0; /* first come those of foreign keys, the first key's foremost */
    for (size_t i = 0; i < d->made->patterns.list.count; i++) {
        behind += (uint32_t)composite_size(&d->made->patterns.list.at[i]);
    }
    uint32_t *rank = arena_array(d->scratch, uint32_t, columns->list.count + 1);
    for (uint32_t i = 0; i < columns->list.count; i++) {
        const Attribute *a = columns->list.at[i].attribute;
        rank[i] = behind + (a ? a->index : (uint32_t)d->made->entity->attribute_count + i);
    }
    for (size_t i = d->made->patterns.list.count; i-- > 0;) {
        const AccessPattern *p = &d->made->patterns.list.at[i];
        for (size_t k = composite_size(p); k-- > 0;) {
            rank[p->equal[k]] = --behind;
        }
    }
    return rank;
}

/* Whether KEY, all of whose columns ascend, serves P as the chain does that it stands for. */
static bool key_serves(const Deriver *d, const ChainIndex *chain, const AccessPattern *p) {
    ChainPart *part = arena_array(d->scratch, ChainPart, chain->part_count + 1);
    for (size_t i = 0; i < chain->part_count; i++) {
        part[i] = (ChainPart){.column = chain->part[i].column};
    }
    ChainPattern wanted = chain_pattern(p);
    return chain_serves(part, chain->part_count, &wanted);
}

/* Leaves in CLASS what needs directions that a key does not have. */
static void solve_class(Deriver *d, Class *class, bool with_keys) {
    EntityAccess *made = d->made;
    const Key **key = arena_array(d->scratch, const Key *, made->entity->key_count + 1);
    ChainProblem problem = {.key_count = with_keys ? gather_keys(d, class, key) : 0};
    ChainKey *free_key = arena_array(d->scratch, ChainKey, problem.key_count + 1);
    for (size_t i = 0; i < problem.key_count; i++) {
        free_key[i] = chain_key(d, key[i]);
    }
    problem.pattern_count = class->pattern.count;
    ChainPattern *pattern = arena_array(d->scratch, ChainPattern, problem.pattern_count + 1);
    for (size_t i = 0; i < problem.pattern_count; i++) {
        const AccessPattern *p = &made->patterns.list.at[class->pattern.at[i]];
        pattern[i] = chain_pattern(p);
        pattern[i].weight = weight_of(d, p);
    }
    problem.pattern = pattern;
    problem.key = free_key;
    problem.column_count = made->patterns.columns.list.count;
    problem.rank = rank_columns(d);
    ChainCover cover = chain_cover(d->scratch, d->scratch, &problem);
    made->exact = made->exact && cover.exact;
    for (size_t i = 0; i < problem.key_count; i++) {
        settle_key(d, key[i], &cover.index[i]);
    }
    size_t left = 0;
    const Index **new_index = arena_array(d->scratch, const Index *, cover.index_count + 1);
    for (size_t i = 0; i < problem.pattern_count; i++) {
        size_t by = cover.served_by[i];
        AccessService *service = &made->service[class->pattern.at[i]];
        if (cover.index[by].key) {
            if (key_serves(d, &cover.index[by], &made->patterns.list.at[class->pattern.at[i]])) {
                service->key = key[by];
            } else {
                class->pattern.at[left++] = class->pattern.at[i];
            }
            continue;
        }
        if (!new_index[by]) {
            new_index[by] =
                make_index(d, &cover.index[by], &made->patterns.list.at[class->pattern.at[i]]);
        }
        service->index = new_index[by];
    }
    class->pattern.count = left;
}

/* ---- one entity ---- */

static int fewer_conditions_first(const void *left, const void *right) {
    Conditions l = ((const Class *)left)->conditions, r = ((const Class *)right)->conditions;
    if (l.count != r.count) {
        return l.count < r.count ? -1 : 1;
    }
    int order = 0;
    for (size_t i = 0; i < l.count && !order; i++) {
        order = text_compare(l.text[i], r.text[i]);
    }
    return order;
}

typedef struct PartTexts {
    Arena *a;
    VEC(Text) text;
} PartTexts;

static void add_part_text(void *context, const Expr *part) {
    PartTexts *parts = context;
    Buffer text = {0};
    expr_print(&text, part);
    *vec_push(parts->a, &parts->text) = text_copy(parts->a, buffer_text(&text));
    buffer_free(&text);
}

static int compare_texts(const void *left, const void *right) {
    return text_compare(*(const Text *)left, *(const Text *)right);
}

static Conditions conditions_of_key(Deriver *d, const Key *key) {
    PartTexts parts = {.a = d->scratch};
    if (key->where) {
        condition_visit_parts(key->where, add_part_text, &parts);
    }
    if (parts.text.count > 1) {
        qsort(parts.text.at, parts.text.count, sizeof *parts.text.at, compare_texts);
    }
    return (Conditions){parts.text.at, parts.text.count};
}

typedef struct Classes {
    Class *at;
    size_t count;
} Classes;

static Class *class_of(Classes *classes, Conditions conditions) {
    for (size_t i = 0; i < classes->count; i++) {
        if (same_conditions(classes->at[i].conditions, conditions)) {
            return &classes->at[i];
        }
    }
    Class *fresh = &classes->at[classes->count++];
    *fresh = (Class){.conditions = conditions};
    return fresh;
}

/* Classes of patterns, and of unique sets, whose order each class settles. */
static Classes gather_classes(Deriver *d) {
    EntityAccess *made = d->made;
    size_t most = made->patterns.list.count + made->entity->key_count + 1;
    Classes classes = {arena_array(d->scratch, Class, most), 0};
    for (size_t i = 0; i < made->patterns.list.count; i++) {
        Class *class = class_of(&classes, conditions_of(&made->patterns.list.at[i]));
        *vec_push(d->scratch, &class->pattern) = i;
    }
    for (size_t i = 0; i < made->entity->key_count; i++) {
        if (made->entity->key[i].kind == KEY_UNIQUE &&
            (!made->entity->key[i].where || d->partial)) {
            class_of(&classes, conditions_of_key(d, &made->entity->key[i]));
        }
    }
    qsort(classes.at, classes.count, sizeof *classes.at, fewer_conditions_first);
    return classes;
}

/* Whether an index of METHOD answers a search of KIND. */
static bool answers(IndexMethod method, SearchKind kind) {
    bool words = method == INDEX_FULLTEXT || method == INDEX_TRIGRAM || method == INDEX_GIST;
    return method == INDEX_GIN || (words && (kind == SEARCH_WORDS || kind == SEARCH_CONTAINS));
}

const Index *access_search_index(const Entity *e, const AccessPattern *p) {
    for (size_t i = 0; p->search != SEARCH_NONE && i < e->index_count; i++) {
        const Index *x = &e->index[i];
        for (size_t k = 0; answers(x->method, p->search) && k < x->part_count; k++) {
            if (expr_same(x->part[k].expr, p->searched)) {
                return x;
            }
        }
    }
    return NULL;
}

/* Why nothing is derived for P; NULL: an index is. */
static const char *reason_against(const Deriver *d, const AccessPattern *p) {
    const Entity *e = d->made->entity;
    if (p->equal_count + p->suffix_count == 0) {
        return p->search == SEARCH_NONE ? why_all : why_search;
    }
    if (!e->derives_indexes) {
        return why_off;
    }
    return p->access && e->rows && e->rows < SMALL_TABLE_ROWS ? why_small : NULL;
}

/* Leaves in CLASS what needs a new index. */
static void settle_served(Deriver *d, Class *class) {
    size_t kept = 0;
    for (size_t i = 0; i < class->pattern.count; i++) {
        size_t number = class->pattern.at[i];
        const AccessPattern *p = &d->made->patterns.list.at[number];
        AccessService service = {.index = access_search_index(d->made->entity, p)};
        if (!service.index && p->equal_count + p->suffix_count) {
            service = find_service(d, p);
        }
        if (!service.key && !service.index) {
            service.why = reason_against(d, p);
        }
        d->made->service[number] = service;
        if (!service.key && !service.index && !service.why) {
            class->pattern.at[kept++] = number;
        }
    }
    class->pattern.count = kept;
}

Text access_served_by_index(Arena *a, const EntityAccess *access, const Index *x, const char *quote,
                            bool sorted) {
    Text names = {"", 0};
    for (size_t i = 0; i < access->patterns.list.count; i++) {
        const AccessPattern *p = &access->patterns.list.at[i];
        if (access->service[i].index == x && (!sorted || p->sort_count)) {
            Text name = access_pattern_name(a, p, quote);
            names =
                names.size ? text_format(a, "%.*s, %.*s", TEXT_ARG(names), TEXT_ARG(name)) : name;
        }
    }
    return names;
}

/* What they serve is known once all classes are solved. Of one for foreign keys alone, its name says enough. */
static void explain_derived(Deriver *d) {
    EntityAccess *made = d->made;
    for (size_t i = 0; i < made->entity->access_count; i++) {
        size_t k = 0;
        while (k < d->derived.count && d->derived.at[k] != made->service[i].index) {
            k++;
        }
        if (k < d->derived.count && !d->derived.at[k]->doc.size) {
            Index *x = d->derived.at[k];
            Text names = access_served_by_index(d->scratch, made, x, "", false);
            x->doc = text_format(d->a, "Derived for: %.*s", TEXT_ARG(names));
        }
    }
}

static IndexList derive_entity(Deriver *d) {
    EntityAccess *made = d->made;
    const Entity *e = made->entity;
    for (size_t i = 0; i < e->index_count; i++) {
        *vec_push(d->a, &d->index) = &e->index[i];
    }
    made->written_count = e->index_count;
    made->patterns = access_patterns(d->a, d->scratch, d->facts);
    made->service = arena_array(d->a, AccessService, made->patterns.list.count + 1);
    made->key_order = arena_array(d->a, const Attribute **, e->key_count + 1);
    for (size_t i = 0; i < made->patterns.list.count; i++) {
        (d->partial ? pick_by_condition : fold_conditions)(d, &made->patterns.list.at[i]);
    }
    if (made->patterns.list.count) {
        Classes classes = gather_classes(d);
        for (size_t i = 0; i < classes.count; i++) {
            settle_served(d, &classes.at[i]);
            solve_class(d, &classes.at[i], true);
            if (classes.at[i].pattern.count) {
                settle_served(d, &classes.at[i]);
                solve_class(d, &classes.at[i], false);
            }
        }
        explain_derived(d);
    }
    return (IndexList){d->index.at, d->index.count};
}

AccessPlan *access_derive(Arena *a, Arena *scratch, const Facts *facts, bool partial) {
    const Schema *s = facts->schema;
    AccessPlan *plan = arena_new(a, AccessPlan);
    plan->schema = s;
    plan->entity = arena_array(a, EntityAccess, s->entity_count + 1);
    plan->index = arena_array(a, IndexList, s->entity_count + 1);
    for (size_t i = 0; i < s->entity_count; i++) {
        EntityAccess *made = &plan->entity[i];
        *made = (EntityAccess){.entity = s->entity[i], .exact = true};
        plan->index[i] = derive_entity(&(Deriver){.a = a,
                                                  .scratch = scratch,
                                                  .facts = &facts->entity[i],
                                                  .made = made,
                                                  .partial = partial});
        arena_reset(scratch);
    }
    return plan;
}
