/* Collations: whose a name is. Engines name them apart, so that one name tells which has it. */
#ifndef TENON_TARGETS_COLLATIONS_H
#define TENON_TARGETS_COLLATIONS_H

#include "compiler/base/text.h"

/* Of MySQL and MariaDB: it begins with a character set, as in `latin1_swedish_ci`, or with `uca1400`. */
bool collation_is_mysql(Text name);
/* Built into SQLite, and into no other: NOCASE and its like. */
bool collation_is_sqlite(Text name);

#endif
