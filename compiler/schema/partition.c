/* Partitions: by ranges of time, by lists of values, or by a hash.
 *
 * `range A by month from 2026-01-01 to 2027-01-01` makes the twelve partitions TABLE_p2026_01 …, each from
 * its first day up to the next one's, as the model says and never from the clock. Range and list have a
 * partition for all other rows, TABLE_default, unless `default: false`. Every key of the entity must hold
 * the partition attributes, since no engine tells rows of two partitions apart. */
#include "compiler/schema/resolve.h"

typedef struct Day {
    int year, month, day;
} Day;

typedef enum Unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_COUNT } Unit;

static const char *const unit_word[UNIT_COUNT] = {"day", "week", "month", "quarter", "year"};

/* ---- days ---- */

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static int digits(Text t, size_t at, size_t count) {
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (t.at[i] < '0' || t.at[i] > '9') {
            return -1;
        }
        value = value * 10 + (t.at[i] - '0');
    }
    return value;
}

/* YYYY-MM-DD */
static bool read_day(Text t, Day *day) {
    if (t.size != 10 || t.at[4] != '-' || t.at[7] != '-') {
        return false;
    }
    *day = (Day){digits(t, 0, 4), digits(t, 5, 2), digits(t, 8, 2)};
    return day->year > 0 && day->month >= 1 && day->month <= 12 && day->day >= 1 &&
           day->day <= days_in_month(day->year, day->month);
}

static bool is_before(Day a, Day b) {
    int left = a.year * 10000 + a.month * 100 + a.day;
    return left < b.year * 10000 + b.month * 100 + b.day;
}

static Day add_days(Day d, int days) {
    d.day += days;
    while (d.day > days_in_month(d.year, d.month)) {
        d.day -= days_in_month(d.year, d.month);
        d.month = d.month == 12 ? 1 : d.month + 1;
        d.year += d.month == 1;
    }
    return d;
}

static Day add_months(Day d, int months) {
    int month = d.month - 1 + months;
    return (Day){d.year + month / 12, month % 12 + 1, d.day};
}

static Day next_day(Day d, Unit unit) {
    switch (unit) {
    case UNIT_DAY: return add_days(d, 1);
    case UNIT_WEEK: return add_days(d, 7);
    case UNIT_MONTH: return add_months(d, 1);
    case UNIT_QUARTER: return add_months(d, 3);
    case UNIT_YEAR: return add_months(d, 12);
    case UNIT_COUNT: break;
    }
    internal_error("%d is no unit of time", (int)unit);
}

static bool begins_unit(Day d, Unit unit) {
    switch (unit) {
    case UNIT_DAY:
    case UNIT_WEEK:
    case UNIT_COUNT: break;
    case UNIT_MONTH: return d.day == 1;
    case UNIT_QUARTER: return d.day == 1 && d.month % 3 == 1;
    case UNIT_YEAR: return d.day == 1 && d.month == 1;
    }
    return true;
}

/* ---- ranges ---- */

/* The first moment of DAY as text of the attribute's type. */
static Text bound(Resolver *r, Day d, const Type *type) {
    const char *rest = type->kind == TYPE_TIMESTAMP  ? " 00:00:00+00"
                       : type->kind == TYPE_DATETIME ? " 00:00:00"
                                                     : "";
    return text_format(r->session, "%04d-%02d-%02d%s", d.year, d.month, d.day, rest);
}

static Sym range_name(Resolver *r, const Entity *e, Day d, Unit unit) {
    Text part =
        unit == UNIT_YEAR      ? text_format(r->scratch, "p%04d", d.year)
        : unit == UNIT_QUARTER ? text_format(r->scratch, "p%04d_q%d", d.year, (d.month + 2) / 3)
        : unit == UNIT_MONTH   ? text_format(r->scratch, "p%04d_%02d", d.year, d.month)
                               : text_format(r->scratch, "p%04d_%02d_%02d", d.year, d.month, d.day);
    return name_join(r, sym_text(e->table), part);
}

static bool read_bound(Resolver *r, const Entity *e, SynText written, const char *what, Unit unit,
                       Day *day) {
    if (!read_day(written.text, day)) {
        if (r->reader_reported) {
            return false; /* the notation knows days too */
        }
        report(r, e, DIAG_INVALID_VALUE, written.span, say(r, "`%.*s`", TEXT_ARG(written.text)),
               text_from(what), TEXT("write a day as YYYY-MM-DD"));
        return false;
    }
    if (!begins_unit(*day, unit)) {
        report(r, e, DIAG_INVALID_VALUE, written.span, say(r, "`%.*s`", TEXT_ARG(written.text)),
               text_from(what), say(r, "it is not the first day of a %s", unit_word[unit]));
        return false;
    }
    return true;
}

static bool report_too_many(Resolver *r, const Entity *e, Span span) {
    report(r, e, DIAG_LIMIT, span, TEXT("the number of partitions"),
           say(r, "%d", PARTITION_LIMIT_PARTS));
    return false;
}

