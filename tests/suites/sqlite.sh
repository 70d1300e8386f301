# The SQL in SQLite: each sample's and each capability's up.sql is applied in one go, what the database keeps is
# compared with the model and the ledger, both ways; down.sql leaves nothing, and up.sql applies again. Then rows that
# must be accepted and rows that must not (tests/sqlite/rows), SQL with something planted wrong, which the
# comparison has to notice.
. tests/lib.sh
. tests/sqlite/models.sh

if ! command -v sqlite3 >/dev/null; then
    if [ -n "${CI:-}" ]; then fail 'the command sqlite3' 'it is not here'; else skip 'all' 'sqlite3 is not here'; fi
    exit 0
fi

for model in samples/*/model.tenon.yaml tests/caps/*.yaml tests/golden/*/model.tenon.yaml tests/hostile/*.yaml; do
    if [ -f "$model" ] && wants_sqlite "$model"; then round_trip_sqlite "$model"; fi
done

for word in $(sed -nE 's/^CAP\([A-Z_]+, "([a-z_]+)".*/\1/p' targets/caps.def); do
    if wants_sqlite "tests/caps/$word.yaml"; then pass "caps/$word asks sqlite"; else fail "caps/$word asks sqlite"; fi
done

for rows in tests/sqlite/rows/*.sql; do
    [ -f "tests/caps/$(basename "$rows" .sql).yaml" ] || fail "$rows has a model"
done

# Each line of tests/sqlite/planted.txt: a model, and an edit of its up.sql as sed has it.
while IFS='|' read -r model what edit; do
    case $model in '#'* | '') continue ;; esac
    planted_sqlite "$model" "$what" "$edit"
done <tests/sqlite/planted.txt
