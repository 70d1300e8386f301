#!/bin/bash
# Feeds compile() with mutated models, under ASan and UBSan: tests/fuzz/run.sh [SECONDS], 60 by default.
# The corpus is every model of the repository; what is found stays in build/fuzz/corpus, a crash in
# build/fuzz/crashes.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
work=${TENON_BUILD:-build}/fuzz
[ -f "$work/build.ninja" ] ||
    CC=clang meson setup "$work" -Dfuzz=true -Dunit_tests=disabled -Ddebug_arena=true -Db_lundef=false >/dev/null
ninja --quiet -C "$work" tests/fuzz/fuzz_compile
mkdir -p "$work/corpus" "$work/crashes"
git ls-files '*.yaml' | grep -v package | while read -r model; do
    cp "$model" "$work/corpus/$(printf '%s' "$model" | tr '/ ' '__')"
done
"$work/tests/fuzz/fuzz_compile" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
    -dict=tests/fuzz/tenon.dict -artifact_prefix="$work/crashes/" -print_final_stats=1 "$work/corpus"
