-- accept: words of the types
INSERT INTO people (mood, all_moods) VALUES ('not so happy', '{happy,"it''s complicated"}');
-- gives happy|small: defaults
INSERT INTO people (all_moods) VALUES ('{}') RETURNING mood, size;
-- reject 22P02: another word
INSERT INTO people (mood, all_moods) VALUES ('sad', '{}');
