# Real schemas: each sample with published facts (tests/schemas/published/SAMPLE.ENGINE.json) is built, applied
# to a server, and its catalog compared with that of the published DDL, both ways. What differs is listed in
# tests/schemas/differences.txt, with its reason.
. tests/lib.sh
. tests/postgres/server.sh

facts=tests/schemas/published

# read_postgres FOLDER: applies FOLDER/postgres/up.sql to a new database, and prints its facts.
read_postgres() {
    psql -Xq -d postgres -c 'DROP DATABASE IF EXISTS published' -c 'CREATE DATABASE published' 2>/dev/null
    psql -Xq -v ON_ERROR_STOP=1 -d published -f "$1/postgres/up.sql" >&2 &&
        psql -XqAt -v ON_ERROR_STOP=1 -d published -f tests/schemas/postgres.sql
}

# compare_schema SAMPLE ENGINE
compare_schema() {
    local name="$1 has the catalog of its published schema on $2" work=$TENON_TMP/$1.$2 output
    mkdir -p "$work"
    if ! "$TENON" build --target "$2" -o "$work" "samples/$1/model.tenon.yaml" >"$work/log" 2>&1 ||
        ! "read_$2" "$work" >"$work/facts.json" 2>>"$work/log"; then
        fail "$name" - <"$work/log"
    elif output=$(python3 tests/schemas/compare.py "$1" "$2" "$work/facts.json" 2>&1); then
        pass "$name"
    else
        fail "$name" "$output"
    fi
}

compare_all() {
    local file sample
    for file in "$facts"/*."$1".json; do
        sample=$(basename "$file" ".$1.json")
        compare_schema "$sample" "$1"
    done
}

if server_start; then
    compare_all postgres
elif [ -n "${CI:-}" ]; then
    fail 'a PostgreSQL server' "$server_trouble"
else
    skip 'the schemas on postgres' "$server_trouble"
fi
