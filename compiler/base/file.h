/* Files and paths: reading whole, writing whole or not at all. The only part of Tenon that touches the
 * disk. Every call gives 0, or the errno of what failed. */
#ifndef TENON_BASE_FILE_H
#define TENON_BASE_FILE_H

#include "compiler/base/text.h"

/* The whole of PATH ("-" is standard input). A file above LIMIT bytes gives EFBIG. */
int file_read(Arena *a, const char *path, size_t limit, Text *bytes);

/* Writes CONTENT beside PATH and renames it over PATH; makes the folders above it. */
int file_write_atomic(const char *path, Text content);

/* How PATH compares with CONTENT, without holding a second copy of it. */
typedef enum FileMatch { FILE_ABSENT, FILE_DIFFERS, FILE_SAME } FileMatch;
int file_match(const char *path, Text content, FileMatch *match);

Text path_directory(Text path);                      /* "" when there is none */
Text path_base(Text path);                           /* the last part */
Text path_join(Arena *a, Text directory, Text path); /* PATH alone when it is absolute */
/* PATH without "." and "..": two spellings of one place compare equal. Does not ask the disk. */
Text path_normalise(Arena *a, Text path);
/* Whether PATH is relative, has no ".." part, no empty part and no NUL or newline. */
bool path_is_inside(Text path);

#endif
