-- PostgreSQL's catalog over DuckDB's: what clients ask for at their start and when they look around.
-- SOURCE: PostgreSQL manual, "System Catalogs"; the queries of psql, pgjdbc and SQLAlchemy.
CREATE TABLE forebay_catalog.main.pg_type AS
SELECT CAST(oid AS BIGINT) AS oid,
       typname,
       CAST(11 AS BIGINT) AS typnamespace,
       CAST(10 AS BIGINT) AS typowner,
       CAST(typlen AS SMALLINT) AS typlen,
       typlen BETWEEN 1 AND 8 AND typname <> 'name' AS typbyval,
       CASE WHEN typcategory = 'P' THEN 'p' ELSE 'b' END AS typtype,
       typcategory,
       false AS typispreferred,
       true AS typisdefined,
       ',' AS typdelim,
       CAST(0 AS BIGINT) AS typrelid,
       CAST(typelem AS BIGINT) AS typelem,
       CAST(typarray AS BIGINT) AS typarray,
       CASE WHEN typelem > 0 THEN 'array_in' ELSE typname || 'in' END AS typinput,
       CASE WHEN typelem > 0 THEN 'array_out' ELSE typname || 'out' END AS typoutput,
       CASE WHEN typelem > 0 THEN 'array_recv' ELSE typname || 'recv' END AS typreceive,
       CASE WHEN typelem > 0 THEN 'array_send' ELSE typname || 'send' END AS typsend,
       'i' AS typalign,
       'p' AS typstorage,
       false AS typnotnull,
       CAST(0 AS BIGINT) AS typbasetype,
       -1 AS typtypmod,
       0 AS typndims,
       CAST(0 AS BIGINT) AS typcollation,
       CAST(NULL AS VARCHAR) AS typdefaultbin,
       CAST(NULL AS VARCHAR) AS typdefault,
       CAST(NULL AS VARCHAR[]) AS typacl,
       CAST(1247 AS BIGINT) AS tableoid,
       formatted
FROM (VALUES
  (16, 'bool', 1, 'B', 0, 1000, 'boolean'),
  (17, 'bytea', -1, 'U', 0, 1001, 'bytea'),
  (18, 'char', 1, 'S', 0, 1002, '"char"'),
  (19, 'name', 64, 'S', 0, 1003, 'name'),
  (20, 'int8', 8, 'N', 0, 1016, 'bigint'),
  (21, 'int2', 2, 'N', 0, 1005, 'smallint'),
  (23, 'int4', 4, 'N', 0, 1007, 'integer'),
  (24, 'regproc', 4, 'N', 0, 1008, 'regproc'),
  (25, 'text', -1, 'S', 0, 1009, 'text'),
  (26, 'oid', 4, 'N', 0, 1028, 'oid'),
  (700, 'float4', 4, 'N', 0, 1021, 'real'),
  (701, 'float8', 8, 'N', 0, 1022, 'double precision'),
  (705, 'unknown', -1, 'X', 0, 0, 'unknown'),
  (1033, 'aclitem', 12, 'U', 0, 1034, 'aclitem'),
  (1042, 'bpchar', -1, 'S', 0, 1014, 'character'),
  (1043, 'varchar', -1, 'S', 0, 1015, 'character varying'),
  (1082, 'date', 4, 'D', 0, 1182, 'date'),
  (1083, 'time', 8, 'D', 0, 1183, 'time without time zone'),
  (1114, 'timestamp', 8, 'D', 0, 1115, 'timestamp without time zone'),
  (1184, 'timestamptz', 8, 'D', 0, 1185, 'timestamp with time zone'),
  (1186, 'interval', 16, 'T', 0, 1187, 'interval'),
  (1266, 'timetz', 12, 'D', 0, 1270, 'time with time zone'),
  (1700, 'numeric', -1, 'N', 0, 1231, 'numeric'),
  (2205, 'regclass', 4, 'N', 0, 2210, 'regclass'),
  (2206, 'regtype', 4, 'N', 0, 2211, 'regtype'),
  (2249, 'record', -1, 'P', 0, 0, 'record'),
  (2276, 'any', 4, 'P', 0, 0, '"any"'),
  (2278, 'void', 4, 'P', 0, 0, 'void'),
  (4000, 'super', -1, 'U', 0, 0, 'super'),
  (6551, 'varbyte', -1, 'U', 0, 0, 'binary varying'),
  (1000, '_bool', -1, 'A', 16, 0, 'boolean[]'),
  (1001, '_bytea', -1, 'A', 17, 0, 'bytea[]'),
  (1002, '_char', -1, 'A', 18, 0, '"char"[]'),
  (1003, '_name', -1, 'A', 19, 0, 'name[]'),
  (1016, '_int8', -1, 'A', 20, 0, 'bigint[]'),
  (1005, '_int2', -1, 'A', 21, 0, 'smallint[]'),
  (1007, '_int4', -1, 'A', 23, 0, 'integer[]'),
  (1009, '_text', -1, 'A', 25, 0, 'text[]'),
  (1028, '_oid', -1, 'A', 26, 0, 'oid[]'),
  (1021, '_float4', -1, 'A', 700, 0, 'real[]'),
  (1022, '_float8', -1, 'A', 701, 0, 'double precision[]'),
  (1034, '_aclitem', -1, 'A', 1033, 0, 'aclitem[]'),
  (1014, '_bpchar', -1, 'A', 1042, 0, 'character[]'),
  (1015, '_varchar', -1, 'A', 1043, 0, 'character varying[]'),
  (1182, '_date', -1, 'A', 1082, 0, 'date[]'),
  (1115, '_timestamp', -1, 'A', 1114, 0, 'timestamp without time zone[]'),
  (1185, '_timestamptz', -1, 'A', 1184, 0, 'timestamp with time zone[]'),
  (1231, '_numeric', -1, 'A', 1700, 0, 'numeric[]')
) AS t (oid, typname, typlen, typcategory, typelem, typarray, formatted);

