-- accept: one address alive, one gone
INSERT INTO users (email, deleted_at) VALUES ('a', NULL), ('a', '2026-01-01 00:00:00.000');
-- reject UNIQUE constraint failed: alive twice
INSERT INTO users (email) VALUES ('a');
-- accept: the condition does not hold
INSERT INTO flags (name, "on") VALUES ('f', 1), ('f', 0), ('f', 0);
-- reject UNIQUE constraint failed: on twice
INSERT INTO flags (name, "on") VALUES ('f', 1);
