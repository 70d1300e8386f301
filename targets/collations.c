/* Collations: whose a name is. The character sets are those that both MySQL 8 and MariaDB 10.6 list. */
#include "targets/collations.h"

static const char *const character_sets[] = {
    "armscii8", "ascii",   "big5",    "cp1250", "cp1251",  "cp1256",  "cp1257",
    "cp850",    "cp852",   "cp866",   "cp932",  "dec8",    "eucjpms", "euckr",
    "gb2312",   "gbk",     "geostd8", "greek",  "hebrew",  "hp8",     "keybcs2",
    "koi8r",    "koi8u",   "latin1",  "latin2", "latin5",  "latin7",  "macce",
    "macroman", "sjis",    "swe7",    "tis620", "ucs2",    "uca1400", "ujis",
    "utf16",    "utf16le", "utf32",   "utf8",   "utf8mb3", "utf8mb4",
};

static const char *const sqlite_names[] = {"BINARY", "NOCASE", "RTRIM"};

bool collation_is_mysql(Text name) {
    size_t end = text_find(name, TEXT("_"));
    if (end == SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof character_sets / sizeof *character_sets; i++) {
        if (text_equal_c(text_slice(name, 0, end), character_sets[i])) {
            return true;
        }
    }
    return false;
}

bool collation_is_sqlite(Text name) {
    for (size_t i = 0; i < sizeof sqlite_names / sizeof *sqlite_names; i++) {
        if (text_equal_c(name, sqlite_names[i])) {
            return true;
        }
    }
    return false;
}
