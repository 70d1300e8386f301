-- accept: within the rule
INSERT INTO rates (share) VALUES (100);
-- gives AA0|10: defaults
SELECT code, least FROM rates;
-- reject 23514: beyond it
INSERT INTO rates (share) VALUES (101);
-- reject 23514: the other's rule
INSERT INTO rates (share, code) VALUES (1, 'a');
