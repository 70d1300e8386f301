-- accept: rows with and without a number
INSERT INTO events (happened_at, kind) VALUES ('2026-01-01 00:00:00.000', 'a'), ('2026-01-02 00:00:00.000', 'b');
INSERT INTO events (id, happened_at, kind) VALUES (9, '2026-01-01 00:00:00.000', 'c');
INSERT INTO events (happened_at, kind) VALUES ('2026-01-01 00:00:00.000', 'd');
-- gives 1,2,9,10: they are numbered
SELECT group_concat(id) FROM (SELECT id FROM events ORDER BY id);
-- reject NOT NULL constraint failed: a number is not taken away
UPDATE events SET id = NULL WHERE id = 9;
-- accept: the same number in another month
INSERT INTO events (id, happened_at, kind) VALUES (9, '2026-02-01 00:00:00.000', 'e');
-- reject UNIQUE constraint failed: the same key
INSERT INTO events (id, happened_at, kind) VALUES (9, '2026-01-01 00:00:00.000', 'f');
