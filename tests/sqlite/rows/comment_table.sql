-- gives 1: the comment is kept
SELECT sql GLOB '*-- What somebody wrote; it''s "quoted",*-- and has two lines.*' FROM sqlite_schema WHERE name = 'notes';
