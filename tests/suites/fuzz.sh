# Mutated models for 60 seconds, under ASan and UBSan: no crash, no hang, no leak, and formatting stays
# as it is. TENON_FUZZ_SECONDS makes it longer.
# shellcheck shell=bash
. tests/lib.sh
set -u

if ! command -v clang >/dev/null; then
    lack 'compile() on mutated models' 'no clang on this machine'
    exit 0
fi
log=$TENON_TMP/fuzz.log
if tests/fuzz/run.sh "${TENON_FUZZ_SECONDS:-60}" >"$log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ "${runs:-0}" -ge 1000 ]; then
        pass "compile() on $runs mutated models"
    else
        fail 'compile() on mutated models' "only ${runs:-no} runs: the fuzzer does not get anywhere"
    fi
else
    grep -vE '^#[0-9]+|^INFO' "$log" | tail -n 40 | fail 'compile() on mutated models' -
fi
