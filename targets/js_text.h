/* Js text: foreign text in JavaScript and TypeScript. For Quoting. */
#ifndef TENON_TARGETS_JS_TEXT_H
#define TENON_TARGETS_JS_TEXT_H

#include "compiler/base/buffer.h"

/* 'text', or "text" where that needs fewer backslashes: as prettier (singleQuote) writes it. What ends a line,
 * control characters and what is not seen stand as escapes. */
void js_quote_string(Buffer *out, Text value);
/* "text", or 'text' where that needs fewer backslashes: as prettier writes it by default. */
void js_quote_string_double(Buffer *out, Text value);
/* "text": a string of JSON. */
void js_quote_json(Buffer *out, Text value);
/* `text`: a template without places, in which line ends stand as they are. */
void js_quote_template(Buffer *out, Text value);
/* The same on one line: line ends stand as escapes. */
void js_quote_template_line(Buffer *out, Text value);
/* A comment of one line, or in the block: nothing ends the line or the block. */
void js_quote_comment(Buffer *out, Text text);

#endif
