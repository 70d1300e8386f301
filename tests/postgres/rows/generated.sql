-- accept: a line
INSERT INTO lines (quantity, price, discount, name, born, ratio)
VALUES (2, 1.50, NULL, ' Ab ', '2000-02-29', 0.125);
-- gives 3.00||AB- ab |2000|small|t|0.13: computed
SELECT total, net, label, born_in, size, best IS NULL, rounded FROM lines;
-- reject 428C9: nobody writes a computed value
INSERT INTO lines (quantity, price, name, born, ratio, total) VALUES (2, 1, 'a', '2000-01-01', 1, 7);
