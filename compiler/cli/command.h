/* The commands. Each takes the parsed command line, does its work, and gives the exit code. */
#ifndef TENON_CLI_COMMAND_H
#define TENON_CLI_COMMAND_H

#include "compiler/cli/options.h"
#include "compiler/compile.h"

typedef int CommandRun(Arena *a, const CommandLine *line);

CommandRun command_check, command_build, command_explain, command_init, command_fmt, command_index, command_normalise,
    command_targets,
    command_rules, command_schema, command_completion, command_man, command_version, command_help;

/* Whether colours are wanted on standard output or standard error. */
typedef enum Channel { CHANNEL_OUT = 1, CHANNEL_ERR = 2 } Channel;
bool console_colour(const CommandLine *line, Channel channel);
/* Writes TEXT whole; a write that fails ends the program with EXIT_IO. */
void console_write(Channel channel, Text text);
/* "tenon: …" on standard error. */
void console_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The model that the command line names, or the one *.tenon.yaml of this folder. Empty: there is none
 * or more than one, which has been told. */
Text console_model(Arena *a, const CommandLine *line);

/* The target called NAME; NULL: there is none, which has been told with the nearest. */
const struct Target *console_target(Arena *a, Text name);
/* The time of day in UTC, as migrations are numbered with it: 20260102030405. */
Text console_time_stamp(Arena *a);

/* Prints the findings of C as --reporter asks: text and annotations of a build to standard error, what
 * programs read to CHANNEL. Gives the exit code that they ask for. */
int report_findings(const CommandLine *line, const Compilation *c, Channel channel);
/* The request that the options of `check` and `build` make; false when one of them is wrong. */
bool report_request(Arena *a, const CommandLine *line, CompileRequest *request);

#endif
