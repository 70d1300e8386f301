-- accept: a value of each
INSERT INTO things VALUES (1, true, 1, 1, 1, 1.125, 1, 1.5, 1, 1, 'abc', 'abc', 'abc', X'00FF', '2026-01-31', '23:59:59', '2026-01-31 12:00',
'2026-01-31 12:00', '3 days', '123E4567-e89b-12d3-a456-426614174000', '{"a": 1}', '10.0.0.0/8', 'x', '[1, 2]');
-- gives 1: a uuid in another case is the same
SELECT count(*) FROM things WHERE a_uuid = '123e4567-e89b-12d3-a456-426614174000';
-- reject 3819|4025: a boolean is 0 or 1
UPDATE things SET a_boolean = 2;
-- reject 3819|4025: a time of day ends with the day
UPDATE things SET a_time = '24:00:00';
-- reject 3819|1292: a uuid is one
UPDATE things SET a_uuid = '123e4567';
-- reject 3819|4025: an address is one
UPDATE things SET an_inet = 'here';
-- reject 3140|4025: a document is one
UPDATE things SET a_json = '{';
