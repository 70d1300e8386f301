-- accept: computed when the row is made
INSERT INTO sessions () VALUES ();
-- gives 36	1	1	Ab	14: by UTC, whatever the session's zone is
SELECT char_length(id), abs(timestampdiff(SECOND, started, utc_timestamp(6))) < 60, day = utc_date(), label, number FROM sessions;
-- gives 4	1: a uuid of version 4
SELECT substr(id, 15, 1), substr(id, 20, 1) IN ('8', '9', 'a', 'b') FROM sessions;
