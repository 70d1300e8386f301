/* Indexes written by hand. They are named idx_TABLE_NAME. What the access patterns and foreign keys need
 * besides is derived from the whole (compiler/access/). */
#include "compiler/schema/resolve.h"
#include "compiler/schema/words.h"

/* ---- parts ---- */

static IndexPart part_like(const SynIndexPart *w, Expr *expr) {
    return (IndexPart){.expr = expr,
                       .attribute = expr->kind == EXPR_NAME ? expr->name.attribute : NULL,
                       .descending = w->descending,
                       .nulls = w->nulls,
                       .collation = w->collation.sym,
                       .operators = w->operators.sym,
                       .prefix = (uint32_t)w->prefix.value};
}

/* A prefix is of a text or of bytes, and shorter than these. */
static void check_prefix(Resolver *r, const Entity *e, const SynIndexPart *w, const IndexPart *part,
                         const char *place) {
    enum { LONGEST = 65535 };
    const Type *type = part->expr->type;
    bool is_text = type_class(type) == CLASS_STRING && type->kind != TYPE_ENUM;
    if (!span_exists(w->prefix.span)) {
        return;
    }
    if (!text_equal_c(text_from(place), "an index")) {
        report(r, e, DIAG_NOT_ALLOWED_HERE, w->prefix.span, TEXT("`prefix`"), text_from(place));
    } else if (!part->attribute || (!is_text && type->kind != TYPE_BYTES)) {
        report_conflict(r, e, w->prefix.span, TEXT("`prefix`"),
                        part->attribute ? say(r, "`%.*s`", TEXT_ARG(type_name(r->scratch, type)))
                                        : TEXT("an expression"),
                        "only texts and bytes have a beginning");
    } else if (w->prefix.value == 0 || w->prefix.value > LONGEST ||
               (type->length && w->prefix.value >= type->length)) {
        report(r, e, DIAG_INVALID_VALUE, w->prefix.span,
               say(r, "`%llu`", (unsigned long long)w->prefix.value), TEXT("prefix"),
               type->length ? say(r, "the text has %u characters", (unsigned)type->length)
                            : say(r, "it is 1 to %d", (int)LONGEST));
    }
}

/* A relation stands for all its columns. */
static size_t count_parts(const EntityDraft *d, const SynIndexParts *written) {
    size_t count = 0;
    for (size_t i = 0; i < written->count; i++) {
        const Expr *e = written->at[i].expr;
        const RelationDraft *relation =
            e && e->kind == EXPR_NAME ? map_get(&d->relation_by_name, e->name.sym) : NULL;
        count += relation ? relation->column_count + 1 : 1;
    }
    return count;
}

bool index_parts_resolve(Resolver *r, EntityDraft *d, const SynIndexParts *written,
                         const char *place, IndexPart **part, size_t *count) {
    *part = arena_array(r->session, IndexPart, count_parts(d, written));
    *count = 0;
    for (size_t i = 0; i < written->count; i++) {
        const SynIndexPart *w = &written->at[i];
        if (!w->expr) {
            return false; /* the reader has said why */
        }
        if (w->expr->kind != EXPR_NAME) {
            IndexPart *made = &(*part)[(*count)++];
            *made = part_like(w, check_expression(r, d, w->expr, place));
            check_prefix(r, d->entity, w, made, place);
            continue;
        }
        const Attribute *const *found = NULL;
        size_t columns =
            find_attributes(r, d, (SynName){w->expr->name.sym, w->expr->span}, place, &found);
        if (columns == 0) {
            return false;
        }
        for (size_t k = 0; k < columns; k++) {
            Expr *name = make_name(r->session, found[k]);
            name->span = w->expr->span;
            IndexPart *made = &(*part)[(*count)++];
            *made = part_like(w, name);
            check_prefix(r, d->entity, w, made, place);
        }
    }
    return *count > 0;
}

/* ---- by hand ---- */