-- What can be asked about, once for all views of it; the ledger's views are the catalog's, where Redshift has them.
CREATE VIEW forebay_catalog.main.relation AS
SELECT oid,
       CASE WHEN database_name = 'temp' THEN 'pg_temp' ELSE schema_name END AS schema,
       CASE WHEN schema_name = 'forebay' AND is_view THEN 11 ELSE schema_oid END AS namespace,
       name,
       is_view,
       database_name = 'temp' AS temporary,
       columns,
       rows,
       sql,
       CASE WHEN json_valid(comment) AND json_extract_string(comment, '$.forebay') = '1'
            THEN json_extract_string(comment, '$.comment') ELSE comment END AS remarks,
       CASE WHEN json_valid(comment) AND json_extract_string(comment, '$.forebay') = '1'
            THEN json_extract_string(comment, ['$.primary_key', '$.distribution', '$.sort_key']) END AS note,
       coalesce(o.owner_id, 100) AS owner,
       a.acl
FROM (
  SELECT table_oid AS oid, database_name, schema_name, schema_oid, table_name AS name, false AS is_view,
         column_count AS columns, estimated_size AS rows, sql, comment
  FROM duckdb_tables() WHERE NOT internal
  UNION ALL
  SELECT view_oid, database_name, schema_name, schema_oid, view_name, true, column_count, 0, sql, comment
  FROM duckdb_views() WHERE NOT internal
) r
LEFT JOIN forebay_catalog.main.ledger_ownership o
  ON o.object_kind = 'TABLE' AND o.object_schema = forebay_catalog.main.folded(r.schema_name) AND o.object_name = forebay_catalog.main.folded(r.name)
 AND r.database_name <> 'temp'
LEFT JOIN forebay_catalog.main.object_acl a
  ON a.object_kind = 'TABLE' AND a.object_schema = forebay_catalog.main.folded(r.schema_name) AND a.object_name = forebay_catalog.main.folded(r.name)
 AND r.database_name <> 'temp'
WHERE database_name IN ('temp', current_database()) AND NOT starts_with(schema_name, '$')
  AND schema_name NOT IN (SELECT schema FROM forebay_catalog.main.external_schema);

CREATE VIEW forebay_catalog.main.pg_class AS
SELECT oid,
       CAST(1259 AS BIGINT) AS tableoid,
       name AS relname,
       namespace AS relnamespace,
       CAST(0 AS BIGINT) AS reltype,
       CAST(0 AS BIGINT) AS reloftype,
       CAST(owner AS BIGINT) AS relowner,
       CAST(CASE WHEN kind = 'i' THEN 403 ELSE 0 END AS BIGINT) AS relam,
       oid AS relfilenode,
       CAST(0 AS BIGINT) AS reltablespace,
       0 AS relpages,
       CAST(rows AS REAL) AS reltuples,
       CAST(0 AS BIGINT) AS reltoastrelid,
       CAST(0 AS BIGINT) AS reltoastidxid,
       kind <> 'i' AND coalesce(note[1], '') <> '' AS relhasindex,
       false AS relisshared,
       CASE WHEN temporary THEN 't' ELSE 'p' END AS relpersistence,
       kind AS relkind,
       CAST(columns AS SMALLINT) AS relnatts,
       CAST(0 AS SMALLINT) AS relchecks,
       CAST(0 AS SMALLINT) AS reltriggers,
       CAST(0 AS SMALLINT) AS relukeys,
       CAST(0 AS SMALLINT) AS relfkeys,
       CAST(0 AS SMALLINT) AS relrefs,
       false AS relhasoids,
       kind <> 'i' AND coalesce(note[1], '') <> '' AS relhaspkey,
       false AS relhasrules,
       false AS relhastriggers,
       false AS relhassubclass,
       false AS relrowsecurity,
       false AS relforcerowsecurity,
       'd' AS relreplident,
       false AS relispartition,
       CAST(NULL AS VARCHAR) AS relpartbound,
       CAST(CASE WHEN kind <> 'r' OR note IS NULL OR note[2] IS NULL OR note[2] = '' THEN 0
                 WHEN note[2] LIKE 'KEY%' THEN 1 WHEN note[2] = 'ALL' THEN 8 ELSE 0 END AS SMALLINT)
         AS reldiststyle,
       acl AS relacl,
       CAST(NULL AS VARCHAR[]) AS reloptions
FROM (
  SELECT oid, name, namespace, columns, rows, temporary, note, owner, acl, CASE WHEN is_view THEN 'v' ELSE 'r' END AS kind
  FROM forebay_catalog.main.relation
  UNION ALL
  SELECT oid + 1000000000, name || '_pkey', namespace, len(string_split(note[1], ', ')), rows, temporary, note, owner, NULL, 'i'
  FROM forebay_catalog.main.relation
  WHERE note[1] <> ''
);

CREATE VIEW forebay_catalog.main.primary_key AS
SELECT r.oid, r.oid + 1000000000 AS index_oid, r.name || '_pkey' AS name, r.schema, r.name AS table_name, r.namespace, r.note[1] AS columns,
       list_transform(string_split(r.note[1], ', '), lambda each: CAST(list_position(c.names, each) AS SMALLINT)) AS keys
FROM forebay_catalog.main.relation r
JOIN (
  SELECT table_oid, list(column_name ORDER BY column_index) AS names FROM duckdb_columns() WHERE NOT internal GROUP BY table_oid
) c ON c.table_oid = r.oid
WHERE r.note[1] <> '';

