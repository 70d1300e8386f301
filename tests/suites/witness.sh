# Witness rows: for each constraint of each sample and each capability's model, rows that must be accepted and rows
# that must be rejected, told from the model alone (tests/witness/model.py) and tried on every engine that the model
# names. What an engine judges otherwise has to stand in the ledger. Then the SQL loses a constraint, and its rows
# have to show it.
#
#   TENON_WITNESS=N   how many constraints of each sort are taken away, on each engine (3)
. tests/lib.sh

most=${TENON_WITNESS:-3}

# The models whose targets name ENGINE.
models_for() {
    local model
    for model in samples/*/model.tenon.yaml tests/caps/*.yaml; do
        if sed -n '/^targets:/,$p' "$model" | grep -qE "^ +$1:"; then echo "$model"; fi
    done
}

start() {
    case $1 in
    postgres)
        . tests/postgres/server.sh
        server_start ;;
    sqlite) command -v sqlite3 >/dev/null || { server_trouble='there is no sqlite3'; return 1; } ;;
    *)
        . tests/mysql/server.sh
        mysql_start "$1" ;;
    esac
}

witnesses() {
    local engine=$1 work=$TENON_TMP/$1 models
    mkdir -p "$work"
    if ! start "$engine"; then
        # shellcheck disable=SC2154 # set by the scripts of the servers
        if [ -n "${CI:-}" ] && [ "$engine" != mysql ]; then
            fail "$engine" "$server_trouble"
        else
            skip "$engine" "$server_trouble"
        fi
        return
    fi
    mapfile -t models < <(models_for "$engine")
    python3 tests/witness/witness.py "$engine" "$TENON" "$work" "$most" "${models[@]}" 2>"$work/trouble" ||
        fail "$engine: rows are tried" - <"$work/trouble"
}

for engine in postgres sqlite mariadb mysql; do
    (witnesses "$engine") >"$TENON_TMP/$engine.cases" &
done
wait
cat "$TENON_TMP"/{postgres,sqlite,mariadb,mysql}.cases
