-- Everything in the catalogs that does not belong to the server itself, one line each: what has to be the
-- same before up.sql and after down.sql.
SET search_path = '';
SELECT DISTINCT line FROM (
    SELECT 'depend ' || classid::regclass || ' ' || pg_catalog.pg_describe_object(classid, objid, objsubid) AS line
    FROM pg_catalog.pg_depend WHERE objid >= 16384
    UNION ALL
    SELECT 'class ' || oid::regclass || ' ' || relkind::text FROM pg_catalog.pg_class WHERE oid >= 16384
    UNION ALL
    SELECT 'type ' || oid::regtype FROM pg_catalog.pg_type WHERE oid >= 16384
    UNION ALL
    SELECT 'function ' || oid::regprocedure FROM pg_catalog.pg_proc WHERE oid >= 16384
    UNION ALL
    SELECT 'schema ' || nspname || coalesce(' ' || nspacl::text, '') FROM pg_catalog.pg_namespace
    WHERE nspname NOT LIKE 'pg\_toast%' AND nspname NOT LIKE 'pg\_temp%'
    UNION ALL
    SELECT 'extension ' || extname FROM pg_catalog.pg_extension
    UNION ALL
    SELECT 'role ' || rolname || ' ' || rolcanlogin::text FROM pg_catalog.pg_roles
    UNION ALL
    SELECT 'constraint ' || conname FROM pg_catalog.pg_constraint WHERE oid >= 16384
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_catalog.pg_trigger
    UNION ALL
    SELECT 'policy ' || polname FROM pg_catalog.pg_policy
    UNION ALL
    SELECT 'comment ' || description FROM pg_catalog.pg_description WHERE objoid >= 16384
    UNION ALL
    SELECT 'shared comment ' || description FROM pg_catalog.pg_shdescription WHERE objoid >= 16384
) all_lines ORDER BY line;
