# A private PostgreSQL for the tests: a cluster of its own in a new folder, on a unix socket there, without
# a TCP port. Sourced by suites. As root the server runs as nobody, since PostgreSQL refuses root.
#
#   server_start         starts it and exports PGHOST, PGUSER; stops it when the shell ends.
#                        Status 1 and a line in $server_trouble when there is no server program.
#   PGBIN                the folder of initdb and pg_ctl, when another version than Debian's is meant
# shellcheck shell=bash

server_trouble='' server_folder=''

# The newest server that Debian has installed here.
server_programs() {
    local folder
    for folder in ${PGBIN:+"$PGBIN"} $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr); do
        if [ -x "$folder/initdb" ]; then echo "$folder" && return 0; fi
    done
    return 1
}

as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups env HOME="$server_folder" "$@"
    else
        "$@"
    fi
}

# Speed before safety: the data lives as long as the tests.
server_settings() {
    cat <<END_OF_SETTINGS
listen_addresses = ''
unix_socket_directories = '$server_folder'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
shared_buffers = 64MB
timezone = 'America/New_York'
END_OF_SETTINGS
}

server_start() {
    local programs log
    if ! programs=$(server_programs); then
        # shellcheck disable=SC2034 # for the suite
        server_trouble='no PostgreSQL server is installed'
        return 1
    fi
    # A socket's path has at most 107 bytes: not below TENON_TMP, which may be deep.
    server_folder=$(mktemp -d /tmp/tenon-pg-XXXXXX) && chmod 755 "$server_folder"
    if [ "$(id -u)" = 0 ]; then chown nobody "$server_folder"; fi
    trap server_stop EXIT
    log=$server_folder/start.log
    if ! (cd / && as_server "$programs/initdb" -D "$server_folder/data" -U postgres -A trust \
        --no-sync --no-instructions -E UTF8 --locale=C.UTF-8 >"$log" 2>&1 &&
        server_settings >>"$server_folder/data/postgresql.conf" &&
        as_server "$programs/pg_ctl" -D "$server_folder/data" -l "$server_folder/server.log" \
            -w -t 30 -s start >>"$log" 2>&1); then
        # shellcheck disable=SC2034
        server_trouble="the server did not start: $(tail -n 3 "$log")"
        return 1
    fi
    export PGHOST=$server_folder PGUSER=postgres PGDATABASE=postgres
}

server_stop() {
    local pid=$server_folder/data/postmaster.pid
    if [ -f "$pid" ]; then kill -QUIT "$(head -n 1 "$pid")"; fi
    while [ -f "$pid" ] && kill -0 "$(head -n 1 "$pid" 2>/dev/null)" 2>/dev/null; do sleep 0.05; done
    rm -rf "$server_folder"
}
