-- gives t|0.50|-3|it's|2020-02-29|12:00:00|3 days|on: as written
INSERT INTO accounts DEFAULT VALUES RETURNING active, credit, debt, name, since, noon, pause, state;
-- gives 2020-02-29 12:00:00: an instant without a zone is one of UTC
SELECT at AT TIME ZONE 'UTC' FROM accounts;