static bool find_unit(Resolver *r, const Entity *e, SynName written, Unit *unit) {
    for (int i = 0; i < UNIT_COUNT; i++) {
        if (text_equal_c(sym_text(written.sym), unit_word[i])) {
            *unit = (Unit)i;
            return true;
        }
    }
    if (written.sym) {
        report_word(r, e, "width of a range", written, unit_word, UNIT_COUNT);
    } else if (!r->reader_reported) {
        report(r, e, DIAG_MISSING_KEY, e->written->partition.range.span,
               TEXT("the partition by range"), TEXT("by"));
    }
    return false;
}

static bool resolve_ranges(Resolver *r, Entity *e, const SynPartition *w) {
    Partition *p = &e->partition;
    const Attribute *a = p->attribute[0];
    TypeKind kind = a->type->kind;
    Unit unit = UNIT_DAY;
    if (kind != TYPE_DATE && kind != TYPE_TIMESTAMP && kind != TYPE_DATETIME &&
        !type_is_poison(a->type)) {
        report(r, e, DIAG_INVALID_VALUE, w->range.span, quoted(r, a->name),
               TEXT("partition attribute"),
               TEXT("ranges of time need a date, timestamp or datetime"));
        return false;
    }
    if (!find_unit(r, e, w->unit, &unit)) {
        return false;
    }
    p->unit = w->unit.sym;
    bool has_from = span_exists(w->from.span), has_to = span_exists(w->to.span);
    if (has_from != has_to) {
        report(r, e, DIAG_MISSING_KEY, has_from ? w->from.span : w->to.span,
               TEXT("the partition by range"), has_from ? TEXT("to") : TEXT("from"));
        return false;
    }
    Day from, to;
    if (!has_from) {
        return true;
    }
    if (!read_bound(r, e, w->from, "first day", unit, &from) ||
        !read_bound(r, e, w->to, "last day", unit, &to)) {
        return false;
    }
    VEC(PartitionPart) part = {0};
    for (Day d = from; is_before(d, to); d = next_day(d, unit)) {
        if (part.count == PARTITION_LIMIT_PARTS) {
            return report_too_many(r, e, w->to.span);
        }
        *vec_push(r->session, &part) = (PartitionPart){.physical = range_name(r, e, d, unit),
                                                       .from = bound(r, d, a->type),
                                                       .to = bound(r, next_day(d, unit), a->type)};
    }
    if (part.count == 0) {
        report(r, e, DIAG_INVALID_VALUE, w->to.span, say(r, "`%.*s`", TEXT_ARG(w->to.text)),
               TEXT("last day"), TEXT("it is not behind the first day"));
        return false;
    }
    p->part = part.at;
    p->part_count = part.count;
    return true;
}

/* ---- lists and hashes ---- */

static bool resolve_lists(Resolver *r, Entity *e, const SynPartition *w) {
    Partition *p = &e->partition;
    Map seen = {0};
    if (w->parts.count > PARTITION_LIMIT_PARTS) {
        return report_too_many(r, e, w->list.span);
    }
    p->part = arena_array(r->session, PartitionPart, w->parts.count + 1);
    for (size_t i = 0; i < w->parts.count; i++) {
        const SynPartitionPart *written = &w->parts.at[i];
        PartitionPart *part = &p->part[p->part_count++];
        Text *value = arena_array(r->session, Text, written->values.count);
        *part = (PartitionPart){
            .physical = name_join(r, sym_text(e->table), sym_text(written->head.name.sym)),
            .value = value};
        for (size_t k = 0; k < written->values.count; k++) {
            const SynText *text = &written->values.at[k];
            SynName name = {intern(r->names, text->text), text->span};
            const SynText *first = map_put(r->scratch, &seen, name.sym, (void *)text);
            if (first) {
                report_duplicate(r, e, "value", name, first->span);
            } else {
                value[part->value_count++] = text->text;
            }
        }
    }
    return true;
}

static bool resolve_hashes(Resolver *r, Entity *e, const SynPartition *w) {
    Partition *p = &e->partition;
    if (w->into.value == 0) {
        if (!r->reader_reported) {
            report(r, e, DIAG_MISSING_KEY, w->hash.at[0].span, TEXT("the partition by hash"),
                   TEXT("into"));
        }
        return false;
    }
    if (w->into.value > PARTITION_LIMIT_PARTS) {
        return report_too_many(r, e, w->into.span);
    }
    p->part_count = (size_t)w->into.value;
    p->part = arena_array(r->session, PartitionPart, p->part_count);
    for (size_t i = 0; i < p->part_count; i++) {
        Text number = text_format(r->scratch, "p%zu", i);
        p->part[i] = (PartitionPart){.physical = name_join(r, sym_text(e->table), number)};
    }
    return true;
}

/* ---- all methods ---- */

