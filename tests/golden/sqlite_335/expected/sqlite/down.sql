-- Removes the schema of sqlite_335 for SQLite 3.35.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP TABLE payments;
DROP TABLE invoices;

COMMIT;
