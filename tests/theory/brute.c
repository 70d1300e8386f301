/* The definitions, by brute force. Slow and plain on purpose. */
#include "tests/theory/brute.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned set_size(Set s) {
    unsigned size = 0;
    for (; s; s >>= 1) {
        size += s & 1;
    }
    return size;
}

static bool obeys(const Problem *p, const Rule *rule, Set agree) {
    if (!within(rule->from, agree) || within(rule->to, agree)) {
        return true;
    }
    return rule->multivalued && within(p->full & ~rule->from & ~rule->to, agree);
}

bool brute_implies(const Problem *p, const Rule *rule) {
    for (Set agree = 0; agree <= p->full; agree++) {
        if (p->allowed[agree] && !obeys(p, rule, agree)) {
            return false;
        }
    }
    return true;
}

void brute_solve(Problem *p) {
    p->full = (1u << p->width) - 1;
    p->mixed = false;
    for (size_t i = 0; i < p->count; i++) {
        p->mixed |= p->rule[i].multivalued;
    }
    for (Set agree = 0; agree <= p->full; agree++) {
        p->allowed[agree] = true;
        for (size_t i = 0; i < p->count; i++) {
            p->allowed[agree] &= obeys(p, &p->rule[i], agree);
        }
    }
    for (Set x = 0; x <= p->full; x++) {
        p->closed[x] = p->full;
        for (Set agree = 0; agree <= p->full; agree++) {
            if (p->allowed[agree] && within(x, agree)) {
                p->closed[x] &= agree;
            }
        }
    }
    p->key_count = brute_keys(p, p->full, p->key);
    p->prime = 0;
    for (size_t i = 0; i < p->key_count; i++) {
        p->prime |= p->key[i];
    }
}

size_t brute_keys(const Problem *p, Set part, Set *key) {
    size_t count = 0;
    for (Set x = 0; x <= p->full; x++) {
        bool is_key = within(x, part) && within(part, p->closed[x]);
        for (unsigned k = 0; k < p->width && is_key; k++) {
            is_key = !(x >> k & 1) || !within(part, p->closed[x & ~(1u << k)]);
        }
        if (is_key) {
            key[count++] = x;
        }
    }
    return count;
}

static bool is_proper_part(Set x, const Set *key, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (within(x, key[i]) && x != key[i]) {
            return true;
        }
    }
    return false;
}

/* A multivalued dependency of the part: the trace of one of the whole. */
static bool breaks_fourth(const Problem *p, Set part, Set x) {
    for (Set y = 0; y <= p->full; y++) {
        Rule rule = {x, y, true};
        Set inside = y & part & ~x, outside = part & ~x & ~y;
        if (inside && outside && brute_implies(p, &rule)) {
            return true;
        }
    }
    return false;
}

int brute_form(const Problem *p, Set part) {
    Set key[SETS], prime = 0;
    size_t count = brute_keys(p, part, key);
    for (size_t i = 0; i < count; i++) {
        prime |= key[i];
    }
    bool second = true, third = true, boyce = true, fourth = p->mixed;
    for (Set x = 0; x <= part; x++) {
        Set gained = p->closed[x] & part & ~x;
        if (!within(x, part) || within(part, p->closed[x])) {
            continue;
        }
        boyce &= !gained;
        third &= !(gained & ~prime);
        second &= !(gained & ~prime) || !is_proper_part(x, key, count);
    }
    for (Set x = 0; x <= part && fourth && boyce; x++) {
        fourth = !within(x, part) || within(part, p->closed[x]) || !breaks_fourth(p, part, x);
    }
    return !second ? 1 : !third ? 2 : !boyce ? 3 : !fourth ? 4 : 5;
}

const char *brute_status(const Problem *p, const Rule *rule) {
    Set gained = rule->to & ~rule->from;
    if (!gained || (rule->multivalued && (rule->from | rule->to) == p->full)) {
        return "trivial";
    }
    if (p->closed[rule->from] == p->full) {
        return "ok";
    }
    if (rule->multivalued) {
        return "breaks 4NF";
    }
    if (!(gained & ~p->prime)) {
        return "breaks BCNF";
    }
    return is_proper_part(rule->from, p->key, p->key_count) ? "breaks 2NF" : "breaks 3NF";
}

size_t brute_minimum(const Problem *p) {
    Set found[SETS];
    size_t count = 0;
    for (unsigned size = 0; size <= p->width; size++) {
        for (Set x = 0; x <= p->full; x++) {
            bool pseudo = set_size(x) == size && p->closed[x] != x;
            for (size_t i = 0; i < count && pseudo; i++) {
                pseudo = !within(found[i], x) || found[i] == x || within(p->closed[found[i]], x);
            }
            if (pseudo) {
                found[count++] = x;
            }
        }
    }
    return count;
}

bool brute_preserves(const Problem *p, const Set *part, size_t count, const Rule *rule) {
    Set reached = rule->from;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < count; i++) {
            for (Set x = 0; x <= part[i]; x++) {
                Set y = p->closed[x] & part[i];
                if (within(x, part[i]) && within(x, reached) && !within(y, reached)) {
                    reached |= y;
                    changed = true;
                }
            }
        }
    }
    return within(rule->to, reached);
}

/* ---- relations ---- */

static bool agree(const Problem *p, const uint8_t *x, const uint8_t *y, Set on) {
    for (unsigned k = 0; k < p->width; k++) {
        if (on >> k & 1 && x[k] != y[k]) {
            return false;
        }
    }
    return true;
}

static bool holds_row(const Problem *p, const Relation *r, const uint8_t *row) {
    for (size_t i = 0; i < r->count; i++) {
        if (agree(p, r->cell[i], row, p->full)) {
            return true;
        }
    }
    return false;
}

