# What the scripts of tests/stacks/ share: the servers, the tools from npm, a model built for a stack, and whether a
# database is the one that the engine's own SQL makes. Sourced by tests/suites/stacks.sh.
#
# A script works on each engine:
#
#     on_each_engine FUNCTION                          or `for_engine sqlite || return`: sets $engine
#     build FOLDER --target knex --set … MODEL         reports only a failure
#     new_database one                                 then the stack's own tools fill it; `database_file one` on SQLite
#     same_as_engine NAME MODEL one BOOKKEEPING        the catalog is that of the engine's up.sql
#     nothing_left NAME one BOOKKEEPING                after the stack's own way down
#
# BOOKKEEPING is a regular expression for the names, as a whole, of what the stack keeps for itself.
# shellcheck shell=bash

stack_engines=${TENON_ENGINES:-postgres sqlite mariadb mysql}

# ---- servers: one of each engine for the whole suite, each held by a shell in the background, which lives as long
# as somebody has the other end of a pipe open: so they end with the suite, however it ends ----

# hold_server ENGINE: leaves what to export in $TENON_TMP/ENGINE.server, or what is wrong in ENGINE.trouble.
hold_server() {
    local note=$TENON_TMP/$1
    exec 8<"$TENON_TMP/servers" 9>&-
    if [ "$1" = postgres ]; then . tests/postgres/server.sh; else . tests/mysql/server.sh; fi
    # shellcheck disable=SC2154 # set by the scripts of the servers
    if [ "$1" = postgres ] && server_start; then
        printf 'export PGHOST=%q PGUSER=%q PGDATABASE=%q\n' "$PGHOST" "$PGUSER" "$PGDATABASE" >"$note.new"
    elif [ "$1" != postgres ] && mysql_start "$1"; then
        printf 'export MYSQL_SOCKET=%q\n' "$MYSQL_SOCKET" >"$note.new"
    else
        echo "$server_trouble" >"$note.trouble"
    fi
    [ ! -e "$note.new" ] || mv "$note.new" "$note.server"
    if [ "$1" = mariadb ] && [ -e "$note.server" ]; then keep_mariadb; else cat <&8 >/dev/null; fi
}

# Reading its own information_schema, MariaDB 10.11 falls over now and then: it then starts again on what it has stored,
# and same.py asks once more.
keep_mariadb() {
    local status
    while read -r -t 1 -u 8 _; status=$?; [ "$status" -gt 128 ]; do
        # shellcheck disable=SC2154 # set by the script of the server
        kill -0 "$server_job" 2>/dev/null && continue
        rm -f "$server_folder/pid"
        (cd / && run_mariadb) >>"$server_folder/log" 2>&1 &
        server_job=$!
    done
}

start_servers() {
    local one
    mkfifo "$TENON_TMP/servers"
    exec 9<>"$TENON_TMP/servers"
    for one in postgres mariadb mysql; do (hold_server "$one") & done
    for one in postgres mariadb mysql; do
        until [ -e "$TENON_TMP/$one.server" ] || [ -e "$TENON_TMP/$one.trouble" ]; do sleep 0.05; done
    done
    if command -v sqlite3 >/dev/null; then
        : >"$TENON_TMP/sqlite.server"
    else
        echo 'the command sqlite3 is not here' >"$TENON_TMP/sqlite.trouble"
    fi
}

# Takes away what a script left on PostgreSQL's server: its roles belong to all databases, and the next script counts
# them.
clear_postgres() (
    [ -e "$TENON_TMP/postgres.server" ] || return 0
    # shellcheck disable=SC1091 # written by hold_server
    . "$TENON_TMP/postgres.server"
    psql -XqAt -d postgres -c "SELECT format('DROP DATABASE %I WITH (FORCE);', datname) FROM pg_database
        WHERE NOT datistemplate AND datname <> 'postgres'" | psql -Xq -d postgres
    psql -XqAt -d postgres -c "SELECT format('DROP ROLE %I;', rolname) FROM pg_roles
        WHERE rolname !~ '^pg_' AND rolname <> current_user" | psql -Xq -d postgres
)

stop_servers() {
    exec 9>&-
    wait
}

# for_engine ENGINE: sets $engine and what its clients read, or says what is lacking. Only Debian's unstable suite has
# MySQL, so that a build machine may be without it.
for_engine() {
    engine=$1
    if [ -e "$TENON_TMP/$1.server" ]; then
        . "$TENON_TMP/$1.server"
    elif [ "$1" = mysql ]; then
        skip mysql "$(cat "$TENON_TMP/mysql.trouble")"
        return 1
    else
        lack "$1" "$(cat "$TENON_TMP/$1.trouble")"
        return 1
    fi
}

# on_each_engine FUNCTION: calls it for all engines at once, each in a shell of its own with $engine set.
on_each_engine() {
    local one jobs=()
    for one in $stack_engines; do
        (if for_engine "$one"; then "$1"; fi) >"$TENON_TMP/$1.$one" 2>&1 &
        jobs+=("$!")
    done
    wait "${jobs[@]}"
    for one in $stack_engines; do cat "$TENON_TMP/$1.$one"; done
}

# ---- tools ----

