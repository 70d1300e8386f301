# What the suites do with a model and the private server of server.sh. Sourced.
# shellcheck shell=bash

wants_postgres() { grep -qE '^ +postgres:' <(sed -n '/^targets:/,$p' "$1"); }

# samples/blog, caps/check
model_name() {
    case $1 in
    tests/caps/*) echo "caps/$(basename "$1" .yaml)" ;;
    *) echo "$1" | sed -E 's|^tests/||; s|/model\.tenon\.yaml$||' ;;
    esac
}

# build_model FOLDER MODEL: the SQL, and the schema as JSON. Reports only a failure.
build_model() {
    rm -rf "$1" && mkdir -p "$1"
    if "$TENON" build --target postgres -o "$1" "$2" >"$1/log" 2>&1 &&
        "$TENON" check --dump=facts --target postgres --reporter json "$2" >"$1/model.json" 2>>"$1/log"; then
        return 0
    fi
    fail "$(model_name "$2") is built" - <"$1/log"
    return 1
}

new_database() { psql -Xq -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1" 2>/dev/null; }
apply() { PGOPTIONS='-c client_min_messages=warning' psql -Xq -v ON_ERROR_STOP=1 -d "$1" -f "$2" 2>&1; }
snapshot() { psql -XqAt -d "$1" -f tests/postgres/snapshot.sql; }
compare() { python3 tests/postgres/compare.py "$1" "$2"; }

# applies NAME DATABASE FILE
applies() {
    local output
    if output=$(apply "$2" "$3"); then pass "$1"; else fail "$1" "$output"; return 1; fi
}

# Statements that are tried on the tables of a capability's model.
try_rows() {
    local rows=tests/postgres/rows/${1#caps/}.sql
    [ -f "$rows" ] || return 0
    if python3 tests/postgres/try_rows.py round "$rows" >"$2/cases" 2>>"$2/log" && [ -s "$2/cases" ]; then
        as_part "${1//\//\\/}:" <"$2/cases"
    else
        fail "$1: rows are tried" - <"$2/log"
    fi
}

# Newer programs guard the dump with a random key, in lines with a backslash.
all_rows() { pg_dump --data-only "$1" 2>/dev/null | grep -v '^\\'; }

# The statements that put reference rows in: done again, they change nothing.
put_again() {
    local rows=$2/rows.sql before
    sed -nE '/^(INSERT INTO|UPDATE) /,/^$/p' "$2/postgres/up.sql" >"$rows"
    [ -s "$rows" ] || return 0
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
    applies "$name: up.sql applies" round "$work/postgres/up.sql" || return
    if output=$(compare round "$work/model.json" 2>&1); then
        pass "$name: the catalog is what the model says"
    else
        fail "$name: the catalog is what the model says" "$output"
    fi
    put_again "$name" "$work"
    try_rows "$name" "$work"
    applies "$name: down.sql applies" round "$work/postgres/down.sql" || return
    same_text "$name: nothing is left" "$before" "$(snapshot round)"
    applies "$name: up.sql applies again" round "$work/postgres/up.sql"
    apply round "$work/postgres/down.sql" >>"$work/log"
}

# planted MODEL WHAT EDIT: with EDIT in its SQL the comparison has to fail.
planted() {
    local name="planted in $1: $2" work=$TENON_TMP/planted output
    build_model "$work" "$1" || return
    sed -E "$3" "$work/postgres/up.sql" >"$work/edited.sql"
    if cmp -s "$work/postgres/up.sql" "$work/edited.sql"; then
        fail "$name" 'the edit changes nothing'
        return
    fi
    new_database planted
    applies "$name applies" planted "$work/edited.sql" || return
    if output=$(compare planted "$work/model.json" 2>&1); then
        fail "$name is noticed" 'the comparison found no difference'
    elif [ "${output#catalog}" = "$output" ]; then
        fail "$name is noticed" "$output"
    else
        pass "$name is noticed"
    fi
    apply planted "$work/postgres/down.sql" >>"$work/log" || new_database planted
}
