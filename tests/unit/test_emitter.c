/* The emitter's layout, its typed holes with hostile text, its internal errors; and the file set. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler/base/file.h"
#include "targets/target.h"
#include "tests/unit/unit.h"

/* --- A target of its own ----------------------------------------------------------------------- */

static void quote_identifier(Buffer *out, Text name, bool keyword) {
    buffer_format(out, keyword ? "<<%.*s>>" : "<%.*s>", TEXT_ARG(name));
}

static void quote_string(Buffer *out, Text value) {
    buffer_add_char(out, '\'');
    for (size_t i = 0; i < value.size; i++) {
        buffer_add_repeat(out, value.at[i], value.at[i] == '\'' ? 2 : 1);
    }
    buffer_add_char(out, '\'');
}

static void quote_comment(Buffer *out, Text text) {
    for (size_t i = 0; i < text.size; i++) {
        buffer_add_char(out, text.at[i] == '\n' ? ' ' : text.at[i]);
    }
}

static void quote_comment_badly(Buffer *out, Text text) {
    buffer_add(out, text);
}

static const char *const keywords[] = {"select", "table", NULL};
static const Quoting quoting = {quote_identifier, quote_string, quote_comment, keywords};
static const Quoting bad_quoting = {quote_identifier, quote_string, quote_comment_badly, NULL};
static const Target pen_target = {.name = "pen", .engine = "Pen", .quoting = &quoting};

static Arena arena;
static OutputSet outputs;
static Plan plan;

static void print_number_of(Emitter *e, const Expr *expr) {
    emit(e, "($)", WORD(expr->kind == EXPR_NULL ? "null" : "other"));
}

static Emitter open_pen(void) {
    output_free(&outputs);
    outputs.arena = &arena;
    plan = (Plan){.target = &pen_target, .arena = &arena};
    Emitter e = emitter_make(&plan, &outputs);
    e.print_expr = print_number_of;
    emit_file(&e, "a.txt");
    return e;
}

static void assert_written(Emitter *e, const char *wanted) {
    emitter_finish(e);
    assert_text(buffer_text(&outputs.files.at[0]->content), wanted);
}

/* --- Layout ------------------------------------------------------------------------------------ */

static void lists_are_laid_out(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit_open(&e, "CREATE TABLE $ (", ID(TEXT("t")));
    emit_sep(&e, ",");
    emit(&e, "$ $", ID(TEXT("a")), WORD("bigint"));
    emit_sep(&e, ",");
    emit_open(&e, "CHECK $ (", WORD("all"));
    emit_sep(&e, " AND");
    emit_text(&e, "x");
    emit_sep(&e, " AND");
    emit_text(&e, "y");
    emit_close(&e, ")");
    emit_sep(&e, ",");
    emit_text(&e, "z");
    emit_close(&e, ")");
    emit_text(&e, ";");
    assert_written(&e, "CREATE TABLE <t> (\n"
                       "    <a> bigint,\n"
                       "    CHECK all (\n"
                       "        x AND\n"
                       "        y\n"
                       "    ),\n"
                       "    z\n"
                       ");\n");
}

static void keywords_are_told_to_the_quoting(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit(&e, "$ $ $", ID(TEXT("table")), ID(TEXT("tables")), ID(TEXT("Table")));
    assert_written(&e, "<<table>> <tables> <Table>\n");
}

static void blank_lines_stand_between_parts_only(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit_blank(&e);
    emit_text(&e, "one");
    emit_blank(&e);
    emit_blank(&e);
    emit_line(&e);
    emit_text(&e, "two   ");
    emit_line(&e);
    emit_blank(&e);
    assert_written(&e, "one\n\ntwo\n");
}

static void newlines_of_syntax_are_indented(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit_text(&e, "BEGIN");
    emit_indent(&e);
    emit_text(&e, "a;  \nb;\n\nc;");
    emit_close(&e, "END;");
    assert_written(&e, "BEGIN\n    a;\n    b;\n\n    c;\nEND;\n");
}

static void files_stand_under_the_target(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit_text(&e, "one");
    emit_file(&e, "sub/b.txt");
    emit_text(&e, "two");
    emitter_finish(&e);
    assert_int_equal(outputs.files.count, 2);
    assert_text(outputs.files.at[0]->path, "pen/a.txt");
    assert_text(buffer_text(&outputs.files.at[0]->content), "one\n");
    assert_text(outputs.files.at[1]->path, "pen/sub/b.txt");
    assert_text(buffer_text(&outputs.files.at[1]->content), "two\n");
}

/* --- Holes ------------------------------------------------------------------------------------- */

static void holes_are_escaped_each_in_its_way(void **state) {
    (void)state;
    Emitter e = open_pen();
    Expr null = {.kind = EXPR_NULL};
    emit(&e, "$ $ -- $", LIT(TEXT("it's\n $ ")), NUM(-7), REMARK(TEXT("a\nb")));
    emit_line(&e);
    emit(&e, "$ $$1 $", EXPR(&null), CODE(TEXT("\n SELECT 1\n")));
    assert_written(&e, "'it''s\n $ ' -7 -- a b\n(null) $1 SELECT 1\n");
}

