-- Redshift's own views: of tables and columns, of external ones, of what is held.
-- SOURCE: Amazon Redshift Database Developer Guide, the page of each view.
CREATE VIEW forebay_catalog.main.schemata AS
SELECT CAST(current_database() AS VARCHAR) AS catalog_name,
       nspname AS schema_name,
       forebay_catalog.main.pg_get_userbyid(nspowner) AS schema_owner,
       CAST(NULL AS VARCHAR) AS default_character_set_catalog,
       CAST(NULL AS VARCHAR) AS default_character_set_schema,
       CAST(NULL AS VARCHAR) AS default_character_set_name,
       CAST(NULL AS VARCHAR) AS sql_path
FROM forebay_catalog.main.pg_namespace;

CREATE VIEW forebay_catalog.main.views AS
SELECT CAST(current_database() AS VARCHAR) AS table_catalog,
       v.schemaname AS table_schema,
       v.viewname AS table_name,
       v.definition AS view_definition,
       'NONE' AS check_option,
       'NO' AS is_updatable,
       'NO' AS is_insertable_into
FROM forebay_catalog.main.pg_views v;

CREATE VIEW forebay_catalog.main.table_constraints AS
SELECT CAST(current_database() AS VARCHAR) AS constraint_catalog,
       schema AS constraint_schema,
       name AS constraint_name,
       CAST(current_database() AS VARCHAR) AS table_catalog,
       schema AS table_schema,
       table_name,
       'PRIMARY KEY' AS constraint_type,
       'NO' AS is_deferrable,
       'NO' AS initially_deferred
FROM forebay_catalog.main.primary_key;

CREATE VIEW forebay_catalog.main.key_column_usage AS
SELECT CAST(current_database() AS VARCHAR) AS constraint_catalog,
       schema AS constraint_schema,
       name AS constraint_name,
       CAST(current_database() AS VARCHAR) AS table_catalog,
       schema AS table_schema,
       table_name,
       string_split(columns, ', ')[place] AS column_name,
       CAST(place AS INTEGER) AS ordinal_position
FROM (SELECT *, unnest(range(1, len(keys) + 1)) AS place FROM forebay_catalog.main.primary_key);

CREATE VIEW forebay_catalog.main.routines AS
SELECT CAST(NULL AS VARCHAR) AS specific_catalog, routine_schema AS specific_schema,
       routine_name || '_' || oid AS specific_name,
       CAST(NULL AS VARCHAR) AS routine_catalog, routine_schema, routine_name,
       CASE WHEN is_procedure THEN 'PROCEDURE' ELSE 'FUNCTION' END AS routine_type,
       regexp_replace(returns, '\([0-9,]*\)', '') AS data_type, body AS routine_definition,
       upper(language) AS external_language
FROM forebay_catalog.main.routine;

CREATE VIEW forebay_catalog.main.svv_tables AS
SELECT t.table_catalog,
       t.table_schema,
       t.table_name,
       t.table_type,
       r.remarks
FROM forebay_catalog.main.tables t
LEFT JOIN forebay_catalog.main.relation r ON r.schema = t.table_schema AND r.name = t.table_name
UNION ALL
SELECT CAST(current_database() AS VARCHAR), schema, name, 'EXTERNAL TABLE', CAST(NULL AS VARCHAR)
FROM forebay_catalog.main.external_table;

CREATE VIEW forebay_catalog.main.svv_all_tables AS
SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, CAST(NULL AS VARCHAR) AS table_acl,
       CASE table_type WHEN 'BASE TABLE' THEN 'TABLE' ELSE table_type END AS table_type, remarks
FROM forebay_catalog.main.svv_tables;

CREATE VIEW forebay_catalog.main.svv_redshift_tables AS
SELECT database_name, schema_name, table_name, table_type, table_acl, remarks FROM forebay_catalog.main.svv_all_tables
WHERE table_type <> 'EXTERNAL TABLE';

CREATE VIEW forebay_catalog.main.svv_all_columns AS
SELECT table_catalog AS database_name, table_schema AS schema_name, table_name, column_name, ordinal_position,
       column_default, is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale, remarks
