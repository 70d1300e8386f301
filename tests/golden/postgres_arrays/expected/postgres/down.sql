-- Removes the schema of postgres_arrays for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP TABLE notes;

COMMIT;
