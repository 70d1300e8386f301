/* Diagnostics on records made by hand: places, spelling, settling, fixes, and every renderer with text
 * that tries to get out of its place. */
#include <stdlib.h>
#include <string.h>

#include "compiler/base/buffer.h"
#include "compiler/diag/diag.h"
#include "compiler/diag/explain.h"
#include "compiler/diag/render.h"
#include "compiler/diag/suggest.h"
#include "compiler/diag/visible.h"
#include "tests/unit/unit.h"

typedef struct Bench {
    Arena arena;
    Sources sources;
    Interner names;
    Diags ds;
    Buffer out;
} Bench;

static int make_bench(void **state) {
    Bench *b = test_calloc(1, sizeof *b);
    b->sources.arena = &b->arena;
    b->names = interner_make(&b->arena);
    b->ds = diags_make(&b->arena, &b->sources);
    *state = b;
    return 0;
}

static int drop_bench(void **state) {
    Bench *b = *state;
    buffer_free(&b->out);
    interner_free(&b->names);
    arena_free(&b->arena);
    test_free(b);
    return 0;
}

static void add_source(Bench *b, const char *path, const char *bytes) {
    assert_int_not_equal(source_add(&b->sources, text_from(path), text_from(bytes)), SIZE_MAX);
}

/* The span of the first WORD in file INDEX. */
static Span span_of(const Bench *b, size_t index, const char *word) {
    const Source *source = &b->sources.files.at[index];
    size_t at = text_find(source->bytes, text_from(word));
    assert_int_not_equal(at, SIZE_MAX);
    uint32_t start = source->base + (uint32_t)at;
    return span_make(start, start + (uint32_t)strlen(word));
}

static void assert_renders(Bench *b, Renderer *render, RenderOptions options, const char *wanted) {
    buffer_clear(&b->out);
    render(&b->out, &b->ds, &options);
    assert_text(buffer_text(&b->out), wanted);
}

static bool output_has(const Bench *b, const char *part) {
    return text_find(buffer_text(&b->out), text_from(part)) != SIZE_MAX;
}

/* --- Sources ----------------------------------------------------------------------------------- */

