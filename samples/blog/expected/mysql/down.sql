-- Removes the schema of blog for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

REVOKE SELECT ON comments FROM reporting;
REVOKE SELECT ON tags FROM reporting;
REVOKE SELECT ON photos FROM reporting;
REVOKE SELECT ON post_tags FROM reporting;
REVOKE SELECT ON posts FROM reporting;
REVOKE SELECT, INSERT, UPDATE, DELETE ON comments FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON tags FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON photos FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON post_tags FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON posts FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON social_accounts FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON preferences FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON profiles FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON user_followings FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON users FROM app_user;

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

SET @tenon_role = if(
    EXISTS (SELECT 1 FROM mysql.user WHERE User = 'reporting' AND Host = '%' AND account_locked = 'Y')
    AND NOT EXISTS (SELECT 1 FROM mysql.role_edges WHERE 'reporting' IN (FROM_USER, TO_USER))
    AND NOT EXISTS (SELECT 1 FROM mysql.db WHERE User = 'reporting')
    AND NOT EXISTS (SELECT 1 FROM mysql.tables_priv WHERE User = 'reporting')
    AND NOT EXISTS (SELECT 1 FROM mysql.columns_priv WHERE User = 'reporting')
    AND NOT EXISTS (SELECT 1 FROM mysql.procs_priv WHERE User = 'reporting'),
    'DROP USER `reporting`',
    'SELECT ''role reporting stays: something else uses it'' AS notice'
);
PREPARE tenon_role FROM @tenon_role;
EXECUTE tenon_role;
DEALLOCATE PREPARE tenon_role;

SET @tenon_role = if(
    EXISTS (SELECT 1 FROM mysql.user WHERE User = 'app_user' AND Host = '%' AND account_locked = 'Y')
    AND NOT EXISTS (SELECT 1 FROM mysql.role_edges WHERE 'app_user' IN (FROM_USER, TO_USER))
    AND NOT EXISTS (SELECT 1 FROM mysql.db WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.tables_priv WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.columns_priv WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.procs_priv WHERE User = 'app_user'),
    'DROP USER `app_user`',
    'SELECT ''role app_user stays: something else uses it'' AS notice'
);
PREPARE tenon_role FROM @tenon_role;
EXECUTE tenon_role;
DEALLOCATE PREPARE tenon_role;

SET sql_mode = @tenon_sql_mode;
