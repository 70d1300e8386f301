/* Expressions: one small language for defaults, checks, generated attributes, predicates, policies.
 *
 * The parser (notation.c) makes an Expr as written: no types, names as symbols. The type checker
 * (schema/expression.c) gives a typed copy: every node has a type, every name its attribute. After
 * reading, an expression is never a string again; each dialect has one printer. */
#ifndef TENON_READ_EXPR_H
#define TENON_READ_EXPR_H

#include "compiler/base/buffer.h"
#include "compiler/base/intern.h"
#include "compiler/read/source.h"

typedef enum TypeKind {
#define TYPE(id, word, class, parameters, doc) TYPE_##id,
#include "grammar/types.def"
#undef TYPE
    TYPE_COUNT
} TypeKind;

/* What the type checker tells apart. */
typedef enum TypeClass {
    CLASS_UNKNOWN, /* null, a parameter, native text: fits anything */
    CLASS_BOOLEAN,
    CLASS_INTEGER,
    CLASS_DECIMAL,
    CLASS_FLOAT,
    CLASS_STRING,
    CLASS_BYTES,
    CLASS_DATE,
    CLASS_TIME,
    CLASS_TIMESTAMP,
    CLASS_DATETIME,
    CLASS_INTERVAL,
    CLASS_UUID,
    CLASS_JSON,
    CLASS_INET,
    CLASS_ARRAY,
} TypeClass;

typedef enum Operator {
#define OPERATOR(id, word, precedence, associativity) OPERATOR_##id,
#include "grammar/operators.def"
#undef OPERATOR
    OPERATOR_COUNT
} Operator;

typedef enum Function {
#define FUNCTION(id, word, least, most, arguments, result, constancy, doc) FUNCTION_##id,
#include "grammar/functions.def"
#undef FUNCTION
    FUNCTION_COUNT
} Function;

typedef enum Constancy { CONSTANCY_IMMUTABLE, CONSTANCY_STABLE, CONSTANCY_VOLATILE } Constancy;

typedef enum ExprKind {
    EXPR_POISON,    /* was wrong and has been reported; fits anything, silently */
    EXPR_NULL,
    EXPR_BOOLEAN,
    EXPR_NUMBER,    /* text: digits as written, [0-9]+(.[0-9]+)?; a sign is EXPR_NEGATE */
    EXPR_STRING,    /* text: without quotes, '' undone */
    EXPR_TEMPORAL,  /* date '…', time '…', timestamp '…', datetime '…', interval '…' */
    EXPR_NAME,      /* an attribute (or, where the place allows, a relation) of the entity */
    EXPR_VALUE,     /* `value` in a check; name.sym is `value`. Checked, only in that of a type */
    EXPR_PARAMETER, /* :name */
    EXPR_NEGATE,    /* - operand */
    EXPR_NOT,
    EXPR_BINARY,
    EXPR_IS_NULL,   /* operand is [not] null */
    EXPR_IN,        /* operand [not] in (list) */
    EXPR_BETWEEN,   /* operand [not] between low and high */
    EXPR_CASE,
    EXPR_CAST,      /* cast(operand as TYPE) */
    EXPR_CALL,
    EXPR_NATIVE,    /* native('…') for every target, or native(postgres: '…', mysql: '…') */
} ExprKind;

typedef struct Expr Expr;
struct SynType;
struct Attribute;
struct Type;

typedef struct ExprList {
    Expr **at;
    uint32_t count;
} ExprList;

/* Of EXPR_CASE, which is rare and large. `operand` and `otherwise` may be NULL; there are as many `then`
 * as `when`. */
typedef struct Choice {
    Expr *operand;
    ExprList when, then;
    Expr *otherwise;
} Choice;

typedef struct NativeText {
    Sym target; /* NULL: every target */
    Text text;
} NativeText;

struct Expr {
    ExprKind kind;
    bool negated;   /* IS_NULL, IN, BETWEEN, and BINARY with LIKE: the `not` form */
    uint8_t height; /* as parsed: 1 for a leaf, at most EXPR_DEPTH_LIMIT */
    Span span;
    const struct Type *type; /* NULL before the type checker */
    union {
        bool boolean;
        Text text; /* NUMBER, STRING */
        struct { TypeKind kind; Text text; } temporal;
        struct { Sym sym; const struct Attribute *attribute; } name;
        Sym parameter;
        Expr *operand; /* NEGATE, NOT, IS_NULL */
        struct { Operator op; Expr *left, *right; } binary;
        struct { Expr *operand; ExprList list; } in;
        struct { Expr *operand, *low, *high; } between;
        Choice *choice; /* CASE */
        struct { Expr *operand; const struct SynType *to; } cast; /* checked: to `type` */
        struct { Function function; ExprList argument; } call;
        struct { const NativeText *at; uint32_t count; } native;
    };
};

typedef struct OperatorInfo { const char *word; int precedence; bool chains; } OperatorInfo;
typedef struct FunctionInfo {
    const char *word;
    int least, most; /* most < 0: any number */
    const char *arguments;
    bool same;       /* the result has the type of the first argument */
    TypeClass result;
    Constancy constancy;
    const char *doc;
} FunctionInfo;

extern const OperatorInfo operator_info[OPERATOR_COUNT];
extern const FunctionInfo function_info[FUNCTION_COUNT];

const char *type_word(TypeKind kind); /* "timestamp"; "" for an array */

/* Deepest nesting of an expression: of its tree (a chain `a + b + c` is as deep as it has terms)
 * and of what is written (parentheses count). Past it TN901; so every walk may recurse. */
enum { EXPR_DEPTH_LIMIT = 200 };

/* The i-th operand of E in order of writing, for walks that treat all kinds alike; NULL behind the
 * last. */
Expr *expr_child(const Expr *e, size_t i);

/* E in Tenon's own notation, in its canonical form: one blank between words, parentheses only where
 * they are needed. Parsing it again gives an equal tree. For checked expressions too. */
void expr_print(Buffer *out, const Expr *e);
/* A type as the model writes it: `unsigned bigint`, `enum('in transit', paid)[]?`. */
void expr_print_type(Buffer *out, const struct SynType *type);
/* A name, with its quotes where it is no identifier or, in an expression, a reserved word. */
void expr_print_name(Buffer *out, Sym name);

#endif
