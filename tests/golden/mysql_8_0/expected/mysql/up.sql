-- Makes the schema of version_8_0_0 for MySQL 8.0.11.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE TABLE readings (
    sensor int NOT NULL,
    day date NOT NULL,
    value double,
    tags json NOT NULL,
    at datetime(6) NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (sensor, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (day) (
    PARTITION readings_p2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION readings_p2027 VALUES LESS THAN ('2028-01-01')
);

CREATE INDEX idx_readings_newest ON readings (at DESC);

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
