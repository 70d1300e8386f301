-- Removes the schema of shop for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

DROP VIEW open_order_totals;

DROP TABLE events;
DROP TABLE memberships;
DROP TABLE comment_likes;
DROP TABLE comments;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE products;
DROP TABLE addresses;
DROP TABLE users;

DROP FUNCTION set_updated_at();

DROP TYPE order_status;

DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_roles r
        WHERE r.rolname = 'app_user' AND NOT r.rolcanlogin AND NOT EXISTS (
            SELECT FROM pg_auth_members m
            WHERE m.member = r.oid
                OR (m.roleid = r.oid AND m.member <> current_user::regrole)
        )
    ) THEN
        DROP ROLE app_user;
    END IF;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'role % stays: something else uses it', 'app_user';
END
$$;

COMMIT;
