-- accept: two words
INSERT INTO words (text_c, plain) VALUES ('b', 'x'), ('B', 'y');
-- gives B,b: sorted by their bytes
SELECT group_concat(text_c) FROM (SELECT text_c FROM words ORDER BY text_c);
