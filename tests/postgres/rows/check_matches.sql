-- accept: a match
INSERT INTO plates (number, path) VALUES ('AB-12', 'a.txt');
-- reject 23514: no match
INSERT INTO plates (number, path) VALUES ('ab-12', 'a.txt');
-- reject 23514: a backslash that was doubled or lost would let this pass
INSERT INTO plates (number, path) VALUES ('AB-12', 'a_txt');
