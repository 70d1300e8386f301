-- accept: case and blanks make a difference
INSERT INTO users (email, `first`, last) VALUES ('a', 'A', 'B'), ('A', 'a', 'B'), ('a ', 'A ', 'B');
-- reject 1062: the same again
INSERT INTO users (email, `first`, last) VALUES ('a', 'X', 'Y');
-- reject 1062: the same name
INSERT INTO users (email, `first`, last) VALUES ('b', 'A', 'B');
