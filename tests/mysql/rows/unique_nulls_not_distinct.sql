-- accept: a guest and nobody
INSERT INTO slots (room, guest) VALUES (1, 1), (1, NULL), (2, NULL);
-- reject 1062: the same guest
INSERT INTO slots (room, guest) VALUES (1, 1);
-- reject 1062: nobody twice
INSERT INTO slots (room, guest) VALUES (1, NULL);
