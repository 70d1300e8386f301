-- accept: a line
INSERT INTO lines (quantity, price, discount, name, born, ratio, at)
VALUES (2, 1.50, NULL, ' Ab ', '2000-02-29', 0.125, '2026-03-01 00:30:00+00');
-- gives 3.00||AB- ab |2000|small|t|0.13: computed
SELECT total, net, label, born_in, size, best IS NULL, rounded FROM lines;
-- gives 2026-03-01|2000-02-29 00:00:00|0: by UTC, whatever the session's zone is
SELECT day, midnight AT TIME ZONE 'UTC', hour FROM lines;
-- reject 428C9: nobody writes a computed value
INSERT INTO lines (quantity, price, name, born, ratio, at, total) VALUES (2, 1, 'a', '2000-01-01', 1, now(), 7);