FROM forebay_catalog.main.svv_columns;

CREATE VIEW forebay_catalog.main.svv_redshift_columns AS
SELECT c.table_catalog AS database_name, c.table_schema AS schema_name, c.table_name, c.column_name, c.ordinal_position,
       c.data_type, c.column_default, c.is_nullable, 'none' AS encoding,
       coalesce(r.note[2] = 'KEY(' || c.column_name || ')', false) AS "distkey",
       CAST(coalesce(list_position(string_split(r.note[3], ', '), c.column_name), 0) AS INTEGER) AS "sortkey",
       CAST(NULL AS VARCHAR) AS column_acl, c.remarks
FROM forebay_catalog.main.svv_columns c
LEFT JOIN forebay_catalog.main.relation r ON r.schema = c.table_schema AND r.name = c.table_name;

CREATE VIEW forebay_catalog.main.svv_all_schemas AS
SELECT CAST(current_database() AS VARCHAR) AS database_name, nspname AS schema_name, CAST(nspowner AS INTEGER) AS schema_owner,
       CASE WHEN e.schema IS NULL THEN 'local' ELSE 'external' END AS schema_type, CAST(NULL AS VARCHAR) AS schema_acl,
       e.note ->> '$.database' AS source_database, e.note ->> '$.options' AS schema_option
FROM forebay_catalog.main.pg_namespace n
LEFT JOIN forebay_catalog.main.external_schema e ON e.schema = n.nspname;

CREATE VIEW forebay_catalog.main.svv_redshift_schemas AS
SELECT database_name, schema_name, schema_owner, schema_type, schema_acl, schema_option
FROM forebay_catalog.main.svv_all_schemas WHERE schema_type = 'local';

CREATE VIEW forebay_catalog.main.svv_redshift_databases AS
SELECT datname AS database_name, CAST(datdba AS INTEGER) AS database_owner, 'local' AS database_type,
       CAST(NULL AS VARCHAR) AS database_acl, CAST(NULL AS VARCHAR) AS database_options,
       'Serializable' AS database_isolation_level
FROM forebay_catalog.main.pg_database;

CREATE VIEW forebay_catalog.main.svv_external_schemas AS
SELECT CAST(n.oid AS BIGINT) AS esoid, CAST(1 AS SMALLINT) AS eskind, e.schema AS schemaname,
       CAST(n.nspowner AS INTEGER) AS esowner, e.note ->> '$.database' AS databasename,
       e.note ->> '$.options' AS esoptions
FROM forebay_catalog.main.external_schema e
JOIN forebay_catalog.main.pg_namespace n ON n.nspname = e.schema
WHERE forebay_catalog.main.has_schema_privilege(e.schema, 'USAGE');

CREATE VIEW forebay_catalog.main.svv_external_databases AS
SELECT DISTINCT 1 AS eskind, note ->> '$.database' AS databasename, '' AS location, '' AS parameters
FROM forebay_catalog.main.external_schema;

CREATE VIEW forebay_catalog.main.svv_external_tables AS
SELECT CAST(current_database() AS VARCHAR) AS redshift_database_name, schema AS schemaname, name AS tablename,
       'TABLE' AS tabletype, note ->> '$.location' AS location, note ->> '$.input' AS input_format,
       note ->> '$.output' AS output_format, note ->> '$.serde' AS serialization_lib,
       note ->> '$.serde_properties' AS serde_parameters, CAST(note ->> '$.compressed' AS INTEGER) AS compressed,
       note ->> '$.properties' AS parameters
FROM forebay_catalog.main.external_table
WHERE forebay_catalog.main.has_schema_privilege(schema, 'USAGE');

CREATE VIEW forebay_catalog.main.svv_external_columns AS
SELECT CAST(current_database() AS VARCHAR) AS redshift_database_name, schema AS schemaname, name AS tablename,
       c ->> '$.name' AS columnname, c ->> '$.type' AS external_type, CAST(place AS INTEGER) AS columnnum,
       CAST(greatest(place - plain, 0) AS INTEGER) AS part_key, 'true' AS is_nullable