static void what_a_hole_ends_with_is_kept(void **state) {
    (void)state;
    Emitter e = open_pen();
    emit(&e, "x $ ", REMARK(TEXT("ends with blanks  ")));
    assert_written(&e, "x ends with blanks  \n");
}

/* --- Internal errors --------------------------------------------------------------------------- */

static void too_few_holes(void) {
    Emitter e = open_pen();
    emit(&e, "$ $", NUM(1));
}

static void too_many_holes(void) {
    Emitter e = open_pen();
    emit(&e, "$", NUM(1), NUM(2));
}

static void a_comment_that_ends_its_line(void) {
    Emitter e = open_pen();
    e.quoting = &bad_quoting;
    emit(&e, "-- $", REMARK(TEXT("x\nDROP TABLE t;")));
}

static void a_list_left_open(void) {
    Emitter e = open_pen();
    emit_open(&e, "$ (", WORD("x"));
    emitter_finish(&e);
}

static void a_list_closed_twice(void) {
    Emitter e = open_pen();
    emit_close(&e, ")");
}

static void a_path_that_leads_out(void) {
    Emitter e = open_pen();
    emit_file(&e, "../b.txt");
}

static void a_path_twice(void) {
    Emitter e = open_pen();
    emit_file(&e, "a.txt");
}

/* Whether RUN ends the process with the exit code of an internal error. */
static bool is_internal_error(void (*run)(void)) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr)) {
            _exit(1);
        }
        run();
        _exit(0);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 70;
}

static void mistakes_of_a_target_are_internal_errors(void **state) {
    (void)state;
    static void (*const mistakes[])(void) = {
        too_few_holes,    too_many_holes,      a_comment_that_ends_its_line,
        a_list_left_open, a_list_closed_twice, a_path_that_leads_out,
        a_path_twice,
    };
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        assert_true(is_internal_error(mistakes[i]));
    }
}

/* --- Output ------------------------------------------------------------------------------------ */

static char *make_folder(void) {
    const char *parent = getenv("TMPDIR");
    char *path = text_c_string(
        &arena, text_format(&arena, "%s/tenon-unit-XXXXXX", parent ? parent : "/tmp"));
    assert_non_null(mkdtemp(path));
    return path;
}

static const char *inside(const char *folder, const char *name) {
    return text_c_string(&arena, path_join(&arena, text_from(folder), text_from(name)));
}

static void only_what_differs_is_written(void **state) {
    (void)state;
    const char *folder = make_folder();
    static const char *const names[] = {"new.txt", "changed.txt", "same.txt"};
    OutputSet set = {.arena = &arena};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        buffer_add_c(&output_add(&set, text_from(names[i]))->content, names[i]);
    }
    assert_int_equal(file_write_atomic(inside(folder, "changed.txt"), TEXT("old")), 0);
    assert_int_equal(file_write_atomic(inside(folder, "same.txt"), TEXT("same.txt")), 0);
    static const OutputState wanted[] = {OUTPUT_NEW, OUTPUT_CHANGED, OUTPUT_SAME};
    OutputReport *compared = output_compare(&arena, &set, folder);
    OutputReport *written = output_write(&arena, &set, folder);
    OutputReport *again = output_compare(&arena, &set, folder);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_text(compared[i].path, names[i]);
        assert_int_equal(compared[i].state, wanted[i]);
        assert_int_equal(written[i].state, wanted[i]);
        assert_int_equal(again[i].state, OUTPUT_SAME);
        unlink(inside(folder, names[i]));
    }
    output_free(&set);
    rmdir(folder);
}

static void nothing_is_written_when_one_cannot_be_read(void **state) {
    (void)state;
    const char *folder = make_folder();
    OutputSet set = {.arena = &arena};
    buffer_add_c(&output_add(&set, TEXT("first.txt"))->content, "1");
    buffer_add_c(&output_add(&set, TEXT("folder"))->content, "2");
    assert_int_equal(mkdir(inside(folder, "folder"), 0777), 0);
    OutputReport *report = output_write(&arena, &set, folder);
    assert_int_equal(report[0].state, OUTPUT_HELD);
    assert_int_equal(report[1].state, OUTPUT_FAILED);
    assert_int_not_equal(report[1].error, 0);
    assert_int_not_equal(access(inside(folder, "first.txt"), F_OK), 0);
    rmdir(inside(folder, "folder"));
    output_free(&set);
    rmdir(folder);
}

static int release(void **state) {
    (void)state;
    output_free(&outputs);
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(lists_are_laid_out),
        cmocka_unit_test(keywords_are_told_to_the_quoting),
        cmocka_unit_test(blank_lines_stand_between_parts_only),
        cmocka_unit_test(newlines_of_syntax_are_indented),
        cmocka_unit_test(files_stand_under_the_target),
        cmocka_unit_test(holes_are_escaped_each_in_its_way),
        cmocka_unit_test(what_a_hole_ends_with_is_kept),
        cmocka_unit_test(mistakes_of_a_target_are_internal_errors),
        cmocka_unit_test(only_what_differs_is_written),
        cmocka_unit_test(nothing_is_written_when_one_cannot_be_read),
    };
    return cmocka_run_group_tests(cases, NULL, release);
}
