-- Removes the schema of version_15 for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP TABLE readings;

DROP FUNCTION reject_immutable_change();
DROP FUNCTION set_updated_at();

COMMIT;
