-- accept: a row that satisfies all
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 0, 'a', 1, 'n', 'A house', 'B1');
-- reject 3819|4025: a negative price
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', -0.01, 'a', 1, 'n', 'A house', 'B1');
-- reject 3819|4025: a word that differs in case
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'A', 1, 'n', 'A house', 'B1');
-- reject 3819|4025: a word with a blank behind it
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a ', 1, 'n', 'A house', 'B1');
-- reject 3819|4025: the range
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 11, 'n', 'A house', 'B1');
-- reject 3819|4025: two columns against each other
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-03', '2026-03-02', 1, 'a', 1, 'n', 'A house', 'B1');
-- reject 3819|4025: a text that contains what it may not
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, 'n', 'A house!', 'B1');
-- reject 3819|4025: a month outside of spring, without a note
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-08-01', '2026-08-02', 1, 'a', 1, NULL, 'A house', 'B1');
-- accept: null where a check allows it
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, NULL, 'A house', '');
