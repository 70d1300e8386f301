-- Removes the schema of schemas for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP TABLE s2.stamps;
DROP TABLE s1.parcels;
DROP TABLE s2.towns;
DROP TABLE s1.countries;
DROP TABLE s2.users;
DROP TABLE s1.users;

DROP DOMAIN shared.words;
DROP DOMAIN shared.word;

DROP TYPE s1.countries_code;
DROP TYPE s2.users_kind;
DROP TYPE shared.level;
DROP TYPE s1.users_kind;

DROP SCHEMA shared;
DROP SCHEMA s2;
DROP SCHEMA s1;

DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_roles r
        WHERE r.rolname = 'clerk' AND NOT r.rolcanlogin AND NOT EXISTS (
            SELECT FROM pg_auth_members m
            WHERE m.member = r.oid
                OR (m.roleid = r.oid AND m.member <> current_user::regrole)
        )
    ) THEN
        DROP ROLE clerk;
    END IF;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'role % stays: something else uses it', 'clerk';
END
$$;

COMMIT;
