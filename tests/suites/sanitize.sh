# The unit, diagnostics and golden suites once more, with AddressSanitizer and
# UndefinedBehaviorSanitizer, and each arena object allocated alone, so that an overrun is seen.
. tests/lib.sh

export ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
CC=$(command -v clang || command -v gcc) build_variant sanitize -Db_sanitize=address,undefined \
    -Db_lundef=false -Ddebug_arena=true || exit 0

for suite in unit diag golden; do
    [ -f "tests/suites/$suite.sh" ] || continue
    TENON_BUILD=$variant TENON=$variant/tenon bash "tests/suites/$suite.sh" 2>&1 | as_part "$suite"
done