static void add_row(Relation *r, const uint8_t *row) {
    if (r->count == ROWS) {
        fprintf(stderr, "a relation of more than %d rows\n", ROWS);
        exit(2);
    }
    memcpy(r->cell[r->count++], row, ATTRIBUTES);
}

static void swap_rows(const Problem *p, const uint8_t *x, const uint8_t *y, Set own,
                      uint8_t *made) {
    memset(made, 0, ATTRIBUTES);
    for (unsigned k = 0; k < p->width; k++) {
        made[k] = own >> k & 1 ? x[k] : y[k];
    }
}

bool brute_obeys(const Problem *p, const Relation *r) {
    uint8_t made[ATTRIBUTES];
    for (size_t d = 0; d < p->count; d++) {
        const Rule *rule = &p->rule[d];
        for (size_t i = 0; i < r->count; i++) {
            for (size_t k = 0; k < r->count; k++) {
                const uint8_t *x = r->cell[i], *y = r->cell[k];
                if (!agree(p, x, y, rule->from)) {
                    continue;
                }
                swap_rows(p, x, y, rule->from | rule->to, made);
                if (rule->multivalued ? !holds_row(p, r, made) : !agree(p, x, y, rule->to)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* A row over all attributes is in the join iff each of its projections is one of a row's. */
static bool in_join(const Problem *p, const Relation *r, const Set *part, size_t count,
                    const uint8_t *row) {
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < r->count && !agree(p, r->cell[k], row, part[i])) {
            k++;
        }
        if (k == r->count) {
            return false;
        }
    }
    return true;
}

bool brute_joins_back(const Problem *p, const Relation *r, const Set *part, size_t count) {
    size_t index[ATTRIBUTES] = {0};
    for (;;) { /* every row of values that its columns hold */
        uint8_t row[ATTRIBUTES] = {0};
        for (unsigned k = 0; k < p->width; k++) {
            row[k] = r->cell[index[k]][k];
        }
        if (in_join(p, r, part, count, row) && !holds_row(p, r, row)) {
            return false;
        }
        unsigned k = 0;
        while (k < p->width && ++index[k] == r->count) {
            index[k++] = 0;
        }
        if (k == p->width) {
            return true;
        }
    }
}

static bool equate(const Problem *p, Relation *r, Set on, const uint8_t *x, const uint8_t *y) {
    uint8_t one[ATTRIBUTES], other[ATTRIBUTES];
    memcpy(one, x, sizeof one);
    memcpy(other, y, sizeof other);
    bool changed = false;
    for (unsigned k = 0; k < p->width; k++) {
        if (on >> k & 1 && one[k] != other[k]) {
            uint8_t kept = one[k] < other[k] ? one[k] : other[k];
            for (size_t i = 0; i < r->count; i++) {
                uint8_t value = r->cell[i][k];
                r->cell[i][k] = value == one[k] || value == other[k] ? kept : value;
            }
            changed = true;
        }
    }
    return changed;
}

/* One number for each row: values are below 8. */
static uint32_t code_of(const Problem *p, const uint8_t *row) {
    uint32_t code = 0;
    for (unsigned k = 0; k < p->width; k++) {
        code |= (uint32_t)row[k] << (3 * k);
    }
    return code;
}

static bool chase_functional(const Problem *p, Relation *r) {
    bool changed = false;
    for (size_t d = 0; d < p->count; d++) {
        for (size_t i = 0; i < r->count && !p->rule[d].multivalued; i++) {
            for (size_t k = 0; k < i; k++) {
                if (agree(p, r->cell[i], r->cell[k], p->rule[d].from)) {
                    changed |= equate(p, r, p->rule[d].to, r->cell[i], r->cell[k]);
                }
            }
        }
    }
    return changed;
}

static bool chase_multivalued(const Problem *p, Relation *r) {
    static bool there[1 << (3 * ATTRIBUTES)];
    static Relation distinct;
    uint8_t made[ATTRIBUTES];
    bool changed = false;
    distinct.count = 0;
    for (size_t i = 0; i < r->count; i++) {
        if (!there[code_of(p, r->cell[i])]) {
            there[code_of(p, r->cell[i])] = true;
            add_row(&distinct, r->cell[i]);
        }
    }
    for (size_t d = 0; d < p->count; d++) {
        const Rule *rule = &p->rule[d];
        for (size_t i = 0; i < distinct.count && rule->multivalued; i++) {
            for (size_t k = 0; k < distinct.count; k++) {
                swap_rows(p, distinct.cell[i], distinct.cell[k], rule->from | rule->to, made);
                if (agree(p, distinct.cell[i], distinct.cell[k], rule->from) &&
                    !there[code_of(p, made)]) {
                    there[code_of(p, made)] = true;
                    add_row(&distinct, made);
                    changed = true;
                }
            }
        }
    }
    for (size_t i = 0; i < distinct.count; i++) {
        there[code_of(p, distinct.cell[i])] = false;
    }
    *r = distinct;
    return changed;
}

bool brute_lossless(const Problem *p, const Set *part, size_t count) {
    static Relation r;
    uint8_t made[ATTRIBUTES] = {0};
    Set covered = 0;
    r.count = 0;
    for (size_t i = 0; i < count; i++) {
        for (unsigned k = 0; k < p->width; k++) {
            made[k] = part[i] >> k & 1 ? 0 : (uint8_t)(i + 1);
        }
        add_row(&r, made);
        covered |= part[i];
    }
    if (covered != p->full) {
        return false;
    }
    do {
        while (chase_functional(p, &r)) {
        }
    } while (p->mixed && chase_multivalued(p, &r));
    memset(made, 0, sizeof made);
    return holds_row(p, &r, made);
}
