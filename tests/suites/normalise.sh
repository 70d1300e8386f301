# Normal forms on real servers: the example rows of findings are accepted and can be made to contradict
# themselves; in the model that `tenon normalise` proposes they cannot, and join back to what they were. And
# guards bite: a row that breaks a dependency accepted with `guard: true` is refused on each engine.
#
#   TENON_RELATIONS=N   how many relations of tests/theory/cases.json are tried as models (50)
. tests/lib.sh

# ask_ENGINE: runs the SQL of standard input; status 0 when all of it was accepted.
ask_postgres() { psql -XqAt -v ON_ERROR_STOP=1; }
ask_sqlite() { sqlite3 -batch -bail "$TENON_TMP/guards.db"; }
ask_mysql() { mysql_run guards; }
ask_mariadb() { mysql_run guards; }

start() {
    case $1 in
    postgres) . tests/postgres/server.sh && server_start && export PGDATABASE=postgres ;;
    sqlite) command -v sqlite3 >/dev/null || { server_trouble='there is no sqlite3'; return 1; } ;;
    *) . tests/mysql/server.sh && mysql_start "$1" && mysql_run '' -e 'CREATE DATABASE guards' ;;
    esac
}

# takes NAME SQL, refuses NAME SQL: on the engine at hand.
takes() { succeeds "$engine: $1" "ask_$engine" <<<"$2"; }
refuses() {
    if "ask_$engine" <<<"$2" >/dev/null 2>&1; then fail "$engine: $1" "accepted: $2"; else pass "$engine: $1"; fi
}

row() { echo "INSERT INTO addresses (street, zip, city, state) VALUES ('$1', '$2', '$3', $4);"; }

# The model is tests/caps/dependency.yaml: zip -> city, state.
guards_bite() {
    engine=$1
    if ! start "$engine"; then
        # shellcheck disable=SC2154 # set by the scripts of the servers
        if [ "$engine" = mysql ]; then skip "$engine" "$server_trouble"; else lack "$engine" "$server_trouble"; fi
        return
    fi
    takes 'the guarded table is made' \
        "$("$TENON" build tests/caps/dependency.yaml --quiet --target "$engine" -o - --file up.sql)"
    takes 'a first row' "$(row 'Elm 1' 10115 Berlin NULL)"
    takes 'a row that says the same' "$(row 'Elm 2' 10115 Berlin NULL)"
    takes 'a row about something else' "$(row 'Oak 1' 53111 Bonn "'NW'")"
    refuses 'a row that says something else' "$(row 'Elm 3' 10115 Bern NULL)"
    refuses 'a row that has a value where the others have null' "$(row 'Elm 4' 10115 Berlin "'BE'")"
    refuses 'a change of one row alone' "UPDATE addresses SET city = 'Bern' WHERE street = 'Elm 1';"
    refuses 'a change of what decides' "UPDATE addresses SET zip = '10115' WHERE street = 'Oak 1';"
    takes 'a change of a row that is alone' "UPDATE addresses SET city = 'Beuel' WHERE street = 'Oak 1';"
    if [ "$engine" = postgres ]; then
        takes 'a change of all rows together' "UPDATE addresses SET city = 'Mitte' WHERE zip = '10115';"
    fi
}

for engine in postgres sqlite mariadb mysql; do
    (guards_bite "$engine")
done

. tests/postgres/server.sh
if server_start; then
    PGDATABASE=postgres TENON=$TENON python3 tests/normalise/prove.py
else
    lack 'a PostgreSQL server' "$server_trouble"
fi
