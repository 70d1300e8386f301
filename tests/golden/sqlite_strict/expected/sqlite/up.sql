-- Makes the schema of sqlite_strict for SQLite 3.37.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE readings (
    station INT NOT NULL,
    taken_at TEXT NOT NULL,
    valid INTEGER NOT NULL DEFAULT 1,
    level REAL NOT NULL,
    rough REAL NOT NULL,
    fine REAL NOT NULL,
    raw BLOB,
    note TEXT,
    code TEXT COLLATE RTRIM NOT NULL,
    detail TEXT,
    words TEXT NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (station),
    CONSTRAINT readings_station_type CHECK (station BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT readings_taken_at_type CHECK (taken_at IS strftime('%Y-%m-%d %H:%M:%f', taken_at, '+0 days')),
    CONSTRAINT readings_valid_type CHECK (valid IN (0, 1)),
    CONSTRAINT readings_level_type CHECK (typeof(level) IN ('integer', 'real') AND level = round(level, 3) AND abs(level) < 1e5),
    CONSTRAINT readings_rough_type CHECK (typeof(rough) = 'real'),
    CONSTRAINT readings_fine_type CHECK (typeof(fine) = 'real'),
    CONSTRAINT readings_raw_type CHECK (typeof(raw) IN ('blob', 'null')),
    CONSTRAINT readings_note_type CHECK (length(note) <= 200),
    CONSTRAINT readings_code_type CHECK (length(rtrim(code)) <= 4),
    CONSTRAINT readings_detail_type CHECK (detail IS NULL OR json_valid(detail)),
    CONSTRAINT readings_words_type CHECK (CASE WHEN json_valid(words) THEN json_type(words) = 'array' ELSE 0 END)
) STRICT;

CREATE TRIGGER readings_words_elements_insert
    AFTER INSERT ON readings FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.words)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text')
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: readings_words_elements');
END;

CREATE TRIGGER readings_words_elements_update
    AFTER UPDATE ON readings FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.words)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text')
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: readings_words_elements');
END;

CREATE VIRTUAL TABLE idx_readings_notes USING fts5 (
    note, station UNINDEXED
);

CREATE TRIGGER idx_readings_notes_insert
    AFTER INSERT ON readings FOR EACH ROW
BEGIN
    INSERT INTO idx_readings_notes (rowid, note, station)
    VALUES (NEW.rowid, NEW.note, NEW.station);
END;

CREATE TRIGGER idx_readings_notes_delete
    AFTER DELETE ON readings FOR EACH ROW
BEGIN
    DELETE FROM idx_readings_notes WHERE station = OLD.station;
END;

CREATE TRIGGER idx_readings_notes_update
    AFTER UPDATE ON readings FOR EACH ROW
    WHEN NEW.station IS NOT OLD.station OR NEW.note IS NOT OLD.note
BEGIN
    DELETE FROM idx_readings_notes WHERE station = OLD.station;
    INSERT INTO idx_readings_notes (rowid, note, station)
    VALUES (NEW.rowid, NEW.note, NEW.station);
END;

COMMIT;
