-- The facts of a database in the form of tests/schemas/published/*.json: a path and a value in
-- a line. What has a name is told by what it consists of, so that only `name` facts hold names.
SET search_path = '';
WITH tables AS (
    SELECT c.oid, c.relname AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = 'public'
), columns AS (
    SELECT t.name AS t, a.attname AS name, a.attnum, a.attnotnull, replace(pg_catalog.format_type(a.atttypid, a.atttypmod), 'public.', '') AS type,
           pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default_value, a.attidentity
    FROM tables t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
), constraints AS (
    SELECT t.name AS t, c.*, ref.relname AS ref,
           (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.n) FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum) AS cols,
           (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.n) FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum) AS refcols
    FROM tables t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.oid
    LEFT JOIN pg_catalog.pg_class ref ON ref.oid = c.confrelid
), keys AS (
    SELECT c.*, CASE contype WHEN 'p' THEN 'primary key (' || cols || ')' WHEN 'u' THEN 'unique (' || cols || ')'
                WHEN 'f' THEN 'foreign key (' || cols || ') to ' || ref || ' (' || refcols || ')'
                ELSE pg_catalog.pg_get_constraintdef(oid) END AS path
    FROM constraints c WHERE contype IN ('p', 'u', 'f', 'c')
), indexes AS (
    SELECT t.name AS t, i.relname AS name, m.amname AS method, x.indisunique, pg_catalog.pg_get_expr(x.indpred, x.indrelid) AS predicate,
           (SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(x.indexrelid, k, true)
                        || CASE WHEN x.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY k)
            FROM pg_catalog.generate_series(1, x.indnkeyatts) k) AS parts
    FROM tables t JOIN pg_catalog.pg_index x ON x.indrelid = t.oid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = i.relam
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))
), named_indexes AS (
    SELECT i.*, CASE WHEN indisunique THEN 'unique index (' ELSE 'index (' END || parts || ')' AS path FROM indexes i
), facts(path, value) AS (
    SELECT t || '/order', pg_catalog.string_agg(name, ', ' ORDER BY attnum) FROM columns GROUP BY t
    UNION ALL SELECT t || '/column ' || name || '/type', type FROM columns
    UNION ALL SELECT t || '/column ' || name || '/null', CASE WHEN attnotnull THEN 'no' ELSE 'yes' END FROM columns
    UNION ALL SELECT t || '/column ' || name || '/default', default_value FROM columns WHERE default_value IS NOT NULL
    UNION ALL SELECT t || '/column ' || name || '/numbered', 'identity' FROM columns WHERE attidentity <> ''
    UNION ALL SELECT t || '/' || path || '/name', conname FROM keys
    UNION ALL SELECT t || '/' || path || '/on delete', confdeltype::text FROM keys WHERE contype = 'f'
    UNION ALL SELECT t || '/' || path || '/on update', confupdtype::text FROM keys WHERE contype = 'f'
    UNION ALL SELECT t || '/' || path || '/deferrable', 'yes' FROM keys WHERE condeferrable
    UNION ALL SELECT t || '/' || path || '/name', name FROM named_indexes
    UNION ALL SELECT t || '/' || path || '/method', method FROM named_indexes WHERE method <> 'btree'
    UNION ALL SELECT t || '/' || path || '/where', predicate FROM named_indexes WHERE predicate IS NOT NULL
)
SELECT path || E'\t' || value FROM facts;
