-- accept: hen and egg in one transaction
INSERT INTO hens (id, name, egg_id) VALUES (1, 'h', 1);
INSERT INTO eggs (id, weight, hen_id) VALUES (1, 60, 1);
-- reject FOREIGN KEY constraint failed: at the end of the transaction
INSERT INTO hens (id, name, egg_id) VALUES (2, 'h', 9);
