# The gates of versions: what an older version of an engine cannot do yet is said, or written in another way, and from
# the version on that learnt it, not. Each line of tests/gates.txt; no server is needed.
. tests/lib.sh

# What is said, planned and written for MODEL, on ENGINE with OPTIONS; without the version, which is in the heads.
told() {
    local model=$TENON_TMP/gate.yaml
    sed '/^targets:/,$d' "$2" >"$model"
    printf 'targets:\n  %s: {%s}\n' "$1" "$3" >>"$model"
    rm -rf "$TENON_TMP/gate"
    "$TENON" build --target "$1" -o "$TENON_TMP/gate" "$model" 2>&1
    "$TENON" build --target "$1" --ledger "$model" 2>&1
    cat "$TENON_TMP/gate/$1"/*.sql 2>/dev/null
}

gate() {
    local more=${5:+, $5} name="$1, $2: $6" before since
    before=$(told "$1" "$2" "version: $3$more") since=$(told "$1" "$2" "version: $4$more")
    if [[ $before == *"$6"* ]]; then pass "$name at $3"; else fail "$name at $3" "$before"; fi
    if [[ $since != *"$6"* ]]; then pass "$name not at $4"; else fail "$name not at $4" "$since"; fi
}

while IFS='|' read -r engine model below from options words; do
    case $engine in '#'* | '') continue ;; esac
    gate "$engine" "$model" "$below" "$from" "$options" "$words"
done <tests/gates.txt

# A gate in a target's source has a line here: as many as there are questions about a version.
asked=$(grep -hoE 'version_at_least\([a-z>-]+, [0-9]+, [0-9]+\)' targets/{postgres,sqlite,mariadb}*.c |
    sed -E 's/.*, ([0-9]+), ([0-9]+)\)/\1.\2/' | sort -u)
for version in $asked; do
    if grep -qE "^[a-z]+\|[^|]*\|[^|]*\|(${version/%.0/(.0)?})\|" tests/gates.txt; then
        pass "a gate at $version is tried"
    else
        fail "a gate at $version is tried"
    fi
done
for patch in $(sed -nE 's/^ +\{CAP_[A-Z_]+, ([0-9]+), \{LEVEL.*/\1/p' targets/mysql.c | sort -u); do
    if grep -q "^mysql|.*|8.0.$patch|" tests/gates.txt; then
        pass "a gate at 8.0.$patch is tried"
    else
        fail "a gate at 8.0.$patch is tried"
    fi
done
