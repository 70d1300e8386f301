-- accept: an author with a book, and a remark on it
INSERT INTO authors (name) VALUES ('A'), ('B');
INSERT INTO covers (colour) VALUES ('red'), ('blue');
INSERT INTO books (title, author_id, editor_id, cover_id, named_name) VALUES ('One', 1, 2, 1, 'A');
UPDATE authors SET favourite_id = 1 WHERE name = 'B';
INSERT INTO remarks (text, subject_book_id) VALUES ('nice', 1);
-- reject 1452: no such author
INSERT INTO books (title, author_id, cover_id) VALUES ('Two', 9, 2);
-- reject 1062: a cover belongs to one book
INSERT INTO books (title, author_id, cover_id) VALUES ('Two', 1, 1);
-- reject 3819|4025: a remark on nothing
INSERT INTO remarks (text) VALUES ('lost');
-- reject 3819|4025: a remark on two things
INSERT INTO remarks (text, subject_book_id, subject_author_id) VALUES ('both', 1, 1);
-- reject 1451: restrict keeps the cover
DELETE FROM covers WHERE id = 1;
-- reject 1451: no action keeps the editor
DELETE FROM authors WHERE name = 'B';
-- accept: a book goes
DELETE FROM remarks;
DELETE FROM books WHERE title = 'One';
-- gives 2: and set null empties the other's favourite
SELECT count(*) FROM authors WHERE favourite_id IS NULL;
-- accept: cascade takes a book with its author
INSERT INTO books (title, author_id, cover_id) VALUES ('Two', 1, 2);
DELETE FROM authors WHERE name = 'A';
-- gives 0: no book is left
SELECT count(*) FROM books;
