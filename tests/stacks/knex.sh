# Knex: on each engine the migrations of three samples are run by Knex's own program, and those of each capability in one
# process (knex/migrate.mjs): up, down and up again, with the catalog compared in between. Then a program on the blog's
# tables (knex/program.mjs), names and texts that try to leave their place, what was planted, the other kinds of modules,
# and what prettier, eslint and tsc say of all the files.
# shellcheck shell=bash

bookkeeping='knex_migrations(_lock)?(_id_seq|_index_seq)?'
here=$PWD/tests/stacks/knex
all=$TENON_TMP/knex

if ! npm_tools tests/stacks/knex; then
    lack 'the tools' "$tools_trouble"
    return
fi

# The present engine as the option `client` has it, and a database as Knex finds it.
client() {
    case $engine in
    postgres) echo pg ;;
    mysql) echo mysql2 ;;
    mariadb) echo mariadb ;;
    sqlite) echo better-sqlite3 ;;
    esac
}
database_url() {
    case $engine in
    postgres) echo "postgresql://postgres@localhost/$1?host=$PGHOST" ;;
    sqlite) database_file "$1" ;;
    *) echo "mysql://root@localhost/$1?socketPath=$MYSQL_SOCKET" ;;
    esac
}

# project FOLDER MODEL [OPTION...]: FOLDER/knex is a project on the present engine, with its tools.
project() {
    local folder=$1 model=$2
    shift 2
    build "$folder" --target knex --set "knex.client=$(client)" "$@" "$model" &&
        ln -s "$tools/node_modules" "$folder/knex/node_modules"
}

# in_project FOLDER DATABASE COMMAND...: what it says.
in_project() {
    local folder=$1 url
    url=$(database_url "$2")
    shift 2
    (cd "$folder" && DATABASE_URL=$url DATABASE_FILE=$url "$@" 2>&1)
}

# knex_says NAME WORDS FOLDER DATABASE COMMAND...: Knex's own program, which has to say WORDS.
knex_says() {
    local name=$1 words=$2 folder=$3 database=$4 output
    shift 4
    output=$(in_project "$folder" "$database" node --import tsx node_modules/.bin/knex --knexfile \
        "$(basename "$folder"/knexfile.*)" "$@")
    if [[ $output == *"$words"* ]]; then pass "$name"; else fail "$name" "$output"; return 1; fi
}

latest='Batch 1 run: 1 migrations' rollback='Batch 1 rolled back: 1 migrations'

# losses OPTION... MODEL: the rows of the ledger that tell of one.
losses() {
    "$TENON" build --quiet --ledger --reporter json "$@" 2>/dev/null | grep -E '"level": "(degraded|refused)"' |
        sed -E 's/"target": "[a-z]+", //; s/,$//' | sort
}

# Since the database is the same, Knex loses what the engine loses.
same_losses() {
    same_text "$1: the ledger tells of the engine's losses alone" "$(losses --target "$engine" "$2")" \
        "$(losses --target knex --set "knex.client=$(client)" "$2")"
}

try_sample() {
    local name work
    name="$engine: $(model_name "$1")"
    work=$all/$engine/$(model_name "$1")
    project "$work" "$1" && new_database sample || return
    knex_says "$name: latest" "$latest" "$work/knex" sample migrate:latest || return
    same_as_engine "$name: one database" "$1" sample "$bookkeeping"
    knex_says "$name: nothing is pending" 'No Pending Migration files Found' "$work/knex" sample migrate:status
    same_losses "$name" "$1"
    [ "$1" != samples/blog/model.tenon.yaml ] || try_program "$work/knex"
    knex_says "$name: rollback" "$rollback" "$work/knex" sample migrate:rollback || return
    nothing_left "$name: nothing is left" sample "$bookkeeping"
    knex_says "$name: latest again" "$latest" "$work/knex" sample migrate:latest
    [ "$1" != samples/blog/model.tenon.yaml ] || try_pending "$name" "$work/knex"
    knex_says "$name: taken away" "$rollback" "$work/knex" sample migrate:rollback
}

try_program() {
    cp "$here/program.mjs" "$1/"
    in_project "$1" sample node program.mjs ./knexfile.mjs | as_part "$engine: a program:"
    [ "${PIPESTATUS[0]}" = 0 ] || fail "$engine: a program ends well"
    rm "$1/program.mjs"
}

# A migration that was not run is told.
try_pending() {
    local more=$2/migrations/20990101000000_more.mjs
    echo 'export async function up() {}' >"$more"
    knex_says "$1: what is pending is told" 'Found 1 Pending Migration file' "$2" sample migrate:status
    rm "$more"
}

