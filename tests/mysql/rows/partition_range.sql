-- accept: in and after the months
INSERT INTO events (happened_at, kind) VALUES ('2026-02-01 00:00:00', 'a'), ('2030-01-01', 'b'), ('2020-01-01', 'c');
-- gives events_p2026_02: where it belongs
SELECT PARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'events'
AND PARTITION_DESCRIPTION LIKE '%2026-03-01%';
