/* Measures commands beside each other: `measure ROUNDS COMMAND… [-- COMMAND…]…`.
 *
 * Each round runs every command once, in turn, so that what else the machine does falls on all alike.
 * Prints a line per command: least processor time and least wall time in seconds, largest peak memory
 * in KiB. Output of the commands is thrown away; one that does not exit with 0 ends the measuring. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct Command {
    char **argv;
    double cpu, wall; /* seconds, least so far */
    long peak;        /* KiB, most so far */
} Command;

static double seconds(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run_once(Command *c) {
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execvp(c->argv[0], c->argv);
        perror(c->argv[0]);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
        exit(74);
    }
    double wall = now() - start, cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "measure: %s failed\n", c->argv[0]);
        exit(1);
    }
    if (c->cpu == 0 || cpu < c->cpu) {
        c->cpu = cpu;
    }
    if (c->wall == 0 || wall < c->wall) {
        c->wall = wall;
    }
    if (usage.ru_maxrss > c->peak) {
        c->peak = usage.ru_maxrss;
    }
}

int main(int argc, char **argv) {
    enum { MOST = 8 };
    Command command[MOST] = {0};
    int rounds = argc > 2 ? atoi(argv[1]) : 0, count = 0;
    for (int i = 2; i < argc && count < MOST; count++) {
        command[count].argv = &argv[i];
        while (i < argc && strcmp(argv[i], "--")) {
            i++;
        }
        argv[i++] = NULL;
    }
    if (rounds < 1 || count == 0) {
        fprintf(stderr, "usage: measure ROUNDS COMMAND... [-- COMMAND...]...\n");
        return 64;
    }
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
            run_once(&command[i]);
        }
    }
    for (int i = 0; i < count; i++) {
        printf("%.6f %.6f %ld\n", command[i].cpu, command[i].wall, command[i].peak);
    }
    return 0;
}
