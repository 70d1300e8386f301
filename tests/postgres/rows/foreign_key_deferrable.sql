-- accept: each needs the other, and both come in one transaction
INSERT INTO hens (id, name, egg_id) VALUES (1, 'Berta', 1);
INSERT INTO eggs (id, weight, hen_id) VALUES (1, 60, 1);
-- reject 23503: one that never comes
INSERT INTO hens (id, name, egg_id) VALUES (2, 'Erna', 2);
