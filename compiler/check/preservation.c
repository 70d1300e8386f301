/* Preservation: grows a left side by what each part lets it decide. */
#include "compiler/check/closure.h"
#include "compiler/check/decompose.h"

bool preserves(Arena *a, const Theory *t, const SetList *parts, const Arrow *arrow) {
    Closer c = closer_make(a, t);
    Bitset reached = bitset_copy(a, arrow->from), before = bitset_make(a, t->width);
    Bitset seen = bitset_make(a, t->width);
    do {
        bitset_assign(before, reached);
        for (size_t i = 0; i < parts->count; i++) {
            bitset_assign(seen, reached);
            bitset_intersect(seen, parts->at[i]);
            closer_close(&c, seen);
            bitset_intersect(seen, parts->at[i]);
            bitset_unite(reached, seen);
        }
    } while (!bitset_equal(before, reached));
    return bitset_subset(arrow->to, reached);
}
