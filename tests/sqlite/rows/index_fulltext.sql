-- accept: two posts
INSERT INTO posts (title, body) VALUES ('red fox', 'a quick one'), ('blue hen', NULL);
-- gives 1: words are found
SELECT rowid FROM idx_posts_words WHERE idx_posts_words MATCH 'quick';
-- accept: a post changes
UPDATE posts SET body = 'a slow one' WHERE id = 1;
-- gives 0: what it said is forgotten
SELECT count(*) FROM idx_posts_words WHERE idx_posts_words MATCH 'quick';
-- accept: a post goes
DELETE FROM posts WHERE id = 1;
-- gives 0: with its words
SELECT count(*) FROM idx_posts_words WHERE idx_posts_words MATCH 'fox';
-- accept: the index agrees with the table
INSERT INTO idx_posts_words (idx_posts_words, rank) VALUES ('integrity-check', 1);
