-- Redshift's names over the ledger: columns, order and types as in the Database Developer Guide.
CREATE OR REPLACE VIEW forebay.newest_definition AS
SELECT d.job_id, d.change_id, d.iam_role, d.table_schema, d.table_name, d.source, d.copy_text, d.options, d.changed
FROM forebay.job_definition d
WHERE d.change_id = (SELECT max(n.change_id) FROM forebay.job_definition n WHERE n.job_id = d.job_id);

CREATE OR REPLACE VIEW forebay.current_job AS
SELECT j.job_id, j.job_name, j.database_name, j.owner_id, d.change_id, d.iam_role, d.table_schema, d.table_name,
       d.source, d.copy_text, d.options, j.created, s.is_auto
FROM forebay.job j
JOIN forebay.newest_definition d ON d.job_id = j.job_id
JOIN forebay.job_state s ON s.job_id = j.job_id
WHERE NOT s.is_dropped
  AND s.change_id = (SELECT max(n.change_id) FROM forebay.job_state n WHERE n.job_id = j.job_id);

CREATE OR REPLACE VIEW forebay.sys_copy_job AS
SELECT job_id,
       job_name,
       iam_role,
       substr(copy_text || ' JOB CREATE ' || job_name || CASE WHEN is_auto THEN ' AUTO ON' ELSE ' AUTO OFF' END
              || CASE WHEN options = '' THEN '' ELSE ' ' || options END, 1, 256) AS job_text,
       CAST(CASE WHEN is_auto THEN 1 ELSE 0 END AS INTEGER) AS is_auto,
       CAST(0 AS INTEGER) AS on_error_suspend
FROM forebay.current_job;

CREATE OR REPLACE VIEW forebay.sys_copy_job_detail AS
SELECT CAST(j.owner_id AS INTEGER) AS user_id,
       j.database_name,
       CAST(f.job_id AS INTEGER) AS job_id,
       j.job_name,
       f.bucket AS file_location,
       f.object_key AS file_name,
       f.size_bytes AS file_size,
       f.etag AS file_etag,
       substr(d.copy_text, 1, 256) AS job_text,
       f.last_modified AS modification_time,
       f.enqueued AS enqueue_time,
       f.state AS status
FROM forebay.job_file f
JOIN forebay.job j ON j.job_id = f.job_id
JOIN forebay.newest_definition d ON d.job_id = f.job_id
WHERE f.state <> 'B'
UNION ALL
SELECT CAST(j.owner_id AS INTEGER),
       j.database_name,
       CAST(p.job_id AS INTEGER),
       j.job_name,
       p.bucket,
       p.object_key,
       p.size_bytes,
       p.etag,
       substr(d.copy_text, 1, 256),
       p.last_modified,
       p.enqueued,
       'P'
FROM ${live:pending_file} p
JOIN forebay.job j ON j.job_id = p.job_id
JOIN forebay.newest_definition d ON d.job_id = p.job_id
WHERE NOT EXISTS (
  SELECT 1 FROM forebay.job_file f
  WHERE f.job_id = p.job_id AND f.bucket = p.bucket AND f.object_key = p.object_key AND f.etag = p.etag);

CREATE OR REPLACE VIEW forebay.sys_copy_job_info AS
SELECT m.job_id, j.job_name, j.database_name, m.recorded AS record_time, substr(m.message, 1, 512) AS message
FROM forebay.job_message m
JOIN forebay.job j ON j.job_id = m.job_id
UNION ALL
SELECT a.job_id, j.job_name, j.database_name, a.recorded,
       substr(a.action || CASE WHEN a.bucket = '' THEN '' ELSE ' s3://' || a.bucket || '/' || a.object_key END
              || CASE WHEN a.detail = '' THEN '' ELSE ': ' || a.detail END, 1, 512)
FROM forebay.job_action a
JOIN forebay.job j ON j.job_id = a.job_id;

