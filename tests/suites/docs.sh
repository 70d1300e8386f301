# The pages: every model in them compiles, every command in them prints what the page says.
# shellcheck shell=bash
. tests/lib.sh

python3 tests/docs/blocks.py README.md docs/*.md docs/targets/*.md
