/* Access patterns, dependencies and policies: what an entity says about how its rows are read, what
 * decides what, and who sees which.
 *
 * With soft delete, each access pattern sees live rows only. `with` names relations of the entity or the
 * inverses of others'. A rate is `200/s`, `5/min`, `1k/h`, `10/day`, and kept per second. */
#include <string.h>

#include "compiler/schema/resolve.h"

/* ---- rates ---- */

typedef struct RateUnit {
    const char *word;
    double seconds;
} RateUnit;

static const RateUnit rate_unit[] = {
    {"s", 1},           {"sec", 1},         {"second", 1}, {"min", 60},    {"minute", 60},
    {"h", 3600},        {"hour", 3600},     {"d", 86400},  {"day", 86400}, {"week", 604800},
    {"month", 2629746}, {"year", 31556952}, /* the means of the Gregorian calendar */
};

static double unit_seconds(Text word) {
    for (size_t i = 0; i < sizeof rate_unit / sizeof *rate_unit; i++) {
        if (text_equal_c(word, rate_unit[i].word)) {
            return rate_unit[i].seconds;
        }
    }
    return 0;
}

/* Digits with at most one point, then k, M or G, up to END. 0 when T is no such number. */
static double read_number(Text t) {
    double value = 0, place = 0;
    size_t i = 0;
    for (; i < t.size && ((t.at[i] >= '0' && t.at[i] <= '9') || (t.at[i] == '.' && place == 0));
         i++) {
        if (t.at[i] == '.') {
            place = 1;
            continue;
        }
        value = value * 10 + (t.at[i] - '0');
        place *= 10;
    }
    value = place > 1 ? value / place : value;
    static const char suffix[] = "kMG";
    static const double factor[] = {1e3, 1e6, 1e9};
    const char *at = i + 1 == t.size ? strchr(suffix, t.at[i]) : NULL;
    if (at && *at) {
        return value * factor[at - suffix];
    }
    return i == t.size ? value : 0;
}

static double read_rate(Resolver *r, const Entity *e, SynText written) {
    if (!span_exists(written.span)) {
        return 0;
    }
    size_t slash = text_find(written.text, TEXT("/"));
    if (slash != SIZE_MAX) {
        Text number = text_trim(text_slice(written.text, 0, slash));
        Text unit = text_trim(text_slice(written.text, slash + 1, written.text.size));
        double value = read_number(number), seconds = unit_seconds(unit);
        if (value > 0 && seconds > 0) {
            return value / seconds;
        }
    }
    report(r, e, DIAG_INVALID_VALUE, written.span, say(r, "`%.*s`", TEXT_ARG(written.text)),
           TEXT("rate"),
           TEXT("write a number and a unit, as `200/s`, `5/min`, `1k/h` or `10/day`"));
    return 0;
}

/* ---- access patterns ---- */

static const Relation *find_inverse(EntityDraft *d, Sym name) {
    return map_get(&d->inverse_by_name, name);
}

static void report_undefined_relation(Resolver *r, EntityDraft *d, SynName name) {
    const Entity *e = d->entity;
    size_t count = 0;
    Text *candidate = arena_array(r->scratch, Text, e->relation_count + e->inverse_count);
    for (size_t i = 0; i < e->relation_count; i++) {
        candidate[count++] = sym_text(e->relation[i]->name);
    }
    for (size_t i = 0; i < e->inverse_count; i++) {
        candidate[count++] = sym_text(e->inverse[i].name);
    }
    report_undefined(r, e, "relation", name, candidate, count);
}

static void resolve_with(Resolver *r, EntityDraft *d, const SynNames *names, Access *access) {
    access->with = arena_array(r->session, const Relation *, names->count);
    for (size_t i = 0; i < names->count; i++) {
        SynName name = names->at[i];
        const RelationDraft *own = map_get(&d->relation_by_name, name.sym);
        const Relation *relation = own && !own->broken ? own->relation : find_inverse(d, name.sym);
        if (relation) {
            access->with[access->with_count++] = relation;
        } else if (!is_broken(d, name.sym)) {
            report_undefined_relation(r, d, name);
        }
    }
}

static void resolve_access(Resolver *r, EntityDraft *d, const SynAccess *w, Access *access) {
    Entity *e = d->entity;
    *access = (Access){.name = w->head.name.sym,
                       .many = w->many.value,
                       .limit = w->limit.value,
                       .rate = read_rate(r, e, w->rate),
                       .doc = w->doc.text,
                       .span = w->head.name.span};
    find_attribute_list(r, d, &w->by, "`by`", &access->by, &access->by_count);
    find_attribute_list(r, d, &w->select, "`select`", &access->select, &access->select_count);
    access->where = check_condition(r, d, w->where, "an access pattern", CONSTANCY_STABLE, true);
    if (w->sort.count) {
        index_parts_resolve(r, d, &w->sort, "`sort`", &access->sort, &access->sort_count);
    }
    resolve_with(r, d, &w->with, access);
    const Attribute *deleted_at = attribute_named(e, r->deleted_at);
    if (e->soft_delete && deleted_at) {
        access->where = make_and(r->session, access->where, make_is_null(r->session, deleted_at));
    }
}

