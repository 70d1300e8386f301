#!/bin/bash
# Speed and memory of `tenon check` and `tenon build --target postgres`, beside libyaml's bare reading of
# the same bytes (the floor) and beside a peer that compiles the same tables, DBML's dbml2sql.
#
#   tests/bench/run.sh [ROUNDS]          10 rounds are the default
#
# All figures of a line come from one run, in turns. Times are processor time, the least of the rounds;
# on a shared machine only the ratios mean something. docs/performance.md explains the columns.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-10}
build=$(realpath -m "${TENON_BUILD:-build}")/bench
work=$(mktemp -d "${TMPDIR:-/tmp}/tenon-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT

[ -f "$build/build.ninja" ] ||
    meson setup "$build" --buildtype=release -Db_lto=true -Dunit_tests=disabled >/dev/null
ninja --quiet -C "$build" tenon tests/bench/bench_generate tests/bench/bench_floor tests/bench/bench_measure \
    tests/bench/bench_theory tests/bench/bench_access
bench=$build/tests/bench tenon=$build/tenon

# The peer, where npm can install it.
peer=
if command -v npm >/dev/null; then
    cp tests/bench/package.json tests/bench/package-lock.json "$work/"
    (cd "$work" && npm ci --ignore-scripts --silent >/dev/null 2>&1) && peer=$work/node_modules/.bin/dbml2sql
fi
[ -n "$peer" ] || echo 'no peer: npm or its registry is not at hand' >&2

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
format() { awk -v f="$1" -v a="$2" 'BEGIN { printf f, a }'; }

printf '| entities | model | floor | check | build | check / floor | build / floor | peer / build | peak | of its limit | growth of build |\n'
printf '|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n'
before=
for entities in 10 100 1000 10000; do
    model=$work/$entities.tenon.yaml
    "$bench/bench_generate" "$entities" >"$model"
    bytes=$(stat -c %s "$model")
    # Small models end within the clock's grain: more rounds.
    turns=$((entities <= 100 ? rounds * 10 : rounds))
    commands=("$bench/bench_floor" "$model" -- "$tenon" check --quiet "$model"
        -- "$tenon" build --quiet --target postgres -o "$work/out-$entities" "$model")
    mapfile -t lines < <("$bench/bench_measure" "$turns" "${commands[@]}")
    read -r floor _ <<<"${lines[0]}"
    read -r check _ <<<"${lines[1]}"
    read -r total total_wall peak <<<"${lines[2]}"
    peer_ratio=–
    if [ -n "$peer" ] && [ "$entities" -le 1000 ]; then
        "$bench/bench_generate" "$entities" dbml >"$work/$entities.dbml"
        # In its own folder: it leaves a log where it runs.
        read -r peer_cpu _ < <(cd "$work" && NODE_NO_WARNINGS=1 "$bench/bench_measure" 1 "$peer" --postgres \
            "$entities.dbml" -o peer.sql)
        peer_ratio=$(ratio "$peer_cpu" "$total")
    fi
    limit=$((12 * bytes / 1024 + 16 * 1024))
    printf '| %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$entities" \
        "$(format '%.2f MB' "$(ratio "$bytes" 1000000)")" \
        "$(format '%.1f ms' "$(ratio "$floor" 0.001)")" "$(format '%.1f ms' "$(ratio "$check" 0.001)")" \
        "$(format '%.1f ms' "$(ratio "$total" 0.001)")" "$(ratio "$check" "$floor")" "$(ratio "$total" "$floor")" \
        "$peer_ratio" "$(format '%.1f MB' "$(ratio "$peak" 1024)")" \
        "$(format '%.0f %%' "$(ratio "$((peak * 100))" "$limit")")" \
        "${before:+$(ratio "$total" "$before")}"
    before=$total
    [ "$entities" = 10 ] && small=$total_wall
done
# What normal forms cost: the same model with and without three broken dependencies in each entity.
"$bench/bench_generate" 1000 dependencies >"$work/dependencies.tenon.yaml"
mapfile -t lines < <("$bench/bench_measure" "$rounds" "$tenon" check --quiet "$work/1000.tenon.yaml" \
    -- "$tenon" check --quiet "$work/dependencies.tenon.yaml")
read -r without _ <<<"${lines[0]}"
read -r with _ <<<"${lines[1]}"
printf '\n1,000 entities with 3 dependencies each: check takes %s times what it takes without.\n\n' \
    "$(ratio "$with" "$without")"
"$bench/bench_theory" "$rounds"
echo
"$bench/bench_access" "$rounds"

printf '\n10 entities from start to end: %s of wall time.\n' "$(format '%.1f ms' "$(ratio "$small" 0.001)")"
printf 'Aims at 1,000 and 10,000: build / floor at most 3, growth at most 10.5, peak at most 12 x the model + 16 MB.\n'
