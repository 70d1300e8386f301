-- accept: rows of two owners
INSERT INTO documents (owner_id, shared, body) VALUES (1, false, 'mine'), (2, false, 'theirs'), (2, true, 'ours');
-- gives mine,ours: one's own and the shared
SET ROLE writer;
SELECT set_config('app.current_user_id', '1', true) \gset
SELECT string_agg(body, ',' ORDER BY id) FROM documents;
-- gives ours: without a user only the shared
SET ROLE writer;
SELECT string_agg(body, ',' ORDER BY id) FROM documents;
-- reject 42501: a row in another's name
SET ROLE writer;
SELECT set_config('app.current_user_id', '1', true);
INSERT INTO documents (owner_id, shared, body) VALUES (2, true, 'forged');
-- gives 1: an update touches what is seen
SET ROLE writer;
SELECT set_config('app.current_user_id', '1', true) \gset
WITH changed AS (UPDATE documents SET body = 'new' RETURNING 1) SELECT count(*) FROM changed;
