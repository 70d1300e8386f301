/* Ruby: foreign text in Ruby source, and the few forms of it that every file of the target rails uses. */
#ifndef TENON_TARGETS_RAILS_RUBY_H
#define TENON_TARGETS_RAILS_RUBY_H

#include "compiler/emit/emitter.h"

/* :name, and :"any text" where it is no word; "text", in which nothing is interpolated; a comment that
 * Ruby takes for no directive. */
extern const Quoting ruby_quoting;

/* A word that code_name.h made: a method, a class. */
#define NAME(word) ((Hole){.kind = HOLE_WORD, .text = (word)})

/* `name: `, the key of a hash. */
void ruby_key(Emitter *e, Text name);
/* :name, or [:one, :two]. */
void ruby_symbols(Emitter *e, const Text *name, size_t count);
/* ["one", "two"] */
void ruby_strings(Emitter *e, const Text *text, size_t count);
/* A comment of as many lines as TEXT has. */
void ruby_comment(Emitter *e, Text text);
/* A portable pattern of the model as /…/. */
void ruby_regexp(Emitter *e, Text pattern);
/* `execute` of one statement: on its line, or as a heredoc that keeps its lines. */
void ruby_execute(Emitter *e, Text sql);

#endif
