/* Report: indexes, the patterns that each serves, why, and what both take, in three forms. */
#ifndef TENON_ACCESS_REPORT_H
#define TENON_ACCESS_REPORT_H

#include "compiler/access/derive.h"

typedef enum AccessForm { ACCESS_TEXT, ACCESS_MARKDOWN, ACCESS_JSON } AccessForm;

/* The text forms list keys that serve a pattern as well. */
void access_print(Buffer *out, const AccessPlan *plan, const Facts *facts, AccessForm form);

#endif
