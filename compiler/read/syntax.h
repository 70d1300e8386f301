/* Syntax tree: the model as written, typed. One struct for each MAPPING of grammar/keys.def, one member
 * for each KEY; the reader (syntax.c) fills them from the node tree by that table, the compact forms by
 * notation.c. Nothing here is defaulted or resolved: a member that was not written has no span, so a
 * fix knows what was typed. */
#ifndef TENON_READ_SYNTAX_H
#define TENON_READ_SYNTAX_H

#include "compiler/base/intern.h"
#include "compiler/diag/diag.h"
#include "compiler/read/expr.h"

typedef enum SynMapping {
#define MAPPING(id, type, words, notation, doc) SYN_##id,
#define KEY(mapping, word, field, form, element, required, doc)
#include "grammar/keys.def"
#undef MAPPING
#undef KEY
    SYN_NONE,
    SYN_MAPPING_COUNT = SYN_NONE
} SynMapping;

/* How a key's value is read, and the type of the member that holds it. */
typedef enum SynForm {
    FORM_TEXT,        /* SynText: any scalar, as written */
    FORM_NAME,        /* SynName */
    FORM_REFERENCE,   /* SynReference: `User` or `User?` */
    FORM_NAMES,       /* SynNames: a list of names, or one scalar with commas */
    FORM_TEXTS,       /* SynTexts: a list of scalars, or one scalar */
    FORM_FLAG,        /* SynFlag: true or false (yes, no, on, off too, with TN005) */
    FORM_COUNT,       /* SynCount: 500, 20k, 5M, 1G */
    FORM_ACTION,      /* SynAction */
    FORM_TYPE,        /* SynType * */
    FORM_EXPR,        /* Expr * */
    FORM_INDEX_PARTS, /* SynIndexParts: one scalar with commas, or a list */
    FORM_STRUCT,      /* the element's struct, in place (its head's span says whether it stands there) */
    FORM_MAP,         /* SYN_LIST of the element's struct: a map from names */
    FORM_LIST,        /* SYN_LIST of the element's struct: a list; elements have no names */
    FORM_ITEMS,       /* the value of the mapping itself is the list (key word "-") */
    FORM_TEXT_MAP,    /* SYN_LIST(SynPair): a map from names to scalars */
    FORM_TEXT_REST,   /* SYN_LIST(SynPair): every key not known otherwise (key word "*") */
    FORM_ROWS,        /* SynRows: a list of mappings from names to values, or of lists of values */
} SynForm;

#define SYN_LIST(T) \
    struct { \
        T *at; \
        size_t count; \
    }

/* A span that does not exist marks what was not written. */
typedef struct SynText { Text text; Span span; } SynText;
typedef struct SynName { Sym sym; Span span; } SynName;
typedef struct SynReference { Sym sym; Span span; bool optional; Span optional_span; } SynReference; /* optional_span: the ? */
typedef struct SynFlag { bool value; Span span; } SynFlag;
typedef struct SynCount { uint64_t value; Span span; } SynCount;
typedef SYN_LIST(SynName) SynNames;
typedef SYN_LIST(SynText) SynTexts;
/* A scalar, or a list of scalars, under a name of the user's. */
typedef struct SynPair { SynName name; SynText value; SynTexts values; } SynPair;
typedef SYN_LIST(SynPair) SynPairs;

/* A value of a reference row, which only its attribute's type gives a meaning; or a row itself. */
typedef enum SynValueKind { ROW_NULL, ROW_SCALAR, ROW_LIST, ROW_MAP } SynValueKind;
typedef struct SynValue {
    SynName name;        /* the key that it stands under; absent in lists */
    SynValueKind kind;
    bool plain;          /* SCALAR: without quotes */
    Text text;           /* SCALAR */
    struct SynValue *at; /* LIST, MAP */
    size_t count;
    Span span;
} SynValue;
typedef SYN_LIST(SynValue) SynRows;

typedef enum Action {
    ACTION_UNSET, ACTION_NO_ACTION, ACTION_RESTRICT, ACTION_CASCADE, ACTION_SET_NULL, ACTION_SET_DEFAULT,
} Action;
typedef struct SynAction { Action value; Span span; } SynAction;

