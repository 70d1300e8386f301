-- accept: one alive, and any number of deleted ones
INSERT INTO users (email, deleted_at) VALUES ('a', NULL), ('a', '2026-01-01'), ('a', '2026-01-02');
-- reject 1062: two alive
INSERT INTO users (email) VALUES ('a');
-- reject 1062: one comes back
UPDATE users SET deleted_at = NULL WHERE deleted_at = '2026-01-01';
-- accept: off as often as one likes
INSERT INTO flags (name, `on`) VALUES ('a', false), ('a', false), ('a', true);
-- reject 1062: on once
INSERT INTO flags (name, `on`) VALUES ('a', true);