enum { METHOD_COUNT = INDEX_TRIGRAM + 1 };

static IndexMethod find_method(Resolver *r, const Entity *e, SynName written) {
    const char *word[METHOD_COUNT];
    for (int i = 0; i < METHOD_COUNT; i++) {
        word[i] = word_of_method((IndexMethod)i);
        if (written.sym && text_equal_c(sym_text(written.sym), word[i])) {
            return (IndexMethod)i;
        }
    }
    if (written.sym) {
        report_word(r, e, "index method", written, word, METHOD_COUNT);
    }
    return INDEX_BTREE;
}

static Expr *live_rows(Resolver *r, const Entity *e) {
    const Attribute *deleted_at = attribute_named(e, r->deleted_at);
    return e->soft_delete && deleted_at ? make_is_null(r->session, deleted_at) : NULL;
}

static void check_unique_index(Resolver *r, const Entity *e, const SynIndex *w, const Index *x) {
    if (x->unique && x->method != INDEX_BTREE) {
        report_conflict(r, e, w->unique.span, TEXT("`unique`"),
                        say(r, "`using %s`", word_of_method(x->method)),
                        "only a b-tree tells values apart");
    }
    for (size_t i = 0; x->unique && i < w->parts.count; i++) {
        if (span_exists(w->parts.at[i].prefix.span)) {
            report_conflict(r, e, w->parts.at[i].prefix.span, TEXT("`prefix`"), TEXT("`unique`"),
                            "values that only begin alike are not the same");
        }
    }
    if (x->part_count > KEY_LIMIT_COLUMNS) {
        report(r, e, DIAG_LIMIT, w->head.name.span, TEXT("the number of parts of an index"),
               say(r, "%d", (int)KEY_LIMIT_COLUMNS));
    }
}

static void add_written(Resolver *r, EntityDraft *d, const SynIndex *w) {
    Entity *e = d->entity;
    Index *x = &e->index[e->index_count];
    *x = (Index){.name = w->head.name.sym,
                 .unique = w->unique.value,
                 .method = find_method(r, e, w->method),
                 .doc = w->doc.text,
                 .span = w->head.name.span};
    bool fine = index_parts_resolve(r, d, &w->parts, "an index", &x->part, &x->part_count);
    x->where =
        check_condition(r, d, w->where, "the condition of an index", CONSTANCY_IMMUTABLE, false);
    fine &=
        find_attribute_list(r, d, &w->include, "an `include` list", &x->include, &x->include_count);
    if (!fine) {
        return;
    }
    if (x->unique) {
        x->where = make_and(r->session, x->where, live_rows(r, e));
    }
    check_unique_index(r, e, w, x);
    x->physical = w->physical.sym ? w->physical.sym : name_of_written_index(r, e, x->name);
    e->index_count++;
}

/* `derived: off`: one bare word, which no attribute bears. */
static bool is_derived_word(const EntityDraft *d, const SynIndex *w) {
    const Expr *only = w->parts.count == 1 ? w->parts.at[0].expr : NULL;
    return text_equal_c(sym_text(w->head.name.sym), "derived") && only &&
           only->kind == EXPR_NAME && !attribute_named(d->entity, only->name.sym) &&
           !map_get(&d->relation_by_name, only->name.sym);
}

void indexes_resolve(Resolver *r, EntityDraft *d) {
    size_t count = d->written ? d->written->indexes.count : 0;
    d->entity->derives_indexes = r->derives_indexes;
    d->entity->index = arena_array(r->session, Index, count);
    for (size_t k = 0; k < count; k++) {
        const SynIndex *w = &d->written->indexes.at[k];
        if (is_derived_word(d, w)) {
            SynName word = {w->parts.at[0].expr->name.sym, w->parts.at[0].expr->span};
            d->entity->derives_indexes = derived_word(r, d->entity, word, r->derives_indexes);
        } else {
            add_written(r, d, w);
        }
    }
}
