-- accept: all defaults
INSERT INTO accounts () VALUES ();
-- gives 1	0.50	-3	it's	2020-02-29	2020-02-29 12:00:00.000000	12:00:00.000000	3 days	on: as written
SELECT active, credit, debt, name, since, at, noon, pause, state FROM accounts;
