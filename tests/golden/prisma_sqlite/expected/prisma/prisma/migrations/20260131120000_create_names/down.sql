-- made by Tenon from model.tenon.yaml: change that, not this file

PRAGMA defer_foreign_keys = ON;

PRAGMA foreign_keys=off;

DROP TABLE idx_strings_words;
DROP TABLE strings;
DROP TABLE users;
DROP TABLE states;

PRAGMA foreign_keys=on;
