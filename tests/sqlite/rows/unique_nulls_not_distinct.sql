-- accept: a guest, and nobody
INSERT INTO slots (room, guest) VALUES (1, 1), (1, NULL), (2, NULL);
-- reject UNIQUE constraint failed: nobody twice
INSERT INTO slots (room, guest) VALUES (1, NULL);
