-- accept: a note, made an hour ago
INSERT INTO notes (body, created_at, updated_at) VALUES ('a', now() - interval '1 hour', now() - interval '1 hour');
UPDATE notes SET body = 'b';
-- gives t|t: updated_at has moved, created_at has not
SELECT updated_at > now() - interval '1 minute', created_at < now() - interval '59 minutes' FROM notes;
-- gives t: and nobody can hold it back
UPDATE notes SET updated_at = '2000-01-01' RETURNING updated_at = now();
