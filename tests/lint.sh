#!/bin/bash
# ./build.sh lint: the path rules, the format, what cppcheck finds, and what shellcheck finds when there
# is one. Ends with 1 when anything was found.
cd "$(dirname "$0")/.." || exit 1
status=0

step() {
    echo "$1"
    shift
    "$@" || status=1
}

check_rules() { tests/run.sh rules; }
# Headers hold tables and packed declarations that are laid out by hand.
check_format() {
    local file found=0
    while read -r file; do
        clang-format "$file" | cmp -s - "$file" || { echo "$file: ./build.sh fmt would change it"; found=1; }
    done < <(git ls-files '*.c')
    return $found
}
# cppcheck 2.10 does not know `_Noreturn`.
check_code() {
    cppcheck --quiet --std=c11 --language=c --enable=warning,portability --error-exitcode=1 \
        --inline-suppr --suppress=missingIncludeSystem -D_POSIX_C_SOURCE=200809L -DTENON_VERSION='""' \
        '-D_Noreturn=__attribute__((noreturn))' -I. compiler targets
}
check_scripts() {
    if command -v shellcheck >/dev/null; then
        shellcheck --severity=warning -x build.sh tests/*.sh .ci/run &&
            shellcheck --severity=warning --shell=bash -x tests/suites/*.sh
    fi
}

step '== rules' check_rules
step '== format' check_format
step '== cppcheck' check_code
step '== scripts' check_scripts
exit $status