CREATE VIEW forebay_catalog.main.pg_attribute AS
SELECT c.table_oid AS attrelid,
       CAST(1249 AS BIGINT) AS tableoid,
       c.column_name AS attname,
       coalesce(t.oid, 1043) AS atttypid,
       -1 AS attstattarget,
       coalesce(t.typlen, -1) AS attlen,
       CAST(c.column_index AS SMALLINT) AS attnum,
       CAST(0 AS INTEGER) AS attndims,
       -1 AS attcacheoff,
       CASE WHEN c.length IS NOT NULL THEN c.length + 4
            WHEN c.data_type = 'numeric' THEN c.numeric_precision * 65536 + c.numeric_scale + 4
            ELSE -1
       END AS atttypmod,
       false AS attbyval,
       'p' AS attstorage,
       'i' AS attalign,
       NOT c.is_nullable AS attnotnull,
       c.column_default IS NOT NULL AS atthasdef,
       '' AS attidentity,
       '' AS attgenerated,
       false AS attisdropped,
       true AS attislocal,
       CAST(0 AS SMALLINT) AS attinhcount,
       CAST(0 AS BIGINT) AS attcollation,
       CAST(0 AS INTEGER) AS attencodingtype,
       coalesce(r.note[2] = 'KEY(' || c.column_name || ')', false) AS attisdistkey,
       CAST(coalesce(
         list_position(string_split(regexp_replace(r.note[3], '^INTERLEAVED ', ''), ', '), c.column_name)
           * CASE WHEN r.note[3] LIKE 'INTERLEAVED %'
                       AND list_position(string_split(substr(r.note[3], 13), ', '), c.column_name) % 2 = 0
                  THEN -1 ELSE 1 END,
         0) AS INTEGER) AS attsortkeyord,
       CAST(NULL AS VARCHAR[]) AS attacl,
       CAST(NULL AS VARCHAR[]) AS attoptions,
       CAST(NULL AS VARCHAR[]) AS attfdwoptions
FROM (
  SELECT table_oid, column_name, column_index, is_nullable, data_type, udt_name, length, numeric_precision, numeric_scale,
         column_default
  FROM forebay_catalog.main.declared_column
  UNION ALL
  SELECT k.index_oid, d.column_name, k.place, true, d.data_type, d.udt_name, d.length, d.numeric_precision, d.numeric_scale,
         NULL
  FROM (SELECT *, unnest(range(1, len(keys) + 1)) AS place FROM forebay_catalog.main.primary_key) k
  JOIN forebay_catalog.main.declared_column d ON d.table_oid = k.oid AND d.column_index = k.keys[k.place]
) c
LEFT JOIN forebay_catalog.main.relation r ON r.oid = c.table_oid
LEFT JOIN forebay_catalog.main.pg_type t ON t.typname = c.udt_name;

CREATE VIEW forebay_catalog.main.pg_attrdef AS
SELECT table_oid * 2000 + column_index AS oid,
       CAST(2604 AS BIGINT) AS tableoid,
       table_oid AS adrelid,
       CAST(column_index AS SMALLINT) AS adnum,
       column_default AS adbin,
       column_default AS adsrc
FROM forebay_catalog.main.declared_column
WHERE column_default IS NOT NULL;

CREATE VIEW forebay_catalog.main.pg_constraint AS
SELECT index_oid AS oid,
       CAST(2606 AS BIGINT) AS tableoid,
       name AS conname,
       namespace AS connamespace,
       'p' AS contype,
       false AS condeferrable,
       false AS condeferred,
       true AS convalidated,
       oid AS conrelid,
       CAST(0 AS BIGINT) AS contypid,
       index_oid AS conindid,
       CAST(0 AS BIGINT) AS conparentid,
       CAST(0 AS BIGINT) AS confrelid,
       ' ' AS confupdtype,
       ' ' AS confdeltype,
       ' ' AS confmatchtype,
       true AS conislocal,
       0 AS coninhcount,
       true AS connoinherit,
       keys AS conkey,
       CAST(NULL AS SMALLINT[]) AS confkey,
       CAST(NULL AS VARCHAR) AS conbin,
       CAST(NULL AS VARCHAR) AS consrc
FROM forebay_catalog.main.primary_key;

CREATE VIEW forebay_catalog.main.pg_index AS
SELECT index_oid AS indexrelid,
       oid AS indrelid,
       CAST(len(keys) AS SMALLINT) AS indnatts,
       CAST(len(keys) AS SMALLINT) AS indnkeyatts,
       true AS indisunique,
       true AS indisprimary,
       false AS indisexclusion,
       true AS indimmediate,
       false AS indisclustered,
       true AS indisvalid,
       false AS indcheckxmin,
       true AS indisready,
       true AS indislive,
       false AS indisreplident,
       keys AS indkey,
       list_transform(keys, lambda each: CAST(0 AS BIGINT)) AS indclass,
       list_transform(keys, lambda each: CAST(0 AS SMALLINT)) AS indoption,
       CAST(NULL AS VARCHAR) AS indexprs,
       CAST(NULL AS VARCHAR) AS indpred
FROM forebay_catalog.main.primary_key;

CREATE VIEW forebay_catalog.main.pg_database AS
SELECT CAST(16384 AS BIGINT) AS oid,
       CAST(current_database() AS VARCHAR) AS datname,
       CAST(100 AS BIGINT) AS datdba,
       6 AS encoding,
       'C' AS datcollate,
       'C' AS datctype,
       false AS datistemplate,
       true AS datallowconn,
       CAST(-1 AS INTEGER) AS datconnlimit,
       CAST(0 AS BIGINT) AS datlastsysoid,
       CAST(1663 AS BIGINT) AS dattablespace,
       CAST(NULL AS VARCHAR[]) AS datconfig,
       (SELECT a.acl FROM forebay_catalog.main.object_acl a WHERE a.object_kind = 'DATABASE') AS datacl;

CREATE VIEW forebay_catalog.main.pg_tables AS
SELECT n.nspname AS schemaname,
       r.name AS tablename,
       forebay_catalog.main.pg_get_userbyid(r.owner) AS tableowner,
       CAST(NULL AS VARCHAR) AS tablespace,
       coalesce(r.note[1], '') <> '' AS hasindexes,
       false AS hasrules,
       false AS hastriggers
FROM forebay_catalog.main.relation r
JOIN forebay_catalog.main.pg_namespace n ON n.oid = r.namespace
WHERE NOT r.is_view;

CREATE VIEW forebay_catalog.main.pg_views AS
SELECT n.nspname AS schemaname,
       r.name AS viewname,
       forebay_catalog.main.pg_get_userbyid(r.owner) AS viewowner,
       regexp_replace(r.sql, '^CREATE .*?VIEW .*? AS ', '') AS definition
