-- accept: two notes
INSERT INTO notes (body, done) VALUES ('a', true), ('b', false);
-- gives b: the open one
SELECT body FROM open_notes;
