-- Makes the schema of version_15 for PostgreSQL 15.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

BEGIN;

CREATE FUNCTION set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE FUNCTION reject_immutable_change() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'the value of % in %.% never changes',
        TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TABLE readings (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    day date NOT NULL,
    sensor integer NOT NULL,
    value double precision,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT readings_pkey PRIMARY KEY (id, day),
    CONSTRAINT readings_one_value_key UNIQUE NULLS NOT DISTINCT (day, value)
) PARTITION BY RANGE (day);

CREATE TABLE readings_p2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE readings_p2027 PARTITION OF readings FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE TABLE readings_default PARTITION OF readings DEFAULT;

CREATE TRIGGER readings_set_updated_at
    BEFORE UPDATE ON readings
    FOR EACH ROW
    EXECUTE FUNCTION set_updated_at();

CREATE TRIGGER readings_guard_immutable
    BEFORE UPDATE ON readings
    FOR EACH ROW
    WHEN (OLD.sensor IS DISTINCT FROM NEW.sensor)
    EXECUTE FUNCTION reject_immutable_change('sensor');

COMMIT;
