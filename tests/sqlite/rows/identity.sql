-- accept: rows are numbered
INSERT INTO smalls (name) VALUES ('a'), ('b');
-- gives 2: one after the other
SELECT max(id) FROM smalls;
-- accept: an explicit number
INSERT INTO smalls (id, name) VALUES (7, 'c');
-- reject smalls_id_type: a number beyond smallint
INSERT INTO smalls (id, name) VALUES (40000, 'd');
-- reject UNIQUE constraint failed: the same number
INSERT INTO smalls (id, name) VALUES (7, 'e');
