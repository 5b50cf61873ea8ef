-- Redshift's names over what runs and what ran last on this server: columns, order and types as in the Database Developer Guide.
CREATE OR REPLACE VIEW forebay.stv_recents AS
SELECT user_id AS userid,
       CAST(CASE WHEN ended IS NULL THEN 'Running' ELSE 'Done' END AS VARCHAR) AS status,
       started AS starttime,
       CAST(CASE WHEN elapsed > 2147483647 THEN 2147483647 ELSE elapsed END AS INTEGER) AS duration,
       user_name,
       database_name AS db_name,
       substr(statement, 1, 600) AS query,
       CAST(CASE WHEN ended IS NULL THEN session_id ELSE -1 END AS INTEGER) AS pid
FROM ${live:statement} s;

CREATE OR REPLACE VIEW forebay.stv_sessions AS
SELECT started AS starttime,
       session_id AS process,
       user_name,
       database_name AS db_name,
       CAST(0 AS INTEGER) AS timeout_sec
FROM ${live:session} s;

CREATE OR REPLACE VIEW forebay.pg_stat_activity AS
SELECT CAST(16384 AS BIGINT) AS datid,
       s.database_name AS datname,
       s.session_id AS procpid,
       s.user_id AS usesysid,
       s.user_name AS usename,
       coalesce(r.statement, '<IDLE>') AS current_query,
       r.started AS query_start
FROM ${live:session} s
LEFT JOIN ${live:inflight} r ON r.session_id = s.session_id;

CREATE OR REPLACE VIEW forebay.svl_qlog AS
SELECT user_id AS userid,
       CAST(query_id AS INTEGER) AS query,
       transaction_id AS xid,
       session_id AS pid,
       started AS starttime,
       ended AS endtime,
       elapsed,
       CAST(CASE WHEN status = 'success' THEN 0 ELSE 1 END AS INTEGER) AS aborted,
       label,
       substr(statement, 1, 60) AS substring,
       CAST(NULL AS INTEGER) AS source_query,
       CAST('0 - Ran on the main cluster' AS VARCHAR) AS concurrency_scaling_status_txt,
       CAST(NULL AS INTEGER) AS from_sp_call
FROM ${live:statement} s
WHERE ended IS NOT NULL AND kind NOT IN ('DDL', 'UTILITY');

CREATE OR REPLACE VIEW forebay.stl_query AS
SELECT user_id AS userid,
       CAST(query_id AS INTEGER) AS query,
       label,
       transaction_id AS xid,
       session_id AS pid,
       database_name AS database,
       statement AS querytxt,
       started AS starttime,
       ended AS endtime,
       CAST(CASE WHEN status = 'success' THEN 0 ELSE 1 END AS INTEGER) AS aborted,
       CAST(0 AS INTEGER) AS insert_pristine,
       CAST(0 AS INTEGER) AS concurrency_scaling_status
FROM ${live:statement} s
WHERE ended IS NOT NULL AND kind NOT IN ('DDL', 'UTILITY');

CREATE OR REPLACE VIEW forebay.stl_querytext AS
SELECT user_id AS userid,
       transaction_id AS xid,
       session_id AS pid,
       CAST(query_id AS INTEGER) AS query,
       CAST(part AS INTEGER) AS sequence,
       substr(statement, CAST(part * 200 + 1 AS INTEGER), 200) AS text
FROM ${live:statement} s, generate_series(0, 19) AS parts(part)
WHERE kind NOT IN ('DDL', 'UTILITY') AND (part = 0 OR length(statement) > part * 200);

CREATE OR REPLACE VIEW forebay.sys_query_history AS
SELECT user_id,
       query_id,
       label AS query_label,
       transaction_id,
       session_id,
       database_name,
       kind AS query_type,
       status,
       CAST(1 = 0 AS BOOLEAN) AS result_cache_hit,
       started AS start_time,
       ended AS end_time,
       elapsed AS elapsed_time,
       CAST(0 AS BIGINT) AS queue_time,
       elapsed AS execution_time,
       substr(error, 1, 512) AS error_message,
       row_count AS returned_rows,
       CAST(NULL AS BIGINT) AS returned_bytes,
       statement AS query_text,
       CAST('' AS VARCHAR) AS redshift_version,
       CAST('' AS VARCHAR) AS usage_limit,
       CAST('primary' AS VARCHAR) AS compute_type,
       CAST(0 AS BIGINT) AS compile_time,
       CAST(0 AS BIGINT) AS planning_time,
       CAST(0 AS BIGINT) AS lock_wait_time,
       CAST(NULL AS INTEGER) AS service_class_id,
       CAST(NULL AS VARCHAR) AS service_class_name,
       CAST(NULL AS VARCHAR) AS query_priority,
       CAST('false' AS VARCHAR) AS short_query_accelerated,
       CAST(NULL AS VARCHAR) AS user_query_hash,
       CAST(NULL AS VARCHAR) AS generic_query_hash,
       CAST(NULL AS INTEGER) AS query_hash_version,
       CAST(NULL AS BIGINT) AS result_cache_query_id
FROM ${live:statement} s;
