# Rails: the migration by ActiveRecord 6.1 (Debian's) and 7.2 (tests/stacks/rails/install.sh) on each engine: up, down
# and up again, with the engine's own catalog each time.
# shellcheck shell=bash

here=tests/stacks/rails
kept='schema_migrations|ar_internal_metadata|public\.(schema_migrations|ar_internal_metadata)'
rails_root=${XDG_CACHE_HOME:-$HOME/.cache}/tenon/rails

# active_record VERSION ADAPTER: starts it; `ask` then gives it a command.
active_record() {
    local gems
    gems=$(ruby -e 'print Gem.default_path.join(":")')
    case $1 in
    6.1) coproc AR { ruby "$here/run.rb" "$2" 2>"$TENON_TMP/rails/stderr"; } ;;
    *) coproc AR { GEM_PATH=$rails_root/usr/share/rubygems-integration/all:$gems \
        ruby -e 'gem "activerecord", "~> 7.2"; load ARGV.shift' "$here/run.rb" "$2" 2>"$TENON_TMP/rails/stderr"; } ;;
    esac
}

end_active_record() {
    local pid=$AR_PID
    exec {AR[1]}>&-
    wait "$pid"
}

# ask VERB DATABASE FILE: status 1, and what went wrong in $trouble.
ask() {
    local database=$2
    [ "$engine" != sqlite ] || database=$(database_file "$2")
    printf '%s %s %s\n' "$1" "$database" "$3" >&"${AR[1]}"
    IFS= read -r trouble <&"${AR[0]}" || trouble="no answer: $(tail -n 3 "$TENON_TMP/rails/stderr")"
    [ "$trouble" = ok ]
}

# asked NAME VERB DATABASE FILE: as a case.
asked() { if ask "${@:2}"; then pass "$1"; else fail "$1" "$trouble"; return 1; fi; }

adapter_of() {
    case $1 in postgres) echo postgresql ;; mysql) echo mysql2 ;; sqlite) echo sqlite3 ;; *) echo "$1" ;; esac
}

# round_trip VERSION MODEL: the files for VERSION, by the ActiveRecord that runs.
round_trip() {
    local name folder
    name="$engine, $1: $(model_name "$2")"
    folder=$TENON_TMP/rails/$engine/$1/$(model_name "$2")
    build "$folder" --target rails --set "rails.adapter=$(adapter_of "$engine")" --set "rails.version=$1" "$2" && engine_catalog "$2" || return # whose roles are the whole server's
    new_database rails
    ask up rails "$folder/rails" || { fail "$name goes up" "$trouble" && return 1; }
    same_as_engine "$name is what the engine's SQL makes" "$2" rails "$kept"
    asked "$name goes down" down rails "$folder/rails" && nothing_left "$name leaves nothing" rails "$kept"
    asked "$name goes up again" up rails "$folder/rails" && same_as_engine "$name is the same again" "$2" rails "$kept"
    if [ "$2" = samples/blog/model.tenon.yaml ]; then asked "$name works for a program" program rails "$folder/rails"; fi
    ask down rails "$folder/rails"
}

if ! command -v ruby >/dev/null || ! ruby -e 'gem "activerecord"' 2>/dev/null; then
    lack rails 'ruby-activerecord is not installed'
    return
fi
"$here/install.sh" >"$TENON_TMP/rails/install.log" 2>&1 || lack 'ActiveRecord 7.2' "$(tail -n 1 "$TENON_TMP/rails/install.log")"

for version in ${RAILS_VERSIONS:-6.1 7.2}; do
    for stack_engine in ${RAILS_ENGINES:-$stack_engines}; do
        for_engine "$stack_engine" || continue
        active_record "$version" "$(adapter_of "$engine")"
        for model in ${RAILS_MODELS:-$(stack_models)}; do round_trip "$version" "$model"; done
        end_active_record
    done
done