CREATE OR REPLACE VIEW forebay.svv_copy_job_integrations AS
SELECT CAST(j.owner_id AS INTEGER) AS job_owner,
       CAST(coalesce(c.channel, '') AS VARCHAR) AS channel_arn,
       split_part(substr(j.source, strpos(j.source, '://') + 3), '/', 1) AS bucket,
       CAST(CASE WHEN NOT j.is_auto THEN 'Inactive'
                 WHEN coalesce(c.is_established, true) THEN 'Established'
                 ELSE 'Pending' END AS VARCHAR) AS "channel state",
       j.database_name AS db_name,
       j.job_name,
       CAST(CASE WHEN j.is_auto THEN 0 ELSE 1 END AS INTEGER) AS job_state
FROM forebay.current_job j
LEFT JOIN ${live:job_channel} c ON c.job_id = j.job_id;

CREATE OR REPLACE VIEW forebay.sys_load_history AS
SELECT CAST(l.user_id AS INTEGER) AS user_id,
       l.query_id,
       l.transaction_id,
       l.session_id,
       l.database_name,
       l.status,
       l.table_name,
       l.started AS start_time,
       l.ended AS end_time,
       CAST(extract(epoch FROM (l.ended - l.started)) * 1000000 AS BIGINT) AS duration,
       l.source AS data_source,
       l.file_format,
       l.loaded_rows,
       CASE WHEN l.status = 'completed' THEN l.file_bytes ELSE CAST(0 AS BIGINT) END AS loaded_bytes,
       CAST(l.file_count AS INTEGER) AS source_file_count,
       l.file_bytes AS source_file_bytes,
       CAST(l.file_count AS INTEGER) AS file_count_scanned,
       l.file_bytes AS file_bytes_scanned,
       l.error_count,
       l.job_id AS copy_job_id
FROM forebay.load l
UNION ALL
SELECT CAST(r.user_id AS INTEGER), r.query_id, r.transaction_id, r.session_id, r.database_name, 'running',
       r.table_name, r.started, CAST(NULL AS TIMESTAMP), CAST(NULL AS BIGINT), r.source, r.file_format, r.loaded_rows,
       CAST(0 AS BIGINT), CAST(r.file_count AS INTEGER), r.file_bytes, CAST(r.files_scanned AS INTEGER),
       r.bytes_scanned, r.error_count, r.job_id
FROM ${live:running_load} r
WHERE NOT EXISTS (SELECT 1 FROM forebay.load l WHERE l.query_id = r.query_id);

CREATE OR REPLACE VIEW forebay.sys_load_detail AS
SELECT CAST(l.user_id AS INTEGER) AS user_id,
       CAST(f.query_id AS INTEGER) AS query_id,
       's3://' || f.bucket || '/' || f.object_key AS file_name,
       CAST(least(f.size_bytes, 2147483647) AS INTEGER) AS bytes_scanned,
       CAST(least(f.lines_scanned, 2147483647) AS INTEGER) AS lines_scanned,
       f.ended AS record_time,
       CAST(1 AS INTEGER) AS splits_scanned,
       f.started AS start_time,
       f.ended AS end_time,
       f.etag AS file_etag,
       f.last_modified AS file_last_modified
FROM forebay.load_file f
JOIN forebay.load l ON l.query_id = f.query_id;

CREATE OR REPLACE VIEW forebay.sys_load_error_detail AS
SELECT CAST(user_id AS INTEGER) AS user_id,
       query_id,
       transaction_id,
       session_id,
       database_name,
       CAST(CASE WHEN table_id > 2147483647 THEN table_id - 4294967296 ELSE table_id END AS INTEGER) AS table_id,
       recorded AS start_time,
       file_name,
       line_number,
       column_name,
       column_type,
       column_length,
       position,
       error_code,
       reason AS error_message
FROM forebay.load_error;

CREATE OR REPLACE VIEW forebay.stl_load_commits AS
SELECT CAST(l.user_id AS INTEGER) AS userid,
       CAST(f.query_id AS INTEGER) AS query,
       CAST(0 AS INTEGER) AS slice,
       'load' AS name,
       's3://' || f.bucket || '/' || f.object_key AS filename,
       CAST(0 AS INTEGER) AS byte_offset,
       CAST(least(f.lines_scanned, 2147483647) AS INTEGER) AS lines_scanned,
       CAST(least(f.error_count, 2147483647) AS INTEGER) AS errors,
       f.ended AS curtime,
       CAST(1 AS INTEGER) AS status,
       l.file_format,
       CAST(0 AS INTEGER) AS is_partial,
       CAST(0 AS BIGINT) AS start_offset,
       f.job_id AS copy_job_id
