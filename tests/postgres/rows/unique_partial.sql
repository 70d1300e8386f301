-- accept: a dead row and a live one may share a value
INSERT INTO users (email, deleted_at) VALUES ('a@x', now()), ('a@x', NULL);
-- reject 23505: two live ones may not
INSERT INTO users (email) VALUES ('a@x');
-- accept: the condition decides
INSERT INTO flags (name, "on") VALUES ('f', false), ('f', false), ('f', true);
-- reject 23505: where it holds, the value is unique
INSERT INTO flags (name, "on") VALUES ('f', true);
