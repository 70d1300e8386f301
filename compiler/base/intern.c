/* The interner: one table from the bytes of a name to its Sym, with open addressing and at most three
 * quarters of the slots taken. The table is no arena's, since it is thrown away when it grows; the names
 * live in the arena and never move. */
#include "compiler/base/intern.h"

#include <string.h>

#include "compiler/base/memory.h"
#include "compiler/base/panic.h"

enum { FIRST_CAPACITY = 256 };

static InternSlot *take_slots(size_t capacity) {
    size_t size = checked_multiply(capacity, sizeof(InternSlot));
    bool zeroed;
    InternSlot *slot = memory_take(size, &zeroed);
    if (!zeroed) {
        memset(slot, 0, size);
    }
    return slot;
}

Interner interner_make(Arena *a) {
    return (Interner){.arena = a, .slot = take_slots(FIRST_CAPACITY), .capacity = FIRST_CAPACITY};
}

void interner_free(Interner *in) {
    memory_give(in->slot, in->capacity * sizeof(InternSlot));
    *in = (Interner){0};
}

static void grow(Interner *in) {
    size_t capacity = checked_multiply(in->capacity, 2);
    InternSlot *slot = take_slots(capacity);
    for (size_t i = 0; i < in->capacity; i++) {
        if (in->slot[i].sym) {
            size_t at = in->slot[i].hash & (capacity - 1);
            while (slot[at].sym) {
                at = (at + 1) & (capacity - 1);
            }
            slot[at] = in->slot[i];
        }
    }
    memory_give(in->slot, in->capacity * sizeof(InternSlot));
    in->slot = slot;
    in->capacity = capacity;
}

static Sym make(Arena *a, Text name, uint32_t hash) {
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
    if (in->count >= in->capacity / 4 * 3) {
        grow(in);
    }
    uint32_t hash = text_slot_hash(name);
    InternSlot *slot = &in->slot[hash & (in->capacity - 1)];
    while (slot->sym) {
        if (slot->hash == hash && text_equal(sym_text(slot->sym), name)) {
            return slot->sym;
        }
        slot = slot + 1 < in->slot + in->capacity ? slot + 1 : in->slot;
    }
    in->count++;
    *slot = (InternSlot){make(in->arena, name, hash), hash};
    return slot->sym;
}

Sym sym_make(Arena *a, Text name) {
    return make(a, name, text_slot_hash(name));
}

Sym intern_c(Interner *in, const char *c_string) {
    return intern(in, text_from(c_string));
}
