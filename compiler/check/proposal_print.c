/* Writes a proposal as the model file that it makes: what stays is copied as it was written, entry by entry,
 * and an entry goes where all that it names has gone. What fits no entity is left out with a comment. */
#include <stdlib.h>

#include "compiler/base/buffer.h"
#include "compiler/check/condition.h"
#include "compiler/check/proposal.h"
#include "compiler/check/rules.h"

/* How an entity is written: one of its parts, or an entity that takes attributes over. */
typedef struct Writer {
    Buffer *out;
    Arena *arena;
    const Sources *sources;
    const Proposal *proposal;
    size_t part; /* that is being written; SIZE_MAX: an entity that is not split */
    const Entity
        *entity;   /* that stands in the model: the one that is split, or the one that takes over */
    size_t indent; /* of the entity's name */
} Writer;

/* ---- copying ---- */

static size_t column_of(const Writer *w, uint32_t position) {
    return source_place(w->sources, position).column - 1;
}

/* SPAN as written, without what the reader counts in behind it: blank lines, and comments below. */
static Text written(const Writer *w, Span span) {
    Text text = source_text(w->sources, span);
    for (;;) {
        text = text_slice(text, 0, text.size);
        while (text.size && strchr(" \t\r\n", text.at[text.size - 1])) {
            text.size--;
        }
        size_t line = text.size;
        while (line > 0 && text.at[line - 1] != '\n') {
            line--;
        }
        Text last = text_trim(text_slice(text, line, text.size));
        if (line == 0 || !text_starts_with(last, TEXT("#"))) {
            return text;
        }
        text.size = line;
    }
}

/* A value, whose further lines keep their place below its first. */
static void add_value(Writer *w, Span span, size_t indent) {
    Text text = written(w, span);
    size_t from = column_of(w, span.start);
    bool several = memchr(text.at, '\n', text.size) != NULL;
    bool block = several && text.at[0] != '{' && text.at[0] != '[' && text.at[0] != '|' &&
                 text.at[0] != '>' && text.at[0] != '"' && text.at[0] != '\'';
    if (block) {
        buffer_add_char(w->out, '\n');
        buffer_add_repeat(w->out, ' ', indent);
    } else {
        buffer_add_char(w->out, ' ');
    }
    size_t start = 0;
    while (start < text.size) {
        const char *end = memchr(text.at + start, '\n', text.size - start);
        size_t stop = end ? (size_t)(end - text.at) : text.size;
        Text line = text_slice(text, start, stop);
        if (start > 0) {
            size_t blank = 0;
            while (blank < line.size && line.at[blank] == ' ' && blank < from) {
                blank++;
            }
            buffer_add_repeat(w->out, ' ', line.size > blank ? indent : 0);
            line = text_slice(line, blank, line.size);
        }
        buffer_add(w->out, line);
        buffer_add_char(w->out, '\n');
        start = stop + 1;
    }
}

static void add_key(Writer *w, size_t depth, const char *key) {
    buffer_add_repeat(w->out, ' ', w->indent + 2 * depth);
    buffer_format(w->out, "%s:", key);
}

static void add_simple(Writer *w, const char *key, Span value) {
    if (span_exists(value)) {
        add_key(w, 1, key);
        add_value(w, value, w->indent + 4);
    }
}

static void add_entry(Writer *w, const SynHead *head) {
    buffer_add_repeat(w->out, ' ', w->indent + 4);
    buffer_add(w->out, source_text(w->sources, head->name.span));
    buffer_add_char(w->out, ':');
    add_value(w, head->span, w->indent + 6);
}

static void add_comment(Writer *w, const char *words, Text name) {
    buffer_add_repeat(w->out, ' ', w->indent + 2);
    buffer_format(w->out, "# %s `%.*s` speaks of attributes that are apart now: left out\n", words,
                  TEXT_ARG(name));
}

/* A section's key, once something stands in it. */
static void open_section(Writer *w, const char *key, bool *open) {
    if (!*open) {
        add_key(w, 1, key);
        buffer_add_char(w->out, '\n');
        *open = true;
    }
}