FROM (
  SELECT schema, name, plain, unnest(columns) AS c, unnest(range(1, len(columns) + 1)) AS place
  FROM (
    SELECT schema, name, len(json_extract(note, '$.columns[*]')) AS plain,
           list_concat(json_extract(note, '$.columns[*]'), json_extract(note, '$.partition_columns[*]')) AS columns
    FROM forebay_catalog.main.external_table
    WHERE forebay_catalog.main.has_schema_privilege(schema, 'USAGE')
  )
);

CREATE VIEW forebay_catalog.main.svv_external_partitions AS
SELECT schema AS schemaname, name AS tablename, p ->> '$.values' AS "values", p ->> '$.location' AS location,
       note ->> '$.input' AS input_format, note ->> '$.output' AS output_format,
       note ->> '$.serde' AS serialization_lib, note ->> '$.serde_properties' AS serde_parameters,
       CAST(note ->> '$.compressed' AS INTEGER) AS compressed, note ->> '$.properties' AS parameters
FROM (SELECT *, unnest(json_extract(note, '$.partitions[*]')) AS p FROM forebay_catalog.main.external_table)
WHERE forebay_catalog.main.has_schema_privilege(schema, 'USAGE');

CREATE VIEW forebay_catalog.main.svv_table_info AS
SELECT CAST(current_database() AS VARCHAR) AS "database",
       r.schema AS "schema",
       CAST(r.oid AS INTEGER) AS table_id,
       r.name AS "table",
       'N' AS encoded,
       CASE WHEN coalesce(r.note[2], '') = '' THEN 'EVEN' ELSE r.note[2] END AS diststyle,
       nullif(string_split(regexp_replace(r.note[3], '^INTERLEAVED ', ''), ', ')[1], '') AS sortkey1,
       coalesce((SELECT max(c.length) FROM forebay_catalog.main.declared_column c
                 WHERE c.table_oid = r.oid AND c.udt_name = 'varchar'), 0) AS max_varchar,
       CASE WHEN coalesce(r.note[3], '') <> '' THEN 'none' END AS sortkey1_enc,
       CASE WHEN coalesce(r.note[3], '') <> '' THEN CAST(len(string_split(r.note[3], ', ')) AS INTEGER) ELSE 0 END
         AS sortkey_num,
       CAST(NULL AS BIGINT) AS size,
       CAST(NULL AS DECIMAL(10, 4)) AS pct_used,
       CAST(0 AS BIGINT) AS empty,
       CAST(NULL AS DECIMAL(5, 2)) AS unsorted,
       CAST(0 AS DECIMAL(5, 2)) AS stats_off,
       CAST(r.rows AS DECIMAL(38, 0)) AS tbl_rows,
       CAST(NULL AS DECIMAL(19, 2)) AS skew_sortkey1,
       CAST(NULL AS DECIMAL(19, 2)) AS skew_rows,
       CAST(r.rows AS DECIMAL(38, 0)) AS estimated_visible_rows,
       CAST(NULL AS VARCHAR) AS risk_event,
       CAST(NULL AS DECIMAL(12, 2)) AS vacuum_sort_benefit,
       CAST(NULL AS TIMESTAMP) AS create_time
FROM forebay_catalog.main.relation r
WHERE NOT r.is_view AND NOT r.temporary AND r.schema <> 'forebay';

CREATE VIEW forebay_catalog.main.svv_transactions AS
SELECT '' AS txn_owner, '' AS txn_db, CAST(0 AS BIGINT) AS xid, 0 AS pid, CAST(NULL AS TIMESTAMP) AS txn_start,
       '' AS lock_mode, '' AS lockable_object_type, 0 AS relation, false AS granted WHERE false;

CREATE VIEW forebay_catalog.main.stv_locks AS
SELECT 0 AS table_id, CAST(NULL AS TIMESTAMP) AS last_commit, CAST(NULL AS TIMESTAMP) AS last_update,
       CAST(0 AS BIGINT) AS lock_owner, 0 AS lock_owner_pid, CAST(NULL AS TIMESTAMP) AS lock_owner_start_ts,
       CAST(NULL AS TIMESTAMP) AS lock_owner_end_ts, '' AS lock_status WHERE false;
