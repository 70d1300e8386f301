/* Sym: an interned name. Two names are equal when their Syms are `==`; no table is needed to read
 * one. The bytes live as long as the arena that the interner was made with. */
#ifndef TENON_BASE_INTERN_H
#define TENON_BASE_INTERN_H

#include "compiler/base/text.h"

typedef struct SymData {
    uint32_t size, hash;
    char at[];
} SymData;

typedef const SymData *Sym; /* NULL = no name */

/* The hash stands beside the Sym: looking for a name, and growing, touch no other name's bytes. */
typedef struct InternSlot {
    Sym sym; /* NULL: empty */
    uint32_t hash;
} InternSlot;

typedef struct Interner {
    Arena *arena;
    InternSlot *slot;
    size_t count, capacity; /* capacity is a power of two */
} Interner;

Interner interner_make(Arena *a);
void interner_free(Interner *in); /* the table; the names stay with the arena */

Sym intern(Interner *in, Text name);
Sym intern_c(Interner *in, const char *c_string);

/* A name of its own, in no interner: no other Sym is `==` to it, whatever its bytes are. For names that
 * are made in masses to be printed: none of them has to be looked for. */
Sym sym_make(Arena *a, Text name);

static inline Text sym_text(Sym sym) {
    return sym ? (Text){sym->at, sym->size} : (Text){"", 0};
}

#endif