/* ---- who has what ---- */

static const ProposedPart *current(const Writer *w) {
    return w->part == SIZE_MAX ? NULL : &w->proposal->part[w->part];
}

static bool part_has(const Writer *w, size_t part, const Attribute *attribute) {
    const Subject *s = &w->proposal->subject;
    size_t number = s->number[attribute->index];
    if (number != SIZE_MAX) {
        return bitset_has(w->proposal->part[part].set, number);
    }
    if (!attribute->generated) {
        return part == w->proposal->main; /* what conventions add */
    }
    Bitset inputs = bitset_make(w->arena, s->facts->theory.width);
    expr_add_attributes(attribute->generated, inputs);
    for (size_t i = bitset_next(inputs, 0); i != SIZE_MAX; i = bitset_next(inputs, i + 1)) {
        if (!part_has(w, part, &w->entity->attribute[i])) {
            return false;
        }
    }
    return true;
}

/* Whether all of SET, by index, is in the part that is being written. */
static bool has_all(const Writer *w, Bitset set) {
    for (size_t i = bitset_next(set, 0); i != SIZE_MAX; i = bitset_next(set, i + 1)) {
        if (!part_has(w, w->part, &w->entity->attribute[i])) {
            return false;
        }
    }
    return true;
}

static Bitset set_of(Writer *w, const Attribute *const *attribute, size_t count) {
    Bitset set = bitset_make(w->arena, w->entity->attribute_count);
    for (size_t i = 0; i < count; i++) {
        bitset_add(set, attribute[i]->index);
    }
    return set;
}

static bool has_relation(Writer *w, const Relation *r) {
    if (r->kind == RELATION_ONE_OF) {
        bool whole = true;
        for (size_t i = 0; i < r->arm_count; i++) {
            whole = whole && has_relation(w, r->arm[i]);
        }
        return whole;
    }
    if (r->kind == RELATION_MANY) {
        return w->part == w->proposal->main;
    }
    return has_all(w, set_of(w, r->attribute, r->attribute_count));
}

