# Private servers for the tests: the host's MariaDB, a MariaDB 11 and MySQL, each with a data folder of its own in a new folder, on a
# unix socket there, without a TCP port. Sourced by suites.
#
#   mysql_start mariadb|mariadb11|mysql   starts it; stops it when the shell ends. The socket is then in $MYSQL_SOCKET.
#                               Status 1 and a line in $server_trouble when there is no server program.
#   mysql_run DATABASE [ARGUMENT...]   the command line client on that server
#   MYSQL_ROOT, MARIADB11_ROOT  where install.sh unpacked them: ${XDG_CACHE_HOME:-$HOME/.cache}/tenon/mysql
# shellcheck shell=bash

server_trouble='' server_folder=''
: "${MYSQL_ROOT:=${XDG_CACHE_HOME:-$HOME/.cache}/tenon/mysql}"
: "${MARIADB11_ROOT:=${XDG_CACHE_HOME:-$HOME/.cache}/tenon/mariadb11}"

# Speed before safety: the data lives as long as the tests.
common_options=(--no-defaults --user="$(id -un)" --skip-log-bin --skip-name-resolve --innodb-flush-log-at-trx-commit=0
    --innodb-flush-method=nosync --innodb-buffer-pool-size=64M --innodb-use-native-aio=0)

make_mariadb() {
    mariadb-install-db "${common_options[@]}" --datadir="$server_folder/data" \
        --innodb-log-file-size=4M --aria-log-file-size=8M --auth-root-authentication-method=normal --skip-test-db
}

run_mariadb() {
    mariadbd "${common_options[@]}" --datadir="$server_folder/data" --innodb-log-file-size=4M \
        --skip-networking --socket="$MYSQL_SOCKET" --pid-file="$server_folder/pid" --default-time-zone=-05:00 \
        --character-set-server=latin1
}

mariadb11_run() {
    local share=$MARIADB11_ROOT/usr/share/mariadb
    "$MARIADB11_ROOT/usr/sbin/mariadbd" "${common_options[@]}" --basedir="$MARIADB11_ROOT/usr" \
        --datadir="$server_folder/data" --lc-messages-dir="$share" --character-sets-dir="$share/charsets" \
        --plugin-dir="$MARIADB11_ROOT/usr/lib/mysql/plugin" --tmpdir="$server_folder" --innodb-log-file-size=4M "$@"
}

# What mariadb-install-db does; it lies in another package.
make_mariadb11() {
    mkdir "$server_folder/data"
    {
        printf '%s\n' 'CREATE DATABASE mysql;' 'USE mysql;' 'SET @auth_root_socket = NULL;' 'SET @skip_auth_anonymous = 1;'
        cat "$MARIADB11_ROOT"/usr/share/mariadb/mariadb_system_tables{,_data}.sql
    } | mariadb11_run --bootstrap
}

run_mariadb11() {
    mariadb11_run --skip-networking --socket="$MYSQL_SOCKET" --pid-file="$server_folder/pid" \
        --default-time-zone=-05:00 --character-set-server=latin1
}

mysql_options() {
    printf '%s\n' "${common_options[@]}" --basedir="$MYSQL_ROOT/usr" --datadir="$server_folder/data" \
        --lc-messages-dir="$MYSQL_ROOT/usr/share/mysql" --character-sets-dir="$MYSQL_ROOT/usr/share/mysql/charsets" \
        --plugin-dir="$MYSQL_ROOT/usr/lib/mysql/plugin" --tmpdir="$server_folder" --secure-file-priv= \
        --innodb-redo-log-capacity=8M --innodb-doublewrite=OFF --performance-schema=OFF --mysqlx=OFF
}

make_mysql() {
    local options
    mapfile -t options < <(mysql_options)
    "$MYSQL_ROOT/usr/sbin/mysqld" "${options[@]}" --initialize-insecure
}

run_mysql() {
    local options
    mapfile -t options < <(mysql_options)
    "$MYSQL_ROOT/usr/sbin/mysqld" "${options[@]}" --skip-networking --socket="$MYSQL_SOCKET" \
        --pid-file="$server_folder/pid" --default-time-zone=-05:00 --character-set-server=latin1
}

# The programs of ENGINE, or a line in $server_trouble.
find_programs() {
    if ! command -v mariadb >/dev/null; then
        server_trouble='the client of MariaDB is not installed'
    elif [ "$1" = mariadb ] && ! command -v mariadbd >/dev/null; then
        server_trouble='no MariaDB server is installed'
    elif [ "$1" = mysql ] && ! "$MYSQL_ROOT/usr/sbin/mysqld" --no-defaults --version >/dev/null 2>&1; then
        # shellcheck disable=SC2034 # for the suite
        server_trouble="no MySQL server that can be run is in $MYSQL_ROOT: tests/mysql/install.sh mysql unpacks one"
    elif [ "$1" = mariadb11 ] && ! "$MARIADB11_ROOT/usr/sbin/mariadbd" --no-defaults --version >/dev/null 2>&1; then
        # shellcheck disable=SC2034
        server_trouble="no MariaDB server that can be run is in $MARIADB11_ROOT: tests/mysql/install.sh mariadb11 unpacks one"
    else
        return 0
    fi
    return 1
}

mysql_run() {
    local database=$1
    shift
    mariadb --no-defaults -uroot -S "$MYSQL_SOCKET" --default-character-set=utf8mb4 -N -B ${database:+"$database"} "$@"
}

mysql_start() {
    # A socket's path has at most 107 bytes: not below TENON_TMP, which may be deep.
    server_folder=$(mktemp -d /tmp/tenon-my-XXXXXX)
    trap mysql_stop EXIT
    find_programs "$1" || return 1
    export MYSQL_SOCKET=$server_folder/socket
    if (cd / && "make_$1") >"$server_folder/log" 2>&1; then
        (cd / && "run_$1") >>"$server_folder/log" 2>&1 &
        server_job=$!
        local tries
        for ((tries = 0; tries < 1500; tries++)); do
            if mysql_run '' -e 'SELECT 1' >/dev/null 2>&1; then return 0; fi
            kill -0 "$server_job" 2>/dev/null || break
            sleep 0.02
        done
    fi
    # shellcheck disable=SC2034
    server_trouble="the server did not start: $(tail -n 3 "$server_folder/log")"
    return 1
}

mysql_stop() {
    if [ -f "$server_folder/pid" ]; then kill -KILL "$(cat "$server_folder/pid")"; fi
    wait "${server_job:-}" 2>/dev/null
    rm -rf "$server_folder"
}
