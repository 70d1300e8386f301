-- accept: a document
INSERT INTO events (detail) VALUES ('{"kind": true, "inner": {"a": 1}}'), ('{"kind": "k"}'), ('{"kind": 5}');
-- gives true,k,5: members as text
SELECT group_concat(kind) FROM events;
-- gives {"a":1}: a member as json
SELECT max(inner) FROM events;
