/* What the files of the resolver share: the drafts of a schema while it is made, and the passes.
 *
 * An attribute of a relation gets its place only when the other entity's key is known, and that key may
 * hold relations itself. So entities, relations and keys are drafted first, by name (EntityDraft,
 * RelationDraft, KeyDraft, in the scratch arena); then the columns of all entities are laid out; from
 * then on everything is a pointer into the schema (session arena). Each pass goes over all entities in
 * their order; resolve.c lists them.
 *
 * What is wrong is reported once, by the pass that finds it, and marked `broken`; whoever meets
 * something broken stays silent and leaves its own part out. */
#ifndef TENON_SCHEMA_RESOLVE_H
#define TENON_SCHEMA_RESOLVE_H

#include "compiler/base/buffer.h"
#include "compiler/base/panic.h"
#include "compiler/schema/expression.h"
#include "compiler/schema/inflect.h"
#include "compiler/schema/make.h"
#include "compiler/schema/schema.h"

/* The most columns of a key or of an index (PostgreSQL: 32, MySQL: 16; leaves room), and of partitions. */
enum { KEY_LIMIT_COLUMNS = 64, PARTITION_LIMIT_PARTS = 10000 };

typedef struct EntityDraft EntityDraft;
typedef struct RelationDraft RelationDraft;
typedef struct KeyDraft KeyDraft;

typedef enum DraftState { DRAFT_NEW, DRAFT_ACTIVE, DRAFT_DONE } DraftState;

/* A relation on its way: of an entity, an arm of a polymorphic one, or of a junction. */
struct RelationDraft {
    Relation *relation;
    EntityDraft *owner;
    EntityDraft *target;          /* NULL for polymorphic parents */
    const SynRelation *written;   /* an arm has its parent's; NULL: of a junction */
    KeyDraft *refers;             /* ONE: the key of the target that it holds */
    Sym *column;                  /* names of the columns that hold it */
    size_t column_count;
    DraftState state;             /* of finding the columns */
    bool broken;
};

typedef struct KeyPart {
    Sym name;
    RelationDraft *relation; /* its columns; NULL: the attribute or column of that name */
    Span span;
} KeyPart;

struct KeyDraft {
    EntityDraft *owner;
    KeyKind kind;
    Sym name;
    Sym physical;            /* as written; NULL: to be derived */
    const SynUnique *unique; /* the entry that it was written as; NULL: none */
    const RelationDraft *arm; /* of the polymorphic part, when the entry was made into one key per arm */
    KeyPart *part;
    size_t part_count;
    Sym *column; /* of all parts; NULL until expanded */
    size_t column_count;
    Key *key;    /* NULL until resolved, and for broken ones */
    bool conventional; /* the key that a convention gave */
    bool referred;     /* by the `to` of a relation */
    bool broken;
    Span span;
};

struct EntityDraft {
    Entity *entity;
    const SynEntity *written;  /* NULL: a junction or an audit entity */
    RelationDraft *relation;   /* arms stand behind their parents */
    size_t relation_count;
    Map relation_by_name;      /* RelationDraft; broken ones too */
    KeyDraft *key;             /* key[0] is the primary key when has_primary_key */
    size_t key_count;
    Map key_by_name;           /* filled when a relation first asks */
    bool has_primary_key;
    VEC(EntityDraft *) junctions;
    VEC(Sym) broken;           /* names whose definition was wrong */
    Map inverse_by_name;       /* Relation */
    size_t inverse_count;
    uint32_t counted_for;      /* number + 1 of the entity whose relations were last counted here */
    uint32_t counted;
};

typedef struct KeyConvention {
    Sym name;
    const Type *type;
    bool identity;
    Expr *fallback;
    Span span;
} KeyConvention;

typedef struct TypeCache {
    const Type *slot[256];
} TypeCache;

