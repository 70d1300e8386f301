-- Removes the schema of shop for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

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

DROP ROLE IF EXISTS app_user;

SET sql_mode = @tenon_sql_mode;
