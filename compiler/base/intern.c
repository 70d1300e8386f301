/* The interner: one table from the bytes of a name to its Sym, with open addressing and at most half
 * of the slots taken. The table is malloc'ed, since it is thrown away when it grows; the names live in
 * the arena and never move. */
#include "compiler/base/intern.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 256 };

static Sym *allocate_slots(size_t capacity) {
    Sym *slot = calloc(capacity, sizeof(Sym));
    if (!slot) {
        out_of_memory(capacity * sizeof(Sym));
    }
    return slot;
}

Interner interner_make(Arena *a) {
    return (Interner){
        .arena = a, .slot = allocate_slots(FIRST_CAPACITY), .capacity = FIRST_CAPACITY};
}

void interner_free(Interner *in) {
    free(in->slot);
    *in = (Interner){0};
}

static void grow(Interner *in) {
    size_t capacity = checked_multiply(in->capacity, 2);
    Sym *slot = allocate_slots(capacity);
    for (size_t i = 0; i < in->capacity; i++) {
        Sym sym = in->slot[i];
        if (sym) {
            size_t at = sym->hash & (capacity - 1);
            while (slot[at]) {
                at = (at + 1) & (capacity - 1);
            }
            slot[at] = sym;
        }
    }
    free(in->slot);
    in->slot = slot;
    in->capacity = capacity;
}

static Sym make_sym(Arena *a, Text name, uint32_t hash) {
    if (name.size > UINT32_MAX - sizeof(SymData)) {
        out_of_memory(name.size);
    }
    SymData *data = arena_alloc(a, sizeof(SymData) + name.size, _Alignof(SymData));
    data->size = (uint32_t)name.size;
    data->hash = hash;
    if (name.size) {
        memcpy(data->at, name.at, name.size);
    }
    return data;
}

Sym intern(Interner *in, Text name) {
    if (in->count >= in->capacity / 2) {
        grow(in);
    }
    uint32_t hash = text_hash(name);
    size_t at = hash & (in->capacity - 1);
    for (Sym sym; (sym = in->slot[at]) != NULL; at = (at + 1) & (in->capacity - 1)) {
        if (sym->hash == hash && text_equal(sym_text(sym), name)) {
            return sym;
        }
    }
    in->count++;
    return in->slot[at] = make_sym(in->arena, name, hash);
}

Sym intern_c(Interner *in, const char *c_string) {
    return intern(in, text_from(c_string));
}
