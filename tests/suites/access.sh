# Indexes of access patterns: the chain cover against brute force over random patterns, against the answer
# key of tests/access/, and with faults planted in it.
#
#   TENON_CASES=FILE      another answer key beside tests/access/cases.json
#   TENON_PATTERNS=N      how many random sets of patterns (20000)
. tests/lib.sh

count=${TENON_PATTERNS:-20000}
programs=$TENON_BUILD/tests/access

for key in tests/access/cases.json ${TENON_CASES:-}; do
    python3 tests/access/compare.py "$programs/answer" "$key" "$TENON"
done
succeeds "$count sets of patterns agree with brute force" "$programs/properties" "$count" 1
python3 tests/mutate.py "$TENON_BUILD" "$TENON_TMP/mutants" tests/access compiler/access 5000 1
