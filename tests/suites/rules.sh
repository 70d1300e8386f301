# The rules that can be read off the paths and the includes, without building anything.
. tests/lib.sh

sources=$(find compiler targets -name '*.[ch]' | LC_ALL=C sort)

# rule NAME OFFENDERS: holds when no line is left.
rule() {
    if [ -z "$2" ]; then pass "$1"; else fail "$1" "$2"; fi
}

# The files that include HEADER, a pattern of grep.
includers() {
    # shellcheck disable=SC2086 # a list of words
    grep -lE "^#include [<\"]([a-z0-9/]*/)?$1[>\"]" $sources
}

core() { grep -E '^compiler/'; }

rule 'the compiler includes target.h, never a target' \
    "$(includers 'targets/[a-z_]+\.h' | core | xargs -r grep -HnE '^#include "targets/' |
        grep -vE '"targets/target\.h"')"

rule 'a target includes no reading, no schema check and no file access' \
    "$(grep -nE '^#include "compiler/(read|check|evolve)/|^#include "compiler/base/file\.h"' targets/*.[ch] 2>/dev/null)"

for header in 'yaml\.h' 'pcre2\.h' '(graphviz/)?gvc\.h' '(graphviz/)?cgraph\.h'; do
    users=$(includers "$header")
    rule "$(echo "$header" | sed 's/(.*)?//; s/\\//') is included in one file at most" \
        "$(echo "$users" | sed -n '2,$p' | sed "1i $(echo "$users" | head -n 1)")"
done

# shellcheck disable=SC2086
rule 'only base and the build program call the allocator' \
    "$(grep -nE '(^|[^_[:alnum:]>.])(malloc|calloc|realloc|free|strdup|strndup|asprintf)\(' $sources |
        grep -vE '^compiler/(base/|diag/embed\.c:)' | grep -vE '^[^:]*:[0-9]*: *(/?\*|//)')"

# In a string it may be the function of an engine.
chance='(^|[^_[:alnum:]>.])(time|clock|clock_gettime|gettimeofday|getenv|secure_getenv|rand|random|srand)\('
# shellcheck disable=SC2086
rule 'nothing reads the clock, the environment or chance' \
    "$(grep -nE "$chance" $sources | sed -E 's/"([^"\\]|\\.)*"/""/g' | grep -E "$chance" |
        grep -vE '^compiler/cli/console\.c:' | grep -vE '^[^:]*:[0-9]*: *(/?\*|//)')"

# shellcheck disable=SC2086
rule 'project headers are included from the root' \
    "$(grep -nE '^#include "' $sources tests/unit/*.[ch] |
        grep -vE '"(compiler|targets|grammar|tests)/[a-z0-9_/]+\.(h|def|inc)"')"

# shellcheck disable=SC2086
rule 'every file opens with a comment' "$(for f in $sources; do
    head -c 2 "$f" | grep -qF '/*' || echo "$f"; done)"

# A line of the opening comment has to give the reason.
# shellcheck disable=SC2086
rule 'a file above 800 lines says why' "$(for f in $sources; do
    [ "$(wc -l <"$f")" -le 800 ] || head -n 15 "$f" | grep -qiE 'long|lines' || echo "$f: $(wc -l <"$f") lines"; done)"

# shellcheck disable=SC2086
rule 'no switch over capabilities or types has a default' \
    "$(grep -lE 'switch \((cap|capability|kind->cap)\)' $sources |
        xargs -r awk '/switch \((cap|capability|kind->cap)\)/ { inside = 1 } inside && /default:/ { print FILENAME ":" FNR }
            /^}/ { inside = 0 }')"

for script in build.sh $(find tests -name '*.sh' | LC_ALL=C sort) .ci/run; do
    case $script in build.sh) shell='sh' ;; *) shell='bash' ;; esac
    rule "$script is valid $shell" "$($shell -n "$script" 2>&1)"
done
