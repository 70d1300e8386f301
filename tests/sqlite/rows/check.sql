-- accept: a row that satisfies all
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 0, 'a', 1, 'n', 'A house', 'B1');
-- reject bookings_price_check: a negative price
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', -0.01, 'a', 1, 'n', 'A house', 'B1');
-- reject bookings_kind_check: a word that is not in the list
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'd', 1, 'n', 'A house', 'B1');
-- reject bookings_in_order_check: two columns against each other
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-03', '2026-03-02', 1, 'a', 1, 'n', 'A house', 'B1');
-- reject bookings_title_check: a text that begins as it may not
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, 'n', 'x house', 'B1');
-- accept: like looks at the case of letters
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, 'n', 'X house', 'B1');
-- reject bookings_title_check: a text that contains what it may not
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, 'n', 'A house!', 'B1');
-- reject bookings_spring_check: a month outside of spring, without a note
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-08-01', '2026-08-02', 1, 'a', 1, NULL, 'A house', 'B1');
-- accept: null where a check allows it
INSERT INTO bookings (first, last, price, kind, rooms, note, title, code)
VALUES ('2026-03-01', '2026-03-02', 1, 'a', 1, NULL, 'A house', '');
