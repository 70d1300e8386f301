-- accept: a line
INSERT INTO `lines` (quantity, price, discount, name, born, ratio, at)
VALUES (2, 1.50, NULL, ' Ab ', '2000-02-29', 0.125, '2026-03-01 00:30:00');
-- gives 3.00	NULL	AB- ab 	2000	small	1	0.13: computed
SELECT total, net, label, born_in, size, best IS NULL, rounded FROM `lines`;
-- gives 2026-03-01	2000-02-29 00:00:00.000000	0: by UTC
SELECT day, midnight, hour FROM `lines`;
