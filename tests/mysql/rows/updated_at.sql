-- accept: a change
INSERT INTO notes (body, updated_at) VALUES ('a', '2000-01-01');
UPDATE notes SET body = 'b';
-- gives 1: leaves its time, in UTC
SELECT abs(timestampdiff(SECOND, updated_at, utc_timestamp(6))) < 60 FROM notes;
