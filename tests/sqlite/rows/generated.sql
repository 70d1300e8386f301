-- accept: a row
INSERT INTO lines (quantity, price, discount, name, born, other, ratio, at)
VALUES (3, 0.1, 0.05, ' Ab ', '2001-02-03', NULL, 2.345, '2026-01-31 23:30:00.000');
-- gives 0.3|0.15|AB- ab |2001|small|: what follows from it
SELECT total, net, label, born_in, size, best FROM lines;
-- gives 2026-01-31|2001-02-03 00:00:00.000|23: days and hours are those of UTC
SELECT day, midnight, hour FROM lines;
-- reject cannot UPDATE generated column: it is not written
UPDATE lines SET total = 1;
