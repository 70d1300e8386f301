/* Files and paths. Reads a file whole up to a limit; writes one beside its place and renames it there,
 * so that a reader sees the old content or the new, never a part. Paths are handled as bytes between
 * slashes, without asking the disk. Errors are errno values; nothing is printed. */
#include "compiler/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/base/vec.h"

enum { FIRST_READ = 16 * 1024, MATCH_CHUNK = 64 * 1024, TEMPORARY_NAMES = 100 };

/* Room for the whole file and one byte more, which finds the end without growing. A pipe has no size. */
static size_t first_capacity(const struct stat *status) {
    return S_ISREG(status->st_mode) && status->st_size > 0 ? (size_t)status->st_size + 1
                                                           : FIRST_READ;
}

static int read_all(Arena *a, int fd, size_t limit, Text *bytes) {
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return errno;
    }
    if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > limit) {
        return EFBIG;
    }
    size_t capacity = first_capacity(&status), size = 0;
    char *at = arena_alloc(a, capacity, 1);
    for (;;) {
        if (size == capacity) {
            at = arena_grow(a, at, capacity, checked_multiply(capacity, 2), 1);
            capacity *= 2;
        }
        ssize_t got = read(fd, at + size, capacity - size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return errno;
        }
        if (got == 0) {
            break;
        }
        size += (size_t)got;
        if (size > limit) {
            return EFBIG;
        }
    }
    *bytes = (Text){at, size};
    return 0;
}

int file_read(Arena *a, const char *path, size_t limit, Text *bytes) {
    if (text_equal_c(TEXT("-"), path)) {
        return read_all(a, STDIN_FILENO, limit, bytes);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    int error = read_all(a, fd, limit, bytes);
    close(fd);
    return error;
}

/* mkdir -p of the folder that FILE lies in. What exists already is found out by making it. */
static int make_parents(Arena *a, Text file) {
    char *path = text_c_string(a, path_directory(file));
    for (char *at = path; *at; at++) {
        if (*at == '/' && at > path) {
            *at = '\0';
            if (mkdir(path, 0777) != 0 && errno != EEXIST) {
                return errno;
            }
            *at = '/';
        }
    }
    return *path == '\0' || mkdir(path, 0777) == 0 || errno == EEXIST ? 0 : errno;
}

/* Opens a new file in the folder of TARGET; *PATH is then its name. */
static int open_temporary(Arena *a, Text target, int *fd, const char **path) {
    for (int i = 0; i < TEMPORARY_NAMES; i++) {
        Text name = text_format(a, ".tenon-%ld-%d.tmp", (long)getpid(), i);
        *path = text_c_string(a, path_join(a, path_directory(target), name));
        *fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*fd >= 0) {
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

static int write_all(int fd, Text content) {
    while (content.size) {
        ssize_t put = write(fd, content.at, content.size);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return errno;
        }
        content = text_slice(content, (size_t)put, content.size);
    }
    return 0;
}

/* Fills the file FD, gives it the mode of the file that it replaces, if any, and closes it. */
static int fill_and_close(int fd, Text content, const struct stat *replaced) {
    int error = write_all(fd, content);
    if (!error && replaced && fchmod(fd, replaced->st_mode & 07777) != 0) {
        error = errno;
    }
    if (close(fd) != 0 && !error) {
        error = errno;
    }
    return error;
}

static int write_atomic(Arena *a, const char *path, Text content) {
    Text target = text_from(path);
    struct stat status;
    const struct stat *replaced = stat(path, &status) == 0 ? &status : NULL;
    int fd = -1;
    const char *temporary = NULL;
    int error = open_temporary(a, target, &fd, &temporary);
    if (error == ENOENT) {
        error = make_parents(a, target);
        if (!error) {
            error = open_temporary(a, target, &fd, &temporary);
        }
    }
    if (error) {
        return error;
    }
    error = fill_and_close(fd, content, replaced);
    if (!error && rename(temporary, path) != 0) {
        error = errno;
    }
    if (error) {
        unlink(temporary);
    }
    return error;
}

int file_write_atomic(const char *path, Text content) {
    Arena names = {0};
    int error = write_atomic(&names, path, content);
    arena_free(&names);
    return error;
}

static int match_open_file(int fd, Text content, FileMatch *match) {
    char chunk[MATCH_CHUNK];
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        (uintmax_t)status.st_size != content.size) {
        *match = FILE_DIFFERS;
        return 0;
    }
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return errno;
        }
        size_t size = (size_t)got;
        bool differs = size > content.size || memcmp(chunk, content.at, size) != 0;
        if (differs || size == 0) {
            *match = differs || content.size ? FILE_DIFFERS : FILE_SAME;
            return 0;
        }
        content = text_slice(content, size, content.size);
    }
}

