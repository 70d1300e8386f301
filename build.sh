#!/bin/sh
# The one door to Tenon: builds it, tries it, tests it, installs it. Run `./build.sh help`.
# It installs what is missing through apt-get (tests/packages.txt says what); Meson does the building.
set -eu
here=$PWD
cd "$(dirname "$0")"

build=${TENON_BUILD:-build}

usage() {
    cat <<'END'
usage: ./build.sh [COMMAND]

  build              build/tenon; this is what no command means
  demo               build, then compile samples/blog into build/demo
  test [SUITE...]    run the tests: all, or quick, or suites by name (tests/suites/)
  bless [SUITE...]   rewrite what the tests expect to what Tenon does now; read the diff afterwards
  bench              measure speed and memory
  fuzz [SECONDS]     feed the compiler with mutated models
  lint               check format, path rules and scripts
  fmt                format the C sources
  install [--prefix=DIR] [--destdir=DIR]
                     install the program, its manual and its completions (/usr/local)
  clean              delete build/
  help               this text
END
}

say() { printf '%s\n' "$*" >&2; }
die() { say "build.sh: $*"; exit 1; }

# The packages of GROUP... that this machine lacks.
missing_packages() {
    command -v dpkg-query >/dev/null || return 0 # no Debian: Meson names what it can not find
    for group in "$@"; do sed -n "s/^$group  *//p" tests/packages.txt; done | tr ' ' '\n' | sort -u |
    while read -r item; do
        command=${item%%=*} package=${item#*=}
        case $item in
        '') continue ;;
        *=*) command -v "$command" >/dev/null && continue ;;
        esac
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            printf '%s ' "$package"
    done
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1
}

# Makes sure that the packages of GROUP... are there.
need() {
    packages=$(missing_packages "$@")
    [ -n "$packages" ] || return 0
    [ "$(id -u)" = 0 ] || die "missing packages; as root: apt-get install --no-install-recommends $packages"
    install_packages
}

# The same for suites: those that can do without skip what they can not try.
want() {
    packages=$(missing_packages "$@")
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" = 0 ]; then install_packages; else say "not all can be tried without $packages"; fi
}

install_packages() {
    say "installing $packages"
    case " $packages" in *' postgresql '*) no_main_cluster ;; esac
    log=$(mktemp)
    # The first try fails on a machine whose package lists are absent or old.
    # shellcheck disable=SC2086 # a list of words
    apt install --no-install-recommends $packages ||
        { apt update && apt install --no-install-recommends $packages; } ||
        { tail -n 20 "$log" >&2; rm -f "$log"; die "apt-get could not install $packages"; }
    rm -f "$log"
}

# The tests start servers of their own: the package shall not set one up for the machine.
no_main_cluster() {
    conf=/etc/postgresql-common/createcluster.conf
    [ -e "$conf" ] || { mkdir -p "${conf%/*}" && echo 'create_main_cluster = false' >"$conf"; }
}

# Runs a command whose output only matters when it fails.
quietly() {
    log=$(mktemp)
    "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; die "failed: $*"; }
    rm -f "$log"
}

# Shows what the compilers say, and what Ninja has to say of failures.
run_ninja() {
    quietly ninja -C "$build" build.ninja
    log=$(mktemp) status=0
    ninja --quiet -C "$build" >"$log" 2>&1 || status=$?
    grep -vx 'ninja: no work to do\.' "$log" >&2 || : # it may well be silent
    rm -f "$log"
    return $status
}

compile() {
    need build
    [ -f "$build/build.ninja" ] || quietly meson setup "$build"
    run_ninja
}

compile_with_tests() {
    need build unit
    [ -f "$build/build.ninja" ] || quietly meson setup "$build" -Dunit_tests=enabled
    [ -d "$build/tests/unit" ] || quietly meson configure "$build" -Dunit_tests=enabled
    run_ninja
}

run_tests() {
    suites=$(tests/run.sh --list "$@")
    # shellcheck disable=SC2086 # a list of words
    want $suites
    compile_with_tests
    # shellcheck disable=SC2086
    TENON_BUILD=$build tests/run.sh $suites
}

demo() {
    compile
    "$build/tenon" build samples/blog/model.tenon.yaml -o "$build/demo"
    say "
From samples/blog/model.tenon.yaml Tenon made, in $build/demo:"
    (cd "$build/demo" && find . -type f | sed 's|^\./|  |' | sort) >&2
    say "
Start with the diagram, then read the SQL. After changing the model:
  $build/tenon check samples/blog/model.tenon.yaml"
}

install_tenon() {
    need build
    prefix=/usr/local
    for option in "$@"; do
        folder=$(cd "$here" && realpath -m -- "${option#*=}")
        case $option in
        --prefix=*) prefix=$folder ;;
        --destdir=*) DESTDIR=$folder && export DESTDIR ;;
        *) die "install knows --prefix=DIR and --destdir=DIR, not $option" ;;
        esac
    done
    if [ -f "$build/build.ninja" ]; then
        quietly meson configure "$build" "-Dprefix=$prefix"
    else
        quietly meson setup "$build" "-Dprefix=$prefix"
    fi
    compile
    meson install --quiet --no-rebuild -C "$build"
    say "installed; what and where is in $build/meson-logs/install-log.txt"
}

command=${1:-build}
[ $# = 0 ] || shift
case $command in
build) compile && say "built $build/tenon" ;;
demo) demo ;;
test) run_tests "$@" ;;
bless) [ $# -gt 0 ] || set -- diag golden cli docs; TENON_BLESS=1 && export TENON_BLESS && run_tests "$@" ;;
bench) compile && exec tests/bench/run.sh "$@" ;;
fuzz) need build fuzz && exec tests/fuzz/run.sh "$@" ;;
lint) need build lint && compile && exec tests/lint.sh ;;
fmt) need fmt && git ls-files '*.c' | xargs clang-format -i ;;
install) install_tenon "$@" ;;
clean) rm -rf "$build" ;;
help | -h | --help) usage ;;
*) usage >&2; exit 64 ;;
esac
