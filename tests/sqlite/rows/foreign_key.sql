-- accept: an author, a cover and a book
INSERT INTO authors (id, name) VALUES (1, 'a'), (2, 'b');
INSERT INTO covers (id, colour) VALUES (1, 'red'), (2, 'blue');
INSERT INTO books (id, title, author_id, cover_id) VALUES (1, 't', 1, 1);
-- reject FOREIGN KEY constraint failed: no such author
INSERT INTO books (id, title, author_id, cover_id) VALUES (2, 't', 9, 2);
-- reject UNIQUE constraint failed: a cover of two books
INSERT INTO books (id, title, author_id, cover_id) VALUES (2, 't', 1, 1);
-- reject FOREIGN KEY constraint failed: a cover that a book has
DELETE FROM covers WHERE id = 1;
-- reject remarks_subject_check: a remark about two things
INSERT INTO remarks (text, subject_author_id, subject_book_id) VALUES ('r', 1, 1);
-- accept: the author goes, with the book
DELETE FROM authors WHERE id = 1;
-- gives 0: there are no books
SELECT count(*) FROM books;
