-- accept: a row for each month, and one beyond
INSERT INTO events (happened_at, kind) VALUES ('2026-01-31 23:59:59+00', 'a'), ('2026-02-01 00:00:00+00', 'b'),
    ('2030-01-01', 'c');
-- gives a: the day ends where UTC says
SELECT string_agg(kind, ',') FROM events WHERE tableoid = 'events_p2026_01'::regclass;
-- gives c: and the rest is kept
SELECT kind FROM events_default;
