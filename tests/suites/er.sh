# The diagrams: what they say against the model, in both directions; that they are safe, the same
# everywhere, and what Graphviz takes; and what Tenon says where Graphviz is missing.
# shellcheck shell=bash
. tests/lib.sh

built=$TENON_TMP/built

# draw NAME MODEL [OPTIONS]: into $built/NAME/er; OPTIONS take the place of the model's own for the target.
draw() {
    local copy=$TENON_TMP/$1.tenon.yaml
    sed '/^  er:/d' "$2" >"$copy"
    grep -q '^targets:' "$copy" || echo 'targets:' >>"$copy"
    sed -i "/^targets:/a\\  er: {${3:-format: [svg, dot]}}" "$copy"
    "$TENON" build --quiet --target er -o "$built/$1" "$copy" 2>"$TENON_TMP/log" && return
    fail "$1 is drawn" - <"$TENON_TMP/log"
    return 1
}

svg_of() { echo "$built/$1/er/model.svg"; }
dot_of() { echo "$built/$1/er/model.dot"; }

# Models of N entities in a chain, each with one attribute that is no key.
chain() {
    printf 'tenon: 1\nmodel: chain\nentities:\n'
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) {
        printf "  E%d:\n    attributes: {plain_one: int}\n", i
        if (i > 1) printf "    relations: {before: E%d on delete cascade}\n", i - 1 } }'
}

# --- the diagram and the model ---

for model in samples/*/model.tenon.yaml tests/golden/*/model.tenon.yaml; do
    [ -f "$model" ] || continue
    name=$(basename "$(dirname "$model")")
    draw "$name" "$model" || continue
    "$TENON" check --dump=schema --reporter json "$model" >"$TENON_TMP/$name.json" 2>/dev/null
    python3 tests/er/compare.py "$TENON_TMP/$name.json" "$(dot_of "$name")" "$(svg_of "$name")" 2>&1 |
        as_part "$name"
    [ "${PIPESTATUS[0]}" = 0 ] || fail "$name: the comparison ran to its end"
    succeeds "$name: the drawing is XML" xmllint --noout --nonet "$(svg_of "$name")"
    succeeds "$name: the drawing can be shown" rsvg-convert -o "$TENON_TMP/shown.png" "$(svg_of "$name")"
    succeeds "$name: Graphviz takes the DOT" dot -Tsvg -o "$TENON_TMP/again.svg" "$(dot_of "$name")"
done

# A comparison that finds nothing is worth something only if it can find something.
sed '0,/arrowhead=crowodot/s//arrowhead=noneteetee/' "$(dot_of blog)" >"$TENON_TMP/wrong.dot"
wrong=$(python3 tests/er/compare.py "$TENON_TMP/blog.json" "$TENON_TMP/wrong.dot" "$(svg_of blog)")
case $wrong in
*'not ok - each relation is a line with its ends'*) pass 'a wrong end is found' ;;
*) fail 'a wrong end is found' "$wrong" ;;
esac
sed 's/>handle</>hanble</' "$(svg_of blog)" >"$TENON_TMP/wrong.svg"
wrong=$(python3 tests/er/compare.py "$TENON_TMP/blog.json" "$(dot_of blog)" "$TENON_TMP/wrong.svg")
case $wrong in
*'not ok - User: rows'*) pass 'a wrong row is found' ;;
*) fail 'a wrong row is found' "$wrong" ;;
esac

for golden in tests/golden/er-*; do
    "$TENON" build --quiet --target er -o "$built/golden" "$golden/model.tenon.yaml" 2>/dev/null
    same_tree "${golden##*/} is as expected" "$golden/expected/er" "$built/golden/er"
    rm -rf "$built/golden"
done

# --- the same bytes everywhere ---

here=$PWD
mkdir -p "$TENON_TMP/elsewhere"
(cd "$TENON_TMP/elsewhere" && env -i LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 TZ=Asia/Tokyo HOME=/nonexistent \
    "$TENON" build --quiet --target er -o there "$TENON_TMP/blog.tenon.yaml" 2>/dev/null)
same_tree 'another folder, locale and home change nothing' "$built/blog/er" "$TENON_TMP/elsewhere/there/er"
cd "$here" || exit 1