/* A type as written: `unsigned bigint`, `decimal(12, 2)`, `enum(a, b)`, `Email`, `string(30)[]`, `native(…)`. */
typedef enum SynTypeForm { SYN_TYPE_PLAIN, SYN_TYPE_ENUM, SYN_TYPE_NATIVE } SynTypeForm;
typedef struct SynType {
    SynName name;           /* the word: a built-in type's or a named type's */
    SynTypeForm form : 8;
    bool is_unsigned : 1, has_arguments : 1;
    bool nullable : 1;      /* ? */
    uint8_t argument_count; /* of SYN_TYPE_PLAIN */
    uint32_t dimensions;    /* number of [] behind it */
    Span span;              /* all of it */
    Span nullable_span;     /* the ? */
    union {
        uint32_t argument[2]; /* SYN_TYPE_PLAIN: string(n), decimal(p, s) */
        SynNames values; /* SYN_TYPE_ENUM: enum(…) */
        SynPairs native; /* SYN_TYPE_NATIVE: native(…) */
    };
} SynType;

typedef enum NullsOrder { NULLS_UNSET, NULLS_FIRST, NULLS_LAST } NullsOrder;
typedef struct SynIndexPart {
    Expr *expr; /* EXPR_NAME: an attribute or a relation */
    bool descending;
    NullsOrder nulls;
    SynName collation, operators; /* `ops NAME`: operator class */
    SynCount prefix;              /* `prefix N`: only so many characters */
    Span span;
} SynIndexPart;
typedef SYN_LIST(SynIndexPart) SynIndexParts;

/* Every struct of a mapping starts with this. */
typedef struct SynHead {
    SynName name; /* the key that it stands under; absent in lists */
    Span span;    /* of the value; does not exist where the mapping does not stand in the model */
} SynHead;

typedef struct SynKeyConvention { SynHead head; SynName name; SynType *type; SynFlag identity; Expr *fallback; } SynKeyConvention;
typedef struct SynRule { SynHead head; SynName level; } SynRule;
typedef struct SynAccept { SynHead head; SynText because, as_of; SynFlag guard; } SynAccept;
typedef SYN_LIST(SynAccept) SynAccepts;

typedef struct SynIndexConvention { SynHead head; SynName derived; } SynIndexConvention;

typedef struct SynConventions {
    SynHead head;
    SynName tables;
    SynKeyConvention key;
    SynFlag timestamps, soft_delete, audit;
    SynAction on_delete, on_update;
    SynName schema, collation;
    SynIndexConvention indexes;
    SynPairs inflections;
} SynConventions;

typedef struct SynNamedType {
    SynHead head;
    SynType *type;
    SynText doc;
    Expr *check, *fallback;
    SynName collation, physical;
    SynTexts examples;
} SynNamedType;

/* What few attributes say (KEY_MORE in keys.def). */
typedef struct SynAttributeMore {
    SynText doc;
    SynName was, column, collation;
    SynFlag key, unique, identity, personal, secret, immutable, updated;
    Expr *generated;
    SynPairs native;
} SynAttributeMore;

/* There are more attributes than all else together, so what few of them say is not in each. `more` is
 * never NULL in a tree that was read: where nothing of it is written it is &syn_no_attribute_more. */
typedef struct SynAttribute {
    SynHead head;
    const SynAttributeMore *more;
    SynType *type;
    Expr *fallback, *check;
} SynAttribute;

extern const SynAttributeMore syn_no_attribute_more;

typedef struct SynRelation {
    SynHead head;
    SynReference entity;
    SynName many, through;
    SynNames one_of, via;
    SynFlag tagged, unique, deferrable;
    SynText doc;
    SynName was, to, inverse, physical;
    SynAction on_delete, on_update;
} SynRelation;

typedef struct SynUnique {
    SynHead head;
    SynNames on, include;
    Expr *where;
    SynFlag nulls_not_distinct, deferrable;
    SynText doc;
    SynName physical;
} SynUnique;

typedef struct SynCheck { SynHead head; Expr *check; SynText doc; SynName physical; } SynCheck;

typedef struct SynIndex {
    SynHead head;
    SynIndexParts parts;
    SynFlag unique;
    SynName method, physical;
    Expr *where;
    SynNames include;
    SynText doc;
} SynIndex;

