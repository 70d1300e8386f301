#!/bin/bash
# Runs the suites of tests/suites/, and counts.
#
#   tests/run.sh [--list] [SUITE...]      no suite = all of them; quick = those that take seconds
#
# A suite is a script that prints a line per case: `ok - NAME`, `not ok - NAME` or `skip - NAME: REASON`.
# Lines below a failure, indented, are its details. A line that starts with `# ` is passed on; all else
# only goes to the log. A suite that ends with a status other than 0, or runs nothing, has failed too.
# Suites get: TENON (the program), TENON_BUILD (the build folder), TENON_TMP (a folder of their own).
set -u
cd "$(dirname "$0")/.." || exit 1

quick='rules unit diag golden gates cli docs grammar'
order="$quick theory access warnings er postgres sqlite mariadb mariadb11 mysql expressions schemas witness normalise stacks hostile editor install sanitize valgrind fuzz"

exists() { [ -f "tests/suites/$1.sh" ]; }

# The suites that WORD... stands for, in the order in which they run.
select_suites() {
    local word suite
    for word in "$@"; do
        case $word in
        all) echo "$order" && find tests/suites -name '*.sh' -printf '%f\n' | sort | sed 's/\.sh$//' ;;
        quick) echo "$quick" ;;
        *) exists "$word" || { echo "run.sh: there is no suite $word" >&2; return 1; }
            echo "$word" ;;
        esac
    done | tr ' ' '\n' | awk '!seen[$0]++' | while read -r suite; do
        if exists "$suite"; then echo "$suite"; fi
    done
    return "${PIPESTATUS[0]}"
}

# Reads a suite's output: shows failures, skips and notes as they come, then writes the counts to $1.
count_cases() {
    awk -v suite="$2" -v counts="$1" '
        /^ok - /     { passed++; failing = 0; next }
        /^skip - /   { skipped++; failing = 0; print suite ": " $0; fflush(); next }
        /^not ok - / { failed++; failing = 1; print suite ": " $0; fflush(); next }
        /^# /        { print suite ": " substr($0, 3); fflush(); next }
        failing && /^[ \t]/ { print; fflush(); next }
        END { print passed + 0, failed + 0, skipped + 0 >counts }'
}

run_suite() {
    local suite=$1 log=$logs/$1.log started=$SECONDS status p f s
    TENON_TMP=$(mktemp -d "${TMPDIR:-/tmp}/tenon-$suite-XXXXXX") && export TENON_TMP
    bash "tests/suites/$suite.sh" 2>&1 </dev/null | tee "$log" | count_cases "$logs/counts" "$suite"
    status=${PIPESTATUS[0]}
    rm -rf "$TENON_TMP"
    read -r p f s <"$logs/counts"
    if [ "$status" != 0 ]; then
        f=$((f + 1))
        echo "$suite: not ok - the suite ended with status $status; the end of $log:"
        tail -n 20 "$log" | sed 's/^/    /'
    elif [ $((p + f + s)) = 0 ]; then
        f=1
        echo "$suite: not ok - the suite ran nothing"
    fi
    printf '%-10s %5d passed %5d failed %5d skipped %6ds\n' "$suite" "$p" "$f" "$s" $((SECONDS - started))
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

list_only=
[ "${1:-}" = --list ] && { list_only=1; shift; }
[ $# -gt 0 ] || set -- all
suites=$(select_suites "$@") || exit 64
[ -z "$list_only" ] || { echo "$suites"; exit 0; }

TENON_BUILD=$(realpath -m "${TENON_BUILD:-build}")
TENON=$(realpath -m "${TENON:-$TENON_BUILD/tenon}")
export TENON_BUILD TENON
logs=$TENON_BUILD/test-logs
mkdir -p "$logs"

passed=0 failed=0 skipped=0
for suite in $suites; do run_suite "$suite"; done
[ -n "$suites" ] || { echo 'no suite was run'; failed=1; }
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
