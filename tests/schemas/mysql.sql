-- The facts of a MySQL or MariaDB database in the form of tests/schemas/published/*.json: a path and a value in
-- a line. The display width of integers, which MySQL shows no more, is left out; so is the difference between
-- NO ACTION and RESTRICT, which InnoDB does not know; and how the servers quote a default.
SET SESSION group_concat_max_len = 1000000;
SELECT concat(table_name, '/order'), group_concat(column_name ORDER BY ordinal_position SEPARATOR ', ')
FROM information_schema.columns WHERE table_schema = database() GROUP BY table_name
UNION ALL
SELECT concat(table_name, '/column ', column_name, '/type'),
       IF(column_type REGEXP '^((tiny|small|medium|big)?int|year)[(]',
          concat(data_type, IF(column_type LIKE '%unsigned%', ' unsigned', '')), column_type)
FROM information_schema.columns WHERE table_schema = database()
UNION ALL
SELECT concat(table_name, '/column ', column_name, '/null'), lower(is_nullable)
FROM information_schema.columns WHERE table_schema = database()
UNION ALL
SELECT concat(table_name, '/column ', column_name, '/default'),
       replace(lower(trim(BOTH '''' FROM column_default)), '()', '')
FROM information_schema.columns WHERE table_schema = database() AND coalesce(column_default, 'NULL') <> 'NULL'
UNION ALL
SELECT concat(table_name, '/column ', column_name, '/numbered'), 'auto_increment'
FROM information_schema.columns WHERE table_schema = database() AND extra LIKE '%auto_increment%'
UNION ALL
SELECT concat(table_name, '/column ', column_name, '/collation'), collation_name
FROM information_schema.columns WHERE table_schema = database() AND collation_name IS NOT NULL
UNION ALL
SELECT concat(table_name, IF(index_name = 'PRIMARY', '/primary key (', IF(non_unique, '/index (', '/unique (')),
              group_concat(concat(column_name, coalesce(concat('(', sub_part, ')'), ''), IF(collation = 'D', ' DESC', ''))
                           ORDER BY seq_in_index SEPARATOR ', '), ')/name'),
       index_name
FROM information_schema.statistics WHERE table_schema = database() GROUP BY table_name, index_name, non_unique
UNION ALL
SELECT concat(table_name, '/index (', group_concat(column_name ORDER BY seq_in_index SEPARATOR ', '), ')/method'),
       lower(max(index_type))
FROM information_schema.statistics WHERE table_schema = database() AND index_type <> 'BTREE'
GROUP BY table_name, index_name
UNION ALL
SELECT concat(f.path, r.fact), r.value
FROM (
    SELECT constraint_name, table_name,
           concat(table_name, '/foreign key (', group_concat(column_name ORDER BY ordinal_position SEPARATOR ', '), ') to ',
                  max(referenced_table_name), ' (',
                  group_concat(referenced_column_name ORDER BY ordinal_position SEPARATOR ', '), ')/') AS path
    FROM information_schema.key_column_usage
    WHERE table_schema = database() AND referenced_table_name IS NOT NULL GROUP BY table_name, constraint_name
) f
JOIN (
    SELECT constraint_name, table_name, 'name' AS fact, constraint_name AS value
    FROM information_schema.referential_constraints WHERE constraint_schema = database()
    UNION ALL
    SELECT constraint_name, table_name, 'on delete', replace(delete_rule, 'NO ACTION', 'RESTRICT')
    FROM information_schema.referential_constraints WHERE constraint_schema = database()
    UNION ALL
    SELECT constraint_name, table_name, 'on update', replace(update_rule, 'NO ACTION', 'RESTRICT')
    FROM information_schema.referential_constraints WHERE constraint_schema = database()
) r ON r.constraint_name = f.constraint_name AND r.table_name = f.table_name
UNION ALL
SELECT concat(table_name, '/check ', constraint_name, '/name'), constraint_name
FROM information_schema.table_constraints WHERE table_schema = database() AND constraint_type = 'CHECK';
