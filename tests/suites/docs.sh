# The pages: every model in them compiles, every command in them prints what the page says, and the reference
# of the language tells of every key.
# shellcheck shell=bash
. tests/lib.sh

python3 tests/docs/blocks.py README.md docs/*.md docs/targets/*.md
python3 tests/docs/keys.py
