#!/bin/bash
# Unpacks a current ActiveRecord beside the system's own packages, for the tests: nothing of the host is changed.
#
#   tests/stacks/rails/install.sh [FOLDER]     FOLDER: ${XDG_CACHE_HOME:-$HOME/.cache}/tenon/rails
#
# Debian's stable suite has ActiveRecord 6.1; 7.2 is in the next one. Its packages come from the mirror that this
# machine's own apt sources name, checked by apt as usual, and are unpacked without what they depend on: the host's
# Ruby and its drivers serve them. A folder that holds an ActiveRecord that loads is left as it is.
set -euo pipefail

folder=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/tenon/rails}")
suite=trixie
packages=(ruby-activerecord ruby-activemodel ruby-activesupport ruby-concurrent ruby-i18n ruby-tzinfo
    ruby-connection-pool ruby-base64)

loads() {
    GEM_PATH=$folder/usr/share/rubygems-integration/all:$(ruby -e 'print Gem.default_path.join(":")') \
        ruby -e 'gem "activerecord", "~> 7.2"; require "logger"; require "active_record"; puts ActiveRecord.version'
}

if loads 2>/dev/null; then exit 0; fi

mirror=$(sed -nE 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -n 1)
if [ -z "$mirror" ]; then
    mirror=$(sed -nE 's/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' /etc/apt/sources.list 2>/dev/null | grep -v security | head -n 1)
fi
[ -n "$mirror" ] || { echo 'no apt source is known' >&2 && exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/tenon-rails-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives"
: >"$work/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/sources.list"
own_apt() {
    apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferencesparts=/dev/null -o "Dir::State::lists=$work/lists" \
        -o "Dir::State::status=$work/status" -o "Dir::Cache=$work" -o APT::Sandbox::User=root \
        -o Debug::NoLocking=1 "$@"
}
own_apt update
(cd "$work/archives" && own_apt download "${packages[@]}")
mkdir -p "$folder"
for package in "$work"/archives/*.deb; do dpkg-deb -x "$package" "$folder"; done
loads
