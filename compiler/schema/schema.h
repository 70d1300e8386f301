/* Schema: the resolved model. Every name is a pointer, every default is applied, every column that a
 * convention or a relation implies exists. Made by schema_resolve, const afterwards; facts about it
 * (compiler/check/facts.h) live beside it.
 *
 * Arrays are in declaration order. Text and Sym point into the session arena. A span that does not
 * exist marks what a convention added. `written` is of the syntax tree: it is for resolving and for
 * check/, and leads nowhere once all has been checked. Names here are the full physical names; what a target has to
 * cut or quote, lower/names.c and the target do. */
#ifndef TENON_SCHEMA_SCHEMA_H
#define TENON_SCHEMA_SCHEMA_H

#include "compiler/base/map.h"
#include "compiler/base/name_index.h"
#include "compiler/read/expr.h"
#include "compiler/read/syntax.h"

typedef struct Entity Entity;
typedef struct Attribute Attribute;
typedef struct Relation Relation;
typedef struct Key Key;
typedef struct NamedType NamedType;
typedef struct Type Type;

/* ---- types ---- */

/* An enum type: of a named type, or of one attribute (then named TABLE_COLUMN, in its schema). */
typedef struct Enum {
    Sym name; /* physical */
    Sym schema; /* NULL: the database's default */
    const Text *value;
    size_t value_count;
    Text doc;
    Span span;
    const NamedType *named; /* NULL: written in place, by the attribute */
    uint32_t number;        /* in the schema's enums, from 1; 0: none of them, as nothing uses it */
} Enum;

struct Type {
    TypeKind kind;
    bool is_unsigned;
    uint32_t length;         /* char, string: characters. decimal: precision, 0 = not given. time, timestamp,
                              * datetime: digits of the second plus 1, 0 = not given (type_fraction) */
    uint32_t scale;          /* decimal */
    const Type *element;     /* TYPE_ARRAY */
    const Enum *enumeration; /* TYPE_ENUM */
    const NamedType *named;  /* written through this named type; NULL else */
    const NativeText *native; /* its name per target: TYPE_NATIVE's; of another kind, what replaces it there */
    size_t native_count;
};

struct NamedType {
    Sym name;     /* as written: `Email` */
    Sym physical; /* `email`: the name of an enum type or domain */
    Type type;    /* what it narrows; type.named is this */
    Sym schema;     /* of the conventions: where a database keeps it as a type */
    Text doc;
    Expr *check;    /* over EXPR_VALUE; NULL: none */
    Expr *fallback; /* NULL: none */
    Sym collation;
    Span span;
    size_t use_count;
    const SynNamedType *written;
};

/* ---- attributes ---- */

/* Where an attribute comes from. */
typedef enum AttributeOrigin {
    ATTRIBUTE_DECLARED,
    ATTRIBUTE_KEY_CONVENTION, /* the conventional key */
    ATTRIBUTE_RELATION,       /* holds a relation */
    ATTRIBUTE_TAG,            /* the type of a tagged polymorphic relation */
    ATTRIBUTE_CREATED_AT,
    ATTRIBUTE_UPDATED_AT,
    ATTRIBUTE_DELETED_AT,
    ATTRIBUTE_AUDIT,          /* of an audit entity */
} AttributeOrigin;

struct Attribute {
    Sym name;   /* in the model: `customer_id` for a column of the relation `customer` */
    Sym column; /* physical */
    const Type *type;
    const Entity *entity;
    const Relation *relation; /* ATTRIBUTE_RELATION, ATTRIBUTE_TAG: the relation that made it */
    Expr *fallback;           /* default; NULL: none */
    Expr *generated;          /* stored computed value; NULL: none */
    Sym collation, was;
    Text doc;
    Span span;
    const SynAttribute *written; /* NULL for implied ones */
    uint32_t index;              /* in entity->attribute */
    AttributeOrigin origin : 8;
    bool nullable : 1, identity : 1, personal : 1, secret : 1, immutable : 1;
    bool in_primary_key : 1;
};

