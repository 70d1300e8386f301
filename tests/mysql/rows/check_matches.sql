-- accept: a match
INSERT INTO plates (number, path) VALUES ('AB-12', 'a.txt');
-- reject 3819|4025: case counts
INSERT INTO plates (number, path) VALUES ('ab-12', 'a.txt');
-- reject 3819|4025: a backslash that was doubled or lost would let this pass
INSERT INTO plates (number, path) VALUES ('AB-12', 'a_txt');
-- reject 3819|4025: a line end is behind the end
INSERT INTO plates (number, path) VALUES ('AB-12\n', 'a.txt');
-- accept: and in the other mode of backslashes
SET sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES';
FLUSH TABLES;
INSERT INTO plates (number, path) VALUES ('AB-13', 'b.txt');
-- reject 3819|4025: it is the same check
SET sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES';
FLUSH TABLES;
INSERT INTO plates (number, path) VALUES ('AB-12', 'a_txt');
-- accept: a point is any character, a line end too
INSERT INTO plates (number, path, pair) VALUES ('AB-99', 'a.txt', 'a
b');
-- reject 3819|4025: but one
INSERT INTO plates (number, path, pair) VALUES ('AB-98', 'a.txt', 'ab');
