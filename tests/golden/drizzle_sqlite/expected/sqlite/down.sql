-- Removes the schema of drizzle_sqlite for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP VIEW titles;

DROP TABLE user_followings;
DROP TABLE posts;
DROP TABLE users;

COMMIT;
