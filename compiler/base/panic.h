/* What ends the process: a state that cannot be, and memory that ran out.
 * Both print one line to standard error and leave with a fixed exit code; neither returns. */
#ifndef TENON_BASE_PANIC_H
#define TENON_BASE_PANIC_H

/* Reports a broken invariant of Tenon itself and exits with 70. FORMAT is a printf format. */
#define internal_error(...) internal_error_at(__FILE__, __LINE__, __VA_ARGS__)

_Noreturn void internal_error_at(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reports that SIZE bytes could not be had and exits with 74. */
_Noreturn void out_of_memory(unsigned long size);

#endif