case $(cat "$(svg_of blog)") in
*[Gg]raphviz* | *Generated* | *'<!--'*) fail 'the drawing does not name what drew it' ;;
*) pass 'the drawing does not name what drew it' ;;
esac

# --- options ---

blog=samples/blog/model.tenon.yaml
shows() { grep -q ">$2<" "$(svg_of "$1")"; }

draw keys "$blog" 'attributes: keys' && {
    succeeds 'keys: a key is shown' shows keys handle
    ends_with 1 'keys: another attribute is not' shows keys password_hash
}
draw none "$blog" 'attributes: none' && {
    ends_with 1 'none: no attribute is shown' shows none handle
    succeeds 'none: relations bear their names' grep -q '> author </text>' "$(svg_of none)"
    ends_with 1 'none: lines end at the outline' grep -q '":"' "$(dot_of none)"
}
draw down "$blog" 'direction: TB' && succeeds 'TB: from top to bottom' grep -q 'rankdir=TB' "$(dot_of down)"
draw dark "$blog" 'theme: dark' && succeeds 'dark: on a dark ground' grep -q 'fill="#12161d"' "$(svg_of dark)"
draw audit "$blog" 'audit: show' && succeeds 'audit: its entity is shown' shows audit UserAudit
draw svg "$blog" 'format: svg' && same_text 'format svg: one file' model.svg "$(ls "$built/svg/er")"
draw dot "$blog" 'format: dot' && same_text 'format dot: one file' model.dot "$(ls "$built/dot/er")"
same_file 'the DOT is the same with and without a drawing' "$(dot_of blog)" "$(dot_of dot)"
for option in keys none down dark audit; do
    succeeds "$option: the drawing is XML" xmllint --noout --nonet "$(svg_of $option)"
done

chain 400 >"$TENON_TMP/400.yaml"
chain 401 >"$TENON_TMP/401.yaml"
draw whole "$TENON_TMP/400.yaml" && succeeds '400 entities are shown whole' shows whole plain_one
draw big "$TENON_TMP/401.yaml" && ends_with 1 '401 entities show their keys' shows big plain_one

# boxes N: a model of N entities that show nothing but their names.
boxes() {
    printf 'tenon: 1\nmodel: boxes\ntargets: {er: {attributes: none}}\nentities:\n'
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "  E%d: {timestamps: false}\n", i }'
}
boxes 3000 >"$TENON_TMP/3000.yaml"
boxes 3001 >"$TENON_TMP/3001.yaml"
succeeds '3000 entities are drawn' "$TENON" build -t er -o "$built/3000" "$TENON_TMP/3000.yaml"
said=$("$TENON" build -t er -o "$built/3001" "$TENON_TMP/3001.yaml" 2>&1)
case $said in
*'error[TN901]: a drawing of 3001 entities exceeds the limit of 3000'*) pass '3001 entities are not' ;;
*) fail '3001 entities are not' "$said" ;;
esac

# --- without Graphviz ---

mkdir -p "$TENON_TMP/libraries"
for version in .6 .7 .8 ''; do echo >"$TENON_TMP/libraries/libcgraph.so$version"; done
without() { LD_LIBRARY_PATH=$TENON_TMP/libraries "$TENON" build --target er -o "$built/without" "$1"; }
ends_with 1 'a drawing without Graphviz is an error' without "$TENON_TMP/svg.tenon.yaml"
said=$(without "$TENON_TMP/svg.tenon.yaml" 2>&1)
case $said in
*'error[TN904]'*'help: install Graphviz'*) pass 'it says what to install' ;;
*) fail 'it says what to install' "$said" ;;
esac
succeeds 'DOT needs no Graphviz' without "$TENON_TMP/dot.tenon.yaml"

# --- memory ---

if command -v valgrind >/dev/null; then
    valgrind --quiet --leak-check=full --suppressions=tests/graphviz.supp --log-file="$TENON_TMP/valgrind" \
        "$TENON" build --quiet --target er -o "$built/valgrind" "$TENON_TMP/er-hostile.tenon.yaml" >/dev/null 2>&1
    same_text 'valgrind sees no error and no leak of ours' '' "$(head -n 40 "$TENON_TMP/valgrind")"
else
    lack valgrind 'no valgrind on this machine'
fi
