/* Normal forms: the tests over given dependencies and covers; what needs every subset is asked of
 * subset_table.c. A form that was found broken is certain even where the keys are not all known. */
#include "compiler/check/normal_form.h"

#include "compiler/check/closure.h"
#include "compiler/check/projection.h"
#include "compiler/check/subset_table.h"

const char *form_word(Form form) {
    static const char *const word[] = {"1NF", "2NF", "3NF", "BCNF", "4NF"};
    return word[form];
}

const char *arrow_status_word(ArrowStatus status) {
    static const char *const word[] = {"trivial",    "ok",         "breaks 4NF", "breaks BCNF",
                                       "breaks 3NF", "breaks 2NF", "undecided"};
    return word[status];
}

/* ---- the relation ---- */

typedef struct Judge {
    const Theory *theory;
    const CandidateKeys *keys;
    const Primes *primes;
    Closer closer;
    Bitset closed, gained; /* scratch */
} Judge;

static bool decides_all(Judge *j, Bitset from) {
    bitset_assign(j->closed, from);
    closer_close(&j->closer, j->closed);
    return bitset_count(j->closed) == j->theory->width;
}

static bool is_proper_part_of_key(const Judge *j, Bitset x) {
    for (size_t i = 0; i < j->keys->list.count; i++) {
        Bitset key = j->keys->list.at[i];
        if (bitset_subset(x, key) && !bitset_equal(x, key)) {
            return true;
        }
    }
    return false;
}

static ArrowStatus status_of(Judge *j, const Arrow *arrow) {
    bitset_assign(j->gained, arrow->to);
    bitset_subtract(j->gained, arrow->from);
    size_t outside = j->theory->width - bitset_count(arrow->from);
    size_t gained = bitset_count(j->gained);
    if (gained == 0 || (arrow->multivalued && gained == outside)) {
        return ARROW_TRIVIAL;
    }
    if (decides_all(j, arrow->from)) {
        return ARROW_OK;
    }
    if (arrow->multivalued) {
        return ARROW_BREAKS_4NF;
    }
    if (bitset_subset(j->gained, j->primes->prime)) {
        return ARROW_BREAKS_BCNF;
    }
    bool third = bitset_meets(j->gained, j->primes->nonprime);
    if (third && is_proper_part_of_key(j, arrow->from)) {
        return ARROW_BREAKS_2NF;
    }
    return third && j->keys->bound == BOUND_EXACT ? ARROW_BREAKS_3NF : ARROW_UNDECIDED;
}

/* The attributes that are gained by all but one attribute of a known key. */
static bool breaks_second(Judge *j) {
    for (size_t i = 0; i < j->keys->list.count; i++) {
        Bitset key = j->keys->list.at[i];
        for (size_t k = bitset_next(key, 0); k != SIZE_MAX; k = bitset_next(key, k + 1)) {
            bitset_assign(j->closed, key);
            bitset_remove(j->closed, k);
            closer_close(&j->closer, j->closed);
            bitset_subtract(j->closed, key);
            if (bitset_meets(j->closed, j->primes->nonprime)) {
                return true;
            }
        }
    }
    return false;
}

/* The form under functional dependencies. What was given is enough: of what follows, a last step breaks the
 * same form. */
static FormRange form_by_given(Judge *j) {
    bool boyce = true, broken = false, undecided = false;
    for (size_t i = 0; i < j->theory->count; i++) {
        const Arrow *arrow = &j->theory->arrow[i];
        if (arrow_is_trivial(arrow) || decides_all(j, arrow->from)) {
            continue;
        }
        bitset_assign(j->gained, arrow->to);
        bitset_subtract(j->gained, arrow->from);
        bitset_subtract(j->gained, j->primes->prime);
        boyce = false;
        broken |= bitset_meets(j->gained, j->primes->nonprime);
        undecided |= !bitset_subset(j->gained, j->primes->nonprime);
    }
    if (boyce) {
        return (FormRange){FORM_BCNF, FORM_BCNF};
    }
    if (!broken && !undecided) {
        return (FormRange){FORM_3NF, FORM_3NF};
    }
    if (breaks_second(j)) {
        return (FormRange){FORM_1NF, FORM_1NF};
    }
    return (FormRange){j->keys->bound == BOUND_EXACT ? FORM_2NF : FORM_1NF,
                       broken ? FORM_2NF : FORM_3NF};
}

/* Too many attributes for the table: 4NF and 2NF are still decided; between them, what the given
 * dependencies break is certain. */
