# Expressions mean the same everywhere: generated ones (tests/expressions/generate.py), over rows with nulls
# and values at their limits, are printed by each target's own printer, and each engine's value has to be
# the evaluator's. What a target says it cannot carry is counted. Then faults are planted in what is printed,
# and have to be noticed by another value.
#
#   TENON_EXPRESSIONS=N   how many of each seed (2500)
#   TENON_SEEDS='N...'    the seeds (1 2)
#   TENON_ENGINES='...'   the engines (all)
. tests/lib.sh

count=${TENON_EXPRESSIONS:-2500}
read -ra seeds <<<"${TENON_SEEDS:-1 2}"
program=$TENON_BUILD/tests/expressions/expressions
here=tests/expressions

make_models() {
    python3 $here/generate.py 0 >"$TENON_TMP/base.yaml" || return 1
    local seed
    for seed in "${seeds[@]}"; do
        python3 $here/generate.py "$count" $seed >"$TENON_TMP/$seed.yaml" || return 1
    done
}

# ask_ENGINE FILE: gives what the engine's client prints for the SQL of FILE; goes on behind errors.
ask_postgres() { psql -XqAt -F $'\t' -P null='\N' -f "$1" 2>>"$TENON_TMP/errors"; }
ask_sqlite() { sqlite3 -batch -separator $'\t' -nullvalue '\N' "$TENON_TMP/sqlite.db" <"$1" 2>>"$TENON_TMP/errors"; }
# Literals beside nothing else are ordered as the connection says.
ask_mysql() {
    { echo "SET NAMES utf8mb4 COLLATE ${2:-utf8mb4_0900_bin};" && cat "$1"; } |
        mysql_run expressions --force 2>>"$TENON_TMP/errors"
}
ask_mariadb() { ask_mysql "$1" utf8mb4_nopad_bin; }

# The server of ENGINE, with an empty database whose own order of texts is not that of code points.
start() {
    case $1 in
    postgres)
        . tests/postgres/server.sh
        server_start || return 1
        psql -Xqc "CREATE DATABASE expressions TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'" &&
            export PGDATABASE=expressions ;;
    sqlite) command -v sqlite3 >/dev/null || { server_trouble='there is no sqlite3'; return 1; } ;;
    *)
        . tests/mysql/server.sh
        mysql_start "$1" && mysql_run '' -e 'CREATE DATABASE expressions' ;;
    esac
}

# compared ENGINE SEED [FAULT]: asks, and compares; status 1 when a value differs, another one when there is
# none to compare.
compared() {
    local engine=$1 seed=$2 work=$TENON_TMP/$1-$2${3:-}
    "$program" "$TENON_TMP/$seed.yaml" "$engine" "$work.sql" "$work.answers" ${3:+"$3"} || return 2
    { echo 'DELETE FROM samples;' && cat "$work.sql"; } >"$work.all.sql"
    "ask_$engine" "$work.all.sql" >"$work.results"
    python3 $here/compare.py "$engine" "$work.answers" "$work.results" "$work.sql"
}

prove() {
    local engine=$1 seed fault said
    if ! start "$engine"; then
        # shellcheck disable=SC2154 # set by the scripts of the servers
        if [ -n "${CI:-}" ]; then fail "$engine" "$server_trouble"; else skip "$engine" "$server_trouble"; fi
        return
    fi
    if ! said=$("$TENON" build "$TENON_TMP/base.yaml" --target "$engine" -o "$TENON_TMP/out" 2>&1 &&
        "ask_$engine" "$TENON_TMP/out/$engine/up.sql"); then
        fail "$engine: the table is made" "$said"
        return
    fi
    for seed in "${seeds[@]}"; do
        if said=$(compared "$engine" "$seed" 2>&1); then
            pass "$engine: $count expressions of seed $seed"
            echo "$said"
        else
            fail "$engine: $count expressions of seed $seed" "$said"
        fi
    done
    for fault in less logic sign place order null; do
        said=$(compared "$engine" "${seeds[0]}" $fault 2>&1)
        if [ $? = 1 ]; then
            pass "$engine: a printer's fault with $fault is noticed"
        else
            fail "$engine: a printer's fault with $fault is noticed" "$said"
        fi
    done
}

succeeds "decimals are Python's" python3 $here/decimals.py "$TENON_BUILD/tests/expressions/decimals" 20000
succeeds 'the models are made' make_models
for engine in ${TENON_ENGINES:-postgres sqlite mariadb mysql}; do
    (prove "$engine")
done