FROM forebay_catalog.main.relation r
JOIN forebay_catalog.main.pg_namespace n ON n.oid = r.namespace
WHERE r.is_view;

CREATE VIEW forebay_catalog.main.pg_indexes AS
SELECT n.nspname AS schemaname,
       k.table_name AS tablename,
       k.name AS indexname,
       CAST(NULL AS VARCHAR) AS tablespace,
       'CREATE UNIQUE INDEX ' || k.name || ' ON ' || n.nspname || '.' || k.table_name || ' USING btree (' || k.columns || ')'
         AS indexdef
FROM forebay_catalog.main.primary_key k
JOIN forebay_catalog.main.pg_namespace n ON n.oid = k.namespace;

CREATE VIEW forebay_catalog.main.pg_description AS
SELECT oid AS objoid, CAST(1259 AS BIGINT) AS classoid, 0 AS objsubid, remarks AS description
FROM forebay_catalog.main.relation
WHERE remarks IS NOT NULL
UNION ALL
SELECT table_oid, 1259, CAST(column_index AS INTEGER), remarks
FROM forebay_catalog.main.declared_column
WHERE remarks IS NOT NULL;

CREATE VIEW forebay_catalog.main.pg_tablespace AS
SELECT CAST(1663 AS BIGINT) AS oid, 'pg_default' AS spcname, CAST(10 AS BIGINT) AS spcowner,
       CAST(NULL AS VARCHAR[]) AS spcacl, CAST(NULL AS VARCHAR[]) AS spcoptions;

CREATE VIEW forebay_catalog.main.pg_am AS
SELECT CAST(403 AS BIGINT) AS oid, 'btree' AS amname, CAST(0 AS BIGINT) AS amhandler, 'i' AS amtype, true AS amcanorder;

CREATE VIEW forebay_catalog.main.pg_language AS
SELECT CAST(oid AS BIGINT) AS oid, lanname, CAST(10 AS BIGINT) AS lanowner, lanname = 'plpgsql' AS lanispl,
       true AS lanpltrusted, CAST(0 AS BIGINT) AS lanplcallfoid, CAST(0 AS BIGINT) AS laninline,
       CAST(0 AS BIGINT) AS lanvalidator, CAST(NULL AS VARCHAR[]) AS lanacl,
       CAST(2612 AS BIGINT) AS tableoid
FROM (VALUES (14, 'sql'), (12000, 'plpgsql'), (12001, 'exfunc')) AS t (oid, lanname);

-- Procedures and functions with what is asked of them by number.
CREATE VIEW forebay_catalog.main.routine AS
SELECT *,
       CAST(1000000000 + hash(routine_schema || '.' || routine_name || '(' || signature || ')') % 1000000000 AS BIGINT) AS oid,
       language = 'plpgsql' AS is_procedure,
       regexp_extract(settings, '(?m)^returns=(.*)$', 1) AS returns,
       CASE WHEN signature = '' THEN CAST([] AS VARCHAR[]) ELSE string_split(signature, ', ') END AS types
FROM forebay_catalog.main.stored_routine;

CREATE VIEW forebay_catalog.main.pg_proc AS
SELECT r.oid, CAST(1255 AS BIGINT) AS tableoid, r.routine_name AS proname,
       coalesce(n.oid, 0) AS pronamespace,
       CAST(100 AS BIGINT) AS proowner,
       CAST(CASE r.language WHEN 'sql' THEN 14 WHEN 'plpgsql' THEN 12000 ELSE 12001 END AS BIGINT) AS prolang,
       false AS proisagg, false AS proiswindow,
       CASE WHEN r.is_procedure THEN 'p' ELSE 'f' END AS prokind, r.is_definer AS prosecdef, false AS proisstrict,
       false AS proretset,
       CASE WHEN r.is_procedure THEN 'v' ELSE lower(regexp_extract(r.settings, '(?m)^volatility=(.)', 1)) END AS provolatile,
       CAST(len(r.types) AS SMALLINT) AS pronargs,
       CAST(CASE WHEN r.is_procedure THEN 2278
                 ELSE (SELECT min(t.oid) FROM forebay_catalog.main.pg_type t
                       WHERE t.formatted = regexp_replace(r.returns, '\([0-9,]*\)', '')) END AS BIGINT) AS prorettype,
       coalesce((SELECT list(CAST(coalesce(t.oid, 0) AS BIGINT) ORDER BY a.place)
                 FROM (SELECT unnest(r.types) AS type, unnest(range(1, len(r.types) + 1)) AS place) a
                 LEFT JOIN (SELECT formatted, min(oid) AS oid FROM forebay_catalog.main.pg_type GROUP BY formatted) t
                   ON t.formatted = a.type), CAST([] AS BIGINT[])) AS proargtypes,
       CAST(NULL AS BIGINT[]) AS proallargtypes, CAST(NULL AS VARCHAR[]) AS proargmodes,
       CAST(NULL AS VARCHAR[]) AS proargnames, r.body AS prosrc, CAST(NULL AS VARCHAR) AS probin,
       CAST(NULL AS VARCHAR[]) AS proacl
FROM forebay_catalog.main.routine r
LEFT JOIN forebay_catalog.main.pg_namespace n ON n.nspname = r.routine_schema;

CREATE VIEW forebay_catalog.main.pg_proc_info AS
SELECT oid AS prooid, *
FROM forebay_catalog.main.pg_proc;

CREATE VIEW forebay_catalog.main.pg_settings AS
SELECT name, setting, CAST(NULL AS VARCHAR) AS unit, 'Preset Options' AS category, '' AS short_desc,
       CAST(NULL AS VARCHAR) AS extra_desc, 'internal' AS context, 'string' AS vartype, 'default' AS source,
       CAST(NULL AS VARCHAR) AS min_val, CAST(NULL AS VARCHAR) AS max_val
