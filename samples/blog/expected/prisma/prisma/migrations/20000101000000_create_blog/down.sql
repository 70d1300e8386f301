-- made by Tenon from model.tenon.yaml: change that, not this file

DROP TABLE comments;
DROP TABLE photos;
DROP TABLE post_tags;
DROP TABLE tags;
DROP TABLE posts;
DROP TABLE social_accounts;
DROP TABLE preferences;
DROP TABLE profiles;
DROP TABLE user_audits;
DROP TABLE user_followings;
DROP TABLE users;
DROP FUNCTION reject_immutable_change();
DROP FUNCTION users_audit();
DROP FUNCTION set_updated_at();
DROP TYPE state;
DROP TYPE provider;

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
