-- Removes the schema of blog for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP TABLE idx_posts_words;

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

COMMIT;
