-- Makes the schema of version_10_6 for MariaDB 10.6.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE TABLE readings (
    id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()),
    at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    code varchar(20) NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (id),
    CONSTRAINT readings_id_type CHECK (id REGEXP '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$')
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE INDEX idx_readings_newest ON readings (at);
ALTER TABLE readings
    ADD COLUMN idx_readings_codes_1 varchar(20) GENERATED ALWAYS AS (lower(code)) VIRTUAL INVISIBLE,
    ADD INDEX idx_readings_codes (idx_readings_codes_1);

SET sql_mode = @tenon_sql_mode;
