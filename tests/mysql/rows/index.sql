-- accept: two messages
INSERT INTO logs (level, message) VALUES (1, 'a'), (1, 'b');
-- reject 1062: a message twice
INSERT INTO logs (level, message) VALUES (2, 'a');