int file_match(const char *path, Text content, FileMatch *match) {
    *match = FILE_ABSENT;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    }
    int error = match_open_file(fd, content, match);
    close(fd);
    return error;
}

/* Offset behind the last slash; 0 when there is none. */
static size_t last_part_start(Text path) {
    size_t at = path.size;
    while (at > 0 && path.at[at - 1] != '/') {
        at--;
    }
    return at;
}

Text path_directory(Text path) {
    size_t end = last_part_start(path);
    while (end > 1 && path.at[end - 1] == '/') {
        end--;
    }
    return text_slice(path, 0, end);
}

Text path_base(Text path) {
    return text_slice(path, last_part_start(path), path.size);
}

Text path_join(Arena *a, Text directory, Text path) {
    if (directory.size == 0 || text_starts_with(path, TEXT("/"))) {
        return text_copy(a, path);
    }
    Text left =
        text_ends_with(directory, TEXT("/")) ? directory : text_join(a, directory, TEXT("/"));
    return text_join(a, left, path);
}

/* Cuts the next part off the front of *REST; false at the end. "a//b" has an empty part. */
static bool next_part(Text *rest, bool *ended, Text *part) {
    if (*ended) {
        return false;
    }
    size_t slash = text_find(*rest, TEXT("/"));
    *ended = slash == SIZE_MAX;
    *part = text_slice(*rest, 0, *ended ? rest->size : slash);
    *rest = text_slice(*rest, *ended ? rest->size : slash + 1, rest->size);
    return true;
}

Text path_normalise(Arena *a, Text path) {
    bool absolute = text_starts_with(path, TEXT("/"));
    VEC(Text) kept = {0};
    Text rest = path, part;
    bool ended = false;
    while (next_part(&rest, &ended, &part)) {
        bool up = text_equal(part, TEXT(".."));
        if (part.size == 0 || text_equal(part, TEXT("."))) {
            continue;
        }
        if (up && kept.count && !text_equal(*vec_last(&kept), TEXT(".."))) {
            kept.count--;
        } else if (!up || !absolute) {
            *vec_push(a, &kept) = part;
        }
    }
    if (kept.count == 0) {
        return absolute ? TEXT("/") : TEXT(".");
    }
    char *at = arena_alloc(a, path.size + 1, 1);
    size_t size = 0;
    for (size_t i = 0; i < kept.count; i++) {
        if (absolute || i > 0) {
            at[size++] = '/';
        }
        for (size_t k = 0; k < kept.at[i].size; k++) {
            at[size++] = kept.at[i].at[k];
        }
    }
    return (Text){at, size};
}

bool path_is_inside(Text path) {
    for (size_t i = 0; i < path.size; i++) {
        if (path.at[i] == '\0' || path.at[i] == '\n') {
            return false;
        }
    }
    Text rest = path, part;
    bool ended = false;
    while (next_part(&rest, &ended, &part)) {
        if (part.size == 0 || text_equal(part, TEXT(".."))) {
            return false;
        }
    }
    return true;
}
