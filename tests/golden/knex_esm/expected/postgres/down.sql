-- Removes the schema of knex_esm for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP TABLE shelves;
DROP TABLE verses;
DROP TABLE books;
DROP TABLE authors;

DROP FUNCTION set_updated_at();

DROP TYPE mood;

COMMIT;