static void finding_places(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one\ntwo\r\nthree\rfour");
    add_source(b, "b", "\xEF\xBB\xBF\xC3\xA4\xE4\xB8\xAD!");
    add_source(b, "c", "");
    static const struct {
        size_t file;
        uint32_t offset, line, column;
    } cases[] = {
        {0, 0, 1, 1},  {0, 3, 1, 4}, {0, 4, 2, 1}, {0, 8, 2, 5}, {0, 9, 3, 1}, {0, 15, 4, 1},
        {0, 19, 4, 5}, {1, 3, 1, 1}, {1, 5, 1, 2}, {1, 8, 1, 3}, {1, 9, 1, 4}, {2, 0, 1, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Source *source = &b->sources.files.at[cases[i].file];
        Place place = source_place(&b->sources, source->base + cases[i].offset);
        assert_ptr_equal(place.source, source);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
        assert_int_equal(place.offset, cases[i].offset);
    }
    assert_null(source_of(&b->sources, 0));
    assert_text(source_line(&b->sources.files.at[0], 2), "two");
    assert_text(source_line(&b->sources.files.at[0], 4), "four");
    assert_text(source_line(&b->sources.files.at[1], 1), "\xC3\xA4\xE4\xB8\xAD!");
    assert_text(source_text(&b->sources, span_of(b, 0, "three")), "three");
    assert_text(source_text(&b->sources, NO_SPAN), "");
}

static void refusing_sources(void **state) {
    Bench *b = *state;
    Text large = {"", (size_t)SOURCE_LIMIT_BYTES + 1};
    assert_int_equal(source_add(&b->sources, TEXT("large"), large), SIZE_MAX);
    for (int i = 0; i < SOURCE_LIMIT_FILES; i++) {
        assert_int_equal(source_add(&b->sources, TEXT("x"), TEXT("x")), i);
    }
    assert_int_equal(source_add(&b->sources, TEXT("x"), TEXT("x")), SIZE_MAX);
}

static void filling_the_line_of_positions(void **state) {
    Bench *b = *state;
    Text half = {"", SOURCE_LIMIT_BYTES}; /* never read */
    size_t added = 0;
    while (source_add(&b->sources, TEXT("x"), half) != SIZE_MAX) {
        added++;
    }
    assert_int_equal(added, 15); /* 16 x (256 MiB + 1) is past 32 bits */
}

/* --- The catalogue ----------------------------------------------------------------------------- */

static void reading_the_catalogue(void **state) {
    (void)state;
    for (int id = 0; id < DIAG_COUNT; id++) {
        const DiagInfo *info = diag_info((DiagId)id);
        assert_int_equal(diag_find(text_from(info->code)), id);
        assert_int_equal(diag_find(text_from(info->slug)), id);
        assert_int_equal(strlen(info->code), 5);
        assert_true(id == 0 || strcmp(diag_info((DiagId)(id - 1))->code, info->code) < 0);
        assert_in_range(info->confidence, DIAG_HINT, 100);
        assert_true(info->severity != SEVERITY_ERROR || info->confidence >= 90);
    }
    assert_int_equal(diag_find(TEXT("TN999")), DIAG_COUNT);
    assert_int_equal(diag_find(TEXT("")), DIAG_COUNT);
}

static void filling_holes(void **state) {
    Bench *b = *state;
    Diag *d = diag_add(&b->ds, DIAG_UNKNOWN_KEY, NO_SPAN, TEXT("{1}%s"), TEXT("an {0}"));
    assert_text(diag_message(&b->arena, d), "unknown key `{1}%s` in an {0}");
}

/* --- Suggestions ------------------------------------------------------------------------------- */

static void suggesting(void **state) {
    (void)state;
    static const Text words[] = {
        TEXT_INIT("attributes"), TEXT_INIT("relations"), TEXT_INIT("on delete"),
        TEXT_INIT("key"),        TEXT_INIT("keys"),      TEXT_INIT("bey"),
        TEXT_INIT("kex"),        TEXT_INIT("User"),      TEXT_INIT("attributes"),
    };
    static const struct {
        const char *wrong, *nearest; /* joined by blanks */
    } cases[] = {
        {"atributes", "attributes"},
        {"attirbutes", "attributes"},
        {"on_delete", "on delete"},
        {"ON-DELETE", "on delete"},
        {"kye", "key"},
        {"user", "User"},
        {"ke", "key kex"},
        {"kez", "key kex"},
        {"xxxxxxxx", ""},
        {"", ""},
        {"relation", "relations"},
        {"keyy", "key keys"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Text nearest[SUGGEST_MOST];
        size_t count = suggest_nearest(nearest, text_from(cases[i].wrong), words, COUNT_OF(words));
        Buffer joined = {0};
        for (size_t k = 0; k < count; k++) {
            buffer_add_c(&joined, k > 0 ? " " : "");
            buffer_add(&joined, nearest[k]);
        }
        assert_text(buffer_text(&joined), cases[i].nearest);
        buffer_free(&joined);
    }
}

static void suggesting_at_most_three(void **state) {
    Bench *b = *state;
    add_source(b, "a", "abcdef: 1");
    static const Text words[] = {
        TEXT_INIT("abcdxx"), TEXT_INIT("abcdxf"), TEXT_INIT("abcxef"),
        TEXT_INIT("abxdef"), TEXT_INIT("abcdeg"),
    };
    Span span = span_of(b, 0, "abcdef");
    Diag *d = diag_add(&b->ds, DIAG_UNKNOWN_KEY, span, TEXT("abcdef"), TEXT("a model"));
    diag_suggest(&b->ds, d, span, TEXT("abcdef"), words, COUNT_OF(words));
    assert_text(d->help, "did you mean `abcdxf`, `abcxef` or `abxdef`?");
    assert_int_equal(d->fix.edit_count, 0);
}

static void suggesting_among_many(void **state) {
    Bench *b = *state;
    enum { MANY = 10000 };
    Text *words = arena_array(&b->arena, Text, MANY);
    for (int i = 0; i < MANY; i++) {
        words[i] = text_format(&b->arena, "entity_number_%d", i);
    }
    Text nearest[SUGGEST_MOST];
    assert_int_equal(suggest_nearest(nearest, TEXT("entity_nunber_777"), words, MANY), 3);
    assert_text(nearest[0], "entity_number_777");
}

static void fixing_a_misspelling(void **state) {
    Bench *b = *state;
    add_source(b, "a", "atributes: {}\n\"atributes\": {}\n");
    Text word = TEXT("attributes");
    Span span = span_of(b, 0, "atributes");
    Diag *d = diag_add(&b->ds, DIAG_UNKNOWN_KEY, span, TEXT("atributes"), TEXT("an entity"));
    diag_suggest(&b->ds, d, span, TEXT("atributes"), &word, 1);
    assert_int_equal(d->fix.edit_count, 1);
    assert_int_equal(d->fix.safety, FIX_APPLY);
    Span quoted = span_of(b, 0, "\"atributes\"");
    Diag *other = diag_add(&b->ds, DIAG_UNKNOWN_KEY, quoted, TEXT("atributes"), TEXT("an entity"));
    diag_suggest(&b->ds, other, quoted, TEXT("atributes"), &word, 1);
    assert_int_equal(other->fix.edit_count, 0);
    diag_settle(&b->ds);
    size_t applied;
    Text fixed = diag_apply_fixes(&b->arena, &b->ds, &b->sources.files.at[0], &applied);
    assert_int_equal(applied, 1);
    assert_text(fixed, "attributes: {}\n\"atributes\": {}\n");
}

/* --- Settling ---------------------------------------------------------------------------------- */

static Diag *add_at(Bench *b, DiagId id, const char *word, const char *argument) {
    return diag_add(&b->ds, id, span_of(b, 0, word), text_from(argument), TEXT("x"));
}

static void add_accept(Bench *b, DiagId id, const char *entity, const char *because, Span span) {
    Sym sym = entity ? intern_c(&b->names, entity) : NULL;
    *vec_push(&b->arena, &b->ds.accepts) =
        (Accept){.id = id, .entity = sym, .because = text_from(because), .span = span};
}

static void sorting_and_merging(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one two three");
    add_at(b, DIAG_UNUSED, "three", "c");
    add_at(b, DIAG_FLOAT_MONEY, "one", "b");
    add_at(b, DIAG_UNUSED, "one", "a");
    add_at(b, DIAG_UNUSED, "three", "c");
    add_at(b, DIAG_UNUSED, "three", "d");
    diag_settle(&b->ds);
    static const char *const wanted[] = {"a", "b", "c", "d"};
    assert_int_equal(b->ds.all.count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_text(b->ds.all.at[i]->argument[0], wanted[i]);
    }
}

static void changing_levels(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one two three four");
    add_at(b, DIAG_UNUSED, "one", "a");
    add_at(b, DIAG_FLOAT_MONEY, "two", "a");
    add_at(b, DIAG_NO_KEY, "three", "a");
    add_at(b, DIAG_UNDEFINED, "four", "a");
    b->ds.level[DIAG_UNUSED] = SEVERITY_OFF;
    b->ds.level[DIAG_FLOAT_MONEY] = SEVERITY_ERROR;
    b->ds.level[DIAG_NO_KEY] = SEVERITY_WARNING;
    b->ds.level[DIAG_UNDEFINED] = SEVERITY_OFF; /* stays an error */
    assert_int_equal(diag_count(&b->ds, SEVERITY_ERROR), 2);
    diag_settle(&b->ds);
    assert_int_equal(b->ds.all.count, 3);
    assert_int_equal(diag_count(&b->ds, SEVERITY_ERROR), 2);
    assert_int_equal(diag_count(&b->ds, SEVERITY_WARNING), 3);
}

static void accepting(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one two three four accept-1 accept-2 accept-3 accept-4 accept-5");
    add_at(b, DIAG_FLOAT_MONEY, "one", "a")->entity = intern_c(&b->names, "Order");
    add_at(b, DIAG_FLOAT_MONEY, "two", "b")->entity = intern_c(&b->names, "Line");
    add_at(b, DIAG_LONG_ENUM, "three", "c");
    add_accept(b, DIAG_FLOAT_MONEY, "Order", "rounding is fine ", span_of(b, 0, "accept-1"));
    add_accept(b, DIAG_LONG_ENUM, NULL, "fixed by law", span_of(b, 0, "accept-2"));
    add_accept(b, DIAG_BARE_DECIMAL, "Order", "unused", span_of(b, 0, "accept-3"));
    add_accept(b, DIAG_FLOAT_MONEY, "Line", "  ", span_of(b, 0, "accept-4"));
    add_accept(b, DIAG_UNDEFINED, NULL, "never", span_of(b, 0, "accept-5"));
    diag_settle(&b->ds);
    static const struct {
        DiagId id;
        const char *accepted, *argument;
    } wanted[] = {
        {DIAG_FLOAT_MONEY, "rounding is fine", "a"},
        {DIAG_FLOAT_MONEY, "", "b"},
        {DIAG_LONG_ENUM, "fixed by law", "c"},
        {DIAG_BAD_SUPPRESSION, "", "`accept` of TN206 answers no finding of `Order`"},
        {DIAG_BAD_SUPPRESSION, "", "TN004 is always an error, and cannot be accepted"},
    };
    assert_int_equal(b->ds.all.count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_int_equal(b->ds.all.at[i]->id, wanted[i].id);
        assert_text(b->ds.all.at[i]->accepted, wanted[i].accepted);
        assert_text(b->ds.all.at[i]->argument[0], wanted[i].argument);
    }
}

static void not_accepting_errors(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one two accept-1 accept-2");
    add_at(b, DIAG_UNDEFINED, "one", "Log");
    add_accept(b, DIAG_FLOAT_MONEY, "Log", "a log", span_of(b, 0, "accept-1"));
    diag_settle(&b->ds);
    assert_int_equal(b->ds.all.count, 1); /* unused accepts wait until the errors are gone */
    assert_int_equal(diag_count(&b->ds, SEVERITY_ERROR), 1);
}

static void accepting_errors_that_may_be_lowered(void **state) {
    Bench *b = *state;
    add_source(b, "a", "one accept");
    add_at(b, DIAG_NO_KEY, "one", "Log");
    add_accept(b, DIAG_NO_KEY, NULL, "a log", span_of(b, 0, "accept"));
    diag_apply_accepts(&b->ds);
    assert_int_equal(diag_count(&b->ds, SEVERITY_ERROR), 0);
}

static void hiding_above_the_limit(void **state) {
    Bench *b = *state;
    add_source(b, "a", "abcdef");
    b->ds.limit_per_code = 2;
    for (uint32_t i = 0; i < 5; i++) {
        diag_add(&b->ds, DIAG_FLOAT_MONEY, span_make(1 + i, 2 + i), TEXT("p"), TEXT("float"));
    }
    diag_settle(&b->ds);
    assert_int_equal(b->ds.hidden[DIAG_FLOAT_MONEY], 3);
    assert_int_equal(diag_count(&b->ds, SEVERITY_WARNING), 5);
    buffer_clear(&b->out);
    render_text(&b->out, &b->ds, &(RenderOptions){.summary = true});
    assert_true(output_has(b, "and 3 more TN201 (float-money); --all shows them\n5 warnings\n"));
}

static void settling_many(void **state) {
    Bench *b = *state;
    enum { MANY = 20000 };
    add_source(b, "a", "abcdef");
    for (int i = 0; i < MANY; i++) {
        Sym entity = intern(&b->names, text_format(&b->arena, "E%d", i));
        Diag *d = diag_add(&b->ds, DIAG_FLOAT_MONEY, span_make(1, 2), sym_text(entity), TEXT("x"));
        d->entity = entity;
        *vec_push(&b->arena, &b->ds.accepts) = (Accept){.id = DIAG_FLOAT_MONEY,
                                                        .entity = entity,
                                                        .because = TEXT("why"),
                                                        .span = span_make(2, 3)};
    }
    diag_settle(&b->ds);
    assert_int_equal(render_count(&b->ds).accepted, MANY);
}

static void fixing_without_overlap(void **state) {
    Bench *b = *state;
    add_source(b, "a", "abcdefgh");
    add_source(b, "b", "xyz");
    static const struct {
        FixSafety safety;
        uint32_t start, end, second_start, second_end;
    } fixes[] = {
        {FIX_APPLY, 2, 4, 6, 6},  /* bc -> 0, insert before f */
        {FIX_APPLY, 3, 5, 0, 0},  /* touches the first */
        {FIX_REVIEW, 5, 6, 0, 0}, /* not asked for */
        {FIX_APPLY, 7, 8, 10, 11} /* in two files */,
        {FIX_APPLY, 8, 9, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(fixes); i++) {
        Diag *d = diag_add(&b->ds, DIAG_UNUSED, span_make(1, 2), TEXT("x"),
                           text_format(&b->arena, "%zu", i));
        Text text = text_format(&b->arena, "<%zu>", i);
        diag_fix(&b->ds, d, fixes[i].safety, TEXT("fix"), span_make(fixes[i].start, fixes[i].end),
                 text);
        if (fixes[i].second_start) {
            diag_fix_edit(&b->ds, d, span_make(fixes[i].second_start, fixes[i].second_end), text);
        }
    }
    diag_settle(&b->ds);
    size_t applied;
    Text fixed = diag_apply_fixes(&b->arena, &b->ds, &b->sources.files.at[0], &applied);
    assert_int_equal(applied, 2);
    assert_text(fixed, "a<0>de<0>fg<4>");
    assert_text(diag_apply_fixes(&b->arena, &b->ds, &b->sources.files.at[1], &applied), "xyz");
    assert_int_equal(applied, 0);
}

/* --- Renderers --------------------------------------------------------------------------------- */

static const RenderOptions plain = {.summary = true};

static void rendering_text(void **state) {
    Bench *b = *state;
    add_source(b, "shop.tenon.yaml", "tenon: 1\n# two\n  price: float\n  other: x\n");
    Diag *d =
        diag_add(&b->ds, DIAG_FLOAT_MONEY, span_of(b, 0, "float"), TEXT("price"), TEXT("float"));
    diag_label(d, TEXT("binary"));
    diag_note(&b->ds, d, span_of(b, 0, "tenon"), TEXT("seen here"));
    diag_note(&b->ds, d, NO_SPAN, TEXT("0.1 + 0.2 is not 0.3"));
    diag_help(d, TEXT("use `decimal`"));
    diag_fix(&b->ds, d, FIX_REVIEW, TEXT("write decimal"), d->span, TEXT("decimal(12, 2)"));
    diag_add(&b->ds, DIAG_UNUSED, span_of(b, 0, "other: x\n"), TEXT("type"), TEXT("X"));
    diag_add(&b->ds, DIAG_INPUT, NO_SPAN, TEXT("gone"), TEXT("no such file"));
    diag_settle(&b->ds);
    assert_renders(b, render_text, plain,
                   "error[TN903]: cannot read `gone`: no such file\n"
                   "  = explain: tenon explain TN903\n"
                   "\n"
                   "warning[TN201]: `price` holds money in a float: sums will be off by rounding\n"
                   " --> shop.tenon.yaml:3:10\n"
                   "  |\n"
                   "3 |   price: float\n"
                   "  |          ^^^^^ binary\n"
                   " ::: shop.tenon.yaml:1:1\n"
                   "  |\n"
                   "1 | tenon: 1\n"
                   "  | ----- seen here\n"
                   "  = 0.1 + 0.2 is not 0.3\n"
                   "help: use `decimal`   [fix: review]   explain: tenon explain TN201\n"
                   "\n"
                   "note[TN007]: type `X` is never used\n"
                   " --> shop.tenon.yaml:4:3\n"
                   "  |\n"
                   "4 |   other: x\n"
                   "  |   ^^^^^^^^\n"
                   "  = explain: tenon explain TN007\n"
                   "\n"
                   "1 error, 1 warning, 1 note\n");
}

static void aligning_carets(void **state) {
    static const struct {
        const char *line, *word, *shown, *carets;
    } cases[] = {
        {"\tkey:\tx", "x", "    key:    x", "            ^"},
        {"\xE4\xB8\xAD\xE6\x96\x87: x", "x", "\xE4\xB8\xAD\xE6\x96\x87: x", "      ^"},
        {"e\xCC\x81: x", "x", "e\xCC\x81: x", "   ^"},
        {"\xF0\x9F\x98\x80 x", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80 x", "^^"},
        {"a\x1B[31m x", "x", "a\\x1b[31m x", "          ^"},
        {"a\xE2\x80\xAE x", "x", "a\\u{202e} x", "          ^"},
        {"a\xFF x", "x", "a\\xff x", "      ^"},
        {"a: ", " ", "a: ", "  ^"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(make_bench(state), 0);
        Bench *b = *state;
        add_source(b, "a", cases[i].line);
        diag_add(&b->ds, DIAG_UNUSED, span_of(b, 0, cases[i].word), TEXT("type"), TEXT("X"));
        render_text(&b->out, &b->ds, &plain);
        Text wanted = text_format(&b->arena, "\n1 | %s\n  | %s\n", cases[i].shown, cases[i].carets);
        assert_true(text_find(buffer_text(&b->out), wanted) != SIZE_MAX);
        drop_bench(state);
    }
}

/* A window shows the span and no more than a terminal's width, wherever in the line it is. */
static void windowing_long_lines(void **state) {
    Bench *b = *state;
    enum { LONG = 100000 };
    Buffer line = {0};
    buffer_add_repeat(&line, 'a', LONG);
    Text bytes = text_copy(&b->arena, buffer_text(&line));
    buffer_free(&line);
    source_add(&b->sources, TEXT("a"), bytes);
    static const uint32_t starts[] = {0, 10, 50, 5000, LONG - 10, LONG - 1, LONG};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        for (uint32_t length = 1; length <= 1000; length += 333) {
            uint32_t end = starts[i] + length < LONG ? starts[i] + length : LONG;
            b->ds.all.count = 0;
            diag_add(&b->ds, DIAG_UNUSED, span_make(1 + starts[i], 1 + end), TEXT("t"), TEXT("X"));
            buffer_clear(&b->out);
            render_text(&b->out, &b->ds, &(RenderOptions){0});
            assert_true(b->out.size < 500);
            assert_true(output_has(b, "^"));
            assert_int_equal(output_has(b, "1 | ..."), starts[i] > 30);
            assert_int_equal(output_has(b, "...\n"), starts[i] + 71 < LONG);
        }
    }
}

/* Marks without a width are cut too: a line of a million of them must not be shown whole. */
static void windowing_combining_marks(void **state) {
    Bench *b = *state;
    Buffer line = {0};
    for (int i = 0; i < 50000; i++) {
        buffer_add_c(&line, "\xCC\x81");
    }
    source_add(&b->sources, TEXT("a"), text_copy(&b->arena, buffer_text(&line)));
    buffer_free(&line);
    diag_add(&b->ds, DIAG_UNUSED, span_make(50001, 50003), TEXT("t"), TEXT("X"));
    render_text(&b->out, &b->ds, &plain);
    assert_true(b->out.size < 500);
}

static void rendering_odd_spans(void **state) {
    Bench *b = *state;
    add_source(b, "a", "x: |\n  one\n  two\n\n");
    Span span = span_of(b, 0, "|\n  one\n  two");
    diag_add(&b->ds, DIAG_UNUSED, span, TEXT("t"), TEXT("X"));
    uint32_t end = b->sources.files.at[0].base + (uint32_t)b->sources.files.at[0].bytes.size;
    diag_add(&b->ds, DIAG_UNUSED, span_make(end, end), TEXT("t"), TEXT("Y"));
    buffer_clear(&b->out);
    render_text(&b->out, &b->ds, &plain);
    assert_true(output_has(b, "1 | x: |\n  |    ^\n"));
    assert_true(output_has(b, " --> a:5:1\n  |\n5 |\n  | ^\n"));
}

static void colouring(void **state) {
    Bench *b = *state;
    add_source(b, "a", "x");
    diag_add(&b->ds, DIAG_UNUSED, span_make(1, 2), TEXT("t"), TEXT("\033[2J"));
    buffer_clear(&b->out);
    render_text(&b->out, &b->ds, &(RenderOptions){.colour = true});
    assert_true(output_has(b, "\033[1;36mnote[TN007]\033[0m"));
    assert_false(output_has(b, "\033[2J"));
    buffer_clear(&b->out);
    render_text(&b->out, &b->ds, &plain);
    assert_false(output_has(b, "\033"));
}

static void showing_accepted_when_asked(void **state) {
    Bench *b = *state;
    add_source(b, "a", "x");
    diag_add(&b->ds, DIAG_UNUSED, span_make(1, 2), TEXT("type"), TEXT("X"))->accepted = TEXT("why");
    assert_renders(b, render_text, plain, "1 accepted\n");
    buffer_clear(&b->out);
    render_text(&b->out, &b->ds, &(RenderOptions){.all = true});
    assert_true(output_has(b, "  = accepted: why\n"));
    assert_renders(b, render_github, plain, "");
    buffer_clear(&b->out);
    render_sarif(&b->out, &b->ds, &plain);
    assert_true(output_has(b, "\"suppressions\":[{\"kind\":\"inSource\",\"status\":\"accepted\","
                              "\"justification\":\"why\"}]"));
    b->ds.all.count = 0;
    assert_renders(b, render_text, plain, "no findings\n");
}

static void rendering_json(void **state) {
    Bench *b = *state;
    add_source(b, "a\"b", "\xC3\xA4 x\n");
    Diag *d =
        diag_add(&b->ds, DIAG_UNUSED, span_of(b, 0, "x"), TEXT("type"), TEXT("\"\\\n\x01\xFF"));
    diag_help(d, TEXT("help"));
    diag_fix(&b->ds, d, FIX_APPLY, TEXT("delete it"), d->span, TEXT(""));
    diag_settle(&b->ds);
    assert_renders(
        b, render_json, plain,
        "{\"format_version\":1,\"diagnostics\":[\n"
        "{\"code\":\"TN007\",\"slug\":\"unused-declaration\",\"severity\":\"note\",\"confidence\":"
        "80,"
        "\"message\":\"type `\\\"\\\\\\n\\u0001\\ufffd` is never used\",\"file\":\"a\\\"b\","
        "\"start\":{\"line\":1,\"column\":3,\"offset\":3},"
        "\"end\":{\"line\":1,\"column\":4,\"offset\":4},\"label\":null,\"notes\":[],"
        "\"help\":\"help\",\"fix\":{\"safety\":\"apply\",\"title\":\"delete it\",\"edits\":["
        "{\"file\":\"a\\\"b\",\"start\":{\"line\":1,\"column\":3,\"offset\":3},"
        "\"end\":{\"line\":1,\"column\":4,\"offset\":4},\"replacement\":\"\"}]},"
        "\"witness\":null,\"fingerprint\":null,\"entity\":null,\"accepted\":null}\n"
        "],\"summary\":{\"errors\":0,\"warnings\":0,\"notes\":1,\"accepted\":0,\"hidden\":{}}}\n");
}

static void escaping_json(void **state) {
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"a/\t\r", "\"a/\\t\\u000d\""},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\"\\u2028\\u2029\""},
        {"\xF3\xA0\x80\x81", "\"\\udb40\\udc01\""},
        {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""},
        {"\xC0\xAF\xED\xA0\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\""},
        {"\x7F\xC2\x9B", "\"\\u007f\\u009b\""},
    };
    Bench *b = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buffer_clear(&b->out);
        json_add_string(&b->out, text_from(cases[i].text));
        assert_text(buffer_text(&b->out), cases[i].json);
    }
    buffer_clear(&b->out);
    json_add_string(&b->out, TEXT("a\0b"));
    assert_text(buffer_text(&b->out), "\"a\\u0000b\"");
}

