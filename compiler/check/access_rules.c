/* TN501 to TN508, TN511, TN512: how the data is read, and what that asks of indexes. Takes the indexes that
 * were derived for an engine with partial ones (compiler/access/); what a single engine lacks of them is told
 * when the model is lowered for it. */
#include "compiler/access/derive.h"
#include "compiler/check/condition.h"
#include "compiler/check/rules.h"

static const EntityAccess *access_of(const CheckContext *c, const Entity *e) {
    return c->access ? &c->access->entity[e->number] : NULL;
}

/* ---- patterns ---- */

static void check_search(CheckContext *c, const Entity *e, const AccessPattern *p) {
    bool words = p->search == SEARCH_WORDS || p->search == SEARCH_CONTAINS;
    if (access_search_index(e, p)) {
        return;
    }
    Buffer text = {0};
    expr_print(&text, p->searched);
    Diag *d =
        rule_report(c, e, words ? DIAG_UNSERVED_SEARCH : DIAG_FILTER_WITHIN, p->access->span,
                    sym_text(p->access->name), text_copy(c->diags->arena, buffer_text(&text)));
    buffer_free(&text);
    diag_label(d, TEXT("reads every row that its other conditions leave"));
    const char *method = !words ? "gin" : p->search == SEARCH_WORDS ? "fulltext" : "trigram";
    diag_help(d, text_format(c->diags->arena, "write an index for it: `%.*s using %s`",
                             TEXT_ARG(d->argument[1]), method));
}

void rule_patterns_are_served(CheckContext *c, const Entity *e) {
    const EntityAccess *access = access_of(c, e);
    for (size_t i = 0; access && i < access->patterns.list.count; i++) {
        const AccessPattern *p = &access->patterns.list.at[i];
        if (p->search != SEARCH_NONE) {
            check_search(c, e, p);
        }
        if (e->derives_indexes || access->service[i].key || access->service[i].index ||
            p->equal_count + p->suffix_count == 0) {
            continue;
        }
        if (p->relation) {
            Diag *d = rule_report(c, e, DIAG_UNINDEXED_FOREIGN_KEY, p->relation->span,
                                  sym_text(p->relation->name));
            diag_label(d, text_format(c->diags->arena,
                                      "each row that leaves `%.*s` reads all of `%.*s`",
                                      TEXT_ARG(sym_text(p->relation->target->name)),
                                      TEXT_ARG(sym_text(e->name))));
        } else {
            rule_report(c, e, DIAG_UNSERVED, p->access->span,
                        access_pattern_name(c->diags->arena, p, "`"), sym_text(e->name),
                        text_from(access->service[i].why));
        }
    }
}

/* ---- sorts ---- */

static Text word_of_column(const EntityAccess *access, uint32_t column) {
    const Attribute *a = access->patterns.columns.list.at[column].attribute;
    return a ? word_of_attribute(a) : TEXT("an expression");
}

/* Whether rows that are equal in what P sorts by are one at most. */
static bool order_is_total(CheckContext *c, const EntityAccess *access, const AccessPattern *p) {
    const Entity *e = access->entity;
    Bitset known = bitset_make(c->scratch, e->attribute_count);
    for (size_t i = 0; i < p->equal_count + p->sort_count; i++) {
        uint32_t column = i < p->equal_count ? p->equal[i] : p->suffix[i - p->equal_count].column;
        const Attribute *a = access->patterns.columns.list.at[column].attribute;
        if (a) {
            bitset_add(known, a->index);
        }
    }
    Bitset decided = facts_closure(c->scratch, &c->facts->entity[e->number], known);
    return p->cut || bitset_count(decided) == e->attribute_count;
}

/* Two rows of one instant are rare enough to bear. */
static bool is_instant(const EntityAccess *access, uint32_t column) {
    const Attribute *a = access->patterns.columns.list.at[column].attribute;
    return a && (a->type->kind == TYPE_TIMESTAMP || a->type->kind == TYPE_DATETIME);
}

static void check_pages(CheckContext *c, const EntityAccess *access, const AccessPattern *p) {
    enum { MANY_ROWS = 100000 };
    const Entity *e = access->entity;
    uint32_t last = p->suffix[p->sort_count - 1].column;
    if (!p->access->many || !p->access->limit || e->rows < MANY_ROWS || is_instant(access, last) ||
        order_is_total(c, access, p)) {
        return;
    }
    Diag *d =
        rule_report(c, e, DIAG_UNSTABLE_PAGES, p->access->span, sym_text(p->access->name),
                    text_format(c->diags->arena, "`%.*s`", TEXT_ARG(word_of_column(access, last))));
    diag_help(d, TEXT("sort by the key as well, and begin each page behind the last row of the one "
                      "before"));
}

