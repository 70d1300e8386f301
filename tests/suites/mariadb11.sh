# The SQL of the target mariadb on a real MariaDB 11, which tests/mysql/install.sh unpacks: tests/mysql/suite.sh says
# what is done.
# shellcheck shell=bash
engine=mariadb server=mariadb11
. tests/mysql/suite.sh
