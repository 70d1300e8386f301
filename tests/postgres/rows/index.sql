-- accept: one
INSERT INTO logs (level, message) VALUES (1, 'a');
-- reject 23505: a unique index
INSERT INTO logs (level, message) VALUES (2, 'a');
