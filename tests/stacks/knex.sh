# Knex: on each engine the migrations of three samples are run by Knex's own program, and those of each capability in one
# process (knex/migrate.mjs), up, down and up again, with the catalog compared in between. Then a program that uses the
# blog's tables (knex/program.mjs), what eslint, prettier and tsc say of the files, names and texts meant to break out of
# them, and what was planted.
# shellcheck shell=bash

bookkeeping='knex_migrations(_lock)?|knex_migrations(_id|_lock_index)_seq'
here=$PWD/tests/stacks/knex

if ! npm_tools tests/stacks/knex; then
    lack 'the tools' "$tools_trouble"
    return
fi

# The word for the present engine, as the option `client` has it, and a database as its client finds it.
client() {
    case $engine in postgres) echo pg ;; mysql) echo mysql2 ;; mariadb) echo mariadb ;; sqlite) echo better-sqlite3 ;; esac
}
database_url() {
    case $engine in
    postgres) echo "postgresql://postgres@localhost/$1?host=$PGHOST" ;;
    sqlite) database_file "$1" ;;
    *) echo "mysql://root@localhost/$1?socketPath=$MYSQL_SOCKET" ;;
    esac
}

# project FOLDER MODEL [OPTION...]: a project of Knex on the present engine, with its tools.
project() {
    local folder=$1 model=$2
    shift 2
    build "$folder" --target knex --set "knex.client=$(client)" "$@" "$model" &&
        ln -s "$tools/node_modules" "$folder/knex/node_modules"
}

# knex_says NAME WORDS FOLDER DATABASE COMMAND...: Knex's own program, which has to say WORDS.
knex_says() {
    local name=$1 words=$2 folder=$3 output
    local url
    url=$(database_url "$4")
    shift 4
    output=$(cd "$folder" && DATABASE_URL=$url DATABASE_FILE=$url node_modules/.bin/knex --knexfile knexfile.* "$@" 2>&1)
    case $output in *"$words"*) pass "$name" ;; *) fail "$name" "$output" && return 1 ;; esac
}

# By Knex's own program: up, the same catalog, nothing pending; down, nothing left; up again.
try_sample() {
    local name work=$TENON_TMP/knex/$engine-sample
    name="$engine: $(model_name "$1")"
    project "$work" "$1" && new_database sample || return
    knex_says "$name: latest" 'Batch 1 run: 1 migrations' "$work/knex" sample migrate:latest || return
    same_as_engine "$name: one database" "$1" sample "$bookkeeping"
    knex_says "$name: nothing is pending" 'No Pending Migration files Found' "$work/knex" sample migrate:status
    knex_says "$name: rollback" 'Batch 1 rolled back: 1 migrations' "$work/knex" sample migrate:rollback || return
    nothing_left "$name: nothing is left" sample "$bookkeeping"
    knex_says "$name: latest again" 'Batch 1 run: 1 migrations' "$work/knex" sample migrate:latest
    knex_says "$name: taken away" 'Batch 1 rolled back: 1 migrations' "$work/knex" sample migrate:rollback
}

# migrates NAME up|down FOLDER DATABASE: in the one process.
migrates() {
    local said
    echo "$2 $3 $(database_url "$4")" >&"${MIGRATE[1]}"
    read -r said <&"${MIGRATE[0]}" || said='the process ended'
    if [ "$said" = ok ]; then pass "$1"; else fail "$1" "$said"; return 1; fi
}

try_cap() {
    local name work
    name="$engine: $(model_name "$1")"
    work=$TENON_TMP/knex/$engine/$(model_name "$1")
    project "$work" "$1" && new_database cap || return
    migrates "$name: up" up "$work/knex" cap || return
    same_as_engine "$name: one database" "$1" cap "$bookkeeping"
    migrates "$name: down" down "$work/knex" cap || return
    nothing_left "$name: nothing is left" cap "$bookkeeping"
    migrates "$name: up again" up "$work/knex" cap && migrates "$name: taken away" down "$work/knex" cap
}

try_engine() {
    local model
    coproc MIGRATE { exec node "$TENON_TMP/knex/migrate.mjs" 2>"$TENON_TMP/knex/$engine.log"; }
    for model in $(stack_models); do
        case $model in samples/*) try_sample "$model" ;; *) try_cap "$model" ;; esac
    done
}

ln -s "$tools/node_modules" "$TENON_TMP/knex/node_modules"
cp "$here/migrate.mjs" "$TENON_TMP/knex/"
on_each_engine try_engine
