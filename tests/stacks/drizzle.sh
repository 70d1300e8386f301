# Drizzle: what drizzle-kit and drizzle-orm say to the projects that Tenon writes, on each engine. The command line
# for the samples; for the capabilities its programming interfaces, held open by drizzle/batch.ts.
#
#   drizzle/push.txt       what `push` can not be told: model, engine, and a word of what it then wants
#   drizzle/batch.ts       generate, migrate, push and the way back, one line for each
#   drizzle/program.ts     a program over the blog
#   drizzle/types.ts       no type of schema.ts is `any`
# shellcheck shell=bash

# What Drizzle keeps for itself.
bookkeeping='drizzle|__drizzle_migrations(_.*)?'
blog=samples/blog/model.tenon.yaml

dialect_of() { case $1 in postgres) echo postgresql ;; *) echo "$1" ;; esac; }
core_of() { case $1 in postgres) echo postgresql ;; mariadb) echo mysql ;; *) echo "$1" ;; esac; }

# The address of DATABASE as drizzle-kit takes it, and its name as batch.ts does.
address() {
    case $engine in
    postgres) echo "postgresql://$PGUSER@localhost/$1?host=$PGHOST" ;;
    sqlite) echo "file:$(database_file "$1")" ;;
    *) echo "mysql://root@localhost/$1?socketPath=$MYSQL_SOCKET" ;;
    esac
}
database() { if [ "$engine" = sqlite ]; then database_file "$1"; else echo "$1"; fi; }

# project MODEL [FOLDER]: the project of the model, as if copied to its root.
project() {
    local folder=$work/${2:-$(model_name "$1")}
    build "$folder.built" --target drizzle --set "drizzle.dialect=$(dialect_of "$engine")" "$1" || return 1
    rm -rf "$folder" && mkdir -p "${folder%/*}" && mv "$folder.built/drizzle" "$folder" && rm -rf "$folder.built"
}

# kit PROJECT DATABASE COMMAND...: drizzle-kit, without the lines that move. Its status means nothing.
kit() {
    local project=$work/$1 url
    url=$(address "$2")
    shift 2
    (cd "$project" && DATABASE_URL=$url "$tools/node_modules/.bin/drizzle-kit" "$@" </dev/null 2>&1) |
        tr '\r' '\n' | grep -avE '^$|Reading config|No config path|Using .pg. driver|Pulling schema|tables$| columns [0-9]+ ind'
}

# says NAME WORDS COMMAND...: its output holds the words.
says() {
    local name=$1 words=$2 output
    shift 2
    output=$("$@")
    if [[ $output == *"$words"* ]]; then pass "$name"; else fail "$name" "no \"$words\" in:" "$output"; fi
}

# says_not NAME WORDS OTHER COMMAND...: its output holds other words instead.
says_not() {
    local name=$1 words=$2 other=$3 output
    shift 3
    output=$("$@")
    if [[ $output == *"$words"* || $output != *"$other"* ]]; then
        fail "$name" "\"$words\", or no \"$other\", in:" "$output"
    else
        pass "$name"
    fi
}

# ---- batch.ts ----

open_batch() {
    coproc BATCH { cd "$work" && exec node --import tsx batch.ts "$(core_of "$engine")" 3>&1 >>batch.log 2>&1; }
}
close_batch() { eval "exec ${BATCH[1]}>&-" && wait "$BATCH_PID"; }

# ask DO PROJECT DATABASE: the trouble is then in $trouble.
ask() {
    local line
    line="$1 $work/$2 $(database "$3")"
    trouble='batch.ts is gone'
    [ -n "${BATCH_PID:-}" ] && echo "$line" >&"${BATCH[1]}" && IFS= read -r trouble <&"${BATCH[0]}"
}
# asked NAME DO PROJECT DATABASE: there is no trouble.
asked() { ask "${@:2}" && if [ -z "$trouble" ]; then pass "$1"; else fail "$1" "$trouble"; return 1; fi; }

# ---- what is tried ----