static void resolve_dependency(Resolver *r, EntityDraft *d, const SynDependency *w) {
    Dependency dependency = {
        .multivalued = w->multivalued.value, .doc = w->doc.text, .span = w->head.span};
    bool fine = find_attribute_list(r, d, &w->from, "a dependency", &dependency.from,
                                    &dependency.from_count);
    fine &= find_attribute_list(r, d, &w->to, "a dependency", &dependency.to, &dependency.to_count);
    if (fine && dependency.to_count > 0) {
        d->entity->dependency[d->entity->dependency_count++] = dependency;
    }
}

void access_resolve(Resolver *r, EntityDraft *d) {
    const SynEntity *w = d->written;
    Entity *e = d->entity;
    if (!w) {
        return;
    }
    e->access = arena_array(r->session, Access, w->access.count);
    for (size_t k = 0; k < w->access.count; k++) {
        resolve_access(r, d, &w->access.at[k], &e->access[e->access_count++]);
    }
    e->dependency = arena_array(r->session, Dependency, w->dependencies.count);
    for (size_t k = 0; k < w->dependencies.count; k++) {
        resolve_dependency(r, d, &w->dependencies.at[k]);
    }
}

/* ---- policies ---- */

typedef struct CommandWord {
    const char *word;
    unsigned commands;
} CommandWord;

static const CommandWord command_word[] = {
    {"all", COMMAND_ALL},       {"select", COMMAND_SELECT}, {"insert", COMMAND_INSERT},
    {"update", COMMAND_UPDATE}, {"delete", COMMAND_DELETE},
};

static unsigned read_commands(Resolver *r, const Entity *e, const SynNames *names) {
    enum { COUNT = sizeof command_word / sizeof *command_word };
    unsigned commands = 0;
    for (size_t i = 0; i < names->count; i++) {
        size_t k = 0;
        while (k < COUNT && !text_equal_c(sym_text(names->at[i].sym), command_word[k].word)) {
            k++;
        }
        if (k < COUNT) {
            commands |= command_word[k].commands;
            continue;
        }
        const char *words[COUNT];
        for (size_t n = 0; n < COUNT; n++) {
            words[n] = command_word[n].word;
        }
        report_word(r, e, "command", names->at[i], words, COUNT);
    }
    return commands;
}

/* The roles of a policy; none when `public` is among them: that is everyone. */
static void resolve_policy_roles(Resolver *r, const Entity *e, const SynNames *names, Policy *p) {
    bool everyone = false;
    p->role = arena_array(r->session, Sym, names->count);
    for (size_t i = 0; i < names->count; i++) {
        SynName name = names->at[i];
        if (text_equal_c(sym_text(name.sym), "public")) {
            everyone = true;
        } else if (map_get(&r->role_by_name, name.sym)) {
            p->role[p->role_count++] = name.sym;
        } else {
            Text *candidate = arena_array(r->scratch, Text, r->schema->role_count);
            for (size_t k = 0; k < r->schema->role_count; k++) {
                candidate[k] = sym_text(r->schema->role[k].name);
            }
            Diag *d =
                report(r, e, DIAG_UNDEFINED, name.span, TEXT("role"), sym_text(name.sym), TEXT(""));
            diag_suggest(r->diags, d, name.span, sym_text(name.sym), candidate,
                         r->schema->role_count);
        }
    }
    p->role_count = everyone ? 0 : p->role_count;
}

/* PG 16, CREATE POLICY: an insert has only new rows, a select or delete only old ones. */
static void check_policy(Resolver *r, const Entity *e, const SynPolicy *w, unsigned commands) {
    if (w->using && commands == COMMAND_INSERT) {
        report_conflict(r, e, w->using->span, TEXT("`using`"), TEXT("`for insert`"),
                        "an insert sees no row that is there already; write `check`");
    }
    if (w->check && commands && !(commands & (COMMAND_INSERT | COMMAND_UPDATE))) {
        report_conflict(r, e, w->check->span, TEXT("`check`"),
                        commands == COMMAND_SELECT ? TEXT("`for select`") : TEXT("`for delete`"),
                        "no row is written; write `using`");
    }
}

void policies_resolve(Resolver *r, EntityDraft *d) {
    Entity *e = d->entity;
    if (!d->written) {
        return;
    }
    e->policy = arena_array(r->session, Policy, d->written->policies.count);
    for (size_t k = 0; k < d->written->policies.count; k++) {
        const SynPolicy *w = &d->written->policies.at[k];
        Policy *p = &e->policy[e->policy_count++];
        *p = (Policy){.name = w->head.name.sym,
                      .commands = read_commands(r, e, &w->commands),
                      .doc = w->doc.text,
                      .span = w->head.name.span};
        resolve_policy_roles(r, e, &w->roles, p);
        p->using = check_condition(r, d, w->using, "a policy", CONSTANCY_STABLE, false);
        p->check = check_condition(r, d, w->check, "a policy", CONSTANCY_STABLE, false);
        check_policy(r, e, w, p->commands);
    }
}
