# Prisma: what its own tools make of a model is the database that the engine's SQL makes, and they find nothing that
# differs from schema.prisma. On PostgreSQL and SQLite the command line does all for the samples, and one process
# (prisma/batch.mjs) for the capabilities. Prisma's engine has no build for MySQL and MariaDB here: there the files are
# checked, and the migration is sent to the server as Prisma sends it. Prisma Client works on all four.
# shellcheck shell=bash disable=SC2154 # $engine and $tools are set by lib.sh, $work by try_engine

bookkeeping='_prisma_migrations(_.*)?' blog=samples/blog/model.tenon.yaml
here=$PWD/tests/stacks/prisma

if ! npm_tools tests/stacks; then
    lack 'the tools' "$tools_trouble"
    return
fi
export TENON_PRISMA_MODULES=$tools CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1
export PRISMA_SCHEMA_ENGINE_BINARY=$here/schema-engine.mjs

is_family() { [ "$engine" = mysql ] || [ "$engine" = mariadb ]; }

# What the option `provider` calls the present engine, and a database as Prisma finds it.
provider() { if [ "$engine" = postgres ]; then echo postgresql; else echo "$engine"; fi; }
database_url() {
    case $engine in
    postgres) echo "postgresql://postgres@localhost/$1?host=$PGHOST" ;;
    sqlite) echo "file:$(database_file "$1")" ;;
    *) echo "mysql://root@localhost/$1" ;;
    esac
}

# project FOLDER MODEL [OPTION...]: a project on the present engine, with its tools, in FOLDER/prisma.
project() {
    local folder=$1 model=$2
    shift 2
    build "$folder" --target prisma --set "prisma.provider=$(provider)" --set prisma.output=../generated "$@" "$model" &&
        ln -s "$tools/node_modules" "$folder/prisma/node_modules"
}

# says NAME WORDS FOLDER DATABASE ARGUMENT...: the command line. What it says counts, not how it ends.
says() {
    local name=$1 words=$2 folder=$3 url said
    url=$(database_url "$4")
    shift 4
    said=$(cd "$folder" && DATABASE_URL=$url node node_modules/prisma/build/index.js "$@" 2>&1)
    if [[ $said == *"$words"* ]]; then pass "$name"; else fail "$name" "$said"; return 1; fi
}

compared=(migrate diff --from-config-datasource --to-schema prisma/schema.prisma --exit-code)