FROM (VALUES
  ('client_encoding', 'UTF8'),
  ('integer_datetimes', 'on'),
  ('lc_collate', 'C'),
  ('lc_ctype', 'C'),
  ('max_identifier_length', '127'),
  ('max_index_keys', '32'),
  ('server_encoding', 'UTF8'),
  ('server_version', '8.0.2'),
  ('server_version_num', '80002'),
  ('standard_conforming_strings', 'on'),
  ('transaction_isolation', 'serializable')
) AS t (name, setting);

CREATE VIEW forebay_catalog.main.pg_inherits AS
SELECT CAST(0 AS BIGINT) AS inhrelid, CAST(0 AS BIGINT) AS inhparent, 0 AS inhseqno WHERE false;

CREATE VIEW forebay_catalog.main.pg_depend AS
SELECT CAST(0 AS BIGINT) AS classid, CAST(0 AS BIGINT) AS objid, 0 AS objsubid, CAST(0 AS BIGINT) AS refclassid,
       CAST(0 AS BIGINT) AS refobjid, 0 AS refobjsubid, 'n' AS deptype WHERE false;

CREATE VIEW forebay_catalog.main.pg_extension AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS extname, CAST(0 AS BIGINT) AS extowner, CAST(0 AS BIGINT) AS extnamespace,
       false AS extrelocatable, '' AS extversion WHERE false;

CREATE VIEW forebay_catalog.main.pg_trigger AS
SELECT CAST(0 AS BIGINT) AS oid, CAST(0 AS BIGINT) AS tgrelid, '' AS tgname, CAST(0 AS BIGINT) AS tgfoid,
       CAST(0 AS SMALLINT) AS tgtype, 'O' AS tgenabled, false AS tgisinternal, CAST(0 AS BIGINT) AS tgconstrrelid,
       CAST(0 AS BIGINT) AS tgconstrindid, CAST(0 AS BIGINT) AS tgconstraint WHERE false;

CREATE VIEW forebay_catalog.main.pg_rewrite AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS rulename, CAST(0 AS BIGINT) AS ev_class, '1' AS ev_type, 'O' AS ev_enabled,
       true AS is_instead WHERE false;

CREATE VIEW forebay_catalog.main.pg_collation AS
SELECT CAST(100 AS BIGINT) AS oid, 'default' AS collname, CAST(11 AS BIGINT) AS collnamespace,
       CAST(10 AS BIGINT) AS collowner, -1 AS collencoding, 'C' AS collcollate, 'C' AS collctype;

CREATE VIEW forebay_catalog.main.pg_enum AS
SELECT CAST(0 AS BIGINT) AS oid, CAST(0 AS BIGINT) AS enumtypid, '' AS enumlabel, CAST(0 AS REAL) AS enumsortorder
WHERE false;

CREATE VIEW forebay_catalog.main.pg_range AS
SELECT CAST(0 AS BIGINT) AS rngtypid, CAST(0 AS BIGINT) AS rngsubtype WHERE false;

CREATE VIEW forebay_catalog.main.pg_sequence AS
SELECT CAST(0 AS BIGINT) AS seqrelid, CAST(0 AS BIGINT) AS seqtypid, CAST(0 AS BIGINT) AS seqstart WHERE false;

CREATE VIEW forebay_catalog.main.pg_matviews AS
SELECT '' AS schemaname, '' AS matviewname, '' AS matviewowner, '' AS tablespace, false AS hasindexes,
       false AS ispopulated, '' AS definition WHERE false;

CREATE VIEW forebay_catalog.main.pg_default_acl AS
SELECT CAST(0 AS BIGINT) AS oid, CAST(0 AS BIGINT) AS defaclrole, CAST(0 AS BIGINT) AS defaclnamespace,
       'r' AS defaclobjtype, CAST(NULL AS VARCHAR[]) AS defaclacl WHERE false;

CREATE VIEW forebay_catalog.main.pg_shdescription AS
SELECT CAST(0 AS BIGINT) AS objoid, CAST(0 AS BIGINT) AS classoid, '' AS description WHERE false;

CREATE VIEW forebay_catalog.main.pg_foreign_server AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS srvname, CAST(0 AS BIGINT) AS srvowner, CAST(0 AS BIGINT) AS srvfdw,
       '' AS srvtype, '' AS srvversion, CAST(NULL AS VARCHAR[]) AS srvacl, CAST(NULL AS VARCHAR[]) AS srvoptions
WHERE false;

CREATE VIEW forebay_catalog.main.pg_foreign_table AS
SELECT CAST(0 AS BIGINT) AS ftrelid, CAST(0 AS BIGINT) AS ftserver, CAST(NULL AS VARCHAR[]) AS ftoptions WHERE false;

CREATE VIEW forebay_catalog.main.pg_foreign_data_wrapper AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS fdwname, CAST(0 AS BIGINT) AS fdwowner, CAST(0 AS BIGINT) AS fdwhandler,
       CAST(0 AS BIGINT) AS fdwvalidator, CAST(NULL AS VARCHAR[]) AS fdwacl, CAST(NULL AS VARCHAR[]) AS fdwoptions
WHERE false;

CREATE VIEW forebay_catalog.main.pg_locks AS
SELECT '' AS locktype, CAST(0 AS BIGINT) AS database, CAST(0 AS BIGINT) AS relation, CAST(0 AS BIGINT) AS transactionid,
       0 AS pid, '' AS mode, false AS granted WHERE false;

CREATE VIEW forebay_catalog.main.pg_operator AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS oprname, CAST(0 AS BIGINT) AS oprnamespace, CAST(0 AS BIGINT) AS oprowner,
       'b' AS oprkind, CAST(0 AS BIGINT) AS oprleft, CAST(0 AS BIGINT) AS oprright, CAST(0 AS BIGINT) AS oprresult,
       CAST(0 AS BIGINT) AS oprcode WHERE false;

CREATE VIEW forebay_catalog.main.pg_opclass AS
SELECT CAST(0 AS BIGINT) AS oid, '' AS opcname, CAST(403 AS BIGINT) AS opcmethod, CAST(0 AS BIGINT) AS opcnamespace,
       CAST(0 AS BIGINT) AS opcowner, CAST(0 AS BIGINT) AS opcfamily, CAST(0 AS BIGINT) AS opcintype,
       true AS opcdefault, CAST(0 AS BIGINT) AS opckeytype WHERE false;

