-- accept: one null
INSERT INTO slots (room, guest) VALUES (1, NULL), (1, 2);
-- reject 23505: a second null counts as equal
INSERT INTO slots (room, guest) VALUES (1, NULL);