static FormRange form_by_status(Judge *j, const ArrowStatus *status) {
    Form most = FORM_4NF;
    for (size_t i = 0; i < j->theory->count; i++) {
        Form left = status[i] == ARROW_BREAKS_4NF    ? FORM_BCNF
                    : status[i] == ARROW_BREAKS_BCNF ? FORM_3NF
                    : status[i] == ARROW_UNDECIDED   ? FORM_3NF
                    : status[i] == ARROW_BREAKS_3NF  ? FORM_2NF
                    : status[i] == ARROW_BREAKS_2NF  ? FORM_1NF
                                                     : FORM_4NF;
        most = left < most ? left : most;
    }
    if (most == FORM_4NF) {
        return (FormRange){FORM_4NF, FORM_4NF};
    }
    if (breaks_second(j)) {
        return (FormRange){FORM_1NF, FORM_1NF};
    }
    return (FormRange){j->keys->bound == BOUND_EXACT ? FORM_2NF : FORM_1NF, most};
}

Analysis analyse(Arena *a, const Theory *t, const TheoryLimits *limits) {
    Analysis found = {.keys = candidate_keys(a, t, limits)};
    found.primes = primes_of(a, t, &found.keys);
    Judge j = {
        .theory = t,
        .keys = &found.keys,
        .primes = &found.primes,
        .closer = closer_make(a, t),
        .closed = bitset_make(a, t->width),
        .gained = bitset_make(a, t->width),
    };
    found.status = arena_array(a, ArrowStatus, t->count);
    for (size_t i = 0; i < t->count; i++) {
        found.status[i] = status_of(&j, &t->arrow[i]);
    }
    if (!t->mixed) {
        found.form = form_by_given(&j);
    } else if (t->width <= limits->mixed_part) {
        found.form = subset_table_analyse(a, t, bitset_full(a, t->width)).form;
    } else {
        found.form = form_by_status(&j, found.status);
    }
    return found;
}

/* ---- a part of it ---- */

/* Tsou and Fischer: a part without two attributes of which one is decided by all others but both is in
 * BCNF. */
static bool passes_pairs(Arena *a, const Theory *t, Bitset part) {
    Closer c = closer_make(a, t);
    Bitset set = bitset_make(a, t->width);
    for (size_t i = bitset_next(part, 0); i != SIZE_MAX; i = bitset_next(part, i + 1)) {
        for (size_t k = bitset_next(part, 0); k != SIZE_MAX; k = bitset_next(part, k + 1)) {
            bitset_assign(set, part);
            bitset_remove(set, i);
            bitset_remove(set, k);
            closer_close(&c, set);
            if (i != k && bitset_has(set, i)) {
                return false;
            }
        }
    }
    return true;
}

/* One key of PART: closures within it decide what the part's own would. */
static Bitset some_key(Arena *a, const Theory *t, Bitset part) {
    Closer c = closer_make(a, t);
    Bitset key = bitset_copy(a, part), set = bitset_make(a, t->width);
    for (size_t k = t->width; k-- > 0;) {
        if (bitset_has(part, k)) {
            bitset_assign(set, key);
            bitset_remove(set, k);
            closer_close(&c, set);
            if (bitset_subset(part, set)) {
                bitset_remove(key, k);
            }
        }
    }
    return key;
}

static Analysis beyond_limits(Arena *a, const Theory *t, Bitset part) {
    bool boyce = !t->mixed && passes_pairs(a, t, part);
    Analysis found = {
        .keys = {.bound = BOUND_LOWER},
        .form = {boyce ? FORM_BCNF : FORM_1NF, t->mixed ? FORM_4NF : FORM_BCNF},
    };
    set_list_add(a, &found.keys.list, some_key(a, t, part));
    found.primes = (Primes){found.keys.list.at[0], bitset_make(a, t->width)};
    return found;
}

static Analysis lifted(Arena *a, const Projection *p, size_t width, Analysis inner) {
    Analysis found = inner;
    found.status = NULL;
    found.keys.list = (SetList){0};
    for (size_t i = 0; i < inner.keys.list.count; i++) {
        set_list_add(a, &found.keys.list, projection_lift(a, p, width, inner.keys.list.at[i]));
    }
    found.primes.prime = projection_lift(a, p, width, inner.primes.prime);
    found.primes.nonprime = projection_lift(a, p, width, inner.primes.nonprime);
    return found;
}

Analysis analyse_part(Arena *a, const Theory *t, Bitset part, const TheoryLimits *limits) {
    size_t width = bitset_count(part);
    if (!t->mixed) {
        Projection p = project(a, t, part, limits);
        if (p.bound == BOUND_EXACT) {
            return lifted(a, &p, t->width, analyse(a, &p.theory, limits));
        }
    }
    return width <= (t->mixed ? limits->mixed_part : limits->part)
               ? subset_table_analyse(a, t, part)
               : beyond_limits(a, t, part);
}
