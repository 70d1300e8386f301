-- reject 42501: a reader does not write
SET ROLE reader;
INSERT INTO notes (body) VALUES ('a');
-- accept: a filer does
SET ROLE filer;
INSERT INTO notes (body) VALUES ('a');
-- gives 1: a reader reads
SET ROLE reader;
SELECT count(*) FROM notes;
-- reject 42501: but not everything
SET ROLE reader;
SELECT count(*) FROM secrets;
