-- Redshift's catalog over DuckDB's, with the types that the columns' comments keep (Note).
-- SOURCE: Amazon Redshift Database Developer Guide, "SVV_COLUMNS", "PG_TABLE_DEF", "System catalog tables".
-- DuckDB's types, without what stands in parentheses behind them, and how Redshift's catalog tells of such a column.
CREATE TABLE forebay_catalog.main.type_name AS
SELECT * FROM (VALUES
  ('VARCHAR', 'CHAR', 'character', 'bpchar', NULL, NULL),
  ('VARCHAR', '', 'character varying', 'varchar', NULL, NULL),
  ('"NULL"', '', 'character varying', 'varchar', NULL, NULL),
  ('BLOB', '', 'binary varying', 'varbyte', NULL, NULL),
  ('TINYINT', '', 'smallint', 'int2', 16, 2),
  ('UTINYINT', '', 'smallint', 'int2', 16, 2),
  ('SMALLINT', '', 'smallint', 'int2', 16, 2),
  ('USMALLINT', '', 'integer', 'int4', 32, 2),
  ('INTEGER', '', 'integer', 'int4', 32, 2),
  ('UINTEGER', '', 'bigint', 'int8', 64, 2),
  ('BIGINT', '', 'bigint', 'int8', 64, 2),
  ('UBIGINT', '', 'numeric', 'numeric', 20, 10),
  ('HUGEINT', '', 'numeric', 'numeric', 38, 10),
  ('DECIMAL', '', 'numeric', 'numeric', NULL, 10),
  ('FLOAT', '', 'real', 'float4', 24, 2),
  ('DOUBLE', '', 'double precision', 'float8', 53, 2),
  ('BOOLEAN', '', 'boolean', 'bool', NULL, NULL),
  ('DATE', '', 'date', 'date', NULL, NULL),
  ('TIME', '', 'time without time zone', 'time', NULL, NULL),
  ('TIME WITH TIME ZONE', '', 'time with time zone', 'timetz', NULL, NULL),
  ('TIMESTAMP', '', 'timestamp without time zone', 'timestamp', NULL, NULL),
  ('TIMESTAMP_S', '', 'timestamp without time zone', 'timestamp', NULL, NULL),
  ('TIMESTAMP_MS', '', 'timestamp without time zone', 'timestamp', NULL, NULL),
  ('TIMESTAMP_NS', '', 'timestamp without time zone', 'timestamp', NULL, NULL),
  ('TIMESTAMP WITH TIME ZONE', '', 'timestamp with time zone', 'timestamptz', NULL, NULL),
  ('JSON', '', 'super', 'super', NULL, NULL)
) AS t (stored, declared, data_type, udt_name, numeric_precision, numeric_precision_radix);

-- External schemas, and what is kept of external tables: views in a schema of the same name behind a $ (ExternalViews).
CREATE VIEW forebay_catalog.main.external_schema AS
SELECT substr(schema_name, 2) AS schema, comment AS note
FROM duckdb_views()
WHERE view_name = '$' AND starts_with(schema_name, '$') AND database_name = current_database();

CREATE VIEW forebay_catalog.main.external_table AS
SELECT substr(schema_name, 2) AS schema, view_name AS name, comment AS note
FROM duckdb_views()
WHERE view_name <> '$' AND starts_with(schema_name, '$') AND database_name = current_database();

-- With a column's note: its version, type, identity and the user's comment.
CREATE VIEW forebay_catalog.main.noted_column AS
SELECT *,
       CASE WHEN note[1] = '1' THEN note[4] ELSE comment END AS remarks,
       CASE WHEN note[1] = '1' THEN regexp_extract(note[2], '^([A-Z]+)\(([0-9]+)\)$', ['kind', 'length']) END
         AS declared,
       CASE WHEN note[1] = '1' AND contains(column_default, 'forebay_identity_') THEN string_split(note[3], ',') END
         AS identity
FROM (
  SELECT CASE WHEN database_name = 'temp' THEN 'pg_temp' ELSE schema_name END AS table_schema,
         table_name,
         table_oid,
         column_name,
         column_index,
         is_nullable,
         regexp_replace(data_type, '\([0-9, ]+\)$', '') AS stored,
         data_type,
         column_default,
         numeric_precision,
         numeric_scale,
         comment,
         CASE WHEN json_valid(comment)
              THEN json_extract_string(comment, ['$.forebay', '$.type', '$.identity', '$.comment'])
         END AS note
  FROM duckdb_columns()
  WHERE NOT internal AND database_name IN ('temp', current_database()) AND NOT starts_with(schema_name, '$')
);