static void add_default_part(Resolver *r, Entity *e, const SynPartition *w) {
    Partition *p = &e->partition;
    bool wanted = span_exists(w->fallback.span) ? w->fallback.value : p->method != PARTITION_HASH;
    if (!wanted) {
        return;
    }
    if (p->method == PARTITION_HASH) {
        report_conflict(r, e, w->fallback.span, TEXT("`default`"), TEXT("`hash`"),
                        "a hash leaves no row over");
        return;
    }
    PartitionPart *part = arena_array(r->session, PartitionPart, p->part_count + 1);
    for (size_t i = 0; i < p->part_count; i++) {
        part[i] = p->part[i];
    }
    part[p->part_count++] = (PartitionPart){
        .physical = name_join(r, sym_text(e->table), TEXT("default")), .is_default = true};
    p->part = part;
}

static bool key_holds(const Key *k, const Attribute *a) {
    for (size_t i = 0; i < k->attribute_count; i++) {
        if (k->attribute[i] == a) {
            return true;
        }
    }
    return false;
}

/* What K lacks of the partition's attributes: "`region` and `day`"; *COUNT is how many. */
static Text missing_parts(Resolver *r, const Entity *e, const Key *k, size_t *count) {
    Text words = TEXT("");
    const Attribute *last = NULL; /* one that is not yet among the words */
    for (size_t n = 0; n < e->partition.attribute_count; n++) {
        const Attribute *a = e->partition.attribute[n];
        if (key_holds(k, a)) {
            continue;
        }
        if (last) {
            words = say(r, "%.*s%s`%.*s`", TEXT_ARG(words), words.size ? ", " : "",
                        TEXT_ARG(sym_text(last->name)));
        }
        last = a;
        ++*count;
    }
    return last ? say(r, "%.*s%s`%.*s`", TEXT_ARG(words), words.size ? " and " : "",
                      TEXT_ARG(sym_text(last->name)))
                : words;
}

static void check_keys(Resolver *r, const Entity *e) {
    for (size_t i = 0; i < e->key_count; i++) {
        const Key *k = &e->key[i];
        size_t count = 0;
        Text missing = missing_parts(r, e, k, &count);
        if (count == 0) {
            continue;
        }
        Text what = k->name ? say(r, "unique set `%.*s`", TEXT_ARG(sym_text(k->name)))
                            : TEXT("the primary key");
        Diag *d = report(r, e, DIAG_PARTITION_KEY, span_exists(k->span) ? k->span : e->span, what,
                         sym_text(e->name), missing);
        bool one = count == 1;
        diag_note(r->diags, d, e->partition.span,
                  one ? TEXT("the entity is partitioned by it")
                      : TEXT("the entity is partitioned by them"));
        diag_help(d,
                  say(r, "add %s to the key: rows of two partitions cannot be told apart otherwise",
                      one ? "it" : "them"));
    }
}

static bool find_method(Resolver *r, EntityDraft *d, const SynPartition *w, SynNames *names) {
    Partition *p = &d->entity->partition;
    int methods = (w->range.sym != NULL) + (w->list.sym != NULL) + (w->hash.count > 0);
    if (methods > 1) {
        report_conflict(r, d->entity, w->head.span, w->range.sym ? TEXT("`range`") : TEXT("`list`"),
                        w->hash.count ? TEXT("`hash`") : TEXT("`list`"),
                        "an entity is split in one way");
        return false;
    }
    if (methods == 0) {
        if (!r->reader_reported) {
            report(r, d->entity, DIAG_MISSING_KEY, w->head.span, TEXT("the partition"),
                   TEXT("range"));
        }
        return false;
    }
    p->method = w->range.sym ? PARTITION_RANGE : w->list.sym ? PARTITION_LIST : PARTITION_HASH;
    *names = w->hash;
    if (p->method != PARTITION_HASH) {
        names->at = arena_new(r->scratch, SynName);
        names->at[0] = w->range.sym ? w->range : w->list;
        names->count = 1;
    }
    return true;
}

static bool resolve_partition(Resolver *r, EntityDraft *d, const SynPartition *w) {
    Entity *e = d->entity;
    Partition *p = &e->partition;
    SynNames names = {0};
    if (!find_method(r, d, w, &names) ||
        !find_attribute_list(r, d, &names, "a partition", &p->attribute, &p->attribute_count)) {
        return false;
    }
    p->span = names.at[0].span;
    if (p->method != PARTITION_HASH && p->attribute_count != 1) {
        report(r, e, DIAG_NOT_ALLOWED_HERE, p->span, quoted(r, names.at[0].sym),
               TEXT("a partition by range or list, which has one column"));
        return false;
    }
    bool fine = p->method == PARTITION_RANGE  ? resolve_ranges(r, e, w)
                : p->method == PARTITION_LIST ? resolve_lists(r, e, w)
                                              : resolve_hashes(r, e, w);
    if (fine) {
        add_default_part(r, e, w);
        check_keys(r, e);
    }
    return fine;
}

void partition_resolve(Resolver *r, EntityDraft *d) {
    if (d->written && span_exists(d->written->partition.head.span) &&
        !resolve_partition(r, d, &d->written->partition)) {
        d->entity->partition = (Partition){0};
    }
}
