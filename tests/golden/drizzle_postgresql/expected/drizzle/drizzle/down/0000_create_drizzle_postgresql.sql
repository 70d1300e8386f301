-- made by Tenon from model.tenon.yaml: change that, not this file

DROP VIEW titles;
--> statement-breakpoint
ALTER TABLE users DROP CONSTRAINT users_favourite_id_fkey;
--> statement-breakpoint
DROP TABLE stats.visits;
--> statement-breakpoint
DROP TABLE user_followings;
--> statement-breakpoint
DROP TABLE posts;
--> statement-breakpoint
DROP TABLE users;
--> statement-breakpoint
DROP FUNCTION set_updated_at();
--> statement-breakpoint
DROP TYPE state;
--> statement-breakpoint
DROP SCHEMA stats;
--> statement-breakpoint
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_roles r
        WHERE r.rolname = 'writer' AND NOT r.rolcanlogin AND NOT EXISTS (
            SELECT FROM pg_auth_members m
            WHERE m.member = r.oid
                OR (m.roleid = r.oid AND m.member <> current_user::regrole)
        )
    ) THEN
        DROP ROLE writer;
    END IF;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'role % stays: something else uses it', 'writer';
END
$$;