static void rendering_github(void **state) {
    Bench *b = *state;
    add_source(b, "a,b:c%.yaml\n::error::x", "key: x\nnext\n");
    Diag *d = diag_add(&b->ds, DIAG_UNUSED, span_of(b, 0, "x"), TEXT("type"),
                       TEXT("\r\n::set-output name=a::b%0A\n\xC2\x85\xE2\x80\xA8"));
    diag_help(d, TEXT("a\nb"));
    diag_settle(&b->ds);
    assert_renders(
        b, render_github, plain,
        "::notice file=a%2Cb%3Ac%25.yaml%0A%3A%3Aerror%3A%3Ax,line=1,endLine=1,col=6,endColumn=7,"
        "title=TN007 unused-declaration::type `%0D%0A::set-output name=a::b%250A%0A\\x85\\u{2028}` "
        "is never used%0Ahelp: a%0Ab\n");
}

static void rendering_sarif(void **state) {
    Bench *b = *state;
    add_source(b, "a dir/m\xC3\xB6.yaml", "key: x\nnext\n");
    add_source(b, "/abs", "y");
    Diag *d = diag_add(&b->ds, DIAG_UNUSED, span_of(b, 0, "x"), TEXT("type"), TEXT("X"));
    diag_note(&b->ds, d, span_of(b, 1, "y"), TEXT("here"));
    diag_note(&b->ds, d, NO_SPAN, TEXT("nowhere"));
    diag_fix(&b->ds, d, FIX_APPLY, TEXT("swap"), span_of(b, 0, "x"), TEXT("y"));
    diag_fix_edit(&b->ds, d, span_of(b, 1, "y"), TEXT("x"));
    diag_settle(&b->ds);
    buffer_clear(&b->out);
    render_sarif(&b->out, &b->ds, &plain);
    assert_true(output_has(b, "\"version\":\"2.1.0\""));
    assert_true(output_has(b, "\"uri\":\"a%20dir/m%C3%B6.yaml\""));
    assert_true(output_has(b, "\"uri\":\"file:///abs\""));
    assert_true(output_has(b, "\"text\":\"type `X` is never used\\nnowhere\""));
    assert_true(output_has(b, "\"relatedLocations\":[{\"physicalLocation\""));
    assert_true(output_has(b, "\"rules\":[\n{\"id\":\"TN007\""));
    assert_true(output_has(b, "\"insertedContent\":{\"text\":\"y\"}}]},{\"artifactLocation\""));
}