FROM forebay.load_file f
JOIN forebay.load l ON l.query_id = f.query_id;

CREATE OR REPLACE VIEW forebay.stl_load_errors AS
SELECT CAST(user_id AS INTEGER) AS userid,
       CAST(0 AS INTEGER) AS slice,
       CAST(CASE WHEN table_id > 2147483647 THEN table_id - 4294967296 ELSE table_id END AS INTEGER) AS tbl,
       recorded AS starttime,
       session_id AS session,
       CAST(query_id AS INTEGER) AS query,
       file_name AS filename,
       line_number,
       column_name AS colname,
       column_type AS type,
       column_length AS col_length,
       position,
       raw_line,
       raw_value AS raw_field_value,
       error_code AS err_code,
       substr(reason, 1, 100) AS err_reason,
       CAST(0 AS INTEGER) AS is_partial,
       CAST(0 AS BIGINT) AS start_offset,
       job_id AS copy_job_id
FROM forebay.load_error;

CREATE OR REPLACE VIEW forebay.stl_loaderror_detail AS
SELECT userid, slice, session, query, filename, line_number, field, colname, value, is_null, type, col_length
FROM (
  SELECT CAST(user_id AS INTEGER) AS userid,
         CAST(0 AS INTEGER) AS slice,
         session_id AS session,
         CAST(query_id AS INTEGER) AS query,
         file_name AS filename,
         line_number,
         column_index AS field,
         column_name AS colname,
         raw_value AS value,
         CAST(0 AS INTEGER) AS is_null,
         column_type AS type,
         column_length AS col_length,
         row_number() OVER (PARTITION BY query_id ORDER BY file_name, line_number) AS place
  FROM forebay.load_error) e
WHERE place <= 20;

CREATE OR REPLACE VIEW forebay.stv_inflight AS
SELECT user_id AS userid,
       CAST(0 AS INTEGER) AS slice,
       query_id AS query,
       label,
       transaction_id AS xid,
       session_id AS pid,
       started AS starttime,
       substr(statement, 1, 100) AS text,
       CAST(0 AS INTEGER) AS suspended,
       CAST(0 AS INTEGER) AS insert_pristine,
       CAST(0 AS INTEGER) AS concurrency_scaling_status
FROM ${live:inflight} i;

CREATE OR REPLACE VIEW forebay.sys_unload_history AS
SELECT CAST(u.user_id AS INTEGER) AS user_id,
       u.query_id,
       u.transaction_id,
       u.session_id,
       u.database_name,
       u.status,
       u.started AS start_time,
       u.ended AS end_time,
       CAST(extract(epoch FROM (u.ended - u.started)) * 1000000 AS BIGINT) AS duration,
       u.file_format,
       u.compression_type,
       u.location AS unloaded_location,
       u.unloaded_rows,
       u.file_count AS unloaded_files_count,
       u.file_bytes AS unloaded_files_size,
       u.error_message
FROM forebay.unload u
UNION ALL
SELECT CAST(r.user_id AS INTEGER), r.query_id, r.transaction_id, r.session_id, r.database_name, 'running',
       r.started, CAST(NULL AS TIMESTAMP), CAST(NULL AS BIGINT), r.file_format, r.compression_type, r.location,
       r.unloaded_rows, r.file_count, r.file_bytes, ''
FROM ${live:running_unload} r
WHERE NOT EXISTS (SELECT 1 FROM forebay.unload u WHERE u.query_id = r.query_id);

CREATE OR REPLACE VIEW forebay.sys_unload_detail AS
SELECT CAST(u.user_id AS INTEGER) AS user_id,
       CAST(f.query_id AS INTEGER) AS query_id,
       u.session_id,
       u.transaction_id,
       f.file_name,
       f.started AS start_time,
       f.ended AS end_time,
       f.line_count,
       f.transfer_size,
       u.file_format