CREATE VIEW forebay_catalog.main.declared_column AS
SELECT c.table_schema,
       c.table_name,
       c.table_oid,
       c.column_name,
       c.column_index,
       c.is_nullable,
       coalesce(t.data_type, lower(c.data_type)) AS data_type,
       coalesce(t.udt_name, lower(c.data_type)) AS udt_name,
       CASE WHEN (c.stored = 'VARCHAR' AND c.declared.kind IN ('CHAR', 'VARCHAR'))
              OR (c.stored = 'BLOB' AND c.declared.kind = 'VARBYTE')
            THEN CAST(c.declared.length AS INTEGER)
       END AS length,
       CAST(CASE WHEN t.stored = 'DECIMAL' THEN c.numeric_precision ELSE t.numeric_precision END AS INTEGER)
         AS numeric_precision,
       t.numeric_precision_radix,
       CAST(CASE WHEN t.stored = 'DECIMAL' THEN c.numeric_scale
                 WHEN t.numeric_precision IS NOT NULL AND t.stored NOT IN ('FLOAT', 'DOUBLE') THEN 0
            END AS INTEGER) AS numeric_scale,
       CASE WHEN c.identity IS NULL THEN c.column_default
            ELSE CASE WHEN c.identity[3] = 'default' THEN '"default_identity"(' ELSE '"identity"(' END
                 || c.table_oid || ', ' || (c.column_index - 1) || ', '''
                 || c.identity[1] || ',' || c.identity[2] || '''::text)'
       END AS column_default,
       c.remarks
FROM forebay_catalog.main.noted_column c
LEFT JOIN forebay_catalog.main.type_name t
  ON t.stored = c.stored
     AND t.declared = CASE WHEN c.stored = 'VARCHAR' AND c.declared.kind = 'CHAR' THEN 'CHAR' ELSE '' END;

CREATE VIEW forebay_catalog.main.svv_columns AS
SELECT CAST(current_database() AS VARCHAR) AS table_catalog,
       table_schema,
       table_name,
       column_name,
       CAST(column_index AS INTEGER) AS ordinal_position,
       column_default,
       CASE WHEN is_nullable THEN 'YES' ELSE 'NO' END AS is_nullable,
       data_type,
       length AS character_maximum_length,
       numeric_precision,
       numeric_precision_radix,
       numeric_scale,
       CAST(CASE WHEN data_type LIKE 'time%' THEN 6 END AS INTEGER) AS datetime_precision,
       CAST(NULL AS VARCHAR) AS interval_type,
       CAST(NULL AS VARCHAR) AS interval_precision,
       CAST(NULL AS VARCHAR) AS character_set_catalog,
       CAST(NULL AS VARCHAR) AS character_set_schema,
       CAST(NULL AS VARCHAR) AS character_set_name,
       CAST(NULL AS VARCHAR) AS collation_catalog,
       CAST(NULL AS VARCHAR) AS collation_schema,
       CAST(NULL AS VARCHAR) AS collation_name,
       CAST(NULL AS VARCHAR) AS domain_name,
       remarks
FROM forebay_catalog.main.declared_column;

CREATE VIEW forebay_catalog.main.columns AS
SELECT CAST(current_database() AS VARCHAR) AS table_catalog,
       table_schema,
       table_name,
       column_name,
       CAST(column_index AS INTEGER) AS ordinal_position,
       column_default,
       CASE WHEN is_nullable THEN 'YES' ELSE 'NO' END AS is_nullable,
       data_type,
       length AS character_maximum_length,
       length AS character_octet_length,
       numeric_precision,
       numeric_precision_radix,
       numeric_scale,
       CAST(CASE WHEN data_type LIKE 'time%' THEN 6 END AS INTEGER) AS datetime_precision,
       CAST(NULL AS VARCHAR) AS interval_type,
       CAST(NULL AS VARCHAR) AS interval_precision,
       CAST(NULL AS VARCHAR) AS character_set_catalog,
       CAST(NULL AS VARCHAR) AS character_set_schema,
       CAST(NULL AS VARCHAR) AS character_set_name,
       CAST(NULL AS VARCHAR) AS collation_catalog,
       CAST(NULL AS VARCHAR) AS collation_schema,
       CAST(NULL AS VARCHAR) AS collation_name,
       CAST(NULL AS VARCHAR) AS domain_catalog,
       CAST(NULL AS VARCHAR) AS domain_schema,
       CAST(NULL AS VARCHAR) AS domain_name,
       CAST(current_database() AS VARCHAR) AS udt_catalog,
       'pg_catalog' AS udt_schema,
       udt_name,
       CAST(NULL AS VARCHAR) AS scope_catalog,
       CAST(NULL AS VARCHAR) AS scope_schema,
       CAST(NULL AS VARCHAR) AS scope_name,
       CAST(NULL AS INTEGER) AS maximum_cardinality,
       CAST(column_index AS VARCHAR) AS dtd_identifier,
       'NO' AS is_self_referencing
FROM forebay_catalog.main.declared_column
WHERE table_schema NOT IN (SELECT schema FROM forebay_catalog.main.external_schema);

CREATE VIEW forebay_catalog.main.tables AS
SELECT CAST(current_database() AS VARCHAR) AS table_catalog,
       CASE WHEN database_name = 'temp' THEN 'pg_temp' ELSE schema_name END AS table_schema,
       table_name,
       CASE WHEN is_view THEN 'VIEW' WHEN database_name = 'temp' THEN 'LOCAL TEMPORARY' ELSE 'BASE TABLE' END AS table_type,
       CAST(NULL AS VARCHAR) AS self_referencing_column_name,
       CAST(NULL AS VARCHAR) AS reference_generation,
       CAST(NULL AS VARCHAR) AS user_defined_type_catalog,
       CAST(NULL AS VARCHAR) AS user_defined_type_schema,
       CAST(NULL AS VARCHAR) AS user_defined_type_name
FROM (
  SELECT database_name, schema_name, table_name, internal, false AS is_view FROM duckdb_tables()
  UNION ALL
  SELECT database_name, schema_name, view_name, internal, true FROM duckdb_views()
)
WHERE NOT internal AND database_name IN ('temp', current_database()) AND NOT starts_with(schema_name, '$')
  AND schema_name NOT IN (SELECT schema FROM forebay_catalog.main.external_schema);

-- DuckDB's own schema main is shown only where something is in it.
CREATE VIEW forebay_catalog.main.pg_namespace AS
SELECT oid, nspname, CAST(coalesce(o.owner_id, nspowner) AS BIGINT) AS nspowner, a.acl AS nspacl
FROM (
  SELECT oid, CASE WHEN database_name = 'temp' THEN 'pg_temp' ELSE schema_name END AS nspname, 100 AS nspowner
  FROM duckdb_schemas() s
  WHERE database_name IN ('temp', current_database()) AND NOT starts_with(schema_name, '$')
    AND (database_name = 'temp' OR schema_name NOT IN ('main', 'pg_catalog', 'information_schema')
         OR (schema_name = 'main'
             AND (s.oid IN (SELECT schema_oid FROM duckdb_tables() WHERE NOT internal)
                  OR s.oid IN (SELECT schema_oid FROM duckdb_views() WHERE NOT internal))))
  UNION ALL VALUES (11, 'pg_catalog', 10), (12, 'information_schema', 10)
)
LEFT JOIN forebay_catalog.main.ledger_ownership o
  ON o.object_kind = 'SCHEMA' AND o.object_schema = forebay_catalog.main.folded(nspname) AND o.object_name = ''
LEFT JOIN forebay_catalog.main.object_acl a
  ON a.object_kind = 'SCHEMA' AND a.object_schema = forebay_catalog.main.folded(nspname) AND a.object_name = '';

-- The relation that each name stands for without a schema: a temporary one, one of the search path, one of the catalog.
CREATE VIEW forebay_catalog.main.visible_relation AS
SELECT table_name, arg_min(oid, place) AS oid
FROM (
  SELECT table_name,
         oid,
         CASE database_name
           WHEN 'temp' THEN 0
           WHEN 'system' THEN CASE WHEN schema_name IN ('main', 'pg_catalog') THEN 1000000 END
           ELSE list_position(system.main.current_schemas(false), schema_name)
         END AS place
  FROM (
    SELECT database_name, schema_name, table_name, table_oid AS oid, false AS is_view FROM duckdb_tables()
    UNION ALL
    SELECT database_name, schema_name, view_name, view_oid, true FROM duckdb_views()
  )
  WHERE database_name IN ('temp', 'system', current_database())
    AND (schema_name <> 'forebay' OR is_view) AND NOT starts_with(schema_name, '$')
)
WHERE place IS NOT NULL
GROUP BY table_name;

CREATE MACRO forebay_catalog.main.pg_table_is_visible(relation) AS
  relation IN (SELECT oid FROM forebay_catalog.main.visible_relation);

CREATE VIEW forebay_catalog.main.pg_table_def AS
SELECT c.table_schema AS schemaname,
       c.table_name AS tablename,
       c.column_name AS "column",
       c.data_type
         || CASE WHEN c.length IS NOT NULL THEN '(' || c.length || ')'
                 WHEN c.data_type = 'numeric' THEN '(' || c.numeric_precision || ',' || c.numeric_scale || ')'
                 ELSE ''
            END AS type,
       'none' AS encoding,
       coalesce(t.distribution = 'KEY(' || c.column_name || ')', false) AS "distkey",
       CAST(coalesce(
         list_position(string_split(regexp_replace(t.sort_key, '^INTERLEAVED ', ''), ', '), c.column_name)
           * CASE WHEN t.sort_key LIKE 'INTERLEAVED %'
                       AND list_position(string_split(substr(t.sort_key, 13), ', '), c.column_name) % 2 = 0
                  THEN -1 ELSE 1 END,
         0) AS INTEGER) AS "sortkey",
       NOT c.is_nullable AS "notnull"
FROM forebay_catalog.main.declared_column c
JOIN (
  SELECT table_oid,
         json_extract_string(note, '$.distribution') AS distribution,
         json_extract_string(note, '$.sort_key') AS sort_key
  FROM (
    SELECT table_oid, CASE WHEN json_valid(comment) THEN comment END AS note
    FROM duckdb_tables()
    WHERE database_name = 'temp'
       OR (database_name = current_database() AND list_contains(system.main.current_schemas(false), schema_name))
  )
) t ON t.table_oid = c.table_oid;
