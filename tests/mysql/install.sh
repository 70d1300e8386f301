#!/bin/bash
# Unpacks a real MySQL server beside the system's own packages, for the tests: nothing of the host is changed.
#
#   tests/mysql/install.sh [FOLDER]     FOLDER: ${XDG_CACHE_HOME:-$HOME/.cache}/tenon/mysql
#
# Debian has MySQL only in its unstable suite. Its packages come from the mirror that this machine's own apt
# sources name, checked by apt as usual, and are unpacked with all that they link to. Needs patchelf: the
# programs are linked to the loader and the libraries in FOLDER, which must not move afterwards. A folder that
# holds a server that runs is left as it is.
set -euo pipefail

folder=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/tenon/mysql}")
suite=sid packages=(mysql-server-core)

if "$folder/usr/sbin/mysqld" --no-defaults --version >/dev/null 2>&1; then
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
    --set-rpath "$libraries:$folder/usr/lib/mysql/private" "$folder/usr/sbin/mysqld"
"$folder/usr/sbin/mysqld" --no-defaults --version
