-- Removes the schema of shop for MariaDB 10.11.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

DROP VIEW open_order_totals;

REVOKE SELECT, INSERT, UPDATE, DELETE ON memberships FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON comment_likes FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON comments FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON order_lines FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON orders FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON products FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON addresses FROM app_user;
REVOKE SELECT, INSERT, UPDATE, DELETE ON users FROM app_user;

DROP TABLE events;
DROP TABLE memberships;
DROP TABLE comment_likes;
DROP TABLE comments;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE products;
DROP TABLE addresses;
DROP TABLE users;

SET @tenon_role = if(
    EXISTS (SELECT 1 FROM mysql.user WHERE User = 'app_user' AND is_role = 'Y')
    AND NOT EXISTS (SELECT 1 FROM mysql.roles_mapping WHERE 'app_user' IN (Role, User) AND Admin_option = 'N')
    AND NOT EXISTS (SELECT 1 FROM mysql.db WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.tables_priv WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.columns_priv WHERE User = 'app_user')
    AND NOT EXISTS (SELECT 1 FROM mysql.procs_priv WHERE User = 'app_user'),
    'DROP ROLE `app_user`',
    'SELECT ''role app_user stays: something else uses it'' AS notice'
);
PREPARE tenon_role FROM @tenon_role;
EXECUTE tenon_role;
DEALLOCATE PREPARE tenon_role;

SET sql_mode = @tenon_sql_mode;
