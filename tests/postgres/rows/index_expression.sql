-- accept: one
INSERT INTO users (email, a, b) VALUES ('A@x', 1, 1);
-- reject 23505: the same in lower case
INSERT INTO users (email, a, b) VALUES ('a@X', 1, 1);
