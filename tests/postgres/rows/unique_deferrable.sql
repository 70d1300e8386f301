-- accept: two rows that swap their places in one transaction
INSERT INTO items (place) VALUES (1), (2);
UPDATE items SET place = 2 WHERE id = 1;
UPDATE items SET place = 1 WHERE id = 2;
-- reject 23505: at the end the places have to differ
UPDATE items SET place = 1;
