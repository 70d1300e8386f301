-- accept: the upper ends
INSERT INTO counters (small, middle, large) VALUES (65535, 4294967295, 18446744073709551615);
-- gives 9223372036854775807: a half, cut
SELECT half FROM counters;
-- reject 23514: below zero
INSERT INTO counters (small, large) VALUES (-1, 0);
-- reject 23514: below zero, the largest
INSERT INTO counters (small, large) VALUES (1, -1);
