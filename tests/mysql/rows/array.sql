-- accept: a tagged note
INSERT INTO notes (tags, scores, many) VALUES ('["x"]', '[1, null]', 1);
-- reject 3819|4025: without tags
INSERT INTO notes (tags, many) VALUES ('[]', 1);
-- reject 3819|4025: no list
INSERT INTO notes (tags, many) VALUES ('{"x": 1}', 1);
