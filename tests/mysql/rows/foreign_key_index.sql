-- accept: users, and a note
INSERT INTO users (id, name) VALUES (1, 'A'), (2, 'B');
INSERT INTO notes (owner_id, author_id) VALUES (1, 1);
-- reject 1452: no such owner, and no title
INSERT INTO notes (owner_id, author_id) VALUES (77, 1);
-- reject 1452: no such editor, and no size
INSERT INTO notes (owner_id, author_id, editor_id) VALUES (1, 1, 77);
-- reject 1452: no such reader, and no size
INSERT INTO notes (owner_id, author_id, reader_id) VALUES (1, 1, 77);
-- reject 1452: no such reviewer, and no title
INSERT INTO notes (owner_id, author_id, reviewer_id) VALUES (1, 1, 77);
-- reject 1452: no such owner after a change
UPDATE notes SET owner_id = 77;
