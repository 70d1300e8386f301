-- accept: two that differ
INSERT INTO users (email, first, last) VALUES ('a@x', 'Ann', 'Lee'), ('b@x', 'Ann', 'Ray');
-- reject 23505: the attribute again
INSERT INTO users (email, first, last) VALUES ('a@x', 'Bob', 'Lee');
-- reject 23505: the set again
INSERT INTO users (email, first, last) VALUES ('c@x', 'Ann', 'Lee');
