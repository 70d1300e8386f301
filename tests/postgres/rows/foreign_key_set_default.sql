-- accept: the default team takes over
INSERT INTO teams (id, name) VALUES (1, 'first'), (2, 'second');
INSERT INTO players (team_id) VALUES (2);
DELETE FROM teams WHERE id = 2;
-- gives 1: the player is in team 1
SELECT team_id FROM players;
