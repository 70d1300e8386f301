-- accept: an address
INSERT INTO users (email, a, b) VALUES ('Ann@x', 1, 2);
-- reject 1062: the same in another case
INSERT INTO users (email, a, b) VALUES ('ann@X', 1, 2);
