/* The messages that several passes of the resolver share. */
#include <stdarg.h>

#include "compiler/schema/resolve.h"

Text say(Resolver *r, const char *format, ...) {
    Buffer words = {0};
    va_list args;
    va_start(args, format);
    buffer_format_args(&words, format, args);
    va_end(args);
    Text text = text_copy(r->diags->arena, buffer_text(&words));
    buffer_free(&words);
    return text;
}

Text quoted(Resolver *r, Sym name) {
    return say(r, "`%.*s`", TEXT_ARG(sym_text(name)));
}

Diag *report_in(const Entity *e, Diag *d) {
    d->entity = e ? e->name : NULL;
    return d;
}

Diag *report_conflict(Resolver *r, const Entity *e, Span span, Text left, Text right,
                      const char *why) {
    return report(r, e, DIAG_CONFLICT, span, left, right, text_from(why));
}

Diag *report_undefined(Resolver *r, const Entity *e, const char *what, SynName name,
                       const Text *candidate, size_t count) {
    Text where = e ? say(r, " in `%.*s`", TEXT_ARG(sym_text(e->name))) : TEXT("");
    Diag *d = report(r, e, DIAG_UNDEFINED, name.span, text_from(what), sym_text(name.sym), where);
    diag_suggest(r->diags, d, name.span, sym_text(name.sym), candidate, count);
    return d;
}

void report_duplicate(Resolver *r, const Entity *e, const char *what, SynName name, Span first) {
    Diag *d = report(r, e, DIAG_DUPLICATE, name.span, text_from(what), sym_text(name.sym));
    if (span_exists(first)) {
        diag_note(r->diags, d, first, TEXT("defined here first"));
    }
}

void report_word(Resolver *r, const Entity *e, const char *what, SynName value,
                 const char *const *word, size_t count) {
    Text *candidate = arena_array(r->scratch, Text, count);
    Text words = TEXT("it is one of");
    for (size_t i = 0; i < count; i++) {
        candidate[i] = text_from(word[i]);
        words = say(r, "%.*s%s `%s`", TEXT_ARG(words), i == 0 ? "" : ",", word[i]);
    }
    Diag *d =
        report(r, e, DIAG_INVALID_VALUE, value.span, quoted(r, value.sym), text_from(what), words);
    diag_suggest(r->diags, d, value.span, sym_text(value.sym), candidate, count);
}
