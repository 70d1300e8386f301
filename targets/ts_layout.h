/* Ts layout: lines of TypeScript and JSON, broken as prettier breaks them at 80 columns. A target builds
 * a tree of finished words (text of the model went into them through the holes of an emitter), and the
 * tree is laid out here, so that the formatter of whoever takes the file over has nothing to do.
 *
 * The rules are those of prettier 3 (printer-estree: print/call-arguments.js, print/member-chain.js) for
 * the shapes below and no others. Each node is measured once. */
#ifndef TENON_TARGETS_TS_LAYOUT_H
#define TENON_TARGETS_TS_LAYOUT_H

#include "compiler/base/vec.h"
#include "compiler/emit/emitter.h"

typedef enum TsKind {
    TS_WORD,     /* as it is: a name, a string, a number */
    TS_TEMPLATE, /* sql`…`: as it is, but prettier takes it for nothing simple */
    TS_LIST,     /* [a, b] */
    TS_OBJECT,   /* { key: value } */
    TS_CHAIN,    /* word(a).word(b) */
    TS_ARROW,    /* head => body, where the body is a list, an object or a chain */
} TsKind;

typedef struct TsNode TsNode;

/* An element of a list, a member of an object, an argument of a call. */
typedef struct TsPart {
    Text key;     /* of a member; empty: none */
    Text comment; /* lines above it, without what makes them a comment; empty: none */
    TsNode *node;
} TsPart;
typedef VEC(TsPart) TsParts;

typedef struct TsCall {
    Text word;
    bool bare; /* no call: what the chain begins with */
    TsParts argument;
} TsCall;

struct TsNode {
    TsKind kind;
    bool open;   /* an object whose members stand on lines of their own, whatever room there is */
    Text text;   /* of a word, a template; the head of an arrow: "(table)" */
    TsParts part;
    VEC(TsCall) call;
    TsNode *body;
    size_t width; /* on one line; SIZE_MAX: not possible. 0: not measured yet */
};

TsNode *ts_word(Arena *a, Text text);
TsNode *ts_template(Arena *a, Text text);
TsNode *ts_list(Arena *a);
TsNode *ts_object(Arena *a, bool open);
TsNode *ts_call(Arena *a, Text word);
TsNode *ts_chain(Arena *a, Text word); /* begins with a word that is not called: table.name */
TsNode *ts_arrow(Arena *a, Text head, TsNode *body);

/* Another call of the chain: `.word(…)`. */
TsNode *ts_then(Arena *a, TsNode *chain, const char *word);
/* An element of a list, or an argument of the chain's last call. Gives NODE back. */
TsNode *ts_add(Arena *a, TsNode *to, TsNode *node);
/* A member of an object; COMMENT as in TsPart. */
void ts_put(Arena *a, TsNode *object, Text key, TsNode *value);
void ts_put_c(Arena *a, TsNode *object, const char *key, TsNode *value);

/* NODE behind BEFORE, which stands on the line already, and before AFTER. */
void ts_print(Emitter *e, Text before, TsNode *node, const char *after);
/* A whole file of JSON: lists and objects of words. */
void ts_print_json(Emitter *e, TsNode *node);

#endif
