-- accept: a list with the word, and an empty one beside another
INSERT INTO notes (tags, scores, many) VALUES ('["x", "y"]', NULL, 1), ('["a"]', '[1, 2, 3]', 2);
-- reject notes_tagged_check: an empty list
INSERT INTO notes (tags, many) VALUES ('[]', 1);
-- reject notes_tagged_check: emptied later
UPDATE notes SET tags = '[]';
-- reject notes_many_check: eleven of ten
INSERT INTO notes (tags, scores, many) VALUES ('["a"]', '[1,2,3,4,5,6,7,8,9,10,11]', 1);
-- reject notes_tags_elements: an element of 31 characters
INSERT INTO notes (tags, many) VALUES ('["1234567890123456789012345678901"]', 1);
