-- made by Tenon from model.tenon.yaml: change that, not this file

DROP TABLE comments;
--> statement-breakpoint
DROP TABLE photos;
--> statement-breakpoint
DROP TABLE post_tags;
--> statement-breakpoint
DROP TABLE tags;
--> statement-breakpoint
DROP TABLE posts;
--> statement-breakpoint
DROP TABLE social_accounts;
--> statement-breakpoint
DROP TABLE preferences;
--> statement-breakpoint
DROP TABLE profiles;
--> statement-breakpoint
DROP TABLE user_audits;
--> statement-breakpoint
DROP TABLE user_followings;
--> statement-breakpoint
DROP TABLE users;
--> statement-breakpoint
DROP FUNCTION reject_immutable_change();
--> statement-breakpoint
DROP FUNCTION users_audit();
--> statement-breakpoint
DROP FUNCTION set_updated_at();
--> statement-breakpoint
DROP TYPE state;
--> statement-breakpoint
DROP TYPE provider;
--> statement-breakpoint
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_roles r
        WHERE r.rolname = 'reporting' AND NOT r.rolcanlogin AND NOT EXISTS (
            SELECT FROM pg_auth_members m
            WHERE m.member = r.oid
                OR (m.roleid = r.oid AND m.member <> current_user::regrole)
        )
    ) THEN
        DROP ROLE reporting;
    END IF;
EXCEPTION
    WHEN dependent_objects_still_exist THEN
        RAISE NOTICE 'role % stays: something else uses it', 'reporting';
END
$$;
--> statement-breakpoint
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
