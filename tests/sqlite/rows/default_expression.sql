-- accept: rows of defaults
INSERT INTO sessions DEFAULT VALUES;
INSERT INTO sessions DEFAULT VALUES;
-- gives 2|Ab|14: they are computed
SELECT count(DISTINCT id), label, number FROM sessions;
-- gives 2: uuids are of version 4
SELECT count(*) FROM sessions WHERE id GLOB '????????-????-4???-[89ab]???-????????????';