CREATE VIEW forebay_catalog.main.pg_cast AS
SELECT CAST(0 AS BIGINT) AS oid, CAST(0 AS BIGINT) AS castsource, CAST(0 AS BIGINT) AS casttarget,
       CAST(0 AS BIGINT) AS castfunc, 'i' AS castcontext, 'f' AS castmethod WHERE false;

-- ---- functions: DuckDB pastes a macro into the query that calls it, so that inner aliases are names which nobody writes
-- By a text and not by a query: drivers write it before dozens of WHENs, and DuckDB copies it to each of them.
CREATE MACRO forebay_catalog.main.format_type(type, modifier) AS
  CASE WHEN type IS NULL THEN NULL
       WHEN modifier >= 4 AND type IN (1042, 1043, 6551)
       THEN CASE type WHEN 1042 THEN 'character' WHEN 1043 THEN 'character varying' ELSE 'binary varying' END
            || '(' || (modifier - 4) || ')'
       WHEN modifier >= 4 AND type = 1700
       THEN 'numeric(' || ((modifier - 4) >> 16) || ',' || ((modifier - 4) & 65535) || ')'
       ELSE coalesce(nullif(regexp_extract(
         '|16=boolean|17=bytea|18="char"|19=name|20=bigint|21=smallint|23=integer|24=regproc|25=text|26=oid' ||
         '|700=real|701=double precision|705=unknown|1033=aclitem|1042=character|1043=character varying' ||
         '|1082=date|1083=time without time zone|1114=timestamp without time zone' ||
         '|1184=timestamp with time zone|1186=interval|1266=time with time zone|1700=numeric|2205=regclass' ||
         '|2206=regtype|2249=record|2276="any"|2278=void|4000=super|6551=binary varying|1000=boolean[]' ||
         '|1001=bytea[]|1002="char"[]|1003=name[]|1016=bigint[]|1005=smallint[]|1007=integer[]|1009=text[]' ||
         '|1028=oid[]|1021=real[]|1022=double precision[]|1034=aclitem[]|1014=character[]' ||
         '|1015=character varying[]|1182=date[]|1115=timestamp without time zone[]' ||
         '|1185=timestamp with time zone[]|1231=numeric[]|',
         '\|' || type || '=([^|]*)', 1), ''), '???')
  END;

CREATE MACRO forebay_catalog.main.pg_get_expr
  (expression, relation) AS expression,
  (expression, relation, pretty) AS expression;

CREATE MACRO forebay_catalog.main.pg_get_viewdef
  (relation) AS (SELECT regexp_replace(forebay_r.sql, '^CREATE .*?VIEW .*? AS ', '') FROM forebay_catalog.main.relation forebay_r
                 WHERE forebay_r.is_view AND forebay_r.oid = relation),
  (relation, pretty) AS (SELECT regexp_replace(forebay_r.sql, '^CREATE .*?VIEW .*? AS ', '') FROM forebay_catalog.main.relation forebay_r
                 WHERE forebay_r.is_view AND forebay_r.oid = relation);

CREATE MACRO forebay_catalog.main.pg_get_constraintdef
  (id) AS (SELECT 'PRIMARY KEY (' || forebay_k.columns || ')' FROM forebay_catalog.main.primary_key forebay_k WHERE forebay_k.index_oid = id),
  (id, pretty) AS (SELECT 'PRIMARY KEY (' || forebay_k.columns || ')' FROM forebay_catalog.main.primary_key forebay_k WHERE forebay_k.index_oid = id);

CREATE MACRO forebay_catalog.main.pg_get_indexdef
  (id) AS (SELECT 'CREATE UNIQUE INDEX ' || forebay_k.name || ' ON ' || forebay_k.schema || '.' || forebay_k.table_name || ' USING btree (' || forebay_k.columns || ')'
           FROM forebay_catalog.main.primary_key forebay_k WHERE forebay_k.index_oid = id),
  (id, part, pretty) AS (SELECT CASE WHEN part = 0
             THEN 'CREATE UNIQUE INDEX ' || forebay_k.name || ' ON ' || forebay_k.schema || '.' || forebay_k.table_name || ' USING btree (' || forebay_k.columns || ')'
             ELSE string_split(forebay_k.columns, ', ')[part] END
           FROM forebay_catalog.main.primary_key forebay_k WHERE forebay_k.index_oid = id);

CREATE MACRO forebay_catalog.main.obj_description
  (object) AS (SELECT forebay_d.description FROM forebay_catalog.main.pg_description forebay_d WHERE forebay_d.objoid = object AND forebay_d.objsubid = 0),
  (object, catalog) AS (SELECT forebay_d.description FROM forebay_catalog.main.pg_description forebay_d
                        WHERE forebay_d.objoid = object AND forebay_d.objsubid = 0 AND catalog = 'pg_class');
CREATE MACRO forebay_catalog.main.col_description(relation, number) AS
  (SELECT forebay_d.description FROM forebay_catalog.main.pg_description forebay_d WHERE forebay_d.objoid = relation AND forebay_d.objsubid = number);
CREATE MACRO forebay_catalog.main.shobj_description(object, catalog) AS CAST(NULL AS VARCHAR);

