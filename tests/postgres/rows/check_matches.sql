-- accept: a match
INSERT INTO plates (number, path) VALUES ('AB-12', 'a.txt');
-- reject 23514: no match
INSERT INTO plates (number, path) VALUES ('ab-12', 'a.txt');
-- reject 23514: a backslash that was doubled or lost would let this pass
INSERT INTO plates (number, path) VALUES ('AB-12', 'a_txt');
-- accept: a point is any character, a line end too
INSERT INTO plates (number, path, pair) VALUES ('AB-99', 'a.txt', 'a
b');
-- reject 23514: but one
INSERT INTO plates (number, path, pair) VALUES ('AB-98', 'a.txt', 'ab');
