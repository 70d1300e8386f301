# What the suites do with a model and the sqlite3 command. Sourced.
# shellcheck shell=bash

wants_sqlite() { grep -qE '^ +sqlite:' <(sed -n '/^targets:/,$p' "$1"); }

# samples/blog, caps/check
sqlite_name() { echo "$1" | sed -E 's|^tests/||; s|/model\.tenon\.yaml$||; s|\.yaml$||'; }

# build_sqlite FOLDER MODEL: the SQL, the schema and the ledger as JSON. Reports only a failure.
build_sqlite() {
    rm -rf "$1" && mkdir -p "$1"
    if "$TENON" build --quiet --target sqlite -o "$1" "$2" >"$1/log" 2>&1 &&
        "$TENON" check --dump=facts --target sqlite --reporter json "$2" >"$1/model.json" 2>>"$1/log" &&
        "$TENON" build --target sqlite --ledger --reporter json "$2" >"$1/ledger.json" 2>>"$1/log"; then
        return 0
    fi
    fail "$(sqlite_name "$2") is built" - <"$1/log"
    return 1
}

apply_sqlite() { sqlite3 -batch -bail "$1" <"$2" 2>&1; }
left_in_sqlite() { sqlite3 -batch "$1" "SELECT type, name FROM sqlite_schema WHERE name <> 'sqlite_sequence'"; }
compare_sqlite() { python3 tests/sqlite/compare.py "$1/round.db" "$1/model.json" "$1/ledger.json"; }

# applies_sqlite NAME DATABASE FILE: without an error, and without a word.
applies_sqlite() {
    local output
    if output=$(apply_sqlite "$2" "$3") && [ -z "$output" ]; then pass "$1"; else fail "$1" "$output"; return 1; fi
}

# The statements that put reference rows in: done again, they change nothing.
put_again_sqlite() {
    local rows=$2/rows.sql before
    sed -nE '/^(INSERT INTO|UPDATE) /,/^$/p' "$2/sqlite/up.sql" >"$rows"
    [ -s "$rows" ] || return 0
    before=$(sqlite3 -batch "$2/round.db" .dump)
    applies_sqlite "$1: its rows are put in again" "$2/round.db" "$rows"
    same_text "$1: rows that are there stay as they are" "$before" "$(sqlite3 -batch "$2/round.db" .dump)"
}

# up, compared, filled; down, nothing left; up again.
round_trip_sqlite() {
    local name output work=$TENON_TMP/sqlite
    name=$(sqlite_name "$1")
    build_sqlite "$work" "$1" || return
    applies_sqlite "$name: up.sql applies" "$work/round.db" "$work/sqlite/up.sql" || return
    if output=$(compare_sqlite "$work" 2>&1); then
        pass "$name: the catalog is what the model and the ledger say"
    else
        fail "$name: the catalog is what the model and the ledger say" "$output"
    fi
    put_again_sqlite "$name" "$work"
    try_sqlite "$name" "$work"
    applies_sqlite "$name: down.sql applies" "$work/round.db" "$work/sqlite/down.sql" || return
    same_text "$name: nothing is left" "" "$(left_in_sqlite "$work/round.db")"
    applies_sqlite "$name: up.sql applies again" "$work/round.db" "$work/sqlite/up.sql"
}

# Statements that are tried on the tables of a capability's model.
try_sqlite() {
    local rows=tests/sqlite/rows/${1#caps/}.sql
    [ -f "$rows" ] || return 0
    if python3 tests/sqlite/try_rows.py "$2/round.db" "$rows" >"$2/cases" 2>>"$2/log" && [ -s "$2/cases" ]; then
        as_part "${1//\//\\/}:" <"$2/cases"
    else
        fail "$1: rows are tried" - <"$2/log"
    fi
}

# planted_sqlite MODEL WHAT EDIT: with EDIT in its SQL the comparison has to fail.
planted_sqlite() {
    local name="planted in $1: $2" work=$TENON_TMP/sqlite output
    build_sqlite "$work" "$1" || return
    sed -E "$3" "$work/sqlite/up.sql" >"$work/edited.sql"
    if cmp -s "$work/sqlite/up.sql" "$work/edited.sql"; then
        fail "$name" 'the edit changes nothing'
        return
    fi
    applies_sqlite "$name applies" "$work/round.db" "$work/edited.sql" || return
    if output=$(compare_sqlite "$work" 2>&1); then
        fail "$name is noticed" 'the comparison found no difference'
    elif [ "${output#catalog}" = "$output" ]; then
        fail "$name is noticed" "$output"
    else
        pass "$name is noticed"
    fi
}