# The file NAME of the migration in a project.
migration() { echo "$1"/prisma/migrations/*/"$2"; }

# sent NAME DATABASE FILE: to a server of the MySQL family, as Prisma sends it.
sent() {
    local said
    if said=$(node "$here/send.mjs" "$2" "$3" 2>&1); then pass "$1"; else fail "$1" "$said"; return 1; fi
}

# ran NAME DATABASE FILE: by the server's own client, which has to be told where the statements in a trigger end.
# (Sent in one piece, MySQL keeps the semicolon behind a trigger as part of its text.)
ran() {
    local said
    if said=$(awk '/^CREATE TRIGGER/ { inside = 1; print "DELIMITER //" }
        inside && /^BEGIN$/ { block = 1 }
        inside && (block ? /^END;$/ : /;$/) { sub(/;$/, "//"); print; print "DELIMITER ;"; inside = block = 0; next }
        { print }' "$3" | run_sql "$2"); then pass "$1"; else fail "$1" "$said"; return 1; fi
}

# ---- samples, by the command line ----

try_sample() {
    local name folder=$work/sample/prisma
    name="$engine: $(model_name "$1")"
    project "${folder%/prisma}" "$1" && new_database sample || return
    cp "$folder/prisma/schema.prisma" "$folder/written"
    says "$name: validate" 'is valid' "$folder" sample validate
    says "$name: format" 'Formatted' "$folder" sample format
    same_file "$name: format changes nothing" "$folder/written" "$folder/prisma/schema.prisma"
    says "$name: migrate deploy" 'All migrations have been successfully applied' "$folder" sample migrate deploy || return
    says "$name: migrate status" 'Database schema is up to date' "$folder" sample migrate status
    says "$name: nothing differs" 'No difference detected' "$folder" sample "${compared[@]}"
    if [ "$engine" = postgres ]; then
        says "$name: nothing differs from the migrations" 'No difference detected' "$folder" sample \
            migrate diff --from-migrations prisma/migrations --to-schema prisma/schema.prisma --exit-code
    fi
    same_as_engine "$name: one database" "$1" sample "$bookkeeping"
    says "$name: down.sql" 'Script executed successfully' "$folder" sample \
        db execute --file "$(migration "$folder" down.sql)"
    nothing_left "$name: nothing is left" sample "$bookkeeping"
}

# ---- many models, in one process ----

# What is known to differ: a pattern of the lines in which Prisma says so.
known_difference() { sed -nE "s#^$engine $1 \| (.*)#\1#p" "$here/differs.txt"; }

# batch PART...: a line for batch.mjs, and its answer.
batch() {
    local line IFS=$'\t'
    printf '%s\n' "$*" >&"${BATCH[1]}"
    while IFS= read -r line <&"${BATCH[0]}"; do
        [ "$line" != . ] || return 0
        printf '%s\n' "$line"
    done
    fail "$engine: $2: batch.mjs answers" - <"$work/log"
}

try_model() {
    local name folder=$work/one/prisma database=$2
    name="$engine: $(model_name "$1")"
    project "${folder%/prisma}" "$1" && new_database "$database" || return
    if is_family; then
        batch check "$name" "$folder"
        ran "$name: the migration is applied" "$database" "$(migration "$folder" migration.sql)"
    else
        batch up "$name" "$folder" "$(database_url "$database")" "$(known_difference "$(model_name "$1")")"
    fi
    same_as_engine "$name: one database" "$1" "$database" "$bookkeeping"
    if is_family; then
        ran "$name: down.sql is run" "$database" "$(migration "$folder" down.sql)"
    else
        batch down "$name" "$folder" "$(database_url "$database")"
    fi
    nothing_left "$name: nothing is left" "$database" "$bookkeeping"
}

# Of each line of seen.txt: what the ledger says is in the migration alone, Prisma does not see when it is another.
try_seen() {
    local cap edit model folder=$work/seen/prisma how wanted name at=0
    while IFS='|' read -r cap edit; do
        cap=${cap% } edit=${edit# }
        case $cap in '#'* | '') continue ;; esac
        model=tests/caps/$cap.yaml name="$engine: another $cap" wanted=yes
        project "${folder%/prisma}" "$model" && new_database "seen$((++at))" || continue
        how=$("$TENON" build --quiet --ledger --target prisma --reporter json "$model" 2>/dev/null |
            grep -F "\"capability\": \"$cap\"")
        [[ $how != *'"how": "only in the migration'* ]] || wanted=no
        cp "$(migration "$folder" migration.sql)" "$folder/before.sql"
        sed -i -zE "$edit" "$(migration "$folder" migration.sql)"
        if cmp -s "$folder/before.sql" "$(migration "$folder" migration.sql)"; then
            fail "$name" 'the edit changes nothing'
            continue
        fi
        batch seen "$name" "$folder" "$(database_url "seen$at")" "$wanted"
    done <"$here/seen.txt"
}

# ---- a program ----

try_program() {
    local folder=$work/program/prisma database=program
    project "${folder%/prisma}" "$blog" && new_database program || return
    says "$engine: generate" 'Generated Prisma Client' "$folder" program generate || return
    if is_family; then
        sent "$engine: the program's tables" program "$(migration "$folder" migration.sql)" || return
    else
        says "$engine: the program's tables" 'successfully applied' "$folder" program migrate deploy || return
    fi
    mkdir "$folder/src" && cp "$here/program.ts" "$folder/src/" && echo '{"type": "module"}' >"$folder/package.json"
    [ "$engine" != sqlite ] || database=$(database_file program)
    (cd "$folder" && node node_modules/tsx/dist/cli.mjs src/program.ts "$engine" "$database") 2>"$work/said" |
        as_part "$engine: a program:"
    [ "${PIPESTATUS[0]}" = 0 ] || fail "$engine: a program ends well" - <"$work/said"
    # Roles belong to the whole server.
    run_sql program <"$(migration "$folder" down.sql)" >"$work/said" || true
}

# types_hold FOLDER FILE...
types_hold() {
    (cd "$1" && shift && node node_modules/typescript/bin/tsc --noEmit --strict --target es2022 --module esnext \
        --moduleResolution bundler --skipLibCheck --types node "$@")
}

# The client's types are those of the program; prettier and tsc find nothing in the configuration.
try_types() {
    local folder=$work/program/prisma
    succeeds "$engine: tsc finds nothing" types_hold "$folder" src/program.ts prisma.config.ts
    succeeds "$engine: prettier changes nothing" node "$tools/node_modules/prettier/bin/prettier.cjs" --check \
        --single-quote --no-config "$folder/prisma.config.ts"
}

# ---- what is meant to break out ----

try_hostile() {
    local model folder name at=0
    for model in tests/hostile/*.yaml; do
        name="$engine: $(model_name "$model")" folder=$work/$(model_name "$model")/prisma
        project "${folder%/prisma}" "$model" && new_database "hostile$((++at))" || continue
        batch up "$name" "$folder" "$(database_url "hostile$at")"
        batch down "$name" "$folder" "$(database_url "hostile$at")"
        nothing_left "$name: nothing is left" "hostile$at" "$bookkeeping"
        says "$name: generate" 'Generated Prisma Client' "$folder" none generate &&
            succeeds "$name: tsc finds nothing in the client" types_hold "$folder" generated/client.ts
    done
    "$TENON" check --quiet --dump=schema --reporter json tests/hostile/texts.yaml >"$work/texts.json" 2>/dev/null
    node "$here/comments.mjs" "$work/hostile/texts/prisma/prisma/schema.prisma" "$work/texts.json" |
        as_part "$engine: hostile texts:"
}

# ---- what is planted ----

# planted WHAT WORDS PRISMA EDIT: with EDIT, as sed has it, in the migration the catalog differs and the comparison says
# WORDS; Prisma's own says PRISMA.
planted() {
    local folder=$work/planted/prisma file
    project "${folder%/prisma}" "$blog" && new_database planted || return
    file=$(migration "$folder" migration.sql)
    cp "$file" "$folder/before.sql" && sed -i -E "$4" "$file"
    if cmp -s "$folder/before.sql" "$file"; then fail "$engine: $1" 'the edit changes nothing'; return; fi
    says "$engine: $1: applies" 'successfully applied' "$folder" planted migrate deploy || return
    differs_from_engine "$engine: $1: the comparison sees it" "$blog" planted "$bookkeeping" "$2"
    says "$engine: $1: Prisma sees it" "$3" "$folder" planted "${compared[@]}"
    run_sql planted <"$(migration "$folder" down.sql)" >"$work/said" || fail "$engine: $1: down.sql" - <"$work/said"
}

try_planted() {
    planted 'a lost ON DELETE' profiles_user_id_fkey 'Changed the `profiles` table' \
        's/(profiles_user_id_fkey.*) ON DELETE CASCADE/\1/'
    planted "an index's lost order" descending 'Removed index on columns (published_at' 's/published_at DESC/published_at/'
    planted 'a swapped composite key' preferences 'Changed the `preferences` table' \
        's/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/'
    planted 'another condition of an index' posts 'Added index on columns (published_at' \
        "s/WHERE state = 'published'/WHERE state = 'archived'/"
}

# ---- the engines ----

try_engine() {
    local model at=0 work=$TENON_TMP/prisma/$engine
    mkdir -p "$work"
    coproc BATCH { exec node "$here/batch.mjs" 2>"$work/log"; }
    for model in $(stack_models); do
        case $engine:$model in
        postgres:samples/* | sqlite:samples/*) try_sample "$model" ;;
        *) try_model "$model" "model$((++at))" ;;
        esac
    done
    try_program
    [ "$engine" = postgres ] || return 0
    try_types
    try_hostile
    try_seen
    try_planted
}

on_each_engine try_engine
