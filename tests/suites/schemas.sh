# Real schemas: each sample with published facts (tests/schemas/published/SAMPLE.DIALECT.json) is built, applied
# to each engine that reads the dialect, and its catalog compared with that of the published DDL, both ways.
# What differs is listed in tests/schemas/differences.txt, with its reason.
. tests/lib.sh

facts=tests/schemas/published

# read_ENGINE FOLDER: applies FOLDER/ENGINE/up.sql to a new database, and prints its facts.
read_postgres() {
    psql -Xq -d postgres -c 'DROP DATABASE IF EXISTS published' -c 'CREATE DATABASE published' 2>/dev/null
    psql -Xq -v ON_ERROR_STOP=1 -d published -f "$1/postgres/up.sql" >&2 &&
        psql -XqAt -v ON_ERROR_STOP=1 -d published -f tests/schemas/postgres.sql
}

read_mysql() { read_family mysql "$1"; }
read_mariadb() { read_family mariadb "$1"; }
read_family() {
    mysql_run '' -e 'DROP DATABASE IF EXISTS published; CREATE DATABASE published' &&
        mysql_run published <"$2/$1/up.sql" >&2 && mysql_run published --raw <tests/schemas/mysql.sql
}

read_sqlite() {
    rm -f "$1/published.db"
    sqlite3 -batch -bail "$1/published.db" <"$1/sqlite/up.sql" >&2 &&
        python3 tests/schemas/sqlite.py "$1/published.db"
}

# compare_schema SAMPLE ENGINE
compare_schema() {
    local name="$1 has the catalog of its published schema on $2" work=$TENON_TMP/$1.$2 output
    mkdir -p "$work"
    if ! "$TENON" build --target "$2" -o "$work" "samples/$1/model.tenon.yaml" >"$work/log" 2>&1 ||
        ! "read_$2" "$work" >"$work/facts" 2>>"$work/log"; then
        fail "$name" - <"$work/log"
    elif output=$(python3 tests/schemas/compare.py "$1" "$2" "$work/facts" 2>&1); then
        pass "$name"
    else
        fail "$name" "$output"
    fi
}

# compare_all ENGINE DIALECT
compare_all() {
    local file
    for file in "$facts"/*."$2".json; do
        compare_schema "$(basename "$file" ".$2.json")" "$1"
    done
}

missing() {
    if [ -n "${CI:-}" ]; then fail "the schemas on $1" "$2"; else skip "the schemas on $1" "$2"; fi
}

# Each server in a shell of its own, which stops it.
(
    . tests/postgres/server.sh
    if server_start; then compare_all postgres postgres; else missing postgres "$server_trouble"; fi
)
for engine in mariadb mysql; do
    (
        . tests/mysql/server.sh
        if mysql_start "$engine"; then compare_all "$engine" mysql; else missing "$engine" "$server_trouble"; fi
    )
done
if command -v sqlite3 >/dev/null; then compare_all sqlite sqlite; else missing sqlite 'there is no sqlite3'; fi