CREATE MACRO forebay_catalog.main.to_regclass(wanted) AS
  CASE WHEN CAST(wanted AS VARCHAR) SIMILAR TO '[0-9]+' THEN TRY_CAST(wanted AS BIGINT)
       WHEN starts_with(wanted, 'pg_catalog.') OR starts_with(wanted, 'pg_') THEN
         CASE regexp_replace(wanted, '^pg_catalog\.', '')
           WHEN 'pg_class' THEN 1259 WHEN 'pg_type' THEN 1247 WHEN 'pg_attribute' THEN 1249 WHEN 'pg_proc' THEN 1255
           WHEN 'pg_namespace' THEN 2615 WHEN 'pg_constraint' THEN 2606 WHEN 'pg_attrdef' THEN 2604 WHEN 'pg_database' THEN 1262
           WHEN 'pg_extension' THEN 3079 WHEN 'pg_rewrite' THEN 2618 WHEN 'pg_trigger' THEN 2620 ELSE 0 END
       ELSE (SELECT min(forebay_c.oid) FROM forebay_catalog.main.pg_class forebay_c
             JOIN forebay_catalog.main.pg_namespace forebay_n ON forebay_n.oid = forebay_c.relnamespace
             WHERE CASE WHEN contains(wanted, '.')
                        THEN forebay_n.nspname || '.' || forebay_c.relname = replace(wanted, '"', '')
                        ELSE forebay_c.relname = replace(wanted, '"', '') AND forebay_catalog.main.pg_table_is_visible(forebay_c.oid)
                   END)
  END;
CREATE MACRO forebay_catalog.main.regclass_name(id) AS
  coalesce((SELECT CASE WHEN forebay_catalog.main.pg_table_is_visible(forebay_c.oid) THEN forebay_c.relname ELSE forebay_n.nspname || '.' || forebay_c.relname END
            FROM forebay_catalog.main.pg_class forebay_c LEFT JOIN forebay_catalog.main.pg_namespace forebay_n ON forebay_n.oid = forebay_c.relnamespace
            WHERE forebay_c.oid = id), CASE WHEN CAST(id AS VARCHAR) = '0' THEN '-' ELSE CAST(id AS VARCHAR) END);
CREATE MACRO forebay_catalog.main.to_regtype(wanted) AS
  (SELECT min(forebay_t.oid) FROM forebay_catalog.main.pg_type forebay_t
   WHERE regexp_replace(wanted, '^pg_catalog\.', '') IN (forebay_t.typname, forebay_t.formatted));
CREATE MACRO forebay_catalog.main.regtype_name(id) AS forebay_catalog.main.format_type(id, NULL);
CREATE MACRO forebay_catalog.main.to_regproc(wanted) AS CAST(NULL AS BIGINT);
CREATE MACRO forebay_catalog.main.regproc_name(id) AS CAST(id AS VARCHAR);
CREATE MACRO forebay_catalog.main.to_regnamespace(wanted) AS
  (SELECT min(forebay_n.oid) FROM forebay_catalog.main.pg_namespace forebay_n WHERE forebay_n.nspname = replace(wanted, '"', ''));
CREATE MACRO forebay_catalog.main.regnamespace_name(id) AS
  (SELECT min(forebay_n.nspname) FROM forebay_catalog.main.pg_namespace forebay_n WHERE forebay_n.oid = id);

CREATE MACRO forebay_catalog.main.pg_encoding_to_char(encoding) AS CASE encoding WHEN 6 THEN 'UTF8' ELSE '' END;
CREATE MACRO forebay_catalog.main.pg_char_to_encoding(wanted) AS CASE WHEN upper(wanted) IN ('UTF8', 'UNICODE') THEN 6 ELSE -1 END;
CREATE MACRO forebay_catalog.main.getdatabaseencoding() AS 'UTF8';
CREATE MACRO forebay_catalog.main.array_to_string(list, separator) AS
  CASE WHEN list IS NULL THEN NULL ELSE system.main.array_to_string(list, separator) END;
CREATE MACRO forebay_catalog.main.array_upper(list, dimension) AS CASE WHEN len(list) > 0 THEN CAST(len(list) AS INTEGER) END;
CREATE MACRO forebay_catalog.main.array_lower(list, dimension) AS CASE WHEN len(list) > 0 THEN 1 END;
CREATE MACRO forebay_catalog.main._pg_expandarray(list) AS
  unnest(list_transform(list, lambda each, i: {'x': each, 'n': CAST(i AS INTEGER)}));
CREATE MACRO forebay_catalog.main.quote_ident(wanted) AS
  CASE WHEN regexp_full_match(wanted, '[a-z_][a-z0-9_$]*') THEN wanted ELSE '"' || replace(wanted, '"', '""') || '"' END;
CREATE MACRO forebay_catalog.main.pg_tablespace_location(id) AS '';
CREATE MACRO forebay_catalog.main.pg_relation_size(id) AS CAST(0 AS BIGINT), (id, fork) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.pg_table_size(id) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.pg_indexes_size(id) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.pg_total_relation_size(id) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.pg_database_size(id) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.pg_size_pretty(bytes) AS CAST(bytes AS VARCHAR) || ' bytes';
CREATE MACRO forebay_catalog.main.pg_is_in_recovery() AS false;
CREATE MACRO forebay_catalog.main.pg_get_serial_sequence(relation, attribute) AS CAST(NULL AS VARCHAR);
CREATE MACRO forebay_catalog.main.pg_get_function_result(id) AS
  (SELECT min(regexp_replace(forebay_r.returns, '\([0-9,]*\)', '')) FROM forebay_catalog.main.routine forebay_r WHERE forebay_r.oid = id);
CREATE MACRO forebay_catalog.main.pg_get_function_arguments(id) AS
  (SELECT min(CASE WHEN forebay_r.is_procedure THEN forebay_r.arguments ELSE forebay_r.signature END)
   FROM forebay_catalog.main.routine forebay_r WHERE forebay_r.oid = id);
CREATE MACRO forebay_catalog.main.pg_get_function_identity_arguments(id) AS
  (SELECT min(forebay_r.signature) FROM forebay_catalog.main.routine forebay_r WHERE forebay_r.oid = id);
CREATE MACRO forebay_catalog.main.pg_get_functiondef(id) AS CAST(NULL AS VARCHAR);
CREATE MACRO forebay_catalog.main.pg_get_ruledef(id) AS CAST(NULL AS VARCHAR), (id, pretty) AS CAST(NULL AS VARCHAR);
CREATE MACRO forebay_catalog.main.pg_get_triggerdef(id) AS CAST(NULL AS VARCHAR), (id, pretty) AS CAST(NULL AS VARCHAR);
CREATE MACRO forebay_catalog.main.pg_function_is_visible(id) AS true;
CREATE MACRO forebay_catalog.main.pg_type_is_visible(id) AS true;
CREATE MACRO forebay_catalog.main.pg_collation_is_visible(id) AS true;
CREATE MACRO forebay_catalog.main.pg_operator_is_visible(id) AS true;
CREATE MACRO forebay_catalog.main.version() AS
  'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.75379';

