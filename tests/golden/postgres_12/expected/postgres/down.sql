-- Removes the schema of version_12 for PostgreSQL 12.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP TABLE readings;

DROP FUNCTION reject_immutable_change();
DROP FUNCTION set_updated_at();

DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_extension
        WHERE extname = 'pgcrypto' AND obj_description(oid, 'pg_extension') = 'made by tenon'
    ) THEN
        DROP EXTENSION pgcrypto;
    END IF;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'extension % stays: something else uses it', 'pgcrypto';
END
$$;

COMMIT;