typedef struct Resolver {
    Arena *session, *scratch;
    Interner *names;
    Diags *diags;
    const SynModel *model;
    Schema *schema;
    bool reader_reported; /* what is missing may have been there, but wrong: say nothing about it */

    /* conventions */
    bool singular_tables, timestamps, soft_delete, audit, derives_indexes;
    Action on_delete, on_update;
    Sym default_schema, collation;
    KeyConvention key;
    Inflections inflections;

    Map type_by_name; /* NamedType */
    TypeCache types;
    VEC(Enum *) enumerations;

    VEC(EntityDraft *) entities; /* in the order of schema->entity, once relations are declared */
    Map draft_by_name;           /* EntityDraft */
    Map role_by_name;            /* Role */
    size_t relation_count;

    const Attribute *found_one; /* what find_attributes gives for a single attribute */
    Buffer name_buffer;         /* where physical names are put together */

    Expr *now; /* the one `now()` that conventions use */
    Sym created_at, updated_at, deleted_at;
} Resolver;

/* ---- reporting (report.c) ---- */

/* A text for a message. */
Text say(Resolver *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "`name`" */
Text quoted(Resolver *r, Sym name);

/* diag_add, for a finding in E (NULL: in the model). */
#define report(r, e, id, span, ...) report_in((e), diag_add((r)->diags, (id), (span), __VA_ARGS__))
Diag *report_in(const Entity *e, Diag *d);

/* LEFT and RIGHT cannot stand together: WHY. */
Diag *report_conflict(Resolver *r, const Entity *e, Span span, Text left, Text right, const char *why);
/* WHAT `name` is not defined, with the nearest of CANDIDATES. */
Diag *report_undefined(Resolver *r, const Entity *e, const char *what, SynName name,
                      const Text *candidate, size_t count);
/* WHAT `name` was defined at FIRST already. */
void report_duplicate(Resolver *r, const Entity *e, const char *what, SynName name, Span first);
/* VALUE is not a valid WHAT, which is one of WORDS; suggests the nearest. */
void report_word(Resolver *r, const Entity *e, const char *what, SynName value,
                 const char *const *word, size_t count);

/* ---- finding (find.c) ---- */

EntityDraft *find_entity(Resolver *r, const Entity *e, SynName name); /* reports; NULL */
/* The attributes that NAME stands for: itself, or the columns of a relation. 0 when it is wrong, which
 * is then reported, or was already. PLACE is for the message: "a key". *FOUND holds until the next call. */
size_t find_attributes(Resolver *r, EntityDraft *d, SynName name, const char *place,
                       const Attribute *const **found);
/* All NAMES; each once. Gives false when one of them is wrong. */
bool find_attribute_list(Resolver *r, EntityDraft *d, const SynNames *names, const char *place,
                         const Attribute ***found, size_t *count);
const Attribute *find_attribute(Resolver *r, EntityDraft *d, SynName name, const char *place);
Attribute *attribute_named(const Entity *e, Sym name); /* says nothing; NULL */
bool is_broken(const EntityDraft *d, Sym name);
/* Typed copies of expressions of an entity. */
Expr *check_condition(Resolver *r, EntityDraft *d, const Expr *written, const char *place,
                      Constancy most, bool parameters);
Expr *check_expression(Resolver *r, EntityDraft *d, const Expr *written, const char *place);
/* An attribute's `check`, or that of its type: `value` is the attribute. */
Expr *check_value(Resolver *r, EntityDraft *d, const Expr *written, const Attribute *attribute);
Expr *check_generated(Resolver *r, EntityDraft *d, const Expr *written, const Attribute *attribute);
/* A default: no names; for an enum, a bare word is one of its values. */
Expr *check_default(Resolver *r, const Entity *e, Sym name, const Expr *written, const Type *type);
/* The check of a named type, over EXPR_VALUE. */
Expr *check_of_type(Resolver *r, const Expr *written, const Type *type);

/* ---- physical names (names.c) ---- */

Sym name_join(Resolver *r, Text left, Text right); /* left_right */
/* The table name that an entity of this name has, unless it says otherwise. */
Sym name_of_table(Resolver *r, Sym entity);
/* TABLE_COLUMN_…_SUFFIX and idx_TABLE_COLUMN_… */
Sym name_of_constraint(Resolver *r, const Entity *e, const Attribute *const *attribute, size_t count,
                       const char *suffix);
/* Keeps the places of the physical names that are written: NAME of E, all of D. */
void name_keep(Resolver *r, const Entity *e, SynName name);
void names_keep(Resolver *r, const EntityDraft *d);
Sym name_of_written_index(Resolver *r, const Entity *e, Sym name); /* idx_TABLE_NAME */
/* TABLE_NAME_SUFFIX */
Sym name_of_entry(Resolver *r, const Entity *e, Sym name, const char *suffix);
/* Takes all names of the schema and reports those that are taken twice. */
void names_claim(Resolver *r);

/* ---- the passes, by file: over all entities, or over one ---- */

/* conventions.c */
void conventions_resolve(Resolver *r);
/* Whether the word of `derived:` is `on`; OTHERWISE: none was written. */
bool derived_word(Resolver *r, const Entity *e, SynName written, bool otherwise);
/* types.c */
void types_declare(Resolver *r);
void types_report_unused(Resolver *r);
/* The type that is written; a poisoned one when that is wrong. ENUM_NAME names an enum in place. */
const Type *type_resolve(Resolver *r, const Entity *e, const SynType *written, Sym enum_name, Text doc);
const Type *type_poison(void);
bool type_is_poison(const Type *t);
/* Whether one can hold a reference to the other: alike but for nullability and checks. */
bool type_same(const Type *left, const Type *right);
/* Puts the enum of T, if it has one, among those of the schema. */
void type_use(Resolver *r, const Type *t);
/* entities.c */
void entities_declare(Resolver *r);
void entities_order(Resolver *r);
/* implied.c */
void junction_declare(Resolver *r, RelationDraft *many); /* or marks MANY as broken */
EntityDraft *audit_declare(Resolver *r, EntityDraft *audited); /* NULL: its name is taken */
void audit_lay_out(Resolver *r, EntityDraft *d);
/* relations.c */
void relations_declare(Resolver *r);
void relations_find_columns(Resolver *r);
/* foreign.c */
void relations_resolve(Resolver *r);
void relations_check_types(Resolver *r);
/* inverses.c */
void inverses_resolve(Resolver *r);
/* keys.c */
void keys_declare(Resolver *r);
bool key_expand(Resolver *r, KeyDraft *k);
KeyDraft *key_find(Resolver *r, EntityDraft *d, Sym name);
void keys_resolve(Resolver *r, EntityDraft *d);
void keys_resolve_clauses(Resolver *r, EntityDraft *d);
/* columns.c */
void columns_lay_out(Resolver *r, EntityDraft *d);
void columns_find_types(Resolver *r); /* of those that hold relations */
void columns_complete(Resolver *r, EntityDraft *d);
/* rules.c */
void rules_resolve(Resolver *r, EntityDraft *d);
/* indexes.c */
bool index_parts_resolve(Resolver *r, EntityDraft *d, const SynIndexParts *written, const char *place,
                         IndexPart **part, size_t *count);
void indexes_resolve(Resolver *r, EntityDraft *d);
/* access.c */
void access_resolve(Resolver *r, EntityDraft *d);
void policies_resolve(Resolver *r, EntityDraft *d);
/* partition.c */
void partition_resolve(Resolver *r, EntityDraft *d);
/* data.c */
void data_resolve(Resolver *r);
/* surroundings.c: views, native statements, roles, targets */
void roles_declare(Resolver *r);
void roles_resolve(Resolver *r);
void surroundings_resolve(Resolver *r);

#endif
