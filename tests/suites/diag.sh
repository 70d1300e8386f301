# Diagnostics: every code has its page and its cases, the pages' models do what the pages say, and the
# cases in tests/diag/ are found where they are marked, in all four renderings.
. tests/lib.sh

if [ -x "$TENON" ]; then
    python3 tests/diag/cases.py
else
    fail 'the program is built' "there is no $TENON"
fi
