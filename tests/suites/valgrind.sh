# valgrind sees no error in the unit tests, nor in a check and a build of each sample.
. tests/lib.sh

if ! command -v valgrind >/dev/null; then
    skip valgrind 'no valgrind on this machine'
    exit 0
fi

clean() {
    succeeds "$1" valgrind --quiet --error-exitcode=99 "${@:2}"
}

for program in "$TENON_BUILD"/tests/unit/test_*; do
    if [ -f "$program" ]; then clean "${program##*/}" "$program"; fi
done

for sample in samples/*/model.tenon.yaml; do
    if [ -f "$sample" ] && [ -x "$TENON" ]; then
        clean "check $sample" "$TENON" check "$sample"
        clean "build $sample" "$TENON" build --target postgres "$sample" -o "$TENON_TMP/built"
    fi
done
