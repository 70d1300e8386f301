# Names and texts that try to leave their place: they stay inert in the SQL, and the server gives them back
# byte for byte. What no server can take is refused.
. tests/lib.sh
. tests/postgres/server.sh
. tests/postgres/models.sh

# The first line of a refused model names the finding.
for model in tests/hostile/refused/*.yaml; do
    code=$(sed -n '1s/^# //p' "$model") name=$(basename "$model" .yaml)
    output=$("$TENON" build --target postgres -o "$TENON_TMP/refused" "$model" 2>&1)
    status=$?
    if { [ $status = 1 ] || [ $status = 3 ]; } && [[ $output == *"[$code]"* ]] && [ ! -e "$TENON_TMP/refused" ]; then
        pass "refused: $name"
    else
        fail "refused: $name" "status $status, wanted an error $code and no file" "$output"
    fi
done

if server_start; then
    for model in tests/hostile/*.yaml; do round_trip "$(basename "$model" .yaml)" "$model"; done
else
    lack 'a PostgreSQL server' "$server_trouble"
fi
