# What the suites share: reporting a case, comparing, and folders. Sourced by tests/suites/*.sh, which
# run in the project's root; run.sh describes the lines that are printed here.
# shellcheck shell=bash

: "${TENON_BUILD:=$PWD/build}" "${TENON:=$TENON_BUILD/tenon}"
: "${TENON_TMP:=$(mktemp -d)}"
export TENON_BUILD TENON TENON_TMP

pass() { printf 'ok - %s\n' "$1"; }
skip() { printf 'skip - %s: %s\n' "$1" "$2"; }

# lack NAME REASON: a case that can not be tried here. A build machine has to have what it takes.
lack() { if [ -n "${CI:-}" ]; then fail "$1" "$2"; else skip "$1" "$2"; fi; }

# fail NAME [DETAIL...]; details may have many lines, and are read from standard input for `-`.
fail() {
    printf 'not ok - %s\n' "$1"
    shift
    local detail
    for detail in "$@"; do
        if [ "$detail" = - ]; then cat; else printf '%s\n' "$detail"; fi
    done | head -n "${TENON_DETAILS:-40}" | sed 's/^/    /'
}

# same_text NAME WANTED ACTUAL: two strings.
same_text() {
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        diff -u --label wanted --label actual <(printf '%s\n' "$2") <(printf '%s\n' "$3") | fail "$1" -
    fi
}

# same_file NAME WANTED ACTUAL: two files. With TENON_BLESS the wanted one is rewritten.
same_file() {
    if [ -n "${TENON_BLESS:-}" ] && ! cmp -s "$2" "$3"; then
        mkdir -p "$(dirname "$2")" && cp "$3" "$2" && echo "# blessed $2"
    fi
    if cmp -s "$2" "$3"; then
        pass "$1"
    else
        diff -u --label "$2" --label actual "$2" "$3" 2>&1 | fail "$1" -
    fi
}

# same_tree NAME WANTED ACTUAL: two folders, in both directions. With TENON_BLESS the wanted one is
# made anew.
same_tree() {
    if [ -n "${TENON_BLESS:-}" ] && ! diff -rq "$2" "$3" >/dev/null 2>&1; then
        rm -rf "$2" && mkdir -p "$(dirname "$2")" && cp -R "$3" "$2" && echo "# blessed $2"
    fi
    if diff -rq "$2" "$3" >/dev/null 2>&1; then
        pass "$1"
    else
        diff -ruN "$2" "$3" 2>&1 | fail "$1" -
    fi
}

# succeeds NAME COMMAND...: status 0. The output shows when it is another.
succeeds() { ends_with 0 "$@"; }

# ends_with STATUS NAME COMMAND...
ends_with() {
    local wanted=$1 name=$2 status=0 output
    shift 2
    output=$("$@" 2>&1) || status=$?
    if [ "$status" = "$wanted" ]; then
        pass "$name"
    else
        fail "$name" "status $status, wanted $wanted: $*" "$output"
    fi
}

# Passes on the cases of another suite, each under the name PREFIX.
as_part() {
    sed -E "s/^(ok|not ok|skip) - /&$1 /"
}

# build_variant NAME OPTION...: a build folder of its own inside the usual one, kept between runs; its
# path is then in $variant. CC chooses the compiler.
build_variant() {
    variant=$TENON_BUILD/$1
    local log=$TENON_TMP/build-$1.log
    shift
    if { [ -f "$variant/build.ninja" ] || meson setup "$variant" "$@"; } >"$log" 2>&1 &&
        ninja --quiet -C "$variant" >"$log" 2>&1; then
        return 0
    fi
    fail "build ${variant##*/}" - <"$log"
    return 1
}
