-- Removes the schema of blog for MariaDB 10.11.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

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

DROP ROLE IF EXISTS reporting;

DROP ROLE IF EXISTS app_user;

SET sql_mode = @tenon_sql_mode;
