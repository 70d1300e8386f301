/* Literals: whether a text is a value of a type that is written as a string. */
#ifndef TENON_READ_LITERAL_H
#define TENON_READ_LITERAL_H

#include "compiler/read/expr.h"

/* Why TEXT is no value of KIND, in static words; NULL when it is one. Knows date, time, timestamp,
 * datetime, interval, uuid, inet, json, boolean and numbers (not their ranges); takes anything for the
 * other kinds.
 *   date       2026-02-28, a real day of the years 1 to 9999
 *   time       23:59, 23:59:59, 23:59:59.999999
 *   datetime   a date, a blank or T, a time
 *   timestamp  the same, with Z or +hh[:mm] behind it if it is not UTC
 *   interval   7 days; 1 year 2 months; 36 hours 10:30:00 */
const char *literal_flaw(TypeKind kind, Text text);

/* Whether a value of KIND may be written as a plain string. */
bool literal_is_written_as_string(TypeKind kind);

#endif
