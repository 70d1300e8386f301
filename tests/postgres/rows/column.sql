-- accept: null where it is allowed
INSERT INTO people (full_name, code) VALUES ('A', 'abc');
-- reject 23502: and where it is not
INSERT INTO people (code) VALUES ('abc');
-- reject 22001: too long
INSERT INTO people (full_name, nick, code) VALUES ('A', 'a nick name of 22 char', 'abc');
