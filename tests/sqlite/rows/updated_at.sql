-- accept: a row of long ago
INSERT INTO notes (body, created_at, updated_at) VALUES ('a', '2020-01-01 00:00:00.000', '2020-01-01 00:00:00.000');
-- accept: a change
UPDATE notes SET body = 'b';
-- gives 1: the instant moved on
SELECT updated_at > '2025' FROM notes;
-- accept: an instant of one's own
UPDATE notes SET updated_at = '2020-01-01 00:00:00.000';
-- gives 1: is not taken
SELECT updated_at > '2025' FROM notes;
-- accept: with triggers that may call themselves
PRAGMA recursive_triggers = ON;
UPDATE notes SET body = 'c';