/* --- Explaining -------------------------------------------------------------------------------- */

static void explaining(void **state) {
    Bench *b = *state;
    assert_true(explain_print(&b->out, TEXT("tn002"), false));
    assert_true(output_has(b, "TN002: "));
    assert_true(output_has(b, "\nWhat it means\n"));
    assert_false(output_has(b, "```"));
    buffer_clear(&b->out);
    assert_true(explain_print(&b->out, TEXT("unknown-key"), true));
    assert_true(output_has(b, "\033[1mWhat it means\033[0m"));
    buffer_clear(&b->out);
    assert_false(explain_print(&b->out, TEXT("unkown-key\033"), false));
    assert_true(
        output_has(b, "there is no finding `unkown-key\\x1b`; did you mean `unknown-key`?"));
}

static void explaining_each(void **state) {
    static const char *const headings[] = {
        "What it means",   "The smallest model that fails",
        "The fixed model", "When it is right to ignore it",
        "Background",
    };
    Bench *b = *state;
    for (int id = 0; id < DIAG_COUNT; id++) {
        Text page = explain_page((DiagId)id);
        assert_true(
            text_starts_with(page, text_format(&b->arena, "# %s: ", diag_info((DiagId)id)->code)));
        for (size_t i = 0; i < COUNT_OF(headings); i++) {
            assert_true(explain_section(page, text_from(headings[i])).size > 0);
        }
        buffer_clear(&b->out);
        assert_true(explain_print(&b->out, text_from(diag_info((DiagId)id)->code), false));
    }
}

