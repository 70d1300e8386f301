-- accept: two notes
INSERT INTO notes (body, done) VALUES ('a', false), ('b', true);
-- gives a: one of them is open
SELECT body FROM open_notes;
