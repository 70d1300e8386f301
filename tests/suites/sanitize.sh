# The suites that run the compiler, once more with AddressSanitizer (and its search for leaks) and
# UndefinedBehaviorSanitizer, and each arena object allocated alone, so that an overrun is seen.
. tests/lib.sh

export ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
CC=$(command -v clang || command -v gcc) build_variant sanitize -Db_sanitize=address,undefined \
    -Db_lundef=false -Ddebug_arena=true || exit 0

for suite in unit diag golden cli; do
    TENON_BUILD=$variant TENON=$variant/tenon bash "tests/suites/$suite.sh" 2>&1 | as_part "$suite"
    [ "${PIPESTATUS[0]}" = 0 ] || fail "$suite ran to its end"
done
