-- accept: teams and a player
INSERT INTO teams VALUES (1, 'first'), (2, 'second');
INSERT INTO players (team_id) VALUES (2);
-- reject NOT NULL constraint failed: a key that nobody numbers
INSERT INTO teams (name) VALUES ('third');
-- accept: the team goes
DELETE FROM teams WHERE id = 2;
-- gives 1: and its player is in the first
SELECT team_id FROM players;