static void taking_sections(void **state) {
    (void)state;
    Text page = TEXT("# T\n\n## A\n\ntext\n```\n## no heading\n```\n\n## B\nlast\n");
    assert_text(explain_section(page, TEXT("A")), "text\n```\n## no heading\n```");
    assert_text(explain_section(page, TEXT("B")), "last");
    assert_text(explain_section(page, TEXT("no heading")), "");
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_bench, drop_bench)

int main(void) {
    const struct CMUnitTest cases[] = {
        CASE(finding_places),
        CASE(refusing_sources),
        CASE(filling_the_line_of_positions),
        CASE(reading_the_catalogue),
        CASE(filling_holes),
        CASE(suggesting),
        CASE(suggesting_at_most_three),
        CASE(suggesting_among_many),
        CASE(fixing_a_misspelling),
        CASE(sorting_and_merging),
        CASE(changing_levels),
        CASE(accepting),
        CASE(not_accepting_errors),
        CASE(accepting_errors_that_may_be_lowered),
        CASE(hiding_above_the_limit),
        CASE(settling_many),
        CASE(fixing_without_overlap),
        CASE(rendering_text),
        cmocka_unit_test(aligning_carets),
        CASE(windowing_long_lines),
        CASE(windowing_combining_marks),
        CASE(rendering_odd_spans),
        CASE(colouring),
        CASE(showing_accepted_when_asked),
        CASE(rendering_json),
        CASE(escaping_json),
        CASE(rendering_github),
        CASE(rendering_sarif),
        CASE(explaining),
        CASE(explaining_each),
        CASE(taking_sections),
    };
    return RUN_CASES(cases);
}
