# The SQL of the target mysql on a real MySQL: tests/mysql/suite.sh says what is done.
# shellcheck shell=bash
engine=mysql
. tests/mysql/suite.sh
