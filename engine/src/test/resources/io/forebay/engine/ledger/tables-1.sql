-- The ledger's tables. Only appended to; see docs/guide/exactly-once.md.
CREATE SCHEMA IF NOT EXISTS forebay;
-- Where tables are made that name no schema, as in Redshift.
CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE IF NOT EXISTS forebay.format (
  version INTEGER NOT NULL,
  created TIMESTAMP NOT NULL
);

-- One row a copy job, also after it was dropped.
CREATE TABLE IF NOT EXISTS forebay.job (
  job_id BIGINT NOT NULL,
  job_name VARCHAR NOT NULL,
  database_name VARCHAR NOT NULL,
  owner_id INTEGER NOT NULL,
  iam_role VARCHAR NOT NULL,
  table_schema VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  copy_text VARCHAR NOT NULL,
  created TIMESTAMP NOT NULL
);

-- What became of a job; its newest row tells how it is now.
CREATE TABLE IF NOT EXISTS forebay.job_state (
  job_id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  is_auto BOOLEAN NOT NULL,
  is_dropped BOOLEAN NOT NULL,
  changed TIMESTAMP NOT NULL
);

-- The files that a job is done with. state: B there before the job, I ingested, E failed.
CREATE TABLE IF NOT EXISTS forebay.job_file (
  job_id BIGINT NOT NULL,
  key_high BIGINT NOT NULL,
  key_low BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  state VARCHAR NOT NULL,
  query_id BIGINT NOT NULL,
  enqueued TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS job_file_once ON forebay.job_file (job_id, key_high, key_low);

-- What happened to a job that is no load.
CREATE TABLE IF NOT EXISTS forebay.job_message (
  job_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  message VARCHAR NOT NULL
);

-- One row a load that ended; job_id 0 for a plain COPY. status: completed, aborted.
CREATE TABLE IF NOT EXISTS forebay.load (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  table_id BIGINT NOT NULL,
  table_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_format VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  loaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_count BIGINT NOT NULL
);

-- The files of completed loads.
CREATE TABLE IF NOT EXISTS forebay.load_file (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  lines_scanned BIGINT NOT NULL,
  loaded_rows BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);

-- Rows that could not be loaded, and files that could not be read (line 0).
CREATE TABLE IF NOT EXISTS forebay.load_error (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  table_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  file_name VARCHAR NOT NULL,
  line_number BIGINT NOT NULL,
  column_index INTEGER NOT NULL,
  column_name VARCHAR NOT NULL,
  column_type VARCHAR NOT NULL,
  column_length VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  raw_line VARCHAR NOT NULL,
  raw_value VARCHAR NOT NULL,
  error_code INTEGER NOT NULL,
  reason VARCHAR NOT NULL
);

-- One row an UNLOAD that ended. status: completed, aborted.
CREATE TABLE IF NOT EXISTS forebay.unload (
  query_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  location VARCHAR NOT NULL,
  file_format VARCHAR NOT NULL,
  compression_type VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  unloaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_message VARCHAR NOT NULL
);

-- The objects of completed UNLOADs; a manifest is none of them.
CREATE TABLE IF NOT EXISTS forebay.unload_file (
  query_id BIGINT NOT NULL,
  file_name VARCHAR NOT NULL,
  line_count BIGINT NOT NULL,
  transfer_size BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);
