# The SQL of the target mariadb on a real MariaDB: tests/mysql/suite.sh says what is done.
# shellcheck shell=bash
engine=mariadb
. tests/mysql/suite.sh
