/* Files in a folder of their own under TMPDIR, and tables of cases for paths. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/base/file.h"
#include "tests/unit/unit.h"

static Arena arena;
static Text folder;

static int make_folder(void **state) {
    (void)state;
    const char *parent = getenv("TMPDIR");
    folder = text_format(&arena, "%s/tenon-unit-XXXXXX", parent ? parent : "/tmp");
    char *made = mkdtemp(text_c_string(&arena, folder));
    folder = text_from(made);
    return made ? 0 : -1;
}

/* Deletes PATH, a folder of files and folders. */
static void delete_folder(const char *path) {
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory)) != NULL;) {
        if (!text_equal_c(TEXT("."), entry->d_name) && !text_equal_c(TEXT(".."), entry->d_name)) {
            char *inner = text_c_string(&arena, text_format(&arena, "%s/%s", path, entry->d_name));
            if (unlink(inner) != 0) {
                delete_folder(inner);
            }
        }
    }
    if (directory) {
        closedir(directory);
    }
    rmdir(path);
}

static int remove_folder(void **state) {
    (void)state;
    delete_folder(text_c_string(&arena, folder));
    arena_free(&arena);
    return 0;
}

static const char *inside(const char *name) {
    return text_c_string(&arena, path_join(&arena, folder, text_from(name)));
}

static Text read_back(const char *path) {
    Text bytes = {0};
    assert_int_equal(file_read(&arena, path, SIZE_MAX, &bytes), 0);
    return bytes;
}

static void writing_makes_folders_and_replaces(void **state) {
    (void)state;
    const char *path = inside("a/b/c/file.sql");
    assert_int_equal(file_write_atomic(path, TEXT("one\n")), 0);
    assert_text(read_back(path), "one\n");
    assert_int_equal(file_write_atomic(path, TEXT("")), 0);
    assert_text(read_back(path), "");
    /* Nothing of the temporary file is left: the folder can be removed once the file is gone. */
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(inside("a/b/c")), 0);
}

static void the_mode_of_a_file_stays(void **state) {
    (void)state;
    const char *path = inside("script");
    assert_int_equal(file_write_atomic(path, TEXT("1")), 0);
    assert_int_equal(chmod(path, 0750), 0);
    assert_int_equal(file_write_atomic(path, TEXT("2")), 0);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0750);
}

static void errors_name_their_cause(void **state) {
    (void)state;
    Text bytes;
    assert_int_equal(file_read(&arena, inside("none"), 10, &bytes), ENOENT);
    assert_int_equal(file_read(&arena, inside("."), 10, &bytes), EISDIR);
    assert_int_equal(file_write_atomic(inside("plain"), TEXT("x")), 0);
    assert_int_equal(file_write_atomic(inside("plain/under"), TEXT("x")), ENOTDIR);
    assert_int_equal(mkdir(inside("taken"), 0777), 0);
    assert_int_equal(file_write_atomic(inside("taken"), TEXT("x")), EISDIR);
    assert_int_equal(rmdir(inside("taken")), 0);
}

static void the_limit_is_exact(void **state) {
    (void)state;
    const char *path = inside("sized");
    Text bytes;
    assert_int_equal(file_write_atomic(path, TEXT("12345")), 0);
    assert_int_equal(file_read(&arena, path, 5, &bytes), 0);
    assert_int_equal(file_read(&arena, path, 4, &bytes), EFBIG);
}

static void a_large_file_comes_back_whole(void **state) {
    (void)state;
    size_t size = 300001;
    char *at = arena_alloc(&arena, size, 1);
    for (size_t i = 0; i < size; i++) {
        at[i] = (char)(i * 7);
    }
    const char *path = inside("large");
    assert_int_equal(file_write_atomic(path, (Text){at, size}), 0);
    assert_true(text_equal(read_back(path), (Text){at, size}));
    FileMatch match = FILE_ABSENT;
    assert_int_equal(file_match(path, (Text){at, size}, &match), 0);
    assert_int_equal(match, FILE_SAME);
    at[size - 1]++;
    assert_int_equal(file_match(path, (Text){at, size}, &match), 0);
    assert_int_equal(match, FILE_DIFFERS);
}

