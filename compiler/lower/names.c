/* Names as a target takes them: cut to its limit with a short hash of the whole, so that the cut name
 * stays the same when other names come and go; and told apart within the space that the target keeps
 * them in. Does not quote, and does not judge a name that fits. */
#include "compiler/base/repeats.h"
#include "compiler/lower/lowering.h"

#include <string.h>

enum { HASH_TAIL = 9 }; /* `_` and eight hexadecimal digits */

/* --- Cutting ----------------------------------------------------------------------------------- */

static bool fits(const Limits *limits, Text name) {
    if (limits->identifier_bytes && name.size > limits->identifier_bytes) {
        return false;
    }
    size_t most = limits->identifier_characters;
    return !most || name.size <= most || text_count_code_points(name) <= most;
}

static bool starts_character(char byte) {
    return ((unsigned char)byte & 0xC0) != 0x80;
}

/* The longest start of NAME within both limits, at the boundary of a character. */
static size_t cut_point(Text name, size_t bytes, size_t characters) {
    size_t end = 0, count = 0;
    for (size_t at = 0; at <= name.size; at++) {
        if (at < name.size && !starts_character(name.at[at])) {
            continue;
        }
        if (at > bytes || count > characters) {
            break;
        }
        end = at;
        count++;
    }
    return end;
}

static size_t room(size_t limit) {
    return limit ? limit - HASH_TAIL : SIZE_MAX;
}

Text names_fit(const Lowering *l, Text full) {
    const Limits *limits = &l->target->limits;
    if (fits(limits, full)) {
        return full;
    }
    size_t end =
        cut_point(full, room(limits->identifier_bytes), room(limits->identifier_characters));
    return text_format(l->a, "%.*s_%08x", TEXT_ARG(text_slice(full, 0, end)),
                       (unsigned)text_hash(full));
}

void names_demand(Lowering *l, Text full, Span written) {
    const Limits *limits = &l->target->limits;
    if (!span_exists(written) || fits(limits, full)) {
        return;
    }
    bool bytes = limits->identifier_bytes != 0;
    Text limit = text_format(l->ds->arena, "%zu %s",
                             bytes ? limits->identifier_bytes : limits->identifier_characters,
                             bytes ? "bytes" : "characters");
    Diag *d = diag_add(l->ds, DIAG_NAME_TOO_LONG, written, text_copy(l->ds->arena, full),
                       text_from(l->target->engine), limit);
    diag_help(d, text_format(l->ds->arena, "`%.*s` fits", TEXT_ARG(names_fit(l, full))));
}

static void refuse(Lowering *l, Text name, Span place, const char *why) {
    diag_add(l->ds, DIAG_NAME_REFUSED, place, text_copy(l->ds->arena, name),
             text_from(l->target->engine), text_from(why));
}

/* Why the target takes no such name; NULL: it does. */
static const char *trouble_with(const Limits *limits, Text name) {
    if (!limits->plain_names) {
        return NULL;
    }
    if (text_ends_with(name, TEXT(" "))) {
        return "no name there ends in a blank";
    }
    for (size_t i = 0; i < name.size; i++) {
        if ((unsigned char)name.at[i] >= 0xF0) {
            return "a name there holds no characters beyond U+FFFF";
        }
    }
    return NULL;
}

void names_demand_of(Lowering *l, const Entity *e, Sym name, Span origin) {
    Text text = sym_text(name);
    const char *why = trouble_with(&l->target->limits, text);
    bool too_long = !fits(&l->target->limits, text);
    if (!too_long && !why) {
        return;
    }
    Span written = schema_written_name(l->schema, e, name);
    if (too_long) {
        names_demand(l, text, written);
    }
    if (why && (span_exists(written) || span_exists(origin))) {
        refuse(l, text, span_exists(written) ? written : origin, why);
    }
}

bool names_is_own(const Lowering *l, Text name) {
    const char *own = l->target->limits.own_names;
    size_t size = own ? strlen(own) : 0;
    return own && name.size >= size &&
           text_equal_c(text_lower_ascii(l->scratch, text_slice(name, 0, size)), own);
}

void names_demand_other(Lowering *l, Text name, Span place) {
    if (names_is_own(l, name)) {
        const char *why = text_c_string(
            l->ds->arena, text_format(l->scratch, "names that begin with `%s` are its own",
                                      l->target->limits.own_names));
        refuse(l, name, place, why);
    }
}

