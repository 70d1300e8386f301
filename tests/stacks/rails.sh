# Rails: on each engine the migrations of the samples and of each capability by ActiveRecord 6.1 (Debian's) and 7.2
# (rails/install.sh): up, down and up again, with the engine's own catalog in between. What their schema.rb and
# structure.sql say is loaded into a second database and compared, too, and held to the ledger. Models are loaded and
# asked, a program uses the blog's (rails/program.rb), names and texts try to break out, and what was planted is found.
# shellcheck shell=bash

here=tests/stacks/rails
bookkeeping='schema_migrations(_pkey)?|ar_internal_metadata(_pkey)?'
gems=${XDG_CACHE_HOME:-$HOME/.cache}/tenon/rails/usr/share/rubygems-integration/all
all=$TENON_TMP/rails/all
blog=samples/blog/model.tenon.yaml

if ! command -v ruby >/dev/null || ! ruby -e 'gem "activerecord"; gem "pg"; gem "mysql2"; gem "sqlite3"' 2>/dev/null; then
    lack 'ActiveRecord' 'ruby-activerecord and its drivers are not installed'
    return
fi
active_records='6.1 7.2'
if ! "$here/install.sh" >"$TENON_TMP/rails/install.log" 2>&1; then
    lack 'ActiveRecord 7.2' "$(tail -n 1 "$TENON_TMP/rails/install.log")"
    active_records=6.1
fi

# ---- ActiveRecord ----

adapter() {
    case $engine in postgres) echo postgresql ;; mysql) echo mysql2 ;; mariadb) echo mariadb ;; sqlite) echo sqlite3 ;; esac
}

# start VERSION: rails/run.rb for the present engine; `says` gives it a command.
start() {
    local log=$TENON_TMP/rails/$engine.$1.log start='load ARGV.shift'
    case $1 in
    6.1) coproc RECORD { exec ruby -e "$start" "$here/run.rb" "$(adapter)" 2>"$log"; } ;;
    *) coproc RECORD { GEM_PATH=$gems:$(ruby -e 'print Gem.default_path.join(":")') \
        exec ruby -e "gem 'activerecord', '~> $1'; $start" "$here/run.rb" "$(adapter)" 2>"$log"; } ;;
    esac
}

finish() {
    local pid=$RECORD_PID
    eval "exec ${RECORD[1]}>&-"
    wait "$pid"
}

# says VERB DATABASE FILE: status 1, and in $said what went wrong.
says() {
    printf '%s %s %s\n' "$1" "$(database_name "$2")" "$3" >&"${RECORD[1]}"
    IFS= read -r said <&"${RECORD[0]}" || said='the process ended'
    [ "$said" = ok ]
}

# case_of NAME VERB DATABASE FILE
case_of() { if says "${@:2}"; then pass "$1"; else fail "$1" "$said"; return 1; fi; }

# project FOLDER VERSION MODEL: built, with the catalog that is wanted. That comes first, as roles are the whole server's.
project() {
    build "$1" --target rails --set "rails.adapter=$(adapter)" --set "rails.version=$2" "$3" && engine_catalog "$3"
}

# ---- what the dumps keep ----

# What schema.rb loses of MODEL, by the ledger; numbered keys aside, which are in nearly every model.
lost_by_ledger() {
    "$TENON" build --target rails --set "rails.version=$version" --ledger -o "$TENON_TMP/rails/ledger" "$1" 2>&1 |
        grep -E '^rails .*schema\.rb' | grep -vE '^rails +emulated +identity '
}

# The server writes a list of words otherwise when it reads its own writing; and numbers of keys.
lost_by_catalog() { grep -vE 'columns: \w+: identity: |^catalog: sequences: | = ANY \(' <<<"$1"; }

# Both tell of a loss, or neither. A default of 0.50 comes back as 0.5, and one that is computed without a function is
# lost, as is a second key of the same columns; what `native` makes is in no catalog that is compared. Of comments on
# what is neither table nor column it keeps those of indexes alone.
try_schema_rb() {
    local name="$1: schema.rb keeps what the ledger says" catalog ledger
    case $2 in */default.yaml | */default_expression.yaml | */unique.yaml | */native.yaml | */index.yaml) return ;; esac
    ledger=$(lost_by_ledger "$2")
    if says dump one "$TENON_TMP/rails/$engine.rb" && new_database two && says load two "$TENON_TMP/rails/$engine.rb"; then
        # shellcheck disable=SC2154 # set by engine_catalog
        catalog=$(lost_by_catalog "$(compare_catalog "$wanted" two "$bookkeeping" 2>&1)")
    else
        catalog=$said
    fi
    if [ "${catalog:+lost}" = "${ledger:+lost}" ]; then pass "$name"; else fail "$name" "$catalog" "$ledger"; fi
}

