# Golden outputs: what a model becomes, kept beside it. `./build.sh bless golden` writes them anew.
#
#   tests/golden/schema/CASE/    model.tenon.yaml, expected.schema: the dump of its resolved schema
#   tests/golden/CASE/           model.tenon.yaml, expected/: all files of `tenon build`, as one tree
#   samples/CASE/                the same, where a sample keeps expected/
#   docs/targets/README.md       what each target keeps
# shellcheck shell=bash
. tests/lib.sh
set -u

out=$TENON_TMP/golden
mkdir -p "$out"

# compiles NAME COMMAND...: standard output goes to $out/text; the case fails with the findings.
compiles() {
    local name=$1
    shift
    if "$@" >"$out/text" 2>"$out/findings"; then return 0; fi
    fail "$name: compiles" - <"$out/findings"
    return 1
}

golden_dump() {
    local folder=$1 name=${1#tests/golden/}
    compiles "$name" "$TENON" check --quiet --dump schema "$folder/model.tenon.yaml" || return 0
    same_file "$name" "$folder/expected.schema" "$out/text"
}

golden_build() {
    local folder=$1 name=${1#tests/golden/}
    rm -rf "$out/built"
    mkdir -p "$out/built"
    compiles "$name" "$TENON" build --quiet -o "$out/built" "$folder/model.tenon.yaml" || return 0
    same_tree "$name" "$folder/expected" "$out/built"
}

for model in tests/golden/schema/*/model.tenon.yaml; do
    [ -e "$model" ] && golden_dump "${model%/model.tenon.yaml}"
done
for model in tests/golden/*/model.tenon.yaml samples/*/model.tenon.yaml; do
    folder=${model%/model.tenon.yaml}
    if [ -d "$folder/expected" ] || { [ -e "$model" ] && [ "${folder#samples/}" = "$folder" ]; }; then
        golden_build "$folder"
    fi
done

# What each target keeps: made from their answers.
compiles 'docs/targets/README.md' "$TENON" targets --reporter markdown &&
    same_file 'docs/targets/README.md' docs/targets/README.md "$out/text"