CREATE MACRO forebay_catalog.main.pg_tablespace_size(id) AS CAST(0 AS BIGINT);
CREATE MACRO forebay_catalog.main.current_schemas(implicit) AS
  list_concat(CASE WHEN implicit THEN ['pg_catalog'] ELSE [] END,
              list_filter(system.main.current_schemas(false), lambda forebay_each: forebay_each NOT IN ('main', 'forebay')));
-- The session's user is the one that its connection has named.
CREATE MACRO forebay_catalog.main.schema_may(forebay_named, forebay_relation, forebay_right) AS
  (SELECT bool_or(n.nspowner = 10 AND upper(forebay_right) = 'USAGE'
                  OR forebay_catalog.main.user_may(forebay_named, 'SCHEMA', n.nspname, '', forebay_right))
   FROM forebay_catalog.main.pg_namespace n
   WHERE CAST(forebay_relation AS VARCHAR) IN (n.nspname, CAST(n.oid AS VARCHAR)));
CREATE MACRO forebay_catalog.main.relation_may(forebay_named, forebay_relation, forebay_right) AS
  (SELECT bool_or(r.temporary OR forebay_catalog.main.user_may(forebay_named, 'TABLE', r.schema, r.name, forebay_right))
   FROM forebay_catalog.main.relation r
   WHERE lower(replace(CAST(forebay_relation AS VARCHAR), '"', ''))
           IN (lower(r.schema || '.' || r.name), CAST(r.oid AS VARCHAR))
      OR lower(r.name) = lower(replace(CAST(forebay_relation AS VARCHAR), '"', ''))
         AND r.oid IN (SELECT v.oid FROM forebay_catalog.main.visible_relation v));
CREATE MACRO forebay_catalog.main.user_in(forebay_named, forebay_role) AS
  (SELECT count(*) > 0 FROM forebay_catalog.main.pg_user u
   WHERE CAST(forebay_named AS VARCHAR) IN (u.usename, CAST(u.usesysid AS VARCHAR))
     AND (u.usesuper OR CAST(forebay_role AS VARCHAR) IN (u.usename, CAST(u.usesysid AS VARCHAR))
       OR EXISTS (SELECT 1 FROM forebay_catalog.main.pg_group g
                  WHERE CAST(forebay_role AS VARCHAR) IN (g.groname, CAST(g.grosysid AS VARCHAR))
                    AND list_contains(g.grolist, u.usesysid))));
CREATE MACRO forebay_catalog.main.session_name() AS coalesce(getvariable('forebay_user'), 'forebay');
CREATE MACRO forebay_catalog.main.has_schema_privilege
  (schema, privilege) AS forebay_catalog.main.schema_may(forebay_catalog.main.session_name(), schema, privilege),
  (named, schema, privilege) AS forebay_catalog.main.schema_may(named, schema, privilege);
CREATE MACRO forebay_catalog.main.has_table_privilege
  (relation, privilege) AS forebay_catalog.main.relation_may(forebay_catalog.main.session_name(), relation, privilege),
  (named, relation, privilege) AS forebay_catalog.main.relation_may(named, relation, privilege);
CREATE MACRO forebay_catalog.main.has_database_privilege
  (database, privilege) AS (upper(privilege) = 'CONNECT'
     OR forebay_catalog.main.user_may(forebay_catalog.main.session_name(), 'DATABASE', '', '', privilege)),
  (named, database, privilege) AS (upper(privilege) = 'CONNECT'
     OR forebay_catalog.main.user_may(named, 'DATABASE', '', '', privilege));
CREATE MACRO forebay_catalog.main.pg_has_role
  (role, privilege) AS forebay_catalog.main.user_in(forebay_catalog.main.session_name(), role),
  (named, role, privilege) AS forebay_catalog.main.user_in(named, role);

CREATE MACRO forebay_catalog.main.regexp_substr
  (source, pattern) AS regexp_extract(source, pattern), (source, pattern, start) AS regexp_extract(substr(source, start), pattern);

-- Views WITH NO SCHEMA BINDING, whose columns Redshift tells by this function alone; here all views tell theirs.
CREATE VIEW forebay_catalog.main.pg_get_late_binding_view_cols AS
SELECT '' AS view_schema, '' AS view_name, '' AS col_name, '' AS col_type, 0 AS col_num WHERE false;

CREATE MACRO forebay_catalog.main.regexp_replace
  (source, pattern) AS system.main.regexp_replace(source, pattern, '', 'g'),
  (source, pattern, replacement) AS system.main.regexp_replace(source, pattern, replacement, 'g'),
  (source, pattern, replacement, start) AS
    substr(source, 1, start - 1) || system.main.regexp_replace(substr(source, start), pattern, replacement, 'g');
-- What SQLAlchemy's dialect for PostgreSQL asks collations and sequences with.
CREATE MACRO forebay_catalog.main.json_build_object
  (a, b) AS json_object(CAST(a AS VARCHAR), b),
  (a, b, c, d) AS json_object(CAST(a AS VARCHAR), b, CAST(c AS VARCHAR), d);
CREATE MACRO forebay_catalog.main.textin(value) AS CAST(value AS VARCHAR);
CREATE MACRO forebay_catalog.main.int2out(value) AS CAST(value AS VARCHAR);
CREATE MACRO forebay_catalog.main.int4out(value) AS CAST(value AS VARCHAR);
CREATE MACRO forebay_catalog.main.oidvectorout(value) AS array_to_string(value, ' ');
CREATE MACRO forebay_catalog.main.byteaout(value) AS CAST(value AS VARCHAR);
CREATE MACRO forebay_catalog.main.charindex(part, whole) AS strpos(whole, part);
CREATE MACRO forebay_catalog.main.format_encoding(encoding) AS 'none';
