# The SQL on a real server: each sample's and each capability's up.sql is applied in one go, the catalog is
# compared with the model item by item, down.sql leaves nothing, and up.sql applies again. Then rows that
# must be accepted and rows that must not (tests/postgres/rows), and SQL with something planted wrong, which
# the comparison has to notice.
. tests/lib.sh
. tests/postgres/server.sh
. tests/postgres/models.sh

if ! server_start; then
    lack 'a PostgreSQL server' "$server_trouble"
    exit 0
fi

for model in samples/*/model.tenon.yaml tests/caps/*.yaml tests/golden/*/model.tenon.yaml; do
    if [ -f "$model" ] && wants_postgres "$model"; then round_trip "$(model_name "$model")" "$model"; fi
done

# Parentheses: what the compiler prints with the fewest, read back beside what stands in all of them.
python3 tests/postgres/random_expressions.py 1 200 >"$TENON_TMP/random.yaml"
round_trip 'random expressions' "$TENON_TMP/random.yaml"

for word in $(sed -nE 's/^CAP\([A-Z_]+, "([a-z_]+)".*/\1/p' targets/caps.def); do
    if [ -f "tests/caps/$word.yaml" ]; then pass "caps/$word has a model"; else fail "caps/$word has a model"; fi
done

for rows in tests/postgres/rows/*.sql; do
    [ -f "tests/caps/$(basename "$rows" .sql).yaml" ] || fail "$rows has a model"
done

# Each line of tests/postgres/planted.txt: a model, and an edit of its up.sql as sed has it.
while IFS='|' read -r model what edit; do
    case $model in '#'* | '') continue ;; esac
    planted "$model" "$what" "$edit"
done <tests/postgres/planted.txt
