# Normal forms: the algorithms against brute force over random sets of dependencies, against the answer key
# of tests/theory/, and with faults planted in them.
#
#   TENON_CASES=FILE      another answer key beside tests/theory/cases.json
#   TENON_THEORIES=N      how many random sets of functional dependencies (200000); a quarter as many are mixed
. tests/lib.sh

count=${TENON_THEORIES:-200000}
programs=$TENON_BUILD/tests/theory

for key in tests/theory/cases.json ${TENON_CASES:-}; do
    python3 tests/theory/compare.py "$programs/answer" "$key"
done
succeeds "$count functional and $((count / 4)) mixed theories agree with brute force" \
    "$programs/properties" "$count" $((count / 4)) 1
python3 tests/mutate.py "$TENON_BUILD" "$TENON_TMP/mutants" tests/theory compiler/check 20000 20000 1
