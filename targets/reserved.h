/* Reserved words of the engines: those that are no table or column name without quotes. Each list is in
 * lower case and ends with NULL; it is made from grammar/reserved/ENGINE.def. */
#ifndef TENON_TARGETS_RESERVED_H
#define TENON_TARGETS_RESERVED_H

extern const char *const reserved_mariadb[];
extern const char *const reserved_mysql[];
extern const char *const reserved_postgres[];
extern const char *const reserved_sqlite[];

/* Words of the target rails: names that no model, no attribute or association, and no scope may have. */
extern const char *const reserved_ruby_constants[];
extern const char *const reserved_rails_members[];
extern const char *const reserved_rails_scopes[];

#endif
