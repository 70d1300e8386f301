# What `./build.sh install` puts where, and that it works from there: the program, the manual, the
# completions of each shell, and the schema for editors.
# shellcheck shell=bash
. tests/lib.sh
set -u

staged=$TENON_TMP/staged
if ! DESTDIR=$staged meson install --quiet --no-rebuild -C "$TENON_BUILD" >"$TENON_TMP/log" 2>&1; then
    fail 'meson install' - <"$TENON_TMP/log"
    exit 0
fi
prefix=$staged$(meson introspect --buildoptions "$TENON_BUILD" | python3 -c '
import json, sys
print(next(option["value"] for option in json.load(sys.stdin) if option["name"] == "prefix"))')
same_text 'what is installed' 'bin/tenon
share/bash-completion/completions/tenon.bash
share/fish/vendor_completions.d/tenon.fish
share/man/man1/tenon.1
share/tenon/tenon.schema.json
share/zsh/site-functions/_tenon' "$(cd "$prefix" && find . -type f | sed 's|^\./||' | LC_ALL=C sort)"

PATH=$prefix/bin:$PATH
cd "$TENON_TMP" || exit 1
succeeds 'the program writes a first model' tenon init first.tenon.yaml
succeeds 'the program compiles it' tenon build first.tenon.yaml
succeeds 'the schema is JSON' python3 -m json.tool "$prefix/share/tenon/tenon.schema.json" /dev/null

# quiet NAME COMMAND...: it succeeds and has nothing to say.
quiet() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1) && [ -z "$said" ]; then
        pass "$name"
    else
        fail "$name" "$said"
    fi
}

manual=$prefix/share/man/man1/tenon.1
if command -v groff >/dev/null; then
    quiet 'the manual has no fault' groff -man -ww -z "$manual"
    for width in 60 80; do
        same_text "the manual fits $width columns" '' \
            "$(groff -man -T ascii -P -cbou -r "LL=${width}n" "$manual" | grep -nE "^.{$((width + 1))}")"
    done
else
    lack 'the manual has no fault' 'there is no groff'
fi
undescribed=$(for command in $(tenon help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    grep -q "^\.SS \"tenon $command " "$manual" || echo "$command"
done)
same_text 'the manual describes every command' '' "$undescribed"

# --- completions: what each shell offers for a line

# completes SHELL LINE WANTED: the words that SHELL offers at the end of LINE begin with WANTED.
completes() {
    local offered
    offered=$("offered_by_$1" "$2" 2>&1 | cut -f 1 | tr '\n' ' ')
    case $offered in
    "$3 "*) pass "$1 completes \`$2\`" ;;
    *) fail "$1 completes \`$2\`" "offered: $offered" "wanted: $3" ;;
    esac
}

try_completions() {
    completes "$1" 'tenon che' 'check'
    completes "$1" 'tenon build --led' '--ledger'
    completes "$1" 'tenon check --reporter sa' 'sarif'
    completes "$1" 'tenon build --target post' 'postgres'
    completes "$1" 'tenon build -t post' 'postgres'
    completes "$1" 'tenon explain TN30' 'TN301 TN302'
    completes "$1" 'tenon completion z' 'zsh'
}

# Bash parts a line at blanks and at `=`.
offered_by_bash() {
    # shellcheck disable=SC2016 # expanded by the inner shell
    bash -c '. "$1" && read -ra COMP_WORDS <<<"${2//=/ = }" && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) &&
        _tenon && printf "%s\n" "${COMPREPLY[@]}"' - \
        "$prefix/share/bash-completion/completions/tenon.bash" "$1"
}
quiet 'the bash completion is a script' bash -n "$prefix/share/bash-completion/completions/tenon.bash"
try_completions bash
completes bash 'tenon check --color=nev' 'never'

# Fish answers for a line of its own.
offered_by_fish() {
    fish --no-config -c "source $prefix/share/fish/vendor_completions.d/tenon.fish; complete -C '$1'"
}
if command -v fish >/dev/null; then
    quiet 'the fish completion is a script' fish --no-execute "$prefix/share/fish/vendor_completions.d/tenon.fish"
    try_completions fish
    completes fish 'tenon check --color=nev' '--color=never'
else
    lack 'the fish completion' 'there is no fish'
fi

# Zsh completes at a terminal only.
if command -v zsh >/dev/null; then
    quiet 'the zsh completion is a script' zsh -n "$prefix/share/zsh/site-functions/_tenon"
else
    lack 'the zsh completion' 'there is no zsh'
fi