static void content_is_compared(void **state) {
    (void)state;
    const char *path = inside("same");
    FileMatch match = FILE_SAME;
    assert_int_equal(file_match(path, TEXT("abc"), &match), 0);
    assert_int_equal(match, FILE_ABSENT);
    assert_int_equal(file_write_atomic(path, TEXT("abc")), 0);
    static const struct {
        Text content;
        FileMatch match;
    } cases[] = {{TEXT_INIT("abc"), FILE_SAME},
                 {TEXT_INIT("abd"), FILE_DIFFERS},
                 {TEXT_INIT("ab"), FILE_DIFFERS},
                 {TEXT_INIT(""), FILE_DIFFERS},
                 {TEXT_INIT("abcd"), FILE_DIFFERS}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(file_match(path, cases[i].content, &match), 0);
        assert_int_equal(match, cases[i].match);
    }
    assert_int_equal(file_match(folder.at, TEXT("abc"), &match), EISDIR);
}

static void paths_are_split_and_joined(void **state) {
    (void)state;
    static const struct {
        const char *path, *directory, *base;
    } cases[] = {
        {"a/b.c", "a", "b.c"}, {"b.c", "", "b.c"}, {"/b.c", "/", "b.c"},
        {"a/b/", "a/b", ""},   {"", "", ""},       {"a//b", "a", "b"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(path_directory(text_from(cases[i].path)), cases[i].directory);
        assert_text(path_base(text_from(cases[i].path)), cases[i].base);
    }
    assert_text(path_join(&arena, TEXT("a"), TEXT("b")), "a/b");
    assert_text(path_join(&arena, TEXT("a/"), TEXT("b")), "a/b");
    assert_text(path_join(&arena, TEXT(""), TEXT("b")), "b");
    assert_text(path_join(&arena, TEXT("a"), TEXT("/b")), "/b");
}

static void paths_are_normalised(void **state) {
    (void)state;
    static const struct {
        const char *path, *wanted;
    } cases[] = {
        {"a/./b", "a/b"},        {"a//b/", "a/b"},  {"a/x/../b", "a/b"},  {"./a", "a"},
        {"../a", "../a"},        {"a/../..", ".."}, {"a/..", "."},        {"", "."},
        {"../../a/..", "../.."}, {"/..", "/"},      {"/a/../../b", "/b"}, {"/", "/"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(path_normalise(&arena, text_from(cases[i].path)), cases[i].wanted);
    }
}

static void only_inner_paths_are_inside(void **state) {
    (void)state;
    static const struct {
        Text path;
        bool inside;
    } cases[] = {
        {TEXT_INIT("a"), true},     {TEXT_INIT("a/b.c"), true}, {TEXT_INIT("..a/b.."), true},
        {TEXT_INIT(""), false},     {TEXT_INIT("/a"), false},   {TEXT_INIT("a/../b"), false},
        {TEXT_INIT(".."), false},   {TEXT_INIT("a//b"), false}, {TEXT_INIT("a/"), false},
        {TEXT_INIT("a\0b"), false}, {TEXT_INIT("a\nb"), false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(path_is_inside(cases[i].path), cases[i].inside);
    }
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(writing_makes_folders_and_replaces),
        cmocka_unit_test(the_mode_of_a_file_stays),
        cmocka_unit_test(errors_name_their_cause),
        cmocka_unit_test(the_limit_is_exact),
        cmocka_unit_test(a_large_file_comes_back_whole),
        cmocka_unit_test(content_is_compared),
        cmocka_unit_test(paths_are_split_and_joined),
        cmocka_unit_test(paths_are_normalised),
        cmocka_unit_test(only_inner_paths_are_inside),
    };
    return cmocka_run_group_tests(cases, make_folder, remove_folder);
}