FROM forebay.unload_file f
JOIN forebay.unload u ON u.query_id = f.query_id;

CREATE OR REPLACE VIEW forebay.stl_unload_log AS
SELECT CAST(u.user_id AS INTEGER) AS userid,
       CAST(f.query_id AS INTEGER) AS query,
       CAST(0 AS INTEGER) AS slice,
       u.session_id AS pid,
       f.file_name AS path,
       f.started AS start_time,
       f.ended AS end_time,
       f.line_count,
       f.transfer_size,
       u.file_format
FROM forebay.unload_file f
JOIN forebay.unload u ON u.query_id = f.query_id;

-- How each job is doing, in numbers since this server's start but for those that are counted in the ledger.
CREATE OR REPLACE VIEW forebay.job_status AS
SELECT j.job_id,
       j.job_name,
       j.table_schema || '.' || j.table_name AS table_name,
       CAST(CASE WHEN n.state IS NOT NULL THEN n.state WHEN j.is_auto THEN 'elsewhere' ELSE 'off' END AS VARCHAR) AS state,
       l.holder AS lease_holder,
       n.last_lag AS last_lag_seconds,
       n.median_lag AS median_lag_seconds,
       n.p99_lag AS p99_lag_seconds,
       n.lag_files,
       n.backlog_files,
       n.backlog_bytes,
       n.oldest_pending,
       n.files_per_second,
       n.rows_per_second,
       n.bytes_per_second,
       n.loaded_files,
       n.loaded_rows,
       n.loaded_bytes,
       (SELECT count(*) FROM forebay.job_file f WHERE f.job_id = j.job_id AND f.state = 'E') AS failed_files,
       (SELECT count(*) FROM forebay.load_error e WHERE e.job_id = j.job_id) AS error_count,
       n.list_calls,
       n.keys_listed,
       n.scan_started AS last_scan_started,
       n.scan_seconds AS last_scan_seconds,
       n.scan_calls AS last_scan_calls,
       n.scan_keys AS last_scan_keys,
       n.scan_found AS last_scan_found,
       n.scan_whole AS last_scan_whole,
       n.last_trouble,
       n.trouble_time,
       (SELECT count(*) FROM forebay.job_owed o WHERE o.job_id = j.job_id AND NOT o.is_refused) AS owed_files,
       (SELECT count(*) FROM forebay.job_owed o WHERE o.job_id = j.job_id AND o.is_refused) AS refused_files,
       n.waits_for
FROM forebay.current_job j
LEFT JOIN ${live:job_number} n ON n.job_id = j.job_id
LEFT JOIN forebay.job_lease l ON l.job_id = j.job_id;

-- The executions of state machines in this server; the columns of the live tables are those of the views.
CREATE OR REPLACE VIEW forebay.execution AS
SELECT e.arn, e.name, e.machine, e.parent_arn, e.status, e.started, e.stopped, e.duration_seconds, e.states, e.input,
       e.output, e.error, e.cause, e.redrives
FROM ${live:execution} e;

CREATE OR REPLACE VIEW forebay.execution_event AS
SELECT e.arn, e.event_id, e.previous_event_id, e.event_time, e.type, e.state_name, e.details
FROM ${live:execution_event} e;
-- The schedules and triggers of this server; the columns of the live tables are those of the views.
CREATE OR REPLACE VIEW forebay.schedule AS
SELECT s.group_name, s.schedule_name, s.expression, s.time_zone, s.missed, s.made_by, s.next_time, s.target, s.state,
       s.overlap, s.last_time, s.last_result, s.last_error, s.last_started, s.is_running, s.waiting, s.delivered, s.dropped
FROM ${live:schedule} s;

CREATE OR REPLACE VIEW forebay.trigger AS
SELECT t.trigger_name, t.event, t.gathered_files, t.target, t.state, t.overlap, t.last_time, t.last_result, t.last_error,
       t.last_started, t.is_running, t.waiting, t.delivered, t.dropped
FROM ${live:trigger} t;