typedef struct SynAccess {
    SynHead head;
    SynFlag many;
    SynNames by, with, select;
    Expr *where;
    SynIndexParts sort;
    SynCount limit;
    SynText rate, doc;
} SynAccess;

typedef struct SynDependency { SynHead head; SynNames from, to; SynFlag multivalued; SynText doc; } SynDependency;

typedef struct SynPolicy {
    SynHead head;
    SynNames commands, roles;
    Expr *using, *check;
    SynText doc;
} SynPolicy;

typedef struct SynPartitionPart { SynHead head; SynTexts values; } SynPartitionPart;
typedef struct SynPartition {
    SynHead head;
    SynName range, list, unit;
    SynNames hash;
    SynText from, to;
    SynCount into;
    SYN_LIST(SynPartitionPart) parts;
    SynFlag fallback;
} SynPartition;

typedef struct SynData { SynHead head; SynNames columns; SynRows rows; } SynData;

typedef struct SynEntity {
    SynHead head;
    SynText doc, growth;
    SynName was, area, schema, table, collation;
    SynCount rows;
    SynNames key;
    SynFlag timestamps, soft_delete, audit;
    SYN_LIST(SynAttribute) attributes;
    SYN_LIST(SynRelation) relations;
    SYN_LIST(SynUnique) uniques;
    SYN_LIST(SynCheck) checks;
    SYN_LIST(SynIndex) indexes;
    SYN_LIST(SynAccess) access;
    SYN_LIST(SynDependency) dependencies;
    SYN_LIST(SynPolicy) policies;
    SynPartition partition;
    SynData data;
    SynAccepts accepts;
} SynEntity;

typedef struct SynView { SynHead head; SynText doc; SynPairs texts; } SynView;
typedef struct SynNativeStatement { SynHead head; SynText up, down, doc; SynName when; } SynNativeStatement;
typedef struct SynNative { SynHead head; SYN_LIST(SynNativeStatement) statements; } SynNative;
typedef struct SynRole { SynHead head; SynNames grants, on; SynText doc; } SynRole;
typedef struct SynTarget { SynHead head; SynAccepts accept_loss; SynPairs options; } SynTarget;

/* A model: its root file and all that it includes, appended in order of inclusion. */
typedef struct SynModel {
    SynHead head;
    SynText version, doc;
    SynName name;
    SynTexts include;
    SynConventions conventions;
    SYN_LIST(SynRule) rules;
    SynAccepts accepts;
    SYN_LIST(SynNamedType) types;
    SYN_LIST(SynEntity) entities;
    SYN_LIST(SynView) views;
    SYN_LIST(SynNative) natives;
    SYN_LIST(SynRole) roles;
    SYN_LIST(SynTarget) targets;
} SynModel;

typedef struct SynKeyInfo {
    const char *word;
    SynForm form;
    SynMapping element;
    size_t offset; /* of the member in its struct */
    bool more;     /* its struct is the one that `more` points at */
    bool required;
    const char *doc;
} SynKeyInfo;

typedef struct SynMappingInfo {
    const char *words; /* "an entity" */
    const char *doc;
    size_t size;       /* of its struct */
    bool compact;      /* it has a compact form */
    const SynKeyInfo *key;
    size_t key_count;
} SynMappingInfo;

extern const SynMappingInfo syn_mapping_info[SYN_MAPPING_COUNT];

/* What reading needs. Files are found relative to the file that includes them; `load` is how bytes come
 * in (from the disk for the command line, from memory for tests and fuzzers): it gives 0 or an errno. */
typedef struct Reader {
    Arena *session; /* bytes, names, and every text that is no slice of them: who resolves keeps those */
    Arena *tree;    /* the structs of the syntax tree, which ends before the session does */
    Arena *scratch;
    Interner *names;
    Sources *sources;
    Diags *diags;
    int (*load)(void *context, Arena *a, Text path, Text *bytes);
    void *load_context;
} Reader;

/* Reads the model whose root file is PATH. Never fails: what is wrong is reported and left out.
 * NULL only when the root file cannot be read at all, which is reported too. */
SynModel *syntax_read(Reader *r, Text path);

#endif
