-- The catalog of one database as one JSON document: all that is not the server's own, each thing under its
-- name. Read by compare.py, which knows from the model what has to stand here.
\set ON_ERROR_STOP on
SET search_path = '';
SET timezone = 'UTC';

WITH schemas AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace
    WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), relations AS (
    SELECT c.*, s.nspname, s.nspname || '.' || c.relname AS path
    FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass
        AND d.objid = c.oid AND d.deptype = 'e')
), columns AS (
    SELECT a.attrelid, jsonb_object_agg(a.attname, jsonb_build_object(
        'position', a.attnum,
        'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'not_null', a.attnotnull,
        'default', CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
        'generated', CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
        'identity', a.attidentity,
        'collation', CASE WHEN a.attcollation <> t.typcollation THEN (
            SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation) END,
        'comment', pg_catalog.col_description(a.attrelid, a.attnum))) AS all
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    GROUP BY 1
), constraints AS (
    SELECT c.conrelid, jsonb_object_agg(c.conname, jsonb_build_object(
        'kind', c.contype,
        'columns', (SELECT jsonb_agg(a.attname ORDER BY k.n)
            FROM unnest(c.conkey) WITH ORDINALITY k(num, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
        'check', pg_catalog.pg_get_expr(c.conbin, c.conrelid),
        'target', (SELECT r.path FROM relations r WHERE r.oid = c.confrelid),
        'target_columns', (SELECT jsonb_agg(a.attname ORDER BY k.n)
            FROM unnest(c.confkey) WITH ORDINALITY k(num, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num),
        'on_delete', CASE WHEN c.contype = 'f' THEN c.confdeltype END,
        'on_update', CASE WHEN c.contype = 'f' THEN c.confupdtype END,
        'deferrable', c.condeferrable, 'deferred', c.condeferred, 'valid', c.convalidated,
        'comment', pg_catalog.obj_description(c.oid, 'pg_constraint'))) AS all
    FROM pg_catalog.pg_constraint c
    WHERE c.conrelid <> 0 AND c.contype <> 't' AND c.contype <> 'n'
        AND NOT (c.contype = 'f' AND c.conparentid <> 0) -- the server's own copies for partitions
    GROUP BY 1
), indexes AS (
    SELECT i.indrelid, jsonb_object_agg(c.relname, jsonb_build_object(
        'constraint', EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid
            AND k.contype IN ('p', 'u')),
        'unique', i.indisunique,
        'method', m.amname,
        'nulls_not_distinct', i.indnullsnotdistinct,
        'predicate', pg_catalog.pg_get_expr(i.indpred, i.indrelid),
        'parts', (SELECT jsonb_agg(jsonb_build_object(
                'text', pg_catalog.pg_get_indexdef(i.indexrelid, n, true),
                'descending', i.indoption[n - 1] & 1 = 1,
                'nulls_first', i.indoption[n - 1] & 2 = 2,
                'operators', (SELECT CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END
                    FROM pg_catalog.pg_opclass o WHERE o.oid = i.indclass[n - 1]),
                'collation', (SELECT l.collname FROM pg_catalog.pg_collation l
                    WHERE l.oid = i.indcollation[n - 1] AND l.collname <> 'default')) ORDER BY n)
            FROM generate_series(1, i.indnkeyatts) n),
        'include', (SELECT jsonb_agg(pg_catalog.pg_get_indexdef(i.indexrelid, n, true) ORDER BY n)
            FROM generate_series(i.indnkeyatts + 1, i.indnatts) n),
        'comment', pg_catalog.obj_description(i.indexrelid, 'pg_class'))) AS all
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = c.relam
    GROUP BY 1
), triggers AS (
    SELECT t.tgrelid, jsonb_object_agg(t.tgname, jsonb_build_object(
        'before', t.tgtype & 2 = 2, 'each_row', t.tgtype & 1 = 1,
        'insert', t.tgtype & 4 = 4, 'delete', t.tgtype & 8 = 8, 'update', t.tgtype & 16 = 16,
        'function', p.proname,
        'definition', pg_catalog.pg_get_triggerdef(t.oid, true))) AS all
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal
    GROUP BY 1
), policies AS (
    SELECT p.polrelid, jsonb_object_agg(p.polname, jsonb_build_object(
        'command', p.polcmd, 'permissive', p.polpermissive,
        'roles', (SELECT coalesce(jsonb_agg(r.rolname ORDER BY r.rolname), '[]') FROM pg_catalog.pg_roles r
            WHERE r.oid = ANY (p.polroles)),
        'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
        'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid),
        'comment', pg_catalog.obj_description(p.oid, 'pg_policy'))) AS all
    FROM pg_catalog.pg_policy p
    GROUP BY 1
), grants AS (
    SELECT one.oid, jsonb_object_agg(one.role, one.rights) AS all FROM (
        SELECT c.oid, pg_catalog.pg_get_userbyid(x.grantee) AS role,
            jsonb_agg(x.privilege_type ORDER BY x.privilege_type) AS rights
        FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) x
        WHERE x.grantee <> c.relowner GROUP BY 1, 2) one
    GROUP BY 1
), tables AS (
    SELECT r.path, jsonb_build_object(
        'partitioned', CASE WHEN r.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(r.oid) END,
        'partition_of', (SELECT w.path FROM pg_catalog.pg_inherits i JOIN relations w ON w.oid = i.inhparent
            WHERE i.inhrelid = r.oid),
        'bound', pg_catalog.pg_get_expr(r.relpartbound, r.oid),
        'row_security', r.relrowsecurity,
        'comment', pg_catalog.obj_description(r.oid, 'pg_class'),
        'columns', coalesce((SELECT x.all FROM columns x WHERE x.attrelid = r.oid), '{}'),
        'constraints', coalesce((SELECT x.all FROM constraints x WHERE x.conrelid = r.oid), '{}'),
        'indexes', coalesce((SELECT x.all FROM indexes x WHERE x.indrelid = r.oid), '{}'),
        'triggers', coalesce((SELECT x.all FROM triggers x WHERE x.tgrelid = r.oid), '{}'),
        'policies', coalesce((SELECT x.all FROM policies x WHERE x.polrelid = r.oid), '{}'),
        'grants', coalesce((SELECT x.all FROM grants x WHERE x.oid = r.oid), '{}')) AS one
    FROM relations r WHERE r.relkind IN ('r', 'p')
), enums AS (
    SELECT s.nspname || '.' || t.typname AS path, jsonb_build_object(
        'values', (SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e
            WHERE e.enumtypid = t.oid),
        'comment', pg_catalog.obj_description(t.oid, 'pg_type')) AS one
    FROM pg_catalog.pg_type t JOIN schemas s ON s.oid = t.typnamespace WHERE t.typtype = 'e'
), domains AS (
    SELECT s.nspname || '.' || t.typname AS path, jsonb_build_object(
        'type', pg_catalog.format_type(t.typbasetype, t.typtypmod),
        'checks', (SELECT jsonb_agg(pg_catalog.pg_get_expr(c.conbin, 0)) FROM pg_catalog.pg_constraint c
            WHERE c.contypid = t.oid AND c.contype = 'c'),
        'comment', pg_catalog.obj_description(t.oid, 'pg_type')) AS one
    FROM pg_catalog.pg_type t JOIN schemas s ON s.oid = t.typnamespace WHERE t.typtype = 'd'
), functions AS (
    SELECT s.nspname || '.' || p.proname AS path, jsonb_build_object(
        'arguments', pg_catalog.pg_get_function_identity_arguments(p.oid),
        'security_definer', p.prosecdef) AS one
    FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
), views AS (
    SELECT r.path, jsonb_build_object(
        'query', pg_catalog.pg_get_viewdef(r.oid),
        'comment', pg_catalog.obj_description(r.oid, 'pg_class')) AS one
    FROM relations r WHERE r.relkind = 'v'
), roles AS (
    SELECT r.rolname AS path, jsonb_build_object(
        'login', r.rolcanlogin,
        'comment', pg_catalog.shobj_description(r.oid, 'pg_authid')) AS one
    FROM pg_catalog.pg_roles r WHERE r.rolname NOT LIKE 'pg\_%' AND r.rolname <> 'postgres'
), schema_facts AS (
    SELECT s.nspname AS path, jsonb_build_object(
        'grants', (SELECT coalesce(jsonb_object_agg(pg_catalog.pg_get_userbyid(x.grantee), x.privilege_type), '{}')
            FROM pg_catalog.pg_namespace n, LATERAL pg_catalog.aclexplode(n.nspacl) x
            WHERE n.oid = s.oid AND x.grantee <> n.nspowner AND x.grantee <> 0),
        'comment', pg_catalog.obj_description(s.oid, 'pg_namespace')) AS one
    FROM schemas s WHERE s.nspname <> 'public'
)
SELECT jsonb_build_object(
    'tables', coalesce((SELECT jsonb_object_agg(path, one) FROM tables), '{}'),
    'enums', coalesce((SELECT jsonb_object_agg(path, one) FROM enums), '{}'),
    'domains', coalesce((SELECT jsonb_object_agg(path, one) FROM domains), '{}'),
    'functions', coalesce((SELECT jsonb_object_agg(path, one) FROM functions), '{}'),
    'views', coalesce((SELECT jsonb_object_agg(path, one) FROM views), '{}'),
    'roles', coalesce((SELECT jsonb_object_agg(path, one) FROM roles), '{}'),
    'schemas', coalesce((SELECT jsonb_object_agg(path, one) FROM schema_facts), '{}'),
    'extensions', (SELECT jsonb_agg(extname ORDER BY extname) FROM pg_catalog.pg_extension
        WHERE extname <> 'plpgsql'),
    'sequences', (SELECT coalesce(jsonb_agg(r.path ORDER BY r.path), '[]') FROM relations r
        WHERE r.relkind = 'S'));
