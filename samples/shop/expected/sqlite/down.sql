-- Removes the schema of shop for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

DROP VIEW open_order_totals;

DROP TABLE idx_products_search;

DROP TABLE events;
DROP TABLE memberships;
DROP TABLE comment_likes;
DROP TABLE comments;
DROP TABLE order_lines;
DROP TABLE orders;
DROP TABLE products;
DROP TABLE addresses;
DROP TABLE users;

COMMIT;
