# Prisma: what its own tools make of a model is the database that the engine's SQL makes, and they find nothing that
# differs from schema.prisma. Of PostgreSQL and SQLite the migrations run in Prisma's engine (prisma/engine.mjs); of
# MySQL and MariaDB that engine has no build here: the migration is sent to the server as Prisma sends it. Prisma Client
# works on all four.
# shellcheck shell=bash

bookkeeping='_prisma_migrations(_.*)?'

if ! npm_tools tests/stacks; then
    # shellcheck disable=SC2154 # set by npm_tools
    lack 'its tools' "$tools_trouble"
    return
fi
export TENON_PRISMA_MODULES=$tools CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1
export PRISMA_SCHEMA_ENGINE_BINARY=$PWD/tests/stacks/prisma/schema-engine.mjs

# What the project's option `provider` calls the present engine.
provider() { if [ "$engine" = postgres ]; then echo postgresql; else echo "$engine"; fi; }

database_url() {
    case $engine in
    postgres) echo "postgresql://postgres@localhost/$1?host=$PGHOST" ;;
    sqlite) echo "file:$(database_file "$1")" ;;
    *) echo "mysql://root@localhost/$1" ;;
    esac
}

# project FOLDER MODEL [OPTION...]: a project of Prisma in FOLDER/prisma.
project() {
    local folder=$1 model=$2
    shift 2
    build "$folder" --target prisma --set "prisma.provider=$(provider)" --set prisma.output=../generated "$@" "$model" &&
        ln -s "$tools/node_modules" "$folder/prisma/node_modules"
}

# prisma DATABASE ARGUMENT...: the command line, in $project. Its words are in $said.
prisma() {
    local database=$1
    shift
    said=$(cd "$project" && DATABASE_URL=$(database_url "$database") node node_modules/prisma/build/index.js "$@" 2>&1)
}

# says NAME WORDS DATABASE ARGUMENT...: what the command line says counts, not how it ends.
says() {
    local name=$1 words=$2
    shift 2
    prisma "$@" || true
    if [[ $said == *"$words"* ]]; then pass "$name"; else fail "$name" "$said"; return 1; fi
}

diff_arguments=(--from-config-datasource --to-schema prisma/schema.prisma --exit-code)

# sample MODEL: all of the command line, up and down.
sample() {
    local name project=$TENON_TMP/prisma/sample/prisma migration
    name="$engine: $(model_name "$1")"
    project "${project%/prisma}" "$1" && new_database one || return
    cp "$project/prisma/schema.prisma" "$project/written"
    says "$name: validate" 'is valid' one validate
    says "$name: format" 'Formatted' one format
    same_file "$name: format changes nothing" "$project/written" "$project/prisma/schema.prisma"
    says "$name: generate" 'Generated Prisma Client' one generate
    says "$name: migrate deploy" 'All migrations have been successfully applied' one migrate deploy || return
    says "$name: nothing differs" 'No difference detected' one migrate diff "${diff_arguments[@]}"
    if [ "$engine" = postgres ]; then
        says "$name: nothing differs from the migrations" 'No difference detected' one \
            migrate diff --from-migrations prisma/migrations --to-schema prisma/schema.prisma --exit-code
    fi
    same_as_engine "$name: one database" "$1" one "$bookkeeping"
    migration=$(cd "$project" && echo prisma/migrations/*/down.sql)
    says "$name: down.sql" 'Script executed successfully' one db execute --file "$migration"
    nothing_left "$name: nothing is left" one "$bookkeeping"
}

# Words of differences that are known, by model: tests/stacks/prisma/differs.txt.
known_difference() { sed -nE "s#^$engine $(model_name "$1") \| (.*)#\1#p" tests/stacks/prisma/differs.txt; }

# capabilities: each in a database of its own, all in one process.
capabilities() {
    local work=$TENON_TMP/prisma/caps-$engine model name database line
    rm -rf "$work" && mkdir -p "$work" && : >"$work/list"
    for model in $(stack_models); do
        case $model in samples/*) continue ;; esac
        name=$(model_name "$model") database=p_$(basename "$model" .yaml)
        project "$work/$name" "$model" && new_database "$database" || continue
        printf '%s\t%s\t%s\t%s\n' "$engine: $name" "$work/$name/prisma" "$(database_url "$database")" \
            "$(known_difference "$model")" >>"$work/list"
    done
    node tests/stacks/prisma/batch.mjs up "$work/list" 2>"$work/log" || fail "$engine: batch up" - <"$work/log"
    for model in $(stack_models); do
        case $model in samples/*) continue ;; esac
        same_as_engine "$engine: $(model_name "$model"): one database" "$model" "p_$(basename "$model" .yaml)" "$bookkeeping"
    done
    node tests/stacks/prisma/batch.mjs down "$work/list" 2>"$work/log" || fail "$engine: batch down" - <"$work/log"
    for model in $(stack_models); do
        case $model in samples/*) continue ;; esac
        nothing_left "$engine: $(model_name "$model"): nothing is left" "p_$(basename "$model" .yaml)" "$bookkeeping"
    done
}

# planted WHAT WORDS EDIT: with EDIT in the migration the catalog differs, and says WORDS.
planted() {
    local project=$TENON_TMP/prisma/planted/prisma migration model=samples/blog/model.tenon.yaml
    project "${project%/prisma}" "$model" && new_database planted || return
    migration=$(echo "$project"/prisma/migrations/*/migration.sql)
    sed -E "$3" "$migration" >"$project/edited.sql"
    if cmp -s "$migration" "$project/edited.sql"; then fail "$engine: $1" 'the edit changes nothing'; return; fi
    mv "$project/edited.sql" "$migration"
    says "$engine: $1 applies" 'successfully applied' planted migrate deploy || return
    differs_from_engine "$engine: $1 is noticed" "$model" planted "$bookkeeping" "$2"
    says "$engine: $1: Prisma sees it" "$4" planted migrate diff "${diff_arguments[@]}"
    prisma planted db execute --file "$(cd "$project" && echo prisma/migrations/*/down.sql)"
}

for stack_engine in postgres; do
    for_engine "$stack_engine" || continue
    for stack_model in samples/{blog,shop,chinook}/model.tenon.yaml; do
        sed -n '/^targets:/,$p' "$stack_model" | grep -qE "^ +$engine:" && sample "$stack_model"
    done
    capabilities
    planted 'a lost ON DELETE' profiles_user_id_fkey 's/(profiles_user_id_fkey.*) ON DELETE CASCADE/\1/' 'foreign key'
    planted "an index's lost order" descending 's/published_at DESC/published_at/' 'index'
    planted 'a swapped composite key' preferences 's/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/' 'primary key'
done
