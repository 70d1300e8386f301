/* Prisma: what the files of the target share. prisma_model.c makes of a plan what schema.prisma calls
 * models, fields and enums, with their names; prisma_schema.c prints them, with prisma_type.c for their
 * types and defaults, prisma_index.c for keys and indexes, and prisma_where.c for the rows that a partial
 * index holds; prisma_migration.c prints the
 * migration and prisma.config.ts. */
#ifndef TENON_TARGETS_PRISMA_H
#define TENON_TARGETS_PRISMA_H

#include "targets/stack.h"

typedef struct PrismaModel PrismaModel;

/* A type of the engine as its SQL spells it, without what stands in parentheses, and Prisma's two words
 * for it. */
typedef struct PrismaType {
    const char *sql;
    const char *scalar;
    const char *native; /* behind `@db.`; NULL: the scalar says it all */
    const char *bare;   /* what stands in parentheses behind `native` where SQL has none; NULL: nothing */
} PrismaType;

/* What the engines differ in, as schema.prisma has it. */
typedef struct PrismaProvider {
    const char *word;        /* of the option `provider` */
    const char *name;        /* in `datasource` and in migration_lock.toml */
    const PrismaType *types; /* ends with a NULL sql */
    bool scalar_lists;       /* `String[]` */
    bool numbers_by_trigger; /* what is no whole key: the column may be null */
    bool names_primary_keys, names_foreign_keys; /* `map:` of these */
    bool names_uniques;      /* else the engine numbers what stands in CREATE TABLE */
    bool has_schemas, enum_types; /* enums are objects, with a name and a schema */
    bool index_types, prefixes, full_text, partial_indexes;
    bool shows_trees; /* the catalogue has the condition of an index as the engine read it, not as written */
    bool generated_columns;  /* the engine tells Prisma of them */
    const char *before_drops, *after_drops; /* around what down.sql does; NULL: nothing */
    bool word_tables;        /* full text is kept in tables of its own */
    bool literals;           /* a default that is a literal is read as one */
} PrismaProvider;

/* A scalar, or one side of a relation. */
typedef struct PrismaField {
    Text name; /* empty: no field, the model can not say the column */
    const PlanColumn *column;  /* of a scalar; else NULL */
    const PlanForeignKey *key; /* of a relation */
    PrismaModel *other;        /* where the relation leads */
    Text relation;             /* the name of the relation; empty: it needs none */
    bool holds_key;            /* this side has the columns */
    bool many, optional;
} PrismaField;

struct PrismaModel {
    Text name;
    const PlanTable *table;
    PrismaField *scalar; /* by column */
    VEC(PrismaField) relations; /* those that it holds, then those that lead to it */
    VEC(const PlanIndex *) indexes;
    bool ignored; /* no key tells its rows apart, so the client can not work with it */
};

typedef struct PrismaEnum {
    Text name; /* empty: not in the schema */
    const Enum *enumeration;
} PrismaEnum;

typedef struct Prisma {
    Stack stack;
    const Plan *plan;
    Emitter *e;
    Arena *a;
    const PrismaProvider *provider;
    VEC(PrismaModel) models;   /* in the order of the model */
    PrismaModel **model_of;    /* by entity number; NULL: no table */
    PrismaEnum *enumeration;   /* by the number of the Enum */
    bool qualified; /* each model says its schema */
    bool partial;   /* each partial index says which rows it holds */
} Prisma;

/* prisma_model.c: names and relations. */
void prisma_make_models(Prisma *p);
/* The name of the field of COLUMN. */
Text prisma_field_name(const Prisma *p, const PlanColumn *column);
/* WORDS of an enum as Prisma's names, by value. */
Text *prisma_enum_words(const Prisma *p, const Enum *enumeration);

/* prisma_type.c */
/* `String`, `State`, `Unsupported("interval")`, without `?` and `[]`, printed on E. */
void prisma_print_type(Prisma *p, Emitter *e, const PlanColumn *column);
bool prisma_is_list(const Prisma *p, const PlanColumn *column);
bool prisma_is_optional(const Prisma *p, const PlanColumn *column);
/* ` @db.VarChar(30)`, or nothing. */
void prisma_print_native_type(Prisma *p, const PlanColumn *column);
/* ` @default(…)`, ` @updatedAt`. */
void prisma_print_default(Prisma *p, const PlanColumn *column);
bool prisma_is_unsupported(Prisma *p, const PlanColumn *column);

/* prisma_index.c */
/* ` @id`, ` @unique` of a field that is a key by itself. */
void prisma_print_field_keys(Prisma *p, const PrismaModel *model, const PlanColumn *column);
/* Names of fields between commas; MORE: behind others. */
void prisma_print_fields(Prisma *p, const PlanColumn *const *column, size_t count, bool more);
/* `, map: "…"` of a foreign key, or nothing. */
void prisma_print_foreign_key_name(Prisma *p, const PlanForeignKey *key);
/* `@@id`, `@@unique`, `@@index`, `@@fulltext`, each on a line. */
void prisma_print_keys(Prisma *p, const PrismaModel *model);
/* Whether schema.prisma can say INDEX: it has columns alone for parts. */
bool prisma_says_index(const Prisma *p, const PlanIndex *index);

/* prisma_where.c */
/* Whether the rows of an index can be said as the catalogue says them. */
bool prisma_says_rows(Prisma *p, const Expr *where);
/* `{ deletedAt: null }` or `raw("…")`. */
void prisma_print_rows(Prisma *p, const PlanTable *table, const Expr *where);

/* prisma_schema.c, prisma_migration.c: the files. */
void prisma_print_schema(Prisma *p);
void prisma_print_config(Prisma *p);
void prisma_print_migration(Prisma *p);

#endif
