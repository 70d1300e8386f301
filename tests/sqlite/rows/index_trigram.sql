-- accept: a post
INSERT INTO posts (title) VALUES ('Grandmother');
-- gives Grandmother: a part of a word is found
SELECT title FROM idx_posts_parts WHERE idx_posts_parts MATCH 'dmoth';
