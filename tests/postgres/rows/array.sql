-- accept: a tagged note
INSERT INTO notes (tags, many) VALUES ('{x}', 1);
-- reject 23514: without tags
INSERT INTO notes (tags, many) VALUES ('{}', 1);
