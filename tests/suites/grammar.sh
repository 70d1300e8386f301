# The parser of compact forms and expressions against grammar/notation.ebnf, in both directions.
. tests/lib.sh

python3 tests/grammar/notation.py "$TENON_BUILD/tests/unit/parse_notation"