/* ---- keys and rules ---- */

typedef enum KeyKind { KEY_PRIMARY, KEY_UNIQUE } KeyKind;
typedef enum Deferral { DEFERRAL_NONE, DEFERRAL_INITIALLY_DEFERRED } Deferral;

/* A primary key or a unique set. With `where`, or with a nullable part, it is no candidate key. */
struct Key {
    KeyKind kind;
    Sym name;     /* in the model: the entry of `unique:` or the attribute; NULL for the primary key */
    Sym physical; /* constraint name */
    const Attribute **attribute;
    size_t attribute_count;
    const Attribute **include;
    size_t include_count;
    Expr *where; /* NULL: all rows. Soft delete adds `deleted_at is null` */
    bool nulls_not_distinct;
    Deferral deferral;
    Text doc;
    Span span;
};

typedef struct Check {
    Sym name, physical;
    Expr *condition;
    const Attribute *attribute; /* the one that it was written at, or came to by its type; NULL: the entity's */
    const NamedType *named;     /* the type that it came from; NULL else */
    const Relation *relation;   /* added for this polymorphic or self-referring relation; NULL else */
    Text doc;
    Span span;
} Check;

typedef enum IndexMethod {
    INDEX_BTREE, INDEX_HASH, INDEX_GIN, INDEX_GIST, INDEX_BRIN, INDEX_SPGIST, INDEX_FULLTEXT, INDEX_TRIGRAM,
} IndexMethod;

typedef struct IndexPart {
    Expr *expr;                 /* EXPR_NAME for an attribute */
    const Attribute *attribute; /* NULL: an expression */
    bool descending;
    NullsOrder nulls; /* NULLS_UNSET: the engine's own */
    Sym collation, operators;
    uint32_t prefix; /* only so many characters of it; 0: all */
} IndexPart;

typedef struct Index {
    Sym name, physical;
    IndexPart *part;
    size_t part_count;
    bool unique;
    IndexMethod method;
    Expr *where;
    const Attribute **include;
    size_t include_count;
    bool derived; /* by Tenon, not written by hand */
    const Relation *relation; /* derived: serves this foreign key */
    Text doc;
    Span span;
} Index;

typedef struct IndexList { const Index **at; size_t count; } IndexList;

/* ---- relations ---- */

typedef enum RelationKind {
    RELATION_ONE,    /* N:1, or 1:1 when `unique`: this side holds the columns */
    RELATION_MANY,   /* N:M through `junction` */
    RELATION_ONE_OF, /* polymorphic: one RELATION_ONE per arm, exactly one of them set */
    RELATION_TAGGED, /* polymorphic: a type and an id that no foreign key guards */
} RelationKind;

struct Relation {
    RelationKind kind;
    Sym name;
    Sym inverse;          /* `as`; a derived name when none was written, NULL where there is none */
    const Entity *entity; /* that declares it */
    const Entity *target; /* ONE, MANY; NULL for polymorphic ones */
    bool optional;
    bool unique;          /* 1:1: as written, or because its columns hold a whole key */
    bool identifying;     /* its columns stand in the primary key */
    /* ONE: attribute[i] refers to target_key->attribute[i]. TAGGED: attribute[0] the tag, then the id. */
    const Attribute **attribute;
    size_t attribute_count;
    const Key *target_key;
    Action on_delete, on_update; /* never ACTION_UNSET */
    Deferral deferral;
    Sym physical;           /* name of the foreign key constraint */
    const Entity *junction; /* MANY */
    const Relation *junction_from, *junction_to; /* MANY: the junction's relations to entity and target */
    Relation **arm;         /* ONE_OF, TAGGED: one per member entity; arms of TAGGED have no columns */
    size_t arm_count;
    const Relation *parent; /* of an arm: the polymorphic relation; NULL else */
    Sym was;
    Text doc;
    Span span;
    const SynRelation *written;
};

