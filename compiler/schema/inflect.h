/* Inflection: the plural and singular of names, and the ways to write a name of several words.
 *
 * Takes and gives Text; results live in the arena, or are the text that was given. The rules are data
 * (grammar/inflections.def), with a model's own irregular words before them. Letters outside ASCII
 * count as small letters and stay as they are. */
#ifndef TENON_SCHEMA_INFLECT_H
#define TENON_SCHEMA_INFLECT_H

#include "compiler/base/text.h"
#include "compiler/base/vec.h"

typedef struct Irregular {
    Text singular, plural;
} Irregular;

/* A model's own words; the last added counts first. */
typedef struct Inflections {
    VEC(Irregular) irregular;
} Inflections; /* none: all zeroes */

/* Adds an irregular word; it stands for the whole name or for what follows its last `_`. Equal forms
 * make it uncountable. */
void inflect_add(Arena *a, Inflections *in, Text singular, Text plural);

/* IN may be NULL. A name that has the form already keeps it, as far as its ending tells. */
Text inflect_plural(Arena *a, const Inflections *in, Text name);
Text inflect_singular(Arena *a, const Inflections *in, Text name);

Text inflect_snake(Arena *a, Text name);  /* HTTPServer, httpServer -> http_server */
Text inflect_pascal(Arena *a, Text name); /* http_server -> HttpServer; capitals stay: HTTPServer */
Text inflect_camel(Arena *a, Text name);  /* http_server, HTTPServer -> httpServer */

#endif
