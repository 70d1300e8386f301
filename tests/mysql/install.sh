#!/bin/bash
# Unpacks a real server beside the system's own packages, for the tests: nothing of the host is changed.
#
#   tests/mysql/install.sh mysql|mariadb11 [FOLDER]     FOLDER: ${XDG_CACHE_HOME:-$HOME/.cache}/tenon/SERVER
#
# Debian has MySQL only in its unstable suite, and MariaDB 11 since trixie. The packages come from the mirror
# that this machine's own apt sources name, checked by apt as usual, and are unpacked with all that they link to.
# Needs patchelf: the program is linked to the loader and the libraries in FOLDER, which must not move
# afterwards. A folder that holds a server that runs is left as it is.
set -euo pipefail

server=${1:-}
case $server in
mysql) suite=sid packages=(mysql-server-core) program=mysqld private=/usr/lib/mysql/private ;;
mariadb11) suite=trixie packages=(mariadb-server-core) program=mariadbd private='' ;;
*) echo 'usage: tests/mysql/install.sh mysql|mariadb11 [FOLDER]' >&2 && exit 64 ;;
esac
folder=$(realpath -m "${2:-${XDG_CACHE_HOME:-$HOME/.cache}/tenon/$server}")

if "$folder/usr/sbin/$program" --no-defaults --version >/dev/null 2>&1; then
    echo "$folder holds a server already"
    exit 0
fi
command -v patchelf >/dev/null || { echo 'patchelf is needed' >&2 && exit 1; }

mirror=$(sed -nE 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -n 1)
if [ -z "$mirror" ]; then
    mirror=$(sed -nE 's/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' /etc/apt/sources.list 2>/dev/null | grep -v security | head -n 1)
fi
[ -n "$mirror" ] || { echo 'no apt source is known' >&2 && exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/tenon-mysql-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
: >"$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/sources.list"
own_apt() {
    apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferencesparts=/dev/null -o "Dir::State::lists=$work/lists" \
        -o "Dir::State::status=$work/status" -o "Dir::Cache=$work" -o APT::Sandbox::User=root \
        -o Debug::NoLocking=1 "$@"
}
own_apt update
own_apt install -y -d --no-install-recommends "${packages[@]}"
mkdir -p "$folder"
for package in "$work"/archives/*.deb; do dpkg-deb -x "$package" "$folder"; done

libraries=$folder/usr/lib/$(gcc -dumpmachine 2>/dev/null || echo x86_64-linux-gnu)
patchelf --set-interpreter "$(find "$libraries"/ -maxdepth 1 -name 'ld-linux*' | head -n 1)" --force-rpath \
    --set-rpath "$libraries${private:+:$folder$private}" "$folder/usr/sbin/$program"
"$folder/usr/sbin/$program" --no-defaults --version
