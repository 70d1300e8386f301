-- accept: within the type
INSERT INTO rates (share) VALUES (100);
-- gives 10	AA0: the defaults of the types
SELECT least, code FROM rates;
-- reject 3819|4025: beyond it
INSERT INTO rates (share) VALUES (101);
-- reject 3819|4025: a code of another form
INSERT INTO rates (share, code) VALUES (1, 'aa0');