/* The other side of a relation, as its target sees it. */
typedef struct Inverse {
    Sym name;
    const Relation *relation;
    bool many; /* the target sees any number of rows */
} Inverse;

/* ---- access, dependencies, policies, partitions ---- */

typedef struct Access {
    Sym name;
    bool many;
    const Attribute **by;
    size_t by_count;
    Expr *where;
    IndexPart *sort;
    size_t sort_count;
    uint64_t limit;           /* 0: none */
    const Relation **with;
    size_t with_count;
    const Attribute **select; /* count 0: all */
    size_t select_count;
    double rate;              /* per second; 0: not given */
    Text doc;
    Span span;
} Access;

typedef struct Dependency {
    const Attribute **from, **to;
    size_t from_count, to_count;
    bool multivalued;
    Text doc;
    Span span;
} Dependency;

typedef enum Command {
    COMMAND_SELECT = 1, COMMAND_INSERT = 2, COMMAND_UPDATE = 4, COMMAND_DELETE = 8, COMMAND_ALL = 15,
} Command; /* a set of bits */

typedef struct Policy {
    Sym name;
    unsigned commands; /* Command bits */
    Sym *role;         /* count 0: everyone */
    size_t role_count;
    Expr *using, *check;
    Text doc;
    Span span;
} Policy;

typedef enum PartitionMethod { PARTITION_NONE, PARTITION_RANGE, PARTITION_LIST, PARTITION_HASH } PartitionMethod;

/* One partition. RANGE: [from, to) as the text of the partition attribute's type. */
typedef struct PartitionPart {
    Sym physical;
    Text from, to;
    const Text *value;
    size_t value_count;
    bool is_default;
} PartitionPart;

typedef struct Partition {
    PartitionMethod method;
    const Attribute **attribute;
    size_t attribute_count;
    Sym unit; /* RANGE: day, week, month, quarter, year; NULL else */
    PartitionPart *part;
    size_t part_count;
    Span span;
} Partition;

/* ---- reference rows ---- */

/* A value as written: of an array as a JSON list, of json as a document. Whether it is a value of its
 * type, compiler/eval/rows.h tells. */
typedef struct Cell {
    const Attribute *attribute;
    Text text; /* NULL at: null */
    Span span;
} Cell;

typedef struct Row {
    const Entity *entity;
    Cell *cell; /* those that were written, in column order */
    size_t cell_count;
    uint32_t number; /* in entity->row */
    bool broken;     /* something of it was wrong, and has been reported */
    Span span;
} Row;

/* ---- entities ---- */

typedef enum EntityOrigin { ENTITY_DECLARED, ENTITY_JUNCTION, ENTITY_AUDIT } EntityOrigin;

struct Entity {
    Sym name;   /* `OrderLine` */
    Sym table;  /* `order_lines` */
    Sym schema; /* NULL: the database's default */
    Sym collation; /* of its text that names none; NULL: that of all text */
    Sym area, was;
    Text doc;
    EntityOrigin origin;
    const Entity *audited;      /* ENTITY_AUDIT: whose rows it keeps */
    const Entity *audit;        /* the audit entity; NULL: none */
    const Relation *junction_of; /* ENTITY_JUNCTION made for this relation; NULL else */
    uint64_t rows;              /* 0: not given */
    Text growth;
    bool timestamps, soft_delete;
    bool derives_indexes; /* for its access patterns and foreign keys */
    Attribute *attribute; /* in column order: key, relations' columns, attributes as written, implied */
    size_t attribute_count;
    NameIndex attribute_by_name;
    Relation **relation; /* as declared; arms stand inside their parents */
    size_t relation_count;
    Inverse *inverse;
    size_t inverse_count;
    Key *key; /* key[0] is the primary key when has_primary_key */
    size_t key_count;
    bool has_primary_key;
    Check *check;
    size_t check_count;
    Index *index;
    size_t index_count;
    Access *access;
    size_t access_count;
    Dependency *dependency;
    size_t dependency_count;
    Policy *policy;
    size_t policy_count;
    Partition partition;
    Row *row; /* reference rows, as written */
    size_t row_count;
    Span span; /* its name */
    uint32_t number; /* in schema->entity */
    const SynEntity *written; /* NULL for implied ones */
};

