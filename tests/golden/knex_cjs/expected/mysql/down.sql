-- Removes the schema of knex_cjs for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

DROP TABLE shelves;
DROP TABLE verses;
DROP TABLE books;
DROP TABLE authors;

SET sql_mode = @tenon_sql_mode;
