# What the suites mysql and mariadb do with a model and the private server of server.sh; $engine says which of
# the two. Sourced.
# shellcheck shell=bash

: "${engine:?}"

wants_engine() { grep -qE "^ +$engine:" <(sed -n '/^targets:/,$p' "$1"); }

# samples/blog, caps/check
model_name() {
    case $1 in
    tests/caps/*) echo "caps/$(basename "$1" .yaml)" ;;
    tests/mysql/hostile/*) echo "hostile/$(basename "$1" .yaml)" ;;
    *) echo "$1" | sed -E 's|^tests/||; s|/model\.tenon\.yaml$||' ;;
    esac
}

# build_model FOLDER MODEL: the SQL, the schema and the ledger as JSON. Reports only a failure.
build_model() {
    rm -rf "$1" && mkdir -p "$1"
    if "$TENON" build --target "$engine" -o "$1" "$2" >"$1/log" 2>&1 &&
        "$TENON" build --target "$engine" --ledger --reporter json "$2" >"$1/ledger.json" 2>>"$1/log" &&
        "$TENON" check --dump=facts --target "$engine" --reporter json "$2" >"$1/model.json" 2>>"$1/log"; then
        return 0
    fi
    fail "$(model_name "$2") is built" - <"$1/log"
    return 1
}

new_database() { mysql_run '' -e "DROP DATABASE IF EXISTS $1; CREATE DATABASE $1"; }
apply() { mysql_run "$1" <"$2" 2>&1; }
compare() { python3 tests/mysql/compare.py "$@"; }

# What a server holds besides its own: everything in the database, and roles.
snapshot() {
    mysql_run "$1" -e "SELECT 'table', TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
        UNION ALL SELECT 'trigger', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
        UNION ALL SELECT 'database', SCHEMA_NAME FROM information_schema.SCHEMATA
        UNION ALL SELECT 'account', User FROM mysql.user
        UNION ALL SELECT 'grant', Table_name FROM mysql.tables_priv WHERE Db = DATABASE()"
}

# applies NAME DATABASE FILE
applies() {
    local output
    if output=$(apply "$2" "$3"); then pass "$1"; else fail "$1" "$output"; return 1; fi
}

# Statements that are tried on the tables of a capability's model.
try_rows() {
    local rows=tests/mysql/rows/${1#caps/}.sql
    [ -f "$rows" ] || return 0
    if python3 tests/mysql/try_rows.py round "$engine" "$rows" >"$2/cases" 2>>"$2/log" && [ -s "$2/cases" ]; then
        as_part "${1//\//\\/}:" <"$2/cases"
    else
        fail "$1: rows are tried" - <"$2/log"
    fi
}

all_rows() {
    local table
    mysql_run "$1" -e 'SHOW TABLES' | while read -r table; do mysql_run "$1" -e "SELECT * FROM \`$table\`" | sort; done
}

# The statements that put reference rows in: done again, they change nothing.
put_again() {
    local rows=$2/rows.sql before
    sed -nE '/^SET NAMES/,/^$/p; /^(INSERT INTO|UPDATE) /,/^$/p' "$2/$engine/up.sql" >"$rows"
    grep -q '^INSERT INTO' "$rows" || return 0
    before=$(all_rows round)
    applies "$1: its rows are put in again" round "$rows"
    same_text "$1: rows that are there stay as they are" "$before" "$(all_rows round)"
}

# up, compared, filled; down, nothing left; up again.
round_trip() {
    local name=$1 work=$TENON_TMP/round before output
    build_model "$work" "$2" || return
    new_database round
    before=$(snapshot round)
    applies "$name: up.sql applies" round "$work/$engine/up.sql" || { apply round "$work/$engine/down.sql" >/dev/null; return; }
    if output=$(compare round "$work/model.json" "$work/ledger.json" 2>&1); then
        pass "$name: the catalog is what the model and the ledger say"
    else
        fail "$name: the catalog is what the model and the ledger say" "$output"
    fi
    put_again "$name" "$work"
    try_rows "$name" "$work"
    applies "$name: down.sql applies" round "$work/$engine/down.sql" || return
    same_text "$name: nothing is left" "$before" "$(snapshot round)"
    applies "$name: up.sql applies again" round "$work/$engine/up.sql"
    apply round "$work/$engine/down.sql" >>"$work/log"
}

# planted MODEL WHAT EDIT: with EDIT in its SQL the comparison has to fail.
planted() {
    local name="planted in $1: $2" work=$TENON_TMP/planted output
    build_model "$work" "$1" || return
    sed -E "$3" "$work/$engine/up.sql" >"$work/edited.sql"
    if cmp -s "$work/$engine/up.sql" "$work/edited.sql"; then
        fail "$name" 'the edit changes nothing'
        return
    fi
    new_database planted
    applies "$name applies" planted "$work/edited.sql" || return
    if output=$(compare planted "$work/model.json" "$work/ledger.json" 2>&1); then
        fail "$name is noticed" 'the comparison found no difference'
    elif [ "${output#catalog}" = "$output" ]; then
        fail "$name is noticed" "$output"
    else
        pass "$name is noticed"
    fi
    apply planted "$work/$engine/down.sql" >>"$work/log" || new_database planted
}