# The tools that read the files alone, over all projects of the engine at once.
try_files() {
    local output
    if output=$("$tools/node_modules/.bin/prettier" --no-config --check "$work"/*/*/{src,drizzle,drizzle.config.ts} 2>&1); then
        pass "$engine: prettier has nothing to change"
    else
        fail "$engine: prettier has nothing to change" "$output"
    fi
    if output=$(cd "$work" && node_modules/.bin/eslint '*/*/drizzle.config.ts' '*/*/src/**/*.ts' 2>&1); then
        pass "$engine: eslint finds nothing"
    else
        fail "$engine: eslint finds nothing" "$output"
    fi
    if output=$(cd "$work" && node_modules/.bin/tsc -p . 2>&1); then
        pass "$engine: tsc --strict finds nothing"
    else
        fail "$engine: tsc --strict finds nothing" "$output"
    fi
    same_text "$engine: no type is any" '' "$(cd "$work" && node_modules/.bin/tsx types.ts \
        {samples/*,caps/foreign_key*}/src/db/schema.ts 2>&1)"
}

# What `push` still wants of MODEL, at most: the words of push.txt, or nothing. The interface says so of most; where
# it finds something, the command line is asked, which knows more.
try_push() {
    local name wanted output
    name=$(model_name "$1")
    wanted=$(awk -v model="$name" -v engine="$engine" '$1 == model && $2 == engine { $1 = $2 = ""; print substr($0, 3) }' \
        tests/stacks/drizzle/push.txt)
    ask push "$name" one
    output=$trouble
    if [ -n "$trouble" ]; then output=$(kit "$name" one push --verbose --strict); fi
    if [ -n "$wanted" ]; then
        if [[ $output != *'No changes detected'* && $output == *"$wanted"* ]]; then
            pass "$engine: $name: push wants what it can not be told"
        else
            fail "$engine: $name: push wants \"$wanted\"" "$output"
        fi
    elif [ -z "$output" ] || [[ $output == *'No changes detected'* ]]; then
        pass "$engine: $name: push finds no changes"
    else
        fail "$engine: $name: push finds no changes" "$output"
    fi
}

# Those of all stacks, and the names and texts that try to leave their place.
all_models() {
    stack_models
    case $engine in postgres | sqlite) printf '%s\n' tests/hostile/*.yaml ;; esac
}

# On the other engines drizzle-kit can not read what is there: docs/targets/drizzle.md. Were that to change, this
# would tell.
push_is_blind() {
    local output
    output=$(kit samples/blog one push --strict)
    if [[ $output == *'No changes detected'* ]]; then
        fail "$engine: push has no eye for the database" "$output"
    else
        pass "$engine: push has no eye for the database"
    fi
}

# There and back. Of the samples the command line says so itself.
try_model() {
    local name
    name=$(model_name "$1")
    new_database one
    asked "$engine: $name: the snapshot is drizzle-kit's" generate "$name" one
    if [ "${name%/*}" = samples ]; then
        says "$engine: $name: drizzle-kit check" "Everything's fine" kit "$name" one check
        says "$engine: $name: drizzle-kit generate" 'No schema changes, nothing to migrate' kit "$name" one generate
        says "$engine: $name: drizzle-kit migrate" 'migrations applied successfully' kit "$name" one migrate
    else
        asked "$engine: $name: migrates" migrate "$name" one || return
    fi
    same_as_engine "$engine: $name: the database is the engine's" "$1" one "$bookkeeping"
    case $engine/$name in
    */hostile/*) ;;
    postgres/* | mysql/*) try_push "$1" ;;
    */samples/blog) push_is_blind ;;
    esac
    asked "$engine: $name: the way back" down "$name" one
    nothing_left "$engine: $name: nothing is left" one "$bookkeeping"
}

