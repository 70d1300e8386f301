/* Subset table: sets of the part's attributes are numbers here, whose bits are attributes in the order
 * of the part. */
#include "compiler/check/subset_table.h"

#include "compiler/check/multivalued.h"

typedef struct Table {
    const Theory *theory;
    Closer closer;
    size_t *attribute; /* of the whole, by bit */
    size_t width;
    uint32_t full;
    uint32_t *closed; /* by set: its closure within the part */
    uint32_t *key;
    size_t key_count;
    uint32_t prime;
    Bitset set; /* scratch */
} Table;

static void spread(Table *t, uint32_t number) {
    for (size_t i = 0; i < t->set.nword; i++) {
        t->set.word[i] = 0;
    }
    for (size_t i = 0; i < t->width; i++) {
        if (number >> i & 1) {
            bitset_add(t->set, t->attribute[i]);
        }
    }
}

static uint32_t gather(const Table *t, Bitset set) {
    uint32_t number = 0;
    for (size_t i = 0; i < t->width; i++) {
        number |= (uint32_t)bitset_has(set, t->attribute[i]) << i;
    }
    return number;
}

static bool is_key(const Table *t, uint32_t x) {
    bool smallest = t->closed[x] == t->full;
    for (uint32_t rest = x; rest && smallest; rest &= rest - 1) {
        smallest = t->closed[x & ~(rest & -rest)] != t->full;
    }
    return smallest;
}

static void fill(Arena *a, Table *t) {
    size_t count = (size_t)t->full + 1, keys = 0;
    t->closed = arena_array(a, uint32_t, count);
    for (uint32_t x = 0; x < count; x++) {
        spread(t, x);
        closer_close(&t->closer, t->set);
        t->closed[x] = gather(t, t->set);
    }
    for (uint32_t x = 0; x < count; x++) {
        keys += is_key(t, x);
    }
    t->key = arena_array(a, uint32_t, keys);
    for (uint32_t x = 0; x < count; x++) {
        if (is_key(t, x)) {
            t->key[t->key_count++] = x;
            t->prime |= x;
        }
    }
}

static bool is_proper_part_of_key(const Table *t, uint32_t x) {
    for (size_t i = 0; i < t->key_count; i++) {
        if ((x & ~t->key[i]) == 0 && x != t->key[i]) {
            return true;
        }
    }
    return false;
}

/* Whether a set that is no superkey has two blocks of its basis in the part. */
static bool breaks_fourth(Table *t) {
    for (uint32_t x = 0; x < t->full; x++) {
        if (t->closed[x] == t->full) {
            continue;
        }
        spread(t, x);
        multivalued_basis(&t->closer, t->set);
        size_t traces = 0;
        for (size_t b = 0; b < t->closer.block_count; b++) {
            traces += gather(t, t->closer.block[b]) != 0;
        }
        if (traces > 1) {
            return true;
        }
    }
    return false;
}

static Form form_of(Table *t) {
    bool second = true, third = true, boyce = true;
    for (uint32_t x = 0; x < t->full; x++) {
        uint32_t gained = t->closed[x] & ~x;
        if (!gained || t->closed[x] == t->full) {
            continue;
        }
        boyce = false;
        if (gained & ~t->prime) {
            third = false;
            second = second && !is_proper_part_of_key(t, x);
        }
    }
    if (!third) {
        return second ? FORM_2NF : FORM_1NF;
    }
    if (!boyce) {
        return FORM_3NF;
    }
    return t->theory->mixed && !breaks_fourth(t) ? FORM_4NF : FORM_BCNF;
}

static Bitset lifted(Arena *a, Table *t, uint32_t number) {
    spread(t, number);
    return bitset_copy(a, t->set);
}

Analysis subset_table_analyse(Arena *a, const Theory *theory, Bitset part) {
    Table t = {
        .theory = theory,
        .closer = closer_make(a, theory),
        .attribute = arena_array(a, size_t, theory->width),
        .set = bitset_make(a, theory->width),
    };
    for (size_t k = bitset_next(part, 0); k != SIZE_MAX; k = bitset_next(part, k + 1)) {
        t.attribute[t.width++] = k;
    }
    t.full = (uint32_t)((UINT64_C(1) << t.width) - 1);
    fill(a, &t);
    Form form = form_of(&t);
    Analysis found = {.form = {form, form}};
    for (size_t i = 0; i < t.key_count; i++) {
        set_list_add(a, &found.keys.list, lifted(a, &t, t.key[i]));
    }
    set_list_sort(&found.keys.list);
    found.primes.prime = lifted(a, &t, t.prime);
    found.primes.nonprime = lifted(a, &t, t.full & ~t.prime);
    return found;
}
