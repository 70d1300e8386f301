/* Node tree: a YAML file as scalars, lists and maps with byte spans. yaml.c makes it from
 * libyaml's events (it is the only user of libyaml); aliases and merge keys are already
 * resolved. The nodes live in the scratch arena: nothing behind the syntax tree points at them.
 * Their texts live longer: they are slices of the source, or lie in the arena of the
 * diagnostics. */
#ifndef TENON_READ_NODE_H
#define TENON_READ_NODE_H

#include "compiler/diag/diag.h"
#include "compiler/read/source.h"

typedef enum NodeKind { NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;
typedef enum ScalarStyle {
    SCALAR_PLAIN,
    SCALAR_SINGLE,
    SCALAR_DOUBLE,
    SCALAR_LITERAL,
    SCALAR_FOLDED
} ScalarStyle;

/* An alias is a copy of the node at its anchor, with that node's span; the children are shared. */
typedef struct Node {
    NodeKind kind : 8;
    ScalarStyle style : 8;
    bool verbatim;      /* the scalar's bytes stand in the source as they are, at `content` */
    uint32_t content;   /* position of the scalar's first byte, behind its quote or block header */
    Span span;          /* of a scalar with its quotes, of a collection with its brackets; else
                           from the first key or `-` to the end of the last child */
    struct Node *next;  /* the next sibling; in a map, the next key */
    struct Node *value; /* of a map's key: its value, never NULL */
    union {
        Text text; /* NODE_SCALAR */
        struct {
            struct Node *first;
            uint32_t count;
        }; /* NODE_LIST, NODE_MAP: a map's children are its keys */
    };
} Node;

enum {
    NODE_DEPTH_LIMIT = 64,
    NODE_COUNT_LIMIT = 4 * 1000 * 1000, /* aliases expanded; guards against exponential growth */
};

/* The root of SOURCE's one document; NULL when it is empty or broken, which has then been
 * reported. Reports malformed YAML, other encodings than UTF-8, duplicate and non-scalar keys,
 * several documents, undefined aliases, tags, NUL characters, depth and count limits. */
Node *yaml_read(Arena *scratch, Diags *ds, const Source *source);

/* The same for those who keep the text (`tenon fmt`): an alias is a plain scalar `*name`, merge
 * keys are keys like any other, and duplicate keys are not reported. */
Node *yaml_read_as_written(Arena *scratch, Diags *ds, const Source *source);

/* Whether N is an empty value, as behind `key:`, or a plain `~` or `null`. */
bool node_is_empty(const Node *n);

/* The place of bytes [start, end) of scalar N's text: exact where the scalar is verbatim or
 * quoted on one line, else the whole scalar. */
Span node_span_at(const Sources *sources, const Node *n, size_t start, size_t end);

#endif
