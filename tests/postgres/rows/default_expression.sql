-- gives 36|t|t|Ab|14: computed when the row is made
INSERT INTO sessions DEFAULT VALUES
RETURNING length(id::text), started = now(), day = (now() AT TIME ZONE 'UTC')::date, label, number;