# migrates NAME up|down FOLDER DATABASE: in the one process.
migrates() {
    local said
    echo "$2 $3 $(database_url "$4")" >&"${MIGRATE[1]}"
    read -r said <&"${MIGRATE[0]}" || said='the process ended'
    if [ "$said" = ok ]; then pass "$1"; else fail "$1" "$said"; return 1; fi
}

# try_model MODEL [OPTION...]
try_model() {
    local name work model=$1 kind=${3:-}
    kind=${kind##*=}
    shift
    name="$engine: $(model_name "$model")${kind:+ ($kind)}"
    work=$all/$engine/$(model_name "$model")$kind
    project "$work" "$model" "$@" && new_database one || return
    migrates "$name: up" up "$work/knex" one || return
    same_as_engine "$name: one database" "$model" one "$bookkeeping"
    [ -n "$kind" ] || same_losses "$name" "$model"
    migrates "$name: down" down "$work/knex" one || return
    nothing_left "$name: nothing is left" one "$bookkeeping"
    migrates "$name: up again" up "$work/knex" one && migrates "$name: taken away" down "$work/knex" one
}

# plant WHAT WORDS EDIT: with EDIT, as sed has it, in the blog's migration the comparison says WORDS.
plant() {
    local work=$TENON_TMP/planted/$engine/${1// /_} file
    mkdir -p "${work%/*}" && cp -R "$all/$engine/samples/blog/knex" "$work"
    file=$(echo "$work"/migrations/*)
    sed -i -E "$3" "$file"
    if cmp -s "$file" "$all/$engine/samples/blog/knex/migrations/${file##*/}"; then
        fail "$engine: $1" 'the edit changes nothing'
        return
    fi
    new_database planted
    migrates "$engine: $1 is planted" up "$work" planted || return
    differs_from_engine "$engine: $1 is noticed" samples/blog/model.tenon.yaml planted "$bookkeeping" "$2"
    migrates "$engine: $1 is taken away" down "$work" planted
}

# In the words of the builder, and as SQL.
try_plants() {
    plant 'a lost onDelete' profiles \
        "/'profiles_user_id_fkey'/,/;/{/onDelete/d; s/(inTable.*)/\1;/}; s/(profiles_user_id_fkey FOREIGN.*) ON DELETE CASCADE/\1/"
    plant "an index's lost order" descending 's/published_at DESC/published_at/'
    plant 'a swapped composite key' preferences \
        "s/\['user_id', 'name'\]/['name', 'user_id']/; s/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/"
}

# Names and texts that try to leave their place, and what the golden files show.
hostile_models() {
    echo tests/stacks/hostile.yaml
    case $engine in
    postgres) echo tests/hostile/{names,texts}.yaml tests/golden/knex_esm/model.tenon.yaml ;;
    sqlite) echo tests/hostile/{names,texts}.yaml tests/golden/knex_ts/model.tenon.yaml ;;
    *) echo tests/mysql/hostile/*.yaml tests/golden/knex_cjs/model.tenon.yaml ;;
    esac
}

try_engine() {
    local model models
    coproc MIGRATE { cd "$all" && exec node --import tsx migrate.mjs 2>"$TENON_TMP/migrate.$engine"; }
    models=$(stack_models)
    for model in $models; do
        case $model in samples/*) try_sample "$model" ;; *) try_model "$model" ;; esac
    done
    for model in $(hostile_models); do
        if is_wanted hostile && engine_catalog "$model"; then try_model "$model"; fi
    done
    for model in cjs ts; do
        if is_wanted modules; then try_model samples/blog/model.tenon.yaml --set "knex.module=$model"; fi
    done
    if is_wanted plants; then try_plants; fi
}

# No tool finds anything to change in any file.
try_files() {
    local files folder
    cp "$here/eslint.config.mjs" "$all/"
    mapfile -t files < <(cd "$all" && find . -path ./node_modules -prune -o -type f -path '*/knex/*' -print)
    (
        cd "$all" || exit
        succeeds "prettier finds nothing to change in ${#files[@]} files" node_modules/.bin/prettier --single-quote --check "${files[@]}"
        succeeds 'eslint finds nothing' node_modules/.bin/eslint --max-warnings 0 "${files[@]}"
        # One engine after the other: each tells Knex of other rows of the same tables.
        for folder in */samples/blogts; do
            [ -d "$folder" ] || continue
            [ "${folder%%/*}" != postgres ] || cp "$here/typed.ts" "$folder/"
            mapfile -t files < <(find "$folder" -name '*.ts' -not -path '*/node_modules/*')
            succeeds "${folder%%/*}: tsc finds nothing" node_modules/.bin/tsc --noEmit --strict --target es2022 \
                --module nodenext --types node --skipLibCheck "${files[@]}"
        done
    )
}

mkdir -p "$all" && ln -s "$tools/node_modules" "$all/node_modules" && cp "$here/migrate.mjs" "$all/"
on_each_engine try_engine
try_files
