-- accept: plates of one, two and three letters
INSERT INTO plates (number, path) VALUES ('A-1', 'x.txt'), ('AB-12', '.txt'), ('ABC-1234567', 'a.b.txt');
-- reject plates_number_check: four letters
INSERT INTO plates (number, path) VALUES ('ABCD-1', 'x.txt');
-- reject plates_number_check: no digit
INSERT INTO plates (number, path) VALUES ('A-', 'x.txt');
-- reject plates_number_check: something behind the digits
INSERT INTO plates (number, path) VALUES ('A-1x', 'x.txt');
-- reject plates_number_check: small letters
INSERT INTO plates (number, path) VALUES ('a-1', 'x.txt');
-- reject plates_path_check: a dot is a dot
INSERT INTO plates (number, path) VALUES ('A-1', 'xtxt');
-- accept: a point is any character, a line end too
INSERT INTO plates (number, path, pair) VALUES ('AB-99', 'a.txt', 'a
b');
-- reject plates_pair_check: but one
INSERT INTO plates (number, path, pair) VALUES ('AB-98', 'a.txt', 'ab');
