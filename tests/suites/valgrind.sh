# valgrind sees no error and no leak in the unit tests, nor in a check and a build of each sample.
. tests/lib.sh

if ! command -v valgrind >/dev/null; then
    lack valgrind 'no valgrind on this machine'
    exit 0
fi

# clean NAME COMMAND...: whether the command itself succeeds is the business of other suites.
clean() {
    local log=$TENON_TMP/valgrind.log
    valgrind --quiet --leak-check=full --suppressions=tests/graphviz.supp --log-file="$log" "${@:2}" \
        >/dev/null 2>&1
    if [ -s "$log" ]; then fail "$1" - <"$log"; else pass "$1"; fi
}

for program in "$TENON_BUILD"/tests/unit/test_*; do
    if [ -f "$program" ]; then clean "${program##*/}" "$program"; fi
done

for sample in samples/*/model.tenon.yaml; do
    if [ -f "$sample" ] && [ -x "$TENON" ]; then
        clean "check $sample" "$TENON" check "$sample"
        clean "build $sample" "$TENON" build "$sample" -o "$TENON_TMP/built"
    fi
done
