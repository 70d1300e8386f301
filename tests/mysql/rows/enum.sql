-- accept: words of the types
INSERT INTO people (mood, all_moods) VALUES ('not so happy', '["happy", "it''s complicated"]');
-- gives not so happy	small: a default
SELECT mood, size FROM people;
-- reject 1265: another word
INSERT INTO people (mood, all_moods) VALUES ('sad', '[]');