void names_demand_table(Lowering *l, const Entity *e) {
    Text name = lower_prefixed(l, e, sym_text(e->table));
    names_demand_of(l, e, e->table, e->span);
    if (names_is_own(l, name)) {
        Span written = schema_written_name(l->schema, e, e->table);
        names_demand_other(l, name, span_exists(written) ? written : e->span);
    }
}

/* --- Telling apart ----------------------------------------------------------------------------- */

enum { NAMES_PER_ENTITY = 16 }; /* of an ordinary entity, its columns apart: a first size */

static uint32_t hash_of(const Lowering *l, Namespace space, uint32_t owner, Text name) {
    Text folded = l->target->limits.folds_case ? text_lower_ascii(l->scratch, name) : name;
    uint32_t hash = text_slot_hash(folded) ^ (owner * 16 + (uint32_t)space) * 2654435761u;
    return hash ^ hash >> 15;
}

static void reserve(Lowering *l, Namespace space, uint32_t owner, Text full, Text name,
                    const PlanItem *item) {
    NamesTaken *t = &l->names;
    if (!t->all.capacity) {
        t->all.capacity = t->hash.capacity = (l->schema->entity_count + 1) * NAMES_PER_ENTITY;
        t->all.at = arena_array(l->scratch, TakenName, t->all.capacity);
        t->hash.at = arena_array(l->scratch, uint32_t, t->hash.capacity);
    }
    *vec_push(l->scratch, &t->all) =
        (TakenName){.space = space, .owner = owner, .full = full, .item = item};
    *vec_push(l->scratch, &t->hash) = hash_of(l, space, owner, name);
}

static bool same_name(const void *context, size_t left, size_t right) {
    const Lowering *l = context;
    const TakenName *one = &l->names.all.at[left], *other = &l->names.all.at[right];
    if (one->space != other->space || one->owner != other->owner) {
        return false;
    }
    Text name = names_fit(l, one->full), other_name = names_fit(l, other->full);
    if (l->target->limits.folds_case) {
        name = text_lower_ascii(l->scratch, name);
        other_name = text_lower_ascii(l->scratch, other_name);
    }
    return text_equal(name, other_name);
}

static Span place_of_item(const PlanItem *item) {
    const Entity *e = plan_element(item).entity;
    return span_exists(item->origin) || !e ? item->origin : e->span;
}

/* One name for two things of the model is a clash of generated names; two names that became one, a
 * collision. */
static void report_clash(Lowering *l, const TakenName *first, const TakenName *later) {
    Span span = place_of_item(later->item);
    Text other = plan_element_text(l->ds->arena, plan_element(first->item));
    Text name = text_copy(l->ds->arena, later->full); /* some names end with the target */
    if (text_equal(first->full, name)) {
        diag_add(l->ds, DIAG_GENERATED_NAME_CLASH, span, name,
                 text_format(l->ds->arena, "`%.*s`", TEXT_ARG(other)));
        return;
    }
    Diag *d = diag_add(l->ds, DIAG_NAME_COLLISION, span, text_copy(l->ds->arena, first->full), name,
                       text_from(l->target->engine));
    Text own = plan_element_text(l->ds->arena, plan_element(later->item));
    diag_note(l->ds, d, NO_SPAN,
              text_format(l->ds->arena, "`%.*s` and `%.*s` both become `%.*s`", TEXT_ARG(other),
                          TEXT_ARG(own), TEXT_ARG(names_fit(l, later->full))));
}

void names_tell_apart(Lowering *l) {
    const NamesTaken *t = &l->names;
    const uint32_t *first = repeats_find(l->scratch, t->hash.at, t->hash.count, same_name, l);
    for (size_t i = 0; first && i < t->all.count; i++) {
        if (first[i]) {
            report_clash(l, &t->all.at[first[i] - 1], &t->all.at[i]);
        }
    }
}

static void note_cut(Lowering *l, Text name, const Request *r) {
    PlanAnswer *cut = vec_push(l->a, &l->plan->answers);
    *cut = (PlanAnswer){.element = r->element, .cap = r->cap, .level = LEVEL_EMULATED};
    cut->origin = r->origin;
    cut->how =
        text_c_string(l->a, text_format(l->scratch, "its name is cut to %.*s", TEXT_ARG(name)));
}

Text names_take(Lowering *l, Namespace space, uint32_t owner, Text full, const PlanItem *item,
                const Request *r) {
    Text name = names_fit(l, full);
    if (name.at != full.at) {
        note_cut(l, name, r);
    }
    reserve(l, space, owner, full, name, item);
    return name;
}

void names_take_again(Lowering *l, Namespace space, uint32_t owner, Text full,
                      const PlanItem *item) {
    reserve(l, space, owner, full, names_fit(l, full), item);
}
