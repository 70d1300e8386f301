/* The two ways in which the process ends early. Takes what is known about the cause, prints one line to
 * standard error and exits. Nothing is cleaned up: files are written by rename, so none is left half
 * made. */
#include "compiler/base/panic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXIT_INTERNAL = 70, EXIT_INPUT_OUTPUT = 74 };

void internal_error_at(const char *file, int line, const char *format, ...) {
    va_list args;
    fprintf(stderr, "tenon: internal error at %s:%d: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(EXIT_INTERNAL);
}

void out_of_memory(unsigned long size) {
    fprintf(stderr, "tenon: out of memory: %lu bytes could not be had\n", size);
    exit(EXIT_INPUT_OUTPUT);
}
