-- accept: a row of defaults
INSERT INTO accounts DEFAULT VALUES;
-- gives 1|0.5|-3|it's|2020-02-29|2020-02-29 12:00:00.000|12:00:00.000|on: they are there
SELECT active, credit, debt, name, since, at, noon, state FROM accounts;
