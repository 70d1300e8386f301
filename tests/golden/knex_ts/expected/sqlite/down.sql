-- Removes the schema of knex_ts for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP TABLE shelves;
DROP TABLE verses;
DROP TABLE books;
DROP TABLE authors;

COMMIT;