void rule_sorts_are_served(CheckContext *c, const Entity *e) {
    const EntityAccess *access = access_of(c, e);
    for (size_t i = 0; access && i < e->access_count; i++) {
        const AccessPattern *p = &access->patterns.list.at[i];
        if (p->sort_count == 0) {
            continue;
        }
        if (p->range_left) {
            rule_report(c, e, DIAG_RANGE_AND_SORT, p->access->span, sym_text(p->access->name),
                        word_of_attribute(p->range_left),
                        word_of_column(access, p->suffix[0].column));
        }
        if (p->listed) {
            rule_report(c, e, DIAG_UNSERVED_SORT, p->access->span,
                        access_pattern_name(c->diags->arena, p, "`"), sym_text(e->name),
                        TEXT("the rows of each value of a list come together"));
        }
        check_pages(c, access, p);
    }
}

/* ---- indexes written by hand ---- */

typedef struct Columns {
    const IndexPart *part; /* NULL: those of a key */
    const Attribute *const *attribute;
    size_t count;
    const Expr *where;
} Columns;

static Columns columns_of_index(const Index *x) {
    return (Columns){.part = x->part, .count = x->part_count, .where = x->where};
}

static bool same_part(const IndexPart *one, const Columns *other, size_t i) {
    if (!other->part) {
        return one->attribute == other->attribute[i] && !one->collation && !one->prefix &&
               !one->operators && one->nulls == NULLS_UNSET;
    }
    const IndexPart *two = &other->part[i];
    return one->attribute == two->attribute && expr_same(one->expr, two->expr) &&
           one->collation == two->collation && one->prefix == two->prefix &&
           one->operators == two->operators && one->nulls == two->nulls;
}

/* Whether OTHER begins with the parts of X, in their directions or in all of them turned. */
static bool begins_with(const Columns *other, const Index *x) {
    bool straight = false, turned = false;
    if (other->count < x->part_count || !expr_same(other->where, x->where)) {
        return false;
    }
    for (size_t i = 0; i < x->part_count; i++) {
        if (!same_part(&x->part[i], other, i)) {
            return false;
        }
        bool descending = other->part && other->part[i].descending;
        *(x->part[i].descending == descending ? &straight : &turned) = true;
    }
    return !(straight && turned);
}

/* What makes X needless; empty: nothing. Of two that are the same, the later one is. */
static Text cover_of(const CheckContext *c, const EntityAccess *access, const Index *x) {
    const Entity *e = access->entity;
    for (size_t i = 0; i < e->key_count; i++) {
        const Attribute **order = access->key_order[i];
        Columns key = {.attribute = order ? order : e->key[i].attribute,
                       .count = e->key[i].attribute_count,
                       .where = e->key[i].where};
        if (begins_with(&key, x)) {
            return words_of_key(c->diags->arena, &e->key[i]);
        }
    }
    const IndexList *all = &c->access->index[e->number];
    for (size_t i = 0; i < all->count; i++) {
        const Index *other = all->at[i];
        Columns columns = columns_of_index(other);
        bool later = i < access->written_count && other > x && other->part_count == x->part_count;
        if (other != x && !later && other->method == INDEX_BTREE && begins_with(&columns, x)) {
            return text_format(c->diags->arena, "`%.*s`",
                               TEXT_ARG(sym_text(other->name ? other->name : other->physical)));
        }
    }
    return (Text){0};
}

static bool is_used(const EntityAccess *access, const Index *x) {
    for (size_t i = 0; i < access->patterns.list.count; i++) {
        if (access->service[i].index == x) {
            return true;
        }
    }
    return false;
}

/* Half of all rows are a poor find. With a condition, the index holds what is looked for and no more. */
static void check_few_values(CheckContext *c, const Entity *e, const Index *x) {
    const Attribute *only = x->part_count == 1 ? x->part[0].attribute : NULL;
    if (only && !x->where && attribute_class(only) == CLASS_BOOLEAN) {
        Diag *d = rule_report(c, e, DIAG_FEW_VALUES, x->span, word_of_attribute(only));
        diag_help(d, TEXT("name the value that is looked for in a condition, so that the index "
                          "holds its rows alone"));
    }
}

void rule_indexes_are_needed(CheckContext *c, const Entity *e) {
    const EntityAccess *access = access_of(c, e);
    const IndexList none = {0}, *all = access ? &c->access->index[e->number] : &none;
    for (size_t i = 0; i < all->count; i++) {
        const Index *x = all->at[i];
        if (x->method != INDEX_BTREE || x->unique) {
            continue;
        }
        check_few_values(c, e, x);
        if (x->derived) {
            continue;
        }
        Text cover = x->include_count ? (Text){0} : cover_of(c, access, x);
        if (cover.size) {
            rule_report(c, e, DIAG_REDUNDANT_INDEX, x->span, sym_text(x->name), sym_text(e->name),
                        cover);
        } else if (e->access_count && !is_used(access, x)) {
            rule_report(c, e, DIAG_UNUSED_INDEX, x->span, sym_text(x->name), sym_text(e->name));
        }
    }
}