# npm_tools FOLDER: installs what FOLDER/package-lock.json names, outside of the project and once for each such file,
# and leaves in $tools the folder that holds node_modules. Status 1, and why in $tools_trouble.
npm_tools() {
    tools=${XDG_CACHE_HOME:-$HOME/.cache}/tenon/npm/$(sha256sum <"$1/package-lock.json" | cut -c1-16)
    command -v npm >/dev/null || { tools_trouble='npm is not installed' && return 1; }
    if (
        mkdir -p "$tools" && exec 7>"$tools/lock" && flock 7 || exit 1
        [ ! -e "$tools/complete" ] || exit 0
        cp "$1/package.json" "$1/package-lock.json" "$tools/" && cd "$tools" &&
            npm ci --ignore-scripts --no-audit --no-fund && : >complete
    ) >"$TENON_TMP/npm.log" 2>&1; then
        return 0
    fi
    # shellcheck disable=SC2034 # for the scripts
    tools_trouble="npm could not install them: $(grep -v warn "$TENON_TMP/npm.log" | head -n 3 | tr '\n' ' ')"
    return 1
}

# ---- models ----

# Whether a part of what a script tries is to be tried.
is_wanted() { [[ -z ${TENON_MODELS:-} || " $TENON_MODELS " == *" $1 "* ]]; }

# The models that name the present engine: three samples, and each capability's. Their catalogs are read now: roles belong
# to a whole server, so the engine's own down.sql must not run while what a stack made is there.
stack_models() {
    local model
    for model in samples/{blog,shop,chinook}/model.tenon.yaml tests/caps/*.yaml; do
        sed -n '/^targets:/,$p' "$model" | grep -qE "^ +$engine:" || continue
        is_wanted "$(model_name "$model")" || continue
        engine_catalog "$model" >&2
        echo "$model"
    done
}

# samples/blog, caps/check
model_name() { echo "$1" | sed -E 's|^tests/||; s|/model\.tenon\.yaml$||; s|\.yaml$||'; }

# build FOLDER OPTION... MODEL: FOLDER/TARGET/. Reports only a failure.
build() {
    local folder=$1
    shift
    rm -rf "$folder" && mkdir -p "$folder"
    if "$TENON" build --quiet -o "$folder" "$@" >"$folder/log" 2>&1; then return 0; fi
    fail "$(model_name "${!#}") is built: $*" - <"$folder/log"
    return 1
}

# ---- databases ----

# The database's file, on SQLite.
database_file() { echo "$TENON_TMP/$1.db"; }

new_database() {
    case $engine in
    postgres) psql -Xq -d postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1" 2>/dev/null ;;
    sqlite) : >"$(database_file "$1")" ;; # a file without a byte is an empty database
    *) run_sql mysql <<<"DROP DATABASE IF EXISTS $1; CREATE DATABASE $1;" ;;
    esac
}

# run_sql DATABASE <SQL: on the present engine; what the client says.
run_sql() {
    case $engine in
    postgres) PGOPTIONS='-c client_min_messages=warning' psql -Xq -v ON_ERROR_STOP=1 -d "$1" 2>&1 ;;
    sqlite) sqlite3 -batch -bail "$(database_file "$1")" 2>&1 ;;
    *) mariadb --no-defaults -uroot -S "$MYSQL_SOCKET" --default-character-set=utf8mb4 -N -B "$1" 2>&1 ;;
    esac
}

# The database as its clients call it.
database_name() { if [ "$engine" = sqlite ]; then database_file "$1"; else echo "$1"; fi; }

# read_catalog DATABASE: all that it holds, as JSON.
read_catalog() { python3 tests/stacks/same.py read "$engine" "$(database_name "$1")"; }

# engine_catalog MODEL: what the engine's own up.sql makes, read once for all stacks; the file is then in $wanted.
engine_catalog() {
    local work
    work=$TENON_TMP/wanted/$engine/$(model_name "$1")
    wanted=$work/catalog.json
    [ ! -e "$wanted" ] || return 0
    build "$work" --target "$engine" "$1" && new_database wanted || return 1
    if run_sql wanted <"$work/$engine/up.sql" >"$work/log" && read_catalog wanted >"$work/read" 2>>"$work/log" &&
        run_sql wanted <"$work/$engine/down.sql" >>"$work/log"; then
        mv "$work/read" "$wanted"
    else
        fail "$(model_name "$1"): the catalog of $engine" - <"$work/log"
        return 1
    fi
}

# How DATABASE differs from the catalog in FILE, but for BOOKKEEPING: compare_catalog FILE DATABASE [BOOKKEEPING]
compare_catalog() {
    python3 tests/stacks/same.py compare "$engine" "$(database_name "$2")" "$1" "${3:-}"
}

# same_as_engine NAME MODEL DATABASE [BOOKKEEPING]
same_as_engine() {
    local output
    engine_catalog "$2" || return 1
    if output=$(compare_catalog "$wanted" "$3" "${4:-}" 2>&1); then pass "$1"; else fail "$1" "$output"; return 1; fi
}

# differs_from_engine NAME MODEL DATABASE BOOKKEEPING WORDS: something was planted, and the comparison says WORDS.
differs_from_engine() {
    local output
    engine_catalog "$2" || return 1
    if output=$(compare_catalog "$wanted" "$3" "$4" 2>&1); then
        fail "$1" 'the comparison finds no difference'
    elif [[ $output == catalog*"$5"* ]]; then
        pass "$1"
    else
        fail "$1" "$output"
    fi
}

# nothing_left NAME DATABASE [BOOKKEEPING]: it holds what a new database holds.
nothing_left() {
    local output empty=$TENON_TMP/wanted/$engine/empty.json
    if [ ! -e "$empty" ]; then
        mkdir -p "${empty%/*}"
        new_database wanted && read_catalog wanted >"$empty"
    fi
    if output=$(compare_catalog "$empty" "$2" "${3:-}" 2>&1); then pass "$1"; else fail "$1" "$output"; return 1; fi
}
