-- accept: the largest
INSERT INTO counters (small, middle, large) VALUES (65535, 4294967295, 18446744073709551615);
-- gives 9223372036854775807: half of it
SELECT half FROM counters;
-- reject 1264: below zero
INSERT INTO counters (small, large) VALUES (-1, 1);