# Rails leaves rights and rows out of structure.sql; the program sqlite3 puts a remark behind views.
try_structure_sql() {
    local name="$1: structure.sql" lost
    case_of "$name is written" dump one "$TENON_TMP/rails/$engine.sql" && new_database two &&
        case_of "$name is loaded" load two "$TENON_TMP/rails/$engine.sql" || return
    lost=$(compare_catalog "$wanted" two "$bookkeeping" 2>&1 | grep -vE '^catalog: (rows|roles|schemas)|: grants: | = ANY \(|: words: ')
    if [ -z "$lost" ]; then pass "$name makes the same catalog"; else fail "$name makes the same catalog" "$lost"; fi
    run_sql one <<<'CREATE TABLE planted (id integer);' >/dev/null
    says dump one "$TENON_TMP/rails/$engine.sql" && new_database two && says load two "$TENON_TMP/rails/$engine.sql"
    differs_from_engine "$name tells what was planted" "$2" two "$bookkeeping" planted
    run_sql one <<<'DROP TABLE planted;' >/dev/null
    new_database two # its policies would hold on to the roles
}

try_dumps() {
    if [ "$engine" = postgres ] && [ "$version" = 7.2 ]; then try_schema_rb "$1" "$2"; fi
    case $engine/$2 in postgres/samples/* | sqlite/samples/*) try_structure_sql "$1" "$2" ;; esac
}

# ---- models ----

# try_model MODEL: with the files for $version.
try_model() {
    local name work
    name="$engine, $version: $(model_name "$1")"
    work=$all/$engine/$version/$(model_name "$1")
    project "$work" "$version" "$1" && new_database one || return
    case_of "$name: up" up one "$work/rails" || return
    same_as_engine "$name: one database" "$1" one "$bookkeeping"
    # Of a table with a quote in its name ActiveRecord makes no query.
    [ "$1" = tests/hostile/names.yaml ] || case_of "$name: models" models one "$work/rails"
    try_dumps "$name" "$1"
    case_of "$name: down" down one "$work/rails" || return
    nothing_left "$name: nothing is left" one "$bookkeeping"
    case $1 in samples/*) ;; *) return ;; esac
    case_of "$name: up again" up one "$work/rails" || return
    same_as_engine "$name: the same again" "$1" one "$bookkeeping"
    [ "$1" != "$blog" ] || case_of "$name: a program" program one "$work/rails"
    says down one "$work/rails"
}

hostile_models() {
    echo tests/stacks/hostile.yaml
    case $engine in postgres) echo tests/hostile/{names,texts}.yaml tests/golden/rails_{names,61}/model.tenon.yaml ;; esac
}

# The older ActiveRecord takes all models on PostgreSQL, and the samples elsewhere.
models_of() {
    if [ "$1" = 6.1 ] && [ "$engine" != postgres ]; then stack_models | grep ^samples; else stack_models; fi
    [ "$1" = 6.1 ] || hostile_models
}

# plant WHAT WORDS EDIT: with EDIT, as sed has it, in the blog's migration the comparison says WORDS.
plant() {
    local work=$TENON_TMP/rails/planted/$engine/${1// /_} file
    mkdir -p "${work%/*}" && cp -R "$all/$engine/$version/samples/blog/rails" "$work"
    file=$(echo "$work"/db/migrate/*)
    sed -i -E "$3" "$file"
    if cmp -s "$file" "$all/$engine/$version/samples/blog/rails/db/migrate/${file##*/}"; then
        fail "$engine: $1" 'the edit changes nothing'
        return
    fi
    new_database planted
    case_of "$engine: $1 is planted" up planted "$work" || return
    differs_from_engine "$engine: $1 is noticed" "$blog" planted "$bookkeeping" "$2"
    case_of "$engine: $1 is taken away" down planted "$work"
}

# In ActiveRecord's words, and as SQL.
try_plants() {
    plant 'a lost on delete' profiles_user_id_fkey 's/(profiles_user_id_fkey"), on_delete: :cascade/\1/; s/(profiles_user_id_fkey FOREIGN.*) ON DELETE CASCADE/\1/'
    plant "an index's lost order" descending 's/, order: \{ published_at: :desc \}//; s/published_at DESC/published_at/'
    plant 'a swapped composite key' preferences \
        's/primary_key: \[:user_id, :name\]/primary_key: [:name, :user_id]/; s/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/'
}

try_engine() {
    local model record version
    for record in $active_records; do
        version=$record
        start "$record"
        for model in $(models_of "$record"); do try_model "$model"; done
        [ "$record" = 6.1 ] || try_plants
        if [ "$engine/$record" = postgres/7.2 ]; then # which takes the files of those before it
            for version in 7.0 7.1; do try_model "$blog" && try_model samples/shop/model.tenon.yaml; done
        fi
        finish
    done
}

on_each_engine try_engine

# ---- the files themselves ----

engine=postgres
build "$all/8.0" --target rails --set rails.version=8.0 "$blog"
if output=$(ruby "$here/warnings.rb" "$all" 2>&1); then pass 'ruby -w finds nothing'; else fail 'ruby -w finds nothing' "$output"; fi
if ! command -v rubocop >/dev/null; then
    lack 'rubocop' 'it is not installed'
elif output=$(rubocop --config "$here/rubocop.yml" --cache false --format emacs "$all" 2>&1); then
    pass 'rubocop finds nothing'
else
    fail 'rubocop finds nothing' "$output"
fi
