-- Makes the schema of version_10_11 for MariaDB 10.11.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE TABLE devices (
    id bigint NOT NULL AUTO_INCREMENT,
    serial varchar(20) NOT NULL,
    path varchar(99) DEFAULT 'C:\temp',
    secret longblob,
    kinds json NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    deleted_at datetime(6),
    CONSTRAINT devices_pkey PRIMARY KEY (id),
    CONSTRAINT devices_serial_check CHECK (serial REGEXP concat('(?s-i)^[0-9]+[.][A-Z', convert(char(92) USING utf8mb4), '-]{2}(?!.)')),
    CONSTRAINT devices_path_check CHECK (path LIKE concat('C:', convert(char(92) USING utf8mb4), convert(char(92) USING utf8mb4), '%') ESCAPE x'5C'),
    CONSTRAINT devices_kinds_type CHECK (json_type(kinds) = 'ARRAY')
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_nopad_bin
COMMENT = 'It''s in C:\devices; `quoted`.';

CREATE TABLE device_audits (
    id bigint NOT NULL AUTO_INCREMENT COMMENT 'The order of the changes.',
    action varchar(6) NOT NULL COMMENT 'insert, update or delete.',
    changed_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)) COMMENT 'When the change was made.',
    changed_by longtext COMMENT 'Who made the change, as the session says.',
    row_key json COMMENT 'The primary key of the row.',
    old_row json COMMENT 'The row before an update or a delete.',
    new_row json COMMENT 'The row behind an insert or an update.',
    CONSTRAINT device_audits_pkey PRIMARY KEY (id),
    CONSTRAINT device_audits_action_check CHECK (action IN ('insert', 'update', 'delete'))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE readings (
    id uuid NOT NULL DEFAULT (lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', substr(hex(random_bytes(2)), 2), '-', substr('89ab', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2), '-', hex(random_bytes(6))))),
    day date NOT NULL,
    sensor int NOT NULL,
    value double,
    ratio decimal(8, 4) GENERATED ALWAYS AS (round(CAST(CAST(value AS decimal(8, 4)) AS decimal(65, 26)) / 3, 10)) STORED,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT readings_pkey PRIMARY KEY (id, day),
    CONSTRAINT readings_one_value_key UNIQUE (day, value),
    CONSTRAINT readings_day_floor CHECK (day >= DATE '2026-01-01')
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_nopad_bin
PARTITION BY RANGE COLUMNS (day) (
    PARTITION readings_p2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION readings_p2027 VALUES LESS THAN ('2028-01-01')
);

ALTER TABLE devices
    ADD COLUMN devices_serial_key_2 smallint GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN 1 END) VIRTUAL INVISIBLE,
    ADD UNIQUE INDEX devices_serial_key (serial, devices_serial_key_2);
ALTER TABLE readings
    ADD COLUMN readings_one_value_key_null_2 smallint GENERATED ALWAYS AS (CASE WHEN value IS NULL THEN 1 END) VIRTUAL INVISIBLE,
    ADD UNIQUE INDEX readings_one_value_key_null (day, readings_one_value_key_null_2);
ALTER TABLE readings
    ADD COLUMN idx_readings_sum_1 int GENERATED ALWAYS AS (sensor + 1) VIRTUAL INVISIBLE,
    ADD COLUMN idx_readings_sum_2 varchar(2) GENERATED ALWAYS AS (lower(concat('X', 'y'))) VIRTUAL INVISIBLE,
    ADD INDEX idx_readings_sum (idx_readings_sum_1, idx_readings_sum_2 DESC);

CREATE TRIGGER devices_set_updated_at BEFORE UPDATE ON devices
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER devices_write_audit_insert AFTER INSERT ON devices
    FOR EACH ROW
    INSERT INTO device_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'insert',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', NEW.id),
        NULL,
        json_object('id', NEW.id, 'serial', NEW.serial, 'path', NEW.path, 'kinds', NEW.kinds, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'deleted_at', NEW.deleted_at)
    );

CREATE TRIGGER devices_write_audit_update AFTER UPDATE ON devices
    FOR EACH ROW
    INSERT INTO device_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'update',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', NEW.id),
        json_object('id', OLD.id, 'serial', OLD.serial, 'path', OLD.path, 'kinds', OLD.kinds, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'deleted_at', OLD.deleted_at),
        json_object('id', NEW.id, 'serial', NEW.serial, 'path', NEW.path, 'kinds', NEW.kinds, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'deleted_at', NEW.deleted_at)
    );

CREATE TRIGGER devices_write_audit_delete AFTER DELETE ON devices
    FOR EACH ROW
    INSERT INTO device_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'delete',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', OLD.id),
        json_object('id', OLD.id, 'serial', OLD.serial, 'path', OLD.path, 'kinds', OLD.kinds, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'deleted_at', OLD.deleted_at),
        NULL
    );

CREATE TRIGGER readings_set_updated_at BEFORE UPDATE ON readings
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

DELIMITER //
CREATE TRIGGER readings_guard_immutable BEFORE UPDATE ON readings
    FOR EACH ROW
BEGIN
    IF NOT (OLD.sensor <=> NEW.sensor) THEN
        SIGNAL SQLSTATE '23000'
            SET MESSAGE_TEXT = 'a value that never changes was changed';
    END IF;
END//
DELIMITER ;

SET sql_mode = @tenon_sql_mode;