/* ---- the rest ---- */

typedef struct View { Sym name; Text doc; const SynPair *text; size_t text_count; Span span; } View;

typedef struct NativeStatement {
    Sym target;
    Text up, down, doc;
    bool last; /* behind everything, not before the tables */
    Span span;
} NativeStatement;

typedef struct Grant { const Entity *entity; unsigned commands; Span span; } Grant;
typedef struct Role {
    Sym name;
    Grant *grant; /* at most one per entity, in their order */
    size_t grant_count;
    Text doc;
    Span span;
    const SynRole *written;
} Role;

typedef struct TargetConfig {
    Sym name;
    const SynTarget *written; /* options and accepted losses; a copy that lasts as long as the schema */
    Span span;
} TargetConfig;

/* Where ENTITY (NULL: no one) has a physical name that was written by hand. */
typedef struct WrittenName {
    const Entity *entity;
    Span span;
    const struct WrittenName *next; /* the same name elsewhere */
} WrittenName;

typedef struct Schema {
    Sym name;
    Text doc;
    Span span;
    const Type *user_id_type; /* of current_user_id(): the conventional key's */
    NamedType *named_type;
    size_t named_type_count;
    Enum **enumeration; /* all enums, named and in place, in order of first use */
    size_t enumeration_count;
    Entity **entity; /* as declared; junction and audit entities behind the one that made them */
    size_t entity_count;
    Map entity_by_name;
    Map written_names; /* WrittenName, by physical name */
    View *view;
    size_t view_count;
    NativeStatement *native;
    size_t native_count;
    Role *role;
    size_t role_count;
    TargetConfig *target;
    size_t target_count;
} Schema;

/* Resolves MODEL. Never fails: what is wrong is reported (TN0, TN1, TN2, TN3 where it stops resolving)
 * and left out, or poisoned, so that one mistake gives one message. */
Schema *schema_resolve(Arena *session, Arena *scratch, Interner *names, Diags *ds, const SynModel *model);

/* The place where PHYSICAL was written as the name of something of E, or of the model when E is NULL;
 * NO_SPAN when it was derived. */
Span schema_written_name(const Schema *s, const Entity *e, Sym physical);

const Entity *schema_find_entity(const Schema *s, Sym name);
const Attribute *entity_find_attribute(const Entity *e, Sym name);
const Relation *entity_find_relation(const Entity *e, Sym name);

/* Whether the values of K tell rows apart: no `where`, and no part that may be null (or nulls not distinct). */
bool key_is_candidate(const Key *k);

/* `decimal(12, 2)`, `string(50)[]`, `Email`: as the model writes it. */
Text type_name(Arena *a, const Type *t);
enum { TYPE_FRACTION_DIGITS = 6 }; /* of a second, where the model does not say */
/* Whether T has seconds: time, timestamp, datetime; and how many digits behind their point. */
bool type_has_fraction(const Type *t);
uint32_t type_fraction(const Type *t);
TypeClass type_class(const Type *t);
/* The one shared Type of a kind without parameters. */
const Type *type_basic(TypeKind kind);

/* The stable text form of --dump=schema. */
struct Buffer; /* compiler/base/buffer.h */
void schema_dump(struct Buffer *out, const Schema *s);
/* The same facts as JSON, for programs (`tenon build --dump=schema --reporter json`). */
/* LISTS, by entity number, stand in for the entities' own indexes; NULL: these. */
void schema_dump_json(struct Buffer *out, const Schema *s, const IndexList *lists);

#endif