/* The first new entity whose key is KEY: others with the same key refer to it. SIZE_MAX: there is none. */
static size_t first_with_key(const Proposal *p, Bitset key) {
    for (size_t i = 0; i < p->count; i++) {
        if (i != p->main && !p->part[i].into && bitset_equal(p->part[i].keys.at[0], key)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The part whose key is this one attribute, which is no relation's: there it lives, and here it is a relation
 * of the same name. SIZE_MAX: it lives here. */
static size_t home_of(const Writer *w, const Attribute *attribute) {
    const Proposal *p = w->proposal;
    size_t number = p->subject.number[attribute->index];
    if (number == SIZE_MAX || attribute->relation) {
        return SIZE_MAX;
    }
    Bitset alone = bitset_make(w->arena, p->subject.theory.width);
    bitset_add(alone, number);
    size_t home = first_with_key(p, alone);
    return home == w->part ? SIZE_MAX : home;
}

/* ---- sections ---- */

static void add_name_list(Writer *w, const Attribute *const *attribute, size_t count) {
    const Relation *last = NULL;
    const char *comma = "";
    for (size_t i = 0; i < count; i++) {
        const Relation *r = attribute[i]->relation;
        if (r && r == last) {
            continue;
        }
        last = r;
        buffer_format(w->out, "%s%.*s", comma,
                      TEXT_ARG(sym_text(r ? r->name : attribute[i]->name)));
        comma = ", ";
    }
}

static void add_primary_key(Writer *w) {
    size_t count;
    const Attribute **key = proposal_key(w->arena, w->proposal, w->part, &count);
    add_key(w, 1, "key");
    buffer_add_c(w->out, " [");
    add_name_list(w, key, count);
    buffer_add_c(w->out, "]\n");
}

/* The `?` of an attribute that is a key now goes. */
static void add_attribute(Writer *w, const SynAttribute *written_as, bool in_key) {
    const SynType *type = written_as->type;
    if (!in_key || !type || !type->nullable) {
        add_entry(w, &written_as->head);
        return;
    }
    Text whole = written(w, written_as->head.span);
    size_t at = type->nullable_span.start - written_as->head.span.start;
    buffer_add_repeat(w->out, ' ', w->indent + 4);
    buffer_add(w->out, source_text(w->sources, written_as->head.name.span));
    buffer_add_c(w->out, ": ");
    buffer_add(w->out, text_slice(whole, 0, at));
    buffer_add(w->out, text_slice(whole, at + 1, whole.size));
    buffer_add_char(w->out, '\n');
}

static bool in_own_key(const Writer *w, const Attribute *attribute) {
    size_t number = w->proposal->subject.number[attribute->index];
    return w->part != w->proposal->main && number != SIZE_MAX &&
           bitset_has(current(w)->keys.at[0], number);
}

static void add_attributes(Writer *w) {
    bool open = false;
    const SynEntity *e = w->entity->written;
    for (size_t i = 0; i < e->attributes.count; i++) {
        const Attribute *attribute =
            entity_find_attribute(w->entity, e->attributes.at[i].head.name.sym);
        if (attribute && part_has(w, w->part, attribute) && home_of(w, attribute) == SIZE_MAX) {
            open_section(w, "attributes", &open);
            add_attribute(w, &e->attributes.at[i], in_own_key(w, attribute));
        }
    }
}

/* `NAME: ENTITY via a, b`: a relation to the part OTHER, whose key is in this one. */
static void add_link(Writer *w, size_t other) {
    const Proposal *p = w->proposal;
    size_t count;
    const Attribute **key = proposal_key(w->arena, p, other, &count);
    bool optional = false;
    buffer_add_repeat(w->out, ' ', w->indent + 4);
    if (count == 1 && !key[0]->relation) {
        buffer_add(w->out, sym_text(key[0]->name));
    } else {
        for (size_t i = 0; i < count; i++) {
            buffer_format(w->out, "%s%.*s", i ? "_" : "", TEXT_ARG(word_of_attribute(key[i])));
        }
    }
    for (size_t i = 0; i < count; i++) {
        optional |= key[i]->nullable;
    }
    buffer_format(w->out, ": %.*s%s via ", TEXT_ARG(p->part[other].name), optional ? "?" : "");
    for (size_t i = 0; i < count; i++) {
        buffer_format(w->out, "%s%.*s", i ? ", " : "", TEXT_ARG(sym_text(key[i]->name)));
    }
    buffer_add_char(w->out, '\n');
}

/* A relation whose columns another part has too, as it stands there; without its inverse. */
static void add_copied_relation(Writer *w, const Relation *r) {
    buffer_add_repeat(w->out, ' ', w->indent + 4);
    buffer_format(w->out, "%.*s: %.*s", TEXT_ARG(sym_text(r->name)),
                  TEXT_ARG(sym_text(r->target->name)));
    if (r->target_key->kind != KEY_PRIMARY && r->target_key->name) {
        buffer_format(w->out, " to %.*s", TEXT_ARG(sym_text(r->target_key->name)));
    }
    for (size_t i = 0; i < r->attribute_count; i++) {
        buffer_format(w->out, "%s%.*s", i ? ", " : " via ",
                      TEXT_ARG(sym_text(r->attribute[i]->name)));
    }
    buffer_add_char(w->out, '\n');
}

/* Whether the part being written refers to OTHER: it has OTHER's key, and more. Of two that have each
 * other's, the later one refers. */
static bool links_to(const Writer *w, size_t other) {
    const Proposal *p = w->proposal;
    const ProposedPart *one = current(w), *two = &p->part[other];
    if (other == w->part || other != first_with_key(p, two->keys.at[0]) ||
        !bitset_subset(two->keys.at[0], one->set)) {
        return false;
    }
    bool mutual =
        bitset_subset(one->keys.at[0], two->set) && bitset_subset(two->keys.at[0], one->set);
    return !mutual || w->part == p->main || other < w->part;
}

static void add_relations(Writer *w) {
    bool open = false;
    const Entity *e = w->entity;
    for (size_t i = 0; i < e->relation_count; i++) {
        const Relation *r = e->relation[i];
        if (!r->written || !has_relation(w, r)) {
            continue;
        }
        open_section(w, "relations", &open);
        if (w->part == w->proposal->main) {
            add_entry(w, &r->written->head);
        } else if (r->kind == RELATION_ONE && r->target && r->target_key) {
            add_copied_relation(w, r);
        }
    }
    for (size_t i = 0; i < w->proposal->count; i++) {
        if (links_to(w, i)) {
            open_section(w, "relations", &open);
            add_link(w, i);
        }
    }
}

/* Whether the entry that speaks of SET belongs here; what belongs nowhere is told once, at the main part or the
 * first. */
static bool belongs_here(Writer *w, Bitset set, const char *words, Text name) {
    size_t here = w->part, first = SIZE_MAX;
    for (size_t i = 0; i < w->proposal->count && first == SIZE_MAX; i++) {
        w->part = w->proposal->main != SIZE_MAX ? (w->proposal->main + i) % w->proposal->count : i;
        first = !w->proposal->part[w->part].into && has_all(w, set) ? w->part : SIZE_MAX;
    }
    w->part = here;
    size_t teller = w->proposal->main != SIZE_MAX ? w->proposal->main : 0;
    if (first == SIZE_MAX && here == teller) {
        add_comment(w, words, name);
    }
    return first == here;
}

static void add_parts_of(Bitset into, const IndexPart *part, size_t count) {
    for (size_t i = 0; i < count; i++) {
        expr_add_attributes(part[i].expr, into);
    }
}

static Bitset key_attributes(Writer *w, const Key *key) {
    Bitset set = set_of(w, key->attribute, key->attribute_count);
    bitset_unite(set, set_of(w, key->include, key->include_count));
    if (key->where) {
        expr_add_attributes(key->where, set);
    }
    return set;
}

static void add_uniques(Writer *w) {
    bool open = false;
    const SynEntity *written_as = w->entity->written;
    for (size_t i = 0; i < written_as->uniques.count; i++) {
        const SynHead *head = &written_as->uniques.at[i].head;
        for (size_t k = 0; k < w->entity->key_count; k++) {
            const Key *key = &w->entity->key[k];
            if (key->name == head->name.sym && key->kind == KEY_UNIQUE &&
                belongs_here(w, key_attributes(w, key), "the unique set",
                             sym_text(head->name.sym))) {
                open_section(w, "unique", &open);
                add_entry(w, head);
            }
        }
    }
    /* keys of a new entity beside its primary one */
    for (size_t i = 1; w->part != w->proposal->main && i < current(w)->keys.count; i++) {
        size_t count;
        const Attribute **key =
            subject_attributes(w->arena, &w->proposal->subject, current(w)->keys.at[i], &count);
        open_section(w, "unique", &open);
        buffer_add_repeat(w->out, ' ', w->indent + 4);
        buffer_add_c(w->out, "by");
        for (size_t k = 0; k < count; k++) {
            buffer_format(w->out, "_%.*s", TEXT_ARG(word_of_attribute(key[k])));
        }
        buffer_add_c(w->out, ": ");
        add_name_list(w, key, count);
        buffer_add_char(w->out, '\n');
    }
}

static void add_checks(Writer *w) {
    bool open = false;
    for (size_t i = 0; i < w->entity->written->checks.count; i++) {
        const SynHead *head = &w->entity->written->checks.at[i].head;
        for (size_t k = 0; k < w->entity->check_count; k++) {
            const Check *check = &w->entity->check[k];
            Bitset set = bitset_make(w->arena, w->entity->attribute_count);
            if (check->name != head->name.sym || check->attribute || !check->condition) {
                continue;
            }
            expr_add_attributes(check->condition, set);
            if (belongs_here(w, set, "the check", sym_text(head->name.sym))) {
                open_section(w, "checks", &open);
                add_entry(w, head);
            }
        }
    }
}

static void add_indexes(Writer *w) {
    bool open = false;
    for (size_t i = 0; i < w->entity->written->indexes.count; i++) {
        const SynHead *head = &w->entity->written->indexes.at[i].head;
        for (size_t k = 0; k < w->entity->index_count; k++) {
            const Index *index = &w->entity->index[k];
            if (index->name != head->name.sym || index->derived) {
                continue;
            }
            Bitset set = set_of(w, index->include, index->include_count);
            add_parts_of(set, index->part, index->part_count);
            if (index->where) {
                expr_add_attributes(index->where, set);
            }
            if (belongs_here(w, set, "the index", sym_text(head->name.sym))) {
                open_section(w, "indexes", &open);
                add_entry(w, head);
            }
        }
    }
}

static void add_access(Writer *w) {
    bool open = false;
    for (size_t i = 0; i < w->entity->written->access.count; i++) {
        const SynHead *head = &w->entity->written->access.at[i].head;
        for (size_t k = 0; k < w->entity->access_count; k++) {
            const Access *access = &w->entity->access[k];
            if (access->name != head->name.sym) {
                continue;
            }
            Bitset set = set_of(w, access->by, access->by_count);
            bitset_unite(set, set_of(w, access->select, access->select_count));
            add_parts_of(set, access->sort, access->sort_count);
            if (access->where) {
                expr_add_attributes(access->where, set);
            }
            for (size_t m = 0; m < access->with_count; m++) {
                bitset_unite(
                    set, set_of(w, access->with[m]->attribute, access->with[m]->attribute_count));
            }
            if (belongs_here(w, set, "the access pattern", sym_text(head->name.sym))) {
                open_section(w, "access", &open);
                add_entry(w, head);
            }
        }
    }
}

/* What a key of its part says now goes; so does what no part keeps, with a comment. */
static void add_dependencies(Writer *w) {
    const Subject *s = &w->proposal->subject;
    bool open = false;
    for (size_t i = 0; i < s->theory.count; i++) {
        const Arrow *arrow = &s->theory.arrow[i];
        const FactSource *source = &s->facts->source[s->source[i]];
        Bitset both = bitset_copy(w->arena, arrow->from);
        bitset_unite(both, arrow->to);
        if (source->origin != FACT_DECLARED) {
            continue;
        }
        Text text = source_text(w->sources, source->span);
        if (w->proposal->lost[i] &&
            w->part == (w->proposal->main == SIZE_MAX ? 0 : w->proposal->main)) {
            buffer_add_repeat(w->out, ' ', w->indent + 2);
            buffer_format(w->out, "# lost: %.*s; it needs a trigger\n", TEXT_ARG(text));
        }
        bool key = false;
        for (size_t k = 0; k < current(w)->keys.count; k++) {
            key |= bitset_subset(current(w)->keys.at[k], arrow->from);
        }
        if (!key && !arrow->multivalued && bitset_subset(both, current(w)->set)) {
            open_section(w, "dependencies", &open);
            buffer_add_repeat(w->out, ' ', w->indent + 4);
            buffer_format(w->out, "- %.*s\n", TEXT_ARG(text));
        }
    }
}

/* ---- entities ---- */

static void add_policies(Writer *w) {
    bool open = false;
    for (size_t i = 0; i < w->entity->written->policies.count; i++) {
        const SynHead *head = &w->entity->written->policies.at[i].head;
        for (size_t k = 0; k < w->entity->policy_count; k++) {
            const Policy *policy = &w->entity->policy[k];
            Bitset set = bitset_make(w->arena, w->entity->attribute_count);
            if (policy->name != head->name.sym) {
                continue;
            }
            if (policy->using) {
                expr_add_attributes(policy->using, set);
            }
            if (policy->check) {
                expr_add_attributes(policy->check, set);
            }
            if (belongs_here(w, set, "the policy", sym_text(head->name.sym))) {
                open_section(w, "policies", &open);
                add_entry(w, head);
            }
        }
    }
}

/* Accepts of what the split mends go with it. */
static void add_accepts(Writer *w) {
    bool open = false;
    for (size_t i = 0; i < w->entity->written->accepts.count; i++) {
        const SynHead *head = &w->entity->written->accepts.at[i].head;
        DiagId id = diag_find(sym_text(head->name.sym));
        if (id < DIAG_PART_KEY || id > DIAG_INDEPENDENT_FACTS) {
            open_section(w, "accept", &open);
            add_entry(w, head);
        }
    }
}

static void add_title(Writer *w, Text name) {
    buffer_add_repeat(w->out, ' ', w->indent);
    buffer_format(w->out, "%.*s:\n", TEXT_ARG(name));
}

/* What is not about single attributes. */
static void add_heads(Writer *w) {
    const SynEntity *e = w->entity->written;
    add_simple(w, "doc", e->doc.span);
    add_simple(w, "was", e->was.span);
    add_simple(w, "area", e->area.span);
    add_simple(w, "schema", e->schema.span);
    add_simple(w, "table", e->table.span);
    add_simple(w, "rows", e->rows.span);
    add_simple(w, "growth", e->growth.span);
    add_simple(w, "timestamps", e->timestamps.span);
    add_simple(w, "soft delete", e->soft_delete.span);
    add_simple(w, "audit", e->audit.span);
}

static void write_main(Writer *w) {
    const SynEntity *e = w->entity->written;
    add_title(w, sym_text(w->entity->name));
    add_heads(w);
    if (e->key.count) {
        add_primary_key(w);
    }
    add_attributes(w);
    add_relations(w);
    add_uniques(w);
    add_checks(w);
    add_indexes(w);
    add_access(w);
    add_dependencies(w);
    add_policies(w);
    add_simple(w, "partition", e->partition.head.span);
    add_accepts(w);
}

static void write_new(Writer *w) {
    const SynEntity *e = w->entity->written;
    add_title(w, current(w)->name);
    add_simple(w, "area", e->area.span);
    add_key(w, 1, "timestamps");
    buffer_add_c(w->out, " false\n");
    add_primary_key(w);
    add_attributes(w);
    add_relations(w);
    add_uniques(w);
    add_checks(w);
    add_indexes(w);
    add_access(w);
    add_dependencies(w);
}

/* The attributes that PART brings to the entity that its key refers to; those that this has already are
 * read there. */
static void write_moved(Writer *w, size_t part) {
    const Entity *from = w->proposal->subject.facts->entity, *to = w->proposal->part[part].into;
    w->entity = from;
    w->part = part;
    for (size_t i = 0; i < from->written->attributes.count; i++) {
        const SynAttribute *written_as = &from->written->attributes.at[i];
        const Attribute *attribute = entity_find_attribute(from, written_as->head.name.sym);
        if (attribute && part_has(w, part, attribute) && !in_own_key(w, attribute) &&
            !entity_find_attribute(to, attribute->name)) {
            add_entry(w, &written_as->head);
        }
    }
}

/* ---- the file ---- */

typedef struct Change {
    Span span;
    Text text;
} Change;

/* Where the block of E's lines begins and ends; false when it is not one. */
static bool block_of(const Writer *w, const Entity *e, Span *span) {
    const SynHead *head = &e->written->head;
    Place start = source_place(w->sources, head->name.span.start);
    Text before = text_slice(start.source->bytes, 0, start.offset);
    size_t blank = before.size;
    while (blank > 0 && before.at[blank - 1] == ' ') {
        blank--;
    }
    bool own_line = blank == 0 || before.at[blank - 1] == '\n';
    Text value = written(w, head->span);
    *span = span_make(head->name.span.start - (uint32_t)(start.offset - blank),
                      head->span.start + (uint32_t)value.size);
    return own_line && source_of(w->sources, head->span.start) == start.source;
}

/* Behind the last attribute of E; false when they are not written one on a line. */
static bool end_of_attributes(const Writer *w, const Entity *e, Span *span, size_t *indent) {
    const SynEntity *written_as = e->written;
    if (written_as->attributes.count == 0) {
        return false;
    }
    const SynHead *last = &written_as->attributes.at[written_as->attributes.count - 1].head;
    Place name = source_place(w->sources, last->name.span.start);
    Text before = text_trim(text_slice(source_line(name.source, name.line), 0, name.column - 1));
    uint32_t end = last->span.start + (uint32_t)written(w, last->span).size;
    Text bytes = name.source->bytes;
    while (end - name.source->base < bytes.size && bytes.at[end - name.source->base] != '\n') {
        end++;
    }
    *span = span_make(end, end);
    *indent = name.column - 1;
    return before.size == 0;
}

static Text taken_text(Writer *w) {
    Text text = text_copy(w->arena, buffer_text(w->out));
    buffer_clear(w->out);
    return text;
}

static bool plan_moves(Writer *w, Change *change, size_t *count, Text *why) {
    const Proposal *p = w->proposal;
    for (size_t i = 0; i < p->count; i++) {
        const Entity *into = p->part[i].into;
        size_t indent;
        if (!into) {
            continue;
        }
        if (!end_of_attributes(w, into, &change[*count].span, &indent)) {
            *why = text_format(w->arena,
                               "the attributes of `%.*s` have to stand on lines of their own",
                               TEXT_ARG(sym_text(into->name)));
            return false;
        }
        w->indent = indent - 4;
        buffer_add_char(w->out, '\n');
        write_moved(w, i);
        w->out->size--; /* the line's end stands behind the place already */
        change[(*count)++].text = taken_text(w);
    }
    return true;
}

/* Relations of others refer to the entity's key, which has to stay. */
static bool is_referred_to(const Entity *e) {
    for (size_t i = 0; i < e->inverse_count; i++) {
        if (e->inverse[i].relation->entity != e) {
            return true;
        }
    }
    return false;
}

static int compare_changes(const void *left, const void *right) {
    const Change *l = left, *r = right;
    return l->span.start < r->span.start ? -1 : l->span.start > r->span.start;
}

bool proposal_print(Buffer *out, Arena *a, const Sources *sources, const Proposal *p, Text *why) {
    const Entity *e = p->subject.facts->entity;
    Buffer text = {0};
    Writer w = {.out = &text, .arena = a, .sources = sources, .proposal = p};
    Change *change = arena_array(a, Change, p->count + 1);
    size_t count = 1;
    *why = TEXT("the entity has to stand on lines of its own (`tenon fmt` does not change that)");
    w.entity = e;
    bool possible = block_of(&w, e, &change[0].span);
    if (possible && p->main == SIZE_MAX && is_referred_to(e)) {
        *why = text_format(a, "`%.*s` would go, and other entities refer to it",
                           TEXT_ARG(sym_text(e->name)));
        possible = false;
    }
    if (possible) {
        w.indent = column_of(&w, e->written->head.name.span.start);
        for (size_t i = 0; i < p->count; i++) {
            w.part = i;
            if (i != p->main && !p->part[i].into) {
                write_new(&w);
                buffer_add_char(&text, '\n');
            }
        }
        if (p->main != SIZE_MAX) {
            w.part = p->main;
            write_main(&w);
        }
        change[0].text = text_trim(taken_text(&w));
        change[0].text = text_format(a, "%*s%.*s", (int)w.indent, "", TEXT_ARG(change[0].text));
        possible = plan_moves(&w, change, &count, why);
    }
    if (possible) {
        qsort(change, count, sizeof *change, compare_changes);
        const Source *source = source_of(sources, change[0].span.start);
        uint32_t at = 0;
        for (size_t i = 0; i < count && possible; i++) {
            possible = source_of(sources, change[i].span.start) == source;
            buffer_add(out, text_slice(source->bytes, at, change[i].span.start - source->base));
            buffer_add(out, change[i].text);
            at = change[i].span.end - source->base;
        }
        buffer_add(out, text_slice(source->bytes, at, source->bytes.size));
        if (!possible) {
            *why = TEXT("the entities stand in several files");
        }
    }
    buffer_free(&text);
    return possible;
}
