-- Removes the schema of sqlite_strict for SQLite 3.37.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP TABLE idx_readings_notes;

DROP TABLE readings;

COMMIT;
