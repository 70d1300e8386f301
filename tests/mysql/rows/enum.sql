-- accept: words of the types
INSERT INTO people (mood, all_moods) VALUES ('not so happy', '["happy", "it''s complicated"]');
-- gives not so happy	small: a default
SELECT mood, size FROM people;
-- reject 1265: another word
INSERT INTO people (mood, all_moods) VALUES ('sad', '[]');
-- reject 3819|1265|4025: the text 0, which an ENUM takes for the word of no number
INSERT INTO people (mood, all_moods) VALUES ('0', '[]');
