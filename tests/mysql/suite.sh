# The suites mysql, mariadb and mariadb11, with $engine set, and $server where that is another: each sample's and each
# capability's up.sql is applied, the catalog is compared with the model less the ledger, item by item and both ways,
# down.sql leaves nothing, and up.sql applies again. Then rows that must be accepted and rows that must not (rows/), a
# role that two databases share, SQL with something planted wrong, which the comparison has to notice, and what is
# refused.
# shellcheck shell=bash
. tests/lib.sh
. tests/mysql/server.sh
. tests/mysql/models.sh

if ! mysql_start "${server:-$engine}"; then
    if [ -n "${CI:-}" ] && [ "${server:-$engine}" = mariadb ]; then
        fail 'a server' "$server_trouble"
    else
        skip 'all' "$server_trouble"
    fi
    exit 0
fi

for model in samples/*/model.tenon.yaml tests/caps/*.yaml tests/golden/{mysql_9,mariadb_10_11}/model.tenon.yaml \
    tests/mysql/hostile/*.yaml; do
    if [ -f "$model" ] && wants_engine "$model"; then round_trip "$(model_name "$model")" "$model"; fi
done

# Each capability has a model for the engine, or is refused as tests/mysql/refused.txt says: MODEL|ENGINES|WORDS.
is_refused() {
    local output
    sed '/^targets:/,$d' "$1" >"$TENON_TMP/refused.yaml"
    printf 'targets:\n  %s: {}\n' "$engine" >>"$TENON_TMP/refused.yaml"
    output=$("$TENON" build -o "$TENON_TMP/refused" "$TENON_TMP/refused.yaml" 2>&1)
    if [[ $output == *TN709*"$2"* ]]; then pass "$1 is refused"; else fail "$1 is refused" "$output"; fi
}
while IFS='|' read -r model engines words; do
    case $model in '#'* | '') continue ;; esac
    if [[ $engines == *$engine* ]]; then is_refused "$model" "$words"; fi
done <tests/mysql/refused.txt
for model in tests/caps/*.yaml; do
    if ! wants_engine "$model" && ! grep -q "^$model|.*$engine" tests/mysql/refused.txt; then
        fail "$(model_name "$model") is for $engine"
    fi
done

for rows in tests/mysql/rows/*.sql; do
    [ -f "tests/caps/$(basename "$rows" .sql).yaml" ] || fail "$rows has a model"
done

# A role belongs to the whole server: with the first database that uses it, it stays, and goes with the last.
shares_role() {
    local work=$TENON_TMP/shared part before
    build_model "$work" tests/caps/role.yaml || return
    new_database one && new_database two
    before=$(snapshot one)
    for part in one two; do applies "caps/role: up.sql applies in $part" $part "$work/$engine/up.sql"; done
    applies 'caps/role: down.sql applies while another database has the role' one "$work/$engine/down.sql"
    same_text 'caps/role: the rights in the other stay' $'notes\treader\nnotes\twriter' \
        "$(mysql_run '' -e "SELECT Table_name, User FROM mysql.tables_priv WHERE Db = 'two' ORDER BY User")"
    mysql_run '' -e "CREATE USER IF NOT EXISTS clerk@localhost; GRANT writer TO clerk@localhost"
    applies 'caps/role: down.sql applies while a role has a member' two "$work/$engine/down.sql"
    same_text 'caps/role: the role with a member stays, and no other' writer \
        "$(mysql_run '' -e "SELECT User FROM mysql.user WHERE User IN ('reader', 'writer')")"
    mysql_run '' -e 'DROP USER clerk@localhost; DROP ROLE writer'
    same_text 'caps/role: nothing is left of both' "$before" "$(snapshot one)"
}
shares_role

# Each line of tests/mysql/planted.txt: a model, and an edit of its up.sql as sed has it.
while IFS='|' read -r model engines what edit; do
    case $model in '#'* | '') continue ;; esac
    if [[ $engines == *$engine* ]]; then planted "$model" "$what" "$edit"; fi
done <tests/mysql/planted.txt