# plant WHAT WORDS EDIT: with EDIT in the migration the catalog differs by WORDS.
plant() {
    cp -R "$work/samples/blog" "$work/planted"
    sed -i -E "$3" "$work"/planted/drizzle/0000_*.sql
    if cmp -s "$work"/{samples/blog,planted}/drizzle/0000_create_blog.sql; then fail "$engine: $1" 'the edit changes nothing'; fi
    new_database planted
    asked "$engine: $1 migrates" migrate planted planted
    differs_from_engine "$engine: $1 is noticed" "$blog" planted "$bookkeeping" "$2"
    ask down planted planted
    rm -rf "$work/planted"
}

# plant_in_schema WHAT WORDS EDIT: with EDIT in schema.ts drizzle-kit has something to do, and says WORDS of it.
plant_in_schema() {
    cp -R "$work/samples/blog" "$work/planted"
    perl -0pi -e "$3" "$work/planted/src/db/schema.ts"
    if cmp -s "$work"/{samples/blog,planted}/src/db/schema.ts; then fail "$engine: $1" 'the edit changes nothing'; fi
    if [ "$engine" = postgres ]; then
        says_not "$engine: $1: push notices" 'No changes detected' "$2" kit planted one push --verbose --strict
    fi
    says_not "$engine: $1: generate notices" 'No schema changes' 'Your SQL migration file' kit planted one generate
    if grep -q "$2" "$work"/planted/drizzle/0001_*.sql; then
        pass "$engine: $1: generate says what"
    else
        fail "$engine: $1: generate says what" "$(cat "$work"/planted/drizzle/0001_*.sql)"
    fi
    rm -rf "$work/planted"
}

try_plants() {
    plant 'a lost on delete' profiles_user_id_fkey 's/(profiles_user_id_fkey.*) ON DELETE CASCADE/\1/'
    plant "an index's lost order" descending 's/published_at DESC/published_at/'
    plant 'a swapped composite key' preferences 's/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/'
    plant 'a lost check' posts_title_check '/posts_title_check/d'

    new_database one
    ask migrate samples/blog one
    case $engine in postgres)
        plant_in_schema 'a lost order in schema.ts' idx_posts_front_page 's/\.desc\(\)\.nullsFirst\(\)//'
        plant_in_schema 'a lost on delete in schema.ts' profiles_user_id_fkey \
            's/(profiles_user_id_fkey".*?\}\))\.onDelete\("cascade"\)/$1/s'
        ;;
    esac
    plant_in_schema 'a longer text in schema.ts' handle 's/("handle"), \{ length: 30 \}|(text\("handle"\))/$1 ? "$1, { length: 31 }" : "$2.unique()"/e'
    ask down samples/blog one
}

try_program() {
    local output
    new_database one
    ask migrate samples/blog one
    cp "tests/stacks/drizzle/connect_$(core_of "$engine").ts" "$work/samples/blog/connect.ts"
    cp tests/stacks/drizzle/program.ts "$work/samples/blog/"
    output=$(cd "$work/samples/blog" && ENGINE=$engine DATABASE=$(database one) "$tools/node_modules/.bin/tsx" program.ts 2>&1)
    if [ "${output##*$'\n'}" = 'all of it' ]; then
        pass "$engine: a program works with it"
    else
        fail "$engine: a program works with it" "$output"
    fi
    ask down samples/blog one
}

try_engine() {
    local work model
    work=$TENON_TMP/drizzle/$engine
    export PGOPTIONS='-c timezone=UTC' # drizzle-kit compares the texts of moments
    mkdir -p "$work" && ln -s "$tools/node_modules" "$work/node_modules"
    echo '{ "type": "module" }' >"$work/package.json"
    cp tests/stacks/drizzle/{batch.ts,types.ts,eslint.config.js,tsconfig.json} "$work/"
    for model in $(all_models); do project "$model"; done
    open_batch
    for model in $(all_models); do [ ! -d "$work/$(model_name "$model")" ] || try_model "$model"; done
    try_plants
    try_program
    close_batch
    try_files
}

if npm_tools tests/stacks; then
    for stack_engine in ${TENON_ENGINES:-$stack_engines}; do
        if for_engine "$stack_engine"; then try_engine; fi
    done
else
    lack 'the tools of Drizzle' "$tools_trouble"
fi
